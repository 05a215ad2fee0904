internal import WarraqModel

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The nodes of one record: a few arrays, whatever the number of nodes.
///
/// Names, texts and values are stretches of ``bytes``, which starts with the source itself, so that
/// most of them are not copied. What the source writes with references comes after it.
package struct XMLNodes: Sendable {
  /// A stretch of ``XMLNodes/bytes``.
  package struct Stretch {
    var start: Int32
    var count: Int32

    package init(_ range: Range<Int>) {
      start = Int32(truncatingIfNeeded: range.lowerBound)
      count = Int32(truncatingIfNeeded: range.count)
    }

    var range: Range<Int> { Int(start)..<(Int(start) &+ Int(count)) }
  }

  /// An element or a text.
  package struct Node {
    /// The local name of an element; what a text says.
    var content: Stretch
    var isText = false
    /// Where it is among the nodes, -1 for none.
    var parent: Int32
    var next: Int32 = -1
    var firstChild: Int32 = -1
    /// The attributes of an element.
    var attributes: Range<Int32> = 0..<0
    /// The namespace, -1 for none.
    var namespace: Int32 = -1
    /// Where it starts: an offset into ``XMLNodes/bytes``, or a line where there is no such offset.
    var place: Int32
  }

  package struct Attribute {
    /// The name with its prefix, as the source writes it.
    var name: Stretch
    var value: Stretch
  }

  /// UTF-8.
  package internal(set) var bytes: [UInt8] = []
  /// All nodes, each before what is in it.
  package internal(set) var nodes: [Node] = []
  var attributes: [Attribute] = []
  /// The IRIs of namespaces.
  var namespaces: [Stretch] = []
  /// Whether ``Node/place`` is a line.
  package var placesAreLines = false
  /// Where the tag of each node ends in the source, 0 for none, where ``placesAreLines``.
  package var tagEnds: [Int32] = []

  /// Makes the nodes that a builder has put together.
  package init(bytes: [UInt8], _ builder: XMLNodesBuilder) {
    self.bytes = bytes
    nodes = builder.nodes
    attributes = builder.attributes
    namespaces = builder.namespaces
  }

  // MARK: - Access

  /// The bytes of a stretch, for as long as `body` runs.
  @inline(__always)
  func withBytes<Result>(
    of stretch: Stretch, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[stretch.range])) }
  }

  /// A stretch as a string.
  func string(_ stretch: Stretch) -> String {
    // All bytes were validated at once, and stretches end where ASCII characters stand.
    withBytes(of: stretch) { String(validUTF8: $0) }
  }

  /// Whether a stretch is these words.
  @inline(__always)
  func stretch(_ stretch: Stretch, equals name: StaticString) -> Bool {
    guard Int(stretch.count) == name.utf8CodeUnitCount else { return false }
    return withBytes(of: stretch) { bytes in
      guard let base = bytes.baseAddress else { return true }
      return memcmp(base, name.utf8Start, bytes.count) == 0
    }
  }

  /// The first node after all that is below one; nodes stand in the order of the document.
  func end(of node: Int32) -> Int32 {
    var index = node + 1
    while index < nodes.count, nodes[Int(index)].parent >= node { index += 1 }
    return index
  }

  /// The first element from a node on among it and those after it, -1 for none.
  @inline(__always)
  func element(from node: Int32) -> Int32 {
    var node = node
    while node >= 0, nodes[Int(node)].isText { node = nodes[Int(node)].next }
    return node
  }
}

/// Puts nodes together in the order of the document.
package struct XMLNodesBuilder {
  package private(set) var nodes: [XMLNodes.Node] = []
  package private(set) var attributes: [XMLNodes.Attribute] = []
  private(set) var namespaces: [XMLNodes.Stretch] = []
  /// What is not in the source as it is; its first byte comes after those of the source.
  package private(set) var tail: [UInt8] = []
  /// How many bytes the source has.
  private let sourceCount: Int
  /// The last node in each open element, the document's first.
  private var last: [Int32] = [-1]
  private var open: [Int32] = [-1]

  /// Makes a builder for a source of so many bytes.
  package init(sourceCount: Int) {
    self.sourceCount = sourceCount
    nodes.reserveCapacity(sourceCount / 24)
    attributes.reserveCapacity(sourceCount / 64)
  }

  /// The number of open elements.
  var depth: Int { open.count - 1 }
  /// Where the next byte of the tail is.
  package var tailEnd: Int { sourceCount + tail.count }

  /// Adds the IRI of a namespace; returns its number.
  package mutating func addNamespace(_ iri: XMLNodes.Stretch) -> Int32 {
    namespaces.append(iri)
    return Int32(namespaces.count - 1)
  }

  package mutating func addAttribute(_ name: XMLNodes.Stretch, _ value: XMLNodes.Stretch) {
    attributes.append(XMLNodes.Attribute(name: name, value: value))
  }

  package mutating func append(toTail byte: UInt8) { tail.append(byte) }
  mutating func append(toTail character: Unicode.Scalar) {
    for byte in Unicode.UTF8.encode(character) ?? Unicode.UTF8.encodedReplacementCharacter {
      tail.append(byte)
    }
  }
  package mutating func append(toTail bytes: UnsafeBufferPointer<UInt8>) {
    tail.append(contentsOf: bytes)
  }

  /// Whether two stretches are the same words.
  func isSame(
    _ first: XMLNodes.Stretch, _ second: XMLNodes.Stretch, in source: UnsafePointer<UInt8>
  ) -> Bool {
    first.count == second.count
      && withBytes(of: first, source) { first in
        withBytes(of: second, source) { first.elementsEqual($0) }
      }
  }

  /// Whether a stretch is these words.
  func isSame(
    _ stretch: XMLNodes.Stretch, _ words: StaticString, in source: UnsafePointer<UInt8>
  ) -> Bool {
    Int(stretch.count) == words.utf8CodeUnitCount
      && withBytes(of: stretch, source) { bytes in
        words.withUTF8Buffer { bytes.elementsEqual($0) }
      }
  }

  private func withBytes<Result>(
    of stretch: XMLNodes.Stretch, _ source: UnsafePointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = stretch.range
    guard range.lowerBound >= sourceCount else {
      return body(UnsafeBufferPointer(start: source + range.lowerBound, count: range.count))
    }
    return tail.withUnsafeBufferPointer { tail in
      let start = range.lowerBound - sourceCount
      return body(UnsafeBufferPointer(rebasing: tail[start..<(start + range.count)]))
    }
  }

  /// Opens an element, whose attributes are those that were added from `firstAttribute` on.
  package mutating func open(
    _ name: XMLNodes.Stretch, namespace: Int32, firstAttribute: Int, place: Int
  ) {
    var node = XMLNodes.Node(
      content: name, parent: open[open.count - 1], place: Int32(truncatingIfNeeded: place))
    node.namespace = namespace
    node.attributes = Int32(firstAttribute)..<Int32(attributes.count)
    let index = link(node)
    open.append(index)
    last.append(-1)
  }

  package mutating func close() {
    open.removeLast()
    last.removeLast()
  }

  /// Adds text that stands in the source; it joins text that comes right before it.
  mutating func addText(_ range: Range<Int>, in source: UnsafePointer<UInt8>) {
    guard !range.isEmpty else { return }
    let previous = last[last.count - 1]
    if previous >= 0, nodes[Int(previous)].isText {
      moveToTail(previous, source)
      append(toTail: UnsafeBufferPointer(start: source + range.lowerBound, count: range.count))
      nodes[Int(previous)].content.count += Int32(range.count)
    } else {
      let node = XMLNodes.Node(
        content: .init(range), isText: true, parent: open[open.count - 1],
        place: Int32(truncatingIfNeeded: range.lowerBound))
      _ = link(node)
    }
  }

  /// Adds a character that the source writes as a reference; it joins text that comes before it.
  mutating func addText(
    decoded character: Unicode.Scalar, source: UnsafePointer<UInt8>, place: Int
  ) {
    let previous = last[last.count - 1]
    if previous >= 0, nodes[Int(previous)].isText { moveToTail(previous, source) }
    let start = tailEnd
    append(toTail: character)
    addText(inTail: start..<tailEnd, place: place)
  }

  /// Adds text that is at the end of the tail; it joins text that comes right before it.
  package mutating func addText(inTail range: Range<Int>, place: Int) {
    let previous = last[last.count - 1]
    if previous >= 0, nodes[Int(previous)].isText,
      nodes[Int(previous)].content.range.upperBound == range.lowerBound
    {
      nodes[Int(previous)].content.count += Int32(range.count)
    } else if !range.isEmpty {
      let node = XMLNodes.Node(
        content: .init(range), isText: true, parent: open[open.count - 1],
        place: Int32(truncatingIfNeeded: place))
      _ = link(node)
    }
  }

  /// Moves a text that stands in the source to the end of the tail, where it can grow.
  private mutating func moveToTail(_ node: Int32, _ source: UnsafePointer<UInt8>) {
    let content = nodes[Int(node)].content.range
    // One that is in the tail is at its end: only a text that comes right after joins it.
    guard content.lowerBound < sourceCount else { return }
    nodes[Int(node)].content.start = Int32(tailEnd)
    append(toTail: UnsafeBufferPointer(start: source + content.lowerBound, count: content.count))
  }

  private mutating func link(_ node: XMLNodes.Node) -> Int32 {
    let index = Int32(truncatingIfNeeded: nodes.count)
    let previous = last[last.count - 1]
    if previous >= 0 {
      nodes[Int(previous)].next = index
    } else if node.parent >= 0 {
      nodes[Int(node.parent)].firstChild = index
    }
    last[last.count - 1] = index
    nodes.append(node)
    return index
  }
}
