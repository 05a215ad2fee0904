import WarraqCore
import WarraqModel
import WarraqMarkup

/// Writes the pages that open a section: its name and its stories.
struct EPUBSectionPage {
  private let book: EPUBBook
  private let section: EPUBSection
  private let showsSummaries: Bool

  init(_ book: EPUBBook, section: EPUBSection, showsSummaries: Bool) {
    self.book = book
    self.section = section
    self.showsSummaries = showsSummaries
  }

  /// Writes one page.
  ///
  /// - Parameters:
  ///   - stories: those it lists.
  ///   - isFirst: whether it is the first page of the section.
  ///   - next: the page that goes on, if there is one.
  func write(
    _ stories: ArraySlice<Int>, isFirst: Bool, next: String?, to xml: inout XMLWriter
  ) {
    let labels = section.language.labels
    let name = section.name ?? labels.stories
    xml.page(title: name, language: section.language, class: "listing") { xml in
      xml.open("h1")
      xml.name(
        name, in: section.name == nil ? section.language : section.nameLanguage,
        on: section.language)
      xml.close()
      xml.open("ul")
      for index in stories {
        xml.open("li")
        self.story(index, &xml)
        xml.close()
        xml.text("\n")
      }
      xml.close()
      if let next { xml.moreLink(next, labels.next + " ›") }
    }
  }

  private func story(_ index: Int, _ xml: inout XMLWriter) {
    let story = book.stories[index]
    xml.differences(of: story.language, on: section.language)
    xml.open("p")
    xml.attribute("class", "headline")
    xml.storyLink(to: index, in: book, on: story.language)
    xml.close()
    if showsSummaries, let summary = story.deck ?? story.opening {
      xml.line("summary", summary, on: story.language)
    }
    if let published = story.published, published.isPrintable {
      xml.open("p")
      xml.attribute("class", "date")
      xml.time(published, story.labels)
      xml.close()
    }
  }
}
