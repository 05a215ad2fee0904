internal import WarraqModel

/// Reads the expressions of ``Filter``.
///
/// ```
/// expression = conjunction *( "or" conjunction )
/// conjunction = negation *( "and" negation )
/// negation   = "not" negation / "(" expression ")" / comparison
/// comparison = field "exists" / field "has" value / field operator value
///            / field "in" "(" value *( "," value ) ")"
/// operator   = "=" / "!=" / "<" / "<=" / ">" / ">="
/// value      = word / quotation
///
/// A date may be counted from a reference date: see ``RelativeDate``.
/// ```
struct ConditionParser {
  private struct Token {
    enum Kind {
      case word, quotation, sign, end
    }
    var kind: Kind
    var text: String
    /// The place of its first character, 1 first.
    var column: Int
  }

  private let expression: String
  private var referenceDate: NewsDate?
  private var tokens: ArraySlice<Token>
  private var depth = 0
  private static let maximumDepth = 100

  /// The condition that an expression says.
  ///
  /// - Throws: `ConversionError` `usage.where` with the column of what is wrong.
  static func parse(
    _ expression: String, referenceDate: NewsDate?
  ) throws(ConversionError) -> Condition {
    var parser = try ConditionParser(expression)
    parser.referenceDate = referenceDate
    let condition = try parser.disjunction()
    let rest = parser.next
    guard rest.kind == .end else {
      let hint =
        rest.kind == .word ? "; put a value with spaces between quotation marks" : ""
      throw parser.failure("expected 'and', 'or' or the end, found '\(rest.text)'", rest, hint)
    }
    return condition
  }

  private init(_ expression: String) throws(ConversionError) {
    self.expression = expression
    tokens = []
    let characters = Array(expression)
    var tokens: [Token] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let column = index + 1
      if character.isWhitespace {
        index += 1
      } else if character == "\"" || character == "'" {
        var text = ""
        index += 1
        while index < characters.count, characters[index] != character {
          if characters[index] == "\\", index + 1 < characters.count { index += 1 }
          text.append(characters[index])
          index += 1
        }
        guard index < characters.count else {
          throw failure("a quotation is not closed", Token(kind: .end, text: "", column: column))
        }
        index += 1
        tokens.append(Token(kind: .quotation, text: text, column: column))
      } else if "()=!<>,".contains(character) {
        var text = String(character)
        index += 1
        if "!<>=".contains(character), index < characters.count, characters[index] == "=" {
          text.append("=")
          index += 1
        }
        if text == "==" { text = "=" }
        tokens.append(Token(kind: .sign, text: text, column: column))
      } else {
        var text = ""
        while index < characters.count, !characters[index].isWhitespace,
          !"()=!<>,\"'".contains(characters[index])
        {
          text.append(characters[index])
          index += 1
        }
        tokens.append(Token(kind: .word, text: text, column: column))
      }
    }
    tokens.append(Token(kind: .end, text: "", column: characters.count + 1))
    self.tokens = tokens[...]
  }

  private var next: Token { tokens.first ?? Token(kind: .end, text: "", column: 1) }

  /// Takes the next token when it is that word or sign.
  private mutating func take(_ text: String, _ kind: Token.Kind) -> Bool {
    guard next.kind == kind, next.text == text else { return false }
    tokens.removeFirst()
    return true
  }

  private mutating func disjunction() throws(ConversionError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw failure("nested too deeply", next) }
    var conditions = [try conjunction()]
    while take("or", .word) { conditions.append(try conjunction()) }
    return conditions.count == 1 ? conditions[0] : .any(conditions)
  }

  private mutating func conjunction() throws(ConversionError) -> Condition {
    var conditions = [try negation()]
    while take("and", .word) { conditions.append(try negation()) }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func negation() throws(ConversionError) -> Condition {
    var isNegated = false
    while take("not", .word) { isNegated.toggle() }
    let condition: Condition
    if take("(", .sign) {
      condition = try disjunction()
      guard take(")", .sign) else { throw failure("expected ')'", next) }
    } else {
      condition = try comparison()
    }
    return isNegated ? .not(condition) : condition
  }

  private mutating func comparison() throws(ConversionError) -> Condition {
    let name = next
    guard name.kind == .word else { throw failure("expected a field", name) }
    guard let field = ArticleField(name.text) else {
      throw failure(
        "no field is named '\(name.text)'", name, Diagnostic.Message.nearest(to: name.text))
    }
    tokens.removeFirst()
    let sign = next
    if take("exists", .word) { return .exists(field) }
    guard field.kind != .other else {
      throw failure("'\(field.name)' can only be asked for with 'exists'", sign)
    }
    if take("has", .word) {
      guard field.kind == .text || field.kind == .list else {
        throw failure("'\(field.name)' is compared with =, !=, <, <=, >, >=", sign)
      }
      return .has(field, try value().text.lowercased())
    }
    if take("in", .word) {
      guard take("(", .sign) else { throw failure("expected '(' after 'in'", next) }
      var conditions: [Condition] = []
      repeat {
        conditions.append(try compare(field, .equal, with: try value()))
      } while take(",", .sign)
      guard take(")", .sign) else { throw failure("expected ',' or ')'", next) }
      return .any(conditions)
    }
    guard sign.kind == .sign, let comparison = Condition.Comparison(rawValue: sign.text) else {
      throw failure(
        "expected =, !=, <, <=, >, >=, has, in or exists after '\(field.name)'", sign)
    }
    tokens.removeFirst()
    if field.kind == .text || field.kind == .list {
      guard comparison == .equal || comparison == .notEqual else {
        throw failure("'\(field.name)' has no order; use =, !=, has or in", sign)
      }
    }
    return try compare(field, comparison, with: try value())
  }

  private func compare(
    _ field: ArticleField, _ comparison: Condition.Comparison, with value: Token
  ) throws(ConversionError) -> Condition {
    switch field.kind {
    case .number:
      guard let number = Int(value.text) else {
        throw failure("'\(field.name)' is a number, '\(value.text)' is none", value)
      }
      return .number(field, comparison, number)
    case .date:
      guard
        let date = RelativeDate.date(value.text, from: referenceDate)
          ?? NewsDate(iso8601: value.text)
      else {
        let word = Spelling.near(value.text, in: ["today", "yesterday", "tomorrow", "now"])
        throw failure(
          "'\(field.name)' is a date, '\(value.text)' is none", value,
          word.map { "; did you mean '\($0)'?" }
            ?? "; write it as 2024, 2024-06, 2024-06-24, 2024-06-24T17:05Z, today or -7d")
      }
      return .date(field, comparison, date)
    case .text, .list, .other:
      let condition: Condition =
        field.property == .language
        ? .isLanguage([value.text.lowercased()]) : .isOneOf(field, [value.text])
      return comparison == .notEqual ? .not(condition) : condition
    }
  }

  private mutating func value() throws(ConversionError) -> Token {
    let token = next
    guard token.kind == .word || token.kind == .quotation else {
      throw failure("expected a value", token)
    }
    tokens.removeFirst()
    return token
  }

  private func failure(
    _ what: String, _ token: Token, _ hint: String = ""
  ) -> ConversionError {
    ConversionError(
      Diagnostic.Message(
        id: "usage.where",
        text: "--where '\(expression)': \(what) at character \(token.column)\(hint)"))
  }
}
