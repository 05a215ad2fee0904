import TestSupport
import Testing
import Warraq

/// What the writer keeps comes back through the reader.
struct NITFRoundTripTests {
  private func trip(_ article: Article) throws -> Article {
    var context = ConversionContext.fixed
    let bytes = try NITFWriter().document(of: [article], context: &context)
    let read = try NITFReader().articles(in: bytes, context: &context)
    #expect(!context.log.diagnostics.contains { $0.severity == .error })
    return try #require(read.first)
  }

  private func trips(seed: UInt64) throws -> [(article: Article, read: Article)] {
    var generator = ArticleGenerator(seed: seed)
    return try generator.articles(1000).map { ($0, try trip($0)) }
  }

  /// Fails where two articles differ, and shows the first pairs that do.
  private func expectEqual(_ pairs: [(Article, Article)]) {
    let different = pairs.filter { $0 != $1 }
    for (expected, actual) in different.prefix(2) {
      let lines = zip(Self.lines(expected), Self.lines(actual)).filter { $0 != $1 }.prefix(3)
      Issue.record("\(expected.id) \(lines)")
    }
    #expect(different.count == 0)
  }

  private static func lines(_ article: Article) -> [Substring] {
    ArticleTree.text(of: article).split(separator: "\n")
  }

  @Test func `a thousand generated stories come back, blocks and all facts`() throws {
    expectEqual(
      try trips(seed: 21).map { article, read in
        var (expected, actual) = (article.asWritten, read)
        expected.body = expected.body.withPlainLines
        actual.body = actual.body.withPlainLines
        return (expected, actual)
      })
  }

  @Test func `every word of the body comes back in its place`() throws {
    for (article, read) in try trips(seed: 22) {
      let expected = article.body.withoutResidue.plainText.split { $0.isWhitespace }
      #expect(read.body.plainText.split { $0.isWhitespace } == expected)
    }
  }

  @Test func `the second trip changes nothing`() throws {
    expectEqual(try trips(seed: 23).map { ($1, try trip($1)) })
  }

  @Test(arguments: Loss.Feature.allCases)
  func `a feature that is declared kept comes back`(_ feature: Loss.Feature) throws {
    guard NITFWriter().treatment(of: feature) == .kept else { return }
    let sample = FeatureSample(feature)
    #expect(try trip(sample.article) == sample.article)
  }

  @Test func `dates keep what they say and say no more`() throws {
    let dates = [
      NewsDate(year: 2024), NewsDate(year: 2024, month: 2), NewsDate(year: 2024, month: 2, day: 29),
      NewsDate(year: 2024, month: 2, day: 29, offsetMinutes: 180),
      NewsDate(year: 2024, month: 2, day: 29, hour: 0, minute: 0, second: 0, offsetMinutes: 0),
      NewsDate(year: 2024, month: 2, day: 29, hour: 23, minute: 59),
      NewsDate(
        year: 2024, month: 2, day: 29, hour: 1, minute: 2, second: 3, nanosecond: 500_000_000,
        fractionDigits: 1, offsetMinutes: -210, text: "a leap day"),
      NewsDate(unresolved: "yesterday"),
    ]
    for date in dates {
      var article = Article(id: "urn:x:1")
      article.created = date
      article.published = date
      article.modified = date
      article.embargoed = date
      article.expires = date
      article.body = [.embed(Embed(text: "A post", date: date))]
      #expect(try trip(article) == article)
    }
  }

  @Test func `media keep their order, their place and their bytes`() throws {
    var article = Article(id: "urn:x:1")
    let small = Asset.Rendition(
      href: "small.jpg", mediaType: "image/jpeg", role: "thumbnail", width: 80, height: 60,
      sizeInBytes: 12_345_678_901, data: [0, 255, 7])
    article.media = [
      Asset(id: "unused", kind: .document, renditions: [.init(href: "https://example.org/a.pdf")]),
      Asset(id: "film", kind: .video, renditions: [.init(href: "f.mp4", duration: 12.5)]),
      Asset(
        id: "map", kind: .graphic, renditions: [.init(href: "map.png"), small],
        caption: "A map\nof the harbour", altText: "Harbour", credit: "A. Lens"),
      Asset(id: "bare", kind: nil, renditions: [.init(href: "p.jpg", mediaType: "image/jpeg")]),
    ]
    article.body = [
      .figure(Figure(media: "map", caption: ["In ", .strong(["place"])])),
      .paragraph(["between"]), .figure(Figure(media: "film")), .figure(Figure(media: "map")),
    ]
    #expect(try trip(article) == article)
  }
}

extension [Block] {
  /// The blocks with their words alone in each line: white space and markup in lines have tests of
  /// their own.
  fileprivate var withPlainLines: [Block] {
    mapBlocks { block in
      switch block {
      case .paragraph(let line): [.paragraph(line.plain)]
      case .heading(let level, let line): [.heading(level: level, line.plain)]
      // A quotation of nothing is its source, if any; bullets have no numbers.
      case .quote([], let attribution):
        attribution.plain.isEmpty ? [] : [.paragraph(attribution.plain)]
      case .quote(let blocks, let attribution): [.quote(blocks, attribution: attribution.plain)]
      case .list(let list):
        [
          .list(
            ListBlock(
              isOrdered: list.isOrdered, start: list.isOrdered ? list.start : 1,
              items: list.items))
        ]
      case .table(let table): [.table(Table(caption: table.caption.plain, rows: table.rows))]
      case .figure(let figure):
        [.figure(Figure(media: figure.media, caption: figure.caption.plain))]
      default: [block]
      }
    }
  }

  /// The blocks without "read more" residue and embeds of which nothing is known.
  fileprivate var withoutResidue: [Block] {
    mapBlocks { block in
      switch block {
      case .aside(_, role: AsideRole.readMore), .embed(Embed()): []
      default: [block]
      }
    }
  }
}

extension [Inline] {
  fileprivate var plain: [Inline] {
    let words = plainText.split { $0.isWhitespace }.joined(separator: " ")
    return words.isEmpty ? [] : [.text(words)]
  }
}

extension Article {
  /// The article as far as the writer's README promises it.
  fileprivate var asWritten: Article {
    var article = self
    article.body = body.withoutResidue
    let printed = [TitleRole.sub, TitleRole.kicker]
    article.titles =
      titles.filter { printed.contains($0.role) } + titles.filter { !printed.contains($0.role) }
    for index in related.indices {
      let inner = related[index].article
      article.related[index].article = nil
      article.related[index].title = related[index].displayTitle
      article.related[index].url = related[index].url ?? inner?.url
      article.related[index].id = related[index].id ?? inner?.id
    }
    return article
  }
}
