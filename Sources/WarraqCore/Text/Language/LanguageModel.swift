/// The rows of ``LanguageProfile`` in the form that a scan of a text needs.
struct LanguageModel {
  /// The rows, at most 64: a set of them is the bits of a number.
  let profiles: [LanguageProfile]
  /// The rows that have a word.
  let words: FeatureTable
  /// The rows that have a trigram.
  let trigrams: FeatureTable
  /// The numbers of the rows of each script; the index is the raw value of ``WritingScript``.
  private let rows: [[Int]]
  /// The letters of each script that say anything about its rows.
  private let letters: [[LetterEvidence]]

  /// For and against a language, as sets of rows.
  private struct LetterEvidence {
    let letter: Int
    var uses: UInt64 = 0
    var tolerates: UInt64 = 0
  }

  /// The languages of Warraq.
  static let standard = LanguageModel(LanguageProfile.all)

  init(_ profiles: [LanguageProfile]) {
    precondition(profiles.count <= 64)
    // Words of four letters and a space, trigrams of three: each letter a byte or two.
    let bytes = profiles.reduce(into: (words: 0, trigrams: 0)) {
      $0.words += $1.words.utf8.count
      $0.trigrams += $1.trigrams.utf8.count
    }
    var words = FeatureTable(minimumCapacity: bytes.words / 8)
    var trigrams = FeatureTable(minimumCapacity: bytes.trigrams / 6)
    for (index, profile) in profiles.enumerated() {
      let bit: UInt64 = 1 << index
      var word = WordKey()
      for scalar in (profile.words + " ").unicodeScalars {
        if scalar != " " {
          word.append(scalar: scalar)
        } else if word.value != WordKey().value {
          words.insert(word.value, bit)
          word = WordKey()
        }
      }
      var trigram = TrigramKey()
      for scalar in (profile.trigrams + " ").unicodeScalars {
        if scalar != " " {
          trigram.append(scalar: scalar)
        } else if trigram.value != 0 {
          trigrams.insert(trigram.value, bit)
          trigram = TrigramKey()
        }
      }
    }
    self.profiles = profiles
    self.words = words
    self.trigrams = trigrams
    rows = WritingScript.allCases.map { script in
      profiles.indices.filter { profiles[$0].script == script }
    }
    letters = rows.map { Self.letterEvidence(of: $0, in: profiles) }
  }

  private static func letterEvidence(
    of rows: [Int], in profiles: [LanguageProfile]
  ) -> [LetterEvidence] {
    var found: [Int: LetterEvidence] = [:]
    func letters(_ text: String) -> [Int] {
      text.unicodeScalars.map { Int(LetterFolding.lowercased($0.value)) }
    }
    for row in rows {
      for letter in letters(profiles[row].letters) {
        found[letter, default: LetterEvidence(letter: letter)].uses |= 1 << row
      }
      for letter in letters(profiles[row].tolerated) {
        found[letter, default: LetterEvidence(letter: letter)].tolerates |= 1 << row
      }
    }
    return found.values.filter { $0.uses != 0 }.sorted { $0.letter < $1.letter }
  }

  /// The scripts that a language is written in, empty where it is not known.
  func scripts(of language: String) -> Set<WritingScript> {
    var scripts: Set<WritingScript> = []
    for profile in profiles where profile.language == language { scripts.insert(profile.script) }
    if scripts.contains(.kana) || scripts.contains(.hangul) { scripts.insert(.han) }
    return scripts
  }

  /// The most plausible language of a script and its probability among the others and "none of
  /// them".
  ///
  /// Scores are logarithms of odds, as in a naive Bayes classifier with one weight for each kind of
  /// evidence. An unknown language finds words and trigrams of its relatives by chance, so what it
  /// scores grows with the text.
  func best(
    in script: WritingScript, letters count: Int, sample: borrowing TextSample
  ) -> (language: String, probability: Double)? {
    let rows = rows[script.rawValue]
    var scores: [Double] = []
    scores.reserveCapacity(rows.count)
    for row in rows {
      scores.append(
        Weight.word * Double(sample.wordHits[row])
          + Weight.trigram * Double(sample.trigramHits[row])
          + profiles[row].perLetter * Double(min(count, TextSample.maximumEvidence)))
    }
    for evidence in letters[script.rawValue] where sample.letters.span[evidence.letter] > 0 {
      let found = Double(sample.letters.span[evidence.letter])
      for (position, row) in rows.enumerated() {
        let bit: UInt64 = 1 << row
        if evidence.uses & bit != 0 {
          scores[position] += Weight.letter * found
        } else if evidence.tolerates & bit == 0 {
          scores[position] -= Weight.foreignLetter * found
        }
      }
    }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return nil }
    let unknown = Weight.unknown + Weight.unknownWord * Double(sample.words[script.rawValue])
    let sum = (scores + [unknown]).reduce(0) {
      $0 + Self.powerOfTwo(Weight.temper * ($1 - scores[best]))
    }
    return (profiles[rows[best]].language, 1 / sum)
  }

  /// 2 to a power, straight lines between the whole ones: near enough, and there is no `exp` in the
  /// standard library.
  private static func powerOfTwo(_ power: Double) -> Double {
    let whole = power.rounded(.down)
    return Double(sign: .plus, exponent: Int(max(whole, -100)), significand: 1 + power - whole)
  }

  private enum Weight {
    static let word = 3.0
    static let trigram = 1.0
    static let letter = 1.0
    static let foreignLetter = 1.5
    static let unknown = 1.0
    static let unknownWord = 0.4
    static let temper = 1.0
  }
}
