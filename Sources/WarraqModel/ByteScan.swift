internal import CVectors

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Searches that step over many bytes at once.
@usableFromInline
package enum ByteScan {
  /// Sixteen bytes in which to look for something; the answer has a lane a byte.
  @usableFromInline
  package typealias Bytes = SIMD16<UInt8>
  @usableFromInline
  package typealias Answer = SIMDMask<SIMD16<Int8>>

  /// Whether the processor can look at 32 bytes at once (`CVectors`).
  package static let isWide = warraq_has_avx2() != 0

  /// The first position from `start` on of a byte for which `isFound` answers, or `end`.
  ///
  /// No byte outside `start..<end` is looked at.
  @inlinable
  @inline(__always)
  package static func first(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, isFound: (Bytes) -> Answer
  ) -> Int {
    let raw = UnsafeRawPointer(base)
    var position = start
    // Two at once, asked about together: the question costs as much as the search.
    while position &+ 32 <= end {
      let low = isFound(raw.loadUnaligned(fromByteOffset: position, as: Bytes.self))
      let high = isFound(raw.loadUnaligned(fromByteOffset: position &+ 16, as: Bytes.self))
      guard !any(low .| high) else {
        return firstLane(of: low).map { position &+ $0 }
          ?? position &+ 16 &+ (firstLane(of: high) ?? 0)
      }
      position &+= 32
    }
    while position &+ 16 <= end {
      let bytes = raw.loadUnaligned(fromByteOffset: position, as: Bytes.self)
      if let lane = firstLane(of: isFound(bytes)) { return position &+ lane }
      position &+= 16
    }
    let count = end &- position
    if count >= 8 {
      // Two halves that may overlap: what both hold is found in the first.
      let low = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let high = raw.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)
      guard let lane = firstLane(of: isFound(bytes(low, high))) else { return end }
      return lane < 8 ? position &+ lane : end &- 16 &+ lane
    }
    guard count > 0 else { return end }
    var low: UInt64 = 0
    for index in 0..<count { low |= UInt64(base[position &+ index]) &<< UInt64(index &* 8) }
    let lane = firstLane(of: isFound(bytes(low.littleEndian, 0))) ?? count
    return lane < count ? position &+ lane : end
  }

  @inlinable
  @inline(__always)
  static func bytes(_ low: UInt64, _ high: UInt64) -> Bytes {
    unsafeBitCast(SIMD2(low, high), to: Bytes.self)
  }

  /// Whether any byte was found.
  @inlinable
  @inline(__always)
  package static func any(_ answer: Answer) -> Bool {
    let words = unsafeBitCast(answer, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }

  /// The first lane that was found.
  @inlinable
  @inline(__always)
  package static func firstLane(of answer: Answer) -> Int? {
    let words = unsafeBitCast(answer, to: SIMD2<UInt64>.self)
    guard words[0] | words[1] != 0 else { return nil }
    let low = UInt64(littleEndian: words[0])
    return low != 0
      ? low.trailingZeroBitCount / 8
      : 8 &+ UInt64(littleEndian: words[1]).trailingZeroBitCount / 8
  }

  /// The first position from `start` on of a quotation mark, a backslash or a control character
  /// (below U+0020), or `end`: where a run that JSON copies unchanged ends (RFC 8259, 7).
  @inlinable
  @inline(__always)
  package static func endOfPlainRun(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    first(base, from: start, to: end) { bytes in
      bytes.equal(0x22) .| bytes.equal(0x5C) .| bytes.below(0x20)
    }
  }

  /// The first position from `start` on of a byte, or `nil`.
  package static func first(
    _ byte: UInt8, in base: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    guard start < end, let found = memchr(base + start, Int32(byte), end - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where other bytes first occur; `nil` where they do not, or are none.
  package static func first(
    _ part: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard let base = bytes.baseAddress, let wanted = part.baseAddress else { return nil }
    let end = bytes.count - part.count + 1
    var position = 0
    while let found = first(part[0], in: base, from: position, to: end) {
      if memcmp(base + found, wanted, part.count) == 0 { return found }
      position = found + 1
    }
    return nil
  }

  /// Whether the first bytes come before the second ones, compared one by one.
  package static func precedes(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
    let order = memcmp(first, second, min(a.count, b.count))
    return order == 0 ? a.count < b.count : order < 0
  }

  /// How many Unicode scalars start in the bytes.
  package static func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      bytes.count
        &- count(bytes) {
          $0.continues
        } ofOne: {
          $0 & 0xC0 == 0x80
        }
    }
  }

  /// How many of the bytes are `byte`.
  package static func count(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    count(bytes) {
      $0.equal(byte)
    } ofOne: {
      $0 == byte
    }
  }

  /// Counts bytes, sixteen at a time.
  @inline(__always)
  private static func count(
    _ bytes: UnsafeBufferPointer<UInt8>, isFound: (Bytes) -> Answer, ofOne isOne: (UInt8) -> Bool
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let lowBits: UInt64 = 0x0101_0101_0101_0101
    let pairs: UInt64 = 0x00FF_00FF_00FF_00FF
    var count = 0
    var position = 0
    while position &+ 16 <= raw.count {
      // A byte of the sum holds 255 at most, and each sixteen add up to two to it.
      let end = min(raw.count &- 15, position &+ 127 * 16)
      var sum: UInt64 = 0
      while position < end {
        let sixteen = raw.loadUnaligned(fromByteOffset: position, as: Bytes.self)
        let words = unsafeBitCast(isFound(sixteen), to: SIMD2<UInt64>.self)
        sum &+= (words[0] & lowBits) &+ (words[1] & lowBits)
        position &+= 16
      }
      let sums = (sum & pairs) &+ (sum &>> 8 & pairs)
      count &+= Int(truncatingIfNeeded: (sums &* 0x0001_0001_0001_0001) &>> 48)
    }
    while position < raw.count {
      if isOne(raw[position]) { count &+= 1 }
      position &+= 1
    }
    return count
  }
}

// Comparisons of two vectors and the operators of masks are single instructions, in debug builds too.
// Comparisons with a scalar, and `&` and `|` of vectors, go lane by lane (Swift 6.3).
extension SIMD16<UInt8> {
  /// Which bytes are `byte`.
  @inlinable
  @inline(__always)
  package func equal(_ byte: UInt8) -> SIMDMask<SIMD16<Int8>> { self .== Self(repeating: byte) }

  /// Which bytes are below `byte`.
  @inlinable
  @inline(__always)
  package func below(_ byte: UInt8) -> SIMDMask<SIMD16<Int8>> { self .< Self(repeating: byte) }

  /// Which bytes are `byte` or above.
  @inlinable
  @inline(__always)
  package func atLeast(_ byte: UInt8) -> SIMDMask<SIMD16<Int8>> { self .>= Self(repeating: byte) }

  /// Which bytes go on with a character of UTF-8: 80...BF, the lowest of the signed bytes.
  @inlinable
  @inline(__always)
  package var continues: SIMDMask<SIMD16<Int8>> {
    unsafeBitCast(self, to: SIMD16<Int8>.self) .< SIMD16<Int8>(repeating: -64)
  }
}
