internal import CVectors
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
package struct XMLWriter: ~Copyable {
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

  private var bytes = MarkupBytes()
  // Whether what was there before ends in the middle of a line.
  private let startsInLine: Bool
  private var stack = OpenElements()
  private var isInStartTag = false

  private struct OpenElement {
    let name: StaticString
    var hasIndentedChildren = false
  }

  /// Those that are open, in memory that is not shared and not asked about.
  private struct OpenElements: ~Copyable {
    private var elements = UnsafeMutablePointer<OpenElement>.allocate(capacity: 16)
    private var capacity = 16
    private(set) var count = 0

    deinit { elements.deallocate() }

    var isEmpty: Bool { count == 0 }

    @inline(__always)
    mutating func append(_ element: OpenElement) {
      if count == capacity { grow() }
      elements[count] = element
      count &+= 1
    }

    @inline(never)
    private mutating func grow() {
      let larger = UnsafeMutablePointer<OpenElement>.allocate(capacity: capacity * 2)
      larger.update(from: elements, count: count)
      elements.deallocate()
      elements = larger
      capacity *= 2
    }

    @inline(__always)
    mutating func popLast() -> OpenElement? {
      guard count > 0 else { return nil }
      count &-= 1
      return elements[count]
    }

    /// Says that the last one has children on lines of their own.
    @inline(__always)
    mutating func indentChildren() { elements[count &- 1].hasIndentedChildren = true }

    mutating func removeAll() { count = 0 }
  }

  /// Appends what `body` writes to the buffer, closes what it left open, and warns once when
  /// forbidden characters were left out.
  package static func append<Failure: Error>(
    to buffer: inout ByteBuffer, context: inout ConversionContext,
    _ body: (inout XMLWriter, inout ConversionContext) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = XMLWriter(
      startsInLine: buffer.bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false)
    do throws(Failure) {
      try body(&writer, &context)
    } catch {
      writer.bytes.withBytes { buffer.append(contentsOf: $0) }
      throw error
    }
    writer.finish(&context)
    writer.bytes.withBytes { buffer.append(contentsOf: $0) }
  }

  /// Gives what `body` writes to `use`, and closes and warns like ``append(to:context:_:)``.
  package static func write(
    context: inout ConversionContext,
    _ body: (inout XMLWriter, inout ConversionContext) -> Void,
    use: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var writer = XMLWriter(startsInLine: false)
    body(&writer, &context)
    writer.finish(&context)
    writer.bytes.withBytes(use)
  }

  private mutating func finish(_ context: inout ConversionContext) {
    while !stack.isEmpty { close() }
    guard forbiddenCharacters > 0 else { return }
    context.log.emit(.warning, .forbiddenCharacters(forbiddenCharacters))
  }

  private init(startsInLine: Bool) {
    self.startsInLine = startsInLine
  }

  /// How many elements are open.
  package var depth: Int { stack.count }

  // MARK: Structure

  /// Writes `<?xml version="1.0" encoding="UTF-8"?>` and a line end.
  package mutating func declaration() {
    bytes.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// Writes markup as it is, such as a document type.
  package mutating func markup(_ literal: StaticString) {
    endStartTag()
    bytes.append(literal)
  }

  /// Writes markup of the user's as it is; it has to be well formed.
  package mutating func markup(_ markup: [UInt8]) {
    endStartTag()
    markup.withUnsafeBufferPointer { bytes.append($0) }
  }

  /// Starts an element.
  package mutating func open(_ name: StaticString) {
    begin(name)
    stack.append(OpenElement(name: name))
    isInStartTag = true
  }

  /// Writes the start of a start tag.
  @inline(__always)
  private mutating func begin(_ name: StaticString) {
    bytes.reserve(Self.maximumIndentation + name.utf8CodeUnitCount + 3)
    if isInStartTag { bytes.put(UInt8(ascii: ">")) }
    if indents {
      if !stack.isEmpty {
        stack.indentChildren()
        startLine()
      } else if bytes.last.map({ $0 != UInt8(ascii: "\n") }) ?? startsInLine {
        bytes.put(UInt8(ascii: "\n"))
      }
    }
    bytes.put(UInt8(ascii: "<"))
    bytes.put(name)
  }

  /// Writes an element that holds text and no other element.
  @inline(__always)
  private mutating func element(_ name: StaticString, _ text: (inout XMLWriter) -> Void) {
    begin(name)
    isInStartTag = false
    bytes.append(UInt8(ascii: ">"))
    text(&self)
    bytes.reserve(name.utf8CodeUnitCount + 3)
    bytes.put("</")
    bytes.put(name)
    bytes.put(UInt8(ascii: ">"))
  }

  /// Ends the innermost element: `<br/>` when nothing is in it, else `</p>`.
  ///
  /// - Parameter collapses: `false` to write `<td></td>` rather than `<td/>`, for elements that
  ///   HTML parsers want to see closed.
  package mutating func close(collapses: Bool = true) {
    guard let element = stack.popLast() else { return assertionFailure("nothing is open") }
    bytes.reserve(Self.maximumIndentation + element.name.utf8CodeUnitCount + 4)
    if isInStartTag, collapses {
      bytes.put("/>")
    } else {
      if isInStartTag { bytes.put(UInt8(ascii: ">")) }
      if element.hasIndentedChildren { startLine() }
      bytes.put("</")
      bytes.put(element.name)
      bytes.put(UInt8(ascii: ">"))
    }
    isInStartTag = false
  }

  /// Writes an element that holds only text.
  package mutating func element(
    _ name: StaticString, _ text: String, whiteSpace: WhiteSpace = .kept
  ) {
    text.withUTF8Bytes { element(name, utf8: $0, whiteSpace: whiteSpace) }
  }

  /// Writes an element that holds only text, from where it lies.
  package mutating func element(
    _ name: StaticString, utf8 text: UnsafeBufferPointer<UInt8>, whiteSpace: WhiteSpace = .kept
  ) {
    element(name) { $0.text(utf8: text, whiteSpace: whiteSpace) }
  }

  /// Writes an element that holds only text which needs no escapes, from where it lies.
  package mutating func element(
    _ name: StaticString, plainUTF8 text: UnsafeBufferPointer<UInt8>
  ) {
    element(name) { $0.bytes.append(text) }
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
    value.withUTF8Bytes { attribute(name, utf8: $0, whiteSpace: whiteSpace) }
  }

  /// Writes an attribute of the element that was opened last, from where its value lies.
  package mutating func attribute(
    _ name: StaticString, utf8 value: UnsafeBufferPointer<UInt8>, whiteSpace: WhiteSpace = .kept
  ) {
    startAttribute(name)
    escape(value, whiteSpace == .kept ? .attribute : .normalizedAttribute)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute of the element that was opened last, whose value needs no escapes.
  package mutating func attribute(_ name: StaticString, literal value: StaticString) {
    startAttribute(name)
    bytes.reserve(value.utf8CodeUnitCount + 1)
    bytes.put(value)
    bytes.put(UInt8(ascii: "\""))
  }

  /// Writes an attribute of the element that was opened last, from where its value lies, which needs
  /// no escapes.
  package mutating func attribute(
    _ name: StaticString, plainUTF8 value: UnsafeBufferPointer<UInt8>
  ) {
    startAttribute(name)
    bytes.reserve(value.count + 1)
    bytes.put(value)
    bytes.put(UInt8(ascii: "\""))
  }

  /// Writes an attribute of the element that was opened last: one text and another behind it.
  package mutating func attribute(_ name: StaticString, _ prefix: String, _ value: String) {
    startAttribute(name)
    prefix.withUTF8Bytes { escape($0, .attribute) }
    value.withUTF8Bytes { escape($0, .attribute) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute of the element that was opened last, in decimal digits.
  package mutating func attribute(_ name: StaticString, decimal value: Int) {
    startAttribute(name)
    bytes.append(decimal: value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute of the element that was opened last, in the form of ISO 8601.
  package mutating func attribute(_ name: StaticString, _ date: NewsDate) {
    startAttribute(name)
    bytes.append(date)
    bytes.append(UInt8(ascii: "\""))
  }

  // MARK: Text

  /// Writes text.
  package mutating func text(_ text: String, whiteSpace: WhiteSpace = .kept) {
    text.withUTF8Bytes { self.text(utf8: $0, whiteSpace: whiteSpace) }
  }

  /// Writes text from where it lies.
  package mutating func text(
    utf8 text: UnsafeBufferPointer<UInt8>, whiteSpace: WhiteSpace = .kept
  ) {
    endStartTag()
    escape(text, whiteSpace == .kept ? .text : .normalizedText)
  }

  /// Writes text that needs no escapes, from where it lies.
  package mutating func text(plainUTF8 text: UnsafeBufferPointer<UInt8>) {
    endStartTag()
    bytes.append(text)
  }

  /// Writes an integer in decimal digits.
  package mutating func text(decimal value: Int) {
    endStartTag()
    bytes.append(decimal: value)
  }

  /// Writes a date in the form of ISO 8601.
  package mutating func text(_ date: NewsDate) {
    endStartTag()
    bytes.append(date)
  }

  // MARK: - Private

  private mutating func startAttribute(_ name: StaticString) {
    assert(isInStartTag, "an attribute comes before content")
    bytes.reserve(name.utf8CodeUnitCount + 3)
    bytes.put(UInt8(ascii: " "))
    bytes.put(name)
    bytes.put("=\"")
  }

  private mutating func endStartTag() {
    guard isInStartTag else { return }
    isInStartTag = false
    bytes.append(UInt8(ascii: ">"))
  }

  // Deep trees stop moving to the right, or their indentation would outweigh them.
  @inline(__always)
  private static var maximumIndentation: Int { 1 + 2 * 16 }

  /// Starts a line where there is room for it.
  private mutating func startLine() {
    bytes.put(UInt8(ascii: "\n"))
    bytes.putSpaces(min(2 &* stack.count, Self.maximumIndentation &- 1))
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>, _ table: EscapeTable) {
    guard let base = text.baseAddress else { return }
    var start = 0
    var position = 0
    while true {
      let index = Self.nextSpecial(base, from: position, to: text.count, table)
      guard index < text.count else { break }
      let byte = text[index]
      position = index + 1
      let action = table.action(for: byte)
      guard action != .copy else { continue }
      if action == .lookAhead {
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF in UTF-8.
        guard index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE else {
          continue
        }
      }
      bytes.append(UnsafeBufferPointer(rebasing: text[start..<index]))
      switch action {
      case .copy: break
      case .lookAhead:
        forbiddenCharacters += 1
        position = index + 3
      case .drop: forbiddenCharacters += 1
      case .space:
        bytes.append(UInt8(ascii: " "))
        if byte == 0x0D, position < text.count, text[position] == 0x0A { position += 1 }
      case .reference: appendReference(to: byte)
      }
      start = position
    }
    bytes.append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  private mutating func appendReference(to byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): bytes.append("&amp;")
    case UInt8(ascii: "<"): bytes.append("&lt;")
    case UInt8(ascii: ">"): bytes.append("&gt;")
    case UInt8(ascii: "\""): bytes.append("&quot;")
    default:
      bytes.append("&#")
      bytes.append(decimal: Int(byte))
      bytes.append(UInt8(ascii: ";"))
    }
  }

  /// The first position of a byte that may not be copied, or `end`: below space, `&`, `<`, `>`, EF,
  /// and `"` in attributes.
  @inline(__always)
  private static func nextSpecial(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, _ table: EscapeTable
  ) -> Int {
    var start = start
    if ByteScan.isWide, end &- start >= 32 {
      start &+= warraq_markup_run(base + start, end &- start, table.stopsAtQuotes ? 0x22 : 0x26)
      if start == end || table.action(for: base[start]) != .copy { return start }
    }
    let quote = UInt8(ascii: table.stopsAtQuotes ? "\"" : "&")
    return ByteScan.first(base, from: start, to: end) { bytes in
      bytes.below(0x20) .| bytes.equal(UInt8(ascii: "&")) .| bytes.equal(quote)
        .| bytes.equal(UInt8(ascii: "<")) .| bytes.equal(UInt8(ascii: ">")) .| bytes.equal(0xEF)
    }
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
      text: "left out \(count) character\(count == 1 ? "" : "s") that HTML and XML forbid, as"
        + " control characters are")
  }
}
