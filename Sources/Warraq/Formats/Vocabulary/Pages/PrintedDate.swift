import WarraqModel

/// A date in the words of a language, as exact as it is known: "24 يونيو 2024".
struct PrintedDate {
  /// The year, month or day; the printed text of a date that was not understood.
  let day: String
  /// The time of day with its zone, for a date that has one: "17:05 UTC+3".
  ///
  /// It reads from left to right in every language.
  let time: String?

  init(_ date: NewsDate, in calendar: PageLabels.Calendar) {
    var day = ""
    switch date.precision {
    case .unresolved: day = date.text ?? ""
    case .year: break
    case .month: day += calendar.monthsAlone?[date.month - 1] ?? calendar.months[date.month - 1]
    case .day, .minute, .second:
      day += calendar.localized(date.day) + calendar.afterDay + calendar.months[date.month - 1]
    }
    if date.isResolved {
      if date.precision > .year { day += calendar.beforeYear }
      day += calendar.localized(date.year)
    }
    self.day = day
    time = date.precision >= .minute ? Self.time(of: date) : nil
  }

  /// Two days as one text that says once what they share: "20–22 November 2026".
  static func days(
    from first: NewsDate, to last: NewsDate, in calendar: PageLabels.Calendar
  ) -> String {
    let end = Self(last, in: calendar).day
    let start = Self(first, in: calendar).day
    guard start != end else { return end }
    guard first.precision == .day, last.precision == .day, first.year == last.year else {
      return start + " – " + end
    }
    let day = calendar.localized(first.day)
    return first.month == last.month
      ? day + "–" + end
      : day + calendar.afterDay + calendar.months[first.month - 1] + " – " + end
  }

  private static func time(of date: NewsDate) -> String {
    var time = twoDigits(date.hour) + ":" + twoDigits(date.minute)
    guard let offset = date.offsetMinutes else { return time }
    time += " UTC"
    guard offset != 0 else { return time }
    time += (offset < 0 ? "−" : "+") + String(abs(offset) / 60)
    if offset % 60 != 0 { time += ":" + twoDigits(abs(offset) % 60) }
    return time
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : String(value)
  }
}

extension PageLabels.Calendar {
  /// An integer in the digits of the language.
  fileprivate func localized(_ value: Int) -> String {
    guard digits != "0123456789" else { return String(value) }
    let digits = Array(self.digits)
    return String(String(value).map { $0.wholeNumberValue.map { digits[$0] } ?? $0 })
  }
}
