public import WarraqModel

/// Keeps some fields of every article and forgets the others.
///
/// The identifier always stays. Needs no memory.
public struct Selection: Transform {
  private let fields: [ArticleField]

  /// Reads a list of fields of the canonical JSON, with commas between them.
  ///
  /// - Throws: `ConversionError` `usage.unknown-field`, or `usage.option-value` for none.
  public init(_ list: String) throws(ConversionError) {
    var fields: Set<ArticleField> = [ArticleField(property: .id)]
    for word in list.split(whereSeparator: { $0 == "," || $0 == " " }) {
      fields.insert(try ArticleField.named(String(word), option: "select"))
    }
    guard fields.count > 1 || list.contains("id") else {
      throw ConversionError(.badSetting("select", list, expected: "fields, such as id,headline"))
    }
    self.fields = Array(fields)
  }

  /// Forgets the other fields; keeps every article.
  public func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    var selected = Article()
    for field in fields { field.copy(from: article, to: &selected) }
    article = selected
    return true
  }
}
