internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// What a page says of its article that no article has a place for.
extension PageMetadataReader {
  /// The names of `meta` elements, of relations of `link` elements, of properties of an article in
  /// microdata, and of members of the object that is the article in JSON-LD, that say something of
  /// the article and were not asked for, as `meta@NAME`, `link@NAME`, `microdata@NAME` and
  /// `json-ld@NAME`, in order.
  ///
  /// What is about the page, the site or a program is not among them.
  var unused: [String] {
    let properties = unusedProperties
    let known = Set(properties.map { $0.lowercased() })
    let metas = metas.keys.filter { name in
      Self.vocabularies.contains { name.hasPrefix($0) } && !Self.usedMetas.contains(name)
        && !Self.isFurniture(name) && !known.contains(name)
    }
    let members = (article ?? []).map(\.name).filter { name in
      !name.hasPrefix("@") && !Self.usedMembers.contains(name)
        && !Self.furnitureMembers.contains(name)
    }
    return metas.sorted().map { "meta@" + $0 } + unusedLinks.map { "link@" + $0 }
      + properties.map { "microdata@" + $0 }
      + Set(members).sorted().map { "json-ld@" + $0 }
  }

  private var unusedLinks: [String] {
    var found: Set<String> = []
    for link in page.links {
      found.formUnion(relations(of: Int(link)).filter { Self.articleRelations.contains($0) })
    }
    return found.sorted()
  }

  /// What a link of a page's head says of its article and is not used.
  private static let articleRelations: Set<String> = [
    "amphtml", "author", "image_src", "next", "original-source", "prev", "publisher",
    "shortlink", "standout", "syndication-source",
  ]

  /// The relations of a link, in small letters.
  func relations(of link: Int) -> [String] {
    page.tree.value(.rel, of: link).map { rel in
      String(decoding: rel, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
        .map(String.init)
    } ?? []
  }

  private var unusedProperties: [String] {
    var found: Set<String> = []
    for place in properties {
      guard let names = attribute(.itemprop, of: place) else { continue }
      for name in names.split(whereSeparator: \.isWhitespace)
      where !Self.usedProperties.contains(name.lowercased()) && isOfArticle(place) {
        found.insert(String(name))
      }
    }
    for meta in page.metas {
      guard let bytes = page.tree.value(.itemprop, of: Int(meta)) else { continue }
      let name = String(decoding: bytes, as: UTF8.self).trimmed
      if !name.isEmpty, !Self.usedProperties.contains(name.lowercased()),
        isOfArticle(node: Int(page.tree.nodes[Int(meta)].parent))
      {
        found.insert(name)
      }
    }
    return found.sorted()
  }

  private func isOfArticle(_ place: Int) -> Bool {
    isOfArticle(node: Int(page.tree.nodes[Int(page.nodes[place].node)].parent))
  }

  /// Whether the item that an element is in is an article (https://html.spec.whatwg.org/#microdata).
  private func isOfArticle(node: Int) -> Bool {
    var node = node
    while node >= 0 {
      if page.tree.value(.itemscope, of: node) != nil {
        let type =
          page.tree.value(.itemtype, of: node)
          .map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
        return ["article", "posting", "report", "review"].contains { type.contains($0) }
      }
      node = Int(page.tree.nodes[node].parent)
    }
    return false
  }

  /// Properties of microdata that are read, and those about the page and its pictures.
  private static let usedProperties: Set<String> = [
    "articlebody", "author", "datecreated", "datemodified", "datepublished", "headline", "image",
    "mainentityofpage", "name", "text", "thumbnailurl", "url", "description", "publisher",
    "commentcount", "comment", "interactionstatistic", "wordcount", "haspart", "ispartof",
    "associatedmedia", "video",
  ]

  /// How the names begin that vocabularies of news and of documents have.
  private static let vocabularies = [
    "news_keywords", "article", "og:", "twitter:", "dc.", "dc:", "dcterms.", "dcterms:", "parsely-",
    "sailthru.", "citation_", "prism.", "cxenseparse:", "bt:", "rnews:", "author", "byl",
    "copyright",
    "rights", "geo.", "abstract", "subject", "keywords", "section", "syndication-source",
    "original-source", "news:",
  ]

  /// Whether a name is about the shape of a picture, or an account or a program.
  private static func isFurniture(_ name: String) -> Bool {
    let ends = [
      ":width", ":height", ":type", ":secure_url", ":site", ":site:id", ":card", ":creator:id",
      ":url", ":domain", ":locale", ":alternate", ":publisher", ":widgets", ":dnt", "fb_appid",
    ]
    return name.hasPrefix("twitter:app:") || ends.contains { name.hasSuffix($0) }
  }

  private static let usedMetas = Set(dateNames + weakDateNames + metaNames).union(
    """
    og:site_name cxenseparse:site article:modified_time og:updated_time article:section \
    og:article:section section parsely-section cxenseparse:section og:description \
    twitter:description og:image og:image:url og:image:secure_url twitter:image og:image:alt \
    twitter:image:alt og:url dcterms.license dc.rights copyright og:title twitter:title dc.title \
    parsely-title sailthru.title og:locale dc.language og:type article:tag news_keywords keywords \
    parsely-tags sailthru.tags
    """.split(separator: " ").map(String.init))

  private static let usedMembers = Set(
    """
    headline name author creator datePublished dateModified dateCreated keywords articleSection \
    description image publisher license isAccessibleForFree articleBody inLanguage dateline \
    copyrightNotice
    """.split(separator: " ").map(String.init))

  /// What is about the page, its parts and its readers.
  private static let furnitureMembers = Set(
    """
    mainEntityOfPage mainEntity url isPartOf hasPart potentialAction speakable comment commentCount \
    interactionStatistic wordCount breadcrumb thumbnailUrl sameAs timeRequired discussionUrl \
    primaryImageOfPage
    """.split(separator: " ").map(String.init))
}
