import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqZip

/// One book in the making.
///
/// Until ``finish(_:context:)`` it holds what the pages of the whole book need; chapters and pictures
/// wait in a spool.
struct EPUBOutput: ArticleOutput {
  private let options: EPUBWriter.Options
  private let deflater = Deflater()
  private var spool: Spool?
  private var stories: [EPUBStory] = []
  private var chapters: [Range<Int>] = []
  // Where the chapters that go on in further files are cut, by their numbers.
  private var cuts: [Int: [Int]] = [:]
  private var pictures: [(path: String, place: Range<Int>)] = []
  private var picturePaths: Set<String> = []

  init(options: EPUBWriter.Options) { self.options = options }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard options.certifier == nil || options.conformance != nil else {
      throw ConversionError(.certifiedWithoutClaim)
    }
    for key in options.metadataFile.unused {
      context.log.emit(.warning, .unusedMetadata(key))
    }
    spool = Spool(folder: sink.folder ?? context.temporaryFolder)
  }

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    for part in batch.parts {
      guard let spool, let info = part.info as? EPUBPart else {
        preconditionFailure("a part of a book comes from EPUBWriter.encode, after begin")
      }
      let chapter = batch.buffer.bytes[part.range]
      let cuts = EPUBChapterCut.cuts(in: chapter)
      if !cuts.isEmpty { self.cuts[chapters.count] = cuts }
      chapters.append(try spool.append(chapter))
      for picture in info.pictures {
        guard picturePaths.insert(picture.path).inserted else { continue }
        pictures.append(
          (picture.path, try spool.append(try picture.loaded(limits: context.limits)[...])))
      }
      stories.append(info.story)
    }
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let spool else { preconditionFailure("a book is finished before it begins") }
    guard !stories.isEmpty else { throw ConversionError(.noStories) }
    let book = EPUBBook(stories, options: options, sourceDate: context.sourceDate)
    let parts = chapters.indices.map { (cuts[$0]?.count ?? 0) + 1 }
    let pages = EPUBPages(book, parts: parts)
    let packer = PagePacker(
      book: book, pages: pages, spool: spool, chapters: chapters, cuts: cuts,
      hasKeywordLinks: options.hasIndex, deflater: deflater)
    let packed = PackedPages(packer, jobs: context.jobs)
    let cover =
      if let given = book.cover { given } else {
        EPUBPicture(drawn: try EPUBCoverDrawing(book).png(deflater))
      }
    let package = EPUBPackage(book, pages: pages, cover: cover, options: options)
    let archive = try ZipWriter(deflater: deflater)
    try archive.add("mimetype", Array("application/epub+zip".utf8), .stored)
    try archive.add("META-INF/container.xml", Self.container, .deflated)
    if !book.fonts.isEmpty {
      try archive.add(
        "META-INF/com.apple.ibooks.display-options.xml", Self.displayOptions, .deflated)
    }
    try add(EPUBPath.package, Self.page { package.write(to: &$0) }, to: archive)
    for file in pages.files {
      try archive.add(EPUBPath.folder + file.path, deflating: { Self.page(file.write) })
    }
    try add(EPUBPath.style, EPUBStyle.sheet(fonts: book.fonts, css: options.css), to: archive)
    let listPaths = pages.lists.map(\.path)
    let chapterPaths = chapters.indices.flatMap { index in
      (0..<parts[index]).map { EPUBPath.chapter(index, part: $0) }
    }
    for path in chapterPaths + listPaths {
      try archive.add(
        EPUBPath.folder + path,
        deflated: { () throws(ConversionError) in
          let page = try packed.next()
          return ZipContent(page.deflated, page.bytes)
        })
    }
    for picture in pictures {
      let path = EPUBPath.folder + picture.path
      if path.hasSuffix(".svg") {
        try archive.add(path, try spool.bytes(in: picture.place), .deflated)
      } else {
        try archive.add(path, stored: .spooled(spool, picture.place))
      }
    }
    if !picturePaths.contains(cover.path) {
      try archive.add(EPUBPath.folder + cover.path, cover.bytes, .stored)
    }
    for font in book.fonts {
      try archive.add(
        EPUBPath.folder + font.path, font.bytes, font.isCompressed ? .stored : .deflated)
    }
    try archive.finish(to: sink, timestamp: book.modified)
  }

  private func add(
    _ path: String, _ bytes: [UInt8], to archive: ZipWriter
  ) throws(ConversionError) {
    try archive.add(EPUBPath.folder + path, bytes, .deflated)
  }

  fileprivate static func page(_ write: (inout XMLWriter) -> Void) -> [UInt8] {
    var buffer = ByteBuffer()
    // What is left out here was left out of the chapter too, and was said there.
    var quiet = ConversionContext()
    XMLWriter.append(to: &buffer, context: &quiet) { xml, _ in write(&xml) }
    return buffer.bytes
  }

  /// EPUB 3.3, 4.2.6.3.1 (https://www.w3.org/TR/epub-33/#sec-container-metainf-container.xml).
  private static let container = Array(
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
      <rootfiles>
        <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
      </rootfiles>
    </container>

    """.utf8)

  /// Apple Books shows the fonts of a book when this file says that they were meant.
  private static let displayOptions = Array(
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <display_options><platform name="*"><option name="specified-fonts">true</option></platform>
    </display_options>

    """.utf8)
}

/// Makes the chapters and then the pages that list stories, ready for the archive.
private struct PagePacker: Sendable {
  typealias Page = (deflated: Deflated, bytes: [UInt8])

  let book: EPUBBook
  let pages: EPUBPages
  let spool: Spool
  /// Where the chapters lie in the spool, without their heads.
  let chapters: [Range<Int>]
  let cuts: [Int: [Int]]
  let hasKeywordLinks: Bool
  let deflater: Deflater

  /// How many chapters are packed together; one is too little to be handed from thread to thread.
  private static let chaptersTogether = 32

  private var chapterGroups: Int {
    (chapters.count + Self.chaptersTogether - 1) / Self.chaptersTogether
  }

  /// How many groups of pages there are.
  var groups: Int { chapterGroups + pages.lists.count }

  func pages(ofGroup number: Int) throws(ConversionError) -> [Page] {
    guard number < chapterGroups else {
      return [try packed(EPUBOutput.page(pages.lists[number - chapterGroups].write))]
    }
    let start = number * Self.chaptersTogether
    var result: [Page] = []
    for index in start..<min(start + Self.chaptersTogether, chapters.count) {
      for page in try chapter(index) { result.append(try packed(page)) }
    }
    return result
  }

  /// The files of a chapter.
  private func chapter(_ index: Int) throws(ConversionError) -> [[UInt8]] {
    let place = pages.places[index]
    let head = EPUBChapterHead(of: index, in: book, at: place)
    let edit = EPUBLinkEdit(
      targets: place.targets.mapValues { EPUBPath.chapter($0) },
      // An index of one story leads nowhere, so its keywords are no links.
      dropsKeywordLinks: hasKeywordLinks && !book.hasIndex && !book.stories[index].subjects.isEmpty)
    func edited(_ chapter: [UInt8]) -> [UInt8] { edit.isNeeded ? edit.edited(chapter) : chapter }
    let whole = try spool.bytes(in: chapters[index])
    let parts =
      if let cuts = cuts[index] {
        EPUBChapterCut.parts(
          of: whole, at: cuts, path: { EPUBPath.chapter(index, part: $0) }, edit: edited)
      } else {
        [edited(whole)]
      }
    return parts.enumerated().map { number, part in
      let isLast = number == parts.count - 1
      return EPUBOutput.page { head.writeStart(to: &$0) } + part
        + EPUBOutput.page { head.writeEnd(isLast: isLast, to: &$0) }
    }
  }

  private func packed(_ page: [UInt8]) throws(ConversionError) -> Page {
    var bytes = page
    let deflated = try deflater.deflate(&bytes, from: 0)
    return (deflated, bytes)
  }
}

/// The pages of a ``PagePacker`` one by one.
private final class PackedPages {
  private let groups: Ahead<[PagePacker.Page]>
  private var rest: ArraySlice<PagePacker.Page> = []

  init(_ packer: PagePacker, jobs: Int) {
    groups = Ahead(count: packer.groups, jobs: jobs) { number throws(ConversionError) in
      try packer.pages(ofGroup: number)
    }
  }

  /// The next page.
  ///
  /// - Precondition: there is one.
  func next() throws(ConversionError) -> PagePacker.Page {
    while true {
      if let page = rest.popFirst() { return page }
      rest = try groups.next()[...]
    }
  }
}

extension Diagnostic.Message {
  fileprivate static let certifiedWithoutClaim = Self(
    id: "epub.certifier",
    text: "--certified-by says who vouches for a claim; add it with --conforms-to 'WCAG 2.2 AA'")

  fileprivate static func unusedMetadata(_ key: String) -> Self {
    let instead = EPUBMetadataFile.options[key].map { "; --\($0) does it" } ?? ""
    return Self(
      id: "epub.unused-metadata",
      text: "'\(key)' of --metadata says nothing that a book has a place for\(instead)")
  }

  fileprivate static let noStories = Self(
    id: "epub.no-stories", text: "a book needs one story or more; there is none to write")
}
