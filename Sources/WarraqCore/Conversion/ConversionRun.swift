internal import WarraqModel

/// One conversion under way: the sequential half of the converter, with what it remembers.
struct ConversionRun {
  private(set) var report = ConversionReport()
  private var feeder: BatchFeeder
  private var outputs: OutputDrivers
  private var stages: [any OrderedStage]
  private let encoder: StoryEncoder
  private let losses: LossTally
  private var context: ConversionContext
  private var spare: [[UInt8]] = []
  /// What workers read themselves of the inputs that are done.
  private var bytesOfWorkers = 0
  private var largestOutput = 0
  private var errors = 0
  private let resumable: ResumableOutput?
  private var position = InputPosition()
  /// Whether an earlier run was stopped when there was nothing left to do.
  private var wasComplete = false
  private var progressAtStart: ConversionProgress?
  private let maximumErrors: Int?
  private let moment: Int?
  /// What the items of a feed were identified by so far.
  private var identified: (file: String?, items: Set<Int>) = (nil, [])
  private let refuses: @Sendable (ConversionReport) -> Bool
  /// The most bytes that a batch of usual records has.
  private static let usualBytes = 8 * RecordBatch.targetBytes
  private let onDiagnostic: @Sendable (Diagnostic) -> Void
  private let onProgress: @Sendable (ConversionProgress) -> Void

  init(
    _ converter: Converter, inputs: [Input], plan: OutputPlan,
    onDiagnostic: @escaping @Sendable (Diagnostic) -> Void,
    onProgress: @escaping @Sendable (ConversionProgress) -> Void
  ) throws(ConversionError) {
    context = converter.context
    let planned = converter.outputs(to: plan)
    let obstacle =
      converter.resumption == nil ? nil : Self.obstacle(to: planned, of: converter)
    resumable =
      if let resumption = converter.resumption, obstacle == nil {
        try ResumableOutput(resumption, plans: planned.map(\.plan))
      } else { nil }
    let checkpoint = resumable?.checkpoint
    if let seconds = checkpoint?.undated {
      context.undatedDate = NewsDate(secondsSince1970: seconds)
    }
    position = checkpoint?.position ?? InputPosition()
    feeder = BatchFeeder(
      inputs: inputs, registry: converter.registry, sourceFormat: converter.sourceFormat,
      settings: converter.readerSettings, context: context,
      shard: converter.shard.map { ShardRange($0, inputs: inputs) }, from: position)
    outputs = OutputDrivers(
      planned, inputs: converter.inputFiles ?? InputFiles(inputs), resumable: resumable,
      isFirstShard: converter.shard?.isFirst != false)
    let temporaryFolder = plan.folder ?? converter.temporaryFolder
    stages = converter.orderedTransforms.map { $0.makeStage(temporaryFolder: temporaryFolder) }
    encoder = StoryEncoder(converter)
    losses = LossTally(of: encoder.writers)
    maximumErrors = converter.maximumErrors
    moment = converter.moment?.secondsSince1970()
    refuses = { converter.refuses($0) }
    self.onDiagnostic = onDiagnostic
    self.onProgress = onProgress
    if let obstacle {
      // What a run left behind that was stopped is written once more.
      try converter.resumption?.restore(0)
      tell(Diagnostic(.warning, .startsOver(obstacle)))
    }
    if converter.shard != nil, !planned.allSatisfy({ $0.writer.joinsOutputs }) {
      tell(Diagnostic(.warning, .wholeDocuments))
    }
    guard let checkpoint else { return }
    report.articles = checkpoint.articles
    report.failedInputs = checkpoint.failedInputs
    report.failedRecords = checkpoint.failedRecords
    report.warnings = checkpoint.warnings
    report.losses = checkpoint.losses
    wasComplete = checkpoint.isComplete
    if !wasComplete { try outputs.resume(from: checkpoint) }
    progressAtStart = ConversionProgress(
      bytesRead: feeder.bytesRead, articles: report.articles, inputs: feeder.inputs)
  }

  /// Why a conversion that is stopped can only start over; `nil` when it can go on.
  private static func obstacle(
    to outputs: [ConversionOutput], of converter: Converter
  ) -> String? {
    if !converter.orderedTransforms.isEmpty {
      return "which stories it writes depends on those before"
    }
    for output in outputs {
      switch output.plan {
      case .standardOutput, .sink: return "its output is not a file"
      case .split: continue
      case .file:
        if output.writer.makeOutput().resumptionState == nil {
          return "a file of this format is written at its end"
        }
      }
    }
    return nil
  }

  /// The moment that stories without a date get: that of the first run.
  var undatedDate: NewsDate? { context.undatedDate }

  private var bytesRead: Int { feeder.bytesRead + bytesOfWorkers }

  /// Whether no more stories are wanted.
  private var isSatisfied: Bool { stages.contains { $0.isSatisfied } }

  /// What to work on next; `nil` when there is nothing or nothing more is wanted.
  mutating func nextWork() -> WorkItem? {
    guard !isAtEnd, !isSatisfied else { return nil }
    if let inputs = feeder.takeSmallInputs() { return .inputs(inputs) }
    return feeder.next(reusing: spare.popLast() ?? []).map { .batch($0) }
  }

  /// How many bytes the output of the next work may have, so that its memory grows seldom.
  var expectedOutputBytes: Int { largestOutput + largestOutput / 16 }

  /// Takes what became of a batch; batches come in the order of the input.
  mutating func finish(_ done: WorkResult) throws(ConversionError) {
    guard !report.isStoppedByErrors, !isSatisfied else { return }
    var stories = StoryBatch(done.encoded, done.stories, separator: encoder.separator)
    try pass(&stories, from: 0)
    let diagnostics = stages.isEmpty ? done.log.diagnostics : audible(in: done.log, stories)
    for diagnostic in diagnostics where !report.isStoppedByErrors { tell(diagnostic) }
    tellRepetitions(in: done.log)
    let failures =
      stages.isEmpty ? done.failures : diagnostics.count { $0.severity == .error }
    let failedInputs = min(done.failedInputs, failures)
    report.failedInputs += failedInputs
    report.failedRecords += failures - failedInputs
    report.warnings += diagnostics.count { $0.severity == .warning }
    report.losses.merge(done.log.losses)
    report.reading.merge(done.log.reading)
    report.inLane += done.inLane
    report.leftLane += done.leftLane
    if report.isStoppedByErrors { return tell(Diagnostic(.error, .tooManyErrors)) }
    try write(stories)
    bytesOfWorkers += done.bytesRead
    position = done.end
    position.bytes += bytesOfWorkers
    if let resumable, resumable.isDue { try save(to: resumable) }
    // The memory of one enormous record is not kept for all that follow.
    if done.storage.capacity <= Self.usualBytes { spare.append(done.storage) }
    largestOutput = max(largestOutput, min(done.encoded.buffer.count, Self.usualBytes))
    onProgress(
      ConversionProgress(
        bytesRead: bytesRead, articles: report.articles, inputs: feeder.inputs,
        atStart: progressAtStart))
  }

  /// Writes a checkpoint where the output can be resumed.
  private func save(to resumable: ResumableOutput) throws(ConversionError) {
    var checkpoint = self.checkpoint
    if outputs.describe(in: &checkpoint) { try resumable.save(checkpoint) }
  }

  private var checkpoint: Checkpoint {
    var checkpoint = Checkpoint()
    checkpoint.position = position
    checkpoint.articles = report.articles
    checkpoint.failedInputs = report.failedInputs
    checkpoint.failedRecords = report.failedRecords
    checkpoint.warnings = report.warnings
    checkpoint.losses = report.losses
    checkpoint.moment = moment
    checkpoint.undated = context.undatedDate?.secondsSince1970()
    return checkpoint
  }

  /// Writes some of the stories that were held back until the input ended; returns whether there
  /// may be more.
  mutating func drain() throws(ConversionError) -> Bool {
    for index in stages.indices where !isAtEnd && !isSatisfied {
      guard var stories = try stages[index].drain() else { continue }
      try pass(&stories, from: index + 1)
      try write(stories)
      return true
    }
    return false
  }

  /// Whether the conversion has ended, whatever is left to read or to write.
  private var isAtEnd: Bool {
    report.isOutputClosed || report.isStoppedByErrors || wasComplete || Task.isCancelled
  }

  private mutating func pass(
    _ stories: inout StoryBatch, from first: Int
  ) throws(ConversionError) {
    for index in stages.indices.dropFirst(first) {
      try stages[index].pass(&stories, marks: stories.marks(at: index))
    }
  }

  /// What is worth saying of a batch: nothing of stories that are left out, nor after the last that
  /// is wanted.
  private func audible(in log: DiagnosticLog, _ stories: StoryBatch) -> [Diagnostic] {
    let end =
      isSatisfied ? stories.stories.last?.diagnostics.upperBound ?? 0 : log.diagnostics.count
    return log.diagnostics.indices.prefix(end)
      .filter { index in !stories.silenced.contains { $0.contains(index) } }
      .map { log.diagnostics[$0] }
  }

  private mutating func write(_ stories: StoryBatch) throws(ConversionError) {
    guard !report.isOutputClosed else { return }
    do throws(ConversionError) {
      try outputs.append(stories.encoded, context: &context)
      report.articles += stories.encoded.parts.count
    } catch {
      guard error.isClosedOutput else { throw error }
      report.isOutputClosed = true
    }
    for story in stories.stories { losses.report(story.losses, to: &report.losses) }
  }

  /// The next block of output that any task may compress.
  mutating func takeBlock() -> OutputBlock? { outputs.takeBlock() }

  /// Takes a compressed block; they come in the order in which they were taken.
  mutating func finish(_ block: OutputBlock) throws(ConversionError) {
    guard !report.isOutputClosed else { return }
    do throws(ConversionError) {
      try outputs.append(block)
    } catch {
      guard error.isClosedOutput else { throw error }
      report.isOutputClosed = true
    }
  }

  /// Completes the output, or throws it away where that is asked for.
  mutating func end() throws(ConversionError) {
    report.inputs = feeder.inputs
    report.bytesRead = bytesRead
    for diagnostic in report.reading.diagnostics {
      report.warnings += diagnostic.severity == .warning ? 1 : 0
      tell(diagnostic)
    }
    if wasComplete {
      try resumable?.finishCommit()
      report.outputs = outputs.count
      return
    }
    if Task.isCancelled, let resumable { return try save(to: resumable) }
    let isEmptyByFailure = report.articles == 0 && !report.isComplete
    let isRefused = refuses(report)
    if Task.isCancelled || isEmptyByFailure || isRefused || report.isStoppedByErrors {
      outputs.cancel()
      resumable?.cancel()
    } else if !report.isOutputClosed {
      context.log = DiagnosticLog()
      report.outputs = try outputs.finish(context: &context)
      for diagnostic in context.log.diagnostics { tell(diagnostic) }
      try resumable?.commit(checkpoint)
    }
  }

  /// Throws away the output, unless it can be resumed; a reader of it that has gone is no
  /// failure.
  mutating func fail(_ error: ConversionError) throws(ConversionError) {
    outputs.cancel()
    guard error.isClosedOutput else { throw error }
    report.isOutputClosed = true
  }

  /// Says which items of a feed have the identifier of an earlier one.
  private mutating func tellRepetitions(in log: DiagnosticLog) {
    for item in log.identifiers {
      if item.location.file != identified.file { identified = (item.location.file, []) }
      var hasher = Hasher()
      hasher.combine(item.id)
      hasher.combine(item.version)
      guard !identified.items.insert(hasher.finalize()).inserted else { continue }
      report.warnings += 1
      tell(Diagnostic(.warning, .repeatedIdentifier(item.id), at: item.location))
    }
  }

  private mutating func tell(_ diagnostic: Diagnostic) {
    guard diagnostic.message != .interruptedInput else { return }
    report.diagnosticCounts[diagnostic.message.id, default: 0] += 1
    onDiagnostic(diagnostic)
    guard diagnostic.severity == .error else { return }
    errors += 1
    if let maximumErrors, errors >= maximumErrors { report.isStoppedByErrors = true }
  }
}

extension Diagnostic.Message {
  static func repeatedIdentifier(_ id: String) -> Self {
    Self(
      id: "feed.repeated-id",
      text: "an earlier item of this feed has the identifier '\(id.prefix(60))' too; it is kept,"
        + " and --dedupe id would leave it out")
  }

  /// As many errors as a conversion may have.
  package static let tooManyErrors = Self(
    id: "conversion.too-many-errors",
    text: "stopped at the number of errors that --max-errors allows; the output is not complete")
}
