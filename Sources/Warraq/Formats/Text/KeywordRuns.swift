internal import WarraqCore
internal import WarraqModel

/// Counts of keywords on the disk, in runs each of which is sorted by its keywords.
struct KeywordRuns: Sendable {
  private let spool: Spool
  private var runs: [Range<Int>] = []

  private static let blockBytes = 64 << 10

  /// Makes no runs; their file will lie in `folder`.
  init(folder: String) { spool = Spool(folder: folder) }

  /// Writes counts as a run.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  mutating func append(_ counts: [[UInt8]: Int]) throws(ConversionError) {
    let start = spool.count
    for (text, count) in Self.sorted(counts) {
      try spool.append((text + [0x09] + Array("\(count)".utf8) + [0x0A])[...])
    }
    runs.append(start..<spool.count)
  }

  /// Calls `body` with each keyword of the runs and of `counts`, in order, and the sum of its counts.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  func forEach(
    with counts: [[UInt8]: Int], _ body: ([UInt8], Int) -> Void
  ) throws(ConversionError) {
    guard !runs.isEmpty else {
      for (text, count) in counts { body(text, count) }
      return
    }
    // The one with the first keyword last.
    var cursors: [Cursor] = []
    for run in runs {
      var cursor = Cursor(rest: run)
      if try cursor.advance(in: spool) { Self.insert(cursor, &cursors) }
    }
    var held = Self.sorted(counts)[...]
    while true {
      guard
        let text = [cursors.last?.text, held.first?.text].compactMap({ $0 })
          .min(by: { $0.lexicographicallyPrecedes($1) })
      else { return }
      var sum = 0
      while var cursor = cursors.last, cursor.text == text {
        cursors.removeLast()
        sum += cursor.count
        if try cursor.advance(in: spool) { Self.insert(cursor, &cursors) }
      }
      if let first = held.first, first.text == text {
        sum += first.count
        held.removeFirst()
      }
      body(text, sum)
    }
  }

  private static func sorted(_ counts: [[UInt8]: Int]) -> [(text: [UInt8], count: Int)] {
    counts.map { ($0.key, $0.value) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
  }

  private static func insert(_ cursor: Cursor, _ cursors: inout [Cursor]) {
    var range = 0..<cursors.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        cursor.text.lexicographicallyPrecedes(cursors[middle].text)
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    cursors.insert(cursor, at: range.lowerBound)
  }

  /// A place in a run: at one of its keywords.
  private struct Cursor {
    private(set) var text: [UInt8] = []
    private(set) var count = 0
    // What is not read yet, and what is.
    private var rest: Range<Int>
    private var buffer: [UInt8] = []
    private var position = 0

    init(rest: Range<Int>) { self.rest = rest }

    /// Goes to the next keyword; returns whether there is one.
    mutating func advance(in spool: Spool) throws(ConversionError) -> Bool {
      while true {
        if let end = buffer[position...].firstIndex(of: 0x0A) {
          let line = buffer[position..<end]
          let tab = line.lastIndex(of: 0x09) ?? line.endIndex
          text = Array(line[..<tab])
          count = line[tab...].dropFirst().reduce(0) { $0 * 10 + Int($1 & 15) }
          position = end + 1
          return true
        }
        guard !rest.isEmpty else { return false }
        buffer.removeSubrange(..<position)
        position = 0
        buffer += try spool.bytes(in: rest.prefix(KeywordRuns.blockBytes))
        rest = rest.dropFirst(KeywordRuns.blockBytes)
      }
    }
  }
}
