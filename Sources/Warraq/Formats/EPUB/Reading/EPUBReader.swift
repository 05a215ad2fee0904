public import WarraqCore
public import WarraqModel
internal import WarraqZip

/// Reads EPUB 2 and 3 books (https://www.w3.org/TR/epub-33/).
///
/// ```swift
/// var context = ConversionContext()
/// let articles = try EPUBReader().articles(in: bytes, name: "book.epub", context: &context)
/// ```
///
/// A book of Warraq's gives back the articles that it was made of. Of other books each page of the
/// spine becomes an article, with what the book says of itself; covers and tables of contents do
/// not. Pictures that lie in the book come along.
///
/// The book is kept in a file without a name while it is read; memory holds its table of contents
/// and the pages of the batches under way. Books that are encrypted are refused.
public struct EPUBReader: ArticleReader {
  /// How books are read.
  public struct Options: Sendable {
    /// Where pages are parted.
    @nonexhaustive
    public enum SplitPages: String, Hashable, Sendable, CaseIterable {
      /// Nowhere: a page is a story.
      case none
      /// At the headings that the table of contents leads to.
      case toc
    }

    /// Whether a page may hold several stories.
    public var splitPages = SplitPages.none

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice(
        "split-pages", \.splitPages,
        help: "Whether a page is parted where the table of contents leads into it; none.")
    ]
  }

  private let options: Options

  /// Makes a reader.
  public init(_ options: Options = Options()) { self.options = options }

  /// `false`: a book is an archive.
  public var readsText: Bool { false }

  /// Makes a scanner for one book.
  public func makeScanner() -> any RecordScanner { EPUBScanner() }

  /// Decodes one page.
  ///
  /// - Throws: `ConversionError` `xml.too-deep`, `xml.too-large`, `zip.…` for its pictures.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    guard let contents = record.preamble as? EPUBContents,
      let page = contents.page(of: record)
    else { preconditionFailure("a page of a book comes from EPUBScanner") }
    let reader = EPUBPageReader(page: page, contents: contents, options: options)
    articles += try reader.read(record, context: &context)
  }
}

/// Finds the pages of a book.
struct EPUBScanner: RecordScanner {
  private var contents: EPUBContents?
  private var next = 0

  /// How many bytes the pictures of a batch have, about.
  private static let maximumPictureBytes = 4 << 20

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    let contents: EPUBContents
    if let opened = self.contents {
      contents = opened
    } else {
      contents = try EPUBContents(source, context: &context)
      self.contents = contents
    }
    batch.preamble = contents
    // The pictures of the pages are read with them, and have to be in memory together.
    var pictureBytes = 0
    while next < contents.pages.count, !batch.isFull, pictureBytes < Self.maximumPictureBytes {
      let page = contents.pages[next]
      next += 1
      pictureBytes += contents.pictureBytesOfPage
      do throws(ConversionError) {
        let start = batch.bytes.count
        batch.bytes.append(contentsOf: try contents.bytes(of: page))
        guard batch.bytes.count - start <= context.limits.maximumRecordBytes else {
          batch.bytes.removeSubrange(start...)
          throw ConversionError(.recordTooLarge(limit: context.limits.maximumRecordBytes))
        }
        // A page is named as if the book were a folder.
        batch.beginFile(contents.name(of: page))
        batch.append(start..<batch.bytes.count, line: 1, byteOffset: 0)
      } catch {
        context.log.emit(error.located(in: contents.name(of: page)))
      }
    }
    return next < contents.pages.count
  }
}

extension ConversionError {
  /// The error with the file it is about, whatever it said before.
  fileprivate func located(in file: String) -> ConversionError {
    ConversionError(message, at: SourceLocation(file: file), underlying: underlying)
  }
}
