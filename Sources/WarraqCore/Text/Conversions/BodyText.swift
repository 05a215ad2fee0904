internal import WarraqModel

/// Tells bodies of plain text from bodies of HTML.
package enum BodyText {
  /// Whether a text holds a tag or a comment of HTML.
  ///
  /// Only names of HTML elements count, so that a `<` in plain text stays what it is.
  package static func isHTML(_ text: String) -> Bool {
    text.withUTF8Bytes { isHTML($0) }
  }

  /// Whether UTF-8 holds a tag or a comment of HTML.
  package static func isHTML(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var position = 0
    while let tag = ByteScan.first(UInt8(ascii: "<"), in: base, from: position, to: bytes.count) {
      if startsTag(UnsafeBufferPointer(rebasing: bytes[(tag + 1)...])) { return true }
      position = tag + 1
    }
    return false
  }

  /// Whether UTF-8 starts with a tag of HTML and ends with one.
  package static func isWholeHTML(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = text.trimmed
    guard bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") else { return false }
    return startsTag(UnsafeBufferPointer(rebasing: bytes[1...]))
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
}
