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
  /// Changes to every article, first to last. Identifiers are given before the first.
  public var transforms: [any Transform] = []
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
  /// The format that an existing file has to be of for an output to take its place; `nil` to
  /// replace files of any kind. The inputs are never replaced.
  public var replaceableFormat: Format?
  /// How many errors stop the conversion, 1 or more; `nil` to go on whatever happens.
  ///
  /// The output is then not completed: a file stays as it was, what went to standard output or to
  /// files of their own stays there.
  public var maximumErrors: Int?

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
    var run = ConversionRun(
      self, inputs: inputs, plan: plan, onDiagnostic: onDiagnostic, onProgress: onProgress)
    let worker = Worker(
      writer: writer, transforms: transforms, template: plan.template, context: context)
    do {
      if jobs <= 1 {
        while let work = run.nextWork() { try run.finish(worker.run(work)) }
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

  /// What readers and writers are given.
  var context: ConversionContext {
    ConversionContext(limits: limits, sourceDate: sourceDate, temporaryFolder: temporaryFolder)
  }

  /// Works on several batches at once and finishes them in order.
  private func convert(_ run: inout ConversionRun, with worker: Worker) async throws {
    try await withThrowingTaskGroup(of: (Int, WorkResult).self) { group in
      var started = 0
      var finished = 0
      var running = 0
      var waiting: [Int: WorkResult] = [:]
      var isAtEnd = false
      while true {
        // One batch more than there are workers is read ahead, and as many may wait for
        // their turn to be written: that bounds the memory when one batch is slow.
        while !isAtEnd, running <= jobs, started - finished < 2 * jobs + 2 {
          guard let work = run.nextWork() else {
            isAtEnd = true
            break
          }
          let number = started
          started += 1
          running += 1
          group.addTask { (number, worker.run(work)) }
        }
        guard let (number, result) = try await group.next() else { break }
        running -= 1
        waiting[number] = result
        while let next = waiting.removeValue(forKey: finished) {
          finished += 1
          try run.finish(next)
        }
      }
    }
  }
}
