/// Packs an output on its way to another sink.
///
/// The output is cut into blocks of one size, each packed by itself: so any task may pack one, and
/// the bytes are the same however many do. Whoever owns the sink takes blocks, packs them and
/// appends them in order; what no worker took is packed by ``commit()``.
final class CompressedSink: ByteSink {
  /// How many bytes a block holds: enough that packing it by itself costs next to nothing.
  static let blockBytes = 1 << 20

  private let sink: any ByteSink
  private let codec: Codec
  private var blocks: [[UInt8]] = []
  // Blocks that somebody packs.
  private var taken: [[UInt8]] = []
  private var open: [UInt8] = []
  private var isEmpty = true

  init(_ sink: any ByteSink, codec: Codec) {
    self.sink = sink
    self.codec = codec
  }

  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.blockBytes - open.count)
      open.append(contentsOf: piece)
      rest = rest.dropFirst(piece.count)
      guard open.count == Self.blockBytes else { continue }
      blocks.append(open)
      open = []
    }
  }

  /// The next full block, to be packed and given back to ``append(packed:)``.
  func takeBlock() -> [UInt8]? {
    guard !blocks.isEmpty else { return nil }
    taken.append(blocks.removeFirst())
    return taken.last
  }

  /// What was written and is not packed yet.
  var pending: [UInt8] { Array((taken + blocks).joined()) + open }

  /// Writes a packed block; blocks come in the order in which they were taken.
  func append(packed bytes: [UInt8]) throws(ConversionError) {
    isEmpty = false
    try sink.write(bytes)
    if !taken.isEmpty { taken.removeFirst() }
  }

  func commit() throws(ConversionError) {
    while let block = takeBlock() { try append(packed: codec.compress(block)) }
    // Nothing at all would be no file of that codec.
    if !open.isEmpty || isEmpty { try append(packed: codec.compress(open)) }
    open = []
    try sink.commit()
  }

  func cancel() { sink.cancel() }
}
