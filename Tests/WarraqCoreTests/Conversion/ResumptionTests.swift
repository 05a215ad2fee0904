import Foundation
import Synchronization
import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct ResumptionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let lines = (0..<60_000).map { $0 % 9000 == 8999 ? "!" : "headline \($0)" }
  private static let inputs = [0..<20_000, 20_000..<20_001, 20_001..<60_000].map { range in
    Input.memory(Array(lines[range].map { $0 + "\n" }.joined().utf8), name: "\(range)")
  }

  private func converter(
    identity: String = "a", jobs: Int = 2, isDue: @escaping @Sendable () -> Bool = { true }
  ) -> Converter {
    var converter = Converter(registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
    converter.sourceFormat = .lines
    converter.jobs = jobs
    converter.resumption = Resumption(identity: identity, isDue: isDue)
    return converter
  }

  /// Runs a conversion in a task that is cancelled after some batches, as ctrl-C does.
  private func interrupt(
    _ converter: Converter, of inputs: [Input] = inputs, to plan: OutputPlan,
    afterArticles count: Int
  ) async throws {
    let task = Mutex<Task<Void, any Error>?>(nil)
    task.withLock {
      $0 = Task {
        _ = try await converter.convert(
          inputs, to: plan,
          onProgress: { progress in
            if progress.articles >= count { withUnsafeCurrentTask { $0?.cancel() } }
          })
      }
    }
    try await task.withLock { $0 }?.value
  }

  @Test(arguments: [1, 20_000, 40_000])
  func `a conversion that was stopped goes on where it was`(count: Int) async throws {
    let whole = try await Converter.lines.convert(Self.inputs, to: .file(folder.path("whole")))
    try await interrupt(converter(jobs: 1), to: .file(folder.path("out")), afterArticles: count)
    #expect(try !folder.files().contains("out"))
    #expect(try folder.files().contains(".out.warraq-resume"))
    let before = Mutex<[Int]>([])
    let report = try await converter().convert(
      Self.inputs, to: .file(folder.path("out")),
      onProgress: { progress in before.withLock { $0.append(progress.articlesBefore) } })
    #expect(try folder.text("out") == folder.text("whole"))
    #expect(report.articles == whole.articles)
    #expect(report.failedRecords == whole.failedRecords)
    #expect(report.losses == whole.losses)
    #expect(before.withLock { $0.allSatisfy { $0 >= count } && !$0.isEmpty })
    #expect(try folder.files() == ["out", "whole"])
  }

  @Test(arguments: [1, 10_000])
  func `a conversion of many small inputs goes on where it was`(count: Int) async throws {
    let inputs = (0..<3000).map { number in
      let lines = Self.lines[(number * 10)..<(number * 10 + 10)]
      return Input.memory(Array(lines.map { $0 + "\n" }.joined().utf8), name: "\(number)")
    }
    let whole = try await Converter.lines.convert(inputs, to: .file(folder.path("whole")))
    try await interrupt(
      converter(), of: inputs, to: .file(folder.path("out")), afterArticles: count)
    let before = Mutex<[Int]>([])
    let report = try await converter().convert(
      inputs, to: .file(folder.path("out")),
      onProgress: { progress in before.withLock { $0.append(progress.articlesBefore) } })
    #expect(try folder.text("out") == folder.text("whole"))
    #expect(report.articles == whole.articles)
    #expect(report.failedRecords == whole.failedRecords)
    #expect(report.inputs == inputs.count)
    #expect(report.bytesRead == whole.bytesRead)
    #expect(before.withLock { $0.allSatisfy { $0 >= count } && !$0.isEmpty })
  }

  @Test func `what was written after the last checkpoint is written once`() async throws {
    _ = try await Converter.lines.convert(Self.inputs, to: .file(folder.path("whole")))
    // The third checkpoint is the last; what is written after it is as of a process that was killed.
    let asked = Mutex(0)
    let stopping = converter(jobs: 1) {
      asked.withLock { count in
        count += 1
        return count <= 3
      }
    }
    try await interrupt(stopping, to: .file(folder.path("out")), afterArticles: 40_000)
    let part = try folder.read(".out.warraq-part")
    try folder.write(part + Array("\nhalf a li".utf8), to: ".out.warraq-part")
    _ = try await converter().convert(Self.inputs, to: .file(folder.path("out")))
    #expect(try folder.text("out") == folder.text("whole"))
  }

  @Test func `a split output goes on with the same names`() async throws {
    let inputs = Self.inputs
    let template = { try PathTemplate(folder.path($0 + "/{language}-{index}.txt")) }
    var small = Converter.lines
    small.transforms = [EveryHundredth()]
    _ = try await small.convert(inputs, to: .split(try template("whole")))
    var stopping = converter(jobs: 1)
    stopping.transforms = [EveryHundredth()]
    try await interrupt(stopping, to: .split(try template("out")), afterArticles: 300)
    #expect(try folder.files().contains("out/.split.warraq-resume"))
    let report = try await stopping.convert(inputs, to: .split(try template("out")))
    let files = try folder.files()
    let whole = files.filter { $0.hasPrefix("whole/") }.map { $0.dropFirst(6) }
    #expect(files.filter { $0.hasPrefix("out/") }.map { $0.dropFirst(4) } == whole)
    #expect(report.outputs == whole.count)
    for name in whole {
      #expect(try folder.read("out/\(name)") == folder.read("whole/\(name)"))
    }
  }

  @Test func `files of a split output that are gone are missed`() async throws {
    let plan = OutputPlan.split(try PathTemplate(folder.path("out/{index}.txt")))
    var stopping = converter(jobs: 1)
    stopping.transforms = [EveryHundredth()]
    try await interrupt(stopping, to: plan, afterArticles: 300)
    try FileManager.default.removeItem(atPath: folder.path("out/000007.txt"))
    let error = await #expect(throws: ConversionError.self) {
      _ = try await stopping.convert(Self.inputs, to: plan)
    }
    #expect(error?.message.id == "resume.file-is-gone")
    #expect(error?.location?.file == folder.path("out/000007.txt"))
  }

  @Test(arguments: [5, 4, nil])
  func `an output that was complete and got no name is missed`(bytes: Int?) async throws {
    // As a run leaves it that was killed between the names of two outputs.
    let text =
      #"{"version": 2, "identity": "a", "isComplete": 1, "outputs": [{"bytes": 5}]}"# + "\n"
    try folder.write(text, to: ".out.warraq-resume")
    if let bytes { try folder.write(String(repeating: "x", count: bytes), to: "out") }
    do {
      _ = try await converter().convert(Self.inputs, to: .file(folder.path("out")))
      #expect(bytes == 5)
      #expect(try folder.files() == ["out"])
      #expect(try folder.text("out") == "xxxxx")
    } catch {
      #expect(bytes != 5)
      #expect((error as? ConversionError)?.message.id == "resume.damaged")
    }
  }

  @Test func `the moment from which dates are counted is that of the first run`() async throws {
    let plan = OutputPlan.file(folder.path("out"))
    #expect(Converter.moment(ofStopped: plan) == nil)
    var first = converter(jobs: 1)
    first.moment = NewsDate(iso8601: "2024-06-24T10:05:00Z")
    try await interrupt(first, to: plan, afterArticles: 1)
    #expect(Converter.moment(ofStopped: plan) == first.moment)
  }

  @Test func `a run with other inputs or options does not go on with it`() async throws {
    try await interrupt(converter(), to: .file(folder.path("out")), afterArticles: 1)
    let other = converter(identity: "b")
    let error = await #expect(throws: ConversionError.self) {
      _ = try await other.convert(Self.inputs, to: .file(folder.path("out")))
    }
    #expect(error?.message.id == "resume.other-run")
    #expect(try folder.files() == [".out.warraq-part", ".out.warraq-resume"])
  }

  @Test(arguments: [
    "", "{", "{\"version\": 1}\n", "{\"version\": 2, \"outputs\": [{\"state\": 9}]}\n",
    "{\"version\": 2, \"outputs\": [{\"bytes\": -1}]}\n",
  ])
  func `a checkpoint that cannot be read is an error`(text: String) async throws {
    try folder.write(text, to: ".out.warraq-resume")
    let error = await #expect(throws: ConversionError.self) {
      _ = try await converter().convert(Self.inputs, to: .file(folder.path("out")))
    }
    #expect(error?.message.id == "resume.damaged")
  }

  @Test func `output that is gone cannot be resumed`() async throws {
    try await interrupt(converter(), to: .file(folder.path("out")), afterArticles: 1)
    try folder.write("", to: ".out.warraq-part")
    let error = await #expect(throws: ConversionError.self) {
      _ = try await converter().convert(Self.inputs, to: .file(folder.path("out")))
    }
    #expect(error?.message.id == "resume.damaged")
  }

  @Test func `two runs do not write one output`() async throws {
    let other = try ResumableFile(path: folder.path(".out.warraq-part"))
    let error = await #expect(throws: ConversionError.self) {
      _ = try await converter().convert(Self.inputs, to: .file(folder.path("out")))
    }
    #expect(error?.message.id == "resume.locked")
    other.remove()
  }

  @Test func `what cannot be resumed says so and is converted`() async throws {
    let restored = Mutex<[Int]>([])
    var sorted = converter()
    sorted.orderedTransforms = [try Sorting("headline")]
    sorted.resumption?.restore = { count in restored.withLock { $0.append(count) } }
    let report = try await sorted.convert(Self.inputs, to: .file(folder.path("out")))
    #expect(report.diagnosticCounts["resume.starts-over"] == 1)
    // What is written besides starts over too.
    #expect(restored.withLock { $0 } == [0])
    #expect(try folder.files() == ["out"])
  }

  @Test func `a conversion without articles leaves nothing behind`() async throws {
    _ = try await converter().convert([.memory([], name: "in")], to: .file(folder.path("out")))
    #expect(try folder.files() == ["out"])
  }

  @Test func `what is written besides goes back with the output`() async throws {
    let restored = Mutex<[Int]>([])
    var stopping = converter(jobs: 1)
    stopping.resumption = Resumption(
      identity: "a", isDue: { true }, save: { 42 },
      restore: { count in restored.withLock { $0.append(count) } })
    try await interrupt(stopping, to: .file(folder.path("out")), afterArticles: 1)
    _ = try await stopping.convert(Self.inputs, to: .file(folder.path("out")))
    #expect(restored.withLock { $0 } == [0, 42])
  }
}

/// Keeps few articles, so that a split output has few files.
private struct EveryHundredth: Transform {
  func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    article.headline?.hasSuffix("00") == true
  }
}
