internal import WarraqMarkup

extension NewsMLG2ItemReader {
  /// Reads `contentMeta`, whatever the order of what is in it.
  mutating func readContentMeta(_ meta: XMLTree.Element) {
    for child in meta.children {
      switch child.name {
      case "urgency":
        // Other numbers are of other scales.
        article.urgency = Int(child.text).flatMap { 1...9 ~= $0 ? $0 : nil }
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
          let exact = child["w:confidence"].flatMap { Double($0) }
          let percent = child["confidence"].flatMap { Int($0) }.map { Double($0) / 100 }
          article.keywords.append(Keyword(text, confidence: exact ?? percent))
        }
      case "subject": if let subject = concept(child) { article.subjects.append(subject) }
      case "slugline": join(child.nonEmptyText, to: &article.slugline, separator: " ")
      case "headline": readHeadline(child)
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

  private mutating func readHeadline(_ element: XMLTree.Element) {
    guard let text = element.nonEmptyText else {
      hasEmptyHeadline = true
      return
    }
    let role = role(element)
    // A desk that gives every headline a role of its own puts the main one first.
    let isOurs = element["roleuri"]?.hasPrefix(NewsMLG2.roles) ?? false
    if article.headline == nil, !isOurs {
      article.headline = text
    } else {
      article.titles.append(RoleText(role: role ?? TitleRole.sub, text: text))
    }
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
    concept.rank = element["rank"].flatMap { Int($0) }
    concept.confidence = element["confidence"].flatMap { Int($0) }
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
        for affiliation in child.children where affiliation.isNamed("affiliation") {
          let name = affiliation.first("name")?.nonEmptyText ?? affiliation["literal"]
          person.organization = person.organization ?? name
        }
      default: break
      }
    }
    if person.name.isEmpty { person.name = element["literal"] ?? element.text }
    guard !person.name.isEmpty || !person.identifiers.isEmpty else { return nil }
    return person
  }
}
