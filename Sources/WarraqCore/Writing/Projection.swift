package import WarraqModel

/// Which fields of an article something looks at: a writer, a transform, all that comes after a
/// reader.
///
/// Of other fields a reader may shorten the texts.
///
/// ```swift
/// struct HeadlineCase: Transform {
///   var projection: Projection { Projection(Loss.FeatureSet(.headline)) }
///   …
/// }
/// ```
public struct Projection: Hashable, Sendable {
  private var bits: UInt64

  /// All fields.
  public static let all = Projection(Article.Field.allCases)

  /// The identifier, and nothing else.
  public static let none = Projection([])

  /// The fields in which any of these features lies.
  public init(_ features: Loss.FeatureSet) {
    self.init(Article.Field.allCases.filter { !$0.features.isDisjoint(with: features) })
  }

  /// These fields and the identifier, at which everything looks.
  package init(_ fields: [Article.Field]) {
    bits = ([.id] + fields).reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  /// The fields of both.
  public func union(_ other: Projection) -> Projection {
    var both = self
    both.bits |= other.bits
    return both
  }

  /// Whether it has the field.
  package func contains(_ field: Article.Field) -> Bool { bits >> UInt64(field.rawValue) & 1 == 1 }
}
