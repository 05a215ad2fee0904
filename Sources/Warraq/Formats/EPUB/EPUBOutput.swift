import WarraqCore
import WarraqModel
import WarraqXML
import WarraqZip

/// One book in the making.
///
/// Until ``finish(_:context:)`` it holds what the pages of the whole book need; chapters and pictures
/// wait in a spool.
struct EPUBOutput: ArticleOutput {
  private let options: EPUBWriter.Options
  private let deflater: Deflater
  private var spool: Spool?
  private var stories: [EPUBStory] = []
  private var chapters: [SpooledChapter] = []
  private var pictures: [(path: String, place: Range<Int>)] = []
  private var picturePaths: Set<String> = []

  init(options: EPUBWriter.Options, deflater: Deflater) {
    self.options = options
    self.deflater = deflater
  }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    spool = Spool(folder: sink.folder ?? context.temporaryFolder)
  }

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    for part in batch.parts {
      guard let spool, let info = part.info as? EPUBPart else {
        preconditionFailure("a part of a book comes from EPUBWriter.encode, after begin")
      }
      chapters.append(
        SpooledChapter(
          deflated: info.chapter, place: try spool.append(batch.buffer.bytes[part.range])))
      for picture in info.pictures {
        guard picturePaths.insert(picture.path).inserted else { continue }
        pictures.append((picture.path, try spool.append(picture.bytes[...])))
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
    let pages = EPUBPages(book)
    // The pages that list the stories are made while the chapters are copied.
    let lists = Aside { [deflater] () throws(ConversionError) in
      var packed: [(deflated: Deflated, bytes: [UInt8])] = []
      for file in pages.lists {
        var bytes = Self.page(file.write)
        packed.append((try deflater.deflate(&bytes, from: 0), bytes))
      }
      return packed
    }
    let cover =
      if let given = book.cover { given } else {
        EPUBPicture(drawn: try EPUBCoverDrawing(book).png(deflater))
      }
    let package = EPUBPackage(book, pages: pages, cover: cover)
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
    for (index, chapter) in chapters.enumerated() {
      let place = pages.places[index]
      let head = EPUBChapterHead(of: index, in: book, at: place)
      let edit = EPUBLinkEdit(
        targets: place.targets.mapValues { EPUBPath.chapter($0) },
        // An index of one story leads nowhere, so its keywords are no links.
        dropsKeywordLinks: options.hasIndex && !book.hasIndex && !stories[index].subjects.isEmpty)
      try archive.add(
        EPUBPath.folder + EPUBPath.chapter(index),
        deflated: { [deflater] () throws(ConversionError) in
          let (deflated, body) = try chapter.edited(edit, in: spool, deflater)
          return ZipContent(Self.page { head.write(to: &$0) }, before: deflated, [body])
        })
    }
    for (index, file) in pages.lists.enumerated() {
      try archive.add(
        EPUBPath.folder + file.path,
        deflated: { () throws(ConversionError) in
          let list = try lists.value()[index]
          return ZipContent(list.deflated, [.bytes(list.bytes)])
        })
    }
    for picture in pictures {
      try archive.add(EPUBPath.folder + picture.path, stored: .spooled(spool, picture.place))
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

  private static func page(_ write: (inout XMLWriter) -> Void) -> [UInt8] {
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

/// The chapter of a story without its head, and where it lies in the spool.
private struct SpooledChapter {
  let deflated: Deflated
  let place: Range<Int>

  /// The chapter with its links changed; as it lies there when nothing has to be.
  func edited(
    _ edit: EPUBLinkEdit, in spool: Spool, _ deflater: Deflater
  ) throws(ConversionError) -> (Deflated, ZipContent.Piece) {
    guard edit.isNeeded else { return (deflated, .spooled(spool, place)) }
    guard var bytes = Inflater.inflate(try spool.bytes(in: place), size: deflated.size) else {
      preconditionFailure("what was deflated here is whole")
    }
    bytes = edit.edited(bytes)
    let result = try deflater.deflate(&bytes, from: 0)
    return (result, .bytes(bytes))
  }
}

extension Diagnostic.Message {
  fileprivate static let noStories = Self(
    id: "epub.no-stories", text: "a book needs one story or more; there is none to write")
}
