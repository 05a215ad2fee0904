import Synchronization
import TestSupport
import Testing
import WarraqCore
import WarraqModel

/// What fails in the middle of a conversion, for any number of jobs.
struct FailureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Enough for many batches; of a thousand lines each, one is bad for the reader, one for the
  /// transform and one for the writer.
  private static let lines = (0..<60_000).map { number in
    switch number % 1000 {
    case 100: "!\(number)"
    case 200: "refused"
    case 300: "unwritable"
    default: "headline \(number)"
    }
  }

  private static let input = Input.memory(
    Array(lines.map { $0 + "\n" }.joined().utf8), name: "in")

  private func converter(jobs: Int) -> Converter {
    var converter = Converter(registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
    converter.sourceFormat = .lines
    converter.jobs = jobs
    converter.transforms = [Refusal()]
    return converter
  }

  @Test(arguments: [1, 2, 8])
  func `what fails in a worker is told in order and the others are written in order`(
    jobs: Int
  ) async throws {
    let told = Mutex<[String]>([])
    let report = try await converter(jobs: jobs).convert(
      [Self.input, Self.input], to: .file(folder.path("out")),
      onDiagnostic: { new in told.withLock { $0.append("\(new)") } })
    let good = Self.lines.filter { $0.hasPrefix("headline") }
    #expect(try folder.text("out") == "<\n" + (good + good).joined(separator: "\n") + "\n>")
    #expect(report.articles == good.count * 2)
    #expect(report.failedRecords == 360)
    #expect(report.failedInputs == 0)
    let errors = stride(from: 0, to: 60_000, by: 1000).flatMap { start in
      [
        "in:\(start + 101): error: a bad line [lines.bad]",
        "in:\(start + 201): error: refused [lines.refused]",
        "in:\(start + 301): error: cannot write it [lines.unwritable]",
      ]
    }
    #expect(told.withLock { $0 } == errors + errors)
  }

  @Test(arguments: [1, 2, 8], [0, 100_000])
  func `a sink that fails ends the conversion and is cancelled`(
    jobs: Int, bytes: Int
  ) async throws {
    let log = SinkLog()
    let error = await #expect(throws: ConversionError.self) {
      _ = try await converter(jobs: jobs).convert(
        [Self.input], to: .sink { FailingSink(after: bytes, log) })
    }
    #expect(error?.message.id == "output.full")
    #expect(log.events == ["failed", "cancelled"])
  }

  @Test(arguments: [1, 8])
  func `a sink that cannot be completed is cancelled`(jobs: Int) async throws {
    let log = SinkLog()
    let error = await #expect(throws: ConversionError.self) {
      _ = try await converter(jobs: jobs).convert(
        [Self.input], to: .sink { FailingSink(after: .max, log) })
    }
    #expect(error?.message.id == "output.full")
    #expect(log.events == ["failed", "cancelled"])
  }

  @Test(arguments: [1, 8])
  func `a scanner that fails ends its input alone`(jobs: Int) async throws {
    var limited = converter(jobs: jobs)
    limited.registry = FormatRegistry([.whole], codecs: [])
    limited.sourceFormat = .whole
    limited.limits.maximumRecordBytes = 5
    let inputs = ["one", "too large", "three"].map {
      Input.memory(Array($0.utf8), name: $0)
    }
    let report = try await limited.convert(inputs, to: .file(folder.path("out")))
    #expect(report.failedInputs == 1)
    #expect(report.diagnosticCounts == ["input.record-too-large": 1])
    #expect(try folder.text("out") == "<\none\nthree\n>")
  }

  @Test func `files of a split output that are done stay when one cannot be written`() async throws
  {
    try folder.makeFolder("headline 3.txt/")
    let error = await #expect(throws: ConversionError.self) {
      _ = try await converter(jobs: 2).convert(
        [Self.input], to: .split(try PathTemplate(folder.path("{headline}.txt"))))
    }
    #expect(error?.message.id == "output.unwritable")
    #expect(error?.location?.file == folder.path("headline 3.txt"))
    #expect(try folder.files() == (0..<3).map { "headline \($0).txt" })
  }
}

extension Format {
  /// One record an input.
  fileprivate static let whole = Format(
    name: "whole", title: "Whole", extensions: ["whole"], mediaTypes: [], sniff: { _ in .no },
    reader: FormatDirection(settings: [], defaults: ()) { WholeReader() }, writer: nil)
}

private struct WholeReader: ArticleReader {
  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    try LineReader().decode(record, into: &articles, context: &context)
  }
}

/// A transform that throws.
private struct Refusal: Transform {
  func apply(
    to article: inout Article, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    guard article.headline != "refused" else {
      throw ConversionError(Diagnostic.Message(id: "lines.refused", text: "refused"))
    }
    return true
  }
}

/// What happened to a sink.
private final class SinkLog: Sendable {
  private let state = Mutex<[String]>([])
  var events: [String] { state.withLock { $0 } }
  func note(_ event: String) { state.withLock { $0.append(event) } }
}

/// A disk that has room for some bytes, and none for the end of the file.
private final class FailingSink: ByteSink {
  private var room: Int
  private let log: SinkLog

  init(after room: Int, _ log: SinkLog) {
    self.room = room
    self.log = log
  }

  func write(_ bytes: [UInt8]) throws(ConversionError) {
    room -= bytes.count
    if room < 0 { try fail() }
  }

  func commit() throws(ConversionError) { try fail() }

  func cancel() { log.note("cancelled") }

  private func fail() throws(ConversionError) {
    log.note("failed")
    throw ConversionError(Diagnostic.Message(id: "output.full", text: "full"))
  }
}
