public import WarraqModel

/// Keeps the articles for which an expression holds.
///
/// ```swift
/// let filter = try Filter("language = ar and published >= 2024-06 and keyword has 'NATO'")
/// ```
///
/// Fields are those of the canonical JSON. A date that is a month means all of it: `published =
/// 2024-06` is any day of June. Needs no memory.
public struct Filter: Transform {
  private let condition: Condition

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - expression: the expression.
  ///   - referenceDate: the moment from which `today`, `yesterday` and `-7d` are counted; `nil` for
  ///     none, and such dates are refused.
  /// - Throws: `ConversionError` `usage.where` with the place of what is wrong.
  public init(_ expression: String, referenceDate: NewsDate? = nil) throws(ConversionError) {
    condition = try ConditionParser.parse(expression, referenceDate: referenceDate)
  }

  /// Returns whether the expression holds; changes nothing.
  public func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    condition.holds(for: article)
  }
}
