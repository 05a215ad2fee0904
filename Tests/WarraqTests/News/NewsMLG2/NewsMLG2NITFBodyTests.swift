import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

/// Bodies in NITF (`--body nitf`).
struct NewsMLG2NITFBodyTests {
  private static let writer: NewsMLG2Writer = {
    var options = NewsMLG2Writer.Options()
    options.body = .nitf
    return NewsMLG2Writer(options)
  }()

  private func write(_ articles: [Article]) throws -> [UInt8] {
    var context = ConversionContext.fixed
    return try Self.writer.document(of: articles, context: &context)
  }

  private func trip(_ articles: [Article]) throws -> [Article] {
    var context = ConversionContext.fixed
    let read = try NewsMLG2Reader().articles(in: write(articles), context: &context)
    #expect(!context.log.diagnostics.contains { $0.severity == .error })
    return read
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `generated and hostile stories are valid with the schema of both standards`() throws {
    let validator = try XMLSchemaValidator(
      schemaPath: SharedFolder.path("schemas/newsml-g2/newsml-g2-2.35-with-nitf-3.6.xsd"))
    var generator = ArticleGenerator(seed: 91)
    #expect(try validator.validate(write(generator.articles(1000))).prefix(3) == [])
    let hostile = (0..<20).map { _ in generator.hostile() }
    #expect(try validator.validate(write(hostile)).prefix(3) == [])
  }

  @Test(arguments: Loss.Feature.allCases)
  func `a feature is treated as it is declared`(_ feature: Loss.Feature) throws {
    let sample = FeatureSample(feature)
    let without = try write([sample.base])
    let with = try write([sample.article])
    let treatment = Self.writer.treatment(of: feature)
    if treatment == .dropped { #expect(with == without) }
    let others = sample.article.features.subtracting(Loss.FeatureSet(feature))
    guard others.isDisjoint(with: Self.writer.lossyFeatures) else { return }
    #expect((try trip([sample.article]).areWholly([sample.article])) == (treatment == .kept))
  }

  @Test func `figures and embeds of a thousand generated stories come back`() throws {
    var generator = ArticleGenerator(seed: 92)
    let articles = generator.articles(1000)
    let read = try trip(articles)
    try #require(read.count == articles.count)
    for (article, read) in zip(articles, read) {
      #expect(read.body.platformThings == article.body.platformThings)
      #expect(read.media.map(\.id) == article.media.map(\.id))
      let words = article.body.withoutResidue.plainText.split { $0.isWhitespace }
      #expect(read.body.plainText.split { $0.isWhitespace } == words)
    }
  }

  @Test func `the second trip changes nothing`() throws {
    var generator = ArticleGenerator(seed: 93)
    let once = try trip(generator.articles(500))
    #expect(zip(once, try trip(once)).count { $0 != $1 } == 0)
  }
}

extension [Block] {
  fileprivate var withoutResidue: [Block] {
    mapBlocks { block in
      switch block {
      case .aside(_, role: AsideRole.readMore), .embed(Embed()): []
      default: [block]
      }
    }
  }

  /// The embeds and the names of the media that figures show, in order.
  fileprivate var platformThings: [Block] {
    var things: [Block] = []
    _ = withoutResidue.mapBlocks { block in
      switch block {
      case .figure(let figure): things.append(.figure(Figure(media: figure.media)))
      case .embed: things.append(block)
      default: break
      }
      return [block]
    }
    return things
  }
}
