public import WarraqModel

/// The language that a text seems to be written in.
public struct LanguageGuess: Hashable, Sendable {
  /// The primary language subtag of BCP 47, such as `ar` or `fr`, without script or region.
  public var language: String
  /// How sure it is, 0 to 1.
  public var confidence: Double

  /// Makes a guess.
  public init(language: String, confidence: Double) {
    self.language = language
    self.confidence = confidence
  }
}

/// Tells the language and the direction of a text from its letters and words.
///
/// ```swift
/// let detector = LanguageDetector()
/// detector.detect("أكدت الوزارة أن المحادثات ستستمر")?.language  // "ar"
/// detector.detect("42 %")  // nil
/// ```
///
/// It looks at the first 300 Unicode scalars, and at the first 4,000 where those leave any doubt. The
/// script that most letters are of decides which
/// languages are possible, so that a Latin name inside an Arabic text does not count; letters that
/// only some of them use, frequent words and frequent trigrams decide among those. Vowel marks,
/// accents and letter case play no part in comparing words.
///
/// The languages are Arabic, Persian, Urdu, Pashto, Central Kurdish, Uyghur and Sindhi; Hebrew and
/// Yiddish; English, French, German, Spanish, Turkish, Italian, Portuguese, Dutch and other larger
/// languages of Europe, Vietnamese and Indonesian; Russian, Ukrainian and other languages in
/// Cyrillic; Greek, Armenian, Georgian, Thai, Chinese, Japanese and Korean by their scripts.
public struct LanguageDetector: Sendable {
  /// Makes a detector. All detectors share their tables; making one costs nothing.
  public init() {}

  /// Returns the language of a text, or nil where it is unknown: no letters, too few words, a
  /// language that is not among those above, or two that are equally plausible.
  ///
  /// A headline of 20 letters is usually enough. The confidence is that of the language among those
  /// of its script, times the share of letters that are of this script.
  public func detect(_ text: String) -> LanguageGuess? {
    var text = text
    return text.withUTF8(detect)
  }

  /// ``detect(_:)`` for a text in valid UTF-8.
  package func detect(_ text: UnsafeBufferPointer<UInt8>) -> LanguageGuess? {
    let guess = guess(text, first: TextSample.usualScalars)
    if let guess, guess.confidence >= Self.beyondDoubt { return guess }
    guard text.count > TextSample.usualScalars else { return guess }
    return self.guess(text, first: TextSample.maximumScalars)
  }

  private func guess(_ text: UnsafeBufferPointer<UInt8>, first count: Int) -> LanguageGuess? {
    let model = LanguageModel.standard
    let sample = TextSample(text, first: count, model: model)
    var weights: [Int] = []
    for script in WritingScript.allCases { weights.append(sample.weights[script.rawValue]) }
    // Japanese mixes kana with ideographs, Chinese does not.
    let (han, kana) = (WritingScript.han.rawValue, WritingScript.kana.rawValue)
    if weights[kana] * 10 > weights[han] {
      (weights[kana], weights[han]) = (weights[kana] + weights[han], 0)
    } else {
      (weights[han], weights[kana]) = (weights[han] + weights[kana], 0)
    }
    let total = weights.reduce(0, +)
    guard total > 0,
      let script = WritingScript.allCases.max(by: { weights[$0.rawValue] < weights[$1.rawValue] }),
      let best = model.best(in: script, letters: weights[script.rawValue], sample: sample),
      best.probability >= Self.minimumProbability
    else { return nil }
    let share = Double(weights[script.rawValue]) / Double(total)
    return LanguageGuess(language: best.language, confidence: best.probability * share)
  }

  /// Returns the direction that most letters of a text run in, or nil where it has no letters.
  ///
  /// This is the majority of its strong characters, not the first of them (UAX #9, rules P2 and
  /// P3, <https://www.unicode.org/reports/tr9/#P2>), so that an Arabic story that begins with
  /// "RT" or a hashtag runs from right to left. Digits, punctuation and invisible marks have no
  /// say. A tie goes to the direction of the first letter. It looks at the first 4,000 scalars.
  public static func direction(of text: String) -> TextDirection? {
    var balance = 0
    var first: TextDirection?
    var budget = TextSample.maximumScalars
    for scalar in text.unicodeScalars {
      budget -= 1
      guard budget >= 0 else { break }
      guard let direction = WritingScript(letter: scalar)?.direction else { continue }
      first = first ?? direction
      balance += direction == .rightToLeft ? 1 : -1
    }
    guard balance != 0 else { return first }
    return balance > 0 ? .rightToLeft : .leftToRight
  }

  /// Whether the letters of a text may be those of a language: `false` where nearly all of them are
  /// of scripts that it is not written in. It looks at the first 64 letters.
  ///
  /// What is in several scripts, or not known here, may be in any letters.
  package static func mayBe(_ text: String, in language: String) -> Bool {
    let subtags = language.split(separator: "-")
    guard let primary = subtags.first?.lowercased(), !subtags.dropFirst().contains(where: isScript),
      !inSeveralScripts.contains(primary)
    else { return true }
    let scripts = LanguageModel.standard.scripts(of: primary)
    guard !scripts.isEmpty else { return true }
    var (own, other) = (0, 0)
    for scalar in text.unicodeScalars {
      guard let script = WritingScript(letter: scalar) else { continue }
      if scripts.contains(script) { own += 1 } else { other += 1 }
      if own + other == 64 { break }
    }
    return other < 8 || own * 4 > other
  }

  private static func isScript(_ subtag: Substring) -> Bool {
    subtag.utf8.count == 4 && subtag.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
  }

  private static let inSeveralScripts: Set<String> = [
    "az", "bs", "ha", "kk", "ks", "ku", "ky", "mn", "ms", "pa", "sd", "sr", "tg", "tk", "tt", "ug",
    "uz", "und", "mul", "zxx",
  ]

  /// From this on, no other language is plausible and nearly all letters are of one script.
  private static let beyondDoubt = 0.95

  /// Below this, more than one language is plausible, or none is.
  private static let minimumProbability = 0.6
}
