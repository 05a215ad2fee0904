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
    var report: ReportFile?
    do throws(ConversionError) {
      if let reportPath { report = try ReportFile(path: reportPath) }
    } catch {
      terminal.show(error.diagnostic)
      return .failed
    }
    do throws(ConversionError) {
      return try await convert(terminal: terminal, report: report)
    } catch {
      terminal.close()
      terminal.show(error.diagnostic)
      report?.add(error.diagnostic)
      do throws(ConversionError) {
        try report?.finish(ConversionReport())
      } catch {
        terminal.show(error.diagnostic)
      }
      return .failed
    }
  }

  private func convert(
    terminal: Terminal, report: ReportFile?
  ) async throws(ConversionError) -> ExitStatus {
    for failure in failures {
      terminal.show(failure.diagnostic)
      report?.add(failure.diagnostic)
    }
    guard !inputs.isEmpty else {
      terminal.close()
      try report?.finish(ConversionReport())
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
  }

  private func tell(_ losses: LossCount, to terminal: Terminal) {
    for (kind, count) in losses.entries {
      terminal.say(
        "\(count) \(count == 1 ? "story" : "stories"): \(kind.feature.rawValue) "
          + "\(kind.treatment.rawValue) [loss.\(kind.treatment.rawValue)]")
    }
  }
}
