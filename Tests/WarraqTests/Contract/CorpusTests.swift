import Foundation
import TestSupport
import Testing
import Warraq

/// Every real file of the shared corpus, through every format.
@Suite(.enabled(if: SharedFolder.isPresent))
struct CorpusTests {
  static let files: [String] = {
    let manifest = (try? SharedFolder.bytes("corpus/manifest.tsv")) ?? []
    let listed = String(decoding: manifest, as: UTF8.self).split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: "\t").first.map(String.init) }
    let folder = SharedFolder.path("corpus/arabic-wikinews")
    let stories = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return listed + stories.sorted().map { "arabic-wikinews/\($0)" }
  }()

  private func articles(of file: String) throws -> (articles: [Article], told: [Diagnostic]) {
    let bytes = try SharedFolder.bytes("corpus/\(file)")
    let sample = ContentSample(
      bytes: bytes.prefix(FormatRegistry.sampleBytes),
      isComplete: bytes.count <= FormatRegistry.sampleBytes,
      fileExtension: FormatRegistry.fileExtension(of: file))
    let format = try FormatRegistry.standard.detect(sample, name: file)
    var context = ConversionContext.fixed
    let articles = try #require(format.reader).make().articles(
      in: bytes, name: file, context: &context)
    return (articles, context.log.diagnostics)
  }

  private static func words(_ text: String) -> Set<Substring> {
    Set(text.split { !$0.isLetter && !$0.isNumber })
  }

  @Test func `the corpus is all there`() {
    #expect(Self.files.count > 200)
  }

  @Test(arguments: files)
  func `a file is told and read, and no format drops a word of it that it should have`(
    file: String
  ) throws {
    var (articles, told) = try articles(of: file)
    // As the command does: a row of a table without anything in its cells is no story.
    var context = ConversionContext.fixed
    for index in articles.indices {
      _ = Identification().apply(to: &articles[index], context: &context)
    }
    guard !articles.isEmpty else {
      #expect(told.count == 1)
      #expect(told.allSatisfy { !$0.description.contains("\n") })
      return
    }
    for form in WrittenForm.all {
      let writer = try form.writer()
      let written = Loss.FeatureSet { writer.treatment(of: $0) != .dropped }
      let read = try form.roundTrip(articles)
      try #require(read.count == articles.count, "\(form.testDescription)")
      for (article, read) in zip(articles, read) {
        let words = Self.words(read.plainText + " " + ArticleTree.text(of: read))
        let missing = Self.words(article.keeping(written).plainText).subtracting(words)
        #expect(missing.isEmpty, "\(form.testDescription)")
      }
    }
  }

  /// What a concept is: its IRI, or its scheme and code in one, or its name.
  private static func identity(_ concept: Concept) -> String {
    concept.iri ?? concept.code.map { (concept.scheme ?? "") + $0 }
      ?? concept.names.first?.text ?? ""
  }

  static let listings = files.filter { $0.hasPrefix("newsml-g2/LISTING_") }

  @Test(arguments: listings)
  func `a listing of the IPTC keeps its facts through ninjs and back`(file: String) throws {
    let articles = try articles(of: file).articles
    guard !articles.isEmpty else { return }
    let back = try WrittenForm("newsml").roundTrip(WrittenForm("ninjs").roundTrip(articles))
    try #require(back.count == articles.count)
    for (article, back) in zip(articles, back) {
      #expect(back.id == article.id)
      #expect(back.headline == article.headline)
      #expect(
        back.plainText.split { $0.isWhitespace } == article.plainText.split { $0.isWhitespace })
      // ninjs sorts concepts by their kinds and knows them by one IRI and one name.
      #expect(Set(back.subjects.map(Self.identity)) == Set(article.subjects.map(Self.identity)))
      for subject in article.subjects where !subject.names.isEmpty {
        let same = back.subjects.first { Self.identity($0) == Self.identity(subject) }
        #expect(same?.names.first?.text == subject.names.first?.text)
      }
      #expect(back.published == article.published)
      #expect(back.modified == article.modified)
      #expect(back.created == article.created)
      #expect(back.embargoed == article.embargoed)
      #expect(back.copyrightHolder == article.copyrightHolder)
      #expect(back.copyrightNotice == article.copyrightNotice)
      #expect(back.usageTerms == article.usageTerms)
    }
  }
}
