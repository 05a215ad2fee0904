internal import WarraqModel

/// Turns the sorted parts of a printed date into dates of the Gregorian calendar.
struct DateResolver {
  enum Result {
    case date(NewsDate, notes: [NewsDateParser.Note])
    case ambiguous([NewsDate])
    case relative
    case incomplete
    case invalid
  }

  /// One reading of a printed day.
  struct Candidate: Hashable {
    var year: Int
    var month: Int?
    var day: Int?
    var calendar = DateCalendar.gregorian
    var isAssumed = false

    /// Days after 1970-01-01; `nil` when no day is known.
    var days: Int? {
      guard let month, let day else { return nil }
      return NewsDate.days(year: year, month: month, day: day)
    }

    /// The day before or after that is that weekday: a month of the Hijri calendar may begin a day
    /// earlier or later.
    func neighbour(on weekday: Int) -> Candidate? {
      guard calendar == .islamic, let days else { return nil }
      let near = [days - 1, days + 1].first { DateWeekday.of(days: $0) == weekday }
      return near.map { days in
        let civil = NewsDate.civil(days: days)
        return Candidate(
          year: civil.year, month: civil.month, day: civil.day, calendar: calendar,
          isAssumed: isAssumed)
      }
    }
  }

  enum Reading {
    case candidates([Candidate])
    case incomplete
    case invalid
  }

  let phrase: DatePhrase
  let hint: DateHint
  let reference: NewsDate?

  func resolve() -> Result {
    guard let clock = clock() else { return .invalid }
    let days = phrase.days.filter { !$0.isEmpty }
    guard !days.isEmpty else { return resolveWithoutDay(clock) }
    guard phrase.spans.isEmpty, phrase.direction == nil else { return .invalid }
    var readings: [[Candidate]] = []
    for day in days {
      switch reading(of: day) {
      case .candidates(let candidates): readings.append(candidates)
      case .incomplete: return .incomplete
      case .invalid: return .invalid
      }
    }
    var notes: [NewsDateParser.Note] = []
    guard var candidates = merge(readings, &notes) else { return .invalid }
    if let weekday = phrase.weekday {
      let agreeing = candidates.filter { candidate in
        candidate.days.map { DateWeekday.of(days: $0) == weekday } ?? true
      }
      if agreeing.isEmpty {
        let near = candidates.compactMap { $0.neighbour(on: weekday) }
        if near.isEmpty { notes.append(.wrongWeekday) } else { candidates = near }
      } else {
        candidates = agreeing
      }
    }
    var dates: [NewsDate] = []
    for candidate in candidates {
      if let date = date(candidate, clock), !dates.contains(date) { dates.append(date) }
    }
    guard let date = dates.first else { return .invalid }
    guard dates.count == 1 else { return .ambiguous(dates) }
    if candidates[0].isAssumed { notes.append(.assumedCalendar) }
    if candidates[0].calendar == .islamic {
      notes.append(.ummAlQura)
      if phrase.weekday == nil, let days = candidates[0].days,
        UmmAlQuraCalendar.printed(days) != days
      {
        notes.append(.ummAlQuraDiffers)
      }
    }
    if phrase.zone != .none, date.offsetMinutes == nil { notes.append(.unknownOffset) }
    return .date(date, notes: notes)
  }

  /// The time in 24 hours; `nil` when it does not exist.
  private func clock() -> DateClock? {
    var clock = phrase.clock
    guard let hour = clock.hour, let isAfternoon = phrase.isAfternoon else { return clock }
    if isAfternoon {
      if hour < 12 { clock.hour = hour + 12 }
      return clock
    }
    // 14:05 in the morning contradicts itself.
    guard hour <= 12 else { return nil }
    if hour == 12 { clock.hour = 0 }
    return clock
  }

  private func date(_ candidate: Candidate, _ clock: DateClock) -> NewsDate? {
    guard let month = candidate.month, let day = candidate.day, let days = candidate.days else {
      guard clock.hour == nil else { return nil }
      return NewsDate(year: candidate.year, month: candidate.month)
    }
    return clock.date(
      year: candidate.year, month: month, day: day, offset: offset(onDay: days))
  }

  private func offset(onDay days: Int) -> Int? {
    switch phrase.zone {
    case .offset(let minutes, let since): days >= since ? minutes : nil
    case .none, .unknown: nil
    }
  }

  // MARK: Readings of a printed day

  private func reading(of day: PrintedDay) -> Reading {
    if !day.group.isEmpty {
      guard day.numbers.isEmpty, day.month == nil, day.markedYear == nil, day.markedDay == nil
      else { return .invalid }
      return group(day.group, mark: day.groupMark, calendar: day.calendar)
    }
    let usesHebrew = day.numbers.contains(where: \.isHebrew)
    if usesHebrew, day.month?.calendar != .hebrew { return .invalid }
    if let month = day.month { return named(month, in: day) }
    if day.markedYear != nil || day.markedMonth != nil || day.markedDay != nil {
      return marked(day)
    }
    guard day.eraStart == nil else { return .invalid }
    switch day.numbers.count {
    case 1:
      // A year alone.
      guard day.numbers[0].digits == 4 else { return .invalid }
      return year(day.numbers[0].value, calendar: day.calendar)
    case 3: return group(day.numbers, mark: " ", calendar: day.calendar)
    default: return .invalid
    }
  }

  /// Whether an unmarked year may be of another calendar and the language does not tell.
  private func mayBeOther(_ year: Int) -> Bool {
    1300...1500 ~= year && hint.oldYears == nil && ["", "ar", "ur"].contains(hint.language)
  }

  private func year(_ year: Int, calendar marked: DateCalendar?) -> Reading {
    let calendar = marked ?? (1200..<1600 ~= year ? hint.oldYears : nil) ?? .gregorian
    // A year of another calendar covers parts of two.
    guard calendar == .gregorian, marked != nil || !mayBeOther(year) else { return .incomplete }
    guard 1000...9999 ~= year else { return .invalid }
    return .candidates([Candidate(year: year)])
  }

  /// A named month with one or two numbers beside it.
  private func named(_ month: PrintedDay.Month, in day: PrintedDay) -> Reading {
    guard day.markedMonth == nil, day.eraStart == nil else { return .invalid }
    var numbers = day.numbers
    if let marked = day.markedDay { numbers.append(marked) }
    var yearNumber = day.markedYear
    guard numbers.count <= 2, numbers.allSatisfy({ $0.value > 0 || $0.digits == 2 }) else {
      return .invalid
    }
    if yearNumber == nil {
      let index = numbers.firstIndex { $0.digits > 2 || $0.value > 31 }
      if let index {
        yearNumber = numbers.remove(at: index)
      } else if numbers.count == 2 {
        yearNumber = numbers.removeLast()
      }
    }
    guard numbers.count <= 1 else { return .invalid }
    guard let yearNumber else {
      guard let number = numbers.first else { return .incomplete }
      let longest = month.calendar == .gregorian ? longestMonth(month.number) : 31
      return 1...longest ~= number.value ? .incomplete : .invalid
    }
    let calendar = month.calendar
    if let marked = day.calendar, marked != calendar { return .invalid }
    guard let year = fullYear(yearNumber, calendar) else { return .invalid }
    guard let number = numbers.first else {
      guard calendar == .gregorian else { return .incomplete }
      return .candidates([Candidate(year: year, month: month.number)])
    }
    var monthNumber = month.number
    // The only Adar of a common year is month 7; Adar I does not exist there.
    if calendar == .hebrew, monthNumber == 6, !HebrewCalendar.isLeap(year) { monthNumber = 7 }
    guard
      let candidate = candidate(year, monthNumber, number.value, calendar)
    else { return .invalid }
    return .candidates([candidate])
  }

  private func longestMonth(_ month: Int) -> Int { NewsDate.daysIn(month: month, of: 2024) }

  private func fullYear(_ number: DateNumber, _ calendar: DateCalendar) -> Int? {
    switch (calendar, number.digits) {
    case (.gregorian, 1...2) where number.digits == 2: return DatePivot.year(number.value)
    case (.gregorian, 4): return number.value
    case (.persian, 2): return number.value < 50 ? 1400 + number.value : 1300 + number.value
    case (.persian, 4), (.islamic, 4), (.hebrew, 4): return number.value
    default: return nil
    }
  }

  private func candidate(
    _ year: Int, _ month: Int, _ day: Int, _ calendar: DateCalendar, isAssumed: Bool = false
  ) -> Candidate? {
    guard let days = calendar.days(year: year, month: month, day: day) else { return nil }
    let civil = NewsDate.civil(days: days)
    return Candidate(
      year: civil.year, month: civil.month, day: civil.day, calendar: calendar,
      isAssumed: isAssumed)
  }

  /// Year, month and day with marks: 2024年6月24日, 令和6年6月24日.
  private func marked(_ day: PrintedDay) -> Reading {
    guard day.numbers.isEmpty else { return .invalid }
    guard let number = day.markedYear else {
      return day.markedMonth == nil ? .invalid : .incomplete
    }
    var year = number.value
    if let start = day.eraStart {
      year += NewsDate.civil(days: start).year - 1
      guard number.value > 0, let end = day.eraEnd, year <= NewsDate.civil(days: end).year else {
        return .invalid
      }
    } else if number.digits == 2 {
      year = DatePivot.year(year)
    } else if number.digits != 4 {
      return .invalid
    }
    guard let month = day.markedMonth else {
      return day.markedDay == nil ? self.year(year, calendar: day.calendar) : .invalid
    }
    guard let dayNumber = day.markedDay else {
      guard day.calendar ?? .gregorian == .gregorian, 1...12 ~= month.value, 1...9999 ~= year
      else { return .invalid }
      return .candidates([Candidate(year: year, month: month.value)])
    }
    guard
      let candidate = candidate(year, month.value, dayNumber.value, day.calendar ?? .gregorian)
    else { return .invalid }
    if let start = day.eraStart, let end = day.eraEnd, let days = candidate.days {
      guard start...end ~= days else { return .invalid }
    }
    return .candidates([candidate])
  }

  /// Three numbers: the year is the one with four digits, the language orders the others.
  private func group(
    _ group: [DateNumber], mark: Unicode.Scalar, calendar: DateCalendar?
  ) -> Reading {
    guard group.count == 3, group[1].digits <= 2 else { return .invalid }
    if group[0].digits == 4 {
      guard group[2].digits <= 2 else { return .invalid }
      return candidates(group[0].value, group[1].value, group[2].value, calendar)
    }
    guard group[0].digits <= 2 else { return .invalid }
    if group[2].digits == 4 {
      let year = group[2].value
      let order = order(
        mark: mark, isOther: calendar ?? .gregorian != .gregorian, yearIsLast: true)
      var readings: [[Candidate]] = []
      for trial in orders(order, mark: mark, yearIsLast: true) {
        let (month, day) =
          trial == .monthDayYear
          ? (group[0].value, group[1].value) : (group[1].value, group[0].value)
        if case .candidates(let found) = candidates(year, month, day, calendar) {
          readings.append(found)
        }
      }
      return decided(readings, order)
    }
    guard group[0].digits <= 2, group[2].digits == 2, calendar ?? .gregorian == .gregorian else {
      return twoDigitPersian(group, calendar)
    }
    if hint.oldYears == .persian, calendar == nil { return twoDigitPersian(group, calendar) }
    let order = order(mark: mark, isOther: false, yearIsLast: false)
    var readings: [[Candidate]] = []
    for trial in orders(order, mark: mark, yearIsLast: false) {
      let fields =
        switch trial {
        case .dayMonthYear: (group[2], group[1].value, group[0].value)
        case .monthDayYear: (group[2], group[0].value, group[1].value)
        case .yearMonthDay: (group[0], group[1].value, group[2].value)
        }
      guard fields.0.digits == 2 else { continue }
      let year = DatePivot.year(fields.0.value)
      if let found = candidate(year, fields.1, fields.2, .gregorian) { readings.append([found]) }
    }
    return decided(readings, order)
  }

  /// Persian dates of two-digit years start with the year, as those of four do.
  private func twoDigitPersian(_ group: [DateNumber], _ calendar: DateCalendar?) -> Reading {
    guard calendar ?? hint.oldYears == .persian, group[0].digits == 2, group[2].digits <= 2,
      let year = fullYear(group[0], .persian),
      let found = candidate(
        year, group[1].value, group[2].value, .persian, isAssumed: calendar == nil)
    else { return .invalid }
    return .candidates([found])
  }

  /// The order of a numeric date, where language or print tell it.
  private func order(mark: Unicode.Scalar, isOther: Bool, yearIsLast: Bool) -> DateOrder? {
    // Years of other calendars are never printed in the American order.
    if isOther { return .dayMonthYear }
    if let order = hint.order, order != .yearMonthDay || !yearIsLast { return order }
    // Neither are dates with points.
    return mark == "." ? .dayMonthYear : nil
  }

  /// The orders to try, likeliest first.
  private func orders(_ order: DateOrder?, mark: Unicode.Scalar, yearIsLast: Bool) -> [DateOrder] {
    if let order { return [order] + [.dayMonthYear, .monthDayYear].filter { $0 != order } }
    return yearIsLast || mark != "-"
      ? [.monthDayYear, .dayMonthYear] : [.yearMonthDay, .dayMonthYear, .monthDayYear]
  }

  /// With a known order the first reading that exists is the date; else all of them are.
  private func decided(_ readings: [[Candidate]], _ order: DateOrder?) -> Reading {
    guard let first = readings.first else { return .invalid }
    return .candidates(order == nil ? readings.flatMap { $0 } : first)
  }

  /// The date in the printed calendar, or in those that an old year may be of.
  private func candidates(
    _ year: Int, _ month: Int, _ day: Int, _ calendar: DateCalendar?
  ) -> Reading {
    var calendars: [DateCalendar] = [calendar ?? .gregorian]
    var isAssumed = false
    if calendar == nil, 1200..<1600 ~= year {
      if let own = hint.oldYears {
        calendars = [own]
        isAssumed = own == .islamic
      } else if mayBeOther(year) {
        calendars =
          hint.language.isEmpty ? [.islamic, .persian, .gregorian] : [.islamic, .gregorian]
      }
    }
    let found = calendars.compactMap {
      candidate(year, month, day, $0, isAssumed: isAssumed)
    }
    return found.isEmpty ? .invalid : .candidates(found)
  }

  // MARK: Several days

  /// Joins the readings of a day that is printed in several calendars; `nil` when two dates of the
  /// same calendar or far apart stand side by side.
  private func merge(
    _ readings: [[Candidate]], _ notes: inout [NewsDateParser.Note]
  ) -> [Candidate]? {
    guard var result = readings.first else { return nil }
    for other in readings.dropFirst() {
      var pairs: [(Candidate, distance: Int)] = []
      for a in result {
        for b in other {
          guard let first = a.days, let second = b.days else { continue }
          let distance = abs(first - second)
          let isSighted = a.calendar == .islamic || b.calendar == .islamic
          guard a.calendar != b.calendar || distance == 0, distance <= (isSighted ? 2 : 0) else {
            continue
          }
          // A printed Gregorian date needs no conversion.
          pairs.append((a.calendar == .gregorian || b.calendar != .gregorian ? a : b, distance))
        }
      }
      guard let least = pairs.map(\.distance).min() else { return nil }
      if least > 0 { notes.append(.calendarsDiffer) }
      result = pairs.filter { $0.distance == least }.map(\.0)
    }
    return result
  }

  // MARK: Relative dates

  /// What remains without a printed day: a relative date, or a time alone.
  private func resolveWithoutDay(_ clock: DateClock) -> Result {
    if phrase.isNow, phrase.spans.isEmpty, phrase.relativeDay == nil {
      return reference.map { .date(bare($0), notes: []) } ?? .relative
    }
    if !phrase.spans.isEmpty {
      guard let direction = phrase.direction, clock.hour == nil else { return .invalid }
      guard let reference else { return .relative }
      return shift(reference, direction).map { .date($0, notes: []) } ?? .relative
    }
    guard phrase.relativeDay != nil || phrase.weekday != nil else {
      return clock.hour == nil ? .invalid : .incomplete
    }
    guard let reference, reference.precision >= .day else { return .relative }
    let start = NewsDate.days(year: reference.year, month: reference.month, day: reference.day)
    var days = start + (phrase.relativeDay ?? 0)
    var notes: [NewsDateParser.Note] = []
    if let weekday = phrase.weekday {
      let difference = weekday - DateWeekday.of(days: days)
      if difference != 0 {
        if phrase.relativeDay != nil { notes.append(.wrongWeekday) }
        let isAhead = phrase.isNext || phrase.relativeDay ?? 0 > 0
        if isAhead {
          days += difference > 0 ? difference : difference + 7
        } else {
          days += difference < 0 ? difference : difference - 7
        }
      } else if phrase.relativeDay == nil, phrase.isLast || phrase.isNext {
        days += phrase.isNext ? 7 : -7
      }
    }
    let civil = NewsDate.civil(days: days)
    guard
      let date = clock.date(
        year: civil.year, month: civil.month, day: civil.day, offset: offset(onDay: days))
    else { return .invalid }
    return .date(date, notes: notes)
  }

  /// The reference without its text.
  private func bare(_ date: NewsDate) -> NewsDate {
    var date = date
    date.text = nil
    return date
  }

  /// The reference moved by the printed spans, as exact as the finest of them; `nil` when the
  /// reference is coarser than that.
  private func shift(_ reference: NewsDate, _ direction: Int) -> NewsDate? {
    guard let finest = phrase.spans.map(\.unit).min() else { return nil }
    var months = 0
    var seconds = 0
    for span in phrase.spans {
      let count = span.count * direction
      switch span.unit {
      case .second: seconds += count
      case .minute: seconds += count * 60
      case .hour: seconds += count * 3600
      case .day: seconds += count * 86400
      case .week: seconds += count * 7 * 86400
      case .month: months += count
      case .year: months += count * 12
      }
    }
    switch finest {
    case .year: return NewsDate(year: reference.year + months / 12)
    case .month:
      guard reference.precision >= .month else { return nil }
      let index = reference.year * 12 + reference.month - 1 + months
      guard index >= 12 else { return nil }
      return NewsDate(year: index / 12, month: index % 12 + 1)
    case .day, .week:
      guard reference.precision >= .day, months == 0 else { return nil }
      let start = NewsDate.days(year: reference.year, month: reference.month, day: reference.day)
      let civil = NewsDate.civil(days: start + seconds / 86400)
      return NewsDate(year: civil.year, month: civil.month, day: civil.day)
    case .second, .minute, .hour:
      guard reference.precision >= .minute, months == 0,
        let start = reference.secondsSince1970()
      else { return nil }
      let offset = reference.offsetMinutes
      // Counted on the clock of the reference, so that its zone stays.
      guard let moved = NewsDate(secondsSince1970: start + (offset ?? 0) * 60 + seconds) else {
        return nil
      }
      let keepsSeconds = finest == .second && reference.precision == .second
      return NewsDate(
        year: moved.year, month: moved.month, day: moved.day, hour: moved.hour,
        minute: moved.minute, second: keepsSeconds ? moved.second : nil, offsetMinutes: offset)
    }
  }
}
