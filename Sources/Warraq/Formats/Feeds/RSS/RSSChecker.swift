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
  public var rules: [CheckRule] { CheckRule.xml + CheckRule.rss }

  /// `false`: a document says itself how it is encoded.
  public var readsText: Bool { false }

  /// XML Schema and its kin; there is no official one.
  public var schemaLanguage: SchemaLanguage { .xml }

  /// Finds items as the reader does.
  public func makeScanner() -> any RecordScanner {
    HeadCheckingScanner(
      XMLItemScanner(lists: [.init(["rss", "channel"], "item"), .init(["RDF"], "item")]) { root in
        var head = CheckedHead(FeedHead(root: root))
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
    var item = RSSItemCheck(checked, head: head?.info as? FeedHead ?? FeedHead(), findings)
    item.check()
    findings = item.findings
  }
}

extension CheckedHead {
  fileprivate mutating func checkChannel(_ root: XMLTree.Element) {
    if root.isNamed("rss"), root["version"] == nil { report(.rssNoVersion, at: root) }
    for channel in root.children where channel.isNamed("channel") {
      for child in channel.children {
        let (vocabulary, name) = child.feedName(own: root.namespace)
        guard case .own = vocabulary else { continue }
        switch name {
        case "language":
          if LanguageTag.wellFormed(child.text) != child.text {
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

  mutating func check() {
    let item = record.tree.root
    var names: Set<String> = []
    var markup: [XMLTree.Element] = []
    for child in item.children {
      let (vocabulary, name) = child.feedName(own: head.namespace)
      switch (vocabulary, name) {
      case (.own, _):
        let repeats = ["title", "link", "description", "guid", "pubDate", "author", "comments"]
        if repeats.contains(name), names.contains(name) {
          report(.rssRepeated, "'\(name)' occurs more than once in the item", at: child)
        }
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
    case "author":
      if !text.utf8.contains(UInt8(ascii: "@")) {
        report(.rssAuthor, "'\(text)' has no e-mail address", at: child)
      }
    case "enclosure":
      let missing = [("url", child["url"]), ("length", child["length"]), ("type", child["type"])]
        .filter { $0.1 == nil }.map { "'\($0.0)'" }
      if !missing.isEmpty {
        report(.rssEnclosure, "the enclosure has no \(missing.joined(separator: ", "))", at: child)
      }
    default: break
    }
  }

  private mutating func checkGuid(_ child: XMLTree.Element, _ text: String) {
    guard !text.isEmpty else { return report(.rssNoGuid, at: child) }
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
    guard text.utf8.count == 5, text.hasPrefix("+") || text.hasPrefix("-") else { return false }
    return text.dropFirst().utf8.allSatisfy { $0 &- 0x30 < 10 }
  }
}

extension CheckRule {
  static let rss = [
    rssUnknownRoot, rssNoVersion, rssChannel, rssEmptyChannel, rssNoTitle, rssRepeated, rssNoGuid,
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

  static let rssRepeated = CheckRule(
    "rss.repeated", .error, "an element that stands once occurs twice in an item",
    because: "Readers take the first or the last.",
    see: "RSS Advisory Board, Best Practices Profile")

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

  static let rssAuthor = CheckRule(
    "rss.author", .warning, "an author is not an e-mail address",
    because: "'me@a.example (Me)'. A name without an address belongs in dc:creator.",
    see: "RSS 2.0, author")

  static let rssEnclosure = CheckRule(
    "rss.enclosure", .error, "an enclosure lacks its url, length or type",
    because: "All three are required.", see: "RSS 2.0, enclosure")

  static let rssLink = CheckRule(
    "rss.link", .warning, "a link is not a whole address",
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
