internal import WarraqCore

/// In which encoding a document says it is.
enum XMLEncoding {
  case utf8
  case known(TextEncoding)
  case named(String)

  init(of sample: ArraySlice<UInt8>) {
    for encoding in [
      TextEncoding.utf32LittleEndian, .utf32BigEndian, .utf16LittleEndian, .utf16BigEndian,
    ] {
      // Without a mark, the first character tells: it is "<" (XML 1.0, appendix F).
      let wide: [UInt8] =
        switch encoding {
        case .utf32LittleEndian: [0x3C, 0, 0, 0]
        case .utf32BigEndian: [0, 0, 0, 0x3C]
        case .utf16LittleEndian: [0x3C, 0]
        default: [0, 0x3C]
        }
      if sample.starts(with: encoding.byteOrderMark) || sample.starts(with: wide) {
        self = .known(encoding)
        return
      }
    }
    if sample.starts(with: TextEncoding.utf8.byteOrderMark) {
      self = .known(.utf8)
      return
    }
    guard let label = Self.declared(in: sample), let encoding = TextEncoding(label: label) else {
      self = Self.declared(in: sample).map { .named(Self.superset(of: $0)) } ?? .utf8
      return
    }
    switch encoding {
    // A declaration that can be read as ASCII is not in UTF-16 or UTF-32, whatever it says.
    case .utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian:
      self = .utf8
    default: self = .known(encoding)
    }
  }

  /// Whether bytes that shift to Japanese letters are not in another encoding.
  var mayShift: Bool {
    switch self {
    case .utf8: true
    case .known: false
    case .named(let label): label.lowercased().hasPrefix("iso-2022-jp")
    }
  }

  /// The label of the declaration, where the bytes are in UTF-8 instead: all that are above ASCII
  /// make characters of it, which in another encoding would be an accident of few.
  func contradicted(by sample: ArraySlice<UInt8>) -> String? {
    let isWide: Bool
    switch self {
    case .known(.windows1252), .known(.windows1256): isWide = false
    case .named: isWide = true
    case .utf8, .known: return nil
    }
    guard let label = Self.declared(in: sample), !label.lowercased().hasPrefix("iso-2022") else {
      return nil
    }
    guard let count = UTF8Validation.countAboveASCII(inStart: sample) else { return nil }
    return count >= (isWide ? 3 : 1) ? label : nil
  }

  /// The encoding that a label stands for in practice (WHATWG Encoding Standard, 4.2), which holds all
  /// characters of the one that it names and those that writers take for granted.
  private static func superset(of label: String) -> String {
    switch label.lowercased() {
    case "gb2312", "gb_2312-80", "gb2312-80", "euc-cn", "euccn", "gbk", "x-gbk", "cp936", "chinese":
      "GB18030"
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j": "CP932"
    case "euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "korean": "CP949"
    case "big5", "big5-eten", "x-x-big5": "BIG5-HKSCS"
    case "iso-8859-9", "iso8859-9", "latin5": "CP1254"
    case "iso-8859-11", "iso8859-11", "tis-620": Self.thai
    case "euc-jp", "x-euc-jp": Self.japanese
    default: label
    }
  }

  // The names that the C library has for encodings of Windows.
  #if canImport(Glibc)
    private static let thai = "WINDOWS-874"
    private static let japanese = "EUC-JP-MS"
  #else
    private static let thai = "CP874"
    private static let japanese = "EUC-JP"
  #endif

  /// The encoding of `<?xml version="1.0" encoding="…"?>`.
  private static func declared(in sample: ArraySlice<UInt8>) -> String? {
    let start = sample.drop { $0 <= 0x20 }
    guard start.starts(with: "<?xml".utf8), let end = start.firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let text = String(decoding: start[..<end], as: UTF8.self)
    guard let name = text.utf8.firstRange(of: "encoding") else { return nil }
    let value = text.utf8[name.upperBound...].drop { $0 <= 0x20 || $0 == UInt8(ascii: "=") }
    guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return nil
    }
    let label = value.dropFirst().prefix { $0 != quote }
    return label.isEmpty ? nil : String(Substring(label))
  }
}

extension String.UTF8View {
  fileprivate func firstRange(of text: StaticString) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      let rest = self[start...]
      let isHere = text.withUTF8Buffer { rest.starts(with: $0) }
      if isHere { return start..<index(start, offsetBy: text.utf8CodeUnitCount) }
      start = index(after: start)
    }
    return nil
  }
}
