/// Encoded stories on the disk, in runs each of which is sorted, and their way back in one order.
///
/// ```swift
/// runs.begin(batch.empty)
/// try runs.append(storyAt: 0, of: batch, mark: mark)
/// while let batch = try runs.next(in: order) { ... }
/// ```
///
/// A story on the disk is its bytes, its marks, its path and two numbers. What a writer returned for it
/// besides, such as an entry of a table of contents, stays in memory.
struct SortedRuns {
  private let spool: Spool
  private var runs: [Range<Int>] = []
  private var infos: [any Sendable] = []
  private var record = ByteBuffer()
  private var empty = StoryBatch(separator: [])
  /// The runs of which something is left, the one with the first story last; `nil` before reading.
  private var cursors: [Cursor]?

  // What all runs read ahead in sum, and each of them at least and at most.
  private static let readAheadBytes = 8 << 20
  private static let blockBytes = 4 << 10...256 << 10

  /// Makes no runs; their file will lie in `folder`.
  init(folder: String) { spool = Spool(folder: folder) }

  /// Whether nothing was written.
  var isEmpty: Bool { runs.isEmpty }

  /// Begins a run of stories for the same output as those of `empty`.
  mutating func begin(_ empty: StoryBatch) {
    self.empty = empty
    runs.append(spool.count..<spool.count)
  }

  /// Appends a story to the run that was begun last.
  ///
  /// - Parameter mark: what it is sorted by.
  mutating func append(
    storyAt index: Int, of batch: StoryBatch, mark: [UInt8]?
  ) throws(ConversionError) {
    let story = batch.stories[index]
    let part = batch.encoded.parts[index]
    record.truncate(to: 0)
    record.append(field: mark)
    record.append(number: story.losses.rawValue)
    record.append(number: part.info == nil ? 0 : UInt64(infos.count + 1))
    record.append(field: part.path.map { Array($0.utf8) })
    record.append(number: UInt64(story.marks.count))
    for mark in story.marks { record.append(field: mark) }
    record.append(contentsOf: batch.encoded.buffer.bytes[part.range])
    if let info = part.info { infos.append(info) }
    var length = ByteBuffer()
    length.append(number: UInt64(record.count))
    try spool.append(length.bytes[...])
    let end = try spool.append(record.bytes[...]).upperBound
    runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<end
  }

  /// The next stories of all runs; `nil` after the last. Of equals those of the earliest run come
  /// first.
  mutating func next(in order: Sorting.Order) throws(ConversionError) -> StoryBatch? {
    if cursors == nil { try start(in: order) }
    var batch = empty
    while batch.byteCount < RecordBatch.targetBytes, var first = cursors?.popLast() {
      first.append(to: &batch, infos)
      if try first.advance(in: spool) { insert(first, order) }
    }
    return batch.count == 0 ? nil : batch
  }

  private mutating func start(in order: Sorting.Order) throws(ConversionError) {
    let share = Self.readAheadBytes / max(runs.count, 1)
    let blockBytes = min(max(share, Self.blockBytes.lowerBound), Self.blockBytes.upperBound)
    cursors = []
    for number in runs.indices {
      var cursor = Cursor(run: number, rest: runs[number], blockBytes: blockBytes)
      if try cursor.advance(in: spool) { insert(cursor, order) }
    }
  }

  private mutating func insert(_ cursor: Cursor, _ order: Sorting.Order) {
    guard let others = cursors else { return }
    var range = 0..<others.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let isFirst =
        order.precedes(cursor.mark, others[middle].mark) ?? (cursor.run < others[middle].run)
      range = isFirst ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    cursors?.insert(cursor, at: range.lowerBound)
  }
}

/// A place in a run: at one of its stories.
private struct Cursor {
  /// Which run it is.
  let run: Int
  /// What the story is sorted by.
  private(set) var mark: [UInt8]?
  private let blockBytes: Int
  // What is not read yet, and what is: the story lies at the start of `buffer` from `fields` on.
  private var rest: Range<Int>
  private var buffer: [UInt8] = []
  private var fields = 0
  private var end = 0

  init(run: Int, rest: Range<Int>, blockBytes: Int) {
    self.run = run
    self.rest = rest
    self.blockBytes = blockBytes
  }

  /// Goes to the next story; returns whether there is one.
  mutating func advance(in spool: Spool) throws(ConversionError) -> Bool {
    let start = end
    guard start < buffer.count || !rest.isEmpty else { return false }
    end = try position(after: 8, from: start, in: spool)
    fields = end - 8
    let length = Int(number())
    end = try position(after: length, from: fields, in: spool)
    fields = end - length
    mark = field()
    return true
  }

  /// Appends the story to a batch. It can be done once.
  mutating func append(to batch: inout StoryBatch, _ infos: [any Sendable]) {
    let losses = Loss.FeatureSet(rawValue: number())
    let info = Int(number())
    let path = field().map { String(decoding: $0, as: UTF8.self) }
    let marks = (0..<number()).map { _ in field() }
    batch.append(
      StoryBatch.Story(marks: marks, losses: losses, diagnostics: 0..<0),
      EncodedPart(range: 0..<0, info: info == 0 ? nil : infos[info - 1], path: path),
      bytes: buffer[fields..<end])
  }

  /// Reads until there are `count` bytes from `start` on; returns where they end, which is elsewhere
  /// than before when what lies before `start` had to go.
  private mutating func position(
    after count: Int, from start: Int, in spool: Spool
  ) throws(ConversionError) -> Int {
    guard buffer.count - start < count else { return start + count }
    buffer.removeSubrange(..<start)
    let wanted = min(max(count - buffer.count, blockBytes), rest.count)
    buffer += try spool.bytes(in: rest.prefix(wanted))
    rest = rest.dropFirst(wanted)
    return count
  }

  private mutating func number() -> UInt64 {
    defer { fields += 8 }
    return buffer[fields..<fields + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func field() -> [UInt8]? {
    let count = Int(number())
    guard count > 0 else { return nil }
    defer { fields += count - 1 }
    return Array(buffer[fields..<fields + count - 1])
  }
}

extension ByteBuffer {
  fileprivate mutating func append(number: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Appends bytes after their number and one; 0 stands for `nil`.
  fileprivate mutating func append(field bytes: [UInt8]?) {
    append(number: bytes.map { UInt64($0.count + 1) } ?? 0)
    append(contentsOf: bytes ?? [])
  }
}
