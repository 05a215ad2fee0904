internal import WarraqXML

/// Writes NewsML-G2 2.35 of conformance level power (https://iptc.org/standards/newsml-g2/).
///
/// ```swift
/// let bytes = try NewsMLG2Writer().document(of: [article], context: &context)
/// ```
///
/// One story is a `newsItem`; several are one `newsMessage`. The body is XHTML. Every document is
/// valid against the official schema whatever the articles hold. The README of the folder says
/// where each part of an article goes.
public struct NewsMLG2Writer: ArticleWriter {
  /// How NewsML-G2 is written.
  public struct Options: Sendable {
    /// The provider of stories that name neither a provider nor a publisher.
    public var provider: String?

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      Setting(
        "provider", .text("NAME"),
        help: "The provider of stories that name neither a provider nor a publisher."
      ) { options, text in
        options.provider = text.isEmpty ? nil : text
      }
    ]
  }

  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// A line end, so that each item of a message starts a line.
  public var separator: [UInt8] { [UInt8(ascii: "\n")] }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .alternateIDs, .version, .url, .language, .direction, .headline, .titles, .slugline,
      .section, .creators, .contributors, .contributorDetails, .byline, .dateline, .located,
      .created, .published, .modified, .embargoed, .expires, .partialDates:
      .kept
    case .dateText: .dropped
    case .paragraphs, .headings, .quotes, .lists, .tables, .preformatted, .dividers, .asides,
      .inlineMarkup, .links, .spans:
      .kept
    // Written as HTML says them; that they were figures of an asset and embeds is not said.
    case .figures, .embeds: .approximated
    case .readMore: .dropped
    case .summaries, .editorialNotes, .keywords, .subjects, .genres, .urgency, .status, .provider,
      .sources, .sourceDetails, .creditLine, .copyrightHolder, .copyrightNotice, .usageTerms,
      .dataMining, .digitalSourceType:
      .kept
    case .keywordConfidence: .kept
    case .media: .kept
    case .mediaData: .dropped
    case .related: .kept
    // A link with its title, address and identifier.
    case .relatedArticles: .approximated
    case .extra: .dropped
    }
  }

  /// Appends a `newsItem`.
  ///
  /// - Throws: `ConversionError` `newsml.no-date` when the story has no date and the context no
  ///   date of the source.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    var article = article
    if article.id.isEmpty { _ = Identification().apply(to: &article, context: &context) }
    var item = try NewsMLG2Item(article, provider: options.provider, context: &context)
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      item.write(to: &xml, context: &context)
    }
    return item.versionCreated
  }

  /// Makes a document: a `newsItem`, or a `newsMessage` when there are several.
  public func makeOutput() -> any ArticleOutput { NewsMLG2Output() }
}

/// One document: it holds the first item back until it knows whether there is another.
private struct NewsMLG2Output: ArticleOutput {
  private enum State {
    case empty
    case item([UInt8], versionCreated: NewsDate?)
    case message
  }

  private var state = State.empty

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {}

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let first = batch.parts.first else { return }
    switch state {
    case .empty:
      let versionCreated = first.info as? NewsDate
      if batch.parts.count == 1 {
        state = .item(batch.buffer.bytes, versionCreated: versionCreated)
        return
      }
      try startMessage(sent: context.sourceDate ?? versionCreated, sink)
    case .item(let bytes, let versionCreated):
      try startMessage(sent: context.sourceDate ?? versionCreated, sink)
      try sink.write(bytes)
      try sink.write([UInt8(ascii: "\n")])
    case .message: try sink.write([UInt8(ascii: "\n")])
    }
    state = .message
    try sink.write(batch.buffer.bytes)
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    var buffer = ByteBuffer()
    switch state {
    case .empty: throw ConversionError(.noArticle)
    case .item(let bytes, _):
      buffer.append(Self.declaration)
      buffer.append(contentsOf: bytes)
      buffer.append("\n" as StaticString)
    case .message: buffer.append("\n</itemSet>\n</newsMessage>\n" as StaticString)
    }
    try sink.write(buffer.bytes)
  }

  private func startMessage(sent: NewsDate?, _ sink: any ByteSink) throws(ConversionError) {
    var buffer = ByteBuffer()
    buffer.append(Self.declaration)
    buffer.append("<newsMessage xmlns=\"\(NewsMLG2.namespace)\">\n<header>\n  <sent>")
    if let sent { buffer.append(NewsMLG2.instant(sent).date) }
    buffer.append("</sent>\n</header>\n<itemSet>\n" as StaticString)
    try sink.write(buffer.bytes)
  }

  private static let declaration: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
}

extension Diagnostic.Message {
  static let noArticle = Self(
    id: "newsml.no-article", text: "a NewsML-G2 document holds at least one story, found none")
}
