import WarraqCore
import WarraqModel
import WarraqMarkup

/// What a page of ours shows of its story besides the body, for books that carry no data.
struct EPUBOwnPage {
  private let page: XMLTree.Element
  private let elements: [XMLTree.Element]

  /// Looks at the element that holds all of a story.
  init(_ page: XMLTree.Element) {
    self.page = page
    elements = page.descendants
  }

  /// The pictures that stand outside the body: the one above it, and those below.
  var figures: (above: [XMLTree.Element], below: [XMLTree.Element]) {
    var figures: (above: [XMLTree.Element], below: [XMLTree.Element]) = ([], [])
    var isBelow = false
    for child in page.children {
      if child.isNamed("figure") {
        if isBelow { figures.below.append(child) } else { figures.above.append(child) }
      } else if child["class"] == "story" {
        isBelow = true
      }
    }
    return figures
  }

  /// Says of the article what the page says, in place of what the book says of all its stories.
  func complete(_ article: inout Article) {
    article.section = text(ofClass: "section")
    article.titles =
      text(ofClass: "kicker").map { [RoleText(role: TitleRole.kicker, text: $0)] } ?? []
    article.summaries =
      text(ofClass: "deck").map { [RoleText(role: SummaryRole.summary, text: $0)] } ?? []
    article.creators = people(ofClass: "byline", role: "author")
    article.byline = article.creators.isEmpty ? text(ofClass: "byline") : nil
    article.contributors = people(ofClass: "contributors", role: nil)
    article.keywords = names(ofClass: "keywords").map { Keyword($0) }
    article.sources = names(ofClass: "sources").map { Source(name: $0) }
    article.creditLine = text(ofClass: "credit")
    let rights = all("rights").compactMap(\.text.visible)
    article.copyrightNotice = rights.first
    article.usageTerms = rights.dropFirst().first
    article.url = all("original").first?.firstDescendant("a")?["href"]
    article.provider = nil
    readDates(into: &article)
  }

  private func readDates(into article: inout Article) {
    article.published = nil
    article.modified = nil
    guard let line = all("date").first else { return }
    article.dateline = line.first("b")?.text.visible
    let dates = line.children.filter { $0.isNamed("time") }.compactMap { time in
      time["datetime"].flatMap { NewsDate(iso8601: $0) }
    }
    article.published = dates.first
    article.modified = dates.dropFirst().first
  }

  private func all(_ name: String) -> [XMLTree.Element] {
    elements.filter { $0["class"] == name }
  }

  private func text(ofClass name: String) -> String? { all(name).first?.text.visible }

  private func people(ofClass name: String, role: String?) -> [Contributor] {
    guard let line = all(name).first else { return [] }
    return line.descendants.filter { $0.isNamed("bdi") }.compactMap { element in
      element.text.visible.map {
        Contributor(name: $0, role: element.parent?["data-role"] ?? role)
      }
    }
  }

  private func names(ofClass name: String) -> [String] {
    all(name).first.map { $0.descendants.filter { $0.isNamed("bdi") }.compactMap(\.text.visible) }
      ?? []
  }
}
