internal import WarraqCore
internal import WarraqModel

/// A column that we write and read: one row of the table of columns.
///
/// A class, because a structure that holds closures is costly to hand around.
final class CSVColumn: Sendable {
  /// Its name in the header.
  let name: String
  /// What is in its cells.
  let content: Content
  /// The features of the model that its cells hold.
  let features: [Loss.Feature]
  /// The property of the canonical form, `nil` for a column that repeats part of another one.
  let property: CanonicalJSON.Property?
  /// The column whose content it repeats in part; where both are read, it is passed over.
  let isPartOf: String?

  init(
    name: String, content: Content, features: [Loss.Feature], property: CanonicalJSON.Property?,
    isPartOf: String?
  ) {
    self.name = name
    self.content = content
    self.features = features
    self.property = property
    self.isPartOf = isPartOf
  }

  /// How a cell is written and read.
  enum Content: Sendable {
    /// The text itself.
    case text(
      get: @Sendable (Article) -> String?, set: @Sendable (inout Article, String) -> Void)
    /// One of a few words; `set` returns whether it is one.
    case word(
      get: @Sendable (Article) -> String?, set: @Sendable (inout Article, String) -> Bool)
    /// Decimal digits.
    case integer(get: @Sendable (Article) -> Int?, set: @Sendable (inout Article, Int) -> Void)
    /// ISO 8601, as exact as the date is known.
    case date(
      get: @Sendable (Article) -> NewsDate?, set: @Sendable (inout Article, NewsDate) -> Void)
    /// A list: its names, or the whole as JSON.
    case list(CSVList)
    /// The name of a party, or an object where there is more.
    case party(get: @Sendable (Article) -> Party?, set: @Sendable (inout Article, Party) -> Void)
    /// The JSON value of the property.
    case json
    /// The body in the chosen form.
    case body
    /// The body as plain text.
    case plainText
    /// A number made from the article; not read.
    case count(@Sendable (Article) -> Int)
  }

  /// Appends the content of the cell, not quoted.
  func append(_ article: Article, to buffer: inout ByteBuffer, style: CSVStyle) {
    switch content {
    case .text(let get, _): if let text = get(article) { buffer.append(text) }
    case .word(let get, _): if let text = get(article) { buffer.append(text) }
    case .integer(let get, _): if let number = get(article) { buffer.append(decimal: number) }
    case .date(let get, _): append(get(article), to: &buffer, style: style)
    case .list(let list):
      if style.lists == .json, let property {
        append(property, of: article, to: &buffer)
      } else {
        list.append(article, to: &buffer, separator: style.separator)
      }
    case .party(let get, _):
      guard let party = get(article) else { return }
      if party.iri == nil, !party.name.isEmpty, !party.name.hasPrefix("{") {
        buffer.append(party.name)
      } else if let property {
        append(property, of: article, to: &buffer)
      }
    case .json: if let property { append(property, of: article, to: &buffer) }
    case .body:
      switch style.body {
      case .text: article.body.appendPlainText(to: &buffer.bytes)
      case .markdown: buffer.append(markdown: article.body, media: article.media)
      case .json: append(.body, of: article, to: &buffer)
      }
    case .plainText: article.body.appendPlainText(to: &buffer.bytes)
    case .count(let count): buffer.append(decimal: count(article))
    }
  }

  private func append(
    _ property: CanonicalJSON.Property, of article: Article, to buffer: inout ByteBuffer
  ) {
    guard CanonicalJSON.has(property, in: article) else { return }
    CanonicalJSON.append(property, of: article, to: &buffer)
  }

  private func append(_ date: NewsDate?, to buffer: inout ByteBuffer, style: CSVStyle) {
    guard let date else { return }
    guard date.isResolved else {
      if !style.hasDateDetails, let text = date.text { buffer.append(text) }
      return
    }
    // No offset after a day: no program that was tried takes `2024-06-24+03:00` for a date.
    buffer.append(date)
  }
}
