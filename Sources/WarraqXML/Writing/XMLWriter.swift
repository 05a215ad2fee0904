package import WarraqCore
package import WarraqModel

/// Writes XML 1.0 (https://www.w3.org/TR/xml/) into a byte buffer.
///
/// ```swift
/// XMLWriter.append(to: &buffer, context: &context) { xml, context in
///   xml.open("p")
///   xml.attribute("lang", "ar")
///   xml.text("1 < 2")
///   xml.close()
/// }
/// ```
///
/// It keeps the stack of open elements and escapes everything; it does not check that attributes
/// are unique or come before content, except in debug builds. Characters that XML 1.0 forbids are
/// left out and counted.
package struct XMLWriter {
  /// What becomes of tabs and line ends.
  package enum WhiteSpace {
    /// They stay what they are.
    case kept
    /// Each becomes a space, as types made from `xs:normalizedString` want it.
    case asSpaces
  }

  /// Whether elements start on a line of their own, two spaces in for each level.
  ///
  /// Switch it off where white space is content.
  package var indents = false
  /// How many characters were left out because XML 1.0 forbids them (2.2, production 2).
  package private(set) var forbiddenCharacters = 0

  private var buffer: ByteBuffer
  private var stack: [OpenElement] = []
  private var isInStartTag = false

  private struct OpenElement {
    let name: StaticString
    var hasIndentedChildren = false
  }

  /// Appends what `body` writes to the buffer, closes what it left open, and warns once when
  /// forbidden characters were left out.
  package static func append<Failure: Error>(
    to buffer: inout ByteBuffer, context: inout ConversionContext,
    _ body: (inout XMLWriter, inout ConversionContext) throws(Failure) -> Void
  ) throws(Failure) {
    // The buffer changes hands, so that it is never shared and never copied.
    var writer = XMLWriter(buffer: ByteBuffer())
    swap(&writer.buffer, &buffer)
    defer { swap(&writer.buffer, &buffer) }
    try body(&writer, &context)
    while !writer.stack.isEmpty { writer.close() }
    if writer.forbiddenCharacters > 0 {
      context.log.emit(.warning, .forbiddenCharacters(writer.forbiddenCharacters))
    }
  }

  private init(buffer: ByteBuffer) {
    self.buffer = buffer
  }

  /// How many elements are open.
  package var depth: Int { stack.count }

  // MARK: Structure

  /// Writes `<?xml version="1.0" encoding="UTF-8"?>` and a line end.
  package mutating func declaration() {
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" as StaticString)
  }

  /// Writes markup as it is, such as a document type.
  package mutating func markup(_ literal: StaticString) {
    endStartTag()
    buffer.append(literal)
  }

  /// Writes markup of the user's as it is; it has to be well formed.
  package mutating func markup(_ bytes: [UInt8]) {
    endStartTag()
    buffer.append(contentsOf: bytes)
  }

  /// Starts an element.
  package mutating func open(_ name: StaticString) {
    endStartTag()
    if indents {
      if !stack.isEmpty {
        stack[stack.count - 1].hasIndentedChildren = true
        startLine()
      } else if buffer.bytes.last.map({ $0 != UInt8(ascii: "\n") }) ?? false {
        buffer.append(UInt8(ascii: "\n"))
      }
    }
    buffer.append(UInt8(ascii: "<"), name)
    stack.append(OpenElement(name: name))
    isInStartTag = true
  }

  /// Ends the innermost element: `<br/>` when nothing is in it, else `</p>`.
  ///
  /// - Parameter collapses: `false` to write `<td></td>` rather than `<td/>`, for elements that
  ///   HTML parsers want to see closed.
  package mutating func close(collapses: Bool = true) {
    guard let element = stack.popLast() else { return assertionFailure("nothing is open") }
    if isInStartTag, collapses {
      isInStartTag = false
      buffer.append("/>" as StaticString)
    } else {
      endStartTag()
      if element.hasIndentedChildren { startLine() }
      buffer.append(UInt8(ascii: "<"))
      buffer.append(UInt8(ascii: "/"), element.name, UInt8(ascii: ">"))
    }
  }

  /// Writes an element that holds only text.
  package mutating func element(
    _ name: StaticString, _ text: String, whiteSpace: WhiteSpace = .kept
  ) {
    open(name)
    self.text(text, whiteSpace: whiteSpace)
    close()
  }

  /// Ends what was written so far with its elements open: another part of the document closes them.
  package mutating func leaveOpen() {
    endStartTag()
    stack.removeAll()
  }

  // MARK: Attributes

  /// Writes an attribute of the element that was opened last.
  package mutating func attribute(
    _ name: StaticString, _ value: String, whiteSpace: WhiteSpace = .kept
  ) {
    startAttribute(name)
    escape(value, whiteSpace == .kept ? .attribute : .normalizedAttribute)
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute of the element that was opened last, in decimal digits.
  package mutating func attribute(_ name: StaticString, decimal value: Int) {
    startAttribute(name)
    buffer.append(decimal: value)
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute of the element that was opened last, in the form of ISO 8601.
  package mutating func attribute(_ name: StaticString, _ date: NewsDate) {
    startAttribute(name)
    buffer.append(date)
    buffer.append(UInt8(ascii: "\""))
  }

  // MARK: Text

  /// Writes text.
  package mutating func text(_ text: String, whiteSpace: WhiteSpace = .kept) {
    endStartTag()
    escape(text, whiteSpace == .kept ? .text : .normalizedText)
  }

  /// Writes an integer in decimal digits.
  package mutating func text(decimal value: Int) {
    endStartTag()
    buffer.append(decimal: value)
  }

  /// Writes a date in the form of ISO 8601.
  package mutating func text(_ date: NewsDate) {
    endStartTag()
    buffer.append(date)
  }

  // MARK: - Private

  private mutating func startAttribute(_ name: StaticString) {
    assert(isInStartTag, "an attribute comes before content")
    buffer.append(UInt8(ascii: " "), name, UInt8(ascii: "="), UInt8(ascii: "\""))
  }

  private mutating func endStartTag() {
    guard isInStartTag else { return }
    isInStartTag = false
    buffer.append(UInt8(ascii: ">"))
  }

  private mutating func startLine() {
    // Deep trees stop moving to the right, or their indentation would outweigh them.
    let spaces = 2 * min(stack.count, 16)
    buffer.append(count: 1 + spaces) { target in
      target[0] = UInt8(ascii: "\n")
      (target + 1).update(repeating: UInt8(ascii: " "), count: spaces)
    }
  }

  private mutating func escape(_ text: String, _ table: EscapeTable) {
    text.withUTF8Bytes { escape($0, table) }
  }

  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ table: EscapeTable) {
    var start = 0
    var position = 0
    while let index = Self.nextSpecial(in: bytes, from: position, quotes: table.stopsAtQuotes) {
      let byte = bytes[index]
      position = index + 1
      let action = table.action(for: byte)
      guard action != .copy else { continue }
      if action == .lookAhead {
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF in UTF-8.
        guard index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE else {
          continue
        }
      }
      buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      switch action {
      case .copy: break
      case .lookAhead:
        forbiddenCharacters += 1
        position = index + 3
      case .drop: forbiddenCharacters += 1
      case .space:
        buffer.append(UInt8(ascii: " "))
        if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      case .reference: appendReference(to: byte)
      }
      start = position
    }
    if start < bytes.count {
      buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  private mutating func appendReference(to byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): buffer.append("&amp;" as StaticString)
    case UInt8(ascii: "<"): buffer.append("&lt;" as StaticString)
    case UInt8(ascii: ">"): buffer.append("&gt;" as StaticString)
    case UInt8(ascii: "\""): buffer.append("&quot;" as StaticString)
    default:
      buffer.append("&#" as StaticString)
      buffer.append(decimal: Int(byte))
      buffer.append(UInt8(ascii: ";"))
    }
  }

  /// The next byte that may not be copied: below space, `&`, `<`, `>`, EF, or `"` where asked for.
  @inline(__always)
  private static func nextSpecial(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, quotes: Bool
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var position = start
    // Eight bytes at a time: a byte that is zero after the right XOR sets its high bit, and the
    // lowest one set is always right (SIMD16 masks are ten times slower here in Swift 6.3).
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    // `"` and `&` differ in one bit, `<` and `>` too.
    let quoteBit = quotes ? ones &* 0x04 : 0
    while position + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
      let below = (word &- ones &* 0x20) & ~word
      let ampersands = (word | quoteBit) ^ (ones &* 0x26)
      let angles = (word | ones &* 0x02) ^ (ones &* 0x3E)
      let lead = word ^ (ones &* 0xEF)
      let hits =
        (below | (ampersands &- ones) & ~ampersands | (angles &- ones) & ~angles | (lead &- ones)
          & ~lead)
        & highs
      if hits != 0 { return position + hits.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < bytes.count {
      let byte = base[position]
      if byte < 0x20 || quotes && byte == 0x22 || byte == 0x26 || byte == 0x3C || byte == 0x3E
        || byte == 0xEF
      {
        return position
      }
      position += 1
    }
    return nil
  }
}

/// What each place of a document does with the bytes that `XMLWriter.nextSpecial` stops at.
private enum EscapeTable {
  case text, normalizedText, attribute, normalizedAttribute

  var stopsAtQuotes: Bool { self == .attribute || self == .normalizedAttribute }

  enum Action {
    case copy, reference, space, drop, lookAhead
  }

  func action(for byte: UInt8) -> Action {
    switch byte {
    case 0x09, 0x0A:
      switch self {
      case .text: .copy
      case .attribute: .reference
      case .normalizedText, .normalizedAttribute: .space
      }
    case 0x0D:
      // A parser turns a bare CR into LF (XML 1.0, 2.11); only a reference survives.
      switch self {
      case .text, .attribute: .reference
      case .normalizedText, .normalizedAttribute: .space
      }
    case 0x22:
      switch self {
      case .text, .normalizedText: .copy
      case .attribute, .normalizedAttribute: .reference
      }
    case 0x26, 0x3C, 0x3E: .reference
    case 0xEF: .lookAhead
    default: byte < 0x20 ? .drop : .copy
    }
  }
}

extension Diagnostic.Message {
  static func forbiddenCharacters(_ count: Int) -> Self {
    Self(
      id: "xml.forbidden-character",
      text: "left out \(count) control character\(count == 1 ? "" : "s") that XML cannot hold")
  }
}
