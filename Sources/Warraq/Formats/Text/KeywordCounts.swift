/// How often the lists of a run have keywords, and words at their ends.
///
/// Counts are in thousandths, because a keyword counts by its share of the ways to cut its list;
/// whole numbers make the sum the same in whatever order the lists come.
struct KeywordCounts: Hashable, Sendable {
  /// Rarer ways to cut a list teach nothing: 1 in 20.
  static let least = 50

  private(set) var keywords: [UInt64: Int] = [:]
  private(set) var first: [UInt64: Int] = [:]
  private(set) var last: [UInt64: Int] = [:]
  private(set) var words: [UInt64: Int] = [:]
  /// How many lists there are, and how many of them are sorted, in thousandths.
  var lists = 0
  var sorted = 0

  /// Counts a keyword, given as the hash of all and of each of its words.
  mutating func add(_ keyword: UInt64, words hashes: ArraySlice<UInt64>, thousandths: Int) {
    guard thousandths >= Self.least, let start = hashes.first, let end = hashes.last else { return }
    keywords[keyword, default: 0] += thousandths
    first[start, default: 0] += thousandths
    last[end, default: 0] += thousandths
    for hash in hashes { words[hash, default: 0] += thousandths }
  }

  mutating func add(_ other: KeywordCounts) {
    keywords.merge(other.keywords, uniquingKeysWith: +)
    first.merge(other.first, uniquingKeysWith: +)
    last.merge(other.last, uniquingKeysWith: +)
    words.merge(other.words, uniquingKeysWith: +)
    lists += other.lists
    sorted += other.sorted
  }

  /// The logarithm of the odds that a further list is sorted, no surer than e to the fourth.
  func logOddsOfSorted(without own: KeywordCounts) -> Double {
    let count = Double(max(lists - own.lists, 0)) + 2
    let share = (Double(max(sorted - own.sorted, 0)) / 1000 + 1) / count
    return min(max(Logarithm.of(share / (1 - share)), -4), 4)
  }

  static func difference(
    _ counts: [UInt64: Int], _ own: [UInt64: Int], _ hash: UInt64
  ) -> Double {
    guard let count = counts[hash] else { return 0 }
    return Double(max(count - own[hash, default: 0], 0)) / 1000
  }
}

/// A number for a word that other words do not share but by a chance of one in 2^64 (FNV-1a).
enum WordHash {
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  static func of(_ scalars: some Sequence<UInt32>, from start: UInt64 = start) -> UInt64 {
    var hash = start
    for value in scalars { hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3 }
    return hash
  }

  /// Those of the words of a table, folded, with a separator or line ends between them.
  static func ofWords(in table: String, separator: Character = " ") -> Set<UInt64> {
    let separator = separator.asciiValue
    // By bytes: looking for whole characters takes ten times as long, at every start.
    return Set(
      Array(table.utf8).split { $0 == separator || $0 == 0x0A }
        .map { of(TextFolding.folded($0)) })
  }
}
