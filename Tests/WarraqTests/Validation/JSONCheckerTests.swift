import Testing
import Warraq

struct JSONCheckerTests {
  static let good = """
    [{
      "id": "urn:newsml:a.example:20240501:1", "language": "ar", "headline": "عنوان",
      "published": "2024-05-01T10:00:00+03:00",
      "body": [{"type": "paragraph", "text": "نص"}],
      "urgency": 3
    },
    {"id": "urn:newsml:a.example:20240501:2", "headline": "b"}]
    """

  /// Faults of JSON itself; they are the same for every format in JSON.
  static func syntax(_ text: String) -> [RuleCase] {
    [
      RuleCase("json.unexpected-end", document: "{\"id\": \"a:b\", \"\(text)\": \"x"),
      RuleCase("json.unexpected-character", document: "{\"id\" \"a:b\"}"),
      RuleCase("json.trailing-comma", document: "{\"id\": \"a:b\",}"),
      RuleCase("json.comment", document: "{\"id\": \"a:b\" // no\n}"),
      RuleCase("json.not-finite", document: "{\"id\": \"a:b\", \"\(text)\": NaN}"),
      RuleCase("json.bad-number", document: "{\"id\": \"a:b\", \"\(text)\": 01}"),
      RuleCase("json.bad-escape", document: "{\"id\": \"a:\\x\"}"),
      RuleCase("json.control-character", document: "{\"id\": \"a:\tb\"}"),
      RuleCase(
        "json.too-deep",
        document: "{\"id\": " + String(repeating: "[", count: 300)
          + String(repeating: "]", count: 300) + "}"),
      RuleCase("json.duplicate-name", document: "{\"id\": \"a:b\", \"id\": \"a:c\"}"),
      RuleCase("json.lone-surrogate", document: "{\"id\": \"a:\\ud800\"}"),
    ]
  }

  /// Rules of which a small document in UTF-8, taken apart by a scanner, has no case.
  static let untested = ["json.invalid-utf8", "json.trailing-content", "json.no-value"]

  static let cases =
    syntax("headline") + [
      RuleCase("json.unexpected-shape", document: "{\"id\": \"a:b\"} 5"),
      RuleCase("json.invalid", "\"paragraph\", \"text\": \"نص\"", "\"paragraph\", \"text\": 5"),
      RuleCase("json.unknown-member", "\"urgency\": 3", "\"urgency\": 3, \"headlin\": \"c\""),
      RuleCase("json.not-canonical", document: "{\"head\": \"c\", \"strap\": \"d\"}"),
      RuleCase("json.id-not-iri", "urn:newsml:a.example:20240501:2", "no 2"),
      RuleCase("json.id-repeated", "20240501:2", "20240501:1"),
      RuleCase("json.date", "2024-05-01T10:00:00+03:00", "2024-02-31"),
      RuleCase("json.language-tag", "\"language\": \"ar\"", "\"language\": \"ar_EG\""),
    ]

  @Test func `good articles break no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .json) == [])
    let lines = Self.good.replacing("\n", with: "").dropFirst().dropLast()
      .replacing("},    {", with: "}\n{").replacing("},{", with: "}\n{")
    #expect(await Checked.findings(in: String(lines), format: .jsonl) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .json)
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(Self.cases, for: .json, besides: Self.untested)
  }

  @Test func `bytes that are not UTF-8 and lines with more are found`() async {
    // After 64 KiB of UTF-8, so that it is not taken for a code page.
    let start = String(repeating: "{\"headline\": \"خبر\"}\n", count: 4000)
    var bytes = Array("\(start){\"id\": \"a:".utf8) + [0xFF] + Array("\"}\n".utf8)
    var found = await Checked.findings(in: bytes, format: .jsonl)
    #expect(found.map(\.message.id) == ["json.invalid-utf8"])
    #expect(found.first?.location?.line == 4001)
    found = await Checked.findings(in: Array(" \n".utf8), format: .json)
    #expect(found.map(\.message.id) == ["json.no-value"])
    bytes = Array("{\"id\": \"a:b\"} {\"id\": \"a:c\"}\n".utf8)
    found = await Checked.findings(in: bytes, format: .jsonl)
    #expect(found.map(\.message.id) == ["json.trailing-content"])
  }

  @Test func `a place is that of the value`() async {
    let found = await Checked.findings(
      in: Self.good.replacing("\"urgency\": 3", with: "\"urgency\": \"high\""), format: .json)
    #expect(found.map(\.message.id) == ["json.invalid"])
    #expect(found.first?.location?.line == 5)
    #expect(found.first?.location?.column == 14)
    #expect(found.first?.message.text == "/urgency: expected an integer, found 'high'")
  }

  @Test func `many jobs find the same in the same order`() async {
    let lines = (0..<20_000).map { number in
      "{\"id\": \"urn:a:\(number % 19_000)\", \"headline\": \(number % 7 == 0 ? "5" : "\"b\"")}\n"
    }
    let bytes = Array(lines.joined().utf8)
    let one = await Checked.findings(in: bytes, format: .jsonl)
    let eight = await Checked.findings(in: bytes, format: .jsonl, jobs: 8)
    #expect(one.count == 2858 + 1000)
    #expect(one == eight)
  }
}
