/// How the bytes of a text stand for characters.
///
/// ```swift
/// let encoding = TextEncoding(label: "Cp1256")
/// print(encoding?.rawValue ?? "unknown")  // windows-1256
/// ```
///
/// The raw value is the encoding's name in the IANA registry of character sets,
/// <https://www.iana.org/assignments/character-sets>.
@nonexhaustive
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  /// UTF-8, which includes ASCII.
  case utf8 = "UTF-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// UTF-32, low byte first.
  case utf32LittleEndian = "UTF-32LE"
  /// UTF-32, high byte first.
  case utf32BigEndian = "UTF-32BE"
  /// The Windows code page for Western European languages; it includes the letters of ISO 8859-1.
  case windows1252 = "windows-1252"
  /// The Windows code page for Arabic, Persian and Urdu.
  case windows1256 = "windows-1256"

  /// The encoding of that label, as found in an XML declaration, a MIME type or an option.
  ///
  /// Letter case is ignored. As the WHATWG Encoding Standard has it, the labels of ISO 8859-1 and
  /// ASCII mean windows-1252, and `UTF-16` alone means low byte first
  /// (<https://encoding.spec.whatwg.org/#names-and-labels>); a byte order mark overrules a label.
  /// Returns nil for an encoding that is not supported.
  public init?(label: String) {
    switch label.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "utf-16", "utf16", "utf-16le", "utf16le", "ucs-2", "unicode": self = .utf16LittleEndian
    case "utf-16be", "utf16be", "unicodefffe": self = .utf16BigEndian
    case "utf-32", "utf32", "utf-32le", "utf32le": self = .utf32LittleEndian
    case "utf-32be", "utf32be": self = .utf32BigEndian
    case "windows-1252", "cp1252", "x-cp1252", "1252", "iso-8859-1", "iso8859-1", "iso_8859-1",
      "latin1", "latin-1", "l1", "us-ascii", "ascii":
      self = .windows1252
    case "windows-1256", "cp1256", "x-cp1256", "1256": self = .windows1256
    default: return nil
    }
  }

  /// U+FEFF in this encoding; empty where the encoding has none.
  public var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .utf32LittleEndian: [0xFF, 0xFE, 0, 0]
    case .utf32BigEndian: [0, 0, 0xFE, 0xFF]
    case .windows1252, .windows1256: []
    }
  }
}

/// What the bytes of a source look like; see ``TextEncoding/detect(_:isComplete:)``.
@nonexhaustive
public enum TextEncodingGuess: Hashable, Sendable {
  /// A text in that encoding, perhaps after a byte order mark.
  case text(TextEncoding)
  /// Not a text; the name of the file format where its first bytes tell it, such as `PDF`.
  case binary(name: String?)
  /// A text that is neither UTF-8 nor a known code page; the offset of the first bad byte.
  case invalidUTF8(offset: Int)
}
