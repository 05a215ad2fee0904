/// Numbers that look random and are the same in every run (SplitMix64).
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = (seed &+ 1) &* 0xD134_2543_DE82_EF95 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Words that all differ between start and end tags without rhyme or reason.
struct TagSoup {
  private var random: Random
  private let length: Int

  private static let tags = [
    "p", "p", "div", "b", "i", "a href=http://e.org", "span", "span lang=ar", "em dir=rtl", "ul",
    "ol start=2", "li", "li", "table", "tr", "td", "td", "th", "caption", "thead", "tbody",
    "blockquote", "blockquote class=twitter-tweet", "cite", "footer", "figure", "figcaption",
    "h1", "h3", "aside", "pre", "code", "sup", "dl", "dt", "dd", "br", "hr", "img src=x",
    "picture", "section", "object", "font", "details", "summary", "x-y", "nav", "center", "html",
    "body", "head", "form", "iframe src=http://e.org></iframe",
  ]

  init(seed: UInt64, length: Int = 40) {
    random = Random(seed: seed)
    self.length = length
  }

  mutating func next() -> (html: String, words: [String]) {
    var html = ""
    var words: [String] = []
    for _ in 0..<length {
      let tag = Self.tags[Int.random(in: 0..<Self.tags.count, using: &random)]
      switch Int.random(in: 0..<9, using: &random) {
      case 0...3:
        let word = "w\(words.count)"
        words.append(word)
        html += " \(word) "
      case 4...6: html += "<\(tag)>"
      default: html += "</\(tag.prefix { $0 != " " })>"
      }
    }
    return (html, words)
  }
}
