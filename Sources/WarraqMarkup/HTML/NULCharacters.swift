internal import WarraqModel

/// NUL characters in HTML, raw and as references: no text has one.
package enum NULCharacters {
  /// How many there are.
  package static func count(in html: UnsafeBufferPointer<UInt8>) -> Int {
    var count = ByteScan.count(of: 0, in: html)
    forEachReference(in: html) { _ in count += 1 }
    return count
  }

  /// The places of references such as `&#0;`, in order; a semicolon belongs to them.
  package static func forEachReference(
    in html: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void
  ) {
    guard let base = html.baseAddress else { return }
    var index = 0
    while let sign = ByteScan.first(UInt8(ascii: "#"), in: base, from: index, to: html.count) {
      index = sign + 1
      guard sign > 0, html[sign - 1] == UInt8(ascii: "&") else { continue }
      let isHexadecimal = index < html.count && html[index] | 0x20 == UInt8(ascii: "x")
      var next = isHexadecimal ? index + 1 : index
      let digits = next
      while next < html.count, html[next] == UInt8(ascii: "0") { next += 1 }
      guard next > digits else { continue }
      if next < html.count {
        let byte = html[next]
        if byte.isASCIIDigit || isHexadecimal && (byte | 0x20) &- 0x61 < 6 { continue }
        if byte == UInt8(ascii: ";") { next += 1 }
      }
      body(sign - 1..<next)
      index = next
    }
  }
}
