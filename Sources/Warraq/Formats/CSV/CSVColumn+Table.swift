internal import WarraqCore
internal import WarraqModel

extension CSVColumn {
  /// One column for each property of the canonical form, in its order.
  static let properties: [CSVColumn] = Article.Field.allCases.map { field in
    let content = Content(field.kind)
    let features =
      switch content {
      case .json, .body: field.features
      default: field.feature.map { Loss.FeatureSet($0) } ?? []
      }
    return CSVColumn(name: field.name, content: content, field: field, features: features)
  }

  /// Columns that repeat part of another one in a form that is easy to use.
  static let others: [CSVColumn] = [
    CSVColumn(
      name: "authors", content: .list(.people), field: .creators,
      features: Loss.FeatureSet(.creators),
      isPartOf: .creators),
    CSVColumn(
      name: "summary", content: .role(SummaryRole.summary), field: .summaries,
      features: Loss.FeatureSet(.summaries), isPartOf: .summaries),
    CSVColumn(
      name: "text", content: .plainText, field: .body, features: .body, isPartOf: .body),
    CSVColumn(
      name: "words", content: .count(\.wordCount), field: .body, features: [], isPartOf: .body),
    CSVColumn(
      name: "characters", content: .count(\.characterCount), field: .body, features: [],
      isPartOf: .body),
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
}
