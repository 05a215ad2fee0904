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
      case "located": if let place = concept(child) { article.located.append(place) }
      case "infoSource": if let source = source(child) { article.sources.append(source) }
      case "creator": if let person = person(child) { article.creators.append(person) }
      case "contributor": if let person = person(child) { article.contributors.append(person) }
      case "altId":
        if let id = child.nonEmptyText {
          let role = role(child) ?? role(child, "type", "typeuri") ?? role(child, "environment")
          article.alternateIDs.append(RoleText(role: role ?? "", text: id))
        }
      case "language":
        article.language = article.language ?? child.language("tag")
      case "genre": if let genre = concept(child, kind: .genre) { article.genres.append(genre) }
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
      if let subject = concept(element) { article.subjects.append(subject) }
      return
    }
    if var subject = concept(main) {
      let whole = concept(element)
      subject.kind = subject.kind ?? whole?.kind ?? kind(of: element)
      subject.rank = subject.rank ?? element.attribute("rank") { Int($0) }
      subject.confidence = subject.confidence ?? element.attribute("confidence") { Int($0) }
      article.subjects.append(subject)
    }
    for facet in element.children where facet.isNamed("facetConcept") {
      if let subject = concept(facet) { article.subjects.append(subject) }
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

  // MARK: - Concepts

  /// A concept, `nil` where nothing is said of it.
  func concept(_ element: XMLTree.Element, kind: Concept.Kind? = nil) -> Concept? {
    var concept = Concept(kind: kind)
    if let nature = role(element, "type", "typeuri") {
      concept.kind = NewsMLG2.kind(ofNature: nature) ?? kind
    }
    if let qcode = element["qcode"] {
      let (scheme, code) = catalogs.resolve(qcode)
      concept.scheme = scheme
      concept.code = code
    }
    concept.iri = element["uri"]
    concept.rank = element.attribute("rank") { Int($0) }
    concept.confidence = element.attribute("confidence") { Int($0) }
    for child in element.children {
      switch child.name {
      case "name":
        if let text = child.nonEmptyText {
          concept.names.append(Concept.Name(text, language: child.language))
        }
      case "sameAs":
        if concept.code == nil, let qcode = child["qcode"] {
          let (scheme, code) = catalogs.resolve(qcode)
          guard scheme != nil else { continue }
          concept.scheme = scheme
          concept.code = code
        }
      case "note":
        switch role(child) {
        case "scheme": concept.scheme = child.nonEmptyText
        case "rank": concept.rank = Int(child.text)
        case "confidence": concept.confidence = Int(child.text)
        default: break
        }
      default: break
      }
    }
    if let literal = element["literal"], concept.code == nil {
      // A literal without a name is one.
      if concept.names.isEmpty, concept.iri == nil {
        concept.names = [Concept.Name(literal)]
      } else if !concept.names.contains(where: { $0.text == literal }) {
        concept.code = literal
      }
    }
    let isEmpty = concept.names.isEmpty && concept.code == nil && concept.iri == nil
    return isEmpty ? nil : concept
  }

  private func source(_ element: XMLTree.Element) -> Source? {
    let iri = element["uri"] ?? element["qcode"].map { catalogs.iri($0) }
    let name = element.first("name")?.nonEmptyText ?? element["literal"] ?? element.nonEmptyText
    let url = element.first("remoteInfo")?["href"]
    guard name != nil || iri != nil || url != nil else { return nil }
    return Source(name: name ?? "", role: role(element), url: url, iri: iri)
  }

  private func person(_ element: XMLTree.Element) -> Contributor? {
    var person = Contributor(name: "", role: role(element))
    person.jobTitle =
      element["jobtitle"].map { catalogs.word($0) } ?? element["jobtitleuri"].map { Self.word($0) }
    if let uri = element["uri"] { person.identifiers.append(uri) }
    if let qcode = element["qcode"] { person.identifiers.append(catalogs.iri(qcode)) }
    for child in element.children {
      switch child.name {
      case "name": if person.name.isEmpty { person.name = child.text }
      case "note": if role(child) == "job-title" { person.jobTitle = child.nonEmptyText }
      case "sameAs":
        if let iri = child["uri"] ?? child["qcode"].map({ catalogs.iri($0) }) {
          person.identifiers.append(iri)
        }
      case "personDetails":
        for affiliation in child.children
        where affiliation.isNamed("affiliation") && person.organization == nil {
          let name = affiliation.first("name")?.nonEmptyText ?? affiliation["literal"]
          person.organization = name
        }
      default: break
      }
    }
    if person.name.isEmpty { person.name = element["literal"] ?? element.text }
    guard !person.name.isEmpty || !person.identifiers.isEmpty else { return nil }
    if person.name.isEmpty, let qcode = element["qcode"], !qcode.isEmpty {
      // The name is not sent; the code is what the agency calls the person.
      person.name = catalogs.resolve(qcode).code
    }
    return person
  }
}
