internal import WarraqModel

// White space is what Unicode calls `White_Space`. Bytes are looked at, not characters, because
// readers trim every value.

extension String {
  /// The text without white space around it.
  package var trimmed: String {
    withUTF8Bytes { bytes in
      let range = bytes.trimmed(0..<bytes.count)
      guard range.count < bytes.count else { return self }
      return String(validUTF8: UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes without white space around them.
  package var trimmed: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: self[trimmed(0..<count)])
  }

  /// A range of UTF-8 without white space around it.
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let width = spaceWidth(startingAt: start, before: end)
      guard width > 0 else { break }
      start += width
    }
    while start < end {
      let width = spaceWidth(endingAt: end, after: start)
      guard width > 0 else { break }
      end -= width
    }
    return start..<end
  }

  @inline(__always)
  private func spaceWidth(startingAt start: Int, before end: Int) -> Int {
    let byte = self[start]
    if byte < 0x80 { return byte == 0x20 || byte &- 0x09 < 5 ? 1 : 0 }
    // Most letters of most scripts start with another byte.
    guard byte == 0xC2 || 0xE1...0xE3 ~= byte else { return 0 }
    if start + 2 <= end, isSpace(start, 2) { return 2 }
    return start + 3 <= end && isSpace(start, 3) ? 3 : 0
  }

  @inline(__always)
  private func spaceWidth(endingAt end: Int, after start: Int) -> Int {
    let byte = self[end - 1]
    if byte < 0x80 { return byte == 0x20 || byte &- 0x09 < 5 ? 1 : 0 }
    if start + 2 <= end, isSpace(end - 2, 2) { return 2 }
    return start + 3 <= end && isSpace(end - 3, 3) ? 3 : 0
  }

  /// Whether white space of two or three bytes is there.
  private func isSpace(_ start: Int, _ width: Int) -> Bool {
    if width == 2 {
      return self[start] == 0xC2 && (self[start + 1] == 0x85 || self[start + 1] == 0xA0)
    }
    switch (self[start], self[start + 1], self[start + 2]) {
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9),
      (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
      return true
    default: return false
    }
  }
}
