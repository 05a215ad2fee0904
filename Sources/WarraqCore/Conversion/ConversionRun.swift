/// One conversion under way: the sequential half of the converter, with what it remembers.
struct ConversionRun {
  private(set) var report = ConversionReport()
  private var feeder: BatchFeeder
  private var output: OutputDriver
  private var context: ConversionContext
  private var spare: [[UInt8]] = []
  private var largestOutput = 0
  private var errors = 0
  private let maximumErrors: Int?
  private let isStrict: Bool
  private let onDiagnostic: @Sendable (Diagnostic) -> Void
  private let onProgress: @Sendable (ConversionProgress) -> Void

  init(
    _ converter: Converter, inputs: [Input], plan: OutputPlan,
    onDiagnostic: @escaping @Sendable (Diagnostic) -> Void,
    onProgress: @escaping @Sendable (ConversionProgress) -> Void
  ) {
    context = converter.context
    feeder = BatchFeeder(
      inputs: inputs, registry: converter.registry, sourceFormat: converter.sourceFormat,
      settings: converter.readerSettings, context: context)
    output = OutputDriver(
      plan: plan, writer: converter.writer, codec: converter.codec,
      replaceable: ReplaceableFiles(format: converter.replaceableFormat, inputs: inputs))
    maximumErrors = converter.maximumErrors
    isStrict = converter.isStrict
    self.onDiagnostic = onDiagnostic
    self.onProgress = onProgress
  }

  /// The next batch to work on; `nil` when there is none or nothing more is wanted.
  mutating func nextWork() -> Work? {
    guard !report.isOutputClosed, !report.isStoppedByErrors, !Task.isCancelled else { return nil }
    guard var work = feeder.next(reusing: spare.popLast() ?? []) else { return nil }
    work.expectedOutputBytes = largestOutput + largestOutput / 16
    return work
  }

  /// Takes what became of a batch; batches come in the order of the input.
  mutating func finish(_ done: WorkResult) throws(ConversionError) {
    guard !report.isStoppedByErrors else { return }
    for diagnostic in done.log.diagnostics where !report.isStoppedByErrors { tell(diagnostic) }
    report.failedInputs += done.failedInputs
    report.failedRecords += done.failures - done.failedInputs
    report.losses.merge(done.log.losses)
    if report.isStoppedByErrors { return tell(Diagnostic(.error, .tooManyErrors)) }
    if !report.isOutputClosed {
      do throws(ConversionError) {
        try output.append(done.encoded, context: &context)
        report.articles += done.encoded.parts.count
      } catch {
        guard error.isClosedOutput else { throw error }
        report.isOutputClosed = true
      }
    }
    spare.append(done.storage)
    largestOutput = max(largestOutput, done.encoded.buffer.count)
    onProgress(
      ConversionProgress(
        bytesRead: feeder.bytesRead, articles: report.articles, inputs: feeder.inputs))
  }

  /// The next block of output that any task may compress.
  mutating func takeBlock() -> [UInt8]? { output.takeBlock() }

  /// Takes a compressed block; they come in the order in which they were taken.
  mutating func finish(packed block: [UInt8]) throws(ConversionError) {
    guard !report.isOutputClosed else { return }
    do throws(ConversionError) {
      try output.append(packed: block)
    } catch {
      guard error.isClosedOutput else { throw error }
      report.isOutputClosed = true
    }
  }

  /// Completes the output, or throws it away where that is asked for.
  mutating func end() throws(ConversionError) {
    report.inputs = feeder.inputs
    report.bytesRead = feeder.bytesRead
    let isEmptyByFailure = report.articles == 0 && !report.isComplete
    let isRefused = isStrict && !report.losses.isEmpty
    if Task.isCancelled || isEmptyByFailure || isRefused || report.isStoppedByErrors {
      output.cancel()
    } else if !report.isOutputClosed {
      context.log = DiagnosticLog()
      report.outputs = try output.finish(context: &context)
      for diagnostic in context.log.diagnostics { tell(diagnostic) }
    }
  }

  /// Throws away the output; a reader of it that has gone is no failure.
  mutating func fail(_ error: ConversionError) throws(ConversionError) {
    output.cancel()
    guard error.isClosedOutput else { throw error }
    report.isOutputClosed = true
  }

  private mutating func tell(_ diagnostic: Diagnostic) {
    report.diagnosticCounts[diagnostic.message.id, default: 0] += 1
    onDiagnostic(diagnostic)
    guard diagnostic.severity == .error else { return }
    errors += 1
    if let maximumErrors, errors >= maximumErrors { report.isStoppedByErrors = true }
  }
}

extension Diagnostic.Message {
  /// As many errors as a conversion may have.
  package static let tooManyErrors = Self(
    id: "conversion.too-many-errors",
    text: "stopped at the number of errors that --max-errors allows; the output is not complete")
}
