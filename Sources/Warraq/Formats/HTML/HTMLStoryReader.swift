internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel
internal import WarraqMarkup

/// Makes the article of a page.
struct HTMLStoryReader {
  let page: PageArena
  let finder: ArticleFinder
  let kind: PageKind
  /// Whether it is an article, from 0 to 1.
  let score: Double
  /// The page as one of ours, where it is one.
  private let own: HTMLOwnPage?
  private let metadata: PageMetadata
  private let options: HTMLReader.Options
  private let limits: Limits

  /// - Parameter address: where the page was found.
  init(
    _ tree: HTMLTree, address: String? = nil, options: HTMLReader.Options, limits: Limits
  ) {
    self.options = options
    self.limits = limits
    page = PageArena(tree)
    var reader = PageMetadataReader(
      page, address: Self.base(of: page), place: address, maximumDepth: limits.maximumDepth)
    let bias =
      switch options.focus {
      case .balanced: 0.0
      case .precision: -1.0
      case .recall: 1.0
      }
    finder = ArticleFinder(
      page, openGraphTitle: reader.metas["og:title"]?.first ?? "",
      description: reader.metas["og:description"]?.first ?? reader.metas["description"]?.first
        ?? "",
      bias: bias)
    metadata = reader.read()
    own = HTMLOwnPage(
      page, generator: reader.metas["generator"]?.first, data: reader.data,
      language: reader.language)
    kind = PageKind(
      finder,
      PageKind.Claims(
        types: reader.data.objects.flatMap { LinkedData.types($0) },
        isOpenGraphArticle: reader.metas["og:type"]?.first?.trimmed.lowercased() == "article",
        hasPublicationDate: Self.publicationNames.contains { reader.metas[$0] != nil }))
    score = address.map(Self.isHomePage) ?? false ? min(kind.score, 0.3) : kind.score
  }

  private static let publicationNames = [
    "article:published_time", "og:article:published_time", "article.published", "parsely-pub-date",
    "sailthru.date", "pubdate", "dc.date.issued", "datepublished", "cxenseparse:recs:publishtime",
  ]

  /// Whether an address is that of a site.
  private static func isHomePage(_ address: String) -> Bool {
    guard let host = address.firstRange(of: "://") else { return false }
    let path = address[host.upperBound...].drop { $0 != "/" }.prefix { $0 != "#" }
    let name = path.drop { $0 == "/" }.lowercased()
    return name.isEmpty || name.hasPrefix("index.") && !name.contains("/")
  }

  private static func base(of page: PageArena) -> String? {
    var relative: String?
    for base in page.bases {
      guard let href = page.tree.value(.href, of: Int(base)) else { continue }
      let address = String(decoding: href, as: UTF8.self)
      if IRIReference.host(of: address) != nil { return address }
      if !address.isBlank { relative = relative ?? address }
    }
    return relative
  }

  /// Whether it is a page of ours.
  var isOwn: Bool { own != nil }

  /// Why the page is no article; `nil` where it is one, or says that it is.
  var refusal: Diagnostic.Message? {
    if isOwn { return nil }
    if kind.isCollection { return .notAnArticle(min(score, 0.1)) }
    if metadata.title != nil, kind.isDeclared || kind.isClaimed { return nil }
    if page.blocks.isEmpty { return .pageWithoutText }
    return score < 0.2 && !kind.isDeclared ? .notAnArticle(score) : nil
  }

  /// Where the page says what, for the values that several places may say.
  var evidence: [(value: String, source: String)] {
    [
      ("headline", metadata.title?.evidence), ("authors", metadata.authors?.evidence),
      ("date", metadata.published?.evidence), ("tags", metadata.tags?.evidence),
    ].compactMap { value, source in source.map { (value, $0) } }
  }

  /// What the page says of its article that is in no article.
  var unused: [String] { isOwn ? [] : metadata.unused }

  // MARK: Article

  func article() -> (article: Article, notes: [Diagnostic.Message]) {
    if let own { return (own.article(base: metadata.base, limits: limits), []) }
    var notes: [Diagnostic.Message] = []
    var article = Article()
    article.headline = metadata.title?.value
    article.url = metadata.address
    article.published = metadata.published?.value
    if let published = metadata.published, let other = published.other {
      notes.append(.ambiguousPageDate(published.value, other))
    }
    article.modified = metadata.modified
    let stated = metadata.statedDates
    check(stated.published, against: &article.published, &notes)
    check(stated.modified, against: &article.modified, &notes)
    article.section = metadata.section
    article.keywords = (metadata.tags?.value ?? []).map { Keyword($0) }
    article.creators = (metadata.authors?.value ?? []).map { Contributor(name: $0, role: "author") }
    if let summary = metadata.summary {
      article.summaries = [RoleText(role: SummaryRole.summary, text: summary)]
    }
    if let name = metadata.publisher ?? metadata.site { article.provider = Party(name: name) }
    article.usageTerms = metadata.license
    article.dateline = metadata.dateline
    article.copyrightNotice = metadata.copyrightNotice

    let words = finder.kept.reduce(0) { $0 + page.blocks[$1].words }
    var content = HTMLContent()
    if words < 40, let text = metadata.articleBody {
      content.blocks = PlainParagraphs.blocks(of: text.decodingReferences)
      notes.append(.bodyFromLinkedData)
    } else {
      content = HTMLContent(
        page, blocks: body, after: metadata.headline, base: metadata.base,
        maximumDepth: limits.maximumDepth)
    }
    article.body = content.blocks
    if article.body.isEmpty { notes.append(.pageWithoutBody) }
    if !options.keptParts.contains(.links) { article.body = article.body.map(markingLinks) }
    if options.keptParts.contains(.comments) { article.body += comments() }
    article.media = content.media
    addLeadPicture(to: &article)
    article.language = language(of: article)
    let unseen = noscriptWords
    if unseen > 0 { notes.append(.noscriptLeftOut(words: unseen)) }
    if !metadata.isFree { notes.append(.paywalled(Int(words))) }
    return (article, notes)
  }

  /// Says what is doubtful about a date that the page states for programs, and keeps its text where
  /// the page has no other.
  private func check(
    _ stated: String?, against date: inout NewsDate?, _ notes: inout [Diagnostic.Message]
  ) {
    guard let stated = stated?.cleanedText, !stated.isEmpty, NewsDate(certain: stated) == nil
    else { return }
    let (read, problem) = NewsDateParser(language: metadata.language).newsDate(stated)
    guard let problem else { return }
    if case .ambiguous = problem, date != nil { return }
    if let found = date, !found.isSameDay(as: read) {
      notes.append(.otherPageDate(stated, found))
      return
    }
    if date == nil || read.text != nil { date = read }
    notes.append(.date("html.doubtful-date", stated, read: read, problem))
  }

  /// The kept blocks without the headline, which is said already.
  private var body: [Int] {
    var kept = finder.kept
    if let first = kept.first, let title = metadata.title?.value,
      page.text(of: page.blocks[first]).folded == title.folded
    {
      kept.removeFirst()
    }
    if options.keptParts.contains(.captions), let first = kept.first, let last = kept.last {
      let captions = (first...last).filter { number in
        let block = Int(page.nodes[Int(page.blocks[number].node)].block)
        return page.nodes[block].name == .figcaption
      }
      kept = (kept + captions).sorted()
    }
    return kept
  }

  /// How many words stand inside the article for browsers without scripts, and are left out.
  private var noscriptWords: Int {
    guard let first = finder.kept.first, let last = finder.kept.last else { return 0 }
    let nodes = page.tree.nodes
    let start = Int(page.nodes[Int(page.blocks[first].node)].node)
    let end = Int(page.nodes[Int(page.blocks[last].node)].node)
    guard start < end else { return 0 }
    var words = 0
    for node in start..<end where nodes[node].kind == .element && nodes[node].name == .noscript {
      var open = [Int(nodes[node].first)]
      while let next = open.popLast() {
        guard next >= 0 else { continue }
        open.append(Int(nodes[next].next))
        switch nodes[next].kind {
        case .text:
          words +=
            String(decoding: page.tree.text(of: next), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).count
        case .element: open.append(Int(nodes[next].first))
        case .document, .doctype, .comment, .content: break
        }
      }
    }
    return words
  }

  /// A paragraph that is nothing but a link leads to another story.
  private func markingLinks(_ block: Block) -> Block {
    guard case .paragraph(let content) = block, content.count == 1,
      case .link(_, _, _) = content[0]
    else { return block }
    return .aside([block], role: AsideRole.readMore)
  }

  private func comments() -> [Block] {
    var isComment: [Bool] = []
    for place in page.nodes.indices {
      let parent = Int(page.nodes[place].parent)
      var holds = parent >= 0 && isComment[parent]
      if !holds {
        for name in [HTMLName.class, .id] {
          guard let value = page.value(name, of: place) else { continue }
          let names = value.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
          if names.holds(ArraySlice("comment".utf8)) || names.holds(ArraySlice("kommentar".utf8)) {
            holds = page.nodes[place].name != .html && page.nodes[place].name != .body
          }
        }
      }
      isComment.append(holds)
    }
    let kept = Set(finder.kept)
    let blocks = page.blocks.indices.filter { number in
      isComment[Int(page.blocks[number].node)] && !kept.contains(number)
        && page.blocks[number].linkShare < 0.5 && page.blocks[number].words >= 3
    }
    guard !blocks.isEmpty else { return [] }
    let content = HTMLContent(
      page, blocks: blocks, base: metadata.base, maximumDepth: limits.maximumDepth)
    let texts = content.blocks.filter { if case .figure = $0 { false } else { true } }
    return texts.isEmpty ? [] : [.aside(texts, role: "comments")]
  }

  private func addLeadPicture(to article: inout Article) {
    guard let picture = metadata.picture else { return }
    func name(_ address: String) -> Substring {
      let path = address.prefix { $0 != "?" && $0 != "#" }
      return path.split(separator: "/").last ?? path[...]
    }
    let own = name(picture)
    let isThere = article.media.contains { asset in
      asset.renditions.contains { $0.href.map { name($0) == own } ?? false }
    }
    guard !isThere else { return }
    var asset = Asset(
      id: "lead-picture", kind: .picture, renditions: [Asset.Rendition(href: picture)])
    asset.altText = metadata.pictureAlt
    article.media.insert(asset, at: 0)
  }

  /// The language that the page states, unless its text is in another beyond doubt.
  private func language(of article: Article) -> String? {
    let text = article.body.plainText
    guard text.utf8.count > 200, let guess = LanguageDetector().detect(text),
      guess.confidence > 0.9
    else { return metadata.language }
    guard let stated = metadata.language else { return guess.language }
    return LanguageTag.isSameLanguage(stated, guess.language) ? stated : guess.language
  }
}

extension Diagnostic.Message {
  static let bodyFromLinkedData = Self(
    id: "html.body-from-json-ld",
    text: "the page shows almost no text; the body is that of its JSON-LD, without structure")

  static func noscriptLeftOut(words: Int) -> Self {
    Self(
      id: "html.noscript-left-out",
      text: "\(words == 1 ? "a word" : "\(words) words") inside the article that only browsers "
        + "without scripts show (noscript) \(words == 1 ? "is" : "are") left out")
  }

  static let pageWithoutBody = Self(
    id: "html.page-without-body",
    text:
      "this page says that it is an article but shows no text of it; what it says of it was read")

  static func ambiguousPageDate(_ date: NewsDate, _ other: NewsDate) -> Self {
    Self(
      id: "html.ambiguous-date",
      text: "the date of this page may be \(date) or \(other); the first was taken, check it")
  }

  static func otherPageDate(_ stated: String, _ found: NewsDate) -> Self {
    let shown = stated.unicodeScalars.count > 40 ? stated.prefix(40) + "…" : stated[...]
    return Self(
      id: "html.doubtful-date",
      text: "'\(shown)' could not be read as a date for certain; \(found) was taken, which the page"
        + " says elsewhere")
  }

  static func paywalled(_ words: Int) -> Self {
    Self(
      id: "html.paywalled",
      text: "the page says that its text is for subscribers; \(words) words of it are on the page")
  }
}

extension NewsDate {
  /// Whether both say the same day.
  fileprivate func isSameDay(as other: NewsDate) -> Bool {
    year == other.year && month == other.month && day == other.day
  }
}
