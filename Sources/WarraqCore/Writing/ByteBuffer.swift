public import WarraqModel

/// Bytes on their way out: what every writer appends to.
///
/// ```swift
/// var buffer = ByteBuffer()
/// buffer.append("words: ")
/// buffer.append(decimal: 42)
/// ```
public struct ByteBuffer: Sendable {
  /// What was appended.
  public var bytes: [UInt8]

  /// Makes an empty buffer, over the storage of `bytes` when given.
  public init(reusing bytes: [UInt8] = []) {
    self.bytes = bytes
    self.bytes.removeAll(keepingCapacity: true)
  }

  /// How many bytes it holds.
  public var count: Int { bytes.count }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Appends the UTF-8 of a text.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Appends the bytes of a literal.
  public mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends bytes.
  public mutating func append(contentsOf other: some Sequence<UInt8>) {
    bytes.append(contentsOf: other)
  }

  /// Appends bytes in memory.
  public mutating func append(contentsOf other: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: other)
  }

  /// Appends an integer in decimal digits.
  public mutating func append(decimal value: Int) {
    guard value < 0 || value > 9 else { return bytes.append(UInt8(ascii: "0") + UInt8(value)) }
    var magnitude = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes[start...].reverse()
  }

  /// Appends a date in the ISO 8601 form of `NewsDate.description`; nothing when unresolved.
  public mutating func append(_ date: NewsDate) {
    date.appendISO8601 { bytes.append($0) }
  }

  /// Forgets everything after the first `count` bytes.
  public mutating func truncate(to count: Int) {
    bytes.removeSubrange(count...)
  }
}
