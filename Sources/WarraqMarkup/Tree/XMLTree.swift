package import WarraqCore

/// One record of XML, read with care and kept as a tree.
///
/// ```swift
/// let tree = try XMLTree(record, limits: context.limits)
/// for element in tree.root.children where element.name == "contentMeta" { … }
/// ```
///
/// Nothing is fetched: neither the document type nor an entity that lies outside the record. An
/// entity that is not declared is the character of that name in HTML, and stays as it is written
/// where HTML has none. A namespace prefix that is not declared stays part of the name.
///
/// Memory is bound by the record: ``Limits/maximumDepth`` levels, ``maximumNodes`` nodes, ten million
/// bytes in a text (libxml2's bound), and entities that grow to ten times the record.
///
/// A record is small against an input, so a tree of it costs little memory. ``XMLRecordParser`` builds
/// it where it can, and libxml2 where a document has a type, another encoding or a mistake.
package final class XMLTree {
  /// How many elements, attributes and declarations of namespaces a record may hold, about.
  package static let maximumNodes = 4_000_000

  /// The names of entities that were left as they are written: the first, and how many references.
  package let unknownEntities: (first: String, count: Int)?
  let nodes: XMLNodes
  let rootNode: Int32
  /// What was looked at: an ``XMLMark`` for each node, then one for each attribute.
  let marks: UnsafeMutablePointer<UInt8>
  private let place: Place
  /// How many lines end before the place that was asked for last.
  private var counted = (offset: 0, lines: 0)
  /// What is doubtful about the dates that were read, first to last.
  var doubtfulDates: [Diagnostic] = []

  /// Where the record lies in the input, to say where something is in it.
  package struct Place {
    package var file: String
    package var line: Int
    package var column: Int
    /// The lines and the columns of its last line that stand before the record.
    package var prefixLines = 0
    package var prefixColumns = 0
    /// How many bytes stand before the record; `nil` where they are not counted as they lie there.
    package var prefixBytes: Int? = 0

    /// The place of a record before which nothing stands.
    package init(_ record: Record) {
      file = record.file
      line = record.line
      column = record.column
    }

    /// Where a place of what was read is in the input.
    package func location(line parsed: Int, column: Int?) -> SourceLocation {
      let line = max(parsed - prefixLines, 1)
      let shift = line == 1 ? self.column - 1 - prefixColumns : 0
      return SourceLocation(
        file: file, line: self.line + line - 1,
        column: column.flatMap { $0 > 0 ? max($0 + shift, 1) : nil })
    }
  }

  /// Makes the tree of a record.
  ///
  /// - Parameters:
  ///   - nodes: those of the record and of the elements that are open around it.
  ///   - depth: how many elements are open around it.
  ///   - place: where it lies in the input.
  ///   - unknownEntities: the names of entities that were left as they are written.
  package init(
    _ nodes: XMLNodes, depth: Int, place: Place, unknownEntities: (first: String, count: Int)?
  ) {
    var node: Int32 = 0
    for _ in 0..<depth {
      let inner = nodes.element(from: nodes.nodes[Int(node)].firstChild)
      guard inner >= 0 else { break }
      node = inner
    }
    self.nodes = nodes
    self.place = place
    self.unknownEntities = unknownEntities
    rootNode = node
    let count = nodes.nodes.count + nodes.attributes.count
    marks = .allocate(capacity: count)
    marks.initialize(repeating: XMLMark.unread, count: count)
  }

  deinit { marks.deallocate() }

  /// The element of the record.
  package var root: Element { Element(tree: self, node: rootNode) }

  /// Where an element starts: file and line.
  package func location(of element: Element) -> SourceLocation {
    let start = Int(nodes.nodes[Int(element.node)].place)
    guard !nodes.placesAreLines else { return place.location(line: start, column: nil) }
    // Places are asked for from first to last: counting from the start each time is quadratic.
    let from = start < counted.offset ? (offset: 0, lines: 0) : counted
    let lines = from.lines + XMLLines.count(nodes.bytes, from: from.offset, to: start).lines
    counted = (start, lines)
    return place.location(line: 1 + lines, column: nil)
  }

  /// Where the tag of an element starts, counted in bytes from the start of the record that the tree
  /// was made of; 0 where that is not known.
  package func offset(of element: Element, in record: Record) -> Int {
    guard let prefix = place.prefixBytes else { return 0 }
    let bytes = record.bytes
    if nodes.placesAreLines {
      let end = Int(nodes.tagEnds[Int(element.node)]) - prefix
      guard end > 0, end <= bytes.count else { return 0 }
      // No attribute holds a '<', so the last one is where the tag starts.
      return bytes.prefix(end).lastIndex(of: UInt8(ascii: "<")).map { $0 - bytes.startIndex } ?? 0
    }
    let start = Int(nodes.nodes[Int(element.node)].place) - prefix
    guard start > 0, start < bytes.count else { return 0 }
    guard bytes.contains(0x0D) else { return start }
    // A carriage return and a line feed were read as one byte.
    var index = bytes.startIndex
    for _ in 0..<start {
      guard index < bytes.endIndex else { return 0 }
      index += bytes[index...].starts(with: [0x0D, 0x0A]) ? 2 : 1
    }
    return index - bytes.startIndex
  }

  func isRoot(_ node: Int32) -> Bool { node == rootNode }
}
