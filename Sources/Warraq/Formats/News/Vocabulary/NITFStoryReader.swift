internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup
internal import WarraqXML

/// Makes an article from one `nitf` element, of NITF 2.5 to 3.6 (https://iptc.org/standards/nitf/).
///
/// Elements are recognised by their local names. Notes between editors never reach the body.
struct NITFStoryReader {
  /// The article.
  var article = Article()
  let limits: Limits
  var storyDate: NewsDate?
  /// Whether the text says that nothing at its head is there besides.
  private(set) var isWhole = false
  /// Whether the text says that it has no headline.
  private(set) var isUntitled = false
  /// Genres and subjects of `tobject`; those of `identified-content` stand before them.
  private var objectGenres: [Concept] = []
  private var objectSubjects: [Concept] = []
  private var publisher: Source?

  /// Makes a reader for one story.
  init(limits: Limits) { self.limits = limits }

  /// Reads the story.
  mutating func read(_ root: XMLTree.Element) {
    let body = root.first("body")
    article.language = LanguageTag.repaired(
      value(root, "baselang") ?? value(body, "xml:lang") ?? value(root, "xml:lang"))
    let stated =
      root.attribute("dir", TextDirection.init) ?? root.attribute("h:dir", TextDirection.init)
      ?? root.attribute("xhtml:dir", TextDirection.init)
      ?? body?.attribute("dir", TextDirection.init)
    // Most state what the language says anyway.
    article.direction =
      stated == article.language.map { TextDirection(language: $0) } ? nil : stated
    if let uno = value(root, "uno") {
      article.alternateIDs.append(RoleText(role: NITFVocabulary.uno, text: uno))
    }
    if let head = root.first("head") { readHead(head) }
    if let head = body?.first("body.head") { readBodyHead(head) }
    article.created = article.created ?? storyDate
    article.genres += objectGenres
    article.subjects += objectSubjects
    if article.sources.isEmpty, let publisher { article.sources = [publisher] }
    readTitle(root.first("head")?.first("title"))
    for part in body?.children ?? root.children
    where part.isNamed("body.content") || part.isNamed("body.end") {
      if readContributors(part) { continue }
      if part["w:whole"] != nil { isWhole = true }
      if part["w:untitled"] != nil { isUntitled = true }
      let next = article.media.count + 1
      let content =
        part.holdsMarkupAsText
        ? HTMLContent(html: part.rawText, limits: limits, firstMediaNumber: next)
        : part.content(
          .nitf, limits: limits, firstMediaNumber: next,
          knownMedia: Set(article.media.map(\.id)))
      article.body += content.blocks
      article.media += content.media
      if part.isNamed("body.end") { Self.moveContacts(from: part, in: &article) }
      readPrivateNotes(in: part)
    }
  }

  /// Makes notes of the lines below a story that are addresses or initials of those who wrote it.
  static func moveContacts(from end: XMLTree.Element, in article: inout Article) {
    for line in end.children where line.isNamed("tagline") {
      guard let text = line.nonEmptyText,
        text.isMailAddress || text.isSignature || text.isContact,
        case .paragraph(let content)? = article.body.last, content.plainText == text
      else { continue }
      article.body.removeLast()
      article.editorialNotes.append(RoleText(role: "signature", text: text))
    }
  }

  /// Keeps a title that is not the headline in one line.
  private mutating func readTitle(_ element: XMLTree.Element?) {
    guard let title = element?.nonEmptyText else { return }
    guard let headline = article.headline else { return article.headline = title }
    let line = headline.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: " ")
    if title != line { article.titles.append(RoleText(role: "title", text: title)) }
  }

  // MARK: - head

  private mutating func readHead(_ head: XMLTree.Element) {
    for child in head.children {
      switch child.name {
      case "meta": readMeta(child)
      case "tobject": readSubjects(child)
      case "docdata": readDocumentData(child)
      // These belong into `docdata`, where some agencies do not put them.
      case "urgency": readUrgency(child)
      case "key-list": readKeywords(child)
      case "pubdata": readPublication(child)
      case "revision-history":
        article.modified =
          NITFDate.date(child, "norm", language: article.language) ?? article.modified
      default: break
      }
    }
  }

  /// Reads what the writer has no element of NITF for; what other systems write there is theirs.
  private mutating func readMeta(_ meta: XMLTree.Element) {
    let content = meta["content"] ?? ""
    switch meta["name"] {
    case NITFVocabulary.Meta.direction: article.direction = TextDirection(rawValue: content)
    case NITFVocabulary.Meta.title:
      article.titles.append(RoleText(role: meta["w:role"] ?? "", text: content))
    case NITFVocabulary.Meta.creditLine: article.creditLine = content
    case NITFVocabulary.Meta.dataMining: article.dataMining = content
    case NITFVocabulary.Meta.digitalSourceType: article.digitalSourceType = content
    case NITFVocabulary.Meta.source:
      article.sources.append(
        Source(name: content, role: meta["w:role"], url: meta["w:href"], iri: meta["w:iri"]))
    case NITFVocabulary.Meta.related:
      article.related.append(
        RelatedItem(
          relation: meta["w:relation"] ?? "seeAlso", title: content.isEmpty ? nil : content,
          url: meta["w:href"], id: meta["w:id"], label: meta["w:label"]))
    case NITFVocabulary.Meta.extra:
      article.extra += members(content)
    default: meta.refuse()
    }
  }

  /// The members of an object of JSON; a text that is none stays as it is.
  private func members(_ json: String) -> [ExtraMember] {
    Array(json.utf8).withUnsafeBufferPointer { bytes in
      do throws(JSONError) {
        var cursor = try JSONCursor(bytes, maximumDepth: limits.maximumDepth)
        let members = try cursor.members()
        try cursor.finish()
        return members
      } catch {
        return [ExtraMember(NITFVocabulary.Meta.extra, .string(json))]
      }
    }
  }

  private mutating func readSubjects(_ object: XMLTree.Element) {
    for child in object.children where child["w:copy"] == nil {
      switch child.name {
      case "tobject.subject":
        let name =
          value(child, "tobject.subject.detail") ?? value(child, "tobject.subject.matter")
          ?? value(child, "tobject.subject.type")
        let code = value(child, "tobject.subject.refnum")
        guard name != nil || code != nil else { continue }
        var concept = Concept(kind: .subject, names: name.map { [.init($0)] } ?? [], code: code)
        if let code, code.utf8.count == 8, code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
          concept.scheme = "http://cv.iptc.org/newscodes/subjectcode/"
          concept.iri = "http://cv.iptc.org/newscodes/subjectcode/" + code
        }
        objectSubjects.append(concept)
      case "tobject.property":
        if let name = value(child, "tobject.property.type") {
          objectGenres.append(Concept(kind: .genre, names: [.init(name)]))
        }
      default: break
      }
    }
  }

  private mutating func readDocumentData(_ data: XMLTree.Element) {
    if data["w:inferred"] == nil { article.status = status(of: data) }
    for child in data.children {
      switch child.name {
      case "doc-id":
        guard let id = value(child, "id-string") else { continue }
        if article.id.isEmpty {
          article.id = id
        } else {
          article.alternateIDs.append(RoleText(role: value(child, "regsrc") ?? "doc-id", text: id))
        }
      case "urgency":
        readUrgency(child)
      case "date.issue": article.created = date(child)
      // Without a status as well: to take an embargo for less would let the story out.
      case "date.release": article.embargoed = date(child)
      case "date.expire": article.expires = date(child)
      case "ed-msg":
        addNote(
          value(child, "info") ?? child.nonEmptyText,
          role: value(child, "msg-type") ?? NITFVocabulary.note)
      case "correction": addNote(value(child, "info"), role: NITFVocabulary.correction)
      case "du-key":
        article.slugline = value(child, "key")
        article.version = max(child.attribute("version") { Int($0) } ?? 1, 1)
      case "doc.copyright":
        let iri = child["w:iri"]
        if let holder = value(child, "holder") ?? iri.map({ _ in "" }) {
          article.copyrightHolder = Party(name: holder, iri: iri)
        }
      case "doc.rights": article.usageTerms = value(child, "limitations")
      case "key-list": readKeywords(child)
      case "identified-content": readIdentified(child)
      default: break
      }
    }
  }

  private mutating func readUrgency(_ element: XMLTree.Element) {
    func number(_ text: String) -> Int? { Int(text).flatMap { 1...9 ~= $0 ? $0 : nil } }
    let urgency =
      element.attribute("w:urgency", number) ?? element.attribute("ed-urg", number)
    article.urgency = urgency ?? article.urgency
  }

  private func status(of data: XMLTree.Element) -> PublicationStatus? {
    switch value(data, "management-status") {
    case "usable": .usable
    case "embargoed", "withheld": .withheld
    case "canceled", "cancelled": .canceled
    case nil: nil
    default: data.attribute("management-status") { _ in nil }
    }
  }

  private mutating func readKeywords(_ list: XMLTree.Element) {
    for child in list.children {
      guard let key = value(child, "key") ?? child.nonEmptyText else { continue }
      article.keywords.append(
        Keyword(key, confidence: child.attribute("w:confidence") { Double($0) }))
    }
  }

  private mutating func readPublication(_ data: XMLTree.Element) {
    if article.published?.isResolved != true {
      let date = NITFDate.date(data, "date.publication", language: article.language)
      article.published = date?.isResolved == true ? date : article.published ?? date
    }
    article.section = article.section ?? value(data, "position.section")
    article.url = article.url ?? value(data, "ex-ref")
    if let name = value(data, "name"), publisher == nil {
      publisher = Source(name: name, role: SourceRole.publisher)
    }
  }

  // MARK: - Values

  mutating func addNote(_ text: String?, role: String) {
    guard let text else { return }
    article.editorialNotes.append(RoleText(role: role, text: text))
  }

  func value(_ element: XMLTree.Element?, _ name: StaticString) -> String? {
    element?[name].flatMap { value in
      let value = value.trimmed
      return value.isEmpty ? nil : value
    }
  }

  func date(_ element: XMLTree.Element) -> NewsDate? {
    NITFDate.date(element, "norm", language: article.language)
      ?? element.nonEmptyText.map { NITFDate.date($0, in: element, article.language) }
  }
}
