internal import WarraqMarkup
internal import WarraqXML

/// Reads NITF 2.5 to 3.6, with and without a namespace (https://iptc.org/standards/nitf/).
///
/// ```swift
/// let articles = try NITFReader().articles(in: bytes, context: &context)
/// ```
///
/// A document is one story, and is in memory as a whole while it is decoded. Elements are recognised by
/// their local names. Notes between editors never reach the body. No DTD is ever fetched.
public struct NITFReader: ArticleReader {
  /// How NITF is read.
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
  public func makeScanner() -> any RecordScanner { XMLItemScanner(lists: []) }

  /// What is about the file and its way.
  private static let passedOver: Set<String> = ["ds", "iim", "revision-history", "@version"]

  /// Decodes one story.
  ///
  /// - Throws: `ConversionError` `xml.malformed`, `xml.too-deep`, `xml.too-large`;
  ///   `nitf.unknown-root` when it is not NITF.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let tree = try XMLRecord.tree(record, context: &context)
    guard tree.root.isNamed("nitf") else {
      throw ConversionError(.unknownNITFRoot(tree.root.name), at: record.location)
    }
    var story = NITFStoryReader(limits: context.limits)
    story.read(tree.root)
    let repeated = story.isWhole ? 0 : RepeatedHead.drop(from: &story.article)
    // Alerts have no headline, or an empty one; made of the first words it repeats nothing.
    if story.article.headline == nil, !story.isUntitled {
      story.article.headline = story.article.body.firstParagraph
    }
    if repeated > 0 { context.log.emit(.note, .repeatedHead(repeated), at: record.location) }
    context.log.emit(doubtfulDatesOf: tree)
    tree.account(in: &context.log.reading, passingOver: Self.passedOver)
    articles.append(story.article)
  }
}

extension Diagnostic.Message {
  static func unknownNITFRoot(_ name: String) -> Self {
    Self(
      id: "nitf.unknown-root",
      text: "expected nitf, found '\(name)'; name another format with --from")
  }
}
