import Foundation
import TestSupport
import Testing
import Warraq

/// The official validator (https://www.w3.org/publishing/epubcheck/), where it can run.
@Suite(.enabled(if: EPUBCheck.canRun, "needs epubcheck: run 'make tools'"))
struct EPUBCheckTests {
  @Test func `epubcheck finds nothing in books of samples, generated and hostile stories`() throws {
    let folder = try TemporaryFolder()
    let samples =
      [SampleStories.arabic, SampleStories.english, SampleStories.illustrated]
      + SampleStories.others
    var generator = ArticleGenerator(seed: 2024)
    let generated = generator.articles(200)
    let hostile = (0..<6).map { _ in generator.hostile() } + [Article(), Self.oddDates]
    var paths = [
      try save(samples, "samples", in: folder), try save(generated, "generated", in: folder),
      try save(hostile + samples, "hostile", in: folder),
    ]
    paths.append(try save(samples + [SampleStories.long(8000, isPlain: false)], "long", in: folder))
    for (index, article) in (samples + generated[..<40] + hostile).enumerated() {
      paths.append(try save([article], "single-\(index)", in: folder))
    }
    let findings = try EPUBCheck.findings(in: paths)
    #expect(findings.checked == paths.count)
    #expect(findings.lines == [])
  }

  @Test func `epubcheck finds nothing in books of the dirtiest pages, whatever the options`() throws
  {
    let folder = try TemporaryFolder()
    var pages = DirtyPages(seed: 7)
    var paths: [String] = []
    for sections in EPUBWriter.Sectioning.allCases {
      var options = EPUBWriter.Options()
      options.sections = sections
      if sections == .date {
        options.cover = try EPUBPicture(cover: SampleStories.pixel)
        options.metadata.subtitle = "\u{1F} & < >"
        options.metadata.issue = "98.4"
        options.metadata.creators = ["A & B"]
        options.metadata.date = NewsDate(year: 2024, month: 6)
      }
      if sections == .source {
        options.metadata.language = "ar"
        options.metadata.issue = "No. <5>"
        options.hasIndex = false
      }
      let stories = (0..<60).map { _ in pages.story() }
      paths.append(try save(stories, "dirty-\(sections)", in: folder, options))
    }
    for index in 0..<60 {
      paths.append(try save([pages.story()], "dirty-single-\(index)", in: folder))
    }
    let findings = try EPUBCheck.findings(in: paths)
    #expect(findings.checked == paths.count)
    #expect(findings.lines == [])
  }

  @Test func `epubcheck finds nothing in a book whose contents are too long for one page`() throws {
    let folder = try TemporaryFolder()
    let stories = (0..<700).map { index in
      var article = Article(id: "urn:x:\(index)")
      article.language = index % 2 == 0 ? "ar" : "en"
      article.headline = "Story \(index)"
      article.section = index % 7 == 0 ? nil : "Section \(index % 3)"
      article.keywords = [Keyword("k\(index % 9)"), Keyword("كلمة \(index)")]
      article.body = [.paragraph([.text("Words \(index).")])]
      return article
    }
    var flat = EPUBWriter.Options()
    flat.sections = .none
    let paths = [
      try save(stories, "large", in: folder), try save(stories, "large-flat", in: folder, flat),
    ]
    let findings = try EPUBCheck.findings(in: paths)
    #expect(findings.checked == 2)
    #expect(findings.lines == [])
  }

  private func save(
    _ articles: [Article], _ name: String, in folder: TemporaryFolder,
    _ options: EPUBWriter.Options = .init()
  ) throws -> String {
    var context = ConversionContext.fixed
    let bytes = try EPUBWriter(options).document(of: articles, context: &context)
    return try folder.write(bytes, to: "\(name).epub")
  }

  /// Dates that ISO 8601 can say and HTML cannot.
  private static var oddDates: Article {
    var article = Article(id: "urn:x:dates")
    article.language = "ar_SA"
    article.headline = "Dates"
    let exact = NewsDate(
      year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 59, nanosecond: 123_456_789,
      fractionDigits: 9, offsetMinutes: -1439)
    article.published = exact
    article.modified = NewsDate(year: 9999)
    article.body = [.embed(Embed(text: "x", date: exact))]
    return article
  }
}

/// Runs `Tests/Support/epubcheck`, which checks many books in one Java machine.
enum EPUBCheck {
  private static let script = SharedFolder.packageRoot.appending(path: "Tests/Support/epubcheck")

  /// Whether epubcheck and a Java that it can run in are there.
  static let canRun = (try? run([]))?.status == 0

  /// What the validator finds fatal, wrong or worth a warning, and how many books it saw.
  static func findings(in paths: [String]) throws -> (checked: Int, lines: [Substring]) {
    let (status, output) = try run(paths)
    try #require(status < 2, "\(output)")
    let lines = output.split(separator: "\n")
    return (
      lines.count { $0.hasPrefix("book: ") },
      lines.filter { line in ["FATAL", "ERROR", "WARNING"].contains { line.hasPrefix($0) } }
    )
  }

  private static func run(_ paths: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = script
    process.arguments = paths
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
