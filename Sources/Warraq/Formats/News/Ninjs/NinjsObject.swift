internal import WarraqMarkup

/// A ninjs object that is being read: what was understood is taken out of it.
struct NinjsObject {
  var members: [ExtraMember]
  /// How many words and characters the body has as the sender says.
  var counted: (words: Int?, characters: Int?) = (nil, nil)
  /// How many members were understood.
  private(set) var understood = 0
  /// How many NUL characters the body lost.
  var leftOutNULs = 0
  /// The lists of which an entry could not be read.
  private(set) var oddLists: [String] = []
  /// What is doubtful about its dates.
  private(set) var doubtfulDates: [Diagnostic.Message] = []

  init(_ members: [ExtraMember]) {
    self.members = members
  }

  // MARK: - Members

  /// Takes out a member that `convert` has a value for.
  mutating func take<Value>(_ name: String, convert: (ExtraValue) -> Value?) -> Value? {
    guard let index = members.place(of: name),
      let value = convert(members[index].value)
    else { return nil }
    members.remove(at: index)
    understood += 1
    return value
  }

  /// Takes out the first of two members that `convert` has a value for.
  mutating func take<Value>(
    _ name: String, _ other: String, convert: (ExtraValue) -> Value?
  ) -> Value? {
    take(name, convert: convert) ?? take(other, convert: convert)
  }

  mutating func text(_ name: String) -> String? { take(name, convert: \.text) }

  mutating func text(_ name: String, _ other: String) -> String? { text(name) ?? text(other) }

  private mutating func date(_ language: String?, _ names: String...) -> NewsDate? {
    for name in names {
      guard let text = take(name, convert: \.text)?.trimmed else { continue }
      if let date = NewsDate(certain: text) { return date }
      let (date, problem) = NewsDateParser(language: language).newsDate(text)
      if let problem {
        doubtfulDates.append(
          .date("ninjs.unclear-date", text, in: "in '\(name)'", read: date, problem))
      }
      return date
    }
    return nil
  }

  /// Takes out the entries of a list; those of which something is left over are kept as well.
  ///
  /// - Parameters:
  ///   - mayBeNames: whether a text is an entry of that name.
  ///   - read: returns `nil` for an entry that says nothing.
  mutating func entries<Value>(
    _ names: String..., mayBeNames: Bool = false, read: (inout NinjsObject) -> Value?
  ) -> [Value] {
    for name in names {
      guard let index = members.place(of: name),
        let (objects, isWhole) = members[index].value.entries(mayBeNames: mayBeNames)
      else { continue }
      var (isComplete, isOdd) = (isWhole, !isWhole)
      let values = objects.compactMap { object in
        var entry = NinjsObject(object)
        let value = read(&entry)
        if !entry.members.isEmpty {
          isComplete = false
          if value == nil { isOdd = true }
        }
        oddLists += entry.oddLists
        return value
      }
      if isOdd { oddLists.append(name) }
      understood += 1
      if isComplete { members.remove(at: index) }
      return values
    }
    return []
  }

  /// Takes out members of ninjs 1 whose names start alike, with the rest of their names as roles.
  private mutating func texts(prefix: String) -> [RoleText] {
    var found: [RoleText] = []
    members.removeAll { member in
      guard member.name.hasPrefix(prefix), let text = member.value.text else { return false }
      understood += 1
      if !text.isBlank {
        found.append(RoleText(role: String(member.name.dropFirst(prefix.count)), text: text))
      }
      return true
    }
    return found
  }

  // MARK: - The article

  mutating func article(limits: Limits) -> Article {
    var article = Article(id: text("uri") ?? "")
    _ = take("standard", "$standard") { $0.members }
    let type = take("type") { value in value.text.flatMap { $0 == "text" ? $0 : nil } }
    let kind = members["type"]?.text.flatMap(Asset.Kind.init(ninjs:))
    if type != nil || kind != nil { understood += 1 }
    if let version = take("version", convert: { $0.text.flatMap { Int(whole: $0) } }) {
      article.version = version
    }
    article.language = LanguageTag.repaired(text("language"))
    readDates(into: &article)
    article.urgency = take("urgency") { $0.integer ?? $0.text.flatMap { Int(whole: $0) } }
    article.status = take("pubStatus", "pubstatus") { value in
      value.text.flatMap {
        PublicationStatus(rawValue: $0 == "cancelled" ? PublicationStatus.canceled.rawValue : $0)
      }
    }
    readTitles(into: &article)
    article.byline = text("by", "byline")
    article.slugline = text("slugline")
    if let place = text("located") {
      article.located = [Concept(kind: .place, names: [Concept.Name(place)])]
    }
    article.copyrightHolder = text("copyrightHolder", "copyrightholder").map { Party(name: $0) }
    article.copyrightNotice = text("copyrightNotice", "copyrightnotice")
    article.usageTerms = text("usageTerms", "usageterms")
    if let note = text("edNote", "ednote") {
      article.editorialNotes = [RoleText(role: "note", text: note)]
    }
    article.digitalSourceType = take("digitalSourceType", "digitalsourcetype") { value in
      guard let members = value.members else { return value.text }
      let names: Set = ["literal", "uri", "name"]
      guard members.allSatisfy({ names.contains($0.name) }) else { return nil }
      return members["literal"]?.text ?? members["uri"]?.text ?? members["name"]?.text
    }
    readSummaries(into: &article, limits: limits)
    readConcepts(into: &article)
    readSources(into: &article)
    readAlternateIDs(into: &article)
    readMedia(into: &article, kind: kind, limits: limits)
    readBody(into: &article, limits: limits)
    showMedia(of: &article, kind: kind)
    let own = take("warraq") { $0.members }
    article.extra = members
    return own.map { Self.apply($0, to: article, limits: limits) } ?? article
  }

  private mutating func readDates(into article: inout Article) {
    let language = article.language
    let first = date(language, "firstCreated", "firstcreated")
    let latest = date(language, "versionCreated", "versioncreated")
    article.published = first ?? latest
    // The date of the first version and of the only one are the same.
    if first != nil, latest != first { article.modified = latest }
    article.created = date(language, "contentCreated", "contentcreated")
    article.embargoed = date(language, "embargoedUntil", "embargoed")
    article.expires = date(language, "expires")
  }

  mutating func readTitles(into article: inout Article) {
    var titles = entries("headlines") { entry -> RoleText? in
      guard let value = entry.text("value") else { return nil }
      let role = entry.text("role") ?? "main"
      let type = entry.text("contentType", "contenttype")
      return value.isBlank ? nil : RoleText(role: role, text: Self.plain(value, type: type))
    }
    titles += texts(prefix: "headline_")
    article.headline = text("headline")
    if article.headline?.isBlank ?? true {
      // Of several, one with words.
      let worded = titles.indices.filter { !titles[$0].text.isBlank }
      let place =
        worded.first { titles[$0].role == "main" }
        ?? worded.first { !Self.isSecondary(titles[$0].role) }
        ?? (article.headline == nil ? titles.firstIndex { $0.role == "main" } : nil)
      if let place { article.headline = titles.remove(at: place).text }
    }
    if let title = text("title") {
      if article.headline?.isBlank ?? true {
        article.headline = title
      } else if title != article.headline {
        titles.append(RoleText(role: "title", text: title))
      }
    }
    article.titles = titles.map {
      RoleText(role: $0.role == "subhead" ? TitleRole.sub : $0.role, text: $0.text)
    }
  }

  private static func isSecondary(_ role: String) -> Bool {
    switch role {
    case TitleRole.sub, TitleRole.kicker, TitleRole.short, TitleRole.seo, "subhead", "deck",
      "overline":
      true
    default: false
    }
  }

  mutating func readSummaries(into article: inout Article, limits: Limits) {
    var summaries: [RoleText] = []
    var found = entries("descriptions") { entry -> (role: String, type: String?, text: String)? in
      guard let value = entry.text("value") else { return nil }
      let role = entry.text("role") ?? SummaryRole.summary
      let type = entry.text("contentType", "contenttype")
      return value.isBlank ? nil : (role: role, type: type, text: value)
    }
    found += texts(prefix: "description_").map { (role: $0.role, type: nil, text: $0.text) }
    for each in found {
      let isPlain = each.type == "text/plain"
      let text = isPlain ? each.text : Self.plain(each.text, type: each.type)
      // The same words again, as HTML, are no other summary.
      if !isPlain, summaries.contains(where: { $0.text.words == text.words }) { continue }
      summaries.append(RoleText(role: Self.summaryRole(each.role), text: text))
    }
    article.summaries = summaries
  }

  private static func summaryRole(_ role: String) -> String {
    switch role {
    case "text", "html", "xhtml", "richtext", "main", "": SummaryRole.summary
    default: role
    }
  }

  private mutating func readConcepts(into article: inout Article) {
    for (rel, name, concept) in concepts("people", "person", kind: .person) {
      guard let rel, rel == NinjsRole.contributor || NinjsRole.isMaker(rel) else {
        article.subjects.append(concept)
        continue
      }
      let iri = concept.iri ?? concept.code
      var person = Contributor(name: name, identifiers: iri.map { [$0] } ?? [])
      if rel == NinjsRole.contributor {
        article.contributors.append(person)
      } else {
        if rel != NinjsRole.author { person.role = rel }
        article.creators.append(person)
      }
    }
    article.subjects += concepts("organisations", "organisation", kind: .organization).map(\.2)
    article.subjects += concepts("places", "place", kind: .place).map(\.2)
    article.subjects += concepts("events", "event", kind: .event).map(\.2)
    article.subjects += concepts("objects", "object", kind: .object).map(\.2)
    for (rel, name, concept) in concepts("subjects", "subject", kind: .subject) {
      if rel == NinjsRole.keyword, concept.iri == nil {
        article.keywords.append(
          Keyword(name, confidence: concept.confidence.map { Double($0) / 100 }))
      } else if rel == NinjsRole.section, concept.iri == nil, article.section == nil {
        article.section = name
      } else {
        article.subjects.append(concept)
      }
    }
    article.genres = concepts("genres", "genre", kind: .genre).map(\.2)
  }

  private mutating func concepts(
    _ name: String, _ oldName: String, kind: Concept.Kind
  ) -> [(rel: String?, name: String, concept: Concept)] {
    let list: String = members[name] == nil ? oldName : name
    return entries(list, mayBeNames: true) {
      entry -> (rel: String?, name: String, concept: Concept)? in
      var concept = Concept(kind: kind)
      let name = entry.text("name").flatMap { $0.isBlank ? nil : $0 }
      concept.names = name.map { [Concept.Name($0)] } ?? []
      concept.confidence = entry.take("confidence", convert: \.integer)
      concept.scheme = entry.text("scheme")
      concept.code = entry.text("code")
      (concept.iri, concept.code) = entry.reference(code: concept.code)
      guard name != nil || concept.iri != nil || concept.code != nil else { return nil }
      if concept.code == name, concept.scheme == nil { concept.code = nil }
      return (rel: entry.text("rel"), name: name ?? concept.code ?? "", concept: concept)
    }
  }

  /// Takes out `uri` and `literal`: the IRI, and the code when the literal is one.
  private mutating func reference(code: String?) -> (iri: String?, code: String?) {
    let uri = text("uri")
    guard let literal = text("literal") else { return (uri, code) }
    if let uri { return URIText.absolute(literal) == uri ? (literal, code) : (uri, literal) }
    return (nil, code ?? literal)
  }

  private mutating func readSources(into article: inout Article) {
    let list = ["infoSources", "infosources", "infosource"].first { members[$0] != nil }
    guard let list else { return }
    let sources = entries(list) { entry -> Source? in
      let name = entry.text("name") ?? ""
      let (scheme, code) = (entry.text("scheme"), entry.text("code"))
      let (uri, literal) = entry.reference(code: code)
      let joined = scheme.map { scheme in code.map { NinjsRole.join(scheme, $0) } ?? scheme }
      let iri = uri ?? joined ?? literal
      guard !name.isBlank || iri != nil else { return nil }
      return Source(name: name, role: entry.text("role", "rel"), iri: iri)
    }
    for source in sources {
      switch source.role {
      case NinjsRole.provider where article.provider == nil:
        article.provider = Party(name: source.name, iri: source.iri)
      case NinjsRole.creditLine where article.creditLine == nil: article.creditLine = source.name
      case NinjsRole.copyrightHolder where article.copyrightHolder?.iri == nil:
        article.copyrightHolder = Party(
          name: article.copyrightHolder?.name ?? source.name, iri: source.iri)
      default: article.sources.append(source)
      }
    }
  }

  /// Takes out the texts of an object of which the names are roles, as in ninjs 1; what is none stays.
  private mutating func namedTexts(_ name: String) -> [RoleText]? {
    guard let index = members.place(of: name),
      let all = members[index].value.members
    else { return nil }
    let texts = all.filter { $0.value.text != nil }
    let others = all.filter { $0.value.text == nil && $0.value != .null }
    guard !texts.isEmpty || others.isEmpty else { return nil }
    understood += 1
    if others.isEmpty {
      members.remove(at: index)
    } else {
      members[index].value = .object(others)
      oddLists.append(name)
    }
    return texts.compactMap { member in
      guard let text = member.value.text, !text.isBlank else { return nil }
      return RoleText(role: member.name, text: text)
    }
  }

  private mutating func readAlternateIDs(into article: inout Article) {
    var ids: [RoleText] = []
    let list = members["altIds"] == nil ? "altids" : "altIds"
    let named = namedTexts(list)
    ids =
      named
      ?? entries(list) { entry -> RoleText? in
        guard let value = entry.text("value") else { return nil }
        let role = entry.text("role") ?? ""
        return value.isBlank ? nil : RoleText(role: role, text: value)
      }
    if let index = ids.firstIndex(where: { $0.role == NinjsRole.url }) {
      article.url = ids.remove(at: index).text
    }
    article.alternateIDs = ids
  }

  /// Puts the properties of our extension over what the rest of the object says.
  private static func apply(
    _ own: [ExtraMember], to article: Article, limits: Limits
  ) -> Article {
    var buffer = ByteBuffer()
    buffer.append(json: own)
    var draft = ArticleDraft()
    draft.article = article
    do throws(JSONError) {
      try buffer.bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: limits.maximumDepth)
        try cursor.beginObject()
        while let key = try cursor.nextKey() {
          if let property = CanonicalJSON.Property(name: key),
            try draft.read(property, from: &cursor)
          {
            continue
          }
          try draft.keep(key.string, from: &cursor)
        }
      }
    } catch {
      // It was JSON a moment ago; only its depth can be too much.
      return article
    }
    return draft.finish()
  }
}

// MARK: - Values

extension ExtraValue {
  /// The objects of an array, or of an object whose members are objects; their names are told. An
  /// object that holds none is one entry. `isWhole` says that nothing else was there, but `null`.
  fileprivate func entries(mayBeNames: Bool) -> (objects: [[ExtraMember]], isWhole: Bool)? {
    var objects: [[ExtraMember]] = []
    var isWhole = true
    func add(_ value: ExtraValue, name: String?) {
      switch value {
      case .object(var object):
        if let name, object["name"] == nil { object.append(ExtraMember("name", .string(name))) }
        objects.append(object)
      case .string(let text) where mayBeNames && !text.isBlank:
        objects.append([ExtraMember("name", .string(text))])
      case .null: break
      case .array, .boolean, .number, .string: isWhole = false
      }
    }
    switch self {
    case .array(let elements): for element in elements { add(element, name: nil) }
    case .object(let members):
      let isEntry =
        mayBeNames && !members.isEmpty && members.allSatisfy { $0.value.members == nil }
      if isEntry { return ([members], true) }
      for member in members { add(member.value, name: member.name) }
    case .string where mayBeNames: add(self, name: nil)
    case .null, .boolean, .number, .string: return nil
    }
    return (objects, isWhole)
  }
}

extension Asset.Kind {
  /// The kind of a ninjs `type`.
  init?(ninjs type: String) {
    switch type {
    case "picture": self = .picture
    case "graphic": self = .graphic
    case "video": self = .video
    case "audio": self = .audio
    default: return nil
    }
  }
}
