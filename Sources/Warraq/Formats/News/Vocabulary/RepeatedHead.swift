internal import WarraqCore
internal import WarraqModel

/// What agencies print at the head of a body and say in the metadata as well: headline and other
/// titles, the day, keywords, dateline and byline, whatever elements they stand in.
enum RepeatedHead {
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
    var count = 0
    for (index, block) in article.body.enumerated() {
      if repeats(block, article) {
        count = index + 1
      } else if !mayBelong(block, article) {
        break
      }
    }
    guard count > 0, article.body[count...].contains(where: { $0.plainText.hasVisibleWords })
    else { return 0 }
    return count
  }

  private static func repeats(_ block: Block, _ article: Article) -> Bool {
    switch block {
    case .heading, .paragraph:
      let text = folded(block.plainText)
      guard !text.isEmpty, text.utf8.count < 600 else { return false }
      let lines = [article.headline, article.dateline, article.byline].compactMap { $0 }
      // A word alone may be there by chance.
      if text.contains(" ") || text.count > 9,
        (lines + article.titles.map(\.text)).contains(where: { folded($0) == text })
      {
        return true
      }
      let marks: Set<Character> = [",", ";", "/", "|", "·", "•", "\n", "،", "؛"]
      let words = block.plainText.split { marks.contains($0) }.map { String($0) }
      return words.count > 1 && areKnown(words, article) || isKnownDay(block, article)
    case .list(let list):
      return list.items.count > 1 && areKnown(list.items.map(\.plainText), article)
    default: return false
    }
  }

  /// Whether a block belongs to the head where more of it follows: a divider, one keyword, or several
  /// that nothing but blanks part.
  private static func mayBelong(_ block: Block, _ article: Article) -> Bool {
    switch block {
    case .divider: return true
    case .heading, .paragraph, .list:
      let text = block.plainText
      return areKnown([text], article)
        || areKnown(text.split(whereSeparator: \.isWhitespace).map { String($0) }, article)
    default: return false
    }
  }

  /// Whether all of some words are keywords or names of subjects.
  private static func areKnown(_ words: [String], _ article: Article) -> Bool {
    let words = words.map(folded).filter { !$0.isEmpty }
    guard !words.isEmpty, words.count <= 50 else { return false }
    let concepts = article.subjects + article.located + article.genres
    var known = Set(article.keywords.map { folded($0.text) })
    for concept in concepts { known.formUnion(concept.names.map { folded($0.text) }) }
    if let slugline = article.slugline { known.insert(folded(slugline)) }
    return words.allSatisfy { known.contains($0) }
  }

  /// Whether a block is nothing but a day that the metadata says.
  private static func isKnownDay(_ block: Block, _ article: Article) -> Bool {
    let text = block.plainText.trimmed
    guard text.utf8.count <= 60, text.contains(where: \.isNumber) else { return false }
    let (date, problem) = NewsDateParser(language: article.language).newsDate(text)
    guard problem == nil, date.isResolved, date.precision >= .day else { return false }
    return [article.created, article.published, article.modified].contains { other in
      guard let other else { return false }
      return other.year == date.year && other.month == date.month && other.day == date.day
    }
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Block {
  fileprivate var plainText: String { [self].plainText }
}

extension String {
  fileprivate var hasVisibleWords: Bool { contains { $0.isLetter || $0.isNumber } }
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
