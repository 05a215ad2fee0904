/// Reduces letters to the form in which words are compared: lower case, no accents, no vowel marks.
package enum LetterFolding {
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

  /// Folds one scalar of a script, nil for what is no letter.
  static func fold(_ scalar: Unicode.Scalar, _ script: WritingScript?) -> Fold {
    guard script == nil else { return .letter(letter(scalar.value)) }
    return isMark(scalar.value) ? .nothing : .separator
  }

  /// The letter as which a letter is compared; what is none stays what it is.
  ///
  /// Arabic letters that writers exchange become one: alef with and without hamza, the two forms
  /// of yeh and kaf that Arabic and Persian keyboards give, and alef maqsura for yeh as in Egypt.
  package static func letter(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x41...0x5A: return value + 0x20
    case 0xC0..<0x180:
      let base = latin[Int(value - 0xC0)]
      return base == UInt8(ascii: " ") ? value : UInt32(base)
    case 0x0218, 0x0219: return 0x73  // Romanian s and t with a comma below.
    case 0x021A, 0x021B: return 0x74
    case 0x0623, 0x0625, 0x0671: return 0x0627
    case 0x0649, 0x06CC: return 0x064A
    case 0x06A9: return 0x0643
    case 0x0400...0x052F: return lowercased(value)
    case 0x0386...0x03CE: return greek(value)
    // Scripts without case: Hebrew to Myanmar, Hangul and Ethiopic, punctuation, Han and Kana.
    case 0...0x7F, 0x0590...0x109F, 0x1100...0x139F, 0x2000...0x20FF, 0x2E80...0xA63F,
      0xAC00...0xFEFF:
      return value
    default:
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased,
        let small = scalar.properties.lowercaseMapping.unicodeScalars.first
      else { return value }
      // ẞ and Å are letters of the table above.
      return small.value < value ? letter(small.value) : small.value
    }
  }

  /// The small Greek letter without tonos and dialytika; the sigma at the end of a word is one as well.
  private static func greek(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x0386, 0x03AC: 0x03B1
    case 0x0388, 0x03AD: 0x03B5
    case 0x0389, 0x03AE: 0x03B7
    case 0x038A, 0x0390, 0x03AA, 0x03AF, 0x03CA: 0x03B9
    case 0x038C, 0x03CC: 0x03BF
    case 0x038E, 0x03AB, 0x03B0, 0x03CB, 0x03CD: 0x03C5
    case 0x038F, 0x03CE: 0x03C9
    case 0x03C2: 0x03C3
    case 0x0391...0x03A1, 0x03A3...0x03A9: value + 0x20
    default: value
    }
  }

  /// Whether it is the sign of a vowel or a tone, as Thai and the scripts of India have them: what it
  /// stands on is another word without it.
  static func isVowelSign(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x0900 else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: return !isMark(scalar.value)
    default: return false
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
  /// Quranic marks, tatweel, variation selectors, soft hyphen, controls of direction, ZWJ. ZWNJ is
  /// not: it parts Persian words.
  package static func isMark(_ value: UInt32) -> Bool {
    switch value {
    case 0x00AD, 0x0300...0x036F: true
    case 0x0591...0x05BD, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7: true
    case 0x0610...0x061A, 0x061C, 0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4,
      0x06E7, 0x06E8, 0x06EA...0x06ED:
      true
    case 0x200D...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFE00...0xFE0F, 0xFEFF: true
    default: false
    }
  }
}
