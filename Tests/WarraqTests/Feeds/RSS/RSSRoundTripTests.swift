import TestSupport
import Testing
import Warraq

/// What the writer keeps comes back through the reader.
struct RSSRoundTripTests {
  private func trip(_ articles: [Article]) throws -> [Article] {
    var context = ConversionContext.fixed
    let bytes = try RSSWriter().document(of: articles, context: &context)
    let read = try RSSReader().articles(in: bytes, context: &context)
    #expect(!context.log.diagnostics.contains { $0.severity == .error })
    return read
  }

  @Test func `facts of a thousand generated stories come back`() throws {
    var generator = ArticleGenerator(seed: 31)
    let articles = generator.articles(1000).map(\.withoutApproximated)
    let read = try trip(articles)
    try #require(read.count == articles.count)
    var different = 0
    for (article, read) in zip(articles, read) {
      var (expected, actual) = (article.inFeed, read)
      expected.body = []
      actual.body = []
      if expected != actual {
        different += 1
        if different < 3 {
          Issue.record("\(ArticleTree.text(of: expected))\n\(ArticleTree.text(of: actual))")
        }
      }
    }
    #expect(different == 0)
  }

  @Test func `the text of a thousand generated stories comes back`() throws {
    var generator = ArticleGenerator(seed: 32)
    let articles = generator.articles(1000).map(\.withoutApproximated)
    var lost = 0
    for (article, read) in zip(articles, try trip(articles)) {
      let words = Set(read.plainText.split { $0.isWhitespace }.map(String.init))
      let missing = article.plainText.split { $0.isWhitespace }.map(String.init)
        .filter { !words.contains($0) }
      if missing != [] { lost += 1 }
    }
    #expect(lost == 0)
  }

  @Test func `the second trip changes nothing`() throws {
    var generator = ArticleGenerator(seed: 33)
    let once = try trip(generator.articles(500).map(\.withoutApproximated))
    let twice = try trip(once)
    let changed = zip(once, twice).filter { $0 != $1 }
    if let (a, b) = changed.first {
      Issue.record("\(ArticleTree.text(of: a))\n\(ArticleTree.text(of: b))")
    }
    #expect(changed.count == 0)
  }
}
