package import WarraqModel

/// An article that is being read from canonical properties, in any order.
///
/// ```swift
/// var draft = ArticleDraft()
/// _ = try draft.read(.headline, from: &cursor)
/// let article = draft.finish()
/// ```
package struct ArticleDraft {
  /// The article so far.
  package var article = Article()
  private var seen: UInt64 = 0
  // What can be put in its place only when all properties are known.
  private var dateDetails: [(property: CanonicalJSON.Property, details: DateDetails)] = []
  private var confidences: [Double?] = []
  private var kept = UniqueMembers()

  /// Makes an empty draft.
  package init() {}

  /// Notes that a property occurs; returns whether it is the first time.
  package mutating func note(_ property: CanonicalJSON.Property) -> Bool {
    let bit: UInt64 = 1 << UInt64(property.rawValue)
    defer { seen |= bit }
    return seen & bit == 0
  }

  /// Reads the value of a property.
  ///
  /// Returns `false`, with the cursor where it was, when the value is correct JSON but does not have
  /// the shape of the property; the draft does not change then. `null` empties the property.
  ///
  /// - Throws: `JSONError` when the value is not correct JSON.
  package mutating func read(
    _ property: CanonicalJSON.Property, from cursor: inout JSONCursor
  ) throws(JSONError) -> Bool {
    let mark = cursor.mark()
    do throws(JSONError) {
      try readValue(of: property, from: &cursor)
      return true
    } catch  where error.isShape {
      cursor.rewind(to: mark)
      return false
    } catch {
      throw error
    }
  }

  /// Reads what of the value of a property has its shape; returns `false`, with the cursor where it was,
  /// where nothing has.
  ///
  /// - Throws: `JSONError` when the value is not correct JSON.
  package mutating func readParts(
    of property: CanonicalJSON.Property, from cursor: inout JSONCursor
  ) throws(JSONError) -> Bool {
    let mark = cursor.mark()
    cursor.forgives = true
    let isRead = try read(property, from: &cursor)
    cursor.forgives = false
    guard isRead, holds(property) else {
      cursor.rewind(to: mark)
      return false
    }
    return true
  }

  private func holds(_ property: CanonicalJSON.Property) -> Bool {
    switch property {
    case .dateDetails: !dateDetails.isEmpty
    case .keywordConfidence: confidences.contains { $0 != nil }
    default: CanonicalJSON.has(property, in: article)
    }
  }

  /// Reads the next value and keeps it in `extra` under a name.
  package mutating func keep(
    _ name: String, from cursor: inout JSONCursor
  ) throws(JSONError) {
    let offset = cursor.position
    if !kept.set(name, try cursor.value()) { cursor.warn(.duplicateName(name), at: offset) }
  }

  /// Keeps a value in `extra` under its name; of two values of one name the last counts.
  package mutating func keep(_ name: String, _ value: ExtraValue) {
    _ = kept.set(name, value)
  }

  /// The values kept in `extra` so far.
  package var keptMembers: [ExtraMember] { kept.members }

  /// Their names.
  package var keptNames: [String] { kept.members.map(\.name) }

  /// The article, complete; the draft is empty then.
  package mutating func finish() -> Article {
    for (property, details) in dateDetails {
      var date: NewsDate?
      article.exchange(property, with: &date)
      date = details.restore(date)
      article.exchange(property, with: &date)
    }
    if confidences.count == article.keywords.count {
      for (index, confidence) in confidences.enumerated() {
        article.keywords[index].confidence = confidence
      }
    } else if !confidences.isEmpty {
      // Without its keywords a list of numbers says nothing that the model could hold.
      let numbers = confidences.map { $0.map { ExtraValue.number($0.description) } ?? .null }
      keep(CanonicalJSON.Property.keywordConfidence.name, .array(numbers))
    }
    if article.extra.isEmpty {
      article.extra = kept.members
    } else if !kept.members.isEmpty {
      var extra = UniqueMembers(article.extra)
      for member in kept.members { _ = extra.set(member.name, member.value) }
      article.extra = extra.members
    }
    // Moved out: a copy would retain every text of the article.
    var finished = Article()
    swap(&finished, &article)
    return finished
  }

  private mutating func readValue(
    of property: CanonicalJSON.Property, from cursor: inout JSONCursor
  ) throws(JSONError) {
    switch property {
    case .dateDetails: dateDetails = try cursor.optional(JSONCursor.articleDateDetails) ?? []
    case .keywordConfidence:
      confidences = try cursor.list { cursor throws(JSONError) in
        try cursor.optional(JSONCursor.double)
      }
    default: try article.update(property, with: &cursor)
    }
  }
}

extension Article.Field {
  /// Whether parts of its value can be right where another part is not.
  fileprivate var hasParts: Bool {
    switch kind {
    case .roleTexts, .contributors, .concepts, .blocks, .keywords, .sources, .assets, .derived: true
    case .identifier, .integer, .text, .number, .direction, .status, .date, .party, .relatedItems,
      .extraMembers, .inputPlace:
      false
    }
  }
}

extension CanonicalJSON {
  /// Reads an article in the canonical form from the bytes of a record.
  ///
  /// Unknown properties, and values that do not have the shape of their property, are kept in
  /// `extra`. Of two properties of one name the last counts.
  ///
  /// - Throws: `ConversionError` `json.…` with line and column.
  package static func article(
    from record: Record, context: inout ConversionContext
  ) throws(ConversionError) -> Article {
    let maximumDepth = context.limits.maximumDepth
    var warnings: [JSONWarning] = []
    defer { context.emit(warnings, in: record) }
    do throws(JSONError) {
      return try record.bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: maximumDepth)
        defer { warnings = cursor.warnings }
        let article = try cursor.article()
        try cursor.finish()
        return article
      }
    } catch {
      throw error.conversionError(in: record)
    }
  }
}

extension JSONCursor {
  /// The next value, an article in the canonical form.
  package mutating func article() throws(JSONError) -> Article {
    try descend()
    var draft = ArticleDraft()
    try beginObject()
    while let key = try nextKey() {
      if let property = CanonicalJSON.Property(name: key) {
        if !draft.note(property) { warn(.duplicateName(key.string), at: position) }
        if try draft.read(property, from: &self) { continue }
        let mark = mark()
        // One odd member of a list does not take the others away.
        if property.hasParts { _ = try draft.readParts(of: property, from: &self) }
        move(to: mark)
        warn(.keptInExtra(key.string), at: position)
      }
      try draft.keep(key.string, from: &self)
    }
    ascend()
    return draft.finish()
  }
}
