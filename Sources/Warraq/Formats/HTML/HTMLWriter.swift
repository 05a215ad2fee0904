public import WarraqCore
public import WarraqModel
import WarraqMarkup

/// Writes a story as a page of HTML, or stories as a site.
///
/// ```swift
/// let page = try HTMLWriter().document(of: [article], context: &context)
/// ```
///
/// A page is whole by itself: semantic HTML in the language and direction of its story, the
/// typography of the books, light or dark as its reader has it, a description for machines as
/// schema.org's `NewsArticle`, no scripts. Nothing is fetched; pictures are shown from where they are.
public struct HTMLWriter: ArticleWriter {
  /// What is written.
  @nonexhaustive
  public enum Layout: String, Hashable, Sendable, CaseIterable {
    /// One page, which holds one story.
    case page
    /// A folder: a front page, a page for each section and each story, a feed, pictures that stories
    /// carry.
    case site
  }

  /// How to write.
  public struct Options: Hashable, Sendable {
    /// What is written.
    public var layout = Layout.page
    /// The name of the site; `nil` for what the stories have in common.
    public var title: String?
    /// Rules that come after those of the style sheet.
    public var css: String?
    /// Whether pictures that lie beside the input become files of the site.
    public var fetchesMedia = false

    /// Makes the default options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice(
        "layout", \.layout,
        help: "Write a page that holds one story, or a folder that is a site; page by default."),
      Setting(
        "title", .text("TEXT"),
        help: "Name of the site. By default the publisher of most stories, else the word for news."
      ) { options, text in options.title = text.isEmpty ? nil : text },
      Setting(
        "css", .file("FILE"), help: "Style sheet to add to the pages; none by default."
      ) { options, text in options.css = text.isEmpty ? nil : text },
      .flag(
        "fetch-media", \.fetchesMedia,
        help: "Copy pictures that lie beside the input into the site; none by default."),
    ]
  }

  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = .init()) { self.options = options }

  /// A page holds one story, a site as many as there are.
  public var holdsOneArticle: Bool { options.layout == .page }

  /// A site is a folder.
  public var writesFolder: Bool { options.layout == .site }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .language, .headline, .paragraphs, .headings, .quotes, .lists, .tables, .preformatted,
      .dividers,
      .inlineMarkup, .deletions, .insertions, .footnotes, .links:
      .kept
    case .mediaData: options.layout == .site ? .approximated : .dropped
    case .url, .direction, .titles, .section, .creators, .contributors,
      .contributorDetails, .byline, .dateline, .created, .published, .modified, .expires,
      .partialDates, .dateText, .figures, .embeds, .asides, .spans, .summaries, .keywords,
      .subjects,
      .provider, .sources, .sourceDetails, .creditLine, .copyrightHolder, .copyrightNotice,
      .usageTerms, .digitalSourceType, .media, .related, .version:
      .approximated
    case .alternateIDs, .slugline, .located, .embargoed, .readMore, .editorialNotes,
      .keywordConfidence, .genres, .urgency, .status, .dataMining, .relatedArticles, .extra, .input:
      .dropped
    }
  }

  /// Appends a page.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    var article = article.withAllowedAddresses(context: &context)
    let folder = options.fetchesMedia ? LocalFile.folder(of: context.inputPath ?? "") : nil
    let pictures =
      options.layout == .site ? HTMLSitePicture.take(from: &article, folder: folder) : []
    let place = HTMLStoryPage.Place(
      isInSite: options.layout == .site,
      styleSheet: options.layout == .site ? [] : HTMLStyle.sheet(css: options.css))
    let page = HTMLStoryPage(article, place: place)
    page.write(to: &buffer, context: &context)
    return options.layout == .site ? HTMLSiteStory(article, pictures: pictures) : nil
  }

  /// Makes an output.
  public func makeOutput() -> any ArticleOutput {
    switch options.layout {
    case .page: SingleStoryOutput(several: .oneHTMLStory, none: .noHTMLStory)
    case .site: HTMLSiteOutput(options: options)
    }
  }
}

extension ArticleWriter where Self == HTMLWriter {
  /// Writes HTML.
  public static func html(_ options: HTMLWriter.Options = .init()) -> HTMLWriter {
    HTMLWriter(options)
  }
}

extension Diagnostic.Message {
  fileprivate static let oneHTMLStory = Self(
    id: "html.one-story",
    text: "a page of HTML holds one story and there are more; "
      + "write a file for each with --split '{slug}.html', or a site with --layout site")

  fileprivate static let noHTMLStory = Self(
    id: "html.no-story", text: "a page of HTML holds one story, found none")
}
