internal import WarraqMarkup
internal import WarraqXML

/// What an item is written as.
enum NewsMLG2Form {
  /// A `newsItem`: the body, and links to everything else.
  case story
  /// A `newsItem` that is its only picture or film.
  case media
  /// A `packageItem`, the identifiers of whose groups start with this.
  case package(idPrefix: String)
}

/// Writes one story as a `newsItem`.
struct NewsMLG2Item<Story: StoryView>: ~Copyable {
  typealias Text = Story.Text

  let story: Story
  /// When this version was made, as far as the article or the context says.
  let versionCreated: NewsDate
  let dialect: NewsMLG2Dialect
  let form: NewsMLG2Form
  private let bodyForm: NewsMLG2Writer.Body
  /// What a version beyond the first says of itself where the article does not.
  private let signal: NewsMLG2Writer.Signal?
  private let provider: Provider?
  /// Whether the article itself names the provider.
  private let isProviderOwn: Bool
  private let guid: Text
  private let language: String?
  private let direction: TextDirection?
  /// Whether the article has no date of its own.
  private let isDateOfContext: Bool
  /// Aliases for vocabularies that the IPTC has none for.
  private var aliases: [(alias: String, scheme: String)] = []
  var badAddresses = 0

  private struct Provider: StoryParty {
    var name: Text
    var iri: Text?
  }

  /// Prepares an item.
  ///
  /// - Parameter date: what a story without a date takes.
  /// - Throws: `ConversionError` `newsml.no-date`.
  init(
    _ story: Story, as form: NewsMLG2Form, options: NewsMLG2Writer.Options,
    date otherDate: NewsDate?,
    context: inout ConversionContext
  ) throws(ConversionError) {
    self.story = story
    self.form = form
    dialect = NewsMLG2Dialect(version: options.version, codes: options.codes)
    signal = options.signal
    bodyForm = options.body
    let known = [story.modified, story.published, story.created]
      .lazy.compactMap { $0 }.first { $0.isResolved }
    guard let date = known ?? otherDate, date.isResolved else {
      throw ConversionError(.noDate)
    }
    let instant = date.instant.date
    versionCreated = instant
    isDateOfContext = known == nil
    if known == nil {
      context.log.emit(.note, .dateOfContext)
    } else if !date.isInstant {
      context.log.emit(.note, .timeInvented(date, instant))
    }

    let own = story.provider.flatMap {
      $0.name.isBlank && $0.iri == nil ? nil : Provider(name: $0.name, iri: $0.iri)
    }
    isProviderOwn = own != nil
    provider =
      own ?? Self.publisher(of: story)
      ?? options.provider.map { Provider(name: story.made($0), iri: nil) }
    if provider == nil { context.log.emit(.warning, .noProvider) }

    if let iri = story.iri(of: story.id) {
      guid = iri
    } else {
      let id = story.id.string
      guid = story.made(NewsMLG2.identifiers + URIText.segment(id))
      context.log.emit(.warning, .identifierIsNoIRI(id))
    }

    let tag = story.language
    language = LanguageTag.wellFormed(tag)
    if let tag, language == nil {
      context.log.emit(.warning, .badLanguage(tag))
    }
    // Left to right is what a reader takes a text for of which nothing is known.
    let isKnown = story.direction != nil || language != nil
    let shown = story.shownDirection
    direction = isKnown || shown == .rightToLeft ? shown : nil
  }

  private static func publisher(of story: Story) -> Provider? {
    let publisher = story.sources.first {
      $0.role == SourceRole.publisher && !$0.name.isBlank
    }
    // A story with one source, of which nothing more is said, was taken from there.
    let source = publisher ?? (story.sources.count == 1 ? story.sources.first : nil)
    guard let source, source.role == nil || source.role == SourceRole.publisher,
      !source.name.isBlank
    else { return nil }
    return Provider(name: source.name, iri: source.iri)
  }

  // MARK: - The item

  /// Writes the item.
  mutating func write(to xml: inout XMLWriter, context: inout ConversionContext) {
    xml.indents = true
    if case .package = form { xml.open("packageItem") } else { xml.open("newsItem") }
    xml.attribute("xmlns", literal: NewsMLG2.namespaceLiteral)
    xml.attribute("guid", guid)
    xml.attribute("version", decimal: max(story.version, 1))
    xml.attribute("standard", literal: "NewsML-G2")
    xml.attribute("standardversion", dialect.version.rawValue)
    xml.attribute("conformance", literal: "power")
    if let language { xml.attribute("xml:lang", language) }
    if let direction { xml.attribute("dir", direction) }
    xml.open("catalogRef")
    xml.attribute("href", literal: NewsMLG2.catalog)
    xml.close()
    writeCatalog(&xml)
    writePublication(&xml)
    writeRights(&xml)
    writeItemMeta(&xml, &context)
    writeContentMeta(&xml, &context)
    switch form {
    case .story: writeBody(&xml, &context)
    case .media: writeRenditions(&xml)
    case .package(let prefix): writeGroups(idPrefix: prefix, &xml)
    }
    xml.close()
    if badAddresses > 0 { context.log.emit(.warning, .badAddresses(badAddresses)) }
  }

  /// Declares an alias for each vocabulary that the IPTC has none for.
  private mutating func writeCatalog(_ xml: inout XMLWriter) {
    guard !dialect.usesURIs else { return }
    for concept in story.located + story.genres + story.subjects {
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
    guard !dialect.usesURIs else { return nil }
    let alias = IPTCCatalog.alias(of: scheme) ?? aliases.first { $0.scheme == scheme }?.alias
    // A QCode has no white space (specification 2.35, QCodeType); an encoded code has none.
    return alias.map { "\($0):\(URIText.segment(code))" }
  }

  /// The text as an IRI; what is none is counted.
  mutating func iri(_ text: Text?) -> Text? {
    guard let text, !text.isBlank else { return nil }
    let iri = story.iri(of: text)
    if iri == nil { badAddresses += 1 }
    return iri
  }

  /// The IRI of a concept; what is none is counted.
  mutating func iri(of concept: Concept) -> String? {
    guard let text = concept.iri, !text.isBlank else { return nil }
    let iri = URIText.identifier(text)
    if iri == nil { badAddresses += 1 }
    return iri
  }

  /// The text as an address that may be written; what is none is counted.
  mutating func address(_ text: Text?) -> Text? {
    guard let text, !AddressScheme.allows(text) else { return iri(text) }
    badAddresses += 1
    return nil
  }

  /// The text as the address of a link; what is none is counted.
  mutating func link(_ text: Text?) -> Text? {
    guard let text, !text.isBlank else { return nil }
    // Only what can be followed is a link; as an attribute of the standard it is an IRI.
    guard story.link(of: text) != nil, let link = story.iri(of: text) else {
      badAddresses += 1
      return nil
    }
    return link
  }

  private mutating func writePublication(_ xml: inout XMLWriter) {
    let timestamp = story.published.flatMap { $0.isResolved ? $0 : nil }
    let url = address(story.url)
    guard timestamp != nil || url != nil else { return }
    xml.open("pubHistory")
    xml.open("published")
    // The property names where and by whom; only the first is the story's own.
    if url == nil { xml.attribute("whyuri", literal: NewsMLG2.isDefaultLiteral) }
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
    var texts = [story.copyrightNotice, story.usageTerms]
    if dialect.version.hasDataMining { texts.append(story.dataMining) }
    guard story.copyrightHolder != nil || texts.contains(where: { $0?.isBlank == false }) else {
      return
    }
    xml.open("rightsInfo")
    if let holder = story.copyrightHolder { writeParty("copyrightHolder", holder, &xml) }
    xml.block("copyrightNotice", story.copyrightNotice)
    xml.block("usageTerms", story.usageTerms)
    if dialect.version.hasDataMining { xml.flexible("dataMining", story.dataMining) }
    xml.close()
  }

  private mutating func writeParty(
    _ element: StaticString, _ party: some StoryParty<Text>, isDefault: Bool = false,
    _ xml: inout XMLWriter
  ) {
    xml.open(element)
    if isDefault { xml.attribute("whyuri", literal: NewsMLG2.isDefaultLiteral) }
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
    writeItemClass(&xml)
    // The schema demands the property; "unknown" is what there is to say.
    writeParty(
      "provider", provider ?? Provider(name: story.made("unknown")), isDefault: !isProviderOwn, &xml
    )
    xml.open("versionCreated")
    if isDateOfContext { xml.attribute("whyuri", literal: NewsMLG2.isDefaultLiteral) }
    xml.text(versionCreated)
    xml.close()
    if let created = story.created, created.isInstant {
      xml.open("firstCreated")
      xml.text(created.instant.date)
      xml.close()
    }
    if let embargoed = story.embargoed {
      xml.open("embargoed")
      if embargoed.isInstant {
        xml.date(embargoed.instant.date, for: embargoed)
      } else {
        // Empty says "embargoed, time not known" (specification, embargoed): nothing made up here
        // may let a story out too early.
        context.log.emit(.warning, .embargoWithoutTime(embargoed))
        xml.date(nil, for: embargoed)
      }
      xml.close()
    }
    dialect.write("pubStatus", code: pubStatus, isDefault: story.status == nil, to: &xml)
    if story.status == .canceled, story.version <= 1 {
      context.log.emit(.note, .cancelsFirstVersion)
    }
    xml.optionalElement("title", story.headline)
    for note in story.editorialNotes { xml.block("edNote", note.text, role: note.role) }
    writeSignals(&xml)
    writeExpiry(&xml, &context)
    if case .media = form {} else { writeMediaLinks(&xml) }
    if case .package = form {} else { writeLinks(&xml) }
    xml.close()
  }

  private mutating func writeItemClass(_ xml: inout XMLWriter) {
    switch form {
    case .package: dialect.write("itemClass", code: "ninat:composite", to: &xml)
    case .story:
      if let nature = story.nature, NewsMLG2.isSimpleNature(nature) {
        dialect.write("itemClass", "ninat:\(nature)", to: &xml)
      } else {
        dialect.write("itemClass", code: "ninat:text", to: &xml)
      }
    case .media: dialect.write("itemClass", "ninat:\(story.nature ?? "picture")", to: &xml)
    }
  }

  /// Writes what the sender wants the receiver to know about this version.
  private func writeSignals(_ xml: inout XMLWriter) {
    let stated = story.extraValue("signal")
    let words = stated?.elements?.compactMap(\.text) ?? stated?.text.map { [$0] } ?? []
    for word in words {
      if word.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }), !word.isEmpty {
        dialect.write("signal", "sig:\(word)", to: &xml)
      } else if let iri = URIText.identifier(word) {
        xml.open("signal")
        xml.attribute("uri", iri)
        xml.close()
      }
    }
    if words.isEmpty, let signal, story.version > 1 {
      dialect.write("signal", "sig:\(signal.rawValue)", to: &xml)
    }
  }

  private var pubStatus: StaticString {
    switch story.status {
    case .usable: "stat:usable"
    case .withheld: "stat:withheld"
    case .canceled: "stat:canceled"
    case nil: story.embargoed == nil ? "stat:usable" : "stat:withheld"
    }
  }

  private func writeExpiry(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    guard let expires = story.expires, let known = NewsMLG2.truncated(expires) else { return }
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

  // MARK: - Content

  private func writeBody(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    guard story.hasBody else { return }
    xml.open("contentSet")
    xml.open("inlineXML")
    xml.attribute("contenttype", literal: bodyForm.mediaType)
    if let language { xml.attribute("xml:lang", language) }
    if let direction { xml.attribute("dir", direction) }
    let count = story.bodyCount
    xml.attribute("wordcount", decimal: count.words)
    xml.attribute("charcount", decimal: count.characters)
    switch bodyForm {
    case .xhtml: writeXHTML(&xml, &context)
    case .nitf: writeNITF(&xml, &context)
    }
    xml.close()
    xml.close()
  }

  private func writeXHTML(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    xml.open("html")
    xml.attribute("xmlns", literal: "http://www.w3.org/1999/xhtml")
    xml.languageAttributes(language, direction)
    xml.open("head")
    xml.element("title", story.headline ?? story.slugline ?? guid)
    xml.close()
    xml.open("body")
    story.writeXHTML(to: &xml, context: &context)
    xml.close(collapses: false)
    xml.close()
  }

  private func writeNITF(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    xml.open("nitf")
    xml.attribute("xmlns", NITFVocabulary.namespace)
    xml.attribute("xmlns:h", NITFVocabulary.xhtml)
    xml.attribute("xmlns:w", NITFVocabulary.extensions)
    xml.attribute("version", NITFVocabulary.version)
    if let language {
      xml.attribute("baselang", language)
      xml.attribute("xml:lang", language)
    }
    if let direction { xml.attribute("h:dir", direction.rawValue) }
    xml.open("body")
    if let headline = story.headline, !headline.isBlank {
      xml.open("body.head")
      xml.open("hedline")
      xml.element("hl1", headline)
      xml.close()
      xml.close()
    }
    xml.open("body.content")
    if let article = story.asArticle {
      // The links of the item say what the media are.
      var body = NITFBody(media: article.media, isComplete: false)
      body.write(article.body, to: &xml, context: &context)
    }
    xml.close()
    xml.close()
    xml.close()
  }
}

extension Diagnostic.Message {
  static let noDate = Self(
    id: "newsml.no-date",
    text: "NewsML-G2 needs a date and the story has none; give it one, take the time of the run "
      + "with --undated now, or set SOURCE_DATE_EPOCH")

  static let dateOfContext = Self(
    id: "newsml.date-of-source",
    text: "the story has no date; versionCreated is that of the run (--undated, SOURCE_DATE_EPOCH)"
  )

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

  static let cancelsFirstVersion = Self(
    id: "newsml.cancels-first-version",
    text: "a cancellation is a new version of a story; this one is version 1")

  static func coarseExpiry(_ date: NewsDate, _ written: NewsDate) -> Self {
    Self(
      id: "newsml.coarse-expiry", text: "expires needs a day; wrote '\(written)' for '\(date)'")
  }
}
