/// Counts lines, eight bytes at a time.
package enum XMLLines {
  /// How many line feeds there are between two positions, and where the last line starts.
  package static func count(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) -> (lines: Int, lastLine: Int) {
    let lines = bytes.withUnsafeBytes { bytes in
      var lines = 0
      var index = start
      while index &+ 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let different = word ^ 0x0A0A_0A0A_0A0A_0A0A
        // The high bit of each byte that is not zero, exactly.
        let marks = ((different & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | different
        lines &+= (~marks & 0x8080_8080_8080_8080).nonzeroBitCount
        index &+= 8
      }
      while index < end {
        if bytes[index] == 0x0A { lines &+= 1 }
        index &+= 1
      }
      return lines
    }
    guard lines > 0, let last = bytes[start..<end].lastIndex(of: 0x0A) else { return (0, start) }
    return (lines, last + 1)
  }
}
