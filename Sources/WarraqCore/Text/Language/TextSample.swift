/// What the beginning of a text is made of: letters by script, and what they say about languages.
struct TextSample: ~Copyable {
  /// How many scalars are looked at.
  static let maximumScalars = 4000

  /// How many scalars usually tell as much.
  static let usualScalars = 300

  /// How many letters of a script are searched for words and trigrams; more only take time.
  static let maximumEvidence = 1200

  /// Letters by script, weighted; the index is the raw value of ``WritingScript``.
  private(set) var weights = Counts(repeating: 0)
  /// Words by the script of their last letter.
  private(set) var words = Counts(repeating: 0)
  /// Letters above ASCII by scalar, in lower case.
  private(set) var letters = InlineArray<1792, UInt16>(repeating: 0)
  /// Known words by row of the model.
  private(set) var wordHits = RowTally()
  /// Known trigrams by row of the model.
  private(set) var trigramHits = RowTally()

  /// A number for each script; counting in place costs no check for other owners.
  typealias Counts = InlineArray<64, Int>

  /// The letters that the rows tell apart are below U+0700.
  private static let letterLimit = 1792

  /// Looks at the first `count` scalars of a text in valid UTF-8.
  ///
  /// What follows `://` or `@` up to the next space is an address, not words.
  init(_ text: UnsafeBufferPointer<UInt8>, first count: Int, model: LanguageModel) {
    let table = FoldedLetter.table
    var word = WordKey()
    var trigram = TrigramKey()
    trigram.append(TrigramKey.edge)
    var lastScript: WritingScript?
    var isAddress = false
    var slashes = 0

    var budget = count
    var index = 0
    while index < text.count, budget > 0 {
      budget -= 1
      let scalar = Self.scalar(in: text, at: &index)
      if isAddress {
        guard scalar.properties.isWhitespace else { continue }
        isAddress = false
      }
      let value = Int(scalar.value)
      let letter = value < table.count ? table[value] : FoldedLetter(scalar)
      switch letter.fold {
      case .letter(let folded):
        guard let script = letter.script else { continue }
        weights[script.rawValue] += script.weight
        guard weights[script.rawValue] <= Self.maximumEvidence else {
          lastScript = nil
          word = WordKey()
          continue
        }
        lastScript = script
        slashes = 0
        word.append(folded)
        trigram.append(folded)
        trigramHits.add(model.trigrams[trigram.value])
        if value >= 0x80, value < Self.letterLimit {
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

  /// The scalar at an index, which moves past it.
  @inline(__always)
  private static func scalar(
    in text: UnsafeBufferPointer<UInt8>, at index: inout Int
  ) -> Unicode.Scalar {
    let first = text[index]
    if first < 0x80 {
      index += 1
      return Unicode.Scalar(first)
    }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for tail in text[(index + 1)..<min(index + length, text.count)] {
      value = value << 6 | UInt32(tail & 0x3F)
    }
    index += length
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private mutating func end(
    _ word: WordKey, _ trigram: inout TrigramKey, _ script: WritingScript, _ model: LanguageModel
  ) {
    words[script.rawValue] += 1
    wordHits.add(model.words[word.value])
    trigram.append(TrigramKey.edge)
    trigramHits.add(model.trigrams[trigram.value])
  }
}

/// How often each of 64 rows was in the sets that were added, in binary digits that lie across: a
/// word has one digit of each row's number, so a set is added to all of its rows at once.
struct RowTally {
  // Enough for the scalars of a sample and the edges of its words.
  private var digits = InlineArray<13, UInt64>(repeating: 0)

  /// Counts one for each row of a set.
  @inline(__always)
  mutating func add(_ rows: UInt64) {
    var carry = rows
    var digit = 0
    while carry != 0, digit < digits.count {
      let both = digits[digit] & carry
      digits[digit] ^= carry
      carry = both
      digit += 1
    }
  }

  /// How often a row was in the sets.
  subscript(row: Int) -> Int {
    var count = 0
    for digit in digits.indices { count |= Int(digits[digit] >> UInt64(row) & 1) << digit }
    return count
  }
}
