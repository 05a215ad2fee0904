internal import Synchronization
internal import Warraq

/// The file of `--report`: every diagnostic and loss of a run, as one JSON object.
final class ReportFile: DiagnosticFile {
  private struct State {
    var file: BufferedFile
    var hasDiagnostics = false
    var isFinished = false
  }

  private let state: Mutex<State>
  private let skipped: SkippedFiles
  private let outputs: [String]

  /// Starts the file.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - skipped: what the folders among the inputs hold besides inputs.
  ///   - outputs: the names of the outputs.
  init(path: String, skipped: SkippedFiles, outputs: [String]) throws(ConversionError) {
    self.skipped = skipped
    self.outputs = outputs
    var file = try BufferedFile(path: path)
    file.buffer.append("{")
    file.buffer.append(spacedName: "diagnostics")
    file.buffer.append("[")
    state = Mutex(State(file: file))
  }

  /// Adds a diagnostic.
  func add(_ diagnostic: Diagnostic, output: String?) {
    state.withLock { state in
      state.file.buffer.append(state.hasDiagnostics ? ",\n  " : "\n  ")
      state.hasDiagnostics = true
      state.file.buffer.append(json: diagnostic, output: output)
      state.file.flushIfFull()
    }
  }

  /// Completes the file with the losses and the counts.
  func finish(_ report: ConversionReport) throws(ConversionError) {
    let failure = state.withLock { state -> ConversionError? in
      guard !state.isFinished else { return nil }
      state.isFinished = true
      append(report, to: &state.file.buffer)
      return state.file.finish()
    }
    if let failure { throw failure }
  }

  private func append(_ report: ConversionReport, to buffer: inout ByteBuffer) {
    buffer.append("\n],\n")
    buffer.append(spacedName: "losses")
    buffer.append("[")
    for (index, entry) in report.losses.entries.enumerated() {
      buffer.append(index == 0 ? "\n  " : ",\n  ")
      buffer.append("{")
      buffer.append(spacedName: "feature", entry.kind.feature.rawValue)
      buffer.append(spacedName: "treatment", entry.kind.treatment.rawValue)
      if let output = entry.kind.output {
        buffer.append(spacedName: "output", outputs[output].displayedPath)
      }
      buffer.append(spacedName: "articles", entry.count)
      buffer.append("}")
    }
    buffer.append("\n],\n\"reading\": [")
    for (index, (entry, count)) in report.reading.entries.enumerated() {
      buffer.append(index == 0 ? "\n  " : ",\n  ")
      buffer.append("{\"kind\": ")
      buffer.append(json: entry.kind.rawValue)
      buffer.append(", \"name\": ")
      buffer.append(json: entry.name)
      buffer.append(", \"outcome\": ")
      buffer.append(json: entry.outcome.rawValue)
      buffer.append(", \"count\": ")
      buffer.append(decimal: count)
      buffer.append("}")
    }
    buffer.append("\n],\n")
    buffer.append(jsonMemberOf: skipped)
    let numbers = [
      ("inputs", report.inputs), ("failedInputs", report.failedInputs),
      ("failedRecords", report.failedRecords), ("articles", report.articles),
      ("bytesRead", report.bytesRead), ("outputs", report.outputs), ("inLane", report.inLane),
      ("leftLane", report.leftLane),
    ]
    for (name, number) in numbers {
      buffer.append(",\n")
      buffer.append(spacedName: name, number)
    }
    buffer.append("}\n")
  }
}
