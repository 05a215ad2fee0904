package import WarraqModel

/// Reads a JSON text front to back, value by value (RFC 8259, strictly).
///
/// ```swift
/// try cursor.beginObject()
/// while let key = try cursor.nextKey() {
///   switch key {
///   case "headline": headline = try cursor.string()
///   default: try cursor.skipValue()
///   }
/// }
/// ```
///
/// After each key, and each time ``nextElement()`` returns `true`, read exactly one value. The
/// bytes are checked to be UTF-8 once, when the cursor is made. They must stay where they are while
/// the cursor, or a ``JSONText`` that it gave, lives.
///
/// Functions that recurse pair ``descend()`` and ``ascend()``, so that the depth of what is read
/// stays below the limit.
package struct JSONCursor: ~Copyable {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  /// The offset of the next byte.
  package private(set) var position = 0
  /// What was read, but not as it stands.
  package private(set) var warnings: [JSONWarning] = []
  /// Whether an escape of U+0080 to U+009F was met, which no text means.
  package private(set) var hasControlEscapes = false
  // A hostile text may deserve a warning every few bytes.
  private static let maximumWarnings = 100
  private var expectsComma = false
  private var depth = 0
  private let maximumDepth: Int
  /// Whether ``string()`` gives no more of a text than tells that it is one; it is checked in full.
  ///
  /// For values that no one reads: a text of up to 15 bytes needs no memory of its own.
  package var shortensTexts = false
  /// Whether canonical parts leave out what has another shape than theirs, and do not refuse all of it.
  package internal(set) var forgives = false
  // Texts with escapes, decoded; a JSONText may point to them as long as the cursor lives. No text is
  // longer than it was with its escapes, so that one page holds all of them once.
  private var pages: [UnsafeMutablePointer<UInt8>] = []
  private var usedOfPage = 0

  /// A place to come back to; see ``mark()``.
  package struct Mark {
    /// The offset, 0 first.
    package var offset: Int { position }
    fileprivate let position: Int
    fileprivate let expectsComma: Bool
    fileprivate let depth: Int
    fileprivate let warnings: Int
  }

  /// Makes a cursor over the bytes of a JSON text.
  ///
  /// - Throws: `JSONError` `invalidUTF8`, or `unexpectedEnd` when there are no bytes.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int
  ) throws(JSONError) {
    base = try Self.validate(bytes)
    end = bytes.count
    self.maximumDepth = maximumDepth
  }

  private static func validate(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> UnsafePointer<UInt8> {
    guard let base = bytes.baseAddress else { throw JSONError(.unexpectedEnd, at: 0) }
    if let offset = UTF8Validation.firstInvalidByte(in: bytes) {
      throw JSONError(.invalidUTF8(bytes[offset]), at: offset)
    }
    return base
  }

  deinit {
    for page in pages { page.deallocate() }
  }

  // MARK: Places

  /// The place before the next value.
  package func mark() -> Mark {
    Mark(
      position: position, expectsComma: expectsComma, depth: depth, warnings: warnings.count)
  }

  /// Goes back to a place, and forgets what was warned of since.
  package mutating func rewind(to mark: Mark) {
    position = mark.position
    expectsComma = mark.expectsComma
    depth = mark.depth
    warnings.removeLast(max(warnings.count - mark.warnings, 0))
  }

  /// Goes to a place, back or forth, and keeps the warnings.
  package mutating func move(to mark: Mark) {
    position = mark.position
    expectsComma = mark.expectsComma
    depth = mark.depth
  }

  /// Notes something to tell about the value at `offset`; after a hundred, only that there is more.
  package mutating func warn(_ kind: JSONWarning.Kind, at offset: Int) {
    if warnings.count < Self.maximumWarnings {
      warnings.append(JSONWarning(kind, at: offset))
    } else if warnings.count == Self.maximumWarnings {
      warnings.append(JSONWarning(.more, at: offset))
    }
  }

  /// Goes one level down.
  ///
  /// - Throws: `JSONError` `tooDeep`.
  package mutating func descend() throws(JSONError) {
    depth += 1
    guard depth <= maximumDepth else {
      throw JSONError(.tooDeep(limit: maximumDepth), at: min(position, end - 1))
    }
  }

  /// Comes back from ``descend()``.
  package mutating func ascend() { depth -= 1 }

  /// The error that the next value does not have the right shape.
  package func wrongShape(_ expected: JSONError.Expected = .canonical) -> JSONError {
    JSONError(.shape(expected: expected), at: position)
  }

  // MARK: Structure

  /// The first byte of the next value, white space passed.
  ///
  /// - Throws: `JSONError` `unexpectedEnd`.
  @inline(__always)
  package mutating func peek() throws(JSONError) -> UInt8 {
    skipWhitespace()
    guard position < end else { throw JSONError(.unexpectedEnd, at: end) }
    return base[position]
  }

  /// Whether nothing but white space is left.
  package mutating func isAtEnd() -> Bool {
    skipWhitespace()
    return position == end
  }

  /// Steps into an object.
  ///
  /// - Throws: `JSONError` `shape` when the next value is another one.
  package mutating func beginObject() throws(JSONError) {
    guard try peek() == UInt8(ascii: "{") else { throw mismatch(.object) }
    position += 1
    expectsComma = false
  }

  /// The next name of the object, or `nil` when it ends.
  package mutating func nextKey() throws(JSONError) -> JSONText? {
    var byte = try peek()
    if expectsComma {
      if byte == UInt8(ascii: ",") {
        let comma = position
        position += 1
        byte = try peek()
        if byte == UInt8(ascii: "}") { throw JSONError(.trailingComma, at: comma) }
      } else if byte != UInt8(ascii: "}") {
        throw unexpected(.commaOrBrace)
      }
    }
    if byte == UInt8(ascii: "}") {
      position += 1
      expectsComma = true
      return nil
    }
    guard byte == UInt8(ascii: "\"") else { throw unexpected(.key) }
    let key = try readText()
    guard try peek() == UInt8(ascii: ":") else { throw unexpected(.colon) }
    position += 1
    return key
  }

  /// Steps into an array.
  ///
  /// - Throws: `JSONError` `shape` when the next value is another one.
  package mutating func beginArray() throws(JSONError) {
    guard try peek() == UInt8(ascii: "[") else { throw mismatch(.array) }
    position += 1
    expectsComma = false
  }

  /// Whether the array has another element.
  package mutating func nextElement() throws(JSONError) -> Bool {
    let byte = try peek()
    if byte == UInt8(ascii: "]") {
      position += 1
      expectsComma = true
      return false
    }
    guard expectsComma else { return true }
    guard byte == UInt8(ascii: ",") else { throw unexpected(.commaOrBracket) }
    let comma = position
    position += 1
    if try peek() == UInt8(ascii: "]") { throw JSONError(.trailingComma, at: comma) }
    return true
  }

  // MARK: Values

  /// The next value, a string.
  ///
  /// - Throws: `JSONError` `shape` when it is another one.
  @inline(__always)
  package mutating func string() throws(JSONError) -> String {
    guard try peek() == UInt8(ascii: "\"") else { throw mismatch(.string) }
    let start = position &+ 1
    let stop = ByteScan.endOfPlainRun(base, from: start, to: end)
    expectsComma = true
    guard stop < end, base[stop] == UInt8(ascii: "\"") else {
      let text = try decodedText(start, firstStop: stop)
      defer { usedOfPage &-= text.bytes.count }
      return shortened(text)
    }
    position = stop &+ 1
    return shortened(JSONText(base + start, count: stop &- start))
  }

  @inline(__always)
  private func shortened(_ text: JSONText) -> String {
    shortensTexts && text.bytes.count > 15 ? text.beginning : text.string
  }

  /// The next value, a string, where its bytes lie.
  ///
  /// - Throws: `JSONError` `shape` when it is another one.
  @inline(__always)
  package mutating func text() throws(JSONError) -> JSONText {
    guard try peek() == UInt8(ascii: "\"") else { throw mismatch(.string) }
    let text = try readText()
    expectsComma = true
    return text
  }

  /// Passes `null`; returns whether it stood there.
  @inline(__always)
  package mutating func skipNull() throws(JSONError) -> Bool {
    guard try peek() == UInt8(ascii: "n") else { return false }
    try literal("null")
    return true
  }

  /// The next value, `true` or `false`.
  package mutating func boolean() throws(JSONError) -> Bool {
    switch try peek() {
    case UInt8(ascii: "t"):
      try literal("true")
      return true
    case UInt8(ascii: "f"):
      try literal("false")
      return false
    default: throw mismatch(.boolean)
    }
  }

  /// The digits of the next value, a number (RFC 8259, 6).
  package mutating func number() throws(JSONError) -> JSONText {
    let first = try peek()
    guard first == UInt8(ascii: "-") || isDigit(first) else { throw mismatch(.number) }
    let begin = position
    func fail(_ cursor: borrowing JSONCursor) -> JSONError {
      cursor.position < cursor.end
        ? JSONError(.badNumber, at: begin) : JSONError(.unexpectedEnd, at: cursor.end)
    }
    if first == UInt8(ascii: "-") {
      position += 1
      if position < end, base[position] == UInt8(ascii: "I") {
        throw JSONError(.notFinite, at: begin)
      }
    }
    guard position < end else { throw fail(self) }
    if base[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      guard skipDigits() else { throw fail(self) }
    }
    if position < end, base[position] == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() else { throw fail(self) }
    }
    if position < end, base[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      guard skipDigits() else { throw fail(self) }
    }
    // A digit, letter or point that goes on is part of a malformed number, not another value.
    if position < end, isDigit(base[position]) || base[position] == UInt8(ascii: ".") {
      throw JSONError(.badNumber, at: begin)
    }
    expectsComma = true
    return JSONText(base + begin, count: position - begin)
  }

  /// The next value, an integer that fits.
  ///
  /// - Throws: `JSONError` `shape` when it is another value, has a fraction or does not fit.
  package mutating func integer() throws(JSONError) -> Int {
    let text = try number()
    var value = 0
    let isNegative = text.bytes.first == UInt8(ascii: "-")
    for byte in isNegative ? text.bytes.dropFirst() : text.bytes[...] {
      let digit = Int(byte) - 0x30
      guard 0...9 ~= digit else { throw wrongShape(.number) }
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) =
        isNegative
        ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      guard !overflows, !overflowsToo else { throw wrongShape(.number) }
      value = sum
    }
    return value
  }

  /// The next value, a number, as near as a `Double` comes to it.
  package mutating func double() throws(JSONError) -> Double {
    let text = try number()
    guard let value = Double(text.string), value.isFinite else { throw wrongShape(.number) }
    return value
  }

  /// Whether the next value is an array that starts with an object.
  package mutating func isArrayOfObjects() throws(JSONError) -> Bool {
    guard try peek() == UInt8(ascii: "[") else { return false }
    let mark = mark()
    defer { move(to: mark) }
    try beginArray()
    guard try nextElement() else { return false }
    return try peek() == UInt8(ascii: "{")
  }

  /// Passes the next value, whatever it is; it is checked all the same.
  package mutating func skipValue() throws(JSONError) {
    switch try peek() {
    case UInt8(ascii: "\""):
      try skipText()
      expectsComma = true
    case UInt8(ascii: "{"):
      try descend()
      try beginObject()
      while try nextKey() != nil { try skipValue() }
      ascend()
    case UInt8(ascii: "["):
      try descend()
      try beginArray()
      while try nextElement() { try skipValue() }
      ascend()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean()
    case UInt8(ascii: "n"): try literal("null")
    default: try skipNumber()
    }
  }

  /// The next value, whatever it is. Of two members of one name the last counts.
  package mutating func value() throws(JSONError) -> ExtraValue {
    switch try peek() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["):
      try descend()
      try beginArray()
      var elements: [ExtraValue] = []
      while try nextElement() { elements.append(try value()) }
      ascend()
      return .array(elements)
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean(try boolean())
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    default:
      guard isNumberStart(base[position]) else { throw unexpected(.value) }
      return .number(try number().string)
    }
  }

  /// The members of the next value, an object. Of two members of one name the last counts.
  package mutating func members() throws(JSONError) -> [ExtraMember] {
    try descend()
    try beginObject()
    var members = UniqueMembers()
    while let key = try nextKey() {
      let offset = position
      let name = key.string
      if !members.set(name, try value()) { warn(.duplicateName(name), at: offset) }
    }
    ascend()
    return members.members
  }

  /// Checks that nothing but white space follows.
  ///
  /// - Throws: `JSONError` `trailingContent`.
  package mutating func finish() throws(JSONError) {
    guard isAtEnd() else { throw JSONError(.trailingContent, at: position) }
  }
}

// MARK: - Bytes

extension JSONCursor {
  @inline(__always)
  private mutating func skipWhitespace() {
    JSONText.skipWhitespace(base, &position, end)
  }

  /// The error that the next value is of another type, or that there is no value at all.
  private func mismatch(_ expected: JSONError.Expected) -> JSONError {
    switch base[position] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "t"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "-"),
      UInt8(
        ascii: "0")...UInt8(
        ascii: "9"):
      JSONError(.shape(expected: expected), at: position)
    default: unexpected(.value)
    }
  }

  private func unexpected(_ expected: JSONError.Expected) -> JSONError {
    switch base[position] {
    case UInt8(ascii: "/"), UInt8(ascii: "#"): JSONError(.comment, at: position)
    case UInt8(ascii: "N"), UInt8(ascii: "I"):
      JSONError(
        expected == .value ? .notFinite : .unexpected(base[position], expected: expected),
        at: position)
    case UInt8(ascii: "n") where position + 1 < end && base[position + 1] == UInt8(ascii: "a"):
      JSONError(.notFinite, at: position)
    default: JSONError(.unexpected(base[position], expected: expected), at: position)
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private func isNumberStart(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || isDigit(byte) }

  private mutating func skipNumber() throws(JSONError) {
    guard isNumberStart(base[position]) else { throw unexpected(.value) }
    _ = try number()
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while position < end, isDigit(base[position]) { position += 1 }
    return position > start
  }

  private mutating func literal(_ word: StaticString) throws(JSONError) {
    let count = word.utf8CodeUnitCount
    for index in 0..<count {
      guard position + index < end else { throw JSONError(.unexpectedEnd, at: end) }
      guard base[position + index] == word.utf8Start[index] else { throw unexpected(.value) }
    }
    position += count
    expectsComma = true
  }

  /// Reads a string; `position` is at its opening quotation mark.
  @inline(__always)
  private mutating func readText() throws(JSONError) -> JSONText {
    let start = position &+ 1
    let stop = ByteScan.endOfPlainRun(base, from: start, to: end)
    guard stop < end, base[stop] == UInt8(ascii: "\"") else {
      return try decodedText(start, firstStop: stop)
    }
    position = stop &+ 1
    return JSONText(base + start, count: stop &- start)
  }

  private mutating func skipText() throws(JSONError) {
    var stop = ByteScan.endOfPlainRun(base, from: position &+ 1, to: end)
    while stop < end, base[stop] == UInt8(ascii: "\\"), stop &+ 1 < end {
      switch base[stop &+ 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
        UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        stop &+= 2
      case UInt8(ascii: "u"):
        guard stop &+ 6 <= end else { throw JSONError(.unexpectedEnd, at: end) }
        guard hexadecimal(at: stop &+ 2) != nil else { throw JSONError(.badEscape, at: stop) }
        stop &+= 6
      default: throw JSONError(.badEscape, at: stop)
      }
      stop = ByteScan.endOfPlainRun(base, from: stop, to: end)
    }
    guard stop < end, base[stop] != UInt8(ascii: "\\") else {
      throw JSONError(.unexpectedEnd, at: end)
    }
    guard base[stop] == UInt8(ascii: "\"") else {
      throw JSONError(.control(base[stop]), at: stop)
    }
    position = stop &+ 1
  }

  /// Decodes a string with escapes into a page; `position` comes after it.
  private mutating func decodedText(_ start: Int, firstStop: Int) throws(JSONError) -> JSONText {
    // Where texts are decoded in their order, those before it took no more than `start` bytes.
    if pages.isEmpty || usedOfPage > start {
      pages.append(.allocate(capacity: end))
      usedOfPage = 0
    }
    let text = pages[pages.count - 1] + usedOfPage
    var count = 0
    var runStart = start
    var stop = firstStop
    while true {
      (text + count).update(from: base + runStart, count: stop - runStart)
      count += stop - runStart
      guard stop < end else { throw JSONError(.unexpectedEnd, at: end) }
      if base[stop] == UInt8(ascii: "\"") { break }
      guard base[stop] == UInt8(ascii: "\\") else {
        throw JSONError(.control(base[stop]), at: stop)
      }
      let (scalar, next) = try readEscape(at: stop)
      count += Self.write(scalar, to: text + count)
      runStart = next
      stop = ByteScan.endOfPlainRun(base, from: runStart, to: end)
    }
    position = stop + 1
    usedOfPage += count
    return JSONText(text, count: count, hasEscapes: true)
  }

  /// The character of the escape at `backslash`, and the offset after it.
  private mutating func readEscape(
    at backslash: Int
  ) throws(JSONError) -> (scalar: UInt32, next: Int) {
    guard backslash + 1 < end else { throw JSONError(.unexpectedEnd, at: end) }
    let scalar: UInt32
    switch base[backslash + 1] {
    case UInt8(ascii: "\""): scalar = 0x22
    case UInt8(ascii: "\\"): scalar = 0x5C
    case UInt8(ascii: "/"): scalar = 0x2F
    case UInt8(ascii: "b"): scalar = 0x08
    case UInt8(ascii: "f"): scalar = 0x0C
    case UInt8(ascii: "n"): scalar = 0x0A
    case UInt8(ascii: "r"): scalar = 0x0D
    case UInt8(ascii: "t"): scalar = 0x09
    case UInt8(ascii: "u"): return try readUnicodeEscape(at: backslash)
    default: throw JSONError(.badEscape, at: backslash)
    }
    return (scalar, backslash + 2)
  }

  private mutating func readUnicodeEscape(
    at backslash: Int
  ) throws(JSONError) -> (scalar: UInt32, next: Int) {
    guard backslash + 6 <= end else { throw JSONError(.unexpectedEnd, at: end) }
    guard let unit = hexadecimal(at: backslash + 2) else {
      throw JSONError(.badEscape, at: backslash)
    }
    let next = backslash + 6
    switch unit {
    case 0xD800..<0xDC00:
      if next + 6 <= end, base[next] == UInt8(ascii: "\\"), base[next + 1] == UInt8(ascii: "u"),
        let low = hexadecimal(at: next + 2), 0xDC00..<0xE000 ~= low
      {
        return (0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), next + 6)
      }
    case 0xDC00..<0xE000: break
    case 0x80..<0xA0:
      hasControlEscapes = true
      guard let letter = ControlLetters.letter(for: unit) else { return (unit, next) }
      warn(.controlLetter, at: backslash)
      return (letter, next)
    default: return (unit, next)
    }
    warn(.loneSurrogate, at: backslash)
    return (0xFFFD, next)
  }

  @inline(__always)
  private func hexadecimal(at start: Int) -> UInt32? { Self.hexadecimal(in: base, at: start) }

  /// The value of four hexadecimal digits.
  @inline(__always)
  static func hexadecimal(in base: UnsafePointer<UInt8>, at start: Int) -> UInt32? {
    var value: UInt32 = 0
    for index in start..<start + 4 {
      let byte = base[index]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Writes the UTF-8 of a scalar, which is shorter than its escape; returns how many bytes it has.
  static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
    switch scalar {
    case 0..<0x80:
      target[0] = UInt8(scalar)
      return 1
    case 0x80..<0x800:
      target[0] = UInt8(0xC0 | scalar >> 6)
      target[1] = UInt8(0x80 | scalar & 0x3F)
      return 2
    case 0x800..<0x10000:
      target[0] = UInt8(0xE0 | scalar >> 12)
      target[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
      target[2] = UInt8(0x80 | scalar & 0x3F)
      return 3
    default:
      target[0] = UInt8(0xF0 | scalar >> 18)
      target[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
      target[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
      target[3] = UInt8(0x80 | scalar & 0x3F)
      return 4
    }
  }
}
