internal import Synchronization

/// A regular expression of a schema (ECMA-262, as far as Swift's are the same).
package final class JSONPattern: Sendable {
  /// The expression as the schema has it.
  let text: String
  // An expression is no Sendable value; a lock costs nothing next to matching.
  private let expression: Mutex<Regex<AnyRegexOutput>>

  /// Makes an expression, `nil` when it cannot be read.
  init?(_ text: String) {
    guard let expression = try? Regex(text) else { return nil }
    self.text = text
    self.expression = Mutex(expression.matchingSemantics(.unicodeScalar))
  }

  /// Whether it matches anywhere in the text.
  func matches(_ text: String) -> Bool {
    expression.withLock { expression in
      // What cannot be matched within the engine's bounds does not match.
      (try? expression.firstMatch(in: text)) != nil
    }
  }
}
