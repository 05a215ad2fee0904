internal import WarraqMarkup

/// Writes Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287) with the whole stories in it.
///
/// ```swift
/// var options = AtomWriter.Options()
/// options.title = "Harbour Wire"
/// let bytes = try AtomWriter(options).document(of: articles, context: &context)
/// ```
///
/// All articles are entries of one feed, written as they come. The README of the folder says where
/// each part of an article goes.
public struct AtomWriter: ArticleWriter {
  /// How Atom is written.
  public struct Options: Sendable {
    /// The name of the feed; `nil` for the name of the first story's provider or publisher.
    public var title: String?
    /// The address of the home page, which is the identifier of the feed as well; `nil` to make
    /// one from the first story.
    public var link: String?
    /// What the feed is about.
    public var description: String?

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      Setting(
        "title", .text("TITLE"),
        help: "The name of the feed; without it that of the first story's provider."
      ) { options, text in
        options.title = text.isEmpty ? nil : text
      },
      Setting(
        "link", .text("URL"),
        help: "The home page of the feed and its identifier; without it one is made."
      ) { options, text throws(ConversionError) in
        guard text.isEmpty || URIText.link(text) != nil else {
          throw ConversionError(
            .badSetting("link", text, expected: "an address that starts with http"))
        }
        options.link = text.isEmpty ? nil : text
      },
      Setting("description", .text("TEXT"), help: "What the feed is about; without it nothing.") {
        options, text in
        options.description = text.isEmpty ? nil : text
      },
    ]
  }

  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// A line end, so that each entry starts a line.
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
    // The identifiers.
    case .contributorDetails: .approximated
    // The author where the story names no other.
    case .byline: .approximated
    // The first paragraph.
    case .dateline: .flattened
    case .located: .dropped
    case .created, .published, .modified: .kept
    case .embargoed, .expires: .dropped
    // Dublin Core says them as they are, beside a full date.
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
    // A term, a scheme and a name.
    case .subjects: .approximated
    case .genres, .urgency, .status: .dropped
    case .provider, .sources: .kept
    // The addresses, as links.
    case .sourceDetails: .approximated
    case .creditLine: .dropped
    case .copyrightHolder, .copyrightNotice, .usageTerms: .kept
    case .dataMining, .digitalSourceType: .dropped
    case .media: .kept
    case .mediaData: .dropped
    case .related: .kept
    // A link with its title and identifier.
    case .relatedArticles: .approximated
    case .extra, .input: .dropped
    }
  }

  /// Appends an `entry`.
  ///
  /// - Throws: `ConversionError` `atom.no-date` when the story has no date and the context no date
  ///   of the source.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    var article = article
    if article.id.isEmpty { _ = Identification().apply(to: &article, context: &context) }
    var entry = try AtomEntry(article, context: &context)
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      entry.write(to: &xml, context: &context)
    }
    let publisher = article.sources.first { $0.role == SourceRole.publisher }
    return AtomFeed(
      title: [article.provider?.name, publisher?.name].compactMap { $0 }.first { !$0.isBlank },
      seed: article.id, updated: entry.updated)
  }

  /// Makes a feed.
  public func makeOutput() -> any ArticleOutput { AtomOutput(options: options) }
}

/// What the feed takes from its first story where nothing else says it.
private struct AtomFeed: Sendable {
  var title: String?
  var seed: String
  var updated: NewsDate?
}

private struct AtomOutput: ArticleOutput {
  let options: AtomWriter.Options
  private var hasStarted = false

  init(options: AtomWriter.Options) { self.options = options }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {}

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let first = batch.parts.first else { return }
    if !hasStarted {
      try start(first.info as? AtomFeed, sink, &context)
    } else {
      try sink.write([UInt8(ascii: "\n")])
    }
    try sink.write(batch.buffer.bytes)
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    // A feed without entries is a feed.
    if !hasStarted { try start(nil, sink, &context) }
    try sink.write(Array("\n</feed>\n".utf8))
  }

  var resumptionState: [UInt8]? { [hasStarted ? 1 : 0] }

  mutating func resume(from state: [UInt8]) { hasStarted = state == [1] }

  private mutating func start(
    _ feed: AtomFeed?, _ sink: any ByteSink, _ context: inout ConversionContext
  ) throws(ConversionError) {
    hasStarted = true
    // The first story is usually the newest, and a feed is no older than its stories.
    let dates = [feed?.updated, context.sourceDate ?? context.undatedDate].compactMap { $0 }.filter(
      \.isResolved)
    guard
      let date = dates.max(by: { ($0.secondsSince1970() ?? 0) < ($1.secondsSince1970() ?? 0) })
    else { throw ConversionError(.atomNoDate) }
    let title = options.title ?? feed?.title ?? "News"
    let link = options.link.flatMap { URIText.link($0) }
    let description = options.description
    var buffer = ByteBuffer()
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" as StaticString)
    buffer.append(
      """
      <feed xmlns="\(FeedVocabulary.atomIRI)" xmlns:dc="\(FeedVocabulary.dublinCoreIRI)" \
      xmlns:dcterms="\(FeedVocabulary.termsIRI)" xmlns:media="\(FeedVocabulary.mediaIRI)" \
      xmlns:warraq="\(Atom.namespace)">

      """)
    let seed = Array((feed?.seed ?? title).utf8)
    let id = link ?? UUIDv5.urn(for: seed, in: UUIDv5.contentNamespace)
    func line(_ write: (inout XMLWriter) -> Void) {
      XMLWriter.append(to: &buffer, context: &context) { xml, _ in write(&xml) }
      buffer.append("\n" as StaticString)
    }
    line { $0.element("id", id) }
    line { $0.element("title", title) }
    if let description { line { $0.element("subtitle", description) } }
    line { $0.element("updated", date.shownInstant.description) }
    if let link {
      line { xml in
        xml.open("link")
        xml.attribute("href", link)
        xml.close()
      }
    }
    // An entry without an author has that of its feed (RFC 4287, 4.1.1).
    line { xml in
      xml.open("author")
      xml.element("name", title)
      xml.close()
    }
    line { $0.element("generator", FeedHead.generator) }
    try sink.write(buffer.bytes)
  }
}
