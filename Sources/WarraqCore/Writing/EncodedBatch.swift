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
    let end = buffer.count
    if !parts.isEmpty { buffer.append(contentsOf: separator) }
    let start = buffer.count
    do throws(ConversionError) {
      let info = try writer.encode(article, to: &buffer, context: &context)
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
