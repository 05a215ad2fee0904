internal import WarraqCore
internal import WarraqModel

extension HTMLContent {
  /// Reads XHTML that stands in a tree: the content of an Atom entry, of `inlineXML`.
  ///
  /// The element itself counts as one; elements are recognised by their local names in any
  /// namespace.
  init(
    _ element: XMLTree.Element, limits: Limits = Limits(), base: String? = nil,
    firstMediaNumber: Int = 1, dialect: MarkupDialect = .html,
    knownMedia: Set<String> = [], notesElsewhere: [String: String] = [:]
  ) {
    var builder = HTMLBuilder(
      source: nil, base: base, firstMediaNumber: firstMediaNumber,
      maximumDepth: limits.maximumDepth)
    builder.dialect = dialect
    builder.knownMedia = knownMedia
    builder.notesElsewhere = notesElsewhere
    builder.walk(element)
    builder.finish()
    blocks = builder.output.flatMap { $0 }
    media = builder.positionedMedia
  }
}

extension HTMLBuilder {
  /// The media in the order that the source gives them, else in that of the body.
  fileprivate var positionedMedia: [Asset] {
    guard !mediaPositions.isEmpty else { return media }
    func position(_ asset: Asset) -> Int { mediaPositions[asset.id] ?? .max }
    return media.enumerated().sorted { a, b in
      let (x, y) = (position(a.element), position(b.element))
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  /// Reads an element and all below it, without recursion.
  package mutating func walk(_ root: XMLTree.Element) {
    let tree = root.tree
    var open: [OpenNode] = []
    var index = root.node
    let count = Int32(tree.nodes.nodes.count)
    while index < count {
      let node = tree.nodes.nodes[Int(index)]
      // What is below an element comes right after it.
      while let last = open.last, node.parent < last.node { leave(&open) }
      if index > root.node, node.parent < root.node { break }
      if node.isText {
        tree.marks[Int(index)] = isHidden ? XMLMark.passedOver : XMLMark.read
        tree.nodes.withBytes(of: node.content) { text($0) }
        index += 1
        continue
      }
      let element = XMLTree.Element(tree: tree, node: index)
      if let addWhole = dialect.addWhole, addWhole(element, &self) {
        index = tree.nodes.end(of: index)
        continue
      }
      var kind = kind(of: element)
      if kind == .unknown, let last = open.indices.last, open[last].holdsOnlyElements(tree) {
        kind = .div
      }
      if isHidden {
        element.passOver()
      } else if kind != .unknown, !kind.isNeverShown {
        element.mark()
      }
      open.append(OpenNode(node: index, element: kind))
      index = enter(element, kind) ? index + 1 : tree.nodes.end(of: index)
    }
    while !open.isEmpty { leave(&open) }
  }

  /// Meets an element; returns whether what is below it counts.
  private mutating func enter(_ element: XMLTree.Element, _ kind: HTMLElement) -> Bool {
    if dialect.isHTML {
      start(kind, element)
    } else {
      start(kind, DialectAttributes(element: element, dialect: dialect))
    }
    // What is raw text in HTML is never shown; a void element has no content to show.
    return !kind.isVoid && (!kind.holdsRawText || kind == .xmp)
  }

  private mutating func leave(_ open: inout [OpenNode]) {
    guard let element = open.popLast()?.element else { return }
    // `</br>` alone means a break in HTML; here it belongs to a start tag.
    if !element.isVoid { end(element) }
  }

  private func kind(of element: XMLTree.Element) -> HTMLElement {
    let nodes = element.tree.nodes
    return nodes.withBytes(of: nodes.nodes[Int(element.node)].content) { name in
      if !dialect.isHTML, let kind = dialect.element(name, element) { return kind }
      return HTMLElement(name: name)
    }
  }
}

/// An element that is open in a walk.
private struct OpenNode {
  let node: Int32
  let element: HTMLElement
  private var holdsOnlyElements: Bool?

  init(node: Int32, element: HTMLElement) {
    self.node = node
    self.element = element
  }

  /// Whether it is a block in which no words stand beside the elements.
  ///
  /// Elements that HTML does not know are blocks there: the markup of some agency, whose words
  /// would run together otherwise.
  mutating func holdsOnlyElements(_ tree: XMLTree) -> Bool {
    if let known = holdsOnlyElements { return known }
    let isBlock =
      switch element {
      case .html, .body, .div, .section, .article, .main: true
      default: false
      }
    let answer = isBlock && XMLTree.Element(tree: tree, node: node).directText.isEmpty
    holdsOnlyElements = answer
    return answer
  }
}

extension XMLTree.Element: HTMLAttributes {
  package var isEmpty: Bool { tree.nodes.nodes[Int(node)].attributes.isEmpty }
}
