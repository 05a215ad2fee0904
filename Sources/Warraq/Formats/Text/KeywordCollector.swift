internal import Synchronization
package import WarraqCore

/// Collects what the lists of keywords of a run teach about each other.
///
/// Sums are whole numbers, so that they are the same in whatever order the stories come. What does
/// not fit into some 30 MB waits on the disk, in sorted runs.
package final class KeywordCollector: Sendable {
  /// What was learned.
  package struct Table {
    /// A line with the number of lists and of those in order, then a line for each keyword with how
    /// often it was found, the most frequent first.
    package var bytes: [UInt8]
    /// How many keywords are rarer than those in the table, which has room for no more.
    package var leftOut = 0
  }

  private struct State {
    // Their UTF-8: texts that Unicode takes for equal would be kept as the first of them is.
    var thousandths: [[UInt8]: Int] = [:]
    var runs: KeywordRuns
    var lists = 0
    var sorted = 0
    /// Why the disk did not take what did not fit.
    var failure: ConversionError?
  }

  private let maximumKeywords: Int
  private let maximumHeld: Int
  private let state: Mutex<State>

  /// Makes an empty collector.
  ///
  /// - Parameters:
  ///   - folder: where what does not fit into memory lies.
  ///   - maximumKeywords: how many keywords a table has at most: those found most often.
  ///   - maximumHeld: how many keywords stay in memory.
  package init(folder: String, maximumKeywords: Int = 50_000, maximumHeld: Int = 200_000) {
    self.maximumKeywords = maximumKeywords
    self.maximumHeld = maximumHeld
    state = Mutex(State(runs: KeywordRuns(folder: folder)))
  }

  /// Adds what a list teaches.
  func add(_ counts: KeywordCounts, _ keywords: [(text: String, thousandths: Int)]) {
    state.withLock { state in
      state.lists += counts.lists
      state.sorted += counts.sorted
      guard state.failure == nil else { return }
      for keyword in keywords {
        state.thousandths[Array(keyword.text.utf8), default: 0] += keyword.thousandths
      }
      guard state.thousandths.count > maximumHeld else { return }
      do throws(ConversionError) {
        try state.runs.append(state.thousandths)
        state.thousandths.removeAll(keepingCapacity: true)
      } catch {
        state.failure = error
      }
    }
  }

  /// What was learned.
  ///
  /// - Throws: `ConversionError` `output.unwritable` where the disk did not take what did not fit
  ///   into memory.
  package func table() throws(ConversionError) -> Table {
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    var most = MostFrequent(maximum: maximumKeywords)
    try state.runs.forEach(with: state.thousandths) { most.add($0, $1) }
    var table = Array("\(KeywordTable.lists)\t\(state.lists)\t".utf8)
    table += Self.decimal(state.sorted) + [0x0A]
    for (text, thousandths) in most.sorted() {
      table += text + [0x09] + Self.decimal(thousandths) + [0x0A]
    }
    return Table(bytes: table, leftOut: most.leftOut)
  }

  private static func decimal(_ thousandths: Int) -> [UInt8] {
    let rest = thousandths % 1000
    let zeros = rest < 10 ? "00" : rest < 100 ? "0" : ""
    return Array("\(thousandths / 1000).\(zeros)\(rest)".utf8)
  }
}

/// The keywords found most often, and of equals those that come first.
private struct MostFrequent {
  let maximum: Int
  private(set) var leftOut = 0
  private var found: [(text: [UInt8], thousandths: Int)] = []

  init(maximum: Int) { self.maximum = maximum }

  mutating func add(_ text: [UInt8], _ thousandths: Int) {
    found.append((text, thousandths))
    if found.count >= 2 * max(maximum, 1) { cut() }
  }

  mutating func sorted() -> [(text: [UInt8], thousandths: Int)] {
    cut()
    return found
  }

  private mutating func cut() {
    found.sort { first, second in
      first.thousandths != second.thousandths
        ? first.thousandths > second.thousandths
        : first.text.lexicographicallyPrecedes(second.text)
    }
    leftOut += max(found.count - maximum, 0)
    found.removeLast(max(found.count - maximum, 0))
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
