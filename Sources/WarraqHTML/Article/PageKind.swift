/// Whether a page is an article at all, from 0 for none to 1.
///
/// The finder finds something on a list, in a shop and on a home page too. 24 facts of what it found
/// and of what the page says of itself go through a few trees.
package struct PageKind {
  /// What the metadata of a page say of what it is.
  package struct Claims {
    /// The types of JSON-LD, without their vocabulary.
    package var types: [Substring]
    /// Whether `og:type` says article.
    package var isOpenGraphArticle: Bool
    /// Whether a `meta` says when it was published.
    package var hasPublicationDate: Bool

    package init(types: [Substring], isOpenGraphArticle: Bool, hasPublicationDate: Bool) {
      self.types = types
      self.isOpenGraphArticle = isOpenGraphArticle
      self.hasPublicationDate = hasPublicationDate
    }
  }

  package let score: Double
  /// Whether the page's data say that it is an article.
  package let isDeclared: Bool
  /// Whether the page's data say that it lists others.
  package let isCollection: Bool
  /// Whether several things together say so, none of which does by itself.
  package let isClaimed: Bool

  package init(_ finder: ArticleFinder, _ claims: Claims) {
    let page = finder.page
    var types = claims.types
    for node in page.nodes.indices {
      guard let value = page.value(.itemtype, of: node) else { continue }
      for word in String(decoding: value, as: UTF8.self).split(separator: " ") {
        types.append(word.split(separator: "/").last ?? "")
      }
    }
    let articles = types.count {
      $0.hasSuffix("Article") || $0.hasSuffix("BlogPosting") || $0.hasSuffix("Report")
    }
    isDeclared = claims.types.contains { $0.hasSuffix("Article") || $0.hasSuffix("BlogPosting") }
    let isOther = types.contains { Self.otherTypes.contains(String($0)) }
    isCollection =
      articles != 1
      && claims.types.contains { $0 == "CollectionPage" || $0 == "SearchResultsPage" }
    isClaimed =
      !isOther
      && (articles == 1 || claims.types.contains { $0.hasSuffix("Recipe") }
        || claims.isOpenGraphArticle && claims.hasPublicationDate)
    guard !page.blocks.isEmpty else {
      score = 0
      return
    }
    let blocks = page.blocks
    let kept = finder.kept
    let total = max(1, blocks.reduce(0) { $0 + $1.words })
    let keptWords = kept.reduce(0) { $0 + blocks[$1].words }
    func mean(_ value: (Int) -> Double) -> Double {
      keptWords > 0 ? kept.reduce(0) { $0 + blocks[$1].words * value($1) } / keptWords : 0
    }
    func words(_ range: Range<Int>) -> Double { blocks[range].reduce(0) { $0 + $1.words } }
    let headline = finder.headline
    var gap = -1.0
    if headline >= 0, let first = kept.first {
      let between =
        first > headline ? words((headline + 1)..<first) : -words(first..<headline)
      gap = max(-300, min(500, between))
    }
    var gaps = 0.0
    if let first = kept.first, let last = kept.last {
      gaps = 1 - keptWords / max(1, words(first..<(last + 1)))
    }
    let images = page.nodes.count {
      $0.name == .img || $0.name == .picture || $0.name == .ampImg
    }
    let money = blocks.count { Self.holdsMoney(page.bytes(of: $0)) }
    let years = blocks.count { $0.words <= 12 && Self.holdsYear(page.bytes(of: $0)) }
    let facts: [Double] = [
      mean { finder.probabilities[$0] },
      mean { finder.probabilities[$0] > 0.9 ? 1 : 0 },
      keptWords / total,
      kept.first.map { words(0..<$0) / total } ?? 1,
      gaps,
      gap,
      kept.reduce(0) { $0 + blocks[$1].linkCharacters }
        / max(1, kept.reduce(0) { $0 + blocks[$1].characters }),
      mean { page.nodes[Int(page.nodes[Int(blocks[$0].node)].block)].name == .p ? 1 : 0 },
      mean { Double(finder.facts.names[$0]) },
      mean { Double(finder.facts.repeated[$0]) },
      mean { Double(finder.facts.run[$0]) },
      mean { Double(finder.facts.run2[$0]) },
      keptWords > 0 ? mean { Double(finder.facts.articleHoldsHeadline[$0]) } : -1,
      Double(finder.facts.topShare),
      min(50, Double(images) / total * 100),
      Double(money) / Double(blocks.count),
      Double(years) / total * 100,
      blocks.reduce(0) { $0 + $1.controls },
      articles > 0 ? 1 : 0,
      Double(min(9, articles)),
      isOther ? 1 : 0,
      claims.isOpenGraphArticle ? 1 : 0,
      Self.rootNames(page),
      claims.hasPublicationDate ? 1 : 0,
    ]
    let logOdds = facts.map(Float.init).withUnsafeBufferPointer {
      BoostedTrees.pages.logOdds($0)
    }
    score = 1 / (1 + PageMath.exponential(-logOdds))
  }

  private static let otherTypes: Set<String> = [
    "Product", "ProductGroup", "SomeProducts", "ItemList", "CollectionPage", "SearchResultsPage",
    "DiscussionForumPosting", "QAPage", "Question", "Service", "Offer", "AggregateOffer",
    "SoftwareApplication", "WebApplication", "LocalBusiness", "ProfilePage", "JobPosting",
  ]

  /// What the names of the page's root say: 1 for an article, -1 for something else.
  private static func rootNames(_ page: PageArena) -> Double {
    var words: Set<String> = []
    for node in page.nodes.indices
    where page.nodes[node].name == .html || page.nodes[node].name == .body {
      for name in [HTMLName.class, .id] {
        guard let value = page.value(name, of: node) else { continue }
        for word in value.split(whereSeparator: { !$0.isASCIILetter }) {
          words.insert(String(decoding: word.map(\.lowercased), as: UTF8.self))
        }
      }
    }
    let isArticle = !words.isDisjoint(with: ["postid", "post", "article", "story", "news"])
    let isOther = !words.isDisjoint(with: [
      "thread", "topic", "forum", "product", "products", "shop", "archive", "home", "search",
      "collection",
    ])
    return (isArticle ? 1 : 0) - (isOther ? 1 : 0)
  }

  /// Whether a digit stands beside the sign of a currency.
  private static func holdsMoney(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var cursor = ScalarCursor(bytes)
      var before: UInt32 = 0
      var previous: UInt32 = 0
      while let value = cursor.next() {
        let isDigit = 0x30...0x39 ~= value
        let last = previous == 0x20 ? before : previous
        if isDigit, isMoney(last) { return true }
        if isMoney(value), 0x30...0x39 ~= last { return true }
        before = previous
        previous = value
      }
      return false
    }
  }

  private static func isMoney(_ value: UInt32) -> Bool {
    switch value {
    case 0x24, 0xA3, 0xA5, 0x20AC, 0x20B9, 0x20A9, 0x20AA, 0x20BA, 0x20BD, 0x0E3F, 0xFDFC: true
    default: false
    }
  }

  /// Whether a year or a date of numbers stands in the text.
  private static func holdsYear(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = Array(bytes)
    func digits(_ start: Int) -> Int {
      var end = start
      while end < text.count, text[end].isASCIIDigit { end += 1 }
      return end - start
    }
    var place = 0
    while place < text.count {
      let count = digits(place)
      guard count > 0 else {
        place += 1
        continue
      }
      if count == 4,
        text[place] == 0x31 && text[place + 1] == 0x39
          || text[place] == 0x32 && text[place + 1] == 0x30
      {
        return true
      }
      var end = place + count
      if count <= 2, end < text.count, text[end] == 0x2E || text[end] == 0x2F {
        let second = digits(end + 1)
        let mark = end + 1 + second
        if 1...2 ~= second, mark < text.count, text[mark] == 0x2E || text[mark] == 0x2F,
          digits(mark + 1) >= 2
        {
          return true
        }
        end = max(end, place + count)
      }
      place = end
    }
    return false
  }
}
