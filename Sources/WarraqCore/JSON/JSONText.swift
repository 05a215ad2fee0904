internal import WarraqModel

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The UTF-8 of a JSON string without its quotes and escapes, where it lies in memory.
///
/// It borrows the bytes of the cursor that gave it and must not outlive it.
///
/// ```swift
/// switch key {
/// case "headline": …
/// default: …
/// }
/// ```
package struct JSONText {
  /// The bytes, valid UTF-8.
  package let bytes: UnsafeBufferPointer<UInt8>
  /// Whether it was written with escapes; only such a text can hold controls.
  package let hasEscapes: Bool

  @inline(__always)
  init(_ start: UnsafePointer<UInt8>, count: Int, hasEscapes: Bool = false) {
    bytes = UnsafeBufferPointer(start: start, count: count)
    self.hasEscapes = hasEscapes
  }

  /// Makes one of a text of a record.
  package init?(_ text: TextSlice) {
    guard text.bytes.baseAddress != nil else { return nil }
    bytes = text.bytes
    hasEscapes = text.hasEscapes
  }

  /// Moves a position over the white space of JSON (RFC 8259, 2).
  @inline(__always)
  static func skipWhitespace(
    _ base: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int
  ) {
    while position < end {
      let byte = base[position]
      guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        return
      }
      position &+= 1
    }
  }

  /// The text as a string of its own.
  @inline(__always)
  package var string: String {
    // The cursor validated its whole input, and quotes and escapes are ASCII: no scalar is cut.
    String(validUTF8: bytes)
  }

  /// A text of more than 15 bytes cut to as many, where it starts with a letter of any script: white
  /// space, numbers and markup stay whole, because what becomes of a value depends on them.
  var beginning: String {
    guard let first = bytes.first, first >= 0x80 || (first | 0x20) &- 0x61 < 26 else {
      return string
    }
    var end = 15
    while bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(validUTF8: UnsafeBufferPointer(rebasing: bytes[..<end]))
  }

  /// Whether the text is the literal.
  @inline(__always)
  package static func ~= (literal: StaticString, text: JSONText) -> Bool {
    guard literal.utf8CodeUnitCount == text.bytes.count else { return false }
    guard let base = text.bytes.baseAddress else { return true }
    return memcmp(base, literal.utf8Start, literal.utf8CodeUnitCount) == 0
  }
}

/// Finds names among a fixed set by their bytes, without making strings.
package struct JSONNameTable: Sendable {
  // All names one after another, and where each starts; at the end, where the last one ends.
  private let bytes: [UInt8]
  private let starts: [Int32]
  // Open addressing; a slot holds an index into `names`, -1 when it is free.
  private let slots: [Int16]

  /// Makes a table; of two equal names the first counts.
  package init(_ names: [String]) {
    precondition(names.count < 1 << 14, "a table of names holds fewer than 16,384")
    var size = 16
    while size < names.count * 4 { size *= 2 }
    let table = names.map { Array($0.utf8) }
    var slots = [Int16](repeating: -1, count: size)
    for (index, name) in table.enumerated() {
      var slot = name.withUnsafeBufferPointer { Self.hash($0) } & (size - 1)
      while slots[slot] >= 0, table[Int(slots[slot])] != name { slot = (slot + 1) & (size - 1) }
      if slots[slot] < 0 { slots[slot] = Int16(index) }
    }
    self.slots = slots
    bytes = table.flatMap { $0 }
    var starts: [Int32] = [0]
    for name in table { starts.append((starts.last ?? 0) + Int32(name.count)) }
    self.starts = starts
  }

  /// The index of a name, `nil` when it is not in the table.
  package func index(of text: JSONText) -> Int? {
    index(of: text.bytes)
  }

  /// The index of a name, `nil` when it is not in the table.
  package func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    var slot = Self.hash(name) & (slots.count - 1)
    while true {
      let index = Int(slots[slot])
      guard index >= 0 else { return nil }
      let start = Int(starts[index])
      if Int(starts[index + 1]) - start == name.count, has(name, at: start) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  private func has(_ name: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard let a = bytes.baseAddress, let b = name.baseAddress else { return name.isEmpty }
      return memcmp(a + start, b, name.count) == 0
    }
  }

  /// A hash of the length, the first and the last bytes: names differ there.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
    let count = bytes.count
    let (first, last): (UInt64, UInt64)
    switch count {
    case 8...:
      first = base.loadUnaligned(as: UInt64.self)
      last = base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    case 4...:
      first = UInt64(base.loadUnaligned(as: UInt32.self))
      last = UInt64(base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
    default:
      first = count > 0 ? UInt64(bytes[0]) : 0
      last = count > 1 ? UInt64(bytes[1]) &<< 8 | UInt64(bytes[count &- 1]) : 0
    }
    let hash = (first ^ last &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: hash >> 33)
  }
}
