/// Searches that step over many bytes at once.
package enum ByteScan {
  /// The first position from `start` on of a quotation mark, a backslash or a control character
  /// (below U+0020), or `end`: where a run that JSON copies unchanged ends (RFC 8259, 7).
  @inline(__always)
  package static func endOfPlainRun(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    var position = start
    let raw = UnsafeRawPointer(base)
    while position &+ 16 <= end {
      let chunk = raw.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
      let stops =
        (chunk .== SIMD16(repeating: 0x22)) .| (chunk .== SIMD16(repeating: 0x5C))
        .| (chunk .< SIMD16(repeating: 0x20))
      if any(stops) { break }
      position &+= 16
    }
    while position &+ 8 <= end {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      // The lowest flag is exact; borrows can only falsify flags above it.
      let stops =
        zeroes(word ^ 0x2222_2222_2222_2222) | zeroes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
        | ((word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080)
      if stops != 0 { return position &+ stops.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < end {
      let byte = base[position]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
      position &+= 1
    }
    return position
  }

  /// The high bit of each byte that is zero.
  @inline(__always)
  private static func zeroes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
