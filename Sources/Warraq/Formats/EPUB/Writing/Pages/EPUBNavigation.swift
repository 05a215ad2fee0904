import WarraqCore
import WarraqModel
import WarraqMarkup

/// Writes the contents: the navigation document (EPUB 3.3, 7,
/// https://www.w3.org/TR/epub-33/#sec-nav) and the NCX for EPUB 2 readers.
struct EPUBNavigation {
  private let book: EPUBBook
  private let labels: PageLabels
  private let entries: [EPUBPages.Entry]
  private let firstText: String

  /// - Parameter pages: what the contents list.
  init(_ book: EPUBBook, pages: EPUBPages) {
    self.book = book
    labels = book.labels
    entries = pages.contents
    firstText =
      book.hasFrontPage ? EPUBPath.front : EPUBPath.chapter(book.order.first ?? 0)
  }

  // MARK: - Navigation document

  func writeContents(to xml: inout XMLWriter) {
    xml.page(title: labels.contents, language: book.language, class: "contents") { xml in
      xml.open("nav")
      xml.attribute("epub:type", "toc")
      xml.attribute("role", "doc-toc")
      // Programs that rewrite books drop the heading, and a reference to it would lead nowhere.
      xml.attribute("aria-label", labels.contents)
      xml.element("h1", labels.contents)
      list(entries, on: book.language, &xml)
      xml.close()
      landmarks(&xml)
    }
  }

  private func list(
    _ entries: [EPUBPages.Entry], on page: PageLanguage, _ xml: inout XMLWriter
  ) {
    xml.open("ol")
    for entry in entries {
      let language = entry.listLanguage ?? page
      xml.open("li")
      xml.differences(of: language, on: page, class: entry.children.isEmpty ? nil : "part")
      if entry.isPage {
        xml.open("a")
        xml.attribute("href", entry.path)
      } else {
        xml.open("span")
      }
      xml.differences(of: entry.language, on: language)
      xml.text(entry.title)
      xml.close()
      if !entry.children.isEmpty { list(entry.children, on: language, &xml) }
      xml.close()
      xml.text("\n")
    }
    xml.close()
  }

  private func landmarks(_ xml: inout XMLWriter) {
    xml.open("nav")
    xml.attribute("epub:type", "landmarks")
    // There are readers that print what is hidden; the style sheet hides it by its name too.
    xml.attribute("id", "landmarks")
    xml.attribute("hidden", "hidden")
    xml.open("ol")
    landmark("cover", labels.cover, EPUBPath.cover, &xml)
    if book.hasFrontPage { landmark("toc", labels.contents, EPUBPath.navigation, &xml) }
    landmark("bodymatter", labels.stories, firstText, &xml)
    if book.hasIndex { landmark("index", labels.index, EPUBPath.index(), &xml) }
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
    if let language = book.language.tag { xml.attribute("xml:lang", language) }
    xml.attribute("dir", book.language.direction.rawValue)
    xml.open("head")
    let depth = entries.contains { !$0.children.isEmpty } ? "2" : "1"
    for (name, content) in [
      ("dtb:uid", book.identifier), ("dtb:depth", depth), ("dtb:totalPageCount", "0"),
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
    var order = NavigationOrder()
    points(entries, &order, &xml)
    xml.close()
    xml.close()
    xml.text("\n")
  }

  /// Places that are listed twice have one number.
  private struct NavigationOrder {
    var points = 0
    var numbers: [String: Int] = [:]
  }

  private func points(
    _ entries: [EPUBPages.Entry], _ order: inout NavigationOrder, _ xml: inout XMLWriter
  ) {
    for entry in entries {
      order.points += 1
      let number = order.numbers[entry.path] ?? order.numbers.count + 1
      order.numbers[entry.path] = number
      xml.open("navPoint")
      xml.attribute("id", "p\(order.points)")
      xml.attribute("playOrder", decimal: number)
      xml.open("navLabel")
      xml.element("text", entry.title)
      xml.close()
      xml.open("content")
      xml.attribute("src", entry.path)
      xml.close()
      points(entry.children, &order, &xml)
      xml.close()
    }
  }
}
