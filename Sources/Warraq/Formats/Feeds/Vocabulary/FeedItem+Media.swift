internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// Pictures and films: Media RSS 1.5.1 (https://www.rssboard.org/media-rss) and enclosures.
extension FeedItem {
  mutating func readMedia(_ child: XMLTree.Element, _ name: String) {
    switch name {
    case "content":
      var asset = Asset(id: "")
      readContent(child, into: &asset)
      describe(&asset, from: child)
      add(asset)
      readNested(in: child)
    case "group":
      var asset = Asset(id: "")
      for content in child.children where content.isNamed("content") {
        readContent(content, into: &asset)
        describe(&asset, from: content)
      }
      describe(&asset, from: child)
      add(asset)
      for inner in child.children {
        if inner.isNamed("group") { readMedia(inner, "group") }
        if inner.isNamed("content") { readNested(in: inner) }
      }
    case "thumbnail": if let thumbnail = rendition(child) { thumbnails.append(thumbnail) }
    case "title": mediaTitle = mediaTitle ?? child.nonEmptyText.map { FeedText.plain($0) }
    case "description", "text":
      mediaCaption = mediaCaption ?? child.nonEmptyText.map { FeedText.plain($0) }
    case "credit" where mediaCredit == nil:
      mediaCredit = child
      _ = child.nonEmptyText
    case "keywords":
      article.keywords += KeywordText.keywords(in: child.text).map { Keyword($0) }
    case "category" where child["scheme"] == nil && !head.isOurs:
      let term = child["label"] ?? child.nonEmptyText
      if let term { article.keywords.append(Keyword(FeedText.plain(term))) }
      if let term, let text = child.nonEmptyText, text != term { child.refuse() }
    case "player":
      var asset = Asset(id: "", kind: .video)
      readPlayer(child, into: &asset)
      add(asset)
    default: keep(child, name)
    }
  }

  /// Reads media that stand inside of another one, where no specification has them.
  private mutating func readNested(in content: XMLTree.Element) {
    for inner in content.children where inner.isNamed("content") || inner.isNamed("group") {
      readMedia(inner, inner.name)
    }
  }

  /// Reads what a podcast says of an episode.
  mutating func readPodcast(_ child: XMLTree.Element, _ name: String) {
    let text = child.nonEmptyText
    switch name {
    case "author": fallbackCreators = fallbackCreators.isEmpty ? people(text) : fallbackCreators
    case "title": fallbackTitle = fallbackTitle ?? text
    case "summary": fallbackSummary = text ?? fallbackSummary
    case "subtitle":
      if let text, !text.isBlank {
        article.titles.append(RoleText(role: TitleRole.sub, text: FeedText.plain(text)))
      }
    case "keywords":
      article.keywords += KeywordText.keywords(in: child.text).map { Keyword($0) }
    case "category":
      if let term = child["text"] ?? text { article.keywords.append(Keyword(term)) }
      for inner in child.children where inner.isNamed("category") {
        if let term = inner["text"] ?? inner.nonEmptyText { article.keywords.append(Keyword(term)) }
      }
    case "image":
      if let href = address(child["href"] ?? child["url"] ?? text, in: child) {
        thumbnails.append(Asset.Rendition(href: href))
      }
    case "duration":
      guard let text, let seconds = Self.seconds(text) else { return keep(child, name) }
      episodeSeconds = seconds
    default: keep(child, name)
    }
  }

  /// The seconds of `PT1H2M3S` (ISO 8601), without years and months, whose length is not known.
  private static func seconds(ofPeriod text: String) -> Double? {
    var total = 0.0
    var digits = ""
    var isTime = false
    for sign in text.dropFirst() {
      let unit: Double
      switch sign {
      case "0"..."9", ".": digits.append(sign); continue
      case ",": digits.append("."); continue
      case "T" where digits.isEmpty && !isTime: isTime = true; continue
      case "W" where !isTime: unit = 7 * 86400
      case "D" where !isTime: unit = 86400
      case "H" where isTime: unit = 3600
      case "M" where isTime: unit = 60
      case "S" where isTime: unit = 1
      default: return nil
      }
      guard let number = Double(digits), number.isFinite else { return nil }
      total += number * unit
      digits = ""
    }
    return digits.isEmpty && total > 0 ? total : nil
  }

  /// The seconds of `1:02:03`, `62:03`, `3723` or `PT1H2M3S`.
  private static func seconds(_ text: String) -> Double? {
    if text.trimmed.hasPrefix("P") { return seconds(ofPeriod: text.trimmed) }
    let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
    guard 1...3 ~= parts.count else { return nil }
    var total = 0.0
    for part in parts {
      guard let number = Double(part), number >= 0, number.isFinite else { return nil }
      total = total * 60 + number
    }
    return total > 0 ? total : nil
  }

  /// Adds what an enclosure or a link points to, unless it is there already.
  mutating func addEnclosure(href: String?, type: String?, length: String?) {
    guard let href = address(href) else { return }
    let type = type.flatMap { $0.isBlank ? nil : $0 }
    let rendition = Asset.Rendition(
      href: href, mediaType: type,
      sizeInBytes: length.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil })
    add(
      Asset(
        id: "", kind: Asset.Kind(mediaType: type, address: href, place: nil),
        renditions: [rendition]),
      isEnclosure: true)
  }

  private mutating func add(_ asset: Asset, isEnclosure: Bool = false) {
    guard !asset.renditions.isEmpty else { return }
    var asset = asset
    let known = asset.renditions.compactMap { $0.href.flatMap { mediaPlaces[$0] } }
      .filter { isEnclosure || enclosures.contains(article.media[$0].id) }
    if let index = known.min() {
      // An enclosure says less of the same thing than Media RSS does.
      if !isEnclosure {
        let id = article.media[index].id
        enclosures.remove(id)
        if asset.id.isEmpty { asset.id = id }
        article.media[index] = asset
        notePlace(of: asset, at: index)
      }
      return
    }
    if asset.id.isEmpty { asset.id = "media-\(article.media.count + 1)" }
    if isEnclosure { enclosures.insert(asset.id) }
    notePlace(of: asset, at: article.media.count)
    article.media.append(asset)
  }

  mutating func notePlace(of asset: Asset, at index: Int) {
    for href in asset.renditions.compactMap(\.href) where mediaPlaces[href] == nil {
      mediaPlaces[href] = index
    }
  }

  private func readContent(_ child: XMLTree.Element, into asset: inout Asset) {
    guard var rendition = rendition(child) else { return }
    for category in child.children where category.isNamed("category") {
      if category["scheme"] == FeedRole.rendition { rendition.role = category.nonEmptyText }
    }
    // The same in RSS 1.0.
    rendition.role = child["dcterms:type"] ?? rendition.role
    asset.renditions.append(rendition)
    asset.kind =
      asset.kind
      ?? child.attribute("medium") { Asset.Kind(mediaType: $0) }
      // Our writer says the kind where it is known.
      ?? (head.isOurs
        ? nil : Asset.Kind(mediaType: rendition.mediaType, address: rendition.href, place: nil))
  }

  private func rendition(_ child: XMLTree.Element) -> Asset.Rendition? {
    guard let href = address(child["url"], in: child) else { return nil }
    func number(_ name: StaticString) -> Int? { child.attribute(name) { Int($0) } }
    return Asset.Rendition(
      href: href, mediaType: child["type"], width: number("width"), height: number("height"),
      sizeInBytes: number("fileSize"),
      duration: child.attribute("duration") { Double($0) ?? Self.seconds($0) })
  }

  /// Reads the address of a page that plays a film; it counts where no address of the film is known.
  private func readPlayer(_ player: XMLTree.Element, into asset: inout Asset) {
    guard asset.renditions.isEmpty, var rendition = rendition(player) else { return }
    rendition.role = "player"
    asset.renditions = [rendition]
  }

  private mutating func describe(_ asset: inout Asset, from element: XMLTree.Element) {
    for child in element.children {
      switch child.name {
      case "title":
        asset.altText = asset.altText ?? child.nonEmptyText.map { FeedText.plain($0) }
      case "description", "text":
        asset.caption = asset.caption ?? child.nonEmptyText.map { FeedText.plain($0) }
      case "credit": asset.credit = asset.credit ?? child.nonEmptyText
      case "category":
        switch child["scheme"] {
        case FeedRole.kind:
          let kind = Asset.Kind(rawValue: child.text)
          asset.kind = kind ?? asset.kind
          if kind == nil { child.refuse() }
        case FeedRole.identifier where asset.id.isEmpty: asset.id = child.text
        case FeedRole.rendition: break
        case nil where !head.isOurs: readMedia(child, "category")
        default: keep(child, "category")
        }
      case "thumbnail":
        guard var thumbnail = rendition(child) else { continue }
        if asset.kind == .picture {
          thumbnail.role = "thumbnail"
          let isKnown = asset.renditions.contains { $0.href == thumbnail.href }
          if !isKnown { asset.renditions.append(thumbnail) }
        } else {
          thumbnails.append(thumbnail)
        }
      case "player":
        if asset.kind == nil {
          asset.kind = element["medium"].flatMap { Asset.Kind(mediaType: $0) }
        }
        readPlayer(child, into: &asset)
      case "keywords":
        article.keywords += KeywordText.keywords(in: child.text).map { Keyword($0) }
      case "content", "group": break
      case "type" where head.isOurs: asset.kind = Asset.Kind(rawValue: child.text) ?? asset.kind
      case "identifier" where head.isOurs && asset.id.isEmpty: asset.id = child.text
      default: keep(child, child.name)
      }
    }
  }

  /// Gives a credit that is beside the media to the first of them; without any it is the author's.
  private mutating func finishCredit() {
    guard let mediaCredit, let name = mediaCredit.nonEmptyText else { return }
    if !article.media.isEmpty, article.media[0].credit == nil {
      article.media[0].credit = name
    } else if article.media.isEmpty, article.creators.isEmpty,
      mediaCredit["role"]?.lowercased() == "author"
    {
      article.creators = people(name)
    } else if article.media.first?.credit != name {
      keep(mediaCredit, "credit")
    }
  }

  mutating func finishMedia() {
    if let episodeSeconds,
      let index = article.media.firstIndex(where: { $0.kind == .audio || $0.kind == .video }),
      !article.media[index].renditions.isEmpty
    {
      let known = article.media[index].renditions[0].duration
      article.media[index].renditions[0].duration = known ?? episodeSeconds
    }
    var known: Set<String?> = []
    if !thumbnails.isEmpty {
      known = Set(article.media.lazy.flatMap(\.renditions).map(\.href))
    }
    for thumbnail in thumbnails where known.insert(thumbnail.href).inserted {
      var rendition = thumbnail
      rendition.role = "thumbnail"
      // A still of a film and a small copy of a picture are renditions of what there is.
      if article.media.count == 1, article.media[0].kind == .picture {
        article.media[0].renditions.append(rendition)
      } else {
        add(Asset(id: "", kind: .picture, renditions: [rendition]))
      }
    }
    if !article.media.isEmpty {
      article.media[0].caption = article.media[0].caption ?? mediaCaption
    }
    finishCredit()
  }
}

/// Schemes of `media:category` for what Media RSS has no attribute for, and relations of links.
enum FeedRole {
  static let relation = "urn:warraq:relation:"
  static let rendition = "urn:warraq:rendition"
  static let kind = "urn:warraq:kind"
  static let identifier = "urn:warraq:media"
}
