internal import WarraqCore
internal import WarraqModel

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Reads the XML that nearly all records are written in, several times as fast as libxml2.
///
/// It knows XML 1.0 with namespaces in UTF-8, with a document type that declares nothing itself:
/// elements and attributes with names in ASCII and declared prefixes, text, references to characters
/// and to the five entities of XML, comments, CDATA sections and instructions. Of everything else, of
/// every error, and of whatever exceeds a limit it says no more than that it does not read it;
/// libxml2 then does, or says what is wrong. So it must never take what is not well-formed, and the
/// tests hold it against libxml2.
package struct XMLRecordParser {
  /// What a record may ask for.
  package struct Bounds {
    var maximumDepth: Int
    var maximumNodes: Int
    /// libxml2's bound for one text or value.
    var maximumText = 10_000_000

    /// Makes bounds.
    package init(maximumDepth: Int, maximumNodes: Int) {
      self.maximumDepth = maximumDepth
      self.maximumNodes = maximumNodes
    }
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  let bounds: Bounds
  var position = 0
  var builder: XMLNodesBuilder
  var nodeCount = 0
  var frames: [Frame] = []
  /// The prefixes that are declared around, the innermost last.
  var prefixes: [(name: Range<Int>, namespace: Int32)] = []

  struct Frame {
    /// The name with its prefix.
    var name: Range<Int>
    var prefixCount: Int
    var defaultNamespace: Int32
  }

  /// The nodes of a document, `nil` where it is for libxml2 to read.
  package static func nodes(of bytes: [UInt8], _ bounds: Bounds) -> XMLNodes? {
    var bytes = bytes
    guard let survey = XMLByteSurvey(bytes), !survey.isUnusual else { return nil }
    if survey.hasCarriageReturn { normalizeLineEnds(&bytes) }
    let builder: XMLNodesBuilder? = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var parser = XMLRecordParser(base, count: buffer.count, bounds)
      return parser.parseDocument() ? parser.builder : nil
    }
    guard let builder else { return nil }
    bytes.append(contentsOf: builder.tail)
    return XMLNodes(bytes: bytes, builder)
  }

  private init(_ base: UnsafePointer<UInt8>, count: Int, _ bounds: Bounds) {
    self.base = base
    self.end = count
    self.bounds = bounds
    builder = XMLNodesBuilder(sourceCount: count)
  }

  /// Makes every line end a line feed (XML 1.0, 2.11).
  private static func normalizeLineEnds(_ bytes: inout [UInt8]) {
    var target = 0
    var index = 0
    while index < bytes.count {
      var byte = bytes[index]
      index += 1
      if byte == 0x0D {
        byte = 0x0A
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
      }
      bytes[target] = byte
      target += 1
    }
    bytes.removeSubrange(target...)
  }

  // MARK: - Structure

  func byte(at index: Int) -> UInt8 { index < end ? base[index] : 0 }

  /// Skips a text that stands there as it is.
  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= end, memcmp(base + position, text.utf8Start, count) == 0 else {
      return false
    }
    position += count
    return true
  }

  private mutating func parseDocument() -> Bool {
    guard skipDeclaration(), skipMisc(), skipDocumentType(), skipMisc(),
      byte(at: position) == UInt8(ascii: "<"), parseStartTag()
    else { return false }
    while !frames.isEmpty {
      guard position < end else { return false }
      guard base[position] == UInt8(ascii: "<") else {
        guard parseText() else { return false }
        continue
      }
      switch byte(at: position + 1) {
      case UInt8(ascii: "/"): guard parseEndTag() else { return false }
      case UInt8(ascii: "!"):
        guard byte(at: position + 2) == UInt8(ascii: "[") ? parseSection() : skipComment() else {
          return false
        }
      case UInt8(ascii: "?"): guard skipInstruction() else { return false }
      default: guard parseStartTag() else { return false }
      }
    }
    return skipMisc() && position == end
  }

  /// Skips white space, comments and instructions, up to an element or a document type.
  private mutating func skipMisc() -> Bool {
    while true {
      skipSpace()
      guard byte(at: position) == UInt8(ascii: "<") else { return true }
      switch byte(at: position + 1) {
      case UInt8(ascii: "!") where byte(at: position + 2) == UInt8(ascii: "D"): return true
      case UInt8(ascii: "!"): guard skipComment() else { return false }
      case UInt8(ascii: "?"): guard skipInstruction() else { return false }
      default: return true
      }
    }
  }

  @discardableResult
  mutating func skipSpace() -> Bool {
    let start = position
    // The survey lets no other control through.
    while position < end, base[position] <= 0x20 { position &+= 1 }
    return position > start
  }

  private mutating func skipComment() -> Bool {
    guard byte(at: position + 2) == UInt8(ascii: "-"), byte(at: position + 3) == UInt8(ascii: "-")
    else { return false }
    var index = position + 4
    while let dash = ByteScan.first(UInt8(ascii: "-"), in: base, from: index, to: end) {
      if byte(at: dash + 1) == UInt8(ascii: "-") {
        position = dash + 3
        // Two hyphens end a comment and nothing else (2.5).
        return byte(at: dash + 2) == UInt8(ascii: ">")
      }
      index = dash + 1
    }
    return false
  }

  private mutating func skipInstruction() -> Bool {
    let start = position + 2
    var index = start
    while byte(at: index).isXMLNameByte { index += 1 }
    // A declaration of XML belongs elsewhere, and says more than an instruction.
    guard index > start, base[start].isXMLNameStart, base[start] | 0x20 != UInt8(ascii: "x") else {
      return false
    }
    guard byte(at: index) <= 0x20 else {
      position = index + 2
      return byte(at: index) == UInt8(ascii: "?") && byte(at: index + 1) == UInt8(ascii: ">")
    }
    while let mark = ByteScan.first(UInt8(ascii: "?"), in: base, from: index, to: end) {
      if byte(at: mark + 1) == UInt8(ascii: ">") {
        position = mark + 2
        return true
      }
      index = mark + 1
    }
    return false
  }

  // MARK: - Text

  private mutating func parseText() -> Bool {
    let start = position
    while true {
      position = endOfPlainText(from: position)
      guard position < end else { return false }
      switch base[position] {
      case UInt8(ascii: "<"):
        guard position - start <= bounds.maximumText else { return false }
        builder.addText(start..<position, in: base)
        return true
      case UInt8(ascii: "]"):
        // `]]>` must not stand in text (2.4).
        if byte(at: position + 1) == UInt8(ascii: "]"), byte(at: position + 2) == UInt8(ascii: ">")
        {
          return false
        }
        position += 1
      default:
        builder.addText(start..<position, in: base)
        let place = position
        guard let character = parseReference() else { return false }
        builder.addText(decoded: character, source: base, place: place)
        return true
      }
    }
  }

  private mutating func parseSection() -> Bool {
    guard skip("<![CDATA[") else { return false }
    let start = position
    var index = start
    while let bracket = ByteScan.first(UInt8(ascii: "]"), in: base, from: index, to: end) {
      if byte(at: bracket + 1) == UInt8(ascii: "]"), byte(at: bracket + 2) == UInt8(ascii: ">") {
        guard bracket - start <= bounds.maximumText else { return false }
        builder.addText(start..<bracket, in: base)
        position = bracket + 3
        return true
      }
      index = bracket + 1
    }
    return false
  }

  /// Reads `&lt;`, `&#65;` and their kin.
  mutating func parseReference() -> Unicode.Scalar? {
    var index = position + 1
    var value: UInt32 = 0
    if byte(at: index) == UInt8(ascii: "#") {
      let isHexadecimal = byte(at: index + 1) == UInt8(ascii: "x")
      index += isHexadecimal ? 2 : 1
      let start = index
      while byte(at: index) != UInt8(ascii: ";") {
        guard let digit = byte(at: index).hexadecimalValue, isHexadecimal || digit < 10,
          index - start < 8
        else { return nil }
        value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit)
        index += 1
      }
      guard index > start, Self.isCharacter(value) else { return nil }
      if let letter = ControlLetters.letter(for: value) { value = letter }
    } else {
      let start = index
      while byte(at: index) != UInt8(ascii: ";") {
        guard index - start < 5 else { return nil }
        index += 1
      }
      let name = UnsafeBufferPointer(start: base + start, count: index - start)
      if name.elementsEqual("amp".utf8) {
        value = 0x26
      } else if name.elementsEqual("lt".utf8) {
        value = 0x3C
      } else if name.elementsEqual("gt".utf8) {
        value = 0x3E
      } else if name.elementsEqual("quot".utf8) {
        value = 0x22
      } else if name.elementsEqual("apos".utf8) {
        value = 0x27
      } else {
        return nil
      }
    }
    position = index + 1
    return Unicode.Scalar(value)
  }

  /// Whether XML has the character (2.2).
  private static func isCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// The first position of a character that text does not hold as it is: `<`, `&` or `]`.
  @inline(__always)
  private func endOfPlainText(from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawPointer(base)
    let ones: UInt64 = 0x0101_0101_0101_0101
    while index &+ 8 <= end {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // As in ByteScan: the lowest flag is exact.
      let less = (word ^ (ones &* 0x3C)) &- ones
      let ampersand = (word ^ (ones &* 0x26)) &- ones
      let bracket = (word ^ (ones &* 0x5D)) &- ones
      let stops = (less | ampersand | bracket) & ~word & (ones &* 0x80)
      if stops != 0 { return index &+ stops.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < end {
      let byte = base[index]
      if byte == 0x3C || byte == 0x26 || byte == 0x5D { break }
      index &+= 1
    }
    return index
  }
}
