/// Makes spellings of the same word equal; used for comparing and never for output.
enum DateFolding {
  /// The scalar that stands for `scalar` in keys, or `nil` where it is dropped.
  ///
  /// Dropped are combining marks, Arabic and Hebrew vowel marks, tatweel, the lone hamza, soft
  /// hyphens, joiners and bidirectional controls.
  static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.value < 0x80 {
      return 0x41...0x5A ~= scalar.value ? Unicode.Scalar(scalar.value | 0x20) : scalar
    }
    // Ideographs and syllables have no case; most of the table is Arabic, so that comes cheap too.
    if 0x2E80...0xFDFF ~= scalar.value { return scalar.value == 0x3000 ? " " : scalar }
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0x61C: return nil
    case 0x300...0x36F, 0x591...0x5BD, 0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C7: return nil
    case 0x621, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x6DF...0x6E8, 0x6EA...0x6ED:
      return nil
    case 0xFE00...0xFE0F: return nil
    case 0x622, 0x623, 0x625, 0x671: return "ا"
    case 0x624: return "و"
    case 0x626, 0x649, 0x6CC, 0x6CD, 0x6D0, 0x6D2, 0x6D3: return "ي"
    case 0x629, 0x6BE, 0x6C0...0x6C3, 0x6D5: return "ه"
    case 0x6A9, 0x6AA: return "ك"
    case 0x6A4: return "ف"
    case 0x6BA: return "ن"
    case 0xB0, 0xBA: return "º"
    case 0xAA: return "a"
    case 0xE0...0xE5, 0xC0...0xC5: return "a"
    case 0xE7, 0xC7, 0x106...0x10D: return "c"
    case 0xE8...0xEB, 0xC8...0xCB, 0x112...0x11B: return "e"
    case 0xEC...0xEF, 0xCC...0xCF, 0x128...0x131: return "i"
    case 0xF1, 0xD1, 0x143...0x148: return "n"
    case 0xF2...0xF6, 0xD2...0xD6, 0x14C...0x151: return "o"
    case 0xF9...0xFC, 0xD9...0xDC, 0x168...0x173: return "u"
    case 0xFD, 0xFF, 0xDD: return "y"
    case 0x11C...0x123: return "g"
    case 0x15A...0x161, 0x218, 0x219: return "s"
    case 0x439, 0x419: return "и"
    case 0x451, 0x401: return "е"
    case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F: return " "
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: return "-"
    case 0x2018, 0x2019, 0x2BC, 0x5F3, 0x60, 0xB4: return "'"
    case 0x201C...0x201E, 0x5F4: return "\""
    case 0x2044, 0x2215: return "/"
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).flatMap { fold($0) }
    case 0x5D0...0x6FF: return scalar
    default:
      return scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    }
  }
}

extension Unicode.Scalar {
  var isDateLetter: Bool {
    switch value {
    case 0..<0x80: value | 0x20 >= 0x61 && value | 0x20 <= 0x7A
    case 0x430...0x44F, 0x5D0...0x5EA, 0x620...0x64A, 0x671...0x6D3, 0x4E00...0x9FFF: true
    default: properties.isAlphabetic
    }
  }

  /// The value of a decimal digit of any script.
  var dateDigit: Int? {
    if value < 0x80 { return 0x30...0x39 ~= value ? Int(value) - 0x30 : nil }
    guard properties.numericType == .decimal, let number = properties.numericValue else {
      return nil
    }
    return Int(number)
  }

  /// Whether words of the scalar's script are written without spaces, one scalar at a time.
  var isDateIdeograph: Bool {
    switch value {
    case 0x2E80...0x312F, 0x31A0...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }
}
