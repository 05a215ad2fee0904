import WarraqCore
import WarraqModel
import WarraqMarkup

/// What a page of a news book says of its story: calibre keeps the address in a bar of links, and
/// bylines and dates in the text.
enum EPUBPeriodical {
  /// Fills in address, byline and date of a story from its page.
  static func complete(_ article: inout Article, from body: XMLTree.Element) {
    let elements = body.descendants
    if let link = elements.first(where: { $0["rel"] == "calibre-downloaded-from" }) {
      article.url = link["href"]
    }
    let labels = PageLabels.labels(for: article.language)
    let dates = NewsDateParser(language: article.language)
    // They stand above the text, in either order.
    for _ in 0..<2 {
      guard case .paragraph(let words)? = article.body.first, let line = words.plainText.visible,
        line.count <= 100
      else { break }
      if let names = names(in: line, after: [labels.by, "By"]) {
        article.byline = line
        article.creators = [Contributor(name: names, role: "author")]
      } else if let date = NewsDate(certain: line) ?? certain(dates.newsDate(line)) {
        article.published = date
      } else {
        break
      }
      article.body.removeFirst()
    }
    if let time = elements.first(where: { $0.isNamed("time") }),
      let date = time["datetime"].flatMap({ NewsDate(iso8601: $0) })
    {
      article.published = date
    }
  }

  private static func certain(
    _ reading: (date: NewsDate?, problem: NewsDateParser.Problem?)
  ) -> NewsDate? {
    reading.problem == nil ? reading.date : nil
  }

  private static func names(in line: String, after words: [String]) -> String? {
    for word in words where line.hasPrefix(word + " ") {
      return line.dropFirst(word.count + 1).description.visible
    }
    return nil
  }
}
