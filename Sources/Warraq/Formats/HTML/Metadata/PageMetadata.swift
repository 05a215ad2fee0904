internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel
internal import WarraqMarkup

/// What a page says of its article outside the text, each value with where it comes from.
struct PageMetadata {
  /// A value and its evidence.
  struct Stated<Value> {
    var value: Value
    var evidence: String
    /// Another reading of the value that is as good.
    var other: Value?
  }

  var title: Stated<String>?
  var authors: Stated<[String]>?
  var published: Stated<NewsDate>?
  var modified: NewsDate?
  var tags: Stated<[String]>?
  var section: String?
  var summary: String?
  var language: String?
  var picture: String?
  var pictureAlt: String?
  var site: String?
  var publisher: String?
  var address: String?
  /// What links are relative to.
  var base: String?
  var license: String?
  var isFree = true
  var liveUpdates = false
  /// The dates of publication and of the last change as the page states them.
  var statedDates: (published: String?, modified: String?)
  var articleBody: String?
  var dateline: String?
  var copyrightNotice: String?
  /// What the page says of the article besides.
  var unused: [String] = []

  /// The block of the headline, -1 without.
  var headline = -1
}

/// Works out the metadata of a page.
struct PageMetadataReader {
  let page: PageArena
  let data: LinkedData
  let article: LinkedData.Object?
  let articleScore: Double
  /// The values of each name of `meta`, names in small letters.
  let metas: [String: [String]]
  /// What links are relative to.
  let base: String?
  private let place: String?
  let language: String?
  let dates: PageDateFinder
  /// What designers named each element.
  private(set) var names: [PageNames] = []
  /// Whether the element is part of the page's frame: navigation, asides, its footer.
  private(set) var isFrame: [Bool] = []
  private(set) var isCompany: [Bool] = []
  /// The elements that are properties of microdata.
  private(set) var properties: [Int] = []
  var site = ""
  var host = ""
  var canonical: String?
  /// The folded names of the site.
  var siteNames: Set<String> = []
  var headline = -1

  /// - Parameters:
  ///   - page: the page.
  ///   - address: what its links are relative to, as it says.
  ///   - place: where it was found.
  ///   - maximumDepth: how deep JSON may be nested.
  init(_ page: PageArena, address: String?, place: String?, maximumDepth: Int) {
    self.page = page
    data = LinkedData(
      page.linkedData.map { Self.content(of: Int($0), in: page.tree) }, maximumDepth: maximumDepth)
    let found = data.article
    article = found?.object
    articleScore = found?.score ?? 0
    metas = Self.metas(page)
    let root = page.nodes.isEmpty ? nil : page.value(.lang, of: 0) ?? page.value(.xmlLang, of: 0)
    let stated = root.map { String(decoding: $0, as: UTF8.self) }
    language = [
      stated, metas["og:locale"]?.first, metas["content-language"]?.first,
      metas["language"]?.first, metas["dc.language"]?.first,
    ].lazy.compactMap { $0?.trimmed }.first { !$0.isEmpty }
      .flatMap { LanguageTag.wellFormed($0.replacing("_", with: "-")) }
    dates = PageDateFinder(language: language)
    for link in page.links {
      let rel = page.tree.value(.rel, of: Int(link)).map { String(decoding: $0, as: UTF8.self) }
      if canonical == nil, rel?.lowercased().contains("canonical") == true,
        let href = page.tree.value(.href, of: Int(link)), !href.isEmpty
      {
        canonical = String(decoding: href, as: UTF8.self)
      }
    }
    self.place = place
    // An address that is relative to nothing says less than another.
    let addresses = [address, place, canonical, metas["og:url"]?.first].compactMap { $0 }
    let known = addresses.first { URIText.isAbsolute($0) }
    if let known, let first = addresses.first, !URIText.isAbsolute(first) {
      base = IRIReference(base: known).resolve(first) ?? known
    } else {
      base = addresses.first
    }
    host = IRIReference.host(of: base ?? "") ?? ""
    if host.hasPrefix("www.") { host.removeFirst(4) }
    nameElements()
    let publisher = data.objects.lazy.compactMap { $0["publisher"]?.object?["name"]?.string }.first
    site =
      meta("og:site_name", "application-name", "al:ios:app_name", "cxenseparse:site")
      ?? publisher?.cleanedText ?? ""
  }

  static func content(of node: Int, in tree: HTMLTree) -> ArraySlice<UInt8> {
    let first = Int(tree.nodes[node].first)
    guard first >= 0 else { return [] }
    guard tree.nodes[first].next >= 0 else { return tree.text(of: first) }
    var bytes: [UInt8] = []
    var child = first
    while child >= 0 {
      bytes += tree.text(of: child)
      child = Int(tree.nodes[child].next)
    }
    return bytes[...]
  }

  static func metas(_ page: PageArena) -> [String: [String]] {
    var metas: [String: [String]] = [:]
    for node in page.metas {
      let tree = page.tree
      let key =
        [HTMLName.property, .name, .itemprop, .httpEquiv].lazy
        .compactMap { tree.value($0, of: Int(node)) }.first { !$0.isEmpty }
      guard let key, let content = tree.value(.content, of: Int(node)),
        content.contains(where: { $0 > 0x20 })
      else { continue }
      metas[String(decoding: key, as: UTF8.self).trimmed.lowercased(), default: []]
        .append(String(decoding: content, as: UTF8.self))
    }
    return metas
  }

  /// The first value of the first of these names that has one.
  func meta(_ names: String...) -> String? {
    for name in names {
      if let value = metas[name]?.first?.cleanedText, !value.isEmpty { return value }
    }
    return nil
  }

  private mutating func nameElements() {
    var known: [[UInt8]: PageNames] = [:]
    names.reserveCapacity(page.nodes.count)
    let main = page.nodes.firstIndex { $0.name == .main } ?? -1
    for place in page.nodes.indices {
      let node = page.nodes[place]
      var own: [UInt8] = []
      if node.name != .html, node.name != .body {
        for attribute in page.tree.attributes(of: Int(node.node)) {
          switch attribute.name {
          case .class, .id, .itemprop, .rel:
            if attribute.name == .itemprop { properties.append(place) }
            if !own.isEmpty { own.append(0x20) }
            for byte in page.tree.bytes[Int(attribute.start)..<Int(attribute.end)] {
              own.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
            }
          default: break
          }
        }
      }
      var marks: PageNames = []
      if !own.isEmpty {
        if let found = known[own] {
          marks = found
        } else {
          marks = PageNames(own)
          known[own] = marks
        }
      }
      names.append(marks)
      let parent = Int(node.parent)
      var frame = parent >= 0 && isFrame[parent]
      switch node.name {
      case .nav, .aside: frame = true
      case .footer:
        if node.traits.isDisjoint(with: [.article, .main]) { frame = true }
      default: break
      }
      isFrame.append(frame)
      // What holds most of the page is no company, whatever its name: "has-sidebar".
      let isMost =
        Int(node.textEnd - node.textStart) * 2 > page.flow.count
        || place < main && main < Int(node.end)
      isCompany.append(
        parent >= 0 && isCompany[parent] || marks.contains(.company) && !isMost)
    }
  }

  func attribute(_ name: HTMLName, of node: Int) -> String? {
    page.value(name, of: node).map { String(decoding: $0, as: UTF8.self) }
  }

  func text(of block: Int) -> String { page.text(of: page.blocks[block]) }

  /// The nearest block element of a block of text.
  func element(of block: Int) -> Int { Int(page.nodes[Int(page.blocks[block].node)].block) }

  // MARK: All of it

  mutating func read() -> PageMetadata {
    var result = PageMetadata()
    result.title = title()
    findHeadline(result.title?.value ?? "")
    noteSiteNames(result.title?.value ?? "")
    result.headline = headline
    result.published = published()
    result.statedDates = (
      statedDate(),
      article?["dateModified"]?.string ?? meta("article:modified_time", "og:updated_time")
    )
    result.authors = authors()
    result.tags = tags()
    result.modified =
      [
        article?["dateModified"]?.string, meta("article:modified_time", "og:updated_time"),
      ].compactMap { $0.flatMap(dates.date) }.first
    result.section =
      meta(
        "article:section", "og:article:section", "section", "parsely-section",
        "cxenseparse:section")
      ?? article?["articleSection"]?.list.first?.string?.cleanedText
    result.summary =
      meta("og:description", "description", "twitter:description")
      ?? article?["description"]?.string?.cleanedText
    result.language = language
    let references = IRIReference(base: base)
    let image = article?["image"]?.list.first
    result.picture =
      [
        meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image"), image?.string,
        image?.object?["url"]?.string,
      ].compactMap { $0.flatMap(references.resolve) }.first
    result.pictureAlt = meta("og:image:alt", "twitter:image:alt")
    result.site = site.isEmpty ? nil : site
    result.publisher = article?["publisher"].flatMap { data.names($0).first }
    let addresses = [canonical, meta("og:url")].compactMap { $0.flatMap(references.resolve) }
    // What is relative to an address that is not known says less than one that is whole.
    let whole = place == nil ? [canonical, meta("og:url")].compactMap { $0 } : []
    result.address = whole.first { URIText.isAbsolute($0) } ?? addresses.first ?? place
    result.base = base
    result.license = license()
    if case .boolean(false)? = article?["isAccessibleForFree"] { result.isFree = false }
    if let text = article?["isAccessibleForFree"]?.string, text.lowercased() == "false" {
      result.isFree = false
    }
    result.articleBody =
      data.objects.lazy.compactMap { $0["articleBody"]?.string }.first { $0.utf8.count > 200 }
    result.dateline = article?["dateline"]?.string?.cleanedText
    result.copyrightNotice = article?["copyrightNotice"]?.string?.cleanedText
    result.unused = unused
    return result
  }

  private func license() -> String? {
    if let value = article?["license"]?.string { return value }
    for link in page.links {
      if relations(of: Int(link)).contains("license"),
        let href = page.tree.value(.href, of: Int(link))
      {
        return String(decoding: href, as: UTF8.self)
      }
    }
    for place in page.nodes.indices where page.nodes[place].name == .a {
      if attribute(.rel, of: place)?.lowercased().split(separator: " ").contains("license") == true
      {
        return attribute(.href, of: place)
      }
    }
    return meta("dcterms.license", "dc.rights", "copyright")
  }
}
