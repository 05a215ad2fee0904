internal import WarraqCore

/// Splits a list of keywords that has lost its separators.
///
/// Publishers print such lists in the order of their characters, so keywords must ascend. Among the
/// segmentations in which they do, the one of the highest score is taken; what counts is documented
/// at ``Weights``. Each keyword's confidence is the share of the weight of all segmentations that
/// have it, so it is high where nothing else comes near.
package struct KeywordSplitter: Sendable {
  /// What each kind of evidence counts.
  ///
  /// Set on lists of our own (see the README of this folder); the orders of magnitude are those of
  /// a study of 996 lists of an Arabic publication.
  package struct Weights: Sendable {
    /// For each keyword, so that more are better.
    package var keyword = 1.0
    /// A keyword that begins or ends with a word such as "of".
    package var linkingWord = -5.0
    /// A keyword that begins with an adjective of the noun before it.
    package var adjective = -2.0
    /// A keyword that begins with "and".
    package var conjunction = -2.0
    /// A word without the article right after one with it inside a keyword: no phrase goes so.
    package var indefiniteAfterDefinite = -0.8
    /// Each word after the third.
    package var longKeyword = -0.5
    /// Two words of a keyword that follow each other in the story too.
    package var adjacentInStory = 1.6
    /// A keyword that the user knows.
    package var known = 4.0
    /// A capital letter after a small one inside a keyword.
    package var capitalInside = -1.5
    /// How much a difference in score tells: the higher, the more confident.
    package var sharpness = 2.0

    /// The weights as they are.
    package init() {}
  }

  /// A keyword and how sure it is.
  package struct Keyword: Sendable {
    /// The words it is made of.
    package var words: Range<Int>
    /// 0 to 1, two digits after the point.
    package var confidence: Double
  }

  /// The longest keyword in words.
  private static let maximumWords = 8
  /// Longer lists are left as they are.
  private static let maximumListWords = 600

  private let grammar: Grammar
  private let known: Set<[UInt32]>
  private let weights: Weights

  /// Makes a splitter.
  ///
  /// - Parameters:
  ///   - row: the row of the list's language; `nil` for a language without one.
  ///   - known: keywords that the user knows, folded.
  init(row: TextMarkers?, known: Set<[UInt32]>, weights: Weights = Weights()) {
    grammar = row.flatMap { Grammar.standard[$0.language] } ?? Grammar(KeywordGrammar())
    self.known = known
    self.weights = weights
  }

  /// Makes a splitter for a language, a BCP 47 tag, and keywords that the user knows.
  package init(language: String, known: [String] = [], weights: Weights = Weights()) {
    self.init(
      row: TextMarkers.row(for: language),
      known: Set(known.map { TextFolding.folded($0.utf8) }), weights: weights)
  }

  /// The keywords of a list of words, in order; `nil` when the list does not look sorted and the
  /// user's keywords do not cover it.
  ///
  /// - Parameters:
  ///   - words: the words as printed, in UTF-8.
  ///   - story: the texts of the story, in UTF-8.
  package func split(_ words: [ArraySlice<UInt8>], story: [ArraySlice<UInt8>]) -> [Keyword]? {
    guard words.count > 1, words.count <= Self.maximumListWords else { return nil }
    var list = WordList(words)
    let adjacent = adjacentPairs(of: list.folded, in: story)
    list.scores = scores(of: list, adjacent: adjacent)
    // Lists are sorted by characters or, by some databases, without regard to case and forms.
    for order in [WordList.Order.printed, .folded] where isSorted(list, order) {
      if let keywords = best(list, order) { return keywords }
    }
    guard !known.isEmpty, let keywords = best(list, nil) else { return nil }
    let covered = keywords.reduce(0) { isKnown(list, $1.words) ? $0 + $1.words.count : $0 }
    return covered * 5 >= words.count * 4 ? keywords : nil
  }

  // MARK: - Is it sorted?

  /// Whether the longest chain of ascending keywords is longer than chance makes it.
  ///
  /// The chain may leave out no word but may join up to the longest keyword. In random order the
  /// longest ascending subsequence of n words has about 2√n; a sorted list has one link a keyword.
  private func isSorted(_ list: WordList, _ order: WordList.Order) -> Bool {
    guard let links = longestChain(list, order) else { return false }
    let words = Double(list.count)
    let chance = 2 * words.squareRoot() - 1.8
    // Four words have too few orders to prove anything.
    guard list.count > 4 else { return links == list.count }
    return Double(links) >= min(max(0.42 * words + 1, chance + 1), 0.8 * words)
  }

  /// How many keywords the segmentation with the most of them has.
  private func longestChain(_ list: WordList, _ order: WordList.Order) -> Int? {
    let width = Self.maximumWords
    var links = [Int](repeating: 0, count: list.count * width)
    var longest: Int?
    for start in 0..<list.count {
      for length in 1...min(width, list.count - start) {
        var best = start == 0 ? 1 : 0
        for before in 1...width where start >= before {
          let previous = links[(start - before) * width + before - 1]
          if previous > 0, previous >= best,
            list.ascends((start - before)..<start, start..<(start + length), order)
          {
            best = previous + 1
          }
        }
        links[start * width + length - 1] = best
        if start + length == list.count, best > 0 { longest = max(longest ?? 0, best) }
      }
    }
    return longest
  }

  // MARK: - Scores

  /// The score of each keyword that could be, by its first word and its length.
  private func scores(of list: WordList, adjacent: [Bool]) -> [Double] {
    let width = Self.maximumWords
    var scores = [Double](repeating: 0, count: list.count * width)
    for start in 0..<list.count {
      var score = weights.keyword
      if start > 0 { score += startScore(list, start) }
      for length in 1...min(width, list.count - start) {
        let last = start + length - 1
        if length > 1 {
          if adjacent[last] { score += weights.adjacentInStory }
          if length > 3 { score += weights.longKeyword }
          if grammar.breaksPhrase(list.folded[last - 1], list.folded[last]) {
            score += weights.indefiniteAfterDefinite
          }
          if list.isLower[last - 1], list.isUpper[last],
            !grammar.linkingWords.contains(list.folded[last - 1])
          {
            score += weights.capitalInside
          }
        }
        var total = score
        if isKnown(list, start..<(last + 1)) { total += weights.known }
        scores[start * width + length - 1] = total
      }
    }
    return scores
  }

  /// What speaks against a keyword that begins at a word.
  private func startScore(_ list: WordList, _ index: Int) -> Double {
    let word = list.folded[index]
    let previous = list.folded[index - 1]
    if grammar.linkingWords.contains(word) || grammar.linkingWords.contains(previous) {
      return weights.linkingWord
    }
    if grammar.isAdjective(word, printed: list.printed[index]), grammar.hasArticle(previous) {
      return weights.adjective
    }
    if grammar.beginsWithConjunction(word) { return weights.conjunction }
    return 0
  }

  private func isKnown(_ list: WordList, _ words: Range<Int>) -> Bool {
    guard !known.isEmpty else { return false }
    return known.contains(Array(list.folded[words].joined(separator: CollectionOfOne(0x20))))
  }

  /// For each word, whether it follows the word before it somewhere in the story.
  private func adjacentPairs(
    of words: [[UInt32]], in story: [ArraySlice<UInt8>]
  ) -> [Bool] {
    var places: [UInt64: [Int]] = [:]
    // Few words of a story are in the list: a bit says so sooner than a dictionary.
    var mayBeListed = [Bool](repeating: false, count: 4096)
    for (index, word) in words.enumerated() {
      let hash = WordHash.of(word)
      places[hash, default: []].append(index)
      mayBeListed[Int(hash & 4095)] = true
    }
    // A joined letter or a contraction changes no word's last letters, so that most words of the
    // story need not be hashed at all.
    var mayEndWord = [Bool](repeating: words.contains { $0.count < 2 }, count: 4096)
    for word in words where word.count > 1 { mayEndWord[Self.ending(of: word)] = true }
    func found(_ hash: UInt64) -> [Int]? { mayBeListed[Int(hash & 4095)] ? places[hash] : nil }
    var adjacent = [Bool](repeating: false, count: words.count)
    // Where the word before stands in the list, also without the letters joined to it.
    var last: [Int] = []
    var next: [Int] = []
    for text in story {
      last.removeAll(keepingCapacity: true)
      StoryWords.forEach(in: text) { word, isAfterPause in
        if isAfterPause { last.removeAll(keepingCapacity: true) }
        next.removeAll(keepingCapacity: true)
        guard word.count < 2 || mayEndWord[Self.ending(of: word)] else {
          last.removeAll(keepingCapacity: true)
          return
        }
        if let found = found(WordHash.of(word)) {
          for index in found where index > 0 && last.contains(index - 1) { adjacent[index] = true }
          next.append(contentsOf: found)
        }
        grammar.forEachStem(of: word) { hash in
          if let found = found(hash) { next.append(contentsOf: found) }
        }
        swap(&last, &next)
      }
    }
    return adjacent
  }

  /// A number below 4096 for the last two letters of a word.
  private static func ending(of word: [UInt32]) -> Int {
    Int((word[word.count - 2] &* 61 ^ word[word.count - 1]) & 4095)
  }

  // MARK: - The best segmentation

  /// The segmentation of the highest score, with confidences; `nil` when none ascends.
  private func best(_ list: WordList, _ order: WordList.Order?) -> [Keyword]? {
    let width = Self.maximumWords
    let count = list.count
    func ascends(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
      guard let order else { return true }
      return list.ascends(a, b, order)
    }
    // Every place is a keyword's first word and its length.
    var total = [Double](repeating: -.infinity, count: count * width)
    var from = [Int](repeating: -1, count: count * width)
    for start in 0..<count {
      for length in 1...min(width, count - start) {
        let place = start * width + length - 1
        if start == 0 { total[place] = list.scores[place] }
        for before in 1...width where start >= before {
          let previous = (start - before) * width + before - 1
          let sum = total[previous] + list.scores[place]
          guard sum > total[place] else { continue }
          if ascends((start - before)..<start, start..<(start + length)) {
            total[place] = sum
            from[place] = previous
          }
        }
      }
    }
    var last = -1
    for length in 1...min(width, count) {
      let place = (count - length) * width + length - 1
      if total[place] > -.infinity, last < 0 || total[place] > total[last] { last = place }
    }
    guard last >= 0 else { return nil }
    let shares = shares(list, best: total[last], ascends: ascends)
    var keywords: [Keyword] = []
    while last >= 0 {
      let start = last / width
      let share = (shares[last] * 100).rounded() / 100
      keywords.append(
        Keyword(words: start..<(start + last % width + 1), confidence: min(max(share, 0), 1)))
      last = from[last]
    }
    return keywords.reversed()
  }

  /// For each place, the share of the weight of all segmentations that go through it.
  ///
  /// A segmentation weighs e to the power of its score. All have the same words, so a constant
  /// taken from each word's score changes no share and keeps the sums in range.
  private func shares(
    _ list: WordList, best: Double, ascends: (Range<Int>, Range<Int>) -> Bool
  ) -> [Double] {
    let width = Self.maximumWords
    let count = list.count
    let constant = best / Double(count)
    var forward = [Double](repeating: 0, count: count * width)
    var backward = forward
    var weight = forward
    for start in 0..<count {
      for length in 1...min(width, count - start) {
        let place = start * width + length - 1
        weight[place] = Exponential.of(
          weights.sharpness * (list.scores[place] - constant * Double(length)))
        var sum = start == 0 ? 1.0 : 0
        for before in 1...width where start >= before {
          let previous = forward[(start - before) * width + before - 1]
          if previous > 0, ascends((start - before)..<start, start..<(start + length)) {
            sum += previous
          }
        }
        forward[place] = sum * weight[place]
      }
    }
    var all = 0.0
    for start in stride(from: count - 1, through: 0, by: -1) {
      for length in 1...min(width, count - start) {
        let place = start * width + length - 1
        let end = start + length
        if end == count {
          backward[place] = 1
          all += forward[place]
          continue
        }
        var sum = 0.0
        for after in 1...min(width, count - end) {
          let next = end * width + after - 1
          if ascends(start..<end, end..<(end + after)) { sum += backward[next] * weight[next] }
        }
        backward[place] = sum
      }
    }
    return zip(forward, backward).map { all > 0 ? $0 * $1 / all : 0 }
  }
}

// MARK: - Words

/// The words of a list, ready to compare.
private struct WordList {
  enum Order { case printed, folded }

  let count: Int
  let folded: [[UInt32]]
  let isUpper: [Bool]
  let isLower: [Bool]
  var scores: [Double] = []
  let printed: [[UInt32]]
  // The places of the words among all of them in either order, so that comparing is cheap.
  private let printedRanks: [Int]
  private let foldedRanks: [Int]

  init(_ words: [ArraySlice<UInt8>]) {
    count = words.count
    printed = words.map { word in
      String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value)
    }
    folded = words.map { TextFolding.folded($0) }
    let initials = words.map { $0.firstVisibleScalar ?? 0 }
    printedRanks = Self.ranks(printed)
    foldedRanks = Self.ranks(folded)
    isUpper = initials.map(TextCharacter.isUppercase)
    isLower = initials.map(TextCharacter.isLowercase)
  }

  /// Whether the first keyword comes before the second, word by word as a space sorts first.
  func ascends(_ a: Range<Int>, _ b: Range<Int>, _ order: Order) -> Bool {
    let ranks = order == .printed ? printedRanks : foldedRanks
    var (i, j) = (a.lowerBound, b.lowerBound)
    while i < a.upperBound, j < b.upperBound {
      if ranks[i] != ranks[j] { return ranks[i] < ranks[j] }
      i += 1
      j += 1
    }
    return j < b.upperBound
  }

  private static func ranks(_ words: [[UInt32]]) -> [Int] {
    let order = words.indices.sorted { words[$0].lexicographicallyPrecedes(words[$1]) }
    var ranks = [Int](repeating: 0, count: words.count)
    var rank = 0
    for (position, index) in order.enumerated() {
      if position > 0, words[order[position - 1]] != words[index] { rank += 1 }
      ranks[index] = rank
    }
    return ranks
  }
}

/// A number for a word that other words do not share but by a chance of one in 2^64 (FNV-1a).
private enum WordHash {
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  static func of(_ scalars: some Sequence<UInt32>, from start: UInt64 = start) -> UInt64 {
    var hash = start
    for value in scalars { hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3 }
    return hash
  }
}

/// The folded words of running text.
private enum StoryWords {
  /// Calls `body` with each word and whether punctuation stands before it.
  static func forEach(in text: ArraySlice<UInt8>, _ body: ([UInt32], Bool) -> Void) {
    var word: [UInt32] = []
    var isAfterPause = true
    var index = text.startIndex
    func end() {
      guard !word.isEmpty else { return }
      body(word, isAfterPause)
      word.removeAll(keepingCapacity: true)
      isAfterPause = false
    }
    while index < text.endIndex {
      let (value, next) = text.scalar(at: index)
      index = next
      let folded = TextFolding.fold(value)
      if folded == 0 { continue }
      if folded == 0x20 {
        end()
      } else if TextCharacter.isWordPart(value) || folded == 0x27 || folded == 0x2D {
        word.append(folded)
      } else {
        end()
        // Quotation marks stand around names and break nothing.
        if !TextCharacter.opensQuotation(value), !TextCharacter.closes(value) || value == 0x29 {
          isAfterPause = true
        }
      }
    }
    end()
  }
}

/// A ``KeywordGrammar``, folded.
private struct Grammar: Sendable {
  /// Those of the rows of the table, by their languages.
  static let standard = Dictionary(
    TextMarkers.all.map { ($0.language, Grammar($0.keywords)) }, uniquingKeysWith: { $1 })

  let linkingWords: Set<[UInt32]>
  private let article: [UInt32]
  private let endings: [[UInt32]]
  private let exceptions: Set<[UInt32]>
  private let conjunction: [UInt32]
  private let conjunctionExceptions: [[UInt32]]
  private let proclitics: [[UInt32]]
  private let contractions: [(short: [UInt32], long: [UInt32])]

  init(_ grammar: KeywordGrammar) {
    func fold(_ text: String) -> [UInt32] { TextFolding.folded(text.utf8) }
    linkingWords = Set(grammar.linkingWords.map(fold))
    article = fold(grammar.article ?? "")
    endings = grammar.adjectiveEndings.map(fold)
    exceptions = Set(grammar.adjectiveExceptions.map(fold))
    conjunction = fold(grammar.conjunction ?? "")
    conjunctionExceptions = grammar.conjunctionExceptions.map(fold)
    proclitics = grammar.proclitics.map(fold)
    contractions = grammar.contractions.map { (fold($0.key), fold($0.value)) }
  }

  func hasArticle(_ word: [UInt32]) -> Bool {
    !article.isEmpty && word.count > article.count + 1 && word.starts(with: article)
  }

  /// Whether the word has the article and the ending of an adjective.
  ///
  /// Alef maqsura is folded to ya, but the nouns that end with it have no adjectives' ending.
  func isAdjective(_ word: [UInt32], printed: [UInt32]) -> Bool {
    hasArticle(word) && !exceptions.contains(word) && printed.last != 0x649
      && endings.contains { word.count > article.count + $0.count + 1 && word.hasSuffix($0) }
  }

  /// Whether a word with the article is followed by one that can neither describe nor join it.
  func breaksPhrase(_ first: [UInt32], _ second: [UInt32]) -> Bool {
    hasArticle(first) && !hasArticle(second) && !linkingWords.contains(second)
      && !beginsWithConjunction(second)
  }

  func beginsWithConjunction(_ word: [UInt32]) -> Bool {
    !conjunction.isEmpty && word.count > 3 && word.starts(with: conjunction)
      && !conjunctionExceptions.contains { word.starts(with: $0) }
  }

  /// The hashes of the word without the letters that running text joins to it, one and two of them.
  func forEachStem(of word: [UInt32], _ body: (UInt64) -> Void) {
    guard word.count > 3 else { return }
    forEachContraction(in: word[...], body)
    for letter in proclitics where word.starts(with: letter) {
      let stem = word.dropFirst(letter.count)
      body(WordHash.of(stem))
      forEachContraction(in: stem, body)
      for second in proclitics where stem.count > 3 && stem.starts(with: second) {
        body(WordHash.of(stem.dropFirst(second.count)))
      }
    }
  }

  private func forEachContraction(in word: ArraySlice<UInt32>, _ body: (UInt64) -> Void) {
    for (short, long) in contractions where word.starts(with: short) {
      body(WordHash.of(word.dropFirst(short.count), from: WordHash.of(long)))
    }
  }
}

extension [UInt32] {
  fileprivate func hasSuffix(_ suffix: [UInt32]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}

/// The exponential function, the same on every machine: a C library's may differ in the last bit.
private enum Exponential {
  static func of(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    let power = (min(x, 700) * 1.4426950408889634).rounded()
    let rest = min(x, 700) - power * 0.6931471805599453
    // The series for |rest| ≤ 0.35; the ninth term is below 1e-10.
    var term = 1.0
    var sum = 1.0
    for index in 1...9 {
      term *= rest / Double(index)
      sum += term
    }
    return Double(sign: .plus, exponent: Int(power), significand: sum)
  }
}
