/// A date of a story, as exact as its source gave it and no more exact.
///
/// ```swift
/// let day = NewsDate(year: 2024, month: 6, day: 24)
/// day?.description  // "2024-06-24"
/// ```
///
/// A day stays a day: no midnight is invented, and a time without a zone has no zone. A date that
/// could not be understood keeps only its ``text``. Calendar fields are those of the proleptic
/// Gregorian calendar (ISO 8601-1:2019, 4.2.1), years 1 to 9999.
public struct NewsDate: Hashable, Sendable {
  /// How much of the date is known.
  public enum Precision: UInt8, Hashable, Sendable, Comparable, CaseIterable {
    /// Nothing but the original text.
    case unresolved
    /// The year.
    case year
    /// Year and month.
    case month
    /// Year, month and day.
    case day
    /// A time of day to the minute.
    case minute
    /// A time of day to the second, or to a fraction of it.
    case second

    /// Orders coarse before fine.
    public static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
  }

  /// How much of the date is known.
  public let precision: Precision
  private let storedMonth: UInt8
  private let storedDay: UInt8
  private let storedHour: UInt8
  private let storedMinute: UInt8
  private let storedSecond: UInt8
  private let storedFractionDigits: UInt8
  private let storedYear: Int16
  private let storedOffset: Int16
  private let storedNanosecond: Int32
  /// The date as the source printed it, when that says more than the fields do.
  public var text: String?

  /// The year, 1 to 9999; 0 when unresolved.
  public var year: Int { Int(storedYear) }
  /// The month, 1 to 12; 0 when not known.
  public var month: Int { Int(storedMonth) }
  /// The day of the month, 1 to 31; 0 when not known.
  public var day: Int { Int(storedDay) }
  /// The hour, 0 to 23; 0 when not known.
  public var hour: Int { Int(storedHour) }
  /// The minute, 0 to 59; 0 when not known.
  public var minute: Int { Int(storedMinute) }
  /// The second, 0 to 59; 0 when not known.
  public var second: Int { Int(storedSecond) }
  /// The fraction of the second in nanoseconds.
  public var nanosecond: Int { Int(storedNanosecond) }
  /// How many digits of the fraction the source gave, 0 to 9.
  public var fractionDigits: Int { Int(storedFractionDigits) }
  /// Minutes east of UTC, or `nil` when the source named no zone.
  public var offsetMinutes: Int? { storedOffset == Self.noOffset ? nil : Int(storedOffset) }
  /// Whether at least the year is known.
  public var isResolved: Bool { precision != .unresolved }

  private static let noOffset = Int16.max

  /// Makes a date of the precision that the given fields have.
  ///
  /// Returns `nil` when a field is out of range, when the day does not exist in that month, or when
  /// a field is given without the next coarser one. `second` may be given only with `minute`.
  ///
  /// - Parameters:
  ///   - year: 1 to 9999.
  ///   - month: 1 to 12.
  ///   - day: 1 to the length of the month.
  ///   - hour: 0 to 23, with `minute`.
  ///   - minute: 0 to 59, with `hour`.
  ///   - second: 0 to 59.
  ///   - nanosecond: 0 to 999,999,999; ignored without `second`.
  ///   - fractionDigits: how many digits of `nanosecond` to keep and to write, 0 to 9. 0 keeps as
  ///     many as `nanosecond` needs.
  ///   - offsetMinutes: minutes east of UTC, −1439 to 1439; `nil` when not known.
  ///   - text: the date as printed.
  public init?(
    year: Int, month: Int? = nil, day: Int? = nil, hour: Int? = nil, minute: Int? = nil,
    second: Int? = nil, nanosecond: Int = 0, fractionDigits: Int = 0, offsetMinutes: Int? = nil,
    text: String? = nil
  ) {
    guard 1...9999 ~= year else { return nil }
    var precision = Precision.year
    if let month {
      guard 1...12 ~= month else { return nil }
      precision = .month
      if let day {
        guard day >= 1, day <= Self.daysIn(month: month, of: year) else { return nil }
        precision = .day
      }
    }
    guard day == nil || month != nil, (hour == nil) == (minute == nil) else { return nil }
    if let hour, let minute {
      guard precision == .day, 0...23 ~= hour, 0...59 ~= minute else { return nil }
      precision = .minute
    }
    if let second {
      guard precision == .minute, 0...59 ~= second else { return nil }
      precision = .second
    }
    guard 0...999_999_999 ~= nanosecond, 0...9 ~= fractionDigits else { return nil }
    if let offsetMinutes { guard -1439...1439 ~= offsetMinutes else { return nil } }
    self.precision = precision
    storedYear = Int16(year)
    storedMonth = UInt8(month ?? 0)
    storedDay = UInt8(day ?? 0)
    storedHour = UInt8(hour ?? 0)
    storedMinute = UInt8(minute ?? 0)
    storedSecond = UInt8(second ?? 0)
    // Only what is written is kept, so that the ISO form says all there is.
    var digits = 0
    var unit = 1_000_000_000
    while digits < fractionDigits || fractionDigits == 0 && nanosecond % unit != 0 {
      digits += 1
      unit /= 10
    }
    storedNanosecond = precision == .second ? Int32(nanosecond - nanosecond % unit) : 0
    storedFractionDigits = precision == .second ? UInt8(digits) : 0
    storedOffset = offsetMinutes.map { Int16($0) } ?? Self.noOffset
    self.text = text
  }

  /// Makes a date of which only the printed text is known.
  public init(unresolved text: String) {
    precision = .unresolved
    storedYear = 0
    storedMonth = 0
    storedDay = 0
    storedHour = 0
    storedMinute = 0
    storedSecond = 0
    storedNanosecond = 0
    storedFractionDigits = 0
    storedOffset = Self.noOffset
    self.text = text
  }

  /// Makes the instant that lies `seconds` after 1970-01-01T00:00:00Z, in UTC.
  ///
  /// Returns `nil` outside the years 1 to 9999.
  public init?(secondsSince1970 seconds: Int) {
    guard -62_135_596_800...253_402_300_799 ~= seconds else { return nil }
    let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
    let time = seconds - days * 86400
    let (year, month, day) = Self.civil(days: days)
    self.init(
      year: year, month: month, day: day, hour: time / 3600, minute: time / 60 % 60,
      second: time % 60, offsetMinutes: 0)
  }

  /// Seconds from 1970-01-01T00:00:00Z to the start of this date, or `nil` when unresolved.
  ///
  /// - Parameter offsetMinutes: the zone to assume where the date has none, in minutes east of UTC.
  public func secondsSince1970(assumingOffsetMinutes offsetMinutes: Int = 0) -> Int? {
    guard isResolved else { return nil }
    let days = Self.days(year: year, month: max(month, 1), day: max(day, 1))
    let offset = self.offsetMinutes ?? offsetMinutes
    return days * 86400 + hour * 3600 + minute * 60 + second - offset * 60
  }

  /// The same instant in UTC; the date itself when it has no time of day or no zone.
  public var inUTC: NewsDate {
    guard precision >= .minute, let offset = offsetMinutes, offset != 0,
      let seconds = secondsSince1970(), let utc = NewsDate(secondsSince1970: seconds)
    else { return self }
    return NewsDate(
      year: utc.year, month: utc.month, day: utc.day, hour: utc.hour, minute: utc.minute,
      second: precision == .second ? utc.second : nil, nanosecond: nanosecond,
      fractionDigits: fractionDigits, offsetMinutes: 0, text: text) ?? self
  }
}

// MARK: - Calendar arithmetic

extension NewsDate {
  /// The number of days in a month of the proleptic Gregorian calendar.
  public static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to a Gregorian date, counting years from March so that the leap day is
  /// the last of its year.
  package static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The Gregorian date that lies `days` after 1970-01-01.
  package static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
