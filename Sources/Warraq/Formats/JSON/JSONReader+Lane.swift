package import WarraqCore
internal import WarraqMarkup
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
    var holdsObjects = false
    try story.beginObject()
    while let name = try story.nextName() {
      guard let index = names._withUnsafeGuaranteedRef({ $0.index(of: name.bytes) }) else {
        isForeign = true
        // A document of a search engine holds the members in it.
        guard !("_source" ~= name) else { throw LeavesLane() }
        let first = try story.peek()
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { holdsObjects = true }
        try story.keep(name)
        continue
      }
      let use = names._withUnsafeGuaranteedRef { $0.use(at: index) }
      if let property = use.property {
        guard story.note(property) else { throw LeavesLane() }
        let place = story.mark().position
        if try story.skipNull() { continue }
        if try isCanonical(property, &story) {
          isForeign = try !readCanonical(property, name: name, at: place, into: &story) || isForeign
        } else {
          isForeign = true
          try read(.property(property), name: name, order: .canonical(place), into: &story)
        }
        continue
      }
      isForeign = true
      // What Messenger exports may have bytes for letters.
      guard !use.hasPaths, !("_source" ~= name), !("sender_name" ~= name) else {
        throw LeavesLane()
      }
      let first = try story.peek()
      // An object, or an array of them, may be the articles that this one only wraps.
      guard !use.mayWrap || first != UInt8(ascii: "{") && first != UInt8(ascii: "[") else {
        throw LeavesLane()
      }
      guard let target = names._withUnsafeGuaranteedRef({ $0.target(at: index) }) else {
        try story.keep(name)
        continue
      }
      if try story.skipNull() { continue }
      guard story.tryOther(target.field) else { throw LeavesLane() }
      let rank = names._withUnsafeGuaranteedRef { $0.rank(at: index) }
      try read(target, name: name, order: .other(rank), into: &story)
    }
    try story.finish()
    if isForeign, story.has(.language), !LanguageTag.isUsual(story.text(.language).bytes) {
      throw LeavesLane()
    }
    try story.keepUnfinished()
    try story.identify(isForeign: isForeign)
    // Without a text of its own it may only wrap stories.
    if holdsObjects, !story.has(.body) { throw LeavesLane() }
    // Of which nothing was recognised there is something to say.
    if story.has(.extra), story.features == Loss.FeatureSet(.extra) { throw LeavesLane() }
  }

  /// Reads a value that starts as the canonical shape of its property does; returns whether it has
  /// that shape.
  private func readCanonical(
    _ property: CanonicalJSON.Property, name: TextSlice, at place: Int,
    into story: inout RecordIndex
  ) throws(LeavesLane) -> Bool {
    switch property.kind {
    case .status, .direction:
      let mark = story.mark()
      do throws(LeavesLane) {
        try story.readCanonical(property)
      } catch {
        story.rewind(to: mark)
        try readOtherwise(
          .property(property), name: name, order: .canonical(place), into: &story)
        return false
      }
    case .identifier, .text, .integer, .number, .date, .party, .roleTexts, .contributors, .sources,
      .concepts, .blocks, .keywords, .assets, .relatedItems, .extraMembers, .inputPlace,
      .derived:
      try story.readCanonical(property)
    }
    return true
  }

  /// When the value of a name is read, and kept where not all of it could be.
  private enum Order {
    /// At once; what is kept is warned of at this place.
    case canonical(Int)
    /// Once all others are, in the order of these numbers.
    case other(Int)
  }

  /// Reads a value that is no canonical one, for a field that has no value yet.
  private func read(
    _ target: FieldTarget, name: TextSlice, order: Order, into story: inout RecordIndex
  ) throws(LeavesLane) {
    let mark = story.mark()
    do throws(LeavesLane) {
      try story.read(target, name: name)
    } catch {
      story.rewind(to: mark)
      try readOtherwise(target, name: name, order: order, into: &story)
    }
  }

  /// Has the next value read as that of an article, and copies what that gives beside the record.
  private func readOtherwise(
    _ target: FieldTarget, name: TextSlice, order: Order, into story: inout RecordIndex
  ) throws(LeavesLane) {
    // What a date says may depend on the language, which may follow.
    guard target.field.kind != .date, let text = JSONText(name) else { throw LeavesLane() }
    let mark = story.mark()
    let bytes = try story.skipValue()
    let values = LooseValues(limits: story.limits, reference: reference)
    var mapper = ArticleMapper(names: names, values: values, projection: .all)
    let outcome: ArticleMapper.Outcome
    do throws(JSONError) {
      var cursor = try JSONCursor(bytes, maximumDepth: story.limits.maximumDepth - 1)
      outcome = try mapper.fill(target, name: text, from: &cursor)
      // What is kept is checked there.
      if outcome == .complete { try cursor.finish() }
      guard cursor.warnings.isEmpty else { throw JSONError(.trailingContent, at: 0) }
    } catch {
      throw LeavesLane()
    }
    let field = target.field
    // What relative addresses mean depends on that of the story, which may follow.
    guard field != .body || !mapper.draft.article.hasRelativeAddresses,
      field != .media || !mapper.draft.article.liesOnItsHost
    else { throw LeavesLane() }
    try story.copy(field, of: &mapper.draft.article)
    if field == .id { try story.addAlternateIDs(mapper.draft.article.alternateIDs) }
    if field == .body, !mapper.draft.article.media.isEmpty {
      // Those of the story come after them, and are compared with them.
      guard story.tryOther(.media) else { throw LeavesLane() }
      try story.copy(.media, of: &mapper.draft.article)
    }
    guard outcome == .incomplete else { return }
    switch order {
    case .other(let rank): story.unfinished.append((name, mark.position, rank))
    case .canonical(let place):
      story.warnings.append(JSONWarning(.keptInExtra(name.string), at: place))
      let end = story.mark()
      story.move(to: mark)
      try story.keep(name)
      story.move(to: end)
    }
  }

  /// Whether the next value starts as one of the canonical shape of the property does.
  private func isCanonical(
    _ property: CanonicalJSON.Property, _ story: inout RecordIndex
  ) throws(LeavesLane) -> Bool {
    switch property.kind {
    case .blocks: try story.isArrayOfObjects()
    case .identifier, .text: try story.peek() == UInt8(ascii: "\"")
    case .contributors, .concepts: try !story.isTexts()
    case .keywords: try story.peek() == UInt8(ascii: "[")
    case .integer, .number, .direction, .status, .date, .party, .roleTexts,
      .sources, .assets, .relatedItems, .extraMembers, .inputPlace,
      .derived:
      true
    }
  }
}

// Values of the shapes that exports, crawlers and data sets use, as ``ArticleMapper`` reads them.
extension RecordIndex {
  /// Reads the next value, which is no canonical one, for a field that has no value yet.
  fileprivate mutating func read(
    _ target: FieldTarget, name: TextSlice
  ) throws(LeavesLane) {
    switch target {
    case .property(let field): try read(field, name: name)
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
    case .html: try readBody(isHTML: true)
    }
  }

  private mutating func read(_ field: Article.Field, name: TextSlice) throws(LeavesLane) {
    switch field.kind {
    case .identifier:
      let text = try peek() == UInt8(ascii: "\"") ? text() : number()
      if ArticleMapper.isIRI(text.bytes) {
        set(field, text)
      } else if !text.isEmpty {
        try setAlternateID(role: name, text)
      }
    case .text:
      if field == .section, try peek() == UInt8(ascii: "[") { return try readSection() }
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
        let text = text.trimmed
        var names: [TextSlice] = []
        // An address of electronic mail stands beside the name.
        guard !text.bytes.contains(UInt8(ascii: "@")) else { throw LeavesLane() }
        if PeopleText.mayBeSeveral(text.bytes) {
          for name in PeopleText.names(in: text.string) { names.append(try story.make(name)) }
        } else if !text.isEmpty {
          return story.append(person: text)
        }
        for name in names { story.append(person: name) }
      }
    case .keywords:
      // One string holds all of them; an element of a list may hold a comma of its own.
      let isString = try peek() == UInt8(ascii: "\"")
      try readList(of: field) { story, text throws(LeavesLane) in
        if isString {
          for keyword in KeywordText.keywords(in: text.bytes) where !keyword.trimmed.isEmpty {
            story.append(try story.make(keyword.trimmed))
          }
        } else {
          let keyword = text.trimmed
          if !keyword.isEmpty { story.append(keyword) }
        }
      }
    case .concepts:
      guard let shape = field.kind.shape else { throw LeavesLane() }
      let kind = ArticleMapper.usualKind(in: field).map(\.rawValue)
      try readList(of: field) { story, text throws(LeavesLane) in
        guard !text.trimmed.isEmpty else { return }
        story.append(kind == nil ? .absent : try story.make(kind ?? ""))
        story.append(text)
        story.appendAbsent(shape.stride - 2)
      }
    case .blocks: try readBody(isHTML: false)
    case .relatedItems: try readCanonical(field)
    case .integer, .number, .direction, .status, .party, .roleTexts, .sources, .assets,
      .extraMembers, .inputPlace, .derived:
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
    guard !text.isHTML else { throw LeavesLane() }
    let text = text.trimmed
    return text.isEmpty ? nil : text
  }

  // MARK: Body

  private mutating func readBody(isHTML: Bool) throws(LeavesLane) {
    let start = nextPlace
    let isList = try peek() == UInt8(ascii: "[")
    if isList {
      try beginArray()
      while try nextElement() {
        if try !skipNull() { append(try text()) }
      }
    } else {
      append(try text())
    }
    let texts = start..<nextPlace
    if isHTML || texts.contains(where: { self[$0].isHTML }) {
      return try setBody(texts, isHTML: isHTML, isList: isList)
    }
    let first = nextPlace
    for place in texts { addParagraphs(of: self[place], isOne: isList) }
    if nextPlace > first { details.insert(.paragraphs) }
    set(.body, from: first)
  }

  /// Reads an array of one section, which is all that the model has.
  private mutating func readSection() throws(LeavesLane) {
    try beginArray()
    guard try nextElement() else { return }
    let text = try text().trimmed
    guard try !nextElement() else { throw LeavesLane() }
    if !text.isEmpty { set(.section, text) }
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
      var picture = Picture()
      if try story.peek() == UInt8(ascii: "\"") {
        picture.href = try story.text().trimmed
        guard !picture.href.isEmpty else { return }
        if picture.href.bytes.first == UInt8(ascii: "/") { throw LeavesLane() }
      } else {
        picture = try story.readPicture()
      }
      let href = picture.href
      let id = try story.make("media-" + String(number))
      let kind = Asset.Kind(fileName: href.bytes) ?? place
      let word = kind == nil ? TextSlice.absent : try story.make(kind?.rawValue ?? "")
      story.append(id)
      story.append(word)
      story.append(picture.caption)
      story.append(picture.altText)
      story.append(picture.credit)
      story.append(href)
      story.appendAbsent(shape.stride - 6)
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

  private struct Picture {
    var href = TextSlice.absent
    var caption = TextSlice.absent
    var altText = TextSlice.absent
    var credit = TextSlice.absent
  }

  /// Reads an object that has a link and at most texts beside it.
  private mutating func readPicture() throws(LeavesLane) -> Picture {
    var picture = Picture()
    try beginObject()
    while let name = try nextName() {
      if try skipNull() { continue }
      switch LooseObject.field(named: name.bytes) {
      case .url where !picture.href.isPresent: picture.href = try text()
      case .caption where !picture.caption.isPresent, .title where !picture.caption.isPresent,
        .text where !picture.caption.isPresent:
        picture.caption = try text()
      case .altText where !picture.altText.isPresent: picture.altText = try text()
      case .credit where !picture.credit.isPresent: picture.credit = try text()
      default: throw LeavesLane()
      }
    }
    guard picture.href.isPresent, picture.href.bytes.first != UInt8(ascii: "/") else {
      throw LeavesLane()
    }
    return picture
  }
}
