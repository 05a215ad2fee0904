internal import WarraqMarkup
internal import WarraqXML

/// Checks NewsML 1.0 to 1.2: well-formedness, the DTD, and what receivers trip over.
///
/// Each item is looked at by itself, as by the reader. A DTD needs the whole document in memory.
public struct NewsML1Checker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of XML and of NewsML 1.
  public var rules: [CheckRule] { CheckRule.xml + CheckRule.newsML1 }

  /// `false`: a document says itself how it is encoded.
  public var readsText: Bool { false }

  /// DTDs and their kin.
  public var schemaLanguage: SchemaLanguage { .xml }

  /// Finds items as the reader does.
  public func makeScanner() -> any RecordScanner {
    HeadCheckingScanner(
      XMLItemScanner(lists: [.init(["NewsML"], "NewsItem")]) { root in
        var head = CheckedHead("")
        if let date = root.first("NewsEnvelope")?.first("DateAndTime") {
          head.check(date)
        }
        return head
      })
  }

  /// Checks the document against the DTD.
  public func makeWatcher(
    file: String, schemas: Schemas, limits: Limits
  ) -> (any InputWatcher)? {
    XMLFormatWatcher(file: file, schemas: schemas, limits: limits) { sample, schemas in
      schemas.choose(version: sample.attribute("Version").flatMap { SchemaVersion(in: $0) }) {
        $0.hasPrefix("newsml_1") && $0.hasSuffix(".dtd") ? 0 : nil
      }
    } onFinish: { outline in
      guard let root = outline.root else { return [] }
      let place = SourceLocation(file: file, line: root.line)
      guard root.path == "NewsML" || root.path == "NewsItem" else {
        return [
          Diagnostic(.newsML1UnknownRoot, "expected NewsML, found '\(root.path)'", at: place)
        ]
      }
      if root.path == "NewsML", outline["NewsML/NewsItem"] == nil {
        return [Diagnostic(.newsML1NoItems, at: place)]
      }
      return []
    }
  }

  /// Looks at one item.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let checked = CheckedRecord(record, &findings), checked.tree.root.isNamed("NewsItem")
    else { return }
    let item = checked.tree.root
    func report(_ rule: CheckRule, _ text: String? = nil, at element: XMLTree.Element) {
      findings.report(rule, text, at: checked.offset(element))
    }
    let identifier = item.first("Identification")?.first("NewsIdentifier")
    if let identifier {
      if let date = identifier.first("DateId"), NewsML1Date(date.text) == nil {
        report(.newsML1DateID, "'\(date.text)' in DateId is no day", at: date)
      }
      if let revision = identifier.first("RevisionId") {
        let isNumber = Int(revision.text).map { $0 > 0 } ?? false
        if !isNumber || revision["PreviousRevision"] == nil {
          report(.newsML1Revision, "the revision is '\(revision.text)'", at: revision)
        }
      }
      if let name = identifier.first("PublicIdentifier")?.nonEmptyText {
        findings.define(
          name, in: "PublicIdentifier", .newsML1Repeated,
          "another item of the document has the identifier '\(name)'",
          at: checked.offset(identifier))
      } else {
        report(.newsML1NoIdentifier, at: identifier)
      }
    } else {
      report(.newsML1NoIdentifier, at: item)
    }
    item.forEach { element in
      if let id = element["Duid"] {
        findings.define(
          id, in: "Duid", .newsML1DuplicateID,
          "another element of the document has the Duid '\(id)'",
          at: checked.offset(element))
      }
      if let tag = element["xml:lang"], !tag.isEmpty, LanguageTag.wellFormed(tag) != tag {
        report(.newsML1LanguageTag, "'\(tag)' is not a BCP 47 tag", at: element)
      }
      switch element.name {
      case "FirstCreated", "ThisRevisionCreated", "DateLineDate":
        if let text = element.nonEmptyText { check(text, element, report) }
      case "HeadLine":
        if element.nonEmptyText == nil { report(.newsML1EmptyHeadline, at: element) }
      case "Language":
        if let tag = element["FormalName"], LanguageTag.wellFormed(tag) != tag {
          report(.newsML1LanguageTag, "'\(tag)' is not a BCP 47 tag", at: element)
        }
      case "Urgency", "Priority":
        if let value = element["FormalName"], Int(value).map({ 1...9 ~= $0 }) != true {
          report(.newsML1Urgency, "'\(value)' in \(element.name) is not from 1 to 9", at: element)
        }
      default: break
      }
    }
  }

  private func check(
    _ text: String, _ element: XMLTree.Element,
    _ report: (CheckRule, String?, XMLTree.Element) -> Void
  ) {
    switch NewsML1Date(text) {
    case .day, .exact: break
    case .noZone: report(.newsML1NoZone, "'\(text)' in \(element.name) has no zone", element)
    case nil:
      report(
        .newsML1Date, "'\(text)' in \(element.name) is no date such as 20240501T100000+0300",
        element)
    }
  }
}

extension CheckedHead {
  fileprivate mutating func check(_ date: XMLTree.Element) {
    switch NewsML1Date(date.text) {
    case .day, .exact: break
    case .noZone: report(.newsML1NoZone, "'\(date.text)' in DateAndTime has no zone", at: date)
    case nil: report(.newsML1Date, "'\(date.text)' in DateAndTime is no date", at: date)
    }
  }
}

/// The basic form of ISO 8601: `20240501`, `20240501T100000`, `20240501T100000Z`, `…+0300`.
private enum NewsML1Date {
  case day
  case exact
  case noZone

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ start: Int) -> Int? {
      guard start + 2 <= bytes.count, bytes[start] &- 0x30 < 10, bytes[start + 1] &- 0x30 < 10
      else { return nil }
      return Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30)
    }
    guard number(0) != nil, number(2) != nil, let month = number(4), let day = number(6),
      1...12 ~= month, 1...31 ~= day
    else { return nil }
    if bytes.count == 8 {
      self = .day
      return
    }
    guard bytes.count >= 13, bytes[8] == UInt8(ascii: "T"), let hour = number(9),
      let minute = number(11), hour < 25, minute < 60
    else { return nil }
    var rest = bytes[13...]
    if let second = number(13) {
      guard second < 61 else { return nil }
      rest = rest.dropFirst(2)
    }
    if rest.isEmpty {
      self = .noZone
    } else if rest.elementsEqual("Z".utf8) {
      self = .exact
    } else {
      guard rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-"),
        rest.dropFirst().filter({ $0 != UInt8(ascii: ":") }).count == 4,
        rest.dropFirst().allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: ":") })
      else { return nil }
      self = .exact
    }
  }
}

extension CheckRule {
  static let newsML1 = [
    newsML1UnknownRoot, newsML1NoItems, newsML1NoIdentifier, newsML1Repeated, newsML1DateID,
    newsML1Revision, newsML1DuplicateID, newsML1Date, newsML1NoZone, newsML1LanguageTag,
    newsML1EmptyHeadline, newsML1Urgency,
  ]

  static let newsML1UnknownRoot = CheckRule(
    "newsml1.unknown-root", .error, "the root is no 'NewsML'",
    because: "Documents are one NewsML element.", see: "NewsML 1.2 DTD, NewsML")

  static let newsML1NoItems = CheckRule(
    "newsml1.no-items", .error, "the document has no NewsItem",
    because: "It has one at least.", see: "NewsML 1.2 DTD, NewsML")

  static let newsML1NoIdentifier = CheckRule(
    "newsml1.no-identifier", .error, "an item has no PublicIdentifier",
    because: "It is 'urn:newsml:<provider>:<date>:<id>:<revision>' (RFC 3085), and required.",
    see: "NewsML 1.2 DTD, NewsIdentifier")

  static let newsML1Repeated = CheckRule(
    "newsml1.repeated", .error, "two items of the document have one identifier",
    because: "It holds the revision, so that no two items share it.",
    see: "NewsML 1.2 DTD, PublicIdentifier")

  static let newsML1DateID = CheckRule(
    "newsml1.date-id", .error, "a DateId is no day",
    because: "It is '20240501'.", see: "NewsML 1.2 DTD, DateId")

  static let newsML1Revision = CheckRule(
    "newsml1.revision", .error, "a RevisionId is no number, or has no PreviousRevision",
    because: "Revisions are counted from 1; PreviousRevision is 0 for the first.",
    see: "NewsML 1.2 DTD, RevisionId")

  static let newsML1DuplicateID = CheckRule(
    "newsml1.duplicate-id", .error, "a Duid occurs twice in the document",
    because: "It is of the type ID.", see: "NewsML 1.2 DTD, Duid")

  static let newsML1Date = CheckRule(
    "newsml1.date", .error, "a date is not in the basic form of ISO 8601",
    because: "It is '20240501T100000+0300', without hyphens and colons. NewsML-G2 wants them.",
    see: "NewsML 1.2 DTD, FirstCreated")

  static let newsML1NoZone = CheckRule(
    "newsml1.no-zone", .warning, "a date and time has no zone",
    because: "It is up to a day off for a reader elsewhere.", see: "NewsML 1.2 DTD, FirstCreated")

  static let newsML1LanguageTag = CheckRule(
    "newsml1.language-tag", .error, "a language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "BCP 47 (RFC 5646), 2.1")

  static let newsML1EmptyHeadline = CheckRule(
    "newsml1.empty-headline", .note, "a HeadLine is empty",
    because: "Alerts are sent so. Their first paragraph stands for it.",
    see: "NewsML 1.2 DTD, HeadLine")

  static let newsML1Urgency = CheckRule(
    "newsml1.urgency", .warning, "an urgency or a priority is not a number from 1 to 9",
    because: "1 is the most urgent, 9 the least.", see: "IPTC NewsCodes, urgency, priority")
}
