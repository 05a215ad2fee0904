/// A ``KeywordGrammar``, folded.
struct FoldedGrammar: Sendable {
  /// Those of the rows of the table, by their languages.
  static let standard = Dictionary(
    TextMarkers.all.map { ($0.language, FoldedGrammar($0.keywords)) }, uniquingKeysWith: { $1 })

  /// The hashes of words that no keyword begins or ends with.
  let linkingWords: Set<UInt64>
  /// Those of nouns that want a complement, of given names, and of parts of names.
  let headNouns: Set<UInt64>
  let givenNames: Set<UInt64>
  let namePrefixes: Set<UInt64>
  let nameJoints: Set<UInt64>
  /// Those of places, also of several words.
  let places: Set<UInt64>

  private let article: [UInt32]
  private let endings: [[UInt32]]
  private let exceptions: Set<[UInt32]>
  private let conjunction: [UInt32]
  private let conjunctionExceptions: [[UInt32]]
  private let proclitics: [[UInt32]]
  private let contractions: [(short: [UInt32], long: [UInt32])]

  init(_ grammar: KeywordGrammar) {
    func fold(_ text: some StringProtocol) -> [UInt32] { TextFolding.folded(text.utf8) }
    linkingWords = Set(grammar.linkingWords.map { WordHash.of(fold($0)) })
    headNouns = WordHash.ofWords(in: grammar.headNouns)
    givenNames = WordHash.ofWords(in: grammar.givenNames)
    namePrefixes = WordHash.ofWords(in: grammar.namePrefixes)
    nameJoints = WordHash.ofWords(in: grammar.nameJoints)
    places = WordHash.ofWords(in: grammar.places, separator: "|")
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

  /// Whether the word has no article and an ending of an adjective of two letters and more: one
  /// letter alone ends too many nouns.
  func isIndefiniteAdjective(_ word: [UInt32], printed: [UInt32]) -> Bool {
    !article.isEmpty && !hasArticle(word) && printed.last != 0x649
      && endings.contains { $0.count > 1 && word.count > $0.count + 2 && word.hasSuffix($0) }
  }

  func beginsWithConjunction(_ word: [UInt32]) -> Bool {
    !conjunction.isEmpty && word.count > 3 && word.starts(with: conjunction)
      && !conjunctionExceptions.contains { word.starts(with: $0) }
  }

  func beginsWithContraction(_ word: [UInt32]) -> Bool {
    contractions.contains { word.starts(with: $0.short) }
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
