package import WarraqModel

extension NewsDate {
  /// Whether it has a time of day and a zone, so that an instant invents nothing but `:00`.
  package var isInstant: Bool { precision >= .minute && offsetMinutes != nil }

  /// The date without its printed text and with a zone that XML Schema can say: one beyond 14 hours
  /// (part 2, 3.2.7.3) becomes UTC, or is left out where there is no time of day.
  package var withXMLZone: NewsDate {
    var date = self
    if let offset = offsetMinutes, abs(offset) > 840 {
      date = precision >= .minute ? inUTC : self
      if let offset = date.offsetMinutes, abs(offset) > 840 {
        let (month, day) = (precision >= .month ? month : nil, precision >= .day ? day : nil)
        date = NewsDate(year: year, month: month, day: day) ?? self
      }
    }
    date.text = nil
    return date
  }

  /// A resolved date as an instant (RFC 3339, 5.6: https://www.rfc-editor.org/rfc/rfc3339), and
  /// whether it says no more than the date itself.
  ///
  /// What is not known becomes the start of the year, month, day or minute, and UTC. An unresolved
  /// date stays as it is.
  package var instant: (date: NewsDate, isExact: Bool) {
    let date = withXMLZone
    if date.precision == .second, date.offsetMinutes != nil { return (date, true) }
    let full = NewsDate(
      year: date.year, month: max(date.month, 1), day: max(date.day, 1), hour: date.hour,
      minute: date.minute, second: date.second, nanosecond: date.nanosecond,
      fractionDigits: date.fractionDigits, offsetMinutes: date.offsetMinutes ?? 0)
    return (full ?? self, false)
  }

  /// The same for readers who show a date in the zone of whoever looks at it: a day without a time
  /// is at noon, which is the same day nearly everywhere.
  package var shownInstant: NewsDate {
    let date = instant.date
    guard precision < .minute else { return date }
    return NewsDate(
      year: date.year, month: date.month, day: date.day, hour: 12, minute: 0, second: 0,
      offsetMinutes: date.offsetMinutes) ?? date
  }
}
