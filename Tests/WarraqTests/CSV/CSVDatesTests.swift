import Testing
import Warraq

/// Dates of tables for programs that want one type a column.
struct CSVDatesTests {
  private func column(
    _ dates: [NewsDate?], as style: CSVWriter.DateStyle, columns: String = "published"
  ) throws -> (rows: [String], losses: String) {
    var options = CSVWriter.Options()
    try options.select(columns: columns)
    options.dates = style
    options.lineEnding = .lf
    options.header = false
    let articles = dates.map { date in
      var article = Article(id: "urn:x:1")
      article.published = date
      return article
    }
    var context = ConversionContext.fixed
    let bytes = try CSVWriter(options).document(of: articles, context: &context)
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    return (rows, context.log.losses.description)
  }

  private static let dates: [NewsDate?] = [
    NewsDate(iso8601: "2024"), NewsDate(iso8601: "2024-06"), NewsDate(iso8601: "2024-06-24"),
    NewsDate(year: 2024, month: 6, day: 24, offsetMinutes: 180),
    NewsDate(iso8601: "2024-06-24T01:30:00+03:00"), NewsDate(iso8601: "2024-06-24T10:00"),
    NewsDate(unresolved: "soon"), nil,
  ]

  @Test func `dates are as exact as they are`() throws {
    let (rows, _) = try column(Self.dates, as: .text)
    #expect(
      rows == [
        "2024", "2024-06", "2024-06-24", "2024-06-24", "2024-06-24T01:30:00+03:00",
        "2024-06-24T10:00", "soon", "\"\"",
      ])
  }

  @Test func `days are the printed ones, what is none leaves the cell empty`() throws {
    let (rows, losses) = try column(Self.dates, as: .day)
    let day = "2024-06-24"
    #expect(rows == ["\"\"", "\"\"", day, day, day, day, "\"\"", "\"\""])
    #expect(losses.contains("2 × partialDates dropped"))
    #expect(losses.contains("1 × dateText dropped"))
  }

  @Test func `instants are in UTC, a day stays that day`() throws {
    let (rows, losses) = try column(Self.dates, as: .instant)
    #expect(
      rows == [
        "2024-01-01T00:00:00Z", "2024-06-01T00:00:00Z", "2024-06-24T00:00:00Z",
        "2024-06-24T00:00:00Z", "2024-06-23T22:30:00Z", "2024-06-24T10:00:00Z", "\"\"", "\"\"",
      ])
    #expect(losses.contains("1 × dateText dropped"))
  }

  @Test func `details keep the printed text`() throws {
    let (rows, losses) = try column(
      [NewsDate(unresolved: "soon")], as: .day, columns: "published,dateDetails")
    #expect(rows.first?.contains("soon") == true)
    #expect(!losses.contains("dateText"))
  }
}
