internal import WarraqMarkup

/// Makes an article from one item.
struct NewsMLG2ItemReader {
  var article = Article()
  var catalogs: NewsMLG2Catalogs
  let limits: Limits
  /// The nature of the item (IPTC NewsCodes `ninature`), where it says so.
  var nature: String?
  /// Renditions of the body that could not be read.
  var unreadBodies: [String] = []
  /// Whether there is a headline element without words.
  var hasEmptyHeadline = false
  var captions: [String] = []
  /// The identifiers of the pictures that stand in the body.
  var bodyMedia: Set<String> = []
  /// The `assert` elements by what they are about.
  var asserts: [String: [XMLTree.Element]] = [:]
  /// What the concepts belong to that were read last, and what all of a list belong to.
  var broader: [XMLTree.Element] = []
  var broaderConcepts: [(list: ConceptList, concept: Concept)] = []

  var contentCreated: NewsDate?
  private var versionCreated: NewsDate?
  private var versionElement: XMLTree.Element?
  private var rootElement: XMLTree.Element?
  /// The rendition that the body was read from, and the title of its page.
  var bodyElement: XMLTree.Element?
  var titleElement: XMLTree.Element?
  private var firstCreated: NewsDate?
  private var itemTitle: String?
  /// The title of the page or the NITF document that the body is.
  var pageTitle: String?
  /// Whether ``pageTitle`` is that of NITF.
  var hasNITFTitle = false
  private(set) var rootLanguage: String?
  private var bodyLanguage: String?
  private var direction: TextDirection?
  /// The direction that `contentMeta` states: a writer that has been told does so.
  private var statedDirection: TextDirection?
  private var publisher: (url: String?, date: NewsDate?) = (nil, nil)

  init(catalogs: NewsMLG2Catalogs, limits: Limits) {
    self.catalogs = catalogs
    self.limits = limits
  }

  // MARK: - Items

  /// Reads a `newsItem` or a `packageItem`.
  mutating func readItem(_ item: XMLTree.Element) {
    catalogs.add(from: item)
    article.id = Self.guid(item["guid"] ?? "")
    article.version = max(item.attribute("version") { Int($0) } ?? 1, 1)
    rootElement = item
    rootLanguage = item.language ?? catalogs.language
    direction = item.direction
    readAssertions(item)
    for child in item.children { readPart(child) }
  }

  /// Reads a part of an item.
  mutating func readPart(_ part: XMLTree.Element) {
    switch part.name {
    case "pubHistory": readPublication(part)
    case "rightsInfo": readRights(part)
    case "itemMeta": readItemMeta(part)
    case "contentMeta":
      statedDirection = part.direction
      readContentMeta(part)
    case "contentSet": bodyLanguage = readContent(part)
    case "groupSet": for group in part.children { readGroup(group) }
    case "itemRef": readReference(part, relation: NewsMLG2.packagedRelation)
    case "partMeta": readPartMeta(part)
    default: break
    }
  }

  /// Keeps what is said of a part of the content: an article says nothing of parts.
  private mutating func readPartMeta(_ part: XMLTree.Element) {
    guard let value = ExtraValue(of: part, withAttributes: true) else { return }
    article.extra.add(article.extra["partMeta"] == nil ? .array([value]) : value, as: "partMeta")
  }

  /// The identifier that a `guid` stands for; the writer puts those that are no IRIs into one.
  private static func guid(_ guid: String) -> String {
    guid.hasPrefix(NewsMLG2.identifiers)
      ? String(guid.dropFirst(NewsMLG2.identifiers.count)).removingPercentEncoding : guid
  }

  /// Settles what depends on more than one part.
  mutating func finish(_ context: inout ConversionContext, at location: SourceLocation) {
    let isInherited = article.language == nil && bodyLanguage == nil
    article.language = article.language ?? bodyLanguage ?? rootLanguage
    if isInherited { article.checkInheritedLanguage(&context, at: location) }
    // The writer states the direction of every language; only another one says something.
    let usual = article.language.map { TextDirection(language: $0) }
    article.direction = statedDirection ?? (direction == usual ? nil : direction)

    // A headline that is made of the first words repeats nothing.
    let hasHeadline = article.headline != nil
    if article.headline == nil {
      article.headline = itemTitle ?? otherHeadline
    } else if let itemTitle, itemTitle != article.headline,
      !article.titles.contains(where: { $0.text == itemTitle })
    {
      article.titles.append(RoleText(role: "title", text: itemTitle))
    }
    if article.created == nil || contentCreated == nil && firstCreated != nil {
      // What the page prints says less.
      article.created = firstCreated
    } else if let firstCreated, firstCreated != article.created,
      article.created?.starts(firstCreated) == false
    {
      article.extra["firstCreated"] = .string(firstCreated.description)
    }
    article.url = publisher.url
    // The writer says when a version was made after the best date that the story has.
    let isDerived = versionCreated.map { version in
      [publisher.date, article.modified ?? contentCreated].contains { $0?.starts(version) ?? false }
    }
    article.published = publisher.date ?? (isDerived == true ? nil : versionCreated)
    if isDerived != true, versionCreated != article.published { versionElement?.refuse() }
    let repeated = hasHeadline ? RepeatedHead.drop(from: &article, counted: bodyCount) : 0
    if repeated > 0 { context.log.emit(.note, .repeatedHead(repeated), at: location) }
    // What says something else than what was chosen is not used.
    if rootLanguage != article.language { rootElement?.refuse("xml:lang") }
    if bodyLanguage != article.language { bodyElement?.refuse("xml:lang") }
    if let pageTitle, pageTitle != article.headline, pageTitle != article.id,
      pageTitle != article.slugline
    {
      titleElement?.refuse()
    }
    attachCaptions()
    settleFigures()
    if article.body.isEmpty, !unreadBodies.isEmpty {
      context.log.emit(.warning, .unknownBody(unreadBodies), at: location)
    }
  }

  /// A headline for an item that has none: the title of NITF, else the first words.
  private var otherHeadline: String? {
    if hasEmptyHeadline { return article.body.firstParagraph }
    if hasNITFTitle { return pageTitle }
    // The writer needs a title for the page of a story without a headline.
    if let pageTitle, pageTitle == article.slugline || pageTitle == article.id { return nil }
    return nature == nil || nature == "text" ? article.body.firstParagraph : nil
  }

  /// How many words and characters the body has as the sender says.
  private var bodyCount: (words: Int?, characters: Int?) {
    func number(_ name: StaticString) -> Int? { bodyElement?.attribute(name) { Int($0) } }
    return (number("wordcount"), number("charcount"))
  }

  // MARK: - Management

  private mutating func readPublication(_ history: XMLTree.Element) {
    for published in history.children where published.isNamed("published") {
      if publisher.date == nil { publisher.date = date(published.first("timestamp")) }
      // With a name or a code it is a publisher, not a page.
      let isParty =
        published.isDefault || published["qcode"] != nil || published["literal"] != nil
        || published.first("name") != nil
      if publisher.url == nil, !isParty { publisher.url = published["uri"] }
    }
  }

  private mutating func readRights(_ rights: XMLTree.Element) {
    for child in rights.children {
      switch child.name {
      case "copyrightHolder": article.copyrightHolder = article.copyrightHolder ?? party(child)
      case "copyrightNotice":
        join(child.nonEmptyText ?? child["href"], to: &article.copyrightNotice)
      case "usageTerms": join(child.nonEmptyText ?? child["href"], to: &article.usageTerms)
      case "dataMining": join(flexible(child), to: &article.dataMining)
      default: break
      }
    }
  }

  private mutating func readItemMeta(_ meta: XMLTree.Element) {
    var signals: [ExtraValue] = []
    for child in meta.children {
      switch child.name {
      case "provider" where child.isDefault, "versionCreated" where child.isDefault,
        "pubStatus" where child.isDefault:
        // What the writer had to say and no story told.
        child.settle()
      case "itemClass":
        nature = flexible(child, asWord: true)
        if let nature, nature != "text" { article.extra["itemClass"] = .string(nature) }
      case "provider": article.provider = party(child)
      case "versionCreated" where versionCreated == nil:
        versionCreated = date(child)
        versionElement = child
      case "firstCreated" where firstCreated == nil: firstCreated = date(child)
      case "embargoed":
        // Empty means "embargoed, time not known": it must not look like no embargo.
        article.embargoed = date(child) ?? NewsDate(unresolved: "")
      case "pubStatus":
        article.status = status(child)
        if article.status == nil { child.refuse() }
      case "title": if itemTitle == nil { itemTitle = child.nonEmptyText }
      case "edNote":
        if let text = child.nonEmptyText {
          article.editorialNotes.append(RoleText(role: role(child) ?? "note", text: text))
        }
      case "signal":
        if let signal = flexible(child, asWord: true) { signals.append(.string(signal)) }
      case "expires" where article.expires == nil: article.expires = date(child)
      case "link": readLink(child)
      default: break
      }
    }
    if !signals.isEmpty { article.extra["signal"] = .array(signals) }
  }

  private func status(_ element: XMLTree.Element) -> PublicationStatus? {
    let iri = element["uri"] ?? element["qcode"].map { catalogs.iri($0) } ?? ""
    let code = iri.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }.last
      .map { Substring($0).lowercased() }
    // NewsML 1 and many agencies write it with two l.
    return code.flatMap { PublicationStatus(rawValue: $0 == "cancelled" ? "canceled" : $0) }
  }

  // MARK: - Values

  func date(_ element: XMLTree.Element?) -> NewsDate? {
    if let element, let exact = element["w:date"], let date = NewsDate(iso8601: exact) {
      // The text is what the schema allows of the date; another one says something else.
      let allowed = element.nonEmptyText.flatMap { NewsDate(certain: $0) }
      if allowed.map({ date.starts($0) }) == false { element.refuse() }
      return date
    }
    guard let element, let text = element.nonEmptyText else { return nil }
    return element.date(text, language: article.language ?? rootLanguage)
  }

  /// An IRI or a name: `@uri`, `@qcode`, what stands in it, `@literal`.
  ///
  /// - Parameter asWord: whether a code of the IPTC's is given without its scheme.
  func flexible(_ element: XMLTree.Element, asWord: Bool = false) -> String? {
    if asWord, let qcode = element["qcode"] { return catalogs.word(qcode) }
    if let uri = element["uri"] { return asWord ? Self.word(uri) : uri }
    if let qcode = element["qcode"] { return catalogs.iri(qcode) }
    return element.first("name")?.nonEmptyText ?? element.nonEmptyText ?? element["literal"]
      ?? element["href"]
  }

  /// The role of something: the word that the writer made an IRI of, the IPTC's code, else the IRI
  /// or the QCode.
  func role(
    _ element: XMLTree.Element, _ qcode: StaticString = "role", _ uri: StaticString = "roleuri"
  ) -> String? {
    if let iri = element[uri]?.firstWord { return Self.word(iri) }
    return element[qcode]?.firstWord.map { catalogs.word($0) }
  }

  static func word(_ iri: String) -> String {
    for prefix in [NewsMLG2.roles, NewsMLG2.relations] where iri.hasPrefix(prefix) {
      return String(iri.dropFirst(prefix.count)).removingPercentEncoding
    }
    guard iri.hasPrefix("http://cv.iptc.org/newscodes/") else { return iri }
    return iri.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? iri
  }

  func party(_ element: XMLTree.Element) -> Party? {
    let iri = element["uri"] ?? element["qcode"].map { catalogs.iri($0) }
    let name = name(of: element)
    guard iri != nil || name != nil else { return nil }
    return Party(name: name ?? "", iri: iri)
  }

  func join(_ text: String?, to target: inout String?, separator: String = "\n") {
    guard let text, !text.isEmpty else { return }
    target = target.map { $0 == text ? text : $0 + separator + text } ?? text
  }
}

extension NewsDate {
  /// Whether an instant is what the writer makes of this date: its first moment.
  fileprivate func starts(_ instant: NewsDate) -> Bool {
    guard isResolved else { return false }
    let full = NewsDate(
      year: year, month: max(month, 1), day: max(day, 1), hour: hour, minute: minute,
      second: second, nanosecond: nanosecond, fractionDigits: fractionDigits,
      offsetMinutes: offsetMinutes ?? instant.offsetMinutes)
    return full == instant
  }
}

extension XMLTree.Element {
  /// Whether the writer wrote the property because the standard wants it, not the story.
  var isDefault: Bool { self["whyuri"] == NewsMLG2.isDefault }

  var language: String? { language("xml:lang") }

  /// The language tag in an attribute.
  func language(_ name: StaticString) -> String? {
    LanguageTag.repaired(self[name])
  }

  var direction: TextDirection? { attribute("dir", TextDirection.init) }
}

extension String {
  /// What stands before the first space: lists of QCodes name the most important one first.
  fileprivate var firstWord: String? {
    guard utf8.contains(UInt8(ascii: " ")) else { return isEmpty ? nil : self }
    return utf8.split(separator: UInt8(ascii: " ")).first.flatMap { String($0) }
  }
}
