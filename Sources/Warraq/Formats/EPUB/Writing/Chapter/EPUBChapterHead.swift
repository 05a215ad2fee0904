import WarraqModel
import WarraqMarkup

/// Writes the start and the end of a chapter: all of it that depends on the stories beside it.
///
/// A chapter is written before it is known which stories are its neighbours, so these parts are made
/// when the book is finished, from what the book knows of its stories. The links to the neighbours
/// stand at the end, where a story has been read.
struct EPUBChapterHead {
  private let book: EPUBBook
  private let story: EPUBStory
  private let place: EPUBPlace

  /// Makes the head of the story at `index` of the stories.
  init(of index: Int, in book: EPUBBook, at place: EPUBPlace) {
    self.book = book
    self.place = place
    story = book.stories[index]
  }

  func writeStart(to xml: inout XMLWriter) {
    xml.openPage(title: story.title, language: story.language)
    xml.leaveOpen()
  }

  func writeEnd(isLast: Bool, to xml: inout XMLWriter) {
    if book.hasFrontPage, isLast { navigation(&xml) }
    xml.markup(Self.end)
  }

  private static let end = Array("</body></html>\n".utf8)

  private func navigation(_ xml: inout XMLWriter) {
    let labels = story.labels
    xml.open("nav")
    xml.attribute("class", "turn")
    xml.attribute("aria-label", labels.contents)
    if !place.related.isEmpty { related(&xml) }
    xml.open("p")
    // Angle quotation marks point the other way in text from right to left.
    if let previous = place.previous {
      link(EPUBPath.chapter(previous), "‹ " + labels.previous, &xml)
      xml.text(" · ")
    }
    link(EPUBPath.navigation, labels.contents, &xml)
    if let listing = place.listing, let name = place.section {
      xml.text(" · ")
      link(listing, name, &xml)
    }
    if let next = place.next {
      xml.text(" · ")
      link(EPUBPath.chapter(next), labels.next + " ›", &xml)
    }
    xml.close()
    xml.close()
  }

  private func link(_ path: String, _ text: String, _ xml: inout XMLWriter) {
    xml.open("a")
    xml.attribute("href", path)
    xml.element("bdi", text)
    xml.close()
  }

  /// Writes links to the stories of the book that this one points to.
  private func related(_ xml: inout XMLWriter) {
    xml.open("p")
    xml.attribute("class", "also")
    xml.text(story.labels.alsoHere)
    let separator = story.labels.separator(of: place.related.map { book.stories[$0].title })
    for (number, index) in place.related.enumerated() {
      xml.text(number > 0 ? separator : " ")
      xml.storyLink(to: index, in: book, on: story.language)
    }
    xml.close()
  }
}

/// Where a story stands in the book.
struct EPUBPlace {
  /// The stories before and after it in the order of the book.
  var previous: Int?
  var next: Int?
  /// The name of its section, and the page that lists it there.
  var section: String?
  var listing: String?
  /// The stories of the book that it points to, by the names that it calls them.
  var targets: [String: Int] = [:]
  /// Those of them that stand above the story, in its order.
  var related: [Int] = []

  /// How many links to other stories stand above a story.
  private static let maximumRelated = 8

  /// The places of all stories of a book, in the order of its stories.
  static func places(in book: EPUBBook, listings: [String]) -> [EPUBPlace] {
    var places = Array(repeating: EPUBPlace(), count: book.stories.count)
    let order = book.order
    for (current, next) in zip(order, order.dropFirst()) {
      places[current].next = next
      places[next].previous = current
    }
    for section in book.sections {
      for index in section.stories {
        places[index].section = section.name
        if !listings.isEmpty, !listings[index].isEmpty { places[index].listing = listings[index] }
      }
    }
    let wanted = Set(book.stories.lazy.flatMap(\.pointsTo))
    guard !wanted.isEmpty else { return places }
    var byName: [String: Int] = [:]
    for (index, story) in book.stories.enumerated() {
      for name in story.names where wanted.contains(name) && byName[name] == nil {
        byName[name] = index
      }
    }
    guard !byName.isEmpty else { return places }
    for (index, story) in book.stories.enumerated() {
      var related: [Int] = []
      for name in story.pointsTo {
        guard let target = byName[name], target != index else { continue }
        places[index].targets[name] = target
        related.append(target)
      }
      places[index].related = Array(related.distinct.prefix(maximumRelated))
    }
    return places
  }
}
