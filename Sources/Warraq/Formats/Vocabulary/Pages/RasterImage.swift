/// What the first bytes of a picture say: its kind and size.
///
/// The kinds are the raster images that every EPUB reader shows (EPUB 3.3, 3.2,
/// https://www.w3.org/TR/epub-33/#sec-core-media-types). A picture whose header is not whole is
/// none, and neither is one that breaks off.
struct RasterImage {
  let mediaType: String
  let fileExtension: String
  let width: Int
  let height: Int
  /// Whether it has an alpha channel or a transparent colour.
  private(set) var isClear = false
  /// Whether its colours are those of print.
  private var isForPrint = false

  /// What shops and their readers have against it.
  var problems: [String] {
    var problems: [String] = []
    if mediaType == "image/webp" {
      problems.append("Kindle and older readers do not show WebP; make it a JPEG or PNG")
    }
    // Apple Books Asset Guide 5.3.1, Interior Images.
    if width * height > 5_600_000 {
      problems.append(
        "Apple Books takes no more than 5.6 million pixels and this has \(width) × \(height)")
    }
    if isForPrint {
      problems.append("its colours are CMYK, which Apple Books refuses; make it RGB")
    }
    return problems
  }

  init?(_ bytes: [UInt8]) {
    let size: (width: Int, height: Int)?
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      (mediaType, fileExtension, size) = ("image/png", "png", Self.sizeOfPNG(bytes))
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      (mediaType, fileExtension, size) = ("image/jpeg", "jpg", Self.sizeOfJPEG(bytes))
    } else if bytes.starts(with: "GIF8".utf8) {
      (mediaType, fileExtension, size) = ("image/gif", "gif", Self.sizeOfGIF(bytes))
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      (mediaType, fileExtension, size) = ("image/webp", "webp", Self.sizeOfWebP(bytes))
    } else {
      return nil
    }
    guard let size, size.width > 0, size.height > 0 else { return nil }
    (width, height) = size
    switch mediaType {
    case "image/png": isClear = Self.isClearPNG(bytes)
    case "image/jpeg": isForPrint = Self.componentsOfJPEG(bytes) == 4
    // The flag of the extended header (RFC 9649, 2.7.1); the bit after the size of the lossless one.
    case "image/webp":
      isClear =
        bytes[12..<16].elementsEqual("VP8X".utf8) && bytes[20] & 0x10 != 0
        || bytes[12..<16].elementsEqual("VP8L".utf8) && bytes[24] & 0x10 != 0
    default: break
    }
  }

  /// The number of components in the frame (ITU-T T.81, B.2.2).
  private static func componentsOfJPEG(_ bytes: [UInt8]) -> Int? {
    frameOfJPEG(bytes).flatMap { $0 + 9 < bytes.count ? Int(bytes[$0 + 9]) : nil }
  }

  /// Whether the colour type has alpha, or a `tRNS` chunk stands before the image data (PNG, 11.2.1,
  /// 11.3.1).
  private static func isClearPNG(_ bytes: [UInt8]) -> Bool {
    if bytes[25] == 4 || bytes[25] == 6 { return true }
    var position = 8
    while position + 8 <= bytes.count {
      let name = bytes[(position + 4)..<(position + 8)]
      if name.elementsEqual("tRNS".utf8) { return true }
      if name.elementsEqual("IDAT".utf8) { return false }
      position += 12 + bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    return false
  }

  /// The kind of a picture that books cannot show, by its first bytes (ISO/IEC 14496-12, 4.3).
  static func nameOfOther(_ bytes: [UInt8]) -> String? {
    let brand = bytes.dropFirst(4).prefix(8)
    if brand.elementsEqual("ftypavif".utf8) || brand.elementsEqual("ftypavis".utf8) {
      return "AVIF"
    }
    if brand.elementsEqual("ftypheic".utf8) || brand.elementsEqual("ftypmif1".utf8) {
      return "HEIF"
    }
    if bytes.starts(with: [0xFF, 0x0A])
      || brand.elementsEqual("JXL \r\n\u{87}\n".unicodeScalars.map { UInt8($0.value) })
    {
      return "JPEG XL"
    }
    if bytes.starts(with: "II*\0".utf8) || bytes.starts(with: "MM\0*".utf8) { return "TIFF" }
    return bytes.starts(with: "BM".utf8) ? "BMP" : nil
  }

  /// Whether the mark that ends a file is in its last 64 KB; some programs write on after it.
  private static func ends(_ bytes: [UInt8], with mark: [UInt8]) -> Bool {
    let tail = bytes.suffix(64 << 10)
    return tail.indices.reversed().contains { tail[$0...].starts(with: mark) }
  }

  /// PNG, 11.2.1: the header chunk comes first. The shortest file has 67 bytes.
  private static func sizeOfPNG(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 57, bytes[12..<16].elementsEqual("IHDR".utf8),
      ends(bytes, with: Array("IEND".utf8))
    else { return nil }
    func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  /// JPEG (ITU-T T.81, B.1.1): the size is in the first start-of-frame segment.
  private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Int, Int)? {
    guard ends(bytes, with: [0xFF, 0xD9]), let frame = frameOfJPEG(bytes) else { return nil }
    return (
      Int(bytes[frame + 7]) << 8 | Int(bytes[frame + 8]),
      Int(bytes[frame + 5]) << 8 | Int(bytes[frame + 6])
    )
  }

  /// Where the first start-of-frame segment of a JPEG stands; nine bytes of it are there.
  private static func frameOfJPEG(_ bytes: [UInt8]) -> Int? {
    var position = 2
    while position + 9 <= bytes.count {
      guard bytes[position] == 0xFF else { return nil }
      let marker = bytes[position + 1]
      switch marker {
      case 0xFF:
        position += 1
        continue
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: return position
      default: position += 2 + (Int(bytes[position + 2]) << 8 | Int(bytes[position + 3]))
      }
    }
    return nil
  }

  /// GIF89a, 18: the logical screen follows the signature.
  private static func sizeOfGIF(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 14, ends(bytes, with: [0x3B]) else { return nil }
    return (Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8)
  }

  /// WebP (RFC 9649, 2.5 to 2.7): the first chunk tells in one of three ways.
  private static func sizeOfWebP(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 30 else { return nil }
    func number(_ at: Int, _ count: Int) -> Int {
      bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(4, 4) + 8 <= bytes.count else { return nil }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8 ": return (number(26, 2) & 0x3FFF, number(28, 2) & 0x3FFF)
    case "VP8L": return (number(21, 4) & 0x3FFF + 1, number(21, 4) >> 14 & 0x3FFF + 1)
    case "VP8X": return (number(24, 3) + 1, number(27, 3) + 1)
    default: return nil
    }
  }
}
