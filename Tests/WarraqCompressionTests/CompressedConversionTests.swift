import TestSupport
import Testing
import Warraq
import WarraqCompression

struct CompressedConversionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let lines = (0..<60_000).map {
    #"{"id":"urn:x:\#($0)","headline":"Story number \#($0)"}"# + "\n"
  }.joined()

  private func converter(jobs: Int, codec: Codec?) -> Converter {
    var converter = Converter(registry: .standard, writer: .jsonl())
    converter.jobs = jobs
    converter.codec = codec
    return converter
  }

  @Test(arguments: FormatRegistry.standard.codecs)
  func `an output is the same bytes for any number of jobs, and reads as it was`(
    codec: Codec
  ) async throws {
    let input = Input.memory(Array(Self.lines.utf8), name: "in.jsonl")
    var outputs: Set<[UInt8]> = []
    for jobs in [1, 2, 8] {
      _ = try await converter(jobs: jobs, codec: codec).convert(
        [input], to: .file(folder.path("out")))
      outputs.insert(try folder.read("out"))
    }
    #expect(outputs.count == 1)
    let report = try await converter(jobs: 2, codec: nil).convert(
      [.file(folder.path("out"))], to: .file(folder.path("again")))
    #expect(try folder.text("again") == Self.lines)
    #expect(report.bytesRead == outputs.first?.count)
  }

  @Test(arguments: FormatRegistry.standard.codecs)
  func `the end of the name is the compression, what stands before it the format`(codec: Codec) {
    let name = "a/story.json.\(codec.extensions[0])"
    #expect(FormatRegistry.standard.codec(forPath: name)?.name == codec.name)
    #expect(FormatRegistry.standard.writableFormat(forPath: name)?.name == "json")
    #expect(FormatRegistry.standard.readsFiles(like: name))
    #expect(!FormatRegistry.standard.readsFiles(like: "a/story.\(codec.extensions[0])"))
  }

  @Test func `an output without articles is a compressed file of nothing`() async throws {
    var nothing = converter(jobs: 1, codec: .gzip)
    nothing.sourceFormat = .jsonl
    _ = try await nothing.convert([.memory([], name: "in")], to: .file(folder.path("out.gz")))
    #expect(try folder.read("out.gz") == Codec.gzip.compress([]))
  }

  @Test func `stories before the damage are kept, and other inputs go on`() async throws {
    let packed = try Codec.gzip.compress(Array(Self.lines.utf8))
    let report = try await converter(jobs: 2, codec: nil).convert(
      [
        .memory(Array(packed.prefix(packed.count / 2)), name: "cut.jsonl.gz"),
        .memory(Array(Self.lines.utf8), name: "whole.jsonl"),
      ], to: .file(folder.path("out")))
    #expect(report.failedInputs == 1)
    #expect(report.diagnosticCounts == ["input.truncated": 1])
    #expect((70_000..<110_000).contains(report.articles))
  }
}
