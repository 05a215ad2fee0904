import Foundation
import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

/// Every document must be valid against the official schema.
@Suite(.enabled(if: SharedFolder.isPresent))
struct NewsMLG2SchemaTests {
  private func problems(
    of articles: [Article], options: NewsMLG2Writer.Options = .init()
  ) throws -> [String] {
    var context = ConversionContext.fixed
    let bytes = try NewsMLG2Writer(options).document(of: articles, context: &context)
    let validator = try #require(Self.validators[options.version.rawValue])
    return try validator.get().validate(bytes).map {
      "\($0) in \(articles.map(\.id))"
    }
  }

  /// The official schemas, by version.
  private static let validators = Dictionary(
    uniqueKeysWithValues: versions.map { version in
      let path = SharedFolder.path(
        "schemas/newsml-g2/NewsML-G2_\(version.rawValue)-spec-All-Power.xsd")
      return (version.rawValue, Result { try XMLSchemaValidator(schemaPath: path) })
    })

  /// The versions that the folder beside the project has schemas of.
  static let versions = NewsMLG2Writer.Version.allCases.filter {
    FileManager.default.fileExists(
      atPath: SharedFolder.path("schemas/newsml-g2/NewsML-G2_\($0.rawValue)-spec-All-Power.xsd"))
  }

  private static func options(
    _ version: NewsMLG2Writer.Version, _ codes: NewsMLG2Writer.Codes, _ item: NewsMLG2Writer.Item
  ) -> NewsMLG2Writer.Options {
    var options = NewsMLG2Writer.Options()
    options.version = version
    options.codes = codes
    options.item = item
    options.signal = .correction
    return options
  }

  @Test(arguments: versions, NewsMLG2Writer.Codes.allCases)
  func `generated and hostile stories are valid in every version, as items and as packages`(
    _ version: NewsMLG2Writer.Version, _ codes: NewsMLG2Writer.Codes
  ) throws {
    var generator = ArticleGenerator(seed: 8)
    let articles = generator.articles(1000)
    let hostile = (0..<20).map { _ in generator.hostile() }
    for item in NewsMLG2Writer.Item.allCases {
      let options = Self.options(version, codes, item)
      #expect(try problems(of: articles, options: options).prefix(3) == [])
      #expect(try problems(of: hostile, options: options).prefix(3) == [])
    }
    // Stories without a body are packages of what they are related with.
    let packages = articles.map { article in
      var package = article
      package.body = []
      package.related.append(RelatedItem(relation: "hasPart", title: "T", id: "urn:x:1"))
      return package
    }
    let options = Self.options(version, codes, .auto)
    #expect(try problems(of: packages + packages.prefix(3), options: options).prefix(3) == [])
    for package in packages.prefix(20) {
      #expect(try problems(of: [package], options: options).prefix(3) == [])
    }
  }

  @Test(arguments: versions)
  func `what is read from the corpus is valid when written again`(
    _ version: NewsMLG2Writer.Version
  ) throws {
    var context = ConversionContext.fixed
    var articles: [Article] = []
    for file in NewsMLG2CorpusTests.files {
      articles += try NewsMLG2Reader().articles(
        in: SharedFolder.bytes("corpus/newsml-g2/" + file), context: &context)
    }
    #expect(articles.count > 30)
    for item in NewsMLG2Writer.Item.allCases {
      let options = Self.options(version, .qcode, item)
      #expect(try problems(of: articles, options: options).prefix(5) == [])
    }
  }

  @Test func `a thousand generated stories are valid, alone and in a message`() throws {
    var generator = ArticleGenerator(seed: 2)
    let articles = generator.articles(1000)
    #expect(try problems(of: articles).prefix(5) == [])
    for article in articles.prefix(200) { #expect(try problems(of: [article]).prefix(2) == []) }
  }

  @Test func `hostile stories are valid`() throws {
    var generator = ArticleGenerator(seed: 3)
    for _ in 0..<50 { #expect(try problems(of: [generator.hostile()]).prefix(2) == []) }
  }

  @Test func `a story of which nothing is known is valid`() throws {
    #expect(try problems(of: [Article()]) == [])
  }

  @Test(arguments: [
    "", " ", "\t", "\u{0}", "a\tb\nc\rd", "x y", "::", "http://[", "http://a b/", "//x", "#", "%",
    "javascript:x", "urn:x:\u{202E}y", "urn:x:عربي", "http://example.org/\u{FFFE}", "a:b", "1:2",
    "http://u@v@w/", "http://h:99999/", "foo://[bad/x", "foo://h:abc/", "x:[", "mailto:", "]]>",
    "http://example.org/a#b#c", "en_US_POSIX!", "\u{85}\u{2028}\u{A0}", "ab-", "é",
  ])
  func `any text in any place is valid`(_ text: String) throws {
    var article = Article(id: text)
    article.alternateIDs = [RoleText(role: text, text: text)]
    article.url = text
    article.language = text
    article.headline = text
    article.titles = [RoleText(role: text, text: text)]
    article.slugline = text
    article.section = text
    let person = Contributor(
      name: text, role: text, jobTitle: text, organization: text, identifiers: [text, text])
    article.creators = [person]
    article.contributors = [person]
    article.byline = text
    article.dateline = text
    let concept = Concept(
      kind: .place, names: [.init(text, language: text)], scheme: text, code: text, iri: text,
      rank: -1, confidence: 101)
    var schemed = concept
    schemed.iri = nil
    schemed.scheme = "http://cv.iptc.org/newscodes/mediatopic/"
    var coded = schemed
    coded.scheme = nil
    article.located = [concept, schemed, coded]
    article.subjects = [concept, schemed, coded]
    article.genres = [concept, schemed, coded]
    article.created = NewsDate(unresolved: text)
    article.embargoed = NewsDate(unresolved: text)
    article.expires = NewsDate(year: 2024)
    article.published = NewsDate(
      year: 1, month: 1, day: 1, hour: 0, minute: 0, offsetMinutes: 1439, text: text)
    article.modified = NewsDate(
      year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, nanosecond: 120_000_000,
      fractionDigits: 2, offsetMinutes: -1439)
    article.summaries = [RoleText(role: text, text: text)]
    article.editorialNotes = [RoleText(role: text, text: text)]
    article.keywords = [
      Keyword(text, confidence: .infinity), Keyword(text, confidence: -3), Keyword(text),
    ]
    article.urgency = 0
    article.version = -1
    article.provider = Party(name: text, iri: text)
    article.sources = [
      Source(name: text, role: text, url: text, iri: text),
      Source(name: text, role: SourceRole.publisher),
    ]
    article.creditLine = text
    article.copyrightHolder = Party(name: text, iri: text)
    article.copyrightNotice = text
    article.usageTerms = text
    article.dataMining = text
    article.digitalSourceType = text
    let rendition = Asset.Rendition(
      href: text, mediaType: text, role: text, width: -1, height: 0, sizeInBytes: -1, duration: -1)
    article.media = [
      Asset(
        id: text, kind: .video, renditions: [rendition], caption: text, altText: text, credit: text)
    ]
    article.related = [
      RelatedItem(relation: text, title: text, url: text, id: text, label: text, article: Article())
    ]
    article.body = [
      .figure(Figure(media: text)),
      .embed(Embed(provider: text, url: text, text: text, author: text, media: [text], html: text)),
      .aside([.paragraph([.link([.text(text)], href: text, title: text)])], role: text),
      .list(ListBlock(isOrdered: true, start: -3, items: [[.preformatted(text)]])),
    ]
    #expect(try problems(of: [article]).prefix(3) == [])
    #expect(try problems(of: [article, article]).prefix(3) == [])
  }

  @Test func `every precision of a date is valid in every place`() throws {
    let dates = [
      NewsDate(year: 1), NewsDate(year: 2024, month: 2), NewsDate(year: 2024, month: 2, day: 29),
      NewsDate(year: 2024, month: 2, day: 29, offsetMinutes: 180),
      NewsDate(year: 2024, month: 2, day: 29, hour: 1, minute: 2),
      NewsDate(year: 2024, month: 2, day: 29, hour: 1, minute: 2, offsetMinutes: -210),
      NewsDate(
        year: 2024, month: 2, day: 29, hour: 1, minute: 2, second: 3, nanosecond: 4_000_000,
        fractionDigits: 3, offsetMinutes: 0), NewsDate(unresolved: "yesterday"),
    ]
    for date in dates {
      var article = Article(id: "urn:x:1")
      article.created = date
      article.published = date
      article.modified = date
      article.embargoed = date
      article.expires = date
      #expect(try problems(of: [article]) == [])
      #expect(try problems(of: [article, article]) == [])
    }
  }

  @Test func `deep nesting is valid and readable`() throws {
    var block = Block.paragraph(["deep"])
    var inline = Inline.text("deep")
    for _ in 0..<250 {
      block = .quote([block], attribution: [])
      inline = .emphasis([inline])
    }
    var article = Article(id: "urn:x:1")
    article.body = [block, .paragraph([inline])]
    #expect(try problems(of: [article]) == [])
  }
}
