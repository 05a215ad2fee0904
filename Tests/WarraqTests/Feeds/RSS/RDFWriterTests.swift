import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

/// RSS 1.0, which is RDF.
struct RDFWriterTests {
  private static let writer: RSSWriter = {
    var options = RSSWriter.Options()
    options.version = .v10
    options.title = "Harbour Wire"
    options.link = "https://harbour.example/"
    return RSSWriter(options)
  }()

  private func write(_ articles: [Article]) throws -> [UInt8] {
    var context = ConversionContext.fixed
    return try Self.writer.document(of: articles, context: &context)
  }

  private func trip(_ articles: [Article]) throws -> [Article] {
    var context = ConversionContext.fixed
    let read = try RSSReader().articles(in: write(articles), context: &context)
    #expect(!context.log.diagnostics.contains { $0.severity == .error })
    return read
  }

  private func tree(_ articles: [Article]) throws -> XMLTree {
    try XMLTree(Record(bytes: write(articles)[...], file: "feed"), limits: Limits())
  }

  @Test func `the channel names its items in order`() throws {
    let articles = ["urn:x:1", "https://a.example/2", "no IRI"].map { Article(id: $0) }
    let root = try tree(articles).root
    #expect(root.name == "RDF")
    let channel = try #require(root.first("channel"))
    #expect(channel["rdf:about"] == "https://harbour.example/")
    for name in ["title", "link", "description"] as [StaticString] {
      #expect(channel.first(name)?.nonEmptyText != nil)
    }
    let named = try #require(channel.first("items")?.first("Seq")).children.map {
      $0["rdf:resource"]
    }
    #expect(named == ["urn:x:1", "https://a.example/2", "urn:warraq:id:no%20IRI"])
    let items = root.children.filter { $0.isNamed("item") }
    #expect(items.map { $0["rdf:about"] } == named)
    for item in items {
      #expect(item.first("title") != nil)
      #expect(item.first("link")?.nonEmptyText != nil)
    }
  }

  @Test func `only elements of RSS 1.0 and its modules are in it`() throws {
    var generator = ArticleGenerator(seed: 71)
    let core: Set<String> = ["title", "link", "description"]
    for item in try tree(generator.articles(50)).root.children where item.isNamed("item") {
      for child in item.children where child.namespace == "http://purl.org/rss/1.0/" {
        #expect(core.contains(child.name), "\(child.name)")
      }
    }
  }

  @Test func `facts of a thousand generated stories come back`() throws {
    var generator = ArticleGenerator(seed: 72)
    let articles = generator.articles(1000).map(\.withoutApproximated)
    let read = try trip(articles)
    try #require(read.count == articles.count)
    let different = zip(articles, read).filter { article, read in
      var (expected, actual) = (article.inFeed, read)
      expected.body = []
      actual.body = []
      return expected != actual
    }
    if let (a, b) = different.first {
      Issue.record("\(ArticleTree.text(of: a.inFeed))\n\(ArticleTree.text(of: b))")
    }
    #expect(different.count == 0)
  }

  @Test(arguments: Loss.Feature.allCases)
  func `a feature is treated as it is declared`(_ feature: Loss.Feature) throws {
    let sample = FeatureSample(feature)
    let without = try write([sample.base])
    let with = try write([sample.article])
    let treatment = Self.writer.treatment(of: feature)
    if treatment == .dropped { #expect(with == without) }
    if treatment == .kept || treatment == .flattened { #expect(with != without) }
    let others = sample.article.features.subtracting(Loss.FeatureSet(feature))
    guard others.isDisjoint(with: Self.writer.lossyFeatures) else { return }
    #expect((try trip([sample.article]).areWholly([sample.article])) == (treatment == .kept))
  }

  @Test func `an empty feed is a feed`() throws {
    #expect(try tree([]).root.first("channel")?.first("items") != nil)
    #expect(try trip([]) == [])
  }
}
