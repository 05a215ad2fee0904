import Foundation
import Synchronization
import TestSupport
import Testing
import Warraq

/// Reading bytes and files of whatever format, as a program does that uses the library.
struct AnyFormatTests {
  private let lines = "{\"headline\": \"a\"}\n{\"headline\": \"b\"}\n"

  @Test func `one call reads bytes of any kind and any format`() throws {
    let registry = FormatRegistry.standard
    #expect(try registry.articles(in: Data(lines.utf8)).map(\.headline) == ["a", "b"])
    #expect(try registry.articles(in: Array(lines.utf8)[...]).map(\.headline) == ["a", "b"])
    #expect(
      try registry.articles(in: "headline,language\nc,en\n".utf8, name: "x.csv").map(\.language)
        == ["en"])
  }

  @Test func `articles that are read have identifiers`() throws {
    let articles = try FormatRegistry.standard.articles(in: lines.utf8)
    #expect(Set(articles.map(\.id)).count == 2)
    #expect(articles.allSatisfy { $0.id.hasPrefix("urn:uuid:") })
  }

  @Test func `a record that cannot be read is an error, or a diagnostic where they are asked for`()
    throws
  {
    let bytes = "{\"headline\": \"a\"}\n{\"headline\": \n{\"headline\": \"b\"}\n".utf8
    #expect(throws: ConversionError.self) {
      try FormatRegistry.standard.articles(in: bytes, name: "x.jsonl")
    }
    let log = Log()
    let articles = try FormatRegistry.standard.articles(in: bytes, name: "x.jsonl") { log.add($0) }
    #expect(articles.map(\.headline) == ["a", "b"])
    #expect(log.diagnostics.map(\.location?.line) == [2])
  }

  @Test func `a stream reads files one after the other, compressed or not`() async throws {
    let folder = try TemporaryFolder()
    let plain = try folder.write(lines, to: "x.jsonl")
    let codec = try #require(FormatRegistry.standard.codec(forPath: "x.gz"))
    let packed = try folder.write(codec.compress(Array(lines.utf8)), to: "y.jsonl.gz")
    let stream = FormatRegistry.standard.articles(from: .file(plain), .file(packed))
    var headlines: [String?] = []
    for try await article in stream { headlines.append(article.headline) }
    #expect(headlines == ["a", "b", "a", "b"])
  }

  @Test func `a stream throws for a file that is not there`() async {
    await #expect(throws: ConversionError.self) {
      for try await _ in FormatRegistry.standard.articles(from: .file("/nowhere/x.jsonl")) {}
    }
  }

  @Test func `an added format is detected by its extension and may be compressed`() throws {
    let registry = FormatRegistry.standard.adding(.lines)
    let codec = try #require(registry.codec(forPath: "x.gz"))
    let packed = try codec.compress(Array("one\ntwo".utf8))
    #expect(
      try registry.articles(in: packed, name: "my.lines.gz").map(\.headline) == ["one", "two"])
    #expect(try registry.articles(in: "one\ntwo".utf8, name: "my.txt").count == 1)
    // Bytes that are likely to be of another format decide.
    #expect(try registry.articles(in: lines.utf8, name: "my.lines").map(\.headline) == ["a", "b"])
  }

  @Test func `a table of formats of one's own has the compressions of the standard one`() {
    #expect(FormatRegistry([.lines]).codecs.map(\.name) == ["gzip", "zstd"])
  }

  @Test func `an added format takes the place of one with its name`() {
    let registry = FormatRegistry.standard.adding(.lines).adding(.lines)
    #expect(registry.formats.count { $0.name == "lines" } == 1)
  }

  @Test func `a format that cannot be written has no writer to make`() {
    #expect(throws: ConversionError.self) { try Format.newsML1.makeWriter() }
  }

  @Test func `a report says what was converted, what failed and what was lost`() async throws {
    let converter = Converter(registry: .standard, writer: CSVWriter())
    let report = try await converter.convert(
      [
        .memory(Array((lines + "{\n").utf8), name: "x.jsonl"),
        .file("/nowhere/y.jsonl"),
      ], to: .sink { MemorySink() })
    #expect(
      "\(report)" == """
        2 articles from 2 inputs
        failed: 1 input, 1 record
        """)
  }

  private final class Log: Sendable {
    private let state = Mutex<[Diagnostic]>([])
    var diagnostics: [Diagnostic] { state.withLock { $0 } }
    func add(_ diagnostic: Diagnostic) { state.withLock { $0.append(diagnostic) } }
  }
}
