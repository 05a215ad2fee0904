internal import WarraqModel

/// Dates of feeds.
enum FeedDate {
  /// A date in the form of RFC 822 with a year of four digits
  /// (https://www.rssboard.org/rss-specification): `Wed, 01 May 2024 12:00:00 +0300`.
  ///
  /// - Parameters:
  ///   - instant: a date with a time and a zone.
  ///   - isZoneKnown: `false` writes `-0000`, which says that it is not (RFC 5322, 3.3).
  static func rfc822(_ instant: NewsDate, isZoneKnown: Bool) -> String {
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
