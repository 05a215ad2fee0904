internal import WarraqCore
internal import WarraqModel

/// What agencies print at the head of a body and say in the metadata as well: headline and other
/// titles, the day, keywords, dateline and byline, whatever elements they stand in.
struct RepeatedHead {
  /// Takes such blocks out of the head of a body that goes on after them; returns how many.
  ///
  /// Nothing is left out where nothing would remain, nor of a text whose words and characters the
  /// sender counted with these blocks among them.
  static func drop(
    from article: inout Article, counted: (words: Int?, characters: Int?) = (nil, nil)
  ) -> Int {
    let count = count(in: article)
    guard count > 0 else { return 0 }
    let whole = TextCount(of: article.body)
    guard counted.words != whole.words || counted.characters != whole.characters else { return 0 }
    article.body.removeFirst(count)
    return count
  }

  /// How many such blocks the body begins with.
  static func count(in article: Article) -> Int {
    // Most bodies begin with a paragraph that is longer than all that could be repeated.
    let longest = longestRepetition(in: article)
    guard let first = article.body.first, first.isHead(below: longest) else { return 0 }
    let head = Self(of: article)
    var count = 0
    for (index, block) in article.body.enumerated() {
      guard block.isHead(below: longest) else { break }
      if head.repeats(block) {
        count = index + 1
      } else if !head.mayHold(block) {
        break
      }
    }
    guard count > 0, article.body[count...].contains(where: { !FoldedWords(of: [$0]).isEmpty })
    else { return 0 }
    return count
  }

  /// Whether blocks say nothing but what the metadata says as well.
  static func isHead(_ blocks: ArraySlice<Block>, of article: Article) -> Bool {
    let longest = longestRepetition(in: article)
    let head = Self(of: article)
    return blocks.allSatisfy {
      $0.isHead(below: longest) && (head.repeats($0) || head.mayHold($0))
    }
  }

  /// More bytes than a block can have that says what the metadata says: one line of it, or each
  /// name once. Marks and blanks may stand between the words, and accents on them.
  private static func longestRepetition(in article: Article) -> Int {
    var line = 60
    for text in lines(of: article) { line = max(line, text.utf8.count) }
    var names = 0
    for text in Self.names(of: article) { names += text.utf8.count + 4 }
    return min(600, 2 * max(line, names))
  }

  /// The titles and lines of credit.
  private static func lines(of article: Article) -> [String] {
    [article.headline, article.dateline, article.byline].compactMap { $0 }
      + article.titles.map(\.text)
  }

  /// The keywords, the slugline, and the names of subjects, places and genres.
  private static func names(of article: Article) -> [String] {
    var names = article.keywords.map(\.text)
    if let slugline = article.slugline { names.append(slugline) }
    for concepts in [article.subjects, article.located, article.genres] {
      for concept in concepts { names += concept.names.map(\.text) }
    }
    return names
  }

  private let lines: [(text: String, words: FoldedWords)]
  private let names: [FoldedWords]
  private let article: Article

  private init(of article: Article) {
    lines = Self.lines(of: article).map { ($0, FoldedWords(of: $0)) }
    names = Self.names(of: article).map { FoldedWords(of: $0) }.filter { !$0.isEmpty }
    self.article = article
  }

  private func repeats(_ block: Block) -> Bool {
    switch block {
    case .heading, .paragraph:
      let words = FoldedWords(of: [block])
      let text = [block].plainText
      if words.isTelling,
        lines.contains(where: { $0.words == words && $0.text.asks == text.asks })
      {
        return true
      }
      return isListOfNames(text, with: Self.isMark) || isKnownDate(text)
    case .list(let list):
      return list.items.count > 1 && areNames(list.items.map { FoldedWords(of: $0) })
    default: return false
    }
  }

  /// Whether a block belongs to the head where more of it follows: a divider, one keyword, or several
  /// that nothing but blanks part.
  private func mayHold(_ block: Block) -> Bool {
    if case .divider = block { return true }
    if names.contains(FoldedWords(of: [block])) { return true }
    return isListOfNames([block].plainText) { $0.properties.isWhitespace }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ";", "/", "|", "·", "•", "\n", "،", "؛": true
    default: false
    }
  }

  /// Whether a text is several names with marks between them.
  private func isListOfNames(_ text: String, with isMark: (Unicode.Scalar) -> Bool) -> Bool {
    // Most are told by what stands before the first mark.
    let first = text.unicodeScalars.prefix { !isMark($0) }
    guard first.endIndex < text.endIndex else { return false }
    let name = FoldedWords(of: String(first))
    guard name.isEmpty || names.contains(name) else { return false }
    let parts = text.unicodeScalars.split(whereSeparator: isMark)
    return parts.count > 1 && areNames(parts.lazy.map { FoldedWords(of: String($0)) })
  }

  /// Whether all of some texts are names, those without words left aside.
  private func areNames(_ texts: some Collection<FoldedWords>) -> Bool {
    var count = 0
    for text in texts where !text.isEmpty {
      count += 1
      guard count <= 50, names.contains(text) else { return false }
    }
    return count > 0
  }

  /// Whether a block is nothing but a day or time that the metadata says.
  private func isKnownDate(_ text: String) -> Bool {
    let text = text.trimmed
    guard text.utf8.count <= 60, text.contains(where: \.isNumber) else { return false }
    let (date, problem) = NewsDateParser(language: article.language).newsDate(text)
    guard problem == nil, date.isResolved, date.precision >= .day else { return false }
    return [article.created, article.published, article.modified].contains { other in
      guard let other, other.year == date.year, other.month == date.month, other.day == date.day
      else { return false }
      // Another time says something else, and so may the same in another zone.
      return date.precision == .day
        || other.precision > .day && other.hour == date.hour && other.minute == date.minute
          && (date.offsetMinutes ?? other.offsetMinutes) == other.offsetMinutes
    }
  }
}

extension [Block] {
  /// The text of the first paragraph with words, which stands for a headline in alerts.
  var firstParagraph: String? {
    for case .paragraph(let content) in self {
      let text = content.plainText
      if !text.isBlank { return text }
    }
    return nil
  }
}

extension Block {
  /// Whether it may stand in a head: a divider, or a heading, paragraph or list whose texts have
  /// fewer bytes.
  fileprivate func isHead(below limit: Int) -> Bool {
    var left = limit
    switch self {
    case .divider: return true
    case .heading(_, let content), .paragraph(let content): return content.fits(&left)
    case .list(let list):
      return list.items.allSatisfy { item in
        item.allSatisfy { block in
          guard case .paragraph(let content) = block else { return false }
          return content.fits(&left)
        }
      }
    default: return false
    }
  }
}

extension String {
  /// Whether it has a question mark, the one mark that makes other words of the same.
  fileprivate var asks: Bool { unicodeScalars.contains { $0 == "?" || $0 == "؟" } }
}

extension [Inline] {
  /// Takes the bytes of the texts off what is left; whether something remains.
  fileprivate func fits(_ left: inout Int) -> Bool {
    for inline in self {
      switch inline {
      case .text(let text), .code(let text): left -= text.utf8.count
      case .lineBreak, .footnoteReference: left -= 1
      case .emphasis(let content), .strong(let content), .link(let content, _, _),
        .superscript(let content), .subscript(let content), .deletion(let content),
        .insertion(let content), .span(let content, _, _):
        guard content.fits(&left) else { return false }
      }
      guard left > 0 else { return false }
    }
    return true
  }
}

extension Diagnostic.Message {
  static func repeatedHead(_ count: Int) -> Self {
    Self(
      id: "news.repeated-head",
      text:
        "left out \(count) \(count == 1 ? "block" : "blocks") at the head of the body, which say what"
        + " the metadata says")
  }
}
