package import WarraqModel

extension Article {
  /// An article in which every property says something, and every property of its parts, no text twice.
  ///
  /// It is filled by type, so it holds no list of properties.
  package static func full() -> Article {
    var article = Article()
    var filler = FieldFiller()
    for field in Field.allCases { article.update(field, with: &filler) }
    return article
  }
}

/// Fills a field with a value in which every property is set.
package struct FieldFiller: FieldUpdater {
  private var number = 1

  package init() {}

  private mutating func next() -> Int {
    number += 1
    return number + 100
  }

  private mutating func text() -> String { "text-\(next())" }

  private mutating func concept() -> Concept {
    Concept(
      kind: .place, names: [.init(text(), language: text())], scheme: text(), code: text(),
      iri: text(), rank: next(), confidence: next())
  }

  private mutating func date() -> NewsDate? {
    NewsDate(
      year: 2024, month: 5, day: 14, hour: 10, minute: 20, second: number % 60, nanosecond: 0,
      fractionDigits: 0, offsetMinutes: 60, text: text())
  }

  package mutating func update(_ field: Article.Field, _ value: inout String) { value = text() }

  package mutating func update(_ field: Article.Field, _ value: inout Int) { value = next() }

  package mutating func update(_ field: Article.Field, _ value: inout String?) { value = text() }

  package mutating func update(_ field: Article.Field, _ value: inout Int?) { value = next() }

  package mutating func update(_ field: Article.Field, _ value: inout TextDirection?) {
    value = .rightToLeft
  }

  package mutating func update(_ field: Article.Field, _ value: inout PublicationStatus?) {
    value = .withheld
  }

  package mutating func update(_ field: Article.Field, _ value: inout NewsDate?) { value = date() }

  package mutating func update(_ field: Article.Field, _ value: inout Party?) {
    value = Party(name: text(), iri: text())
  }

  package mutating func update(_ field: Article.Field, _ value: inout [RoleText]) {
    value = [RoleText(role: text(), text: text())]
  }

  package mutating func update(_ field: Article.Field, _ value: inout [Contributor]) {
    value = [
      Contributor(
        name: text(), role: text(), jobTitle: text(), organization: text(), identifiers: [text()])
    ]
  }

  package mutating func update(_ field: Article.Field, _ value: inout [Concept]) {
    value = [concept()]
  }

  package mutating func update(_ field: Article.Field, _ value: inout InputPlace?) {
    value = InputPlace(name: text(), record: next(), byteOffset: next())
  }

  package mutating func update(_ field: Article.Field, _ value: inout [Block]) {
    value = [
      .list(ListBlock(isOrdered: true, start: next(), items: [[.paragraph([.text(text())])]])),
      .table(
        Table(
          caption: [.text(text())],
          rows: [
            [
              Table.Cell(
                [.paragraph([.text(text())])], isHeader: true, columnSpan: next(), rowSpan: next())
            ]
          ])),
      .figure(Figure(media: text(), caption: [.text(text())])),
      .embed(
        Embed(
          provider: text(), url: text(), text: text(), author: text(), date: date(),
          media: [text()], html: text())),
    ]
  }

  package mutating func update(_ field: Article.Field, _ value: inout [Keyword]) {
    value = [Keyword(text(), confidence: 0.625)]
  }

  package mutating func update(_ field: Article.Field, _ value: inout [Source]) {
    value = [Source(name: text(), role: text(), url: text(), iri: text())]
  }

  package mutating func update(_ field: Article.Field, _ value: inout [Asset]) {
    value = [
      Asset(
        id: text(), kind: .graphic,
        renditions: [
          Asset.Rendition(
            href: text(), mediaType: text(), role: text(), width: next(), height: next(),
            sizeInBytes: next(), duration: 7.5, data: [1, 2, 3])
        ], caption: text(), altText: text(), credit: text())
    ]
  }

  package mutating func update(_ field: Article.Field, _ value: inout [RelatedItem]) {
    value = [
      RelatedItem(
        relation: text(), title: text(), url: text(), id: text(), label: text(),
        article: Article(id: text()))
    ]
  }

  package mutating func update(_ field: Article.Field, _ value: inout [ExtraMember]) {
    value = [ExtraMember(text(), .string(text()))]
  }
}
