public import WarraqModel

/// Reads one format.
///
/// A reader has two halves. The scanner runs on one task and finds where records end; `decode`
/// turns one record into articles, depends on nothing but its arguments, and runs on any task.
public protocol ArticleReader: Sendable {
  /// Whether the input is text that the machine may turn into UTF-8 before the scanner sees it.
  ///
  /// `false` for formats that name their encoding inside or are not text.
  var readsText: Bool { get }

  /// Makes the sequential half for one input.
  func makeScanner() -> any RecordScanner

  /// Decodes one record and appends its articles.
  ///
  /// - Throws: `ConversionError` when the record cannot be read. Articles appended before stay.
  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError)
}

extension ArticleReader {
  /// Text.
  public var readsText: Bool { true }

  /// One record an input.
  public func makeScanner() -> any RecordScanner { WholeInputScanner() }
}

/// The sequential half of a reader: finds where records end.
public protocol RecordScanner {
  /// Appends records of `source` to `batch` until the batch is full or the input ends.
  ///
  /// Returns whether there may be more. What is wrong with one record is emitted in `context.log`
  /// and skipped.
  ///
  /// - Throws: `ConversionError` when the input cannot be read any further.
  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool
}

/// One record to decode.
public struct Record: Sendable {
  /// Its bytes, in UTF-8 when the reader reads text.
  public var bytes: ArraySlice<UInt8>
  /// The path of its input as the user gave it.
  public var file: String
  /// The line on which it starts, 1 first.
  public var line: Int
  /// The column on which it starts, in Unicode scalars, 1 first.
  public var column: Int
  /// Where it starts in the input, in bytes.
  public var byteOffset: Int
  /// Which record of the input it is, 1 first.
  public package(set) var number = 1
  /// Where the compressed member begins in the input that holds this record and no more before it.
  public package(set) var packedOffset: Int?
  /// What the scanner knows about all records of the input, such as the header of a table.
  public var preamble: (any Sendable)?

  /// Makes a record.
  public init(
    bytes: ArraySlice<UInt8>, file: String, line: Int = 1, column: Int = 1, byteOffset: Int = 0,
    preamble: (any Sendable)? = nil
  ) {
    self.bytes = bytes
    self.file = file
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
    self.preamble = preamble
  }

  /// The place where the record starts.
  public var location: SourceLocation {
    SourceLocation(file: file, line: line, byteOffset: byteOffset)
  }
}

/// Records that travel together: one stretch of bytes and where each record lies in it.
public struct RecordBatch: Sendable {
  /// How many bytes a batch aims for: 256 KiB measured best.
  public static let targetBytes = 256 << 10

  /// The bytes of all records, and whatever lies between them.
  public var bytes: [UInt8]
  /// What the scanner knows about all records of the batch.
  public var preamble: (any Sendable)?
  /// How many bytes of memory the largest of its stories takes beside its record, as far as the
  /// scanner knows.
  package var storyBytes = 0
  private var places: [Place] = []
  private var files: [String] = []
  /// How many records the last of them had so far.
  private var recordsOfFile = 0

  private struct Place {
    var range: Range<Int>
    var line: Int
    var column: Int
    var byteOffset: Int
    var file: Int
    var number: Int
    var packedOffset: Int?
  }

  /// Makes an empty batch, over the storage of `bytes` when given.
  public init(reusing bytes: consuming [UInt8] = []) {
    self.bytes = bytes
    self.bytes.removeAll(keepingCapacity: true)
  }

  /// Whether there are no records.
  public var isEmpty: Bool { places.isEmpty }
  /// How many records there are.
  public var count: Int { places.count }
  /// Whether it holds as many bytes as a batch should.
  public var isFull: Bool { bytes.count >= Self.targetBytes }

  /// Says which input the records that follow come from.
  ///
  /// - Parameters:
  ///   - file: its name.
  ///   - count: how many of its records came before.
  public mutating func beginFile(_ file: String, after count: Int = 0) {
    files.append(file)
    recordsOfFile = count
  }

  /// Adds a record that lies in `range` of ``bytes``.
  ///
  /// - Parameters:
  ///   - range: where it lies in ``bytes``.
  ///   - line: the line of the input on which it starts, 1 first.
  ///   - column: the column on which it starts, in Unicode scalars, 1 first.
  ///   - byteOffset: where it starts in the input.
  ///   - packedOffset: where the compressed member begins in the input whose first record it is.
  public mutating func append(
    _ range: Range<Int>, line: Int, column: Int = 1, byteOffset: Int, packedOffset: Int? = nil
  ) {
    recordsOfFile += 1
    places.append(
      Place(
        range: range, line: line, column: column, byteOffset: byteOffset, file: files.count - 1,
        number: recordsOfFile, packedOffset: packedOffset))
  }

  /// Leaves out records from `first` on for which `isKept` is `false`.
  ///
  /// - Parameter isKept: is given how many stand before it from `first` on, its line, its offset.
  mutating func filter(from first: Int, _ isKept: (Int, Int, Int) -> Bool) {
    var kept: [Place] = []
    for (number, place) in places[first...].enumerated()
    where isKept(number, place.line, place.byteOffset) {
      kept.append(place)
    }
    places.replaceSubrange(first..., with: kept)
  }

  /// Gives the bytes of the record at `index` where they lie.
  @inline(__always)
  func withBytes<Result>(
    of index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = places[index].range
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// The record at `index`.
  public subscript(index: Int) -> Record {
    let place = places[index]
    var record = Record(
      bytes: bytes[place.range], file: place.file < 0 ? "" : files[place.file], line: place.line,
      column: place.column, byteOffset: place.byteOffset, preamble: preamble)
    record.number = place.number
    record.packedOffset = place.packedOffset
    return record
  }
}

/// A scanner for formats whose record is the whole input.
public struct WholeInputScanner: RecordScanner {
  /// Makes a scanner.
  public init() {}

  /// Reads the whole input as one record, up to `Limits.maximumRecordBytes`.
  public mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    let start = batch.bytes.count
    let limit = context.limits.maximumRecordBytes
    while try source.read(into: &batch.bytes, upTo: 1 << 20) > 0 {
      guard batch.bytes.count - start <= limit else {
        batch.bytes.removeSubrange(start...)
        throw ConversionError(
          .recordTooLarge(limit: limit), at: SourceLocation(file: source.name))
      }
    }
    batch.append(start..<batch.bytes.count, line: 1, byteOffset: 0)
    return false
  }
}

extension Diagnostic.Message {
  /// A record is larger than the limit.
  public static func recordTooLarge(limit: Int) -> Self {
    Self(
      id: "input.record-too-large",
      text: "record of more than \(limit) bytes; split the input or raise --max-record-bytes")
  }
}
