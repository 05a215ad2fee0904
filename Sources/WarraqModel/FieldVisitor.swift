/// What looks at the fields of an article: one method for each type of value.
///
/// A generic method may stand for all types of its shape. The article is handed over as a parameter
/// and not held by the visitor, and so is what the visitor fills: held, both would be counted and
/// copied at every field.
@usableFromInline
package protocol FieldVisitor {
  /// What the visitor fills.
  associatedtype Output

  func visit(_ field: Article.Field, _ value: String, into output: inout Output)
  func visit(_ field: Article.Field, _ value: Int, into output: inout Output)
  func visit(_ field: Article.Field, _ value: String?, into output: inout Output)
  func visit(_ field: Article.Field, _ value: Int?, into output: inout Output)
  func visit(_ field: Article.Field, _ value: TextDirection?, into output: inout Output)
  func visit(_ field: Article.Field, _ value: PublicationStatus?, into output: inout Output)
  func visit(_ field: Article.Field, _ value: NewsDate?, into output: inout Output)
  func visit(_ field: Article.Field, _ value: Party?, into output: inout Output)
  func visit(_ field: Article.Field, _ value: [RoleText], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [Contributor], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [Concept], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [Block], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [Keyword], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [Source], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [Asset], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [RelatedItem], into output: inout Output)
  func visit(_ field: Article.Field, _ value: [ExtraMember], into output: inout Output)
  func visit(_ field: Article.Field, _ value: InputPlace?, into output: inout Output)

  /// Shows a field that says more about others and is no property of its own.
  func visit(derived field: Article.Field, of article: Article, into output: inout Output)
}

/// What changes a field of an article: one method for each type of value.
@usableFromInline
package protocol FieldUpdater: ~Copyable {
  /// What it throws.
  associatedtype Failure: Error = Never

  mutating func update(_ field: Article.Field, _ value: inout String) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout Int) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout String?) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout Int?) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout TextDirection?) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout PublicationStatus?) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout NewsDate?) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout Party?) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [RoleText]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [Contributor]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [Concept]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [Block]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [Keyword]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [Source]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [Asset]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [RelatedItem]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout [ExtraMember]) throws(Failure)
  mutating func update(_ field: Article.Field, _ value: inout InputPlace?) throws(Failure)
}

/// The type of a field's value.
@usableFromInline
package enum FieldKind: Sendable {
  /// A text that is always there.
  case identifier
  /// A number that is always there.
  case integer
  /// One text.
  case text
  /// A whole number.
  case number
  /// A direction.
  case direction
  /// A status.
  case status
  /// A date.
  case date
  /// A party.
  case party
  /// Texts with roles.
  case roleTexts
  /// People.
  case contributors
  /// Concepts.
  case concepts
  /// The body.
  case blocks
  /// Keywords.
  case keywords
  /// Sources.
  case sources
  /// Media.
  case assets
  /// Other stories.
  case relatedItems
  /// Values of the source format.
  case extraMembers
  /// A place in an input.
  case inputPlace
  /// What other fields say too.
  case derived
}

extension Article {
  /// Exchanges the value of a field with another; nothing where the field has another type.
  ///
  /// A value that is taken out can be filled while the rest of the article is looked at, and no copy
  /// is made.
  @inlinable package mutating func exchange<Value>(_ field: Field, with value: inout Value) {
    var exchange = FieldExchange(value: value)
    update(field, with: &exchange)
    value = exchange.value
  }
}

/// Exchanges a value with that of a field of its type.
@usableFromInline
struct FieldExchange<Value>: FieldUpdater {
  @usableFromInline var value: Value

  @inlinable init(value: Value) { self.value = value }

  @inlinable
  mutating func update<Other>(_ field: Article.Field, _ other: inout Other) {
    guard Other.self == Value.self else { return }
    withUnsafeMutablePointer(to: &other) { other in
      other.withMemoryRebound(to: Value.self, capacity: 1) { swap(&$0.pointee, &value) }
    }
  }
}
