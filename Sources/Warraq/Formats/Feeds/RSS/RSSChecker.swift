internal import WarraqMarkup
internal import WarraqXML

/// Checks RSS 2.0 (https://www.rssboard.org/rss-specification) and 1.0; other vocabularies in it by
/// what they ask for.
///
/// Each item is looked at by itself, as by the reader.
public struct RSSChecker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of XML and of RSS.
  public var rules: [CheckRule] { CheckRule.xml + CheckRule.rss + CheckRule.feedElements }

  /// `false`: a document says itself how it is encoded.
  public var readsText: Bool { false }

  /// XML Schema and its kin; there is no official one.
  public var schemaLanguage: SchemaLanguage { .xml }

  /// Finds items as the reader does.
  public func makeScanner() -> any RecordScanner {
    HeadCheckingScanner(
      XMLItemScanner(lists: [.init(["rss", "channel"], "item"), .init(["RDF"], "item")]) { root in
        var head = CheckedHead(
          RSSContext(head: FeedHead(root: root), kind: FeedKind(root)))
        head.checkChannel(root)
        return head
      })
  }

  /// Checks the document, and that the channel has what it must have.
  public func makeWatcher(
    file: String, schemas: Schemas, limits: Limits
  ) -> (any InputWatcher)? {
    XMLFormatWatcher(
      file: file, schemas: schemas, limits: limits, hasOfficialSchema: false
    ) { _, schemas in
      schemas.named
    } onFinish: { outline in
      guard let root = outline.root else { return [] }
      let channel = root.path == "rss" ? "rss/channel" : "RDF/channel"
      guard root.path == "rss" || root.path == "RDF" else {
        return [
          Diagnostic(
            .rssUnknownRoot, "expected rss or RDF, found '\(root.path)'",
            at: SourceLocation(file: file, line: root.line))
        ]
      }
      guard let place = outline[channel] else {
        return [
          Diagnostic(
            .rssChannel, "there is no channel", at: SourceLocation(file: file, line: root.line))
        ]
      }
      return ["title", "link", "description"].compactMap { name in
        guard outline["\(channel)/\(name)"] == nil else { return nil }
        return Diagnostic(
          .rssChannel, "the channel has no '\(name)'",
          at: SourceLocation(file: file, line: place.line))
      }
    }
  }

  /// Looks at one item.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let checked = CheckedRecord(record, &findings), checked.tree.root.isNamed("item") else {
      return
    }
    let head = (record.preamble as? XMLPreamble)?.head as? CheckedHead
    let context = head?.info as? RSSContext
    var item = RSSItemCheck(checked, head: context?.head ?? FeedHead(), findings)
    let isRDF = context?.kind.isRDF ?? false
    var elements = FeedElementCheck(
      own: isRDF ? FeedVocabulary.rssIRI : context?.head.namespace,
      isStrict: context?.kind.isStrict ?? false)
    elements.check(
      checked.tree.root, as: isRDF ? "rdf:item" : "item", in: isRDF ? "root" : "channel")
    item.report(elements.breaches)
    item.check()
    findings = item.findings
  }
}

extension CheckedHead {
  fileprivate mutating func checkChannel(_ root: XMLTree.Element) {
    let kind = FeedKind(root)
    var check = FeedElementCheck(
      own: kind.isRDF ? FeedVocabulary.rssIRI : root.namespace, isStrict: kind.isStrict)
    for channel in root.children where channel.isNamed("channel") {
      check.check(channel, as: kind.isRDF ? "rdf:channel" : "channel")
    }
    for breach in check.breaches { report(breach.rule, breach.text, at: breach.element) }
    if root.isNamed("rss"), let namespace = root.namespace, FeedVocabulary(iri: namespace) != .own {
      report(.rssNamespace, "'\(namespace)' is no namespace of RSS", at: root)
    }
    if root.isNamed("rss"), root["version"] == nil { report(.rssNoVersion, at: root) }
    for channel in root.children where channel.isNamed("channel") {
      for child in channel.children {
        let (vocabulary, name) = child.feedName(own: root.namespace)
        guard case .own = vocabulary else { continue }
        switch name {
        case "language":
          if !FeedValue.accepts(child.text, as: "language") {
            report(.rssLanguageTag, "'\(child.text)' is not a BCP 47 tag", at: child)
          }
        case "title", "link", "description":
          if child.nonEmptyText == nil {
            report(.rssEmptyChannel, "the channel's '\(name)' is empty", at: child)
          }
        case "pubDate", "lastBuildDate":
          for (rule, text) in RFC822Date.faults(in: child.text) { report(rule, text, at: child) }
        default: break
        }
      }
    }
  }
}

/// Which dialect of RSS a document is in, as far as it matters to its elements.
private struct FeedKind: Sendable {
  /// Whether it is RSS 1.0.
  let isRDF: Bool
  /// Whether it has no elements but those of the specification.
  let isStrict: Bool

  init(_ root: XMLTree.Element) {
    isRDF = root.isNamed("RDF")
    isStrict =
      isRDF
      ? root.children.contains { $0.namespace == FeedVocabulary.rssIRI }
      : root["version"]?.hasPrefix("2") ?? false
  }
}

/// What items need to know of their channel.
private struct RSSContext: Sendable {
  let head: FeedHead
  let kind: FeedKind
}

/// Looks at one item.
private struct RSSItemCheck {
  var findings: Findings
  private let record: CheckedRecord
  private let head: FeedHead
  private var language: String?

  init(_ record: CheckedRecord, head: FeedHead, _ findings: Findings) {
    self.record = record
    self.head = head
    self.findings = findings
    language = record.tree.root["xml:lang"] ?? head.language
  }

  private mutating func report(
    _ rule: CheckRule, _ text: String? = nil, at element: XMLTree.Element
  ) {
    findings.report(rule, text, at: record.offset(element))
  }

  mutating func report(
    _ breaches: [(rule: CheckRule, text: String, element: XMLTree.Element)]
  ) {
    for breach in breaches { report(breach.rule, breach.text, at: breach.element) }
  }

  mutating func check() {
    let item = record.tree.root
    var names: Set<String> = []
    var markup: [XMLTree.Element] = []
    for child in item.children {
      let (vocabulary, name) = child.feedName(own: head.namespace)
      switch (vocabulary, name) {
      case (.own, _):
        names.insert(name)
        checkOwn(child, name)
        if name == "description" { markup.append(child) }
      case (.dublinCore, "language"): language = child.nonEmptyText ?? language
      case (.content, "encoded"): markup.append(child)
      default: break
      }
    }
    if !names.contains("title"), !names.contains("description") {
      report(.rssNoTitle, at: item)
    }
    if item["rdf:about"] == nil, !names.contains("guid") { report(.rssNoGuid, at: item) }
    for element in markup { checkDirection(element) }
  }

  private mutating func checkOwn(_ child: XMLTree.Element, _ name: String) {
    let text = child.text
    switch name {
    case "guid": checkGuid(child, text)
    case "link":
      if !text.isEmpty, !URISyntax.isURI(text, international: true) {
        report(.rssLink, "'\(text)' is no whole address", at: child)
      }
    case "pubDate":
      for (rule, fault) in RFC822Date.faults(in: text) { report(rule, fault, at: child) }
    default: break
    }
  }

  private mutating func checkGuid(_ child: XMLTree.Element, _ text: String) {
    guard !text.isEmpty else {
      return report(child["isPermaLink"] == "false" ? .rssNoGuid : .rssGuidPermalink, at: child)
    }
    findings.define(
      text, in: "guid", .rssGuidRepeated, "another item of the feed has the guid '\(text)'",
      at: record.offset(child))
    let isLink = child["isPermaLink"].map { $0 == "true" } ?? true
    if isLink, !text.lowercased().hasPrefix("http://"), !text.lowercased().hasPrefix("https://") {
      report(
        .rssGuidPermalink, "the guid '\(text)' is no web address, but isPermaLink is not \"false\"",
        at: child)
    }
  }

  private mutating func checkDirection(_ element: XMLTree.Element) {
    guard let language, TextDirection(language: language) == .rightToLeft else { return }
    let html = element.rawText
    guard html.utf8.contains(UInt8(ascii: "<")), !html.prefix(400).contains("dir=") else { return }
    report(
      .rssNoDirection,
      "the markup is in '\(language)', which is written from right to left, without dir=\"rtl\"",
      at: element)
  }
}

/// Dates of RFC 822 with a year of four digits, as RSS wants them.
enum RFC822Date {
  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let zones: Set = [
    "UT", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT",
  ]

  /// What is wrong with a date; nothing when it is right.
  static func faults(in text: String) -> [(CheckRule, String)] {
    var words = text.split(separator: " ")[...]
    var day: Substring?
    if let first = words.first, first.hasSuffix(",") {
      day = first.dropLast()
      words = words.dropFirst()
    }
    let broken = [(CheckRule.rssDate, "'\(text)' is no date of RFC 822")]
    guard words.count == 5 || words.count == 4 else { return broken }
    let parts = Array(words)
    guard let number = Int(parts[0]), let month = months.firstIndex(of: String(parts[1])),
      let year = Int(parts[2]), [2, 4].contains(parts[2].count), isTime(parts[3]),
      parts.count == 5, isZone(parts[4]),
      let date = NewsDate(
        year: parts[2].count == 2 ? 2000 + year : year, month: month + 1, day: number), number > 0
    else { return broken }
    if parts[2].count == 2 {
      return [(.rssShortYear, "'\(text)' has a year of two digits")]
    }
    guard let day else { return [] }
    guard let named = days.firstIndex(of: String(day)) else { return broken }
    // 1970-01-01 was a Thursday.
    let count = NewsDate.days(year: date.year, month: date.month, day: date.day)
    guard ((count + 3) % 7 + 7) % 7 != named else { return [] }
    return [(.rssWeekday, "'\(text)' names the wrong day of the week")]
  }

  private static func isTime(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return false }
    return zip(parts, [23, 59, 60]).allSatisfy { part, limit in
      part.utf8.count == 2 && Int(part).map { $0 >= 0 && $0 <= limit } ?? false
    }
  }

  private static func isZone(_ text: Substring) -> Bool {
    if zones.contains(String(text)) { return true }
    // Zones of one letter are odd and legal; there is no J.
    if text.utf8.count == 1, let letter = text.utf8.first {
      return letter &- 0x41 < 26 && letter != 0x4A
    }
    guard text.utf8.count == 5, text.hasPrefix("+") || text.hasPrefix("-") else { return false }
    return text.dropFirst().utf8.allSatisfy { $0 &- 0x30 < 10 }
  }
}

extension CheckRule {
  static let rss = [
    rssUnknownRoot, rssNoVersion, rssNamespace, rssChannel, rssEmptyChannel, rssNoTitle,
    rssRepeated, rssNoGuid,
    rssGuidPermalink, rssGuidRepeated, rssDate, rssShortYear, rssWeekday, rssAuthor, rssEnclosure,
    rssLink, rssLanguageTag, rssNoDirection,
  ]

  static let rssUnknownRoot = CheckRule(
    "rss.unknown-root", .error, "the root is neither 'rss' nor 'RDF'",
    because: "RSS 2.0 and 0.9x have an 'rss' element, RSS 1.0 one of RDF.",
    see: "RSS 2.0, What is RSS?")

  static let rssNoVersion = CheckRule(
    "rss.no-version", .error, "the rss element has no version",
    because: "It is \"2.0\".", see: "RSS 2.0, What is RSS?")

  static let rssNamespace = CheckRule(
    "rss.namespace", .error, "the root is in a namespace that is none of RSS",
    because: "Elements of RSS 2.0 are in no namespace.", see: "RSS 2.0, Extending RSS")

  static let rssChannel = CheckRule(
    "rss.channel", .error, "the channel lacks an element that it must have",
    because: "They are title, link and description.", see: "RSS 2.0, Required channel elements")

  static let rssEmptyChannel = CheckRule(
    "rss.empty-channel", .note, "the channel's title, link or description is empty",
    because: "It is there, as it must be, but says nothing to who subscribes.",
    see: "RSS 2.0, Required channel elements")

  static let rssNoTitle = CheckRule(
    "rss.no-title", .error, "an item has neither a title nor a description",
    because: "One of them must be there.", see: "RSS 2.0, Elements of item")

  static let rssNoGuid = CheckRule(
    "rss.no-guid", .warning, "an item has no guid",
    because: "Readers then tell items apart by link or title, and show a corrected one twice.",
    see: "RSS 2.0, guid")

  static let rssGuidPermalink = CheckRule(
    "rss.guid-permalink", .error, "a guid that is no web address says that it is one",
    because: "Without isPermaLink=\"false\" readers open the guid in a browser.",
    see: "RSS 2.0, guid")

  static let rssGuidRepeated = CheckRule(
    "rss.guid-repeated", .error, "two items have one guid",
    because: "Readers show one of them.", see: "RSS 2.0, guid")

  static let rssDate = CheckRule(
    "rss.date", .error, "a date is not as RFC 822 writes it",
    because:
      "It is 'Wed, 01 May 2024 12:00:00 +0300', with English names. Dates of ISO 8601 belong "
      + "in dc:date.",
    see: "RSS 2.0, pubDate; RFC 822, 5")

  static let rssShortYear = CheckRule(
    "rss.short-year", .warning, "a year has two digits",
    because: "RFC 822 had them so; RSS prefers four.", see: "RSS 2.0, pubDate")

  static let rssWeekday = CheckRule(
    "rss.weekday", .warning, "the day of the week is not that of the date",
    because: "One of the two is wrong, and readers disagree which to trust.", see: "RFC 822, 5.2")

  static let rssLink = CheckRule(
    "rss.link", .error, "a link is not a whole address",
    because: "A feed has no base that relative addresses count from.", see: "RSS 2.0, link")

  static let rssLanguageTag = CheckRule(
    "rss.language-tag", .error, "the language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "RSS 2.0, language; BCP 47 (RFC 5646), 2.1")

  static let rssNoDirection = CheckRule(
    "rss.no-direction", .warning,
    "markup is in a right-to-left language without dir=\"rtl\"",
    because: "RSS has no direction of its own; wrap the markup in an element that has.",
    see: "HTML, 3.2.6.4 The dir attribute")
}
