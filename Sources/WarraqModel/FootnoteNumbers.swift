/// The numbers of the notes of a story, in the order in which they are met.
package struct FootnoteNumbers {
  private var numbers: [String: Int] = [:]

  /// Makes numbers that start at 1.
  package init() {}

  /// The number of the note of that identifier, the next one when it is new.
  package mutating func number(of id: String) -> Int {
    if let number = numbers[id] { return number }
    numbers[id] = numbers.count + 1
    return numbers.count
  }
}

extension [Inline] {
  /// The same inlines without references to notes, as for a headline.
  package var withoutFootnoteReferences: [Inline] {
    compactMap { inline in
      switch inline {
      case .footnoteReference: nil
      case .emphasis(let content): .emphasis(content.withoutFootnoteReferences)
      case .strong(let content): .strong(content.withoutFootnoteReferences)
      case .link(let content, let href, let title):
        .link(content.withoutFootnoteReferences, href: href, title: title)
      case .superscript(let content): .superscript(content.withoutFootnoteReferences)
      case .subscript(let content): .subscript(content.withoutFootnoteReferences)
      case .deletion(let content): .deletion(content.withoutFootnoteReferences)
      case .insertion(let content): .insertion(content.withoutFootnoteReferences)
      case .span(let content, let language, let direction):
        .span(content.withoutFootnoteReferences, language: language, direction: direction)
      case .text, .code, .lineBreak: inline
      }
    }
  }
}
