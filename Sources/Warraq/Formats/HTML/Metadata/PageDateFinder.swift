internal import WarraqCore
internal import WarraqModel

/// Finds dates in lines of a page: with the tables of the dump reader, in every language it knows.
struct PageDateFinder {
  struct Found {
    /// The tokens of the line that are the date.
    var tokens: Range<Int>
    var date: NewsDate
    /// The other reading of a date that has two: 03/04/2024.
    var other: NewsDate?
  }

  private let parser: NewsDateParser

  init(language: String?) {
    parser = NewsDateParser(language: language)
  }

  /// The date of a value that is one.
  func date(_ text: String) -> NewsDate? { reading(text)?.date }

  /// The date of a value that is one, with its other reading.
  func reading(_ text: String) -> Found? {
    let text = text.cleanedText
    guard !text.isEmpty, text.utf8.count < 200 else { return nil }
    if let found = whole(text[...], 0..<1) { return found }
    let tokens = text.split(separator: " ")
    return dates(in: tokens).first
  }

  private func whole(_ text: Substring, _ tokens: Range<Int>) -> Found? {
    var result: Found?
    switch parser.parse(text) {
    case .date(let date, _): result = Found(tokens: tokens, date: date)
    case .ambiguous(let dates):
      if let first = dates.first {
        result = Found(tokens: tokens, date: first, other: dates.count == 2 ? dates[1] : nil)
      }
    case .relative, .incomplete, .invalid, .placeholder: break
    }
    guard let result, result.date.precision >= .day, 1900...2035 ~= result.date.year else {
      return nil
    }
    return result
  }

  /// The dates of a line, in order.
  func dates(in tokens: [Substring]) -> [Found] {
    var found: [Found] = []
    var place = 0
    while place < tokens.count, found.count < 4 {
      guard Self.mayEndDate(tokens[place]) else {
        place += 1
        continue
      }
      let first = found.last?.tokens.upperBound ?? 0
      var best: Found?
      for back in [0, 2, 1, 3, 4] where place - back >= first {
        if back == 0, !Self.isNumericDate(tokens[place]) { continue }
        let range = (place - back)..<(place + 1)
        if let found = whole(Self.trimmed(tokens[range]), range) {
          best = found
          break
        }
      }
      if best == nil, place + 2 < tokens.count, Self.hasYear(tokens[place]) {
        let range = place..<(place + 3)
        best = whole(Self.trimmed(tokens[range]), range)
      }
      guard var best else {
        place += 1
        continue
      }
      // The time of day, where it follows.
      for more in [4, 3, 2, 1] where best.tokens.upperBound + more <= tokens.count {
        let range = best.tokens.lowerBound..<(best.tokens.upperBound + more)
        guard
          tokens[best.tokens.upperBound..<range.upperBound].contains(where: { $0.contains(":") })
        else { continue }
        if let found = whole(Self.trimmed(tokens[range]), range), found.date.precision >= .minute,
          found.date.year == best.date.year, found.date.month == best.date.month,
          found.date.day == best.date.day
        {
          best = found
          break
        }
      }
      found.append(best)
      place = best.tokens.upperBound
    }
    return found
  }

  /// A run of tokens without the marks around it.
  private static func trimmed(_ tokens: ArraySlice<Substring>) -> Substring {
    let text = tokens.joined(separator: " ")[...]
    let marks: Set<Character> = [
      ",", ";", ":", "|", "-", "–", "—", "(", ")", "[", "]", "·", "•", "،", "»", "«", "!", "\"",
    ]
    var rest = text
    while let last = rest.last, marks.contains(last) || last == "." { rest.removeLast() }
    while let first = rest.first, marks.contains(first) || first == "." { rest.removeFirst() }
    return rest
  }

  private static func digitRuns(_ token: Substring) -> [Int] {
    var runs: [Int] = []
    var isInRun = false
    for scalar in token.unicodeScalars {
      let isDigit =
        0x30...0x39 ~= scalar.value || 0x660...0x669 ~= scalar.value
        || 0x6F0...0x6F9 ~= scalar.value
      if isDigit {
        if isInRun { runs[runs.count - 1] += 1 } else { runs.append(1) }
      }
      isInRun = isDigit
    }
    return runs
  }

  private static func hasYear(_ token: Substring) -> Bool { digitRuns(token).contains(4) }

  /// Whether a date may end at the token: a year, or numbers that may be a date.
  private static func mayEndDate(_ token: Substring) -> Bool {
    guard token.utf8.count < 40 else { return false }
    let runs = digitRuns(token)
    return runs.contains(4) || isNumericDate(token)
  }

  /// Whether the token by itself may be a date: 24.06.2024, 2024-06-24T10:00.
  private static func isNumericDate(_ token: Substring) -> Bool {
    let runs = digitRuns(token)
    guard runs.count >= 3, runs[0] <= 4, runs[1] <= 2 else { return false }
    return token.contains { $0 == "." || $0 == "-" || $0 == "/" || $0 == "年" || $0 == "년" }
  }
}
