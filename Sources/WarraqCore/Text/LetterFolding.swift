/// Reduces letters to the form in which words are compared: lower case, no accents, no vowel marks.
enum LetterFolding {
  /// What to compare of a scalar.
  enum Fold {
    /// The letter, folded.
    case letter(UInt32)
    /// A mark on the letter before it, or a filler: the word goes on without it.
    case nothing
    /// No part of a word.
    case separator
  }

  /// The base letters of U+00C0 to U+017F, in order; the two signs among them are separators.
  private static let latin: [UInt8] = Array(
    """
    aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
    lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
    """.utf8)

  /// Folds one scalar.
  ///
  /// Arabic letters that writers exchange become one: alef with and without hamza, the two forms
  /// of yeh and kaf that Arabic and Persian keyboards give, and alef maqsura for yeh as in Egypt.
  static func fold(_ scalar: Unicode.Scalar, _ script: WritingScript?) -> Fold {
    let value = scalar.value
    guard let script else { return isMark(value) ? .nothing : .separator }
    switch script {
    case .latin:
      if value < 0x80 { return .letter(value | 0x20) }
      if value >= 0xC0, value < 0x180 { return .letter(UInt32(latin[Int(value - 0xC0)])) }
      switch value {
      case 0x0218, 0x0219: return .letter(0x73)  // Romanian s and t with a comma below.
      case 0x021A, 0x021B: return .letter(0x74)
      default: return .letter(value)
      }
    case .cyrillic: return .letter(lowercased(value))
    case .arabic:
      switch value {
      case 0x0623, 0x0625, 0x0671: return .letter(0x0627)
      case 0x064A, 0x0649: return .letter(0x06CC)
      case 0x0643: return .letter(0x06A9)
      default: return .letter(value)
      }
    case .greek, .hebrew, .armenian, .georgian, .thai, .han, .kana, .hangul, .otherLeftToRight,
      .otherRightToLeft:
      return .letter(value)
    }
  }

  /// The small letter of a Latin or Cyrillic letter, by the layout of their blocks.
  ///
  /// The Turkish İ becomes ı, which is as telling.
  static func lowercased(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x0410...0x042F: value + 0x20
    case 0x0400...0x040F: value + 0x50
    case 0x0178: 0xFF
    case 0x0139...0x0148, 0x0179...0x017E, 0x01AF: value + value % 2
    case 0x018F: 0x0259
    case 0x0100...0x0137, 0x014A...0x0177, 0x01A0, 0x0218...0x021B, 0x0460...0x0481,
      0x048A...0x04BF, 0x04D0...0x052F:
      value | 1
    default: value
    }
  }

  /// Whether it is a mark that folding drops: Latin accents, Hebrew points, Arabic harakat and
  /// Quranic marks, tatweel, variation selectors, soft hyphen. ZWNJ is not: it parts Persian words.
  private static func isMark(_ value: UInt32) -> Bool {
    switch value {
    case 0x0300...0x036F, 0x0591...0x05C7, 0x0610...0x061A, 0x0640, 0x064B...0x065F, 0x0670,
      0x06D6...0x06ED, 0x00AD, 0x200D, 0xFE00...0xFE0F:
      true
    default: false
    }
  }
}
