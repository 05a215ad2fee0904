import WarraqCore
import WarraqModel
import WarraqXML

/// Writes the package document (EPUB 3.3, 5, https://www.w3.org/TR/epub-33/#sec-package-doc).
struct EPUBPackage {
  private let book: EPUBBook
  private let labels: EPUBLabels

  init(_ book: EPUBBook) {
    self.book = book
    labels = book.labels
  }

  func write(to xml: inout XMLWriter) {
    xml.declaration()
    xml.indents = true
    xml.open("package")
    xml.attribute("xmlns", "http://www.idpf.org/2007/opf")
    xml.attribute("version", "3.0")
    xml.attribute("unique-identifier", "id")
    if let language = book.language { xml.attribute("xml:lang", language) }
    xml.attribute("dir", book.direction.rawValue)
    metadata(&xml)
    manifest(&xml)
    spine(&xml)
    guide(&xml)
    xml.close()
    xml.text("\n")
  }

  // MARK: - Metadata

  private func metadata(_ xml: inout XMLWriter) {
    xml.open("metadata")
    xml.attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/")
    xml.open("dc:identifier")
    xml.attribute("id", "id")
    xml.text(book.identifier)
    xml.close()
    xml.element("dc:title", book.title)
    for language in book.languages { xml.element("dc:language", language) }
    property("dcterms:modified", book.modified.description, &xml)
    people("dc:creator", "creator", book.creators, &xml)
    people("dc:contributor", "contributor", book.contributors, &xml)
    for publisher in book.publishers { xml.element("dc:publisher", publisher) }
    if let date = book.date { xml.element("dc:date", date.description) }
    if book.stories.count == 1, let deck = book.stories[0].deck {
      xml.element("dc:description", deck)
    }
    for subject in book.subjects { xml.element("dc:subject", subject) }
    for source in book.sources { xml.element("dc:source", source) }
    for text in book.rights { xml.element("dc:rights", text) }
    accessibility(&xml)
    xml.close()
  }

  private func people(
    _ name: StaticString, _ prefix: String, _ people: [Contributor], _ xml: inout XMLWriter
  ) {
    for (index, person) in people.enumerated() {
      let id = "\(prefix)\(index + 1)"
      xml.open(name)
      xml.attribute("id", id)
      xml.text(person.name)
      xml.close()
      xml.open("meta")
      xml.attribute("refines", "#\(id)")
      xml.attribute("property", "role")
      xml.attribute("scheme", "marc:relators")
      xml.text(person.role ?? "")
      xml.close()
    }
  }

  /// What is said is what is so (EPUB Accessibility 1.1, 2, https://www.w3.org/TR/epub-a11y-11/).
  private func accessibility(_ xml: inout XMLWriter) {
    let hasPictures = !book.pictures.isEmpty
    property("schema:accessMode", "textual", &xml)
    if hasPictures { property("schema:accessMode", "visual", &xml) }
    if hasPictures { property("schema:accessModeSufficient", "textual,visual", &xml) }
    if book.describesPictures { property("schema:accessModeSufficient", "textual", &xml) }
    property("schema:accessibilityFeature", "displayTransformability", &xml)
    property("schema:accessibilityFeature", "readingOrder", &xml)
    property("schema:accessibilityFeature", "structuralNavigation", &xml)
    property("schema:accessibilityFeature", "tableOfContents", &xml)
    if hasPictures, book.describesPictures {
      property("schema:accessibilityFeature", "alternativeText", &xml)
    }
    let mayMove = book.pictures.contains(where: \.mayMove)
    property("schema:accessibilityHazard", mayMove ? "unknown" : "none", &xml)
    let summary =
      hasPictures
      ? "\(labels.accessibleText) \(labels.accessiblePictures)" : labels.accessibleText
    property("schema:accessibilitySummary", summary, &xml)
  }

  private func property(_ name: String, _ value: String, _ xml: inout XMLWriter) {
    xml.open("meta")
    xml.attribute("property", name)
    xml.text(value)
    xml.close()
  }

  // MARK: - Files

  private func manifest(_ xml: inout XMLWriter) {
    xml.open("manifest")
    item("nav", EPUBPath.navigation, "application/xhtml+xml", properties: "nav", &xml)
    item("ncx", EPUBPath.ncx, "application/x-dtbncx+xml", &xml)
    item("cover", EPUBPath.cover, "application/xhtml+xml", &xml)
    item("style", EPUBPath.style, "text/css", &xml)
    for index in book.stories.indices {
      item(EPUBPath.chapterID(index), EPUBPath.chapter(index), "application/xhtml+xml", &xml)
    }
    for (index, picture) in book.pictures.enumerated() {
      item("picture\(index + 1)", picture.path, picture.mediaType, &xml)
    }
    xml.close()
  }

  private func item(
    _ id: String, _ path: String, _ mediaType: String, properties: String? = nil,
    _ xml: inout XMLWriter
  ) {
    xml.open("item")
    xml.attribute("id", id)
    xml.attribute("href", path)
    xml.attribute("media-type", mediaType)
    if let properties { xml.attribute("properties", properties) }
    xml.close()
  }

  private func spine(_ xml: inout XMLWriter) {
    xml.open("spine")
    xml.attribute("toc", "ncx")
    // Said in both cases: without it readers guess, and they guess left to right.
    xml.attribute("page-progression-direction", book.direction.rawValue)
    itemReference("cover", &xml)
    // One story needs no page that lists it.
    if book.stories.count > 1 { itemReference("nav", &xml) }
    for index in book.stories.indices { itemReference(EPUBPath.chapterID(index), &xml) }
    xml.close()
  }

  private func itemReference(_ id: String, _ xml: inout XMLWriter) {
    xml.open("itemref")
    xml.attribute("idref", id)
    xml.close()
  }

  /// For EPUB 2 readers (EPUB 3.3, D.2).
  private func guide(_ xml: inout XMLWriter) {
    xml.open("guide")
    reference("cover", labels.cover, EPUBPath.cover, &xml)
    if book.stories.count > 1 { reference("toc", labels.contents, EPUBPath.navigation, &xml) }
    reference("text", labels.stories, EPUBPath.chapter(0), &xml)
    xml.close()
  }

  private func reference(
    _ type: String, _ title: String, _ path: String, _ xml: inout XMLWriter
  ) {
    xml.open("reference")
    xml.attribute("type", type)
    xml.attribute("title", title)
    xml.attribute("href", path)
    xml.close()
  }
}

/// Where the files of a book lie, beside the package document.
enum EPUBPath {
  static let folder = "EPUB/"
  static let package = "package.opf"
  static let navigation = "nav.xhtml"
  static let ncx = "toc.ncx"
  static let cover = "cover.xhtml"
  static let style = "style.css"

  /// The file of the story at `index`.
  static func chapter(_ index: Int) -> String { chapterID(index) + ".xhtml" }

  /// The identifier of the story at `index` in the package document: `a00001` and so on.
  static func chapterID(_ index: Int) -> String {
    let number = String(index + 1)
    return "a" + String(repeating: "0", count: max(5 - number.utf8.count, 0)) + number
  }
}
