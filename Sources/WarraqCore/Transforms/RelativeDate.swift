internal import WarraqModel

/// Dates that are counted from another: `now`, `today`, `yesterday`, `tomorrow`, `-12h`, `-7d`, `-2w`,
/// `-3m` or `-3mo`, `-1y`; units may be words (`-7days`), and capitals count as small letters.
enum RelativeDate {
  /// The date that the text means; `nil` when it is no such text or there is nothing to count from.
  ///
  /// `today`, `yesterday` and `tomorrow` are whole days in UTC, the others moments.
  static func date(_ text: String, from reference: NewsDate?) -> NewsDate? {
    guard let reference, let now = reference.secondsSince1970() else { return nil }
    let day = 86_400
    switch text.lowercased() {
    case "today": return wholeDay(now)
    case "yesterday": return wholeDay(now - day)
    case "tomorrow": return wholeDay(now + day)
    case "now": return NewsDate(secondsSince1970: now)
    default: break
    }
    let text = text.lowercased()
    let digits = text.dropFirst().prefix { ("0"..."9").contains($0) }
    guard text.hasPrefix("-"), let count = Int(digits), count <= 100_000 else { return nil }
    switch text[digits.endIndex...] {
    case "h", "hour", "hours": return NewsDate(secondsSince1970: now - count * 3600)
    case "d", "day", "days": return NewsDate(secondsSince1970: now - count * day)
    case "w", "week", "weeks": return NewsDate(secondsSince1970: now - count * 7 * day)
    case "m", "mo", "month", "months": return months(before: now, count)
    case "y", "year", "years": return months(before: now, 12 * count)
    default: return nil
    }
  }

  private static func wholeDay(_ seconds: Int) -> NewsDate? {
    NewsDate(secondsSince1970: seconds).flatMap {
      NewsDate(iso8601: "\($0.description.prefix(10))")
    }
  }

  /// The same day and time some months before, or the last day of a shorter month.
  private static func months(before seconds: Int, _ count: Int) -> NewsDate? {
    guard let date = NewsDate(secondsSince1970: seconds) else { return nil }
    let month = date.year * 12 + date.month - 1 - count
    guard month >= 12 else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var year = "\(month / 12)"
    while year.utf8.count < 4 { year = "0" + year }
    let rest = date.description.dropFirst(10)
    for day in (max(1, date.day - 3)...date.day).reversed() {
      let text = "\(year)-\(two(month % 12 + 1))-\(two(day))\(rest)"
      if let found = NewsDate(iso8601: text) { return found }
    }
    return nil
  }
}
