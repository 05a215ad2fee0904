internal import WarraqMarkup

/// Who, where, about what: people, places and concepts.
extension NITFStory {
  // MARK: - body.head

  /// Writes `body.head`; the schema fixes the order of its elements.
  func writeBodyHead(_ xml: inout XMLWriter) {
    let titles = article.titles.filter { NITFStory.isPrinted($0) && !$0.text.isBlank }
    let headline = article.headline.flatMap { $0.isBlank ? nil : $0 }
    xml.open("body.head")
    if headline != nil || !titles.isEmpty {
      xml.open("hedline")
      xml.open("hl1")
      if let headline { xml.lines(headline) }
      xml.close()
      for title in titles {
        xml.open("hl2")
        if title.role != TitleRole.sub { xml.attribute("class", title.role) }
        xml.lines(title.text)
        xml.close()
      }
      xml.close()
    }
    if let notice = article.copyrightNotice { xml.element("rights", notice) }
    writeBylines(&xml)
    if let provider = article.provider {
      xml.open("distributor")
      xml.open("org")
      if let iri = provider.iri {
        xml.attribute("idsrc", NITFVocabulary.iri)
        xml.attribute("value", iri)
      }
      xml.text(provider.name)
      xml.close()
      xml.close()
    }
    writeDatelines(&xml)
    for summary in article.summaries where !summary.text.isBlank {
      xml.open("abstract")
      if summary.role != SummaryRole.summary { xml.attribute("class", summary.role) }
      xml.open("p")
      xml.lines(summary.text)
      xml.close()
      xml.close()
    }
    xml.close()
  }

  /// Writes the printed byline with the creators marked up in it, and a byline for each creator that
  /// it does not name.
  private func writeBylines(_ xml: inout XMLWriter) {
    let creators = article.creators
    let count = writePrinted(
      "byline", article.byline, names: creators.map(\.name), &xml
    ) { index, xml in
      write(creators[index], isInText: true, &xml)
    }
    for person in creators[count...] {
      xml.open("byline")
      xml.attribute("class", NITFVocabulary.creator)
      let indents = xml.indents
      xml.indents = false
      write(person, isInText: false, &xml)
      if person.jobTitle != nil || person.organization != nil {
        xml.text(" ")
        xml.open("byttl")
        if let title = person.jobTitle { xml.text(title) }
        if let organization = person.organization {
          if person.jobTitle != nil { xml.text(", ") }
          xml.element("org", organization)
        }
        xml.close()
      }
      xml.indents = indents
      xml.close()
    }
  }

  /// Writes the printed dateline with the places marked up in it, and a dateline for each place that
  /// it does not name.
  private func writeDatelines(_ xml: inout XMLWriter) {
    let places = article.located
    let names = places.map { $0.names.first?.text ?? "" }
    let count = writePrinted("dateline", article.dateline, names: names, &xml) { index, xml in
      write(places[index], as: .location, &xml)
    }
    for place in places[count...] {
      xml.open("dateline")
      xml.attribute("class", NITFVocabulary.located)
      write(place, as: .location, &xml)
      xml.close()
    }
  }

  /// Writes a line of print, or more than one, with the names that occur in it in their order.
  ///
  /// Returns how many of the names were written.
  private func writePrinted(
    _ element: StaticString, _ text: String?, names: [String], _ xml: inout XMLWriter,
    _ write: (Int, inout XMLWriter) -> Void
  ) -> Int {
    var count = 0
    guard let text else { return count }
    let indents = xml.indents
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      xml.open(element)
      xml.indents = false
      var rest = line
      while count < names.count, !names[count].isBlank, let name = rest.firstRange(of: names[count])
      {
        xml.text(String(rest[..<name.lowerBound]))
        write(count, &xml)
        rest = rest[name.upperBound...]
        count += 1
      }
      xml.text(String(rest))
      xml.close()
      xml.indents = indents
    }
    return count
  }

  // MARK: - People

  /// Writes those who helped at the end of the story.
  func writeContributors(_ xml: inout XMLWriter) {
    guard !article.contributors.isEmpty else { return }
    xml.open("body.end")
    xml.open("tagline")
    xml.attribute("class", NITFVocabulary.contributors)
    let indents = xml.indents
    xml.indents = false
    var isFirst = true
    for person in article.contributors {
      if !isFirst { xml.text("; ") }
      isFirst = false
      write(person, isInText: true, usualRole: nil, &xml)
    }
    xml.indents = indents
    xml.close()
    xml.close()
  }

  /// Writes a person.
  ///
  /// - Parameters:
  ///   - isInText: whether nothing but the name may be printed here.
  ///   - usualRole: the role of one of whom none is said.
  private func write(
    _ person: Contributor, isInText: Bool, usualRole: String? = NITFVocabulary.author,
    _ xml: inout XMLWriter
  ) {
    xml.open("person")
    if person.role != usualRole { xml.attribute("w:role", person.role ?? "") }
    if isInText {
      xml.attribute("w:job-title", ifPresent: person.jobTitle)
      xml.attribute("w:organization", ifPresent: person.organization)
    }
    xml.text(person.name)
    for identifier in person.identifiers { writeCode(NITFVocabulary.iri, identifier, &xml) }
    xml.close()
  }

  private func writeCode(
    _ source: String, _ value: String, language: String? = nil, _ xml: inout XMLWriter
  ) {
    xml.open("alt-code")
    xml.attribute("idsrc", source)
    xml.attribute("value", value)
    xml.attribute("xml:lang", ifPresent: LanguageTag.wellFormed(language))
    xml.close()
  }

  // MARK: - Concepts

  /// Writes genres and subjects in full.
  func writeConcepts(_ xml: inout XMLWriter) {
    guard !article.genres.isEmpty || !article.subjects.isEmpty else { return }
    xml.open("identified-content")
    for genre in article.genres { write(genre, as: .classifier(.genre), &xml) }
    for subject in article.subjects { write(subject, as: ConceptElement(subject.kind), &xml) }
    xml.close()
  }

  /// Writes a concept.
  private func write(_ concept: Concept, as element: ConceptElement, _ xml: inout XMLWriter) {
    xml.open(element.name)
    if case .classifier(let type) = element { xml.attribute("type", type.rawValue) }
    let isPlace = element == .location
    xml.attribute(isPlace ? "code-source" : "idsrc", ifPresent: concept.scheme)
    xml.attribute(isPlace ? "location-code" : "value", ifPresent: concept.code)
    if concept.kind != element.kind { xml.attribute("w:kind", concept.kind?.rawValue ?? "") }
    xml.attribute("w:iri", ifPresent: concept.iri)
    if let rank = concept.rank { xml.attribute("w:rank", decimal: rank) }
    if let confidence = concept.confidence { xml.attribute("w:confidence", decimal: confidence) }
    xml.attribute("xml:lang", ifPresent: LanguageTag.wellFormed(concept.names.first?.language))
    let indents = xml.indents
    xml.indents = false
    if let name = concept.names.first { xml.text(name.text) }
    for name in concept.names.dropFirst() {
      writeCode(NITFVocabulary.name, name.text, language: name.language, &xml)
    }
    xml.indents = indents
    xml.close()
  }
}

/// The elements that name a concept.
private enum ConceptElement: Equatable {
  case person, organization, location, event, object
  /// One for everything else, with its type.
  case classifier(Concept.Kind)

  /// The element for a subject.
  init(_ kind: Concept.Kind?) {
    switch kind {
    case .person: self = .person
    case .organization: self = .organization
    case .place: self = .location
    case .event: self = .event
    case .object: self = .object
    case .subject, .genre, nil: self = .classifier(.subject)
    }
  }

  /// Its name.
  var name: StaticString {
    switch self {
    case .person: "person"
    case .organization: "org"
    case .location: "location"
    case .event: "event"
    case .object: "object.title"
    case .classifier: "classifier"
    }
  }

  /// The kind that the element says by itself.
  var kind: Concept.Kind {
    switch self {
    case .person: .person
    case .organization: .organization
    case .location: .place
    case .event: .event
    case .object: .object
    case .classifier(let type): type
    }
  }
}
