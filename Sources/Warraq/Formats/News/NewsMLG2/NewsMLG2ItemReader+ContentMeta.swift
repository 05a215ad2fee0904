internal import WarraqMarkup

extension NewsMLG2ItemReader {
  /// Reads `contentMeta`, whatever the order of what is in it.
  mutating func readContentMeta(_ meta: XMLTree.Element) {
    readHeadlines(meta)
    for child in meta.children {
      switch child.name {
      case "urgency":
        // Other numbers are of other scales.
        article.urgency = Int(child.text).flatMap { 1...9 ~= $0 ? $0 : nil }
        if article.urgency == nil { child.refuse() }
      case "contentCreated":
        contentCreated = date(child)
        article.created = contentCreated ?? article.created
      case "contentModified": article.modified = date(child)
      case "digitalSourceType": article.digitalSourceType = flexible(child)
      case "located": add(child, to: .located)
      case "infoSource": if let source = source(child) { article.sources.append(source) }
      case "creator": if let person = person(child) { article.creators.append(person) }
      case "contributor": if let person = person(child) { article.contributors.append(person) }
      case "altId": readAlternateID(child)
      case "language":
        article.language = article.language ?? child.language("tag")
      case "genre": add(child, to: .genres, kind: .genre)
      case "keyword":
        if let text = child.nonEmptyText {
          let exact = child.attribute("w:confidence") { Double($0) }
          let percent = child.attribute("confidence") { Int($0) }.map { Double($0) / 100 }
          article.keywords.append(Keyword(text, confidence: exact ?? percent))
        }
      case "subject": readSubject(child)
      case "slugline": join(child.nonEmptyText, to: &article.slugline, separator: " ")
      case "dateline": join(child.nonEmptyText, to: &article.dateline)
      case "by": join(child.nonEmptyText, to: &article.byline)
      case "creditline": join(child.nonEmptyText, to: &article.creditLine)
      case "description": readDescription(child)
      case "contentMetaExtProperty":
        if role(child, "rel", "reluri") == "section" {
          article.section = child["literal"] ?? child["value"]
        }
      default: break
      }
    }
    if !broaderConcepts.isEmpty { addBroaderConcepts() }
  }

  mutating func readAlternateID(_ element: XMLTree.Element) {
    guard let id = element.nonEmptyText else { return }
    let role = role(element) ?? role(element, "type", "typeuri") ?? role(element, "environment")
    article.alternateIDs.append(RoleText(role: role ?? "", text: id))
  }

  /// Reads the headlines, whose order says nothing: the main one is in the language of the item,
  /// without a role, or with the role of a main one.
  private mutating func readHeadlines(_ meta: XMLTree.Element) {
    let language = meta.first("language")?.language("tag") ?? rootLanguage
    var main: (text: String, index: Int, rank: Int)?
    var texts: [(text: String, title: RoleText)] = []
    for element in meta.children where element.isNamed("headline") {
      guard let text = element.nonEmptyText else {
        hasEmptyHeadline = true
        continue
      }
      let role = role(element)
      var isForeign = false
      if let language, let other = element.language {
        isForeign = !LanguageTag.isSameLanguage(language, other)
      }
      let title = RoleText(
        role: role ?? (isForeign ? "alternative" : TitleRole.sub), text: text)
      texts.append((text, title))
      // A role of ours is that of another title.
      if element["roleuri"]?.hasPrefix(NewsMLG2.roles) ?? false { continue }
      let rank = (isForeign ? 10 : 0) + Self.rank(ofHeadline: role)
      if main.map({ rank < $0.rank }) ?? true { main = (text, texts.count - 1, rank) }
    }
    if let main {
      article.headline = main.text
      texts.remove(at: main.index)
    }
    article.titles += texts.map(\.title)
  }

  /// How far a headline of that role is from the main one.
  private static func rank(ofHeadline role: String?) -> Int {
    guard let role else { return 0 }
    let word =
      role.utf8.split { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }.last
      .map { Substring($0).lowercased() } ?? ""
    switch word {
    case "main", "title", "headline", "head", "hl1", "mainhead", "mainheadline", "maintitle":
      return 1
    case "sub", "subhead", "subheadline", "subtitle", "deck", "kicker", "overline", "short",
      "shorthead", "leadin", "lead", "teaser", "seo", "web", "mobile", "social":
      return 3
    // A desk that gives every headline a role of its own puts the main one first.
    default: return 2
    }
  }

  /// Reads a subject; the facets of one are subjects of their own after it.
  private mutating func readSubject(_ element: XMLTree.Element) {
    guard let main = element.first("mainConcept") else {
      add(element, to: .subjects)
      return
    }
    if var subject = concept(main) {
      let whole = concept(element)
      subject.kind = subject.kind ?? whole?.kind ?? kind(of: element)
      subject.rank = subject.rank ?? element.attribute("rank") { Int($0) }
      subject.confidence = subject.confidence ?? element.attribute("confidence") { Int($0) }
      article.subjects.append(subject)
    }
    if !broader.isEmpty { takeBroader(for: .subjects) }
    for facet in element.children where facet.isNamed("facetConcept") {
      add(facet, to: .subjects)
    }
  }

  private func kind(of element: XMLTree.Element) -> Concept.Kind? {
    role(element, "type", "typeuri").flatMap { NewsMLG2.kind(ofNature: $0) }
  }

  private mutating func readDescription(_ element: XMLTree.Element) {
    guard let text = element.nonEmptyText else { return }
    let role = role(element) ?? SummaryRole.summary
    // A caption is that of the picture that the item is.
    if role == "caption", nature != nil, nature != "text" {
      captions.append(text)
    } else {
      article.summaries.append(RoleText(role: role, text: text))
    }
  }
}
