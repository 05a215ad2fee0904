import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML
import WarraqZip

/// A book that is being read: its archive, what it says of itself, and its pages in order.
final class EPUBContents: Sendable {
  /// A page of the spine.
  struct Page: Sendable {
    let path: String
    /// Its words in the table of contents.
    var title: String?
    /// The words of the part that it is in.
    var section: String?
    /// The entries of the table of contents that lead to it.
    var entries: [EPUBTitles.Title] = []
    /// The files in which the page goes on, where a program cut it into several.
    var continuations: [String] = []
    /// The files in which a story of ours goes on.
    var parts: [String] = []
  }

  let zip: ZipReader
  let metadata: EPUBMetadata
  let pages: [Page]
  /// The media types of the files that the package document lists.
  let mediaTypes: [String: String]
  /// The files that take a key to read, none of which is a page.
  let lockedFiles: Set<String>
  /// How many bytes the pictures of a page have, on an average.
  let pictureBytesOfPage: Int
  let noteIndex = EPUBNoteIndex()
  private let bookName: String
  private let pageNumbers: [String: Int]

  /// Opens a book.
  ///
  /// - Throws: `ConversionError` `epub.…`, `zip.…`, `xml.…`, `input.…`.
  init(_ source: ByteSource, context: inout ConversionContext) throws(ConversionError) {
    bookName = source.name
    let location = SourceLocation(file: source.name)
    let spool = try source.spooled(
      in: context.temporaryFolder, limit: context.limits.maximumUnpackedBytes)
    zip = try ZipReader(spool, name: source.name, limits: context.limits)
    lockedFiles = try Self.lockedFiles(of: zip, bookName, context)
    let packagePath = try Self.packagePath(in: zip, bookName, &context)
    try Self.refuseEncrypted(lockedFiles, [packagePath], location)
    let packageTree = try Self.tree(packagePath, in: zip, bookName, context)
    let package = EPUBPackageReader(packageTree.root, path: packagePath, zip: zip)
    try Self.refuseEncrypted(
      lockedFiles, package.spine.compactMap { if case .page(let path) = $0 { path } else { nil } },
      location)
    if package.spine.isEmpty { context.log.emit(.error, .emptySpine(packagePath), at: location) }
    context.log.emit(doubtfulDatesOf: packageTree)
    metadata = package.metadata
    if !metadata.isOurs {
      packageTree.account(in: &context.log.reading, passingOver: Self.passedOver)
    }
    mediaTypes = package.mediaTypes
    var pages: [Page] = []
    var titles = EPUBTitles()
    if let path = package.navigationPath,
      let root = Self.listing(path, in: zip, bookName, &context)
    {
      titles.readNavigation(root, path: path, zip)
    }
    if titles.isEmpty, let path = package.ncxPath,
      let root = Self.listing(path, in: zip, bookName, &context)
    {
      titles.readNCX(root, path: path, zip)
    }
    let apart = package.pagesApart.union(titles.pagesApart)
    var left: [(page: Page, words: Int)] = []
    for item in package.spine {
      switch item {
      case .page(let path):
        let title = titles.title(of: path)
        let page = Page(
          path: path, title: title?.text, section: title?.section, entries: titles.entries(of: path)
        )
        if apart.contains(path) {
          if !metadata.isOurs {
            left.append((page, Self.words(on: path, in: zip, bookName, context)))
          }
        } else if metadata.isOurs, let last = pages.indices.last,
          EPUBPath.isPart(path, of: pages[last].path)
        {
          pages[last].parts.append(path)
        } else if title == nil, let last = pages.indices.last,
          EPUBArchivePath.isContinuation(path, of: pages[last].path)
        {
          pages[last].continuations.append(path)
        } else {
          pages.append(page)
        }
      case .missing(let reference): context.log.emit(.error, .missingFile(reference), at: location)
      case .other(let path, let mediaType):
        context.log.emit(.warning, .notAPage(path, mediaType), at: location)
      }
    }
    if pages.isEmpty, let only = left.lastIndex(where: { $0.words > 0 }) {
      // A book of one page is that page, whatever it calls itself.
      pages.append(left.remove(at: only).page)
    }
    for (page, words) in left {
      context.log.emit(.note, .pageLeftOut(page.path, words: max(words, 0)), at: location)
    }
    if metadata.isOurs {
      pages = Self.stories(of: pages)
    } else if !pages.isEmpty,
      Self.areWordless(pages.flatMap { [$0.path] + $0.continuations }, in: zip, bookName, context)
    {
      context.log.emit(.warning, .bookWithoutWords(pages: pages.count), at: location)
    }
    self.pages = pages
    pictureBytesOfPage = Self.pictureBytes(package.mediaTypes, in: zip) / max(pages.count, 1)
    pageNumbers = Dictionary(
      pages.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is about the files of a book, and what programs note in it.
  private static let passedOver: Set<String> = [
    "bindings", "collection", "format", "guide", "link", "manifest", "meta", "spine", "tours",
    "type",
  ]

  /// The stories of a book of Warraq's without the pages that lead to them, in the order in which the
  /// book was made; sections put them in another one.
  private static func stories(of pages: [Page]) -> [Page] {
    let stories = pages.compactMap { page in
      EPUBPath.storyIndex(of: page.path).map { ($0, page) }
    }
    return stories.isEmpty ? pages : stories.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func pictureBytes(_ mediaTypes: [String: String], in zip: ZipReader) -> Int {
    mediaTypes.reduce(0) { sum, item in
      item.value.hasPrefix("image/") ? sum + (zip.entry(named: item.key)?.size ?? 0) : sum
    }
  }

  /// Whether no page has words; most books are known by their first pages.
  private static func areWordless(
    _ paths: [String], in zip: ZipReader, _ bookName: String, _ context: ConversionContext
  ) -> Bool {
    paths.allSatisfy { words(on: $0, in: zip, bookName, context) == 0 }
  }

  /// How many words a page shows; -1 where it cannot be read as XML.
  private static func words(
    on path: String, in zip: ZipReader, _ bookName: String, _ context: ConversionContext
  ) -> Int {
    guard let root = try? tree(path, in: zip, bookName, context).root else { return -1 }
    return (root.first("body") ?? root).wordCount
  }

  /// The tree of a table of contents; `nil`, with a warning, where it cannot be read: the pages can.
  private static func listing(
    _ path: String, in zip: ZipReader, _ bookName: String, _ context: inout ConversionContext
  ) -> XMLTree.Element? {
    do throws(ConversionError) {
      return try tree(path, in: zip, bookName, context).root
    } catch {
      context.log.emit(
        .warning, .unreadableContents(error.message.text),
        at: error.location ?? SourceLocation(file: "\(bookName)/\(path)"))
      return nil
    }
  }

  /// Whether a path is that of a page of the spine.
  func isPage(_ path: String) -> Bool { pageNumbers[path] != nil }

  /// What a page holds: all of a story of ours that is in several files.
  func bytes(of page: Page) throws(ConversionError) -> [UInt8] {
    guard !page.parts.isEmpty else { return try zip.read(page.path) }
    let paths = [page.path] + page.parts
    var files: [[UInt8]] = []
    for path in paths { files.append(try zip.read(path)) }
    return EPUBChapterCut.joined(files) { number in
      String(paths[number].dropFirst(EPUBArchivePath.folder(of: paths[number]).count))
    }
  }

  /// What to call a page in diagnostics.
  func name(of page: Page) -> String { name(of: page.path) }

  /// What to call a file of the book in diagnostics.
  func name(of path: String) -> String { "\(bookName)/\(path)" }

  /// The page that a record holds.
  func page(of record: Record) -> Page? {
    pageNumbers[String(record.file.dropFirst(bookName.count + 1))].map { pages[$0] }
  }

  // MARK: - Opening

  private static func tree(
    _ path: String, in zip: ZipReader, _ bookName: String, _ context: ConversionContext
  ) throws(ConversionError) -> XMLTree {
    let bytes = try zip.read(path)
    return try XMLTree(
      Record(bytes: bytes[...], file: "\(bookName)/\(path)"), limits: context.limits)
  }

  /// The files that take a key to read. Fonts may be obfuscated (EPUB 3.3, 4.4), and film may be
  /// noted as compressed beforehand.
  private static func lockedFiles(
    of zip: ZipReader, _ bookName: String, _ context: ConversionContext
  ) throws(ConversionError) -> Set<String> {
    let path = "META-INF/encryption.xml"
    guard zip.entry(named: path) != nil else { return [] }
    let obfuscations = [
      "http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC",
    ]
    var locked: Set<String> = []
    for file in try tree(path, in: zip, bookName, context).root.children
    where file.isNamed("EncryptedData") {
      guard let method = file.first("EncryptionMethod"),
        !obfuscations.contains(method["Algorithm"] ?? "")
      else { continue }
      let reference = file.firstDescendant("CipherReference")?["URI"] ?? ""
      locked.insert(zip.name(for: reference, in: "") ?? reference)
    }
    return locked
  }

  /// Refuses a book whose text takes a key to read.
  private static func refuseEncrypted(
    _ locked: Set<String>, _ paths: [String], _ location: SourceLocation
  ) throws(ConversionError) {
    guard !locked.isEmpty, paths.contains(where: locked.contains) else { return }
    throw ConversionError(.encrypted(locked.count), at: location)
  }

  /// The package document (EPUB 3.3, 4.2.6.3.1).
  private static func packagePath(
    in zip: ZipReader, _ bookName: String, _ context: inout ConversionContext
  ) throws(ConversionError) -> String {
    let location = SourceLocation(file: bookName)
    let container = "META-INF/container.xml"
    guard zip.entry(named: container) != nil else {
      guard let package = zip.entries.first(where: { $0.name.lowercased().hasSuffix(".opf") })
      else { throw ConversionError(.notABook, at: location) }
      context.log.emit(.warning, .noContainer(package.name), at: location)
      return package.name
    }
    let root = try tree(container, in: zip, bookName, context).root
    var references: [String] = []
    if let list = root.first("rootfiles") {
      for file in list.children where file.isNamed("rootfile") {
        let type = file["media-type"] ?? "application/oebps-package+xml"
        if type == "application/oebps-package+xml", let path = file["full-path"] {
          references.append(path)
        }
      }
    }
    // The paths of the container start at the root of the archive.
    let paths = references.compactMap { zip.name(for: $0, in: "") }
    guard let path = paths.first else { throw ConversionError(.notABook, at: location) }
    if references.count > 1 {
      context.log.emit(.note, .severalPackages(path, references.count), at: location)
    }
    return path
  }
}

/// What a book says of itself.
struct EPUBMetadata: Sendable {
  /// Whether the book says that Warraq made it.
  var isOurs = false
  /// Whether the book says that it is an issue of a periodical, as the news books of calibre do.
  var isPeriodical = false
  var title: String?
  /// A subtitle, the name of a series and the like.
  var otherTitles: [String] = []
  var identifier: String?
  var language: String?
  var creators: [Contributor] = []
  var contributors: [Contributor] = []
  var publisher: String?
  var published: NewsDate?
  var modified: NewsDate?
  var subjects: [String] = []
  var rights: String?
  /// What the book was made from.
  var source: String?
  var description: String?
}

extension Diagnostic.Message {
  fileprivate static let notABook = Self(
    id: "epub.no-package",
    text:
      "there is no package document in this archive, so it is no EPUB; unpack it and convert the "
      + "files")

  fileprivate static func noContainer(_ path: String) -> Self {
    Self(
      id: "epub.no-container", text: "META-INF/container.xml is missing; '\(path)' is read instead")
  }

  fileprivate static func severalPackages(_ path: String, _ count: Int) -> Self {
    Self(
      id: "epub.several-packages",
      text: "the book has \(count) renditions; the first, '\(path)', is read")
  }

  fileprivate static func encrypted(_ count: Int) -> Self {
    Self(
      id: "epub.encrypted",
      text: "\(count) file\(count == 1 ? " is" : "s are") encrypted; a book with digital rights "
        + "management cannot be read, ask its publisher for one without")
  }

  fileprivate static func emptySpine(_ package: String) -> Self {
    Self(
      id: "epub.empty-spine",
      text: "the spine of '\(package)' names no page, so there is no story; put the pages into it")
  }

  fileprivate static func missingFile(_ reference: String) -> Self {
    Self(
      id: "epub.missing-page", text: "the spine names '\(reference)', which is not in the book")
  }

  fileprivate static func unreadableContents(_ reason: String) -> Self {
    Self(
      id: "epub.unreadable-contents",
      text: "the table of contents cannot be read (\(reason)); titles come from the pages")
  }

  fileprivate static func bookWithoutWords(pages: Int) -> Self {
    Self(
      id: "epub.no-words",
      text: (pages == 1 ? "the only page" : "none of the \(pages) pages")
        + " of this book \(pages == 1 ? "has no words" : "has words"), only pictures or nothing")
  }

  static func pageLeftOut(_ path: String, words: Int) -> Self {
    Self(
      id: "epub.page-left-out",
      text: "'\(path)' is a cover or a list of what is in the book, and is left out with its "
        + (words == 1 ? "word" : "\(words) words"))
  }

  fileprivate static func notAPage(_ path: String, _ mediaType: String) -> Self {
    Self(
      id: "epub.not-a-page",
      text:
        "'\(path)' stands in the spine as \(mediaType), which is no page that can be read, and is "
        + "left out")
  }
}
