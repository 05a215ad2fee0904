internal import WarraqMarkup
internal import WarraqXML

/// Reads RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0
/// (https://web.resource.org/rss/1.0/spec) and the 0.9x versions before them.
///
/// ```swift
/// let articles = try RSSReader().articles(in: bytes, context: &context)
/// ```
///
/// Each item is a record, so a feed of any length takes the memory of one batch. Of the channel,
/// what stands before the first item counts. Elements are recognised by their local names and by what
/// their namespace or prefix means; what the model cannot hold is kept in `Article.extra`.
public struct RSSReader: ArticleReader {
  /// How RSS is read.
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
      lists: [.init(["rss", "channel"], "item"), .init(["RDF"], "item")],
      head: { root in
        FeedHead(root: root)
      }, tree: XMLRecord.read)
  }

  /// Decodes one item.
  ///
  /// - Throws: `ConversionError` `xml.malformed`, `xml.too-deep`, `xml.too-large`;
  ///   `rss.unknown-root` when it is not RSS.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let tree = try XMLRecord.tree(record, context: &context)
    guard tree.root.isNamed("item") else {
      throw ConversionError(.rssUnknownRoot(tree.root.name), at: record.location)
    }
    let head = (record.preamble as? XMLPreamble)?.head as? FeedHead ?? FeedHead()
    var item = RSSItemReader(tree.root, head: head, limits: context.limits)
    item.read(tree.root)
    item.finish(&context, at: record.location)
    tree.account(in: &context.log.reading, passingOver: [])
    articles.append(item.feed.article)
  }
}

/// Makes an article from one item.
private struct RSSItemReader {
  var feed: FeedItem
  private var encoded: XMLTree.Element?
  private var description: XMLTree.Element?
  private var summary: XMLTree.Element?
  private var markup: XMLTree.Element?
  private var isPermanentLink = false
  private var updated: NewsDate?

  init(_ root: XMLTree.Element, head: FeedHead, limits: Limits) {
    feed = FeedItem(root, head: head, limits: limits)
  }

  mutating func read(_ item: XMLTree.Element) {
    for child in item.children {
      let (vocabulary, name) = child.feedName(own: feed.head.namespace)
      switch vocabulary {
      case .own: readOwn(child, name)
      case .content:
        if name == "encoded" { child.take(over: &encoded) } else { feed.keep(child, name) }
      case .atom: readAtom(child, name)
      case .xhtml: if name == "body" || name == "div" { markup = markup ?? child }
      default: feed.readExtension(child, vocabulary, name)
      }
    }
    if let about = item["rdf:about"] { readResource(about) }
  }

  /// Reads what RSS 1.0 names the item: its page, or an identifier that stands for the link as well.
  private mutating func readResource(_ about: String) {
    if feed.article.id.isEmpty { feed.article.id = about }
    let isPage = !URIText.isAbsolute(about) || about.hasPrefix("http")
    if isPage, feed.article.url == nil {
      feed.article.url = feed.address(about)
    } else if !isPage, feed.article.url == about {
      feed.article.url = nil
    }
  }

  private mutating func readOwn(_ child: XMLTree.Element, _ name: String) {
    switch name {
    case "title" where feed.article.headline == nil:
      feed.article.headline = child.nonEmptyText.map { FeedText.plain($0) }
    case "link" where feed.article.url == nil:
      feed.article.url = feed.address(child.nonEmptyText ?? child["href"], in: child)
    case "description": child.take(over: &description)
    case "summary": child.take(over: &summary)
    case "fullitem": child.take(over: &encoded)
    case "body", "content": child.take(over: &markup)
    case "guid" where feed.article.id.isEmpty:
      feed.article.id = child.text
      let flag = child.attribute("isPermaLink") { Bool($0.lowercased()) }
      isPermanentLink = flag ?? (child["isPermaLink"] == nil)
      if flag == nil { child.refuse("isPermaLink") }
    case "pubDate" where feed.article.published == nil,
      "pubdate" where feed.article.published == nil, "date" where feed.article.published == nil:
      feed.article.published = feed.date(child.nonEmptyText)
    case "author":
      var parts = child.children
      if parts.next() != nil,
        let author = Contributor(atom: child, base: feed.base(ofPerson: child))
      {
        feed.article.creators.append(author)
      } else {
        feed.readAuthor(child.namesOnLines ?? child.text)
      }
    case "category": readCategory(child)
    case "tags", "keywords":
      article(keywords: child)
    case "expirationDate":
      feed.article.expires = feed.date(child.nonEmptyText) ?? feed.article.expires
    case "source":
      let url = feed.address(child["url"], in: child)
      if let name = child.nonEmptyText ?? url {
        feed.article.sources.append(Source(name: name, url: url))
      }
    case "enclosure":
      feed.addEnclosure(href: child["url"], type: child["type"], length: child["length"])
    case "language": feed.article.language = child.nonEmptyText ?? feed.article.language
    default: feed.keep(child, name)
    }
  }

  private mutating func readAtom(_ child: XMLTree.Element, _ name: String) {
    switch name {
    case "link":
      if feed.readRelated(child) { return }
      guard let href = feed.address(child["href"], in: child) else { return }
      switch child.linkRelation {
      case "alternate": feed.article.url = feed.article.url ?? href
      case "enclosure":
        feed.addEnclosure(href: href, type: child["type"], length: child["length"])
      case "license": feed.addLicense(href)
      default: break
      }
    case "updated": updated = feed.date(child.nonEmptyText)
    case "published":
      feed.article.published = feed.article.published ?? feed.date(child.nonEmptyText)
    case "author":
      if let author = Contributor(atom: child, base: feed.base(ofPerson: child)) {
        feed.article.creators.append(author)
      }
    case "summary": summary = summary ?? child
    default: feed.keep(child, name)
    }
  }

  private mutating func article(keywords element: XMLTree.Element) {
    feed.article.keywords += KeywordText.keywords(in: element.text).map { Keyword($0) }
  }

  private mutating func readCategory(_ child: XMLTree.Element) {
    guard let text = child.nonEmptyText.map({ FeedText.plain($0) }) else { return }
    guard let domain = child["domain"], !domain.isEmpty else {
      feed.article.keywords.append(Keyword(text))
      return
    }
    let isCode = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D || $0 == 0x2E }
    feed.article.subjects.append(
      isCode
        ? Concept(scheme: domain, code: text)
        : Concept(names: [Concept.Name(text)], scheme: domain))
  }

  mutating func finish(_ context: inout ConversionContext, at location: SourceLocation) {
    if isPermanentLink, feed.article.url == nil, feed.article.id.hasPrefix("http") {
      feed.article.url = feed.article.id
    }
    // The description is the whole text where nothing else is, and then the summary.
    let contents = [encoded, markup].compactMap { $0 }
    let summaries = [description, summary].compactMap { $0 }
    let chosen = feed.readFirstBody(of: contents + summaries, Self.readBody)
    for (index, summary) in summaries.enumerated() where contents.count + index != chosen {
      readSummary(summary)
    }
    feed.article.modified = feed.article.modified ?? updated
    feed.finish(&context, at: location)
  }

  private static func readBody(_ element: XMLTree.Element, into feed: inout FeedItem) {
    // Unescaped markup is in the tree.
    var children = element.children
    if children.next() != nil {
      feed.readBody(element)
    } else {
      feed.readBody(html: element.rawText.trimmed, in: element)
    }
  }

  private mutating func readSummary(_ element: XMLTree.Element) {
    var children = element.children
    let text =
      children.next() != nil
      ? element.content().blocks.plainText : FeedText.lines(html: element.rawText)
    guard !text.isEmpty else { return }
    feed.article.summaries.append(RoleText(role: SummaryRole.summary, text: text))
  }
}

extension Diagnostic.Message {
  static func rssUnknownRoot(_ name: String) -> Self {
    Self(
      id: "rss.unknown-root",
      text: "expected the items of an RSS feed, found '\(name)'; name another format with --from")
  }
}
