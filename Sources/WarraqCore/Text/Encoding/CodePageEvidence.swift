/// How plausible the words are that some bytes make in the single-byte encodings.
///
/// Arabic-script words in windows-1256 have none of the Latin letters, while accented letters in
/// windows-1252 stand inside words of ASCII letters. In Cyrillic, Greek, Hebrew and East Asian
/// encodings the upper bytes make words that are neither.
struct CodePageEvidence {
  private var arabicWords = 0
  private var latinWords = 0
  private var loneLetters = 0
  private var oddWords = 0
  private var arabicBytes = 0
  private var commonArabicBytes = 0
  private var alefs = 0
  private var upperLatinBytes = 0
  private var turkishBytes = 0
  private var undefinedIn1252 = 0

  /// Weighs the words of some bytes.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let classes = Self.classes
    let windows1252 = CodePage.windows1252.upper
    var word = Word()
    for byte in bytes {
      let kind = classes[Int(byte)]
      if kind == .separator {
        end(&word)
      } else {
        word.append(byte, kind)
      }
      if byte >= 0x80, windows1252[Int(byte) - 0x80] == 0 { undefinedIn1252 += 1 }
    }
    end(&word)
  }

  /// The encoding whose words they are, or nil.
  var codePage: TextEncoding? {
    // In Arabic, Persian and Urdu news the six letters are 37 to 50 in 100, alef alone 11 to 14.
    if arabicWords > 4 * oddWords, arabicWords > latinWords,
      commonArabicBytes * 10 >= arabicBytes * 3, alefs * 20 >= arabicBytes
    {
      return .windows1256
    }
    guard undefinedIn1252 == 0, arabicWords == 0 || latinWords > 4 * arabicWords else { return nil }
    // In Turkish (windows-1254) the bytes that differ from windows-1252 are the common ones.
    guard turkishBytes * 5 <= upperLatinBytes else { return nil }
    let isLatin = latinWords > 4 * oddWords || (oddWords == 0 && latinWords + loneLetters > 0)
    return isLatin ? .windows1252 : nil
  }

  private mutating func end(_ word: inout Word) {
    defer { word = Word() }
    let length = word.ascii + word.arabic + word.latin + word.odd
    guard length > word.ascii else { return }
    if length == 1 {
      loneLetters += 1
    } else if word.arabic == length {
      arabicWords += 1
      arabicBytes += word.arabic - word.marks
      commonArabicBytes += word.common
      alefs += word.alefs
    } else if word.odd == 0, 2 * (word.arabic + word.latin) <= length + 1 {
      // Half of the letters at most are accented: "été", "où", "für".
      latinWords += 1
      upperLatinBytes += word.arabic + word.latin
      turkishBytes += word.turkish
    } else {
      oddWords += 1
    }
  }
}

extension CodePageEvidence {
  private enum Kind: UInt8 {
    case separator
    case ascii
    /// An Arabic-script letter or mark in windows-1256, a letter or nothing in windows-1252.
    case arabic
    /// A Latin letter in both.
    case latin
    /// No letter in windows-1252, and not found inside words.
    case odd
  }

  private struct Word {
    var ascii = 0
    var arabic = 0
    var latin = 0
    var odd = 0
    var marks = 0
    var common = 0
    var alefs = 0
    var turkish = 0

    mutating func append(_ byte: UInt8, _ kind: Kind) {
      switch kind {
      case .separator: break
      case .ascii: ascii += 1
      case .arabic: arabic += 1
      case .latin: latin += 1
      case .odd: odd += 1
      }
      switch byte {
      case 0xC7:
        alefs += 1
        common += 1
      // The vowel marks, which are half of a vocalised text.
      case 0xF0...0xF3, 0xF5, 0xF6, 0xF8, 0xFA: marks += 1
      case 0xE1, 0xE3, 0xE4, 0xE6, 0xED: common += 1  // ل م ن و ي
      case 0xFD: turkish += 1  // ı in windows-1254
      default: break
      }
    }
  }

  private static let classes: [Kind] = (0...255).map { value in
    let byte = UInt8(value)
    switch byte {
    case 0x41...0x5A, 0x61...0x7A: return .ascii
    case 0..<0x80: return .separator
    default: break
    }
    // 9D and 9E are the joiners of windows-1256; in Persian they stand inside words.
    let scalar = CodePage.windows1256.upper[Int(byte) - 0x80]
    switch scalar {
    case 0x060C, 0x061B, 0x061F: return .separator
    case 0x0600...0x06FF, 0x200C, 0x200D: return .arabic
    default: break
    }
    switch byte {
    case 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF:
      return .latin
    case 0xB3, 0xB9, 0xBE: return .odd  // ł, ą and ľ in windows-1250
    default: return .separator
    }
  }
}
