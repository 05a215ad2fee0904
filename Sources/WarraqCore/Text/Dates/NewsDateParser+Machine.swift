internal import WarraqModel

// The forms that programs write. They are read straight from the bytes, because feed readers ask
// for one or two per record.
extension NewsDateParser {
  typealias Reading = (date: NewsDate, notes: [Note])

  /// Reads ISO 8601, RFC 822 and Unix time; `nil` for anything else and for what needs the tables.
  func machineDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading? {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start].isDateSpace { start += 1 }
    while end > start, bytes[end - 1].isDateSpace { end -= 1 }
    // "2024" is the shortest, "Wednesday, 06-Nov-94 08:49:37 +0000" about the longest.
    guard end - start >= 4, end - start <= 48 else { return nil }
    let bytes = UnsafeBufferPointer(rebasing: bytes[start..<end])
    if bytes[0].isDateDigit {
      if let date = NewsDate(iso8601: bytes) { return accepted(date) }
      var scanner = DateScanner(bytes: bytes)
      if let date = scanner.basicDate() { return accepted(date) }
    }
    var scanner = DateScanner(bytes: bytes)
    return scanner.mailDate()
  }

  /// Leaves years that may belong to another calendar, and years printed alone in a language whose
  /// calendar is not the Gregorian, to the tables.
  private func accepted(_ date: NewsDate) -> Reading? {
    guard date.year >= 1600 || date.precision >= .minute && date.offsetMinutes != nil else {
      return date.year < 1200 ? (date, []) : nil
    }
    return (date, [])
  }
}

/// Reads the numeric and English forms of dates from ASCII bytes.
private struct DateScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Reads digits only (year-month-day, with a time, Unix seconds or milliseconds), the basic form
  /// `20240624T140509Z`, and ISO 8601 week and ordinal dates.
  mutating func basicDate() -> NewsDate? {
    let run = digitRun()
    if run == bytes.count {
      switch run {
      case 8, 12, 14: break
      case 10:
        return number(10).flatMap { NewsDate(secondsSince1970: $0) }
      case 13: return number(13).flatMap { unix($0, perSecond: 1000, digits: 3) }
      case 16: return number(16).flatMap { unix($0, perSecond: 1_000_000, digits: 6) }
      case 19: return number(19).flatMap { unix($0, perSecond: 1_000_000_000, digits: 9) }
      default: return nil
      }
    }
    if run == 10, position + 10 < bytes.count, bytes[position + 10] == UInt8(ascii: ".") {
      return secondsWithFraction()
    }
    switch run {
    case 4: return weekOrOrdinalDate()
    case 8, 12, 14:
      guard let year = number(4), let month = number(2), let day = number(2) else { return nil }
      var time = MachineTime()
      if run == 8, position < bytes.count {
        guard skip("T") || skip("t") || skip(" ") else { return nil }
        guard compactTime(&time) else { return nil }
      } else if run > 8 {
        guard compactTime(&time) else { return nil }
      }
      guard position == bytes.count else { return nil }
      return time.date(year: year, month: month, day: day)
    default: return nil
    }
  }

  /// Unix seconds with a fraction, as Python and pandas write them.
  private mutating func secondsWithFraction() -> NewsDate? {
    guard let seconds = number(10), skip(".") else { return nil }
    let digits = digitRun()
    guard 1...9 ~= digits, position + digits == bytes.count, let fraction = number(digits) else {
      return nil
    }
    guard fraction > 0 else { return NewsDate(secondsSince1970: seconds) }
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    return unix(seconds * scale + fraction, perSecond: scale, digits: digits)
  }

  private func unix(_ value: Int, perSecond: Int, digits: Int) -> NewsDate? {
    guard let date = NewsDate(secondsSince1970: value / perSecond) else { return nil }
    return NewsDate(
      year: date.year, month: date.month, day: date.day, hour: date.hour, minute: date.minute,
      second: date.second, nanosecond: value % perSecond * (1_000_000_000 / perSecond),
      fractionDigits: digits, offsetMinutes: 0)
  }

  /// ISO 8601-1:2019, 5.2.3 and 5.2.4: `2024-176`, `2024-W26`, `2024-W26-1`, `2024W261`.
  private mutating func weekOrOrdinalDate() -> NewsDate? {
    guard let year = number(4) else { return nil }
    let hyphen = skip("-")
    if skip("W") || skip("w") {
      guard let week = number(2), 1...53 ~= week else { return nil }
      // A week alone has no precision of its own here and is not a date of a story.
      guard !hyphen || skip("-"), let weekday = number(1), 1...7 ~= weekday else { return nil }
      guard position == bytes.count else { return nil }
      let fourth = NewsDate.days(year: year, month: 1, day: 4)
      let monday = fourth - (DateWeekday.of(days: fourth) - 1)
      let day = monday + (week - 1) * 7 + weekday - 1
      // The Thursday of the week tells the year that the week belongs to.
      guard NewsDate.civil(days: day - weekday + 4).year == year else { return nil }
      let date = NewsDate.civil(days: day)
      return NewsDate(year: date.year, month: date.month, day: date.day)
    }
    guard hyphen, let day = number(3), position == bytes.count else { return nil }
    return ordinal(year: year, day: day)
  }

  private func ordinal(year: Int, day: Int) -> NewsDate? {
    guard day >= 1, day <= 337 + NewsDate.daysIn(month: 2, of: year) else { return nil }
    let date = NewsDate.civil(days: NewsDate.days(year: year, month: 1, day: 1) + day - 1)
    return NewsDate(year: date.year, month: date.month, day: date.day)
  }

  /// `1405`, `140509`, `14:05:09`, with a fraction and an offset.
  private mutating func compactTime(_ time: inout MachineTime) -> Bool {
    guard let hour = number(2) else { return false }
    let colon = skip(":")
    guard let minute = number(2) else { return false }
    time.hour = hour
    time.minute = minute
    if colon ? skip(":") : position < bytes.count && bytes[position].isDateDigit {
      guard let second = number(2) else { return false }
      time.second = second
      if skip(".") || skip(",") {
        guard fraction(&time) else { return false }
      }
    }
    guard position < bytes.count else { return true }
    return zone(&time, names: false)
  }

  /// RFC 822, RFC 850 and RFC 5322 dates: `Mon, 24 Jun 2024 14:05:09 GMT`,
  /// `Sunday, 06-Nov-94 08:49:37 GMT`, `24 Jun 24 14:05 EST`. A time is required.
  mutating func mailDate() -> NewsDateParser.Reading? {
    var weekday: Int?
    if !bytes[0].isDateDigit {
      guard let word = word(), word.count >= 3,
        let index = Self.weekdays.firstIndex(of: word.key)
      else { return nil }
      let full = Self.weekdayLengths[index]
      guard word.count == 3 || word.count == full else { return nil }
      weekday = index + 1
      _ = skip(",")
      skipSpaces()
    }
    let dayDigits = digitRun()
    guard 1...2 ~= dayDigits, let day = number(dayDigits) else { return nil }
    guard skipSpaces() || skip("-") else { return nil }
    guard let word = word(), word.count == 3, let index = Self.months.firstIndex(of: word.key)
    else { return nil }
    guard skipSpaces() || skip("-") else { return nil }
    let yearDigits = digitRun()
    guard yearDigits == 2 || yearDigits == 4, var year = number(yearDigits) else { return nil }
    if yearDigits == 2 { year = DatePivot.year(year) }
    guard skipSpaces() else { return nil }
    var time = MachineTime()
    let hourDigits = digitRun()
    guard 1...2 ~= hourDigits, let hour = number(hourDigits), skip(":"), let minute = number(2)
    else { return nil }
    time.hour = hour
    time.minute = minute
    if skip(":") {
      guard let second = number(2) else { return nil }
      time.second = second
    }
    guard skipSpaces(), zone(&time, names: true), position == bytes.count,
      let date = time.date(year: year, month: index + 1, day: day)
    else { return nil }
    // The weekday belongs to the printed day, before 24:00 moves it.
    let days = NewsDate.days(year: year, month: index + 1, day: day)
    let agrees = weekday == nil || weekday == DateWeekday.of(days: days)
    let zone: [NewsDateParser.Note] = time.hasUnknownZone ? [.unknownOffset] : []
    return (date, (agrees ? [] : [.wrongWeekday]) + zone)
  }

  private mutating func fraction(_ time: inout MachineTime) -> Bool {
    let digits = digitRun()
    guard digits > 0 else { return false }
    var scale = 100_000_000
    for _ in 0..<digits {
      time.nanosecond += (number(1) ?? 0) * scale
      scale /= 10
    }
    time.fractionDigits = min(digits, 9)
    return true
  }

  private mutating func zone(_ time: inout MachineTime, names: Bool) -> Bool {
    guard position < bytes.count else { return false }
    let sign = bytes[position]
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      position += 1
      guard let hours = number(2) else { return false }
      var minutes = 0
      let colon = skip(":")
      if colon || position < bytes.count {
        guard let value = number(2) else { return false }
        minutes = value
      }
      guard hours < 24, minutes < 60 else { return false }
      time.offset = (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
      return true
    }
    guard let word = word() else { return false }
    switch word.count {
    case 1 where word.key == DateKey("z"): break
    case 1:
      // Letters of RFC 822 are so often wrong that RFC 5322 (4.3) lets them say nothing.
      time.hasUnknownZone = names
      return names
    case 2: if word.key != DateKey("ut") { return false }
    case 3:
      if word.key == DateKey("gmt") || word.key == DateKey("utc") { break }
      guard names, let index = Self.zones.firstIndex(of: word.key) else { return false }
      time.offset = Self.zoneOffsets[index]
      return true
    default: return false
    }
    time.offset = 0
    return true
  }

  private func digitRun() -> Int {
    var end = position
    while end < bytes.count, bytes[end].isDateDigit { end += 1 }
    return end - position
  }

  private mutating func number(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    position += count
    return value
  }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  @discardableResult
  private mutating func skipSpaces() -> Bool {
    let start = position
    while position < bytes.count, bytes[position].isDateSpace { position += 1 }
    return position > start
  }

  /// The letters from here on: how many, and the first three in lower case.
  private mutating func word() -> (key: DateKey, count: Int)? {
    let start = position
    var key = DateKey()
    while position < bytes.count {
      let lower = bytes[position] | 0x20
      guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") else { break }
      if position - start < 3 { key.append(lower) }
      position += 1
    }
    return position > start ? (key, position - start) : nil
  }

  private static let weekdays: [DateKey] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
  ]
  private static let weekdayLengths = [6, 7, 9, 8, 6, 8, 6]
  private static let months: [DateKey] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  // RFC 822, section 5.1.
  private static let zones: [DateKey] = ["est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt"]
  private static let zoneOffsets = [-300, -240, -360, -300, -420, -360, -480, -420]
}

/// Up to four lower-case letters packed in a word, so that comparing them is comparing numbers.
private struct DateKey: Equatable, ExpressibleByStringLiteral {
  var value: UInt32 = 0

  init() {}
  init(_ string: StaticString) { self.init(stringLiteral: string) }
  init(stringLiteral string: StaticString) {
    string.withUTF8Buffer { for byte in $0 { append(byte) } }
  }

  mutating func append(_ byte: UInt8) { value = value << 8 | UInt32(byte) }
}

/// A time of day as a program writes it.
private struct MachineTime {
  var hour: Int?
  var minute: Int?
  var second: Int?
  var nanosecond = 0
  var fractionDigits = 0
  var offset: Int?
  var hasUnknownZone = false

  func date(year: Int, month: Int, day: Int) -> NewsDate? {
    DateClock(
      hour: hour, minute: minute, second: second, nanosecond: nanosecond,
      fractionDigits: fractionDigits
    ).date(year: year, month: month, day: day, offset: offset)
  }
}

extension UInt8 {
  fileprivate var isDateDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  fileprivate var isDateSpace: Bool { self == 0x20 || self &- 9 < 5 }
}
