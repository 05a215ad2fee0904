internal import WarraqMarkup

// Bodies, pictures and related stories.
extension NinjsObject {
  // MARK: - Body

  private struct Body {
    var type: String
    var value: String
    /// How many words and characters it has as the sender says.
    var counted: (words: Int?, characters: Int?) = (nil, nil)

    /// Whether it is marked up, whatever it says of itself.
    var isMarkup: Bool {
      NinjsObject.isMarkup(value) || type.contains("html") && value.hasASCII("&")
    }
  }

  /// Whether a text has tags.
  private static func isMarkup(_ text: String) -> Bool {
    text.withUTF8Bytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      var start = 0
      while let sign = ByteScan.first(UInt8(ascii: "<"), in: base, from: start, to: bytes.count - 1)
      {
        start = sign + 1
        if (bytes[start] | 0x20) &- 0x61 < 26 || bytes[start] == UInt8(ascii: "/") { return true }
      }
      return false
    }
  }

  /// A text without its tags.
  static func plain(_ text: String, type: String?) -> String {
    guard type != "text/plain", isMarkup(text) else { return text }
    return HTMLContent(html: text).blocks.plainText
  }

  mutating func readBody(into article: inout Article, limits: Limits) {
    let place = members.firstIndex { $0.name == "bodies" || $0.name.hasPrefix("body_") }
    let kept = members.filter { $0.name == "bodies" || $0.name.hasPrefix("body_") }
    var bodies = entries("bodies") { entry -> Body? in
      _ = entry.text("role")
      let counts = ["charCount", "charcount", "wordCount", "wordcount"].map { name in
        entry.take(name) { value in value.text.flatMap { Int($0) } }
      }
      return Body(
        type: entry.text("contentType", "contenttype") ?? "", value: entry.text("value") ?? "",
        counted: (counts[2] ?? counts[3], counts[0] ?? counts[1]))
    }
    for member in kept where member.name != "bodies" {
      guard let value = text(member.name) else { continue }
      bodies.append(Body(type: member.name == "body_text" ? "text/plain" : "", value: value))
    }
    let counts = ["wordcount", "charcount"].map { name in
      take(name) { value in value.text.flatMap { Int($0) } }
    }
    // They are alternatives: the one with markup says most, where it has words.
    guard var best = bodies.first(where: { $0.isMarkup && $0.type != "text/plain" }) ?? bodies.first
    else { return }
    read(best, into: &article, limits: limits)
    if !article.body.hasWords,
      let other = bodies.first(where: { !Self.plain($0.value, type: $0.type).isBlank })
    {
      let pictures = article.body
      read(other, into: &article, limits: limits)
      article.body = pictures + article.body
      best = other
    }
    counted = (best.counted.words ?? counts[0], best.counted.characters ?? counts[1])
    let others = bodies.filter { $0.value != best.value }
    guard let place, !others.isEmpty else { return }
    let words = article.body.plainText.words
    let isOther = others.contains { other in
      let text = Self.plain(other.value, type: nil)
      return text.words != words && !text.isBlank
    }
    guard isOther else { return }
    // Another text than the one chosen is not lost.
    members.removeAll { $0.name == "bodies" }
    members.insert(contentsOf: kept, at: min(place, members.count))
  }

  private mutating func read(_ body: Body, into article: inout Article, limits: Limits) {
    guard body.isMarkup, body.type != "text/plain" else {
      return article.body = PlainParagraphs.blocks(of: body.value)
    }
    let content = HTMLContent(
      html: body.value, limits: limits, firstMediaNumber: article.media.count + 1)
    leftOutNULs += content.leftOutNULs
    article.body = content.blocks
    article.add(bodyMedia: content.media)
  }

  // MARK: - Media and related stories

  mutating func readMedia(into article: inout Article, kind: Asset.Kind?, limits: Limits) {
    let renditions = readRenditions()
    if !renditions.isEmpty {
      article.media.append(
        Asset(id: "media-1", kind: kind ?? Self.kind(of: renditions), renditions: renditions))
    }
    var media = article.media
    var taken = Set(media.map(\.id))
    var related: [RelatedItem] = []
    _ = entries("associations") { entry -> Void? in
      let name = entry.text("name")
      if var asset = entry.asset(name: name) {
        if asset.id.isEmpty { asset.id = "media-\(media.count + 1)" }
        while !taken.insert(asset.id).inserted { asset.id += "-2" }
        media.append(asset)
      } else {
        let known = entry.understood
        let item = entry.related(limits: limits)
        guard entry.understood > known else { return nil }
        related.append(item)
      }
      return ()
    }
    article.media = media
    article.related = related
  }

  /// A picture is its own story: what describes it is its caption, and it stands in the body.
  func showMedia(of article: inout Article, kind: Asset.Kind?) {
    guard kind != nil, article.body.isEmpty, let first = article.media.first else { return }
    article.media[0].caption = article.media[0].caption ?? article.summary
    article.body = [.figure(Figure(media: first.id))]
  }

  private mutating func readRenditions() -> [Asset.Rendition] {
    entries("renditions") { entry -> Asset.Rendition? in
      var rendition = Asset.Rendition()
      rendition.role = entry.text("name")
      rendition.href = entry.text("href")
      rendition.mediaType =
        entry.text("contentType", "contenttype") ?? entry.text("mimetype")
      rendition.width = entry.take("width", convert: \.integer)
      rendition.height = entry.take("height", convert: \.integer)
      rendition.sizeInBytes =
        entry.take("sizeInBytes", convert: \.integer)
        ?? entry.take("sizeinbytes", convert: \.integer)
      rendition.duration = entry.take("duration") { value in value.text.flatMap { Double($0) } }
      // A name alone leads nowhere.
      return rendition == Asset.Rendition(role: rendition.role) ? nil : rendition
    }
  }

  private static func kind(of renditions: [Asset.Rendition]) -> Asset.Kind? {
    Asset.Kind(
      mediaType: renditions.lazy.compactMap(\.mediaType).first,
      address: renditions.lazy.compactMap(\.href).first, place: nil)
  }

  /// The association as an asset, unless it is a story.
  private mutating func asset(name: String?) -> Asset? {
    let type = members["type"]?.text
    let kind = type.flatMap(Asset.Kind.init(ninjs:))
    let isMedia =
      kind != nil || type == "component" || (type == nil && members["renditions"] != nil)
    guard isMedia else { return nil }
    for each in ["type", "rel"] { _ = text(each) }
    var part = Article()
    let all = members
    readTitles(into: &part)
    readSummaries(into: &part, limits: Limits())
    var asset = Asset(id: name ?? "")
    asset.credit = text("by", "byline")
    asset.renditions = readRenditions()
    asset.kind = kind ?? Self.kind(of: asset.renditions)
    let uri = text("uri")
    if asset.renditions.allSatisfy({ $0.href == nil }), let uri, uri.hasPrefix("http") {
      // Renditions that are only announced: the identifier is all that leads there.
      asset.renditions.insert(Asset.Rendition(href: uri), at: 0)
    }
    asset.altText = part.summaries.first { $0.role == NinjsRole.altText }?.text
    let captions = part.summaries.filter { $0.role != NinjsRole.altText }
    asset.caption = captions.first?.text ?? part.headline
    // A medium has one caption: what else was said of it stays in the list.
    let isWhole =
      captions.count < 2 && part.titles.isEmpty
      && (part.headline == nil || part.headline == asset.caption)
    if !isWhole { members += all.filter { members[$0.name] == nil && Self.isCaption($0.name) } }
    return asset
  }

  private static func isCaption(_ name: String) -> Bool {
    name.hasPrefix("headline") || name.hasPrefix("description") || name == "title"
  }

  private mutating func related(limits: Limits) -> RelatedItem {
    let rel = text("rel")
    var article = self.article(limits: limits)
    members = article.extra
    var item = RelatedItem(title: article.headline, url: article.url)
    if let rel { item.relation = rel }
    let hasBody = !article.body.isEmpty
    let isOurs = article.id.hasPrefix(NinjsItem.unidentified)
    if let index = article.alternateIDs.firstIndex(where: { $0.role == NinjsRole.id }) {
      item.id = article.alternateIDs.remove(at: index).text
    } else if let url = item.url, URIText.absolute(url) == article.id {
      item.id = nil
    } else if !isOurs, !article.id.isEmpty {
      item.id = article.id
    }
    item.label = article.summaries.first { $0.role == NinjsRole.label }?.text
    if hasBody { item.article = article }
    return item
  }
}
