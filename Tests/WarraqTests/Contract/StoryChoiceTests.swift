import Synchronization
import TestSupport
import Testing
import Warraq
import WarraqCore

/// Stories that are not to be published, come in several versions, or have no date.
struct StoryChoiceTests {
  private func convert(
    _ lines: [String], to format: String, _ settings: [(String, String)] = [],
    undated: NewsDate? = nil
  ) async throws -> (text: String, ids: [String], report: ConversionReport) {
    let folder = try TemporaryFolder()
    let writer = try #require(try FormatRegistry.standard.requireFormat(named: format).writer)
    var converter = Converter(registry: .standard, writer: try writer.make())
    converter.undatedDate = undated
    try TransformChoices(
      settings.map { SettingValue($0.0, $0.1) }, referenceDate: NewsDate(iso8601: "2026-01-01")
    ).add(to: &converter)
    let ids = Mutex<[String]>([])
    let report = try await converter.convert(
      [.memory(Array(lines.joined(separator: "\n").utf8), name: "in.jsonl")],
      to: .file(folder.path("out")),
      onDiagnostic: { new in ids.withLock { $0.append(new.message.id) } })
    let text = report.outputs > 0 ? try folder.text("out") : ""
    return (text, ids.withLock { $0 }, report)
  }

  private static let held = [
    #"{"id":"urn:x:1","headline":"Quay","published":"2025-05-01T08:00Z","embargoed":"2030-01-01"}"#,
    #"{"id":"urn:x:2","headline":"Tide","published":"2025-05-01T08:00Z","status":"canceled"}"#,
    #"{"id":"urn:x:3","headline":"Reef","published":"2025-05-01T08:00Z","embargoed":"2025-05-01"}"#,
  ]

  @Test(arguments: ["rss", "atom", "jsonfeed", "csv"])
  func `an embargo that a format cannot hold has a warning of its own`(
    format: String
  ) async throws {
    let kept = try await convert(Self.held, to: format)
    #expect(kept.ids.contains("output.embargoed"))
    #expect(kept.text.contains("Quay") && kept.text.contains("Reef"))
    let skipped = try await convert(Self.held, to: format, [("embargoed", "skip")])
    #expect(!skipped.text.contains("Quay") && skipped.text.contains("Reef"))
    #expect(skipped.ids.contains("output.embargoed-left-out"))
    let refused = try await convert(Self.held, to: format, [("embargoed", "error")])
    #expect(refused.report.failedRecords > 0)
  }

  @Test(arguments: ["jsonl", "newsml", "nitf"])
  func `a format that holds an embargo needs no guard`(format: String) async throws {
    let result = try await convert([Self.held[0]], to: format, [("embargoed", "skip")])
    #expect(result.text.contains("Quay"))
    #expect(!result.ids.contains("output.embargoed"))
  }

  @Test func `a canceled story does not pass for a usable one`() async throws {
    let skipped = try await convert(Self.held, to: "rss", [("embargoed", "skip")])
    #expect(!skipped.text.contains("Tide"))
  }

  @Test func `the newest version of a story is kept at its own place`() async throws {
    let lines = [
      #"{"id":"urn:x:1","headline":"old","version":1}"#,
      #"{"id":"urn:x:2","headline":"alone"}"#,
      #"{"id":"urn:x:1","headline":"new","version":3}"#,
      #"{"id":"urn:x:3","headline":"day","modified":"2024-02-02"}"#,
      #"{"id":"urn:x:1","headline":"middle","version":2}"#,
      #"{"id":"urn:x:3","headline":"day before","modified":"2024-02-01"}"#,
    ]
    let result = try await convert(lines, to: "csv", [("dedupe", "id:latest")])
    let headlines = ["alone", "new", "day"]
    let rows = result.text.split(separator: "\r\n").dropFirst()
    #expect(rows.count == 3)
    for (row, headline) in zip(rows, headlines) { #expect(row.contains(headline)) }
    #expect(result.report.articles == 3)
  }

  @Test(arguments: ["atom", "newsml"])
  func `a story without a date takes the time of the run where that is asked for`(
    format: String
  ) async throws {
    let story = [#"{"id":"urn:x:1","headline":"Quay"}"#]
    let refused = try await convert(story, to: format)
    #expect(refused.ids.contains("\(format).no-date"))
    let now = try #require(NewsDate(secondsSince1970: 1_700_000_000))
    let dated = try await convert(story, to: format, undated: now)
    #expect(dated.text.contains("2023-11-14T22:13:20"))
  }
}
