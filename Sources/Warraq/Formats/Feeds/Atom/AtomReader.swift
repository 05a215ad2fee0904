internal import WarraqMarkup
internal import WarraqXML

/// Reads Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287) and 0.3.
///
/// ```swift
/// let articles = try AtomReader().articles(in: bytes, context: &context)
/// ```
///
/// Each entry is a record, so a feed of any length takes the memory of one batch; a document may
/// also be one entry. Of the feed, what stands before the first entry counts. What the model has no
/// place for is kept in `Article.extra`.
public struct AtomReader: ArticleReader {
  /// How Atom is read.
  public struct Options: Sendable {
    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = []
  }

  /// Makes a reader.
  public init(_ options: Options = Options()) {}

  /// `false`: a document says itself how it is encoded.
  public var readsText: Bool { false }

  /// Makes a scanner for one document.
  public func makeScanner() -> any RecordScanner {
    XMLItemScanner(
      lists: [.init(["feed"], "entry")], head: { root in FeedHead(root: root) },
      tree: XMLRecord.read)
  }

  /// Decodes one entry.
  ///
  /// - Throws: `ConversionError` `xml.malformed`, `xml.too-deep`, `xml.too-large`;
  ///   `atom.unknown-root` when it is not Atom.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let tree = try XMLRecord.tree(record, context: &context)
    guard tree.root.isNamed("entry") else {
      throw ConversionError(.atomUnknownRoot(tree.root.name), at: record.location)
    }
    let head = (record.preamble as? XMLPreamble)?.head as? FeedHead
    var entry = AtomEntryReader(tree.root, head: head, limits: context.limits)
    entry.read(tree.root)
    entry.feed.finish(&context, at: record.location)
    tree.account(in: &context.log.reading, passingOver: [])
    articles.append(entry.feed.article)
  }
}

/// Makes an article from one entry.
private struct AtomEntryReader {
  var feed: FeedItem
  private var content: XMLTree.Element?
  private var summary: XMLTree.Element?
  private var updated: NewsDate?
  /// The page of the story, and how likely it is that.
  private var page: (href: String, rank: Int, link: XMLTree.Element)?

  init(_ root: XMLTree.Element, head: FeedHead?, limits: Limits) {
    var head = head ?? FeedHead()
    head.namespace = head.namespace ?? root.namespace
    feed = FeedItem(root, head: head, limits: limits)
  }

  mutating func read(_ entry: XMLTree.Element) {
    for child in entry.children {
      let (vocabulary, name) = child.feedName(own: feed.head.namespace)
      switch vocabulary {
      case .own, .atom: readOwn(child, name)
      default: feed.readExtension(child, vocabulary, name)
      }
    }
    feed.article.modified = feed.article.modified ?? updated
    if let page { feed.article.url = page.href }
    readTexts()
  }

  /// Reads the content and the summary, which is all there is to read where the content is empty.
  private mutating func readTexts() {
    let hasBody = content.map { feed.head.isOurs || $0["src"] != nil } ?? false
    guard let content, let summary, !hasBody else {
      if let content { readContent(content) }
      if let summary { readSummary(summary) }
      return
    }
    readContent(content)
    guard !feed.article.body.hasWords else { return readSummary(summary) }
    let pictures = feed.article.body
    feed.article.body = []
    self.content = nil
    readSummary(summary)
    feed.article.body = pictures + feed.article.body
  }

  private mutating func readOwn(_ child: XMLTree.Element, _ name: String) {
    switch name {
    case "id" where feed.article.id.isEmpty:
      feed.article.id = Atom.identifier(of: child.text)
    case "title" where feed.article.headline == nil: feed.article.headline = text(child)
    case "updated":
      if child.isOwn { updated = feed.date(child.nonEmptyText) } else { child.settle() }
    case "modified": updated = updated ?? feed.date(child.nonEmptyText)
    case "published" where feed.article.published == nil,
      "issued" where feed.article.published == nil:
      feed.article.published = feed.date(child.nonEmptyText)
    case "created": feed.article.created = feed.date(child.nonEmptyText)
    case "author":
      if child.isOwn, let author = Contributor(atom: child, base: feed.base(ofPerson: child)) {
        feed.article.creators.append(author)
      }
    case "contributor":
      if let person = Contributor(atom: child, base: feed.base(ofPerson: child)) {
        feed.article.contributors.append(person)
      }
    case "link": readLink(child)
    case "category": readCategory(child)
    case "rights" where feed.article.copyrightNotice == nil,
      "copyright" where feed.article.copyrightNotice == nil:
      feed.article.copyrightNotice = text(child)
    case "content":
      // One with an address is empty.
      if content?["src"] == nil { child.take(over: &content) }
    case "summary" where summary == nil || summary?.nonEmptyText == nil: summary = child
    case "source": readSource(child)
    default: feed.keep(child, name)
    }
  }

  private mutating func readLink(_ link: XMLTree.Element) {
    if feed.readRelated(link) { return }
    // Atom 0.3 and others wrote the address as RSS does.
    guard let href = feed.address(link["href"] ?? link.nonEmptyText, in: link) else { return }
    switch link.linkRelation {
    case "alternate":
      let rank = pageRank(of: link)
      if let page, page.rank >= rank {
        if page.href != href { link.refuse("href") }
      } else {
        if let page, page.href != href { page.link.refuse("href") }
        page = (href, rank, link)
      }
    case "enclosure":
      feed.addEnclosure(href: href, type: link["type"], length: link["length"])
    case "license": feed.addLicense(href)
    case "via": feed.article.sources.append(Source(name: link["title"] ?? href, url: href))
    default: break
    }
  }

  /// How likely an alternate is the page of the story, and no translation, page for telephones or file.
  private func pageRank(of link: XMLTree.Element) -> Int {
    var rank =
      switch link["type"]?.lowercased() {
      case "text/html", "application/xhtml+xml": 2
      case nil: 1
      default: 0
      }
    if let medium = link["media"]?.trimmed.lowercased(), medium != "all", medium != "screen" {
      rank -= 4
    }
    if let language = link["hreflang"]?.trimmed,
      let own = feed.article.language ?? feed.head.language
    {
      rank += LanguageTag.isSameLanguage(language, own) ? 4 : -8
    }
    return rank
  }

  private mutating func readCategory(_ category: XMLTree.Element) {
    guard let term = category["term"] ?? category.nonEmptyText, !term.isBlank else { return }
    let label = category["label"]
    guard let scheme = category["scheme"], !scheme.isEmpty else {
      feed.article.keywords.append(Keyword(label ?? term))
      if let label, label != term { category.refuse("term") }
      return
    }
    feed.article.subjects.append(
      Concept(names: label.map { [Concept.Name($0)] } ?? [], scheme: scheme, code: term))
  }

  private mutating func readSource(_ source: XMLTree.Element) {
    var result = Source(name: "")
    for child in source.children {
      switch child.name {
      case "title": result.name = text(child) ?? ""
      case "id": result.iri = child.nonEmptyText
      case "link":
        if child.linkRelation == "alternate" {
          result.url = feed.address(child["href"], in: child)
        }
      default: break
      }
    }
    guard let name = result.name.isEmpty ? result.url ?? result.iri : result.name else { return }
    result.name = name
    feed.article.sources.append(result)
  }

  // MARK: - Text constructs

  /// A text construct in plain text (RFC 4287, 3.1).
  private func text(_ element: XMLTree.Element) -> String? {
    let text = FeedText.oneLine(lines(element))
    return text.isEmpty ? nil : text
  }

  private func lines(_ element: XMLTree.Element) -> String {
    if let html = encoded(element) { return FeedText.lines(html: html) }
    switch element["type"]?.lowercased() {
    case "html", "text/html":
      return FeedText.lines(html: element.rawText)
    case "xhtml", "application/xhtml+xml": return markup(element)
    case "text", "text/plain": return element.text
    case let type? where !type.contains("/"):
      element.refuse("type")
      return element.text
    // What Atom 0.3 calls escaped is markup that was escaped, or text.
    case nil where element["mode"] == "escaped": return FeedText.plain(element.text)
    default:
      // Text, says the standard (3.1.1); whole paragraphs of markup are meant as such.
      return FeedText.isMarkup(element.rawText)
        ? FeedText.lines(html: element.rawText) : element.text
    }
  }

  /// What is in Base64 and is HTML: by its mode in Atom 0.3, by a media type that is neither text
  /// nor XML in Atom 1.0 (RFC 4287, 4.1.3.3).
  private func encoded(_ element: XMLTree.Element) -> String? {
    let type = element["type"]?.lowercased() ?? ""
    let isOther = type.contains("/") && !type.hasPrefix("text/") && !type.hasSuffix("xml")
    guard isOther || element["mode"] == "base64" else { return nil }
    let text = element.rawText.utf8.filter { $0 > 0x20 }
    return text.withUnsafeBufferPointer { Base64.decode($0) }
      .flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// What the one `div` of a text construct says: a `title` is never shown in HTML.
  private func markup(_ element: XMLTree.Element) -> String {
    var children = element.children
    guard let div = children.next(), children.next() == nil else { return element.text }
    return div.content().blocks.plainText
  }

  private mutating func readSummary(_ element: XMLTree.Element) {
    let text = lines(element)
    guard !text.isEmpty else { return }
    if feed.article.body.isEmpty, content == nil {
      // The summary is all there is to read.
      if let html = encoded(element) { return feed.readBody(html: html, in: element) }
      switch element["type"]?.lowercased() {
      case "html", "text/html": feed.readBody(html: element.rawText, in: element)
      case "xhtml", "application/xhtml+xml": feed.readBody(element)
      default:
        if FeedText.isMarkup(element.rawText) {
          feed.readBody(html: element.rawText, in: element)
        } else {
          feed.readBody(text: element.text, in: element)
        }
      }
    } else {
      feed.article.summaries.append(RoleText(role: SummaryRole.summary, text: text))
    }
  }

  private mutating func readContent(_ element: XMLTree.Element) {
    if let source = element["src"] {
      let type = element["type"].flatMap { $0.contains("/") ? $0 : nil }
      feed.addEnclosure(
        href: feed.address(source, in: element), type: type, length: nil)
      // What has an address is empty, but not everybody knows.
      if element.nonEmptyText == nil { return }
    }
    if let html = encoded(element) { return feed.readBody(html: html, in: element) }
    let type = element["type"]?.lowercased() ?? "text"
    let isEscaped = element["mode"] == "escaped"
    var children = element.children
    let hasMarkup = children.next() != nil
    switch type {
    case "html", "text/html":
      hasMarkup ? feed.readBody(element) : feed.readBody(html: element.rawText, in: element)
    case "xhtml", "application/xhtml+xml":
      isEscaped && !hasMarkup
        ? feed.readBody(html: element.rawText, in: element) : feed.readBody(element)
    case "text", "text/plain":
      if hasMarkup {
        feed.readBody(element)
      } else if element["type"] == nil, FeedText.isMarkup(element.rawText) {
        feed.readBody(html: element.rawText, in: element)
      } else {
        feed.readBody(text: element.rawText, in: element)
      }
    default: readOther(element, type: type, hasMarkup: hasMarkup)
    }
  }

  /// Content of another media type: XML, or bytes in Base64 (RFC 4287, 4.1.3.3).
  private mutating func readOther(_ element: XMLTree.Element, type: String, hasMarkup: Bool) {
    if !type.contains("/") { element.refuse("type") }
    if hasMarkup { return feed.readBody(element) }
    if type.hasPrefix("text/") { return feed.readBody(text: element.rawText, in: element) }
    let text = element.rawText.utf8.filter { $0 > 0x20 }
    guard let bytes = text.withUnsafeBufferPointer({ Base64.decode($0) }) else {
      return feed.readBody(html: element.rawText, in: element)
    }
    if let string = String(validating: bytes, as: UTF8.self) {
      return feed.readBody(html: string, in: element)
    }
    feed.article.media.append(
      Asset(
        id: "media-\(feed.article.media.count + 1)",
        renditions: [Asset.Rendition(mediaType: type, sizeInBytes: bytes.count, data: bytes)]))
  }
}

/// What reader and writer of Atom agree on.
enum Atom {
  /// The IRI that an identifier that is none is put into.
  static let identifiers = "urn:warraq:id:"

  /// The namespace of the attribute of what the standard wants and the story does not have.
  static let namespace = "urn:warraq:atom"

  /// The identifier that an `id` stands for.
  static func identifier(of id: String) -> String {
    id.hasPrefix(identifiers)
      ? URIText.decodedSegment(String(id.dropFirst(identifiers.count))) : id
  }
}

extension XMLTree.Element {
  /// Whether the story says it, and not the writer because the standard wants it.
  fileprivate var isOwn: Bool { self["warraq:default"] == nil }
}

extension Diagnostic.Message {
  static func atomUnknownRoot(_ name: String) -> Self {
    Self(
      id: "atom.unknown-root",
      text: "expected the entries of an Atom feed, found '\(name)'; name another format with --from"
    )
  }
}
