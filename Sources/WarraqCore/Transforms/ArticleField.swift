internal import WarraqModel

/// A property of the canonical form as transforms see it: named on a command line, compared, copied.
struct ArticleField: Hashable, Sendable {
  /// What the values of a field can be compared with.
  enum Kind {
    /// One text.
    case text
    /// Texts, or things that have names.
    case list
    /// A whole number.
    case number
    /// A date.
    case date
    /// Nothing.
    case other
  }

  let property: CanonicalJSON.Property

  init(property: CanonicalJSON.Property) { self.property = property }

  /// The field of that name; of a list also in the singular, as in `keyword has NATO`.
  init?(_ name: String) {
    if let property = CanonicalJSON.Property(name: name) {
      self.property = property
    } else if let property = CanonicalJSON.Property(name: name + "s") {
      self.property = property
      guard kind == .list else { return nil }
    } else {
      return nil
    }
  }

  /// The field of that name.
  ///
  /// - Throws: `ConversionError` `usage.unknown-field` with the nearest name.
  static func named(_ name: String, option: String) throws(ConversionError) -> ArticleField {
    guard let field = ArticleField(name) else {
      throw ConversionError(.unknownField(name, option: option))
    }
    return field
  }

  var name: String { property.name }

  var kind: Kind {
    switch property {
    case .id, .url, .language, .direction, .headline, .slugline, .section, .byline, .dateline,
      .status, .creditLine, .copyrightNotice, .usageTerms, .dataMining, .digitalSourceType, .body:
      .text
    case .alternateIDs, .titles, .creators, .contributors, .located, .summaries, .editorialNotes,
      .keywords, .subjects, .genres, .provider, .sources, .copyrightHolder, .media, .related:
      .list
    case .version, .urgency: .number
    case .created, .published, .modified, .embargoed, .expires: .date
    case .dateDetails, .keywordConfidence, .extra: .other
    }
  }

  /// The texts of the field: its text, or the names and identifiers of the things in it.
  func texts(of article: Article) -> [String] {
    switch property {
    case .id: article.id.isEmpty ? [] : [article.id]
    case .url: Self.list(article.url)
    case .language: Self.list(article.language)
    case .direction: Self.list(article.direction?.rawValue)
    case .headline: Self.list(article.headline)
    case .slugline: Self.list(article.slugline)
    case .section: Self.list(article.section)
    case .byline: Self.list(article.byline)
    case .dateline: Self.list(article.dateline)
    case .status: Self.list(article.status?.rawValue)
    case .creditLine: Self.list(article.creditLine)
    case .copyrightNotice: Self.list(article.copyrightNotice)
    case .usageTerms: Self.list(article.usageTerms)
    case .dataMining: Self.list(article.dataMining)
    case .digitalSourceType: Self.list(article.digitalSourceType)
    case .body: article.body.isEmpty ? [] : [article.plainText]
    case .alternateIDs: article.alternateIDs.map(\.text)
    case .titles: article.titles.map(\.text)
    case .summaries: article.summaries.map(\.text)
    case .editorialNotes: article.editorialNotes.map(\.text)
    case .creators: article.creators.flatMap { [$0.name] + $0.identifiers }
    case .contributors: article.contributors.flatMap { [$0.name] + $0.identifiers }
    case .located: Self.list(article.located)
    case .subjects: Self.list(article.subjects)
    case .genres: Self.list(article.genres)
    case .keywords: article.keywords.map(\.text)
    case .provider: Self.list(article.provider?.name) + Self.list(article.provider?.iri)
    case .copyrightHolder:
      Self.list(article.copyrightHolder?.name) + Self.list(article.copyrightHolder?.iri)
    case .sources: article.sources.flatMap { [$0.name] + Self.list($0.url) + Self.list($0.iri) }
    case .media: article.media.flatMap { [$0.id] + $0.renditions.compactMap(\.href) }
    case .related:
      article.related.flatMap {
        Self.list($0.displayTitle) + Self.list($0.url) + Self.list($0.id ?? $0.article?.id)
      }
    case .version, .urgency, .created, .published, .modified, .embargoed, .expires, .dateDetails,
      .keywordConfidence, .extra:
      []
    }
  }

  /// The number of the field.
  func number(of article: Article) -> Int? {
    switch property {
    case .version: article.version
    case .urgency: article.urgency
    default: nil
    }
  }

  /// The date of the field, when it is known.
  func date(of article: Article) -> NewsDate? {
    let date: NewsDate? =
      switch property {
      case .created: article.created
      case .published: article.published
      case .modified: article.modified
      case .embargoed: article.embargoed
      case .expires: article.expires
      default: nil
      }
    return date?.isResolved == true ? date : nil
  }

  private static func list(_ text: String?) -> [String] { text.map { [$0] } ?? [] }

  private static func list(_ concepts: [Concept]) -> [String] {
    concepts.flatMap { $0.names.map(\.text) + list($0.code) + list($0.iri) }
  }

  /// Copies the field from one article to another. What says more about another field, such as
  /// `dateDetails`, is copied with that one.
  func copy(from source: Article, to target: inout Article) {
    switch property {
    case .id: target.id = source.id
    case .alternateIDs: target.alternateIDs = source.alternateIDs
    case .version: target.version = source.version
    case .url: target.url = source.url
    case .language: target.language = source.language
    case .direction: target.direction = source.direction
    case .headline: target.headline = source.headline
    case .titles: target.titles = source.titles
    case .slugline: target.slugline = source.slugline
    case .section: target.section = source.section
    case .creators: target.creators = source.creators
    case .contributors: target.contributors = source.contributors
    case .byline: target.byline = source.byline
    case .dateline: target.dateline = source.dateline
    case .located: target.located = source.located
    case .created: target.created = source.created
    case .published: target.published = source.published
    case .modified: target.modified = source.modified
    case .embargoed: target.embargoed = source.embargoed
    case .expires: target.expires = source.expires
    case .dateDetails, .keywordConfidence: break
    case .summaries: target.summaries = source.summaries
    case .editorialNotes: target.editorialNotes = source.editorialNotes
    case .body: target.body = source.body
    case .keywords: target.keywords = source.keywords
    case .subjects: target.subjects = source.subjects
    case .genres: target.genres = source.genres
    case .urgency: target.urgency = source.urgency
    case .status: target.status = source.status
    case .provider: target.provider = source.provider
    case .sources: target.sources = source.sources
    case .creditLine: target.creditLine = source.creditLine
    case .copyrightHolder: target.copyrightHolder = source.copyrightHolder
    case .copyrightNotice: target.copyrightNotice = source.copyrightNotice
    case .usageTerms: target.usageTerms = source.usageTerms
    case .dataMining: target.dataMining = source.dataMining
    case .digitalSourceType: target.digitalSourceType = source.digitalSourceType
    case .media: target.media = source.media
    case .related: target.related = source.related
    case .extra: target.extra = source.extra
    }
  }
}

extension Diagnostic.Message {
  static func unknownField(_ name: String, option: String) -> Self {
    Self(
      id: "usage.unknown-field",
      text: "--\(option): no field is named '\(name)'\(nearest(to: name)); fields are those of the "
        + "canonical JSON, such as id, language, published, headline, keywords")
  }

  static func nearest(to name: String) -> String {
    let names = CanonicalJSON.Property.allCases.map(\.name)
    return Spelling.nearest(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
  }
}
