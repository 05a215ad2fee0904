import WarraqCore
import WarraqModel
import WarraqXML

/// A picture whose bytes go into the book.
struct EPUBPicture: Sendable {
  /// Its path beside the chapters, made from its bytes, so that the same picture is there once.
  let path: String
  let mediaType: String
  /// The picture itself; nothing once the book has put it aside.
  var bytes: [UInt8]
  /// Whether it may move.
  var mayMove: Bool { mediaType == "image/gif" || mediaType == "image/webp" }
}

/// The media of a story as the book can show them: what it carries from inside, the rest as links.
struct EPUBPictures {
  /// The media of the story; pictures that are embedded have the path in the book.
  let media: [Asset]
  /// The pictures that are embedded.
  let embedded: [EPUBPicture]
  /// Whether each embedded picture has a text in its place.
  let areDescribed: Bool
  /// The renditions of the story's media whose bytes are files of the book.
  let files: [(asset: Int, rendition: Int, path: String)]

  init(of article: Article) {
    var embedded: [EPUBPicture] = []
    var files: [(asset: Int, rendition: Int, path: String)] = []
    var areDescribed = true
    media = article.media.enumerated().map { index, asset in
      var asset = asset
      if let (rendition, picture, image) = Self.picture(of: asset) {
        embedded.append(picture)
        files.append((index, rendition, picture.path))
        if asset.altText?.visible == nil { areDescribed = false }
        asset.renditions = [
          Asset.Rendition(
            href: picture.path, mediaType: picture.mediaType, width: image.width,
            height: image.height)
        ]
      } else {
        // A relative address means nothing inside a book, and remote pictures are not allowed.
        asset.renditions = asset.renditions.map { rendition in
          var rendition = rendition
          rendition.data = nil
          rendition.href = rendition.href.flatMap { URIText.link($0) }
          return rendition
        }
      }
      return asset
    }
    self.embedded = embedded
    self.files = files
    self.areDescribed = areDescribed
  }

  private static func picture(of asset: Asset) -> (rendition: Int, EPUBPicture, RasterImage)? {
    switch asset.kind {
    case .picture, .graphic, nil: break
    case .video, .audio, .document: return nil
    }
    for (index, rendition) in asset.renditions.enumerated() {
      guard let bytes = rendition.data, let image = RasterImage(bytes) else { continue }
      let name = SHA1.digest(of: bytes).map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
      }.joined()
      let path = "images/\(name).\(image.fileExtension)"
      return (
        index, EPUBPicture(path: path, mediaType: image.mediaType, bytes: bytes), image
      )
    }
    return nil
  }
}

/// What the first bytes of a picture say: its kind and size.
///
/// The kinds are the raster images that every EPUB reader shows (EPUB 3.3, 3.2,
/// https://www.w3.org/TR/epub-33/#sec-core-media-types). A picture whose header is not whole is
/// none.
struct RasterImage {
  let mediaType: String
  let fileExtension: String
  let width: Int
  let height: Int

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
  }

  /// PNG, 11.2.1: the header chunk comes first. The shortest file has 67 bytes.
  private static func sizeOfPNG(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 57, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  /// JPEG (ITU-T T.81, B.1.1): the size is in the first start-of-frame segment.
  private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Int, Int)? {
    var position = 2
    while position + 9 <= bytes.count {
      guard bytes[position] == 0xFF else { return nil }
      let marker = bytes[position + 1]
      switch marker {
      case 0xFF:
        position += 1
        continue
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        return (
          Int(bytes[position + 7]) << 8 | Int(bytes[position + 8]),
          Int(bytes[position + 5]) << 8 | Int(bytes[position + 6])
        )
      default: position += 2 + (Int(bytes[position + 2]) << 8 | Int(bytes[position + 3]))
      }
    }
    return nil
  }

  /// GIF89a, 18: the logical screen follows the signature.
  private static func sizeOfGIF(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 14 else { return nil }
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
