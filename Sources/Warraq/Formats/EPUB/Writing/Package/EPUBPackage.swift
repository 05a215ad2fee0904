import WarraqCore
import WarraqModel
import WarraqMarkup

/// Writes the package document (EPUB 3.3, 5, https://www.w3.org/TR/epub-33/#sec-package-doc).
struct EPUBPackage {
  private let book: EPUBBook
  private let labels: PageLabels
  private let pages: EPUBPages
  private let cover: EPUBPicture
  private let options: EPUBWriter.Options

  /// - Parameter cover: the picture for shelves, given or drawn.
  init(_ book: EPUBBook, pages: EPUBPages, cover: EPUBPicture, options: EPUBWriter.Options) {
    self.options = options
    self.book = book
    self.pages = pages
    self.cover = cover
    labels = book.labels
  }

  /// Who made the book, for the reader to know its own.
  static let generator = "Warraq"

  /// The vocabularies of the metadata. All are reserved words of EPUB 3.3, which EPUB 3.4 drops
  /// some of.
  private static let prefixes = """
    dcterms: http://purl.org/dc/terms/ marc: http://id.loc.gov/vocabulary/ schema: http://schema.org/
    """

  /// The prefixes of the vocabularies that the book uses.
  private var prefixes: String {
    // Not a reserved word (TDM Reservation Protocol, https://www.w3.org/community/reports/tdmrep/).
    let mining = book.reservesMining ? " tdm: http://www.w3.org/ns/tdmrep#" : ""
    return Self.prefixes + (options.certifier == nil ? "" : Self.certification) + mining
  }

  private static let certification = " a11y: http://www.idpf.org/epub/vocab/package/a11y/#"

  func write(to xml: inout XMLWriter) {
    xml.declaration()
    xml.indents = true
    xml.open("package")
    xml.attribute("xmlns", "http://www.idpf.org/2007/opf")
    xml.attribute("version", "3.0")
    xml.attribute("unique-identifier", "id")
    if let language = book.language.tag { xml.attribute("xml:lang", language) }
    xml.attribute("dir", book.language.direction.rawValue)
    xml.attribute("prefix", prefixes)
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
    titles(&xml)
    for language in book.languages { xml.element("dc:language", language) }
    property("dcterms:modified", book.modified.description, &xml)
    people("dc:creator", "creator", book.creators, &xml)
    people("dc:contributor", "contributor", book.contributors, &xml)
    for publisher in book.publishers { words("dc:publisher", publisher, &xml) }
    // Catalogues make a day of a month or a year, such as the day on which they are asked.
    if let date = book.date, date.precision >= .day { xml.element("dc:date", date.description) }
    if let description = book.description { words("dc:description", description, &xml) }
    subjects(&xml)
    for source in book.sources { xml.element("dc:source", source) }
    for text in book.rights { words("dc:rights", text, &xml) }
    if let issue = book.issue { series(issue, &xml) }
    accessibility(&xml)
    machines(&xml)
    named("generator", Self.generator, &xml)
    // For EPUB 2 readers, and newer ones that still look here.
    named("cover", "cover-picture", &xml)
    xml.close()
  }

  /// Writes subjects, with vocabulary and code where the stories say them (EPUB 3.3, 5.5.4.3).
  private func subjects(_ xml: inout XMLWriter) {
    for (index, subject) in book.subjects.enumerated() {
      let code = book.subjectCodes[subject]
      let id = "subject\(index + 1)"
      words("dc:subject", subject, id: code == nil ? nil : id, &xml)
      guard let code else { continue }
      property("authority", code.authority, of: id, &xml)
      property("term", code.term, of: id, &xml)
    }
  }

  private func titles(_ xml: inout XMLWriter) {
    guard let subtitle = book.subtitle else { return words("dc:title", book.titleOfIssue, &xml) }
    for (id, type, text) in [
      ("title", "main", book.titleOfIssue), ("subtitle", "subtitle", subtitle),
    ] {
      words("dc:title", text, id: id, &xml)
      property("title-type", type, of: id, &xml)
    }
  }

  /// Writes words with their direction where it is not that of the package (EPUB 3.3, 5.3.3).
  private func words(
    _ name: StaticString, _ text: String, id: String? = nil, _ xml: inout XMLWriter
  ) {
    xml.open(name)
    if let id { xml.attribute("id", id) }
    if let direction = LanguageDetector.direction(of: text), direction != book.language.direction {
      xml.attribute("dir", direction.rawValue)
    }
    xml.text(text)
    xml.close()
  }

  /// Says of which series the book is an issue (EPUB 3.3, D.3.2).
  private func series(_ issue: String, _ xml: inout XMLWriter) {
    xml.open("meta")
    xml.attribute("property", "belongs-to-collection")
    xml.attribute("id", "series")
    xml.text(book.title)
    xml.close()
    property("collection-type", "series", of: "series", &xml)
    property("dcterms:identifier", book.seriesIdentifier, of: "series", &xml)
    // Numbers with points between them, and nothing else.
    let isNumber = issue.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }
    if isNumber { property("group-position", issue, of: "series", &xml) }
    // What calibre and readers before EPUB 3 look for.
    named("calibre:series", book.title, &xml)
    if isNumber, issue.count(where: { $0 == "." }) < 2 {
      named("calibre:series_index", issue, &xml)
    }
  }

  private func people(
    _ name: StaticString, _ prefix: String, _ people: [Contributor], _ xml: inout XMLWriter
  ) {
    for (index, person) in people.enumerated() {
      let id = "\(prefix)\(index + 1)"
      words(name, person.name, id: id, &xml)
      property("role", person.role ?? "", of: id, scheme: "marc:relators", &xml)
      property("display-seq", String(index + 1), of: id, &xml)
    }
  }

  /// What is said is what is so (EPUB Accessibility 1.1, 2, https://www.w3.org/TR/epub-a11y-11/).
  private func accessibility(_ xml: inout XMLWriter) {
    // A cover that is drawn is for shelves and on no page of the book.
    let hasPictures = !book.pictures.isEmpty || book.cover != nil
    property("schema:accessMode", "textual", &xml)
    if hasPictures { property("schema:accessMode", "visual", &xml) }
    if hasPictures { property("schema:accessModeSufficient", "textual,visual", &xml) }
    if book.describesPictures { property("schema:accessModeSufficient", "textual", &xml) }
    property("schema:accessibilityFeature", "displayTransformability", &xml)
    if book.hasIndex { property("schema:accessibilityFeature", "index", &xml) }
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
    guard let conformance = options.conformance else { return }
    xml.open("meta")
    xml.attribute("property", "dcterms:conformsTo")
    xml.attribute("id", "conformance")
    xml.text(conformance.text)
    xml.close()
    if let certifier = options.certifier {
      property("a11y:certifiedBy", certifier, of: "conformance", &xml)
    }
  }

  /// Says what the stories say of themselves to machines: that mining them is reserved, and whether
  /// a machine made them.
  private func machines(_ xml: inout XMLWriter) {
    if book.reservesMining { property("tdm:reservation", "1", &xml) }
    for (index, story) in book.stories.enumerated() {
      guard let type = story.digitalSourceType else { continue }
      property("schema:digitalSourceType", type, of: EPUBPath.chapterID(index), &xml)
    }
  }

  /// Writes metadata of EPUB 2.
  private func named(_ name: String, _ content: String, _ xml: inout XMLWriter) {
    xml.open("meta")
    xml.attribute("name", name)
    xml.attribute("content", content)
    xml.close()
  }

  private func property(
    _ name: String, _ value: String, of id: String? = nil, scheme: String? = nil,
    _ xml: inout XMLWriter
  ) {
    xml.open("meta")
    if let id { xml.attribute("refines", "#\(id)") }
    xml.attribute("property", name)
    if let scheme { xml.attribute("scheme", scheme) }
    xml.text(value)
    xml.close()
  }

  // MARK: - Files

  private func manifest(_ xml: inout XMLWriter) {
    xml.open("manifest")
    item("nav", EPUBPath.navigation, "application/xhtml+xml", properties: "nav", &xml)
    item("ncx", EPUBPath.ncx, "application/x-dtbncx+xml", &xml)
    item("style", EPUBPath.style, "text/css", &xml)
    item("cover-picture", cover.path, cover.mediaType, properties: "cover-image", &xml)
    for step in pages.spine where step.path != EPUBPath.navigation {
      item(step.id, step.path, "application/xhtml+xml", &xml)
    }
    let pictures = book.pictures.filter { $0.path != cover.path }
    for (index, picture) in pictures.enumerated() {
      item("picture\(index + 1)", picture.path, picture.mediaType, &xml)
    }
    for (index, font) in book.fonts.enumerated() {
      item("font\(index + 1)", font.path, font.mediaType, &xml)
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
    xml.attribute("page-progression-direction", book.language.direction.rawValue)
    for step in pages.spine {
      xml.open("itemref")
      xml.attribute("idref", step.id)
      if case .page(_, isLinear: false) = step { xml.attribute("linear", "no") }
      xml.close()
    }
    xml.close()
  }

  /// For EPUB 2 readers (EPUB 3.3, D.2).
  private func guide(_ xml: inout XMLWriter) {
    xml.open("guide")
    reference("cover", labels.cover, EPUBPath.cover, &xml)
    if book.hasFrontPage {
      reference("toc", labels.contents, EPUBPath.navigation, &xml)
      reference("text", labels.stories, EPUBPath.front, &xml)
    } else {
      reference("text", labels.stories, EPUBPath.chapter(0), &xml)
    }
    if book.hasIndex { reference("index", labels.index, EPUBPath.index(), &xml) }
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

extension EPUBPages.Step {
  /// What the file is called in the package document: its name without the extension.
  fileprivate var id: String {
    let path = path
    return path.utf8.firstIndex(of: UInt8(ascii: ".")).map { String(path[..<$0]) } ?? path
  }
}
