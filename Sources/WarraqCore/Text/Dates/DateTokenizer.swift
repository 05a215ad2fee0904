/// A number, a word or a mark of a printed date.
struct DateToken: Sendable {
  enum Kind: Sendable {
    case number(DateNumber)
    /// A word of the tables; several languages may give it several senses.
    case word([DateSense])
    /// A word that no table knows.
    case unknown
    case mark(Unicode.Scalar)
  }

  let kind: Kind
  /// Whether nothing separates the token from the one before.
  let isGlued: Bool

  func isMark(_ mark: Unicode.Scalar) -> Bool {
    if case .mark(mark) = kind { true } else { false }
  }

  var number: DateNumber? {
    if case .number(let number) = kind { number } else { nil }
  }

  var senses: [DateSense] {
    if case .word(let senses) = kind { senses } else { [] }
  }
}

/// A number as printed.
struct DateNumber: Hashable, Sendable {
  var value: Int
  var digits: Int
  /// Whether the number was written with Hebrew letters, which only the Hebrew calendar uses.
  var isHebrew = false
}

/// Splits a printed date in tokens and looks its words up.
struct DateTokenizer {
  private enum Raw {
    case number(DateNumber)
    /// A run of letters; `quotes` holds the offsets in the key before which a quote stood.
    case word(key: String, quotes: [Int])
    case mark(Unicode.Scalar)
  }

  private var raw: [(kind: Raw, isGlued: Bool)] = []

  /// The tokens of a text; `nil` when it is too long or holds a number of absurd length.
  static func tokens(of text: some StringProtocol, hint: DateHint) -> [DateToken]? {
    var tokenizer = DateTokenizer()
    guard tokenizer.split(text) else { return nil }
    return tokenizer.lookUp(hint: hint)
  }

  private mutating func split(_ text: some StringProtocol) -> Bool {
    var scalars: [Unicode.Scalar] = []
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      guard count <= NewsDateParser.maximumScalars else { return false }
      if let folded = DateFolding.fold(scalar) { scalars.append(folded) }
    }
    var isGlued = false
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.properties.isWhitespace {
        isGlued = false
        index += 1
        continue
      }
      if scalar.dateDigit != nil {
        guard let number = Self.number(scalars, &index) else { return false }
        raw.append((.number(number), isGlued))
      } else if scalar.isDateIdeograph && scalar.isDateLetter || scalar == "〇" {
        raw.append((.word(key: String(Character(scalar)), quotes: []), isGlued))
        index += 1
      } else if scalar.isDateLetter {
        raw.append((Self.word(scalars, &index), isGlued))
      } else {
        raw.append((.mark(scalar), isGlued))
        index += 1
      }
      isGlued = true
    }
    return true
  }

  private static func number(_ scalars: [Unicode.Scalar], _ index: inout Int) -> DateNumber? {
    var number = DateNumber(value: 0, digits: 0)
    while index < scalars.count, let digit = scalars[index].dateDigit {
      guard number.digits < 18 else { return nil }
      number.value = number.value * 10 + digit
      number.digits += 1
      index += 1
    }
    return number
  }

  private static func word(_ scalars: [Unicode.Scalar], _ index: inout Int) -> Raw {
    let isHebrew = 0x590..<0x600 ~= scalars[index].value
    var key = ""
    var quotes: [Int] = []
    var count = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.isDateLetter, !scalar.isDateIdeograph {
        key.unicodeScalars.append(scalar)
        count += 1
      } else if isHebrew, scalar == "'" || scalar == "\"" {
        quotes.append(count)
      } else if scalar == "'", index + 1 < scalars.count, scalars[index + 1].isDateLetter {
        // aujourd'hui, o'clock
      } else {
        break
      }
      index += 1
    }
    return .word(key: key, quotes: quotes)
  }

  private func lookUp(hint: DateHint) -> [DateToken] {
    var tokens: [DateToken] = []
    var index = 0
    while index < raw.count {
      let (kind, isGlued) = raw[index]
      switch kind {
      case .number(let number):
        tokens.append(DateToken(kind: .number(number), isGlued: isGlued))
        index += 1
      case .mark(let mark):
        tokens.append(DateToken(kind: .mark(mark), isGlued: isGlued))
        index += 1
      case .word(let key, let quotes):
        if let (number, end) = ideographicNumber(at: index) {
          tokens.append(DateToken(kind: .number(number), isGlued: isGlued))
          index = end
          continue
        }
        if !quotes.isEmpty, let number = Self.hebrewNumber(key, quotes: quotes),
          DateLexicon.of(key).senses(of: key, hint: hint).allSatisfy({ $0 == .filler })
        {
          // Before joining words: ב׳ אב is the second of Av, באב is "in Av".
          tokens.append(DateToken(kind: .number(number), isGlued: isGlued))
          index += 1
          continue
        }
        let (senses, end) = longestName(at: index, hint: hint)
        if senses.isEmpty {
          tokens.append(DateToken(kind: .unknown, isGlued: isGlued))
        } else {
          tokens.append(DateToken(kind: .word(senses), isGlued: isGlued))
        }
        index = end
      }
    }
    return tokens
  }

  /// The senses of the longest name that starts at a word. Names may be printed in one word or
  /// several, and with points or hyphens: `p.m.`, `سه‌شنبه`, `terça-feira`.
  private func longestName(at start: Int, hint: DateHint) -> (senses: [DateSense], end: Int) {
    var key = ""
    var best: (senses: [DateSense], end: Int) = ([], start + 1)
    var words = 0
    var index = start
    while index < raw.count, words < 8 {
      switch raw[index].kind {
      case .word(let next, _):
        key += next
        words += 1
        let senses = DateLexicon.of(key).senses(of: key, hint: hint)
        if !senses.isEmpty { best = (senses, index + 1) }
      case .mark(".") where words > 0, .mark("-") where words > 0:
        break
      case .number(let number) where words > 0 && number.digits == 1:
        // A month with its number: كانون 2.
        key += String(number.value)
        let senses = DateLexicon.of(key).senses(of: key, hint: hint)
        return senses.isEmpty ? best : (senses, index + 1)
      default: return best
      }
      index += 1
    }
    return best
  }

  /// A number in Chinese characters before the mark of a field: 二〇二四年, 二十四日, 元年.
  private func ideographicNumber(at start: Int) -> (DateNumber, end: Int)? {
    var digits: [Int] = []
    var index = start
    scan: while index < raw.count {
      guard case .word(let key, _) = raw[index].kind, let scalar = key.unicodeScalars.first,
        key.unicodeScalars.count == 1
      else { break }
      switch scalar {
      case "〇", "零": digits.append(0)
      case "一", "元": digits.append(1)
      case "二": digits.append(2)
      case "三": digits.append(3)
      case "四": digits.append(4)
      case "五": digits.append(5)
      case "六": digits.append(6)
      case "七": digits.append(7)
      case "八": digits.append(8)
      case "九": digits.append(9)
      case "十": digits.append(10)
      case "廿": digits.append(20)
      case "卅": digits.append(30)
      default: break scan
      }
      index += 1
    }
    guard !digits.isEmpty, digits.count <= 4, index < raw.count,
      case .word(let key, _) = raw[index].kind,
      ["年", "月", "日", "号", "號", "时", "時", "点", "點", "分", "秒"].contains(key)
    else { return nil }
    if digits.count == 4, digits.allSatisfy({ $0 < 10 }) {
      return (DateNumber(value: digits.reduce(0) { $0 * 10 + $1 }, digits: 4), index)
    }
    // 二十四 is two tens and four, 十一 ten and one.
    var value = 0
    for digit in digits {
      if digit == 10, value > 0 {
        value *= 10
      } else {
        value += digit
      }
    }
    guard value < 100 else { return nil }
    return (DateNumber(value: value, digits: 2), index)
  }

  /// A number in Hebrew letters, which a quote marks as such: י״ח, תשפ״ד, ה׳תשפ״ד.
  private static func hebrewNumber(_ key: String, quotes: [Int]) -> DateNumber? {
    var value = 0
    var thousands = 0
    for (index, scalar) in key.unicodeScalars.enumerated() {
      let letter: Int
      switch scalar {
      case "א": letter = 1
      case "ב": letter = 2
      case "ג": letter = 3
      case "ד": letter = 4
      case "ה": letter = 5
      case "ו": letter = 6
      case "ז": letter = 7
      case "ח": letter = 8
      case "ט": letter = 9
      case "י": letter = 10
      case "כ", "ך": letter = 20
      case "ל": letter = 30
      case "מ", "ם": letter = 40
      case "נ", "ן": letter = 50
      case "ס": letter = 60
      case "ע": letter = 70
      case "פ", "ף": letter = 80
      case "צ", "ץ": letter = 90
      case "ק": letter = 100
      case "ר": letter = 200
      case "ש": letter = 300
      case "ת": letter = 400
      default: return nil
      }
      if index == 0, quotes.first == 1, key.unicodeScalars.count > 2 {
        thousands = letter
      } else {
        value += letter
      }
    }
    if value <= 30, thousands == 0 { return DateNumber(value: value, digits: 2, isHebrew: true) }
    guard 200...999 ~= value else { return nil }
    let year = (thousands == 0 ? 5 : thousands) * 1000 + value
    return DateNumber(value: year, digits: 4, isHebrew: true)
  }
}
