package import WarraqModel

/// Dates of feeds.
package enum FeedDate {
  /// A resolved date as an instant, and whether it says no more than the date itself.
  ///
  /// What is not known becomes the start of the year, month or day, and UTC.
  package static func instant(_ date: NewsDate) -> (date: NewsDate, isExact: Bool) {
    let date = whole(date)
    let full = NewsDate(
      year: date.year, month: max(date.month, 1), day: max(date.day, 1), hour: date.hour,
      minute: date.minute, second: date.second, nanosecond: date.nanosecond,
      fractionDigits: date.fractionDigits, offsetMinutes: date.offsetMinutes ?? 0)
    return (full ?? date, date.precision == .second && date.offsetMinutes != nil)
  }

  /// Whether a date has a time of day and a zone, so that an instant invents nothing but `:00`.
  package static func isInstant(_ date: NewsDate) -> Bool {
    date.precision >= .minute && date.offsetMinutes != nil
  }

  /// The date without its printed text; zones beyond 14 hours become UTC.
  static func whole(_ date: NewsDate) -> NewsDate {
    var date = abs(date.offsetMinutes ?? 0) > 840 ? date.inUTC : date
    date.text = nil
    return date
  }

  /// A date in the form of RFC 822 with a year of four digits
  /// (https://www.rssboard.org/rss-specification): `Wed, 01 May 2024 12:00:00 +0300`.
  ///
  /// - Parameters:
  ///   - instant: a date with a time and a zone.
  ///   - isZoneKnown: `false` writes `-0000`, which says that it is not (RFC 5322, 3.3).
  package static func rfc822(_ instant: NewsDate, isZoneKnown: Bool) -> String {
    let days = NewsDate.days(year: instant.year, month: instant.month, day: instant.day)
    let offset = instant.offsetMinutes ?? 0
    let zone = abs(offset)
    let sign = offset < 0 || !isZoneKnown ? "-" : "+"
    let time = [instant.hour, instant.minute, instant.second].map(two).joined(separator: ":")
    let year =
      String(repeating: "0", count: instant.year < 1000 ? 1 : 0)
      + String(repeating: "0", count: instant.year < 100 ? 1 : 0)
      + String(repeating: "0", count: instant.year < 10 ? 1 : 0) + String(instant.year)
    return dayNames[((days + 4) % 7 + 7) % 7] + ", " + two(instant.day) + " "
      + monthNames[instant.month - 1] + " " + year + " " + time + " " + sign + two(zone / 60)
      + two(zone % 60)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
