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
    var warnings: [JSONWarning] = []
    defer { context.emit(warnings, in: record) }
    let feed = try record.jsonMembers(
      maximumDepth: context.limits.maximumDepth, warnings: &warnings)
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
      var article = Self.article(members, of: common, limits: context.limits, problems: &problems)
      if members["language"]?.looseText == nil {
        article.checkInheritedLanguage(&context, at: record.location)
      }
      if article.dropRepeatedHeadline() {
        context.log.emit(.note, .repeatedHeadline, at: record.location)
      }
      context.log.keep(.member, article.extra)
      context.log.identify(article.id, at: record.location)
      articles.append(article)
      for problem in problems { context.log.emit(.warning, problem, at: record.location) }
    }
    for name in common.leftOut { context.log.reading.add(.member, name, .passedOver) }
  }

  /// What the feed says for all of its items.
  private struct FeedCommon {
    var authors: [Contributor]
    var language: String?
    var provider: Party?
    var base: String?
    var leftOut: [String]

    init(_ feed: [ExtraMember]) {
      var rest = feed
      func text(_ name: String) -> String? {
        guard let text = rest[name]?.text else { return nil }
        rest[name] = nil
        return text
      }
      for name in ["version", "items"] { rest[name] = nil }
      language = text("language")
      let (page, own) = (text("home_page_url"), text("feed_url"))
      base = page ?? own
      authors = JSONFeedReader.takeAuthors(from: &rest, base: base)
      // A feed that says where it lives says who publishes it.
      let title = text("title")
      if let base, let title { provider = Party(name: title, iri: base) }
      leftOut = rest.map(\.name)
    }
  }

  private static func article(
    _ members: [ExtraMember], of feed: FeedCommon, limits: Limits,
    problems: inout [Diagnostic.Message]
  ) -> Article {
    var rest = members
    func text(_ name: String) -> String? {
      guard let value = rest[name], let text = value.looseText else { return nil }
      // What an object says besides the text is kept with it.
      if !(value.members?.contains { !Self.isOfText($0.name) } ?? false) { rest[name] = nil }
      return text
    }
    // 1.0 allowed numbers for identifiers, and `text` gives their digits.
    var article = Article(id: text("id") ?? "")
    article.url = text("url").map { absolute($0, from: feed.base) }
    article.headline = text("title")
    article.language = LanguageTag.repaired(text("language") ?? feed.language)
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
    article.creators = takeAuthors(from: &rest, base: article.url ?? feed.base)
    if article.creators.isEmpty { article.creators = feed.authors }
    if let tags = rest["tags"]?.elements {
      article.keywords = tags.compactMap { tag in
        tag.looseText.map { $0.trimmed }.flatMap { $0.isEmpty ? nil : Keyword($0) }
      }
      let odd = tags.filter { $0.looseText == nil && $0 != .null }
      if !odd.isEmpty { problems.append(.oddFeedMember("tags")) }
      rest["tags"] = odd.isEmpty ? nil : .array(odd)
    } else if let tags = rest["tags"]?.text {
      article.keywords = KeywordText.keywords(in: tags).map { Keyword($0) }
      rest["tags"] = nil
    }
    article.provider = feed.provider
    let base = article.url.flatMap { URIText.isAbsolute($0) ? $0 : nil } ?? feed.base
    if readAttachments(&rest, into: &article, base: base) {
      problems.append(.oddFeedMember("attachments"))
    }
    var (html, plain) = (text("content_html"), text("content_text"))
    // An empty text does not count beside one with words.
    if html?.isBlank == true, plain?.isBlank == false { html = nil }
    if plain?.isBlank == true, html != nil { plain = nil }
    if let html {
      let content = HTMLContent(
        html: html, limits: limits, base: base,
        firstMediaNumber: article.media.count + 1)
      if content.leftOutNULs > 0 { problems.append(.leftOutNULs(content.leftOutNULs)) }
      article.body = content.blocks
      article.add(bodyMedia: content.media)
      // The same words without their markup are no other text.
      if let plain, plain.words != article.plainText.words {
        rest.append(ExtraMember("content_text", .string(plain)))
      }
    } else if let plain {
      article.body = PlainParagraphs.blocks(of: plain)
    }
    if let picture = rest["image"]?.members, picture.count == 1, let url = picture["url"] {
      rest["image"] = url
    }
    if let image = text("image").map({ absolute($0, from: base) }), !image.isBlank,
      !has(image, article)
    {
      let number = article.media.count + 1
      article.media.append(
        Asset(
          id: "media-\(number)", kind: .picture, renditions: [Asset.Rendition(href: image)]))
    }
    // A member that is there and says nothing is no more than one that is not.
    article.extra = rest.filter { $0.value != .null || $0.name.hasPrefix("_") }
    return article
  }

  /// The absolute form of a relative address where a base is known.
  private static func absolute(_ address: String, from base: String?) -> String {
    guard let base, !address.isBlank, !URIText.isAbsolute(address) else { return address }
    return IRIReference(base: base).resolve(address) ?? address
  }

  /// Whether a member of an object of a CMS is the text or says nothing besides it.
  private static func isOfText(_ name: String) -> Bool {
    switch name {
    case "rendered", "value", "text", "html", "plain", "name", "#text", "protected": true
    default: false
    }
  }

  /// Takes out the authors; lists that say more of them than a name and an address stay as well.
  ///
  /// - Parameter base: what their addresses are relative to.
  fileprivate static func takeAuthors(
    from members: inout [ExtraMember], base: String?
  ) -> [Contributor] {
    var people: [Contributor] = []
    for list in ["authors", "author"] {
      guard let value = members[list] else { continue }
      var found: [Contributor] = []
      var isWhole = true
      for entry in value.elements ?? [value] {
        if let text = entry.text {
          found += PeopleText.people(in: text.trimmed)
          continue
        }
        let (name, url) = (entry.members?["name"]?.text, entry.members?["url"]?.text)
        let known = (name == nil ? 0 : 1) + (url == nil ? 0 : 1)
        if entry.members?.count ?? 0 > known { isWhole = false }
        guard let name = name ?? url, !name.isBlank else { continue }
        found.append(
          Contributor(name: name, identifiers: url.map { [absolute($0, from: base)] } ?? []))
      }
      if people.isEmpty {
        people = found
      } else if !found.allSatisfy({ people.contains($0) }) {
        continue
      }
      if isWhole, !found.isEmpty { members[list] = nil }
    }
    return people
  }

  /// Attachments of one title are the same thing in several codings (the specification says so).
  ///
  /// Returns whether some have no address. These stay, and so do those that say more than an
  /// article can hold.
  private static func readAttachments(
    _ rest: inout [ExtraMember], into article: inout Article, base: String?
  ) -> Bool {
    guard let list = rest["attachments"] else { return false }
    let attachments = list.elements ?? [list]
    var kept: [ExtraValue] = []
    var hasOdd = false
    var places: [String: Int] = [:]
    for attachment in attachments {
      guard var members = attachment.members, let address = members["url"]?.text else {
        if attachment != .null {
          kept.append(attachment)
          hasOdd = true
        }
        continue
      }
      func take<Value>(_ name: String, _ convert: (ExtraValue) -> Value?) -> Value? {
        guard let value = members[name].flatMap(convert) else { return nil }
        members[name] = nil
        return value
      }
      members["url"] = nil
      let url = absolute(address, from: base)
      let type = take("mime_type", \.text)
      let rendition = Asset.Rendition(
        href: url, mediaType: type,
        sizeInBytes: take("size_in_bytes") { $0.integer ?? $0.text.flatMap { Int($0) } },
        duration: take("duration_in_seconds") { $0.text.flatMap { Double($0) } })
      let title = take("title", \.text)
      if !members.isEmpty { kept.append(attachment) }
      if let index = title.flatMap({ places[$0] }) {
        article.media[index].renditions.append(rendition)
      } else {
        if let title { places[title] = article.media.count }
        article.media.append(
          Asset(
            id: "media-\(article.media.count + 1)",
            kind: Asset.Kind(mediaType: type, address: url, place: nil),
            renditions: [rendition], caption: title))
      }
    }
    rest["attachments"] = kept.isEmpty ? nil : .array(kept)
    return hasOdd
  }

  /// Whether the article has a medium from there.
  private static func has(_ address: String, _ article: Article) -> Bool {
    article.media.contains { $0.renditions.contains { $0.href == address } }
  }
}

extension Diagnostic.Message {
  static func oddFeedMember(_ name: String) -> Self {
    Self(
      id: "jsonfeed.odd-entry",
      text: "an entry of '\(name)' could not be read; it is kept in 'extra'")
  }

  static let noFeedItems = Self(
    id: "jsonfeed.no-items",
    text: "the object has no array 'items'; name its format with --from")

  static let feedItemIsNoObject = Self(
    id: "jsonfeed.item-not-an-object", text: "an item that is not an object was left out")
}
