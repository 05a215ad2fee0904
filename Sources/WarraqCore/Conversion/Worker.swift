internal import WarraqModel

/// The work on one batch: a pure function that any task may run.
struct Worker: Sendable {
  private var encoder: StoryEncoder
  private var transforms: [any Transform]
  private var orderedTransforms: [any OrderedTransform]
  private var lastTransforms: [any Transform]
  private let template: PathTemplate?
  private let context: ConversionContext
  private let losses: LossTally
  private let lane: Lane?
  private let provenance: Provenance?

  init(_ converter: Converter, template: PathTemplate?) {
    let encoder = StoryEncoder(converter)
    self.encoder = encoder
    transforms = [Identification()] + converter.transforms
    orderedTransforms = converter.orderedTransforms
    lastTransforms = converter.lastTransforms
    self.template = template
    var context = converter.context
    if converter.orderedTransforms.isEmpty, template == nil {
      context.projection = (transforms + lastTransforms).reduce(encoder.projection) {
        $0.union($1.projection)
      }
    }
    self.context = context
    losses = LossTally(of: encoder.writers)
    lane = Lane(converter, template: template)
    provenance = converter.provenance
  }

  /// Decodes, transforms and encodes every record of a batch, or of inputs that it opens.
  func run(_ item: WorkItem, expectedOutputBytes: Int) -> WorkResult {
    // Lists of its own: of shared ones, all workers would change the reference counts with every
    // story.
    var worker = self
    worker.encoder = encoder.unshared
    worker.transforms = transforms.map { $0 }
    worker.orderedTransforms = orderedTransforms.map { $0 }
    worker.lastTransforms = lastTransforms.map { $0 }
    var result = WorkResult()
    result.bytes = item.bytes
    // What a large record becomes is not copied while it grows. Memory that is not written to costs
    // nothing.
    let room = item.bytes < 1 << 20 ? 0 : min(16 * item.bytes, 1 << 30)
    result.encoded.buffer.bytes.reserveCapacity(max(expectedOutputBytes, room))
    var context = context
    var losses = losses
    switch item {
    case .batch(let work): worker.convert(work, to: &result, losses: &losses, context: &context)
    case .inputs(let inputs):
      var feeder = BatchFeeder(inputs)
      while let work = feeder.next(reusing: result.takeStorage()) {
        worker.convert(work, to: &result, losses: &losses, context: &context)
      }
      result.bytesRead = feeder.bytesRead
      // Where a conversion is canceled, some of the inputs are still to come.
      result.end = feeder.position
      result.end.bytes = inputs.bytesBefore
    }
    losses.report(to: &context.log)
    result.failures = context.log.diagnostics.count { $0.severity == .error }
    result.log = context.log
    return result
  }

  private func convert(
    _ work: Work, to result: inout WorkResult, losses: inout LossTally,
    context: inout ConversionContext
  ) {
    var run = lane.flatMap { LaneRun($0, work, context) }
    work.decode(
      context: &context, provenance: provenance,
      inLane: { bytes, place, context in
        run?.convert(
          bytes, at: place, to: &result.encoded, &result.stories, separator: encoder.separator,
          losses: &losses, said: &context) ?? false
      }
    ) { article, context throws(ConversionError) in
      try write(&article, to: &result.encoded, &result.stories, losses: &losses, context: &context)
    }
    if let run {
      context.log.reading.merge(run.reading)
      result.inLane += run.inLane
      result.leftLane += run.leftLane
    }
    result.failedInputs += work.failedInputs
    result.end = work.end
    result.storage = work.batch.bytes
  }

  private func write(
    _ article: inout Article, to encoded: inout EncodedBatch, _ stories: inout [StoryBatch.Story],
    losses: inout LossTally,
    context: inout ConversionContext
  ) throws(ConversionError) {
    let first = context.log.diagnostics.count
    for transform in transforms {
      guard try transform.apply(to: &article, context: &context) else { return }
    }
    // Paths and marks are made of the whole story, whatever is written of it.
    let path = template?.path(for: article)
    let marks = orderedTransforms.map { $0.mark(of: article) }
    for transform in lastTransforms {
      guard try transform.apply(to: &article, context: &context) else { return }
    }
    try encoder.append(article, to: &encoded, path: path, context: &context)
    guard !orderedTransforms.isEmpty else { return losses.add(article) }
    let diagnostics = first..<context.log.diagnostics.count
    stories.append(
      StoryBatch.Story(marks: marks, losses: losses.losses(of: article), diagnostics: diagnostics))
  }
}

extension Work {
  /// Decodes every record of the batch and hands on its articles, one after the other.
  ///
  /// What is wrong with a record, and what `body` throws for an article, is emitted in the log; the
  /// others go on.
  ///
  /// - Parameter inLane: converts a record from where it lies; returns `false` where it holds
  ///   something unusual, and then says nothing.
  @inline(__always)
  func decode(
    context: inout ConversionContext, provenance: Provenance? = nil,
    inLane: (UnsafeBufferPointer<UInt8>, () -> Record, inout ConversionContext) -> Bool = {
      _, _, _ in false
    },
    _ body: (inout Article, inout ConversionContext) throws(ConversionError) -> Void
  ) {
    var notes = notes[...]
    var articles: [Article] = []
    for index in 0..<batch.count {
      let said = context.log.diagnostics.count
      // Notes stand before the record among whose lines they are.
      if notes.isEmpty, batch.withBytes(of: index, { inLane($0, { batch[index] }, &context) }) {
        if context.log.diagnostics.count > said {
          context.log.locate(from: said, at: batch[index].location)
        }
        continue
      }
      let record = batch[index]
      while let note = notes.first, note.precedes(record, at: index) {
        context.log.emit(notes.removeFirst().diagnostic)
      }
      articles.removeAll(keepingCapacity: true)
      let first = context.log.diagnostics.count
      context.inputPath = record.file
      do throws(ConversionError) {
        try reader.decode(record, into: &articles, context: &context)
      } catch {
        context.log.emit(error)
      }
      if let place = provenance?.place(of: record) {
        for index in articles.indices { articles[index].input = place }
      }
      for index in articles.indices {
        do throws(ConversionError) {
          try body(&articles[index], &context)
        } catch {
          context.log.emit(error)
        }
      }
      // Neither a reader nor a writer knows where its record starts in the input.
      context.log.locate(from: first, at: record.location)
    }
    for note in notes { context.log.emit(note.diagnostic) }
    context.log.reading.merge(reading)
  }
}

/// What became of a batch, or of several small inputs.
struct WorkResult: Sendable {
  var encoded = EncodedBatch()
  /// What the ordered transforms have to know of its articles; empty where there are none.
  var stories: [StoryBatch.Story] = []
  var log = DiagnosticLog()
  /// Errors in the log.
  var failures = 0
  var failedInputs = 0
  /// Where the conversion is among its inputs after it.
  var end = InputPosition()
  /// How many bytes the worker read itself.
  var bytesRead = 0
  /// `WorkItem.bytes` of the work.
  var bytes = 0
  /// The memory of the batch, to be used again.
  var storage: [UInt8] = []
  /// Records that were written from where they lie, and those that were not.
  var inLane = 0
  var leftLane = 0

  mutating func takeStorage() -> [UInt8] {
    defer { storage = [] }
    return storage
  }
}
