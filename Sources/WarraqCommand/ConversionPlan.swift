internal import Synchronization
internal import Warraq

/// A conversion that is ready to run.
struct ConversionPlan: Sendable {
  var converter: Converter
  let inputs: [Input]
  /// Which files the inputs are, for those that must not take their place.
  let inputFiles: InputFiles
  /// What was wrong with some of the words that name inputs.
  var failures: [ConversionError]
  /// What its folders hold besides.
  var skipped = SkippedFiles()
  /// What there is to say of that.
  var notices: [Diagnostic] = []
  /// What helps where a word names nothing.
  var hints = InputHints()
  var output: OutputPlan
  /// The names of the formats of the outputs, in their order.
  var formatNames: [String]
  /// The names of the outputs, in their order.
  var outputNames: [String]
  /// Where to write all diagnostics and losses.
  var reportPath: String?
  /// Where to write what failed.
  var errorsPath: String?
  /// How it learns keywords from its lists; `nil` where it does not.
  var learning: KeywordLearning?
  /// What identifies this run among others, so that it can be resumed; `nil` for one that cannot.
  var identity: String?
  var isQuiet: Bool

  /// Runs it and tells the terminal how it went.
  func execute(terminal: Terminal) async -> ExitStatus {
    var files: [any DiagnosticFile] = []
    var errors: ErrorFile?
    do throws(ConversionError) {
      try checkFiles()
      if let reportPath {
        files.append(try ReportFile(path: reportPath, skipped: skipped, outputs: outputNames))
      }
      if let errorsPath {
        let file = try ErrorFile(path: errorsPath, isResumable: identity != nil)
        files.append(file)
        errors = file
      }
    } catch {
      terminal.show(error.diagnostic)
      return .failed
    }
    var isBegun = false
    do throws(ConversionError) {
      try checkOutputs()
      isBegun = true
      return try await convert(
        terminal: terminal, files: files, resumption: resumption(with: errors))
    } catch {
      terminal.close()
      let isInterrupted = Task.isCancelled && error.isInterruption
      if !isInterrupted { terminal.show(named(error.diagnostic)) }
      for file in files {
        if !isInterrupted { file.add(error.diagnostic, output: outputName(of: error.diagnostic)) }
        do throws(ConversionError) {
          try file.suspend()
        } catch {
          terminal.show(error.diagnostic)
        }
      }
      if isBegun, identity != nil, !error.message.id.hasPrefix("resume.") {
        terminal.say("run the same command again to resume")
      }
      return isInterrupted ? .interrupted : .failed
    }
  }

  /// Refuses what no file beside the outputs may be: an input, or where none can be made. A run
  /// does so before it reads, and a dry run too.
  func checkFiles() throws(ConversionError) {
    let replaceable = ReplaceableFiles(inputs: inputFiles)
    for path in [reportPath, errorsPath, learning?.path].compactMap({ $0 }) {
      try replaceable.check(path)
      try FileSink.check(path)
    }
  }

  /// Refuses what no output may be: an input, a file of another format, or where none can be made.
  func checkOutputs() throws(ConversionError) {
    let first = ConversionOutput(
      writer: converter.writer, plan: output, codec: converter.codec,
      replaceableFormat: converter.replaceableFormat)
    for output in [first] + converter.furtherOutputs {
      switch output.plan {
      case .file(let path):
        try ReplaceableFiles(
          format: output.replaceableFormat, codec: output.codec, inputs: inputFiles
        ).check(path)
        if output.writer.writesFolder {
          try Folders.check(path)
        } else {
          try FileSink.check(path)
        }
      case .split(let template): try Folders.check(template.folder)
      case .standardOutput: try ReplaceableFiles(inputs: inputFiles).checkStandardOutput()
      case .sink: break
      }
    }
  }

  /// Checkpoints twice a second: no more work than that is ever lost.
  private func resumption(with errors: ErrorFile?) -> Resumption? {
    guard let identity else { return nil }
    let last = Mutex(ContinuousClock.now)
    return Resumption(
      identity: identity,
      isDue: {
        last.withLock { last in
          let now = ContinuousClock.now
          guard last.duration(to: now) >= .milliseconds(500) else { return false }
          last = now
          return true
        }
      },
      save: { () throws(ConversionError) in try errors?.save() ?? 0 },
      restore: { count throws(ConversionError) in try errors?.restore(count) })
  }

  /// What would be written, a line each.
  var destinations: [String] {
    zip([output] + converter.furtherOutputs.map(\.plan), formatNames).map { plan, format in
      switch plan {
      case .file(let path):
        let size = Input.file(path).size
        let state = size.map { "; it exists (\($0) bytes) and would be replaced" } ?? ""
        return "would write \(path.displayedPath) as \(format)\(state)"
      case .split: return "would write one file a story as \(format)"
      case .standardOutput, .sink: return "would write standard output as \(format)"
      }
    }
  }

  /// The name of the one output of several that a diagnostic is about, unless its place says it.
  private func outputName(of diagnostic: Diagnostic) -> String? {
    guard let name = diagnostic.output.map({ outputNames[$0] }), name != diagnostic.location?.file
    else { return nil }
    return name
  }

  /// The diagnostic with the name of the one output of several that it is about.
  private func named(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let name = outputName(of: diagnostic) else { return diagnostic }
    var named = diagnostic
    named.message = Diagnostic.Message(
      id: diagnostic.message.id, text: "\(name.displayedPath): \(diagnostic.message.text)")
    return named
  }

  private func convert(
    terminal: Terminal, files: [any DiagnosticFile], resumption: Resumption?
  ) async throws(ConversionError) -> ExitStatus {
    @Sendable func tell(_ plain: Diagnostic) {
      let diagnostic = hints.hinted(plain)
      terminal.show(named(diagnostic))
      for file in files { file.add(diagnostic, output: outputName(of: diagnostic)) }
    }

    var converter = converter
    converter.inputFiles = inputFiles
    converter.resumption = resumption
    for notice in notices { tell(notice) }
    for failure in failures {
      tell(failure.diagnostic)
      guard let maximum = converter.maximumErrors else { continue }
      guard maximum > 1 else {
        tell(Diagnostic(.error, .tooManyErrors))
        return try finish(
          ConversionReport(isStoppedByErrors: true), terminal: terminal, files: files)
      }
      converter.maximumErrors = maximum - 1
    }
    guard !inputs.isEmpty else {
      return try finish(ConversionReport(), terminal: terminal, files: files)
    }
    if let learning {
      converter = try await learning.prepare(converter, inputs: inputs, tell: tell)
    }
    let report = try await converter.convert(
      inputs, to: output, onDiagnostic: tell, onProgress: { terminal.draw($0) })
    if !Task.isCancelled { try learning?.finish(tell: tell) }
    return try finish(report, terminal: terminal, files: files)
  }

  private func finish(
    _ report: ConversionReport, terminal: Terminal, files: [any DiagnosticFile]
  ) throws(ConversionError) -> ExitStatus {
    terminal.close()
    if !isQuiet || converter.isStrict { tell(report.losses, to: terminal) }
    if !isQuiet || converter.refuses(report) { tellUnwritten(report, to: terminal) }
    if !isQuiet {
      terminal.sum(report, failedWords: failures.count, skipped: skipped.total)
    }
    // What was complete when the signal came is done.
    if Task.isCancelled, report.outputs == 0 {
      for file in files { try file.suspend() }
      if identity != nil { terminal.say("run the same command again to resume") }
      return .interrupted
    }
    for file in files { try file.finish(report) }
    let isRefused = notices.contains { $0.severity == .error }
    if !report.isComplete || !failures.isEmpty || isRefused { return .failed }
    return converter.refuses(report) ? .lost : .done
  }

  /// Says which files stay as they were: several that are whole or absent together, or one where
  /// nothing but a choice of the user keeps it from being written.
  private func tellUnwritten(_ report: ConversionReport, to terminal: Terminal) {
    let isRefused = converter.refuses(report)
    guard report.outputs == 0, !report.isOutputClosed, !Task.isCancelled,
      isRefused || !converter.furtherOutputs.isEmpty
    else { return }
    let paths = ([output] + converter.furtherOutputs.map(\.plan)).compactMap { plan in
      if case .file(let path) = plan { path.displayedPath } else { nil }
    }
    guard !paths.isEmpty else { return }
    let reason =
      if report.isStoppedByErrors {
        "there were as many errors as --max-errors allows"
      } else if isRefused {
        converter.isStrict && !report.losses.isEmpty
          ? "--strict allows no loss" : "--strict=all allows no warning"
      } else {
        "no story could be read"
      }
    terminal.say("not written, as \(reason): \(paths.joined(separator: ", "))")
  }

  private func tell(_ losses: LossCount, to terminal: Terminal) {
    for (kind, count) in losses.entries {
      let place = kind.output.map { " in \(outputNames[$0].displayedPath)" } ?? ""
      terminal.say(
        "\(count) \(count == 1 ? "story" : "stories"): \(kind.feature.rawValue) "
          + "\(kind.treatment.rawValue)\(place) [loss.\(kind.treatment.rawValue)]")
    }
  }
}
