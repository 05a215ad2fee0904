import WarraqCore
import WarraqModel

/// A language, as far as it is known, and the direction in which it is written.
struct PageLanguage: Hashable, Sendable {
  /// A well-formed BCP 47 tag; `nil` when none is stated.
  let tag: String?
  let direction: TextDirection

  init(_ tag: String?, _ direction: TextDirection) {
    self.tag = tag
    self.direction = direction
  }

  /// The language of a story, as far as a page can name it.
  init(of article: Article) {
    self.init(Self.tag(of: article), article.shownDirection)
  }

  /// The language of a story as a tag that a page can have.
  static func tag(of article: Article) -> String? {
    LanguageTag.known(article.language).flatMap { tag in
      LanguageTag.primarySubtag(of: tag) == "und" ? nil : tag
    }
  }

  /// The words of a book in this language.
  var labels: PageLabels { PageLabels.labels(for: tag) }

  /// What the style sheet calls the script, where it treats it in a way of its own.
  var script: String? { PageStyle.script(of: tag, direction) }

  private var primarySubtag: String { LanguageTag.primarySubtag(of: tag ?? "") }

  /// The language of a page that lists stories in these languages: theirs, when all are written in
  /// one direction, else that of the book.
  ///
  /// Of several languages in the direction of the book none stands for the others.
  static func ofPage(
    listing languages: some Collection<PageLanguage>, in book: PageLanguage
  ) -> PageLanguage {
    guard let first = languages.first, languages.contains(where: { $0 != book }) else {
      return book
    }
    guard languages.allSatisfy({ $0.direction == first.direction }) else { return book }
    let main = main(of: Array(languages)) ?? book
    guard main.direction == book.direction else { return main }
    let isOne = languages.allSatisfy { $0.primarySubtag == main.primarySubtag }
    return isOne && main.tag != nil ? main : book
  }

  /// The first language in the direction and, as far as that is known, of the name that most of
  /// these have.
  static func main(of languages: [PageLanguage]) -> PageLanguage? {
    let direction = most(languages.map(\.direction))
    let turned = languages.filter { $0.direction == direction }
    let known = turned.filter { $0.tag != nil }
    let name = most(known.map(\.primarySubtag))
    return known.first { $0.primarySubtag == name } ?? turned.first
  }

  /// The value that occurs most, the first one among equals.
  private static func most<Value: Hashable>(_ values: [Value]) -> Value? {
    var counts: [Value: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let most = counts.values.max()
    return values.first { counts[$0] == most }
  }
}
