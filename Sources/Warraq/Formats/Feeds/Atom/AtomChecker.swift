internal import WarraqMarkup
internal import WarraqXML

/// Checks Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287).
///
/// Each entry is looked at by itself, as by the reader.
public struct AtomChecker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of XML and of Atom.
  public var rules: [CheckRule] { CheckRule.xml + CheckRule.atom }

  /// `false`: a document says itself how it is encoded.
  public var readsText: Bool { false }

  /// RELAX NG, in which RFC 4287 gives one, and its kin.
  public var schemaLanguage: SchemaLanguage { .xml }

  /// Finds entries as the reader does.
  public func makeScanner() -> any RecordScanner {
    HeadCheckingScanner(
      XMLItemScanner(lists: [.init(["feed"], "entry")]) { root in
        var head = FeedContext()
        head.language = root["xml:lang"]
        head.hasAuthor = root.first("author") != nil
        var checked = CheckedHead(head)
        checked.checkFeed(root)
        return checked
      })
  }

  /// Checks the document, and that the feed has what it must have.
  public func makeWatcher(
    file: String, schemas: Schemas, limits: Limits
  ) -> (any InputWatcher)? {
    XMLFormatWatcher(
      file: file, schemas: schemas, limits: limits, hasOfficialSchema: false
    ) { _, schemas in
      schemas.choose(version: nil) { name in
        name.hasPrefix("atom") && name.hasSuffix(".rng") ? 0 : nil
      }
    } onFinish: { outline in
      guard let root = outline.root else { return [] }
      let place = SourceLocation(file: file, line: root.line)
      guard root.path == "feed" || root.path == "entry" else {
        return [Diagnostic(.atomUnknownRoot, "expected feed, found '\(root.path)'", at: place)]
      }
      if root.namespace.contains("purl.org/atom/ns#") {
        return [Diagnostic(.atomOldVersion, at: place)]
      }
      if root.namespace != FeedVocabulary.atomIRI {
        return [Diagnostic(.atomNamespace, at: place)]
      }
      guard root.path == "feed" else { return [] }
      return [("id", CheckRule.atomNoID), ("title", .atomNoTitle), ("updated", .atomNoUpdated)]
        .compactMap { name, rule in
          outline["feed/\(name)"] == nil
            ? Diagnostic(rule, "the feed has no '\(name)'", at: place) : nil
        }
    }
  }

  /// Looks at one entry.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let checked = CheckedRecord(record, &findings), checked.tree.root.isNamed("entry"),
      checked.tree.root.namespace?.contains("purl.org/atom/ns#") != true
    else { return }
    let head = (record.preamble as? XMLPreamble)?.head as? CheckedHead
    var entry = AtomEntryCheck(checked, head: head?.info as? FeedContext ?? FeedContext(), findings)
    entry.check()
    findings = entry.findings
  }
}

extension CheckedHead {
  /// Looks at the values that stand before the first entry.
  fileprivate mutating func checkFeed(_ feed: XMLTree.Element) {
    guard feed.namespace == FeedVocabulary.atomIRI else { return }
    if let language = feed["xml:lang"], !language.isEmpty,
      LanguageTag.wellFormed(language) != language
    {
      report(.atomLanguageTag, "'\(language)' is not a BCP 47 tag", at: feed)
    }
    for child in feed.children where child.namespace == feed.namespace {
      switch child.name {
      case "id":
        if !URISyntax.isURI(child.text, international: true) {
          report(.atomIDNotIRI, "the id '\(child.text)' of the feed is no IRI", at: child)
        }
      case "updated":
        if !JSONFormat.dateTime.accepts(child.text) {
          report(
            .atomDate, "'\(child.text)' in 'updated' is not a date and time of RFC 3339", at: child)
        }
      case "link": if child["href"] == nil { report(.atomLink, at: child) }
      case "category": if child["term"] == nil { report(.atomCategory, at: child) }
      default: break
      }
    }
  }
}

/// What entries need to know of their feed.
private struct FeedContext: Sendable {
  var language: String?
  var hasAuthor = false
}

/// Looks at one entry.
private struct AtomEntryCheck {
  var findings: Findings
  private let record: CheckedRecord
  private let head: FeedContext

  init(_ record: CheckedRecord, head: FeedContext, _ findings: Findings) {
    self.record = record
    self.head = head
    self.findings = findings
  }

  private mutating func report(
    _ rule: CheckRule, _ text: String? = nil, at element: XMLTree.Element
  ) {
    findings.report(rule, text, at: record.offset(element))
  }

  mutating func check() {
    let entry = record.tree.root
    let own = entry.children.filter { $0.namespace == entry.namespace }
    for (name, rule) in [
      ("id", CheckRule.atomNoID), ("title", .atomNoTitle), ("updated", .atomNoUpdated),
    ] where !own.contains(where: { $0.name == name }) {
      report(rule, "the entry has no '\(name)'", at: entry)
    }
    for name in ["id", "title", "updated", "published", "summary", "content", "rights", "source"] {
      for element in own.filter({ $0.name == name }).dropFirst() {
        report(.atomRepeated, "'\(name)' occurs more than once in the entry", at: element)
      }
    }
    for element in own { check(element) }
    let hasAuthor = own.contains { element in
      element.isNamed("author") || element.isNamed("source") && element.first("author") != nil
    }
    if !hasAuthor, !head.hasAuthor { report(.atomNoAuthor, at: entry) }
    let content = own.first { $0.isNamed("content") }
    let hasAlternate = own.contains {
      $0.isNamed("link") && $0["rel"] ?? "alternate" == "alternate"
    }
    if content == nil, !hasAlternate { report(.atomNoContent, at: entry) }
    if let content, content["src"] != nil, !own.contains(where: { $0.isNamed("summary") }) {
      report(.atomNoSummary, at: content)
    }
  }

  private mutating func check(_ element: XMLTree.Element) {
    if let language = element["xml:lang"], !language.isEmpty,
      LanguageTag.wellFormed(language) != language
    {
      report(.atomLanguageTag, "'\(language)' is not a BCP 47 tag", at: element)
    }
    switch element.name {
    case "id":
      let id = element.text
      if !URISyntax.isURI(id, international: true) {
        report(.atomIDNotIRI, "the id '\(id)' is no IRI", at: element)
      }
      findings.define(
        id, in: "id", .atomIDRepeated, "another entry of the feed has the id '\(id)'",
        at: record.offset(element))
    case "updated", "published":
      if !JSONFormat.dateTime.accepts(element.text) {
        report(
          .atomDate, "'\(element.text)' in '\(element.name)' is not a date and time of RFC 3339",
          at: element)
      }
    case "link": if element["href"] == nil { report(.atomLink, at: element) }
    case "category": if element["term"] == nil { report(.atomCategory, at: element) }
    case "content", "summary", "title": checkText(element)
    default: break
    }
  }

  private mutating func checkText(_ element: XMLTree.Element) {
    let children = element.children.map { $0 }
    let language = element["xml:lang"] ?? record.tree.root["xml:lang"] ?? head.language
    let isRightToLeft = language.map { TextDirection(language: $0) == .rightToLeft } ?? false
    switch element["type"] ?? "text" {
    case "xhtml":
      guard children.count == 1, let div = children.first, div.isNamed("div"),
        div.namespace == FeedVocabulary.xhtmlIRI
      else {
        return report(.atomDiv, at: element)
      }
      if isRightToLeft, !element.isNamed("title"), div["dir"] == nil {
        report(.atomNoDirection, at: element)
      }
    case "html":
      if !children.isEmpty { report(.atomEscape, at: element) }
      if isRightToLeft, !element.isNamed("title"), !element.rawText.prefix(400).contains("dir=") {
        report(.atomNoDirection, at: element)
      }
    case "text":
      if !children.isEmpty { report(.atomEscape, at: element) }
    default: break
    }
  }
}

extension CheckRule {
  static let atom = [
    atomUnknownRoot, atomNamespace, atomOldVersion, atomNoID, atomIDNotIRI, atomIDRepeated,
    atomNoTitle, atomNoUpdated, atomRepeated, atomDate, atomNoAuthor, atomNoContent, atomNoSummary,
    atomDiv, atomEscape, atomLink, atomCategory, atomLanguageTag, atomNoDirection,
  ]

  static let atomUnknownRoot = CheckRule(
    "atom.unknown-root", .error, "the root is neither 'feed' nor 'entry'",
    because: "Documents of Atom are one of them.", see: "RFC 4287, 2")

  static let atomNamespace = CheckRule(
    "atom.namespace", .error, "the root is not in the namespace of Atom",
    because: "It is 'http://www.w3.org/2005/Atom'.", see: "RFC 4287, 1.2")

  static let atomOldVersion = CheckRule(
    "atom.old-version", .warning, "the feed is of Atom 0.3, a draft that was withdrawn",
    because: "Its elements have other names and dates. Write Atom 1.0.", see: "RFC 4287, 1.2")

  static let atomNoID = CheckRule(
    "atom.no-id", .error, "the feed or an entry has no id",
    because: "It is how readers know an entry again.", see: "RFC 4287, 4.1.1, 4.1.2")

  static let atomIDNotIRI = CheckRule(
    "atom.id-not-iri", .error, "an id is no IRI",
    because: "It is an IRI that never changes: 'urn:…', 'tag:…'.", see: "RFC 4287, 4.2.6")

  static let atomIDRepeated = CheckRule(
    "atom.id-repeated", .warning, "two entries have one id",
    because: "They are versions of one entry then, and must differ in 'updated'. Most readers show "
      + "one of them.",
    see: "RFC 4287, 4.1.1")

  static let atomNoTitle = CheckRule(
    "atom.no-title", .error, "the feed or an entry has no title",
    because: "It may be empty, but must be there.", see: "RFC 4287, 4.1.1, 4.1.2")

  static let atomNoUpdated = CheckRule(
    "atom.no-updated", .error, "the feed or an entry has no date 'updated'",
    because: "Readers order entries by it.", see: "RFC 4287, 4.1.1, 4.1.2")

  static let atomRepeated = CheckRule(
    "atom.repeated", .error, "an element that stands once occurs twice in an entry",
    because: "Readers take the first or the last.", see: "RFC 4287, 4.1.2")

  static let atomDate = CheckRule(
    "atom.date", .error, "a date is not as RFC 3339 writes it",
    because: "It is '2024-05-01T10:00:00+03:00', with a time and a zone.",
    see: "RFC 4287, 3.3; RFC 3339, 5.6")

  static let atomNoAuthor = CheckRule(
    "atom.no-author", .error, "neither an entry nor its feed has an author",
    because: "One of them must have one.", see: "RFC 4287, 4.1.2")

  static let atomNoContent = CheckRule(
    "atom.no-content", .error, "an entry has neither content nor an alternate link",
    because: "One of them must be there.", see: "RFC 4287, 4.1.2")

  static let atomNoSummary = CheckRule(
    "atom.no-summary", .error, "content lies elsewhere, and there is no summary",
    because: "An entry whose content has a 'src' must have a summary.", see: "RFC 4287, 4.1.2")

  static let atomDiv = CheckRule(
    "atom.div", .error, "XHTML does not stand in one div",
    because: "A text of type 'xhtml' has one child, a div in the namespace of XHTML.",
    see: "RFC 4287, 3.1.1.3")

  static let atomEscape = CheckRule(
    "atom.escape", .error, "markup in a text of type 'html' or 'text' is not escaped",
    because: "A text of type 'html' or 'text' has no child elements; escape the markup, or say "
      + "'xhtml'.",
    see: "RFC 4287, 3.1.1")

  static let atomLink = CheckRule(
    "atom.link", .error, "a link has no href", because: "It is required.",
    see: "RFC 4287, 4.2.7.1")

  static let atomCategory = CheckRule(
    "atom.category", .error, "a category has no term", because: "It is required.",
    see: "RFC 4287, 4.2.2.1")

  static let atomLanguageTag = CheckRule(
    "atom.language-tag", .error, "a language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "RFC 4287, 2; BCP 47 (RFC 5646), 2.1")

  static let atomNoDirection = CheckRule(
    "atom.no-direction", .warning, "markup is in a right-to-left language without dir=\"rtl\"",
    because: "Atom has no direction of its own; set it on the div.",
    see: "HTML, 3.2.6.4 The dir attribute")
}
