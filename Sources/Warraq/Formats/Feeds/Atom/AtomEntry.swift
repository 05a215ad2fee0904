internal import WarraqMarkup

/// Writes one article as an `entry`.
struct AtomEntry {
  /// When it was last changed, as far as the article or the context says.
  let updated: NewsDate
  private let article: Article
  private var badAddresses = 0

  /// Prepares an entry.
  ///
  /// - Throws: `ConversionError` `atom.no-date`.
  init(_ article: Article, context: inout ConversionContext) throws(ConversionError) {
    self.article = article
    let known = [article.modified, article.published, article.created]
      .lazy.compactMap { $0 }.first { $0.isResolved }
    guard let date = known ?? context.sourceDate ?? context.undatedDate, date.isResolved else {
      throw ConversionError(.atomNoDate)
    }
    let instant = date.shownInstant
    updated = instant
    if known == nil {
      context.log.emit(.note, .atomDateOfContext)
    } else if !date.isInstant {
      context.log.emit(.note, .atomTimeInvented(date, instant))
    }
  }

  /// Writes the entry.
  mutating func write(to xml: inout XMLWriter, context: inout ConversionContext) {
    xml.indents = true
    xml.open("entry")
    if let language = LanguageTag.wellFormed(article.language) {
      xml.attribute("xml:lang", language)
    } else if let language = article.language {
      context.log.emit(.warning, .atomBadLanguage(language))
    }
    writeIdentifier(&xml, &context)
    // An entry has a title, if an empty one (RFC 4287, 4.1.2).
    xml.open("title")
    xml.attribute("type", "text")
    xml.text(article.headline ?? "")
    xml.close()
    writeDates(&xml, &context)
    writePeople(&xml)
    writeLinks(&xml)
    writeCategories(&xml)
    writeText("rights", article.copyrightNotice, &xml)
    writeText("summary", article.summary, &xml)
    writeContent(&xml, &context)
    xml.feedTerms(of: article)
    var sources = article.sources.lazy.map(\.name).filter { !$0.isBlank }.makeIterator()
    if let first = sources.next() { xml.element("dc:source", first) }
    while let other = sources.next() { xml.element("dcterms:references", other) }
    badAddresses += xml.feedMedia(article.media)
    xml.close()
    if badAddresses > 0 { context.log.emit(.warning, .atomBadAddresses(badAddresses)) }
  }

  private func writeIdentifier(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    if let iri = URIText.identifier(article.id) {
      xml.element("id", iri)
    } else {
      context.log.emit(.warning, .atomIdentifierIsNoIRI(article.id))
      xml.element("id", Atom.identifiers + URIText.segment(article.id))
    }
  }

  private func writeDates(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    if let published = article.published, published.isResolved {
      let instant = published.shownInstant
      // The same date is not spoken of twice.
      if !published.isInstant, article.modified?.isResolved == true {
        context.log.emit(.note, .atomTimeInvented(published, instant))
      }
      xml.open("published")
      xml.text(instant)
      xml.close()
    }
    xml.open("updated")
    if article.modified?.isResolved != true { xml.attribute("warraq:default", "true") }
    xml.text(updated)
    xml.close()
  }

  private func writePeople(_ xml: inout XMLWriter) {
    var hasAuthor = false
    for creator in article.creators where write("author", creator, &xml) { hasAuthor = true }
    if !hasAuthor, let byline = article.byline, !byline.isBlank {
      _ = write("author", Contributor(name: byline), &xml)
    }
    for contributor in article.contributors { _ = write("contributor", contributor, &xml) }
  }

  private func write(
    _ element: StaticString, _ person: Contributor, _ xml: inout XMLWriter
  ) -> Bool {
    guard !person.name.isBlank else { return false }
    xml.open(element)
    xml.element("name", person.name)
    let addresses = person.identifiers.compactMap {
      AddressScheme.allows($0) ? URIText.identifier($0) : nil
    }
    // One of each (RFC 4287, 3.2).
    if let uri = addresses.first(where: { !$0.hasPrefix("mailto:") }) { xml.element("uri", uri) }
    if let mail = addresses.first(where: { $0.hasPrefix("mailto:") }) {
      xml.element("email", String(mail.dropFirst(7)))
    }
    xml.close()
    return true
  }

  private mutating func writeLinks(_ xml: inout XMLWriter) {
    if let url = article.url, !url.isBlank { writeLink("alternate", url, title: nil, &xml) }
    for source in article.sources {
      if let url = source.url, !url.isBlank { writeLink("via", url, title: source.name, &xml) }
    }
    for related in article.related where !xml.feedLink("link", to: related) { badAddresses += 1 }
  }

  private mutating func writeLink(
    _ relation: String, _ address: String, title: String?, _ xml: inout XMLWriter
  ) {
    guard URIText.link(address) != nil, let href = URIText.identifier(address) else {
      badAddresses += 1
      return
    }
    xml.open("link")
    xml.attribute("rel", relation)
    xml.attribute("href", href)
    if let title { xml.attribute("title", title) }
    xml.close()
  }

  private func writeCategories(_ xml: inout XMLWriter) {
    for term in article.keywords.map(\.text) + [article.section].compactMap({ $0 })
    where !term.isBlank {
      xml.open("category")
      xml.attribute("term", term)
      xml.close()
    }
    for subject in article.subjects {
      let name = subject.names.first?.text
      guard
        let term = [subject.code, subject.iri, name].compactMap({ $0 }).first(where: {
          !$0.isBlank
        })
      else { continue }
      xml.open("category")
      xml.attribute("term", term)
      if let scheme = subject.scheme.flatMap({ URIText.identifier($0) }) {
        xml.attribute("scheme", scheme)
      }
      if let name, !name.isBlank { xml.attribute("label", name) }
      xml.close()
    }
  }

  private func writeText(_ element: StaticString, _ text: String?, _ xml: inout XMLWriter) {
    guard let text, !text.isBlank else { return }
    xml.open(element)
    xml.attribute("type", "text")
    xml.text(text)
    xml.close()
  }

  /// Writes the body as XHTML; none at all where there is only the summary is to be distinguished from it.
  private func writeContent(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    xml.open("content")
    if article.body.isEmpty, article.direction == nil, article.dateline?.isBlank != false {
      xml.attribute("type", "text")
    } else {
      xml.attribute("type", "xhtml")
      xml.indents = false
      xml.feedBody(of: article, context: &context)
    }
    xml.close()
    xml.indents = true
  }
}

extension Diagnostic.Message {
  static let atomNoDate = Self(
    id: "atom.no-date",
    text: "Atom needs a date and the story has none; give it one, take the time of the run "
      + "with --undated now, or set SOURCE_DATE_EPOCH")

  static let atomDateOfContext = Self(
    id: "atom.date-of-source",
    text: "the story has no date; updated is that of the run (--undated, SOURCE_DATE_EPOCH)")

  static func atomTimeInvented(_ date: NewsDate, _ instant: NewsDate) -> Self {
    Self(
      id: "atom.time-invented",
      text:
        "Atom needs a time with a zone; wrote '\(instant)' for '\(date)', and the date as it is "
        + "in Dublin Core terms")
  }

  static func atomIdentifierIsNoIRI(_ id: String) -> Self {
    Self(
      id: "atom.identifier-not-iri",
      text: "the identifier '\(id)' is not an IRI; put it into one of urn:warraq:id")
  }

  static func atomBadLanguage(_ tag: String) -> Self {
    Self(
      id: "atom.bad-language", text: "the language '\(tag)' is not a BCP 47 tag and was left out")
  }

  static func atomBadAddresses(_ count: Int) -> Self {
    Self(
      id: "atom.bad-address",
      text: "left out \(count) address\(count == 1 ? "" : "es") that cannot be written")
  }
}
