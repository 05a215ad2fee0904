import Foundation
import TestSupport
import Testing
import Warraq

/// Reads the story the project began with and compares it with its ideal reading.
@Suite(.enabled(if: SharedFolder.isPresent))
struct SeedTests {
  let story: Article
  let diagnostics: [Diagnostic]
  let expected: Expected
  let bytes: [UInt8]

  struct Expected: Decodable {
    struct Date: Decodable {
      var value: String
      var precision: String
      var raw: String
    }
    struct Block: Decodable {
      var type: String
      var text: String?
      var label: String?
      var provider: String?
      var media: [String]?
    }
    struct Source: Decodable {
      var raw: String
      var names: [String]
      var role: String
    }
    struct Related: Decodable {
      var label: String
      var headline: String
      var body: [Block]
    }
    var language: String
    var headline: String
    var published: Date
    var body: [Block]
    var sources: [Source]
    var keywords: [String]
    var keywordsRaw: String
    var related: [Related]
  }

  init() throws {
    bytes = try SharedFolder.bytes("seed/000_cb3bc4d5c45cf85e.txt")
    expected = try JSONDecoder().decode(
      Expected.self, from: Data(SharedFolder.bytes("seed/expected.json")))
    let dump = try TextDump(bytes: bytes)
    story = dump.article
    diagnostics = dump.diagnostics
  }

  private func expect(_ blocks: [Block], are expected: [Expected.Block]) {
    #expect(blocks.count == expected.count)
    for (block, wanted) in zip(blocks, expected) {
      switch wanted.type {
      case "paragraph": #expect(block == .paragraph([.text(wanted.text ?? "")]))
      case "readMore":
        #expect(
          block
            == .aside([.paragraph([.text(wanted.label ?? "")])], role: AsideRole.readMore))
      case "embed":
        #expect(
          block
            == .embed(
              Embed(provider: wanted.provider, text: wanted.text, media: wanted.media ?? [])))
      default: Issue.record("unexpected type \(wanted.type)")
      }
    }
  }

  @Test func `the headline and the language are those of the story`() {
    #expect(story.headline == expected.headline)
    #expect(story.language == expected.language)
    #expect(story.direction == nil)
    #expect(story.baseDirection == .rightToLeft)
  }

  @Test func `the date is a day with a zone and its text`() {
    #expect(story.published?.description == expected.published.value)
    #expect(story.published?.precision == .day)
    #expect(story.published?.offsetMinutes == 0)
    #expect(story.published?.text == expected.published.raw)
    #expect(story.modified == nil)
  }

  @Test func `ten paragraphs stand in order with the residue after the sixth`() {
    expect(story.body, are: expected.body)
    #expect(story.body.paragraphs.count == 10)
  }

  @Test func `agencies and publisher are distinguished`() {
    let wanted = expected.sources.flatMap { line in
      line.names.map { Source(name: $0, role: line.role) }
    }
    #expect(story.sources == wanted)
    #expect(story.creditLine == expected.sources.first { $0.role == "agency" }?.raw)
  }

  @Test func `the sixteen keywords are found, each with a confidence, and the list is kept`() {
    #expect(story.keywords.map(\.text) == expected.keywords)
    #expect(story.keywords.allSatisfy { 0.3...1 ~= $0.confidence ?? -1 })
    #expect(story.extra["keywordsRaw"] == .string(expected.keywordsRaw))
    #expect(diagnostics.contains { $0.message.id == "text.keywords-unseparated" })
  }

  @Test func `the related story has its own headline, paragraphs and embed and no date`() throws {
    #expect(story.related.count == 1)
    let item = try #require(story.related.first)
    let wanted = try #require(expected.related.first)
    #expect(item.relation == "seeAlso")
    #expect(item.label == wanted.label)
    let article = try #require(item.article)
    #expect(article.headline == wanted.headline)
    #expect(article.published == nil)
    #expect(article.sources.isEmpty && article.keywords.isEmpty)
    expect(article.body, are: wanted.body)
    #expect(article.body.paragraphs.count == 3)
  }

  @Test func `all of its 2619 characters are in fields and labels`() {
    let labels = ["تاريخ النشر:", "المصدر:", "المصدر:", "كلمات دلالية:", "+"].joined()
    let kept = Inventory(of: story).adding(labels)
    let given = Inventory(String(decoding: bytes, as: UTF8.self))
    #expect(given.count == 2619)
    #expect(kept == given)
  }
}
