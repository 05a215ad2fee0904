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
      let text = block.plainText
      guard text.utf8.count < 600 else { return false }
      return isKnownLine(text, article) || isListOfKnown(text, article)
        || isKnownDay(text, article)
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
      if isKnown(text, article) { return true }
      // Most are told by their first word.
      let first = text.unicodeScalars.prefix { !$0.properties.isWhitespace }
      return isKnown(String(first), article)
        && areKnown(text.split(whereSeparator: \.isWhitespace).map { String($0) }, article)
    default: return false
    }
  }

  /// Whether a text is a title or a line of credit of the story.
  private static func isKnownLine(_ text: String, _ article: Article) -> Bool {
    let lines = [article.headline, article.dateline, article.byline].compactMap { $0 }
    guard
      lines.contains(where: { isAlike($0, text) })
        || article.titles.contains(where: { isAlike($0.text, text) })
    else { return false }
    let text = folded(text)
    // A word alone may be there by chance.
    guard text.contains(" ") || text.count > 9 else { return false }
    return (lines + article.titles.map(\.text)).contains { folded($0) == text }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ";", "/", "|", "·", "•", "\n", "،", "؛": true
    default: false
    }
  }

  /// Whether a text is several keywords with marks between them.
  private static func isListOfKnown(_ text: String, _ article: Article) -> Bool {
    // Most are told by what stands before the first mark.
    let first = text.unicodeScalars.prefix { !isMark($0) }
    guard first.endIndex < text.endIndex, isKnown(String(first), article) || first.isEmpty else {
      return false
    }
    let words = text.unicodeScalars.split(whereSeparator: isMark).map { String($0) }
    return words.count > 1 && areKnown(words, article)
  }

  /// Whether all of some words are keywords or names of subjects.
  private static func areKnown(_ words: [String], _ article: Article) -> Bool {
    let words = words.filter { !$0.isBlank }
    return 1...50 ~= words.count && words.allSatisfy { isKnown($0, article) }
  }

  /// Whether a word is a keyword, the slugline or the name of a subject.
  private static func isKnown(_ word: String, _ article: Article) -> Bool {
    func isSame(_ other: String) -> Bool { isAlike(other, word) && folded(other) == folded(word) }
    func isName(_ concept: Concept) -> Bool { concept.names.contains { isSame($0.text) } }
    return article.keywords.contains { isSame($0.text) } || article.subjects.contains(where: isName)
      || article.located.contains(where: isName) || article.genres.contains(where: isName)
      || article.slugline.map(isSame) ?? false
  }

  /// A quick no for texts that cannot be the same, whatever their case and blanks: most differ in
  /// length or in their first words.
  private static func isAlike(_ a: String, _ b: String) -> Bool {
    guard a.utf8.count <= 2 * b.utf8.count + 8, b.utf8.count <= 2 * a.utf8.count + 8 else {
      return false
    }
    return a.withUTF8Bytes { a in b.withUTF8Bytes { b in startAlike(a, b) } }
  }

  private static func startAlike(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var (place, other) = (0, 0)
    while place < a.count, a[place] <= 0x20 { place += 1 }
    while other < b.count, b[other] <= 0x20 { other += 1 }
    // Arabic, Hebrew and their neighbours have no case: letters that differ are others.
    var isCaseless = false
    while place < a.count, other < b.count {
      let (left, right) = (a[place], b[other])
      switch (left >= 0x80, right >= 0x80) {
      case (true, true):
        guard left == right else { return !(isCaseless || hasNoCase(left) && hasNoCase(right)) }
        if left >= 0xC0 { isCaseless = hasNoCase(left) }
      case (false, false):
        isCaseless = false
        guard left > 0x20 || right > 0x20 else {
          while place < a.count, a[place] <= 0x20 { place += 1 }
          while other < b.count, b[other] <= 0x20 { other += 1 }
          continue
        }
        guard lowercase(left) == lowercase(right) else { return false }
      case (true, false): return !hasNoCase(left)
      case (false, true): return !hasNoCase(right)
      }
      place += 1
      other += 1
    }
    return true
  }

  private static func hasNoCase(_ lead: UInt8) -> Bool { 0xD7...0xDF ~= lead }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    0x41...0x5A ~= byte ? byte | 0x20 : byte
  }

  /// Whether a block is nothing but a day that the metadata says.
  private static func isKnownDay(_ text: String, _ article: Article) -> Bool {
    let text = text.trimmed
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
