internal import Synchronization
internal import Warraq

/// The file of `--report`: every diagnostic and loss of a run, as one JSON object.
///
/// Diagnostics are written as they come, so that a long run with many of them needs no memory.
final class ReportFile: Sendable {
  private struct State {
    let sink: FileSink
    var buffer = ByteBuffer()
    var hasDiagnostics = false
    var failure: ConversionError?
    var isFinished = false

    init(path: String) throws(ConversionError) { sink = try FileSink(path: path) }

    mutating func flush() {
      do throws(ConversionError) {
        try sink.write(buffer.bytes)
      } catch {
        failure = failure ?? error
      }
      buffer = ByteBuffer(reusing: buffer.bytes)
    }
  }

  private let state: Mutex<State>

  /// Starts the file.
  init(path: String) throws(ConversionError) {
    var state = try State(path: path)
    state.buffer.append("{\"diagnostics\": [")
    self.state = Mutex(state)
  }

  /// Adds a diagnostic.
  func add(_ diagnostic: Diagnostic) {
    state.withLock { state in
      state.buffer.append(state.hasDiagnostics ? ",\n  " : "\n  ")
      state.hasDiagnostics = true
      state.buffer.append("{\"severity\": ")
      state.buffer.append(json: diagnostic.severity.rawValue)
      state.buffer.append(", \"id\": ")
      state.buffer.append(json: diagnostic.message.id)
      state.buffer.append(", \"message\": ")
      state.buffer.append(json: diagnostic.message.text)
      if let location = diagnostic.location {
        state.buffer.append(", \"file\": ")
        state.buffer.append(json: location.file)
        let numbers = [
          ("line", location.line), ("column", location.column), ("byteOffset", location.byteOffset),
        ]
        for case (let name, let number?) in numbers {
          state.buffer.append(", \"\(name)\": ")
          state.buffer.append(decimal: number)
        }
      }
      state.buffer.append("}")
      if state.buffer.count > 64 << 10 { state.flush() }
    }
  }

  /// Completes the file; does nothing when called again.
  ///
  /// - Throws: `ConversionError` `output.unwritable`, also for what could not be written before.
  func finish(_ report: ConversionReport) throws(ConversionError) {
    let failure = state.withLock { state -> ConversionError? in
      guard !state.isFinished else { return nil }
      state.isFinished = true
      state.buffer.append("\n],\n\"losses\": [")
      for (index, entry) in report.losses.entries.enumerated() {
        state.buffer.append(index == 0 ? "\n  " : ",\n  ")
        state.buffer.append("{\"feature\": ")
        state.buffer.append(json: entry.kind.feature.rawValue)
        state.buffer.append(", \"treatment\": ")
        state.buffer.append(json: entry.kind.treatment.rawValue)
        state.buffer.append(", \"articles\": ")
        state.buffer.append(decimal: entry.count)
        state.buffer.append("}")
      }
      state.buffer.append("\n]")
      let numbers = [
        ("inputs", report.inputs), ("failedInputs", report.failedInputs),
        ("failedRecords", report.failedRecords), ("articles", report.articles),
        ("bytesRead", report.bytesRead), ("outputs", report.outputs),
      ]
      for (name, number) in numbers {
        state.buffer.append(",\n\"\(name)\": ")
        state.buffer.append(decimal: number)
      }
      state.buffer.append("}\n")
      state.flush()
      if state.failure == nil {
        do throws(ConversionError) { try state.sink.commit() } catch { state.failure = error }
      }
      return state.failure
    }
    if let failure { throw failure }
  }
}
