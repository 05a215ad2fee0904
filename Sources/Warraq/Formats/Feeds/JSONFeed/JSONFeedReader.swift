public import WarraqCore
public import WarraqModel
internal import WarraqMarkup

/// Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
///
/// ```swift
/// let articles = try JSONFeedReader().articles(in: bytes, context: &context)
/// ```
///
/// A feed is one record: it has to fit in `Limits.maximumRecordBytes`. Members of an item without a counterpart
/// in an article is kept in `Article.extra`.
public struct JSONFeedReader: ArticleReader {
  /// How feeds are read.
  public struct Options: Hashable, Sendable {
    /// Makes the standard options; there is nothing to choose.
    public init() {}
  }

  /// Makes a reader.
  public init() {}

  /// Makes the sequential half for one input.
  public func makeScanner() -> any RecordScanner { JSONDocumentScanner() }

  /// Decodes one feed and appends its items.
  ///
  /// - Throws: `ConversionError` `json.…` with line, column and byte offset, and
  ///   `jsonfeed.no-items` for an object without an array of items.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let maximumDepth = context.limits.maximumDepth
    var warnings: [JSONWarning] = []
    var feed: [ExtraMember] = []
    defer { context.emit(warnings, in: record) }
    do throws(JSONError) {
      try record.bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: maximumDepth)
        defer { warnings = cursor.warnings }
        guard try cursor.peek() == UInt8(ascii: "{") else { throw cursor.wrongShape(.object) }
        feed = try cursor.members()
        try cursor.finish()
      }
    } catch {
      throw error.conversionError(in: record)
    }
    guard let items = feed["items"]?.elements else {
      throw ConversionError(.noFeedItems, at: record.location)
    }
    let common = FeedCommon(feed)
    for item in items {
      guard let members = item.members else {
        context.log.emit(.error, .feedItemIsNoObject, at: record.location)
        continue
      }
      var problems: [Diagnostic.Message] = []
      articles.append(
        Self.article(members, of: common, limits: context.limits, problems: &problems))
      for problem in problems { context.log.emit(.warning, problem, at: record.location) }
    }
    if !common.leftOut.isEmpty {
      context.log.emit(.note, .feedLeftOut(common.leftOut), at: record.location)
    }
  }

  /// What the feed says for all of its items.
  private struct FeedCommon {
    var authors: [Contributor]
    var language: String?
    var provider: Party?
    var base: String?
    var leftOut: [String]

    init(_ feed: [ExtraMember]) {
      authors = JSONFeedReader.authors(feed)
      language = feed["language"]?.text
      base = feed["home_page_url"]?.text ?? feed["feed_url"]?.text
      // A feed that says where it lives says who publishes it.
      if let base, let title = feed["title"]?.text { provider = Party(name: title, iri: base) }
      leftOut = feed.map(\.name).filter { name in
        switch name {
        case "version", "title", "items", "authors", "author", "language", "home_page_url",
          "feed_url":
          false
        default: true
        }
      }
    }
  }

  private static func article(
    _ members: [ExtraMember], of feed: FeedCommon, limits: Limits,
    problems: inout [Diagnostic.Message]
  ) -> Article {
    var rest = members
    func text(_ name: String) -> String? {
      guard let text = rest[name]?.text else { return nil }
      rest[name] = nil
      return text
    }
    // 1.0 allowed numbers for identifiers, and `text` gives their digits.
    var article = Article(id: text("id") ?? "")
    article.url = text("url")
    article.headline = text("title")
    article.language = text("language") ?? feed.language
    article.summaries =
      text("summary").map { [RoleText(role: SummaryRole.summary, text: $0)] } ?? []
    let dates = NewsDateParser(language: article.language)
    func date(_ name: String) -> NewsDate? {
      guard let text = text(name)?.trimmed, !text.isEmpty else { return nil }
      if let date = NewsDate(certain: text) { return date }
      let (date, problem) = dates.newsDate(text)
      if let problem {
        problems.append(
          .date("feed.doubtful-date", text, in: "in '\(name)'", read: date, problem))
      }
      return date
    }
    article.published = date("date_published")
    article.modified = date("date_modified")
    article.creators = authors(rest)
    if article.creators.isEmpty {
      article.creators = feed.authors
    } else {
      rest["authors"] = nil
      rest["author"] = nil
    }
    if let tags = rest["tags"]?.elements, tags.allSatisfy({ $0.text != nil }) {
      article.keywords = tags.compactMap(\.text).map { Keyword($0) }
      rest["tags"] = nil
    }
    article.provider = feed.provider
    readAttachments(&rest, into: &article)
    let (html, plain) = (text("content_html"), text("content_text"))
    if let html {
      let content = HTMLContent(
        html: html, limits: limits, base: article.url ?? feed.base,
        firstMediaNumber: article.media.count + 1)
      article.body = content.blocks
      add(content.media, to: &article)
      // The same words without their markup are no other text.
      if let plain, plain.words != article.plainText.words {
        rest.append(ExtraMember("content_text", .string(plain)))
      }
    } else if let plain {
      article.body = PlainParagraphs.blocks(of: plain)
    }
    if let image = text("image"), !has(image, article) {
      let number = article.media.count + 1
      article.media.append(
        Asset(
          id: "media-\(number)", kind: .picture, renditions: [Asset.Rendition(href: image)]))
    }
    article.extra = rest
    return article
  }

  fileprivate static func authors(_ members: [ExtraMember]) -> [Contributor] {
    let entries = members["authors"]?.elements ?? members["author"].map { [$0] } ?? []
    return entries.compactMap { entry in
      let (name, url) = (entry.members?["name"]?.text, entry.members?["url"]?.text)
      guard let name = name ?? url else { return nil }
      return Contributor(name: name, identifiers: url.map { [$0] } ?? [])
    }
  }

  /// Attachments of one title are the same thing in several codings (the specification says so).
  private static func readAttachments(_ rest: inout [ExtraMember], into article: inout Article) {
    guard let attachments = rest["attachments"]?.elements else { return }
    rest["attachments"] = nil
    for attachment in attachments {
      guard let members = attachment.members, let url = members["url"]?.text else { continue }
      let type = members["mime_type"]?.text
      let rendition = Asset.Rendition(
        href: url, mediaType: type, sizeInBytes: members["size_in_bytes"]?.integer,
        duration: members["duration_in_seconds"]?.text.flatMap { Double($0) })
      let title = members["title"]?.text
      if title != nil, let index = article.media.firstIndex(where: { $0.caption == title }) {
        article.media[index].renditions.append(rendition)
      } else {
        article.media.append(
          Asset(
            id: "media-\(article.media.count + 1)",
            kind: Asset.Kind(mediaType: type, address: url, place: nil),
            renditions: [rendition], caption: title))
      }
    }
  }

  /// Whether the article has a medium from there.
  private static func has(_ address: String, _ article: Article) -> Bool {
    article.media.contains { $0.renditions.contains { $0.href == address } }
  }

  /// Adds media of the body; those that are attached are that one.
  private static func add(_ found: [Asset], to article: inout Article) {
    var names: [String: String] = [:]
    for asset in found {
      let known = article.media.first { medium in
        medium.renditions.contains { rendition in
          asset.renditions.contains { $0.href == rendition.href }
        }
      }
      if let known { names[asset.id] = known.id } else { article.media.append(asset) }
    }
    guard !names.isEmpty else { return }
    article.body = article.body.mapBlocks { block in
      guard case .figure(var figure) = block else { return [block] }
      figure.media = names[figure.media] ?? figure.media
      return [.figure(figure)]
    }
  }
}

extension Diagnostic.Message {
  static let noFeedItems = Self(
    id: "jsonfeed.no-items",
    text: "the object has no array 'items'; name its format with --from")

  static let feedItemIsNoObject = Self(
    id: "jsonfeed.item-not-an-object", text: "an item that is not an object was left out")

  static func feedLeftOut(_ names: [String]) -> Self {
    Self(
      id: "jsonfeed.feed-left-out",
      text: "what the feed says beside its items was left out: " + names.joined(separator: ", "))
  }
}
