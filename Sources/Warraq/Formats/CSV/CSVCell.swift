internal import WarraqCore
internal import WarraqModel

/// How a cell is put between delimiters: RFC 4180, section 2, rules 5 to 7.
struct CSVCell: Sendable {
  let delimiter: UInt8
  let quotesAll: Bool
  let guardsFormulas: Bool

  /// What had to change of a cell besides its quoting.
  struct Changes: OptionSet, Sendable {
    let rawValue: UInt8
    /// U+0000 was left out.
    static let droppedNull = Changes(rawValue: 1)
    /// An apostrophe was put before it.
    static let guarded = Changes(rawValue: 2)
  }

  /// Makes a cell of the bytes from `start` to the end of the buffer.
  func finish(_ buffer: inout ByteBuffer, from start: Int) -> Changes {
    var changes: Changes = []
    if buffer.count == start {
      if quotesAll { buffer.append("\"\"") }
      return changes
    }
    var plainEnd = endOfPlainRun(buffer, from: start)
    if plainEnd < buffer.count, dropNulls(&buffer, from: plainEnd) {
      changes.insert(.droppedNull)
      plainEnd = endOfPlainRun(buffer, from: start)
    }
    let isPlain = plainEnd == buffer.count
    if guardsFormulas, start < buffer.count, Self.needsGuard(buffer.bytes[start...]) {
      buffer.bytes.insert(Self.apostrophe, at: start)
      changes.insert(.guarded)
    }
    if quotesAll || !isPlain || mayBeTrimmed(buffer, from: start) { quote(&buffer, from: start) }
    return changes
  }

  static let apostrophe = UInt8(ascii: "'")

  /// The text in a formula such as `="0012"`, by which programs keep Excel from taking the digits for a
  /// number; `nil` where a cell is none.
  @inline(__always)
  static func formulaText(
    _ cell: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    guard cell.count > 2, cell[0] == UInt8(ascii: "="), cell[1] == CSVBytes.quote,
      cell[cell.count - 1] == CSVBytes.quote
    else { return nil }
    let text = UnsafeBufferPointer(rebasing: cell[2..<(cell.count - 1)])
    return text.contains(CSVBytes.quote) ? nil : text
  }

  /// Whether an apostrophe goes before a cell: before a formula, and before one with apostrophes of its
  /// own, so that what comes off again is the one that was put there.
  static func needsGuard(_ cell: some Collection<UInt8>) -> Bool {
    startsFormula(cell.drop { $0 == apostrophe })
  }

  /// Whether a spreadsheet takes a cell for a formula: one that starts with such a byte, or with
  /// characters nobody sees before it, which some programs drop.
  private static func startsFormula(_ cell: some Collection<UInt8>) -> Bool {
    guard let first = cell.first else { return false }
    if startsFormula(first) { return true }
    // White space, and what starts with the bytes of invisible or full-width characters.
    guard
      first <= 0x20 || first == 0x7F
        || [0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0, 0xF3].contains(first)
    else { return false }
    // A few bytes nearly always do; what they cut in two is a stand-in at their end.
    let few = Self.firstVisible(in: cell.prefix(64))
    let visible = few == nil || few == "\u{FFFD}" ? Self.firstVisible(in: cell) : few
    guard let visible else { return false }
    return "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\u{FE66}\u{FE62}\u{FE63}\u{FE6B}".unicodeScalars
      .contains(visible)
  }

  /// The first character that is no white space, control or other that nobody sees.
  private static func firstVisible(in bytes: some Collection<UInt8>) -> Unicode.Scalar? {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.first { scalar in
      let properties = scalar.properties
      // The pattern of Braille without a point is no white space, and empty.
      return !properties.isDefaultIgnorableCodePoint && !properties.isWhitespace
        && properties.generalCategory != .control && properties.generalCategory != .format
        && scalar != "\u{2800}"
    }
  }

  /// Whether a spreadsheet takes a cell that starts with the byte for a formula.
  private static func startsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      true
    default: false
    }
  }

  /// The first position from `start` on of a byte that a cell cannot hold as it is, or the end.
  private func endOfPlainRun(_ buffer: ByteBuffer, from start: Int) -> Int {
    buffer.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return start }
      return ByteScan.first(base, from: start, to: bytes.count) { bytes in
        bytes.equal(CSVBytes.quote) .| bytes.equal(delimiter) .| bytes.equal(CSVBytes.lineFeed)
          .| bytes.equal(CSVBytes.carriageReturn) .| bytes.equal(0)
      }
    }
  }

  private func dropNulls(_ buffer: inout ByteBuffer, from start: Int) -> Bool {
    let hasNull = buffer.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return CSVBytes.index(of: 0, in: base, from: start, to: bytes.count) < bytes.count
    }
    guard hasNull else { return false }
    let kept = buffer.bytes[start...].filter { $0 != 0 }
    buffer.truncate(to: start)
    buffer.append(contentsOf: kept)
    return true
  }

  /// Whether readers may change the ends: some trim cells, and the first cell of a file may look like
  /// a byte order mark.
  private func mayBeTrimmed(_ buffer: ByteBuffer, from start: Int) -> Bool {
    guard start < buffer.count else { return false }
    let (first, last) = (buffer.bytes[start], buffer.bytes[buffer.count - 1])
    return Self.isSpace(first) || Self.isSpace(last) || first == CSVBytes.byteOrderMark[0]
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Quotes in place, from the end, so that no cell is copied; what lies between two quotation
  /// marks moves at once.
  private func quote(_ buffer: inout ByteBuffer, from start: Int) {
    let end = buffer.count
    let quotes = buffer.bytes.withUnsafeBufferPointer { Self.count($0, from: start) }
    buffer.bytes.append(contentsOf: repeatElement(CSVBytes.quote, count: quotes + 2))
    withUnsafeTemporaryAllocation(of: Int.self, capacity: quotes) { positions in
      buffer.bytes.withUnsafeMutableBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        var found = 0
        var position = start
        while found < quotes {
          position = CSVBytes.index(of: CSVBytes.quote, in: base, from: position, to: end)
          positions[found] = position
          found += 1
          position += 1
        }
        var source = end
        while found > 0 {
          // A run starts with the second of its two quotation marks.
          let run = positions[found - 1]
          (base + run + found + 1).update(from: base + run, count: source - run)
          base[run + found] = CSVBytes.quote
          source = run
          found -= 1
        }
        (base + start + 1).update(from: base + start, count: source - start)
        base[start] = CSVBytes.quote
      }
    }
  }

  private static func count(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var count = 0
    var position = start
    while true {
      position = CSVBytes.index(of: CSVBytes.quote, in: base, from: position, to: bytes.count)
      guard position < bytes.count else { return count }
      count += 1
      position += 1
    }
  }
}
