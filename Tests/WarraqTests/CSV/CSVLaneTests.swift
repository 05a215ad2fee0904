import TestSupport
import Testing
import Warraq

/// Rows that are written from where they lie give the same output, and say the same, as those of which
/// stories are made.
struct CSVLaneTests {
  private static let writers: [any ArticleWriter] = [
    JSONWriter(.lines), CSVWriter(), NewsMLG2Writer(), NinjsWriter(),
  ]

  /// Cells as they stand in the table that are unusual in one way each.
  static let odd = [
    "", "\"\"", "\"\"\"\"", "  x  ", "\u{00A0}x\u{00A0}", "\u{FEFF}x", "a;b; c", "\"a, b\"", "a|b",
    ";", "a؛ب", "#sea_wall #tide", "[a]", "\"[\"\"a\"\",\"\"b\"\"]\"",
    "\"{\"\"name\"\":\"\"N\"\"}\"",
    "\"{a,b}\"", "['a']", "set()", "NULL", "NaN", "2024-06-24", "2024-06-24T17:05:09Z",
    "2024-06-24T17:05:09+03:00", "2024-06-24T17:05Z", "2024-06", "2024-06-24T24:00:00Z",
    "06/07/2024", "1403-04-04", "0001-01-01", "1", "12", "007", "-3", "1.5", "usable", " withheld ",
    "rtl", "en-GB", "english", "\"one\ntwo\"", "\"one\r\n\r\ntwo\"", "one\u{2028}two",
    "<p>One.</p><p>Two.", "a <b>b</b>", "a & b < c", "<p><img src=a.jpg>x", "<a href=/r>x</a>",
    "\"[{\"\"type\"\":\"\"paragraph\"\",\"\"text\"\":\"\"x\"\"}]\"", "\"a \"\"b\"\" c\"",
    "\"a \"\"\"", "\"a\"b", "a\"b", "\"a", "a\\b", "\\N", "\u{01}", "a\tb", "https://example.org/a",
    "urn:x:1", "javascript:x", "Ann Reed and Bo Lind", "=1+1", "'=1+1", "\u{200F}شعب", "more,cells",
  ]

  static let columns = [
    "id", "url", "language", "published", "section", "headline", "creators", "sources", "keywords",
    "summary", "body", "version", "urgency", "status", "direction", "provider", "subjects", "media",
    "title", "content", "authors", "tags", "notes", "body_html",
  ]

  @Test(arguments: columns)
  func `a cell of any kind in any column comes out as it does without the lane`(
    column: String
  ) async throws {
    let isOurs = column == "id" || column == "published"
    let names = (isOurs ? [column] : ["id", "published", column]).joined(separator: ",")
    func row(_ number: Int, _ cell: String) -> String {
      isOurs ? cell : "urn:x:\(number),2024-06-24T17:05:09Z,\(cell)"
    }
    let rows = Self.odd.enumerated().flatMap { number, cell in
      // Eight in a row that leave would end the lane.
      [row(2 * number, cell)] + (0..<3).map { row(1000 + 4 * number + $0, "") }
    }
    let table = ([names] + [row(9999, "")] + rows).joined(separator: "\n") + "\n"
    for writer in Self.writers {
      let both = try await LaneComparison(Array(table.utf8), from: "csv", to: writer)
      #expect(both.lane.account == both.ordinary.account)
      #expect(both.isSame)
    }
  }

  @Test func `the rows of a usual table stay in the lane`() async throws {
    let row = """
      urn:x:1,https://example.org/1,en-GB,2024-06-24T17:05:09Z,2024-06-25,sea,The tide,By Ann,\
      Ann Reed; Bo Lind,Coastal News,"sea; night boat",In short,"One ""two"".

      Three & <four>.",kept

      """
    let table =
      "id,url,language,published,modified,section,headline,byline,creators,sources,keywords,"
      + "summary,body,other\n" + String(repeating: row, count: 20)
    for writer in Self.writers {
      let both = try await LaneComparison(Array(table.utf8), from: "csv", to: writer)
      #expect(both.isSame)
      // What is said of the names of the columns stands before the first row.
      #expect(both.lane.inLane == 19)
      #expect(both.lane.leftLane == 0)
    }
  }

  @Test func `tables whose cells are not the text as it stands take the ordinary way`() async throws
  {
    let tables = ["headline\tbody\na \\\"b\\\"\tx\ny\t\"\\\"\"\n"]
    for table in tables {
      let both = try await LaneComparison(
        Array(table.utf8), from: "tsv", to: JSONWriter(.lines))
      #expect(both.isSame)
    }
    let guarded = Array("headline,body\n'=1+1,x\n".utf8)
    let both = try await LaneComparison(guarded, from: "csv", to: JSONWriter(.lines)) {
      $0.readerSettings = [SettingValue("unguard-formulas", "true")]
    }
    #expect(both.isSame)
    #expect(both.lane.inLane == 0)
    #expect(String(decoding: both.lane.bytes, as: UTF8.self).contains("\"=1+1\""))
  }
}
