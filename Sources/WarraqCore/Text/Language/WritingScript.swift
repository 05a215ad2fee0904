internal import WarraqModel

/// A script, as far as telling languages apart needs it.
enum WritingScript: Int, CaseIterable {
  case latin
  case cyrillic
  case greek
  case arabic
  case hebrew
  case armenian
  case georgian
  case thai
  case han
  case kana
  case hangul
  /// Any other script that runs from left to right.
  case otherLeftToRight
  /// Any other script that runs from right to left.
  case otherRightToLeft

  /// The script of a letter; nil for digits, marks, punctuation and everything else.
  init?(letter scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      let folded = value | 0x20
      guard folded >= 0x61, folded <= 0x7A else { return nil }
      self = .latin
      return
    }
    // The blocks of news, most frequent first; their characters that are no letters are excluded.
    switch value {
    case 0x0620...0x064A, 0x066E...0x066F, 0x0671...0x06D3, 0x06D5, 0x06EE...0x06EF,
      0x06FA...0x06FF, 0x0750...0x077F, 0x08A0...0x08C7, 0xFB50...0xFBB1, 0xFBD3...0xFD3D,
      0xFD50...0xFDFB, 0xFE70...0xFEFC:
      // The tatweel lengthens a line; it is no letter.
      guard value != 0x0640 else { return nil }
      self = .arabic
    case 0x0400...0x0481, 0x048A...0x052F: self = .cyrillic
    // Signs, marks and digits of the blocks in use, so that few scalars reach the slow question.
    case 0x0080...0x00A9, 0x00AB...0x00B9, 0x00BB...0x00BF, 0x00D7, 0x00F7, 0x0300...0x036F,
      0x0591...0x05CF, 0x0600...0x061F, 0x064B...0x066D, 0x0670, 0x06D4, 0x06D6...0x06DC,
      0x06F0...0x06F9, 0x2000...0x206F, 0x2190...0x2BFF, 0x3000...0x3004, 0x3008...0x3020,
      0xFE00...0xFE0F, 0xFF00...0xFF20:
      return nil
    case 0x00AA, 0x00BA, 0x00C0...0x02AF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF:
      self = .latin
    case 0x05D0...0x05F2, 0xFB1D...0xFB4F: self = .hebrew
    case 0x0370...0x0373, 0x0376...0x037D, 0x037F, 0x0386, 0x0388...0x03FF, 0x1F00...0x1FFC:
      self = .greek
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x2_0000...0x3_FFFD, 0x3005...0x3007:
      self = .han
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF,
      0xFF66...0xFF9D:
      self = .kana
    case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3131...0x318E: self = .hangul
    case 0x0531...0x0556, 0x0561...0x0587: self = .armenian
    case 0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2F: self = .georgian
    case 0x0E01...0x0E30, 0x0E32...0x0E33, 0x0E40...0x0E46: self = .thai
    default:
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
        break
      default: return nil
      }
      // Unicode keeps these blocks for scripts from right to left (UAX #9, table 4).
      switch value {
      case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x1_0800...0x1_0FFF,
        0x1_E800...0x1_EFFF:
        self = .otherRightToLeft
      default: self = .otherLeftToRight
      }
    }
  }

  /// Which way the script runs.
  var direction: TextDirection {
    switch self {
    case .arabic, .hebrew, .otherRightToLeft: .rightToLeft
    case .latin, .cyrillic, .greek, .armenian, .georgian, .thai, .han, .kana, .hangul,
      .otherLeftToRight:
      .leftToRight
    }
  }

  /// How many letters of an alphabet one character is worth when scripts are weighed.
  var weight: Int {
    switch self {
    case .han: 3
    case .kana, .hangul: 2
    case .latin, .cyrillic, .greek, .arabic, .hebrew, .armenian, .georgian, .thai,
      .otherLeftToRight, .otherRightToLeft:
      1
    }
  }
}
