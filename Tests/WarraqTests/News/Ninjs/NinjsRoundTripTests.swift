import TestSupport
import Testing
import Warraq

struct NinjsRoundTripTests {
  private func roundTrip(
    _ articles: [Article], _ options: NinjsWriter.Options = .init()
  ) throws -> [Article] {
    var context = ConversionContext.fixed
    let bytes = try NinjsWriter(options).document(of: articles, context: &context)
    let back = try NinjsReader().articles(in: bytes, context: &context)
    #expect(context.log.diagnostics.filter { $0.message.id.hasPrefix("json.") } == [])
    return back
  }

  private func words(_ article: Article) -> [Substring] {
    article.plainText.split(whereSeparator: \.isWhitespace)
  }

  /// What sorts of blocks there are, outermost only; one divider after another is the same.
  private func shapes(_ blocks: [Block]) -> [String] {
    blocks.enumerated().filter { $0 == 0 || $1 != .divider || blocks[$0 - 1] != .divider }
      .map { String("\($1)".prefix { $0 != "(" }) }
  }

  @Test(arguments: NinjsWriter.Version.allCases)
  func `with extensions nothing is lost`(version: NinjsWriter.Version) throws {
    var options = NinjsWriter.Options()
    options.version = version
    options.extensions = true
    var generator = ArticleGenerator(seed: 21)
    let articles = generator.articles(300) + (0..<20).map { _ in generator.hostile() }
    let back = try roundTrip(articles, options)
    #expect(back.count == articles.count)
    for (a, b) in zip(articles, back) where a != b {
      Issue.record("\(ArticleTree.text(of: a))\n---\n\(ArticleTree.text(of: b))")
      break
    }
  }

  @Test func `what is declared kept comes back equal`() throws {
    var generator = ArticleGenerator(seed: 22)
    let articles = generator.articles(500)
    let back = try roundTrip(articles)
    #expect(back.count == articles.count)
    for (a, b) in zip(articles, back) {
      #expect(a.id == b.id)
      #expect(a.version == b.version)
      #expect(a.url == b.url)
      #expect(a.language == b.language)
      #expect(a.headline == b.headline)
      #expect(a.titles == b.titles)
      #expect(a.slugline == b.slugline)
      #expect(a.section == b.section)
      #expect(a.byline == b.byline)
      #expect(a.alternateIDs == b.alternateIDs)
      #expect(a.creators.map(\.name) == b.creators.map(\.name))
      #expect(a.contributors.map(\.name) == b.contributors.map(\.name))
      #expect(a.summaries == b.summaries)
      #expect(a.keywords == b.keywords)
      #expect(a.urgency == b.urgency)
      #expect(a.status == b.status)
      #expect(a.provider == b.provider)
      #expect(a.sources.map(\.name) == b.sources.map(\.name))
      #expect(a.creditLine == b.creditLine)
      #expect(a.copyrightHolder == b.copyrightHolder)
      #expect(a.copyrightNotice == b.copyrightNotice)
      #expect(a.usageTerms == b.usageTerms)
      #expect(a.digitalSourceType == b.digitalSourceType)
      #expect(a.media.map(\.id) == b.media.prefix(a.media.count).map(\.id))
      if a.related.allSatisfy({ $0.article == nil }) { #expect(a.related == b.related) }
      for date in [\Article.created, \.published, \.embargoed, \.expires] {
        guard let exact = a[keyPath: date], exact.precision == .second, exact.text == nil,
          exact.offsetMinutes != nil
        else { continue }
        #expect(a.modified == nil || date != \.published || b.published == exact)
        if date != \.published { #expect(b[keyPath: date] == exact) }
      }
      // HTML has no white space at the ends of a block, so its words are compared.
      let changed = a.features.intersection(NinjsWriter().lossyFeatures).features
      let ofBody: [Loss.Feature] = [.figures, .embeds, .readMore, .quotes]
      guard ofBody.allSatisfy({ !changed.contains($0) }) else { continue }
      #expect(words(a) == words(b))
      #expect(shapes(a.body) == shapes(b.body))
    }
  }
}
