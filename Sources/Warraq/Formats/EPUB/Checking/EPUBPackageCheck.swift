import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML
import WarraqZip

/// Looks at the package document of a book (EPUB 3.3, 5).
struct EPUBPackageCheck {
  var findings: Findings
  private let record: CheckedRecord
  private let book: CheckedBook
  private let root: XMLTree.Element

  init(_ record: CheckedRecord, book: CheckedBook, _ findings: Findings) {
    self.record = record
    self.book = book
    self.findings = findings
    root = record.tree.root
  }

  private mutating func report(
    _ rule: CheckRule, _ text: String? = nil, at element: XMLTree.Element
  ) {
    findings.report(rule, text, at: record.offset(element))
  }

  mutating func check() {
    let version = root["version"] ?? ""
    if version != "3.0" {
      report(
        version.hasPrefix("2") ? .epubOldVersion : .epubVersion,
        "the version of the package is '\(version)'", at: root)
    }
    let isThree = version.hasPrefix("3")
    if let metadata = root.first("metadata") {
      checkMetadata(metadata, isThree: isThree)
    } else {
      report(.epubMetadata, "the package has no metadata", at: root)
    }
    checkManifest(isThree: isThree)
    checkSpine()
  }

  // MARK: Metadata

  private mutating func checkMetadata(_ metadata: XMLTree.Element, isThree: Bool) {
    let elements =
      metadata.first("dc-metadata").map { Array($0.children) } ?? Array(metadata.children)
    func named(_ name: StaticString) -> [XMLTree.Element] { elements.filter { $0.isNamed(name) } }
    for name in ["identifier", "title", "language"]
    where !elements.contains(where: { $0.name == name }) {
      report(.epubMetadata, "there is no dc:\(name)", at: metadata)
    }
    for element in elements where element.namespace == "http://purl.org/dc/elements/1.1/" {
      if element.nonEmptyText == nil {
        report(.epubEmptyMetadata, "dc:\(element.name) is empty", at: element)
      }
    }
    for language in named("language") {
      let tag = language.text
      if !tag.isEmpty, LanguageTag.wellFormed(tag) != tag || tag == "und" {
        report(.epubLanguageTag, "'\(tag)' in dc:language is not a language", at: language)
      }
    }
    let identifier = root["unique-identifier"]?.trimmed
    if !named("identifier").contains(where: { $0["id"] != nil && $0["id"]?.trimmed == identifier })
    {
      report(.epubUniqueIdentifier, at: root)
    }
    let dates = named("date")
    if isThree, dates.count > 1 {
      report(.epubDate, "there is more than one dc:date", at: dates[1])
    }
    for date in dates where NewsDate(iso8601: date.text) == nil {
      report(.epubDate, "'\(date.text)' in dc:date is no date of ISO 8601", at: date)
    }
    guard isThree else { return }
    let metas = elements.filter { $0.isNamed("meta") }
    let modified = metas.filter { $0["property"] == "dcterms:modified" && $0["refines"] == nil }
    if modified.count != 1 {
      report(
        .epubModified, "there are \(modified.count) dcterms:modified; expected one",
        at: modified.last ?? metadata)
    } else if let date = modified.first, !Self.isModificationDate(date.text) {
      report(.epubModified, "'\(date.text)' is not as 2024-05-01T10:00:00Z", at: date)
    }
    let missing = ["accessMode", "accessibilityFeature", "accessibilityHazard"].filter { name in
      !metas.contains { $0["property"] == "schema:" + name }
    }
    if !missing.isEmpty {
      report(
        .epubAccessibility, "there is no schema:\(missing.joined(separator: ", schema:"))",
        at: metadata)
    }
  }

  private static func isModificationDate(_ text: String) -> Bool {
    text.utf8.count == 20 && text.hasSuffix("Z") && JSONFormat.dateTime.accepts(text)
  }

  // MARK: Manifest and spine

  static let pageTypes: Set<String> = [
    "application/xhtml+xml", "image/svg+xml", "application/x-dtbook+xml", "text/x-oeb1-document",
  ]

  private mutating func checkManifest(isThree: Bool) {
    guard let manifest = root.first("manifest") else {
      return report(.epubManifest, "the package has no manifest", at: root)
    }
    var ids: Set<String> = []
    var paths: Set<String> = []
    var navigation = 0
    for item in manifest.children where item.isNamed("item") {
      guard let id = item["id"]?.trimmed, let reference = item["href"],
        let type = item["media-type"]
      else {
        report(.epubManifest, "an item lacks its id, href or media-type", at: item)
        continue
      }
      if !ids.insert(id).inserted {
        report(.epubManifest, "two items have the id '\(id)'", at: item)
      }
      if (item["properties"] ?? "").split(separator: " ").contains("nav") { navigation += 1 }
      guard let path = EPUBArchivePath.resolve(reference, in: book.packagePath) else {
        // What scripts fetch may lie elsewhere too, and fonts that are SVG; pages and style sheets
        // may not. A page that shows a picture from elsewhere is told of itself.
        let isShown = type.hasPrefix("text/css") || type.contains("html")
        if isShown || !URISyntax.isURI(reference, international: true) {
          report(.epubRemoteResource, "'\(reference)' is not in the book", at: item)
        }
        continue
      }
      if reference.hasPrefix("/") {
        report(.epubManifest, "'\(reference)' begins at a root, which no book has", at: item)
      }
      if path.hasPrefix("META-INF/") {
        report(
          .epubManifest, "'\(reference)' is in META-INF, where no file of the book is", at: item)
      }
      if !paths.insert(path).inserted {
        report(.epubManifest, "two items have the href '\(reference)'", at: item)
      }
      if book.zip.entry(named: path) == nil {
        report(.epubMissingFile, "'\(reference)' is not in the archive", at: item)
      }
    }
    let data = manifest.children.filter {
      ($0["properties"] ?? "").split(separator: " ").contains("data-nav")
    }
    if data.count > 1 { report(.epubManifest, "two items have the property data-nav", at: data[1]) }
    if let item = data.first, item["media-type"] != "application/xhtml+xml" {
      report(.epubManifest, "an item with the property data-nav is no XHTML", at: item)
    }
    if isThree { checkProperties(of: manifest) }
    if isThree, navigation != 1 {
      report(
        .epubNavigation, "\(navigation) items have the property nav; expected one", at: manifest)
    }
  }

  /// Properties that no vocabulary has, and fallbacks that lead nowhere or in a circle.
  private mutating func checkProperties(of manifest: XMLTree.Element) {
    let items = manifest.children.filter { $0.isNamed("item") }
    var fallbacks: [String: String] = [:]
    for item in items {
      if let id = item["id"]?.trimmed, let fallback = item["fallback"]?.trimmed {
        fallbacks[id] = fallback
      }
    }
    let ids = Set(items.compactMap { $0["id"]?.trimmed })
    for item in items {
      for property in (item["properties"] ?? "").split(whereSeparator: \.isWhitespace)
      where !property.contains(":") && !Self.itemProperties.contains(String(property)) {
        report(.epubManifest, "no item can have the property '\(property)'", at: item)
      }
      guard let id = item["id"]?.trimmed, var fallback = fallbacks[id] else { continue }
      var steps = 0
      while ids.contains(fallback), fallback != id, steps <= items.count,
        let next = fallbacks[fallback]
      {
        fallback = next
        steps += 1
      }
      if !ids.contains(fallback) {
        report(.epubManifest, "the fallback '\(fallback)' is no item", at: item)
      } else if fallback == id || steps > items.count {
        report(.epubManifest, "the fallbacks of '\(id)' go round in a circle", at: item)
      }
    }
  }

  private static let itemProperties: Set<String> = [
    "cover-image", "mathml", "nav", "remote-resources", "scripted", "svg", "switch", "data-nav",
    "dictionary", "glossary", "index", "search-key-map",
  ]

  private mutating func checkSpine() {
    guard let spine = root.first("spine") else {
      return report(.epubSpine, "the package has no spine", at: root)
    }
    let manifest = root.first("manifest")
    let ids = Set(manifest?.children.compactMap { $0["id"]?.trimmed } ?? [])
    var types: [String: (type: String, hasFallback: Bool)] = [:]
    for item in manifest?.children.map({ $0 }) ?? [] {
      if let id = item["id"]?.trimmed, let type = item["media-type"] {
        types[id] = (type, item["fallback"] != nil)
      }
    }
    var seen: Set<String> = []
    for reference in spine.children where reference.isNamed("itemref") {
      guard let id = reference["idref"]?.trimmed, ids.contains(id) else {
        report(
          .epubSpine, "the manifest has no item '\(reference["idref"] ?? "")'", at: reference)
        continue
      }
      if !seen.insert(id).inserted {
        report(.epubSpine, "'\(id)' stands in the spine twice", at: reference)
      }
      if let (type, hasFallback) = types[id], !hasFallback, !Self.pageTypes.contains(type) {
        report(
          .epubForeignResource,
          "'\(id)' in the spine is \(type), without a fallback that is a page",
          at: reference)
      }
    }
    if seen.isEmpty { report(.epubSpine, "the spine is empty", at: spine) }
    guard
      let language = root.first("metadata")?.firstDescendant("language")?.text,
      TextDirection(language: language) == .rightToLeft,
      spine["page-progression-direction"] != "rtl"
    else { return }
    report(
      .epubProgression,
      "the book is in '\(language)', and its pages turn from left to right", at: spine)
  }
}
