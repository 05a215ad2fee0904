internal import Warraq

/// A conversion that is ready to run.
struct ConversionPlan: Sendable {
  var converter: Converter
  var inputs: [Input]
  /// What was wrong with some of the words that name inputs.
  var failures: [ConversionError]
  var output: OutputPlan
  var reportPath: String?
  var isQuiet: Bool

  /// Runs it and tells the terminal how it went.
  func execute(terminal: Terminal) async -> ExitStatus {
    do throws(ConversionError) {
      let report: ReportFile? = if let reportPath { try ReportFile(path: reportPath) } else { nil }
      for failure in failures {
        terminal.show(failure.diagnostic)
        report?.add(failure.diagnostic)
      }
      guard !inputs.isEmpty else {
        terminal.close()
        return .failed
      }
      let result = try await converter.convert(
        inputs, to: output,
        onDiagnostic: { diagnostic in
          terminal.show(diagnostic)
          report?.add(diagnostic)
        },
        onProgress: { terminal.draw($0) })
      terminal.close()
      if !isQuiet || converter.isStrict { tell(result.losses, to: terminal) }
      try report?.finish(result)
      if Task.isCancelled { return .interrupted }
      if !result.isComplete || !failures.isEmpty { return .failed }
      return converter.isStrict && !result.losses.isEmpty ? .lost : .done
    } catch {
      terminal.close()
      terminal.show(error.diagnostic)
      return .failed
    }
  }

  private func tell(_ losses: LossCount, to terminal: Terminal) {
    for (kind, count) in losses.entries {
      terminal.say(
        "\(count) \(count == 1 ? "story" : "stories"): \(kind.feature.rawValue) "
          + "\(kind.treatment.rawValue) [loss.\(kind.treatment.rawValue)]")
    }
  }
}
