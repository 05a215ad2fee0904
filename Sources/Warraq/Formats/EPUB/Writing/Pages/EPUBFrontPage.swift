import WarraqCore
import WarraqModel
import WarraqMarkup

/// Writes the first pages of a book: the cover, and the front page with the lead stories.
struct EPUBFrontPage {
  private let book: EPUBBook
  private let labels: PageLabels
  /// The stories from the most urgent on; among equals the order of the book.
  private let ranked: [Int]

  /// How many headlines a cover has room for.
  private static let coverHeadlines = 5
  /// How many stories the front page tells more of than the headline.
  private static let leadStories = 5
  /// How many headlines of a section it lists.
  private static let sectionHeadlines = 6
  /// How many sections it lists; the contents list all.
  private static let maximumSections = 24

  init(_ book: EPUBBook) {
    self.book = book
    labels = book.labels
    ranked = book.order.enumerated().sorted { a, b in
      let (x, y) = (book.stories[a.element].urgency, book.stories[b.element].urgency)
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  // MARK: - Cover

  func writeCover(to xml: inout XMLWriter) {
    xml.page(
      title: book.title, language: book.language,
      class: book.cover == nil ? "cover" : book.coverText == nil ? "cover picture" : "cover lead"
    ) { xml in
      xml.open("section")
      xml.attribute("epub:type", "cover")
      if let picture = book.cover {
        coverPicture(picture, &xml)
        if book.coverText != nil { coverWords(&xml) }
      } else {
        // The drawing says nothing that the words below it do not.
        xml.picture(EPUBLead(path: EPUBPath.coverPicture, text: ""))
        coverWords(&xml)
      }
      xml.close()
    }
  }

  private func coverPicture(_ picture: EPUBPicture, _ xml: inout XMLWriter) {
    xml.open("img")
    xml.attribute("role", "doc-cover")
    xml.attribute("src", picture.path)
    xml.attribute("alt", book.coverText ?? book.title)
    xml.close()
  }

  private func coverWords(_ xml: inout XMLWriter) {
    if let publisher = book.publishers.first, publisher != book.title {
      xml.line("masthead", publisher, on: book.language)
    }
    title(&xml)
    if let subtitle = book.subtitle { xml.line("deck", subtitle, on: book.language) }
    if book.stories.count == 1 { coverOfStory(book.stories[0], &xml) }
    issueLine(&xml)
    guard book.stories.count > 1 else { return }
    xml.open("ul")
    for index in ranked.prefix(Self.coverHeadlines) {
      xml.open("li")
      xml.storyLink(to: index, in: book, on: book.language)
      xml.close()
    }
    xml.close()
  }

  private func title(_ xml: inout XMLWriter) {
    xml.open("h1")
    xml.direction(of: book.title, on: book.language)
    xml.text(book.title)
    xml.close()
  }

  private func coverOfStory(_ story: EPUBStory, _ xml: inout XMLWriter) {
    if story.title != book.title { xml.line("deck", story.title, on: book.language) }
    if let deck = story.deck { xml.line("deck", deck, on: book.language) }
    xml.byline(of: story)
  }

  /// Writes the days, unless the title says them, and the number of the issue.
  private func issueLine(_ xml: inout XMLWriter) {
    let days = book.days.flatMap { book.title.contains($0) ? nil : $0 }
    let parts = [days, book.issue.map { "\(labels.issue) \($0)" }].compactMap { $0 }
    guard !parts.isEmpty else { return }
    xml.line("date", parts.joined(separator: " · "))
  }

  // MARK: - Front page

  func write(to xml: inout XMLWriter) {
    xml.page(title: labels.front, language: book.language, class: "front") { xml in
      xml.open("header")
      xml.attribute("class", "masthead")
      if let publisher = book.publishers.first, publisher != book.title {
        xml.line("publisher", publisher, on: book.language)
      }
      title(&xml)
      if let subtitle = book.subtitle { xml.line("deck", subtitle, on: book.language) }
      issueLine(&xml)
      xml.close()
      let leads = ranked.prefix(Self.leadStories)
      for (place, index) in leads.enumerated() { lead(index, isFirst: place == 0, &xml) }
      let rest = book.hasSections ? sections(&xml, without: Set(leads)) : others(leads.count, &xml)
      if rest { xml.moreLink(EPUBPath.navigation, labels.contents) }
    }
  }

  private func lead(_ index: Int, isFirst: Bool, _ xml: inout XMLWriter) {
    let story = book.stories[index]
    xml.open("article")
    xml.differences(of: story.language, on: book.language, class: isFirst ? "lead" : "second")
    if let section = story.sectionName, book.hasSections {
      xml.line("section", section, on: story.language)
    }
    xml.open("h2")
    xml.storyLink(to: index, in: book, on: story.language)
    xml.close()
    if isFirst, let picture = story.lead { xml.picture(picture) }
    if let summary = story.deck ?? story.opening {
      xml.line("deck", summary, on: story.language)
    }
    xml.byline(of: story)
    xml.close()
  }

  /// Lists the first stories of each section that are not told of above; returns whether there are
  /// more than are listed.
  private func sections(_ xml: inout XMLWriter, without leads: Set<Int>) -> Bool {
    var hasMore = book.sections.count > Self.maximumSections
    for (number, section) in book.sections.prefix(Self.maximumSections).enumerated() {
      let stories = section.stories.filter { !leads.contains($0) }
      guard !stories.isEmpty, let name = section.name else { continue }
      xml.open("section")
      xml.differences(of: section.language, on: book.language)
      xml.open("h2")
      let isLink = book.hasPage(section)
      if isLink {
        xml.open("a")
        xml.attribute("href", EPUBPath.section(number))
      }
      xml.open("bdi")
      if section.nameLanguage != section.language {
        xml.differences(of: section.nameLanguage, on: section.language)
      }
      xml.text(name)
      xml.close()
      if isLink { xml.close() }
      xml.close()
      list(stories.prefix(Self.sectionHeadlines), on: section.language, &xml)
      xml.close()
      hasMore = hasMore || stories.count > Self.sectionHeadlines
    }
    return hasMore
  }

  private func others(_ told: Int, _ xml: inout XMLWriter) -> Bool {
    let stories = ranked.dropFirst(told)
    guard !stories.isEmpty else { return false }
    xml.open("section")
    xml.element("h2", labels.others)
    list(stories.prefix(Self.sectionHeadlines * 4), on: book.language, &xml)
    xml.close()
    return stories.count > Self.sectionHeadlines * 4
  }

  private func list(
    _ stories: ArraySlice<Int>, on page: PageLanguage, _ xml: inout XMLWriter
  ) {
    xml.open("ul")
    for index in stories {
      xml.open("li")
      xml.storyLink(to: index, in: book, on: page)
      xml.close()
    }
    xml.close()
  }
}
