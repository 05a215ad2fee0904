public import WarraqCore
public import WarraqModel

/// Writes one story as a page of Markdown: front matter in YAML 1.2, then the body in CommonMark
/// 0.31.2 with GitHub's tables, strikethrough and footnotes.
///
/// ```swift
/// let bytes = try MarkdownWriter().document(of: [article], context: &context)
/// ```
public struct MarkdownWriter: ArticleWriter {
  /// Whose front matter it is.
  @nonexhaustive
  public enum Flavour: String, Hashable, Sendable, CaseIterable {
    /// Hugo (https://gohugo.io/content-management/front-matter/).
    case hugo
    /// The blog of Astro (https://docs.astro.build/en/guides/markdown-content/).
    case astro
    /// The properties of Obsidian (https://help.obsidian.md/properties).
    case obsidian
    /// No front matter: the headline is a heading, as on GitHub.
    case gfm
  }

  /// How to write.
  public struct Options: Hashable, Sendable {
    /// Whose front matter is written.
    public var flavour = Flavour.hugo

    /// Makes the default options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice(
        "flavour", \.flavour,
        help: "Whose front matter to write; gfm writes none. By default that of Hugo.")
    ]
  }

  private let flavour: Flavour

  /// Makes a writer.
  public init(_ options: Options = .init()) { flavour = options.flavour }

  /// A page of Markdown has the front matter of one story.
  public var holdsOneArticle: Bool { true }

  /// What becomes of a feature of the model; front matter keeps what the canonical JSON form keeps.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .headline, .paragraphs, .headings, .quotes, .lists, .preformatted, .dividers,
      .inlineMarkup, .deletions, .insertions, .links, .footnotes:
      .kept
    case .tables, .figures, .embeds, .asides: .approximated
    case .spans: .flattened
    case .readMore, .mediaData: .dropped
    case .relatedArticles: flavour == .gfm ? .dropped : .approximated
    case .titles, .creators, .byline, .dateline, .published, .partialDates:
      flavour == .gfm ? .approximated : .kept
    case .url, .language, .section, .keywords, .creditLine, .copyrightNotice, .usageTerms,
      .slugline, .urgency, .version, .direction, .contributors, .created, .modified, .embargoed,
      .expires, .summaries, .status, .provider, .sources, .copyrightHolder, .media, .related,
      .keywordConfidence, .sourceDetails, .contributorDetails, .dateText, .editorialNotes,
      .subjects, .genres, .located, .dataMining, .digitalSourceType, .alternateIDs, .extra, .input:
      flavour == .gfm ? .dropped : .kept
    }
  }

  /// Appends one page.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    let article = article.withAllowedAddresses(context: &context)
    var refusedLinks = 0
    let pageStart = buffer.count
    if flavour == .gfm {
      refusedLinks = buffer.append(
        markdown: Self.head(of: article) + article.body, media: article.media)
    } else {
      var matter = FrontMatterWriter(output: consume buffer)
      matter.write(article, flavour)
      buffer = matter.output
      let start = buffer.count
      buffer.append("\n")
      refusedLinks = buffer.append(markdown: article.body, media: article.media)
      if buffer.count == start + 1 { buffer.truncate(to: start) }
    }
    if refusedLinks > 0 {
      context.log.emit(.warning, .refusedLinks(refusedLinks))
      context.log.lose(.links, .flattened)
    }
    if let last = buffer.bytes.last, last != UInt8(ascii: "\n") { buffer.append("\n") }
    let nulls = Self.leaveOutNULs(of: &buffer, from: pageStart)
    if nulls > 0 { context.log.emit(.warning, .markdownNull(nulls)) }
    return nil
  }

  /// Leaves out U+0000, for which CommonMark has U+FFFD (2.3); returns how many there were.
  private static func leaveOutNULs(of buffer: inout ByteBuffer, from start: Int) -> Int {
    let page = buffer.bytes[start...]
    guard page.contains(0) else { return 0 }
    let kept = page.filter { $0 != 0 }
    buffer.truncate(to: start)
    buffer.append(contentsOf: kept)
    return page.count - kept.count
  }

  /// What stands above the body on a page without front matter.
  private static func head(of article: Article) -> [Block] {
    var head: [Block] = []
    for title in article.titles where title.role == TitleRole.kicker {
      head.append(.paragraph([.text(title.text)]))
    }
    if let headline = article.headline { head.append(.heading(level: 1, [.text(headline)])) }
    for title in article.titles where title.role != TitleRole.kicker {
      head.append(.paragraph([.emphasis([.text(title.text)])]))
    }
    let names = article.creators.map(\.name).filter { !$0.isEmpty }
    let parts = [
      article.byline ?? (names.isEmpty ? nil : names.joined(separator: ", ")), article.dateline,
      article.published.map { $0.isResolved ? $0.description : $0.text ?? "" },
    ].compactMap { $0 }.filter { !$0.isEmpty }
    if !parts.isEmpty { head.append(.paragraph([.text(parts.joined(separator: " · "))])) }
    return head
  }

  /// Makes a page.
  public func makeOutput() -> any ArticleOutput {
    SingleStoryOutput(several: .oneMarkdownStory, none: .noMarkdownStory)
  }
}

extension ArticleWriter where Self == MarkdownWriter {
  /// Writes one story as Markdown.
  public static func markdown(_ options: MarkdownWriter.Options = .init()) -> MarkdownWriter {
    MarkdownWriter(options)
  }
}

extension Diagnostic.Message {
  fileprivate static func markdownNull(_ count: Int) -> Self {
    Self(
      id: "markdown.null-character",
      text: "left out U+0000\(count == 1 ? "" : " \(count) times"), which no page of Markdown has")
  }

  fileprivate static let oneMarkdownStory = Self(
    id: "markdown.one-story",
    text: "a page of Markdown holds one story and there are more; "
      + "write a file for each with --split '{slug}.md'")

  fileprivate static let noMarkdownStory = Self(
    id: "markdown.no-story", text: "a page of Markdown holds one story, found none")
}
