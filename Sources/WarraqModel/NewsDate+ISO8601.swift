extension NewsDate: CustomStringConvertible {
  /// The date in ISO 8601 extended form, as exact as it is known: `2024`, `2024-06`, `2024-06-24`,
  /// `2024-06-24T17:05`, `2024-06-24T17:05:09.123+03:00`; the printed text when unresolved.
  ///
  /// An offset is written only with a time of day: ISO 8601 has no day with a zone.
  public var description: String {
    guard isResolved else { return text ?? "" }
    return String(unsafeUninitializedCapacity: Self.maximumISO8601Bytes) { writeISO8601(to: $0) }
  }

  /// ``description``, with the offset of a day too, which
  /// [XML Schema](https://www.w3.org/TR/xmlschema-2/#date) has: `2024-06-24+03:00`.
  package var xmlSchemaForm: String {
    guard precision == .day, let offset = offsetMinutes else { return description }
    guard offset != 0 else { return description + "Z" }
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = abs(offset).quotientAndRemainder(dividingBy: 60)
    return description + (offset < 0 ? "-" : "+") + twoDigits(hours) + ":" + twoDigits(minutes)
  }

  /// How many bytes the ISO 8601 form has at most.
  package static let maximumISO8601Bytes = 40

  /// Writes the bytes of the ISO 8601 form to the start of `target`, which has to have room for
  /// ``maximumISO8601Bytes``; returns how many, none when unresolved.
  package func writeISO8601(to target: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard isResolved else { return 0 }
    var count = 0
    func append(_ byte: UInt8) {
      target[count] = byte
      count += 1
    }
    func digits(_ value: Int, _ length: Int) {
      var rest = value
      for position in stride(from: count + length - 1, through: count, by: -1) {
        target[position] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      count += length
    }
    func pair(_ value: Int) {
      let number = UInt8(truncatingIfNeeded: value)
      target[count] = UInt8(ascii: "0") &+ number / 10
      target[count + 1] = UInt8(ascii: "0") &+ number % 10
      count += 2
    }
    pair(year / 100)
    pair(year % 100)
    guard precision >= .month else { return count }
    append(UInt8(ascii: "-"))
    pair(month)
    guard precision >= .day else { return count }
    append(UInt8(ascii: "-"))
    pair(day)
    guard precision >= .minute else { return count }
    append(UInt8(ascii: "T"))
    pair(hour)
    append(UInt8(ascii: ":"))
    pair(minute)
    if precision == .second {
      append(UInt8(ascii: ":"))
      pair(second)
      if fractionDigits > 0 {
        append(UInt8(ascii: "."))
        var fraction = nanosecond
        for _ in fractionDigits..<9 { fraction /= 10 }
        digits(fraction, fractionDigits)
      }
    }
    guard let offset = offsetMinutes else { return count }
    guard offset != 0 else {
      append(UInt8(ascii: "Z"))
      return count
    }
    append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    pair(abs(offset) / 60)
    append(UInt8(ascii: ":"))
    pair(abs(offset) % 60)
    return count
  }

  /// Reads the ISO 8601 extended form that ``description`` writes, and its common relatives: a
  /// space or lower-case `t` before the time, `+0300` for the offset, a comma before the fraction,
  /// an offset after a day, a month or a year (XML Schema `date`, `gYearMonth`, `gYear`).
  ///
  /// Returns `nil` for anything else; no text is kept.
  public init?(iso8601 string: some StringProtocol) {
    var copy = String(string)
    guard let date = copy.withUTF8({ NewsDate(iso8601: $0) }) else { return nil }
    self = date
  }

  /// Reads the ISO 8601 extended form from ASCII bytes.
  package init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
    var scanner = ISO8601Scanner(bytes: bytes)
    guard let year = scanner.number(4) else { return nil }
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute: Int?
    var second: Int?
    var nanosecond = 0
    var fractionDigits = 0
    var offset: Int?
    // In "2024-03:00" a zone follows at once (XML Schema, gYear).
    if !scanner.isAtZone, scanner.skip(UInt8(ascii: "-")) {
      guard let value = scanner.number(2) else { return nil }
      month = value
      if !scanner.isAtZone, scanner.skip(UInt8(ascii: "-")) {
        guard let value = scanner.number(2) else { return nil }
        day = value
      }
    }
    if day != nil {
      let separator = scanner.peek()
      if separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t")
        || separator == UInt8(ascii: " ")
      {
        scanner.position += 1
        guard let hours = scanner.number(2), scanner.skip(UInt8(ascii: ":")),
          let minutes = scanner.number(2)
        else {
          return nil
        }
        hour = hours
        minute = minutes
        if scanner.skip(UInt8(ascii: ":")) {
          guard let seconds = scanner.number(2) else { return nil }
          second = seconds
          if scanner.skip(UInt8(ascii: ".")) || scanner.skip(UInt8(ascii: ",")) {
            var scale = 100_000_000
            let start = scanner.position
            while let digit = scanner.number(1) {
              nanosecond += digit * scale
              scale /= 10
            }
            guard scanner.position > start else { return nil }
            fractionDigits = min(scanner.position - start, 9)
          }
        }
      }
    }
    guard let zone = scanner.offset() else { return nil }
    offset = zone
    guard scanner.position == bytes.count else { return nil }
    // ISO 8601 writes the end of a day as 24:00, which is the start of the next one.
    var endsDay = hour == 24 && minute == 0 && (second ?? 0) == 0 && nanosecond == 0
    // A leap second is the start of the next minute, as POSIX counts it.
    if second == 60, let leapHour = hour, let leapMinute = minute, leapMinute % 30 == 29 {
      second = 0
      minute = (leapMinute + 1) % 60
      hour = leapMinute == 59 ? leapHour + 1 : leapHour
      endsDay = hour == 24
    }
    if endsDay, let month, let day, 1...12 ~= month, 1...9999 ~= year,
      day <= Self.daysIn(month: month, of: year)
    {
      let next = Self.civil(days: Self.days(year: year, month: month, day: day) + 1)
      self.init(
        year: next.year, month: next.month, day: next.day, hour: 0, minute: 0, second: second,
        nanosecond: nanosecond, fractionDigits: fractionDigits, offsetMinutes: offset)
    } else {
      self.init(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        nanosecond: nanosecond, fractionDigits: fractionDigits, offsetMinutes: offset)
    }
  }
}

/// Walks over the bytes of an ISO 8601 date. A struct, because local functions that share captured
/// state took twice the time.
private struct ISO8601Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next byte; 0 at the end.
  func peek() -> UInt8 { position < bytes.count ? bytes[position] : 0 }

  /// Reads a number of exactly `count` digits.
  mutating func number(_ count: Int) -> Int? {
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

  /// Whether a zone with a colon stands here.
  var isAtZone: Bool { position + 3 < bytes.count && bytes[position + 3] == UInt8(ascii: ":") }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Reads an offset: `.some(nil)` where there is none, `nil` where it is malformed.
  mutating func offset() -> Int?? {
    if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
    let sign = peek()
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return .some(nil) }
    position += 1
    guard let hours = number(2) else { return nil }
    let hasColon = skip(UInt8(ascii: ":"))
    let minutes = hasColon || position < bytes.count ? number(2) : 0
    guard let minutes, hours < 24, minutes < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}
