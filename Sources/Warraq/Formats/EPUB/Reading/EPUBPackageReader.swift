import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqZip

/// Reads a package document (EPUB 3.3, 5; OPF 2.0.1).
struct EPUBPackageReader {
  /// What an item of the spine turns out to be.
  enum SpineItem {
    case page(String)
    case missing(String)
    case other(String, mediaType: String)
  }

  private(set) var metadata = EPUBMetadata()
  private(set) var spine: [SpineItem] = []
  private(set) var mediaTypes: [String: String] = [:]
  private(set) var navigationPath: String?
  private(set) var ncxPath: String?
  /// The pages that are no stories: the cover and lists of what is in the book.
  private(set) var pagesApart: Set<String> = []

  private struct Item {
    let reference: String
    let path: String?
    let mediaType: String
    let fallback: String?
  }

  private let path: String
  private let zip: ZipReader
  private var items: [String: Item] = [:]

  init(_ root: XMLTree.Element, path: String, zip: ZipReader) {
    self.path = path
    self.zip = zip
    if let element = root.first("metadata") {
      // OPF 1.x and 2.0 may put the elements of Dublin Core into one of their own.
      readMetadata(
        Array(element.first("dc-metadata").map { Array($0.children) } ?? Array(element.children)),
        identifiedBy: root["unique-identifier"]?.trimmed)
    }
    if let manifest = root.first("manifest") { readManifest(manifest) }
    if let spine = root.first("spine") { readSpine(spine) }
    if let guide = root.first("guide") { readGuide(guide) }
    if let navigationPath { pagesApart.insert(navigationPath) }
  }

  // MARK: - Metadata

  private mutating func readMetadata(_ elements: [XMLTree.Element], identifiedBy id: String?) {
    var roles: [String: String] = [:]
    for meta in elements where meta.isNamed("meta") {
      if meta["name"] == "generator" { metadata.isOurs = meta["content"] == EPUBPackage.generator }
      switch meta["property"] {
      case "role":
        if let refined = meta["refines"]?.trimmed { roles[String(refined.dropFirst())] = meta.text }
      case "dcterms:modified":
        if let text = meta.text.visible { metadata.modified = meta.date(text, language: nil) }
      default: break
      }
      if meta["name"] == "calibre:publication_type" {
        metadata.isPeriodical = (meta["content"] ?? "").hasPrefix("periodical")
      }
    }
    let language = elements.lazy.filter { $0.isNamed("language") }.compactMap(\.text.visible).first
    for element in elements {
      guard let text = element.text.visible else { continue }
      switch element.name {
      case "title":
        if metadata.title == nil {
          metadata.title = text
        } else {
          metadata.otherTitles.append(text)
        }
      case "identifier":
        if metadata.identifier == nil || element["id"]?.trimmed == id { metadata.identifier = text }
      case "language":
        guard let tag = LanguageTag.wellFormed(text) else {
          element.refuse()
          continue
        }
        Self.fill(&metadata.language, tag, of: element)
      case "creator":
        if Self.isPlaceholder(text) {
          element.refuse()
          element.passOver()
        } else {
          metadata.creators += people(text, element, roles)
        }
      case "contributor":
        // The producer of a book (MARC `bkp`) is a program more often than a person.
        if !Self.isPlaceholder(text), code(of: element, roles) != "bkp" {
          metadata.contributors += people(text, element, roles)
        }
      case "publisher":
        if !Self.isPlaceholder(text) { Self.fill(&metadata.publisher, text, of: element) }
      case "source": Self.fill(&metadata.source, text, of: element)
      case "description": Self.fill(&metadata.description, text, of: element)
      case "date":
        // OPF 2 has one for each event.
        let date = element.date(text, language: language)
        if metadata.published == nil || element["opf:event"] == "publication"
          || metadata.published?.isResolved == false && date.isResolved
        {
          metadata.published = date
        } else {
          element.refuse()
        }
      case "subject": metadata.subjects.append(text)
      case "rights": Self.fill(&metadata.rights, text, of: element)
      case "meta": break
      default: element.refuse()
      }
    }
    if metadata.language == "und" { metadata.language = nil }
  }

  /// Fills a text that has none; another one is not used.
  private static func fill(_ field: inout String?, _ text: String, of element: XMLTree.Element) {
    if let known = field {
      if known != text { element.refuse() }
    } else {
      field = text
    }
  }

  /// The people that an element names, in a book of ours one.
  private func people(
    _ text: String, _ element: XMLTree.Element, _ roles: [String: String]
  ) -> [Contributor] {
    let role = code(of: element, roles).flatMap { MARCRelator.role(for: $0) }
    let names = metadata.isOurs ? [text] : PeopleText.names(in: text)
    return names.map { Contributor(name: $0, role: role) }
  }

  private func code(of element: XMLTree.Element, _ roles: [String: String]) -> String? {
    element["opf:role"] ?? element["id"].flatMap { roles[$0.trimmed] }
  }

  /// Whether a name is what calibre, Sigil and LibreOffice write where none was given, in their
  /// languages.
  private static func isPlaceholder(_ name: String) -> Bool {
    placeholders.contains(name.lowercased())
  }

  private static let placeholders: Set<String> = [
    "calibre", "unknown", "unknown author", "unknown publisher", "unbekannt", "inconnu",
    "inconnu(e)",
    "desconocido", "sconosciuto", "desconhecido", "onbekend", "okänd", "nieznany", "неизвестно",
    "неизвестный", "غير معروف", "ناشناس", "未知", "不明",
  ]

  // MARK: - Files

  private mutating func readManifest(_ manifest: XMLTree.Element) {
    for element in manifest.children where element.isNamed("item") {
      guard let id = element["id"]?.trimmed, let reference = element["href"]?.trimmed else {
        continue
      }
      let item = Item(
        reference: reference, path: zip.name(for: reference, in: path),
        mediaType: Self.mediaType(element["media-type"]),
        fallback: element["fallback"]?.trimmed)
      items[id] = item
      guard let path = item.path else { continue }
      mediaTypes[path] = item.mediaType
      let properties = (element["properties"] ?? "").split(separator: " ")
      if properties.contains("nav") { navigationPath = navigationPath ?? path }
      if item.mediaType == "application/x-dtbncx+xml" { ncxPath = ncxPath ?? path }
    }
  }

  /// A media type; the usual ones take no memory, however many files have them.
  private static func mediaType(_ value: String?) -> String {
    guard let value = value?.trimmed else { return "" }
    for known in ["application/xhtml+xml", "image/jpeg", "image/png", "text/css"]
    where value == known {
      return known
    }
    return value
  }

  private mutating func readSpine(_ element: XMLTree.Element) {
    if let id = element["toc"]?.trimmed, let path = items[id]?.path { ncxPath = path }
    var seen: Set<String> = []
    for reference in element.children where reference.isNamed("itemref") {
      guard let id = reference["idref"]?.trimmed else { continue }
      guard let item = items[id] else {
        spine.append(.missing(id))
        continue
      }
      let found = spineItem(item)
      if case .page(let path) = found, !seen.insert(path).inserted { continue }
      spine.append(found)
    }
  }

  /// Follows the chain of fallbacks to something that is text (EPUB 3.3, 3.5.1).
  private func spineItem(_ item: Item) -> SpineItem {
    var current = item
    var steps = 0
    while !Self.isPage(current), steps < 16, let next = current.fallback.flatMap({ items[$0] }) {
      current = next
      steps += 1
    }
    guard Self.isPage(current) else {
      return .other(item.path ?? item.reference, mediaType: item.mediaType)
    }
    return current.path.map { .page($0) } ?? .missing(current.reference)
  }

  private static func isPage(_ item: Item) -> Bool {
    switch item.mediaType {
    case "application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml", "",
      "image/svg+xml":
      true
    default: false
    }
  }

  /// The guide of EPUB 2 (OPF 2.0.1, 2.6).
  private mutating func readGuide(_ guide: XMLTree.Element) {
    for reference in guide.children where reference.isNamed("reference") {
      guard let type = reference["type"], EPUBPageKind.isApart(type),
        let target = reference["href"],
        // One file may hold the cover and the stories.
        !target.contains("#"), let path = zip.name(for: target, in: path)
      else { continue }
      pagesApart.insert(path)
    }
  }
}

/// Kinds of pages (EPUB Structural Semantics, https://idpf.github.io/epub-vocabs/structure/; the guide
/// of OPF 2.0.1).
enum EPUBPageKind {
  /// Whether pages of a kind are no stories: covers, and lists of what is in the book.
  static func isApart(_ kind: some StringProtocol) -> Bool {
    switch kind {
    case "cover", "cover-page", "titlepage", "title-page", "halftitlepage", "toc", "landmarks",
      "page-list", "loi", "lot", "loa", "lov", "index", "copyright-page":
      true
    default: false
    }
  }
}
