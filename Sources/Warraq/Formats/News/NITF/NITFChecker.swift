internal import WarraqMarkup
internal import WarraqXML

/// Checks NITF 2.5 to 3.6: well-formedness, the schema or DTD of its version, and rules beyond.
public struct NITFChecker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of XML and of NITF.
  public var rules: [CheckRule] { CheckRule.xml + CheckRule.nitf }

  /// `false`: a document says itself how it is encoded.
  public var readsText: Bool { false }

  /// XML Schema and its kin.
  public var schemaLanguage: SchemaLanguage { .xml }

  /// The document is one record.
  public func makeScanner() -> any RecordScanner {
    HeadCheckingScanner(XMLItemScanner(lists: []))
  }

  /// Checks the document against the schema of its version: XML Schemas are for documents in the
  /// namespace, DTDs for those without.
  public func makeWatcher(
    file: String, schemas: Schemas, limits: Limits
  ) -> (any InputWatcher)? {
    XMLFormatWatcher(file: file, schemas: schemas, limits: limits) { sample, schemas in
      let isNamespaced = XMLSample(sample)?.mentions("http://iptc.org/std/NITF/") ?? false
      let version = sample.attribute("version").flatMap { SchemaVersion(in: $0) }
      return schemas.choose(version: version) { name in
        guard name.hasPrefix("nitf"), !name.contains("ruby") else { return nil }
        return name.hasSuffix(isNamespaced ? ".xsd" : ".dtd") ? 0 : nil
      }
    }
  }

  /// Looks at the document.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let checked = CheckedRecord(record, &findings) else { return }
    let root = checked.tree.root
    func report(_ rule: CheckRule, _ text: String? = nil, at element: XMLTree.Element) {
      findings.report(rule, text, at: checked.offset(element))
    }
    guard root.isNamed("nitf") else {
      return report(.nitfUnknownRoot, "expected nitf, found '\(root.name)'", at: root)
    }
    if root.namespace == nil { report(.nitfNoNamespace, at: root) }
    if let version = root["version"], !version.hasPrefix("-//IPTC") {
      report(.nitfVersion, "the version is '\(version)'", at: root)
    }
    let data = root.first("head")?.first("docdata")
    if data?.first("doc-id")?["id-string"]?.isBlank ?? true { report(.nitfNoID, at: data ?? root) }
    let body = root.first("body")
    let headline = body?.first("body.head")?.first("hedline")?.first("hl1")?.nonEmptyText
    if headline == nil, root.first("head")?.first("title")?.nonEmptyText == nil {
      report(.nitfNoHeadline, at: body ?? root)
    }
    let language = root["baselang"] ?? root["xml:lang"] ?? body?["xml:lang"]
    if language == nil { report(.nitfNoLanguage, at: root) }
    if body?.first("body.content") == nil { report(.nitfNoContent, at: body ?? root) }
    let statuses = ["usable", "embargoed", "withheld", "canceled"]
    if let data, let status = data["management-status"], !statuses.contains(status) {
      report(
        .nitfStatus, "'\(status)' is no status; they are \(statuses.joined(separator: ", "))",
        at: data)
    }
    root.forEach { element in
      for tag in [element["xml:lang"], element["baselang"]] {
        guard let tag, !tag.isEmpty, LanguageTag.wellFormed(tag) != tag else { continue }
        report(.nitfLanguageTag, "'\(tag)' is not a BCP 47 tag", at: element)
      }
      for name in ["norm", "date.publication"] as [StaticString] {
        guard let text = element[name] else { continue }
        switch NITFDateForm(text) {
        case .exact, .day: break
        case .coarse:
          report(.nitfCoarseDate, "'\(text)' in '\(name)' is no day", at: element)
        case .noZone: report(.nitfNoZone, "'\(text)' in '\(name)' has no zone", at: element)
        case nil:
          report(
            .nitfDate, "'\(text)' in '\(name)' is no date such as 20240501T100000+0300", at: element
          )
        }
      }
      switch element.name {
      case "urgency":
        guard let urgency = element["ed-urg"], Int(urgency).map({ 1...8 ~= $0 }) != true else {
          break
        }
        report(.nitfUrgency, "the urgency is '\(urgency)'; expected 1 to 8", at: element)
      case "media":
        if element["media-type"] == nil { report(.nitfMediaType, at: element) }
      case "bq":
        if element.first("p") != nil { report(.nitfQuotation, at: element) }
      case "abstract":
        if element.hasOwnText { report(.nitfAbstract, at: element) }
      default: break
      }
    }
  }
}

/// The forms of dates in NITF: `20240501T100000-0500`, and the extended form of ISO 8601.
private enum NITFDateForm {
  case exact
  /// A day alone, or midnight as the convention of the standard writes it.
  case day
  /// A month or a year.
  case coarse
  case noZone

  init?(_ text: String) {
    if let date = XSDate(text) {
      switch date {
      case .dateTime(let hasZone): self = hasZone ? .exact : .noZone
      case .date: self = .day
      case .month: self = .coarse
      // A basic date is a long year to XML Schema.
      case .year: self = text.utf8.count == 8 ? .day : .coarse
      }
      if text.utf8.count != 8 { return }
    }
    let bytes = Array(text.utf8)
    func isNumber(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 &- 0x30 < 10 } }
    guard bytes.count >= 8, isNumber(0..<8) else { return nil }
    func number(_ start: Int) -> Int {
      Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30)
    }
    guard 1...12 ~= number(4), 1...31 ~= number(6) else { return nil }
    if bytes.count == 8 {
      self = .day
      return
    }
    guard bytes.count >= 15, bytes[8] == UInt8(ascii: "T"), isNumber(9..<15), number(9) < 25,
      number(11) < 60, number(13) < 61
    else { return nil }
    let zone = bytes[15...]
    if zone.isEmpty {
      // Without a time the convention is midnight, and no zone is worth more than a wrong one.
      self = bytes[9..<15].allSatisfy { $0 == 0x30 } ? .day : .noZone
    } else if zone.elementsEqual("Z".utf8) {
      self = .exact
    } else {
      let digits = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
      guard zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-"), digits.count == 4,
        digits.allSatisfy({ $0 &- 0x30 < 10 })
      else { return nil }
      self = .exact
    }
  }
}

extension CheckRule {
  static let nitf = [
    nitfUnknownRoot, nitfNoNamespace, nitfVersion, nitfNoID, nitfNoHeadline, nitfNoLanguage,
    nitfLanguageTag, nitfNoContent, nitfStatus, nitfDate, nitfCoarseDate, nitfNoZone, nitfUrgency,
    nitfMediaType,
    nitfQuotation, nitfAbstract,
  ]

  static let nitfUnknownRoot = CheckRule(
    "nitf.unknown-root", .error, "the root is not 'nitf'",
    because: "A document is one nitf element.", see: "NITF 3.6 schema, nitf")

  static let nitfNoNamespace = CheckRule(
    "nitf.no-namespace", .note, "the document is in no namespace",
    because: "It is of the DTD, not of the schema: 'http://iptc.org/std/NITF/2006-10-18/'. Readers "
      + "should take both.",
    see: "NITF 3.6 schema, targetNamespace")

  static let nitfVersion = CheckRule(
    "nitf.version", .warning, "the version is not the public identifier of an edition",
    because: "It is fixed: '-//IPTC//DTD NITF 3.6//EN'.", see: "NITF 3.6 schema, nitf/@version")

  static let nitfNoID = CheckRule(
    "nitf.no-id", .warning, "the document has no doc-id with an id-string",
    because: "The schema asks for none, but without it no receiver knows the story again.",
    see: "NITF 3.6 schema, doc-id")

  static let nitfNoHeadline = CheckRule(
    "nitf.no-headline", .note, "the story has neither an hl1 nor a title",
    because: "Alerts may have none; their first paragraph then stands for it.",
    see: "NITF 3.6 schema, hedline")

  static let nitfNoLanguage = CheckRule(
    "nitf.no-language", .warning, "the document does not say its language",
    because:
      "NITF 3.6 has no attribute for the direction, so that it comes from the language alone. "
      + "State it in 'baselang' or 'xml:lang'.",
    see: "NITF 3.6 schema, nitf/@baselang")

  static let nitfLanguageTag = CheckRule(
    "nitf.language-tag", .error, "a language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "BCP 47 (RFC 5646), 2.1")

  static let nitfNoContent = CheckRule(
    "nitf.no-content", .warning, "the body has no body.content",
    because: "That is where the text of the story stands.", see: "NITF 3.6 schema, body")

  static let nitfStatus = CheckRule(
    "nitf.status", .warning, "the management status is not one of the standard's",
    because: "They are usable, embargoed, withheld and canceled, with one l.",
    see: "NITF 3.6 schema, docdata/@management-status")

  static let nitfDate = CheckRule(
    "nitf.date", .error, "a date is not as NITF writes it",
    because:
      "It is '20240501T100000-0500', or with 'Z'; without a time the day with T000000 and the "
      + "zone. The schema takes any text.",
    see: "NITF 3.6 schema, @norm")

  static let nitfCoarseDate = CheckRule(
    "nitf.coarse-date", .warning, "a date is no day",
    because: "The standard writes days at least. A month or a year says what is known, but most "
      + "receivers cannot read it.",
    see: "NITF 3.6 schema, @norm")

  static let nitfNoZone = CheckRule(
    "nitf.no-zone", .note, "a date and time has no zone",
    because: "It is up to a day off for a reader elsewhere.", see: "NITF 3.6 schema, @norm")

  static let nitfUrgency = CheckRule(
    "nitf.urgency", .error, "the urgency is not a number from 1 to 8",
    because: "1 is the most urgent, 8 the least; NewsML-G2 counts to 9.",
    see: "NITF 3.6 schema, urgency/@ed-urg")

  static let nitfMediaType = CheckRule(
    "nitf.media-type", .error, "a media element has no media-type",
    because: "It is required: text, audio, image, video, data, application, other.",
    see: "NITF 3.6 schema, media/@media-type")

  static let nitfQuotation = CheckRule(
    "nitf.quotation", .error, "a paragraph stands in a bq without a block",
    because: "A bq holds blocks, and these paragraphs.", see: "NITF 3.6 schema, bq")

  static let nitfAbstract = CheckRule(
    "nitf.abstract", .error, "an abstract holds text outside of paragraphs",
    because: "It holds blocks such as p.", see: "NITF 3.6 schema, abstract")
}
