internal import WarraqModel

/// A time of day as printed, before it is checked against a day.
struct DateClock: Equatable {
  var hour: Int?
  var minute: Int?
  var second: Int?
  var nanosecond = 0
  var fractionDigits = 0

  /// Makes a date of a Gregorian day and this time; `nil` when either does not exist.
  ///
  /// 24:00 is the start of the next day (ISO 8601-1:2019, 5.3.2) and the leap second 60 the start
  /// of the next minute, as POSIX counts it.
  func date(year: Int, month: Int, day: Int, offset: Int?) -> NewsDate? {
    guard var hour, var minute else {
      return NewsDate(year: year, month: month, day: day, offsetMinutes: offset)
    }
    var second = second
    var days = 0
    if second == 60, minute % 30 == 29 {
      second = 0
      minute += 1
      if minute == 60 {
        minute = 0
        hour += 1
      }
      if hour == 24 {
        hour = 0
        days = 1
      }
    } else if hour == 24, minute == 0, (second ?? 0) == 0, nanosecond == 0 {
      hour = 0
      days = 1
    }
    var date = (year: year, month: month, day: day)
    if days > 0 {
      guard NewsDate(year: year, month: month, day: day) != nil else { return nil }
      date = NewsDate.civil(days: NewsDate.days(year: year, month: month, day: day) + days)
    }
    return NewsDate(
      year: date.year, month: date.month, day: date.day, hour: hour, minute: minute,
      second: second, nanosecond: nanosecond, fractionDigits: fractionDigits,
      offsetMinutes: offset)
  }
}

/// Weekdays by number: Monday is 1, Sunday is 7 (ISO 8601-1:2019, 4.2.1).
enum DateWeekday {
  /// The weekday of the day that lies `days` after 1970-01-01, which was a Thursday.
  static func of(days: Int) -> Int {
    let index = (days + 3) % 7
    return (index < 0 ? index + 7 : index) + 1
  }
}

/// What two digits of a year mean.
enum DatePivot {
  /// RFC 6265, section 5.1.1: 70 to 99 are of the twentieth century, 0 to 69 of the next.
  static func year(_ value: Int) -> Int { value < 70 ? 2000 + value : 1900 + value }
}
