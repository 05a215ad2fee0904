package import WarraqModel

/// The canonical JSON form of an article: lossless, one object an article.
///
/// Its schema is `Sources/Warraq/Formats/JSON/article.schema.json`. The formats `json` and `jsonl`
/// are made of such objects; other formats use the form of single properties in their cells.
package enum CanonicalJSON {
  /// A property of the canonical form.
  package typealias Property = Article.Field

  /// Appends an article as one object on one line, without a line end.
  package static func append(_ article: Article, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    article.visit(JSONFieldWriter(isNamed: true), into: &buffer)
    buffer.append(UInt8(ascii: "}"))
  }

  /// Whether an article has the property: it is written only then.
  package static func has(_ property: Property, in article: Article) -> Bool {
    var isPresent = false
    article.visit(property, Presence(), into: &isPresent)
    return isPresent
  }

  /// Appends the value of one property, without its name; `null` when the article does not have it.
  package static func append(
    _ property: Property, of article: Article, to buffer: inout ByteBuffer
  ) {
    article.visit(property, JSONFieldWriter(isNamed: false), into: &buffer)
  }
}

extension Article.Field {
  /// The property of that name, `nil` when there is none.
  package init?(name: JSONText) {
    guard let index = Self.table.index(of: name) else { return nil }
    self = Self.all[index]
  }

  /// The property of that name, `nil` when there is none.
  package init?(name: String) {
    var name = name
    guard let index = name.withUTF8({ Self.table.index(of: $0) }) else { return nil }
    self = Self.all[index]
  }

  /// Its name in JSON.
  package var name: String { "\(member)" }

  // The compiler makes `allCases` anew each time.
  private static let all = allCases
  private static let table = JSONNameTable(allCases.map(\.name))
}

/// Whether an article has a field.
private struct Presence: FieldVisitor {
  func visit(_ field: Article.Field, _ value: String, into isPresent: inout Bool) {
    isPresent = !value.isEmpty
  }

  func visit(_ field: Article.Field, _ value: Int, into isPresent: inout Bool) {
    isPresent = value != 1
  }

  func visit(_ field: Article.Field, _ value: NewsDate?, into isPresent: inout Bool) {
    isPresent = value?.isResolved == true
  }

  func visit<Value>(_ field: Article.Field, _ value: Value?, into isPresent: inout Bool) {
    isPresent = value != nil
  }

  func visit<Element>(_ field: Article.Field, _ value: [Element], into isPresent: inout Bool) {
    isPresent = !value.isEmpty
  }

  func visit(derived field: Article.Field, of article: Article, into isPresent: inout Bool) {
    isPresent =
      field == .keywordConfidence
      ? article.keywords.contains { $0.confidence != nil } : article.hasDateDetails
  }
}

extension Article {
  /// Whether the ISO 8601 forms of the dates leave something unsaid.
  var hasDateDetails: Bool {
    var found = false
    visit(DateDetailsSearch(), into: &found)
    return found
  }
}

private struct DateDetailsSearch: FieldVisitor {
  func visit(_ field: Article.Field, _ value: NewsDate?, into found: inout Bool) {
    if let value, DateDetails(value) != nil { found = true }
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into found: inout Bool) {}

  func visit(derived field: Article.Field, of article: Article, into found: inout Bool) {}
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
