/// The tree of a page, as the HTML standard builds it.
///
/// Nodes are places in an array and are linked by them; texts, comments and the values of attributes
/// are ranges of one array of bytes. A tree of a page takes a few times the page's size.
package struct HTMLTree: Sendable {
  package enum Kind: UInt8, Sendable {
    case document, doctype, element, text, comment
    /// What stands in a `template`, its first child.
    case content
  }

  package enum Namespace: UInt8, Sendable { case html, svg, mathML }

  package struct Node: Sendable {
    package internal(set) var kind: Kind
    package internal(set) var namespace: Namespace = .html
    /// Whether the text goes on with that of the node before it.
    package internal(set) var isContinued = false
    package internal(set) var name = HTMLName.html
    package internal(set) var parent: Int32 = -1
    package internal(set) var previous: Int32 = -1
    package internal(set) var next: Int32 = -1
    package internal(set) var first: Int32 = -1
    package internal(set) var last: Int32 = -1
    /// Where the text stands in ``HTMLTree/bytes``, or the attributes in ``HTMLTree/attributes``.
    package internal(set) var start: Int32 = 0
    package internal(set) var end: Int32 = 0

    init(_ kind: Kind) { self.kind = kind }
  }

  package typealias Attribute = HTMLPageTokenizer.Attribute

  /// The nodes; the first is the document.
  package internal(set) var nodes: [Node] = [Node(.document)]
  package internal(set) var attributes: [Attribute] = []
  package internal(set) var bytes: [UInt8] = []
  package internal(set) var names = HTMLNames.known
  package internal(set) var isInQuirksMode = false
  /// The identifiers of the doctype, `nil` where it has none.
  package internal(set) var doctypeIDs: (public: Range<Int>?, system: Range<Int>?) = (nil, nil)

  init() {}

  /// The attributes of an element.
  package func attributes(of node: Int) -> ArraySlice<Attribute> {
    let node = nodes[node]
    return attributes[Int(node.start)..<Int(node.end)]
  }

  /// The bytes of an attribute's value, `nil` where the element has no such attribute.
  package func value(_ name: HTMLName, of node: Int) -> ArraySlice<UInt8>? {
    let element = nodes[node]
    var place = Int(element.start)
    while place < Int(element.end) {
      if attributes[place].name == name {
        return bytes[Int(attributes[place].start)..<Int(attributes[place].end)]
      }
      place += 1
    }
    return nil
  }

  /// The text of a text node or a comment.
  package func text(of node: Int) -> ArraySlice<UInt8> {
    bytes[Int(nodes[node].start)..<Int(nodes[node].end)]
  }
}
