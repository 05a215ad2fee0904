/// One document: it holds the first article back until it knows whether there is another.
///
/// Memory is that of one batch, and eight bytes for each package.
struct NewsMLG2Output: ArticleOutput {
  /// What it has to know about an encoded article.
  struct Info: Sendable {
    var versionCreated: NewsDate?
    /// How many items the article became.
    var items: Int
    /// What the identifiers of a package's groups start with.
    var groupHash: UInt64?
  }

  private enum State {
    case empty
    case item([UInt8], versionCreated: NewsDate?)
    case message
  }

  private var state = State.empty
  private var usedHashes: Set<UInt64> = []

  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {}

  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard let first = batch.parts.first else { return }
    let info = first.info as? Info
    let bytes = withUniqueGroups(batch)
    switch state {
    case .empty:
      if batch.parts.count == 1, info?.items == 1 {
        state = .item(bytes ?? batch.buffer.bytes, versionCreated: info?.versionCreated)
        return
      }
      try startMessage(sent: context.sourceDate ?? info?.versionCreated, sink)
    case .item(let bytes, let versionCreated):
      try startMessage(sent: context.sourceDate ?? versionCreated, sink)
      try sink.write(bytes)
      try sink.write([UInt8(ascii: "\n")])
    case .message: try sink.write([UInt8(ascii: "\n")])
    }
    state = .message
    try sink.write(bytes ?? batch.buffer.bytes)
  }

  /// A single article is held back, and there is no going on from there.
  var resumptionState: [UInt8]? {
    switch state {
    case .empty: []
    case .item: nil
    case .message:
      usedHashes.sorted().flatMap { hash in withUnsafeBytes(of: hash.littleEndian) { Array($0) } }
    }
  }

  mutating func resume(from bytes: [UInt8]) {
    state = .message
    for start in stride(from: 0, to: bytes.count - 7, by: 8) {
      usedHashes.insert(bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    var buffer = ByteBuffer()
    switch state {
    case .empty: throw ConversionError(.noArticle)
    case .item(let bytes, _):
      buffer.append(Self.declaration)
      buffer.append(contentsOf: bytes)
      buffer.append("\n" as StaticString)
    case .message: buffer.append("\n</itemSet>\n</newsMessage>\n" as StaticString)
    }
    try sink.write(buffer.bytes)
  }

  /// The bytes of a batch with other identifiers of groups where a package comes again: those of a
  /// document are unique (XML 1.0, 3.3.1). `nil` where nothing has to change.
  private mutating func withUniqueGroups(_ batch: EncodedBatch) -> [UInt8]? {
    var changed: [UInt8]?
    for part in batch.parts {
      guard let used = (part.info as? Info)?.groupHash else { continue }
      var hash = used
      while !usedHashes.insert(hash).inserted { hash &+= 1 }
      guard hash != used else { continue }
      var bytes = changed ?? batch.buffer.bytes
      let old = Array("=\"\(NewsMLG2.groupPrefix(used))-".utf8)
      let new = Array("=\"\(NewsMLG2.groupPrefix(hash))-".utf8)
      var index = part.range.lowerBound
      while index + old.count <= part.range.upperBound {
        if bytes[index] == old[0], bytes[index..<(index + old.count)].elementsEqual(old) {
          bytes.replaceSubrange(index..<(index + old.count), with: new)
        }
        index += 1
      }
      changed = bytes
    }
    return changed
  }

  private func startMessage(sent: NewsDate?, _ sink: any ByteSink) throws(ConversionError) {
    var buffer = ByteBuffer()
    buffer.append(Self.declaration)
    buffer.append("<newsMessage xmlns=\"\(NewsMLG2.namespace)\">\n<header>\n  <sent>")
    if let sent { buffer.append(sent.instant.date) }
    buffer.append("</sent>\n</header>\n<itemSet>\n" as StaticString)
    try sink.write(buffer.bytes)
  }

  private static let declaration: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
}

extension Diagnostic.Message {
  static let noArticle = Self(
    id: "newsml.no-article", text: "a NewsML-G2 document holds at least one story, found none")
}
