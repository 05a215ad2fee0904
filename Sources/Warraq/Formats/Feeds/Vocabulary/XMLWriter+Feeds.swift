internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// What RSS and Atom write alike, in vocabularies that both may hold.
extension XMLWriter {
  /// Writes an element where there is anything to write.
  mutating func feedElement(_ name: StaticString, _ text: String?) {
    guard let text, text.utf8.contains(where: { $0 > 0x20 }) else { return }
    element(name, text)
  }

  /// Writes a date of Dublin Core as exact as it is; nothing where it is not resolved.
  ///
  /// A time whose zone is not known ends in `-00:00`, which says so (RFC 3339, 4.3).
  mutating func feedTerm(_ name: StaticString, _ date: NewsDate?) {
    guard let date, date.isResolved else { return }
    let whole = date.withXMLZone
    open(name)
    text(whole)
    if whole.precision >= .minute, whole.offsetMinutes == nil { text("-00:00") }
    close()
  }

  /// Writes what Dublin Core says better than RSS and Atom do.
  mutating func feedTerms(of article: Article) {
    if let published = article.published, published.isResolved,
      !published.instant.isExact || published.fractionDigits > 0
    {
      feedTerm("dcterms:issued", published)
    }
    feedTerm("dcterms:created", article.created)
    feedTerm("dcterms:modified", article.modified)
    party("dc:publisher", article.provider)
    party("dcterms:rightsHolder", article.copyrightHolder)
    feedElement("dcterms:accessRights", article.usageTerms)
  }

  /// Writes a name and, in a second element, an IRI.
  private mutating func party(_ element: StaticString, _ party: Party?) {
    guard let party, !party.name.isEmpty || party.iri != nil else { return }
    self.element(element, party.name)
    feedElement(element, party.iri)
  }

  /// Writes pictures and films as Media RSS; returns how many had no address that can be written.
  ///
  /// - Parameter isRDF: whether the elements have to be properties of RDF: those with attributes are
  ///   then empty, and what is said of an asset stands beside them.
  mutating func feedMedia(_ media: [Asset], isRDF: Bool = false) -> Int {
    var left = 0
    for (index, asset) in media.enumerated() {
      let renditions = asset.renditions.compactMap { rendition in
        // Nobody knows what a relative address of a feed is meant from.
        rendition.href
          .flatMap { URIText.resource($0) == nil || !URIText.isAbsolute($0) ? nil : $0 }
          .map { (rendition: rendition, href: URIText.identifier($0) ?? $0) }
      }
      left += asset.renditions.count - renditions.count
      guard let first = renditions.first else {
        if asset.renditions.isEmpty { left += 1 }
        continue
      }
      if renditions.count > 1 || isRDF {
        open("media:group")
        if isRDF { attribute("rdf:parseType", "Resource") }
        for (rendition, href) in renditions {
          mediaContent(rendition, href, asset.kind, isRDF: isRDF)
          close()
        }
      } else {
        mediaContent(first.rendition, first.href, asset.kind)
      }
      plainMediaText("media:title", asset.altText)
      plainMediaText("media:description", asset.caption)
      feedElement("media:credit", asset.credit)
      let kind = asset.kind == .graphic ? "graphic" : nil
      let id = asset.id == "media-\(index + 1)" || asset.id.isEmpty ? nil : asset.id
      if isRDF {
        feedElement("dcterms:type", kind)
        feedElement("dcterms:identifier", id)
      } else {
        if let kind { category(FeedRole.kind, kind) }
        if let id { category(FeedRole.identifier, id) }
      }
      close()
    }
    return left
  }

  private mutating func mediaContent(
    _ rendition: Asset.Rendition, _ href: String, _ kind: Asset.Kind?, isRDF: Bool = false
  ) {
    open("media:content")
    attribute("url", href)
    if let size = rendition.sizeInBytes, size >= 0 { attribute("fileSize", decimal: size) }
    if let type = rendition.mediaType { attribute("type", type) }
    switch kind {
    case .picture, .graphic: attribute("medium", "image")
    case .video: attribute("medium", "video")
    case .audio: attribute("medium", "audio")
    case .document: attribute("medium", "document")
    case nil: break
    }
    if let duration = rendition.duration, duration.isFinite, duration >= 0 {
      attribute(
        "duration",
        duration == duration.rounded() && duration < 1e15
          ? String(Int(duration)) : duration.description)
    }
    if let height = rendition.height, height >= 0 { attribute("height", decimal: height) }
    if let width = rendition.width, width >= 0 { attribute("width", decimal: width) }
    guard let role = rendition.role, !role.isEmpty else { return }
    if isRDF { attribute("dcterms:type", role) } else { category(FeedRole.rendition, role) }
  }

  private mutating func plainMediaText(_ name: StaticString, _ text: String?) {
    feedElement(name, text.map { FeedText.unmistakable($0) })
  }

  private mutating func category(_ scheme: String, _ text: String) {
    open("media:category")
    attribute("scheme", scheme)
    self.text(text)
    close()
  }

  /// Writes a link to another story in the element `name` of Atom; returns whether it has an address.
  ///
  /// What Atom has no attribute for stands in the link, or in attributes where it has to be RDF.
  mutating func feedLink(
    _ name: StaticString, to related: RelatedItem, isRDF: Bool = false
  ) -> Bool {
    let id = related.id ?? related.article?.id
    guard let address = related.url ?? related.article?.url ?? id, AddressScheme.allows(address),
      let href = URIText.identifier(address)
    else { return false }
    open(name)
    // Unregistered relations are IRIs (RFC 4287, 4.2.7.2).
    attribute(
      "rel",
      related.relation == "seeAlso"
        ? "related" : FeedRole.relation + URIText.segment(related.relation))
    attribute("href", href)
    if let title = related.displayTitle { attribute("title", title) }
    let identifier = id == href ? nil : id
    if isRDF {
      if let identifier { attribute("dcterms:identifier", identifier) }
      if let label = related.label { attribute("dcterms:description", label) }
    } else {
      feedElement("dcterms:identifier", identifier)
      feedElement("dcterms:description", related.label)
    }
    close()
    return true
  }

  /// Writes the body in the one `div` that carries its language and direction.
  mutating func feedBody(of article: Article, context: inout ConversionContext) {
    let wasIndenting = indents
    indents = false
    open("div")
    attribute("xmlns", FeedVocabulary.xhtmlIRI)
    languageAttributes(article.language, article.shownDirection)
    if let dateline = article.dateline, !dateline.isEmpty, !article.opens(with: dateline) {
      open("p")
      attribute("class", "dateline")
      text(dateline)
      close()
    }
    var body = XHTMLBody(media: article.media)
    body.write(article.body, to: &self, context: &context)
    close(collapses: false)
    indents = wasIndenting
  }
}

extension Article {
  /// Whether the text begins with these words, as most stories of agencies do with their dateline.
  fileprivate func opens(with line: String) -> Bool {
    for case .paragraph(let content) in body.prefix(2) {
      let (text, words) = (content.plainText.words, line.words)
      if text.starts(with: words) { return true }
    }
    return false
  }
}
