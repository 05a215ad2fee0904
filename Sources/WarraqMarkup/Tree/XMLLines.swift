internal import WarraqModel

/// Counts lines.
package enum XMLLines {
  /// How many line feeds there are between two positions, and where the last line starts.
  package static func count(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) -> (lines: Int, lastLine: Int) {
    let lines = bytes.withUnsafeBufferPointer {
      ByteScan.count(of: 0x0A, in: UnsafeBufferPointer(rebasing: $0[start..<end]))
    }
    guard lines > 0, let last = bytes[start..<end].lastIndex(of: 0x0A) else { return (0, start) }
    return (lines, last + 1)
  }
}
