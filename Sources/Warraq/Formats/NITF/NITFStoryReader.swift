internal import WarraqXML

/// Makes an article from one `nitf` element.
struct NITFStoryReader {
  var article = Article()
  let limits: Limits
  private var storyDate: NewsDate?

  init(limits: Limits) { self.limits = limits }

  mutating func read(_ root: XMLTree.Element) {
    let body = root.first("body")
    article.language = value(root, "baselang") ?? value(body, "xml:lang") ?? value(root, "xml:lang")
    let stated = (root["dir"] ?? root["h:dir"] ?? root["xhtml:dir"] ?? body?["dir"])
      .flatMap { TextDirection(rawValue: $0) }
    // Most state what the language says anyway.
    article.direction =
      stated == article.language.map { TextDirection(language: $0) } ? nil : stated
    if let uno = value(root, "uno") {
      article.alternateIDs.append(RoleText(role: "uno", text: uno))
    }
    if let head = root.first("head") { readHead(head) }
    if let head = body?.first("body.head") { readBodyHead(head) }
    article.created = article.created ?? storyDate
    if let title = root.first("head")?.first("title")?.nonEmptyText, title != article.headline {
      if article.headline == nil {
        article.headline = title
      } else {
        article.titles.append(RoleText(role: "title", text: title))
      }
    }
    for part in body?.children ?? root.children
    where part.isNamed("body.content") || part.isNamed("body.end") {
      let content = part.content(
        .nitf, limits: limits, firstMediaNumber: article.media.count + 1)
      article.body += content.blocks
      article.media += content.media
      readPrivateNotes(in: part)
    }
  }

  // MARK: - head

  private mutating func readHead(_ head: XMLTree.Element) {
    for child in head.children {
      switch child.name {
      case "tobject": readSubjects(child)
      case "docdata": readDocumentData(child)
      case "pubdata": readPublication(child)
      case "revision-history": article.modified = date(child) ?? article.modified
      default: break
      }
    }
  }

  private mutating func readSubjects(_ object: XMLTree.Element) {
    for child in object.children {
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
        article.subjects.append(concept)
      case "tobject.property":
        if let name = value(child, "tobject.property.type") {
          article.genres.append(Concept(kind: .genre, names: [.init(name)]))
        }
      default: break
      }
    }
  }

  private mutating func readDocumentData(_ data: XMLTree.Element) {
    switch value(data, "management-status") {
    case "usable": article.status = .usable
    case "embargoed", "withheld": article.status = .withheld
    case "canceled", "cancelled": article.status = .canceled
    default: break
    }
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
        if let urgency = value(child, "ed-urg").flatMap({ Int($0) }), 1...9 ~= urgency {
          article.urgency = urgency
        }
      case "date.issue": article.created = date(child)
      // Without a status as well: to take an embargo for less would let the story out.
      case "date.release": article.embargoed = date(child)
      case "date.expire": article.expires = date(child)
      case "ed-msg": addNote(value(child, "info") ?? child.nonEmptyText, role: "note")
      case "correction": addNote(value(child, "info"), role: "correction")
      case "du-key":
        article.slugline = value(child, "key")
        article.version = max(value(child, "version").flatMap { Int($0) } ?? 1, 1)
      case "doc.copyright":
        article.copyrightHolder = value(child, "holder").map { Party(name: $0) }
      case "doc.rights": article.usageTerms = value(child, "limitations")
      case "key-list":
        article.keywords += child.children.compactMap { value($0, "key").map { Keyword($0) } }
      case "identified-content": readIdentified(child)
      default: break
      }
    }
  }

  private mutating func readIdentified(_ content: XMLTree.Element) {
    for child in content.children {
      let kind: Concept.Kind
      switch child.name {
      case "person": kind = .person
      case "org": kind = .organization
      case "location": kind = .place
      case "event": kind = .event
      case "object.title": kind = .object
      default: continue
      }
      guard let name = child.nonEmptyText ?? value(child, "value") else { continue }
      article.subjects.append(Concept(kind: kind, names: [.init(name)]))
    }
  }

  private mutating func readPublication(_ data: XMLTree.Element) {
    article.published = article.published ?? date(value(data, "date.publication"))
    article.section = article.section ?? value(data, "position.section")
    article.url = article.url ?? value(data, "ex-ref")
    if let name = value(data, "name") {
      article.sources.append(Source(name: name, role: SourceRole.publisher))
    }
  }

  // MARK: - body

  private mutating func readBodyHead(_ head: XMLTree.Element) {
    for child in head.children {
      switch child.name {
      case "hedline":
        for line in child.children { addTitle(line.nonEmptyText, isMain: line.isNamed("hl1")) }
      // Not NITF, but sent by an agency of weight.
      case "headline": addTitle(child.nonEmptyText, isMain: true)
      case "note": addNote(child.nonEmptyText, role: value(child, "type") ?? "note")
      case "rights": join(child.nonEmptyText, to: &article.copyrightNotice)
      case "byline":
        join(child.nonEmptyText, to: &article.byline)
        readByline(child)
      case "distributor":
        article.provider = article.provider ?? child.nonEmptyText.map { Party(name: $0) }
      case "dateline":
        join(child.nonEmptyText, to: &article.dateline)
        for part in child.children {
          if part.isNamed("story.date") { storyDate = storyDate ?? date(part) }
          if part.isNamed("location"), let name = part.nonEmptyText {
            article.located.append(Concept(kind: .place, names: [.init(name)]))
          }
        }
      case "abstract":
        if let text = child.nonEmptyText {
          article.summaries.append(RoleText(role: SummaryRole.summary, text: text))
        }
      default: break
      }
    }
  }

  private mutating func addTitle(_ text: String?, isMain: Bool) {
    guard let text else { return }
    if isMain, article.headline == nil {
      article.headline = text
    } else {
      article.titles.append(RoleText(role: TitleRole.sub, text: text))
    }
  }

  /// A title stands after the person it belongs to.
  private mutating func readByline(_ byline: XMLTree.Element) {
    var last: Int?
    for child in byline.children {
      if child.isNamed("person"), let name = child.nonEmptyText {
        last = article.creators.count
        article.creators.append(Contributor(name: name, role: "author"))
      } else if child.isNamed("byttl"), let last {
        let organization = child.first("org")?.nonEmptyText
        article.creators[last].organization = organization
        article.creators[last].jobTitle = title(child.nonEmptyText, without: organization)
      }
    }
  }

  private func title(_ text: String?, without organization: String?) -> String? {
    guard var text else { return nil }
    if let organization, text.hasSuffix(organization) {
      text.removeLast(organization.count)
      while let end = text.last, end.isWhitespace || end == "," { text.removeLast() }
    }
    return text.isEmpty ? nil : text
  }

  /// Keeps the notes that are not for publication, which the body leaves out.
  private mutating func readPrivateNotes(in part: XMLTree.Element) {
    guard part.firstDescendant("note") != nil else { return }
    var pending = [part]
    while let element = pending.popLast() {
      if element.isNamed("note"), value(element, "type") == "npa" {
        addNote(element.nonEmptyText, role: "npa")
      } else {
        pending += Array(element.children).reversed()
      }
    }
  }

  // MARK: - Values

  private mutating func addNote(_ text: String?, role: String) {
    guard let text else { return }
    article.editorialNotes.append(RoleText(role: role, text: text))
  }

  private func join(_ text: String?, to target: inout String?) {
    guard let text else { return }
    target = target.map { $0 + "\n" + text } ?? text
  }

  private func value(_ element: XMLTree.Element?, _ name: StaticString) -> String? {
    element?[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private func date(_ element: XMLTree.Element) -> NewsDate? {
    date(value(element, "norm") ?? element.nonEmptyText)
  }

  /// A date in the basic format, where `T000000` says that only the day is known, or any other.
  private func date(_ text: String?) -> NewsDate? {
    guard let text else { return nil }
    let bytes = Array(text.utf8)
    var extended = text
    if bytes.count >= 8, bytes[..<8].allSatisfy({ 0x30...0x39 ~= $0 }) {
      func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      extended = piece(0..<4) + "-" + piece(4..<6) + "-" + piece(6..<8)
      if bytes.count >= 15, bytes[8] == UInt8(ascii: "T"), piece(9..<15) != "000000" {
        extended += "T" + piece(9..<11) + ":" + piece(11..<13) + ":" + piece(13..<15)
        let zone = piece(15..<bytes.count)
        let isPlain = zone.utf8.count == 5
        extended += isPlain ? zone.prefix(3) + ":" + zone.suffix(2) : zone[...]
      }
    }
    return NewsDate(iso8601: extended) ?? NewsDateParser().newsDate(text).date
  }
}
