package import WarraqModel

/// The canonical JSON form of an article: lossless, one object an article.
///
/// Its schema is `Sources/Warraq/Formats/JSON/article.schema.json`. The formats `json` and `jsonl`
/// are made of such objects; other formats use the form of single properties in their cells.
package enum CanonicalJSON {
  /// A property of the canonical form, in the order in which they are written.
  package enum Property: UInt8, CaseIterable, Sendable {
    case id
    case alternateIDs
    case version
    case url
    case language
    case direction
    case headline
    case titles
    case slugline
    case section
    case creators
    case contributors
    case byline
    case dateline
    case located
    case created
    case published
    case modified
    case embargoed
    case expires
    case dateDetails
    case summaries
    case editorialNotes
    case body
    case keywords
    case keywordConfidence
    case subjects
    case genres
    case urgency
    case status
    case provider
    case sources
    case creditLine
    case copyrightHolder
    case copyrightNotice
    case usageTerms
    case dataMining
    case digitalSourceType
    case media
    case related
    case extra

    /// The property of that name, `nil` when there is none.
    package init?(name: JSONText) {
      guard let index = Self.table.index(of: name) else { return nil }
      self.init(rawValue: UInt8(index))
    }

    /// The property of that name, `nil` when there is none.
    package init?(name: String) {
      var name = name
      guard let index = name.withUTF8({ Self.table.index(of: $0) }) else { return nil }
      self.init(rawValue: UInt8(index))
    }

    /// Its name in JSON.
    package var name: String {
      // The names of ninjs 3, where the model spells an acronym in its own way.
      self == .alternateIDs ? "altIds" : "\(self)"
    }

    private static let table = JSONNameTable(allCases.map(\.name))

    /// All properties and their names with quotation marks and colon.
    ///
    /// The memory is never freed: an array would have a reference count, which all workers would
    /// change with every property that they write.
    fileprivate nonisolated(unsafe) static let keys = unowned(
      allCases.map { ($0, unowned(Array("\"\($0.name)\":".utf8))) })

    private static func unowned<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
      let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
      _ = memory.initialize(from: elements)
      return UnsafeBufferPointer(memory)
    }
  }

  /// Appends an article as one object on one line, without a line end.
  package static func append(_ article: Article, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    for (property, key) in Property.keys where has(property, in: article) {
      buffer.separateJSON()
      buffer.append(contentsOf: key)
      append(property, of: article, to: &buffer)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  /// Whether an article has the property: it is written only then.
  package static func has(_ property: Property, in article: Article) -> Bool {
    switch property {
    case .id: !article.id.isEmpty
    case .alternateIDs: !article.alternateIDs.isEmpty
    case .version: article.version != 1
    case .url: article.url != nil
    case .language: article.language != nil
    case .direction: article.direction != nil
    case .headline: article.headline != nil
    case .titles: !article.titles.isEmpty
    case .slugline: article.slugline != nil
    case .section: article.section != nil
    case .creators: !article.creators.isEmpty
    case .contributors: !article.contributors.isEmpty
    case .byline: article.byline != nil
    case .dateline: article.dateline != nil
    case .located: !article.located.isEmpty
    case .created: article.created?.isResolved == true
    case .published: article.published?.isResolved == true
    case .modified: article.modified?.isResolved == true
    case .embargoed: article.embargoed?.isResolved == true
    case .expires: article.expires?.isResolved == true
    case .dateDetails:
      needsDetails(article.created) || needsDetails(article.published)
        || needsDetails(article.modified) || needsDetails(article.embargoed)
        || needsDetails(article.expires)
    case .summaries: !article.summaries.isEmpty
    case .editorialNotes: !article.editorialNotes.isEmpty
    case .body: !article.body.isEmpty
    case .keywords: !article.keywords.isEmpty
    case .keywordConfidence: article.keywords.contains { $0.confidence != nil }
    case .subjects: !article.subjects.isEmpty
    case .genres: !article.genres.isEmpty
    case .urgency: article.urgency != nil
    case .status: article.status != nil
    case .provider: article.provider != nil
    case .sources: !article.sources.isEmpty
    case .creditLine: article.creditLine != nil
    case .copyrightHolder: article.copyrightHolder != nil
    case .copyrightNotice: article.copyrightNotice != nil
    case .usageTerms: article.usageTerms != nil
    case .dataMining: article.dataMining != nil
    case .digitalSourceType: article.digitalSourceType != nil
    case .media: !article.media.isEmpty
    case .related: !article.related.isEmpty
    case .extra: !article.extra.isEmpty
    }
  }

  private static func needsDetails(_ date: NewsDate?) -> Bool {
    guard let date else { return false }
    return DateDetails(date) != nil
  }

  /// Appends the value of one property, without its name; `null` when the article does not have it.
  package static func append(
    _ property: Property, of article: Article, to buffer: inout ByteBuffer
  ) {
    switch property {
    case .id: buffer.append(json: article.id)
    case .alternateIDs: append(article.alternateIDs, to: &buffer)
    case .version: buffer.append(decimal: article.version)
    case .url: append(article.url, to: &buffer)
    case .language: append(article.language, to: &buffer)
    case .direction: append(article.direction?.rawValue, to: &buffer)
    case .headline: append(article.headline, to: &buffer)
    case .titles: append(article.titles, to: &buffer)
    case .slugline: append(article.slugline, to: &buffer)
    case .section: append(article.section, to: &buffer)
    case .creators: append(article.creators, to: &buffer)
    case .contributors: append(article.contributors, to: &buffer)
    case .byline: append(article.byline, to: &buffer)
    case .dateline: append(article.dateline, to: &buffer)
    case .located: append(article.located, to: &buffer)
    case .created: append(article.created, to: &buffer)
    case .published: append(article.published, to: &buffer)
    case .modified: append(article.modified, to: &buffer)
    case .embargoed: append(article.embargoed, to: &buffer)
    case .expires: append(article.expires, to: &buffer)
    case .dateDetails: append(details: dates(of: article), to: &buffer)
    case .summaries: append(article.summaries, to: &buffer)
    case .editorialNotes: append(article.editorialNotes, to: &buffer)
    case .body: append(article.body, to: &buffer)
    case .keywords: append(article.keywords.map(\.text), to: &buffer)
    case .keywordConfidence: append(confidences: article.keywords, to: &buffer)
    case .subjects: append(article.subjects, to: &buffer)
    case .genres: append(article.genres, to: &buffer)
    case .urgency: append(article.urgency, to: &buffer)
    case .status: append(article.status?.rawValue, to: &buffer)
    case .provider: append(article.provider, to: &buffer)
    case .sources: append(article.sources, to: &buffer)
    case .creditLine: append(article.creditLine, to: &buffer)
    case .copyrightHolder: append(article.copyrightHolder, to: &buffer)
    case .copyrightNotice: append(article.copyrightNotice, to: &buffer)
    case .usageTerms: append(article.usageTerms, to: &buffer)
    case .dataMining: append(article.dataMining, to: &buffer)
    case .digitalSourceType: append(article.digitalSourceType, to: &buffer)
    case .media: append(article.media, to: &buffer)
    case .related: append(article.related, to: &buffer)
    case .extra: buffer.append(json: article.extra)
    }
  }
}

/// What the ISO 8601 form of a date does not say.
struct DateDetails {
  /// The date as printed.
  var text: String?
  /// The offset of a date that has no time of day.
  var offsetMinutes: Int?

  init() {}

  /// The details of a date, `nil` when the ISO 8601 form says all.
  init?(_ date: NewsDate) {
    text = date.text
    if date.isResolved, date.precision < .minute { offsetMinutes = date.offsetMinutes }
    if text == nil, offsetMinutes == nil, date.isResolved { return nil }
  }

  /// The date of which `date` is what the ISO 8601 form says.
  func restore(_ date: NewsDate?) -> NewsDate? {
    guard let date else {
      var unresolved = NewsDate(unresolved: "")
      unresolved.text = text
      return unresolved
    }
    return NewsDate(
      year: date.year, month: date.precision >= .month ? date.month : nil,
      day: date.precision >= .day ? date.day : nil,
      hour: date.precision >= .minute ? date.hour : nil,
      minute: date.precision >= .minute ? date.minute : nil,
      second: date.precision >= .second ? date.second : nil,
      nanosecond: date.nanosecond, fractionDigits: date.fractionDigits,
      offsetMinutes: offsetMinutes ?? date.offsetMinutes, text: text)
  }
}
