internal import WarraqModel

/// A property of the canonical form as transforms see it: named on a command line, compared, copied.
struct ArticleField: Hashable, Sendable {
  /// What the values of a field can be compared with.
  enum Kind {
    /// One text.
    case text
    /// Texts, or things that have names.
    case list
    /// A whole number.
    case number
    /// A date.
    case date
    /// Nothing.
    case other
  }

  let property: CanonicalJSON.Property

  init(property: CanonicalJSON.Property) { self.property = property }

  /// The field of that name; of a list also in the singular, as in `keyword has NATO`.
  init?(_ name: String) {
    if let property = CanonicalJSON.Property(name: name) {
      self.property = property
    } else if let property = CanonicalJSON.Property(name: name + "s") {
      self.property = property
      guard kind == .list else { return nil }
    } else {
      return nil
    }
  }

  /// The field of that name.
  ///
  /// - Throws: `ConversionError` `usage.unknown-field` with the nearest name.
  static func named(_ name: String, option: String) throws(ConversionError) -> ArticleField {
    guard let field = ArticleField(name) else {
      throw ConversionError(.unknownField(name, option: option))
    }
    return field
  }

  var name: String { property.name }

  var kind: Kind {
    switch property.kind {
    case .identifier, .text, .direction, .status, .blocks: .text
    case .roleTexts, .contributors, .concepts, .keywords, .party, .sources, .assets, .relatedItems:
      .list
    case .integer, .number: .number
    case .date: .date
    case .inputPlace: .text
    case .extraMembers, .derived: .other
    }
  }

  /// The texts of the field: its text, or the names and identifiers of the things in it.
  func texts(of article: Article) -> [String] {
    var texts: [String] = []
    article.visit(property, FieldTexts(), into: &texts)
    return texts
  }

  /// The number of the field.
  func number(of article: Article) -> Int? {
    var number: Int?
    article.visit(property, FieldNumber(), into: &number)
    return number
  }

  /// The date of the field, when it is known.
  func date(of article: Article) -> NewsDate? {
    var date: NewsDate?
    article.visit(property, FieldDate(), into: &date)
    return date?.isResolved == true ? date : nil
  }

  /// Copies the field from one article to another. What says more about another field, such as
  /// `dateDetails`, is copied with that one.
  func copy(from source: Article, to target: inout Article) { target.copy(property, from: source) }
}

private struct FieldNumber: FieldVisitor {
  func visit(_ field: Article.Field, _ value: Int, into number: inout Int?) { number = value }

  func visit(_ field: Article.Field, _ value: Int?, into number: inout Int?) { number = value }

  func visit<Value>(_ field: Article.Field, _ value: Value, into number: inout Int?) {}

  func visit(derived field: Article.Field, of article: Article, into number: inout Int?) {}
}

private struct FieldDate: FieldVisitor {
  func visit(_ field: Article.Field, _ value: NewsDate?, into date: inout NewsDate?) {
    date = value
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into date: inout NewsDate?) {}

  func visit(derived field: Article.Field, of article: Article, into date: inout NewsDate?) {}
}

private struct FieldTexts: FieldVisitor {
  func visit(_ field: Article.Field, _ value: String, into texts: inout [String]) {
    if !value.isEmpty { texts = [value] }
  }

  func visit(_ field: Article.Field, _ value: Int, into texts: inout [String]) {}

  func visit(_ field: Article.Field, _ value: String?, into texts: inout [String]) {
    texts = Self.list(value)
  }

  func visit(_ field: Article.Field, _ value: Int?, into texts: inout [String]) {}

  func visit(_ field: Article.Field, _ value: TextDirection?, into texts: inout [String]) {
    texts = Self.list(value?.rawValue)
  }

  func visit(_ field: Article.Field, _ value: PublicationStatus?, into texts: inout [String]) {
    texts = Self.list(value?.rawValue)
  }

  func visit(_ field: Article.Field, _ value: NewsDate?, into texts: inout [String]) {}

  func visit(_ field: Article.Field, _ value: Party?, into texts: inout [String]) {
    texts = Self.list(value?.name) + Self.list(value?.iri)
  }

  func visit(_ field: Article.Field, _ value: [RoleText], into texts: inout [String]) {
    texts = value.map(\.text)
  }

  func visit(_ field: Article.Field, _ value: [Contributor], into texts: inout [String]) {
    texts = value.flatMap { [$0.name] + $0.identifiers }
  }

  func visit(_ field: Article.Field, _ value: [Concept], into texts: inout [String]) {
    texts = value.flatMap { $0.names.map(\.text) + Self.list($0.code) + Self.list($0.iri) }
  }

  func visit(_ field: Article.Field, _ value: [Block], into texts: inout [String]) {
    if !value.isEmpty { texts = [value.plainText] }
  }

  func visit(_ field: Article.Field, _ value: [Keyword], into texts: inout [String]) {
    texts = value.map(\.text)
  }

  func visit(_ field: Article.Field, _ value: [Source], into texts: inout [String]) {
    texts = value.flatMap { [$0.name] + Self.list($0.url) + Self.list($0.iri) }
  }

  func visit(_ field: Article.Field, _ value: [Asset], into texts: inout [String]) {
    texts = value.flatMap { [$0.id] + $0.renditions.compactMap(\.href) }
  }

  func visit(_ field: Article.Field, _ value: [RelatedItem], into texts: inout [String]) {
    texts = value.flatMap {
      Self.list($0.displayTitle) + Self.list($0.url) + Self.list($0.id ?? $0.article?.id)
    }
  }

  func visit(_ field: Article.Field, _ value: [ExtraMember], into texts: inout [String]) {}

  func visit(_ field: Article.Field, _ value: InputPlace?, into texts: inout [String]) {
    texts = Self.list(value?.name)
  }

  func visit(derived field: Article.Field, of article: Article, into texts: inout [String]) {}

  private static func list(_ text: String?) -> [String] { text.map { [$0] } ?? [] }
}

extension Diagnostic.Message {
  static func unknownField(_ name: String, option: String) -> Self {
    Self(
      id: "usage.unknown-field",
      text: "--\(option): no field is named '\(name)'\(nearest(to: name)) (fields are those of the "
        + "canonical JSON, such as id, language, published, headline, keywords)")
  }

  static func nearest(to name: String) -> String {
    let names = CanonicalJSON.Property.allCases.map(\.name)
    return Spelling.nearest(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
  }
}
