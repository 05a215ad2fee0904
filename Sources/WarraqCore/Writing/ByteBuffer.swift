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

  /// Makes an empty buffer.
  public init() { bytes = [] }

  /// Makes an empty buffer over the storage of `bytes`.
  public init(reusing bytes: consuming [UInt8]) {
    self.bytes = bytes
    self.bytes.removeAll(keepingCapacity: true)
  }

  /// How many bytes it holds.
  public var count: Int { bytes.count }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Appends the UTF-8 of a text.
  public mutating func append(_ text: String) {
    text.withUTF8Bytes { bytes.append(contentsOf: $0) }
  }

  /// Appends the bytes of a literal.
  public mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends `count` bytes that `write` puts where it is told to, all of them.
  @inline(__always)
  package mutating func append(
    count: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void
  ) {
    bytes.append(addingCapacity: count) { span in
      span.withUnsafeMutableBufferPointer { target, initialized in
        guard let base = target.baseAddress else { return }
        write(base + initialized)
        initialized += count
      }
    }
  }

  /// Appends a literal between bytes, in one step.
  @inline(__always)
  package mutating func append(
    _ first: UInt8, _ literal: StaticString, _ last: UInt8? = nil, _ veryLast: UInt8? = nil
  ) {
    let length = literal.utf8CodeUnitCount
    append(count: length + 1 + (last == nil ? 0 : 1) + (veryLast == nil ? 0 : 1)) { target in
      target[0] = first
      (target + 1).update(from: literal.utf8Start, count: length)
      if let last { target[length + 1] = last }
      if let veryLast { target[length + 2] = veryLast }
    }
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
    bytes.append(addingCapacity: NewsDate.maximumISO8601Bytes) { span in
      span.withUnsafeMutableBufferPointer { target, initialized in
        initialized += date.writeISO8601(to: .init(rebasing: target[initialized...]))
      }
    }
  }

  /// Forgets everything after the first `count` bytes.
  public mutating func truncate(to count: Int) {
    bytes.removeSubrange(count...)
  }
}
