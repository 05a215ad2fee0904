internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// Dates of NITF: ISO 8601 in the basic format, such as `20240624T140509+0300`.
///
/// The standard asks for `T000000` where the time is not known, so a true midnight cannot be told
/// from a day; what the form cannot say stands beside it in `w:date` and `w:text`.
enum NITFDate {
  /// A date as NITF says it, `nil` when it is not resolved.
  ///
  /// A year or a month stays one; seconds that are not known become zero.
  static func norm(_ date: NewsDate) -> String? {
    guard date.isResolved else { return nil }
    let year = padded(date.year, 4)
    guard date.precision > .year else { return year }
    // ISO 8601-1, 5.2.2.2: a month has no basic format.
    guard date.precision > .month else { return year + "-" + padded(date.month, 2) }
    let day = year + padded(date.month, 2) + padded(date.day, 2)
    guard date.precision > .day else { return day + "T000000" + zone(date.offsetMinutes) }
    let time = padded(date.hour, 2) + padded(date.minute, 2) + padded(date.second, 2)
    return day + "T" + time + zone(date.offsetMinutes)
  }

  /// A date in the extended format of ISO 8601, where it is in the basic one.
  private static func extended(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var extended = text
    if bytes.count >= 8, bytes[..<8].allSatisfy({ 0x30...0x39 ~= $0 }) {
      func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      extended = piece(0..<4) + "-" + piece(4..<6) + "-" + piece(6..<8)
      if bytes.count >= 15, bytes[8] == UInt8(ascii: "T"), piece(9..<15) != "000000" {
        extended += "T" + piece(9..<11) + ":" + piece(11..<13) + ":" + piece(13..<15)
        let zone = piece(15..<bytes.count)
        let isPlain = zone.utf8.count == 5
        extended += isPlain ? zone.prefix(3) + ":" + zone.suffix(2) : zone[...]
      }
    }
    return extended
  }

  /// The date that our writer writes as this text.
  fileprivate static func date(ofWritten text: String) -> NewsDate? {
    NewsDate(certain: extended(text))
  }

  /// The date that a text of an element says, in any form.
  static func date(_ text: String, in element: XMLTree.Element, _ language: String?) -> NewsDate {
    element.date(text, as: extended(text), language: language)
  }

  /// The date that an attribute of an element says, with what stands beside it.
  static func date(
    _ element: XMLTree.Element, _ name: StaticString, language: String? = nil
  ) -> NewsDate? {
    let exact = element["w:date"].flatMap { NewsDate(iso8601: $0) }
    let text = element["w:text"]
    var date = exact
    if date == nil, let stated = element[name], !stated.isEmpty {
      date = self.date(stated, in: element, language)
    }
    if date == nil { return text.map { NewsDate(unresolved: $0) } }
    if text != nil { date?.text = text }
    return date
  }

  /// A date in full, with the zone that a day may have (XML Schema part 2, 3.2.9).
  fileprivate static func exact(_ date: NewsDate) -> String {
    guard date.precision == .day, let offset = date.offsetMinutes else { return date.description }
    let zone = zone(offset)
    return date.description + (zone == "Z" ? zone : zone.prefix(3) + ":" + zone.suffix(2))
  }

  private static func zone(_ offset: Int?) -> String {
    guard let offset else { return "" }
    guard offset != 0 else { return "Z" }
    let minutes = abs(offset)
    return (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + padded(minutes % 60, 2)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
  }
}

extension XMLWriter {
  /// Writes a date as an attribute of NITF, and beside it what the attribute cannot say.
  mutating func attribute(_ name: StaticString, nitf date: NewsDate) {
    if let norm = NITFDate.norm(date) {
      attribute(name, norm)
      var untold = date
      untold.text = nil
      if NITFDate.date(ofWritten: norm) != untold { attribute("w:date", NITFDate.exact(date)) }
    }
    if let text = date.text { attribute("w:text", text) }
  }
}
