internal import Synchronization
internal import WarraqModel

/// A batch on its way to a worker, with the reader that decodes it.
package struct Work: Sendable {
  package var batch: RecordBatch
  package var reader: any ArticleReader
  /// What was found before the records were decoded.
  package var notes: [Note]
  /// What was met there and is part of no record.
  package var reading: ReadingCount
  /// Inputs that could not be opened or read to their end since the batch before.
  var failedInputs: Int
  /// Where the conversion is among its inputs when the batch is done.
  var end: InputPosition

  /// What opening or scanning an input had to say.
  package struct Note: Sendable {
    /// What it is.
    package var diagnostic: Diagnostic
    /// The records of the batch among which it stands.
    var records: Range<Int>

    /// Whether it stands before the record at `index`.
    func precedes(_ record: Record, at index: Int) -> Bool {
      guard records.upperBound > index else { return true }
      return records.contains(index) && (diagnostic.location?.line ?? 0) <= record.line
    }
  }
}

/// What a worker is given.
enum WorkItem: Sendable {
  case batch(Work)
  case inputs(SmallInputs)

  /// How many bytes of memory its records take, and the largest of its stories; none of what its
  /// worker reads itself, which is little.
  var bytes: Int {
    switch self {
    case .batch(let work): work.batch.bytes.count + work.batch.storyBytes
    case .inputs: 0
    }
  }
}

/// Opens inputs one after the other and cuts them into batches.
///
/// Small inputs of one format travel together, so that a folder of many small files costs no more
/// batches than one large file.
package struct BatchFeeder {
  private let registry: FormatRegistry
  private let sourceFormat: Format?
  private let settings: [SettingValue]
  private var context: ConversionContext
  private var remaining: ArraySlice<Input>
  private let readers: Readers
  private var current: Current?
  private(set) var inputs = 0
  private var bytesOfFinishedInputs = 0
  private let start: InputPosition
  private let shard: ShardRange?

  private struct Current {
    /// Its place among the inputs, 0 first.
    var index: Int
    /// How many records were found, wanted or not.
    var records = 0
    /// Whether parts of it may belong to several shards.
    var isDivided: Bool
    var source: ByteSource
    var scanner: any RecordScanner
    var reader: any ArticleReader
    var format: String
  }

  package init(
    inputs: [Input], registry: FormatRegistry, sourceFormat: Format?, settings: [SettingValue],
    context: ConversionContext
  ) {
    self.init(
      inputs: inputs, registry: registry, sourceFormat: sourceFormat, settings: settings,
      context: context, shard: nil, from: InputPosition())
  }

  init(
    inputs: [Input], registry: FormatRegistry, sourceFormat: Format?, settings: [SettingValue],
    context: ConversionContext, shard: ShardRange?, from start: InputPosition
  ) {
    remaining = inputs.dropFirst(start.inputs)
    self.inputs = start.inputs
    bytesOfFinishedInputs = start.bytes
    self.start = start
    self.shard = shard
    self.registry = registry
    self.sourceFormat = sourceFormat
    self.settings = settings
    self.context = context
    readers = Readers()
  }

  /// Feeds a worker with small inputs that it opens itself.
  init(_ small: SmallInputs) {
    registry = small.registry
    sourceFormat = small.sourceFormat
    settings = small.settings
    context = small.context
    readers = small.readers
    remaining = small.inputs
    inputs = small.inputs.startIndex
    start = InputPosition(inputs: inputs)
    shard = nil
  }

  /// Takes the next inputs off where they are small: their worker opens them, so that a folder of many
  /// files is not read by one task.
  ///
  /// - Returns: `nil` where the next input is not small, or no other small one follows it.
  mutating func takeSmallInputs() -> SmallInputs? {
    guard current == nil, shard == nil else { return nil }
    let first = remaining.startIndex
    guard first > start.inputs || start.records == 0 else { return nil }
    var bytes = 0
    var end = first
    while end < remaining.endIndex, bytes < RecordBatch.targetBytes,
      let size = sizeIfSmall(remaining[end])
    {
      // Opening a file is work too.
      bytes += max(size, 1 << 10)
      end += 1
    }
    guard end > first + 1 else { return nil }
    defer { remaining = remaining[end...] }
    inputs = end
    return SmallInputs(
      inputs: remaining[..<end], registry: registry, sourceFormat: sourceFormat, settings: settings,
      context: context, readers: readers,
      bytesBefore: bytesOfFinishedInputs)
  }

  /// How many bytes an input has; `nil` where they are many or not known, as of what is compressed.
  private func sizeIfSmall(_ input: Input) -> Int? {
    if case .file(let path) = input, registry.codec(forPath: path) != nil { return nil }
    guard let size = input.size, size <= Self.smallBytes else { return nil }
    return size
  }

  private static let smallBytes = 64 << 10

  var bytesRead: Int { bytesOfFinishedInputs + (current?.source.bytesRead ?? 0) }

  /// The next batch, `nil` at the end of the last input.
  ///
  /// - Parameter storage: bytes whose memory may be used again.
  package mutating func next(reusing storage: consuming [UInt8] = []) -> Work? {
    var batch = RecordBatch(reusing: storage)
    var format: String?
    var reader: (any ArticleReader)?
    var failedInputs = 0
    var hasBegunFile = false
    var notes: [Work.Note] = []
    var reading = ReadingCount()
    while true {
      let first = batch.count
      context.log = DiagnosticLog()
      defer {
        reading.merge(context.log.reading)
        notes += context.log.diagnostics.map {
          Work.Note(diagnostic: $0, records: first..<batch.count)
        }
      }
      if current == nil {
        guard let input = remaining.first else { break }
        let index = remaining.startIndex
        remaining.removeFirst()
        inputs += 1
        if let shard, !shard.overlaps(input: index) { continue }
        do throws(ConversionError) {
          let opened = try open(input, at: index)
          if let shard, !opened.isDivided, !shard.owns(input: index) { continue }
          current = opened
          hasBegunFile = false
        } catch {
          failedInputs += 1
          context.log.emit(error)
          continue
        }
      }
      guard var input = current else { break }
      // An input of another format starts a batch of its own.
      if let format, format != input.format { break }
      if !hasBegunFile { batch.beginFile(input.source.name, after: input.records) }
      hasBegunFile = true
      format = input.format
      reader = input.reader
      var hasMore = false
      do throws(ConversionError) {
        hasMore = try input.scanner.scan(input.source, into: &batch, context: &context)
      } catch {
        // A read that is given up because the conversion is cancelled is no failure.
        guard !Task.isCancelled else { return nil }
        failedInputs += 1
        context.log.emit(error)
      }
      if !chooseRecords(of: &input, in: &batch, from: first) {
        hasMore = false
      }
      if hasMore {
        current = input
      } else {
        if input.source.replacements > 0 {
          context.log.emit(
            .warning, .replaced(input.source.replacements),
            at: SourceLocation(file: input.source.name))
        }
        if input.source.controlLetters > 0 {
          context.log.emit(
            .warning, .controlLetters(input.source.controlLetters),
            at: SourceLocation(file: input.source.name))
        }
        bytesOfFinishedInputs += input.source.bytesRead
        current = nil
      }
      // A scanner that stops before the end has filled the batch. Asked again for the same one, it
      // would copy the start of a long record each time. And what it knows about one input must not
      // reach the records of the next.
      if hasMore || batch.isFull || batch.preamble != nil { break }
    }
    guard let reader else {
      guard failedInputs > 0 || !notes.isEmpty else { return nil }
      return Work(
        batch: batch, reader: NoReader(), notes: notes, reading: reading,
        failedInputs: failedInputs,
        end: position)
    }
    return Work(
      batch: batch, reader: reader, notes: notes, reading: reading, failedInputs: failedInputs,
      end: position)
  }

  /// Where the conversion is among its inputs; not before the place where it began.
  var position: InputPosition {
    guard let current else { return InputPosition(inputs: inputs, bytes: bytesOfFinishedInputs) }
    let done = current.index == start.inputs ? start.records : 0
    return InputPosition(
      inputs: current.index, records: max(current.records, done), bytes: bytesOfFinishedInputs)
  }

  /// Leaves in the batch the records from `first` on that are to be converted, and in the log what
  /// was said of them; returns whether there may be more in the input.
  private mutating func chooseRecords(
    of input: inout Current, in batch: inout RecordBatch, from first: Int
  ) -> Bool {
    let before = input.records
    input.records += batch.count - first
    let done = input.index == start.inputs ? start.records : 0
    guard done > before || shard != nil else { return true }
    let index = input.index
    let isDivided = input.isDivided
    var isPast = false
    var doneLines = 0
    batch.filter(from: first) { number, line, offset in
      guard before + number >= done else {
        doneLines = line
        return false
      }
      let place = shard?.place(of: offset, input: index, isDivided: isDivided) ?? .inside
      if place == .after { isPast = true }
      return place == .inside
    }
    let said = context.log.diagnostics
    context.log = DiagnosticLog()
    for diagnostic in said {
      if let line = diagnostic.location?.line, line <= doneLines { continue }
      if let offset = diagnostic.location?.byteOffset,
        let place = shard?.place(of: offset, input: index, isDivided: isDivided), place != .inside
      {
        continue
      }
      context.log.emit(diagnostic)
    }
    return !isPast
  }

  private mutating func open(
    _ input: Input, at index: Int
  ) throws(ConversionError) -> Current {
    let source = try input.open()
    try FormatDetection.unpack(source, with: registry, limits: context.limits)
    let guess = try FormatDetection.encoding(of: source)
    let format =
      if let sourceFormat { sourceFormat } else {
        try FormatDetection.format(
          of: source, encoding: guess, in: registry, option: "--from"
        ) { $0.reader != nil }
      }
    let reader = try reader(for: format, input: source.name)
    source.likelyEncoding = registry.likelyEncoding
    if reader.readsText {
      switch guess {
      case .text, .invalidUTF8: try chooseEncoding(of: source, guess)
      case .binary(let kind):
        throw ConversionError(.binary(kind), at: SourceLocation(file: source.name))
      }
    }
    return Current(
      index: index, isDivided: source.expectedBytes != nil && !source.isPacked, source: source,
      scanner: reader.makeScanner(),
      reader: reader, format: format.name)
  }

  private mutating func chooseEncoding(
    of source: ByteSource, _ guess: TextEncodingGuess
  ) throws(ConversionError) {
    let sample = try source.peek(
      source.expectedBytes == nil ? FormatRegistry.sampleBytes : 64 << 10)
    if let likely = FormatDetection.likelyEncoding(of: sample, guess, in: registry) {
      source.decode(from: likely)
      context.log.emit(
        .warning, .likelyEncoding(likely.name), at: SourceLocation(file: source.name))
    } else if case .text(.utf8) = guess {
      source.mendControls()
    } else if case .text(let encoding) = guess {
      source.transcode(from: encoding)
      context.log.emit(.note, .transcoded(encoding), at: SourceLocation(file: source.name))
    }
  }

  private func reader(
    for format: Format, input: String
  ) throws(ConversionError) -> any ArticleReader {
    if let known = readers[format.name] { return known }
    guard format.reader != nil else {
      throw ConversionError(.notReadable(format.name), at: SourceLocation(file: input))
    }
    let reader = try format.makeReader(settings)
    readers[format.name] = reader
    return reader
  }
}

/// Small inputs that one worker opens, one after the other.
struct SmallInputs: Sendable {
  fileprivate let inputs: ArraySlice<Input>
  fileprivate let registry: FormatRegistry
  fileprivate let sourceFormat: Format?
  fileprivate let settings: [SettingValue]
  fileprivate let context: ConversionContext
  fileprivate let readers: Readers
  /// How many bytes of other inputs were read by no worker before them.
  let bytesBefore: Int
}

/// The readers of a conversion by the names of their formats, made once each.
private final class Readers: Sendable {
  private let made = Mutex<[String: any ArticleReader]>([:])

  subscript(format: String) -> (any ArticleReader)? {
    get { made.withLock { $0[format] } }
    set { made.withLock { $0[format] = newValue } }
  }
}

/// Stands in for a reader in a batch that holds nothing but diagnostics.
private struct NoReader: ArticleReader {
  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) {}
}

extension Diagnostic.Message {
  static func emptyInput(_ option: String) -> Self {
    Self(
      id: "input.empty", text: "the input is empty; name its format with \(option) if that is right"
    )
  }

  static func transcoded(_ encoding: TextEncoding) -> Self {
    Self(id: "input.transcoded", text: "read as \(encoding.rawValue)")
  }

  package static func likelyEncoding(_ name: String) -> Self {
    Self(
      id: "input.likely-encoding",
      text: "read as \(name), which its letters speak for; convert it to UTF-8 where they are wrong"
    )
  }

  static func replaced(_ count: Int) -> Self {
    Self(
      id: "input.replaced-characters",
      text: "\(count) characters could not be decoded and became U+FFFD")
  }

  static func unknownEncoding(_ offset: Int) -> Self {
    Self(
      id: "input.unknown-encoding",
      text: "byte \(offset) is not UTF-8, and its encoding cannot be detected; convert it to UTF-8")
  }

  static func binary(_ kind: String?) -> Self {
    let name = kind.map { ": this is \($0)" } ?? ""
    return Self(
      id: "input.binary", text: "not a text\(name); convert it to a format that can be read")
  }
}
