/// What the beginning of a text is made of: letters by script, and what they say about languages.
struct TextSample {
  /// How many scalars are looked at.
  static let maximumScalars = 4000

  /// How many letters of a script are searched for words and trigrams; more only take time.
  static let maximumEvidence = 1200

  /// Letters by script, weighted; the index is the raw value of ``WritingScript``.
  private(set) var weights = [Int](repeating: 0, count: WritingScript.allCases.count)
  /// Words by the script of their last letter.
  private(set) var words = [Int](repeating: 0, count: WritingScript.allCases.count)
  /// Letters above ASCII by scalar, in lower case.
  private(set) var letters = [UInt16](repeating: 0, count: Self.letterLimit)
  /// Known words by row of the model.
  private(set) var wordHits = [Int](repeating: 0, count: 64)
  /// Known trigrams by row of the model.
  private(set) var trigramHits = [Int](repeating: 0, count: 64)

  /// The letters that the rows tell apart are below U+0700.
  private static let letterLimit = 0x700

  /// Looks at the first scalars of a text.
  ///
  /// What follows `://` or `@` up to the next space is an address, not words.
  init(_ text: String, model: LanguageModel) {
    var word = WordKey()
    var trigram = TrigramKey()
    trigram.append(TrigramKey.edge)
    var lastScript: WritingScript?
    var isAddress = false
    var slashes = 0

    var budget = Self.maximumScalars
    for scalar in text.unicodeScalars {
      budget -= 1
      guard budget >= 0 else { break }
      if isAddress {
        guard scalar.properties.isWhitespace else { continue }
        isAddress = false
      }
      let script = WritingScript(letter: scalar)
      switch LetterFolding.fold(scalar, script) {
      case .letter(let letter):
        guard let script else { continue }
        weights[script.rawValue] += script.weight
        guard weights[script.rawValue] <= Self.maximumEvidence else {
          lastScript = nil
          word = WordKey()
          continue
        }
        lastScript = script
        slashes = 0
        word.append(letter)
        trigram.append(letter)
        Self.record(model.trigrams[trigram.value], in: &trigramHits)
        if scalar.value >= 0x80, scalar.value < Self.letterLimit {
          letters[Int(LetterFolding.lowercased(scalar.value))] &+= 1
        }
      case .nothing: break
      case .separator:
        slashes = scalar == "/" || (scalar == ":" && lastScript != nil) ? slashes + 1 : 0
        isAddress = slashes == 3 || scalar == "@"
        guard let script = lastScript else { continue }
        end(word, &trigram, script, model)
        word = WordKey()
        lastScript = nil
      }
    }
    if let lastScript { end(word, &trigram, lastScript, model) }
  }

  private mutating func end(
    _ word: WordKey, _ trigram: inout TrigramKey, _ script: WritingScript, _ model: LanguageModel
  ) {
    words[script.rawValue] += 1
    Self.record(model.words[word.value], in: &wordHits)
    trigram.append(TrigramKey.edge)
    Self.record(model.trigrams[trigram.value], in: &trigramHits)
  }

  /// Counts one for each row of a set.
  private static func record(_ rows: UInt64, in hits: inout [Int]) {
    var rest = rows
    while rest != 0 {
      hits[rest.trailingZeroBitCount] += 1
      rest &= rest - 1
    }
  }
}
