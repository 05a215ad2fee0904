import WarraqModel
import WarraqMarkup

/// What pages of books hold besides HTML: numbers of printed pages, drawings with words, formulas,
/// the navigation bars of calibre.
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

  private static func addWhole(_ element: XMLTree.Element, _ builder: inout HTMLBuilder) -> Bool {
    if element.isNamed("svg") {
      addDrawing(element, &builder)
      return true
    }
    if element.isNamed("math") {
      builder.text(MathText.text(of: element))
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
      ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(mediaType)
    else { return false }
    add(picture: href, altText: object.text.visible, &builder)
    return true
  }
}

/// A formula of MathML in one line of text.
enum MathText {
  /// What the formula says of itself, else its source in TeX, else its parts in a line, such as
  /// `a/(b+c)` (MathML 3, 2.2.1, 5.1).
  static func text(of math: XMLTree.Element) -> String {
    if let text = math["alttext"]?.visible { return text }
    let annotation = math.descendants.first {
      $0.isNamed("annotation")
        && ["application/x-tex", "text/x-tex", "TeX"].contains($0["encoding"])
    }
    return annotation?.text.visible ?? line(of: math, depth: 0)
  }

  private static func line(of element: XMLTree.Element, depth: Int) -> String {
    let parts = element.children.filter {
      !$0.isNamed("annotation") && !$0.isNamed("annotation-xml")
    }
    guard !parts.isEmpty, depth < 64 else { return element.text.visible ?? "" }
    let lines = parts.map { line(of: $0, depth: depth + 1) }
    func joined(_ sign: String) -> String { lines.map(grouped).joined(separator: sign) }
    return switch element.name {
    case "mfrac": joined("/")
    case "msup", "mover": joined("^")
    case "msub", "munder": joined("_")
    case "msubsup", "munderover":
      lines.count == 3
        ? "\(grouped(lines[0]))_\(grouped(lines[1]))^\(grouped(lines[2]))" : joined(" ")
    case "msqrt": "√" + grouped(lines.joined())
    case "mroot": lines.count == 2 ? "\(grouped(lines[0]))^(1/\(lines[1]))" : joined(" ")
    case "mtable": "[" + lines.joined(separator: "; ") + "]"
    case "mtr", "mlabeledtr": lines.joined(separator: ", ")
    case "mfenced":
      (element["open"] ?? "(") + lines.joined(separator: ",") + (element["close"] ?? ")")
    default: lines.joined()
    }
  }

  /// A part in brackets where it is more than a name or a number.
  private static func grouped(_ text: String) -> String {
    text.count <= 1 || text.allSatisfy { $0.isNumber || $0.isLetter || $0 == "." }
      ? text : "(\(text))"
  }
}
