internal import WarraqMarkup

/// Concepts and people, and what the item asserts of them.
extension NewsMLG2ItemReader {
  /// A concept, `nil` where nothing is said of it; what it belongs to is in ``broader`` after that.
  mutating func concept(_ element: XMLTree.Element, kind: Concept.Kind? = nil) -> Concept? {
    var concept = Concept(kind: kind)
    var parents: [XMLTree.Element] = []
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
    forEachDetail(of: element) { child, isAsserted in
      switch child.name {
      case "name":
        guard let text = child.nonEmptyText else { return }
        let name = Concept.Name(text, language: child.language)
        if !isAsserted || !concept.names.contains(where: { $0.language == name.language }) {
          concept.names.append(name)
        } else if !concept.names.contains(name) {
          child.refuse()
        }
      case "type" where concept.kind == nil:
        concept.kind = role(child, "qcode", "uri").flatMap { NewsMLG2.kind(ofNature: $0) }
        if concept.kind == nil { child.refuse() }
      case "sameAs":
        if concept.code == nil, let qcode = child["qcode"] {
          let (scheme, code) = catalogs.resolve(qcode)
          guard scheme != nil else { return }
          concept.scheme = scheme
          concept.code = code
        }
      case "broader": parents.append(child)
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
    if !parents.isEmpty { broader += parents }
    let isEmpty = concept.names.isEmpty && concept.code == nil && concept.iri == nil
    return isEmpty ? nil : concept
  }

  func source(_ element: XMLTree.Element) -> Source? {
    let iri = element["uri"] ?? element["qcode"].map { catalogs.iri($0) }
    let name = self.name(of: element)
    let url = element.first("remoteInfo")?["href"]
    guard name != nil || iri != nil || url != nil else { return nil }
    return Source(name: name ?? "", role: role(element), url: url, iri: iri)
  }

  func person(_ element: XMLTree.Element) -> Contributor? {
    var person = Contributor(name: "", role: role(element))
    person.jobTitle =
      element["jobtitle"].map { catalogs.word($0) } ?? element["jobtitleuri"].map { Self.word($0) }
    if let uri = element["uri"] { person.identifiers.append(uri) }
    if let qcode = element["qcode"] { person.identifiers.append(catalogs.iri(qcode)) }
    forEachDetail(of: element) { child, _ in
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

  /// The name of a party: within its element, as the item asserts it, or as a text.
  func name(of element: XMLTree.Element) -> String? {
    if let name = element.first("name")?.nonEmptyText { return name }
    if !asserts.isEmpty {
      for assert in assertions(of: element) {
        if let name = assert.first("name")?.nonEmptyText { return name }
      }
    }
    return element["literal"] ?? element.nonEmptyText
  }

  // MARK: - Broader concepts

  /// A list of concepts.
  enum ConceptList {
    case located, subjects, genres
  }

  /// Adds a concept to a list; what it belongs to is added once the list is whole.
  mutating func add(
    _ element: XMLTree.Element, to list: ConceptList, kind: Concept.Kind? = nil
  ) {
    if let concept = concept(element, kind: kind) { add(concept, to: list) }
    if !broader.isEmpty { takeBroader(for: list, kind: kind) }
  }

  private mutating func add(_ concept: Concept, to list: ConceptList) {
    switch list {
    case .located: article.located.append(concept)
    case .subjects: article.subjects.append(concept)
    case .genres: article.genres.append(concept)
    }
  }

  /// Takes what the concepts that were read last belong to: a story that is about one of them, or
  /// comes from there, is about that as well.
  mutating func takeBroader(for list: ConceptList, kind: Concept.Kind? = nil) {
    // Those of the broader ones are above them.
    var index = 0
    while index < broader.count, index < limits.maximumDepth {
      if let concept = concept(broader[index], kind: kind) {
        broaderConcepts.append((list, concept))
      }
      index += 1
    }
    broader = []
  }

  /// Adds broader concepts after all others, where their list does not name them itself.
  mutating func addBroaderConcepts() {
    var known = Set<ListedConcept>()
    for place in article.located { known.insert(ListedConcept(.located, place)) }
    for subject in article.subjects { known.insert(ListedConcept(.subjects, subject)) }
    for genre in article.genres { known.insert(ListedConcept(.genres, genre)) }
    for (list, concept) in broaderConcepts
    where known.insert(ListedConcept(list, concept)).inserted { add(concept, to: list) }
    broaderConcepts = []
  }

  // MARK: - Assertions

  /// Takes the `assert` elements of an item, which may stand behind what they are about.
  mutating func readAssertions(_ item: XMLTree.Element) {
    for child in item.children where child.isNamed("assert") {
      guard let key = conceptKey(child) else { continue }
      asserts[key, default: []].append(child)
      // What is said of something that the story does not name is not used.
      child.refuse()
    }
  }

  private func assertions(of element: XMLTree.Element) -> [XMLTree.Element] {
    // Reading the key again says that the assertion is used.
    conceptKey(element).flatMap { asserts[$0] }?.filter { conceptKey($0) != nil } ?? []
  }

  /// What an element says of which concept it means; the space is in no IRI.
  private func conceptKey(_ element: XMLTree.Element) -> String? {
    if let qcode = element["qcode"] { return catalogs.iri(qcode) }
    return element["uri"] ?? element["literal"].map { "literal " + $0 }
  }

  /// Goes through what the item says of a concept: within its element, then as an assertion.
  private func forEachDetail(
    of element: XMLTree.Element, _ read: (_ detail: XMLTree.Element, _ isAsserted: Bool) -> Void
  ) {
    for child in element.children { read(child, false) }
    guard !asserts.isEmpty else { return }
    for assert in assertions(of: element) {
      for child in assert.children { read(child, true) }
    }
  }
}

/// What a concept in a list is told by: its code, else its IRI, else its name.
private struct ListedConcept: Hashable {
  let list: NewsMLG2ItemReader.ConceptList
  let scheme: String?
  let text: String?

  init(_ list: NewsMLG2ItemReader.ConceptList, _ concept: Concept) {
    self.list = list
    scheme = concept.scheme
    text = concept.code ?? concept.iri ?? concept.names.first?.text
  }
}
