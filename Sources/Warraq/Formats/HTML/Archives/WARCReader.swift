public import WarraqCore
public import WarraqModel

/// Reads the articles of the pages in a web archive: WARC 1.1, 1.0 and 0.18
/// (<https://iipc.github.io/warc-specifications/>), ARC 1.0 and 2.0.
///
/// Pages are read as ``HTMLReader`` reads them. What is no page, and pages that are no articles, are
/// left out with a note or a warning: an archive is full of them. Records that only say that a page was
/// seen again bring no article. The records that a page is divided into are joined, in whatever order
/// they come; what is kept until all are there is bound by `Limits.maximumRecordBytes`.
public struct WARCReader: ArticleReader {
  private let pages: HTMLReader

  /// Makes a reader.
  ///
  /// - Parameter options: how pages are read.
  public init(_ options: HTMLReader.Options = HTMLReader.Options()) { pages = HTMLReader(options) }

  /// `false`: each page says itself how it is encoded.
  public var readsText: Bool { false }

  /// Makes a scanner that finds the records that may hold pages.
  public func makeScanner() -> any RecordScanner { WARCScanner() }

  /// Decodes one record.
  ///
  /// - Throws: `ConversionError` `warc.brotli`, and those of ``HTMLReader``.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let archived = ArchivedRecord(record.bytes)
    let location = SourceLocation(
      file: archived.address.map { "\(record.file)/\($0)" } ?? record.file,
      byteOffset: record.byteOffset)
    if archived.isContinuation {
      context.log.emit(.warning, .loneSegment, at: location)
      return
    }
    let page: PageSource
    switch archived.content(limit: context.limits.maximumRecordBytes) {
    case .page(let bytes, let mediaType, let isWhole):
      if !isWhole { context.log.emit(.warning, .cutContent, at: location) }
      page = PageSource(bytes: bytes, address: archived.address, mediaType: mediaType)
    case .nothing(let reason):
      context.log.emit(.note, .leftOutOfArchive(reason), at: location)
      return
    case .unreadable(let message):
      throw ConversionError(message, at: location)
    }
    if let reason = archived.truncation {
      context.log.emit(.warning, .truncatedPage(reason), at: location)
    }
    if archived.segment != nil { context.log.emit(.warning, .segmentedPage, at: location) }
    try pages.decode(page, at: location, isOneOfMany: true, into: &articles, context: &context)
  }
}

extension Diagnostic.Message {
  static func leftOutOfArchive(_ reason: String) -> Self {
    Self(id: "warc.left-out", text: "this record holds no page: \(reason)")
  }

  static func truncatedPage(_ reason: String) -> Self {
    Self(
      id: "warc.truncated",
      text: "the crawler stopped inside this page (\(reason)); what is there was read")
  }

  static let cutContent = Self(
    id: "warc.cut-content",
    text: "what the server sent is cut off or damaged; the page was read up to there")

  static let segmentedPage = Self(
    id: "warc.segment",
    text: "the records that this page is divided into are not all in the archive, or too far apart;"
      + " it was read up to the first that is missing")

  static let loneSegment = Self(
    id: "warc.lone-segment",
    text:
      "this record continues a page of which a part before it is not in the archive, or too far away,"
      + " and was not read; put all parts of the page in one archive")

  static let packedByBrotli = Self(
    id: "warc.brotli",
    text:
      "this page is packed by brotli, whose library libbrotlidec is not on this system; install it")

  static let damagedContent = Self(
    id: "warc.damaged", text: "this page does not unpack; fetch it again")
}
