import WarraqCore
import WarraqModel
import WarraqXML
import WarraqZip

/// One book in the making.
struct EPUBOutput: ArticleOutput {
  private let options: EPUBWriter.Options
  private var archive: ZipWriter?
  private var stories: [EPUBStory] = []
  private var picturePaths: Set<String> = []

  init(options: EPUBWriter.Options) {
    self.options = options
  }

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    let archive = try ZipWriter()
    try archive.add("mimetype", Array("application/epub+zip".utf8)[...], .stored)
    try archive.add("META-INF/container.xml", Self.container[...], .deflated)
    self.archive = archive
  }

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    for part in batch.parts {
      guard let archive, let story = part.info as? EPUBStory else {
        preconditionFailure("a part of a book comes from EPUBWriter.encode, after begin")
      }
      let path = EPUBPath.folder + EPUBPath.chapter(stories.count)
      try archive.add(path, batch.buffer.bytes[part.range], .deflated)
      for picture in story.pictures where picturePaths.insert(picture.path).inserted {
        try archive.add(EPUBPath.folder + picture.path, picture.bytes[...], .stored)
      }
      stories.append(story)
    }
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let archive else { preconditionFailure("a book is finished before it begins") }
    guard !stories.isEmpty else { throw ConversionError(.noStories) }
    let book = EPUBBook(stories, options: options, sourceDate: context.sourceDate)
    let package = EPUBPackage(book)
    let navigation = EPUBNavigation(book)
    try add(EPUBPath.package, to: archive, &context) { package.write(to: &$0) }
    try add(EPUBPath.navigation, to: archive, &context) { navigation.writeContents(to: &$0) }
    try add(EPUBPath.ncx, to: archive, &context) { navigation.writeNCX(to: &$0) }
    try add(EPUBPath.cover, to: archive, &context) { navigation.writeCover(to: &$0) }
    try archive.add(EPUBPath.folder + EPUBPath.style, EPUBStyle.sheet[...], .deflated)
    try archive.finish(to: sink, timestamp: book.modified)
  }

  private func add(
    _ path: String, to archive: ZipWriter, _ context: inout ConversionContext,
    _ write: (inout XMLWriter) -> Void
  ) throws(ConversionError) {
    var buffer = ByteBuffer()
    // What is left out here was left out of the chapter too, and was said there.
    var quiet = ConversionContext(limits: context.limits)
    XMLWriter.append(to: &buffer, context: &quiet) { xml, _ in write(&xml) }
    try archive.add(EPUBPath.folder + path, buffer.bytes[...], .deflated)
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
