public import WarraqCore
public import WarraqModel
import WarraqXML

/// Writes stories as one EPUB 3.3 book (https://www.w3.org/TR/epub-33/).
///
/// ```swift
/// var context = ConversionContext()
/// let book = try EPUBWriter().document(of: articles, context: &context)
/// ```
///
/// Each story is a chapter of its own, in its own language and direction. The book opens on the
/// side of the language that most of its stories are in. The same stories make the same bytes.
/// Pictures are shown when the article carries their bytes; nothing is fetched.
///
/// The stories stay in memory until the book is finished.
public struct EPUBWriter: ArticleWriter {
  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .url, .language, .direction, .headline, .byline, .dateline, .published, .modified,
      .partialDates, .dateText, .paragraphs, .headings, .quotes, .lists, .tables, .preformatted,
      .dividers, .asides, .inlineMarkup, .links, .spans, .keywords, .sources, .creditLine,
      .copyrightNotice, .usageTerms:
      .kept
    case .section, .creators, .contributors, .provider, .copyrightHolder:
      .flattened
    case .titles, .contributorDetails, .figures, .embeds, .summaries, .subjects, .sourceDetails,
      .media, .mediaData, .related, .relatedArticles:
      .approximated
    case .alternateIDs, .version, .slugline, .located, .created, .embargoed, .expires, .readMore,
      .editorialNotes, .keywordConfidence, .genres, .urgency, .status, .dataMining,
      .digitalSourceType, .extra:
      .dropped
    }
  }

  /// Appends the chapter of a story.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    let pictures = EPUBPictures(of: article)
    let story = EPUBStory(article, pictures: pictures)
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      var chapter = EPUBChapter(article, story: story, pictures: pictures)
      chapter.write(to: &xml, context: &context)
    }
    return story
  }

  /// Starts a book.
  public func makeOutput() -> any ArticleOutput { EPUBOutput(options: options) }
}
