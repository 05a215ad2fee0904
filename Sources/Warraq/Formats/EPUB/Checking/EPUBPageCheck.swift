import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML
import WarraqZip

/// Looks at a content document of a book (EPUB 3.3, 6), or at its NCX.
struct EPUBPageCheck {
  var findings: Findings
  private let record: CheckedRecord
  private let path: String
  private let book: CheckedBook
  private let item: CheckedBook.Item?
  private var hasScript = false
  private var hasDrawing = false
  private var hasMath = false
  /// Whether relative addresses lead out of the book.
  private var isBasedElsewhere = false

  init(_ record: CheckedRecord, path: String, book: CheckedBook, _ findings: Findings) {
    self.record = record
    self.path = path
    self.book = book
    self.findings = findings
    item = book.item(at: path)
  }

  private mutating func report(
    _ rule: CheckRule, _ text: String? = nil, at element: XMLTree.Element
  ) {
    findings.report(rule, text, at: record.offset(element))
  }

  mutating func check() {
    let root = record.tree.root
    if root.isNamed("html") {
      let base = root.first("head")?.first("base")?["href"]
      isBasedElsewhere = base.map { URISyntax.isURI($0, international: true) } ?? false
      checkRoot(root)
      if item?.properties.contains("nav") == true { checkNavigation(root) }
    }
    var elements: [XMLTree.Element] = []
    root.forEach { elements.append($0) }
    for element in elements { check(element) }
    if root.isNamed("html") { checkProperties(root) }
  }

  private mutating func checkRoot(_ html: XMLTree.Element) {
    let language = html["xml:lang"] ?? html["lang"]
    if let language, !language.isEmpty {
      if html["lang"] ?? language != language {
        report(.epubLanguages, "lang is '\(html["lang"] ?? "")', xml:lang '\(language)'", at: html)
      }
      let body = html.first("body")
      if TextDirection(language: language) == .rightToLeft,
        html["dir"] == nil || body?["dir"] == nil
      {
        report(
          .epubDirection,
          "the page is in '\(language)', without dir on both html and body", at: html)
      }
    } else {
      report(.epubNoLanguage, at: html)
    }
    if html.first("head")?.first("title")?.nonEmptyText == nil { report(.epubNoTitle, at: html) }
    if book.isFixed, book.spine.contains(path) {
      let viewport = html.first("head")?.children.first { $0["name"] == "viewport" }
      let content = viewport?["content"] ?? ""
      if !content.contains("width") || !content.contains("height") {
        report(.epubViewport, at: html)
      }
    }
  }

  private mutating func checkNavigation(_ html: XMLTree.Element) {
    var contents: XMLTree.Element?
    html.forEach { element in
      let types = (element["epub:type"] ?? "").split(separator: " ")
      if element.isNamed("nav"), types.contains("toc"), contents == nil { contents = element }
    }
    guard let contents, contents.first("ol") != nil else {
      return report(.epubNavigation, "there is no nav of the type toc with a list", at: html)
    }
    var last = -1
    var isOrdered = true
    contents.forEach { element in
      guard element.isNamed("a"), let reference = element["href"],
        let target = EPUBArchivePath.resolve(reference, in: path),
        let position = book.spine.firstIndex(of: target)
      else { return }
      if position < last { isOrdered = false }
      last = position
    }
    if !isOrdered { report(.epubNavigationOrder, at: contents) }
  }

  // MARK: Every element

  private mutating func check(_ element: XMLTree.Element) {
    if let id = element["id"] { findings.mention(path + "#" + id, in: "anchor") }
    switch element.name {
    case "a", "area": if let reference = element["href"] { checkLink(reference, element) }
    // An NCX points with these.
    case "content":
      if record.tree.root.isNamed("ncx"), let reference = element["src"] {
        checkLink(reference, element)
      }
    case "img", "audio", "video", "source", "track", "iframe", "embed", "script", "input":
      if let reference = element["src"] { checkResource(reference, element) }
      if element.isNamed("img"), element["alt"] == nil { report(.epubNoAlternative, at: element) }
    case "link":
      if let reference = element["href"], !reference.trimmed.isEmpty {
        checkResource(reference, element)
      }
    case "object": if let reference = element["data"] { checkResource(reference, element) }
    case "svg": hasDrawing = true
    case "math": hasMath = true
    default: break
    }
    if element.isNamed("script") {
      let type = element["type"] ?? ""
      // A block of data is no script.
      if type.isEmpty || type.contains("javascript") || type == "module" { hasScript = true }
    }
    if ["onclick", "onload", "onerror"].contains(where: { element.has($0) }) { hasScript = true }
  }

  private mutating func checkLink(_ reference: String, _ element: XMLTree.Element) {
    let scheme = reference.utf8.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
    switch String(Substring(scheme)).lowercased() {
    case "javascript", "file", "data", "vbscript":
      return report(.epubUnsafeLink, "'\(reference.prefix(60))' is no link for a book", at: element)
    default: break
    }
    checkTarget(reference, element)
  }

  private mutating func checkResource(_ reference: String, _ element: XMLTree.Element) {
    // The data of a picture may have line ends in it.
    guard !reference.trimmed.lowercased().hasPrefix("data:") else { return }
    if URISyntax.isURI(reference, international: true) || reference.hasPrefix("//") {
      if element.isNamed("link") { return }
      let type = element["type"] ?? ""
      let mayBeRemote =
        ["audio", "video", "source", "track"].contains(element.name)
        || element.isNamed("object") && (type.hasPrefix("audio/") || type.hasPrefix("video/"))
      if !mayBeRemote || item?.properties.contains("remote-resources") != true {
        report(
          .epubRemoteResource, "'\(reference.prefix(100))' is fetched from the network", at: element
        )
      }
      return
    }
    checkTarget(reference, element)
  }

  /// Whether a reference leads to something in the book.
  private mutating func checkTarget(_ reference: String, _ element: XMLTree.Element) {
    if URISyntax.isURI(reference, international: true) || isBasedElsewhere { return }
    guard let target = EPUBArchivePath.resolve(reference, in: path),
      book.zip.entry(named: target) != nil
    else {
      return report(
        .epubDanglingLink, "'\(reference)' leads to nothing in the book", at: element)
    }
    checkListing(of: target, reference, element)
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, !Self.isMediaFragment(parts[1]),
      book.item(at: target)?.mediaType == "application/xhtml+xml"
    else { return }
    let anchor = URIText.decodedSegment(String(parts[1]))
    findings.refer(
      to: target + "#" + anchor, in: "anchor", .epubDanglingLink,
      "'\(reference)' leads to a place that is not in '\(target)'", at: record.offset(element))
  }

  /// Whether what stands after `#` is a part of a medium or a place by its path, and no `id`.
  private static func isMediaFragment(_ fragment: Substring) -> Bool {
    fragment.contains("(") || ["xywh=", "t=", "xyn=", "xyr="].contains { fragment.hasPrefix($0) }
  }

  /// Whether the manifest lists what a page shows, and the spine what it links to.
  private mutating func checkListing(
    of target: String, _ reference: String, _ element: XMLTree.Element
  ) {
    guard let listed = book.item(at: target) else {
      if target != book.packagePath, !target.hasPrefix("META-INF/") {
        report(
          .epubUnlistedResource, "'\(reference)' is not in the manifest", at: element)
      }
      return
    }
    let isLink = element.isNamed("a") || element.isNamed("area")
    if isLink, listed.mediaType == "application/xhtml+xml", target != path,
      !book.spine.contains(target), !listed.properties.contains("nav")
    {
      report(
        .epubNotInSpine, "'\(reference)' leads to a page that is not in the spine", at: element)
    }
    if element.isNamed("img"), !listed.hasFallback, !listed.mediaType.isEmpty,
      !Self.pictureTypes.contains(listed.mediaType),
      element.parent?.isNamed("picture") != true
    {
      report(
        .epubForeignResource, "'\(reference)' is \(listed.mediaType), without a fallback",
        at: element)
    }
  }

  private static let pictureTypes: Set<String> = [
    "image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp",
  ]

  private mutating func checkProperties(_ html: XMLTree.Element) {
    guard let item, book.isThree else { return }
    for (name, isThere) in [("scripted", hasScript), ("svg", hasDrawing), ("mathml", hasMath)]
    // A drawing may be shown by a style sheet or a script.
    where isThere != item.properties.contains(name) && (isThere || name != "svg") {
      report(
        .epubProperties,
        isThere
          ? "the manifest does not give the page the property '\(name)'"
          : "the manifest gives the page the property '\(name)', which it has no use for", at: html)
    }
  }
}

extension XMLTree.Element {
  /// Whether it has an attribute of that name.
  fileprivate func has(_ name: StaticString) -> Bool { self[name] != nil }
}
