internal import Synchronization
internal import Warraq

/// The file of `--errors`: JSON Lines, one object for each record or input that failed.
final class ErrorFile: DiagnosticFile {
  private let file: Mutex<BufferedFile>

  /// Starts the file.
  init(path: String) throws(ConversionError) { file = Mutex(try BufferedFile(path: path)) }

  /// Adds an error; what is milder is passed over.
  func add(_ diagnostic: Diagnostic) {
    guard diagnostic.severity == .error else { return }
    file.withLock { file in
      file.buffer.append("{")
      if let location = diagnostic.location {
        file.buffer.append("\"input\": ")
        file.buffer.append(json: location.file)
        file.buffer.append(jsonMembersOf: location)
        file.buffer.append(", ")
      }
      file.buffer.append("\"code\": ")
      file.buffer.append(json: diagnostic.message.id)
      file.buffer.append(", \"message\": ")
      file.buffer.append(json: diagnostic.message.text)
      file.buffer.append("}\n")
      file.flushIfFull()
    }
  }

  /// Completes the file, which is empty when nothing failed.
  func finish(_ report: ConversionReport) throws(ConversionError) {
    if let failure = file.withLock({ $0.finish() }) { throw failure }
  }
}
