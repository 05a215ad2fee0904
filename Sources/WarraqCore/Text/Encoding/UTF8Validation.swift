/// Finds what is not UTF-8 in bytes (RFC 3629; The Unicode Standard, table 3-7).
public enum UTF8Validation {
  /// Returns the offset of the first byte that does not belong to a well-formed sequence, or nil.
  ///
  /// A sequence cut at the end is not well formed: the offset is that of its first byte. NUL and
  /// the other controls are well formed.
  public static func firstInvalidByte(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    // Where in the next eight bytes the last character goes on.
    var open: UInt64 = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while index < bytes.count {
      if index &+ 8 <= bytes.count {
        let word = UInt64(
          littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        if let next = word & highs | open == 0 ? 0 : continuations(after: word, open) {
          open = next
          index &+= 8
          continue
        }
      }
      let end = min(index &+ 8, bytes.count)
      if open != 0 { index = startOfCharacter(before: index, in: bytes) }
      open = 0
      while index < end {
        guard case .wellFormed(let length) = sequence(at: index, in: bytes) else { return index }
        index &+= length
      }
    }
    return open == 0 ? nil : startOfCharacter(before: index, in: bytes)
  }

  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Where in the eight bytes after `word` its last character goes on, one high bit a byte; `nil`
  /// when the word needs a closer look, character by character.
  ///
  /// Every byte has to be a continuation where a lead byte before it demands one, and nowhere else.
  /// Each byte's answer is its high bit. What only a closer look can decide is rare: characters of
  /// four bytes, and leads whose second byte has bounds of its own at the end of the word.
  ///
  /// - Parameter open: where in `word` the character before it goes on.
  @inline(__always)
  private static func continuations(after word: UInt64, _ open: UInt64) -> UInt64? {
    // Added to the low bits of a byte, it sets the high bit where they are not zero.
    let carries: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let leads = word & (word &<< 1) & highs
    let continued = word & ~(word &<< 1) & highs
    let long = leads & (word &<< 2)
    guard continued == open | leads &<< 8 | long &<< 16, long & (word &<< 3) == 0 else {
      return nil
    }
    // C0 and C1, which only overlong forms start with.
    guard leads & ~long & ~((word & 0x1E1E_1E1E_1E1E_1E1E) &+ carries) == 0 else { return nil }
    if long != 0 {
      // After E0 come A0...BF, after ED come 80...9F.
      let e0 = long & ~((word & 0x0F0F_0F0F_0F0F_0F0F) &+ carries)
      let last = word ^ 0x0D0D_0D0D_0D0D_0D0D
      let ed = long & ~((last & 0x0F0F_0F0F_0F0F_0F0F) &+ carries)
      guard (e0 | ed) >> 63 == 0, e0 &<< 8 & ~(word &<< 2) == 0, ed &<< 8 & (word &<< 2) == 0
      else { return nil }
    }
    return leads >> 56 | long >> 48
  }

  private static func startOfCharacter(
    before index: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var start = index &- 1
    while bytes[start] & 0xC0 == 0x80 { start &-= 1 }
    return start
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
