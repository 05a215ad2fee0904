internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

/// What agencies print above a story inside its body: the headline, the day, keywords and notes that
/// the metadata says as well, or should say.
struct PageFurniture {
  private var article: Article
  /// Where in the body the next block of the head stands.
  private var position = 0

  /// Takes the furniture at the head of the body out of it, and what only it says into the article.
  static func move(from html: XMLTree.Element, in article: inout Article) {
    guard !article.body.isEmpty else { return }
    var furniture = PageFurniture(article: article)
    let body = html.firstDescendant("body") ?? html
    if let first = body.children.first(where: { _ in true }),
      let header = first.isNamed("header") ? first : first.first("header")
    {
      furniture.readHeader(header)
    }
    furniture.dropHeadline(html)
    furniture.dropNotes(body)
    // A story is never without a body because all of it was furniture.
    if !furniture.article.body.isEmpty { article = furniture.article }
  }

  private init(article: Article) { self.article = article }

  private mutating func readHeader(_ header: XMLTree.Element) {
    for child in header.children {
      let blocks = child.content().blocks
      let end = position + blocks.count
      // Where the parts of the head run together with others, they stay as they are.
      guard end <= article.body.count,
        Array(article.body[position..<end]).plainText == blocks.plainText
      else { return }
      if isMetadata(child) {
        article.body.removeSubrange(position..<end)
      } else {
        position = end
      }
    }
  }

  /// Whether the metadata says what a part of the head says, after it was told so if need be.
  private mutating func isMetadata(_ part: XMLTree.Element) -> Bool {
    guard let text = part.nonEmptyText else { return part.content().blocks.isEmpty }
    switch part.name {
    case "h1":
      if article.headline == nil { article.headline = text }
      return text == article.headline || holdsTitle(text)
    case "h2", "h3", "h4":
      if text != article.headline, !holdsTitle(text) {
        article.titles.append(RoleText(role: TitleRole.sub, text: text))
      }
      return true
    case "time":
      let (date, problem) = NewsDateParser(language: article.language).newsDate(text)
      if problem == nil, date.isResolved, article.created == nil, article.published == nil {
        article.created = date
      }
      return true
    case "ul", "ol":
      let items = part.children.filter { $0.isNamed("li") }.compactMap(\.nonEmptyText)
      for item in items where !holdsSubject(item) { article.keywords.append(Keyword(item)) }
      return true
    case "strong", "b", "p", "div":
      let classes = part["class"]?.lowercased() ?? ""
      if text == article.dateline || text == article.byline || text == article.slugline {
        return true
      }
      guard classes.contains("embargo") || classes.contains("note") || classes.contains("genre")
      else { return false }
      addNote(text, role: classes.contains("embargo") ? "embargo" : "note")
      return true
    default: return false
    }
  }

  private mutating func addNote(_ text: String, role: String) {
    guard !article.editorialNotes.contains(where: { $0.text == text }) else { return }
    article.editorialNotes.append(RoleText(role: role, text: text))
  }

  private func holdsTitle(_ text: String) -> Bool {
    article.titles.contains { $0.text == text }
  }

  private func holdsSubject(_ text: String) -> Bool {
    article.keywords.contains { $0.text == text }
      || (article.subjects + article.located).contains { $0.names.contains { $0.text == text } }
  }

  /// Takes the headline out of the body, where agencies repeat it as `h1`.
  private mutating func dropHeadline(_ html: XMLTree.Element) {
    guard position < article.body.count, let heading = html.firstDescendant("h1"),
      let headline = article.headline, heading.text == headline,
      case .heading(_, let content) = article.body[position], content.plainText == headline
    else { return }
    article.body.remove(at: position)
  }

  /// Takes notes to editors out of the head of the body, where the metadata has them.
  private mutating func dropNotes(_ body: XMLTree.Element) {
    guard !article.editorialNotes.isEmpty else { return }
    let notes = Set(article.editorialNotes.map(\.text))
    var candidates: Set<String> = []
    var pending = [body]
    while let element = pending.popLast() {
      if element.isNamed("p") {
        let classes = element["class"]?.lowercased() ?? ""
        if classes.contains("genre") || classes.contains("note") || classes.contains("embargo"),
          let text = element.nonEmptyText, notes.contains(text)
        {
          candidates.insert(text)
        }
      } else {
        pending += element.children
      }
    }
    guard !candidates.isEmpty else { return }
    article.body.removeAll { block in
      if case .paragraph(let content) = block {
        candidates.contains(content.plainText)
      } else {
        false
      }
    }
  }
}
