import Foundation
import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

/// What holds for every checker.
struct ValidationTests {
  static let formats = FormatRegistry.standard.formats.filter { $0.checker != nil }

  @Test func `rules have names of their own, and words for all that is asked`() {
    var seen: [String: CheckRule] = [:]
    for rule in CheckRule.general + Self.formats.flatMap({ $0.checker?.rules ?? [] }) {
      #expect(seen[rule.id] == nil || seen[rule.id] == rule, "\(rule.id) is two rules")
      seen[rule.id] = rule
      #expect(rule.id.wholeMatch(of: #/[a-z0-9]+\.[a-z0-9]+(-[a-z0-9]+)*/#) != nil, "\(rule.id)")
      #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix("."), "\(rule.id)")
      #expect(rule.explanation.hasSuffix("."), "\(rule.id)")
      #expect(!rule.reference.isEmpty, "\(rule.id)")
    }
  }

  @Test func `the page of the rules is that of the table`() throws {
    try GoldenFile(path: "Sources/Warraq/Documentation.docc/ValidationRules.md")
      .expect(Array(Self.page.utf8))
  }

  private static var page: String {
    var text = """
      # Validation Rules

      What `warraq validate` looks for, format by format.

      ## Overview

      An error breaks the standard. A warning makes a valid document a bad one. A note is worth
      knowing. `warraq validate --explain RULE` says the same at a prompt. Identifiers do not change
      between releases. This page is made from the table of formats; a test compares the two.

      """
    var groups = [(title: "Every format", rules: CheckRule.general)]
    for format in formats {
      guard let rules = format.checker?.rules else { continue }
      let shared = ["xml.", "zip."].contains { prefix in
        rules.allSatisfy { $0.id.hasPrefix(prefix) }
      }
      guard !shared else { continue }
      let own = rules.filter { rule in
        !groups.contains { $0.rules.contains(rule) }
      }
      let xml = own.filter { $0.id.hasPrefix("xml.") }
      if !xml.isEmpty { groups.append(("Formats in XML", xml)) }
      let rest = own.filter { !xml.contains($0) }
      if !rest.isEmpty { groups.append((format.title, rest)) }
    }
    for group in groups {
      text += "\n### \(group.title)\n"
      for rule in group.rules {
        text += "\n`\(rule.id)` (\(rule.severity.rawValue)): \(rule.summary). \(rule.explanation) "
        text += "See \(rule.reference).\n"
      }
    }
    return text
  }

  @Test(arguments: formats.filter { $0.writer != nil }.map(\.name))
  func `what we write of the samples has no error and no warning`(name: String) async throws {
    let format = try FormatRegistry.standard.requireFormat(named: name)
    let folder = SharedFolder.packageRoot.appending(path: "Samples/\(name)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!files.isEmpty)
    for file in files where !file.hasPrefix(".") {
      let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
      let found = await Checked.findings(in: bytes, format: format, name: file)
      #expect(found.filter { $0.severity > .note } == [], "\(file)")
    }
  }

  @Test(arguments: formats.filter { $0.writer != nil }.map(\.name))
  func `what we write of any story has no error`(name: String) async throws {
    let format = try FormatRegistry.standard.requireFormat(named: name)
    let writer = try #require(format.writer).make()
    var generator = ArticleGenerator(seed: 83)
    let articles = generator.articles(60) + (0..<10).map { _ in generator.hostile() }
    // Formats of one story a document are written one by one.
    for batch in name == "nitf" ? articles.map({ [$0] }) : [articles] {
      var context = ConversionContext.fixed
      let bytes = try writer.document(of: batch, context: &context)
      let found = await Checked.findings(in: bytes, format: format)
      #expect(found.filter { $0.severity == .error } == [])
    }
  }

  @Test(arguments: formats.map(\.name))
  func `hostile inputs are errors or nothing, and end`(name: String) async throws {
    let format = try FormatRegistry.standard.requireFormat(named: name)
    let laughs =
      "<!DOCTYPE a [<!ENTITY a \"ha\">"
      + (0..<12).map {
        "<!ENTITY \(Self.entity($0 + 1)) \"\(String(repeating: "&\(Self.entity($0));", count: 10))\">"
      }
      .joined() + "]><a>&\(Self.entity(12));</a>"
    let inputs: [[UInt8]] = [
      [], [0], Array(repeating: 0, count: 5000), Array("\u{FEFF}".utf8), [0xFF, 0xFE, 0x3C],
      Array(laughs.utf8),
      Array("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a>&b;</a>".utf8),
      Array("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>".utf8),
      Array(String(repeating: "<a>", count: 100_000).utf8),
      Array(String(repeating: "[", count: 100_000).utf8),
      Array(String(repeating: "{\"a\":", count: 100_000).utf8),
      Array(("<a>" + String(repeating: "x", count: 11_000_000) + "</a>").utf8),
      Array(("<a b=\"" + String(repeating: "x", count: 11_000_000) + "\"/>").utf8),
      Array(("\"" + String(repeating: "x", count: 2_000_000)).utf8),
      Array(String(repeating: ",", count: 200_000).utf8),
      Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0xFF, count: 500),
    ]
    var limits = Limits()
    limits.maximumRecordBytes = 1 << 20
    for (number, input) in inputs.enumerated() {
      let clock = ContinuousClock()
      let start = clock.now
      let found = await Checked.findings(in: input, format: format, limits: limits)
      #expect(start.duration(to: clock.now) < .seconds(20), "\(number)")
      #expect(!found.contains { $0.message.text.contains("root:") }, "\(number)")
      #expect(found.count < 200_100, "\(number)")
    }
  }

  private static func entity(_ number: Int) -> String { number == 0 ? "a" : "a\(number)" }

  @Test func `a document cut anywhere is not well-formed`() async throws {
    let text = Array(NewsMLG2CheckerTests.good.utf8)
    for length in stride(from: 100, to: text.count - 1, by: 100) {
      let found = await Checked.findings(in: Array(text.prefix(length)), format: .newsMLG2)
      #expect(found.contains { $0.message.id == "xml.malformed" }, "\(length)")
    }
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `a message of many items is checked against its schema as it goes by`() async throws {
    let item = try #require(
      NewsMLG2CheckerTests.good.firstMatch(of: #/<newsItem(.|\n)*</newsItem>/#)?.output.0)
    let start =
      NewsMLG2CheckerTests.good.prefix {
        _ in true
      }.ranges(of: "<itemSet>").first.map { NewsMLG2CheckerTests.good[..<$0.upperBound] } ?? ""
    var bytes = Array(start.utf8)
    for number in 0..<3000 {
      let text = item.replacing("20240501:story", with: "20240501:story\(number)")
        .replacing(" id=\"s1\"/>", with: number == 2999 ? " id=\"a b\"/>" : "/>")
      bytes += Array(text.utf8)
    }
    bytes += Array("</itemSet></newsMessage>".utf8)
    let schemas = Schemas(
      .file(SharedFolder.path("schemas/newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd")))
    let found = await Checked.findings(in: bytes, format: .newsMLG2, schemas: schemas, jobs: 2)
    #expect(found.map(\.message.id) == ["newsml.id-not-name", "xml.invalid"])
    #expect((found.first?.location?.line ?? 0) > 60_000)
  }
}
