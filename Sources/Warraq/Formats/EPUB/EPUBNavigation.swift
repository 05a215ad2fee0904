import WarraqCore
import WarraqModel
import WarraqXML

/// Writes the pages and files that lead to the stories: the cover page, the table of contents
/// (EPUB 3.3, 7, https://www.w3.org/TR/epub-33/#sec-nav) and the NCX for EPUB 2 readers.
struct EPUBNavigation {
  private let book: EPUBBook
  private let labels: EPUBLabels

  /// How many headlines a cover has room for.
  private static let coverHeadlines = 8

  init(_ book: EPUBBook) {
    self.book = book
    labels = book.labels
  }

  // MARK: - Cover

  func writeCover(to xml: inout XMLWriter) {
    xml.page(
      title: book.title, language: book.language, direction: book.direction, class: "cover"
    ) { xml in
      xml.open("section")
      xml.attribute("epub:type", "cover")
      if let publisher = book.publishers.first, publisher != book.title {
        line("masthead", publisher, &xml)
      }
      if book.stories.count == 1 { coverOfStory(book.stories[0], &xml) } else { coverOfMany(&xml) }
      xml.close()
    }
  }

  private func coverOfStory(_ story: EPUBStory, _ xml: inout XMLWriter) {
    xml.element("h1", book.title)
    if story.title != book.title { line("deck", story.title, &xml) }
    if let deck = story.deck { line("deck", deck, &xml) }
    if let byline = story.byline {
      line("byline", byline, &xml)
    } else if !story.creators.isEmpty {
      xml.open("p")
      xml.attribute("class", "byline")
      xml.text(labels.by + " ")
      xml.isolated(story.creators.map(\.name).distinct, comma: labels.comma)
      xml.close()
    }
    if let days = book.days { line("date", days, &xml) }
  }

  private func coverOfMany(_ xml: inout XMLWriter) {
    xml.element("h1", book.title)
    if let days = book.days, !book.title.contains(days) { line("date", days, &xml) }
    xml.open("ul")
    for (index, story) in book.stories.prefix(Self.coverHeadlines).enumerated() {
      xml.open("li")
      link(to: index, story, &xml)
      xml.close()
    }
    xml.close()
  }

  private func line(_ name: String, _ text: String, _ xml: inout XMLWriter) {
    xml.open("p")
    xml.attribute("class", name)
    xml.text(text)
    xml.close()
  }

  private func link(to index: Int, _ story: EPUBStory, _ xml: inout XMLWriter) {
    xml.open("a")
    xml.attribute("href", EPUBPath.chapter(index))
    if story.language != book.language || story.direction != book.direction {
      xml.languageAttributes(story.language, story.direction)
    }
    xml.text(story.title)
    xml.close()
  }

  // MARK: - Table of contents

  func writeContents(to xml: inout XMLWriter) {
    xml.page(
      title: labels.contents, language: book.language, direction: book.direction, class: "contents"
    ) { xml in
      xml.open("nav")
      xml.attribute("epub:type", "toc")
      xml.attribute("role", "doc-toc")
      xml.attribute("aria-labelledby", "contents")
      xml.open("h1")
      xml.attribute("id", "contents")
      xml.text(labels.contents)
      xml.close()
      xml.open("ol")
      for (index, story) in book.stories.enumerated() {
        xml.open("li")
        link(to: index, story, &xml)
        xml.close()
        xml.text("\n")
      }
      xml.close()
      xml.close()
      landmarks(&xml)
    }
  }

  private func landmarks(_ xml: inout XMLWriter) {
    xml.open("nav")
    xml.attribute("epub:type", "landmarks")
    // There are readers that print what is hidden; the style sheet hides it by its name too.
    xml.attribute("id", "landmarks")
    xml.attribute("hidden", "hidden")
    xml.open("ol")
    landmark("cover", labels.cover, EPUBPath.cover, &xml)
    if book.stories.count > 1 { landmark("toc", labels.contents, EPUBPath.navigation, &xml) }
    landmark("bodymatter", labels.stories, EPUBPath.chapter(0), &xml)
    xml.close()
    xml.close()
  }

  private func landmark(
    _ type: String, _ title: String, _ path: String, _ xml: inout XMLWriter
  ) {
    xml.open("li")
    xml.open("a")
    xml.attribute("epub:type", type)
    xml.attribute("href", path)
    xml.text(title)
    xml.close()
    xml.close()
  }

  // MARK: - NCX

  /// Writes the NCX (OPF 2.0.1, 2.4.1).
  func writeNCX(to xml: inout XMLWriter) {
    xml.declaration()
    xml.indents = true
    xml.open("ncx")
    xml.attribute("xmlns", "http://www.daisy.org/z3986/2005/ncx/")
    xml.attribute("version", "2005-1")
    if let language = book.language { xml.attribute("xml:lang", language) }
    xml.attribute("dir", book.direction.rawValue)
    xml.open("head")
    for (name, content) in [
      ("dtb:uid", book.identifier), ("dtb:depth", "1"), ("dtb:totalPageCount", "0"),
      ("dtb:maxPageNumber", "0"),
    ] {
      xml.open("meta")
      xml.attribute("name", name)
      xml.attribute("content", content)
      xml.close()
    }
    xml.close()
    xml.open("docTitle")
    xml.element("text", book.title)
    xml.close()
    xml.open("navMap")
    for (index, story) in book.stories.enumerated() {
      xml.open("navPoint")
      xml.attribute("id", EPUBPath.chapterID(index))
      xml.attribute("playOrder", decimal: index + 1)
      xml.open("navLabel")
      xml.element("text", story.title)
      xml.close()
      xml.open("content")
      xml.attribute("src", EPUBPath.chapter(index))
      xml.close()
      xml.close()
    }
    xml.close()
    xml.close()
    xml.text("\n")
  }
}
