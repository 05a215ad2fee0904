internal import CVectors
internal import WarraqModel

/// Finds what is not UTF-8 in bytes (RFC 3629; The Unicode Standard, table 3-7).
public enum UTF8Validation {
  /// Returns the offset of the first byte that does not belong to a well-formed sequence, or nil.
  ///
  /// A sequence cut at the end is not well formed: the offset is that of its first byte. NUL and
  /// the other controls are well formed.
  public static func firstInvalidByte(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = endOfStretches(in: bytes)
    // Blocks look three bytes back.
    while index < min(3, bytes.count) {
      guard case .wellFormed(let length) = sequence(at: index, in: bytes) else { return index }
      index &+= length
    }
    let end = endOfBlocks(in: bytes, from: index)
    if end > index { index = startOfCharacter(before: end, in: bytes) }
    while index < bytes.count {
      guard case .wellFormed(let length) = sequence(at: index, in: bytes) else { return index }
      index &+= length
    }
    return nil
  }

  /// Where the stretches end that the wide check finds well formed: at the end, most often.
  ///
  /// It says only whether all is well. Stretches grow, so that finding an error costs no more than
  /// what lies before it: texts with an error in every word are searched once for each.
  private static func endOfStretches(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard ByteScan.isWide, let base = bytes.baseAddress else { return 0 }
    var start = 0
    var length = 1024
    while start < bytes.count {
      var end = min(start &+ length, bytes.count)
      if end < bytes.count {
        // A character is in one stretch.
        while end > start, bytes[end] & 0xC0 == 0x80 { end &-= 1 }
      }
      guard end > start, warraq_is_utf8(base + start, end &- start) != 0 else { return start }
      start = end
      length &*= 4
    }
    return start
  }

  /// Where the blocks of sixteen bytes end that are well formed, but for a character that the last
  /// of them begins.
  ///
  /// Every byte has to be a continuation where a lead byte before it demands one, and nowhere else.
  /// Of a few leads the second byte has bounds of its own.
  ///
  /// - Parameter start: where a character begins, 3 or more.
  private static func endOfBlocks(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
    func block(_ index: Int) -> ByteScan.Bytes {
      base.loadUnaligned(fromByteOffset: index, as: ByteScan.Bytes.self)
    }
    var index = start
    var isASCII = true
    // Whether all is well is asked once in a while; the caller finds the place.
    while index &+ 16 <= bytes.count {
      let begin = index
      let end = min(index &+ 256, bytes.count &- 15)
      var wrong = ByteScan.Answer()
      while index < end {
        let block0 = block(index)
        let words = unsafeBitCast(block0, to: SIMD2<UInt64>.self)
        let wasASCII = isASCII
        isASCII = (words[0] | words[1]) & 0x8080_8080_8080_8080 == 0
        if isASCII {
          guard
            wasASCII
              || bytes[index &- 1] < 0xC0 && bytes[index &- 2] < 0xE0 && bytes[index &- 3] < 0xF0
          else { return begin }
        } else {
          wrong
            .|= errors(
              in: block0, after: block(index &- 1), block(index &- 2), block(index &- 3))
        }
        index &+= 16
      }
      guard !ByteScan.any(wrong) else { return begin }
    }
    return index
  }

  /// Where a block is not well formed.
  ///
  /// - Parameters:
  ///   - block1: the block that starts a byte earlier; the others two and three bytes.
  @inline(__always)
  private static func errors(
    in block0: ByteScan.Bytes, after block1: ByteScan.Bytes, _ block2: ByteScan.Bytes,
    _ block3: ByteScan.Bytes
  ) -> ByteScan.Answer {
    let demanded = block1.atLeast(0xC0) .| block2.atLeast(0xE0) .| block3.atLeast(0xF0)
    var wrong = block0.continues .^ demanded
    // They start overlong forms only.
    wrong .|= block0.equal(0xC0) .| block0.equal(0xC1)
    if ByteScan.any(block0.atLeast(0xE0) .| block1.atLeast(0xE0)) {
      wrong .|= block1.equal(0xE0) .& block0.below(0xA0)
      wrong .|= block1.equal(0xED) .& block0.atLeast(0xA0)
      wrong .|= block1.equal(0xF0) .& block0.below(0x90)
      wrong .|= block1.equal(0xF4) .& block0.atLeast(0x90)
      wrong .|= block0.atLeast(0xF5)
    }
    return wrong
  }

  private static func startOfCharacter(
    before index: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var start = index &- 1
    while bytes[start] & 0xC0 == 0x80 { start &-= 1 }
    return start
  }

  /// Whether less of what is above ASCII is well formed than is not, so that the bytes of a text are in
  /// another encoding; a few that are wrong say nothing of the others.
  package static func isMostlyIllFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let survey = survey(bytes)
    return survey.illFormed > survey.wellFormed
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

  /// How many characters above ASCII the start of a text has; `nil` where it is not UTF-8.
  package static func countAboveASCII(inStart bytes: ArraySlice<UInt8>) -> Int? {
    let survey = bytes.withUnsafeBufferPointer { self.survey($0) }
    return survey.offset(isComplete: false) == nil ? survey.wellFormed : nil
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
