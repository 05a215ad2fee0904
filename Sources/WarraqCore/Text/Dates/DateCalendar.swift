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

/// The calendar of Umm al-Qura, the official one of Saudi Arabia.
enum UmmAlQuraCalendar {
  private static let firstYear = 1300
  private static let lastYear = 1600
  /// 1 Muharram 1300 is 1882-11-12.
  private static let firstDay = -31826

  static func days(year: Int, month: Int, day: Int) -> Int? {
    guard firstYear...lastYear ~= year, 1...12 ~= month, day >= 1 else { return nil }
    let bits = lengths[year - firstYear]
    guard day <= 29 + Int(bits >> UInt16(month - 1) & 1) else { return nil }
    let before = (bits & (1 << UInt16(month - 1) - 1)).nonzeroBitCount
    return starts[year - firstYear] + 29 * (month - 1) + before + day - 1
  }

  private static let starts: [Int] = {
    var starts: [Int] = []
    var day = firstDay
    for bits in lengths {
      starts.append(day)
      day += 348 + bits.nonzeroBitCount
    }
    return starts
  }()

  private static let lengths: [UInt16] = {
    var lengths: [UInt16] = []
    var value: UInt16 = 0
    var count = 0
    for byte in months.utf8 {
      value = value << 4 | UInt16(byte < 0x61 ? byte - 0x30 : byte - 0x57)
      count += 1
      if count == 3 {
        lengths.append(value)
        value = 0
        count = 0
      }
    }
    return lengths
  }()

  /// Three hexadecimal digits for each year from 1300: bit 0 is set when Muharram has 30 days, and
  /// so on to bit 11 for Dhu al-Hijja; other months have 29.
  ///
  /// Made from Foundation (swift-corelibs-foundation of Swift 6.3.1) by asking
  /// `Calendar(identifier: .islamicUmmAlQura)` for the first day of each month; a test compares
  /// every day with it. Years before 1356 are computed back, as they are there.
  private static let months =
    """
    5552ab9372b657636cb55aaa95649e95d2ba5b53aab4ba9652e2ad56db5a\
    752f25e8ad16a56ab56b4da9b92b2564ba9b35a6d95d4da5d4aa95536975\
    2f46e96d46a953525d4bd9ba3b4b69b2aa554ada5d2da6d9eaae94d2ac56\
    4aea6d56ad55d4aa9352ba5b53a6b5ea9d52d29a554ad56daea6e4ed1da2\
    aaa95a2da5b9bb27646c95552ab4dbaba5b4da9d52aa592d26d8ed2daad5\
    aa5a4b4979372b6975d69d52c9592b25b4db9d55d2da5d4aa9554daad3aa\
    bd2bc4b89a9552d5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d49d95d\
    2ba5b55aad55a9a92e26e55dada6d46a5b27a4d4ad56db5a754f49e92d26\
    a563566b5baab92b2568ba9b55aada5b4da9b52a9a536276575af26d46a9\
    5552ad4bd9ba574b69b52a9552da5d4daad96b2e95e2ac9692eaad56ad65\
    d4ad1562bc5b53a6b5db2d64d29a554ad96daea6e8ed1da4d4aa6a2da5b9\
    b72b686d16554ab95b2ba5b5da9d52ca694e46e95d4daad5aaaa4d49b937\
    4b6975d6ad52aa594b2ab55bad95d2dc5d92b25555ab55b4ba97a2745593\
    aab4d69d65d2ba5b4aa954ad15d2dd9da5b45a952d25b8b717656db6aaca\
    a9652b15b2bb5b6daab94d46a8d52da9d55a755749f13e4aa965566b5baa\
    b94
    """
}
