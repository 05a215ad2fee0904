import TestSupport
import Testing
import Warraq

/// What the writer keeps comes back through the reader.
struct NewsMLG2RoundTripTests {
  private func trip(_ articles: [Article]) throws -> [Article] {
    var context = ConversionContext.fixed
    let bytes = try NewsMLG2Writer().document(of: articles, context: &context)
    let read = try NewsMLG2Reader().articles(in: bytes, context: &context)
    #expect(!context.log.diagnostics.contains { $0.severity == .error })
    return read
  }

  @Test func `facts of a thousand generated stories come back`() throws {
    var generator = ArticleGenerator(seed: 5)
    var articles = generator.articles(1000)
    for index in articles.indices {
      articles[index].body = articles[index].body.withoutApproximated
    }
    let read = try trip(articles)
    try #require(read.count == articles.count)
    var different = 0
    for (article, read) in zip(articles, read) {
      var facts = read
      facts.body = []
      if facts != article.asWritten {
        different += 1
        if different < 3 {
          Issue.record("\(ArticleTree.text(of: article.asWritten))\n\(ArticleTree.text(of: facts))")
        }
      }
    }
    #expect(different == 0)
  }

  @Test func `the text of a thousand generated stories comes back`() throws {
    var generator = ArticleGenerator(seed: 6)
    let articles = generator.articles(1000)
    for (article, read) in zip(articles, try trip(articles)) {
      let words = Set(read.plainText.split { $0.isWhitespace }.map(String.init))
      let missing = article.body.withoutApproximated.plainText.split { $0.isWhitespace }
        .map(String.init).filter { !words.contains($0) }
      #expect(missing == [])
    }
  }

  @Test func `the second trip changes nothing`() throws {
    var generator = ArticleGenerator(seed: 7)
    var articles = generator.articles(1000)
    for index in articles.indices {
      articles[index].body = articles[index].body.withoutApproximated
    }
    let once = try trip(articles)
    let twice = try trip(once)
    for (a, b) in zip(once, twice) where a != b {
      Issue.record("\(ArticleTree.text(of: a))\n\(ArticleTree.text(of: b))")
      break
    }
    #expect(zip(once, twice).count { $0 != $1 } == 0)
  }

  @Test(arguments: Loss.Feature.allCases)
  func `a feature that is declared kept comes back`(_ feature: Loss.Feature) throws {
    guard NewsMLG2Writer().treatment(of: feature) == .kept else { return }
    let sample = FeatureSample(feature)
    let read = try #require(try trip([sample.article]).first)
    #expect(read == sample.article)
  }
}

extension [Block] {
  /// The blocks without those that the writer declares approximated or dropped.
  fileprivate var withoutApproximated: [Block] {
    mapBlocks { block in
      switch block {
      case .figure, .embed, .aside(_, role: AsideRole.readMore): []
      default: [block]
      }
    }
  }
}

extension Article {
  /// The facts as far as the writer's README promises them.
  fileprivate var asWritten: Article {
    var article = self
    article.body = []
    article.extra = []
    article.created = created.asWritten
    article.published = published.asWritten
    article.modified = modified.asWritten
    article.expires = expires.asWritten
    article.embargoed = embargoed.map { Optional($0).asWritten ?? NewsDate(unresolved: "") }
    for index in media.indices {
      for rendition in media[index].renditions.indices {
        article.media[index].renditions[rendition].data = nil
      }
    }
    for index in related.indices {
      let inner = related[index].article
      article.related[index].article = nil
      article.related[index].title = related[index].displayTitle
      article.related[index].url = related[index].url ?? inner?.url
      article.related[index].id = related[index].id ?? inner?.id
    }
    article.related.removeAll { $0.title == nil && $0.url == nil && $0.id == nil }
    // A genre is a genre.
    for index in genres.indices { article.genres[index].kind = .genre }
    return article
  }
}

extension NewsDate? {
  /// The date without its text, and a year or month without a zone.
  fileprivate var asWritten: NewsDate? {
    guard let date = self, date.isResolved else { return nil }
    let hasTime = date.precision >= .minute
    return NewsDate(
      year: date.year, month: date.precision >= .month ? date.month : nil,
      day: date.precision >= .day ? date.day : nil, hour: hasTime ? date.hour : nil,
      minute: hasTime ? date.minute : nil, second: date.precision == .second ? date.second : nil,
      nanosecond: date.nanosecond, fractionDigits: date.fractionDigits,
      offsetMinutes: date.precision >= .day ? date.offsetMinutes : nil)
  }
}
