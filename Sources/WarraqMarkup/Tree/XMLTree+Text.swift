internal import WarraqModel

extension XMLTree.Element {
  /// All text in it, as it is.
  package var rawText: String {
    let nodes = tree.nodes
    mark()
    let child = nodes.nodes[Int(node)].firstChild
    guard child >= 0 else { return "" }
    if nodes.nodes[Int(child)].isText, nodes.nodes[Int(child)].next < 0 {
      tree.marks[Int(child)] = XMLMark.read
      return nodes.string(nodes.nodes[Int(child)].content)
    }
    var bytes: [UInt8] = []
    appendText(to: &bytes, breaks: false)
    return bytes.withUnsafeBufferPointer { Self.string($0) }
  }

  /// All text in it, whatever the markup, as a reader would print it.
  ///
  /// A line end in the source is where somebody broke a line to be neat, and becomes a space with
  /// the space around it; `br` and the ends of paragraphs are line ends. Space at the ends of lines
  /// goes, and so do empty lines at the ends of the text.
  package var text: String {
    let nodes = tree.nodes
    mark()
    let child = nodes.nodes[Int(node)].firstChild
    guard child >= 0 else { return "" }
    // Most elements hold one short run of text.
    if nodes.nodes[Int(child)].isText, nodes.nodes[Int(child)].next < 0 {
      tree.marks[Int(child)] = XMLMark.read
      let plain = nodes.withBytes(of: nodes.nodes[Int(child)].content) { run in
        Self.isTidy(run) ? Self.string(run) : nil
      }
      if let plain { return plain }
    }
    var bytes: [UInt8] = []
    appendText(to: &bytes, breaks: true)
    return Self.tidied(bytes)
  }

  /// ``text`` where there is any.
  package var nonEmptyText: String? {
    let text = text
    return text.isEmpty ? nil : text
  }

  /// All text as it is, with `br` and the ends of paragraphs as line ends.
  package var textOfLines: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes, breaks: true)
    for index in bytes.indices where bytes[index] == Self.lineEnd { bytes[index] = 0x0A }
    return bytes.withUnsafeBufferPointer { Self.string($0) }
  }

  /// The text in it that is in no element below it, without space around it.
  package var directText: String {
    let nodes = tree.nodes
    var bytes: [UInt8] = []
    var child = nodes.nodes[Int(node)].firstChild
    while child >= 0 {
      let current = nodes.nodes[Int(child)]
      if current.isText {
        tree.marks[Int(child)] = XMLMark.read
        nodes.withBytes(of: current.content) { bytes.append(contentsOf: $0) }
      }
      child = current.next
    }
    return Self.tidied(bytes)
  }

  /// Whether any words in it stand before an element below it.
  package func hasText(before element: XMLTree.Element) -> Bool {
    let nodes = tree.nodes
    return (node..<max(node, element.node)).contains { index in
      nodes.nodes[Int(index)].isText
        && nodes.withBytes(of: nodes.nodes[Int(index)].content) { $0.contains { $0 > 0x20 } }
    }
  }

  /// The texts and elements in it, first to last; the texts as they are.
  package var pieces: [Piece] {
    let nodes = tree.nodes
    mark()
    var pieces: [Piece] = []
    var child = nodes.nodes[Int(node)].firstChild
    while child >= 0 {
      let current = nodes.nodes[Int(child)]
      if current.isText { tree.marks[Int(child)] = XMLMark.read }
      pieces.append(
        current.isText
          ? .text(nodes.string(current.content))
          : .element(XMLTree.Element(tree: tree, node: child)))
      child = current.next
    }
    return pieces
  }

  /// What an element holds.
  package enum Piece {
    /// A text.
    case text(String)
    /// An element.
    case element(XMLTree.Element)
  }

  /// Elements of HTML whose text stands in lines of its own, without `p`, which may be empty.
  private static let blocks: [StaticString] = [
    "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "tr", "dt", "dd",
    "blockquote",
  ]

  /// A line end that is content. XML forbids the byte, so no text holds it.
  private static let lineEnd: UInt8 = 0x0B

  /// A string of bytes that were validated with the rest of the record.
  private static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(validUTF8: bytes)
  }

  private static func isTidy(_ run: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = run.first, let last = run.last, first > 0x20, last > 0x20 else {
      return false
    }
    // Without a branch for each byte, so that many are looked at together.
    var controls: UInt8 = 0
    for byte in run { controls |= byte < 0x20 ? 1 : 0 }
    return controls == 0
  }

  private func appendText(to bytes: inout [UInt8], breaks: Bool) {
    let nodes = tree.nodes
    mark()
    var index = node + 1
    // The elements around the one that is looked at, without the outermost.
    var open: [Int32] = []
    func close() {
      let last = nodes.nodes[Int(open.removeLast())]
      guard breaks, last.firstChild >= 0 else { return }
      if nodes.stretch(last.content, equals: "p") {
        bytes.append(Self.lineEnd)
      } else if isBlock(last) {
        endLine()
      }
    }
    func isBlock(_ element: XMLNodes.Node) -> Bool {
      Self.blocks.contains { nodes.stretch(element.content, equals: $0) }
    }
    /// Ends a line that has any text.
    func endLine() {
      guard let last = bytes.last(where: { $0 > 0x20 || $0 == Self.lineEnd }),
        last != Self.lineEnd
      else { return }
      bytes.append(Self.lineEnd)
    }
    while index < nodes.nodes.count, nodes.nodes[Int(index)].parent >= node {
      let current = nodes.nodes[Int(index)]
      while let last = open.last, current.parent < last { close() }
      tree.marks[Int(index)] = XMLMark.read
      if current.isText {
        nodes.withBytes(of: current.content) { bytes.append(contentsOf: $0) }
      } else {
        open.append(index)
        if breaks {
          if nodes.stretch(current.content, equals: "br") {
            bytes.append(Self.lineEnd)
          } else if nodes.stretch(current.content, equals: "p") || isBlock(current) {
            endLine()
          }
        }
      }
      index += 1
    }
    while !open.isEmpty { close() }
  }

  private static func tidied(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let start = index
      var ends = 0
      var isBroken = false
      while index < bytes.count, bytes[index] <= 0x20 {
        if bytes[index] == lineEnd { ends += 1 }
        if bytes[index] != 0x20 { isBroken = true }
        index += 1
      }
      if index == start {
        result.append(bytes[index])
        index += 1
      } else if index < bytes.count, !result.isEmpty {
        if ends > 0 {
          for _ in 0..<ends { result.append(0x0A) }
        } else if isBroken {
          result.append(0x20)
        } else {
          result.append(contentsOf: bytes[start..<index])
        }
      }
    }
    return result.withUnsafeBufferPointer { string($0) }
  }
}
