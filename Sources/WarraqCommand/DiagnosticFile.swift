internal import Warraq

/// A file of what a run has to say, besides its output.
///
/// Diagnostics are written as they come, so that a long run with many of them needs no memory.
protocol DiagnosticFile: Sendable {
  /// Adds a diagnostic.
  func add(_ diagnostic: Diagnostic)

  /// Completes the file; does nothing when called again.
  ///
  /// - Throws: `ConversionError` `output.unwritable`, also for what could not be written before.
  func finish(_ report: ConversionReport) throws(ConversionError)
}

/// A file that is written in large pieces; that it cannot be is said at its end.
struct BufferedFile {
  var buffer = ByteBuffer()
  private let sink: FileSink
  private var failure: ConversionError?
  private var isFinished = false

  init(path: String) throws(ConversionError) { sink = try FileSink(path: path) }

  /// Writes what has come together, when it is much.
  mutating func flushIfFull() {
    if buffer.count > 64 << 10 { flush() }
  }

  /// Writes the rest and gives the file its name; does nothing when called again.
  mutating func finish() -> ConversionError? {
    guard !isFinished else { return nil }
    isFinished = true
    flush()
    if failure == nil {
      do throws(ConversionError) { try sink.commit() } catch { failure = error }
    }
    return failure
  }

  private mutating func flush() {
    do throws(ConversionError) {
      try sink.write(buffer.bytes)
    } catch {
      failure = failure ?? error
    }
    buffer = ByteBuffer(reusing: buffer.bytes)
  }
}

extension ByteBuffer {
  /// Appends the members of a JSON object that say where something is, each after a comma.
  mutating func append(jsonMembersOf location: SourceLocation) {
    let numbers = [
      ("line", location.line), ("column", location.column), ("byteOffset", location.byteOffset),
    ]
    for case (let name, let number?) in numbers {
      append(", \"\(name)\": ")
      append(decimal: number)
    }
  }
}
