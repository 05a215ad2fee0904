/// Runs of signs and digits that read from left to right in a text from right to left, where the
/// bidirectional algorithm alone would turn their parts about: `+212 539-12-34`, `@port`, `C++`.
enum LeftToRightRuns {
  /// Writes a text with its runs in elements of their own.
  static func write(_ text: String, to xml: inout XMLWriter) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      for run in runs(in: bytes) {
        xml.text(String(decoding: bytes[written..<run.lowerBound], as: UTF8.self))
        xml.open("bdi")
        xml.attribute("dir", "ltr")
        xml.text(String(decoding: bytes[run], as: UTF8.self))
        xml.close()
        written = run.upperBound
      }
      xml.text(String(decoding: bytes[written...], as: UTF8.self))
    }
  }

  /// Writes code with its words from right to left in elements of their own: the signs between two
  /// of them belong to the code, which the bidirectional algorithm alone would turn about.
  static func write(code: String, to xml: inout XMLWriter) {
    guard code.utf8.contains(where: { $0 >= 0xD6 }) else { return xml.text(code) }
    let scalars = code.unicodeScalars
    var written = scalars.startIndex
    var index = scalars.startIndex
    while index < scalars.endIndex {
      guard isRightToLeft(scalars[index]) else {
        index = scalars.index(after: index)
        continue
      }
      let start = index
      var end = index
      // Words of a phrase stay together.
      while index < scalars.endIndex, isRightToLeft(scalars[index]) || scalars[index] == " " {
        let next = scalars.index(after: index)
        if scalars[index] != " " { end = next }
        index = next
      }
      xml.text(String(scalars[written..<start]))
      xml.element("bdi", String(scalars[start..<end]))
      written = end
      index = end
    }
    xml.text(String(scalars[written...]))
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590..<0x0660, 0x066A..<0x06F0, 0x06FA..<0x0900, 0xFB1D...0xFEFC: true
    default: false
    }
  }

  /// Where the runs stand, in order.
  static func runs(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard isMark(bytes[index]) else {
        index += 1
        continue
      }
      guard let run = run(at: index, in: bytes), run.lowerBound >= runs.last?.upperBound ?? 0 else {
        index += 1
        continue
      }
      runs.append(run)
      index = run.upperBound
    }
    return runs
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// The run that the sign at `index` is part of.
  private static func run(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let isAtStart = index == 0 || !isWord(bytes[index - 1])
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch bytes[index] {
    case UInt8(ascii: "+") where isAtStart && next.isASCIIDigit: return number(at: index, in: bytes)
    case UInt8(ascii: "@") where isAtStart && isWord(next),
      UInt8(ascii: "#") where isAtStart && next.isASCIILetter,
      UInt8(ascii: ".") where isAtStart && next.isASCIILetter && next & 0x20 == 0:
      return index..<endOfWord(from: index + 1, in: bytes)
    case UInt8(ascii: "+") where !isAtStart && bytes[index - 1].isASCIILetter,
      UInt8(ascii: "#") where !isAtStart && bytes[index - 1].isASCIILetter && !isWord(next):
      var start = index
      while start > 0, isWord(bytes[start - 1]) { start -= 1 }
      var end = index + 1
      while end < bytes.count, bytes[end] == bytes[index] { end += 1 }
      // `a+b` is a sum, which needs no help.
      return end < bytes.count && isWord(bytes[end]) ? nil : start..<end
    default: return nil
    }
  }

  /// A telephone number in the international form: digits, with spaces and signs between them.
  private static func number(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var end = start + 1
    var digits = 0
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        end = index + 1
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
        UInt8(ascii: "("), UInt8(ascii: ")"):
        // One sign or two: "(0) 539".
        guard index - end < 2 else { return 7...15 ~= digits ? start..<end : nil }
      default: return 7...15 ~= digits ? start..<end : nil
      }
      index += 1
    }
    return 7...15 ~= digits ? start..<end : nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private static func endOfWord(
    from start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var end = start
    while end < bytes.count,
      bytes[end].isASCIILetter || bytes[end].isASCIIDigit || bytes[end] == UInt8(ascii: "_")
    {
      end += 1
    }
    return end
  }
}
