public import WarraqCore
public import WarraqModel

/// Writes stories as plain text, for reading or in the layout of dumps.
///
/// ```swift
/// let bytes = try TextWriter().document(of: articles, context: &context)
/// ```
///
/// A form feed stands between two stories; the reader takes it for the end of one.
public struct TextWriter: ArticleWriter {
  /// How a story is laid out.
  @nonexhaustive
  public enum Layout: String, Hashable, Sendable, CaseIterable {
    /// For reading: an empty line between two paragraphs.
    case plain
    /// As dumps of news pages: a headline, a line with the date, a paragraph a line, lines with
    /// sources and keywords, the titles of other stories.
    case dump
  }

  /// How to write.
  public struct Options: Hashable, Sendable {
    /// The layout.
    public var layout = Layout.plain
    /// The number of columns after which lines of the plain layout are broken; 0 for never.
    public var columns = 0

    /// Makes the default options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice(
        "layout", \.layout,
        help: "Lay stories out for reading or as dumps of news pages; plain by default."),
      Setting(
        "wrap", .text("N"),
        help: "Break lines of the plain layout after N columns; 0, the default, for never."
      ) { options, text throws(ConversionError) in
        guard let columns = Int(text), columns == 0 || 20...1000 ~= columns else {
          throw ConversionError(
            .badSetting("wrap", text, expected: "0 or a number from 20 to 1000"))
        }
        options.columns = columns
      },
    ]
  }

  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = .init()) { self.options = options }

  /// A form feed.
  public var separator: [UInt8] { [0x0C] }

  /// What becomes of a feature of the model: what is printed is text and nothing else.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .headline, .paragraphs, .headings, .quotes, .lists, .tables, .figures, .embeds,
      .inlineMarkup, .insertions, .links, .spans, .footnotes, .asides, .preformatted, .keywords,
      .sources:
      .flattened
    case .byline, .creators, .dateline, .published, .modified, .partialDates, .dateText, .language,
      .related, .relatedArticles, .titles, .dividers:
      .approximated
    case .url, .section: options.layout == .plain ? .flattened : .dropped
    case .readMore, .deletions, .alternateIDs, .version, .direction, .slugline, .contributors,
      .contributorDetails, .located, .created, .embargoed, .expires, .summaries, .editorialNotes,
      .keywordConfidence, .subjects, .genres, .urgency, .status, .provider, .sourceDetails,
      .creditLine, .copyrightHolder, .copyrightNotice, .usageTerms, .dataMining,
      .digitalSourceType, .media, .mediaData, .extra, .input:
      .dropped
    }
  }

  /// Appends one story.
  ///
  /// - Throws: `ConversionError` `text.nothing-to-print` for a story of which nothing is printed.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    let start = buffer.count
    let article = article.withAllowedAddresses(context: &context)
    var page = TextPage(output: consume buffer, options)
    page.write(article)
    let controls = page.leftOutControls
    buffer = page.output
    guard buffer.count > start else { throw ConversionError(.nothingToPrint) }
    if controls > 0 { context.log.emit(.warning, .leftOutControls(controls)) }
    return nil
  }

  /// Makes an output.
  public func makeOutput() -> any ArticleOutput { DelimitedOutput(separator: separator) }
}

extension Diagnostic.Message {
  fileprivate static func leftOutControls(_ count: Int) -> Self {
    Self(
      id: "text.control-character",
      text: "left out \(count == 1 ? "a control character" : "\(count) control characters"), which"
        + " no reader of a text expects")
  }

  fileprivate static let nothingToPrint = Self(
    id: "text.nothing-to-print",
    text: "the story has neither words nor names nor dates; leave it out with --where")
}

extension ArticleWriter where Self == TextWriter {
  /// Writes plain text.
  public static func text(_ options: TextWriter.Options = .init()) -> TextWriter {
    TextWriter(options)
  }
}
