/// A rule that a checker finds documents to break: what it is called, how bad a breach is, and why.
///
/// ```swift
/// extension CheckRule {
///   static let atomNoID = CheckRule(
///     "atom.no-id", .error, "an entry has no 'id'",
///     because: "Readers tell entries apart by their ids.", see: "RFC 4287, 4.1.2")
/// }
/// ```
public struct CheckRule: Hashable, Sendable {
  /// `format.kebab-case`; it does not change between releases.
  public let id: String
  /// How bad a breach is: an error breaks the standard, a warning makes a valid document a bad one.
  public let severity: Diagnostic.Severity
  /// One line, lower case, no full stop: what is wrong.
  public let summary: String
  /// Why it matters and what to do.
  public let explanation: String
  /// Where the standard says so.
  public let reference: String

  /// Makes a rule.
  public init(
    _ id: String, _ severity: Diagnostic.Severity, _ summary: String, because explanation: String,
    see reference: String
  ) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.explanation = explanation
    self.reference = reference
  }
}

extension CheckRule {
  /// Rules that hold for every format: what keeps an input or a schema from being looked at.
  public static let general = [
    unreadableSchema, unsupportedSchema, badReference, noSchema, otherVersion, needlessSchema,
    recordTooLarge, notUTF8, replacedCharacters,
  ]

  package static let unreadableSchema = CheckRule(
    "schema.unreadable", .error, "a schema cannot be read",
    because: "The file of --schema or of WARRAQ_SCHEMAS is missing, cut off, or no schema. Nothing "
      + "is said about the document, so the run fails rather than passing it.",
    see: "https://www.w3.org/TR/xmlschema-1/, https://json-schema.org/specification")

  package static let unsupportedSchema = CheckRule(
    "schema.not-supported", .error, "a schema uses a keyword or draft that is not understood",
    because: "A keyword that is passed over would make invalid documents valid. Drafts 3 to 7, "
      + "2019-09 and 2020-12 of JSON Schema are understood, without dynamic references.",
    see: "https://json-schema.org/specification")

  package static let badReference = CheckRule(
    "schema.bad-reference", .error, "a schema refers to something that is not there",
    because: "References lead to parts of a schema and to files beside it, by their names or by "
      + "their '$id'; nothing is fetched. Put the file beside the schema.",
    see: "JSON Schema core, 8.2.3")

  package static let noSchema = CheckRule(
    "schema.none", .note, "no schema in the folder is for this document",
    because: "WARRAQ_SCHEMAS names a folder that has none for the format and version of the "
      + "document, so that only the rules were checked. Name a schema with --schema.",
    see: "warraq help validate")

  package static let otherVersion = CheckRule(
    "schema.other-version", .note, "the document was checked against another version's schema",
    because: "The folder has no schema of the version that the document states. The next newer "
      + "one is taken, as the standards grow without taking anything away; else the newest.",
    see: "warraq help validate")

  package static func otherVersionText(_ version: String) -> String {
    "there is no schema of the version that the document states; it was checked against \(version)"
  }

  package static let needlessSchema = CheckRule(
    "schema.needless", .error, "the format is not described by a schema of this kind",
    because: "--schema takes an XML Schema, a RELAX NG schema or a DTD for formats in XML, and a "
      + "JSON Schema for formats in JSON. Tables and books have none.",
    see: "warraq help validate")

  package static let recordTooLarge = CheckRule(
    "input.record-too-large", .error, "a record is larger than the limit",
    because: "One record is held in memory. Raise the limit with --max-record-bytes.",
    see: "warraq help validate")

  static let notUTF8 = CheckRule(
    "input.not-utf8", .warning, "the text is not UTF-8, and nothing says what it is",
    because:
      "Tables and JSON cannot name their encoding, so it is guessed. Save the text as UTF-8.",
    see: "RFC 8259, 8.1; RFC 7111, 4.1")

  static let replacedCharacters = CheckRule(
    "input.replaced-characters", .error, "characters cannot be decoded",
    because: "The text is not in the encoding that it looks like, or parts of it are not.",
    see: "warraq help validate")
}
