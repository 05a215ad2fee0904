internal import WarraqModel

/// A batch on its way to a worker, with the reader that decodes it.
package struct Work: Sendable {
  package var batch: RecordBatch
  package var reader: any ArticleReader
  /// What the scanner had to say.
  package var log: DiagnosticLog
  /// Inputs that could not be opened or read to their end since the batch before.
  var failedInputs: Int
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
  private var readers: [String: any ArticleReader] = [:]
  private var current: Current?
  private(set) var inputs = 0
  private var bytesOfFinishedInputs = 0

  private struct Current {
    var source: ByteSource
    var scanner: any RecordScanner
    var reader: any ArticleReader
    var format: String
  }

  package init(
    inputs: [Input], registry: FormatRegistry, sourceFormat: Format?, settings: [SettingValue],
    context: ConversionContext
  ) {
    remaining = inputs[...]
    self.registry = registry
    self.sourceFormat = sourceFormat
    self.settings = settings
    self.context = context
  }

  var bytesRead: Int { bytesOfFinishedInputs + (current?.source.bytesRead ?? 0) }

  /// The next batch, `nil` at the end of the last input.
  ///
  /// - Parameter storage: bytes whose memory may be used again.
  package mutating func next(reusing storage: [UInt8] = []) -> Work? {
    var batch = RecordBatch(reusing: storage)
    var format: String?
    var reader: (any ArticleReader)?
    var failedInputs = 0
    var hasBegunFile = false
    context.log = DiagnosticLog()
    while true {
      if current == nil {
        guard let input = remaining.first else { break }
        remaining.removeFirst()
        inputs += 1
        do throws(ConversionError) {
          current = try open(input)
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
      if !hasBegunFile { batch.beginFile(input.source.name) }
      hasBegunFile = true
      format = input.format
      reader = input.reader
      var hasMore = false
      do throws(ConversionError) {
        hasMore = try input.scanner.scan(input.source, into: &batch, context: &context)
      } catch {
        failedInputs += 1
        context.log.emit(error)
      }
      if hasMore {
        current = input
      } else {
        bytesOfFinishedInputs += input.source.bytesRead
        current = nil
      }
      // What the scanner knows about one input must not reach the records of the next.
      if batch.isFull || batch.preamble != nil { break }
    }
    guard let reader else {
      guard failedInputs > 0 || !context.log.diagnostics.isEmpty else { return nil }
      return Work(
        batch: batch, reader: NoReader(), log: context.log, failedInputs: failedInputs)
    }
    return Work(batch: batch, reader: reader, log: context.log, failedInputs: failedInputs)
  }

  private mutating func open(_ input: Input) throws(ConversionError) -> Current {
    let source = try input.open()
    let format = if let sourceFormat { sourceFormat } else { try detect(source) }
    let reader: any ArticleReader
    if let known = readers[format.name] {
      reader = known
    } else {
      guard let direction = format.reader else {
        throw ConversionError(.notReadable(format.name), at: SourceLocation(file: source.name))
      }
      reader = try direction.make(settings)
      readers[format.name] = reader
    }
    return Current(
      source: source, scanner: reader.makeScanner(), reader: reader, format: format.name)
  }

  private func detect(_ source: ByteSource) throws(ConversionError) -> Format {
    let bytes = try source.peek(FormatRegistry.sampleBytes)
    let sample = ContentSample(
      bytes: bytes, isComplete: bytes.count < FormatRegistry.sampleBytes,
      fileExtension: FormatRegistry.fileExtension(of: source.name))
    return try registry.detect(sample, name: source.name)
  }
}

/// Stands in for a reader in a batch that holds nothing but diagnostics.
private struct NoReader: ArticleReader {
  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) {}
}

extension Diagnostic.Message {
  package static func notReadable(_ format: String) -> Self {
    Self(id: "usage.not-readable", text: "\(format) can be written but not read")
  }
}
