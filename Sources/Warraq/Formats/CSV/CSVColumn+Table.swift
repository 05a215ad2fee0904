internal import WarraqCore
internal import WarraqModel

extension CSVColumn {
  /// One column for each property of the canonical form, in its order.
  static let properties: [CSVColumn] = CanonicalJSON.Property.allCases.map { column(of: $0) }

  /// Columns that repeat part of another one in a form that is easy to use.
  static let others: [CSVColumn] = [
    CSVColumn(
      name: "authors",
      content: people(\.creators, set: { $0.creators = $1 }),
      features: [.creators], property: nil, isPartOf: "creators"),
    CSVColumn(
      name: "summary",
      content: .text(
        get: { $0.summary },
        set: { $0.summaries.append(RoleText(role: SummaryRole.summary, text: $1)) }),
      features: [.summaries], property: nil, isPartOf: "summaries"),
    CSVColumn(
      name: "text", content: .plainText, features: bodyFeatures, property: nil, isPartOf: "body"),
    CSVColumn(
      name: "words", content: .count(\.wordCount), features: [], property: nil, isPartOf: "body"),
    CSVColumn(
      name: "characters", content: .count(\.characterCount), features: [], property: nil,
      isPartOf: "body"),
  ]

  /// What a table has when nothing is said: what one sorts and filters by, and the text last.
  static let standardNames = [
    "id", "url", "language", "published", "modified", "section", "headline", "byline", "creators",
    "sources", "keywords", "summary", "body",
  ]

  /// The column of that name.
  static func named(_ name: String) -> CSVColumn? {
    // The first line of any text is asked about: most are refused without the table.
    name.utf8.contains(UInt8(ascii: " ")) ? nil : byName[name]
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: (properties + others).map { ($0.name, $0) })

  static let bodyFeatures: [Loss.Feature] = [
    .paragraphs, .headings, .quotes, .lists, .tables, .figures, .embeds, .preformatted, .dividers,
    .asides, .readMore, .inlineMarkup, .deletions, .insertions, .links, .spans,
  ]

  // MARK: Rows

  private static func column(of property: CanonicalJSON.Property) -> CSVColumn {
    let (content, features) = row(property)
    return CSVColumn(
      name: property.name, content: content, features: features, property: property,
      isPartOf: nil)
  }

  private static func row(_ property: CanonicalJSON.Property) -> (Content, [Loss.Feature]) {
    switch property {
    case .id: (.text(get: \.id, set: { $0.id = $1 }), [])
    case .alternateIDs: (.json, [.alternateIDs])
    case .version: (.integer(get: \.version, set: { $0.version = $1 }), [.version])
    case .url: (.text(get: \.url, set: { $0.url = $1 }), [.url])
    case .language: (.text(get: \.language, set: { $0.language = $1 }), [.language])
    case .direction:
      (
        .word(
          get: { $0.direction?.rawValue },
          set: {
            $0.direction = TextDirection(rawValue: $1)
            return $0.direction != nil
          }), [.direction]
      )
    case .headline: (.text(get: \.headline, set: { $0.headline = $1 }), [.headline])
    case .titles: (.json, [.titles])
    case .slugline: (.text(get: \.slugline, set: { $0.slugline = $1 }), [.slugline])
    case .section: (.text(get: \.section, set: { $0.section = $1 }), [.section])
    case .creators: (people(\.creators, set: { $0.creators = $1 }), [.creators])
    case .contributors: (people(\.contributors, set: { $0.contributors = $1 }), [.contributors])
    case .byline: (.text(get: \.byline, set: { $0.byline = $1 }), [.byline])
    case .dateline: (.text(get: \.dateline, set: { $0.dateline = $1 }), [.dateline])
    case .located: (concepts(\.located, set: { $0.located = $1 }), [.located])
    case .created: (.date(get: \.created, set: { $0.created = $1 }), [.created])
    case .published: (.date(get: \.published, set: { $0.published = $1 }), [.published])
    case .modified: (.date(get: \.modified, set: { $0.modified = $1 }), [.modified])
    case .embargoed: (.date(get: \.embargoed, set: { $0.embargoed = $1 }), [.embargoed])
    case .expires: (.date(get: \.expires, set: { $0.expires = $1 }), [.expires])
    case .dateDetails: (.json, [.dateText])
    case .summaries: (.json, [.summaries])
    case .editorialNotes: (.json, [.editorialNotes])
    case .body: (.body, bodyFeatures)
    case .keywords:
      (
        .list(
          CSVList(
            get: { $0.keywords.map(\.text) },
            set: { $0.keywords = $1.map { Keyword($0) } },
            splitsAtCommas: true, holdsKeywords: true, details: [], isNames: true)),
        [.keywords]
      )
    case .keywordConfidence: (.json, [.keywordConfidence])
    case .subjects: (concepts(\.subjects, set: { $0.subjects = $1 }), [.subjects])
    case .genres: (concepts(\.genres, set: { $0.genres = $1 }), [.genres])
    case .urgency: (.integer(get: \.urgency, set: { $0.urgency = $1 }), [.urgency])
    case .status:
      (
        .word(
          get: { $0.status?.rawValue },
          set: {
            $0.status = PublicationStatus(rawValue: $1)
            return $0.status != nil
          }), [.status]
      )
    case .provider: (.party(get: \.provider, set: { $0.provider = $1 }), [.provider])
    case .sources:
      (
        .list(
          CSVList(
            get: { $0.sources.map(\.name) },
            // A table may name sources of several roles in columns of their own.
            set: { $0.sources += $1.map { Source(name: $0) } },
            splitsAtCommas: false, details: [.sourceDetails], isNames: true)),
        [.sources]
      )
    case .creditLine: (.text(get: \.creditLine, set: { $0.creditLine = $1 }), [.creditLine])
    case .copyrightHolder:
      (
        .party(get: \.copyrightHolder, set: { $0.copyrightHolder = $1 }), [.copyrightHolder]
      )
    case .copyrightNotice:
      (.text(get: \.copyrightNotice, set: { $0.copyrightNotice = $1 }), [.copyrightNotice])
    case .usageTerms: (.text(get: \.usageTerms, set: { $0.usageTerms = $1 }), [.usageTerms])
    case .dataMining: (.text(get: \.dataMining, set: { $0.dataMining = $1 }), [.dataMining])
    case .digitalSourceType:
      (
        .text(get: \.digitalSourceType, set: { $0.digitalSourceType = $1 }),
        [.digitalSourceType]
      )
    case .media: (.json, [.media, .mediaData])
    case .related: (.json, [.related, .relatedArticles])
    case .extra: (.json, [.extra])
    }
  }

  private static func people(
    _ get: @escaping @Sendable (Article) -> [Contributor],
    set: @escaping @Sendable (inout Article, [Contributor]) -> Void
  ) -> Content {
    .list(
      CSVList(
        get: { get($0).map(\.name) },
        set: { article, names in set(&article, names.map { Contributor(name: $0) }) },
        splitsAtCommas: false, details: [.contributorDetails], isNames: true))
  }

  private static func concepts(
    _ get: @escaping @Sendable (Article) -> [Concept],
    set: @escaping @Sendable (inout Article, [Concept]) -> Void
  ) -> Content {
    .list(
      CSVList(
        get: { get($0).map { $0.names.first?.text ?? $0.code ?? $0.iri ?? "" } },
        set: { article, names in set(&article, names.map { Concept(names: [.init($0)]) }) },
        splitsAtCommas: true, details: [], isNames: false))
  }
}
