public import WarraqCore
import WarraqModel
import WarraqMarkup

/// A picture whose bytes go into the book.
public struct EPUBPicture: Hashable, Sendable {
  /// Its path beside the chapters, made from its bytes, so that the same picture is there once.
  let path: String
  let mediaType: String
  /// The picture itself; nothing once the book has put it aside, and while it lies in ``file``.
  var bytes: [UInt8]
  /// The file that holds it.
  var file: PictureFile?
  /// Whether the page shows through it, which in the dark is black.
  var isClear = false
  /// What shops and their readers have against it.
  fileprivate var problems: [String] = []
  /// Whether it may move.
  var mayMove: Bool { mediaType == "image/gif" || mediaType == "image/webp" }

  /// The largest file that is taken: reading systems such as Kobo give a page and its pictures 10 MB.
  static let maximumBytes = 10 << 20

  /// The largest picture that Kindle takes (Kindle Publishing Guidelines 2019.2, 4.2.2).
  private static let kindleBytes = 5 << 20
  private static let tooLargeForKindle = "Kindle takes no more than 5 MB; make it smaller"

  /// Whether every shelf can show it.
  var canBeCover: Bool { mediaType == "image/jpeg" || mediaType == "image/png" }

  /// What a book says of the picture, without the picture.
  var withoutBytes: EPUBPicture {
    var picture = self
    picture.bytes = []
    picture.file = nil
    return picture
  }

  /// The picture itself, from its file where it lies in one.
  ///
  /// - Throws: `ConversionError` `epub.picture-changed` when the file is no longer what it was.
  func loaded(limits: Limits) throws(ConversionError) -> [UInt8] {
    guard let file else { return bytes }
    guard case .bytes(let found) = file.read(), let again = EPUBPicture(found, limits: limits),
      again.path == path
    else { throw ConversionError(.pictureChanged(file.href)) }
    return again.bytes
  }

  /// Takes the bytes of a picture; `nil` when they are none that a book can show.
  init?(_ bytes: [UInt8], limits: Limits) {
    if EPUBDrawing.isDrawing(bytes) {
      guard let drawing = EPUBDrawing.clean(bytes, limits: limits) else { return nil }
      self.init(drawing: drawing)
    } else {
      guard let image = RasterImage(bytes) else { return nil }
      self.init(bytes, image)
    }
  }

  /// Takes the bytes of a picture for a cover: JPEG or PNG, which every shelf can show.
  ///
  /// - Throws: `ConversionError` `epub.cover` for anything else.
  public init(cover bytes: [UInt8]) throws(ConversionError) {
    guard bytes.count <= Self.maximumBytes, let image = RasterImage(bytes),
      image.mediaType == "image/jpeg" || image.mediaType == "image/png"
    else { throw ConversionError(.badCover) }
    self.init(bytes, image)
  }

  /// Takes the drawing of a cover, a PNG.
  init(drawn bytes: [UInt8]) {
    path = EPUBPath.coverPicture
    mediaType = "image/png"
    self.bytes = bytes
  }

  /// Takes a drawing in SVG.
  init(drawing bytes: [UInt8]) {
    path = "images/\(SHA1.hexadecimal(of: bytes)).svg"
    mediaType = EPUBDrawing.mediaType
    self.bytes = bytes
    // Lines are black on nothing more often than not.
    isClear = true
  }

  init(_ bytes: [UInt8], _ image: RasterImage) {
    path = "images/\(SHA1.hexadecimal(of: bytes)).\(image.fileExtension)"
    mediaType = image.mediaType
    isClear = image.isClear
    problems = image.problems + (bytes.count > Self.kindleBytes ? [Self.tooLargeForKindle] : [])
    self.bytes = bytes
  }
}

/// The media of a story as the book can show them: what it carries from inside, the rest as links.
struct EPUBPictures {
  /// The media of the story; pictures that are embedded have the path in the book.
  let media: [Asset]
  /// The pictures that are embedded.
  private(set) var embedded: [EPUBPicture] = []
  /// The renditions of the story's media whose bytes are files of the book, those that were read
  /// from files beside the input too.
  private(set) var files: [(asset: Int, rendition: Int, path: String)] = []
  /// Whether each embedded picture has a text in its place.
  private(set) var areDescribed = true
  /// The classes of pictures in the style sheet, by their paths.
  private(set) var classes: [String: String] = [:]
  /// The first picture, to stand beside the headline in lists.
  private(set) var lead: EPUBLead?

  /// Which pictures a story may bring along.
  struct Sources {
    /// Whether those that the article carries or points to go in at all.
    var embeds = true
    /// The folder that relative addresses start from; `nil` when no file is to be read.
    var folder: String?
    /// The bounds of a drawing.
    var limits = Limits()
    /// The words in place of a picture that cannot be shown.
    var missingText: String
  }

  init(of article: Article, from sources: Sources, context: inout ConversionContext) {
    var media: [Asset] = []
    media.reserveCapacity(article.media.count)
    for (index, var asset) in article.media.enumerated() {
      switch sources.embeds ? Self.find(asset, sources) : .none {
      case .picture(let picture, let rendition):
        files.append((index, rendition, picture.path))
        asset.altText = asset.altText?.visible
        if asset.altText == nil { areDescribed = false }
        if lead == nil {
          // The caption stands below the picture in its story and is missed in lists.
          lead = EPUBLead(path: picture.path, text: asset.altText ?? asset.caption?.visible ?? "")
        }
        if picture.isClear { classes[picture.path] = "clear" }
        for problem in picture.problems {
          context.log.emit(.warning, .pictureMayBeRefused(asset.id, problem))
        }
        // Without its size: MuPDF lets a picture with one run over the edge of the page.
        asset.renditions = [Asset.Rendition(href: picture.path, mediaType: picture.mediaType)]
        embedded.append(picture)
      case .refused(let problem):
        context.log.emit(.warning, .pictureLeftOut(asset.id, problem))
        asset = Self.linked(asset)
        if asset.renditions.allSatisfy({ $0.href == nil }), asset.altText?.visible == nil {
          asset.altText = sources.missingText
        }
      case .none:
        asset = Self.linked(asset)
      }
      media.append(asset)
    }
    self.media = media
  }

  /// The media type of the embedded picture at a path.
  func mediaType(at path: String) -> String? { embedded.first { $0.path == path }?.mediaType }

  private enum Finding {
    case picture(EPUBPicture, rendition: Int)
    /// There should be a picture, and there is none that can be shown.
    case refused(String)
    /// There is no picture to embed.
    case none
  }

  /// The asset without what a book cannot hold: bytes, and addresses that mean nothing in it.
  private static func linked(_ asset: Asset) -> Asset {
    var asset = asset
    asset.renditions = asset.renditions.map { rendition in
      var rendition = rendition
      rendition.data = nil
      rendition.href = rendition.href.flatMap { EPUBAddress.link($0) }
      return rendition
    }
    return asset
  }

  /// The first rendition that can be embedded, else what is wrong with the first that cannot.
  private static func find(_ asset: Asset, _ sources: Sources) -> Finding {
    switch asset.kind {
    case .picture, .graphic, nil: break
    case .video, .audio, .document: return .none
    }
    var problem: String?
    for (index, rendition) in asset.renditions.enumerated() {
      let file = rendition.data == nil ? file(of: rendition, sources) : nil
      guard let outcome = rendition.data.map({ .bytes($0) }) ?? file?.read() else { continue }
      switch outcome {
      case .bytes(let bytes):
        guard bytes.count <= EPUBPicture.maximumBytes else {
          problem = problem ?? Self.tooLarge
          continue
        }
        guard var picture = EPUBPicture(bytes, limits: sources.limits) else {
          problem = problem ?? Self.problem(of: bytes)
          continue
        }
        if let file {
          // The bytes are read again when the picture goes into the book, so that memory holds one.
          picture.file = file
          picture.bytes = []
        }
        return .picture(picture, rendition: index)
      case .missing: problem = problem ?? "is not there"
      case .tooLarge: problem = problem ?? Self.tooLarge
      }
    }
    return problem.map { .refused($0) } ?? .none
  }

  private static let tooLarge = "is larger than \(EPUBPicture.maximumBytes >> 20) MB"

  /// What is wrong with bytes that are no picture for a book.
  private static func problem(of bytes: [UInt8]) -> String {
    if EPUBDrawing.isDrawing(bytes) { return "is no SVG that is well formed" }
    return RasterImage.nameOfOther(bytes).map { "is \($0), which EPUB 3.3 does not show" }
      ?? "is no whole JPEG, PNG, GIF, WebP or SVG"
  }

  /// The file that a rendition points to; `nil` where none is to be read.
  private static func file(of rendition: Asset.Rendition, _ sources: Sources) -> PictureFile? {
    guard let folder = sources.folder, let href = rendition.href?.visible,
      !URIText.isAbsolute(href), !href.utf8.starts(with: "//".utf8)
    else { return nil }
    return PictureFile(href: href, folder: folder)
  }
}

/// A picture beside the input.
struct PictureFile: Hashable, Sendable {
  let href: String
  let folder: String

  func read() -> LocalFile.Outcome {
    let path = LocalFile.read(href, below: folder, maximumBytes: EPUBPicture.maximumBytes)
    guard path == .missing else { return path }
    // The address of a page is encoded; the name of a file is not.
    return LocalFile.read(
      URIText.decodedSegment(href), below: folder, maximumBytes: EPUBPicture.maximumBytes)
  }
}

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

extension Diagnostic.Message {
  fileprivate static let badCover = Self(
    id: "epub.cover",
    text: "the cover is no whole JPEG or PNG of \(EPUBPicture.maximumBytes >> 20) MB at most")

  fileprivate static func pictureChanged(_ href: String) -> Self {
    Self(
      id: "epub.picture-changed",
      text: "the picture '\(href)' changed while the book was made; convert again")
  }

  fileprivate static func pictureMayBeRefused(_ id: String, _ problem: String) -> Self {
    Self(id: "epub.picture-limit", text: "the picture '\(id)' may be missing in places: \(problem)")
  }

  fileprivate static func pictureLeftOut(_ id: String, _ problem: String) -> Self {
    Self(
      id: "epub.picture-left-out",
      text: "the picture '\(id)' \(problem); its caption stands for it")
  }
}
