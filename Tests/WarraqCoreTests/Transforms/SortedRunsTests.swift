import TestSupport
import Testing
import WarraqCore
import WarraqModel

/// Sorting with more stories than the memory that it may use.
struct SortedRunsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Headlines of which many are the same, each with a body that tells them apart, and some without.
  private static let lines = (0..<20_000).map { number in
    number % 50 == 0 ? "" : "\(number * 7919 % 997) \(number)"
  }

  private func convert(
    maximumBytes: Int, jobs: Int = 2, descending: Bool = false, maximumCount: Int? = nil,
    to plan: OutputPlan? = nil
  ) async throws {
    var converter = Converter(
      registry: FormatRegistry([.lines], codecs: []), writer: LineWriter(joins: true))
    converter.sourceFormat = .lines
    converter.jobs = jobs
    converter.transforms = [Splitting()]
    converter.temporaryFolder = folder.path("none")
    var sorting = try Sorting(descending ? "section:desc" : "section")
    sorting.maximumBytes = maximumBytes
    sorting.maximumCount = maximumCount
    converter.orderedTransforms = [sorting, Window(skipping: 3)]
    let input = Input.memory(Array(Self.lines.map { $0 + "\n" }.joined().utf8), name: "in")
    let report = try await converter.convert([input], to: plan ?? .file(folder.path("out")))
    #expect(report.articles == (maximumCount ?? Self.lines.count) - 3)
    #expect(!report.losses.isEmpty)
  }

  @Test(arguments: [1, 2, 8], [4 << 10, 300 << 10, 4 << 20])
  func `runs on the disk give what memory gives, equals in the order of the input`(
    jobs: Int, maximumBytes: Int
  ) async throws {
    for isDescending in [false, true] {
      try await convert(maximumBytes: .max, descending: isDescending)
      let expected = try folder.text("out")
      try await convert(maximumBytes: maximumBytes, jobs: jobs, descending: isDescending)
      #expect(try folder.text("out") == expected)
      #expect(try folder.files() == ["out"])
    }
    let keyed = Self.lines.enumerated().sorted { a, b in
      let (x, y) = (Splitting.section(of: a.element), Splitting.section(of: b.element))
      guard x != y else { return a.offset < b.offset }
      guard let x, let y else { return x != nil }
      return x > y
    }
    #expect(
      try folder.text("out") == keyed.dropFirst(3).map { $0.element + "\n" }.joined())
  }

  @Test(arguments: [5, 1000, 19_999])
  func `the first of runs are those of all`(count: Int) async throws {
    try await convert(maximumBytes: .max, maximumCount: count)
    let expected = try folder.text("out")
    try await convert(maximumBytes: 64 << 10, maximumCount: count)
    #expect(try folder.text("out") == expected)
  }

  @Test func `stories in runs keep their paths`() async throws {
    var converter = Converter(
      registry: FormatRegistry([.lines], codecs: []), writer: LineWriter(joins: true))
    converter.sourceFormat = .lines
    converter.temporaryFolder = folder.root
    var sorting = try Sorting("headline:desc")
    sorting.maximumBytes = 100
    converter.orderedTransforms = [sorting]
    _ = try await converter.convert(
      [.memory(Array("a\nc\nb\n".utf8), name: "in")],
      to: .split(try PathTemplate(folder.path("{index}-{headline}.txt"))))
    #expect(try folder.files() == ["000001-c.txt", "000002-b.txt", "000003-a.txt"])
  }

  @Test func `runs that cannot be written are an error`() async throws {
    let error = await #expect(throws: ConversionError.self) {
      try await convert(maximumBytes: 4 << 10, to: .sink { MemorySink() })
    }
    #expect(error?.message.id == "output.unwritable")
    #expect(error?.location?.file == folder.path("none"))
  }
}

/// Sorts by what stands before the space.
private struct Splitting: Transform {
  static func section(of line: String) -> String? {
    line.split(separator: " ").first.map(String.init)
  }

  func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    article.section = Self.section(of: article.headline ?? "")
    return true
  }
}
