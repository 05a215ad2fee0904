internal import WarraqModel

/// A calendar that dates are printed in.
///
/// Each calendar turns its year, month and day into days after 1970-01-01.
enum DateCalendar: String, Hashable, Sendable {
  case gregorian
  case islamic
  case persian
  case hebrew

  /// Days from 1970-01-01 to a date; `nil` when the date does not exist or lies outside the years
  /// the calendar is known for.
  func days(year: Int, month: Int, day: Int) -> Int? {
    guard day >= 1, month >= 1 else { return nil }
    switch self {
    case .gregorian:
      guard NewsDate(year: year, month: month, day: day) != nil else { return nil }
      return NewsDate.days(year: year, month: month, day: day)
    case .islamic: return UmmAlQuraCalendar.days(year: year, month: month, day: day)
    case .persian: return PersianCalendar.days(year: year, month: month, day: day)
    case .hebrew: return HebrewCalendar.days(year: year, month: month, day: day)
    }
  }
}

/// The solar Hijri calendar of Iran and Afghanistan.
enum PersianCalendar {
  static func days(year: Int, month: Int, day: Int) -> Int? {
    guard 1...2000 ~= year, 1...12 ~= month, day >= 1 else { return nil }
    // Eight leap years in 33: Borkowski, "The Persian calendar for 3000 years" (1996), shows that
    // the rule agrees with the equinox from 1206 to 1498.
    let isLeap = (25 * year + 11) % 33 < 8
    let length = month <= 6 ? 31 : month < 12 || isLeap ? 30 : 29
    guard day <= length else { return nil }
    let before = (month - 1) * 30 + min(month - 1, 6)
    // 1 Farvardin 1 is 622-03-21 in the proleptic Gregorian calendar.
    return -492_269 + 365 * (year - 1) + (8 * year + 21) / 33 + before + day
  }
}

/// The Hebrew calendar, by the rules of the fixed calendar.
///
/// Months count from Tishri; 6 is Adar I of leap years, 7 is Adar or Adar II, 13 is Elul.
enum HebrewCalendar {
  static func days(year: Int, month: Int, day: Int) -> Int? {
    guard 4000...6999 ~= year, 1...13 ~= month, day >= 1 else { return nil }
    let start = newYear(year)
    let yearLength = newYear(year + 1) - start
    let isLeap = isLeap(year)
    var days = start
    for index in 1...month {
      let length: Int
      switch index {
      case 2: length = yearLength % 10 == 5 ? 30 : 29
      case 3: length = yearLength % 10 == 3 ? 29 : 30
      case 6: length = isLeap ? 30 : 0
      case 4, 7, 9, 11, 13: length = 29
      default: length = 30
      }
      if index == month {
        guard day <= length else { return nil }
      } else {
        days += length
      }
    }
    return days + day - 1
  }

  static func isLeap(_ year: Int) -> Bool { (7 * year + 1) % 19 < 7 }

  /// Days from 1970-01-01 to 1 Tishri, after the four postponements.
  private static func newYear(_ year: Int) -> Int {
    let last = conjunction(year - 1)
    let this = conjunction(year)
    let next = conjunction(year + 1)
    // The last two postponements keep years from being 356 or 382 days long.
    let correction = next - this == 356 ? 2 : this - last == 382 ? 1 : 0
    return this + correction - 2_092_590
  }

  /// Days from the start of the count to 1 Tishri, after the first two postponements.
  private static func conjunction(_ year: Int) -> Int {
    let months = (235 * year - 234) / 19
    // A month is 29 days, 12 hours and 793 parts; an hour has 1080 parts.
    let parts = 12084 + 13753 * months
    let day = 29 * months + parts / 25920
    // Not on a Sunday, Wednesday or Friday.
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day
  }
}
