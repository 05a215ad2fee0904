internal import CLibXML2

extension XMLTree.Element {
  /// All text in it, as it is.
  package var rawText: String { NodeText(node: node).raw }

  /// All text in it, whatever the markup, as a reader would print it.
  ///
  /// A line end in the source is where somebody broke a line to be neat, and becomes a space with
  /// the space around it; `br` and the ends of paragraphs are line ends. Space at the ends of lines
  /// goes, and so do empty lines at the ends of the text.
  package var text: String { NodeText(node: node).printed }

  /// ``text`` where there is any.
  package var nonEmptyText: String? {
    let text = text
    return text.isEmpty ? nil : text
  }

  /// The text in it that is in no element below it, without space around it.
  package var directText: String { NodeText(node: node).direct }
}

/// The text in a node of a tree.
struct NodeText {
  let node: xmlNodePtr

  /// All text, as it is.
  var raw: String {
    var bytes: [UInt8] = []
    append(to: &bytes, breaks: false)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All text as it is, with `br` and the ends of paragraphs as line ends.
  var lines: String {
    var bytes: [UInt8] = []
    append(to: &bytes, breaks: true)
    return String(decoding: bytes.lazy.map { $0 == Self.lineEnd ? 0x0A : $0 }, as: UTF8.self)
  }

  /// See ``XMLTree/Element/text``.
  var printed: String {
    // Most elements hold one short run of text.
    if let child = node.pointee.children, child.pointee.next == nil,
      child.pointee.type == XML_TEXT_NODE, let content = child.pointee.content
    {
      let run = UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content)))
      if let first = run.first, let last = run.last, first > 0x20, last > 0x20,
        !run.contains(where: { $0 < 0x20 })
      {
        return String(decoding: run, as: UTF8.self)
      }
    }
    var bytes: [UInt8] = []
    append(to: &bytes, breaks: true)
    return Self.tidied(bytes)
  }

  /// The text that is in no element below it, without space around it.
  var direct: String {
    var bytes: [UInt8] = []
    var child = node.pointee.children
    while let current = child {
      if current.pointee.type == XML_TEXT_NODE || current.pointee.type == XML_CDATA_SECTION_NODE,
        let content = current.pointee.content
      {
        bytes.append(
          contentsOf: UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content))))
      }
      child = current.pointee.next
    }
    return Self.tidied(bytes)
  }

  /// A line end that is content. XML forbids the byte, so no text holds it.
  private static let lineEnd: UInt8 = 0x0B

  private func append(to bytes: inout [UInt8], breaks: Bool) {
    var node = self.node
    while true {
      var below = node.pointee.children
      switch node.pointee.type {
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        // A compact text lies where others point to their children.
        below = nil
        if let content = node.pointee.content {
          bytes.append(
            contentsOf: UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content))))
        }
      case XML_ELEMENT_NODE:
        if breaks, isBreak(node) { bytes.append(Self.lineEnd) }
      default: below = nil
      }
      if let below {
        node = below
        continue
      }
      while node != self.node, node.pointee.next == nil {
        guard let parent = node.pointee.parent else { return }
        node = parent
        if breaks, node != self.node, isParagraph(node) { bytes.append(Self.lineEnd) }
      }
      guard node != self.node, let next = node.pointee.next else { return }
      node = next
    }
  }

  private func isBreak(_ node: xmlNodePtr) -> Bool {
    xmlStrEqual(node.pointee.name, ("br" as StaticString).utf8Start) == 1
  }

  private func isParagraph(_ node: xmlNodePtr) -> Bool {
    xmlStrEqual(node.pointee.name, ("p" as StaticString).utf8Start) == 1
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
    return String(decoding: result, as: UTF8.self)
  }
}
