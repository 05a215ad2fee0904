internal import WarraqMarkup
internal import WarraqXML

/// Checks Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287).
///
/// Each entry is looked at by itself, as by the reader.
public struct AtomChecker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of XML and of Atom.
  public var rules: [CheckRule] {
    CheckRule.xml + CheckRule.atom + CheckRule.feedElements + [.feedPages]
  }

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
    if feed.namespace?.contains("purl.org/atom/ns#") ?? false,
      let version = feed["version"], version != "0.3"
    {
      report(.atomDraft, at: feed)
    }
    guard feed.namespace == FeedVocabulary.atomIRI else { return }
    var elements = FeedElementCheck(own: feed.namespace)
    elements.check(feed, as: "feed")
    for breach in elements.breaches { report(breach.rule, breach.text, at: breach.element) }
    if let language = feed["xml:lang"], !language.isEmpty,
      LanguageTag.wellFormed(language) != language
    {
      report(.atomLanguageTag, "'\(language)' is not a BCP 47 tag", at: feed)
    }
    for child in feed.children where child.namespace == feed.namespace {
      if ["rights", "subtitle", "title"].contains(child.name), child["type"] == "xhtml",
        !child.holdsDiv
      {
        report(.atomDiv, at: child)
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
    var elements = FeedElementCheck(own: entry.namespace)
    elements.check(entry, as: "entry")
    for breach in elements.breaches { report(breach.rule, breach.text, at: breach.element) }
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
      findings.define(
        id, in: "id", .atomIDRepeated, "another entry of the feed has the id '\(id)'",
        at: record.offset(element))
    case "content":
      checkText(element)
      checkContent(element)
    case "summary", "title", "rights": checkText(element)
    default: break
    }
  }

  private mutating func checkText(_ element: XMLTree.Element) {
    let children = element.children.map { $0 }
    let language = element["xml:lang"] ?? record.tree.root["xml:lang"] ?? head.language
    let isRightToLeft = language.map { TextDirection(language: $0) == .rightToLeft } ?? false
    switch element["type"] ?? "text" {
    case "xhtml":
      guard element.holdsDiv, let div = children.first else {
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

extension AtomEntryCheck {
  /// Content of a media type, here or elsewhere (RFC 4287, 4.1.3).
  private mutating func checkContent(_ element: XMLTree.Element) {
    let type = element["type"]?.lowercased()
    let isElsewhere = element["src"] != nil
    let isWord = ["text", "html", "xhtml"].contains(type ?? "text")
    if isElsewhere ? type != nil && isWord : false {
      report(.atomContentType, "content that lies elsewhere has no media type", at: element)
    }
    if let type, !isWord,
      !FeedValue.accepts(type, as: "mime") || type.hasPrefix("multipart/")
        || type.hasPrefix("message/")
    {
      report(.atomContentType, "'\(type)' is no media type of content", at: element)
    }
    var children = element.children
    let hasChildren = children.next() != nil
    if isElsewhere, hasChildren || !element.text.isBlank {
      report(.atomContentType, "content that lies elsewhere is not empty", at: element)
    }
    guard let type, !isWord, !isElsewhere else { return }
    let isXML = type.hasSuffix("+xml") || type.hasSuffix("/xml")
    if isXML, hasChildren, !element.directText.isBlank {
      report(.atomContentType, "text stands beside the element of the content", at: element)
    } else if type.hasPrefix("text/"), hasChildren {
      report(.atomEscape, at: element)
    } else if !isXML, !type.hasPrefix("text/") {
      let digits = element.rawText.utf8.filter { $0 > 0x20 }
      if hasChildren || digits.withUnsafeBufferPointer({ Base64.decode($0) }) == nil {
        report(.atomContentType, "content of the type '\(type)' is not in Base64", at: element)
      }
      if !record.tree.root.children.contains(where: { $0.isNamed("summary") }) {
        report(.atomNoSummary, at: element)
      }
    }
  }
}

extension XMLTree.Element {
  /// Whether there is one element in it, a `div` of XHTML.
  fileprivate var holdsDiv: Bool {
    var children = self.children
    guard let div = children.next(), children.next() == nil else { return false }
    return div.isNamed("div") && div.namespace == FeedVocabulary.xhtmlIRI
  }
}

extension CheckRule {
  static let atom = [
    atomUnknownRoot, atomNamespace, atomOldVersion, atomDraft, atomNoID, atomIDNotIRI,
    atomIDRepeated,
    atomNoTitle, atomNoUpdated, atomRepeated, atomDate, atomNoAuthor, atomNoContent,
    atomContentType, atomNoSummary, atomLink, atomCategory,
    atomDiv, atomEscape, atomLanguageTag, atomNoDirection,
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

  static let atomDraft = CheckRule(
    "atom.draft", .error, "the feed is of a draft of Atom that no program reads",
    because: "Write Atom 1.0.", see: "RFC 4287, 1.2")

  static let atomContentType = CheckRule(
    "atom.content-type", .error, "content is not what its type says",
    because: "A media type says whether it is text, XML or Base64; what lies elsewhere is empty.",
    see: "RFC 4287, 4.1.3")

  static let atomNoID = CheckRule(
    "atom.no-id", .error, "the feed or an entry has no id",
    because: "It is how readers know an entry again.", see: "RFC 4287, 4.1.1, 4.1.2")

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

  static let atomLanguageTag = CheckRule(
    "atom.language-tag", .error, "a language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "RFC 4287, 2; BCP 47 (RFC 5646), 2.1")

  static let atomNoDirection = CheckRule(
    "atom.no-direction", .warning, "markup is in a right-to-left language without dir=\"rtl\"",
    because: "Atom has no direction of its own; set it on the div.",
    see: "HTML, 3.2.6.4 The dir attribute")
}
