/// The parts of a language tag that matter to dates.
struct DateHint: Sendable {
  /// The primary language subtag in lower case; empty when there is no hint, that of Persian for
  /// languages that print dates alike.
  let language: String
  /// The region subtag in upper case; empty when there is none.
  let region: String
  /// How the language orders a numeric date; `nil` when that is not known.
  let order: DateOrder?
  /// The calendar of unmarked years between 1200 and 1599; `nil` when that is not known.
  let oldYears: DateCalendar?

  init(_ tag: String?) {
    var language = ""
    var region = ""
    // POSIX adds an encoding and a modifier: ar_SA.UTF-8@latin.
    let name = (tag ?? "").utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "@") }
    for (index, part) in name.split(whereSeparator: { $0 == 0x2D || $0 == 0x5F }).enumerated() {
      let letters = part.allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
      guard letters else { continue }
      if index == 0, 2...3 ~= part.count {
        language = String(decoding: part.map { $0 | 0x20 }, as: UTF8.self)
      } else if index > 0, part.count == 2, region.isEmpty {
        region = String(decoding: part.map { $0 & 0xDF }, as: UTF8.self)
      } else if part.count == 1 {
        // Extensions follow: `-u-ca-islamic` and the like.
        break
      }
    }
    // Dari and Pashto have the calendar of Iran and the words of Persian.
    if ["prs", "ps"].contains(language) { language = "fa" }
    self.language = language
    self.region = region
    let settings = DateLanguage.byTag[language]
    order = settings?.regionOrders[region] ?? settings?.order
    oldYears = settings?.regionOldYears[region] ?? settings?.oldYears
  }
}

/// The order of the fields of a numeric date whose year does not come first with four digits.
enum DateOrder: String, Hashable, Sendable {
  case dayMonthYear = "dmy"
  case monthDayYear = "mdy"
  case yearMonthDay = "ymd"
}
