internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup
internal import WarraqXML

/// Collects an article from an item of a feed: what RSS and Atom have in common.
struct FeedItem {
  /// The article so far.
  var article = Article()
  /// What the feed says of all its items.
  let head: FeedHead
  /// The base of relative links.
  var base: String?
  /// What is wrong with the item.
  var problems: [Diagnostic.Message] = []
  let limits: Limits

  /// When it was published, from the vocabulary that can say so exactly.
  private var issued: NewsDate?
  private var fallbackDate: NewsDate?
  var fallbackTitle: String?
  var fallbackSummary: String?
  /// What Dublin Core says of it, which is the text where there is no other.
  private var fallbackBody: String?
  /// Who a podcast says made it.
  var fallbackCreators: [Contributor] = []
  private var fallbackTerms: String?
  private var publisher: [String] = []
  private var holder: [String] = []
  var mediaCredit: XMLTree.Element?
  var mediaCaption: String?
  var mediaTitle: String?
  var thumbnails: [Asset.Rendition] = []
  /// The identifiers of media that only an enclosure speaks of so far.
  var enclosures: Set<String> = []
  /// Where the first medium of each address is.
  var mediaPlaces: [String: Int] = [:]
  /// How long an episode of a podcast is.
  var episodeSeconds: Double?

  /// Starts an item.
  init(_ root: XMLTree.Element, head: FeedHead, limits: Limits) {
    self.head = head
    self.limits = limits
    let own = root["xml:base"]
    base = own.flatMap { IRIReference(base: head.base ?? head.link).resolve($0) } ?? head.base
    article.language = root["xml:lang"]
  }

  /// The absolute form of an address where a base is known.
  func address(_ text: String?) -> String? {
    text.flatMap { IRIReference(base: base ?? head.link).resolve($0) }
  }

  /// The absolute form of an address that an element holds, from the base of that element.
  func address(_ text: String?, in element: XMLTree.Element) -> String? {
    text.flatMap { IRIReference(base: base(of: element) ?? head.link).resolve($0) }
  }

  /// The base of what an element holds (RFC 4287, 2): its own `xml:base` and those around it.
  func base(of element: XMLTree.Element) -> String? {
    guard let parent = element.parent else { return base }
    let outer = base(of: parent)
    return element["xml:base"].map { IRIReference(base: outer ?? head.link).resolve($0) } ?? outer
  }

  /// What the address of a person is relative to; ours are as they were written.
  func base(ofPerson element: XMLTree.Element) -> String? {
    head.isOurs ? nil : base(of: element) ?? head.link
  }

  /// Reads a date; what is doubtful about it is said.
  mutating func date(_ text: String?) -> NewsDate? {
    guard var text, !text.isEmpty else { return nil }
    if text.hasSuffix("-00:00") {
      // The time of UTC in a zone that is not told (RFC 3339, 4.3); ours say so of any time.
      text = String(text.dropLast(6)) + (head.isOurs ? "" : "Z")
    }
    if let date = NewsDate(certain: text) { return date }
    var (date, problem) = NewsDateParser(language: article.language ?? head.language)
      .newsDate(text)
    if let problem {
      let id: StaticString =
        problem == .unknownZone ? "feed.doubtful-zone" : "feed.doubtful-date"
      problems.append(.date(id, text, read: date, problem))
    } else if date.precision < .minute || date.offsetMinutes != nil {
      date.text = nil
    }
    return date
  }

  /// An e-mail address with or without a name, or names.
  mutating func readAuthor(_ text: String) {
    guard !text.isEmpty else { return }
    let author = Self.author(text)
    article.creators += author.identifiers.isEmpty ? people(author.name) : [author]
  }

  /// Who an address of electronic mail with or without a name stands for.
  static func author(_ text: String) -> Contributor {
    var person = PeopleText.person(text)
    person.name = FeedText.plain(person.name)
    return person
  }

  /// The people that a text names: one in a feed of ours, else perhaps several.
  func people(_ text: String?) -> [Contributor] {
    guard let text else { return [] }
    guard !head.isOurs else { return [Contributor(name: text)] }
    return PeopleText.people(in: text)
  }

  // MARK: - Extensions

  /// How many elements say one thing: ours a name and an IRI.
  private var maximumParts: Int { head.isOurs ? 2 : 1 }

  /// Reads an element of another vocabulary than the feed's own.
  mutating func readExtension(
    _ child: XMLTree.Element, _ vocabulary: FeedVocabulary, _ name: String
  ) {
    switch vocabulary {
    case .dublinCore: readDublinCore(child, name)
    case .terms: readTerms(child, name)
    case .media: readMedia(child, name)
    case .podcast: readPodcast(child, name)
    case .prism: readPRISM(child, name)
    case .license: fallbackTerms = fallbackTerms ?? child.nonEmptyText ?? child["rdf:resource"]
    case .own, .content, .atom, .xhtml, .other: keep(child, name)
    }
  }

  /// Keeps an element without a counterpart in the model.
  mutating func keep(_ child: XMLTree.Element, _ name: String) {
    guard let value = ExtraValue(of: child) else { return }
    // With its namespace an element keeps its meaning whatever the prefix.
    let own = child.namespace == head.namespace || child.namespace == nil
    let key = own ? name : (child.namespace ?? "") + name
    article.extra.add(value, as: key)
  }

  private mutating func readDublinCore(_ child: XMLTree.Element, _ name: String) {
    let text = child.nonEmptyText
    switch name {
    // The writer says a name and an IRI by their order, so an empty name counts.
    case "publisher" where publisher.count < maximumParts: publisher.append(text ?? "")
    case "title" where fallbackTitle == nil: fallbackTitle = text
    case "creator" where head.isOurs: article.creators += people(text)
    case "creator", "author", "authors": readAuthor(child.namesOnLines ?? text ?? "")
    case "contributor": article.contributors += people(child.namesOnLines ?? text)
    case "subject": if let text { article.keywords.append(Keyword(text)) }
    case "description" where fallbackBody == nil: fallbackBody = text
    case "date" where fallbackDate == nil: fallbackDate = date(text)
    case "language": article.language = text ?? article.language
    case "rights" where article.copyrightNotice == nil: article.copyrightNotice = text
    case "source":
      // The Atom writer names in a link a source that has an address.
      let isKnown = article.sources.contains { $0.name == text && $0.url != nil }
      if let text, !isKnown { article.sources.append(Source(name: text)) }
    case "identifier" where article.id.isEmpty: article.id = text ?? ""
    default: keep(child, name)
    }
  }

  /// Reads the dates of the vocabulary PRISM.
  private mutating func readPRISM(_ child: XMLTree.Element, _ name: String) {
    let text = child.nonEmptyText
    switch name {
    case "embargoDate" where article.embargoed == nil: article.embargoed = date(text)
    case "killDate" where article.expires == nil, "expirationDate" where article.expires == nil:
      article.expires = date(text)
    case "publicationDate" where fallbackDate == nil, "publishDate" where fallbackDate == nil:
      fallbackDate = date(text)
    case "modificationDate" where article.modified == nil: article.modified = date(text)
    case "creationDate" where article.created == nil: article.created = date(text)
    default: keep(child, name)
    }
  }

  private mutating func readTerms(_ child: XMLTree.Element, _ name: String) {
    let text = child.nonEmptyText
    switch name {
    case "issued": issued = date(text) ?? issued
    case "created": article.created = date(text) ?? article.created
    case "references": if let text { article.sources.append(Source(name: text)) }
    case "modified": article.modified = date(text) ?? article.modified
    case "rightsHolder" where holder.count < maximumParts: holder.append(text ?? "")
    case "accessRights" where article.usageTerms == nil: article.usageTerms = text
    case "license" where fallbackTerms == nil, "rights" where fallbackTerms == nil:
      fallbackTerms = text
    case "abstract" where fallbackSummary == nil: fallbackSummary = text
    default: keep(child, name)
    }
  }

  /// Names the terms of use where nothing else does.
  mutating func addLicense(_ address: String) { fallbackTerms = fallbackTerms ?? address }

  /// Reads a link of Atom to another story; returns whether it is one.
  mutating func readRelated(_ link: XMLTree.Element) -> Bool {
    let relation = link.linkRelation
    let isOurs = relation.hasPrefix(FeedRole.relation)
    guard relation == "related" || isOurs, let href = address(link["href"], in: link) else {
      return false
    }
    var item = RelatedItem(title: link["title"])
    if isOurs {
      item.relation = URIText.decodedSegment(String(relation.dropFirst(FeedRole.relation.count)))
    }
    if href.utf8.starts(with: "http".utf8) { item.url = href } else { item.id = href }
    item.id = link["dcterms:identifier"] ?? link.first("identifier")?.nonEmptyText ?? item.id
    item.label = link["dcterms:description"] ?? link.first("description")?.nonEmptyText
    article.related.append(item)
    return true
  }

  // MARK: - Body

  /// Takes the body from the first of several elements that has words, with the pictures of those
  /// before it; in a feed of ours from the first.
  ///
  /// Returns which element it is, `nil` where none has words.
  mutating func readFirstBody(
    of elements: [XMLTree.Element], _ read: (XMLTree.Element, inout FeedItem) -> Void
  ) -> Int? {
    var pictures: [Block] = []
    for (index, element) in elements.enumerated() {
      read(element, &self)
      if head.isOurs || article.body.hasWords {
        article.body = pictures + article.body
        return index
      }
      pictures += article.body
      article.body = []
    }
    article.body = pictures
    return nil
  }

  /// Takes the body from HTML, or from XHTML as Warraq writes it.
  ///
  /// - Parameter element: where it stands, which says what addresses are relative to.
  mutating func readBody(html: String, in element: XMLTree.Element) {
    readLanguage(of: element)
    let base = base(of: element)
    if html.utf8.starts(with: Self.ourStart.utf8) {
      let content = HTMLContent(
        xhtml: Array(html.utf8), limits: limits, base: base ?? article.url,
        firstMediaNumber: article.media.count + 1)
      if let content { return take(content, wrapper: html) }
    }
    let content = HTMLContent(
      html: html, limits: limits, base: base ?? article.url ?? head.link,
      firstMediaNumber: article.media.count + 1)
    if content.leftOutNULs > 0 { problems.append(.leftOutNULs(content.leftOutNULs)) }
    take(content, wrapper: html)
  }

  /// Takes the body from markup in the tree.
  mutating func readBody(_ element: XMLTree.Element) {
    readLanguage(of: element)
    var children = element.children
    let first = children.next()
    let div = children.next() == nil ? first : nil
    take(
      element.content(
        limits: limits, base: base(of: div ?? element) ?? article.url ?? head.link,
        firstMediaNumber: article.media.count + 1), wrapper: "")
    if let first = div {
      let language = first["xml:lang"] ?? first["lang"]
      stateDirection(first["dir"], language: language)
      if article.language != language { first.refuse("xml:lang") }
    }
  }

  /// Takes the language of the text for that of the story: it knows better than what is around it.
  private mutating func readLanguage(of element: XMLTree.Element) {
    guard !head.isOurs, let language = element["xml:lang"], !language.isEmpty else { return }
    article.language = language
  }

  /// Takes the body from plain text.
  mutating func readBody(text: String, in element: XMLTree.Element) {
    readLanguage(of: element)
    article.body = PlainParagraphs.blocks(of: text)
  }

  private static let ourStart = "<div xmlns=\"\(FeedVocabulary.xhtmlIRI)\""

  private mutating func take(_ content: HTMLContent, wrapper: String) {
    article.body = content.blocks
    let known = article.media.count
    article.add(bodyMedia: content.media)
    for index in known..<article.media.count { notePlace(of: article.media[index], at: index) }
    guard wrapper.hasPrefix("<div") else { return }
    let (direction, language) = wrapper.withUTF8Bytes { text in
      let tag = UnsafeBufferPointer(rebasing: text.prefix { $0 != UInt8(ascii: ">") })
      return (Self.attribute(" dir=", of: tag), Self.attribute(" lang=", of: tag))
    }
    stateDirection(direction, language: language)
  }

  private mutating func stateDirection(_ direction: String?, language: String?) {
    article.language = article.language ?? language
    guard let direction = direction.flatMap({ TextDirection(rawValue: $0.lowercased()) }) else {
      return
    }
    // Only a direction that is not that of the language says something.
    let usual = (article.language ?? head.language).map { TextDirection(language: $0) }
    article.direction = direction == usual ? nil : direction
  }

  private static func attribute(
    _ name: StaticString, of tag: UnsafeBufferPointer<UInt8>
  ) -> String? {
    guard let start = name.withUTF8Buffer({ ByteScan.first($0, in: tag) }) else { return nil }
    let value = tag[(start + name.utf8CodeUnitCount)...]
    guard let quote = value.first, quote == 0x22 || quote == 0x27 else { return nil }
    let text = value.dropFirst().prefix { $0 != quote }
    return text.isEmpty ? nil : String(validUTF8: UnsafeBufferPointer(rebasing: text))
  }

  // MARK: - The end

  /// Settles what depends on more than one element, and says what is wrong.
  mutating func finish(_ context: inout ConversionContext, at location: SourceLocation) {
    addTitle(fallbackTitle)
    if article.media.isEmpty {
      addTitle(mediaTitle)
    } else if article.headline == nil {
      article.headline = mediaTitle
    }
    article.published = issued ?? article.published ?? fallbackDate
    article.usageTerms = article.usageTerms ?? fallbackTerms
    if let fallbackBody {
      if head.isOurs || article.body.hasWords {
        addSummary(fallbackBody)
      } else {
        article.body += PlainParagraphs.blocks(of: FeedText.lines(html: fallbackBody))
      }
    }
    addSummary(fallbackSummary)
    if article.creators.isEmpty { article.creators = fallbackCreators }
    article.provider = Self.party(publisher)
    article.copyrightHolder = Self.party(holder)
    let isInherited = article.language == nil && !head.isOurs
    article.language = article.language ?? head.language
    article.language = LanguageTag.repaired(article.language)
    if isInherited { article.checkInheritedLanguage(&context, at: location) }
    finishMedia()
    if article.media.isEmpty { addSummary(mediaCaption) }
    // What a site of films says of one is all that it says.
    if !head.isOurs, article.summaries.isEmpty, !article.body.hasWords,
      let caption = article.media.first?.caption
    {
      article.summaries = [RoleText(role: SummaryRole.summary, text: caption)]
    }
    if !head.isOurs {
      article.provider = article.provider ?? head.title.map { Party(name: $0) }
      article.copyrightNotice = article.copyrightNotice ?? head.rights
      if article.creators.isEmpty { article.creators = head.authors }
      if article.creators.isEmpty, article.contributors.isEmpty {
        article.contributors = head.editors
      }
    }
    if !head.isOurs, article.dropRepeatedHeadline() {
      context.log.emit(.note, .repeatedHeadline, at: location)
    }
    context.log.keep(.element, article.extra)
    let version = article.modified.map { "\($0)" } ?? ""
    context.log.identify(
      article.id, version: head.namespace == FeedVocabulary.atomIRI ? version : "", at: location)
    for problem in problems { context.log.emit(.warning, problem, at: location) }
  }

  /// Takes another title for the headline where there is none, else beside it.
  private mutating func addTitle(_ title: String?) {
    guard let title, !title.isBlank else { return }
    guard let headline = article.headline, !headline.isBlank else {
      article.headline = title
      return
    }
    let isKnown = head.isOurs || title.words == headline.words
    if !isKnown { article.titles.append(RoleText(role: "alternative", text: title)) }
  }

  /// Takes another summary, unless its words are there already.
  private mutating func addSummary(_ summary: String?) {
    guard let summary, !summary.isBlank else { return }
    let words = summary.words
    let isKnown =
      article.summaries.contains { $0.text.words == words }
      || !article.summaries.isEmpty && head.isOurs || article.plainText.words == words
    if !isKnown { article.summaries.append(RoleText(role: SummaryRole.summary, text: summary)) }
  }

  private static func party(_ texts: [String]) -> Party? {
    guard let name = texts.first else { return nil }
    let iri = texts.dropFirst().first
    return name.isEmpty && iri == nil ? nil : Party(name: name, iri: iri)
  }
}

extension XMLTree.Element {
  /// Takes the place of another of its name that has neither words nor elements.
  func take(over slot: inout XMLTree.Element?) {
    guard let other = slot else { return slot = self }
    var children = other.children
    if other.nonEmptyText == nil, children.next() == nil { slot = self }
  }

  /// The text with its line ends where several lines have more than a word each: a name that is
  /// wrapped does not.
  var namesOnLines: String? {
    let lines = rawText.split(whereSeparator: \.isNewline).map { String($0).trimmed }
      .filter { !$0.isEmpty }
    return lines.count > 1 && lines.allSatisfy { $0.contains(" ") }
      ? lines.joined(separator: "\n") : nil
  }

  /// What the target of a link of Atom is, by its short name (RFC 4287, 4.2.7.2).
  var linkRelation: String {
    guard let relation = self["rel"]?.trimmed, !relation.isEmpty else { return "alternate" }
    let registry = "http://www.iana.org/assignments/relation/"
    let name = relation.lowercased()
    if name.hasPrefix(registry) { return String(name.dropFirst(registry.count)) }
    return name.contains(":") ? relation : name
  }
}
