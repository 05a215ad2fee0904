public import WarraqModel

/// Reads dates as news sites print them.
///
/// ```swift
/// let parser = NewsDateParser(language: "ar")
/// let (date, problem) = parser.newsDate("الإثنين، 24 يونيو 2024 02:05 م")
/// date.description  // "2024-06-24T14:05"
/// problem == nil  // true
/// ```
///
/// Machine forms come first and cost no more than a scan of their bytes: ISO 8601 with its basic,
/// week and ordinal forms, RFC 822 and its relatives, Unix seconds (10 digits) and milliseconds (13
/// digits). All else is read with the tables of `DateLanguage`: month names of several calendars,
/// weekdays, day periods, zone names, labels and relative words. Words of every language are known
/// whatever the hint; the hint decides between readings and never forbids one.
///
/// The parser has no clock and no time-zone rules. A zone whose offset depends on the season
/// ("Cairo time") leaves the date without an offset and with a ``Note/unknownOffset``. Hijri dates
/// are those of the Umm al-Qura calendar, years 1300 to 1600; Persian leap years follow the 33-year
/// rule, which agrees with the observed calendar from 1206 to 1498.
public struct NewsDateParser: Sendable {
  /// What a text turned out to say.
  @nonexhaustive
  public enum Outcome: Hashable, Sendable {
    /// One date, with what should be known about how it was read.
    case date(NewsDate, notes: [Note])
    /// Several dates, likeliest first: the language does not say which number is the month, or the
    /// year fits several calendars.
    case ambiguous([NewsDate])
    /// A date relative to one that is not known; the text is given as printed.
    case relative(String)
    /// Part of a date: a day without its year, a time without its day, a month or year that
    /// covers parts of two in the Gregorian calendar.
    case incomplete
    /// Not a date, or one that does not exist.
    case invalid
    /// What programs write where there is no date: 0000-00-00, 0001-01-01, 9999-12-31.
    case placeholder
  }

  /// What should be known about how a date was read.
  @nonexhaustive
  public enum Note: Hashable, Sendable, CaseIterable {
    /// The printed weekday is not that of the date; the date is trusted.
    case wrongWeekday
    /// The date is a start of counting (1970-01-01, 0001-01-01), usually a missing value.
    case nullEpoch
    /// The date lies after the reference date.
    case afterReference
    /// The calendar was not printed but concluded from the language and the year.
    case assumedCalendar
    /// The date was printed in the Hijri calendar; other variants than Umm al-Qura may differ by a
    /// day or two.
    case ummAlQura
    /// The two tables of the calendar of Umm al-Qura that are in use differ by a day there.
    case ummAlQuraDiffers
    /// The text names a zone whose offset is not fixed; the date has none.
    case unknownOffset
    /// The text gives the same day in two calendars and the two differ by a day.
    case calendarsDiffer

    /// Whether the note casts doubt on the date.
    public var isDoubt: Bool {
      switch self {
      case .ummAlQura, .unknownOffset: false
      case .wrongWeekday, .nullEpoch, .afterReference, .assumedCalendar, .calendarsDiffer,
        .ummAlQuraDiffers:
        true
      }
    }
  }

  /// Why ``newsDate(_:)`` could not read a text, or doubts what it read.
  @nonexhaustive
  public enum Problem: Hashable, Sendable {
    /// The text has several readings.
    case ambiguous([NewsDate])
    /// The text is relative to an unknown date.
    case relative
    /// The text is part of a date.
    case incomplete
    /// The text is no date.
    case invalid
    /// The text stands for no date.
    case placeholder
    /// The date was read without the zone that the text names, whose offset is not certain.
    case unknownZone
    /// The date was read but should be looked at. Only notes with ``Note/isDoubt`` are listed.
    case doubtful([Note])
  }

  /// The longest text that is looked at, in Unicode scalars.
  public static let maximumScalars = 200

  let hint: DateHint
  let reference: NewsDate?

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - language: a BCP 47 tag or a POSIX locale such as `ar`, `en-GB` or `ar_SA`; it decides the
  ///     order of day and month and the calendar of years such as 1403. An unknown tag counts as
  ///     none.
  ///   - reference: the date that relative dates such as "yesterday" count from. Absolute dates
  ///     are only compared with it.
  public init(language: String? = nil, reference: NewsDate? = nil) {
    hint = DateHint(language)
    self.reference = reference.flatMap { $0.isResolved ? $0 : nil }
  }

  /// Reads a text that is one date, with or without a time, a weekday, a zone or a leading label.
  ///
  /// A second date is read only where it repeats the first in another calendar. Text after the
  /// label of a second date is not read. Texts longer than ``maximumScalars`` are invalid.
  @inlinable
  public func parse(_ text: some StringProtocol) -> Outcome {
    var copy = String(text)
    return copy.withUTF8 { parse(utf8: $0) }
  }

  /// Returns the date of a text, or an unresolved date that keeps the text and the reason why.
  ///
  /// The text, without white space around it, stays in `NewsDate.text` where it differs from the
  /// ISO 8601 form of the date.
  @inlinable
  public func newsDate(_ text: some StringProtocol) -> (date: NewsDate, problem: Problem?) {
    var copy = String(text)
    return copy.withUTF8 { newsDate(utf8: $0) }
  }

  /// Reads a date from UTF-8, see ``parse(_:)``; ill-formed bytes make it invalid.
  @usableFromInline
  package func parse(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    // A scalar has at most four bytes; the tokenizer counts scalars.
    guard bytes.count <= 4 * Self.maximumScalars else { return .invalid }
    let printed = Self.trimmed(bytes)
    if Self.isPlaceholder(printed) { return .placeholder }
    // A year before the first one; nothing of this model is as old.
    if printed.first == UInt8(ascii: "-") { return .invalid }
    if let outcome = otherCalendar(printed) { return outcome }
    if let date = machineDate(bytes) {
      return date.date.standsForNone
        ? .placeholder : outcome(of: date.date, notes: date.notes)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let outcome = phraseOutcome(text)
    if case .invalid = outcome { return withoutZone(text) ?? outcome }
    if case .date(let date, _) = outcome, date.standsForNone { return .placeholder }
    return outcome
  }

  private func phraseOutcome(_ text: String) -> Outcome {
    guard let tokens = DateTokenizer.tokens(of: text, hint: hint) else { return .invalid }
    var phrase = DatePhrase(tokens: tokens, hint: hint)
    guard phrase.read() else { return .invalid }
    let resolver = DateResolver(phrase: phrase, hint: hint, reference: reference)
    switch resolver.resolve() {
    case .date(let date, let notes): return outcome(of: date, notes: notes)
    case .ambiguous(let dates): return .ambiguous(dates)
    case .relative: return .relative(text)
    case .incomplete: return .incomplete
    case .invalid: return .invalid
    }
  }

  /// Returns the date of UTF-8 text, see ``newsDate(_:)``.
  @usableFromInline
  package func newsDate(
    utf8 bytes: UnsafeBufferPointer<UInt8>
  ) -> (date: NewsDate, problem: Problem?) {
    let problem: Problem
    switch parse(utf8: bytes) {
    case .date(var date, let notes):
      let printed = Self.trimmed(bytes)
      if !Self.isISOForm(printed, of: date) { date.text = String(decoding: printed, as: UTF8.self) }
      guard !notes.isEmpty else { return (date, nil) }
      let doubts = notes.filter(\.isDoubt)
      if doubts.isEmpty { return (date, notes.contains(.unknownOffset) ? .unknownZone : nil) }
      return (date, .doubtful(doubts))
    case .ambiguous(let dates): problem = .ambiguous(dates)
    case .relative: problem = .relative
    case .incomplete: problem = .incomplete
    case .invalid: problem = .invalid
    case .placeholder: problem = .placeholder
    }
    return (NewsDate(unresolved: String(decoding: Self.trimmed(bytes), as: UTF8.self)), problem)
  }

  /// The day and the time of a text whose last word looks like a zone that is not known.
  private func withoutZone(_ text: String) -> Outcome? {
    let text = text.trimmed
    guard let space = text.lastIndex(of: " "),
      Self.looksLikeZone(text[text.index(after: space)...].utf8),
      case .date(let date, let notes) = parse(text[..<space]), date.precision >= .minute,
      date.offsetMinutes == nil
    else { return nil }
    return .date(date, notes: notes + [.unknownOffset])
  }

  /// Whether a word is like `ICT`, `America/New_York` or `+3`.
  private static func looksLikeZone(_ word: Substring.UTF8View) -> Bool {
    guard let first = word.first else { return false }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      let digits = word.dropFirst()
      return 1...2 ~= digits.count && digits.allSatisfy { $0 &- 0x30 < 10 }
    }
    guard first &- 0x41 < 26 else { return false }
    if word.contains(UInt8(ascii: "/")) {
      return word.allSatisfy {
        ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x2B < 15 || $0 == UInt8(ascii: "_")
      }
    }
    return word.count <= 5 && word.allSatisfy { $0 &- 0x41 < 26 } && !word.elementsEqual("AM".utf8)
      && !word.elementsEqual("PM".utf8)
  }

  private func outcome(of date: NewsDate, notes: [Note]) -> Outcome {
    var notes = notes
    if date.precision >= .day, date.month == 1, date.day == 1, date.year == 1970 || date.year == 1,
      date.hour == 0, date.minute == 0, date.second == 0
    {
      notes.append(.nullEpoch)
    }
    if let reference, isAfter(date, reference) { notes.append(.afterReference) }
    return .date(date, notes: notes)
  }

  /// Whether `date` is later than `reference` at the coarser precision of the two.
  private func isAfter(_ date: NewsDate, _ reference: NewsDate) -> Bool {
    if date.precision >= .minute, reference.precision >= .minute,
      (date.offsetMinutes == nil) == (reference.offsetMinutes == nil),
      let a = date.secondsSince1970(), let b = reference.secondsSince1970()
    {
      return a > b
    }
    guard date.year == reference.year else { return date.year > reference.year }
    guard date.precision >= .month, reference.precision >= .month else { return false }
    guard date.month == reference.month else { return date.month > reference.month }
    guard date.precision >= .day, reference.precision >= .day else { return false }
    // Without common zones a day of difference proves nothing.
    return date.day > reference.day + (date.offsetMinutes == reference.offsetMinutes ? 0 : 1)
  }

  /// Whether the bytes are what ``NewsDate/description`` would write.
  private static func isISOForm(_ bytes: UnsafeBufferPointer<UInt8>, of date: NewsDate) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NewsDate.maximumISO8601Bytes) { form in
      let count = date.writeISO8601(to: form)
      return form[..<count].elementsEqual(bytes)
    }
  }

  /// The bytes without white space around them.
  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let first = bytes.first, let last = bytes.last else { return bytes }
    // White space is ASCII or starts in 0xC2, 0xE1, 0xE2 or 0xE3 and ends above 0x7F.
    guard first <= 0x20 || last <= 0x20 || first >= 0xC2 || last >= 0x80 else { return bytes }
    let text = String(decoding: bytes, as: UTF8.self)
    let scalars = text.unicodeScalars
    var start = 0
    var end = bytes.count
    for scalar in scalars {
      guard scalar.properties.isWhitespace else { break }
      start += UTF8.width(scalar)
    }
    for scalar in scalars.reversed() {
      guard scalar.properties.isWhitespace, end > start else { break }
      end -= UTF8.width(scalar)
    }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }
}
