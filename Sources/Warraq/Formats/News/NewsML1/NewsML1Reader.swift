internal import WarraqMarkup
internal import WarraqXML

/// Reads NewsML 1.0 to 1.2 as agencies send it (https://iptc.org/standards/newsml-1/).
///
/// ```swift
/// let articles = try NewsML1Reader().articles(in: bytes, context: &context)
/// ```
///
/// Each `NewsItem` of a document is a record, so a document of any length takes the memory of one
/// batch. A `NewsItem` is one story or, where it holds several with headlines of their own, one for
/// each. Elements are recognised by their names and contents by what they hold. No DTD and no catalog is
/// ever fetched.
public struct NewsML1Reader: ArticleReader {
  /// How NewsML 1 is read.
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
      lists: [.init(["NewsML"], "NewsItem")],
      head: { root in
        NewsML1Head(
          sender: root.first("NewsEnvelope")?.first("SentFrom")?.first("Party")?["FormalName"]
            ?? "",
          language: root["xml:lang"])
      }, tree: XMLRecord.read)
  }

  /// What is about the item and its way.
  private static let passedOver: Set<String> = [
    "Catalog", "Characteristics", "DateId", "DefaultVocabularyFor", "NewsEnvelope", "ProviderId",
    "TopicSet", "@Version",
  ]

  /// Decodes one item.
  ///
  /// - Throws: `ConversionError` `xml.malformed`, `xml.too-deep`, `xml.too-large`;
  ///   `newsml1.unknown-root` when it is not NewsML 1.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let tree = try XMLRecord.tree(record, context: &context)
    guard tree.root.isNamed("NewsItem") else {
      throw ConversionError(.unknownNewsML1Root(tree.root.name), at: record.location)
    }
    let head = (record.preamble as? XMLPreamble)?.head as? NewsML1Head
    // An item may hold others, which are stories of their own.
    for item in [tree.root] + tree.root.descendants(named: "NewsItem") {
      let reader = NewsML1ItemReader(item, head: head, limits: context.limits)
      let found = reader.articles(context: &context)
      if found.isEmpty {
        context.log.emit(
          .note, .notANewsML1Article(reader.article.id), at: tree.location(of: item))
      }
      for article in found { context.log.keep(.element, article.extra) }
      articles += found
    }
    context.log.emit(doubtfulDatesOf: tree)
    tree.account(in: &context.log.reading, passingOver: Self.passedOver)
  }
}

extension XMLTree.Element {
  /// The elements of that name at any depth below, outermost first.
  func descendants(named name: StaticString) -> [XMLTree.Element] {
    children.flatMap { child in
      (child.isNamed(name) ? [child] : []) + child.descendants(named: name)
    }
  }
}

/// What a document says for items that do not say it.
struct NewsML1Head: Sendable {
  /// Who sent it; empty where that is not said.
  let sender: String
  /// The language that it states.
  let language: String?
}

extension Diagnostic.Message {
  static func unknownNewsML1Root(_ name: String) -> Self {
    Self(
      id: "newsml1.unknown-root",
      text: "expected NewsML or NewsItem, found '\(name)'; name another format with --from")
  }

  static func notANewsML1Article(_ id: String) -> Self {
    Self(
      id: "newsml1.not-an-article",
      text: "the NewsItem '\(id)' holds neither text nor media and was skipped")
  }
}
