internal import WarraqCore
internal import WarraqModel
internal import WarraqXML

/// Bodies that are one string: plain text or HTML.
enum BodyText {
  /// Whether a text holds a tag or a comment of HTML.
  ///
  /// Only names of HTML elements count, so that a `<` in plain text stays what it is.
  static func isHTML(_ text: String) -> Bool {
    text.withUTF8Bytes { isHTML($0) }
  }

  /// Whether UTF-8 holds a tag or a comment of HTML.
  static func isHTML(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var position = 0
    while let tag = ByteScan.first(UInt8(ascii: "<"), in: base, from: position, to: bytes.count) {
      if startsTag(UnsafeBufferPointer(rebasing: bytes[(tag + 1)...])) { return true }
      position = tag + 1
    }
    return false
  }

  private static func startsTag(_ rest: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = rest.first else { return false }
    if first == UInt8(ascii: "!") {
      return rest.count > 2 && rest[1] == UInt8(ascii: "-") && rest[2] == UInt8(ascii: "-")
    }
    let start = first == UInt8(ascii: "/") ? 1 : 0
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longestElement) { name in
      var length = 0
      for byte in rest[start...] {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          guard length < longestElement else { return false }
          name[length] = byte | 0x20
          length += 1
        case UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: " "), 0x09, 0x0A, 0x0D:
          return elements.index(of: .init(rebasing: name[..<length])) != nil
        default: return false
        }
      }
      return false
    }
  }

  /// Elements that bodies are marked up with.
  private static let elements = JSONNameTable(
    """
    a abbr article aside audio b blockquote body br center cite code dd del div dl dt em embed \
    figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins li main \
    mark ol p picture pre q s script section small source span strong style sub sup table tbody \
    td tfoot th thead tr u ul video
    """.split(separator: " ").map(String.init))
  private static let longestElement = 10

  /// The paragraphs of plain text: what stands between empty lines, or each line where there are no
  /// empty lines.
  static func paragraphs(of text: String) -> [Block] {
    let lines = lines(of: text)
    guard let first = lines.firstIndex(where: { !$0.isEmpty }),
      let last = lines.lastIndex(where: { !$0.isEmpty })
    else { return [] }
    let body = lines[first...last]
    guard body.contains(where: \.isEmpty) else { return body.map { .paragraph([.text($0)]) } }
    return body.split(whereSeparator: \.isEmpty).map { .paragraph(inlines($0)) }
  }

  /// The inlines of one paragraph of plain text, its line ends kept.
  static func inlines(of text: String) -> [Inline] {
    text.withUTF8Bytes { hasLines($0) } ? inlines(lines(of: text)[...]) : [.text(text)]
  }

  /// The inlines of one paragraph of plain text, its line ends kept.
  static func inlines(of text: JSONText) -> [Inline] {
    text.hasEscapes && hasLines(text.bytes)
      ? inlines(lines(of: text.string)[...]) : [.text(text.string)]
  }

  private static func hasLines(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    return ByteScan.first(UInt8(ascii: "\n"), in: base, from: 0, to: bytes.count) != nil
  }

  private static func inlines(_ lines: ArraySlice<String>) -> [Inline] {
    var inlines: [Inline] = []
    for line in lines where !line.isEmpty {
      if !inlines.isEmpty { inlines.append(.lineBreak) }
      inlines.append(.text(line))
    }
    return inlines
  }

  /// The lines of a text without ASCII white space around them; the text itself where it is one.
  private static func lines(of text: String) -> [String] {
    let lines: [String] = text.withUTF8Bytes { bytes in
      guard let base = bytes.baseAddress else { return [] }
      var lines: [String] = []
      var start = 0
      while let end = ByteScan.first(UInt8(ascii: "\n"), in: base, from: start, to: bytes.count) {
        lines.append(trimmed(bytes[start..<end]))
        start = end + 1
      }
      if !lines.isEmpty { lines.append(trimmed(bytes[start...])) }
      return lines
    }
    return lines.isEmpty ? [trimmed(text)] : lines
  }

  /// A text without ASCII white space around it.
  static func trimmed(_ text: String) -> String {
    text.withUTF8Bytes { bytes in
      guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last)
      else { return text }
      return trimmed(bytes[...])
    }
  }

  private static func trimmed(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var bytes = bytes
    while let byte = bytes.first, isSpace(byte) { bytes.removeFirst() }
    while let byte = bytes.last, isSpace(byte) { bytes.removeLast() }
    return String(validUTF8: UnsafeBufferPointer(rebasing: bytes))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
