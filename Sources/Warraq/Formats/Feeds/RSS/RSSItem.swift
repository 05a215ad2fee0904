internal import WarraqMarkup

/// Writes one article as an `item`.
struct RSSItem {
  private let article: Article
  private let version: RSSWriter.Version
  private var badAddresses = 0

  init(_ article: Article, version: RSSWriter.Version) {
    self.article = article
    self.version = version
  }

  /// The resource that an article is in RSS 1.0: its identifier as an IRI.
  static func resource(of article: Article) -> String {
    URIText.identifier(article.id) ?? FeedHead.identifiers + URIText.segment(article.id)
  }

  /// Writes the item.
  mutating func write(to xml: inout XMLWriter, context: inout ConversionContext) {
    xml.indents = true
    xml.open("item")
    switch version {
    case .v10: writeRDFHead(&xml, &context)
    case .v20: writeHead(&xml, &context)
    }
    xml.feedTerms(of: article)
    writePeople(&xml)
    if let language = LanguageTag.wellFormed(article.language) {
      xml.element("dc:language", language)
    } else if let language = article.language {
      context.log.emit(.warning, .rssBadLanguage(language))
    }
    xml.feedElement("dc:rights", article.copyrightNotice)
    writeSources(&xml)
    writeCategories(&xml)
    badAddresses += xml.feedMedia(article.media, isRDF: version == .v10)
    if version == .v20 { writeEnclosure(&xml) }
    for related in article.related
    where !xml.feedLink("atom:link", to: related, isRDF: version == .v10) {
      badAddresses += 1
    }
    xml.close()
    if badAddresses > 0 { context.log.emit(.warning, .rssBadAddresses(badAddresses)) }
  }

  private mutating func writeHead(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    xml.feedElement("title", article.headline.map { FeedText.unmistakable($0) })
    if let link = link() { xml.element("link", link) }
    writeContent(&xml, &context)
    xml.open("guid")
    // Only an address that is the story's own leads anywhere.
    if article.id != article.url { xml.attribute("isPermaLink", "false") }
    xml.text(article.id)
    xml.close()
    writeDate(&xml, &context)
  }

  /// Writes what RSS 1.0 asks of every item, a title and a link, and says the date in Dublin Core.
  private mutating func writeRDFHead(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    let resource = Self.resource(of: article)
    xml.attribute("rdf:about", resource)
    xml.element("title", FeedText.unmistakable(article.headline ?? ""))
    xml.element("link", link() ?? resource)
    writeContent(&xml, &context)
    if resource != article.id { xml.element("dc:identifier", article.id) }
    xml.feedTerm("dc:date", article.published)
  }

  private mutating func link() -> String? {
    guard let url = article.url, !url.isBlank else { return nil }
    guard URIText.link(url) != nil, let link = URIText.identifier(url) else {
      badAddresses += 1
      return nil
    }
    return link
  }

  /// Writes the summary as `description` and the body as `content:encoded`.
  private func writeContent(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    let summary = article.summary.flatMap { $0.isBlank ? nil : $0 }
    // An item has a title or a description (RSS 2.0, item).
    if summary != nil || version == .v20 && article.headline?.isBlank ?? true {
      xml.open("description")
      if let summary {
        // What is written inside is escaped already, so `]]>` never ends the section early.
        xml.markup("<![CDATA[")
        xml.lines(summary)
        xml.markup("]]>")
      }
      xml.close()
    }
    guard
      !article.body.isEmpty || summary != nil || article.direction != nil
        || article.dateline?.isBlank == false
    else { return }
    xml.open("content:encoded")
    xml.indents = false
    xml.markup("<![CDATA[")
    xml.feedBody(of: article, context: &context)
    xml.markup("]]>")
    xml.close()
    xml.indents = true
  }

  private func writeDate(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    guard let published = article.published, published.isResolved else { return }
    let text = FeedDate.rfc822(
      published.shownInstant, isZoneKnown: published.offsetMinutes != nil)
    if !published.isInstant {
      context.log.emit(.note, .rssTimeInvented(published, text))
    }
    xml.element("pubDate", text)
  }

  private func writePeople(_ xml: inout XMLWriter) {
    for creator in article.creators { xml.feedElement("dc:creator", creator.name) }
    // `author` holds an e-mail address and nothing else.
    if !article.creators.contains(where: { !$0.name.isBlank }) {
      xml.feedElement("dc:creator", article.byline)
    }
    for contributor in article.contributors { xml.feedElement("dc:contributor", contributor.name) }
  }

  private mutating func writeSources(_ xml: inout XMLWriter) {
    // One is an element of Dublin Core, says the validator of feeds; the others are terms.
    var isFirst = true
    for (index, source) in article.sources.enumerated() {
      // An item has one `source`, and it has an address.
      if version == .v20, index == 0, let address = source.url, !address.isBlank {
        if URIText.link(address) != nil, let url = URIText.identifier(address) {
          xml.open("source")
          xml.attribute("url", url)
          xml.text(source.name)
          xml.close()
          continue
        }
        badAddresses += 1
      }
      guard !source.name.isBlank else { continue }
      xml.element(isFirst ? "dc:source" : "dcterms:references", source.name)
      isFirst = false
    }
  }

  private func writeCategories(_ xml: inout XMLWriter) {
    guard version == .v20 else { return writeTopics(&xml) }
    for keyword in article.keywords {
      xml.feedElement("category", FeedText.unmistakable(keyword.text))
    }
    if let section = article.section {
      xml.feedElement("category", FeedText.unmistakable(section))
    }
    for subject in article.subjects {
      guard
        let text = [subject.names.first?.text, subject.code].compactMap({ $0 })
          .first(where: { !$0.isBlank })
      else { continue }
      xml.open("category")
      if let domain = subject.scheme ?? subject.iri, !domain.isBlank {
        xml.attribute("domain", domain)
      }
      xml.text(FeedText.unmistakable(text))
      xml.close()
    }
  }

  /// Writes what RSS 2.0 has as `category` in Dublin Core, which knows no vocabularies.
  private func writeTopics(_ xml: inout XMLWriter) {
    for keyword in article.keywords { xml.feedElement("dc:subject", keyword.text) }
    xml.feedElement("dc:subject", article.section)
    for subject in article.subjects {
      xml.feedElement("dc:subject", subject.names.first?.text ?? subject.code)
    }
  }

  /// Writes the first film or sound whose size is known as `enclosure`, which wants to know it.
  private func writeEnclosure(_ xml: inout XMLWriter) {
    for asset in article.media where asset.kind == .audio || asset.kind == .video {
      for rendition in asset.renditions {
        guard let type = rendition.mediaType, let size = rendition.sizeInBytes, size >= 0,
          let href = rendition.href, let url = URIText.link(href).map({ _ in href })
        else { continue }
        xml.open("enclosure")
        xml.attribute("url", URIText.identifier(url) ?? url)
        xml.attribute("length", decimal: size)
        xml.attribute("type", type)
        xml.close()
        return
      }
    }
  }
}

extension Diagnostic.Message {
  static func rssTimeInvented(_ date: NewsDate, _ text: String) -> Self {
    Self(
      id: "rss.time-invented",
      text:
        "pubDate needs a time with a zone; wrote '\(text)' for '\(date)', and the date as it is "
        + "in dcterms:issued")
  }

  static func rssBadLanguage(_ tag: String) -> Self {
    Self(
      id: "rss.bad-language", text: "the language '\(tag)' is not a BCP 47 tag and was left out")
  }

  static func rssBadAddresses(_ count: Int) -> Self {
    Self(
      id: "rss.bad-address",
      text: "left out \(count) address\(count == 1 ? "" : "es") that cannot be written")
  }
}
