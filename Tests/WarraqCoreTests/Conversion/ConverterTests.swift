import Foundation
import Synchronization
import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct ConverterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func converter(jobs: Int = 1) -> Converter {
    var converter = Converter(registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
    converter.sourceFormat = .lines
    converter.jobs = jobs
    return converter
  }

  @Test(arguments: [1, 2, 8])
  func `the output is in the order of the input for any number of jobs`(jobs: Int) async throws {
    let lines = (0..<200_000).map { "headline number \($0)" }
    let input = Input.memory(Array(lines.map { $0 + "\n" }.joined().utf8), name: "many")
    let report = try await converter(jobs: jobs).convert(
      [input, input], to: .file(folder.path("out")))
    let expected = "<\n" + (lines + lines).joined(separator: "\n") + "\n>"
    #expect(try folder.text("out") == expected)
    #expect(report.articles == 400_000)
    #expect(report.inputs == 2)
    #expect(try folder.files() == ["out"])
  }

  @Test func `a bad record is an error and the others go on`() async throws {
    let diagnostics = Mutex<[Diagnostic]>([])
    let report = try await converter().convert(
      [.memory(Array("one\n!two\nunwritable\nfour\n".utf8), name: "in")],
      to: .file(folder.path("out")),
      onDiagnostic: { new in diagnostics.withLock { $0.append(new) } })
    #expect(try folder.text("out") == "<\none\nfour\n>")
    #expect(report.failedRecords == 2)
    #expect(
      diagnostics.withLock { $0.map(\.description) } == [
        "in:2: error: a bad line [lines.bad]",
        "in:3: error: cannot write it [lines.unwritable]",
      ])
  }

  @Test func `an input that cannot be opened does not stop the others`() async throws {
    let report = try await converter().convert(
      [.file(folder.path("missing")), .memory(Array("one\n".utf8), name: "in")],
      to: .file(folder.path("out")))
    #expect(report.failedInputs == 1)
    #expect(report.inputs == 2)
    #expect(try folder.text("out") == "<\none\n>")
  }

  @Test func `a target stays as it was when nothing could be converted`() async throws {
    try folder.write("old", to: "out")
    let report = try await converter().convert(
      [.file(folder.path("missing"))], to: .file(folder.path("out")))
    #expect(!report.isComplete)
    #expect(try folder.text("out") == "old")
    #expect(try folder.files() == ["out"])
  }

  @Test func `no output takes the place of an input`() async throws {
    try folder.write("in\n", to: "in")
    try folder.link("alias", to: "in")
    let plans: [OutputPlan] = [
      .file(folder.path("in")), .file(folder.path("alias")),
      .split(try PathTemplate(folder.path("{headline}"))),
    ]
    for plan in plans {
      let error = await #expect(throws: ConversionError.self) {
        _ = try await converter().convert([.file(folder.path("in"))], to: plan)
      }
      #expect(error?.message.id == "output.is-input")
    }
    #expect(try folder.text("in") == "in\n")
    #expect(try folder.files() == ["alias", "in"])
  }

  @Test func `the inputs are looked at once for all outputs`() throws {
    for name in ["in", "other", "out"] { try folder.write(name, to: name) }
    let inputs = InputFiles([.file(folder.path("in")), .file(folder.path("other"))])
    let first = ReplaceableFiles(inputs: inputs)
    try first.check(folder.path("out"))
    // What has the name of an input now is another file.
    try FileManager.default.moveItem(atPath: folder.path("in"), toPath: folder.path("moved"))
    try folder.write("new", to: "in")
    try ReplaceableFiles(inputs: inputs).check(folder.path("in"))
    #expect(throws: ConversionError.self) { try first.check(folder.path("moved")) }
    #expect(throws: ConversionError.self) {
      try ReplaceableFiles(inputs: inputs).check(folder.path("other"))
    }
  }

  @Test func `an output replaces files of its format and empty ones alone where that is asked for`()
    async throws
  {
    let input = Input.memory(Array("one\n".utf8), name: "in")
    var careful = converter()
    careful.replaceableFormat = .lines
    for old in ["# lines\n", ""] {
      try folder.write(old, to: "out")
      _ = try await careful.convert([input], to: .file(folder.path("out")))
      #expect(try folder.text("out") == "<\none\n>")
    }
    try folder.write("my notes", to: "out")
    let error = await #expect(throws: ConversionError.self) {
      _ = try await careful.convert([input], to: .file(folder.path("out")))
    }
    #expect(error?.message.id == "output.exists")
    #expect(try folder.text("out") == "my notes")
    _ = try await converter().convert([input], to: .file(folder.path("out")))
    #expect(try folder.text("out") == "<\none\n>")
  }

  @Test func `a loss keeps a strict conversion from completing its output`() async throws {
    var strict = converter()
    strict.isStrict = true
    strict.transforms = [LanguageOverride(language: "ar")]
    let report = try await strict.convert(
      [.memory(Array("one\n".utf8), name: "in")], to: .file(folder.path("out")))
    #expect(report.losses.entries.map(\.kind.feature) == [.language])
    #expect(try folder.files().isEmpty)
  }

  @Test func `a split output gives each article a file of its own`() async throws {
    let template = try PathTemplate(folder.path("by/{language}/{slug}-{index}.txt"))
    let report = try await converter(jobs: 3).convert(
      [.memory(Array("First Story!\nA/B\n".utf8), name: "in")], to: .split(template))
    #expect(report.outputs == 2)
    #expect(
      try folder.files() == ["by/none/a-b-000002.txt", "by/none/first-story-000001.txt"])
    #expect(try folder.text("by/none/a-b-000002.txt") == "<\nA/B\n>")
  }

  @Test func `a path that two articles share gets a number`() async throws {
    let template = try PathTemplate(folder.path("{headline}.txt"))
    _ = try await converter().convert(
      [.memory(Array("Same\nsame\nSame\n".utf8), name: "in")], to: .split(template))
    #expect(try folder.files() == ["Same-3.txt", "Same.txt", "same-2.txt"])
  }

  @Test func `the format of an input is detected by its first bytes`() async throws {
    var detecting = converter()
    detecting.sourceFormat = nil
    let report = try await detecting.convert(
      [.memory(Array("#\none\n".utf8), name: "a"), .memory(Array("one\n".utf8), name: "b")],
      to: .file(folder.path("out")))
    #expect(report.articles == 1)
    #expect(report.diagnosticCounts == ["input.unknown-format": 1])
  }

  @Test(arguments: [1, 2, 8])
  func `small inputs between large ones keep their order, and what is said of them`(
    jobs: Int
  ) async throws {
    var inputs: [Input] = []
    var expected: [String] = []
    var bytes = 0
    for number in 0..<1500 {
      let count = number % 500 == 250 ? 40_000 : 2
      var lines = (0..<count).map { "headline \(number) \($0)" }
      expected += lines
      if number % 100 == 99 { lines.append("!") }
      if number % 400 == 399 { inputs.append(.file(folder.path("missing"))) }
      let text = Array(lines.map { $0 + "\n" }.joined().utf8)
      bytes += text.count
      inputs.append(.memory(text, name: "\(number)"))
    }
    let diagnostics = Mutex<[Diagnostic]>([])
    let report = try await converter(jobs: jobs).convert(
      inputs, to: .file(folder.path("out")),
      onDiagnostic: { new in diagnostics.withLock { $0.append(new) } })
    #expect(try folder.text("out") == "<\n" + expected.joined(separator: "\n") + "\n>")
    #expect(report.inputs == inputs.count)
    #expect(report.bytesRead == bytes)
    #expect(report.failedInputs == 3)
    #expect(report.failedRecords == 15)
    let places = diagnostics.withLock { $0.map { $0.location?.file ?? "" } }
    let order = inputs.map { input in
      if case .memory(_, let name) = input { name } else { folder.path("missing") }
    }
    #expect(places == order.filter { $0 == folder.path("missing") || $0.hasSuffix("99") })
  }

  @Test(arguments: [1, 4])
  func `a story says where it was read, in large inputs and small ones`(jobs: Int) async throws {
    let sizes = [3, 30_000, 2, 1, 1]
    let inputs = sizes.enumerated().map { number, count in
      let text = (0..<count).map { "headline \($0)\n" }.joined()
      return Input.memory(Array(text.utf8), name: "in/\(number)/lines")
    }
    var placed = converter(jobs: jobs)
    placed.provenance = Provenance(folders: ["in", "in/3"])
    placed.writer = PlacesWriter()
    _ = try await placed.convert(inputs, to: .file(folder.path("out")))
    let found = try folder.text("out").split(separator: "\n")
    var expected: [String] = []
    for (number, count) in sizes.enumerated() {
      var offset = 0
      for record in 0..<count {
        expected.append("\(number == 3 ? "lines" : "\(number)/lines") \(record + 1) \(offset)")
        offset += "headline \(record)\n".utf8.count
      }
    }
    #expect(found.map(String.init) == expected)
  }

  @Test func `many small inputs travel in one batch and keep their names`() async throws {
    let inputs = (0..<50).map { Input.memory(Array("x\n!\n".utf8), name: "file\($0)") }
    let places = Mutex<[String]>([])
    let report = try await converter(jobs: 2).convert(
      inputs, to: .file(folder.path("out")),
      onDiagnostic: { new in places.withLock { $0.append(new.location?.description ?? "") } })
    #expect(report.articles == 50)
    #expect(places.withLock { $0 } == (0..<50).map { "file\($0):2" })
  }

  @Test func `a full disk is an error and leaves no file behind`() async throws {
    await #expect(throws: ConversionError.self) {
      _ = try await converter().convert(
        [.memory(Array("one\n".utf8), name: "in")], to: .file("/dev/full"))
    }
  }

  @Test(arguments: [1, 2, 8])
  func `as many errors as are allowed stop the conversion at the same place`(
    jobs: Int
  ) async throws {
    let lines = (0..<200_000).map { $0 % 50_000 == 49_999 ? "!" : "headline number \($0)" }
    try folder.write("old", to: "out")
    var stopping = converter(jobs: jobs)
    stopping.maximumErrors = 3
    let told = Mutex<[Diagnostic]>([])
    let report = try await stopping.convert(
      [.memory(Array((lines.joined(separator: "\n") + "\n").utf8), name: "in")],
      to: .file(folder.path("out")), onDiagnostic: { new in told.withLock { $0.append(new) } })
    #expect(report.isStoppedByErrors)
    #expect(
      told.withLock { $0.map { $0.location?.line ?? 0 } } == [50_000, 100_000, 150_000, 0])
    #expect(try folder.text("out") == "old")
    #expect(try folder.files() == ["out"])
  }

  @Test func `stories that take much memory are converted one after the other`() async throws {
    let progress = WideProgress()
    var wide = converter(jobs: 8)
    wide.sourceFormat = Format(
      name: "wide", title: "Wide", extensions: [], mediaTypes: [], sniff: { _ in .no },
      reader: FormatDirection(settings: [], defaults: ()) { WideReader(progress: progress) },
      writer: FormatDirection(settings: [], defaults: ()) { LineWriter() })
    let report = try await wide.convert(
      [.memory(Array(repeating: UInt8(ascii: "\n"), count: 100), name: "wide")],
      to: .file(folder.path("out")))
    #expect(report.articles == 100)
    // One is read ahead.
    #expect(progress.counts.withLock { $0.mostAhead } <= 2)
  }

  @Test func `an article without an identifier gets the same one every time`() {
    var article = Article()
    article.headline = "A story"
    var twin = article
    var context = ConversionContext.fixed
    _ = Identification().apply(to: &article, context: &context)
    _ = Identification().apply(to: &twin, context: &context)
    #expect(article.id == twin.id)
    #expect(article.id.hasPrefix("urn:uuid:"))
  }
}

/// How many stories were found, and how many of those are read.
private final class WideProgress: Sendable {
  let counts = Mutex((found: 0, read: 0, mostAhead: 0))
}

/// Finds a story in each byte that says to need the memory of a table with a million columns.
private struct WideReader: ArticleReader {
  let progress: WideProgress

  func makeScanner() -> any RecordScanner { WideScanner(progress: progress) }

  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) {
    progress.counts.withLock { counts in
      counts.mostAhead = max(counts.mostAhead, counts.found - counts.read)
      counts.read += 1
    }
    articles.append(Article(id: "urn:wide:\(record.byteOffset)"))
  }
}

private struct WideScanner: RecordScanner {
  let progress: WideProgress
  private var byteOffset = 0

  init(progress: WideProgress) { self.progress = progress }

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    guard try source.read(into: &batch.bytes, upTo: 1) > 0 else { return false }
    progress.counts.withLock { $0.found += 1 }
    batch.append(0..<1, line: 1, byteOffset: byteOffset)
    batch.storyBytes = 40 << 20
    byteOffset += 1
    return true
  }
}

struct InputEncodingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func convert(_ bytes: [UInt8]) async throws -> (text: String, ids: [String]) {
    var converter = Converter(registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
    converter.jobs = 1
    let report = try await converter.convert(
      [.memory(bytes, name: "in")], to: .file(folder.path("out")))
    return (
      report.outputs == 0 ? "" : try folder.text("out"), report.diagnosticCounts.keys.sorted()
    )
  }

  @Test func `UTF-16 is read with a note`() async throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "#\nخبر عاجل\n".utf16 { bytes += [UInt8(unit & 255), UInt8(unit >> 8)] }
    let result = try await convert(bytes)
    #expect(result.text == "<\nخبر عاجل\n>")
    #expect(result.ids == ["input.transcoded"])
  }

  @Test func `Windows-1256 is read with a note`() async throws {
    let line = "أكدت وزارة الخارجية أن المفاوضات بين البلدين مستمرة منذ أيام"
    let codePage = Array("#\n".utf8) + (try #require(Self.windows1256(line))) + [10]
    let result = try await convert(codePage)
    #expect(result.text == "<\n\(line)\n>")
    #expect(result.ids == ["input.transcoded"])
  }

  @Test func `a picture is no text, and says what it is`() async throws {
    let result = try await convert([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
    #expect(result.ids == ["input.binary"])
  }

  @Test func `an empty input is an error`() async throws {
    #expect(try await convert([]).ids == ["input.empty"])
  }

  /// Code points of Windows-1256 from its published table, for the letters the test uses.
  private static func windows1256(_ text: String) -> [UInt8]? {
    let table: [Character: UInt8] = [
      " ": 0x20, "أ": 0xC3, "ا": 0xC7, "ب": 0xC8, "ة": 0xC9, "ت": 0xCA, "ج": 0xCC, "خ": 0xCE,
      "د": 0xCF, "ذ": 0xD0, "ر": 0xD1, "ز": 0xD2, "س": 0xD3, "ض": 0xD6, "ف": 0xDD, "ك": 0xDF,
      "ل": 0xE1, "م": 0xE3, "ن": 0xE4, "ه": 0xE5, "و": 0xE6, "ي": 0xED,
    ]
    let bytes = text.compactMap { table[$0] }
    return bytes.count == text.count ? bytes : nil
  }
}

/// Writes where each article was read.
private struct PlacesWriter: ArticleWriter {
  func treatment(of feature: Loss.Feature) -> Loss.Treatment { .kept }

  func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    if let place = article.input {
      buffer.append("\(place.name) \(place.record) \(place.byteOffset)\n")
    }
    return nil
  }

  func makeOutput() -> any ArticleOutput { Plain() }

  private struct Plain: ArticleOutput {
    mutating func begin(
      _ sink: any ByteSink, context: inout ConversionContext
    ) throws(ConversionError) {}

    mutating func append(
      _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
    ) throws(ConversionError) {
      try sink.write(batch.buffer.bytes)
    }

    mutating func finish(
      _ sink: any ByteSink, context: inout ConversionContext
    ) throws(ConversionError) {}
  }
}
