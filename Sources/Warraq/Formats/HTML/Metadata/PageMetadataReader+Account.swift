internal import WarraqCore
internal import WarraqModel

/// What a page says of its article that no article has a place for.
extension PageMetadataReader {
  /// The names of `meta` elements, and the members of the object that is the article in JSON-LD, that
  /// say something of the article and were not asked for, as `meta@NAME` and `json-ld@NAME`, in order.
  ///
  /// What is about the page, the site or a program is not among them.
  var unused: [String] {
    let metas = metas.keys.filter { name in
      Self.vocabularies.contains { name.hasPrefix($0) } && !Self.usedMetas.contains(name)
        && !Self.isFurniture(name)
    }
    let members = (article ?? []).map(\.name).filter { name in
      !name.hasPrefix("@") && !Self.usedMembers.contains(name)
        && !Self.furnitureMembers.contains(name)
    }
    return metas.sorted().map { "meta@" + $0 } + Set(members).sorted().map { "json-ld@" + $0 }
  }

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
