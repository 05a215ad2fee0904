package import WarraqCore
internal import WarraqModel

extension JSONReader: IndexedReader {
  /// Finds the texts of an article that is one object of the canonical form or of the usual other
  /// ones.
  package func index(
    _ record: UnsafeBufferPointer<UInt8>, into story: inout RecordIndex
  ) throws(LeavesLane) {
    try story.begin(record)
    // Not counted: all workers would change the count with every record.
    let names = Unmanaged.passUnretained(self.names)
    var isForeign = false
    try story.beginObject()
    while let name = try story.nextName() {
      guard let entry = names._withUnsafeGuaranteedRef({ $0.entry(for: name.bytes) }) else {
        throw LeavesLane()
      }
      if let property = entry.property {
        guard story.note(property), !story.has(property) else { throw LeavesLane() }
        if try story.skipNull() { continue }
        if try isCanonical(property, &story) {
          try story.readCanonical(property)
        } else {
          isForeign = true
          try story.read(.property(property))
        }
      } else {
        guard let target = entry.target, !entry.hasPaths, !("_source" ~= name) else {
          throw LeavesLane()
        }
        isForeign = true
        let first = try story.peek()
        // An object, or an array of them, may be the articles that this one only wraps.
        guard !entry.mayWrap || first == UInt8(ascii: "\"") else { throw LeavesLane() }
        if try story.skipNull() { continue }
        guard !story.has(target.field) else { throw LeavesLane() }
        try story.read(target)
      }
    }
    try story.finish()
    // An identifier has to be made where there is none, and another one found where it is no IRI.
    guard story.has(.id), !isForeign || ArticleMapper.isIRI(story.text(.id).bytes) else {
      throw LeavesLane()
    }
  }

  /// Whether the next value starts as one of the canonical shape of the property does.
  private func isCanonical(
    _ property: CanonicalJSON.Property, _ story: inout RecordIndex
  ) throws(LeavesLane) -> Bool {
    switch property.kind {
    case .blocks: try story.isArrayOfObjects()
    case .identifier, .integer, .text, .number, .direction, .status, .date, .party, .roleTexts,
      .contributors, .concepts, .keywords, .sources, .assets, .relatedItems, .extraMembers,
      .derived:
      true
    }
  }
}

// Values of the shapes that exports, crawlers and data sets use, as ``ArticleMapper`` reads them.
extension RecordIndex {
  /// Reads the next value, which is no canonical one, for a field that has no value yet.
  fileprivate mutating func read(_ target: FieldTarget) throws(LeavesLane) {
    switch target {
    case .property(let field): try read(field)
    case .text(let field, let role):
      let role = try make(role)
      try readList(of: field) { story, text throws(LeavesLane) in
        guard let text = try Self.plainText(text) else { return }
        story.append(role)
        story.append(text)
      }
    case .source(let role):
      let role = role.isEmpty ? .absent : try make(role)
      try readList(of: .sources) { story, text throws(LeavesLane) in
        let name = text.trimmed
        guard !name.starts(with: "http") else { throw LeavesLane() }
        guard !name.isEmpty else { return }
        story.append(name)
        story.append(role)
        story.append(.absent)
        story.append(.absent)
      }
      if has(.sources), role.isPresent { details.insert(.sourceDetails) }
    case .media(let kind): try readMedia(kind)
    case .html: throw LeavesLane()
    }
  }

  private mutating func read(_ field: Article.Field) throws(LeavesLane) {
    switch field.kind {
    case .identifier:
      let text = try text()
      guard ArticleMapper.isIRI(text.bytes) else { throw LeavesLane() }
      set(field, text)
    case .text:
      let text = try text()
      let plain = field == .headline ? try Self.plainText(text) : text.trimmed
      if let plain, !plain.isEmpty { set(field, plain) }
    case .date:
      let text = try text().trimmed
      guard !text.isEmpty else { return }
      guard let date = NewsDate(certain: text.bytes) else { throw LeavesLane() }
      try set(field, date, printed: text)
    case .contributors:
      try readList(of: field) { story, text throws(LeavesLane) in
        let name = text.trimmed
        guard !PeopleText.mayBeSeveral(name.bytes) else { throw LeavesLane() }
        guard !name.isEmpty else { return }
        story.append(name)
        for _ in 0..<3 { story.append(.absent) }
      }
    case .keywords:
      // One string holds all of them; it has to be split.
      guard try peek() == UInt8(ascii: "[") else { throw LeavesLane() }
      try readList(of: field) { story, text throws(LeavesLane) in
        let keyword = text.trimmed
        if !keyword.isEmpty { story.append(keyword) }
      }
    case .blocks: try readBody()
    case .relatedItems: try readCanonical(field)
    case .integer, .number, .direction, .status, .party, .roleTexts, .concepts, .sources, .assets,
      .extraMembers, .derived:
      throw LeavesLane()
    }
  }

  /// Reads the texts of an array, or the one text that is there instead.
  private mutating func readList(
    of field: Article.Field,
    _ add: (inout RecordIndex, TextSlice) throws(LeavesLane) -> Void
  ) throws(LeavesLane) {
    let start = nextPlace
    if try peek() == UInt8(ascii: "[") {
      try beginArray()
      while try nextElement() {
        if try !skipNull() { try add(&self, try text()) }
      }
    } else {
      try add(&self, try text())
    }
    set(field, from: start)
  }

  /// A text without white space around it; `nil` for one without anything else.
  private static func plainText(_ text: TextSlice) throws(LeavesLane) -> TextSlice? {
    guard !BodyText.isHTML(text.bytes) else { throw LeavesLane() }
    let text = text.trimmed
    return text.isEmpty ? nil : text
  }

  // MARK: Body

  private mutating func readBody() throws(LeavesLane) {
    let start = nextPlace
    if try peek() == UInt8(ascii: "[") {
      try beginArray()
      while try nextElement() {
        if try !skipNull() { try addParagraphs(of: try text(), isOne: true) }
      }
    } else {
      try addParagraphs(of: try text(), isOne: false)
    }
    if nextPlace > start { details.insert(.paragraphs) }
    set(.body, from: start)
  }

  /// Adds the paragraphs of a text without markup.
  ///
  /// - Parameter isOne: whether it is one paragraph, with its line ends as line breaks.
  private mutating func addParagraphs(of text: TextSlice, isOne: Bool) throws(LeavesLane) {
    guard !BodyText.isHTML(text.bytes) else { throw LeavesLane() }
    guard PlainParagraphs.hasLineEnd(text.bytes, hasEscapes: text.hasEscapes) else {
      let line = text.trimmed
      if !line.isEmpty { append(line) }
      return
    }
    var hasBreaks = false
    PlainParagraphs.forEachLine(of: text.bytes, isOneParagraph: isOne) { line, startsParagraph in
      var run = text.part(line)
      if !startsParagraph {
        run.run = TextSlice.Run.afterBreak.rawValue
        hasBreaks = true
      }
      append(run)
    }
    if hasBreaks { details.insert(.inlineMarkup) }
  }

  // MARK: Media

  // As many links are compared with each other; who has more has a use for a table.
  private static let maximumMedia = 16

  private mutating func readMedia(_ place: Asset.Kind?) throws(LeavesLane) {
    guard let shape = FieldKind.assets.shape else { throw LeavesLane() }
    let start = nextPlace
    func add(_ story: inout RecordIndex) throws(LeavesLane) {
      let first = story.nextPlace
      let number = (first - start) / shape.stride + 1
      guard number <= Self.maximumMedia else { throw LeavesLane() }
      var href: TextSlice
      var caption = TextSlice.absent
      if try story.peek() == UInt8(ascii: "\"") {
        href = try story.text().trimmed
        guard !href.isEmpty else { return }
      } else {
        (href, caption) = try story.readPicture()
      }
      let id = try story.make("media-" + String(number))
      let kind = Asset.Kind(fileName: href.bytes) ?? place
      let word = kind == nil ? TextSlice.absent : try story.make(kind?.rawValue ?? "")
      for text in [id, word, caption, .absent, .absent, href] { story.append(text) }
      for _ in 6..<shape.stride { story.append(.absent) }
      // Of two links that are the same one is left out.
      for other in stride(from: start, to: first, by: shape.stride)
      where story[other + 5] == href { throw LeavesLane() }
    }
    if try peek() == UInt8(ascii: "[") {
      try beginArray()
      while try nextElement() {
        if try !skipNull() { try add(&self) }
      }
    } else {
      try add(&self)
    }
    set(.media, from: start)
  }

  /// Reads an object that has a link and at most a caption.
  private mutating func readPicture() throws(LeavesLane) -> (href: TextSlice, caption: TextSlice) {
    var href = TextSlice.absent
    var caption = TextSlice.absent
    try beginObject()
    while let name = try nextName() {
      if try skipNull() { continue }
      switch LooseObject.field(named: name.bytes) {
      case .url where !href.isPresent: href = try text()
      case .caption where !caption.isPresent, .title where !caption.isPresent,
        .text where !caption.isPresent:
        caption = try text()
      default: throw LeavesLane()
      }
    }
    guard href.isPresent else { throw LeavesLane() }
    return (href, caption)
  }
}
