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
    if root.isNamed("svg"), book.fixedPages.contains(path), !Self.statesSize(root) {
      report(
        .epubViewport, "the drawing has no viewBox, nor a width and a height in pixels", at: root)
    }
    if root.isNamed("ncx"), book.isThree { checkDocumentType(root) }
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
    if book.fixedPages.contains(path) {
      let viewport = html.first("head")?.children.first { $0["name"] == "viewport" }
      if !Self.statesSize(viewport?["content"] ?? "") { report(.epubViewport, at: html) }
    }
  }

  /// Whether a viewport gives one width and one height, as numbers of CSS pixels or as those of the
  /// device.
  private static func statesSize(_ viewport: String) -> Bool {
    var values: [String: [Substring]] = [:]
    for property in viewport.split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let parts = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0]).trimmed.lowercased()
      values[name, default: []].append(parts.count == 2 ? parts[1] : "")
    }
    return ["width", "height"].allSatisfy { name in
      guard let found = values[name], found.count == 1 else { return false }
      let value = String(found[0]).trimmed
      return value == "device-" + name
        || !value.isEmpty && value.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    }
  }

  private static func statesSize(_ drawing: XMLTree.Element) -> Bool {
    drawing["viewBox"] != nil
      || ["width", "height"].allSatisfy { name in
        let value = (name == "width" ? drawing["width"] : drawing["height"])?.trimmed ?? ""
        let number = value.hasSuffix("px") ? value.dropLast(2) : value[...]
        return Double(number) != nil
      }
  }

  /// Looks at what a document type names outside of the book: an NCX may have that of its standard.
  private mutating func checkDocumentType(_ root: XMLTree.Element) {
    let head = String(decoding: record.bytes.prefix(record.offset(root)), as: UTF8.self)
    guard let type = head.firstRange(of: "<!DOCTYPE"), head[type.upperBound...].contains("//")
    else { return }
    if !head.contains("http://www.daisy.org/z3986/2005/ncx-2005-1.dtd") {
      report(.epubDocumentType, at: root)
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
    var outside: [XMLTree.Element] = []
    var last = -1
    var isOrdered = true
    contents.forEach { element in
      guard element.isNamed("a"), let reference = element["href"] else { return }
      if URISyntax.isURI(reference, international: true) { outside.append(element) }
      if let listed = EPUBArchivePath.resolve(reference, in: path).flatMap({ book.item(at: $0) }),
        !listed.hasFallback, !EPUBPackageCheck.pageTypes.contains(listed.mediaType)
      {
        outside.append(element)
      }
      guard let target = EPUBArchivePath.resolve(reference, in: path),
        let position = book.spine.firstIndex(of: target)
      else { return }
      if position < last { isOrdered = false }
      last = position
    }
    for element in outside {
      report(
        .epubNavigation, "'\(element["href"] ?? "")' leads to no page of the book", at: element)
    }
    if !isOrdered { report(.epubNavigationOrder, at: contents) }
  }

  // MARK: Every element

  private static let xhtml = "http://www.w3.org/1999/xhtml"

  private mutating func check(_ element: XMLTree.Element) {
    if let id = element["id"] { findings.mention(path + "#" + id, in: "anchor") }
    // Names with a hyphen are those of elements that a script defines.
    if book.isThree, element.namespace == Self.xhtml, !element.name.contains("-"),
      !XHTMLElements.all.contains(element.name)
    {
      report(.epubUnknownElement, "XHTML has no element '\(element.name)'", at: element)
    }
    if ["blockquote", "q", "ins", "del"].contains(element.name), let source = element["cite"] {
      checkTarget(source, element)
    }
    switch element.name {
    case "a", "area": if let reference = element["href"] { checkLink(reference, element) }
    // An NCX points with these.
    case "content":
      if record.tree.root.isNamed("ncx"), let reference = element["src"] {
        checkLink(reference, element)
      }
    case "img", "audio", "video", "source", "track", "iframe", "embed", "script", "input":
      if let reference = element["src"] { checkResource(reference, element) }
      for reference in Self.references(inSet: element["srcset"] ?? "") {
        checkResource(reference, element)
      }
      if let poster = element["poster"] { checkResource(poster, element, isPicture: true) }
      if element.isNamed("img"), element["alt"] == nil { report(.epubNoAlternative, at: element) }
    case "link":
      if let reference = element["href"], !reference.trimmed.isEmpty {
        checkResource(reference, element)
      }
    case "object": if let reference = element["data"] { checkResource(reference, element) }
    case "text" where record.tree.root.isNamed("smil"):
      if let reference = element["src"] { checkSpoken(reference, element) }
    case "use":
      if let reference = element["href"] ?? element["xlink:href"], !reference.contains("#") {
        report(.epubDanglingLink, "'\(reference)' leads to no part of a drawing", at: element)
      }
    case "style":
      var style = EPUBStyleCheck(
        Array(element.text.utf8)[...], at: record.offset(element), path: path, book: book, findings)
      style.check()
      findings = style.findings
    case "svg": hasDrawing = true
    case "math":
      hasMath = true
      if let picture = element["altimg"] { checkResource(picture, element, isPicture: true) }
    default: break
    }
    if element.isNamed("script") {
      let type = element["type"] ?? ""
      // A block of data is no script.
      if type.isEmpty || type.contains("javascript") || type == "module" { hasScript = true }
    }
    if ["onclick", "onload", "onerror"].contains(where: { element.has($0) }) { hasScript = true }
  }

  /// Looks at words that a media overlay has spoken: their page says that it does.
  private mutating func checkSpoken(_ reference: String, _ element: XMLTree.Element) {
    checkTarget(reference, element)
    guard let target = EPUBArchivePath.resolve(reference, in: path),
      let page = book.item(at: target), page.overlay != item?.id
    else { return }
    report(
      .epubOverlay,
      "the item of '\(target)' does not name '\(item?.id ?? path)' as its media-overlay",
      at: element)
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

  /// The addresses of an attribute 'srcset'; none where there is data among them, which has commas
  /// too.
  private static func references(inSet set: String) -> [String] {
    guard !set.lowercased().contains("data:") else { return [] }
    return set.split(separator: ",").compactMap { candidate in
      candidate.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
  }

  /// Looks at what an element shows or runs.
  ///
  /// - Parameter isPicture: whether it is a picture beside what the element is for.
  private mutating func checkResource(
    _ reference: String, _ element: XMLTree.Element, isPicture: Bool = false
  ) {
    // The data of a picture may have line ends in it.
    let start = reference.trimmed.prefix(100).lowercased()
    if start.hasPrefix("data:") {
      let type = start.dropFirst(5).prefix { $0 != ";" && $0 != "," }
      if element.isNamed("img"), !Self.pictureTypes.contains(String(type)),
        !type.hasPrefix("video/")
      {
        report(.epubForeignResource, "a picture is data of the type '\(type)'", at: element)
      }
      return
    }
    if URISyntax.isURI(reference, international: true) || reference.hasPrefix("//") {
      if element.isNamed("link"), !Self.isStyleSheet(element) { return }
      let type = element["type"] ?? ""
      let mayBeRemote =
        !isPicture && ["audio", "video", "source", "track"].contains(element.name)
        || element.isNamed("object") && (type.hasPrefix("audio/") || type.hasPrefix("video/"))
      if !mayBeRemote || item?.properties.contains("remote-resources") != true {
        report(
          .epubRemoteResource, "'\(reference.prefix(100))' is fetched from the network", at: element
        )
      }
      return
    }
    if isBasedElsewhere, !reference.hasPrefix("#"),
      !element.isNamed("link") || Self.isStyleSheet(element)
    {
      report(
        .epubRemoteResource, "the base of '\(reference.prefix(100))' is on the network", at: element
      )
    }
    checkTarget(reference, element)
    if !isBasedElsewhere, let target = EPUBArchivePath.resolve(reference, in: path),
      let listed = book.item(at: target),
      isForeign(listed, in: element, isPicture: isPicture)
    {
      report(
        .epubForeignResource, "'\(reference)' is \(listed.mediaType), without a fallback",
        at: element)
    }
  }

  private static func isStyleSheet(_ element: XMLTree.Element) -> Bool {
    let relations = (element["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
    return relations.contains("stylesheet")
  }

  /// Whether a reader need not be able to show something where it stands, and is told of nothing
  /// else to show (EPUB 3.3, 3.4).
  private func isForeign(
    _ item: CheckedBook.Item, in element: XMLTree.Element, isPicture: Bool
  ) -> Bool {
    let type = Self.essence(item.mediaType)
    guard !type.isEmpty else { return false }
    let isInPicture = element.parent?.isNamed("picture") == true
    switch element.name {
    case "img" where isInPicture: return !Self.pictureTypes.contains(type)
    case "source" where isInPicture:
      return !Self.pictureTypes.contains(type) && element["type"] == nil
    case _ where isPicture: return !item.hasFallback && !Self.pictureTypes.contains(type)
    // A video is shown wherever it stands, whatever it is.
    case "img":
      return !item.hasFallback && !Self.pictureTypes.contains(type) && !type.hasPrefix("video/")
    case "audio", "video": return !item.hasFallback && Self.isForeignSound(type)
    case "source":
      guard !item.hasFallback, Self.isForeignSound(type) else { return false }
      // Another source of the same sound may do.
      return element.parent?.children.contains { source in
        guard source.isNamed("source"), let reference = source["src"],
          let target = EPUBArchivePath.resolve(reference, in: path),
          let other = book.item(at: target)
        else { return false }
        return Self.soundTypes.contains(Self.essence(other.mediaType))
      } == false
    case "embed":
      return !item.hasFallback && !Self.pictureTypes.contains(type)
        && !Self.soundTypes.contains(type) && !type.hasPrefix("video/")
        && type != "application/xhtml+xml"
    default: return false
    }
  }

  private static func isForeignSound(_ type: String) -> Bool {
    type.hasPrefix("audio/") && !soundTypes.contains(type)
  }

  /// A media type without its parameters.
  private static func essence(_ type: String) -> String {
    String(type.prefix { $0 != ";" }).trimmed.lowercased()
  }

  private static let soundTypes: Set<String> = ["audio/mpeg", "audio/mp4", "audio/ogg"]

  /// Whether a reference leads to something in the book.
  private mutating func checkTarget(_ reference: String, _ element: XMLTree.Element) {
    if URISyntax.isURI(reference, international: true) || isBasedElsewhere { return }
    // An empty one leads to the page itself.
    guard !reference.trimmed.isEmpty else { return }
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
