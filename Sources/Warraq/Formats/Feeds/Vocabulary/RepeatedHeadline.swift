internal import WarraqCore
internal import WarraqModel

extension Article {
  /// Takes out of the head of the body a heading, or a paragraph that is bold as a whole, that says
  /// the headline again, as sites write it above the text of an entry, and the day and keywords above
  /// it; returns whether there was one.
  ///
  /// A word alone may be there by chance, and a body that is nothing else stays.
  mutating func dropRepeatedHeadline() -> Bool {
    guard let headline, let place = body.prefix(4).firstIndex(where: { $0.isTitle(of: url) }) else {
      return false
    }
    let words = FoldedWords(of: headline)
    guard words.isTelling, FoldedWords(of: [body[place]]) == words,
      body[(place + 1)...].contains(where: { !FoldedWords(of: [$0]).isEmpty }),
      place == 0 || RepeatedHead.isHead(body[..<place], of: self)
    else { return false }
    body.removeFirst(place + 1)
    return true
  }
}

extension Block {
  /// Whether it is a heading, or a paragraph that is bold from its first to its last word, and holds
  /// nothing besides its words but a link to the story.
  fileprivate func isTitle(of url: String?) -> Bool {
    switch self {
    case .heading(_, let content): content.areWords(url, strong: true)
    case .paragraph(let content): content.areWords(url, strong: false)
    case .quote, .list, .table, .figure, .embed, .preformatted, .aside, .footnote, .divider: false
    }
  }
}

extension [Inline] {
  /// Whether there are but words, each in bold.
  ///
  /// - Parameters:
  ///   - url: the address of the story.
  ///   - strong: whether what surrounds them is bold.
  fileprivate func areWords(_ url: String?, strong: Bool) -> Bool {
    allSatisfy { inline in
      switch inline {
      case .strong(let content): content.areWords(url, strong: true)
      case .text(let text): strong || text.isBlank
      case .lineBreak: true
      case .link(let content, let href, _): href == url && content.areWords(url, strong: strong)
      case .span(let content, _, _), .emphasis(let content):
        content.areWords(url, strong: strong)
      case .code, .footnoteReference, .superscript, .subscript, .deletion, .insertion: false
      }
    }
  }
}

extension Diagnostic.Message {
  static let repeatedHeadline = Self(
    id: "feed.repeated-headline", text: "left out the headline above the text, which the title says"
  )
}
