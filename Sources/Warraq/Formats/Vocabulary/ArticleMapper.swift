internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

/// Reads one object of JSON, canonical or somebody else's, as an article.
///
/// Canonical properties are read as they come. Other names that are known wait until all canonical
/// ones are, because they count only in their absence. What is left goes to `extra`.
struct ArticleMapper {
  let values: LooseValues
  private let projection: Projection
  var draft = ArticleDraft()
  // Without a reference count, which all workers would change with every article; the reader keeps
  // it alive.
  private let names: Unmanaged<FieldNames>
  private var waiting: [Waiting] = []
  // Whether anything but the canonical form was met.
  private var isForeign = false
  private var wrapper: (name: String, mark: JSONCursor.Mark)?
  // Members of unknown names that hold objects: the first of them.
  private var inner: [(name: JSONText, mark: JSONCursor.Mark)] = []
  /// Whether a story that it wraps has its identifiers: it is no answer to a request, which has its own.
  private(set) var identifiesStory = false
  /// Whether it is a post or a message as Facebook and its kin export them.
  private(set) var isExport = false

  private struct Waiting {
    let target: FieldTarget
    let rank: Int
    let name: JSONText
    let mark: JSONCursor.Mark
    // The path of a value inside another.
    let path: String?

    var isAddress: Bool {
      if case .property(.url) = target { true } else { false }
    }
  }

  /// What became of a value.
  enum Outcome {
    /// All of it is in the article.
    case complete
    /// The article lacks some or all of it.
    case incomplete
  }

  /// - Parameters:
  ///   - names: has to outlive the mapper.
  ///   - projection: the fields of which every text has to be whole.
  init(names: FieldNames, values: LooseValues, projection: Projection) {
    self.names = .passUnretained(names)
    self.projection = projection
    self.values = values
  }

  /// Reads the next value, an object; returns `false` where it only wraps articles.
  mutating func read(
    _ cursor: inout JSONCursor, mayWrap: Bool
  ) throws(JSONError) -> Bool {
    try cursor.descend()
    try cursor.beginObject()
    while let key = try cursor.nextKey() { try readMember(key, &cursor) }
    cursor.ascend()
    let end = cursor.mark()
    if let wrapper {
      cursor.move(to: wrapper.mark)
      // A post without a title is a story all the same.
      if wrapper.name == "data", try readPosts(&cursor) {
        cursor.move(to: end)
      } else if mayWrap, isEmpty(isFeed: Self.feedNames.contains(wrapper.name)) {
        identifiesStory = wrapper.name == "article" || wrapper.name == "story"
        cursor.move(to: end)
        return false
      } else {
        cursor.move(to: wrapper.mark)
        try draft.keep(wrapper.name, from: &cursor)
      }
    } else if mayWrap, !inner.isEmpty {
      wrapper = try innerStories(&cursor)
      cursor.move(to: end)
      if wrapper != nil {
        identifiesStory = true
        return false
      }
    }
    // Relative addresses in the text need that of the story.
    waiting.sort { ($0.isAddress ? 0 : 1, $0.rank) < ($1.isAddress ? 0 : 1, $1.rank) }
    for field in waiting {
      cursor.move(to: field.mark)
      cursor.shortensTexts = !isWanted(field.target.field)
      defer { cursor.shortensTexts = false }
      if try fill(field.target, name: field.name, from: &cursor) == .incomplete {
        cursor.move(to: field.mark)
        cursor.shortensTexts = !projection.contains(.extra)
        try draft.keep(field.path ?? field.name.string, from: &cursor)
      }
    }
    cursor.move(to: end)
    return true
  }

  /// Reads the texts of a post of a social network, which are members `post` of a list of objects, where
  /// there is no other body; returns whether that is all of the list.
  private mutating func readPosts(_ cursor: inout JSONCursor) throws(JSONError) -> Bool {
    guard isEmpty(isFeed: true), try cursor.isArrayOfObjects() else { return false }
    var texts: [String] = []
    var isWhole = true
    try cursor.beginArray()
    while try cursor.nextElement() {
      guard try cursor.peek() == UInt8(ascii: "{") else { return false }
      try cursor.beginObject()
      while let key = try cursor.nextKey() {
        if "post" ~= key, try cursor.peek() == UInt8(ascii: "\"") {
          texts.append(try cursor.string())
        } else {
          isWhole = false
          try cursor.skipValue()
        }
      }
    }
    draft.article.body = texts.flatMap { PlainParagraphs.blocks(of: $0) }
    isExport = !texts.isEmpty
    return isWhole && !texts.isEmpty
  }

  /// The identifiers of the object, for a story that it wraps.
  var identifiers: (id: String, others: [RoleText]) {
    (draft.article.id, draft.article.alternateIDs)
  }

  /// Where the articles of an object start that only wraps them: an array or an object.
  var wrapped: JSONCursor.Mark? { wrapper?.mark }

  /// The names of the members that a wrapper has beside the articles.
  var otherNames: [String] {
    CanonicalJSON.Property.allCases.filter { CanonicalJSON.has($0, in: draft.article) }.map(\.name)
      + waiting.map { $0.path ?? $0.name.string }
      + draft.keptNames.filter { $0 != wrapper?.name }
  }

  /// The article, complete.
  mutating func finish() -> Article {
    // An identifier of somebody else's database is no IRI; in the canonical form it stays.
    if isForeign, !draft.article.id.isEmpty, !Self.isIRI(draft.article.id) {
      draft.article.alternateIDs.insert(RoleText(role: "id", text: draft.article.id), at: 0)
      draft.article.id = ""
    }
    if isForeign {
      draft.article.resolveAddresses()
      draft.article.language = LanguageTag.repaired(draft.article.language)
    }
    return draft.finish()
  }

  /// Whether the texts of a field have to be whole.
  ///
  /// Only those are asked about whose texts decide nothing else: a single text is compared with what
  /// else is found for it, a source is derived from an address.
  private func isWanted(_ field: Article.Field) -> Bool {
    switch field.kind {
    case .roleTexts, .assets, .relatedItems: projection.contains(field)
    default: true
    }
  }

  /// Whether nothing that makes a story was met; a feed has a title but no text.
  private func isEmpty(isFeed: Bool) -> Bool {
    (isFeed || draft.article.headline == nil) && draft.article.body.isEmpty
      && !waiting.contains {
        switch $0.target {
        case .property(.headline): !isFeed
        case .property(.body), .html: true
        default: false
        }
      }
  }

  private mutating func readMember(
    _ key: JSONText, _ cursor: inout JSONCursor
  ) throws(JSONError) {
    let entry = names._withUnsafeGuaranteedRef { $0.entry(for: key) }
    if let property = entry?.property {
      if !draft.note(property) {
        cursor.warn(.duplicateName(key.string), at: cursor.position)
      }
      cursor.shortensTexts = !isWanted(property)
      defer { cursor.shortensTexts = false }
      if try draft.read(property, from: &cursor) { return }
      cursor.shortensTexts = false
      // A date of ISO 8601 that needs a second look does not make the story somebody else's.
      let isPlainDate = property.kind == .date ? try cursor.isISODate() : false
      if !isPlainDate { isForeign = true }
      return try readForeign(property, key, &cursor)
    }
    isForeign = true
    if "_source" ~= key, try cursor.peek() == UInt8(ascii: "{") {
      // A document of a search engine: its members are those of the object around it.
      try cursor.descend()
      try cursor.beginObject()
      while let key = try cursor.nextKey() { try readMember(key, &cursor) }
      return cursor.ascend()
    }
    guard let entry else {
      let first = try cursor.peek()
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), inner.count < Self.maximumInner {
        inner.append((key, cursor.mark()))
      }
      return try draft.keep(key.string, from: &cursor)
    }
    if entry.mayWrap, try mayWrapArticles(&cursor) {
      wrapper = (key.string, cursor.mark())
      return try cursor.skipValue()
    }
    if entry.hasPaths, try cursor.peek() == UInt8(ascii: "{") {
      return try readPaths(key, &cursor)
    }
    guard let target = entry.target else {
      return try draft.keep(key.string, from: &cursor)
    }
    if "sender_name" ~= key { isExport = true }
    guard try !cursor.skipNull() else { return }
    if waiting.isEmpty { waiting.reserveCapacity(16) }
    waiting.append(
      Waiting(target: target, rank: entry.rank, name: key, mark: cursor.mark(), path: nil))
    try cursor.skipValue()
  }

  /// Reads a canonical property from a value that does not have its canonical shape.
  private mutating func readForeign(
    _ property: CanonicalJSON.Property, _ key: JSONText, _ cursor: inout JSONCursor
  ) throws(JSONError) {
    let target = FieldTarget.property(property)
    let mark = cursor.mark()
    if property.kind == .date {
      // What a date says depends on the language, which may follow.
      waiting.append(
        Waiting(
          target: target, rank: FieldNames.rank(of: target), name: key, mark: mark, path: nil))
      try cursor.skipValue()
    } else if try fill(target, name: key, from: &cursor) == .incomplete {
      cursor.move(to: mark)
      cursor.warn(.keptInExtra(key.string), at: cursor.position)
      try draft.keep(key.string, from: &cursor)
    }
  }

  /// Whether the next value may be the articles of an object that only wraps them.
  private func mayWrapArticles(_ cursor: inout JSONCursor) throws(JSONError) -> Bool {
    guard wrapper == nil else { return false }
    if try cursor.peek() == UInt8(ascii: "{") { return true }
    return try cursor.isArrayOfObjects()
  }

  // MARK: Wrappers of other names

  // Exports have few; each is looked at once more where there is no story around them.
  private static let maximumInner = 16

  /// What answers to stories has their texts and dates too.
  private static let answers: Set<String> = [
    "comments", "replies", "responses", "reactions", "reviews", "children_comments",
  ]

  /// The one member of an object without a story of its own that holds stories, whatever its name: an
  /// array of them, or a story that is an object; `nil` where there is none, or several.
  private func innerStories(
    _ cursor: inout JSONCursor
  ) throws(JSONError) -> (name: String, mark: JSONCursor.Mark)? {
    guard isEmpty(isFeed: true) else { return nil }
    let hasHeadline = !isEmpty(isFeed: false)
    // What stands around one object and nothing else is no story beside it.
    let isAlone =
      inner.count == 1 && waiting.isEmpty && !hasHeadline && draft.keptNames.count == 1
    var found: (name: String, mark: JSONCursor.Mark)?
    for member in inner where !Self.answers.contains(member.name.string.lowercased()) {
      cursor.move(to: member.mark)
      // A story with a headline and a part that is like a story is itself one.
      let isArray = try cursor.peek() == UInt8(ascii: "[")
      guard isArray ? !(hasHeadline && saysMore) : !hasHeadline,
        try holdsStories(&cursor, depth: 0, isAlone: isAlone && !isArray)
      else { continue }
      guard found == nil else { return nil }
      found = (member.name.string, member.mark)
    }
    return found
  }

  /// Whether there is more of a story than its headline.
  private var saysMore: Bool {
    let says: Set<Article.Field> = [.published, .modified, .summaries, .creators, .byline, .url]
    return says.contains { CanonicalJSON.has($0, in: draft.article) }
      || waiting.contains { says.contains($0.target.field) }
  }

  /// Whether the next value is a story with a text and a date or a headline, or holds stories further
  /// in; of an array the first few elements are looked at.
  ///
  /// - Parameter isAlone: whether it is all that there is, such as a `tweet`; a text is enough then.
  private func holdsStories(
    _ cursor: inout JSONCursor, depth: Int, isAlone: Bool = false
  ) throws(JSONError) -> Bool {
    guard depth < 6 else { return false }
    let start = cursor.mark()
    defer { cursor.move(to: start) }
    if try cursor.peek() == UInt8(ascii: "[") {
      try cursor.beginArray()
      var count = 0
      while count < 3, try cursor.nextElement() {
        guard try cursor.peek() == UInt8(ascii: "{") else { return false }
        if try holdsStories(&cursor, depth: depth + 1) { return true }
        try cursor.skipValue()
        count += 1
      }
      return false
    }
    guard try cursor.peek() == UInt8(ascii: "{") else { return false }
    var (hasText, hasHeadline, hasDate, hasInner) = (false, false, false, false)
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      let first = try cursor.peek()
      let entry = names._withUnsafeGuaranteedRef { $0.entry(for: key) }
      if let field = entry?.property ?? entry?.target?.field {
        switch field {
        case .body: hasText = true
        case .headline: hasHeadline = true
        default: if field.kind == .date { hasDate = true }
        }
      }
      let mayHold = entry == nil || entry?.mayWrap == true && entry?.target == nil
      if mayHold, !hasInner, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
        !Self.answers.contains(key.string.lowercased())
      {
        hasInner = try holdsStories(&cursor, depth: depth + 1)
      }
      try cursor.skipValue()
    }
    return hasText && (hasDate || hasHeadline || isAlone) || hasInner
  }

  private static let feedNames = ["articles", "items", "entries", "posts", "stories"]

  // MARK: Paths

  /// Reads an object in which values are mapped by their path; the others are kept.
  private mutating func readPaths(
    _ key: JSONText, _ cursor: inout JSONCursor
  ) throws(JSONError) {
    let mark = cursor.mark()
    var rest = try cursor.value()
    let end = cursor.mark()
    for (path, target, rank) in names._withUnsafeGuaranteedRef({ $0.paths(in: key) }) {
      cursor.move(to: mark)
      guard let value = try Self.seek(path[...], &cursor) else { continue }
      rest.remove(path[...])
      waiting.append(
        Waiting(
          target: target, rank: rank, name: key, mark: value,
          path: ([key.string] + path).joined(separator: ".")))
    }
    if rest != .object([]) { draft.keep(key.string, rest) }
    cursor.move(to: end)
  }

  /// The place of the value at a path, `nil` when there is none or it is `null`.
  private static func seek(
    _ path: ArraySlice<String>, _ cursor: inout JSONCursor
  ) throws(JSONError) -> JSONCursor.Mark? {
    guard let name = path.first else { return try cursor.skipNull() ? nil : cursor.mark() }
    guard try cursor.peek() == UInt8(ascii: "{") else { return nil }
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      if key.string == name { return try seek(path.dropFirst(), &cursor) }
      try cursor.skipValue()
    }
    return nil
  }

  /// Whether a text starts like an IRI: a scheme of two letters or more and a colon (RFC 3987).
  static func isIRI(_ text: String) -> Bool { text.withUTF8Bytes(isIRI) }

  /// Whether a text in UTF-8 starts like an IRI.
  static func isIRI(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        guard index > 0 else { return false }
      case UInt8(ascii: ":"):
        // A scheme of one letter is a drive.
        return index > 1 && index + 1 < bytes.count && !bytes.contains { $0 <= 0x20 }
      default: return false
      }
    }
    return false
  }
}

extension ExtraValue {
  /// Takes the value at a path out, and objects that are empty without it.
  fileprivate mutating func remove(_ path: ArraySlice<String>) {
    guard case .object(var members) = self, let name = path.first,
      let index = members.firstIndex(where: { $0.name == name })
    else { return }
    if path.count == 1 {
      members.remove(at: index)
    } else {
      members[index].value.remove(path.dropFirst())
      if members[index].value == .object([]) { members.remove(at: index) }
    }
    self = .object(members)
  }
}
