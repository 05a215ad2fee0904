internal import WarraqMarkup

/// Writes NITF 3.6 (https://iptc.org/standards/nitf/), one story a document.
///
/// ```swift
/// let bytes = try NITFWriter().document(of: [article], context: &context)
/// ```
///
/// Every document is valid against the official schema, whatever the article holds. NITF knows no
/// document of several stories: a second one in the same output is the error `nitf.one-story`. The
/// README of the folder says where each part of an article goes.
public struct NITFWriter: ArticleWriter {
  /// How NITF is written.
  public struct Options: Sendable {
    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = []
  }

  /// Makes a writer.
  public init(_ options: Options = Options()) {}

  /// `true`: a `nitf` element is one story.
  public var holdsOneArticle: Bool { true }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .alternateIDs, .version, .url, .language, .direction, .headline, .titles, .slugline,
      .section, .creators, .contributors, .contributorDetails, .byline, .dateline, .located,
      .created, .published, .modified, .embargoed, .expires, .partialDates, .dateText:
      .kept
    case .paragraphs, .headings, .quotes, .lists, .tables, .figures, .embeds, .preformatted,
      .dividers, .asides, .inlineMarkup, .deletions, .insertions, .footnotes, .links, .spans:
      .kept
    case .readMore, .input: .dropped
    case .summaries, .editorialNotes, .keywords, .keywordConfidence, .subjects, .genres, .urgency,
      .status, .provider, .sources, .sourceDetails, .creditLine, .copyrightHolder,
      .copyrightNotice, .usageTerms, .dataMining, .digitalSourceType:
      .kept
    case .media, .mediaData: .kept
    case .related: .kept
    // A reference with its title, address and identifier.
    case .relatedArticles: .approximated
    case .extra: .kept
    }
  }

  /// Appends a document.
  ///
  /// - Throws: nothing; what cannot be written is left out with a warning.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    var article = article.withAllowedAddresses(context: &context)
    if article.id.isEmpty { _ = Identification().apply(to: &article, context: &context) }
    let story = NITFStory(article)
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      xml.declaration()
      story.write(to: &xml, context: &context)
    }
    return nil
  }

  /// Makes a document.
  public func makeOutput() -> any ArticleOutput {
    SingleStoryOutput(several: .oneStory, none: .noNITFStory, end: "\n")
  }
}

extension Diagnostic.Message {
  static let oneStory = Self(
    id: "nitf.one-story",
    text: "a NITF document holds one story and there are more; "
      + "write a file for each with --split '{slug}.nitf'")

  static let noNITFStory = Self(
    id: "nitf.no-story", text: "a NITF document holds one story, found none")
}
