import Foundation
import TestSupport
import Testing
import Warraq

/// The examples of the documentation, so that they compile and do what they say.
struct DocumentationExamples {
  private let bytes = Array(
    """
    Council keeps the ferry
    4 March 2025

    The council of the town voted on Tuesday to keep the night ferry running.
    """.utf8)

  @Test func `the README reads a story and writes a book`() throws {
    let articles = try FormatRegistry.standard.articles(in: bytes, name: "story.txt")  // any format
    var context = ConversionContext()
    let book = try EPUBWriter().document(of: articles, context: &context)
    #expect(articles.count == 1)
    #expect(book.starts(with: Array("PK".utf8)))
  }

  @Test func `the README reads a file of any size`() async {
    let error = await #expect(throws: ConversionError.self) {
      for try await article in FormatRegistry.standard.articles(from: .file("stories.jsonl.gz")) {
        print(article.headline ?? article.id)
      }
    }
    #expect(error.map { "\($0)".contains("stories.jsonl.gz") } == true, "the sample ran")
  }

  @Test func `Getting Started reads a file of any size`() async {
    let error = await #expect(throws: ConversionError.self) {
      for try await article in FormatRegistry.standard.articles(from: .file("stories.jsonl.gz")) {
        print(article.headline ?? "(no headline)")
      }
    }
    #expect(error.map { "\($0)".contains("stories.jsonl.gz") } == true, "the sample ran")
  }

  @Test func `Getting Started reads, changes and writes`() throws {
    let articles = try FormatRegistry.standard.articles(in: bytes, name: "story.txt")
    for article in articles {
      print(article.headline ?? "(no headline)", article.wordCount)
    }
    #expect(articles.first?.headline == "Council keeps the ferry")
    #expect(articles.first?.wordCount ?? 0 > 0)
    let reader = try FormatRegistry.standard.requireFormat(named: "text").makeReader([
      SettingValue("language", "en")
    ])
    var context = ConversionContext()
    let stories = try reader.articles(in: bytes, name: "story.txt", context: &context)
    for diagnostic in context.log.diagnostics { print(diagnostic) }
    #expect(stories.first?.language == "en")

    var article = articles[0]
    article.language = "ar"
    article.keywords.append(Keyword("مينسك"))
    article.body = article.body.mapBlocks { block in
      if case .embed = block { [] } else { [block] }
    }

    let csv = try CSVWriter().document(of: articles, context: &context)
    let losses = context.log.losses.entries  // what CSV could not hold
    #expect(!csv.isEmpty)
    #expect(!losses.isEmpty)
    #expect(article.language == "ar")
  }

  @Test func `Getting Started converts files`() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "story.txt")
    let template = folder.path("{slug}.xml")
    let converter = Converter(registry: .standard, writer: NewsMLG2Writer())
    let report = try await converter.convert(
      [.file(path)], to: .split(try PathTemplate(template)))
    #expect("\(report)".hasPrefix("1 article from 1 input"))
  }

  /// This one only has to compile: it would wait for the standard input.
  private func `Getting Started names its files`() async throws {
    var converter = Converter(registry: .standard, writer: NewsMLG2Writer())
    converter.jobs = 4
    let report = try await converter.convert(
      [.file("a.jsonl"), .standardInput], to: .split(try PathTemplate("out/{date}/{slug}.xml")),
      onDiagnostic: { print($0) })
    print(report)  // 12 articles from 2 inputs …
  }

  @Test func `Adding a Format is a whole format`() throws {
    let registry = FormatRegistry.standard.adding(.lines)
    var context = ConversionContext()
    let articles = try registry.articles(in: "a\nb".utf8, name: "x.lines")
    let document = try registry.requireFormat(named: "lines").makeWriter()
      .document(of: articles, context: &context)
    #expect(String(decoding: document, as: UTF8.self) == "a\nb")
    #expect(Options.settings.map(\.info.name) == ["header"])
  }

  @Test(arguments: [
    "README.md", "Sources/Warraq/Documentation.docc/GettingStarted.md",
    "Sources/Warraq/Documentation.docc/AddingAFormat.md",
  ])
  func `every line of a sample stands among these examples, which compile`(
    page: String
  ) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    func lines(of path: String) throws -> [String] {
      try String(contentsOf: root.appending(path: path), encoding: .utf8)
        .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let compiled = Set(
      try lines(of: "Tests/WarraqTests/DocumentationExamples.swift").map {
        $0.hasPrefix("private ") ? String($0.dropFirst("private ".count)) : $0
      })
    var isInSample = false
    for line in try lines(of: page) {
      if line.hasPrefix("```") {
        isInSample = line == "```swift"
      } else if isInSample, !line.hasPrefix("//"), !line.hasPrefix(".package(") {
        #expect(compiled.contains(line), "\(page)")
      }
    }
  }

  @Test func `Adding a Format checks lines`() async {
    var validator = Validator(registry: .standard)
    validator.format = .lines
    let report = await validator.validate(.memory(Array("a\n\nb\n".utf8), name: "a"))
    #expect(report.warnings == 1)
    #expect(report.isValid)
  }
}

extension Format {
  static let lines = Format(
    name: "lines", title: "Headlines, one a line", extensions: ["lines"],
    mediaTypes: ["text/x-lines"],
    sniff: { _ in .no },  // the bytes never show it; the extension does
    reader: FormatDirection(settings: [], defaults: ()) { LineReader() },
    writer: FormatDirection(settings: [], defaults: ()) { LineWriter() },
    checker: LineChecker())  // see below; a row need not have one
}

private struct LineChecker: FormatChecker {
  let rules = [
    CheckRule(
      "lines.empty", .warning, "a line is empty",
      because: "Every line is a headline.", see: "Adding a Format")
  ]

  func makeScanner() -> any RecordScanner { WholeInputScanner() }

  func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    var offset = 0
    for line in record.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      if line.isEmpty, offset < record.bytes.count { findings.report(rules[0], at: offset) }
      offset += line.count + 1
    }
  }
}

private struct LineReader: ArticleReader {
  // Without a scanner of its own, a reader gets each input as one record.
  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    for line in record.bytes.split(separator: UInt8(ascii: "\n")) {
      var article = Article()
      article.headline = String(decoding: line, as: UTF8.self)
      articles.append(article)
    }
  }
}

private struct LineWriter: ArticleWriter {
  var separator: [UInt8] { [UInt8(ascii: "\n")] }

  func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    feature == .headline ? .kept : .dropped
  }

  func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    buffer.append(article.headline ?? "")
    return nil
  }

  func makeOutput() -> any ArticleOutput { DelimitedOutput(separator: separator) }
}

private struct Options: Sendable {
  var writesHeader = true

  static let settings: [Setting<Options>] = [
    .flag("header", \.writesHeader, help: "Write a header line (default: on).")
  ]
}
