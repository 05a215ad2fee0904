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
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
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
    members(of: article, to: &buffer, context: &context)
    buffer.append(UInt8(ascii: "}"))
  }

  /// Writes everything but what an association puts before it.
  private mutating func members(
    of article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) {
    let id = URIText.absolute(article.id) ?? Self.identifier + URIText.segment(article.id)
    text("uri", id, &buffer)
    text("type", "text", &buffer)
    if article.version != 1 { text("version", "\(article.version)", &buffer) }
    dates(of: article, &buffer)
    if let status = article.status { text(key(.pubStatus), status.rawValue, &buffer) }
    if let urgency = article.urgency, version != .v3 || 1...9 ~= urgency {
      number("urgency", urgency, &buffer)
    }
    text("language", article.language, &buffer)
    headlines(of: article, &buffer)
    text(version == .v1 ? "byline" : "by", article.byline, &buffer)
    text("slugline", article.slugline, &buffer)
    let places = article.located.compactMap { $0.names.first?.text }.filter { !$0.isEmpty }
    let located = places.isEmpty ? article.dateline : places.joined(separator: ", ")
    text("located", located, &buffer)
    texts("descriptions", article.summaries, prefix: "description_", &buffer)
    body(of: article, &buffer, &context)
    people(of: article, &buffer)
    concepts(of: article, &buffer)
    sources(of: article, &buffer)
    text(key(.copyrightHolder), article.copyrightHolder?.name, &buffer)
    text(key(.copyrightNotice), article.copyrightNotice, &buffer)
    text(key(.usageTerms), article.usageTerms, &buffer)
    if !article.editorialNotes.isEmpty {
      let notes = article.editorialNotes.map(\.text).joined(separator: "\n")
      text(key(.edNote), notes, &buffer)
    }
    if let type = article.digitalSourceType {
      let uri = URIText.absolute(type)
      object(key(.digitalSourceType), &buffer) { buffer in
        text("uri", uri, &buffer)
        if uri != type { text("literal", type, &buffer) }
      }
    }
    alternateIDs(article.alternateIDs, url: article.url, &buffer)
    associations(of: article, &buffer, &context)
  }

  private func dates(of article: Article, _ buffer: inout ByteBuffer) {
    // With one date only, that of this version says when the story appeared.
    let (first, latest) =
      article.modified == nil ? (nil, article.published) : (article.published, article.modified)
    date(key(.firstCreated), first, &buffer)
    date(key(.versionCreated), latest, &buffer)
    date(key(.contentCreated), article.created, &buffer)
    date(version == .v3 ? "embargoedUntil" : "embargoed", article.embargoed, &buffer)
    date("expires", article.expires, &buffer)
  }

  private func headlines(of article: Article, _ buffer: inout ByteBuffer) {
    guard version != .v1 else {
      text("headline", article.headline, &buffer)
      return texts("", article.titles, prefix: "headline_", &buffer)
    }
    let main = article.headline.map { [RoleText(role: "main", text: $0)] } ?? []
    texts("headlines", main + article.titles, prefix: "", &buffer)
  }

  private func body(
    of article: Article, _ buffer: inout ByteBuffer, _ context: inout ConversionContext
  ) {
    guard !article.body.isEmpty else { return }
    let count = article.bodyCount
    guard version != .v1 else {
      buffer.append(jsonName: "body_html")
      XHTMLBody.appendJSON(htmlOf: article, to: &buffer, context: &context)
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
    XHTMLBody.appendJSON(htmlOf: article, to: &buffer, context: &context)
    buffer.append("}]" as StaticString)
  }

  // MARK: - People, concepts, sources

  private func people(of article: Article, _ buffer: inout ByteBuffer) {
    let persons = article.subjects.filter { $0.kind == .person }
    guard !article.creators.isEmpty || !article.contributors.isEmpty || !persons.isEmpty else {
      return
    }
    array(version == .v1 ? "person" : "people", &buffer) { buffer in
      for person in article.creators {
        let role = person.role.flatMap { NinjsRole.isMaker($0) ? $0 : nil }
        entry(person.name, role: role ?? NinjsRole.author, iri: person.identifiers.first, &buffer)
      }
      for person in article.contributors {
        entry(
          person.name, role: NinjsRole.contributor, iri: person.identifiers.first, &buffer)
      }
      for person in persons { concept(person, &buffer) }
    }
  }

  private func concepts(of article: Article, _ buffer: inout ByteBuffer) {
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
          entry(section, role: NinjsRole.section, iri: nil, &buffer)
        }
        for keyword in article.keywords { self.keyword(keyword, &buffer) }
      }
    }
    guard !article.genres.isEmpty else { return }
    array(version == .v1 ? "genre" : "genres", &buffer) { buffer in
      for genre in article.genres { concept(genre, &buffer) }
    }
  }

  private func keyword(_ keyword: Keyword, _ buffer: inout ByteBuffer) {
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
      reference(iri, &buffer)
    } else if let code = concept.code {
      text(version == .v1 ? "code" : "literal", code, &buffer)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private func joined(_ scheme: String?, _ code: String?) -> String? {
    guard let scheme, let code else { return nil }
    return NinjsRole.join(scheme, code)
  }

  private func sources(of article: Article, _ buffer: inout ByteBuffer) {
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
      func party(_ text: String, _ word: String?, _ iri: String?) {
        entry(text, roleName: role, role: word, iri: iri, &buffer)
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

  private func alternateIDs(_ ids: [RoleText], url: String?, _ buffer: inout ByteBuffer) {
    let address = url.map { [RoleText(role: NinjsRole.url, text: $0)] } ?? []
    let ids = address + ids
    guard !ids.isEmpty else { return }
    guard version == .v1 else {
      return array(key(.altIds), &buffer) { buffer in
        for id in ids {
          open(&buffer)
          text("role", id.role, &buffer)
          text("value", id.text, &buffer)
          buffer.append(UInt8(ascii: "}"))
        }
      }
    }
    var names = NinjsNames()
    object("altids", &buffer) { buffer in
      for id in ids {
        buffer.separateJSON()
        buffer.append(json: names.unique(id.role))
        buffer.append(UInt8(ascii: ":"))
        buffer.append(json: id.text)
      }
    }
  }

  private mutating func associations(
    of article: Article, _ buffer: inout ByteBuffer, _ context: inout ConversionContext
  ) {
    guard !article.media.isEmpty || !article.related.isEmpty else { return }
    var names = NinjsNames()
    buffer.append(jsonName: "associations")
    buffer.append(version == .v1 ? UInt8(ascii: "{") : UInt8(ascii: "["))
    for asset in article.media {
      beginAssociation(asset.id.isEmpty ? "media" : asset.id, &names, &buffer)
      self.asset(asset, &buffer)
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
        related(item, index, &buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(version == .v1 ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }

  /// Starts an element with a name: in 1.6 the name of a member, which has to be the only one.
  private func beginAssociation(
    _ name: String, _ names: inout NinjsNames, _ buffer: inout ByteBuffer
  ) {
    guard version == .v1 else {
      open(&buffer)
      return text("name", name, &buffer)
    }
    buffer.separateJSON()
    buffer.append(json: names.unique(NinjsNames.legal(name)))
    buffer.append(":{" as StaticString)
  }

  private func related(_ item: RelatedItem, _ index: Int, _ buffer: inout ByteBuffer) {
    let known = item.id ?? item.url ?? item.article?.id
    let uri = known.flatMap { URIText.absolute($0) } ?? "\(Self.unidentified)\(index + 1)"
    text("uri", uri, &buffer)
    text("type", "text", &buffer)
    if let title = item.title ?? item.article?.headline {
      if version == .v1 {
        text("headline", title, &buffer)
      } else {
        texts("headlines", [RoleText(role: "main", text: title)], prefix: "", &buffer)
      }
    }
    if let label = item.label {
      let role = RoleText(role: NinjsRole.label, text: label)
      texts("descriptions", [role], prefix: "description_", &buffer)
    }
    // What the address is exactly, and an identifier that is no URI.
    let id = item.id.flatMap { $0 == uri ? nil : RoleText(role: NinjsRole.id, text: $0) }
    alternateIDs(id.map { [$0] } ?? [], url: item.url, &buffer)
  }

  private func asset(_ asset: Asset, _ buffer: inout ByteBuffer) {
    let address = asset.renditions.lazy.compactMap { $0.href.flatMap { URIText.absolute($0) } }
    text("uri", address.first ?? Self.medium + URIText.segment(asset.id), &buffer)
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
    let caption = asset.caption.map { [RoleText(role: NinjsRole.caption, text: $0)] } ?? []
    let alternative = asset.altText.map { [RoleText(role: NinjsRole.altText, text: $0)] } ?? []
    texts("descriptions", caption + alternative, prefix: "description_", &buffer)
    guard !asset.renditions.isEmpty else { return }
    var names = NinjsNames()
    buffer.append(jsonName: "renditions")
    buffer.append(version == .v1 ? UInt8(ascii: "{") : UInt8(ascii: "["))
    for rendition in asset.renditions {
      beginAssociation(rendition.role ?? "original", &names, &buffer)
      text("href", rendition.href.flatMap { URIText.absolute($0) }, &buffer)
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

  private func text(_ name: StaticString, _ value: String?, _ buffer: inout ByteBuffer) {
    buffer.append(jsonName: name, value)
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
    _ name: String, _ texts: [RoleText], prefix: String, _ buffer: inout ByteBuffer
  ) {
    guard !texts.isEmpty else { return }
    if version == .v1 {
      var names = NinjsNames()
      for each in texts {
        buffer.separateJSON()
        buffer.append(json: prefix + names.unique(NinjsNames.legal(each.role)))
        buffer.append(UInt8(ascii: ":"))
        buffer.append(json: each.text)
      }
      return
    }
    buffer.separateJSON()
    buffer.append(json: name)
    buffer.append(":[" as StaticString)
    for each in texts {
      open(&buffer)
      text("role", each.role, &buffer)
      text(key(.contentType), "text/plain", &buffer)
      text("value", each.text, &buffer)
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(UInt8(ascii: "]"))
  }

  private func entry(
    _ name: String, roleName: StaticString = "rel", role: String?, iri: String?,
    _ buffer: inout ByteBuffer
  ) {
    open(&buffer)
    text("name", name, &buffer)
    text(roleName, role, &buffer)
    if let iri { reference(iri, &buffer) }
    buffer.append(UInt8(ascii: "}"))
  }

  /// Writes an IRI as a URI, and beside it as it is where that is not the same.
  private func reference(_ iri: String, _ buffer: inout ByteBuffer) {
    let uri = URIText.absolute(iri)
    if let uri, version == .v1, let (scheme, code) = NinjsRole.split(uri) {
      text("scheme", scheme, &buffer)
      return text("code", code, &buffer)
    }
    if version == .v1 { return text("code", iri, &buffer) }
    text("uri", uri, &buffer)
    if uri != iri { text("literal", iri, &buffer) }
  }
}
