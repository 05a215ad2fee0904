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
    }
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let spool else { preconditionFailure("a book is finished before it begins") }
    guard !stories.isEmpty else { throw ConversionError(.noStories) }
    let book = EPUBBook(stories, options: options, sourceDate: context.sourceDate)
    let package = EPUBPackage(book)
    let navigation = EPUBNavigation(book)
    let archive = try ZipWriter(
      folder: sink.folder ?? context.temporaryFolder, deflater: deflater)
    try archive.add("mimetype", Array("application/epub+zip".utf8), .stored)
    try archive.add("META-INF/container.xml", Self.container, .deflated)
    try add(EPUBPath.package, to: archive) { package.write(to: &$0) }
    try add(EPUBPath.navigation, to: archive) { navigation.writeContents(to: &$0) }
    try add(EPUBPath.ncx, to: archive) { navigation.writeNCX(to: &$0) }
    try add(EPUBPath.cover, to: archive) { navigation.writeCover(to: &$0) }
    try archive.add(EPUBPath.folder + EPUBPath.style, EPUBStyle.sheet, .deflated)
    for (index, chapter) in chapters.enumerated() {
      let head = EPUBChapterHead(of: index, in: stories)
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
    try archive.finish(to: sink, timestamp: book.modified)
  }

  private func add(
    _ path: String, to archive: ZipWriter, _ write: (inout XMLWriter) -> Void
  ) throws(ConversionError) {
    try archive.add(EPUBPath.folder + path, Self.page(write), .deflated)
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
}

extension Diagnostic.Message {
  fileprivate static let noStories = Self(
    id: "epub.no-stories", text: "a book needs one story or more; there is none to write")
}
