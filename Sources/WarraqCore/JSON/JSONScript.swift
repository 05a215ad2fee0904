/// What stands around JSON in a script that hands it over: `window.YTD.tweets.part0 = [ … ];`,
/// `var news = { … };` or `callback([ … ]);`.
package enum JSONScript {
  /// How long the text before the JSON may be.
  static let longestHead = 256

  /// How many bytes stand before the array or object of objects; 0 where it is no script.
  package static func headLength(of bytes: ArraySlice<UInt8>) -> Int {
    var rest = bytes.prefix(longestHead)[...]
    skipSpace(&rest)
    for word in ["var ", "let ", "const ", "export default "] where rest.starts(with: word.utf8) {
      rest = rest.dropFirst(word.utf8.count)
      skipSpace(&rest)
      if word == "export default " { return length(before: rest, of: bytes) }
      break
    }
    guard let first = rest.first, isNameByte(first), first &- 0x30 >= 10 else { return 0 }
    // A name with those of members, such as `window["data"].part0`.
    while let byte = rest.first {
      if byte == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) {
        let inner = rest[(rest.startIndex + 1)..<end]
        guard !inner.isEmpty, inner.count < 64, !inner.contains(UInt8(ascii: "{")) else { return 0 }
        rest = rest[(end + 1)...]
      } else if isNameByte(byte) || byte == UInt8(ascii: ".") {
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    skipSpace(&rest)
    guard let mark = rest.popFirst(), mark == UInt8(ascii: "=") || mark == UInt8(ascii: "(") else {
      return 0
    }
    skipSpace(&rest)
    return length(before: rest, of: bytes)
  }

  /// Whether a byte may follow the JSON of a script.
  static func isTail(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: ")")
  }

  private static func length(before rest: ArraySlice<UInt8>, of bytes: ArraySlice<UInt8>) -> Int {
    var signs = rest.lazy.filter { $0 > 0x20 }.makeIterator()
    var sign = signs.next()
    if sign == UInt8(ascii: "[") { sign = signs.next() }
    guard sign == UInt8(ascii: "{"), signs.next() == UInt8(ascii: "\"") else { return 0 }
    return rest.startIndex - bytes.startIndex
  }

  private static func skipSpace(_ rest: inout ArraySlice<UInt8>) { rest = rest.drop { $0 <= 0x20 } }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "$")
  }
}
