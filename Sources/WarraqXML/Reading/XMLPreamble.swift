/// What stands around the records of an XML document: decoding one record needs nothing else.
package struct XMLPreamble: Sendable {
  /// The document type and the start tags of the elements that are open around a record.
  package var prefix: [UInt8] = []
  /// The end tags for those start tags.
  package var suffix: [UInt8] = []
  /// How many elements are open around a record.
  package var depth = 0
  /// The encoding to decode records from, `nil` for UTF-8.
  package var encoding: String?
  /// What the reader made of the head of the document.
  package var head: (any Sendable)?
  /// How many lines the prefix starts, and how many columns its last one has.
  var prefixLines = 0
  var prefixColumns = 0

  /// Makes a preamble of nothing.
  package init() {}

  mutating func setPrefix(_ bytes: [UInt8], closing names: [[UInt8]]) {
    prefix = bytes
    suffix = names.reversed().flatMap { Array("</".utf8) + $0 + [UInt8(ascii: ">")] }
    depth = names.count
    prefixLines = bytes.count { $0 == 0x0A }
    let last = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    prefixColumns = bytes[last...].count { $0 & 0xC0 != 0x80 }
  }
}
