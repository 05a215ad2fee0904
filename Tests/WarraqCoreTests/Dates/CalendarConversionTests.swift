import Foundation
import Testing
import WarraqCore
import WarraqModel

/// Compares the conversions with Foundation's calendars.
struct CalendarConversionTests {
  private static func calendar(_ identifier: Calendar.Identifier) throws -> Calendar {
    var calendar = Calendar(identifier: identifier)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    return calendar
  }

  /// Prints days of the calendar with `print` and expects the Gregorian day back.
  private func compare(
    _ identifier: Calendar.Identifier, from first: String, through last: String, step: Int,
    language: String, print: (DateComponents) -> String
  ) throws {
    let calendar = try Self.calendar(identifier)
    let parser = NewsDateParser(language: language)
    let start = try #require(NewsDate(iso8601: first)?.secondsSince1970())
    let end = try #require(NewsDate(iso8601: last)?.secondsSince1970())
    var wrong = 0
    for seconds in stride(from: start, through: end, by: 86400 * step) {
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
      let text = print(parts)
      let expected = NewsDate(secondsSince1970: seconds)?.description.prefix(10) ?? ""
      let date = parser.newsDate(text).date
      if date.description != expected {
        wrong += 1
        if wrong < 5 { Issue.record("\(text): \(date.description), not \(expected)") }
      }
    }
    #expect(wrong == 0)
  }

  @Test func `every Umm al-Qura day from 1300 to 1500 is that of Foundation`() throws {
    try compare(
      .islamicUmmAlQura, from: "1882-11-12", through: "2077-11-16", step: 1, language: "ar-SA"
    ) { "\($0.day ?? 0)/\($0.month ?? 0)/\($0.year ?? 0)هـ" }
  }

  @Test func `Umm al-Qura days after 1500 are those of Foundation`() throws {
    try compare(
      .islamicUmmAlQura, from: "2077-11-17", through: "2174-11-25", step: 7, language: "ar-SA"
    ) { "\($0.day ?? 0)/\($0.month ?? 0)/\($0.year ?? 0) هـ" }
  }

  @Test func `Persian days of the observed calendar are those of Foundation`() throws {
    let months = [
      "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی",
      "بهمن", "اسفند",
    ]
    try compare(.persian, from: "1828-03-21", through: "2120-03-20", step: 3, language: "fa") {
      "\($0.day ?? 0) \(months[($0.month ?? 1) - 1]) \($0.year ?? 0)"
    }
  }

  @Test func `Persian leap days are those of Foundation`() throws {
    let calendar = try Self.calendar(.persian)
    let parser = NewsDateParser(language: "fa")
    for year in 1300...1480 {
      let first = try #require(
        calendar.date(from: DateComponents(year: year, month: 12, day: 1)))
      let days = calendar.range(of: .day, in: .month, for: first)?.count
      let isLeap = parser.parse("\(year)/12/30") != .invalid
      #expect(isLeap == (days == 30), "\(year)")
    }
  }

  /// Foundation of Swift 6.3.1 gives the year 5806 a day too many: it has 384 days and 5807 starts
  /// on 2046-10-01 (pyluach agrees). The two years are left out and have a test of their own.
  @Test func `Hebrew days are those of Foundation`() throws {
    let months = [
      "תשרי", "חשוון", "כסלו", "טבת", "שבט", "אדר א׳", "אדר", "ניסן", "אייר", "סיוון", "תמוז",
      "אב", "אלול",
    ]
    for (first, last) in [("1850-01-01", "2045-10-31"), ("2047-01-01", "2150-01-01")] {
      try compare(.hebrew, from: first, through: last, step: 5, language: "he") {
        "\($0.day ?? 0) ב\(months[($0.month ?? 1) - 1]) \($0.year ?? 0)"
      }
    }
  }

  @Test(arguments: [
    ("1 בתשרי 5806", "2045-09-12"), ("4 בכסלו 5806", "2045-11-13"),
    ("1 בתשרי 5807", "2046-10-01"),
  ])
  func `the Hebrew years 5806 and 5807 have their right length`(text: String, expected: String) {
    #expect(NewsDateParser(language: "he").newsDate(text).date.description == expected)
  }
}
