internal import WarraqModel

/// Writes fields of an article in the canonical form.
///
/// It runs for every field of every article written, so all of it goes into the walk.
struct JSONFieldWriter: FieldVisitor {
  /// Whether a field is a member with its name, left out when absent, or a value, `null` when absent.
  let isNamed: Bool

  @inline(__always)
  private func begin(_ field: Article.Field, _ buffer: inout ByteBuffer) {
    if isNamed { buffer.append(jsonName: field.member) }
  }

  @inline(__always)
  private func appendNull(_ buffer: inout ByteBuffer) {
    if !isNamed { buffer.append("null") }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: String, into buffer: inout ByteBuffer) {
    if isNamed, value.isEmpty { return }
    begin(field, &buffer)
    buffer.append(json: value)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: Int, into buffer: inout ByteBuffer) {
    if isNamed, value == 1 { return }
    begin(field, &buffer)
    buffer.append(decimal: value)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: String?, into buffer: inout ByteBuffer) {
    guard let value else { return appendNull(&buffer) }
    begin(field, &buffer)
    buffer.append(json: value)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: Int?, into buffer: inout ByteBuffer) {
    guard let value else { return appendNull(&buffer) }
    begin(field, &buffer)
    buffer.append(decimal: value)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: TextDirection?, into buffer: inout ByteBuffer) {
    visit(field, value?.rawValue, into: &buffer)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: PublicationStatus?, into buffer: inout ByteBuffer) {
    visit(field, value?.rawValue, into: &buffer)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: NewsDate?, into buffer: inout ByteBuffer) {
    guard let value, value.isResolved else { return appendNull(&buffer) }
    begin(field, &buffer)
    CanonicalJSON.append(value, to: &buffer)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: Party?, into buffer: inout ByteBuffer) {
    guard let value else { return appendNull(&buffer) }
    begin(field, &buffer)
    CanonicalJSON.append(value, to: &buffer)
  }

  @inline(__always)
  private func visit<Element>(
    _ field: Article.Field, list: [Element], into buffer: inout ByteBuffer,
    _ append: ([Element], inout ByteBuffer) -> Void
  ) {
    if isNamed, list.isEmpty { return }
    begin(field, &buffer)
    append(list, &buffer)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [RoleText], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0, to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Contributor], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0, to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Concept], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0, to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Block], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0, to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Keyword], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0.map(\.text), to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Source], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0, to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Asset], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0, to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [RelatedItem], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { CanonicalJSON.append($0, to: &$1) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [ExtraMember], into buffer: inout ByteBuffer) {
    visit(field, list: value, into: &buffer) { $1.append(json: $0) }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: InputPlace?, into buffer: inout ByteBuffer) {
    guard let value else { return appendNull(&buffer) }
    begin(field, &buffer)
    CanonicalJSON.append(value, to: &buffer)
  }

  @inline(__always)
  func visit(derived field: Article.Field, of article: Article, into buffer: inout ByteBuffer) {
    if isNamed, !CanonicalJSON.has(field, in: article) { return }
    begin(field, &buffer)
    if field == .keywordConfidence {
      CanonicalJSON.append(confidences: article.keywords, to: &buffer)
    } else {
      buffer.append(UInt8(ascii: "{"))
      article.visit(DateDetailsWriter(), into: &buffer)
      buffer.append(UInt8(ascii: "}"))
    }
  }
}

/// Writes what the ISO 8601 forms of the dates do not say.
private struct DateDetailsWriter: FieldVisitor {
  func visit(_ field: Article.Field, _ value: NewsDate?, into buffer: inout ByteBuffer) {
    guard let details = value.flatMap(DateDetails.init) else { return }
    buffer.append(jsonName: field.member)
    CanonicalJSON.append(details, to: &buffer)
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into buffer: inout ByteBuffer) {}

  func visit(derived field: Article.Field, of article: Article, into buffer: inout ByteBuffer) {}
}
