/// The bytes by which a binary file format is known.
struct BinarySignature {
  /// What people call the format.
  let name: String
  /// Where the bytes stand.
  let offset: Int
  /// The bytes.
  let bytes: [UInt8]

  init(_ name: String, _ bytes: [UInt8], offset: Int = 0) {
    self.name = name
    self.offset = offset
    self.bytes = bytes
  }

  func matches(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    source.dropFirst(offset).starts(with: bytes)
  }

  /// Formats that people hand to a converter of texts by mistake.
  ///
  /// Only signatures that no text begins with: `BM`, `MZ` or `ID3` alone are not here. Values are
  /// those of the formats' specifications; the PRONOM registry lists them together.
  static let all: [BinarySignature] = [
    BinarySignature("ZIP", [0x50, 0x4B, 0x03, 0x04]),
    BinarySignature("ZIP", [0x50, 0x4B, 0x05, 0x06]),
    BinarySignature("ZIP", [0x50, 0x4B, 0x07, 0x08]),
    BinarySignature("PDF", Array("%PDF-".utf8)),
    BinarySignature("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    BinarySignature("JPEG", [0xFF, 0xD8, 0xFF]),
    BinarySignature("GIF", Array("GIF87a".utf8)),
    BinarySignature("GIF", Array("GIF89a".utf8)),
    BinarySignature("WebP", Array("WEBPVP8".utf8), offset: 8),
    BinarySignature("TIFF", [0x49, 0x49, 0x2A, 0x00]),
    BinarySignature("TIFF", [0x4D, 0x4D, 0x00, 0x2A]),
    BinarySignature("MP4", Array("ftyp".utf8), offset: 4),
    BinarySignature("gzip", [0x1F, 0x8B, 0x08]),
    BinarySignature("bzip2", [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59]),
    BinarySignature("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    BinarySignature("Zstandard", [0x28, 0xB5, 0x2F, 0xFD]),
    BinarySignature("7-Zip", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    BinarySignature("RAR", [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07]),
    BinarySignature("Microsoft Office 97", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    BinarySignature("SQLite", Array("SQLite format 3\0".utf8)),
    BinarySignature("Parquet", [0x50, 0x41, 0x52, 0x31, 0x15]),
    // Synchronous idle, start of heading (ISO 646).
    BinarySignature("the framing of a wire, as in IPTC 7901 and ANPA 1312", [0x16, 0x16, 0x01]),
    BinarySignature("the framing of a wire, as in IPTC 7901 and ANPA 1312", [0x16, 0x01]),
    BinarySignature("ELF", [0x7F, 0x45, 0x4C, 0x46]),
  ]
}
