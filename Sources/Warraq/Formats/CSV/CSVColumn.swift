internal import WarraqCore
internal import WarraqModel

/// A column that we write and read: one row of the table of columns.
///
/// A class, because a structure that holds a closure is costly to hand around.
final class CSVColumn: Sendable {
  /// Its name in the header.
  let name: String
  /// What is in its cells.
  let content: Content
  /// The field that its cells hold, or a part of it.
  let field: Article.Field
  /// The features of the model that its cells hold.
  let features: Loss.FeatureSet
  /// The field whose column it repeats in part; where both are read, it is passed over.
  let isPartOf: Article.Field?

  init(
    name: String, content: Content, field: Article.Field, features: Loss.FeatureSet,
    isPartOf: Article.Field? = nil
  ) {
    self.name = name
    self.content = content
    self.field = field
    self.features = features
    self.isPartOf = isPartOf
  }

  /// How a cell is written and read.
  enum Content: Sendable {
    /// The text itself.
    case text
    /// One of a few words.
    case word
    /// Decimal digits.
    case integer
    /// ISO 8601, as exact as the date is known.
    case date
    /// A list: its names, or the whole as JSON.
    case list(CSVList)
    /// The name of a party, or an object where there is more.
    case party
    /// The JSON value of the property.
    case json
    /// The body in the chosen form.
    case body
    /// Of a list of texts, that of a role, else the first; read, it is added to the list.
    case role(String)
    /// The body as plain text.
    case plainText
    /// The body as HTML; not written.
    case html
    /// A number made from the article; not read.
    case count(@Sendable (Article) -> Int)

    /// How a property is written and read, by the type of its value.
    init(_ kind: FieldKind) {
      switch kind {
      case .identifier, .text: self = .text
      case .direction, .status: self = .word
      case .integer, .number: self = .integer
      case .date: self = .date
      case .contributors: self = .list(.people)
      case .sources: self = .list(.sources)
      case .keywords: self = .list(.keywords)
      case .concepts: self = .list(.concepts)
      case .party: self = .party
      case .blocks: self = .body
      case .roleTexts, .assets, .relatedItems, .extraMembers, .inputPlace, .derived: self = .json
      }
    }
  }

  /// Appends the content of the cell, not quoted.
  ///
  /// - Returns: how many links kept only their text.
  func append(_ article: Article, to buffer: inout ByteBuffer, style: CSVStyle) -> Int {
    switch content {
    case .text, .word, .integer, .date:
      article.visit(
        field, CSVCellWriter(dates: style.dates, hasDateDetails: style.hasDateDetails),
        into: &buffer)
    case .list(let list):
      if style.lists == .json, isPartOf == nil {
        appendJSON(of: article, to: &buffer)
      } else {
        var names: [String] = []
        article.visit(field, CSVNames(), into: &names)
        list.append(names, to: &buffer, separator: style.separator)
      }
    case .party:
      var party: Party?
      article.visit(field, CSVParty(), into: &party)
      guard let party else { return 0 }
      if party.iri == nil, !party.name.isEmpty, !party.name.hasPrefix("{") {
        buffer.append(party.name)
      } else {
        appendJSON(of: article, to: &buffer)
      }
    case .json: appendJSON(of: article, to: &buffer)
    case .body:
      switch style.body {
      case .text: article.body.appendPlainText(to: &buffer.bytes)
      case .markdown: return buffer.append(markdown: article.body, media: article.media)
      case .json: appendJSON(of: article, to: &buffer)
      }
    case .role(let role): article.visit(field, CSVRoleText(role: role), into: &buffer)
    case .plainText, .html: article.body.appendPlainText(to: &buffer.bytes)
    case .count(let count): buffer.append(decimal: count(article))
    }
    return 0
  }

  private func appendJSON(of article: Article, to buffer: inout ByteBuffer) {
    guard CanonicalJSON.has(field, in: article) else { return }
    CanonicalJSON.append(field, of: article, to: &buffer)
  }
}

/// Writes texts, words, numbers and dates.
private struct CSVCellWriter: FieldVisitor {
  let dates: CSVWriter.DateStyle
  let hasDateDetails: Bool

  func visit(_ field: Article.Field, _ value: String, into buffer: inout ByteBuffer) {
    buffer.append(value)
  }

  func visit(_ field: Article.Field, _ value: Int, into buffer: inout ByteBuffer) {
    buffer.append(decimal: value)
  }

  func visit(_ field: Article.Field, _ value: String?, into buffer: inout ByteBuffer) {
    if let value { buffer.append(value) }
  }

  func visit(_ field: Article.Field, _ value: Int?, into buffer: inout ByteBuffer) {
    if let value { buffer.append(decimal: value) }
  }

  func visit(_ field: Article.Field, _ value: TextDirection?, into buffer: inout ByteBuffer) {
    if let value { buffer.append(value.rawValue) }
  }

  func visit(_ field: Article.Field, _ value: PublicationStatus?, into buffer: inout ByteBuffer) {
    if let value { buffer.append(value.rawValue) }
  }

  func visit(_ field: Article.Field, _ value: NewsDate?, into buffer: inout ByteBuffer) {
    guard let value else { return }
    guard value.isResolved else {
      // A column of one type has no place for a text.
      if !hasDateDetails, dates == .text, let text = value.text { buffer.append(text) }
      return
    }
    switch dates {
    // No offset after a day: no program that was tried takes `2024-06-24+03:00` for a date.
    case .text: buffer.append(value)
    case .day:
      // The day that was printed: in another zone it may be another one.
      guard value.precision >= .day,
        let day = NewsDate(year: value.year, month: value.month, day: value.day)
      else { return }
      buffer.append(day)
    case .instant:
      // What has no time of day is the start of that day, which no zone moves.
      let start =
        value.precision < .minute
        ? NewsDate(year: value.year, month: max(value.month, 1), day: max(value.day, 1)) : value
      if let start { buffer.append(start.instant.date.inUTC) }
    }
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into buffer: inout ByteBuffer) {}

  func visit(derived field: Article.Field, of article: Article, into buffer: inout ByteBuffer) {}
}

/// Finds the dates of properties.
struct CSVDates: FieldVisitor {
  func visit(_ field: Article.Field, _ value: NewsDate?, into dates: inout [NewsDate]) {
    if let value { dates.append(value) }
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into dates: inout [NewsDate]) {}

  func visit(derived field: Article.Field, of article: Article, into dates: inout [NewsDate]) {}
}

/// Finds the names of what is in a list.
private struct CSVNames: FieldVisitor {
  func visit(_ field: Article.Field, _ value: [Contributor], into names: inout [String]) {
    names = value.map(\.name)
  }

  func visit(_ field: Article.Field, _ value: [Concept], into names: inout [String]) {
    names = value.map { $0.names.first?.text ?? $0.code ?? $0.iri ?? "" }
  }

  func visit(_ field: Article.Field, _ value: [Keyword], into names: inout [String]) {
    names = value.map(\.text)
  }

  func visit(_ field: Article.Field, _ value: [Source], into names: inout [String]) {
    names = value.map(\.name)
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into names: inout [String]) {}

  func visit(derived field: Article.Field, of article: Article, into names: inout [String]) {}
}

private struct CSVParty: FieldVisitor {
  func visit(_ field: Article.Field, _ value: Party?, into party: inout Party?) { party = value }

  func visit<Value>(_ field: Article.Field, _ value: Value, into party: inout Party?) {}

  func visit(derived field: Article.Field, of article: Article, into party: inout Party?) {}
}

private struct CSVRoleText: FieldVisitor {
  let role: String

  func visit(_ field: Article.Field, _ value: [RoleText], into buffer: inout ByteBuffer) {
    guard let text = value.first(where: { $0.role == role }) ?? value.first else { return }
    buffer.append(text.text)
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into buffer: inout ByteBuffer) {}

  func visit(derived field: Article.Field, of article: Article, into buffer: inout ByteBuffer) {}
}
