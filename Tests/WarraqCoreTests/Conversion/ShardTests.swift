import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct ShardTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func convert(_ inputs: [Input], _ shard: Shard?) async throws -> String {
    var converter = Converter(
      registry: FormatRegistry([.lines], codecs: []), writer: LineWriter(joins: true))
    converter.sourceFormat = .lines
    converter.shard = shard
    _ = try await converter.convert(inputs, to: .file(folder.path("out")))
    return try folder.text("out")
  }

  @Test(arguments: [1, 2, 3, 7, 50])
  func `the parts strung together are the whole`(count: Int) async throws {
    let big = (0..<20_000).map { "headline \($0)\n" }.joined()
    let inputs =
      [Input.memory(Array(big.utf8), name: "big")]
      + (0..<20).map { Input.memory(Array("small \($0)\n".utf8), name: "\($0)") }
      + [.memory([], name: "empty"), .memory(Array("last\n".utf8), name: "last")]
    let whole = try await convert(inputs, nil)
    var joined = ""
    var sizes: [Int] = []
    for number in 1...count {
      let part = try await convert(inputs, Shard(number, of: count))
      joined += part
      sizes.append(part.utf8.count)
    }
    #expect(joined == whole)
    if count < 10 { #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) < 200, "\(sizes)") }
  }

  @Test func `an error is reported by the part in which it is`() async throws {
    let lines = (0..<3000).map { $0 == 2000 ? "!" : "x \($0)" }
    var told: [Int] = []
    for number in 1...3 {
      var converter = Converter(
        registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
      converter.sourceFormat = .lines
      converter.shard = Shard(number, of: 3)
      let report = try await converter.convert(
        [.memory(Array(lines.map { $0 + "\n" }.joined().utf8), name: "in")],
        to: .file(folder.path("out")))
      told.append(report.failedRecords)
    }
    #expect(told == [0, 1, 0] || told == [0, 0, 1])
  }

  @Test func `an input that cannot be opened is reported by one part`() async throws {
    var failures = 0
    for number in 1...4 {
      var converter = Converter(
        registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
      converter.sourceFormat = .lines
      converter.shard = Shard(number, of: 4)
      let inputs = [Input.file(folder.path("none")), .memory(Array("a\nb\n".utf8), name: "in")]
      let report = try await converter.convert(inputs, to: .file(folder.path("out")))
      failures += report.failedInputs
    }
    #expect(failures == 1)
  }

  @Test(arguments: ["0/3", "4/3", "1", "1/0", "a/b", "1/2/3", "", "-1/2"])
  func `a part that there is not is refused`(text: String) {
    #expect(throws: ConversionError.self) { try Shard(text) }
  }

  @Test func `a part is read as it is written`() throws {
    #expect(try Shard("2/3") == Shard(2, of: 3))
  }
}
