package import WarraqModel

extension NewsDate {
  /// The date as RFC 3339, 5.6 (https://www.rfc-editor.org/rfc/rfc3339) wants it: what is not known
  /// becomes the start of the year, month, day or minute, and UTC. Itself when unresolved.
  package var startInstant: NewsDate {
    if precision == .second, offsetMinutes != nil { return self }
    return NewsDate(
      year: year, month: max(month, 1), day: max(day, 1), hour: hour, minute: minute,
      second: second, nanosecond: nanosecond, fractionDigits: fractionDigits,
      offsetMinutes: offsetMinutes ?? 0) ?? self
  }
}
