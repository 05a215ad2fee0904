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
    // Two halves that may overlap cost less than a call.
    let (raw, target) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(base + count))
    switch length {
    case 0: return
    case 1: base[count] = source[0]
    case 2...3:
      Self.copyHalves(raw, target, length, as: UInt16.self)
    case 4...7:
      Self.copyHalves(raw, target, length, as: UInt32.self)
    case 8...15:
      Self.copyHalves(raw, target, length, as: UInt64.self)
    case 16...32:
      Self.copyHalves(raw, target, length, as: SIMD16<UInt8>.self)
    default: (base + count).update(from: source, count: length)
    }
    count &+= length
  }

  @inline(__always)
  private static func copyHalves<Half: BitwiseCopyable>(
    _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ length: Int, as: Half.Type
  ) {
    let last = length &- MemoryLayout<Half>.size
    let (low, high) = (
      source.loadUnaligned(as: Half.self), source.loadUnaligned(fromByteOffset: last, as: Half.self)
    )
    target.storeBytes(of: low, as: Half.self)
    target.storeBytes(of: high, toByteOffset: last, as: Half.self)
  }

  /// Puts up to 32 spaces where there is room for 32.
  @inline(__always)
  mutating func putSpaces(_ number: Int) {
    assert(capacity - count >= 32)
    let target = UnsafeMutableRawPointer(base + count)
    let spaces = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
    target.storeBytes(of: spaces, as: SIMD16<UInt8>.self)
    target.storeBytes(of: spaces, toByteOffset: 16, as: SIMD16<UInt8>.self)
    count &+= number
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
