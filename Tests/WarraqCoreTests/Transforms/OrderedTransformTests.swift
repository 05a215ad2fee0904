import Synchronization
import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct OrderedTransformTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What lines become under options of transforms, the same for every number of jobs.
  private func convert(
    _ lines: [String], _ settings: [(String, String)], jobs: [Int] = [1, 2, 8]
  ) async throws -> (lines: [String], report: ConversionReport, told: [String]) {
    var results: [(lines: [String], report: ConversionReport, told: [String])] = []
    for jobs in jobs {
      var converter = Converter(
        registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
      converter.sourceFormat = .lines
      converter.jobs = jobs
      try TransformChoices(settings.map { SettingValue($0.0, $0.1) }).add(to: &converter)
      let told = Mutex<[String]>([])
      let report = try await converter.convert(
        [.memory(Array(lines.map { $0 + "\n" }.joined().utf8), name: "in")],
        to: .file(folder.path("out")),
        onDiagnostic: { new in told.withLock { $0.append(new.description) } })
      let text = try folder.text("out")
      results.append(
        (
          text.split(separator: "\n").dropFirst().dropLast().map(String.init), report,
          told.withLock { $0 }
        ))
    }
    for other in results.dropFirst() {
      #expect(other.lines == results[0].lines)
      #expect(other.told == results[0].told)
      #expect(other.report.articles == results[0].report.articles)
      #expect(other.report.losses == results[0].report.losses)
    }
    return results[0]
  }

  private static let many = (0..<30_000).map { "line \($0 * 7919 % 30_000)" }

  @Test func `a limit lets the first through, whatever comes after`() async throws {
    let result = try await convert(Self.many + ["!"], [("limit", "15000")])
    #expect(result.lines == Array(Self.many.prefix(15_000)))
    #expect(result.report.isComplete)
    #expect(result.told.isEmpty)
  }

  @Test func `nothing is read after the last that is wanted`() async throws {
    let endless = Input.memory(
      Array(String(repeating: "x\n", count: 4 << 20).utf8), name: "endless")
    var converter = Converter(registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
    converter.sourceFormat = .lines
    converter.orderedTransforms = [Window(skipping: 1, atMost: 2)]
    let report = try await converter.convert([endless, endless], to: .file(folder.path("out")))
    #expect(report.articles == 2)
    #expect(report.bytesRead < 1 << 20)
    #expect(report.inputs == 1)
  }

  @Test(arguments: [0, 1, 14_999, 70_000])
  func `stories are skipped and counted in order`(count: Int) async throws {
    let result = try await convert(Self.many, [("skip", "\(count)"), ("limit", "5")])
    #expect(result.lines == Array(Self.many.dropFirst(count).prefix(5)))
  }

  @Test func `errors after the last story that is wanted are not told`() async throws {
    let result = try await convert(["!", "a", "!", "b", "!", "c"], [("limit", "2")])
    #expect(result.lines == ["a", "b"])
    #expect(
      result.told == ["in:1: error: a bad line [lines.bad]", "in:3: error: a bad line [lines.bad]"])
    #expect(result.report.failedRecords == 2)
  }

  @Test func `a limit of nothing reads nothing`() async throws {
    let result = try await convert(["!", "a"], [("limit", "0")])
    #expect(result.lines.isEmpty)
    #expect(result.report.bytesRead == 0)
  }

  @Test func `sorting puts stories in order, equals in the order of the input`() async throws {
    let lines = (0..<30_000).map { "line \($0 % 100)" }
    let result = try await convert(lines, [("sort", "headline:desc")])
    let expected = lines.enumerated().sorted {
      $0.element != $1.element ? $0.element > $1.element : $0.offset < $1.offset
    }
    #expect(result.lines == expected.map(\.element))
    let rising = try await convert(Self.many, [("sort", "headline")])
    #expect(rising.lines == Self.many.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func `the first of a sorted output are those of all`() async throws {
    let all = Self.many.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let result = try await convert(
      Self.many, [("sort", "headline"), ("skip", "3"), ("limit", "10")])
    #expect(result.lines == Array(all[3..<13]))
  }

  @Test func `dates are sorted as moments, stories without one come last`() async throws {
    let texts = ["2024-06-24T10:00+03:00", "2024-06-24T08:00Z", nil, "2024", "2023-12-31"]
    let sorting = try Sorting("published")
    let marks = texts.map { text -> [UInt8]? in
      var article = Article(id: "urn:x")
      article.published = text.flatMap { NewsDate(iso8601: $0) }
      return sorting.mark(of: article)
    }
    #expect(marks[2] == nil)
    let order = [4, 3, 0, 1].compactMap { marks[$0] }
    #expect(order.sorted { $0.lexicographicallyPrecedes($1) } == order)
  }

  @Test func `a story is left out when its text came before`() async throws {
    let lines = Self.many + Self.many.reversed() + ["new"]
    let byID = try await convert(lines, [("dedupe", "id")], jobs: [2])
    #expect(byID.lines == lines)
    let transformed = try await convert(lines + ["!"], [("dedupe", "body")], jobs: [2])
    #expect(transformed.lines == lines, "stories without a body are all kept")
  }

  @Test(arguments: ["id", "id:1M"])
  func `duplicates are recognised by the identifier after the changes`(key: String) async throws {
    let result = try await convert(["a", "b", "!", "c"], [("set", "id=urn:x"), ("dedupe", key)])
    #expect(result.lines == ["a"])
    #expect(result.report.losses.isEmpty)
    #expect(result.report.failedRecords == 1)
  }

  @Test func `what is lost of a story that is left out is not lost`() async throws {
    let result = try await convert(
      ["a", "b"], [("set", "id=urn:x"), ("set", "language=ar"), ("dedupe", "id")])
    #expect(result.report.losses.entries.map(\.count) == [1])
  }

  @Test func `what is not selected is not lost`() async throws {
    let result = try await convert(
      ["a"], [("set", "language=ar"), ("where", "headline=a"), ("select", "headline")])
    #expect(result.lines == ["a"])
    #expect(result.report.losses.isEmpty)
  }

  @Test(arguments: [
    ("L’été à Zürich, 24 juin!", "l'ete A ZURICH — 24 juin"),
    ("أكدت الوزارة ٢٤ مرة", "اكدت  الوزارةُ 24 مرة"),
  ])
  func `bodies are the same when their words are`(first: String, second: String) {
    let mark = { (text: String) -> [UInt8]? in
      var article = Article(id: "urn:x")
      article.body = [.paragraph([.text(text)])]
      return Deduplication(by: .body).mark(of: article)
    }
    #expect(mark(first) == mark(second))
    #expect(mark(first) != mark(first + " 1"))
    #expect(mark("...") == nil)
  }

  @Test(arguments: ["id:", "id:0", "id:1", "id:64X", "title", "id:1M:2", "", "id:99999999999G"])
  func `a way to tell duplicates that there is not is refused`(text: String) {
    #expect(throws: ConversionError.self) { try Deduplication(text) }
  }

  @Test(arguments: ["", "published:up", "published:desc:asc", "extra", "nothing"])
  func `an order that there is not is refused`(text: String) {
    #expect(throws: ConversionError.self) { try Sorting(text) }
  }
}

struct BoundedDeduplicationTests {
  /// Runs stories with these identifiers through a stage; returns those that go on.
  private func pass(_ ids: [Int], maximumBytes: Int) throws -> [Int] {
    let transform = Deduplication(by: .id, maximumBytes: maximumBytes)
    var stage = transform.makeStage(temporaryFolder: "/tmp")
    var kept: [Int] = []
    for id in ids {
      var batch = StoryBatch.ofOne
      try stage.pass(&batch, marks: [transform.mark(of: Article(id: "urn:x:\(id)"))])
      if batch.count == 1 { kept.append(id) }
    }
    return kept
  }

  @Test func `no story that is new is left out of a table that is far too small`() throws {
    let ids = Array(0..<20_000)
    #expect(try pass(ids, maximumBytes: 1024) == ids)
  }

  @Test func `what came a few stories before is known in a table of any size`() throws {
    let ids = (0..<5000).flatMap { [$0, $0, $0 / 2 * 2] }
    #expect(try pass(ids, maximumBytes: 1024) == Array(0..<5000))
  }

  @Test func `a table of 8 bytes a story and half as much again knows them nearly all`() throws {
    let ids = Array(0..<20_000)
    let again = try pass(ids + ids, maximumBytes: 20_000 * 12).count - ids.count
    #expect(again < 800, "\(again) of 20,000 were forgotten")
  }
}
