public import WarraqModel

/// Reads articles from inputs, changes them, and writes them to one output or to one file each.
///
/// ```swift
/// var converter = Converter(registry: .standard, writer: CSVWriter())
/// converter.jobs = 4
/// let report = try await converter.convert([.file("stories.jsonl")], to: .file("stories.csv"))
/// ```
///
/// Records travel in batches of about 256 KiB: one task reads and writes, up to ``jobs`` tasks
/// decode, transform and encode. The output is in the order of the input and the same bytes for any
/// number of jobs; memory is bound by the number of batches under way.
public struct Converter: Sendable {
  /// The formats that inputs may be of.
  public var registry: FormatRegistry
  /// The format of every input; `nil` to tell it from each input.
  public var sourceFormat: Format?
  /// Options for the readers.
  public var readerSettings: [SettingValue] = []
  /// What writes the output.
  public var writer: any ArticleWriter
  /// Compresses the output, in the same tasks that do the rest of the work.
  public var codec: Codec?
  /// Outputs that are written besides, of the same reading. None of them is split.
  ///
  /// A story that one of them cannot hold is in the others. What a story loses is counted once, as it
  /// fares where it loses most.
  public var furtherOutputs: [ConversionOutput] = []
  /// Changes to every article, first to last. Identifiers are given before the first.
  public var transforms: [any Transform] = []
  /// Choices among the articles that depend on those before, after ``transforms``.
  public var orderedTransforms: [any OrderedTransform] = []
  /// Changes to what is written of every article, after all else is decided.
  public var lastTransforms: [any Transform] = []
  /// Whether usual records are written from where they lie, without an `Article` between, when
  /// nothing needs one. The output is the same either way.
  public var usesLane = true
  /// How many batches are worked on at the same time, 1 or more.
  public var jobs = 1
  /// What no input may exceed.
  public var limits = Limits()
  /// The moment that stands for "now" where a format demands one.
  public var sourceDate: NewsDate?
  /// Where files without a name may lie for as long as a conversion takes.
  public var temporaryFolder = "/tmp"
  /// Whether a loss keeps the output from being completed.
  public var isStrict = false
  /// Whether a warning about a record keeps the output from being completed.
  public var refusesWarnings = false
  /// The format that an existing file has to be of for an output to take its place; `nil` to
  /// replace files of any kind. The inputs are never replaced.
  public var replaceableFormat: Format?
  /// The part of the inputs that is converted; `nil` for all.
  ///
  /// Of formats that are lines, such as JSON Lines and CSV, the outputs of all parts strung together
  /// are the output of the whole, byte for byte. Of others each is a whole document.
  ///
  /// - Precondition: there are no ``orderedTransforms``, and the output is not split.
  public var shard: Shard?
  /// How to resume an interrupted conversion; `nil` to start fresh.
  public var resumption: Resumption?
  /// How many errors stop the conversion, 1 or more; `nil` to go on whatever happens.
  ///
  /// The output is then not completed: a file stays as it was, what went to standard output or to
  /// files of their own stays there.
  public var maximumErrors: Int?

  /// The moment from which its conditions count dates, which a conversion that is resumed keeps.
  package var moment: NewsDate?

  /// Which files the inputs are; `nil` to look at those of each conversion.
  package var inputFiles: InputFiles?

  /// Has every article say where it was read; `nil` to leave that out.
  public var provenance: Provenance?

  /// The moment that stories without a date get where a format demands one; `nil` to refuse them.
  ///
  /// A conversion that is resumed takes the one of its first run.
  public var undatedDate: NewsDate?

  /// Makes a converter.
  public init(registry: FormatRegistry, writer: any ArticleWriter) {
    self.registry = registry
    self.writer = writer
  }

  /// Converts the inputs, in their order.
  ///
  /// What is wrong with a record or an input is a diagnostic, and the others go on. The output is
  /// completed unless nothing could be converted, something was lost and ``isStrict`` is set, or
  /// ``maximumErrors`` is reached.
  ///
  /// - Parameters:
  ///   - inputs: what to read.
  ///   - plan: where to write.
  ///   - onDiagnostic: is given every diagnostic, in the order of the input.
  ///   - onProgress: is called after every batch.
  /// - Throws: `ConversionError` when the output cannot be written, `output.is-input` and
  ///   `output.exists` where it would take the place of what it must not.
  @concurrent
  public func convert(
    _ inputs: [Input], to plan: OutputPlan,
    onDiagnostic: @escaping @Sendable (Diagnostic) -> Void = { _ in },
    onProgress: @escaping @Sendable (ConversionProgress) -> Void = { _ in }
  ) async throws(ConversionError) -> ConversionReport {
    var run = try ConversionRun(
      self, inputs: inputs, plan: plan, onDiagnostic: onDiagnostic, onProgress: onProgress)
    var converter = self
    converter.undatedDate = run.undatedDate
    let worker = Worker(converter, template: plan.template)
    do {
      if jobs <= 1 {
        var isAtEnd = false
        while !isAtEnd {
          if let work = run.nextWork() {
            try run.finish(
              worker.run(work, expectedOutputBytes: run.expectedOutputBytes))
          } else {
            isAtEnd = try !run.drain()
          }
          while let block = run.takeBlock() { try run.finish(block.compressed()) }
        }
      } else {
        try await convert(&run, with: worker)
      }
      try run.end()
    } catch let error as ConversionError {
      try run.fail(error)
    } catch {
      try run.fail(
        ConversionError(
          Diagnostic.Message(id: "conversion.stopped", text: "stopped: \(error)"), underlying: error
        ))
    }
    return run.report
  }

  /// The moment from which a conversion to this output counted dates when it was stopped; `nil` where
  /// none was.
  package static func moment(ofStopped plan: OutputPlan) -> NewsDate? {
    ResumableOutput.moment(besides: plan)
  }

  /// Whether what was lost, or warned of, keeps the output from being completed.
  package func refuses(_ report: ConversionReport) -> Bool {
    isStrict && !report.losses.isEmpty || refusesWarnings && report.warnings > 0
  }

  /// What readers and writers are given.
  var context: ConversionContext {
    var context = ConversionContext(
      limits: limits, sourceDate: sourceDate, temporaryFolder: temporaryFolder)
    context.undatedDate = undatedDate
    context.jobs = jobs
    return context
  }

  /// Works on several batches at once and finishes them in order.
  private func convert(_ run: inout ConversionRun, with worker: Worker) async throws {
    try await withThrowingTaskGroup(of: Done.self) { group in
      var batches = InOrder<WorkResult>()
      var blocks = InOrder<OutputBlock>()
      var running = 0
      var bytes = 0
      var next: WorkItem?
      var isAtEnd = false
      while true {
        while let block = run.takeBlock() {
          let number = blocks.start()
          running += 1
          group.addTask { .block(number, try block.compressed()) }
        }
        // One batch more than there are workers is read ahead, and as many may wait for
        // their turn to be written: that bounds the memory when one batch is slow.
        while !isAtEnd, running <= jobs, batches.waiting < 2 * jobs + 2 {
          next = next ?? run.nextWork()
          guard let work = next else {
            isAtEnd = true
            break
          }
          guard batches.waiting == 0 || bytes + work.bytes <= bytesAtOnce else { break }
          next = nil
          bytes += work.bytes
          let number = batches.start()
          running += 1
          let expected = run.expectedOutputBytes
          group.addTask { .batch(number, worker.run(work, expectedOutputBytes: expected)) }
        }
        if isAtEnd, batches.waiting == 0, blocks.waiting < 2 * jobs + 2, try run.drain() {
          continue
        }
        guard let done = try await group.next() else { break }
        running -= 1
        switch done {
        case .batch(let number, let result):
          batches.finish(number, result)
          while let next = batches.next() {
            bytes -= next.bytes
            try run.finish(next)
          }
        case .block(let number, let block):
          blocks.finish(number, block)
          while let next = blocks.next() { try run.finish(next) }
        }
      }
    }
  }

  /// How many bytes of memory the work that is on its way may take, unless it is one item.
  ///
  /// A story takes many times the bytes of its record, so the largest are converted one after the
  /// other. It does not bound usual batches.
  private var bytesAtOnce: Int { max(4 << 20, (2 * jobs + 2) * 2 * RecordBatch.targetBytes) }

  /// What a task has done.
  private enum Done {
    case batch(Int, WorkResult)
    case block(Int, OutputBlock)
  }

  /// Results that come in any order and are handed on in the order of their start.
  private struct InOrder<Result> {
    private var started = 0
    private var finished = 0
    private var early: [Int: Result] = [:]

    /// How many were started and not handed on.
    var waiting: Int { started - finished }

    mutating func start() -> Int {
      started += 1
      return started - 1
    }

    mutating func finish(_ number: Int, _ result: Result) { early[number] = result }

    mutating func next() -> Result? {
      guard let result = early.removeValue(forKey: finished) else { return nil }
      finished += 1
      return result
    }
  }
}
