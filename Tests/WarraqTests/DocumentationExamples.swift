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
    var context = ConversionContext()
    let articles = try TextReader().articles(in: bytes, name: "story.txt", context: &context)
    let book = try EPUBWriter().document(of: articles, context: &context)
    #expect(articles.count == 1)
    #expect(book.starts(with: Array("PK".utf8)))
  }

  @Test func `Getting Started reads, changes and writes`() throws {
    let reader = try #require(try FormatRegistry.standard.requireFormat(named: "text").reader)
      .make()
    var context = ConversionContext()
    let articles = try reader.articles(in: bytes, name: "story.txt", context: &context)
    #expect(articles.first?.headline == "Council keeps the ferry")
    #expect(articles.first?.wordCount ?? 0 > 0)

    var article = articles[0]
    article.language = "ar"
    article.keywords.append(Keyword("مينسك"))
    article.body = article.body.mapBlocks { block in
      if case .embed = block { [] } else { [block] }
    }

    _ = try CSVWriter().document(of: [article], context: &context)
    #expect(context.log.losses.entries.isEmpty == false)
  }

  @Test func `Getting Started converts files`() async throws {
    var converter = Converter(registry: .standard, writer: NewsMLG2Writer())
    converter.jobs = 4
    let report = try await converter.convert(
      [.memory(bytes, name: "story.txt")], to: .sink { MemorySink() }, onDiagnostic: { _ in })
    #expect(report.articles == 1)
  }

  @Test func `Adding a Format is a whole format`() throws {
    let registry = FormatRegistry([.lines])
    var context = ConversionContext()
    let lines = try registry.requireFormat(named: "lines")
    let articles = try #require(lines.reader).make()
      .articles(in: Array("a\nb".utf8), name: "x.lines", context: &context)
    let document = try #require(lines.writer).make().document(of: articles, context: &context)
    #expect(String(decoding: document, as: UTF8.self) == "a\nb")
    #expect(Options.settings.map(\.info.name) == ["header"])
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
    sniff: { _ in .no },
    reader: FormatDirection(settings: [], defaults: ()) { LineReader() },
    writer: FormatDirection(settings: [], defaults: ()) { LineWriter() },
    checker: LineChecker())
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
