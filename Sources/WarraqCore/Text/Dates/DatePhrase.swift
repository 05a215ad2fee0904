internal import WarraqModel

/// The parts of one printed date, in one calendar.
struct PrintedDay: Hashable {
  struct Month: Hashable {
    var calendar: DateCalendar
    var number: Int
  }

  /// The month where it is named.
  var month: Month?
  /// Numbers that stand alone; with a named month they are day and year.
  var numbers: [DateNumber] = []
  /// Three numbers between slashes, hyphens or points.
  var group: [DateNumber] = []
  var groupMark: Unicode.Scalar = "/"
  /// Numbers that are marked as year, month and day.
  var markedYear: DateNumber?
  var markedMonth: DateNumber?
  var markedDay: DateNumber?
  /// The calendar that is printed beside the year.
  var calendar: DateCalendar?
  var eraStart: Int?
  var eraEnd: Int?

  var isEmpty: Bool { self == PrintedDay() }

  var isComplete: Bool {
    !group.isEmpty || month != nil && numbers.count + (markedYear == nil ? 0 : 1) >= 2
      || markedYear != nil && markedMonth != nil && markedDay != nil
  }
}

/// Reads the tokens of a printed date from left to right and sorts them by what they are: days, a
/// time, a zone, a weekday, relative words. What they add up to is up to ``DateResolver``.
struct DatePhrase {
  /// The offset of a printed zone.
  enum Zone: Hashable {
    case none
    case offset(Int, since: Int)
    case unknown
  }

  struct Span: Hashable {
    var unit: DateUnit
    var count: Int
  }

  private(set) var days: [PrintedDay] = [PrintedDay()]
  private(set) var clock = DateClock()
  private(set) var isAfternoon: Bool?
  private(set) var zone = Zone.none
  private(set) var weekday: Int?
  private(set) var relativeDay: Int?
  private(set) var spans: [Span] = []
  /// −1 for the past, 1 for the future.
  private(set) var direction: Int?
  private(set) var isNow = false
  private(set) var isLast = false
  private(set) var isNext = false

  private let tokens: [DateToken]
  private let hint: DateHint
  private var position = 0
  private var pendingCount: Int?
  /// Where the time of day ended, to tell "5 م" (PM) from "2024 م" (of the Gregorian calendar).
  private var clockEnd = -1
  /// Whether the text says "two hours ago" or the like.
  private let isRelative: Bool

  init(tokens: [DateToken], hint: DateHint) {
    self.tokens = tokens
    self.hint = hint
    func has(_ predicate: (DateSense) -> Bool) -> Int? {
      tokens.firstIndex { $0.senses.contains(where: predicate) }
    }
    let marker = has { $0 == .ago || $0 == .ahead }
    let span = has { if case .duration = $0 { true } else { false } }
    let number = tokens.contains { $0.number?.digits ?? 0 > 3 || $0.isMark("/") }
    isRelative = marker != nil && span != nil && marker != span && !number
  }

  /// Sorts the tokens; `false` when one of them cannot stand in a date.
  mutating func read() -> Bool {
    var steps = 0
    while position < tokens.count {
      steps += 1
      guard steps <= NewsDateParser.maximumScalars else { return false }
      switch tokens[position].kind {
      case .number(let number):
        guard read(number) else { return false }
      case .mark(let mark):
        guard read(mark) else { return false }
      case .unknown:
        guard skipLabel() else { return false }
      case .word(let senses):
        // The label of another date: what follows is a date of its own.
        let isLabel = senses.contains(.label) && !senses.contains(.filler)
        if isLabel, days[days.count - 1].isComplete { return true }
        let isTaken =
          senses.contains { isPreferred($0) && apply($0, among: senses) }
          || senses.contains { !isPreferred($0) && apply($0, among: senses) }
        guard isTaken else { return false }
      }
    }
    return days.count <= 3
  }

  /// Whether any day was printed.
  var hasDay: Bool { !days.allSatisfy(\.isEmpty) }

  // MARK: Numbers

  private mutating func read(_ number: DateNumber) -> Bool {
    if number.digits > 4, number.digits != 8 { return false }
    if !number.isHebrew {
      if readClock(number) { return true }
      if readGroup(number) { return true }
      if readMonthAndYear(number) { return true }
    }
    if number.digits == 8 {
      startDayIfComplete()
      days[days.count - 1].group = [
        DateNumber(value: number.value / 10000, digits: 4),
        DateNumber(value: number.value / 100 % 100, digits: 2),
        DateNumber(value: number.value % 100, digits: 2),
      ]
    } else {
      startDayIfComplete()
      days[days.count - 1].numbers.append(number)
    }
    position += 1
    return true
  }

  private mutating func startDayIfComplete() {
    if days[days.count - 1].isComplete { days.append(PrintedDay()) }
  }

  private func token(_ offset: Int) -> DateToken? {
    position + offset < tokens.count ? tokens[position + offset] : nil
  }

  private func isClockMark(_ token: DateToken?, _ unit: DateUnit) -> Bool {
    token?.senses.contains(.clock(unit)) ?? false
  }

  /// `14:05`, `14:05:09.123`, `14h05`, `14 Uhr`, `14.05 Uhr`, `14時05分`, `2 pm`.
  private mutating func readClock(_ number: DateNumber) -> Bool {
    guard clock.hour == nil, number.digits <= 2 else { return false }
    if token(1)?.isMark(":") == true, let minute = token(2)?.number, minute.digits == 2 {
      clock.hour = number.value
      clock.minute = minute.value
      position += 3
      if token(0)?.isMark(":") == true, let second = token(1)?.number, second.digits == 2 {
        clock.second = second.value
        position += 2
        readFraction()
      }
      clockEnd = position
      return true
    }
    if token(1)?.isMark(".") == true, token(1)?.isGlued == true, let minute = token(2)?.number,
      minute.digits == 2, isClockMark(token(3), .hour) || days[0].isComplete
    {
      clock.hour = number.value
      clock.minute = minute.value
      position += 3
      clockEnd = position
      return true
    }
    guard !isRelative else { return false }
    if isClockMark(token(1), .hour) {
      clock.hour = number.value
      clock.minute = 0
      position += 2
      readMarkedMinute()
      clockEnd = position
      return true
    }
    guard 1...12 ~= number.value, precedesDayPeriod else { return false }
    clock.hour = number.value
    clock.minute = 0
    position += 1
    clockEnd = position
    return true
  }

  /// Whether a number without minutes is an hour because a day period follows it.
  private var precedesDayPeriod: Bool {
    guard let senses = token(1)?.senses else { return false }
    let isPeriod = senses.contains { if case .dayPeriod = $0 { true } else { false } }
    // "am 24. Juni" is no morning.
    return isPeriod && (senses.first != .filler || hint.language.isEmpty)
  }

  private mutating func readFraction() {
    guard let mark = token(0), mark.isMark(".") || mark.isMark(","), mark.isGlued,
      let next = token(1), next.isGlued, let fraction = next.number
    else { return }
    var value = fraction.value
    for _ in 0..<max(0, 9 - fraction.digits) { value *= 10 }
    for _ in 0..<max(0, fraction.digits - 9) { value /= 10 }
    clock.nanosecond = value
    clock.fractionDigits = min(fraction.digits, 9)
    position += 2
  }

  /// The minutes, and seconds, after the mark of the hour.
  private mutating func readMarkedMinute() {
    guard let next = token(0), let minute = next.number, minute.digits <= 2 else { return }
    let isMarked = isClockMark(token(1), .minute)
    let isLast = minute.digits == 2 && endsClock(token(1))
    guard next.isGlued && minute.digits == 2 || isMarked || isLast else { return }
    clock.minute = minute.value
    position += isMarked ? 2 : 1
    if isMarked, let second = token(0)?.number, isClockMark(token(1), .second) {
      clock.second = second.value
      position += 2
    }
  }

  /// Whether the number before cannot be a day: nothing of a date follows it.
  private func endsClock(_ token: DateToken?) -> Bool {
    guard let token else { return true }
    switch token.kind {
    case .mark(let mark): return mark == "," || mark == ")"
    case .word(let senses): return senses.contains { if case .zone = $0 { true } else { false } }
    case .number, .unknown: return false
    }
  }

  /// Three numbers with the same mark between them.
  private mutating func readGroup(_ first: DateNumber) -> Bool {
    guard first.digits <= 4, let end = groupEnd(at: position),
      let second = token(2)?.number, let third = token(4)?.number,
      case .mark(let mark)? = token(1)?.kind
    else { return false }
    startDayIfComplete()
    days[days.count - 1].group = [first, second, third]
    days[days.count - 1].groupMark = mark
    position = end
    return true
  }

  /// The position after a group that starts at `index`.
  private func groupEnd(at index: Int) -> Int? {
    guard index + 4 < tokens.count, case .mark(let mark) = tokens[index + 1].kind,
      mark == "/" || mark == "-" || mark == ".", tokens[index + 3].isMark(mark),
      let second = tokens[index + 2].number, let third = tokens[index + 4].number,
      second.digits <= 2, third.digits <= 4, !second.isHebrew, !third.isHebrew
    else { return nil }
    // `24-06-14:05` ends in a time.
    if index + 6 < tokens.count, third.digits <= 2, tokens[index + 5].isMark(":"),
      tokens[index + 6].number != nil
    {
      return nil
    }
    return index + 5
  }

  /// `06/2024`, `2024/06`.
  private mutating func readMonthAndYear(_ first: DateNumber) -> Bool {
    guard days.count == 1, days[0].isEmpty, let mark = token(1), mark.isGlued,
      mark.isMark("/") || mark.isMark("-") || mark.isMark("."),
      let next = token(2), next.isGlued, let second = next.number, !second.isHebrew,
      min(first.digits, second.digits) <= 2, max(first.digits, second.digits) == 4,
      token(3) == nil
    else { return false }
    days[0].markedYear = first.digits == 4 ? first : second
    days[0].markedMonth = first.digits == 4 ? second : first
    position += 3
    return true
  }

  // MARK: Marks

  private mutating func read(_ mark: Unicode.Scalar) -> Bool {
    switch mark {
    case "+", "-":
      if readOffset(mark) { return true }
      guard mark == "-" else { return false }
    case "(", "[":
      // RFC 5322 comments and the zone names of RFC 9557 repeat an offset.
      if zone != .none, clock.hour != nil || mark == "[" {
        let close: Unicode.Scalar = mark == "(" ? ")" : "]"
        while let next = token(0), !next.isMark(close) { position += 1 }
        if token(0) != nil { position += 1 }
        return true
      }
    case ",", ".", ":", ";", "/", "|", ")", "]", "'", "\"", "،", "؛", "·", "•", "«", "»", "~", "、",
      "。", "・", "*", "º", "『", "』", "【", "】", "<", ">", "۔", "\\", "@":
      break
    default: return false
    }
    position += 1
    return true
  }

  /// `+03:00`, `+0300`, `+03` after a time, `+3` after a zone name.
  private mutating func readOffset(_ sign: Unicode.Scalar) -> Bool {
    guard let next = token(1), next.isGlued, let number = next.number, !number.isHebrew else {
      return false
    }
    let followsZone = zone == .offset(0, since: .min)
    guard clock.hour != nil && zone == .none || followsZone else { return false }
    var hours = number.value
    var minutes = 0
    var end = position + 2
    switch number.digits {
    case 4:
      hours = number.value / 100
      minutes = number.value % 100
    case 1, 2:
      if token(2)?.isMark(":") == true, let value = token(3)?.number, value.digits == 2 {
        minutes = value.value
        end += 2
      } else if number.digits == 1, !followsZone {
        return false
      }
    default: return false
    }
    // A date may follow a time with a hyphen between them.
    if end < tokens.count, tokens[end].isGlued {
      guard !tokens[end].isMark("-"), !tokens[end].isMark("/"), !tokens[end].isMark(".") else {
        return false
      }
    }
    guard hours < 24, minutes < 60 else { return false }
    let offset = (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
    zone = .offset(offset, since: .min)
    position = end
    return true
  }

  // MARK: Words

  /// Skips unknown words before a colon at the start: a label that no table knows.
  private mutating func skipLabel() -> Bool {
    guard !hasDay, clock.hour == nil else { return false }
    var index = position
    while index < tokens.count, index - position < 8 {
      switch tokens[index].kind {
      case .mark(":"):
        position = index + 1
        return true
      case .word, .unknown: index += 1
      case .number, .mark: return false
      }
    }
    return false
  }

  /// Whether the surroundings of the word at hand ask for a sense before any other: spans in "two
  /// hours ago", marks right after a number, as 月 is both "month" and "Monday".
  private func isPreferred(_ sense: DateSense) -> Bool {
    switch sense {
    case .duration, .ago, .ahead, .count: isRelative
    case .field: followsNumber
    default: false
    }
  }

  /// Takes a word in one of its senses; `false` when that sense cannot stand here.
  private mutating func apply(_ sense: DateSense, among senses: [DateSense]) -> Bool {
    switch sense {
    case .month(let calendar, let number):
      guard isMonth(senses) else { return false }
      return take(PrintedDay.Month(calendar: calendar, number: number))
    case .weekday(let number):
      guard weekday == nil || weekday == number else { return false }
      weekday = number
    case .dayPeriod(let afternoon):
      guard isAfternoon == nil || isAfternoon == afternoon, isDayPeriod() else { return false }
      isAfternoon = afternoon
    case .zone(let offset, let since):
      return take(offset.map { .offset($0, since: since) } ?? .unknown)
    case .ordinal:
      guard followsNumber, tokens[position].isGlued || follows(mark: ".") else { return false }
    case .calendar(let calendar):
      guard followsNumber, clockEnd != position || clockEnd < 0, !days[days.count - 1].isEmpty,
        days[days.count - 1].calendar == nil
      else { return false }
      days[days.count - 1].calendar = calendar
    case .clock:
      guard clock.hour != nil, clockEnd == position else { return false }
      clockEnd = position + 1
    case .field(let unit):
      guard !isRelative, followsNumber, tokens[position].isGlued || isEastAsianHint,
        takeField(unit)
      else { return false }
    case .duration(let unit, let count):
      guard isRelative, takeSpan(unit, count) else { return false }
    case .ago:
      guard isRelative, direction == nil || direction == -1 else { return false }
      direction = -1
    case .ahead:
      guard isRelative, direction == nil else { return false }
      direction = 1
    case .count(let value):
      guard isRelative, pendingCount == nil, spans.isEmpty else { return false }
      pendingCount = value
    case .dayNumber(let value):
      guard !isRelative, days[days.count - 1].numbers.isEmpty, days[days.count - 1].month == nil
      else { return false }
      days[days.count - 1].numbers.append(DateNumber(value: value, digits: 2))
    case .relativeDay(let value):
      guard relativeDay == nil || relativeDay == value else { return false }
      relativeDay = value
    case .now: isNow = true
    case .last:
      guard !isNext else { return false }
      isLast = true
    case .next:
      guard !isLast else { return false }
      isNext = true
    case .era(let first, let last):
      if days[days.count - 1].isComplete { days.append(PrintedDay()) }
      guard days[days.count - 1].eraStart == nil else { return false }
      days[days.count - 1].eraStart = first
      days[days.count - 1].eraEnd = last
    case .corresponding:
      guard days[days.count - 1].isComplete else { return false }
      days.append(PrintedDay())
    case .filler, .label: break
    }
    position += 1
    return true
  }

  private var isEastAsianHint: Bool { ["zh", "ja", "ko"].contains(hint.language) }

  private var followsNumber: Bool {
    position > 0 && tokens[position - 1].number != nil
      || position > 1 && follows(mark: ".") && tokens[position - 2].number != nil
  }

  private func follows(mark: Unicode.Scalar) -> Bool {
    position > 0 && tokens[position - 1].isMark(mark)
  }

  /// Whether a word that may be a month is one here: `mar` is Tuesday where another month follows.
  private func isMonth(_ senses: [DateSense]) -> Bool {
    if isRelative, senses.contains(.ago) { return false }
    guard senses.contains(where: { if case .weekday = $0 { true } else { false } }) else {
      return true
    }
    func isMonth(_ sense: DateSense) -> Bool { if case .month = sense { true } else { false } }
    func isWeekday(_ sense: DateSense) -> Bool {
      if case .weekday = sense { true } else { false }
    }
    for (index, token) in tokens.enumerated() where index != position {
      if groupEnd(at: index) != nil, token.number != nil { return false }
      let isOther = token.senses.contains(where: isMonth)
      if isOther, index > position || !token.senses.contains(where: isWeekday) { return false }
    }
    return true
  }

  private mutating func take(_ month: PrintedDay.Month) -> Bool {
    let last = days.count - 1
    if let known = days[last].month {
      // A month by its two names: حزيران/يونيو. Names that disagree are no date.
      if known.calendar == month.calendar, follows(monthNear: position) {
        guard known == month else { return false }
        position += 1
        return true
      }
      guard days[last].isComplete else { return false }
      days.append(PrintedDay(month: month))
    } else if days[last].isComplete {
      days.append(PrintedDay(month: month))
    } else {
      days[last].month = month
    }
    position += 1
    return true
  }

  /// Whether only a mark stands between the name of a month and another one before it.
  private func follows(monthNear index: Int) -> Bool {
    var before = index - 1
    while before >= 0, index - before <= 3, case .mark = tokens[before].kind { before -= 1 }
    return before >= 0
      && tokens[before].senses.contains { if case .month = $0 { true } else { false } }
  }

  /// Whether a time stands before or after a word for morning or afternoon.
  private func isDayPeriod() -> Bool {
    if clockEnd >= 0 {
      var index = position - 1
      while index >= clockEnd, case .mark = tokens[index].kind { index -= 1 }
      return index < clockEnd || isClockMark(tokens[index], .hour)
        || isClockMark(tokens[index], .minute)
    }
    guard token(1)?.number != nil else { return false }
    return token(2)?.isMark(":") == true || isClockMark(token(2), .hour)
  }

  private mutating func take(_ other: Zone) -> Bool {
    switch (zone, other) {
    case (.none, _): zone = other
    case (_, .unknown), (.unknown, _): break
    default: guard zone == other else { return false }
    }
    position += 1
    return true
  }

  private mutating func takeField(_ unit: DateUnit) -> Bool {
    let last = days.count - 1
    guard let number = days[last].numbers.last else { return false }
    switch unit {
    case .year where days[last].markedYear == nil: days[last].markedYear = number
    case .month where days[last].markedMonth == nil: days[last].markedMonth = number
    case .day where days[last].markedDay == nil: days[last].markedDay = number
    default: return false
    }
    days[last].numbers.removeLast()
    return true
  }

  private mutating func takeSpan(_ unit: DateUnit, _ count: Int) -> Bool {
    guard !spans.contains(where: { $0.unit == unit }) else { return false }
    var count = count
    if let number = days[0].numbers.popLast() {
      guard count == 1 else { return false }
      count = number.value
    } else if let pending = pendingCount {
      count *= pending
      pendingCount = nil
    }
    spans.append(Span(unit: unit, count: count))
    return true
  }
}
