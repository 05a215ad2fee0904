internal import Synchronization
internal import Warraq

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Prints what `warraq validate` finds, as it is found: lines for people, or one JSON object.
final class ValidationPrinter: Sendable {
  /// How many findings of one rule are printed of an input.
  private static let repetitions = 20

  private struct State {
    let sink = DescriptorSink.standardOutput()
    var buffer = ByteBuffer()
    var failure: ConversionError?
    var isClosed = false
    var inputs = 0
    var validInputs = 0
    var errors = 0
    var warnings = 0
    var notes = 0
    var hasFindings = false
    var seen: [String: Int] = [:]

    mutating func flush() {
      guard buffer.count > 0, !isClosed else { return }
      do throws(ConversionError) {
        try sink.write(buffer.bytes)
      } catch {
        isClosed = true
        // A reader that has gone is no failure.
        if !error.isClosedOutput { failure = error }
      }
      buffer = ByteBuffer(reusing: buffer.bytes)
    }
  }

  private let state: Mutex<State>
  private let isJSON: Bool
  private let printsAll: Bool
  private let isQuiet: Bool
  private let isStrict: Bool

  private let coloring: Coloring
  private let skipped: SkippedFiles
  private let notices: [Diagnostic]

  /// Makes a printer.
  ///
  /// - Parameters:
  ///   - isJSON: whether one JSON object is printed.
  ///   - printsAll: whether every finding is.
  ///   - isQuiet: whether nothing but errors is.
  ///   - isStrict: whether a warning makes an input invalid.
  ///   - skipped: what the folders among the inputs hold besides inputs.
  ///   - notices: what there is to say of that.
  init(
    isJSON: Bool, printsAll: Bool, isQuiet: Bool, isStrict: Bool, skipped: SkippedFiles,
    notices: [Diagnostic], color: ColorChoice = .auto
  ) {
    coloring = Coloring(color, descriptor: STDOUT_FILENO)
    self.skipped = skipped
    self.notices = notices
    state = Mutex(State())
    self.isJSON = isJSON
    self.printsAll = printsAll
    self.isQuiet = isQuiet
    self.isStrict = isStrict
  }

  /// Whether every input so far is valid.
  var isValid: Bool {
    state.withLock { $0.inputs == $0.validInputs }
      && !notices.contains { $0.severity == .error }
  }

  /// Whether the reader has closed the output.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Why the output could not be written.
  var failure: ConversionError? { state.withLock { $0.failure } }

  func begin() {
    state.withLock { state in
      if isJSON {
        state.buffer.append("{")
        state.buffer.append(spacedName: "inputs")
        return state.buffer.append("[")
      }
      for notice in notices where !isQuiet || notice.severity == .error {
        state.buffer.append("\(coloring.text(of: notice))\n")
      }
    }
  }

  func beginInput(_ file: String) {
    state.withLock { state in
      state.hasFindings = false
      state.seen = [:]
      guard isJSON else { return }
      state.buffer.append(state.inputs == 0 ? "\n" : ",\n")
      state.buffer.append("  {")
      state.buffer.append(spacedName: "file", file)
      state.buffer.append(spacedName: "findings")
      state.buffer.append("[")
    }
  }

  func show(_ diagnostic: Diagnostic) {
    state.withLock { state in
      if isQuiet, diagnostic.severity < .error { return }
      state.seen[diagnostic.message.id, default: 0] += 1
      if !printsAll, state.seen[diagnostic.message.id, default: 0] > Self.repetitions { return }
      if isJSON {
        state.buffer.append(state.hasFindings ? ",\n    " : "\n    ")
        state.hasFindings = true
        state.buffer.append(json: diagnostic)
      } else {
        state.buffer.append("\(coloring.text(of: diagnostic))\n")
      }
      if state.buffer.count > 64 << 10 { state.flush() }
    }
  }

  func endInput(_ report: ValidationReport) {
    state.withLock { state in
      let isValid = report.isValid && !(isStrict && report.warnings > 0)
      state.inputs += 1
      if isValid { state.validInputs += 1 }
      state.errors += report.errors
      state.warnings += report.warnings
      state.notes += report.notes
      if isJSON {
        Self.append(report, isValid: isValid, to: &state)
      } else if !printsAll {
        for (id, count) in state.seen.sorted(by: { $0.key < $1.key })
        where count > Self.repetitions {
          let place = SourceLocation(file: report.file)
          state.buffer.append(
            "\(place): \(count - Self.repetitions) more of [\(id)]; --all prints them\n")
        }
      }
      state.flush()
    }
  }

  /// Writes the sums.
  ///
  /// - Parameter isWhole: `false` where the run was interrupted, which finds nothing valid.
  func end(isWhole: Bool) {
    state.withLock { state in
      if isJSON {
        state.buffer.append("\n]")
        Self.append(
          [("errors", state.errors), ("warnings", state.warnings), ("notes", state.notes)],
          to: &state.buffer)
        state.buffer.append(jsonMemberOf: skipped)
        state.buffer.append(spacedName: "valid", isWhole && state.inputs == state.validInputs)
        state.buffer.append("}\n")
      } else if !isQuiet, isWhole {
        state.buffer.append(Self.summary(state, skipped: skipped.total))
      }
      state.flush()
    }
  }

  private static func summary(_ state: State, skipped: Int) -> String {
    func some(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    let verdict =
      if state.inputs == 1 {
        state.validInputs == 1 ? "valid" : "not valid"
      } else {
        "\(state.validInputs) valid, \(state.inputs - state.validInputs) not valid"
      }
    return "\(some(state.inputs, "input")): \(verdict); \(some(state.errors, "error")), "
      + "\(some(state.warnings, "warning")), \(some(state.notes, "note"))"
      + (skipped > 0 ? "; \(some(skipped, "file")) skipped\n" : "\n")
  }

  private static func append(
    _ report: ValidationReport, isValid: Bool, to state: inout State
  ) {
    state.buffer.append(state.hasFindings ? "\n  ]" : "]")
    for (name, text) in [("format", report.format), ("schema", report.schema)] {
      guard let text else { continue }
      state.buffer.append(spacedName: name, text)
    }
    append(
      [
        ("records", report.records), ("errors", report.errors), ("warnings", report.warnings),
        ("notes", report.notes),
      ], to: &state.buffer)
    state.buffer.append(spacedName: "valid", isValid)
    state.buffer.append("}")
  }

  private static func append(_ numbers: [(String, Int)], to buffer: inout ByteBuffer) {
    for (name, number) in numbers {
      buffer.append(spacedName: name, number)
    }
  }
}
