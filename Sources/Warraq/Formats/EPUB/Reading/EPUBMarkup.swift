import WarraqModel
import WarraqMarkup

/// What pages of books hold besides HTML: numbers of printed pages, drawings with words, the
/// navigation bars of calibre.
enum EPUBMarkup {
  /// HTML as books use it.
  static let dialect = MarkupDialect.html(
    linkAttribute: EPUBAddress.originalAttribute
  ) { element, builder in
    !builder.isHidden && addWhole(element, &builder)
  }

  /// HTML as the pages of our own have it: `bdi` stands around numbers and handles for the page's
  /// sake.
  static let ownDialect = MarkupDialect.html(
    linkAttribute: EPUBAddress.originalAttribute
  ) { element, builder in
    guard !builder.isHidden else { return false }
    guard element.isNamed("bdi") else { return addWhole(element, &builder) }
    builder.text(element.rawText)
    return true
  }

  /// HTML as books use it, without some elements.
  ///
  /// - Parameter places: where the elements stand in their tree.
  static func dialect(leavingOut places: Set<Int>) -> MarkupDialect {
    guard !places.isEmpty else { return dialect }
    return .html(linkAttribute: EPUBAddress.originalAttribute) { element, builder in
      !builder.isHidden && (places.contains(element.place) || addWhole(element, &builder))
    }
  }

  private static func addWhole(_ element: XMLTree.Element, _ builder: inout HTMLBuilder) -> Bool {
    if element.isNamed("svg") {
      addDrawing(element, &builder)
      return true
    }
    if element.isNamed("object") { return addObject(element, &builder) }
    return isPageBreak(element) || isNavigationBar(element)
  }

  /// Whether the element is where a page of the printed edition ends; its number is no text.
  private static func isPageBreak(_ element: XMLTree.Element) -> Bool {
    let types = (element["epub:type"] ?? "").split(separator: " ")
    guard types.contains("pagebreak") || element["role"] == "doc-pagebreak" else { return false }
    return !element.children.contains { _ in true }
  }

  /// Whether the element is a bar of links that calibre puts above and below each story of a news
  /// book.
  static func isNavigationBar(_ element: XMLTree.Element) -> Bool {
    guard element.isNamed("div") else { return false }
    return element["class"] == "calibre_navbar"
  }

  // MARK: - Drawings

  /// Adds what a drawing shows: the pictures in it, else its words (SVG 2, 5.8 and 11).
  private static func addDrawing(_ drawing: XMLTree.Element, _ builder: inout HTMLBuilder) {
    let inner = drawing.descendants
    let pictures = inner.compactMap { element -> String? in
      guard element.isNamed("image") else { return nil }
      return (element["xlink:href"] ?? element["href"]).flatMap { builder.references.resolve($0) }
    }
    func words(_ name: StaticString) -> String? {
      inner.lazy.filter { $0.isNamed(name) }.compactMap(\.text.visible).first
    }
    for href in pictures {
      add(picture: href, altText: words("title") ?? words("desc"), &builder)
    }
    for element in inner {
      let text: String? =
        if element.isNamed("text") {
          line(of: element)
        } else if pictures.isEmpty, element.isNamed("title") || element.isNamed("desc") {
          element.text.visible
        } else {
          nil
        }
      if let text { builder.addInLine(.paragraph([.text(text)])) }
    }
  }

  /// The words of a text in a drawing; the pieces of one that is set piece by piece stand apart.
  private static func line(of text: XMLTree.Element) -> String? {
    let pieces = text.children.compactMap(\.text.visible)
    guard pieces.count > 1, text.directText.isEmpty else { return text.text.visible }
    return pieces.joined(separator: " ")
  }

  private static func add(
    picture href: String, altText: String?, _ builder: inout HTMLBuilder
  ) {
    var asset = Asset(
      id: builder.nextMediaID(), kind: .picture, renditions: [Asset.Rendition(href: href)])
    asset.altText = altText
    builder.add(media: asset)
    builder.addInLine(.figure(Figure(media: asset.id)))
  }

  /// Adds the picture of an `object`, whose content stands for it where it cannot be shown; returns
  /// whether there is one.
  private static func addObject(
    _ object: XMLTree.Element, _ builder: inout HTMLBuilder
  ) -> Bool {
    guard let href = object["data"].flatMap({ builder.references.resolve($0) }),
      let mediaType = object["type"],
      ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"].contains(mediaType)
    else { return false }
    add(picture: href, altText: object.text.visible, &builder)
    return true
  }
}
