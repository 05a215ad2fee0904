package import WarraqCore
package import WarraqMarkup

extension XMLTree {
  /// Reads a record, within the elements that are open around it where it has an ``XMLPreamble``.
  ///
  /// - Throws: `ConversionError` `xml.malformed`, `xml.too-deep`, `xml.too-large`.
  package convenience init(_ record: Record, limits: Limits) throws(ConversionError) {
    try self.init(record, preamble: record.preamble as? XMLPreamble, limits: limits)
  }

  convenience init(
    _ record: Record, preamble: XMLPreamble?, limits: Limits
  ) throws(ConversionError) {
    var place = Place(record)
    // libxml2's own bound is 256 levels.
    let outer = preamble?.depth ?? 0
    let maximumDepth = min(max(limits.maximumDepth, 1), 250 - outer) + outer
    var bytes: [UInt8] = []
    place.prefixBytes = preamble?.encoding == nil ? preamble?.prefix.count ?? 0 : nil
    if let preamble, !preamble.prefix.isEmpty {
      place.prefixLines = preamble.prefixLines
      place.prefixColumns = preamble.prefixColumns
      bytes.reserveCapacity(
        preamble.prefix.count + record.bytes.count * 9 / 8 + preamble.suffix.count)
      bytes.append(contentsOf: preamble.prefix)
      bytes.append(contentsOf: record.bytes)
      bytes.append(contentsOf: preamble.suffix)
    } else {
      bytes.reserveCapacity(record.bytes.count * 9 / 8)
      bytes.append(contentsOf: record.bytes)
    }
    let bounds = XMLRecordParser.Bounds(
      maximumDepth: maximumDepth, maximumNodes: Self.maximumNodes)
    if preamble?.encoding == nil, let nodes = XMLRecordParser.nodes(of: bytes, bounds) {
      self.init(nodes, depth: outer, place: place, unknownEntities: nil)
      return
    }
    var bound = XMLMarkupBound()
    if let excess = bytes.withUnsafeBufferPointer({ bound.firstExcess(in: $0) }) {
      let line = 1 + bytes[..<excess].count { $0 == UInt8(ascii: "\n") }
      throw ConversionError(
        .xmlTooLarge(XMLMarkupBound.excess), at: place.location(line: line, column: nil))
    }
    let document = LibXML2Document(
      bytes, encoding: preamble?.encoding, maximumDepth: maximumDepth,
      maximumNodes: Self.maximumNodes)
    guard let nodes = document.nodes else {
      let failure = document.failure
      throw ConversionError(
        failure.message.namingLines { place.location(line: $0, column: nil).line ?? $0 },
        at: place.location(line: failure.line, column: failure.column))
    }
    self.init(nodes, depth: outer, place: place, unknownEntities: document.unknownEntities)
  }
}

extension Diagnostic.Message {
  /// The message with other numbers for the lines that libxml2 names, such as "tag mismatch: b line 2
  /// and p": it counts from the start of what it reads.
  fileprivate func namingLines(_ line: (Int) -> Int) -> Self {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for index in words.indices.dropFirst() where words[index - 1] == "line" {
      if let number = Int(words[index]) { words[index] = String(line(number)) }
    }
    return Self(id: id, text: words.joined(separator: " "))
  }

  static func malformedXML(_ text: String) -> Self {
    Self(id: "xml.malformed", text: "not well-formed XML: \(text)")
  }

  static func xmlTooDeep(_ depth: Int) -> Self {
    Self(id: "xml.too-deep", text: "elements are nested deeper than \(depth) levels")
  }

  static func xmlTooLarge(_ what: String) -> Self {
    Self(id: "xml.too-large", text: "the record holds \(what)")
  }

  /// Undeclared entities were left as they are written.
  package static func unknownEntities(_ first: String, _ count: Int) -> Self {
    let more = count > 1 ? " and \(count - 1) more references" : ""
    return Self(
      id: "xml.unknown-entity",
      text: "the entity '\(first)'\(more) is not defined in the document and stays as it is written"
    )
  }
}
