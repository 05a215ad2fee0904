import TestSupport
import Testing
import Warraq

struct CSVRoundTripTests {
  private static let lossless = [
    SettingValue("columns", "all"), SettingValue("list-style", "json"),
    SettingValue("body", "json"),
  ]

  private func roundTrip(
    _ articles: [Article], _ settings: [SettingValue]
  ) throws -> (articles: [Article], log: DiagnosticLog) {
    var context = ConversionContext.fixed
    let writer = try #require(Format.csv.writer).make(settings)
    let bytes = try writer.document(of: articles, context: &context)
    let read = try CSVReader().articles(in: bytes, context: &context)
    return (read, context.log)
  }

  @Test(arguments: [
    [], [SettingValue("quote-style", "all"), SettingValue("delimiter", "tab")],
    [
      SettingValue("delimiter", ";"), SettingValue("line-ending", "lf"),
      SettingValue("bom", "true"),
    ],
  ])
  func `a table of everything gives the same articles back`(look: [SettingValue]) throws {
    var generator = ArticleGenerator(seed: 2)
    let articles = generator.articles(look.isEmpty ? 1000 : 100)
    let result = try roundTrip(articles, Self.lossless + look)
    #expect(result.articles.count == articles.count)
    for (written, read) in zip(articles, result.articles) { #expect(written == read) }
    #expect(result.log.losses.isEmpty)
    // Some sections look like words for nothing.
    #expect(result.log.diagnostics.allSatisfy { $0.message.id == "csv.null-word" })
  }

  @Test func `what the standard table declares kept comes back`() throws {
    var generator = ArticleGenerator(seed: 3)
    let articles = generator.articles(300)
    let read = try roundTrip(articles, []).articles
    try #require(read.count == articles.count)
    for (written, read) in zip(articles, read) {
      #expect(read.id == written.id)
      #expect(read.url == written.url)
      #expect(read.language == written.language)
      #expect(read.section == written.section)
      #expect(read.headline == written.headline)
      #expect(read.byline == written.byline)
      #expect(read.creators.map(\.name) == written.creators.map(\.name))
      #expect(read.sources.map(\.name) == written.sources.map(\.name))
      #expect(read.keywords.map(\.text) == written.keywords.map(\.text))
      // What another program could not read, the reader may.
      if written.published?.isResolved != false {
        #expect(read.published?.description == written.published?.description)
      }
      #expect(read.summary == written.summary)
    }
  }

  @Test func `what is not written is declared`() throws {
    let standard = CSVWriter()
    #expect(standard.treatment(of: .headline) == .kept)
    #expect(standard.treatment(of: .media) == .dropped)
    #expect(standard.treatment(of: .keywordConfidence) == .dropped)
    #expect(standard.treatment(of: .lists) == .flattened)
    #expect(standard.treatment(of: .partialDates) == .approximated)
    let everything = try #require(Format.csv.writer).make(Self.lossless)
    #expect(everything.lossyFeatures == [])
    let few = try #require(Format.csv.writer).make([
      SettingValue("columns", "subjects,keywords,keywordConfidence"),
      SettingValue("body", "markdown"),
    ])
    #expect(few.treatment(of: .subjects) == .flattened)
    #expect(few.treatment(of: .keywordConfidence) == .kept)
    #expect(few.treatment(of: .paragraphs) == .dropped)
    #expect(few.treatment(of: .partialDates) == .dropped)
  }

  @Test func `reader and writer have no option in common`() throws {
    let reader = try #require(Format.csv.reader).settings.map(\.name)
    let writer = try #require(Format.csv.writer).settings.map(\.name)
    #expect(Set(reader).isDisjoint(with: writer))
  }
}
