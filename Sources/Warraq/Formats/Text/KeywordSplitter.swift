internal import WarraqCore

/// Splits a list of keywords that has lost its separators.
///
/// Each way to cut the list has a score, the sum of what ``KeywordWeights`` says of its keywords.
/// Publishers print such lists in the order of their characters; whether this one is in order is a
/// hypothesis with odds of its own, and under it only segmentations in which the keywords ascend
/// count. Each keyword's confidence follows from the share of the weight of all segmentations that
/// have it, under both hypotheses by their odds (``KeywordCalibration``).
package struct KeywordSplitter: Sendable {
  /// A keyword and how sure it is.
  package struct Keyword: Sendable {
    /// The words it is made of.
    package var words: Range<Int>
    /// 0 to 1, two digits after the point.
    package var confidence: Double
  }

  /// Longer lists are left as they are.
  private static let maximumListWords = 600
  /// The logarithm of the odds that a list is sorted when nothing else is known.
  private static let priorOfSorted = 2.0

  private let grammar: FoldedGrammar
  private let given: Set<UInt64>
  private let learned: KeywordCounts?

  /// Makes a splitter.
  ///
  /// - Parameters:
  ///   - row: the row of the list's language; `nil` for a language without one.
  ///   - given: the hashes of keywords that the user knows.
  ///   - learned: what the lists of the run taught.
  init(row: TextMarkers?, given: Set<UInt64> = [], learned: KeywordCounts? = nil) {
    grammar = row.flatMap { FoldedGrammar.standard[$0.language] } ?? FoldedGrammar(KeywordGrammar())
    self.given = given
    self.learned = learned
  }

  /// Makes a splitter for a language, a BCP 47 tag, and keywords that the user knows.
  package init(language: String, known: [String] = []) {
    self.init(row: TextMarkers.row(for: language), given: Self.hashes(of: known))
  }

  /// The hashes of keywords, folded.
  static func hashes(of keywords: [String]) -> Set<UInt64> {
    Set(
      keywords.map { TextFolding.folded($0.utf8) }.filter { !$0.isEmpty }.map { WordHash.of($0) })
  }

  /// The keywords of a list of words, in order; `nil` for lists of more than 600 words.
  ///
  /// - Parameters:
  ///   - words: the words as printed, in UTF-8.
  ///   - story: the texts of the story, in UTF-8.
  package func split(_ words: [ArraySlice<UInt8>], story: [ArraySlice<UInt8>]) -> [Keyword]? {
    guard !words.isEmpty, words.count <= Self.maximumListWords else { return nil }
    guard words.count > 1 else { return [Keyword(words: 0..<1, confidence: 1)] }
    let evidence = KeywordEvidence(words, story: story, grammar: grammar, given: given)
    var parse = parse(evidence, .sorted, .anyOrder, prior: Self.priorOfSorted)
    var calibration = (sorted: KeywordCalibration.sorted, any: KeywordCalibration.anyOrder)
    if let learned {
      let own = counts(of: parse, in: evidence)
      parse = self.parse(
        evidence, .sortedOfRun, .anyOrderOfRun, prior: learned.logOddsOfSorted(without: own),
        learned: (learned, own))
      calibration = (.sortedOfRun, .anyOrderOfRun)
    }
    return parse.keywords.map { place in
      let share = min(max(parse.shares[place], 0), 1)
      let confidence =
        parse.sorted * calibration.sorted.confidence(share: share)
        + (1 - parse.sorted) * calibration.any.confidence(share: share)
      return Keyword(
        words: evidence.lattice.words(of: place), confidence: (confidence * 100).rounded() / 100)
    }
  }

  /// What a list teaches the others.
  func counts(
    of words: [ArraySlice<UInt8>], story: [ArraySlice<UInt8>]
  ) -> (counts: KeywordCounts, keywords: [(words: Range<Int>, thousandths: Int)])? {
    guard words.count > 1, words.count <= Self.maximumListWords else { return nil }
    let evidence = KeywordEvidence(words, story: story, grammar: grammar, given: given)
    let parse = parse(evidence, .sorted, .anyOrder, prior: Self.priorOfSorted)
    var keywords: [(words: Range<Int>, thousandths: Int)] = []
    evidence.lattice.forEachPlace { place, words in
      let thousandths = Int((parse.shares[place] * 1000).rounded())
      if thousandths >= KeywordCounts.least { keywords.append((words, thousandths)) }
    }
    return (counts(of: parse, in: evidence), keywords)
  }

  private func counts(of parse: Parse, in evidence: KeywordEvidence) -> KeywordCounts {
    var counts = KeywordCounts()
    evidence.lattice.forEachPlace { place, words in
      counts.add(
        evidence.hashes[place], words: evidence.wordHashes[words],
        thousandths: Int((parse.shares[place] * 1000).rounded()))
    }
    counts.lists = 1
    counts.sorted = Int((parse.sorted * 1000).rounded())
    return counts
  }

  // MARK: - Both hypotheses

  private struct Parse {
    /// The places of the keywords.
    var keywords: [Int]
    var shares: [Double]
    /// How likely the list is sorted.
    var sorted: Double
  }

  private func parse(
    _ evidence: KeywordEvidence, _ sortedWeights: KeywordWeights, _ anyWeights: KeywordWeights,
    prior: Double, learned: (all: KeywordCounts, own: KeywordCounts)? = nil
  ) -> Parse {
    let lattice = evidence.lattice
    let scores = evidence.scores(anyWeights, learned: learned)
    let all = lattice.shares(scores, nil) ?? ([], 0)
    var odds = -Double.infinity
    var order: KeywordLattice.Order?
    // Lists are sorted by characters or, by some databases, without regard to case and forms.
    for candidate in KeywordEvidence.Order.allCases where odds <= 0 {
      let flags = lattice.order { evidence.ascends($0, $1, candidate) }
      guard let found = lattice.logOdds(of: flags, scores, total: all.total) else { continue }
      let sum = found + prior - (candidate == .printed ? 0 : Self.priorOfSorted)
      if sum > odds {
        odds = sum
        order = flags
      }
    }
    let sorted = 1 / (1 + Exponential.of(-min(max(odds, -30), 30)))
    let sortedScores = evidence.scores(sortedWeights, learned: learned)
    guard let order, let ordered = lattice.shares(sortedScores, order) else {
      return Parse(keywords: lattice.best(scores, nil) ?? [], shares: all.shares, sorted: 0)
    }
    let best =
      sorted > 0.5 ? lattice.best(sortedScores, order) : lattice.best(scores, nil)
    return Parse(
      keywords: best ?? [],
      shares: zip(ordered.shares, all.shares).map { sorted * $0 + (1 - sorted) * $1 },
      sorted: sorted)
  }
}
