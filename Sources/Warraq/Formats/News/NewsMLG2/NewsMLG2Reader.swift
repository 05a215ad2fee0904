internal import WarraqMarkup
internal import WarraqXML

/// Reads NewsML-G2, versions 2.9 to 2.35, Core and Power (https://iptc.org/standards/newsml-g2/).
///
/// ```swift
/// let articles = try NewsMLG2Reader().articles(in: bytes, context: &context)
/// ```
///
/// Each item of a `newsMessage` is a record, so a message of any length takes the memory of one
/// batch. A `packageItem` is an article whose related stories are what it packs. Items that are no
/// stories, such as a `conceptItem`, are skipped with a note. Elements are recognised by their local
/// names and bodies by what they hold: what agencies say about namespaces and content types is
/// often not so. Catalogs are never fetched.
public struct NewsMLG2Reader: ArticleReader {
  /// How NewsML-G2 is read.
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
      lists: [.init(["newsMessage", "itemSet"])],
      head: { root in
        var catalogs = NewsMLG2Catalogs()
        catalogs.add(from: root)
        catalogs.language = root.language
        for child in root.children where child.isNamed("header") { catalogs.add(from: child) }
        return catalogs
      }, tree: XMLRecord.read)
  }

  /// What is about the item and its way.
  private static let passedOver: Set<String> = [
    "catalog", "catalogRef", "fileName", "generator", "hash", "hopHistory", "profile", "service",
    "@conformance", "@standard", "@standardversion",
  ]

  /// Decodes one item.
  ///
  /// - Throws: `ConversionError` `xml.malformed`, `xml.too-deep`, `xml.too-large`;
  ///   `newsml.unknown-root` when it is no part of NewsML-G2.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let tree = try XMLRecord.tree(record, context: &context)
    let head = (record.preamble as? XMLPreamble)?.head as? NewsMLG2Catalogs
    var item = NewsMLG2ItemReader(catalogs: head ?? NewsMLG2Catalogs(), limits: context.limits)
    switch tree.root.name {
    case "newsItem", "packageItem": item.readItem(tree.root)
    // Parts of an item, as guidelines and mails quote them.
    case "contentMeta", "contentSet", "groupSet": item.readPart(tree.root)
    case "conceptItem", "knowledgeItem", "planningItem", "catalogItem":
      return context.log.emit(
        .note, .notAnArticle(tree.root.name, tree.root["guid"]), at: record.location)
    case let name: throw ConversionError(.unknownRoot(name), at: record.location)
    }
    item.finish(&context, at: record.location)
    context.log.keep(.element, item.article.extra)
    context.log.emit(doubtfulDatesOf: tree)
    tree.account(in: &context.log.reading, passingOver: Self.passedOver)
    articles.append(item.article)
  }
}

extension Diagnostic.Message {
  static func notAnArticle(_ name: String, _ guid: String?) -> Self {
    let which = guid.map { " '\($0)'" } ?? ""
    return Self(
      id: "newsml.not-an-article", text: "the \(name)\(which) is not an article and was skipped"
    )
  }

  static func unknownRoot(_ name: String) -> Self {
    Self(
      id: "newsml.unknown-root",
      text: "expected a newsItem, packageItem or newsMessage, found '\(name)'; name another format "
        + "with --from")
  }

  static func unknownBody(_ names: [String]) -> Self {
    Self(
      id: "newsml.unknown-body",
      text: "no text could be read from \(names.joined(separator: ", ")); the story has no body")
  }
}
