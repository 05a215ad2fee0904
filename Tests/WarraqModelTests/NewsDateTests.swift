import Foundation
import Testing
import WarraqModel

struct NewsDateTests {
  @Test func `a day stays a day`() throws {
    let date = try #require(NewsDate(year: 2021, month: 3, day: 9))
    #expect(date.precision == .day)
    #expect(date.description == "2021-03-09")
    #expect(date.offsetMinutes == nil)
    #expect(date.hour == 0 && date.minute == 0 && date.second == 0)
  }

  @Test func `the precision is that of the finest field`() {
    #expect(NewsDate(year: 2021)?.precision == .year)
    #expect(NewsDate(year: 2021, month: 3)?.precision == .month)
    #expect(NewsDate(year: 2021, month: 3, day: 9, hour: 8, minute: 30)?.precision == .minute)
    let second = NewsDate(year: 2021, month: 3, day: 9, hour: 8, minute: 30, second: 0)
    #expect(second?.precision == .second)
    #expect(NewsDate.Precision.allCases == NewsDate.Precision.allCases.sorted())
  }

  @Test func `fields out of range make no date`() {
    #expect(NewsDate(year: 0) == nil)
    #expect(NewsDate(year: 10000) == nil)
    #expect(NewsDate(year: 2021, month: 13) == nil)
    #expect(NewsDate(year: 2021, month: 0) == nil)
    #expect(NewsDate(year: 2021, month: 2, day: 29) == nil)
    #expect(NewsDate(year: 2020, month: 2, day: 29) != nil)
    #expect(NewsDate(year: 1900, month: 2, day: 29) == nil)
    #expect(NewsDate(year: 2000, month: 2, day: 29) != nil)
    #expect(NewsDate(year: 2021, month: 4, day: 31) == nil)
    #expect(NewsDate(year: 2021, month: 3, day: 9, hour: 24, minute: 0) == nil)
    #expect(NewsDate(year: 2021, month: 3, day: 9, hour: 8, minute: 60) == nil)
    #expect(NewsDate(year: 2021, month: 3, day: 9, hour: 8, minute: 30, second: 60) == nil)
    #expect(NewsDate(year: 2021, offsetMinutes: 1440) == nil)
    #expect(NewsDate(year: 2021, nanosecond: -1) == nil)
    #expect(NewsDate(year: .max, month: .min, day: .max) == nil)
  }

  @Test func `a field needs the coarser ones`() {
    #expect(NewsDate(year: 2021, day: 9) == nil)
    #expect(NewsDate(year: 2021, month: 3, hour: 8, minute: 30) == nil)
    #expect(NewsDate(year: 2021, month: 3, day: 9, hour: 8) == nil)
    #expect(NewsDate(year: 2021, month: 3, day: 9, minute: 30) == nil)
    #expect(NewsDate(year: 2021, month: 3, day: 9, second: 15) == nil)
  }

  @Test(arguments: [
    "0001", "2021", "2021-03", "2021-03-09", "9999-12-31", "2021-03-09T08:30",
    "2021-03-09T08:30:15", "2021-03-09T08:30Z", "2021-03-09T08:30:15+05:30",
    "2021-03-09T08:30:15-11:00", "2021-03-09T08:30:15.5Z", "2021-03-09T08:30:15.000Z",
    "2021-03-09T08:30:15.123456789+23:59",
  ])
  func `the ISO form comes back as it was`(text: String) {
    #expect(NewsDate(iso8601: text)?.description == text)
  }

  @Test(arguments: [
    ("2021-03-09 08:30", "2021-03-09T08:30"),
    ("2021-03-09t08:30:15z", "2021-03-09T08:30:15Z"),
    ("2021-03-09T08:30:15+0200", "2021-03-09T08:30:15+02:00"),
    ("2021-03-09T08:30:15+02", "2021-03-09T08:30:15+02:00"),
    ("2021-03-09T08:30:15-00:00", "2021-03-09T08:30:15Z"),
    ("2021-03-09T08:30:15,25", "2021-03-09T08:30:15.25"),
    ("2021-03-09T08:30:15.1234567891", "2021-03-09T08:30:15.123456789"),
    ("2021-12-31T24:00", "2022-01-01T00:00"),
    ("2020-02-28T24:00:00+03:00", "2020-02-29T00:00:00+03:00"),
  ])
  func `relatives of the ISO form are read`(text: String, expected: String) {
    #expect(NewsDate(iso8601: text)?.description == expected)
  }

  @Test(arguments: [
    "", "2", "202", "20211", "2021-", "2021-3", "2021-03-", "2021-03-9", "2021-03-09T",
    "2021-03-09 ",
    "2021-03-09T08", "2021-03-09T08:3", "2021-03-09T08:30:", "2021-03-09T08:30:15.",
    "2021-03-09T08:30+", "2021-03-09T08:30+3", "2021-03-09T08:30+03:", "2021-03-09T08:30+03:6",
    "2021-03-09T08:30+24:00", "2021-03-09T08:30+03:60", "2021-03-09T08:30Zulu",
    "2021-03-09T24:00:01", "2021-03-09T24:30", "2021-02-29T24:00", "9999-12-31T24:00", "0000-01-01",
    "2021-00-01", "2021-02-30", "٢٠٢١-٠٣-٠٩", "-2021-03-09", "2021-03-09T08:30:60Z",
    "2021-03-09T08:30:15.5.5", "2021-03-09\u{0}",
  ])
  func `anything else is no ISO date`(text: String) {
    #expect(NewsDate(iso8601: text) == nil)
  }

  @Test func `an offset after a day is kept but not written`() {
    let date = NewsDate(iso8601: "2021-03-09+03:00")
    #expect(date?.precision == .day && date?.offsetMinutes == 180)
    #expect(date?.description == "2021-03-09")
  }

  @Test func `a substring reads like its string`() {
    #expect(NewsDate(iso8601: "<2021-03-09>".dropFirst().dropLast())?.day == 9)
  }

  @Test func `the fraction has the digits that were asked for`() {
    func date(_ nanosecond: Int, _ digits: Int) -> NewsDate? {
      NewsDate(
        year: 2021, month: 3, day: 9, hour: 8, minute: 30, second: 15, nanosecond: nanosecond,
        fractionDigits: digits)
    }
    #expect(date(250_000_000, 3)?.description == "2021-03-09T08:30:15.250")
    #expect(date(0, 2)?.description == "2021-03-09T08:30:15.00")
    #expect(date(999_999_999, 9)?.description == "2021-03-09T08:30:15.999999999")
    #expect(date(1, 10) == nil)
  }

  @Test(arguments: [(123_456_789, 3), (123_456_789, 0), (5, 0), (250_000_000, 0), (0, 0), (7, 9)])
  func `what is written is all there is`(nanosecond: Int, digits: Int) throws {
    let date = try #require(
      NewsDate(
        year: 2021, month: 3, day: 9, hour: 8, minute: 30, second: 15, nanosecond: nanosecond,
        fractionDigits: digits))
    #expect(NewsDate(iso8601: date.description) == date)
  }

  @Test func `a fraction without digits is written whole`() {
    let date = NewsDate(
      year: 2021, month: 3, day: 9, hour: 8, minute: 30, second: 15, nanosecond: 250_000_000)
    #expect(date?.description == "2021-03-09T08:30:15.25")
  }

  @Test func `an unresolved date is its text`() {
    let date = NewsDate(unresolved: "one of these days")
    #expect(!date.isResolved && date.description == "one of these days")
    #expect(date.year == 0 && date.month == 0 && date.offsetMinutes == nil)
    #expect(date.secondsSince1970() == nil)
    #expect(date.inUTC == date)
  }

  @Test func `seconds since 1970 count from the zone of the date`() {
    #expect(NewsDate(iso8601: "1970-01-01T00:00:00Z")?.secondsSince1970() == 0)
    #expect(NewsDate(iso8601: "1970-01-01")?.secondsSince1970() == 0)
    #expect(NewsDate(iso8601: "1970")?.secondsSince1970() == 0)
    #expect(NewsDate(iso8601: "2021-03-09T08:30:15Z")?.secondsSince1970() == 1_615_278_615)
    #expect(NewsDate(iso8601: "2021-03-09T11:30:15+03:00")?.secondsSince1970() == 1_615_278_615)
    let local = NewsDate(iso8601: "2021-03-09T11:30:15")
    #expect(local?.secondsSince1970(assumingOffsetMinutes: 180) == 1_615_278_615)
    #expect(NewsDate(iso8601: "1969-12-31T23:59:59Z")?.secondsSince1970() == -1)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86400, "1969-12-31T00:00:00Z"),
    (951_782_400, "2000-02-29T00:00:00Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `an instant is a date in UTC`(seconds: Int, expected: String) {
    let date = NewsDate(secondsSince1970: seconds)
    #expect(date?.description == expected)
    #expect(date?.secondsSince1970() == seconds)
  }

  @Test func `instants outside the years 1 to 9999 are no dates`() {
    #expect(NewsDate(secondsSince1970: -62_135_596_801) == nil)
    #expect(NewsDate(secondsSince1970: 253_402_300_800) == nil)
    #expect(NewsDate(secondsSince1970: .max) == nil)
    #expect(NewsDate(secondsSince1970: .min) == nil)
  }

  @Test func `the days are those of Foundation`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for day in stride(from: -50_000, through: 100_000, by: 17) {
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Foundation.Date(timeIntervalSince1970: Double(day) * 86400))
      let date = NewsDate(secondsSince1970: day * 86400)
      #expect(date?.year == parts.year && date?.month == parts.month && date?.day == parts.day)
    }
  }

  @Test func `UTC is the same instant`() {
    #expect(NewsDate(iso8601: "2021-01-01T01:30+03:00")?.inUTC.description == "2020-12-31T22:30Z")
    let fraction = NewsDate(iso8601: "2021-03-09T23:30:15.50-01:00")?.inUTC
    #expect(fraction?.description == "2021-03-10T00:30:15.50Z")
    #expect(NewsDate(iso8601: "2021-03-09T08:30")?.inUTC.description == "2021-03-09T08:30")
    #expect(NewsDate(iso8601: "2021-03-09+03:00")?.inUTC.offsetMinutes == 180)
    // An instant of the year 0 has no form.
    let first = NewsDate(iso8601: "0001-01-01T00:00+03:00")
    #expect(first?.inUTC == first)
  }
}
