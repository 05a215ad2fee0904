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
      case .onNetwork:
        context.log.emit(.warning, .pictureOnNetwork(asset.id))
        asset = Self.linked(asset)
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
    /// The picture is on the network alone.
    case onNetwork
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
    var isOnNetwork = false
    for (index, rendition) in asset.renditions.enumerated() {
      let file = rendition.data == nil ? file(of: rendition, sources) : nil
      guard let outcome = rendition.data.map({ .bytes($0) }) ?? file?.read() else {
        if sources.folder != nil, asset.kind != nil, rendition.isOnNetwork { isOnNetwork = true }
        continue
      }
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
    return problem.map { .refused($0) } ?? (isOnNetwork ? .onNetwork : .none)
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

extension Asset.Rendition {
  /// Whether a server has it.
  fileprivate var isOnNetwork: Bool {
    guard let href = href?.visible else { return false }
    return href.utf8.starts(with: "//".utf8) || URIText.isAbsolute(href)
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

  fileprivate static func pictureOnNetwork(_ id: String) -> Self {
    Self(
      id: "epub.picture-left-out",
      text: "the picture '\(id)' is on the network, from which nothing is fetched; "
        + "a link stands for it")
  }
}
