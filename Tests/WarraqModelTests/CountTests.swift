import Testing
import WarraqModel

struct CountTests {
  /// What the counts promise, scalar by scalar.
  private func expected(_ text: String) -> [Int] {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }
    return [words.count, words.reduce(0) { $0 + $1.count }]
  }

  private func counted(_ text: String) -> [Int] {
    var article = Article()
    article.body = [.paragraph([.text(text)])]
    return [article.wordCount, article.characterCount]
  }

  @Test(arguments: [
    "", " ", "word", "two words", " a  b ", "\t\n\u{B}\u{C}\r", "\u{8}\u{E}\u{1C}\u{1F}\u{7F}!",
    "قال الوزير إن البلدين على استعداد", "می\u{200C}روم به خانه", "l’été à Zürich — où «tu» vas",
    "a\u{85}b\u{A0}c\u{1680}d\u{2000}e\u{200A}f\u{2028}g\u{2029}h\u{202F}i\u{205F}j\u{3000}k",
    "\u{200B}\u{180E}\u{FEFF}", "新闻 报道", "👩🏽‍🔧 ⚡️ ok", "1234567 12345678 123456789",
  ])
  func `words and characters are counted as Unicode has it`(_ text: String) {
    // Each shift moves the text over the borders of the words that are counted at once.
    for shift in [0, 1, 2, 3, 5, 8, 13, 15, 16, 17, 31] {
      let text = String(repeating: "x", count: shift) + text + String(repeating: "y", count: shift)
      #expect(counted(text) == expected(text))
    }
  }

  @Test func `every scalar counts as Unicode has it`() {
    for value in UInt32(0)..<0x11000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "ab\(Character(scalar))cdefghij"
      #expect(counted(text) == expected(text), "\(value)")
    }
  }

  @Test func `long texts of many kinds of white space count as Unicode has it`() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "word", " ", "\u{A0}", "\u{2009}", "«", "€", "ك", "\u{3000}", "新", "\n", "🙂", "\u{1680}",
    ]
    for _ in 0..<50 {
      let text = (0..<400).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      #expect(counted(text) == expected(text), "\(text)")
    }
    let plain = String(repeating: "a bc ", count: 4000)
    #expect(counted(plain) == expected(plain))
  }

  @Test func `a word that goes on in the next run is one word`() {
    var article = Article()
    article.body = [.paragraph(["12345678", .emphasis(["9"]), " x"]), .paragraph(["y"])]
    #expect(article.wordCount == 3)
    #expect(article.characterCount == 11)
  }
}
