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
  // The first story, as long as it is the only one.
  private var only: EPUBPart?
  // The chapter of each story, and where it lies in the spool.
  private var chapters: [(deflated: Deflated, place: Range<Int>)] = []
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
      chapters.append((info.chapter, try spool.append(batch.buffer.bytes[part.range])))
      var story = info.story
      for index in story.pictures.indices {
        let picture = story.pictures[index]
        story.pictures[index].bytes = []
        guard picturePaths.insert(picture.path).inserted else { continue }
        pictures.append((picture.path, try spool.append(picture.bytes[...])))
      }
      stories.append(story)
      only = stories.count == 1 ? info : nil
    }
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let spool else { preconditionFailure("a book is finished before it begins") }
    guard !stories.isEmpty else { throw ConversionError(.noStories) }
    var options = options
    if let only, options.hasIndex {
      // An index of one story leads nowhere, so its keywords are no links.
      options.hasIndex = false
      try replaceChapter(by: only, options, limits: context.limits)
    }
    let book = EPUBBook(stories, options: options, sourceDate: context.sourceDate)
    let pages = EPUBPages(book)
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
    for file in pages.files { try add(file.path, file.bytes, to: archive) }
    try add(EPUBPath.style, EPUBStyle.sheet(fonts: book.fonts, css: options.css), to: archive)
    for (index, chapter) in chapters.enumerated() {
      let head = EPUBChapterHead(of: index, in: book, at: pages.places[index])
      try archive.add(
        EPUBPath.folder + EPUBPath.chapter(index),
        deflated: {
          ZipContent(
            Self.page { head.write(to: &$0) }, before: chapter.deflated,
            [.spooled(spool, chapter.place)])
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

  /// Writes the chapter of the only story again; what there is to say of it was said before.
  private mutating func replaceChapter(
    by part: EPUBPart, _ options: EPUBWriter.Options, limits: Limits
  ) throws(ConversionError) {
    guard let spool, !part.story.subjects.isEmpty else { return }
    var quiet = ConversionContext(limits: limits)
    quiet.inputPath = part.inputPath
    var buffer = ByteBuffer()
    let writer = EPUBWriter(options)
    guard let part = try writer.encode(part.article, to: &buffer, context: &quiet) as? EPUBPart
    else { return }
    chapters[0] = (part.chapter, try spool.append(buffer.bytes[...]))
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

extension Diagnostic.Message {
  fileprivate static let noStories = Self(
    id: "epub.no-stories", text: "a book needs one story or more; there is none to write")
}
