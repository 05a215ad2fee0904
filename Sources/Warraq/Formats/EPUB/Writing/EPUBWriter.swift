public import WarraqCore
public import WarraqModel
import WarraqMarkup

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
/// Chapters wait in a temporary file until the book is finished, and are compressed when it is known
/// what stands beside them, on as many threads as there are jobs; memory holds what the table of
/// contents has to know, some hundred bytes a story.
public struct EPUBWriter: ArticleWriter {
  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// A book is for its readers.
  public var publishes: Bool { true }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    guard options.data else { return treatmentOnPages(of: feature) }
    return feature == .editorialNotes && !options.editorialNotes ? .dropped : .kept
  }

  private func treatmentOnPages(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .url, .language, .direction, .headline, .byline, .dateline, .published, .modified,
      .partialDates, .dateText, .paragraphs, .headings, .quotes, .lists, .tables, .preformatted,
      .dividers, .asides, .inlineMarkup, .deletions, .insertions, .footnotes, .links, .spans,
      .keywords,
      .sources, .creditLine,
      .copyrightNotice, .usageTerms:
      .kept
    case .section, .creators, .contributors, .provider, .copyrightHolder:
      .flattened
    case .titles, .contributorDetails, .figures, .embeds, .summaries, .subjects, .sourceDetails,
      .media, .mediaData, .related, .relatedArticles:
      .approximated
    case .alternateIDs, .version, .slugline, .located, .created, .embargoed, .expires, .readMore,
      .editorialNotes, .keywordConfidence, .genres, .urgency, .status, .dataMining,
      .digitalSourceType, .extra, .input:
      .dropped
    }
  }

  /// Appends the chapter of a story without its start and end.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    let folder = options.fetchesMedia ? LocalFile.folder(of: context.inputPath ?? "") : nil
    let labels = PageLabels.labels(for: PageLanguage.tag(of: article))
    let pictures = EPUBPictures(
      of: article,
      from: .init(folder: folder, limits: context.limits, missingText: labels.noPicture),
      context: &context)
    let story = EPUBStory(
      article, pictures: pictures, sectioning: options.sections, inputPath: context.inputPath)
    let chapter = EPUBChapter(article, story: story, pictures: pictures, options: options)
    let start = buffer.count
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      chapter.write(to: &xml, context: &context)
    }
    if options.data {
      var article = article
      if !options.editorialNotes { article.removeEditorialNotes() }
      EPUBStoryData.append(article, pictures: pictures, pageFrom: start, to: &buffer)
    }
    return EPUBPart(story: story, pictures: pictures.embedded)
  }

  /// Starts a book.
  public func makeOutput() -> any ArticleOutput { EPUBOutput(options: options) }
}

/// What the output of a book is given of a story besides its chapter.
struct EPUBPart: Sendable {
  let story: EPUBStory
  let pictures: [EPUBPicture]
}

extension Article {
  /// Leaves out what is said among editors, in the stories that it brings along too.
  fileprivate mutating func removeEditorialNotes() {
    if !editorialNotes.isEmpty { editorialNotes = [] }
    for index in related.indices { related[index].article?.removeEditorialNotes() }
  }
}
