internal import WarraqModel

/// What a story has to be like, read from an expression such as
/// `language = ar and published >= 2024-06`.
indirect enum Condition: Sendable {
  enum Comparison: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  case all([Condition])
  case any([Condition])
  case not(Condition)
  /// The field has a value.
  case exists(ArticleField)
  /// A text of the field is one of these.
  case isOneOf(ArticleField, [String])
  /// The language is one of these, or a variety of one: `en` is `en-GB` too.
  case isLanguage([String])
  /// A list has this value, a text has this text in it; in lower case.
  case has(ArticleField, String)
  case number(ArticleField, Comparison, Int)
  case date(ArticleField, Comparison, NewsDate)

  /// Whether the story is like that. What is not known makes every comparison but `!=` false.
  func holds(for article: Article) -> Bool {
    switch self {
    case .all(let conditions): conditions.allSatisfy { $0.holds(for: article) }
    case .any(let conditions): conditions.contains { $0.holds(for: article) }
    case .not(let condition): !condition.holds(for: article)
    case .exists(let field):
      // An embargo without an end is a date without a value.
      CanonicalJSON.has(field.property, in: article)
        || field.property == .embargoed && article.embargoed != nil
    case .isOneOf(let field, let texts): field.texts(of: article).contains(where: texts.contains)
    case .isLanguage(let tags): tags.contains { Self.isVariety(article.language, of: $0) }
    case .has(let field, let text):
      field.texts(of: article).contains {
        field.kind == .list ? $0.lowercased() == text : Self.contains(text, in: $0.lowercased())
      }
    case .number(let field, let comparison, let number):
      field.number(of: article).map { comparison.holds($0..<$0 + 1, number..<number + 1) }
        ?? (comparison == .notEqual)
    case .date(let field, let comparison, let date):
      field.date(of: article).map { comparison.holds(for: $0, date) } ?? (comparison == .notEqual)
    }
  }

  /// Whether a language is the one that a tag names or a variety of it (RFC 4647, 3.3.1).
  private static func isVariety(_ language: String?, of tag: String) -> Bool {
    guard let language = language?.lowercased() else { return false }
    return language == tag || language.hasPrefix(tag + "-")
  }

  private static func contains(_ needle: String, in text: String) -> Bool {
    let needle = Array(needle.utf8)
    guard let first = needle.first else { return true }
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      var position = 0
      while position + needle.count <= bytes.count,
        let start = bytes[position...].firstIndex(of: first)
      {
        if bytes[start...].starts(with: needle) { return true }
        position = start + 1
      }
      return false
    }
  }
}

extension Condition.Comparison {
  /// Compares two stretches of the same scale, of which the second is what the expression names.
  func holds(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    switch self {
    case .equal: a.lowerBound >= b.lowerBound && a.upperBound <= b.upperBound
    case .notEqual: !(a.lowerBound >= b.lowerBound && a.upperBound <= b.upperBound)
    case .less: a.upperBound <= b.lowerBound
    case .lessOrEqual: a.upperBound <= b.upperBound
    case .greater: a.lowerBound >= b.upperBound
    case .greaterOrEqual: a.lowerBound >= b.lowerBound
    }
  }

  /// Compares two dates as stretches of time: a month is all of its days.
  ///
  /// Where one of them names no zone both count as they are printed.
  func holds(for a: NewsDate, _ b: NewsDate) -> Bool {
    let isLocal = a.offsetMinutes == nil || b.offsetMinutes == nil
    return holds(Self.seconds(of: a, isLocal: isLocal), Self.seconds(of: b, isLocal: isLocal))
  }

  private static func seconds(of date: NewsDate, isLocal: Bool) -> Range<Int> {
    let offset = date.offsetMinutes ?? 0
    let start = (date.secondsSince1970() ?? 0) + (isLocal ? offset * 60 : 0)
    let length =
      switch date.precision {
      case .unresolved: 0
      case .year:
        NewsDate.days(year: date.year + 1, month: 1, day: 1)
          - NewsDate.days(year: date.year, month: 1, day: 1)
      case .month: NewsDate.daysIn(month: date.month, of: date.year)
      case .day: 1
      case .minute: 60
      case .second: 1
      }
    return start..<start + (date.precision <= .day ? length * 86400 : length)
  }
}
