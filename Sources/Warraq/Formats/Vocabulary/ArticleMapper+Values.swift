internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

// Values of the shapes that exports, crawlers and data sets use.
extension ArticleMapper {
  /// Puts the next value where its target says.
  ///
  /// - Parameter name: the name it has in the source.
  mutating func fill(
    _ target: FieldTarget, name: JSONText, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    switch target {
    case .property(let field): try fill(field, name: name, from: &cursor)
    case .text(let field, let role): try addTexts(role, to: field, from: &cursor)
    case .source(let role): try addSources(role: role.isEmpty ? nil : role, from: &cursor)
    case .media(let kind): try addMedia(kind, from: &cursor)
    case .html: try setBody(isHTML: true, from: &cursor)
    }
  }

  private mutating func fill(
    _ field: Article.Field, name: JSONText, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    switch field.kind {
    case .identifier: return try setID(role: name, from: &cursor)
    case .text where field == .section: return try setSection(from: &cursor)
    case .text:
      return try fill(field, unset: nil) { value, values throws(JSONError) in
        try values.setText(&value, isTitle: field == .headline, from: &cursor)
      }
    case .integer:
      return try fill(field, unset: 1) { value, values throws(JSONError) in
        try values.setNumber(&value, unset: 1, from: &cursor)
      }
    case .number where field == .urgency: return try setUrgency(from: &cursor)
    case .date:
      let language = draft.article.language
      return try fill(field, unset: nil) { value, values throws(JSONError) in
        try values.setDate(&value, language: language, from: &cursor)
      }
    case .party:
      return try fill(field, unset: nil) { value, values throws(JSONError) in
        try values.setParty(&value, from: &cursor)
      }
    case .roleTexts:
      return try addTexts(Self.usualRole(in: field) ?? name.string, to: field, from: &cursor)
    case .contributors:
      return try fill(field, unset: []) { value, values throws(JSONError) in
        try values.addPeople(&value, from: &cursor)
      }
    case .concepts:
      return try fill(field, unset: []) { value, values throws(JSONError) in
        try values.addConcepts(Self.usualKind(in: field), &value, from: &cursor)
      }
    case .blocks: return try setBody(isHTML: false, from: &cursor)
    case .keywords: return try addKeywords(from: &cursor)
    case .sources: return try addSources(role: nil, from: &cursor)
    case .assets: return try addMedia(nil, from: &cursor)
    case .relatedItems where !draft.article.related.isEmpty: return .incomplete
    case .number, .status, .direction, .relatedItems, .extraMembers, .inputPlace, .derived:
      return try setCanonical(field, from: &cursor)
    }
  }

  /// Takes the value of a field out, has it filled, and puts it back.
  private mutating func fill<Value>(
    _ field: Article.Field, unset: Value,
    _ read: (inout Value, LooseValues) throws(JSONError) -> Outcome
  ) throws(JSONError) -> Outcome {
    var value = unset
    draft.article.exchange(field, with: &value)
    defer { draft.article.exchange(field, with: &value) }
    return try read(&value, values)
  }

  private mutating func addTexts(
    _ role: String, to field: Article.Field, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    try fill(field, unset: []) { value, values throws(JSONError) in
      try values.addTexts(role, &value, from: &cursor)
    }
  }

  /// The role of texts that have none, `nil` where it is the name that they have in the source.
  private static func usualRole(in field: Article.Field) -> String? {
    switch field {
    case .titles: TitleRole.sub
    case .summaries: SummaryRole.summary
    case .editorialNotes: "note"
    default: nil
    }
  }

  /// The kind of concepts that have none.
  static func usualKind(in field: Article.Field) -> Concept.Kind? {
    switch field {
    case .located: .place
    case .genres: .genre
    default: nil
    }
  }

  /// Reads a value that has the canonical shape under another name.
  private mutating func setCanonical(
    _ field: Article.Field, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    if try draft.read(field, from: &cursor) { return .complete }
    if field.kind == .derived { _ = try draft.readParts(of: field, from: &cursor) }
    return .incomplete
  }

  // MARK: Single values

  private mutating func setID(
    role: JSONText, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    guard let found = try cursor.looseText() else { return .incomplete }
    if draft.article.id.isEmpty, Self.isIRI(found.text) {
      draft.article.id = found.text
    } else if found.text != draft.article.id, !found.text.isEmpty {
      draft.article.alternateIDs.append(RoleText(role: role.string, text: found.text))
    }
    return found.isPartial ? .incomplete : .complete
  }

  private mutating func setUrgency(from cursor: inout JSONCursor) throws(JSONError) -> Outcome {
    guard draft.article.urgency == nil, let found = try cursor.looseText(), !found.isPartial,
      let number = Int(whole: found.text), 1...9 ~= number
    else { return .incomplete }
    draft.article.urgency = number
    return .complete
  }

  private mutating func setSection(from cursor: inout JSONCursor) throws(JSONError) -> Outcome {
    guard try cursor.peek() == UInt8(ascii: "[") else {
      return try values.setText(&draft.article.section, from: &cursor)
    }
    var count = 0
    var outcome = Outcome.complete
    try cursor.beginArray()
    while try cursor.nextElement() {
      count += 1
      let first = try cursor.peek()
      if count == 1, first == UInt8(ascii: "\"") || first == UInt8(ascii: "{") {
        outcome = try values.setText(&draft.article.section, from: &cursor)
      } else {
        // The model has one section.
        outcome = .incomplete
        try cursor.skipValue()
      }
    }
    return outcome
  }

  // MARK: Lists

  private mutating func addKeywords(from cursor: inout JSONCursor) throws(JSONError) -> Outcome {
    var found: [Keyword] = []
    found.reserveCapacity(8)
    func add(_ text: String) {
      let text = text.trimmed
      if !text.isEmpty { found.append(Keyword(text)) }
    }
    let isString = try cursor.peek() == UInt8(ascii: "\"")
    let outcome = try cursor.each { cursor, first throws(JSONError) in
      switch first {
      case UInt8(ascii: "\""):
        let text = try cursor.string()
        // One string holds all of them; an element of a list may hold a comma of its own.
        if isString { KeywordText.keywords(in: text).forEach(add) } else { add(text) }
        return .complete
      case UInt8(ascii: "{"):
        var object = LooseObject()
        try object.read(&cursor)
        guard let name = object.take(.name, .title, .text) else { return .incomplete }
        add(name)
        _ = object.take(.type)
        return object.isUsedUp ? .complete : .incomplete
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        add(try cursor.number().string)
        return .complete
      default:
        try cursor.skipValue()
        return .incomplete
      }
    }
    draft.article.keywords.merge(found)
    return outcome
  }

  private mutating func addSources(
    role: String?, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    var found: [Source] = []
    let outcome = try cursor.each { cursor, first throws(JSONError) in
      switch first {
      case UInt8(ascii: "\""):
        let text = try cursor.string().trimmed
        if let host = Self.host(of: text) {
          found.append(Source(name: host, role: role, url: text))
        } else if !text.isEmpty {
          found.append(Source(name: text, role: role))
        }
        return .complete
      case UInt8(ascii: "{"):
        if var source = try cursor.canonicalSource() {
          source.role = source.role ?? role
          if !source.name.isBlank { found.append(source) }
          return .complete
        }
        var object = LooseObject()
        try object.read(&cursor)
        guard let name = object.take(.name, .title), !name.isBlank else { return .incomplete }
        var source = Source(name: name, role: object.take(.role) ?? role)
        source.url = object.take(.url)
        if let id = object.take(.id) {
          guard Self.isIRI(id) else {
            found.append(source)
            return .incomplete
          }
          source.iri = id
        }
        found.append(source)
        _ = object.take(.type)
        return object.isUsedUp ? .complete : .incomplete
      default:
        try cursor.skipValue()
        return .incomplete
      }
    }
    draft.article.sources.merge(found, name: \.name) { $0 == Source(name: $0.name) }
    return outcome
  }

  /// The host of an `http` URL.
  private static func host(of text: String) -> String? {
    guard text.utf8.starts(with: "http".utf8),
      let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let rest = text.utf8[text.utf8.index(after: colon)...]
    guard rest.starts(with: "//".utf8) else { return nil }
    let host = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    return host.isEmpty ? nil : String(Substring(host))
  }

  private mutating func addMedia(
    _ kind: Asset.Kind?, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    var found: [Asset] = []
    let outcome = try cursor.each { cursor, first throws(JSONError) in
      switch first {
      case UInt8(ascii: "\""):
        let href = try cursor.string().trimmed
        if !href.isEmpty {
          let kind = Asset.Kind(mediaType: nil, address: href, place: kind)
          found.append(Asset(id: "", kind: kind, renditions: [Asset.Rendition(href: href)]))
        }
        return .complete
      case UInt8(ascii: "{"):
        if kind == nil, let asset = try cursor.canonicalAsset(), !asset.renditions.isEmpty {
          found.append(asset)
          return .complete
        }
        let mark = cursor.mark()
        let count = found.count
        let outcome = try Self.addAsset(kind, to: &found, from: &cursor)
        guard found.count == count else { return outcome }
        let end = cursor.mark()
        cursor.move(to: mark)
        if let asset = try cursor.canonicalAsset(forgiving: true), !asset.renditions.isEmpty {
          found.append(asset)
        }
        cursor.move(to: end)
        return outcome
      default:
        try cursor.skipValue()
        return .incomplete
      }
    }
    adopt(found)
    return outcome
  }

  private static func addAsset(
    _ kind: Asset.Kind?, to found: inout [Asset], from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    var object = LooseObject()
    try object.read(&cursor)
    guard let href = object.take(.url) else { return .incomplete }
    var isComplete = true
    func number(_ field: LooseObject.Field) -> Int? {
      guard let text = object.take(field) else { return nil }
      let number = Int(text)
      if number == nil { isComplete = false }
      return number
    }
    let (width, height) = (number(.width), number(.height))
    var kind = kind
    var mediaType: String?
    for field in [LooseObject.Field.mediaType, .kind, .type] {
      guard let text = object.take(field) else { continue }
      if text.utf8.contains(UInt8(ascii: "/")) {
        mediaType = text
      } else {
        kind = Asset.Kind(mediaType: text) ?? kind
      }
    }
    kind = Asset.Kind(mediaType: mediaType, address: href, place: kind)
    found.append(
      Asset(
        id: "", kind: kind,
        renditions: [
          Asset.Rendition(href: href, mediaType: mediaType, width: width, height: height)
        ],
        caption: object.take(.caption, .title, .text), altText: object.take(.altText),
        credit: object.take(.credit)))
    return isComplete && object.isUsedUp ? .complete : .incomplete
  }

  /// Adds assets whose links are new, under names of their own.
  private mutating func adopt(_ assets: consuming [Asset]) {
    if draft.article.media.isEmpty, assets.count < 2 {
      // Nothing to compare with, as in most stories.
      if !assets.isEmpty, assets[0].id.isEmpty { assets[0].id = "media-1" }
      draft.article.media = assets
      return
    }
    var hrefs = KnownTexts(draft.article.media.flatMap { $0.renditions.compactMap(\.href) })
    var ids = KnownTexts(draft.article.media.map(\.id))
    for var asset in assets {
      if let href = asset.renditions.first?.href, !hrefs.insert(href) { continue }
      if asset.id.isEmpty || !ids.insert(asset.id) { asset.id = freeID(&ids) }
      draft.article.media.append(asset)
    }
  }

  private func freeID(_ ids: inout KnownTexts) -> String {
    var number = draft.article.media.count + 1
    var id = "media-" + String(number)
    while !ids.insert(id) {
      number += 1
      id = "media-" + String(number)
    }
    return id
  }

  // MARK: Body

  private mutating func setBody(
    isHTML: Bool, from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    guard draft.article.body.isEmpty else { return .incomplete }
    switch try cursor.peek() {
    case UInt8(ascii: "["):
      if try cursor.isArrayOfObjects(), try draft.read(.body, from: &cursor) { return .complete }
      if let html = try cursor.messageHTML() {
        draft.article.body = self.blocks(html: html, from: &cursor)
        return .complete
      }
      var blocks: [Block] = []
      blocks.reserveCapacity(16)
      let outcome = try cursor.each { cursor, first throws(JSONError) in
        try addParagraph(first, isHTML: isHTML, to: &blocks, from: &cursor)
      }
      draft.article.body = blocks
      return outcome
    default:
      guard let found = try cursor.looseText() else { return .incomplete }
      draft.article.body =
        isHTML || found.isHTML || BodyText.isHTML(found.text)
        ? self.blocks(html: found.text, from: &cursor) : PlainParagraphs.blocks(of: found.text)
      return found.isPartial ? .incomplete : .complete
    }
  }

  private mutating func addParagraph(
    _ first: UInt8, isHTML: Bool, to blocks: inout [Block], from cursor: inout JSONCursor
  ) throws(JSONError) -> Outcome {
    switch first {
    case UInt8(ascii: "\""):
      let text = try cursor.text()
      if isHTML || BodyText.isHTML(text.bytes) {
        blocks += self.blocks(html: text.string, from: &cursor)
      } else {
        let inlines = PlainParagraphs.inlines(of: text)
        if !inlines.isEmpty { blocks.append(.paragraph(inlines)) }
      }
      return .complete
    case UInt8(ascii: "{"):
      if let block = try cursor.canonicalBlock() {
        blocks.append(block)
        return .complete
      }
      let mark = cursor.mark()
      var object = LooseObject()
      try object.read(&cursor)
      // What a block has more than one text is told by its canonical parts only.
      if object.hasUnknown {
        let end = cursor.mark()
        cursor.move(to: mark)
        if let block = try cursor.canonicalBlock(forgiving: true), !block.saysNothing {
          blocks.append(block)
          return .incomplete
        }
        cursor.move(to: end)
      }
      let kind = object.take(.kind, .type)
      if let html = object.take(.html) {
        blocks += self.blocks(html: html, from: &cursor)
      } else if let text = object.take(.text, .name) {
        guard !text.isBlank else { return .incomplete }
        switch kind {
        case nil, "paragraph", "p", "text":
          blocks.append(.paragraph(PlainParagraphs.inlines(of: text)))
        case "heading", "header", "subheading", "h2":
          blocks.append(.heading(level: 2, PlainParagraphs.inlines(of: text)))
        default:
          blocks.append(.paragraph(PlainParagraphs.inlines(of: text)))
          return .incomplete
        }
      } else {
        return .incomplete
      }
      return object.isUsedUp ? .complete : .incomplete
    default:
      try cursor.skipValue()
      return .incomplete
    }
  }

  /// The blocks of a piece of HTML; its media become media of the article.
  private mutating func blocks(html: String, from cursor: inout JSONCursor) -> [Block] {
    let content = HTMLContent(
      html: html, limits: values.limits, base: draft.article.pageAddress)
    if content.leftOutNULs > 0 {
      cursor.warn(.other(.leftOutNULs(content.leftOutNULs)), at: cursor.position)
    }
    return draft.article.adopt(content.media, of: content.blocks)
  }
}

extension Block {
  /// Whether there is nothing in it.
  fileprivate var saysNothing: Bool {
    switch self {
    case .figure(let figure): figure.media.isEmpty
    case .embed(let embed): (embed.url ?? embed.text ?? embed.html)?.isBlank ?? true
    case .divider: false
    case .paragraph, .heading, .quote, .list, .table, .preformatted, .aside, .footnote:
      ![self].hasWords
    }
  }
}

/// Texts that are known already.
private struct KnownTexts {
  // A few are found faster one by one, many by their hashes.
  private var few: [String]
  private var many: Set<String> = []

  init(_ texts: [String]) {
    few = texts
    if few.count > 16 { many = Set(few) }
  }

  /// Adds a text; returns whether it is new.
  mutating func insert(_ text: String) -> Bool {
    guard many.isEmpty else { return many.insert(text).inserted }
    guard !few.contains(text) else { return false }
    few.append(text)
    if few.count > 16 { many = Set(few) }
    return true
  }
}
