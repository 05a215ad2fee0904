package import WarraqModel

// Reads fields of an article in the canonical form: the next value becomes that of the field, which
// stays as it was where it has another shape.
extension JSONCursor: FieldUpdater {
  package typealias Failure = JSONError

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout String
  ) throws(JSONError) {
    value = try optional(Self.string) ?? ""
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout Int
  ) throws(JSONError) {
    value = try optional(Self.integer) ?? 1
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout String?
  ) throws(JSONError) {
    value = try optional(Self.string)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout Int?
  ) throws(JSONError) {
    value = try optional(Self.integer)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout TextDirection?
  ) throws(JSONError) {
    value = try optional(Self.direction)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout PublicationStatus?
  ) throws(JSONError) {
    value = try optional(Self.word)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout NewsDate?
  ) throws(JSONError) {
    value = try optional(Self.isoDate)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout Party?
  ) throws(JSONError) {
    value = try optional(Self.party)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [RoleText]
  ) throws(JSONError) {
    value = try list(Self.roleText)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [Contributor]
  ) throws(JSONError) {
    value = try list(Self.contributor)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [Concept]
  ) throws(JSONError) {
    value = try list(Self.concept)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [Block]
  ) throws(JSONError) {
    value = try optional(Self.blocks) ?? []
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [Keyword]
  ) throws(JSONError) {
    value = try list { cursor throws(JSONError) in Keyword(try cursor.string()) }
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [Source]
  ) throws(JSONError) {
    value = try list(Self.source)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [Asset]
  ) throws(JSONError) {
    value = try list(Self.asset)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [RelatedItem]
  ) throws(JSONError) {
    value = try Self.relatedItems(&self)
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout [ExtraMember]
  ) throws(JSONError) {
    value = try optional(Self.members) ?? []
  }

  @inline(__always)
  package mutating func update(
    _ field: Article.Field, _ value: inout InputPlace?
  ) throws(JSONError) {
    value = try optional(Self.inputPlace)
  }
}
