public import WarraqCore
internal import WarraqModel

/// Checks canonical JSON, a document or a line at a time: it must be as `article.schema.json` says.
///
/// Other people's JSON is not what it checks, and it says so.
public struct JSONChecker: FormatChecker {
  private let layout: JSONWriter.Layout

  /// Makes a checker.
  public init(_ layout: JSONWriter.Layout = .array) {
    self.layout = layout
  }

  /// Rules of JSON and of the canonical form.
  public var rules: [CheckRule] { CheckRule.json + CheckRule.canonicalJSON }

  /// JSON Schema.
  public var schemaLanguage: SchemaLanguage { .json }

  /// Finds articles as the reader does.
  public func makeScanner() -> any RecordScanner { JSONReader(layout).makeScanner() }

  /// Looks at one article.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let node = CheckedJSON(record, &findings)?.node else { return }
    if let members = node.members, !members.isEmpty,
      !members.contains(where: { CanonicalJSON.Property(name: $0.name) != nil })
    {
      return findings.report(.jsonNotCanonical)
    }
    if let named = schemas.named {
      findings.check(node, against: named, in: schemas)
    } else {
      switch Self.schema {
      case .success(let schema): findings.check(node, against: schema)
      case .failure(let error): findings.remark(error.diagnostic)
      }
    }
    checkValues(node, &findings)
  }

  /// The schema that is published beside this file.
  package static let schema: Result<JSONSchema, ConversionError> = {
    do throws(ConversionError) {
      return .success(
        try JSONSchema(PackageResources.article_schema_json, name: "article.schema.json"))
    } catch {
      return .failure(error)
    }
  }()

  private func checkValues(_ node: JSONNode, _ findings: inout Findings) {
    if let id = node["id"], let text = id.string {
      if !URISyntax.isURI(text, international: true) {
        findings.report(.jsonIDNotIRI, "the id '\(text)' is no IRI", at: id.offset)
      }
      findings.define(
        text, in: "id", .jsonIDRepeated, "another article of the input has the id '\(text)'",
        at: id.offset)
    }
    for name in ["created", "published", "modified", "embargoed", "expires"] {
      guard let date = node[name], let text = date.string, NewsDate(iso8601: text) == nil else {
        continue
      }
      findings.report(
        .jsonDate, "'\(text)' in '\(name)' is no date that there is in ISO 8601", at: date.offset)
    }
    if let language = node["language"], let tag = language.string,
      LanguageTag.wellFormed(tag) != tag
    {
      findings.report(
        .jsonLanguageTag, "'\(tag)' is not a BCP 47 tag", at: language.offset)
    }
  }
}

extension CheckRule {
  static let canonicalJSON = [
    jsonNotCanonical, jsonIDNotIRI, jsonIDRepeated, jsonDate, jsonLanguageTag,
  ]

  static let jsonNotCanonical = CheckRule(
    "json.not-canonical", .error, "no member of the object is of the canonical form",
    because: "This is other people's JSON. 'warraq convert --to json' makes canonical JSON of it; "
      + "name the format with --format if it is ninjs or JSON Feed.",
    see: "Sources/Warraq/Formats/JSON/README.md")

  static let jsonIDNotIRI = CheckRule(
    "json.id-not-iri", .warning, "the id is no IRI",
    because: "An id stays the same for every version of a story and is unique in the world: "
      + "'urn:newsml:…', 'tag:…', 'urn:uuid:…'. Formats that demand an IRI get another one.",
    see: "article.schema.json, id; RFC 3987")

  static let jsonIDRepeated = CheckRule(
    "json.id-repeated", .error, "two articles of the input have one id",
    because: "What keeps articles by their ids loses one of them.",
    see: "article.schema.json, id")

  static let jsonDate = CheckRule(
    "json.date", .error, "a date is not one of ISO 8601",
    because: "Dates are as exact as they are known: '2024', '2024-05-01', "
      + "'2024-05-01T10:00:00+03:00'. What is printed otherwise is kept in 'dateDetails'.",
    see: "article.schema.json, date; ISO 8601")

  static let jsonLanguageTag = CheckRule(
    "json.language-tag", .warning, "a language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "BCP 47 (RFC 5646), 2.1")
}
