internal import WarraqCore

/// What is known of a list of words, of each word and of each keyword that could be.
struct KeywordEvidence {
  /// How lists are sorted: by the characters as printed or as folded.
  enum Order: CaseIterable { case printed, folded }

  /// What is known of a word.
  private struct Word {
    var hasArticle = false
    /// Begins or ends no keyword.
    var isLink = false
    /// Has the article and the ending of an adjective.
    var isAdjective = false
    /// Has only the ending.
    var isIndefiniteAdjective = false
    var beginsWithConjunction = false
    var beginsWithContraction = false
    var isHeadNoun = false
    var isGivenName = false
    var opensName = false
    var joinsName = false
    var isPlace = false
    var isNumber = false
    var isUpper = false
    var isLower = false
    /// Follows the word before it somewhere in the story.
    var isAdjacent = false
    /// Does not where the story has the word before it.
    var isApart = false
  }

  let lattice: KeywordLattice
  /// A number for each word, folded, and for each place.
  let wordHashes: [UInt64]
  let hashes: [UInt64]

  private var words: [Word]
  // Places that are longest runs of the list's words in the story, places' names, and known.
  private var isRun: [Bool]
  private var isPlace: [Bool]
  private var isGiven: [Bool]
  // The places of the words among all of them in either order, so that comparing is cheap.
  private let printedRanks: [Int]
  private let foldedRanks: [Int]

  init(
    _ list: [ArraySlice<UInt8>], story: [ArraySlice<UInt8>], grammar: FoldedGrammar,
    given: Set<UInt64>
  ) {
    lattice = KeywordLattice(count: list.count)
    let printed = list.map { word in
      String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value)
    }
    let folded = list.map { TextFolding.folded($0) }
    printedRanks = Self.ranks(printed)
    foldedRanks = Self.ranks(folded)
    let wordHashes = folded.map { WordHash.of($0) }
    words = list.indices.map { index in
      let word = folded[index]
      let initial = list[index].firstVisibleScalar ?? 0
      var facts = Word()
      facts.hasArticle = grammar.hasArticle(word)
      facts.isLink = grammar.linkingWords.contains(wordHashes[index])
      facts.isAdjective = grammar.isAdjective(word, printed: printed[index])
      facts.isIndefiniteAdjective = grammar.isIndefiniteAdjective(word, printed: printed[index])
      facts.beginsWithConjunction = grammar.beginsWithConjunction(word)
      facts.beginsWithContraction = grammar.beginsWithContraction(word)
      facts.isHeadNoun = grammar.headNouns.contains(wordHashes[index])
      facts.isGivenName = grammar.givenNames.contains(wordHashes[index])
      facts.opensName = grammar.namePrefixes.contains(wordHashes[index])
      facts.joinsName = grammar.nameJoints.contains(wordHashes[index])
      facts.isPlace = grammar.places.contains(wordHashes[index])
      facts.isNumber = !word.isEmpty && word.allSatisfy(TextCharacter.isDigit)
      facts.isUpper = TextCharacter.isUppercase(initial)
      facts.isLower = TextCharacter.isLowercase(initial)
      return facts
    }
    let count = list.count * KeywordLattice.width
    var hashes = [UInt64](repeating: 0, count: count)
    var isPlace = [Bool](repeating: false, count: count)
    var isGiven = isPlace
    isRun = isPlace
    lattice.forEachPlace { place, words in
      let last = words.upperBound - 1
      hashes[place] =
        words.count == 1
        ? wordHashes[last]
        : WordHash.of(
          folded[last], from: WordHash.of(CollectionOfOne(0x20), from: hashes[place - 1]))
      isPlace[place] = grammar.places.contains(hashes[place])
      isGiven[place] = !given.isEmpty && given.contains(hashes[place])
    }
    self.wordHashes = wordHashes
    self.hashes = hashes
    self.isPlace = isPlace
    self.isGiven = isGiven
    read(story, folded: folded, grammar: grammar)
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

  // MARK: - The story

  /// Marks the words that are side by side in the story, those that are not, and longest runs.
  private mutating func read(
    _ story: [ArraySlice<UInt8>], folded: [[UInt32]], grammar: FoldedGrammar
  ) {
    var places: [UInt64: [Int]] = [:]
    // Few words of a story are in the list: a bit says so sooner than a dictionary.
    var mayBeListed = [Bool](repeating: false, count: 4096)
    for (index, hash) in wordHashes.enumerated() {
      places[hash, default: []].append(index)
      mayBeListed[Int(hash & 4095)] = true
    }
    // A joined letter or a contraction changes no word's last letters, so that most words of the
    // story need not be hashed at all.
    var mayEndWord = [Bool](repeating: folded.contains { $0.count < 2 }, count: 4096)
    for word in folded where word.count > 1 { mayEndWord[Self.ending(of: word)] = true }
    // The words of the list that the last word of the story may be, and where their runs start.
    var last: [(index: Int, start: Int)] = []
    var next: [(index: Int, start: Int)] = []
    func add(_ hash: UInt64) {
      guard mayBeListed[Int(hash & 4095)], let found = places[hash] else { return }
      for index in found where !next.contains(where: { $0.index == index }) {
        let start = last.first { $0.index == index - 1 }?.start
        next.append((index, start ?? index))
        if start != nil { words[index].isAdjacent = true }
      }
    }
    func end() {
      for (index, start) in last where !next.contains(where: { $0.index == index + 1 }) {
        let length = index - start + 1
        if length > 1, length <= KeywordLattice.width {
          isRun[start * KeywordLattice.width + length - 1] = true
        }
        if index + 1 < words.count { words[index + 1].isApart = true }
      }
      swap(&last, &next)
      next.removeAll(keepingCapacity: true)
    }
    for text in story {
      StoryWords.forEach(in: text) { word, isAfterPause in
        if isAfterPause { end() }
        if word.count < 2 || mayEndWord[Self.ending(of: word)] {
          add(WordHash.of(word))
          grammar.forEachStem(of: word) { add($0) }
        }
        if !last.isEmpty || !next.isEmpty { end() }
      }
      end()
    }
  }

  /// A number below 4096 for the last two letters of a word.
  private static func ending(of word: [UInt32]) -> Int {
    Int((word[word.count - 2] &* 61 ^ word[word.count - 1]) & 4095)
  }

  // MARK: - Scores

  /// The score of each place.
  func scores(
    _ weights: KeywordWeights, learned: (all: KeywordCounts, own: KeywordCounts)? = nil
  ) -> [Double] {
    let count = words.count
    let width = KeywordLattice.width
    var scores = [Double](repeating: 0, count: count * width)
    var begins = [Double](repeating: 0, count: count)
    var ends = begins
    for index in 0..<count {
      begins[index] = begin(at: index, weights)
      ends[index] = words[index].isLink && index + 1 < count ? weights.linkingWord : 0
      guard let (all, own) = learned else { continue }
      let hash = wordHashes[index]
      let total = KeywordCounts.difference(all.words, own.words, hash)
      if index > 0 {
        let first = KeywordCounts.difference(all.first, own.first, hash)
        begins[index] += weights.firstWord * Logarithm.of(2 * (first + 1) / (total + 2))
      }
      if index + 1 < count {
        let last = KeywordCounts.difference(all.last, own.last, hash)
        ends[index] += weights.lastWord * Logarithm.of(2 * (last + 1) / (total + 2))
      }
    }
    for start in 0..<count {
      var inner = 0.0
      for length in 1...min(width, count - start) {
        let place = start * width + length - 1
        let last = start + length - 1
        if length > 1 { inner += pair(endingAt: last, weights) }
        var score = weights.keyword + begins[start] + inner + ends[last]
        switch length {
        case 1: if words[start].isPlace { score += weights.place }
        case 2: score += weights.twoWords
        case 3: score += weights.threeWords
        default: score += weights.furtherWord * Double(length - 3)
        }
        if length > 1, isPlace[place] { score += weights.longPlace }
        if isRun[place] { score += weights.runInStory }
        if isGiven[place] { score += weights.given }
        if let (all, own) = learned {
          let known = KeywordCounts.difference(all.keywords, own.keywords, hashes[place])
          if known > 0 {
            score +=
              (length > 1 ? weights.known : weights.knownWord) * Logarithm.of(1 + 4 * known)
          }
        }
        scores[place] = score
      }
    }
    return scores
  }

  /// What speaks against a keyword that begins at a word.
  private func begin(at index: Int, _ weights: KeywordWeights) -> Double {
    guard index > 0 else { return 0 }
    let word = words[index]
    let previous = words[index - 1]
    var score = 0.0
    if word.isLink { score += weights.linkingWord }
    if word.isAdjective, previous.hasArticle {
      score += weights.adjective
    } else if word.isIndefiniteAdjective, !previous.hasArticle {
      score += weights.indefiniteAdjective
    }
    if word.beginsWithConjunction { score += weights.conjunction }
    if previous.isHeadNoun { score += weights.afterHeadNoun }
    if previous.opensName || word.joinsName { score += weights.insideName }
    return score
  }

  /// What speaks for a word and the one before it inside a keyword.
  private func pair(endingAt index: Int, _ weights: KeywordWeights) -> Double {
    let first = words[index - 1]
    let second = words[index]
    var score = 0.0
    if second.isAdjacent {
      score += weights.adjacentInStory
    } else if second.isApart {
      score += weights.apartInStory
    }
    switch (first.hasArticle, second.hasArticle) {
    case (true, true): score += weights.bothDefinite
    case (false, true): score += weights.definiteAfterIndefinite
    case (true, false):
      let isLinked =
        second.isLink || second.beginsWithConjunction || second.beginsWithContraction
      score += isLinked ? weights.linkAfterDefinite : weights.indefiniteAfterDefinite
    case (false, false): break
    }
    if first.isGivenName { score += weights.givenName }
    if first.isPlace || second.isPlace && !first.isHeadNoun { score += weights.besidePlace }
    if second.isNumber { score += weights.number }
    if first.isLower, second.isUpper, !first.isLink { score += weights.capitalInside }
    return score
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
