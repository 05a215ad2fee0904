internal import WarraqModel

/// What encodes every story of a conversion: the writer of its output, or those of all of them.
struct StoryEncoder: Sendable {
  /// The writer of the first output.
  let writer: any ArticleWriter
  private var others: [any ArticleWriter]
  /// What stands between two stories; the outputs put it there where there are several.
  let separator: [UInt8]

  init(_ converter: Converter) {
    writer = converter.writer
    others = converter.furtherOutputs.map(\.writer)
    separator = others.isEmpty ? writer.separator : []
  }

  /// All writers, in the order of the outputs.
  var writers: [any ArticleWriter] { [writer] + others }

  /// The fields that one of the writers looks at.
  var projection: Projection { others.reduce(writer.projection) { $0.union($1.projection) } }

  /// The same with a list of its own, which no other task counts references of.
  var unshared: StoryEncoder {
    var copy = self
    copy.others = others.map { $0 }
    return copy
  }

  /// Encodes a story at the end of a batch.
  ///
  /// Of several outputs, those that can hold it get it; what the others say against it is emitted.
  ///
  /// - Throws: what the writer throws when none can hold it; the batch is then as it was.
  @inline(__always)
  func append(
    _ article: Article, to batch: inout EncodedBatch, path: String?,
    context: inout ConversionContext
  ) throws(ConversionError) {
    guard !others.isEmpty else {
      return try batch.append(
        article, with: writer, separator: separator, path: path, context: &context)
    }
    try appendToAll(article, batch: &batch, context: &context)
  }

  private func appendToAll(
    _ article: Article, batch: inout EncodedBatch, context: inout ConversionContext
  ) throws(ConversionError) {
    let start = batch.buffer.count
    var pieces = StoryPieces()
    var alone = ByteBuffer()
    var refusal: ConversionError?
    defer { context.log.output = nil }
    for (index, writer) in writers.enumerated() {
      context.log.output = index
      do throws(ConversionError) {
        try pieces.add(to: &batch.buffer, over: &alone) { alone throws(ConversionError) in
          try writer.encode(article, to: &alone, context: &context)
        }
      } catch {
        pieces.addNothing()
        if let refusal { context.log.emit(refusal) }
        refusal = error
        refusal?.output = index
      }
    }
    if let refusal {
      guard !pieces.isEmpty else { throw refusal }
      context.log.emit(refusal)
    }
    batch.parts.append(
      EncodedPart(range: start..<batch.buffer.count, info: pieces))
  }
}

/// What the outputs have to know of a story that is encoded for several: its bytes for one lie after
/// those for the one before.
struct StoryPieces: Sendable {
  /// The story as one output takes it.
  struct Piece: Sendable {
    var byteCount: Int
    /// What `ArticleWriter.encode` returned.
    var info: (any Sendable)?
  }

  /// One an output; `nil` where its writer could not encode the story.
  private(set) var pieces: [Piece?] = []

  /// Whether no output has the story.
  var isEmpty: Bool { pieces.allSatisfy { $0 == nil } }

  /// Appends to `buffer` what `encode` makes of the story for the next output.
  ///
  /// - Parameter alone: where it is encoded: what stands before is no affair of a writer.
  mutating func add<Failure: Error>(
    to buffer: inout ByteBuffer, over alone: inout ByteBuffer,
    _ encode: (inout ByteBuffer) throws(Failure) -> (any Sendable)?
  ) throws(Failure) {
    alone.truncate(to: 0)
    let info = try encode(&alone)
    pieces.append(Piece(byteCount: alone.count, info: info))
    buffer.append(contentsOf: alone.bytes)
  }

  /// Notes that the next output does not have the story.
  mutating func addNothing() { pieces.append(nil) }
}

extension EncodedBatch {
  /// The batch of each output, of stories that are encoded for several.
  func split(for writers: [any ArticleWriter]) -> [EncodedBatch] {
    var batches = writers.map { _ in EncodedBatch() }
    let separators = writers.map(\.separator)
    for part in parts {
      guard let pieces = (part.info as? StoryPieces)?.pieces else { continue }
      var start = part.range.lowerBound
      for (index, piece) in pieces.enumerated() {
        guard let piece else { continue }
        let end = start + piece.byteCount
        batches[index].append(
          buffer.bytes[start..<end], info: piece.info, separator: separators[index])
        start = end
      }
    }
    return batches
  }

  private mutating func append(
    _ bytes: ArraySlice<UInt8>, info: (any Sendable)?, separator: [UInt8]
  ) {
    if !parts.isEmpty { buffer.append(contentsOf: separator) }
    let start = buffer.count
    buffer.append(contentsOf: bytes)
    parts.append(EncodedPart(range: start..<buffer.count, info: info))
  }
}
