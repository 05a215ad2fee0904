internal import WarraqModel

/// The calendar of Umm al-Qura, the official one of Saudi Arabia.
enum UmmAlQuraCalendar {
  private static let firstYear = 1300
  private static let lastYear = 1600
  /// 1 Muharram 1300 is 1882-11-12.
  private static let firstDay = -31826

  /// The first and the last year of the calendar as it was printed.
  private static let printedYears = 1365...1500
  /// 1 Muharram 1365 is 1945-12-05.
  private static let firstPrintedDay = -8_793

  /// The day that the calendar, as it was printed, has where ``days(year:month:day:)`` gives `days`;
  /// `nil` in years for which it is not known.
  ///
  /// The two differ by a day in most months before 1420 and after 1450.
  static func printed(_ days: Int) -> Int? {
    guard let index = starts.lastIndex(where: { $0 <= days }),
      printedYears ~= firstYear + index
    else { return nil }
    var rest = days - starts[index]
    let printed = firstYear + index - printedYears.lowerBound
    for month in 0..<12 {
      let length = 29 + Int(lengths[index] >> UInt16(month) & 1)
      if rest < length {
        let before = (printedLengths[printed] & (1 << UInt16(month) - 1)).nonzeroBitCount
        return printedStarts[printed] + 29 * month + before + rest
      }
      rest -= length
    }
    return nil
  }

  /// The day that the calendar as it was printed has for a date, where it is another.
  static func otherDay(of date: NewsDate) -> NewsDate? {
    guard date.precision >= .day else { return nil }
    let days = NewsDate.days(year: date.year, month: date.month, day: date.day)
    guard let other = printed(days), other != days else { return nil }
    let civil = NewsDate.civil(days: other)
    return NewsDate(year: civil.year, month: civil.month, day: civil.day)
  }

  static func days(year: Int, month: Int, day: Int) -> Int? {
    guard firstYear...lastYear ~= year, 1...12 ~= month, day >= 1 else { return nil }
    let bits = lengths[year - firstYear]
    guard day <= 29 + Int(bits >> UInt16(month - 1) & 1) else { return nil }
    let before = (bits & (1 << UInt16(month - 1) - 1)).nonzeroBitCount
    return starts[year - firstYear] + 29 * (month - 1) + before + day - 1
  }

  private static let starts = starts(of: lengths, from: firstDay)
  private static let printedStarts = starts(of: printedLengths, from: firstPrintedDay)

  private static func starts(of lengths: [UInt16], from first: Int) -> [Int] {
    var starts: [Int] = []
    var day = first
    for bits in lengths {
      starts.append(day)
      day += 348 + bits.nonzeroBitCount
    }
    return starts
  }

  private static let lengths = lengths(of: months)
  private static let printedLengths = lengths(of: printedMonths)

  private static func lengths(of months: String) -> [UInt16] {
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
  }

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

  /// The same for the years from 1365, from the calendars of Umm al-Qura that were printed and the
  /// rules that those of coming years follow (R. H. van Gent, The Umm al-Qura Calendar of Saudi
  /// Arabia; the same as the table of the package hijridate 2.6).
  private static let printedMonths =
    """
    d55555555d556d5555ea5d2aaaacd5655572da9555aaa55552da6d55a555\
    74dd53d54556d552d5d55d54d4565552da5d55aad56aad4b52aa574ae976\
    56cb55aaaa554ad95d2da5d9db2ba4b4aa552b5575b6abd2bc4b89a9552d\
    5adb6a6d4dc9d92aa69562ae56d36ab55aaa94d49d95d2ba5b55aad55a9a\
    92e26e55dada6d46a554ba9754eaae5acba9d92b2564bcab55ab556d2ea5\
    e4aa9552daad36c7596d269552da5b4ba9ba3b4b69b52aa64b696d2ec6d9\
    eb2d54d2aa564ae96dd6ab54b29a9352ba57536ab56aae93
    """
}
