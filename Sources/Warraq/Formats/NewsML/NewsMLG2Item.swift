internal import WarraqXML

/// Writes one article as a `newsItem`.
struct NewsMLG2Item {
  let article: Article
  /// When this version was made, as far as the article or the context says.
  let versionCreated: NewsDate
  private let provider: Party?
  /// Whether the article itself names the provider.
  private let isProviderOwn: Bool
  private let guid: String
  private let language: String?
  private let direction: TextDirection?
  /// Whether the article has no date of its own.
  private let isDateOfContext: Bool
  /// Aliases for vocabularies that the IPTC has none for.
  private var aliases: [(alias: String, scheme: String)] = []
  private var badAddresses = 0

  /// Prepares an item.
  ///
  /// - Throws: `ConversionError` `newsml.no-date`.
  init(
    _ article: Article, provider name: String?, context: inout ConversionContext
  ) throws(ConversionError) {
    self.article = article
    let known = [article.modified, article.published, article.created]
      .lazy.compactMap { $0 }.first { $0.isResolved }
    guard let date = known ?? context.sourceDate, date.isResolved else {
      throw ConversionError(.noDate)
    }
    let (instant, isExact) = NewsMLG2.instant(date)
    versionCreated = instant
    isDateOfContext = known == nil
    if known == nil {
      context.log.emit(.note, .dateOfContext)
    } else if !isExact {
      context.log.emit(.note, .timeInvented(date, instant))
    }

    let own = article.provider.flatMap { $0.name.isBlank && $0.iri == nil ? nil : $0 }
    isProviderOwn = own != nil
    provider = own ?? Self.publisher(of: article) ?? name.map { Party(name: $0) }
    if provider == nil { context.log.emit(.warning, .noProvider) }

    if let iri = URIText.identifier(article.id) {
      guid = iri
    } else {
      guid = NewsMLG2.identifiers + URIText.segment(article.id)
      context.log.emit(.warning, .identifierIsNoIRI(article.id))
    }

    language = LanguageTag.wellFormed(article.language)
    if let tag = article.language, language == nil {
      context.log.emit(.warning, .badLanguage(tag))
    }
    // Left to right is what a reader takes a text for of which nothing is known.
    let isKnown = article.direction != nil || language != nil
    let shown = article.shownDirection
    direction = isKnown || shown == .rightToLeft ? shown : nil
  }

  private static func publisher(of article: Article) -> Party? {
    let publisher = article.sources.first {
      $0.role == SourceRole.publisher && !$0.name.isBlank
    }
    // A story with one source, of which nothing more is said, was taken from there.
    let source = publisher ?? (article.sources.count == 1 ? article.sources.first : nil)
    guard let source, source.role == nil || source.role == SourceRole.publisher,
      !source.name.isBlank
    else { return nil }
    return Party(name: source.name, iri: source.iri)
  }

  // MARK: - The item

  /// Writes the item.
  mutating func write(to xml: inout XMLWriter, context: inout ConversionContext) {
    xml.indents = true
    xml.open("newsItem")
    xml.attribute("xmlns", NewsMLG2.namespace)
    xml.attribute("guid", guid)
    xml.attribute("version", decimal: max(article.version, 1))
    xml.attribute("standard", "NewsML-G2")
    xml.attribute("standardversion", "2.35")
    xml.attribute("conformance", "power")
    if let language { xml.attribute("xml:lang", language) }
    if let direction { xml.attribute("dir", direction.rawValue) }
    xml.open("catalogRef")
    xml.attribute("href", NewsMLG2.catalog)
    xml.close()
    writeCatalog(&xml)
    writePublication(&xml)
    writeRights(&xml)
    writeItemMeta(&xml, &context)
    writeContentMeta(&xml, &context)
    writeContent(&xml, &context)
    xml.close()
    if badAddresses > 0 { context.log.emit(.warning, .badAddresses(badAddresses)) }
  }

  /// Declares an alias for each vocabulary that the IPTC has none for.
  private mutating func writeCatalog(_ xml: inout XMLWriter) {
    for concept in article.located + article.genres + article.subjects {
      guard let scheme = concept.scheme, concept.code?.isBlank == false,
        URIText.identifier(scheme) == scheme, IPTCCatalog.alias(of: scheme) == nil,
        !aliases.contains(where: { $0.scheme == scheme })
      else { continue }
      aliases.append((alias: "x\(aliases.count + 1)", scheme: scheme))
    }
    guard !aliases.isEmpty else { return }
    xml.open("catalog")
    for (alias, scheme) in aliases {
      xml.open("scheme")
      xml.attribute("alias", alias)
      xml.attribute("uri", scheme)
      xml.close()
    }
    xml.close()
  }

  /// The QCode of a code, `nil` where its vocabulary has no alias.
  func qcode(scheme: String, code: String) -> String? {
    let alias = IPTCCatalog.alias(of: scheme) ?? aliases.first { $0.scheme == scheme }?.alias
    // A QCode has no white space (specification 2.35, QCodeType); an encoded code has none.
    return alias.map { "\($0):\(URIText.segment(code))" }
  }

  /// The text as an IRI; what is none is counted.
  mutating func iri(_ text: String?) -> String? {
    guard let text, !text.isBlank else { return nil }
    let iri = URIText.identifier(text)
    if iri == nil { badAddresses += 1 }
    return iri
  }

  /// The text as the address of a link; what is none is counted.
  mutating func link(_ text: String?) -> String? {
    guard let text, !text.isBlank else { return nil }
    // Only what can be followed is a link; as an attribute of the standard it is an IRI.
    guard URIText.link(text) != nil, let link = URIText.identifier(text) else {
      badAddresses += 1
      return nil
    }
    return link
  }

  private mutating func writePublication(_ xml: inout XMLWriter) {
    let timestamp = article.published.flatMap { $0.isResolved ? $0 : nil }
    let url = iri(article.url)
    guard timestamp != nil || url != nil else { return }
    xml.open("pubHistory")
    xml.open("published")
    // The property names where and by whom; only the first is the story's own.
    if url == nil { xml.attribute("whyuri", NewsMLG2.isDefault) }
    if let url {
      xml.attribute("uri", url)
    } else if let iri = iri(provider?.iri) {
      xml.attribute("uri", iri)
    } else if let name = provider?.name, !name.isBlank {
      xml.attribute("literal", name, whiteSpace: .asSpaces)
    }
    xml.element("timestamp", timestamp)
    xml.close()
    xml.close()
  }

  private mutating func writeRights(_ xml: inout XMLWriter) {
    let texts = [article.copyrightNotice, article.usageTerms, article.dataMining]
    guard article.copyrightHolder != nil || texts.contains(where: { $0?.isBlank == false }) else {
      return
    }
    xml.open("rightsInfo")
    if let holder = article.copyrightHolder { writeParty("copyrightHolder", holder, &xml) }
    xml.block("copyrightNotice", article.copyrightNotice)
    xml.block("usageTerms", article.usageTerms)
    xml.flexible("dataMining", article.dataMining)
    xml.close()
  }

  private mutating func writeParty(
    _ element: StaticString, _ party: Party, isDefault: Bool = false, _ xml: inout XMLWriter
  ) {
    xml.open(element)
    if isDefault { xml.attribute("whyuri", NewsMLG2.isDefault) }
    if let iri = iri(party.iri) {
      xml.attribute("uri", iri)
    } else if !party.name.isBlank {
      xml.attribute("literal", party.name, whiteSpace: .asSpaces)
    }
    xml.name(party.name)
    xml.close()
  }

  // MARK: - Management

  /// Writes `itemMeta`; the schema fixes the order of its properties.
  private mutating func writeItemMeta(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    xml.open("itemMeta")
    xml.open("itemClass")
    xml.attribute("qcode", "ninat:text")
    xml.close()
    // The schema demands the property; "unknown" is what there is to say.
    writeParty(
      "provider", provider ?? Party(name: "unknown"), isDefault: !isProviderOwn, &xml)
    xml.open("versionCreated")
    if isDateOfContext { xml.attribute("whyuri", NewsMLG2.isDefault) }
    xml.text(versionCreated)
    xml.close()
    if let created = article.created, NewsMLG2.isInstant(created) {
      xml.open("firstCreated")
      xml.text(NewsMLG2.instant(created).date)
      xml.close()
    }
    if let embargoed = article.embargoed {
      xml.open("embargoed")
      if NewsMLG2.isInstant(embargoed) {
        xml.date(NewsMLG2.instant(embargoed).date, for: embargoed)
      } else {
        // Empty says "embargoed, time not known" (specification, embargoed): nothing made up here
        // may let a story out too early.
        context.log.emit(.warning, .embargoWithoutTime(embargoed))
        xml.date(nil, for: embargoed)
      }
      xml.close()
    }
    xml.open("pubStatus")
    xml.attribute("qcode", pubStatus)
    if article.status == nil { xml.attribute("whyuri", NewsMLG2.isDefault) }
    xml.close()
    xml.optionalElement("title", article.headline)
    for note in article.editorialNotes { xml.block("edNote", note.text, role: note.role) }
    writeExpiry(&xml, &context)
    writeMediaLinks(&xml)
    for item in article.related { writeLink(to: item, &xml) }
    xml.close()
  }

  private var pubStatus: String {
    switch article.status {
    case .usable: "stat:usable"
    case .withheld: "stat:withheld"
    case .canceled: "stat:canceled"
    case nil: article.embargoed == nil ? "stat:usable" : "stat:withheld"
    }
  }

  private func writeExpiry(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    guard let expires = article.expires, let known = NewsMLG2.truncated(expires) else { return }
    var written = known
    if known.precision < .day {
      // What may be used until a month may be used until its last day.
      let month = known.precision == .month ? known.month : 12
      let day = NewsDate.daysIn(month: month, of: known.year)
      written = NewsDate(year: known.year, month: month, day: day) ?? known
      context.log.emit(.note, .coarseExpiry(known, written))
    }
    xml.open("expires")
    xml.date(written, for: expires)
    xml.close()
  }

  /// Writes a link for each picture or film, with its renditions inside.
  private mutating func writeMediaLinks(_ xml: inout XMLWriter) {
    for asset in article.media {
      var renditions: [(rendition: Asset.Rendition, href: String)] = []
      for rendition in asset.renditions {
        guard let address = rendition.href, !address.isBlank else { continue }
        guard let href = URIText.resource(address) else {
          badAddresses += 1
          continue
        }
        // A path beside the story is not an IRI that a property of the standard may hold as it is.
        renditions.append((rendition, URIText.identifier(address) ?? href))
      }
      guard let best = renditions.first else { continue }
      xml.open("link")
      xml.attribute("rel", "irel:dependsOn")
      xml.attribute("href", best.href)
      if let type = best.rendition.mediaType { xml.attribute("contenttype", type) }
      if let kind = asset.kind {
        xml.open("itemClass")
        if let nature = NewsMLG2.nature(of: kind) {
          xml.attribute("qcode", nature)
        } else {
          xml.attribute("uri", NewsMLG2.roles + kind.rawValue)
        }
        xml.close()
      }
      if !asset.id.isBlank {
        xml.open("altId")
        xml.role("media")
        xml.text(asset.id, whiteSpace: .asSpaces)
        xml.close()
      }
      xml.block("description", asset.caption, code: "drol:caption")
      xml.block("description", asset.altText, role: "alternative-text")
      xml.optionalElement("creditline", asset.credit, whiteSpace: .asSpaces)
      for (rendition, href) in renditions { write(rendition, href, &xml) }
      xml.close()
    }
  }

  private func write(_ rendition: Asset.Rendition, _ href: String, _ xml: inout XMLWriter) {
    xml.open("remoteContent")
    xml.attribute("href", href)
    if let type = rendition.mediaType { xml.attribute("contenttype", type) }
    if let role = rendition.role, !role.isBlank {
      xml.attribute("renditionuri", NewsMLG2.roles + URIText.segment(role))
    }
    if let size = rendition.sizeInBytes, size >= 0 { xml.attribute("size", decimal: size) }
    if let width = rendition.width, width >= 0 { xml.attribute("width", decimal: width) }
    if let height = rendition.height, height >= 0 { xml.attribute("height", decimal: height) }
    if let duration = rendition.duration, duration.isFinite {
      xml.attribute("duration", duration.description)
    }
    xml.close()
  }

  private mutating func writeLink(to item: RelatedItem, _ xml: inout XMLWriter) {
    xml.open("link")
    switch item.relation {
    case "seeAlso": xml.attribute("rel", "irel:seeAlso")
    default: xml.attribute("reluri", NewsMLG2.relations + URIText.segment(item.relation))
    }
    if let href = link(item.url ?? item.article?.url) {
      xml.attribute("href", href)
    }
    if let id = item.id ?? item.article?.id, !id.isBlank {
      xml.attribute("residref", URIText.identifier(id) ?? id, whiteSpace: .asSpaces)
    }
    if let version = item.article?.version, version > 1 {
      xml.attribute("version", decimal: version)
    }
    xml.optionalElement("title", item.displayTitle)
    xml.block("description", item.label, role: "label")
    xml.close()
  }

  // MARK: - Content

  private func writeContent(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    guard !article.body.isEmpty else { return }
    xml.open("contentSet")
    xml.open("inlineXML")
    xml.attribute("contenttype", "application/xhtml+xml")
    if let language { xml.attribute("xml:lang", language) }
    if let direction { xml.attribute("dir", direction.rawValue) }
    let count = article.bodyCount
    xml.attribute("wordcount", decimal: count.words)
    xml.attribute("charcount", decimal: count.characters)
    xml.open("html")
    xml.attribute("xmlns", "http://www.w3.org/1999/xhtml")
    xml.languageAttributes(language, direction)
    xml.open("head")
    xml.element("title", article.headline ?? article.slugline ?? guid)
    xml.close()
    xml.open("body")
    var body = XHTMLBody(media: article.media)
    body.write(article.body, to: &xml, context: &context)
    xml.close(collapses: false)
    xml.close()
    xml.close()
    xml.close()
  }
}

extension Diagnostic.Message {
  static let noDate = Self(
    id: "newsml.no-date",
    text: "NewsML-G2 needs a date and the story has none; give it one or set SOURCE_DATE_EPOCH")

  static let dateOfContext = Self(
    id: "newsml.date-of-source",
    text: "the story has no date; versionCreated is the date of the source (SOURCE_DATE_EPOCH)")

  static func timeInvented(_ date: NewsDate, _ instant: NewsDate) -> Self {
    Self(
      id: "newsml.time-invented",
      text: "versionCreated needs a time with a zone; wrote '\(instant)' for '\(date)'")
  }

  static let noProvider = Self(
    id: "newsml.no-provider",
    text: "the story names no provider and no publisher; name one with --provider")

  static func identifierIsNoIRI(_ id: String) -> Self {
    Self(
      id: "newsml.identifier-not-iri",
      text: "the identifier '\(id)' is not an IRI; put it into one of urn:warraq:id")
  }

  static func badAddresses(_ count: Int) -> Self {
    Self(
      id: "newsml.bad-address",
      text: "left out \(count) address\(count == 1 ? "" : "es") that cannot be written")
  }

  static func badLanguage(_ tag: String) -> Self {
    Self(
      id: "newsml.bad-language",
      text: "the language '\(tag)' is not a BCP 47 tag and was left out")
  }

  static func embargoWithoutTime(_ date: NewsDate) -> Self {
    Self(
      id: "newsml.embargo-without-time",
      text: "the embargo '\(date)' has no time with a zone; wrote an embargo without end")
  }

  static func coarseExpiry(_ date: NewsDate, _ written: NewsDate) -> Self {
    Self(
      id: "newsml.coarse-expiry", text: "expires needs a day; wrote '\(written)' for '\(date)'")
  }
}
