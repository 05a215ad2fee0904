internal import Synchronization
internal import Warraq

/// The file of `--errors`: JSON Lines, one object for each record or input that failed.
final class ErrorFile: DiagnosticFile {
  private let file: Mutex<BufferedFile>
  private let isResumable: Bool

  /// Starts the file, or resumes it.
  init(path: String, isResumable: Bool) throws(ConversionError) {
    self.isResumable = isResumable
    file = Mutex(
      isResumable ? try BufferedFile(resuming: path) : try BufferedFile(path: path))
  }

  /// Makes durable what there is; returns how many bytes that are.
  func save() throws(ConversionError) -> Int {
    try file.withLock { file in
      Result { () throws(ConversionError) in try file.save() }
    }.get()
  }

  /// Goes back to the first bytes.
  func restore(_ count: Int) throws(ConversionError) {
    try file.withLock { file in
      Result { () throws(ConversionError) in try file.restore(count) }
    }.get()
  }

  /// Leaves the file to the run that goes on.
  func suspend() throws(ConversionError) {
    if isResumable { _ = try save() } else { try finish(ConversionReport()) }
  }

  /// Adds an error; what is milder is passed over.
  func add(_ diagnostic: Diagnostic, output: String?) {
    guard diagnostic.severity == .error else { return }
    file.withLock { file in
      file.buffer.append(json: diagnostic, output: output)
      file.buffer.append("\n")
      file.flushIfFull()
    }
  }

  /// Completes the file, which is empty when nothing failed.
  func finish(_ report: ConversionReport) throws(ConversionError) {
    if let failure = file.withLock({ $0.finish() }) { throw failure }
  }
}
