package import WarraqModel

/// Encoded articles that travel together.
public struct EncodedBatch: Sendable {
  /// The bytes of the articles, with the writer's separator between two of them.
  public var buffer: ByteBuffer
  /// The articles, first to last.
  public var parts: [EncodedPart] = []

  /// Makes an empty batch, over the storage of `bytes` when given.
  public init(reusing bytes: consuming [UInt8] = []) {
    buffer = ByteBuffer(reusing: bytes)
  }

  /// A batch of the part at `index` alone.
  public func only(_ index: Int) -> EncodedBatch {
    var batch = EncodedBatch()
    batch.buffer.append(contentsOf: buffer.bytes[parts[index].range])
    var part = parts[index]
    part.range = 0..<part.range.count
    batch.parts = [part]
    return batch
  }

  /// Encodes one article at the end of the batch.
  ///
  /// - Parameter separator: what the writer has between two articles; some make it anew each time.
  /// - Throws: what the writer throws; the batch is then as it was.
  package mutating func append(
    _ article: Article, with writer: any ArticleWriter, separator: [UInt8], path: String? = nil,
    context: inout ConversionContext
  ) throws(ConversionError) {
    try append(separator: separator, path: path) { buffer throws(ConversionError) in
      try writer.encode(article, to: &buffer, context: &context)
    }
  }

  /// Encodes a story that is in slices at the end of the batch.
  ///
  /// - Throws: `LeavesLane` when the writer needs an article; the batch is then as it was.
  mutating func append(
    _ story: inout RecordIndex, with writer: any SliceWriter, and others: [any SliceWriter],
    separator: [UInt8], context: inout ConversionContext
  ) throws(LeavesLane) {
    try append(separator: separator, path: nil) { buffer throws(LeavesLane) in
      guard !others.isEmpty else {
        return try writer.encode(&story, to: &buffer, context: &context)
      }
      var pieces = StoryPieces()
      var alone = ByteBuffer()
      for writer in [writer] + others {
        try pieces.add(to: &buffer, over: &alone) { alone throws(LeavesLane) in
          try writer.encode(&story, to: &alone, context: &context)
        }
      }
      return pieces
    }
  }

  @inline(__always)
  private mutating func append<Failure: Error>(
    separator: [UInt8], path: String?,
    _ encode: (inout ByteBuffer) throws(Failure) -> (any Sendable)?
  ) throws(Failure) {
    let end = buffer.count
    if !parts.isEmpty { buffer.append(contentsOf: separator) }
    let start = buffer.count
    do throws(Failure) {
      let info = try encode(&buffer)
      parts.append(EncodedPart(range: start..<buffer.count, info: info, path: path))
    } catch {
      buffer.truncate(to: end)
      throw error
    }
  }
}

/// One encoded article.
public struct EncodedPart: Sendable {
  /// Where its bytes lie in the buffer of its batch.
  public var range: Range<Int>
  /// What `ArticleWriter.encode` returned.
  public var info: (any Sendable)?
  /// The path that the template of a split output gives it.
  public var path: String?
}
