import Testing
import Warraq

struct CSVCheckerTests {
  static let good = #"""
    id,language,published,version,headline
    urn:a:1,ar,2024-05-01,1,"عنوان، ""مقتبس"""
    urn:a:2,en,2024-05-01T10:00:00Z,2,"two
    lines"

    """#

  static let cases = [
    RuleCase("csv.ragged-row", "urn:a:2,en,", "urn:a:2,"),
    RuleCase("csv.duplicate-column", ",headline", ",language"),
    RuleCase("csv.unnamed-column", "version,headline", "version,headline,"),
    RuleCase("csv.unknown-column", ",headline", ",mood"),
    RuleCase("csv.unclosed-quote", "lines\"", "lines"),
    RuleCase("csv.text-after-quote", "lines\"", "lines\" more"),
    RuleCase("csv.bare-quote", "\"two\nlines\"", "two \"quoted\" words"),
    RuleCase("csv.backslash-escape", #"""مقتبس"""#, #"\"مقتبس\""#),
    RuleCase("csv.nul", "two\nlines", "two\u{0}lines"),
    RuleCase("csv.byte-order-mark", "id,language", "\u{FEFF}id,language"),
    RuleCase("csv.date", "2024-05-01,1", "05/01/24,1"),
    RuleCase("csv.number", "00Z,2,", "00Z,two,"),
    RuleCase("csv.language-tag", ",en,", ",en_GB,"),
    RuleCase("csv.id-repeated", "urn:a:2", "urn:a:1"),
  ]

  @Test func `a good table breaks no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .csv) == [])
    let tabs = Self.good.replacing(",", with: "\t")
    #expect(await Checked.findings(in: tabs, format: .tsv) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .csv)
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(Self.cases, for: .csv, besides: ["csv.invalid-utf8"])
  }

  @Test func `bytes that are not UTF-8 have a place`() async {
    // After 64 KiB of UTF-8, so that it is not taken for a code page.
    let rows = String(repeating: "urn:a:0,خبر\n", count: 8000).replacing("urn:a:0", with: "")
    let bytes = Array("id,headline\n\(rows)a:b,".utf8) + [0xE9] + Array("\n".utf8)
    let found = await Checked.findings(in: bytes, format: .csv)
    #expect(found.map(\.message.id) == ["csv.invalid-utf8"])
    #expect(found.first?.location?.line == 8002)
    #expect(found.first?.location?.column == 5)
  }

  @Test func `a table in a code page is read and told`() async {
    let latin = Array("id,headline,language\na:b,caf".utf8) + [0xE9] + Array(" du monde,fr\n".utf8)
    let found = await Checked.findings(in: latin, format: .csv)
    #expect(found.map(\.message.id) == ["input.not-utf8"])
  }
}
