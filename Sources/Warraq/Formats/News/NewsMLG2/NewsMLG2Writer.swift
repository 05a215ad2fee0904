internal import WarraqMarkup

/// Writes NewsML-G2 2.28 to 2.35 of conformance level power (https://iptc.org/standards/newsml-g2/).
///
/// ```swift
/// let bytes = try NewsMLG2Writer().document(of: [article], context: &context)
/// ```
///
/// One story is a `newsItem`, a story that packs others is a `packageItem`; several are one
/// `newsMessage`. The body is XHTML or NITF. Every document is valid against the official schema of its
/// version whatever the articles hold. The README of the folder says where each part of an article
/// goes.
public struct NewsMLG2Writer: ArticleWriter {
  /// How NewsML-G2 is written.
  public struct Options: Sendable {
    /// The version of the standard; ``Version/v35`` by default.
    public var version = Version.v35
    /// What an article becomes; ``Item/auto`` by default.
    public var item = Item.auto
    /// What the body is written in; ``Body/xhtml`` by default.
    public var body = Body.xhtml
    /// How codes of vocabularies are said; ``Codes/qcode`` by default.
    public var codes = Codes.qcode
    /// What stories beyond version 1 say of themselves; nothing by default.
    public var signal: Signal?
    /// The provider of stories that name neither a provider nor a publisher.
    public var provider: String?

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice(
        "newsml-version", \.version, help: "Write this version of NewsML-G2; 2.35 by default."),
      .choice(
        "item", \.item,
        help:
          "Write a newsItem for every story (news), or its pictures and related stories as items of their own in a packageItem (package); by default only a story that is nothing but a package becomes one (auto)."
      ),
      .choice(
        "body", \.body,
        help: "Write the body as XHTML (xhtml) or as NITF 3.6 (nitf); xhtml by default."),
      .choice(
        "codes", \.codes,
        help: "Say codes of vocabularies as QCodes or as whole URIs; qcode by default."),
      Setting(
        "signal", .choice(Signal.allCases.map(\.rawValue)),
        help: "Say of stories beyond version 1 that they are a correction or an update."
      ) { options, text throws(ConversionError) in
        guard let signal = Signal(rawValue: text) else {
          throw ConversionError(.badSetting("signal", text, words: ["correction", "update"]))
        }
        options.signal = signal
      },
      Setting(
        "provider", .text("NAME"),
        help: "The provider of stories that name neither a provider nor a publisher."
      ) { options, text in
        options.provider = text.isEmpty ? nil : text
      },
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
      .section, .creators, .contributors, .contributorDetails, .byline, .dateline,
      .created, .published, .modified, .embargoed, .expires, .partialDates:
      return .kept
    case .dateText: return .dropped
    case .paragraphs, .headings, .quotes, .lists, .tables, .preformatted, .dividers, .asides,
      .inlineMarkup, .deletions, .insertions, .footnotes, .links, .spans:
      return .kept
    // HTML does not say that they were figures of an asset and embeds.
    case .figures, .embeds: return options.body == .nitf ? .kept : .approximated
    case .readMore: return .dropped
    // A URI says neither where its vocabulary ends nor where the code begins.
    case .subjects, .genres, .located: return options.codes == .uri ? .approximated : .kept
    case .dataMining: return options.version.hasDataMining ? .kept : .dropped
    case .digitalSourceType: return options.version.hasDigitalSourceType ? .kept : .dropped
    case .summaries, .editorialNotes, .keywords, .urgency, .status, .provider,
      .sources, .sourceDetails, .creditLine, .copyrightHolder, .copyrightNotice, .usageTerms,
      .keywordConfidence, .media, .related:
      return .kept
    case .mediaData: return .dropped
    // A link with its title, address and identifier.
    case .relatedArticles: return .approximated
    case .extra, .input: return .dropped
    }
  }

  /// Appends a `newsItem` or a `packageItem`, or all items that the story becomes.
  ///
  /// - Throws: `ConversionError` `newsml.no-date` when the story has no date and the context no
  ///   date of the source.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    guard !article.id.isEmpty else {
      var identified = article
      _ = Identification().apply(to: &identified, context: &context)
      return try encode(identified, to: &buffer, context: &context)
    }
    let package = NewsMLG2Package(article, as: options.item)
    var versionCreated: NewsDate?
    for index in package.items.indices {
      if index > 0 { buffer.append(UInt8(ascii: "\n")) }
      // What belongs to a story and has no date is as old as the story.
      let date = try append(
        package.items[index].article, as: package.items[index].form, date: versionCreated,
        to: &buffer, context: &context)
      versionCreated = versionCreated ?? date
    }
    return NewsMLG2Output.Info(
      versionCreated: versionCreated, items: package.items.count, groupHash: package.groupHash)
  }

  /// Appends one item; returns when its version was made.
  private func append(
    _ story: some StoryView, as form: NewsMLG2Form, date: NewsDate?, to buffer: inout ByteBuffer,
    context: inout ConversionContext
  ) throws(ConversionError) -> NewsDate {
    var item = try NewsMLG2Item(
      story, as: form, options: options,
      date: date ?? context.sourceDate ?? context.undatedDate, context: &context)
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      item.write(to: &xml, context: &context)
    }
    return item.versionCreated
  }

  /// Makes a document: one item, or a `newsMessage` when there are several.
  public func makeOutput() -> any ArticleOutput { NewsMLG2Output() }
}

extension NewsMLG2Writer: SliceWriter {
  /// Whether a story becomes one item, with its body in XHTML.
  package var writesSlices: Bool { options.item != .package && options.body == .xhtml }

  /// Appends a story that is in slices as a `newsItem`.
  package func encode(
    _ story: inout RecordIndex, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(LeavesLane) -> (any Sendable)? {
    try SliceStory.with(&story) { story throws(LeavesLane) in
      // A story that only packs others becomes a package.
      guard story.hasBody || !story.related.contains(where: \.isPacked) else { throw LeavesLane() }
      do throws(ConversionError) {
        let date = try append(story, as: .story, date: nil, to: &buffer, context: &context)
        return NewsMLG2Output.Info(versionCreated: date, items: 1)
      } catch {
        throw LeavesLane()
      }
    }
  }
}
