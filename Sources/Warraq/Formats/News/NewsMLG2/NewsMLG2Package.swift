/// The items that one article becomes.
struct NewsMLG2Package {
  /// The items, a package after what it packs.
  private(set) var items: [(article: Article, form: NewsMLG2Form)] = []
  /// What the identifiers of the groups of its package start with.
  private(set) var groupHash: UInt64?

  /// Takes an article apart.
  init(_ article: Article, as kind: NewsMLG2Writer.Item) {
    let packs = article.body.isEmpty && article.related.contains { $0.isPacked }
    switch kind {
    case .news: items = [(article, Self.form(of: article))]
    case .auto where packs: appendPackage(article)
    case .auto: items = [(article, Self.form(of: article))]
    case .package:
      let stories = article.related.compactMap(\.article)
      let pictures = article.media.filter { $0.renditions.contains { $0.href != nil } }
      guard !article.related.isEmpty || !pictures.isEmpty, Self.form(of: article).isStory else {
        items = [(article, Self.form(of: article))]
        return
      }
      if !packs { items.append((article, .story)) }
      for picture in pictures {
        let item = Self.item(of: picture, in: article)
        items.append((item, Self.form(of: item)))
      }
      for story in stories { items.append((story, Self.form(of: story))) }
      let package = packs ? article : Self.envelope(of: article, items.map(\.article))
      appendPackage(package)
    }
  }

  // MARK: - Private

  /// An item that is a picture is written as one, where nothing of it would be lost.
  private static func form(of article: Article) -> NewsMLG2Form {
    guard article.body.isEmpty, let nature = article.nature, NewsMLG2.isSimpleNature(nature),
      nature != "text", article.media.count == 1, let asset = article.media.first,
      asset.id == "media-1", asset.altText == nil, asset.credit == nil, !asset.renditions.isEmpty,
      asset.renditions.allSatisfy({
        $0.href != nil
          && NewsMLG2.kind(ofContent: $0.mediaType, nature: nature, at: $0.href) == asset.kind
      })
    else { return .story }
    return .media
  }

  private mutating func appendPackage(_ article: Article) {
    // FNV-1a, 64 bits: identifiers of groups are unique in a message, so each package has its own.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in article.id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ UInt64(truncatingIfNeeded: article.version)) &* 0x100_0000_01B3
    groupHash = hash
    items.append((article, .package(idPrefix: NewsMLG2.groupPrefix(hash))))
  }

  /// What is true of the story and of everything that is sent with it.
  private static func attachment(to article: Article, named name: String) -> Article {
    var item = Article(id: UUIDv5.urn(for: Array(name.utf8), in: UUIDv5.urlNamespace))
    item.version = article.version
    item.language = article.language
    item.direction = article.direction
    item.published = article.published
    item.modified = article.modified
    item.embargoed = article.embargoed
    item.expires = article.expires
    item.status = article.status
    item.provider = article.provider
    item.sources = article.sources
    return item
  }

  private static func item(of picture: Asset, in article: Article) -> Article {
    let address = picture.renditions.lazy.compactMap(\.href).first ?? ""
    var item = attachment(to: article, named: "\(article.id) \(picture.id) \(address)")
    var picture = picture
    item.creditLine = picture.credit
    picture.credit = nil
    if let text = picture.altText {
      item.summaries = [RoleText(role: "alternative-text", text: text)]
      picture.altText = nil
    }
    picture.id = "media-1"
    item.media = [picture]
    if let kind = picture.kind, let nature = NewsMLG2.nature(of: kind) {
      item.extra["itemClass"] = .string(String(nature.dropFirst("ninat:".count)))
    }
    return item
  }

  /// A package of a story and what belongs to it.
  private static func envelope(of article: Article, _ items: [Article]) -> Article {
    var package = attachment(to: article, named: "\(article.id) package")
    package.headline = article.headline
    package.urgency = article.urgency
    package.copyrightHolder = article.copyrightHolder
    package.copyrightNotice = article.copyrightNotice
    package.usageTerms = article.usageTerms
    var story = article
    story.related = []
    package.related = [RelatedItem(relation: NewsMLG2.packagedRelation, article: story)]
    for item in items.dropFirst() where item.nature != nil {
      package.related.append(
        RelatedItem(
          relation: NewsMLG2.mediaRelation, title: item.media.first?.caption, article: item))
    }
    package.related += article.related
    return package
  }
}

extension NewsMLG2Form {
  fileprivate var isStory: Bool {
    if case .story = self { true } else { false }
  }
}

extension StoryRelation {
  /// Whether a package may refer to it as what it packs.
  var isPacked: Bool { relation == NewsMLG2.packagedRelation }
}
