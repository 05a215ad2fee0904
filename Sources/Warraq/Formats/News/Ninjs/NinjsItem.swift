internal import WarraqMarkup

/// Writes one article as a ninjs object of one edition.
struct NinjsItem {
  let version: NinjsWriter.Version
  let isExtended: Bool
  private var depth = 0

  init(_ version: NinjsWriter.Version, isExtended: Bool) {
    self.version = version
    self.isExtended = isExtended
  }

  /// Prefixes of identifiers that only stand where the schema wants one.
  static let identifier = "urn:warraq:id:"
  static let medium = "urn:warraq:media:"
  static let unidentified = "urn:warraq:unidentified:"

  /// Levels of related articles inside each other; deeper ones are only named.
  private static let maximumDepth = 16

  // MARK: - The object

  mutating func write(
    _ story: some StoryView, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) {
    buffer.append(UInt8(ascii: "{"))
    object(version == .v1 ? "$standard" : "standard", &buffer) { buffer in
      text("name", "ninjs", &buffer)
      text("version", version.rawValue, &buffer)
      let schema =
        isExtended
        ? "urn:warraq:ninjs-extensions.schema.json"
        : "http://www.iptc.org/std/ninjs/ninjs-schema_\(version.rawValue).json"
      text("schema", schema, &buffer)
    }
    members(of: story, to: &buffer, context: &context)
    buffer.append(UInt8(ascii: "}"))
  }

  /// Writes everything but what an association puts before it.
  private mutating func members(
    of article: some StoryView, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) {
    let id = article.id
    text(
      "uri",
      article.absolute(of: id) ?? article.made(Self.identifier + URIText.segment(id.string)),
      &buffer)
    text("type", "text", &buffer)
    if article.version != 1 { text("version", "\(article.version)", &buffer) }
    dates(of: article, &buffer)
    if let status = article.status { text(key(.pubStatus), status.rawValue, &buffer) }
    if let urgency = article.urgency, version != .v3 || 1...9 ~= urgency {
      number("urgency", urgency, &buffer)
    }
    if let tag = article.language, !tag.isEmpty {
      if let language = LanguageTag.wellFormed(tag) {
        text("language", language, &buffer)
      } else {
        context.log.emit(.warning, .badNinjsLanguage(tag))
      }
    }
    headlines(of: article, &buffer)
    text(version == .v1 ? "byline" : "by", article.byline, &buffer)
    text("slugline", article.slugline, &buffer)
    let places = article.located.compactMap { $0.names.first?.text }.filter { !$0.isEmpty }
    if places.isEmpty {
      text("located", article.dateline, &buffer)
    } else {
      text("located", places.joined(separator: ", "), &buffer)
    }
    texts("descriptions", prefix: "description_", &buffer) { list, buffer in
      for text in article.summaries { list.write(text.text, role: text.role, to: &buffer) }
    }
    body(of: article, &buffer, &context)
    people(of: article, &buffer)
    concepts(of: article, &buffer)
    sources(of: article, &buffer)
    text(key(.copyrightHolder), article.copyrightHolder?.name, &buffer)
    text(key(.copyrightNotice), article.copyrightNotice, &buffer)
    text(key(.usageTerms), article.usageTerms, &buffer)
    if !article.editorialNotes.isEmpty {
      let notes = article.editorialNotes.map(\.text.string).joined(separator: "\n")
      text(key(.edNote), notes, &buffer)
    }
    if let type = article.digitalSourceType {
      object(key(.digitalSourceType), &buffer) { buffer in
        reference(type, absolute: article.absolute(of: type), asMembers: true, &buffer)
      }
    }
    alternateIDs(&buffer) { list, buffer in
      list.write(article.url, role: NinjsRole.url, to: &buffer)
      for id in article.alternateIDs { list.write(id.text, role: id.role, to: &buffer) }
    }
    associations(of: article, &buffer, &context)
  }

  private func dates(of article: some StoryView, _ buffer: inout ByteBuffer) {
    // With one date only, that of this version says when the story appeared.
    let (first, latest) =
      article.modified == nil ? (nil, article.published) : (article.published, article.modified)
    date(key(.firstCreated), first, &buffer)
    date(key(.versionCreated), latest, &buffer)
    date(key(.contentCreated), article.created, &buffer)
    date(version == .v3 ? "embargoedUntil" : "embargoed", article.embargoed, &buffer)
    date("expires", article.expires, &buffer)
  }

  private func headlines(of article: some StoryView, _ buffer: inout ByteBuffer) {
    if version == .v1 { text("headline", article.headline, &buffer) }
    texts("headlines", prefix: "headline_", &buffer) { list, buffer in
      if version != .v1 { list.write(article.headline, role: "main", to: &buffer) }
      for title in article.titles { list.write(title.text, role: title.role, to: &buffer) }
    }
  }

  private func body(
    of article: some StoryView, _ buffer: inout ByteBuffer, _ context: inout ConversionContext
  ) {
    guard article.hasBody else { return }
    let count = article.bodyCount
    guard version != .v1 else {
      buffer.append(jsonName: "body_html")
      article.appendHTML(to: &buffer, context: &context)
      number("wordcount", count.words, &buffer)
      number("charcount", count.characters, &buffer)
      return
    }
    buffer.append(jsonName: "bodies")
    buffer.append("[{" as StaticString)
    text("role", "main", &buffer)
    text(key(.contentType), "text/html", &buffer)
    number(key(.charCount), count.characters, &buffer)
    number(key(.wordCount), count.words, &buffer)
    buffer.append(jsonName: "value")
    article.appendHTML(to: &buffer, context: &context)
    buffer.append("}]" as StaticString)
  }

  // MARK: - People, concepts, sources

  private func people(of article: some StoryView, _ buffer: inout ByteBuffer) {
    let persons = article.subjects.filter { $0.kind == .person }
    guard !article.creators.isEmpty || !article.contributors.isEmpty || !persons.isEmpty else {
      return
    }
    array(version == .v1 ? "person" : "people", &buffer) { buffer in
      for person in article.creators {
        let role = person.role.flatMap { NinjsRole.isMaker($0) ? $0 : nil }
        entry(
          person.name, role: role ?? NinjsRole.author, iri: person.identifiers.first, of: article,
          &buffer)
      }
      for person in article.contributors {
        entry(
          person.name, role: NinjsRole.contributor, iri: person.identifiers.first, of: article,
          &buffer)
      }
      for person in persons { concept(person, &buffer) }
    }
  }

  private func concepts(of article: some StoryView, _ buffer: inout ByteBuffer) {
    func list(_ v3: StaticString, _ v1: StaticString, _ kind: Concept.Kind) {
      let concepts = article.subjects.filter { $0.kind == kind }
      guard !concepts.isEmpty else { return }
      array(version == .v1 ? v1 : v3, &buffer) { buffer in
        for each in concepts { concept(each, &buffer) }
      }
    }
    list("organisations", "organisation", .organization)
    list("places", "place", .place)
    list("events", "event", .event)
    list("objects", "object", .object)
    let subjects = article.subjects.filter {
      switch $0.kind {
      case nil, .subject, .genre: true
      case .person, .organization, .place, .event, .object: false
      }
    }
    if !subjects.isEmpty || !article.keywords.isEmpty || article.section != nil {
      array(version == .v1 ? "subject" : "subjects", &buffer) { buffer in
        for subject in subjects { concept(subject, hasConfidence: true, &buffer) }
        if let section = article.section {
          entry(section, role: NinjsRole.section, iri: nil, of: article, &buffer)
        }
        for keyword in article.keywords { self.keyword(keyword, &buffer) }
      }
    }
    guard !article.genres.isEmpty else { return }
    array(version == .v1 ? "genre" : "genres", &buffer) { buffer in
      for genre in article.genres { concept(genre, &buffer) }
    }
  }

  private func keyword(_ keyword: some StoryKeyword, _ buffer: inout ByteBuffer) {
    open(&buffer)
    text("name", keyword.text, &buffer)
    text("rel", NinjsRole.keyword, &buffer)
    if let confidence = keyword.confidence, 0...1 ~= confidence {
      number("confidence", Int((confidence * 100).rounded()), &buffer)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private func concept(
    _ concept: Concept, hasConfidence: Bool = false, _ buffer: inout ByteBuffer
  ) {
    open(&buffer)
    text("name", concept.names.first?.text, &buffer)
    if hasConfidence, let confidence = concept.confidence, 0...100 ~= confidence {
      number("confidence", confidence, &buffer)
    }
    if version == .v1, let scheme = concept.scheme.flatMap({ URIText.absolute($0) }) {
      text("scheme", scheme, &buffer)
      text("code", concept.code, &buffer)
    } else if let iri = concept.iri ?? joined(concept.scheme, concept.code) {
      reference(iri, absolute: URIText.absolute(iri), &buffer)
    } else if let code = concept.code {
      text(version == .v1 ? "code" : "literal", code, &buffer)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private func joined(_ scheme: String?, _ code: String?) -> String? {
    guard let scheme, let code else { return nil }
    return NinjsRole.join(scheme, code)
  }

  private func sources<Story: StoryView>(of article: Story, _ buffer: inout ByteBuffer) {
    let holder = article.copyrightHolder.flatMap { $0.iri == nil ? nil : $0 }
    guard
      article.provider != nil || !article.sources.isEmpty || article.creditLine != nil
        || holder != nil
    else { return }
    let name: StaticString =
      switch version {
      case .v3: "infoSources"
      case .v2: "infosources"
      case .v1: "infosource"
      }
    let role: StaticString = version == .v1 ? "rel" : "role"
    array(name, &buffer) { buffer in
      func party(_ text: Story.Text, _ word: String?, _ iri: Story.Text?) {
        entry(text, roleName: role, role: word, iri: iri, of: article, &buffer)
      }
      if let provider = article.provider {
        party(provider.name, NinjsRole.provider, provider.iri)
      }
      for source in article.sources { party(source.name, source.role, source.iri ?? source.url) }
      if let holder { party(holder.name, NinjsRole.copyrightHolder, holder.iri) }
      if let line = article.creditLine { party(line, NinjsRole.creditLine, nil) }
    }
  }

  // MARK: - Identifiers and associations

  private mutating func associations(
    of article: some StoryView, _ buffer: inout ByteBuffer, _ context: inout ConversionContext
  ) {
    guard !article.media.isEmpty || !article.related.isEmpty else { return }
    var names = NinjsNames()
    buffer.append(jsonName: "associations")
    buffer.append(version == .v1 ? UInt8(ascii: "{") : UInt8(ascii: "["))
    for asset in article.media {
      if asset.id.isEmpty {
        beginAssociation("media", &names, &buffer)
      } else {
        beginAssociation(asset.id, &names, &buffer)
      }
      self.asset(asset, of: article, &buffer)
      buffer.append(UInt8(ascii: "}"))
    }
    for (index, item) in article.related.enumerated() {
      beginAssociation("related-\(index + 1)", &names, &buffer)
      if version == .v3 { text("rel", item.relation, &buffer) }
      if let inner = item.article, depth < Self.maximumDepth {
        depth += 1
        members(of: inner, to: &buffer, context: &context)
        depth -= 1
      } else {
        related(item, index, of: article, &buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(version == .v1 ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }

  /// Starts an element with a name: in 1.6 the name of a member, which has to be the only one.
  private func beginAssociation(
    _ name: some StoryText, _ names: inout NinjsNames, _ buffer: inout ByteBuffer
  ) {
    guard version == .v1 else {
      open(&buffer)
      return text("name", name, &buffer)
    }
    buffer.separateJSON()
    buffer.append(json: names.unique(NinjsNames.legal(name.string)))
    buffer.append(":{" as StaticString)
  }

  private func related<Story: StoryView>(
    _ item: Story.RelatedView, _ index: Int, of story: Story, _ buffer: inout ByteBuffer
  ) {
    let known = item.id ?? item.url ?? item.identifier
    let uri = known.flatMap { story.absolute(of: $0) }
    if let uri {
      text("uri", uri, &buffer)
    } else {
      text("uri", "\(Self.unidentified)\(index + 1)", &buffer)
    }
    text("type", "text", &buffer)
    if version == .v1 {
      text("headline", item.displayTitle, &buffer)
    } else {
      texts("headlines", prefix: "", &buffer) { list, buffer in
        list.write(item.displayTitle, role: "main", to: &buffer)
      }
    }
    texts("descriptions", prefix: "description_", &buffer) { list, buffer in
      list.write(item.label, role: NinjsRole.label, to: &buffer)
    }
    // What the address is exactly, and an identifier that is no URI.
    alternateIDs(&buffer) { list, buffer in
      list.write(item.url, role: NinjsRole.url, to: &buffer)
      guard let id = item.id, uri.map({ !$0.isSame(as: id) }) ?? true else { return }
      list.write(id, role: NinjsRole.id, to: &buffer)
    }
  }

  private func asset<Story: StoryView>(
    _ asset: Story.AssetView, of story: Story, _ buffer: inout ByteBuffer
  ) {
    let address = asset.renditions.lazy.compactMap { $0.href.flatMap { story.absolute(of: $0) } }
    text(
      "uri", address.first ?? story.made(Self.medium + URIText.segment(asset.id.string)), &buffer)
    let type =
      switch asset.kind {
      case .picture: "picture"
      case .graphic: "graphic"
      case .video: "video"
      case .audio: "audio"
      case .document, nil: "component"
      }
    text("type", type, &buffer)
    text(version == .v1 ? "byline" : "by", asset.credit, &buffer)
    texts("descriptions", prefix: "description_", &buffer) { list, buffer in
      list.write(asset.caption, role: NinjsRole.caption, to: &buffer)
      list.write(asset.altText, role: NinjsRole.altText, to: &buffer)
    }
    guard !asset.renditions.isEmpty else { return }
    var names = NinjsNames()
    buffer.append(jsonName: "renditions")
    buffer.append(version == .v1 ? UInt8(ascii: "{") : UInt8(ascii: "["))
    for rendition in asset.renditions {
      beginAssociation(rendition.role ?? "original", &names, &buffer)
      text("href", rendition.href.flatMap { story.absolute(of: $0) }, &buffer)
      text(
        version == .v1 ? "mimetype" : key(.contentType), rendition.mediaType, &buffer)
      if let width = rendition.width { number("width", width, &buffer) }
      if let height = rendition.height { number("height", height, &buffer) }
      if let size = rendition.sizeInBytes { number(key(.sizeInBytes), size, &buffer) }
      if let duration = rendition.duration, duration.isFinite {
        buffer.append(jsonName: "duration")
        buffer.append(json: duration)
      }
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(version == .v1 ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }
}

// MARK: - Members

extension NinjsItem {
  /// The name of a member; only 3.1 has capitals in it.
  private func key(_ name: NinjsKey) -> StaticString { version == .v3 ? name.camel : name.lower }

  private func open(_ buffer: inout ByteBuffer) {
    buffer.separateJSON()
    buffer.append(UInt8(ascii: "{"))
  }

  private func text(
    _ name: StaticString, _ value: (some StoryText)?, _ buffer: inout ByteBuffer
  ) {
    guard let value else { return }
    buffer.append(jsonName: name)
    value.appendJSON(to: &buffer)
  }

  private func number(_ name: StaticString, _ value: Int, _ buffer: inout ByteBuffer) {
    buffer.append(jsonName: name, value)
  }

  private func date(_ name: StaticString, _ value: NewsDate?, _ buffer: inout ByteBuffer) {
    buffer.append(jsonName: name, instantOf: value)
  }

  private func array(
    _ name: StaticString, _ buffer: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void
  ) {
    buffer.append(jsonName: name)
    buffer.append(UInt8(ascii: "["))
    write(&buffer)
    buffer.append(UInt8(ascii: "]"))
  }

  private func object(
    _ name: StaticString, _ buffer: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void
  ) {
    buffer.append(jsonName: name)
    buffer.append(UInt8(ascii: "{"))
    write(&buffer)
    buffer.append(UInt8(ascii: "}"))
  }

  /// Writes texts with their roles: an array of objects, or in 1.6 members named after the roles.
  private func texts(
    _ name: StaticString, prefix: String, _ buffer: inout ByteBuffer,
    _ write: (inout NinjsTexts, inout ByteBuffer) -> Void
  ) {
    var list = NinjsTexts(
      name: name, content: version == .v1 ? .members(prefix: prefix) : .texts(key(.contentType)))
    write(&list, &buffer)
    if list.isOpen { buffer.append(UInt8(ascii: "]")) }
  }

  /// Writes identifiers with their roles: an array of objects, or in 1.6 one object.
  private func alternateIDs(
    _ buffer: inout ByteBuffer, _ write: (inout NinjsTexts, inout ByteBuffer) -> Void
  ) {
    var list = NinjsTexts(name: key(.altIds), content: version == .v1 ? .object : .identifiers)
    write(&list, &buffer)
    if list.isOpen { buffer.append(version == .v1 ? UInt8(ascii: "}") : UInt8(ascii: "]")) }
  }

  private func entry<Story: StoryView>(
    _ name: Story.Text, roleName: StaticString = "rel", role: String?, iri: Story.Text?,
    of story: Story, _ buffer: inout ByteBuffer
  ) {
    open(&buffer)
    text("name", name, &buffer)
    text(roleName, role, &buffer)
    if let iri { reference(iri, absolute: story.absolute(of: iri), &buffer) }
    buffer.append(UInt8(ascii: "}"))
  }

  /// Writes an IRI as a URI, and beside it as it is where that is not the same.
  ///
  /// - Parameter asMembers: whether that is so in 1.6, too.
  private func reference<Text: StoryText>(
    _ iri: Text, absolute uri: Text?, asMembers: Bool = false, _ buffer: inout ByteBuffer
  ) {
    if version == .v1, !asMembers {
      guard let uri, let (scheme, code) = NinjsRole.split(uri.string) else {
        return text("code", iri, &buffer)
      }
      text("scheme", scheme, &buffer)
      return text("code", code, &buffer)
    }
    text("uri", uri, &buffer)
    if uri.map({ !$0.isSame(as: iri) }) ?? true { text("literal", iri, &buffer) }
  }
}

/// Texts with their roles on their way out.
private struct NinjsTexts {
  enum Content {
    /// Texts, in objects; the name says what kind of text.
    case texts(StaticString)
    /// Texts as members of the object that is open, named after their roles.
    case members(prefix: String)
    /// Identifiers, in objects.
    case identifiers
    /// Identifiers as members of an object of their own, named after their roles.
    case object
  }

  let name: StaticString
  let content: Content
  /// Whether the list was started.
  private(set) var isOpen = false
  private var names = NinjsNames()

  init(name: StaticString, content: Content) {
    self.name = name
    self.content = content
  }

  /// Writes a text, where there is one.
  mutating func write(
    _ text: (some StoryText)?, role: String, to buffer: inout ByteBuffer
  ) {
    guard let text else { return }
    switch content {
    case .members(let prefix):
      buffer.separateJSON()
      buffer.append(json: prefix + names.unique(NinjsNames.legal(role)))
      buffer.append(UInt8(ascii: ":"))
      return text.appendJSON(to: &buffer)
    case .object:
      open(UInt8(ascii: "{"), &buffer)
      buffer.separateJSON()
      buffer.append(json: names.unique(role))
      buffer.append(UInt8(ascii: ":"))
      return text.appendJSON(to: &buffer)
    case .identifiers, .texts: open(UInt8(ascii: "["), &buffer)
    }
    buffer.separateJSON()
    buffer.append("{\"role\":" as StaticString)
    buffer.append(json: role)
    if case .texts(let contentType) = content { buffer.append(jsonName: contentType, "text/plain") }
    buffer.append(",\"value\":" as StaticString)
    text.appendJSON(to: &buffer)
    buffer.append(UInt8(ascii: "}"))
  }

  private mutating func open(_ bracket: UInt8, _ buffer: inout ByteBuffer) {
    guard !isOpen else { return }
    isOpen = true
    buffer.append(jsonName: name)
    buffer.append(bracket)
  }
}

extension Diagnostic.Message {
  fileprivate static func badNinjsLanguage(_ tag: String) -> Self {
    Self(
      id: "ninjs.bad-language", text: "the language '\(tag)' is not a BCP 47 tag and was left out")
  }
}
