import WarraqCore
import WarraqMarkup
import WarraqZip

/// What the table of contents calls the pages: the navigation document (EPUB 3.3, 7) or the NCX of
/// EPUB 2 (OPF 2.0.1, 2.4.1).
struct EPUBTitles {
  struct Title {
    let text: String
    /// The words of the entry that it is under.
    let section: String?
    /// The place on the page that it leads to.
    var fragment: String?
  }

  private var titles: [String: Title] = [:]
  /// All entries that lead to a page, in order.
  private var entries: [String: [Title]] = [:]
  /// The pages that the landmarks name as no stories.
  private(set) var pagesApart: Set<String> = []

  var isEmpty: Bool { titles.isEmpty }

  func title(of path: String) -> Title? { titles[path] }

  /// The entries that lead to a page, in order.
  func entries(of path: String) -> [Title] { entries[path] ?? [] }

  mutating func readNavigation(_ root: XMLTree.Element, path: String, _ zip: ZipReader) {
    var isFirst = true
    for element in root.descendants where element.isNamed("nav") {
      let types = (element["epub:type"] ?? "").split(separator: " ")
      if types.contains("landmarks") {
        readLandmarks(element, path, zip)
      } else if types.contains("toc") || types.isEmpty && isFirst {
        isFirst = false
        for list in element.children where list.isNamed("ol") || list.isNamed("ul") {
          readList(list, section: nil, path, zip)
        }
      }
    }
  }

  private mutating func readList(
    _ list: XMLTree.Element, section: String?, _ path: String, _ zip: ZipReader
  ) {
    for item in list.children where item.isNamed("li") {
      var label: String?
      for child in item.children {
        if child.isNamed("ol") || child.isNamed("ul") {
          readList(child, section: label ?? section, path, zip)
        } else if label == nil, let text = child.text.visible {
          label = text
          let link = child.isNamed("a") ? child : child.firstDescendant("a")
          add(text, section, link?["href"], path, zip)
        }
      }
    }
  }

  private mutating func readLandmarks(_ nav: XMLTree.Element, _ path: String, _ zip: ZipReader) {
    for link in nav.descendants where link.isNamed("a") {
      let types = (link["epub:type"] ?? "").split(separator: " ")
      guard types.contains(where: EPUBPageKind.isApart), let target = link["href"],
        !target.contains("#"), let found = zip.name(for: target, in: path)
      else { continue }
      pagesApart.insert(found)
    }
  }

  mutating func readNCX(_ root: XMLTree.Element, path: String, _ zip: ZipReader) {
    if let map = root.first("navMap") { readPoints(map, section: nil, path, zip) }
  }

  private mutating func readPoints(
    _ parent: XMLTree.Element, section: String?, _ path: String, _ zip: ZipReader
  ) {
    for point in parent.children where point.isNamed("navPoint") {
      let label = point.first("navLabel")?.text.visible
      if let label { add(label, section, point.first("content")?["src"], path, zip) }
      readPoints(point, section: label ?? section, path, zip)
    }
  }

  /// A page is called what the first entry that leads to it says.
  private mutating func add(
    _ text: String, _ section: String?, _ target: String?, _ path: String, _ zip: ZipReader
  ) {
    guard let target, let found = zip.name(for: target, in: path) else { return }
    let fragment = target.firstIndex(of: "#").map {
      URIText.decodedSegment(String(target[$0...].dropFirst()))
    }
    let title = Title(text: text, section: section, fragment: fragment)
    if titles[found] == nil { titles[found] = title }
    entries[found, default: []].append(title)
  }
}

extension XMLTree.Element {
  /// How many words it holds.
  var wordCount: Int { text.split(whereSeparator: \.isWhitespace).count }

  /// The elements below it, in the order of the document.
  var descendants: [XMLTree.Element] {
    var found: [XMLTree.Element] = []
    var waiting = Array(children.reversed())
    while let element = waiting.popLast() {
      found.append(element)
      waiting.append(contentsOf: Array(element.children).reversed())
    }
    return found
  }
}
