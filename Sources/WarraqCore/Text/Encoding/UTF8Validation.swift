/// Finds what is not UTF-8 in bytes (RFC 3629; The Unicode Standard, table 3-7).
public enum UTF8Validation {
  /// Returns the offset of the first byte that does not belong to a well-formed sequence, or nil.
  ///
  /// A sequence cut at the end is not well formed: the offset is that of its first byte. NUL and
  /// the other controls are well formed.
  public static func firstInvalidByte(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        index = endOfASCII(in: bytes, from: index)
        continue
      }
      // The two-byte sequences of Arabic, Cyrillic and accented Latin letters.
      if byte &- 0xC2 < 0x1E, index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 {
        index += 2
        continue
      }
      guard case .wellFormed(let length) = sequence(at: index, in: bytes) else { return index }
      index += length
    }
    return nil
  }

  /// What stands at an offset.
  enum Sequence {
    /// A character of that many bytes.
    case wellFormed(Int)
    /// A maximal subpart of that many bytes, which one U+FFFD replaces (Unicode, 3.9).
    case illFormed(Int)
    /// The beginning of a character that the end of the bytes cuts.
    case cut
  }

  /// Reads the sequence at an offset that is inside the bytes.
  static func sequence(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Sequence {
    let lead = bytes[index]
    let length: Int
    // Only the second byte has bounds of its own; the others are 80...BF.
    var bounds: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0x00...0x7F: return .wellFormed(1)
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, bounds) = (3, 0xA0...0xBF)
    case 0xED: (length, bounds) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, bounds) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, bounds) = (4, 0x80...0x8F)
    default: return .illFormed(1)
    }
    for position in 1..<length {
      guard index + position < bytes.count else { return .cut }
      guard bounds.contains(bytes[index + position]) else { return .illFormed(position) }
      bounds = 0x80...0xBF
    }
    return .wellFormed(length)
  }

  /// Returns the offset of the first byte at or after `start` that is not ASCII, or the count.
  static func endOfASCII(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let high = word & 0x8080_8080_8080_8080
      guard high == 0 else { return index + high.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }
}

extension UTF8Validation {
  /// How much of some bytes is UTF-8.
  struct Survey {
    /// How many characters of two bytes and more there are.
    var wellFormed = 0
    /// How many ill-formed subparts there are, one cut at the end not counted.
    var illFormed = 0
    /// Where the first ill-formed subpart is.
    var firstIllFormed: Int?
    /// Where the character that the end cuts begins.
    var cut: Int?

    /// The offset of the first error.
    func offset(isComplete: Bool) -> Int? { firstIllFormed ?? (isComplete ? cut : nil) }
  }

  /// Counts well-formed and ill-formed sequences.
  static func survey(_ bytes: UnsafeBufferPointer<UInt8>) -> Survey {
    var survey = Survey()
    var index = 0
    while index < bytes.count {
      index = endOfASCII(in: bytes, from: index)
      // The two-byte sequences of Arabic, Cyrillic and accented Latin letters.
      while index + 1 < bytes.count, bytes[index] &- 0xC2 < 0x1E, bytes[index + 1] & 0xC0 == 0x80 {
        survey.wellFormed += 1
        index += 2
      }
      guard index < bytes.count else { break }
      switch sequence(at: index, in: bytes) {
      case .wellFormed(let length):
        survey.wellFormed += 1
        index += length
      case .illFormed(let length):
        survey.illFormed += 1
        survey.firstIllFormed = survey.firstIllFormed ?? index
        index += length
      case .cut:
        survey.cut = index
        index = bytes.count
      }
    }
    return survey
  }
}
