public import WarraqModel

/// Puts articles in the order of a field; those without it come last, equals stay in their order.
///
/// Dates are ordered as moments, where they name no zone as if it were UTC; numbers as numbers;
/// texts by their code points. Of a list the first counts.
///
/// Nothing is written before the last article is read, and the encoded articles are kept in
/// memory: about as many bytes as the output has, not compressed, and 100 for each. Where only the
/// first few are wanted, no more than twice as many are kept.
public struct Sorting: OrderedTransform {
  private let field: ArticleField
  private let isDescending: Bool
  /// How many of the first articles are wanted; `nil` for all.
  public var maximumCount: Int?

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

  private static func bytes(_ number: Int) -> [UInt8] {
    let biased = UInt64(bitPattern: Int64(number)) ^ 1 << 63
    return stride(from: UInt64(56), through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: biased >> $0)
    }
  }

  /// Makes the sequential half.
  public func makeStage() -> any OrderedStage {
    Stage(isDescending: isDescending, maximumCount: maximumCount)
  }

  private struct Stage: OrderedStage {
    private struct Entry {
      var mark: [UInt8]?
      /// Where the story is among those held.
      var batch: Int
      var index: Int
    }

    let isDescending: Bool
    let maximumCount: Int?
    private var entries: [Entry] = []
    private var held: [StoryBatch] = []
    private var drained: Int?

    init(isDescending: Bool, maximumCount: Int?) {
      self.isDescending = isDescending
      self.maximumCount = maximumCount
    }

    mutating func pass(_ batch: inout StoryBatch, marks: [[UInt8]?]) {
      for index in marks.indices {
        entries.append(Entry(mark: marks[index], batch: held.count, index: index))
      }
      held.append(batch)
      batch.removeAll()
      // Twice as many as are wanted, so that each story is moved only a few times.
      if let maximumCount, entries.count > 2 * maximumCount + 1024 { prune(to: maximumCount) }
    }

    mutating func drain() -> StoryBatch? {
      if drained == nil {
        sort()
        if let maximumCount { entries.removeLast(max(0, entries.count - maximumCount)) }
      }
      let start = drained ?? 0
      guard start < entries.count, var batch = held.first?.empty else { return nil }
      var end = start
      while end < entries.count, batch.byteCount < RecordBatch.targetBytes {
        batch.append(storyAt: entries[end].index, of: held[entries[end].batch])
        end += 1
      }
      drained = end
      return batch
    }

    private mutating func sort() {
      entries.sort { a, b in
        guard let first = a.mark, let second = b.mark else {
          return a.mark == nil && b.mark == nil
            ? (a.batch, a.index) < (b.batch, b.index) : a.mark != nil
        }
        guard first != second else { return (a.batch, a.index) < (b.batch, b.index) }
        return isDescending
          ? second.lexicographicallyPrecedes(first) : first.lexicographicallyPrecedes(second)
      }
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
    }
  }
}
