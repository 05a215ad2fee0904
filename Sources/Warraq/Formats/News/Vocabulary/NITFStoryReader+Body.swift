internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// `body.head` and what else names people and places.
extension NITFStoryReader {
  mutating func readBodyHead(_ head: XMLTree.Element) {
    var printed: [RoleText] = []
    for child in head.children {
      switch child.name {
      case "hedline":
        for line in child.children {
          addTitle(line.nonEmptyText, line["class"], isMain: line.isNamed("hl1"), to: &printed)
        }
      // Not NITF, but sent by an agency of weight.
      case "headline": addTitle(child.nonEmptyText, nil, isMain: true, to: &printed)
      case "note": addNote(child.nonEmptyText, role: value(child, "type") ?? NITFVocabulary.note)
      case "rights":
        if let text = child.nonEmptyJoinedText { article.copyrightNotice.join(text, by: "\n") }
      case "byline":
        if child["class"] != NITFVocabulary.creator {
          if let line = child.printedLine {
            if line.isSignature {
              addNote(line, role: "signature")
            } else {
              article.byline.join(line, by: "\n")
            }
          }
        }
        readByline(child)
      case "distributor": article.provider = article.provider ?? provider(child)
      case "dateline":
        if child["class"] != NITFVocabulary.located, let line = child.printedDateline {
          article.dateline.join(line, by: "\n")
        }
        for part in child.children {
          if part.isNamed("story.date") { storyDate = storyDate ?? date(part) }
          if part.isNamed("location"), let place = concept(part, kind: .place) {
            article.located.append(place)
          }
        }
      case "abstract":
        if let text = child.nonEmptyText {
          let role = value(child, "class") ?? SummaryRole.summary
          article.summaries.append(RoleText(role: role, text: text))
        }
      default: break
      }
    }
    // Those of `meta` are not printed and come after them.
    article.titles.insert(contentsOf: printed, at: 0)
  }

  private mutating func addTitle(
    _ text: String?, _ role: String?, isMain: Bool, to titles: inout [RoleText]
  ) {
    guard let text else { return }
    if isMain, article.headline == nil {
      article.headline = text
    } else {
      // Other classes are for style sheets.
      let isKicker = role == TitleRole.kicker
      titles.append(RoleText(role: isKicker ? TitleRole.kicker : TitleRole.sub, text: text))
    }
  }

  private func provider(_ element: XMLTree.Element) -> Party? {
    let organization = element.first("org")
    let iri = organization?["idsrc"] == NITFVocabulary.iri ? organization?["value"] : nil
    guard let name = element.nonEmptyJoinedText ?? iri.map({ _ in "" }) else { return nil }
    return Party(name: name, iri: iri)
  }

  // MARK: - People

  /// A title stands after the person it belongs to.
  private mutating func readByline(_ byline: XMLTree.Element) {
    var last: Int?
    for child in byline.children {
      if child.isNamed("person"), let person = person(child, usualRole: NITFVocabulary.author) {
        last = article.creators.count
        article.creators.append(person)
      } else if child.isNamed("byttl"), let last {
        let organization = child.first("org")?.nonEmptyText
        article.creators[last].organization = organization
        article.creators[last].jobTitle = title(child.nonEmptyText, without: organization)
      }
    }
  }

  private func title(_ text: String?, without organization: String?) -> String? {
    guard var text else { return nil }
    if let organization, text.hasSuffix(organization) {
      text.removeLast(organization.count)
      while let end = text.last, end.isWhitespace { text.removeLast() }
      if text.last == "," { text.removeLast() }
    }
    return text.isEmpty ? nil : text
  }

  private func person(_ element: XMLTree.Element, usualRole: String?) -> Contributor? {
    var person = Contributor(name: element.joinedText, role: element["w:role"] ?? usualRole)
    if person.role == "" { person.role = nil }
    person.jobTitle = element["w:job-title"]
    person.organization = element["w:organization"]
    for code in element.children
    where code.isNamed("alt-code") && code["idsrc"] == NITFVocabulary.iri {
      if let iri = code["value"] { person.identifiers.append(iri) }
    }
    return person.name.isEmpty && person.identifiers.isEmpty ? nil : person
  }

  /// Reads the line at the end of the story that names contributors; returns whether it is one.
  mutating func readContributors(_ end: XMLTree.Element) -> Bool {
    guard let line = end.first("tagline"), line["class"] == NITFVocabulary.contributors else {
      return false
    }
    for child in line.children where child.isNamed("person") {
      if let person = person(child, usualRole: nil) { article.contributors.append(person) }
    }
    return true
  }

  // MARK: - Concepts

  mutating func readIdentified(_ content: XMLTree.Element) {
    for child in content.children {
      switch child.name {
      case "person": addSubject(child, .person)
      case "org": addSubject(child, .organization)
      case "location": addSubject(child, .place)
      case "event": addSubject(child, .event)
      case "object.title": addSubject(child, .object)
      case "classifier":
        switch value(child, "type") {
        case Concept.Kind.genre.rawValue:
          if let genre = concept(child, kind: .genre) { article.genres.append(genre) }
        case Concept.Kind.subject.rawValue: addSubject(child, .subject)
        // Types of agencies: products, desks, indices…
        default: break
        }
      default: break
      }
    }
  }

  private mutating func addSubject(_ element: XMLTree.Element, _ kind: Concept.Kind) {
    if let subject = concept(element, kind: kind) { article.subjects.append(subject) }
  }

  private func concept(_ element: XMLTree.Element, kind: Concept.Kind) -> Concept? {
    var concept = Concept(kind: kind)
    if let kind = element["w:kind"] {
      concept.kind = Concept.Kind(rawValue: kind)
      if concept.kind == nil, !kind.isEmpty { element.refuse("w:kind") }
    }
    if let name = element.nonEmptyJoinedText {
      concept.names.append(Concept.Name(name, language: value(element, "xml:lang")))
    }
    for code in element.children
    where code.isNamed("alt-code") && code["idsrc"] == NITFVocabulary.name {
      guard let name = code["value"] else { continue }
      concept.names.append(Concept.Name(name, language: value(code, "xml:lang")))
    }
    concept.scheme = value(element, "idsrc") ?? value(element, "code-source")
    concept.code = value(element, "value") ?? value(element, "location-code")
    concept.iri = value(element, "w:iri")
    concept.rank = element.attribute("w:rank") { Int($0) }
    concept.confidence = element.attribute("w:confidence") { Int($0) }
    return concept.names.isEmpty && concept.code == nil && concept.iri == nil ? nil : concept
  }

  // MARK: - Notes

  /// Keeps the notes that are not for publication, which the body leaves out.
  mutating func readPrivateNotes(in part: XMLTree.Element) {
    guard part.firstDescendant("note") != nil else { return }
    var pending = [part]
    while let element = pending.popLast() {
      if element.isNamed("note"), value(element, "type") == "npa" {
        addNote(element.nonEmptyText, role: "npa")
      } else {
        pending += Array(element.children).reversed()
      }
    }
  }
}
