import WarraqMarkup
import WarraqModel

/// Parts a page that holds several stories where the table of contents leads into it.
struct EPUBPageSplit {
  private let titles: [EPUBTitles.Title]
  private let headings: [String: String]

  /// Looks for the headings that the table of contents leads to.
  ///
  /// - Parameters:
  ///   - titles: the entries that lead to the page, in order.
  ///   - body: the page.
  init(_ titles: [EPUBTitles.Title], in body: XMLTree.Element) {
    self.titles = titles
    let wanted = Set(titles.compactMap(\.fragment))
    var headings: [String: String] = [:]
    // The identifier is on the heading, on something around it, or on an anchor before it.
    var open: [String] = []
    for element in body.descendants {
      if let id = element["id"] ?? element["name"], wanted.contains(id) { open.append(id) }
      guard !open.isEmpty, Self.isHeading(element), let text = element.text.visible else {
        continue
      }
      for id in open { headings[id] = text }
      open = []
    }
    self.headings = headings
  }

  private static func isHeading(_ element: XMLTree.Element) -> Bool {
    let name = element.name
    return name.utf8.count == 2 && name.utf8.first == UInt8(ascii: "h")
      && ("1"..."6").contains(name.dropFirst())
  }

  /// The stories of a page that was read as one; that one where nothing parts it.
  func stories(of article: Article) -> [Article] {
    var cuts: [(start: Int, title: EPUBTitles.Title)] = []
    var position = 0
    for title in titles {
      guard let heading = title.fragment.flatMap({ headings[$0] }) else { continue }
      if cuts.isEmpty, heading == article.headline { continue }
      guard
        let start = article.body[position...].firstIndex(where: {
          Self.text(ofHeading: $0) == heading
        })
      else { continue }
      cuts.append((start, title))
      position = start + 1
    }
    guard !cuts.isEmpty else { return [article] }
    var stories: [Article] = []
    let first = article.body[..<cuts[0].start]
    if !first.isEmpty || article.headline != nil { stories.append(part(of: article, Array(first))) }
    for (number, cut) in cuts.enumerated() {
      let end = number + 1 < cuts.count ? cuts[number + 1].start : article.body.count
      // The heading is the headline now.
      var story = part(of: article, Array(article.body[(cut.start + 1)..<end]))
      story.headline = Self.text(ofHeading: article.body[cut.start])
      story.section = cut.title.section
      stories.append(story)
    }
    return stories
  }

  private static func text(ofHeading block: Block) -> String? {
    if case .heading(_, let words) = block { return words.plainText.visible }
    return nil
  }

  private func part(of article: Article, _ body: [Block]) -> Article {
    var story = article
    story.body = body
    var placed = PlacedMedia()
    placed.walk(body)
    story.media = article.media.filter { placed.ids.contains($0.id) }
    return story
  }
}
