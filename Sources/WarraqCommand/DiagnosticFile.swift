internal import Warraq

/// A file of what a run has to say, besides its output.
///
/// Diagnostics are written as they come, so that a long run with many of them needs no memory.
protocol DiagnosticFile: Sendable {
  /// Adds a diagnostic.
  ///
  /// - Parameter output: the name of the one output of several that it is about.
  func add(_ diagnostic: Diagnostic, output: String?)

  /// Completes the file; does nothing when called again.
  ///
  /// - Throws: `ConversionError` `output.unwritable`, also for what could not be written before.
  func finish(_ report: ConversionReport) throws(ConversionError)

  /// Leaves the file to the run that goes on; completes it where there will be none.
  func suspend() throws(ConversionError)
}

extension DiagnosticFile {
  func suspend() throws(ConversionError) { try finish(ConversionReport()) }
}

/// A file that is written in large pieces; that it cannot be is said at its end.
struct BufferedFile {
  var buffer = ByteBuffer()
  private enum Target {
    case new(FileSink)
    case resumable(ResumableFile, path: String)
  }

  private let target: Target
  private var failure: ConversionError?
  private var isFinished = false

  init(path: String) throws(ConversionError) { target = .new(try FileSink(path: path)) }

  /// Goes on with a file that grows beside its target.
  init(resuming path: String) throws(ConversionError) {
    // The output that it accompanies has a part as well.
    let part = UnfinishedFile(target: path).path(ending: "companion")
    target = .resumable(try ResumableFile(path: part), path: path)
  }

  /// Writes what has come together, when it is much.
  mutating func flushIfFull() {
    if buffer.count > 64 << 10 { flush() }
  }

  /// Writes the rest and returns how many bytes there are then, on the disk.
  mutating func save() throws(ConversionError) -> Int {
    flush()
    if let failure { throw failure }
    guard case .resumable(let file, _) = target else { return 0 }
    try file.synchronize()
    return file.count
  }

  /// Goes back to the first bytes; what has come together is in them.
  mutating func restore(_ count: Int) throws(ConversionError) {
    guard case .resumable(let file, _) = target else { return }
    try file.truncate(to: count)
    if count > 0 { buffer = ByteBuffer() }
  }

  /// Writes the rest and gives the file its name; does nothing when called again.
  mutating func finish() -> ConversionError? {
    guard !isFinished else { return nil }
    isFinished = true
    flush()
    if failure == nil {
      do throws(ConversionError) {
        switch target {
        case .new(let sink): try sink.commit()
        case .resumable(let file, let path): try file.rename(to: path)
        }
      } catch {
        failure = error
      }
    }
    return failure
  }

  private mutating func flush() {
    do throws(ConversionError) {
      switch target {
      case .new(let sink): try sink.write(buffer.bytes)
      case .resumable(let file, _): try file.write(buffer.bytes)
      }
    } catch {
      failure = failure ?? error
    }
    buffer = ByteBuffer(reusing: buffer.bytes)
  }
}

extension ByteBuffer {
  /// Appends a diagnostic as the one JSON object that it is in every file and on standard output:
  /// `id`, `severity`, `message` and, where known, `output`, `file`, `line`, `column` and
  /// `byteOffset`.
  mutating func append(json diagnostic: Diagnostic, output: String? = nil) {
    append("{")
    append(spacedName: "id", diagnostic.message.id)
    append(spacedName: "severity", diagnostic.severity.rawValue)
    append(spacedName: "message", diagnostic.message.text.displayedPath)
    if let output { append(spacedName: "output", output.displayedPath) }
    if let location = diagnostic.location {
      append(spacedName: "file", location.file.displayedPath)
      append(jsonMembersOf: location)
    }
    append("}")
  }

  /// Appends the member `skipped`: the files of folders that are no inputs, by kind.
  mutating func append(jsonMemberOf skipped: SkippedFiles) {
    append(spacedName: "skipped")
    append("{")
    for entry in skipped.entries { append(spacedName: entry.kind.name, entry.count) }
    append("}")
  }

  private mutating func append(jsonMembersOf location: SourceLocation) {
    let numbers = [
      ("line", location.line), ("column", location.column), ("byteOffset", location.byteOffset),
    ]
    for case (let name, let number?) in numbers {
      append(spacedName: name, number)
    }
  }
}
