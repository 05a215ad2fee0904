internal import WarraqMarkup

extension NewsMLG2Item {
  /// Writes `contentMeta`: fixed properties, then administrative ones, then descriptive ones.
  mutating func writeContentMeta(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    xml.open("contentMeta")
    // The item has the direction of its language; here it stands only where the story states it.
    if let direction = story.direction { xml.attribute("dir", direction) }
    if let urgency = story.urgency {
      if 1...9 ~= urgency {
        xml.open("urgency")
        xml.text(decimal: urgency)
        xml.close()
      } else {
        context.log.emit(.warning, .badUrgency(urgency))
      }
    }
    xml.element("contentCreated", story.created)
    xml.element("contentModified", story.modified)
    if dialect.version.hasDigitalSourceType {
      xml.flexible("digitalSourceType", story.digitalSourceType)
    }

    for place in story.located { writeConcept("located", place, isRanked: false, &xml) }
    for source in story.sources { writeSource(source, &xml) }
    for person in story.creators { writePerson("creator", person, &xml) }
    for person in story.contributors { writePerson("contributor", person, &xml) }
    for id in story.alternateIDs where !id.text.isBlank {
      xml.open("altId")
      xml.role(id.role)
      xml.text(id.text, whiteSpace: .asSpaces)
      xml.close()
    }

    writeDescription(&xml)
    if let section = story.section, !section.isBlank {
      xml.open("contentMetaExtProperty")
      xml.attribute("reluri", NewsMLG2.relations + "section")
      xml.attribute("literal", section, whiteSpace: .asSpaces)
      xml.close()
    }
    xml.close()
  }

  private mutating func writeDescription(_ xml: inout XMLWriter) {
    if let tag = LanguageTag.wellFormed(story.language) {
      xml.open("language")
      xml.attribute("tag", tag)
      xml.close()
    }
    for genre in story.genres { writeConcept("genre", genre, &xml) }
    for keyword in story.keywords where !keyword.text.isBlank {
      xml.open("keyword")
      if let confidence = keyword.confidence, confidence.isFinite {
        let percent = Int((min(max(confidence, 0), 1) * 100).rounded())
        xml.attribute("confidence", decimal: percent)
        if Double(percent) / 100 != confidence {
          xml.extensionAttribute("w:confidence", confidence.description)
        }
      }
      xml.text(keyword.text, whiteSpace: .asSpaces)
      xml.close()
    }
    for subject in story.subjects { writeConcept("subject", subject, &xml) }
    xml.optionalElement("slugline", story.slugline, whiteSpace: .asSpaces)
    if let headline = story.headline, !headline.isBlank {
      xml.open("headline")
      xml.attribute("rank", decimal: 1)
      xml.text(headline, whiteSpace: .asSpaces)
      xml.close()
    }
    for title in story.titles where !title.text.isBlank {
      xml.open("headline")
      xml.role(title.role)
      xml.text(title.text, whiteSpace: .asSpaces)
      xml.close()
    }
    xml.optionalElement("dateline", story.dateline)
    xml.optionalElement("by", story.byline)
    xml.optionalElement("creditline", story.creditLine, whiteSpace: .asSpaces)
    if case .media = form {
      dialect.block("description", story.media.first?.caption, role: "drol:caption", to: &xml)
    }
    for summary in story.summaries {
      switch summary.role {
      case SummaryRole.summary:
        dialect.block("description", summary.text, role: "drol:summary", to: &xml)
      case SummaryRole.teaser:
        dialect.block("description", summary.text, role: "drol:teaser", to: &xml)
      default: xml.block("description", summary.text, role: summary.role)
      }
    }
  }

  private mutating func writeConcept(
    _ element: StaticString, _ concept: Concept, isRanked: Bool = true, _ xml: inout XMLWriter
  ) {
    let kind = concept.kind
    let isOwnGenre = kind == .genre && story.genres.contains(concept)
    let (concept, other) = dialect.usesURIs ? Self.withIRI(concept) : (concept, nil)
    let names = concept.names.filter { !$0.text.isBlank }
    let code = concept.code.flatMap { $0.isBlank ? nil : $0 }
    let scheme = concept.scheme.flatMap { $0.isBlank ? nil : $0 }
    let iri = self.iri(of: concept)
    let qcode = scheme.flatMap { scheme in code.flatMap { self.qcode(scheme: scheme, code: $0) } }
    guard !names.isEmpty || code != nil || iri != nil else { return }
    // A concept's IRI is that of its scheme and its code; another one is another concept's.
    let isSame = iri == nil || iri == scheme.flatMap { scheme in code.map { scheme + $0 } }
    xml.open(element)
    if let kind {
      if kind != .genre {
        dialect.write(NewsMLG2.nature(of: kind), as: "type", or: "typeuri", to: &xml)
      } else if !isOwnGenre {
        xml.attribute("typeuri", NewsMLG2.roles + kind.rawValue)
      }
    }
    if let qcode, isSame { xml.attribute("qcode", qcode) }
    if let iri { xml.attribute("uri", iri) }
    if qcode == nil, let code { xml.attribute("literal", code, whiteSpace: .asSpaces) }
    if isRanked {
      if let confidence = concept.confidence, 0...100 ~= confidence {
        xml.attribute("confidence", decimal: confidence)
      }
      if let rank = concept.rank, rank >= 0 { xml.attribute("rank", decimal: rank) }
    }
    for name in names { xml.name(name.text, language: name.language) }
    if qcode == nil { xml.block("note", scheme, role: "scheme") }
    if !isRanked {
      // Places of origin are neither ranked nor doubted by the standard.
      xml.block("note", concept.rank?.description, role: "rank")
      xml.block("note", concept.confidence?.description, role: "confidence")
    }
    if let qcode, !isSame {
      xml.open("sameAs")
      xml.attribute("qcode", qcode)
      xml.close()
    } else if let other {
      xml.open("sameAs")
      xml.attribute("uri", other)
      xml.close()
    }
    xml.close()
  }

  /// The concept with the IRI of its scheme and code in their place, and that IRI where the concept
  /// has another one.
  private static func withIRI(_ concept: Concept) -> (concept: Concept, other: String?) {
    guard let scheme = concept.scheme, let code = concept.code, !code.isBlank,
      let iri = URIText.identifier(scheme + URIText.segment(code)), iri.hasPrefix(scheme)
    else { return (concept, nil) }
    var known = concept
    known.scheme = nil
    known.code = nil
    guard let own = concept.iri, !own.isBlank else {
      known.iri = iri
      return (known, nil)
    }
    return (known, own == iri ? nil : iri)
  }

  private mutating func writeSource(_ source: Story.SourceView, _ xml: inout XMLWriter) {
    let iri = address(source.iri)
    let url = link(source.url)
    guard !source.name.isBlank || iri != nil || url != nil else { return }
    xml.open("infoSource")
    if let iri {
      xml.attribute("uri", iri)
    } else if !source.name.isBlank {
      xml.attribute("literal", source.name, whiteSpace: .asSpaces)
    }
    if let role = source.role { xml.role(role) }
    xml.name(source.name)
    if let url {
      xml.open("remoteInfo")
      xml.attribute("href", url)
      xml.close()
    }
    xml.close()
  }

  private mutating func writePerson(
    _ element: StaticString, _ person: Story.Person, _ xml: inout XMLWriter
  ) {
    let identifiers = person.identifiers.compactMap { iri($0) }
    guard !person.name.isBlank || !identifiers.isEmpty else { return }
    xml.open(element)
    if let first = identifiers.first {
      xml.attribute("uri", first)
    } else {
      xml.attribute("literal", person.name, whiteSpace: .asSpaces)
    }
    if person.role == "author" {
      dialect.write(code: "cpprole:author", as: "role", or: "roleuri", to: &xml)
    } else if let role = person.role {
      xml.role(role)
    }
    xml.name(person.name)
    // jobtitle takes codes only; the words go into a note.
    xml.block("note", person.jobTitle, role: "job-title")
    for identifier in identifiers.dropFirst() {
      xml.open("sameAs")
      xml.attribute("uri", identifier)
      xml.close()
    }
    if let organization = person.organization, !organization.isBlank {
      xml.open("personDetails")
      xml.open("affiliation")
      xml.name(organization)
      xml.close()
      xml.close()
    }
    xml.close()
  }
}

extension Diagnostic.Message {
  static func badUrgency(_ urgency: Int) -> Self {
    Self(id: "newsml.bad-urgency", text: "urgency is 1 to 9; \(urgency) was left out")
  }
}
