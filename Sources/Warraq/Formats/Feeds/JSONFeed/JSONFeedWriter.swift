public import WarraqCore
public import WarraqModel
internal import WarraqMarkup

/// Writes JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
///
/// ```swift
/// let bytes = try JSONFeedWriter().document(of: articles, context: &context)
/// ```
///
/// All articles are items of one feed, written as they come: memory does not grow with their number.
public struct JSONFeedWriter: ArticleWriter {
  /// How the feed is written.
  public struct Options: Hashable, Sendable {
    /// The name of the feed.
    public var title = "News"
    /// The address of the page that the feed is of.
    public var homePageURL: String?
    /// The address of the feed.
    public var feedURL: String?
    /// The language of the feed, a BCP 47 tag; items name their own.
    public var language: String?

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      Setting("title", .text("TEXT"), help: "The title of the feed; News by default.") {
        options, text in options.title = text
      },
      Setting(
        "home-page-url", .text("URL"),
        help: "The address of the page that the feed is of; none by default."
      ) { options, text in options.homePageURL = text.isEmpty ? nil : text },
      Setting("feed-url", .text("URL"), help: "The address of the feed itself; none by default.") {
        options, text in options.feedURL = text.isEmpty ? nil : text
      },
      Setting(
        "feed-language", .text("TAG"),
        help: "The language of the feed, such as ar; stories name their own anyway."
      ) { options, text in options.language = text.isEmpty ? nil : text },
    ]
  }

  private let options: Options

  /// Makes a writer.
  public init(_ options: Options = .init()) {
    self.options = options
  }

  /// A comma and a line end.
  public var separator: [UInt8] { Array(",\n".utf8) }

  /// What becomes of a feature of the model.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    switch feature {
    case .url, .language, .headline, .creators, .published, .modified, .keywords: .kept
    case .paragraphs, .headings, .lists, .tables, .preformatted, .dividers, .inlineMarkup,
      .deletions, .insertions, .footnotes, .links:
      .kept
    case .quotes: .kept
    // Written as HTML says them.
    case .asides, .figures, .embeds, .spans, .direction: .approximated
    // An author has a name and one address; a byline is the author of a story without any.
    case .contributorDetails, .byline: .approximated
    // RFC 3339 dates have a time and a zone.
    case .partialDates: .approximated
    // There is one, and it has no role.
    case .summaries: .approximated
    case .media: .approximated
    case .alternateIDs, .version, .titles, .slugline, .section, .contributors, .dateline, .located,
      .created, .embargoed, .expires, .dateText, .readMore, .editorialNotes, .keywordConfidence,
      .subjects, .genres, .urgency, .status, .provider, .sources, .sourceDetails, .creditLine,
      .copyrightHolder, .copyrightNotice, .usageTerms, .dataMining, .digitalSourceType, .mediaData,
      .related, .relatedArticles, .extra, .input:
      .dropped
    }
  }

  /// Appends one article as an item.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    buffer.append(UInt8(ascii: "{"))
    buffer.append(jsonName: "id", article.id)
    let url = article.url.flatMap { AddressScheme.allows($0) ? $0 : nil }
    if url == nil, article.url != nil {
      context.log.emit(.warning, .refusedAddresses(1))
      context.log.lose(.url, .dropped)
    }
    buffer.append(jsonName: "url", url)
    buffer.append(jsonName: "title", article.headline)
    if article.body.isEmpty {
      buffer.append(jsonName: "content_text", "")
    } else {
      buffer.append(jsonName: "content_html")
      XHTMLBody.appendJSON(htmlOf: article, to: &buffer, context: &context)
    }
    buffer.append(jsonName: "summary", article.summary)
    let picture = article.media.lazy.filter { $0.kind == .picture }.compactMap(Self.address).first
    buffer.append(jsonName: "image", picture)
    buffer.append(jsonName: "date_published", instantOf: article.published)
    buffer.append(jsonName: "date_modified", instantOf: article.modified)
    authors(of: article, &buffer)
    if !article.keywords.isEmpty {
      buffer.append(jsonName: "tags")
      buffer.append(UInt8(ascii: "["))
      for keyword in article.keywords {
        buffer.separateJSON()
        buffer.append(json: keyword.text)
      }
      buffer.append(UInt8(ascii: "]"))
    }
    if let language = LanguageTag.wellFormed(article.language) {
      buffer.append(jsonName: "language", language)
    } else if let tag = article.language, !tag.isEmpty {
      context.log.emit(.warning, .badJSONFeedLanguage(tag))
    }
    attachments(of: article, &buffer)
    buffer.append(UInt8(ascii: "}"))
    return nil
  }

  private func authors(of article: Article, _ buffer: inout ByteBuffer) {
    let byline = article.byline.map { [Contributor(name: $0)] } ?? []
    let authors = article.creators.isEmpty ? byline : article.creators
    guard !authors.isEmpty else { return }
    buffer.append(jsonName: "authors")
    buffer.append(UInt8(ascii: "["))
    for author in authors {
      buffer.separateJSON()
      buffer.append(UInt8(ascii: "{"))
      buffer.append(jsonName: "name", author.name)
      buffer.append(jsonName: "url", author.identifiers.lazy.compactMap { URIText.link($0) }.first)
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(UInt8(ascii: "]"))
  }

  private func attachments(of article: Article, _ buffer: inout ByteBuffer) {
    var isFirst = true
    for asset in article.media {
      for rendition in asset.renditions {
        guard let address = rendition.href.flatMap({ URIText.link($0) }) else { continue }
        if isFirst {
          buffer.append(jsonName: "attachments")
          buffer.append(UInt8(ascii: "["))
          isFirst = false
        }
        buffer.separateJSON()
        buffer.append(UInt8(ascii: "{"))
        buffer.append(jsonName: "url", address)
        buffer.append(jsonName: "mime_type", rendition.mediaType ?? "application/octet-stream")
        buffer.append(jsonName: "title", asset.caption)
        if let size = rendition.sizeInBytes, size >= 0 {
          buffer.append(jsonName: "size_in_bytes", size)
        }
        if let duration = rendition.duration, duration.isFinite, duration >= 0 {
          buffer.append(jsonName: "duration_in_seconds")
          buffer.append(json: duration)
        }
        buffer.append(UInt8(ascii: "}"))
      }
    }
    if !isFirst { buffer.append(UInt8(ascii: "]")) }
  }

  private static func address(of asset: Asset) -> String? {
    asset.renditions.lazy.compactMap { $0.href.flatMap { URIText.link($0) } }.first
  }

  /// Makes the sequential half.
  public func makeOutput() -> any ArticleOutput {
    var head = ByteBuffer()
    head.append(UInt8(ascii: "{"))
    head.append(jsonName: "version", "https://jsonfeed.org/version/1.1")
    head.append(jsonName: "title", options.title)
    head.append(jsonName: "home_page_url", options.homePageURL)
    head.append(jsonName: "feed_url", options.feedURL)
    head.append(jsonName: "language", options.language)
    head.append(jsonName: "items")
    head.append("[\n" as StaticString)
    return DelimitedOutput(
      prologue: head.bytes, separator: separator, epilogue: Array("\n]}\n".utf8))
  }
}

extension ArticleWriter where Self == JSONFeedWriter {
  /// Writes a JSON Feed.
  public static func jsonFeed(_ options: JSONFeedWriter.Options = .init()) -> JSONFeedWriter {
    JSONFeedWriter(options)
  }
}

extension Diagnostic.Message {
  fileprivate static func badJSONFeedLanguage(_ tag: String) -> Self {
    Self(
      id: "jsonfeed.bad-language",
      text: "the language '\(tag)' is not a BCP 47 tag and was left out")
  }
}
