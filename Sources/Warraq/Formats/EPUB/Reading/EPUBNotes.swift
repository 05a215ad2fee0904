import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqZip

/// The notes of a page that stand on other pages, as many books keep them.
struct EPUBNotes {
  /// A link to a note on another page.
  struct Reference {
    /// The page that the link stands on.
    let origin: String
    /// What the link says.
    let href: String
    /// What is printed.
    let sign: String
    let path: String
    let fragment: String
    /// Whether the book has the page that it leads to.
    let isThere: Bool
    /// Whether the markup says that it leads to a note.
    let isDeclared: Bool
  }

  /// The identifiers of the notes by the addresses of the links that lead to them, for each page.
  private var idsOnPages: [String: [String: String]] = [:]
  private var notes: [Note] = []
  /// The addresses of links to notes that are not among these: there is none, or its page is missing.
  private(set) var lost: [String] = []
  /// The identifiers of the notes, by the addresses of the links of the page that lead to them.
  let ids: [String: String]

  private struct Note {
    let id: String
    let sign: String
    let element: XMLTree.Element
    let backLinks: Set<Int>
    /// The page that it stands on.
    let page: String
  }

  /// How many pages with notes one page may lead to.
  static let maximumPages = 4

  /// Collects the notes to which a page leads, and those to which these lead.
  ///
  /// - Parameters:
  ///   - body: the page.
  ///   - path: where it lies in the book.
  ///   - open: opens another page; `nil` for one that cannot be read.
  init(
    of body: XMLTree.Element, at path: String, in zip: ZipReader,
    open: (String) -> EPUBNotePage?
  ) {
    var references = Self.references(in: body, at: path, zip)[...]
    guard !references.isEmpty else {
      ids = [:]
      return
    }
    var taken = Set(body.descendants.compactMap { $0["id"] })
    var known: [String: String] = [:]
    var pages: [String: EPUBNotePage?] = [:]
    while let reference = references.popFirst() {
      if idsOnPages[reference.origin]?[reference.href] != nil { continue }
      let page = reference.path
      let key = page + "#" + reference.fragment
      if let id = known[key] {
        idsOnPages[reference.origin, default: [:]][reference.href] = id
        continue
      }
      if reference.isThere, pages[page] == nil, pages.count < Self.maximumPages {
        pages[page] = .some(open(page))
      }
      guard let found = pages[page] ?? nil,
        let note = found.note(reference.fragment, isDeclared: reference.isDeclared),
        note.text.visible != nil
      else {
        if reference.isDeclared || !reference.isThere { lost.append(reference.href) }
        continue
      }
      let id = taken.insert(reference.fragment).inserted ? reference.fragment : key
      known[key] = id
      idsOnPages[reference.origin, default: [:]][reference.href] = id
      notes.append(
        Note(id: id, sign: reference.sign, element: note, backLinks: found.backLinks, page: page))
      // What it holds itself comes with it.
      references += Self.references(in: note, at: page, zip).filter { inner in
        inner.isDeclared && (inner.path != page || found.isOutside(inner.fragment, of: note))
      }
    }
    ids = idsOnPages[path] ?? [:]
  }

  /// The notes, in the order in which they are met.
  ///
  /// - Parameter firstMediaNumber: the number in the identifier of the first picture.
  func content(limits: Limits, firstMediaNumber: Int) -> HTMLContent {
    var content = HTMLContent()
    for note in notes {
      var found = note.element.content(
        EPUBMarkup.dialect(leavingOut: note.backLinks), limits: limits,
        firstMediaNumber: firstMediaNumber + content.media.count,
        notesElsewhere: idsOnPages[note.page] ?? [:])
      found.placePictures(of: note.page)
      found.blocks = [
        .footnote(
          id: note.id, found.blocks.unwrapped.withoutSign(note.sign.isNoteLabel ? note.sign : ""))
      ]
      content.append(found)
    }
    return content
  }

  /// The links of a page, or of a note on it, that lead to notes on others, as far as the page says. Of
  /// a note those that lead to notes on the same page are among them.
  static func references(
    in body: XMLTree.Element, at path: String, _ zip: ZipReader
  ) -> [Reference] {
    let isNote = !body.isNamed("body") && !body.isNamed("html")
    return body.descendants.compactMap { link in
      guard link.isNamed("a"), let href = link["href"], let hash = href.firstIndex(of: "#"),
        isNote || hash > href.startIndex
      else { return nil }
      let isDeclared = link.isDeclaredReference
      let sign = link.text
      // A sign at the start of a block is that of a note.
      guard
        isDeclared
          || sign.isNoteSign
            && EPUBNotePage.blocks(around: link).first?.hasText(before: link) == true,
        let resolved = hash > href.startIndex ? EPUBArchivePath.resolve(href, in: path) : path
      else { return nil }
      let target = zip.entry(named: resolved)?.name
      guard isNote || target != path else { return nil }
      let fragment = URIText.decodedSegment(String(href[hash...].dropFirst()))
      guard !fragment.isEmpty else { return nil }
      return Reference(
        origin: path, href: href, sign: sign, path: target ?? resolved, fragment: fragment,
        isThere: target != nil, isDeclared: isDeclared)
    }
  }

  /// The elements of a page of notes that the pages have which refer to them.
  ///
  /// - Parameters:
  ///   - origins: the pages that may refer to it; asked only where the page may hold notes.
  ///   - tree: what another page shows; `nil` for one that cannot be read.
  ///   - open: opens another page of notes.
  static func taken(
    from body: XMLTree.Element, at path: String, in zip: ZipReader, origins: () -> [String],
    tree: (String) -> XMLTree.Element?, open: (String) -> EPUBNotePage?
  ) -> Set<Int> {
    guard
      EPUBNotePage.leadsBack(from: body, at: path, zip) || EPUBNotePage.isOfNotes(body, at: path)
    else { return [] }
    let origins = origins()
    guard !origins.isEmpty else { return [] }
    let page = EPUBNotePage(body, at: path, zip)
    var taken: Set<Int> = []
    for origin in origins {
      guard let root = tree(origin) else { continue }
      let notes = EPUBNotes(of: root, at: origin, in: zip) { $0 == path ? page : open($0) }
      taken.formUnion(notes.notes.lazy.filter { $0.page == path }.map(\.element.place))
    }
    return taken
  }
}

/// A page with notes that lead back to other pages.
struct EPUBNotePage {
  /// The links that lead back.
  private(set) var backLinks: Set<Int> = []
  /// The elements that have an identifier.
  private var elements: [String: XMLTree.Element] = [:]
  /// The elements that are notes, by identifiers of theirs.
  private var notes: [String: XMLTree.Element] = [:]

  /// How far above its identifier or its link a note begins.
  private static let maximumDepth = 5
  /// A longer text is no note.
  private static let maximumLength = 8000

  init(_ body: XMLTree.Element, at path: String, _ zip: ZipReader) {
    var named: [(id: String, element: XMLTree.Element)] = []
    var holdsName: Set<Int> = []
    var links: [XMLTree.Element] = []
    var declared: Set<Int> = []
    for element in body.descendants {
      if let id = element["id"] ?? (element.isNamed("a") ? element["name"] : nil) {
        named.append((id, element))
        if elements[id] == nil { elements[id] = element }
        for outer in Self.blocks(around: element) { holdsName.insert(outer.place) }
        if element.isDeclaredNote { declared.insert(element.place) }
      }
      guard element.isNamed("a"), let href = element["href"], href.contains("#") else { continue }
      let isDeclared = element.says(role: "doc-backlink", type: "backlink")
      guard isDeclared || Self.leadsBack(element), let origin = zip.page(for: href, in: path),
        origin != path
      else { continue }
      links.append(element)
    }
    var blocks = declared
    for link in links {
      guard let block = Self.blocks(around: link).first(where: { holdsName.contains($0.place) })
      else { continue }
      backLinks.insert(link.place)
      if !Self.blocks(around: link).contains(where: { declared.contains($0.place) }) {
        blocks.insert(block.place)
      }
    }
    for (id, element) in named where notes[id] == nil {
      notes[id] = Self.blocks(around: element).first { blocks.contains($0.place) }
    }
  }

  /// The note of an identifier; one that a reference is sure of need not lead back.
  func note(_ id: String, isDeclared: Bool) -> XMLTree.Element? {
    if let note = notes[id] { return note }
    guard isDeclared, let block = elements[id].flatMap({ Self.blocks(around: $0).first }),
      block.text.utf8.count <= Self.maximumLength
    else { return nil }
    return block
  }

  /// Whether what has an identifier is not in an element.
  func isOutside(_ id: String, of element: XMLTree.Element) -> Bool {
    var current = elements[id]
    while let inner = current {
      if inner.place == element.place { return false }
      current = inner.parent
    }
    return true
  }

  /// Whether a page says that it is one of notes, to which other pages refer. A chapter with notes of
  /// its own is none.
  static func isOfNotes(_ body: XMLTree.Element, at path: String) -> Bool {
    let name = (path.split(separator: "/").last ?? "").prefix { $0.isLetter }
    if ["note", "notes", "footnotes", "endnotes"].contains(name.lowercased()) { return true }
    let elements = [body] + Array(body.descendants)
    let linked = Set(
      elements.lazy.compactMap { $0.isNamed("a") ? $0["href"] : nil }
        .filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) })
    return elements.contains { element in
      if element.isDeclaredNote { return element["id"].map { !linked.contains($0) } ?? false }
      return element.isListOfNotes
        && !element.descendants.contains { $0["id"].map(linked.contains) ?? false }
    }
  }

  /// Whether any link of a page may lead back to another page; few pages have one.
  static func leadsBack(from body: XMLTree.Element, at path: String, _ zip: ZipReader) -> Bool {
    body.descendants.contains { link in
      guard link.isNamed("a"), let href = link["href"], let hash = href.firstIndex(of: "#"),
        hash > href.startIndex
      else { return false }
      return (link.says(role: "doc-backlink", type: "backlink") || leadsBack(link))
        && zip.page(for: href, in: path).map { $0 != path } ?? false
    }
  }

  /// Whether a link may lead back from a note: a sign at its start, or an arrow.
  private static func leadsBack(_ link: XMLTree.Element) -> Bool {
    let text = link.text
    guard text.isNoteSign else { return false }
    return text.unicodeScalars.contains { "↩↑⇑⇧←⤴⏎^".unicodeScalars.contains($0) }
      || blocks(around: link).first?.hasText(before: link) == false
  }

  /// The element and those around it that a note may be, from the inside out.
  static func blocks(around element: XMLTree.Element) -> [XMLTree.Element] {
    var blocks: [XMLTree.Element] = []
    var current = element
    for _ in 0..<maximumDepth {
      switch current.name {
      case "li", "p", "div", "aside", "dd", "td": blocks.append(current)
      case "html", "body", "ol", "ul", "dl", "table", "section": return blocks
      default: break
      }
      guard let parent = current.parent else { return blocks }
      current = parent
    }
    return blocks
  }
}

extension XMLTree.Element {
  fileprivate var isDeclaredReference: Bool { says(role: "doc-noteref", type: "noteref") }

  fileprivate var isDeclaredNote: Bool {
    says(role: "doc-footnote", type: "footnote") || says(role: "doc-endnote", type: "endnote")
      || says(role: "doc-endnote", type: "rearnote")
  }

  fileprivate var isListOfNotes: Bool {
    ["endnotes", "footnotes", "rearnotes"].contains { says(role: "doc-endnotes", type: $0) }
  }

  /// Whether it has that role of DPUB-ARIA, or that type of the structural semantics of EPUB.
  fileprivate func says(role: String, type: Substring) -> Bool {
    self["role"] == role || (self["epub:type"] ?? "").split(separator: " ").contains(type)
  }
}

extension [Block] {
  /// What is in the list, the box or the note that an element alone became.
  fileprivate var unwrapped: [Block] {
    guard count == 1 else { return self }
    switch self[0] {
    case .list(let list) where list.items.count == 1: return list.items[0]
    case .aside(let blocks, _), .footnote(_, let blocks): return blocks
    case .list, .paragraph, .heading, .quote, .table, .figure, .embed, .preformatted, .divider:
      return self
    }
  }
}

extension ZipReader {
  /// The name of the entry that a link leads to, found by its path alone: links are many.
  fileprivate func page(for reference: String, in file: String) -> String? {
    EPUBArchivePath.resolve(reference, in: file).flatMap { entry(named: $0)?.name }
  }
}
