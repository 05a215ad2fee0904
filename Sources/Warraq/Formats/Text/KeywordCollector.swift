internal import Synchronization
internal import WarraqCore

/// Collects what the lists of keywords of a run teach about each other.
///
/// Sums are whole numbers, so that they are the same in whatever order the stories come.
package final class KeywordCollector: Sendable {
  private struct State {
    var thousandths: [String: Int] = [:]
    var lists = 0
    var sorted = 0
  }

  /// How many keywords a table has at most: those found most often.
  private static let maximumKeywords = 50_000

  private let state = Mutex(State())

  /// Makes an empty collector.
  package init() {}

  /// Adds what a list teaches.
  func add(_ counts: KeywordCounts, _ keywords: [(text: String, thousandths: Int)]) {
    state.withLock { state in
      state.lists += counts.lists
      state.sorted += counts.sorted
      for keyword in keywords {
        state.thousandths[keyword.text, default: 0] += keyword.thousandths
      }
    }
  }

  /// The table of what was learned: a line with the number of lists and of those in order, then a
  /// line for each keyword with how often it was found, the most frequent first.
  package func table() -> [UInt8] {
    let state = state.withLock { $0 }
    var table = "\(KeywordTable.lists)\t\(state.lists)\t\(Self.decimal(state.sorted))\n"
    let keywords = state.thousandths.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (text, thousandths) in keywords.prefix(Self.maximumKeywords) {
      table += "\(text)\t\(Self.decimal(thousandths))\n"
    }
    return Array(table.utf8)
  }

  private static func decimal(_ thousandths: Int) -> String {
    let rest = thousandths % 1000
    let zeros = rest < 10 ? "00" : rest < 100 ? "0" : ""
    return "\(thousandths / 1000).\(zeros)\(rest)"
  }
}

/// What the file of known keywords says: keywords, one a line, or the table that a run made.
struct KeywordTable {
  /// What the line with the number of lists begins with.
  static let lists = "#lists"

  /// Keywords that the user knows.
  var given: [String] = []
  /// What a run learned; `nil` where no line has counts.
  var learned: KeywordCounts?

  /// Reads the file. Tables strung together are the table of all their runs.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: "\t")
      if cells.count == 3, cells[0] == Self.lists, let lists = Int(cells[1]),
        let sorted = Self.thousandths(cells[2])
      {
        learned = learned ?? KeywordCounts()
        learned?.lists += lists
        learned?.sorted += sorted
      } else if cells.count == 2, let count = Self.thousandths(cells[1]) {
        learned = learned ?? KeywordCounts()
        learned?.add(cells[0].utf8, thousandths: count)
      } else {
        let keyword = Array(line.utf8)[...].trimmed.string
        if !keyword.isEmpty { given.append(keyword) }
      }
    }
  }

  /// "12.345" in thousandths; `nil` for what is no such number, or too large for a count.
  private static func thousandths(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard 1...2 ~= parts.count, let whole = Int(parts[0]), 0...1_000_000_000 ~= whole else {
      return nil
    }
    guard parts.count == 2 else { return whole * 1000 }
    guard parts[1].utf8.count == 3, let rest = Int(parts[1]), rest >= 0 else { return nil }
    return whole * 1000 + rest
  }
}

extension KeywordCounts {
  /// Counts a keyword, given as its UTF-8 as printed.
  mutating func add(_ keyword: some Collection<UInt8>, thousandths: Int) {
    let folded = TextFolding.folded(keyword)
    let words = folded.split(separator: 0x20).map { WordHash.of($0) }
    add(WordHash.of(folded), words: words[...], thousandths: thousandths)
  }
}
