import Foundation
import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

/// Every document must be valid against the official schema.
@Suite(.enabled(if: SharedFolder.isPresent))
struct NITFSchemaTests {
  private func problems(of article: Article) throws -> [String] {
    var context = ConversionContext.fixed
    let bytes = try NITFWriter().document(of: [article], context: &context)
    return try Self.validator.get().validate(bytes).map { "\($0) in \(article.id)" }
  }

  private static let validator = Result {
    try XMLSchemaValidator(schemaPath: SharedFolder.path("schemas/nitf/nitf-3-6.xsd"))
  }

  @Test func `a thousand generated stories are valid`() throws {
    var generator = ArticleGenerator(seed: 2)
    for article in generator.articles(1000) { #expect(try problems(of: article).prefix(2) == []) }
  }

  @Test func `hostile stories are valid`() throws {
    var generator = ArticleGenerator(seed: 3)
    for _ in 0..<50 { #expect(try problems(of: generator.hostile()).prefix(2) == []) }
  }

  @Test func `a story of which nothing is known is valid`() throws {
    #expect(try problems(of: Article()) == [])
  }

  @Test(arguments: [
    "newsml-g2", "nitf", "ninjs-1", "ninjs-2", "ninjs-3", "rss", "atom", "jsonfeed",
  ])
  func `every story of the corpus is valid`(folder: String) throws {
    let root = try #require(SharedFolder.url).appending(path: "corpus/\(folder)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
    var count = 0
    for name in names {
      guard let data = FileManager.default.contents(atPath: root.appending(path: name).path) else {
        continue
      }
      let bytes = Array(data)
      let sample = ContentSample(bytes: bytes.prefix(4096), isComplete: bytes.count <= 4096)
      let format = try? FormatRegistry.standard.detect(sample, name: name)
      guard let reader = try format?.reader?.make() else { continue }
      var context = ConversionContext.fixed
      for article in try reader.articles(in: bytes, context: &context) {
        #expect(try problems(of: article).prefix(2) == [], "\(name)")
        count += 1
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: [
    "", " ", "\t", "\u{0}", "a\tb\nc\rd", "x y", "::", "http://[", "%", "javascript:x", "]]>",
    "urn:x:\u{202E}y", "urn:x:عربي", "http://example.org/\u{FFFE}", "en_US_POSIX!", "\u{85}\u{A0}",
  ])
  func `any text in any place is valid`(_ text: String) throws {
    var article = Article(id: text)
    article.alternateIDs = [RoleText(role: "uno", text: text), RoleText(role: text, text: text)]
    article.url = text
    article.language = text
    article.headline = text
    article.titles = [RoleText(role: text, text: text), RoleText(role: TitleRole.sub, text: text)]
    article.slugline = text
    article.section = text
    let person = Contributor(
      name: text, role: text, jobTitle: text, organization: text, identifiers: [text, text])
    article.creators = [person]
    article.contributors = [person]
    article.byline = text + "\n" + text
    article.dateline = text
    let concept = Concept(
      kind: .subject, names: [.init(text, language: text), .init(text)], scheme: text, code: text,
      iri: text, rank: -1, confidence: 101)
    var place = concept
    place.kind = .place
    article.located = [concept, place]
    article.subjects = Concept.Kind.allCases.map { kind in
      var concept = concept
      concept.kind = kind
      return concept
    }
    article.genres = [concept]
    article.created = NewsDate(unresolved: text)
    article.summaries = [RoleText(role: text, text: text)]
    article.editorialNotes = [
      RoleText(role: text, text: text), RoleText(role: "correction", text: text),
    ]
    article.keywords = [Keyword(text, confidence: .infinity), Keyword(text, confidence: -3)]
    article.urgency = 0
    article.version = -1
    article.provider = Party(name: text, iri: text)
    article.sources = [Source(name: text, role: SourceRole.publisher, url: text, iri: text)]
    article.creditLine = text
    article.copyrightHolder = Party(name: text, iri: text)
    article.copyrightNotice = text
    article.usageTerms = text
    article.dataMining = text
    article.digitalSourceType = text
    let rendition = Asset.Rendition(
      href: text, mediaType: text, role: text, width: -1, height: 0, sizeInBytes: -1, duration: -1,
      data: Array(text.utf8))
    article.media = [
      Asset(
        id: text, kind: .video, renditions: [rendition], caption: text, altText: text, credit: text),
      Asset(id: text),
    ]
    article.related = [
      RelatedItem(relation: text, title: text, url: text, id: text, label: text, article: Article())
    ]
    article.body = [
      .figure(Figure(media: text)),
      .embed(Embed(provider: text, url: text, text: text, author: text, media: [text], html: text)),
      .aside([.paragraph([.link([.text(text)], href: text, title: text)])], role: text),
      .list(ListBlock(isOrdered: true, start: -3, items: [[.preformatted(text)]])),
      .paragraph([.span([.text("run")], language: text)]),
    ]
    article.extra = [ExtraMember(text, .string(text))]
    #expect(try problems(of: article).prefix(3) == [])
  }

  @Test func `every block may stand in every other`() throws {
    let leaves: [Block] = [
      .paragraph(["p"]), .heading(level: 4, ["h"]), .preformatted("x"), .divider,
      .figure(Figure(media: "m")), .embed(Embed(provider: "x", text: "post")),
      .quote([], attribution: ["who"]), .list(ListBlock(items: [[], [.divider]])),
      .table(Table(rows: [[.init([])]])), .aside([.divider], role: nil),
    ]
    var article = Article(id: "urn:x:1")
    article.media = [Asset(id: "m", renditions: [.init(href: "m.jpg")])]
    article.body = [
      .quote(leaves, attribution: ["A"]), .aside(leaves, role: "box"),
      .list(ListBlock(items: [leaves])),
      .table(Table(caption: ["T"], rows: [[.init(leaves, columnSpan: 2, rowSpan: 2)]])),
    ]
    #expect(try problems(of: article) == [])
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
    #expect(try problems(of: article) == [])
  }
}
