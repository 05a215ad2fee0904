package import WarraqModel

extension NewsDateParser {
  /// What programs write where there is no date.
  static func isPlaceholder(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 8, bytes.count <= 48 else { return false }
    func starts(_ text: StaticString, at start: Int = 0) -> Bool {
      text.withUTF8Buffer { text in
        start + text.count <= bytes.count
          && bytes[start..<start + text.count].elementsEqual(text)
      }
    }
    switch bytes[0] {
    case UInt8(ascii: "0"):
      return starts("0000-00-00") || starts("0000-01-01") || starts("0001-01-01")
        || starts("0101-01-01") || starts("00/00/0000") || starts("01/01/0001")
    case UInt8(ascii: "1"): return starts("1899-12-30")
    case UInt8(ascii: "9"): return starts("9999-12-31")
    case UInt8(ascii: "2"): return starts("2999-12-31")
    case UInt8(ascii: "-"): return starts("-0001-11-30")
    // What WordPress exports of a draft: Mon, 30 Nov -0001.
    default: return bytes.count >= 17 && starts("30 Nov -0001", at: 5)
    }
  }

  /// Reads a date in the form of ISO 8601 whose year is likelier one of the Solar Hijri or the Hijri
  /// calendar, `nil` for any other text.
  ///
  /// Where the language tells the calendar, that is it; where it may be several, all are given; in
  /// other languages the date is Gregorian and doubtful.
  func otherCalendar(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome? {
    guard bytes.count >= 10, bytes[0] == UInt8(ascii: "1"),
      bytes[1] == UInt8(ascii: "3") || bytes[1] == UInt8(ascii: "4"),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    // The time is read on a day that has one in every calendar.
    let time = "2000-01-01" + String(decoding: bytes[10...], as: UTF8.self)
    guard let clock = NewsDate(iso8601: time) else { return nil }
    func date(_ calendar: DateCalendar) -> NewsDate? {
      guard let days = calendar.days(year: year, month: month, day: day) else { return nil }
      // 24:00 is the start of the next day.
      let civil = NewsDate.civil(days: days + clock.day - 1)
      let hasTime = clock.precision >= .minute
      return NewsDate(
        year: civil.year, month: civil.month, day: civil.day, hour: hasTime ? clock.hour : nil,
        minute: hasTime ? clock.minute : nil,
        second: clock.precision == .second ? clock.second : nil, nanosecond: clock.nanosecond,
        fractionDigits: clock.fractionDigits, offsetMinutes: clock.offsetMinutes)
    }
    if let own = hint.oldYears {
      guard let date = date(own) else { return .invalid }
      return .date(date, notes: own == .islamic ? [.assumedCalendar, .ummAlQura] : [])
    }
    if ["ar", "ur"].contains(hint.language) {
      let readings = [date(.islamic), date(.gregorian)].compactMap { $0 }
      return readings.isEmpty ? .invalid : .ambiguous(readings)
    }
    return date(.gregorian).map { .date($0, notes: [.assumedCalendar]) }
  }
}

extension NewsDate {
  /// Reads a date in ISO 8601 that leaves no doubt: neither a year that may be of another calendar
  /// nor one of the days that stand for no date. The parser reads the others.
  package init?(certain bytes: UnsafeBufferPointer<UInt8>) {
    guard let date = NewsDate(iso8601: bytes), Self.isCertain(date) else { return nil }
    self = date
  }

  /// Reads a date in ISO 8601 that leaves no doubt.
  package init?(certain text: String) {
    guard let date = NewsDate(iso8601: text), Self.isCertain(date) else { return nil }
    self = date
  }

  /// Reads a date of an article in the canonical form, which is in ISO 8601.
  ///
  /// Other programs use the names of that form too: a year of the Solar Hijri or the Hijri calendar
  /// and a day that stands for no date are left to the parser.
  @inline(__always)
  package init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
    guard let date = NewsDate(iso8601: bytes), 1500...2998 ~= date.year || !Self.isOdd(date) else {
      return nil
    }
    self = date
  }

  /// Whether it is a day that programs write where there is no date, however it is printed.
  var standsForNone: Bool {
    guard precision >= .day, month == 12 && day == 31 || month == 1 && day == 1 else {
      return false
    }
    switch year {
    case 1, 101: return month == 1
    case 2999, 9999: return month == 12
    default: return false
    }
  }

  private static func isOdd(_ date: NewsDate) -> Bool {
    switch date.year {
    case 1300...1499: date.precision >= .day
    case 1, 101: date.month == 1 && date.day == 1
    case 2999, 9999: date.month == 12 && date.day == 31
    default: false
    }
  }

  private static func isCertain(_ date: NewsDate) -> Bool {
    guard 1600...9998 ~= date.year, date.year != 2999, date.year != 1899 else { return false }
    return date.year != 1970 || date.month != 1 || date.day != 1
  }
}
