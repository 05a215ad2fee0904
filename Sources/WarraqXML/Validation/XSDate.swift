internal import WarraqModel

/// The lexical forms of dates in XML Schema (https://www.w3.org/TR/xmlschema-2/#dateTime).
package enum XSDate: Sendable {
  /// `2024-05-01T10:00:00`.
  case dateTime(hasZone: Bool)
  /// `2024-05-01`.
  case date(hasZone: Bool)
  /// `2024-05`.
  case month
  /// `2024`.
  case year(Int)

  /// Tells the form of a text, `nil` when it is none of them.
  package init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "-") { bytes = bytes.dropFirst() }
    let yearDigits = bytes.prefix { $0 &- 0x30 < 10 }
    guard yearDigits.count == 4 || yearDigits.count > 4 && yearDigits.first != UInt8(ascii: "0"),
      let year = Int(String(decoding: yearDigits, as: UTF8.self))
    else {
      return nil
    }
    bytes = bytes.dropFirst(yearDigits.count)
    guard let month = Self.number(&bytes, after: "-") else {
      guard Self.zone(bytes) != nil else { return nil }
      self = .year(year)
      return
    }
    guard 1...12 ~= month else { return nil }
    guard let day = Self.number(&bytes, after: "-") else {
      guard Self.zone(bytes) != nil else { return nil }
      self = .month
      return
    }
    guard day > 0, NewsDate(year: min(year, 9999), month: month, day: day) != nil else {
      return nil
    }
    guard let hour = Self.number(&bytes, after: "T") else {
      guard let hasZone = Self.zone(bytes) else { return nil }
      self = .date(hasZone: hasZone)
      return
    }
    guard let minute = Self.number(&bytes, after: ":"),
      let second = Self.number(&bytes, after: ":"), minute < 60, second < 60,
      hour < 24 || hour == 24 && minute == 0 && second == 0
    else { return nil }
    if bytes.first == UInt8(ascii: ".") {
      bytes = bytes.dropFirst()
      let digits = bytes.prefix { $0 &- 0x30 < 10 }
      guard !digits.isEmpty else { return nil }
      bytes = bytes.dropFirst(digits.count)
    }
    guard let hasZone = Self.zone(bytes) else { return nil }
    self = .dateTime(hasZone: hasZone)
  }

  /// Whether there is a zone at the end, `nil` when there is something else.
  private static func zone(_ bytes: ArraySlice<UInt8>) -> Bool? {
    if bytes.isEmpty { return false }
    if bytes.elementsEqual("Z".utf8) { return true }
    guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    var rest = bytes.dropFirst()
    guard let hours = number(&rest, after: nil), let minutes = number(&rest, after: ":"),
      rest.isEmpty, minutes < 60, hours * 60 + minutes <= 840
    else { return nil }
    return true
  }

  /// Two digits after a separator.
  private static func number(
    _ bytes: inout ArraySlice<UInt8>, after separator: Unicode.Scalar?
  ) -> Int? {
    var rest = bytes
    if let separator {
      guard rest.popFirst() == UInt8(ascii: separator) else { return nil }
    }
    guard let tens = rest.popFirst(), let ones = rest.popFirst(), tens &- 0x30 < 10,
      ones &- 0x30 < 10
    else { return nil }
    bytes = rest
    return Int(tens - 0x30) * 10 + Int(ones - 0x30)
  }
}
