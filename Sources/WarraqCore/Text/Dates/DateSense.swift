/// What a word of a date can mean.
enum DateSense: Hashable, Sendable {
  case month(DateCalendar, Int)
  /// Monday is 1.
  case weekday(Int)
  case dayPeriod(isAfternoon: Bool)
  /// Minutes east of UTC, known since a day after 1970-01-01; `nil` when the offset varies.
  case zone(Int?, since: Int)
  /// A word that says nothing: "of", "at", "o'clock".
  case filler
  /// What comes before a date: "published on".
  case label
  /// What joins a date with the same day in another calendar.
  case corresponding
  /// The ending of a day number: "24th".
  case ordinal
  /// What names the calendar of a year.
  case calendar(DateCalendar)
  /// A mark after a number of a time: "14h05", "14時05分".
  case clock(DateUnit)
  /// A mark after a number of a date: "6月24日".
  case field(DateUnit)
  /// A span: "two hours". The count is that of duals, else 1.
  case duration(DateUnit, Int)
  case ago
  case ahead
  case now
  case last
  case next
  /// Days from the reference: "yesterday" is −1.
  case relativeDay(Int)
  case count(Int)
  /// The day of a month in words: "the first of July".
  case dayNumber(Int)
  /// The first and the last day of an era, after 1970-01-01; its first year is 1.
  case era(first: Int, last: Int)
}

/// A unit of time, fine to coarse.
enum DateUnit: Int, Hashable, Sendable, Comparable {
  case second, minute, hour, day, week, month, year

  static func < (a: DateUnit, b: DateUnit) -> Bool { a.rawValue < b.rawValue }
}
