internal import WarraqMarkup

/// Writes RSS 2.0 (https://www.rssboard.org/rss-specification) or RSS 1.0
/// (https://web.resource.org/rss/1.0/spec) with the whole stories in it.
///
/// ```swift
/// var options = RSSWriter.Options()
/// options.title = "Harbour Wire"
/// options.link = "https://harbour.example/"
/// let bytes = try RSSWriter(options).document(of: articles, context: &context)
/// ```
///
/// All articles are items of one channel, written as they come in RSS 2.0. The channel of RSS 1.0
/// names all its items before the first one, so that those wait in a file without a name. The README of the folder says where
/// each part of an article goes.
public struct RSSWriter: ArticleWriter {
  /// How RSS is written.
  public struct Options: Sendable {
    /// The version of RSS; ``Version/v20`` by default.
    public var version = Version.v20
    /// The name of the feed; `nil` for the name of the first story's provider or publisher.
    public var title: String?
    /// The address of the home page; `nil` for the home page of the site of the first story.
    public var link: String?
    /// What the feed is about; `nil` for its title.
    public var description: String?

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice(
        "rss-version", \.version,
        help: "Write RSS 2.0 or RSS 1.0, which is RDF; 2.0 by default."),
      Setting(
        "title", .text("TITLE"),
        help: "The name of the feed; without it that of the first story's provider."
      ) { options, text in
        options.title = text.isEmpty ? nil : text
      },
      Setting(
        "link", .text("URL"),
        help: "The home page of the feed; without it that of the first story's site."
      ) { options, text throws(ConversionError) in
        guard text.isEmpty || URIText.link(text) != nil else {
          throw ConversionError(
            .badSetting("link", text, expected: "an address that starts with http"))
        }
        options.link = text.isEmpty ? nil : text
      },
      Setting(
        "description", .text("TEXT"),
        help: "What the feed is about; without it its title again."
      ) { options, text in
        options.description = text.isEmpty ? nil : text
      },
    ]
  }

  /// A version of RSS.
  @nonexhaustive
  public enum Version: String, Hashable, Sendable, CaseIterable {
    /// RSS 1.0, an application of RDF.
    case v10 = "1.0"
    /// RSS 2.0.
    case v20 = "2.0"
  }

  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// A line end, so that each item starts a line.
  public var separator: [UInt8] { [UInt8(ascii: "\n")] }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .alternateIDs, .version: .dropped
    case .url, .language, .direction, .headline: .kept
    case .titles, .slugline: .dropped
    // A category without a vocabulary.
    case .section: .approximated
    case .creators, .contributors: .kept
    case .contributorDetails: .dropped
    // The creator where the story names no other.
    case .byline: .approximated
    // The first paragraph.
    case .dateline: .flattened
    case .located: .dropped
    case .created, .published, .modified: .kept
    case .embargoed, .expires: .dropped
    // Dublin Core says them as they are, beside a full pubDate.
    case .partialDates: .kept
    case .dateText: .dropped
    case .paragraphs, .headings, .quotes, .lists, .tables, .preformatted, .dividers, .asides,
      .inlineMarkup, .deletions, .insertions, .footnotes, .links, .spans:
      .kept
    case .figures, .embeds: .approximated
    case .readMore: .dropped
    // One, without its role.
    case .summaries: .approximated
    case .editorialNotes: .dropped
    case .keywords: .kept
    case .keywordConfidence: .dropped
    // A category of a vocabulary: a name, else a code.
    case .subjects: .approximated
    case .genres, .urgency, .status: .dropped
    case .provider, .sources: .kept
    // The first source's address, which RSS 1.0 cannot hold.
    case .sourceDetails: options.version == .v20 ? .approximated : .dropped
    case .creditLine: .dropped
    case .copyrightHolder, .copyrightNotice, .usageTerms: .kept
    case .dataMining, .digitalSourceType: .dropped
    case .media: .kept
    case .mediaData: .dropped
    case .related: .kept
    // A link with its title.
    case .relatedArticles: .approximated
    case .extra, .input: .dropped
    }
  }

  /// Appends an `item`.
  ///
  /// - Throws: nothing; what cannot be written is left out with a warning.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    var article = article
    if article.id.isEmpty { _ = Identification().apply(to: &article, context: &context) }
    var item = RSSItem(article, version: options.version)
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      item.write(to: &xml, context: &context)
    }
    var channel = RSSChannel(first: article)
    if options.version == .v10 { channel.item = RSSItem.resource(of: article) }
    return channel
  }

  /// Makes a feed.
  public func makeOutput() -> any ArticleOutput {
    switch options.version {
    case .v10: RDFOutput(options: options)
    case .v20: RSSOutput(options: options)
    }
  }
}

/// What the channel takes from its first story where the options say nothing.
struct RSSChannel: Sendable {
  var title: String?
  var link: String?
  /// The resource that the item is in RSS 1.0.
  var item: String?

  init() {}

  init(first article: Article) {
    let publisher = article.sources.first { $0.role == SourceRole.publisher }
    title = [article.provider?.name, publisher?.name].compactMap { $0 }.first { !$0.isBlank }
    link = article.url.flatMap { URIText.link($0) }.flatMap { Self.home(of: $0) }
  }

  /// What every channel has to say: its title, its link and what it is about.
  func elements(
    _ options: RSSWriter.Options, _ context: inout ConversionContext
  ) -> [(name: StaticString, text: String)] {
    let title = options.title ?? title ?? "News"
    let link = (options.link ?? link).flatMap { URIText.link($0) }
    if link == nil { context.log.emit(.warning, .noFeedLink) }
    return [
      ("title", FeedText.unmistakable(title)), ("link", link ?? FeedHead.feedIRI),
      ("description", FeedText.unmistakable(options.description ?? title)),
    ]
  }

  /// The scheme and the authority of an address.
  private static func home(of address: String) -> String? {
    guard address.lowercased().hasPrefix("http") else { return nil }
    let parts = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    guard parts.count > 1 else { return nil }
    let host = parts[1].prefix { $0 != "?" && $0 != "#" }
    return "\(parts[0])//\(host)/"
  }
}

private struct RSSOutput: ArticleOutput {
  let options: RSSWriter.Options
  private var hasStarted = false

  init(options: RSSWriter.Options) { self.options = options }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {}

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let first = batch.parts.first else { return }
    if !hasStarted {
      try start(first.info as? RSSChannel ?? RSSChannel(), sink, &context)
    } else {
      try sink.write([UInt8(ascii: "\n")])
    }
    try sink.write(batch.buffer.bytes)
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    // A feed without items is a feed.
    if !hasStarted { try start(RSSChannel(), sink, &context) }
    try sink.write(Array("\n</channel>\n</rss>\n".utf8))
  }

  var resumptionState: [UInt8]? { [hasStarted ? 1 : 0] }

  mutating func resume(from state: [UInt8]) { hasStarted = state == [1] }

  private mutating func start(
    _ channel: RSSChannel, _ sink: any ByteSink, _ context: inout ConversionContext
  ) throws(ConversionError) {
    hasStarted = true
    var buffer = ByteBuffer()
    buffer.append(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:content="\(FeedVocabulary.contentIRI)" \
      xmlns:dc="\(FeedVocabulary.dublinCoreIRI)" xmlns:dcterms="\(FeedVocabulary.termsIRI)" \
      xmlns:media="\(FeedVocabulary.mediaIRI)" xmlns:atom="\(FeedVocabulary.atomIRI)">
      <channel>

      """)
    let values = channel.elements(options, &context) + [("generator", FeedHead.generator)]
    for (name, value) in values {
      XMLWriter.append(to: &buffer, context: &context) { xml, _ in xml.element(name, value) }
      buffer.append("\n" as StaticString)
    }
    try sink.write(buffer.bytes)
  }
}

extension Diagnostic.Message {
  static let noFeedLink = Self(
    id: "rss.no-link", text: "the feed has no home page; name one with --link")
}
