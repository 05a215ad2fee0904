import Synchronization
import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct SeveralOutputsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let input = Input.memory(
    Array((0..<50_000).map { "headline \($0 * 7919 % 50_000)\n" }.joined().utf8), name: "in")

  /// A conversion into `document`, the lines of a document, and `plain`, lines and nothing else.
  private func converter(jobs: Int = 2) -> Converter {
    var converter = Converter.lines
    converter.jobs = jobs
    converter.furtherOutputs = [
      ConversionOutput(writer: LineWriter(joins: true), plan: .file(folder.path("plain")))
    ]
    return converter
  }

  /// What runs of their own write.
  private func expected(_ change: (inout Converter) throws -> Void = { _ in }) async throws -> (
    document: String, plain: String
  ) {
    let folder = try TemporaryFolder()
    var converter = Converter.lines
    try change(&converter)
    _ = try await converter.convert([Self.input], to: .file(folder.path("document")))
    converter.writer = LineWriter(joins: true)
    _ = try await converter.convert([Self.input], to: .file(folder.path("plain")))
    return (try folder.text("document"), try folder.text("plain"))
  }

  @Test(arguments: [1, 3])
  func `each output is that of a run of its own`(jobs: Int) async throws {
    let report = try await converter(jobs: jobs).convert(
      [Self.input], to: .file(folder.path("document")))
    let expected = try await expected()
    #expect(try folder.text("document") == expected.document)
    #expect(try folder.text("plain") == expected.plain)
    #expect(report.articles == 50_000)
    #expect(report.outputs == 2)
  }

  @Test func `stories are chosen and sorted once for all`() async throws {
    func change(_ converter: inout Converter) throws {
      converter.orderedTransforms = [try Sorting("headline"), Window(skipping: 10, atMost: 1000)]
    }
    var converter = converter()
    try change(&converter)
    _ = try await converter.convert([Self.input], to: .file(folder.path("document")))
    let expected = try await expected(change)
    #expect(try folder.text("document") == expected.document)
    #expect(try folder.text("plain") == expected.plain)
  }

  @Test func `a story that one output cannot hold is in the others`() async throws {
    let diagnostics = Mutex<[String]>([])
    var converter = converter()
    converter.furtherOutputs[0].writer = NumberWriter()
    let report = try await converter.convert(
      [.memory(Array("1\ntwo\nunwritable\n!bad\n4\n".utf8), name: "in")],
      to: .file(folder.path("document")),
      onDiagnostic: { new in diagnostics.withLock { $0.append(new.description) } })
    #expect(try folder.text("document") == "<\n1\ntwo\n4\n>")
    #expect(try folder.text("plain") == "1;4;")
    #expect(report.articles == 3)
    #expect(
      diagnostics.withLock { $0 } == [
        "in:2: error: no number [numbers.none]",
        "in:3: error: cannot write it [lines.unwritable]",
        "in:3: error: no number [numbers.none]",
        "in:4: error: a bad line [lines.bad]",
      ])
  }

  @Test func `an output whose reader goes away does not end the others`() async throws {
    var converter = converter()
    converter.furtherOutputs[0].plan = .sink { ClosedSink() }
    let report = try await converter.convert(
      [Self.input], to: .file(folder.path("document")))
    #expect(try await folder.text("document") == expected().document)
    #expect(report.articles == 50_000)
    #expect(report.outputs == 1)
  }

  @Test func `a loss is counted once, as it is where most is lost`() async throws {
    var converter = converter()
    converter.furtherOutputs[0].writer = NumberWriter()
    let report = try await converter.convert(
      [.memory(Array("1\n2\n".utf8), name: "in")], to: .file(folder.path("document")))
    #expect(report.losses.entries.map(\.count) == [2])
    #expect(report.losses.entries.map(\.kind.treatment) == [.approximated])
  }

  @Test func `no output is completed where one loses something under strict`() async throws {
    var converter = converter()
    converter.isStrict = true
    converter.furtherOutputs[0].writer = NumberWriter()
    let report = try await converter.convert(
      [.memory(Array("1\n".utf8), name: "in")], to: .file(folder.path("document")))
    #expect(report.outputs == 0)
    #expect(try folder.files() == [])
  }

  @Test(arguments: [1, 10_000, 40_000])
  func `a run that was stopped goes on with all of them`(count: Int) async throws {
    var stopping = converter(jobs: 1)
    stopping.resumption = Resumption(identity: "a", isDue: { true })
    let first = stopping
    let task = Mutex<Task<Void, any Error>?>(nil)
    task.withLock {
      $0 = Task { [folder] in
        _ = try await first.convert(
          [Self.input], to: .file(folder.path("document")),
          onProgress: { progress in
            if progress.articles >= count { withUnsafeCurrentTask { $0?.cancel() } }
          })
      }
    }
    try await task.withLock { $0 }?.value
    #expect(
      try folder.files() == [
        ".document.warraq-part", ".document.warraq-resume", ".plain.warraq-part",
      ])
    _ = try await stopping.convert([Self.input], to: .file(folder.path("document")))
    #expect(try folder.files() == ["document", "plain"])
    let expected = try await expected()
    #expect(try folder.text("document") == expected.document)
    #expect(try folder.text("plain") == expected.plain)
  }

  @Test(arguments: [[], ["document"], ["document", "plain"]])
  func `a run that was stopped while it named its outputs names the others`(
    named: [String]
  ) async throws {
    let expected = try await expected()
    for (name, text) in [("document", expected.document), ("plain", expected.plain)] {
      try folder.write(text, to: named.contains(name) ? name : ".\(name).warraq-part")
    }
    let sizes = [expected.document, expected.plain].map(\.utf8.count)
    let states = sizes.map { "{\"bytes\": \($0), \"state\": 0, \"pending\": 0}" }
    try folder.write(
      "{\"version\": 2, \"identity\": \"a\", \"isComplete\": 1, "
        + "\"outputs\": [\(states.joined(separator: ", "))]}\n", to: ".document.warraq-resume")
    var converter = converter()
    converter.resumption = Resumption(identity: "a", isDue: { true })
    _ = try await converter.convert([Self.input], to: .file(folder.path("document")))
    #expect(try folder.text("document") == expected.document)
    #expect(try folder.text("plain") == expected.plain)
    #expect(try folder.files() == ["document", "plain"])
  }
}

/// Writes numbers, each followed by `;`; any other headline is an error.
private struct NumberWriter: ArticleWriter {
  func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    feature == .headline ? .approximated : .kept
  }

  func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    guard let number = article.headline.flatMap({ Int($0) }) else {
      throw ConversionError(Diagnostic.Message(id: "numbers.none", text: "no number"))
    }
    buffer.append("\(number);")
    return nil
  }

  func makeOutput() -> any ArticleOutput { DelimitedOutput() }
}

/// A pipe whose reader has gone.
private final class ClosedSink: ByteSink {
  func write(_ bytes: [UInt8]) throws(ConversionError) {
    throw ConversionError(Diagnostic.Message(id: "output.closed", text: "closed"))
  }

  func commit() {}

  func cancel() {}
}
