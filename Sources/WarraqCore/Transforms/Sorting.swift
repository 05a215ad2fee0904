public import WarraqModel

/// Puts articles in the order of a field; those without it come last, equals stay in their order.
///
/// Dates are ordered as moments, where they name no zone as if it were UTC; numbers as numbers;
/// texts by their code points. Of a list the first counts.
///
/// Nothing is written before the last article is read. Until then the encoded articles are kept: up to
/// ``maximumBytes`` of them in memory, the others in sorted runs in a file without a name, from
/// which they are merged in the end. Where only the first few are wanted, no more than twice as many
/// are kept.
public struct Sorting: OrderedTransform {
  private let field: ArticleField
  private let isDescending: Bool
  /// How many of the first articles are wanted; `nil` for all.
  public var maximumCount: Int?
  /// How many bytes of articles are kept in memory.
  public var maximumBytes = 32 << 20

  /// Reads `FIELD` or `FIELD:desc`; fields are those of the canonical JSON.
  ///
  /// - Throws: `ConversionError` `usage.unknown-field`, `usage.option-value`.
  public init(_ text: String) throws(ConversionError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    field = try ArticleField.named(String(parts.first ?? ""), option: "sort")
    guard parts.count == 1 || parts.count == 2 && ["asc", "desc"].contains(parts[1]),
      field.kind != .other
    else {
      throw ConversionError(
        .badSetting("sort", text, expected: "a field such as published, with :desc or without"))
    }
    isDescending = parts.last == "desc"
  }

  /// The value of the field as bytes that are ordered as the values are.
  public func mark(of article: Article) -> [UInt8]? {
    switch field.kind {
    case .text, .list: field.texts(of: article).first.map { Array($0.utf8) }
    case .number: field.number(of: article).map { Self.bytes($0) }
    case .date:
      field.date(of: article).map { date in
        Self.bytes(date.secondsSince1970() ?? 0) + Self.bytes(date.nanosecond)
      }
    case .other: nil
    }
  }

  /// A number as bytes that are ordered as numbers are.
  static func bytes(_ number: Int) -> [UInt8] {
    let biased = UInt64(bitPattern: Int64(number)) ^ 1 << 63
    return stride(from: UInt64(56), through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: biased >> $0)
    }
  }

  /// Makes the sequential half.
  public func makeStage(temporaryFolder: String) -> any OrderedStage {
    Stage(
      order: Order(isDescending: isDescending), maximumCount: maximumCount,
      maximumBytes: maximumBytes, runs: SortedRuns(folder: temporaryFolder))
  }

  /// A stage that holds all stories, and gives them back in the order of their marks.
  static func makeHoldingStage(temporaryFolder: String) -> any OrderedStage {
    Stage(
      order: Order(isDescending: false), maximumCount: nil, maximumBytes: 32 << 20,
      runs: SortedRuns(folder: temporaryFolder))
  }

  /// The order of two marks.
  struct Order {
    let isDescending: Bool

    /// Whether the first comes before the second; `nil` when they are equal.
    func precedes(_ a: [UInt8]?, _ b: [UInt8]?) -> Bool? {
      guard let a, let b else { return (a == nil) == (b == nil) ? nil : a != nil }
      guard a != b else { return nil }
      return isDescending ? b.lexicographicallyPrecedes(a) : a.lexicographicallyPrecedes(b)
    }
  }

  private struct Stage: OrderedStage {
    private struct Entry {
      var mark: [UInt8]?
      /// Where the story is among those held.
      var batch: Int
      var index: Int
    }

    // What is kept of a story besides its bytes.
    private static let bytesOfEntry = 200

    private let order: Order
    private let maximumCount: Int?
    private let maximumBytes: Int
    private var runs: SortedRuns
    private var entries: [Entry] = []
    private var held: [StoryBatch] = []
    private var heldBytes = 0
    private var isSorted = false
    private var drained = 0

    init(order: Order, maximumCount: Int?, maximumBytes: Int, runs: SortedRuns) {
      self.order = order
      self.maximumCount = maximumCount
      self.maximumBytes = maximumBytes
      self.runs = runs
    }

    mutating func pass(
      _ batch: inout StoryBatch, marks: [[UInt8]?]
    ) throws(ConversionError) {
      for index in marks.indices {
        entries.append(Entry(mark: marks[index], batch: held.count, index: index))
      }
      held.append(batch)
      heldBytes += batch.byteCount
      batch.removeAll()
      // Twice as many as are wanted, so that each story is moved only a few times.
      if let maximumCount, entries.count > 2 * maximumCount + 1024 { prune(to: maximumCount) }
      if heldBytes + entries.count * Self.bytesOfEntry > maximumBytes { try spill() }
    }

    mutating func drain() throws(ConversionError) -> StoryBatch? {
      if !isSorted {
        isSorted = true
        if runs.isEmpty { sort() } else { try spill() }
      }
      var batch = runs.isEmpty ? drainHeld() : try runs.next(in: order)
      if let maximumCount { batch?.keep { $0 + drained < maximumCount } }
      drained += batch?.count ?? 0
      return batch?.count == 0 ? nil : batch
    }

    private func drainHeld() -> StoryBatch? {
      guard drained < entries.count, var batch = held.first?.empty else { return nil }
      for entry in entries[drained...] {
        batch.append(storyAt: entry.index, of: held[entry.batch])
        if batch.byteCount >= RecordBatch.targetBytes { break }
      }
      return batch
    }

    private mutating func sort() {
      entries.sort { a, b in
        order.precedes(a.mark, b.mark) ?? ((a.batch, a.index) < (b.batch, b.index))
      }
    }

    /// Writes what is held as one sorted run.
    private mutating func spill() throws(ConversionError) {
      guard let empty = held.first?.empty else { return }
      sort()
      runs.begin(empty)
      for entry in entries.prefix(maximumCount ?? entries.count) {
        try runs.append(storyAt: entry.index, of: held[entry.batch], mark: entry.mark)
      }
      entries = []
      held = []
      heldBytes = 0
    }

    /// Forgets all but the first stories, which are put together in the order of the input.
    private mutating func prune(to count: Int) {
      sort()
      entries.removeLast(entries.count - count)
      guard var kept = held.first?.empty else { return }
      let order = entries.indices.sorted {
        (entries[$0].batch, entries[$0].index) < (entries[$1].batch, entries[$1].index)
      }
      for index in order {
        kept.append(storyAt: entries[index].index, of: held[entries[index].batch])
        entries[index].batch = 0
        entries[index].index = kept.count - 1
      }
      held = [kept]
      heldBytes = kept.byteCount
    }
  }
}
