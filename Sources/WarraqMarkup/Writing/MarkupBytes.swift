internal import WarraqCore
internal import WarraqModel

/// Markup on its way into a `ByteBuffer`, in memory of its own.
///
/// Markup is made of many small pieces. ``reserve(_:)`` makes room for several of them at once, then
/// they are put there without asking again.
struct MarkupBytes: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes there are.
  private(set) var count = 0

  init() {
    capacity = 8192
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// The last byte.
  var last: UInt8? { count > 0 ? base[count &- 1] : nil }

  /// Makes room for as many bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if capacity &- count < more { grow(more) }
  }

  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  /// Puts a byte where there is room.
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    assert(count < capacity)
    base[count] = byte
    count &+= 1
  }

  /// Puts a literal where there is room.
  @inline(__always)
  mutating func put(_ literal: StaticString) {
    put(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Puts bytes where there is room.
  @inline(__always)
  mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    assert(capacity - count >= bytes.count)
    let length = bytes.count
    if 8...16 ~= length {
      // Two halves that may overlap cost less than a call.
      let (raw, target) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(base + count))
      let first = raw.loadUnaligned(as: UInt64.self)
      let last = raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
      target.storeBytes(of: first, as: UInt64.self)
      target.storeBytes(of: last, toByteOffset: length &- 8, as: UInt64.self)
    } else if length < 8 {
      for index in 0..<length { base[count &+ index] = source[index] }
    } else {
      (base + count).update(from: source, count: length)
    }
    count &+= length
  }

  /// Puts a byte several times where there is room.
  @inline(__always)
  mutating func put(_ byte: UInt8, times: Int) {
    assert(capacity - count >= times)
    (base + count).update(repeating: byte, count: times)
    count &+= times
  }

  /// Appends bytes.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    put(bytes)
  }

  /// Appends a literal.
  mutating func append(_ literal: StaticString) {
    reserve(literal.utf8CodeUnitCount)
    put(literal)
  }

  /// Appends a byte.
  mutating func append(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// Appends an integer in decimal digits.
  mutating func append(decimal value: Int) {
    reserve(20)
    if value < 0 { put(UInt8(ascii: "-")) }
    var magnitude = value.magnitude
    let first = count
    repeat {
      put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    var digits = UnsafeMutableBufferPointer(start: base + first, count: count - first)
    digits.reverse()
  }

  /// Appends a date in the form of ISO 8601; nothing when unresolved.
  mutating func append(_ date: NewsDate) {
    reserve(NewsDate.maximumISO8601Bytes)
    count += date.writeISO8601(
      to: UnsafeMutableBufferPointer(start: base + count, count: NewsDate.maximumISO8601Bytes))
  }

  /// Gives all there is to `body`.
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    body(UnsafeBufferPointer(start: base, count: count))
  }
}
