/// All outputs of a conversion.
struct OutputDrivers {
  private var drivers: [OutputDriver]
  private let writers: [any ArticleWriter]
  /// Those whose reader went away; the others go on.
  private var closed: Set<Int> = []

  /// Makes them.
  ///
  /// - Parameters:
  ///   - inputs: what no output may take the place of.
  ///   - resumable: where the outputs grow when they can be resumed.
  ///   - isFirstShard: whether outputs start with what their format starts with, also where those of
  ///     several shards are strung together.
  init(
    _ outputs: [ConversionOutput], inputs: InputFiles, resumable: ResumableOutput?,
    isFirstShard: Bool
  ) {
    writers = outputs.map(\.writer)
    drivers = outputs.enumerated().map { index, output in
      OutputDriver(
        output,
        replaceable: ReplaceableFiles(
          format: output.replaceableFormat, codec: output.codec, inputs: inputs),
        resumable: resumable?.parts[index],
        beginsDocument: isFirstShard || !output.writer.joinsOutputs)
    }
  }

  /// How many there are.
  var count: Int { drivers.count }

  /// Goes on with the outputs that a checkpoint describes.
  mutating func resume(from checkpoint: Checkpoint) throws(ConversionError) {
    guard checkpoint.articles > 0 else { return }
    for (index, state) in checkpoint.outputs.enumerated() where index < drivers.count {
      try drivers[index].resume(from: state, articles: checkpoint.articles)
    }
  }

  /// Puts into a checkpoint what is needed to go on; returns whether that is possible here.
  func describe(in checkpoint: inout Checkpoint) -> Bool {
    let states = drivers.compactMap { $0.state }
    checkpoint.outputs = states
    return states.count == drivers.count
  }

  /// Writes the articles of a batch.
  mutating func append(
    _ batch: EncodedBatch, context: inout ConversionContext
  ) throws(ConversionError) {
    guard drivers.count > 1 else { return try drivers[0].append(batch, context: &context) }
    for (index, own) in batch.split(for: writers).enumerated() {
      context.log.output = index
      defer { context.log.output = nil }
      try write(to: index) { driver throws(ConversionError) in
        try driver.append(own, context: &context)
      }
    }
  }

  /// Writes to an output whose reader has not gone.
  ///
  /// - Throws: what `body` throws, but that the reader of one output among others went away.
  private mutating func write(
    to index: Int, _ body: (inout OutputDriver) throws(ConversionError) -> Void
  ) throws(ConversionError) {
    guard !closed.contains(index) else { return }
    do throws(ConversionError) {
      try body(&drivers[index])
    } catch {
      guard error.isClosedOutput, closed.count + 1 < drivers.count else {
        var error = error
        if drivers.count > 1 { error.output = index }
        throw error
      }
      closed.insert(index)
      drivers[index].cancel()
    }
  }

  /// The next block that any task may compress; it goes to ``append(_:)`` then.
  mutating func takeBlock() -> OutputBlock? {
    for index in drivers.indices where !closed.contains(index) {
      if let codec = drivers[index].codec, let bytes = drivers[index].takeBlock() {
        return OutputBlock(bytes: bytes, codec: codec, output: index)
      }
    }
    return nil
  }

  /// Writes a compressed block; they come in the order in which they were taken.
  mutating func append(_ block: OutputBlock) throws(ConversionError) {
    try write(to: block.output) { driver throws(ConversionError) in
      try driver.append(packed: block.bytes)
    }
  }

  /// Completes the outputs; returns how many files or streams were completed.
  mutating func finish(context: inout ConversionContext) throws(ConversionError) -> Int {
    var count = 0
    defer { context.log.output = nil }
    for index in drivers.indices {
      context.log.output = drivers.count > 1 ? index : nil
      try write(to: index) { driver throws(ConversionError) in
        count += try driver.finish(context: &context)
      }
    }
    return count
  }

  /// Throws away what is not complete. Files of a split output stay.
  mutating func cancel() {
    for index in drivers.indices { drivers[index].cancel() }
  }
}

/// A piece of an output that is compressed by itself.
struct OutputBlock: Sendable {
  /// Its bytes, and once it is compressed those of the output.
  fileprivate(set) var bytes: [UInt8]
  fileprivate let codec: Codec
  /// Which output it is of.
  fileprivate let output: Int

  /// The block with the bytes of the output.
  func compressed() throws(ConversionError) -> OutputBlock {
    var block = self
    block.bytes = try codec.compress(bytes)
    return block
  }
}

extension Converter {
  /// The outputs, the first of them with the plan.
  func outputs(to plan: OutputPlan) -> [ConversionOutput] {
    [
      ConversionOutput(
        writer: writer, plan: plan, codec: codec, replaceableFormat: replaceableFormat)
    ] + furtherOutputs
  }
}
