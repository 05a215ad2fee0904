internal import WarraqCore

/// What makes an item of ninjs a good one.
///
/// "Guide" is the ninjs User Guide (https://www.iptc.org/std/ninjs/userguide/).
extension CheckRule {
  static let ninjs = [
    ninjsNoURI, ninjsURINotURI, ninjsURINotEncoded, ninjsURIRepeated, ninjsNoStandard,
    ninjsStandardVersion, ninjsDateTime, ninjsUrgency, ninjsVersion, ninjsLanguageTag,
    ninjsNameRepeated, ninjsQCode,
  ]

  static let ninjsNoURI = CheckRule(
    "ninjs.no-uri", .error, "the item has no 'uri'",
    because:
      "It is the only member that every edition requires: how receivers know the item again.",
    see: "ninjs schemas, required")

  static let ninjsURINotURI = CheckRule(
    "ninjs.uri-not-uri", .error, "the 'uri' is no URI",
    because: "It needs a scheme: 'urn:newsml:…', 'tag:…', 'https://…'. Schemas say format: uri, "
      + "which many validators check only when they are told to.",
    see: "RFC 3986; ninjs schemas, uri")

  static let ninjsURINotEncoded = CheckRule(
    "ninjs.uri-not-encoded", .error, "letters beyond ASCII in a URI are not percent-encoded",
    because: "An IRI is no URI: write 'https://a.example/%D8%AE%D8%A8%D8%B1'.",
    see: "RFC 3987, 3.1; ninjs schemas, format: uri")

  static let ninjsURIRepeated = CheckRule(
    "ninjs.uri-repeated", .error, "two items of the input have one uri and version",
    because: "A receiver keeps one of them, and which one is not defined.",
    see: "Guide, uri")

  static let ninjsNoStandard = CheckRule(
    "ninjs.no-standard", .note, "the item does not say which edition it is of",
    because:
      "Editions differ in the names of most members. 'standard' has a name, a version and the "
      + "address of the schema.",
    see: "ninjs 2.0 schema, standard")

  static let ninjsStandardVersion = CheckRule(
    "ninjs.standard-version", .warning, "the members are not those of the edition that is stated",
    because: "ninjs 1 has body_* and subject, 2 has bodies and subjects in lower case, 3 writes "
      + "versionCreated. Members of another edition are not understood.",
    see: "Guide, differences between the editions")

  static let ninjsDateTime = CheckRule(
    "ninjs.date-time", .error, "a date and time is not as RFC 3339 writes it",
    because: "Every date of an item has a time and a zone; a day alone is none.",
    see: "ninjs schemas, format: date-time; RFC 3339, 5.6")

  static let ninjsUrgency = CheckRule(
    "ninjs.urgency", .error, "the urgency is not a number from 1 to 9",
    because: "1 is the most urgent, 9 the least. Editions before 3 do not check it.",
    see: "ninjs 3.1 schema, urgency")

  static let ninjsVersion = CheckRule(
    "ninjs.version", .error, "the version is not a string",
    because: "Unlike that of NewsML-G2 it is a string: \"2\".",
    see: "ninjs schemas, version")

  static let ninjsLanguageTag = CheckRule(
    "ninjs.language-tag", .warning, "the language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "BCP 47 (RFC 5646), 2.1")

  static let ninjsNameRepeated = CheckRule(
    "ninjs.name-repeated", .warning, "a name occurs twice among renditions or associations",
    because: "From ninjs 2 on they are lists, and their names what the names of members were.",
    see: "ninjs 2.0 schema, renditions, associations")

  static let ninjsQCode = CheckRule(
    "ninjs.qcode", .warning, "a QCode stands where a URI should",
    because: "'medtop:20000350' passes as a URI of the scheme 'medtop', which there is not. Write "
      + "'http://cv.iptc.org/newscodes/mediatopic/20000350'.",
    see: "Guide, uri of concepts")
}
