extension [Block] {
  /// Whether there is something to read in the blocks, and not pictures and white space alone.
  package var hasWords: Bool {
    var search = WordSearch()
    search.walk(self)
    return search.isFound
  }
}

private struct WordSearch: BodyVisitor {
  var isFound = false

  mutating func enter(_ block: Block) -> Bool {
    if case .preformatted(let text) = block { look(at: text) }
    return !isFound
  }

  mutating func enter(_ inline: Inline) -> Bool {
    if case .text(let text) = inline { look(at: text) }
    if case .code(let text) = inline { look(at: text) }
    return !isFound
  }

  private mutating func look(at text: String) {
    if !isFound { isFound = text.contains { !$0.isWhitespace } }
  }
}
