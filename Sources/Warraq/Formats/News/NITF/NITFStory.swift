internal import WarraqMarkup

/// Writes one article as a `nitf` element.
struct NITFStory {
  let article: Article
  private let language: String?

  init(_ article: Article) {
    self.article = article
    language = LanguageTag.wellFormed(article.language)
  }

  /// Writes the story.
  func write(to xml: inout XMLWriter, context: inout ConversionContext) {
    if let tag = article.language, language == nil {
      context.log.emit(.warning, .badNITFLanguage(tag))
    }
    xml.indents = true
    xml.open("nitf")
    xml.attribute("xmlns", NITFVocabulary.namespace)
    xml.attribute("xmlns:h", NITFVocabulary.xhtml)
    xml.attribute("xmlns:w", NITFVocabulary.extensions)
    xml.attribute("version", NITFVocabulary.version)
    if let uno { xml.attribute("uno", uno) }
    if let language {
      xml.attribute("baselang", language)
      xml.attribute("xml:lang", language)
    }
    if article.direction != nil || language != nil {
      xml.attribute("h:dir", article.shownDirection.rawValue)
    }
    xml.open("head")
    if let headline = article.headline, !headline.isBlank {
      xml.element("title", headline, whiteSpace: .asSpaces)
    }
    writeMeta(&xml)
    writeSubjectCodes(&xml)
    writeDocumentData(&xml, &context)
    writePublication(&xml)
    if let modified = article.modified {
      xml.open("revision-history")
      xml.attribute("norm", nitf: modified)
      xml.close()
    }
    xml.close()
    xml.open("body")
    writeBodyHead(&xml)
    xml.open("body.content")
    // Readers, ours too, take the headline above a text for what an agency prints there.
    if RepeatedHead.count(in: article) > 0 { xml.attribute("w:whole", literal: "true") }
    // And its first words for a headline where there is none.
    if article.headline?.isBlank ?? true, article.body.hasWords {
      xml.attribute("w:untitled", literal: "true")
    }
    var body = NITFBody(media: article.media)
    body.write(article.body, to: &xml, context: &context)
    xml.close()
    writeContributors(&xml)
    xml.close()
    xml.close()
  }

  /// `nitf@uno` is the first of the other identifiers or none, so that their order stays.
  private var uno: String? {
    guard let first = article.alternateIDs.first, first.role == NITFVocabulary.uno,
      !first.text.isEmpty
    else { return nil }
    return first.text
  }

  // MARK: - head

  /// Writes what NITF has no element for.
  private func writeMeta(_ xml: inout XMLWriter) {
    if let direction = article.direction {
      xml.meta(NITFVocabulary.Meta.direction, direction.rawValue)
    }
    for title in article.titles where !NITFStory.isPrinted(title) {
      xml.meta(NITFVocabulary.Meta.title, title.text) { $0.attribute("w:role", title.role) }
    }
    if let line = article.creditLine { xml.meta(NITFVocabulary.Meta.creditLine, line) }
    if let mining = article.dataMining { xml.meta(NITFVocabulary.Meta.dataMining, mining) }
    if let type = article.digitalSourceType {
      xml.meta(NITFVocabulary.Meta.digitalSourceType, type)
    }
    for source in article.sources {
      xml.meta(NITFVocabulary.Meta.source, source.name) { xml in
        xml.attribute("w:role", ifPresent: source.role)
        xml.attribute("w:href", ifPresent: source.url)
        xml.attribute("w:iri", ifPresent: source.iri)
      }
    }
    for item in article.related {
      xml.meta(NITFVocabulary.Meta.related, item.displayTitle ?? "") { xml in
        if item.relation != "seeAlso" { xml.attribute("w:relation", item.relation) }
        xml.attribute("w:href", ifPresent: item.url ?? item.article?.url)
        xml.attribute("w:id", ifPresent: item.id ?? item.article?.id)
        xml.attribute("w:label", ifPresent: item.label)
      }
    }
    if !article.extra.isEmpty {
      var json = ByteBuffer()
      json.append(json: article.extra)
      xml.meta(NITFVocabulary.Meta.extra, String(decoding: json.bytes, as: UTF8.self))
    }
  }

  /// Writes the subjects and genres that systems of NITF know to read; in full they stand in
  /// `identified-content`.
  private func writeSubjectCodes(_ xml: inout XMLWriter) {
    let genres = article.genres.compactMap(\.names.first?.text).filter { !$0.isBlank }
    let subjects = article.subjects.filter {
      $0.kind == .subject && $0.code.map(\.isNameToken) == true
    }
    guard !genres.isEmpty || !subjects.isEmpty else { return }
    xml.open("tobject")
    for genre in genres {
      xml.open("tobject.property")
      xml.attribute("tobject.property.type", genre)
      xml.attribute("w:copy", "yes")
      xml.close()
    }
    for subject in subjects {
      guard let code = subject.code else { continue }
      xml.open("tobject.subject")
      xml.attribute("tobject.subject.refnum", code)
      // IPTC subject codes: two digits a subject, three a matter, three a detail.
      let name = subject.names.first?.text
      if code.hasSuffix("000000") {
        xml.attribute("tobject.subject.type", ifPresent: name)
      } else if code.hasSuffix("000") {
        xml.attribute("tobject.subject.matter", ifPresent: name)
      } else {
        xml.attribute("tobject.subject.detail", ifPresent: name)
      }
      xml.attribute("w:copy", "yes")
      xml.close()
    }
    xml.close()
  }

  private func writeDocumentData(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    xml.open("docdata")
    if let status = article.status ?? article.embargoed.map({ _ in .withheld }) {
      let isEmbargoed = status == .withheld && article.embargoed != nil
      xml.attribute("management-status", isEmbargoed ? "embargoed" : status.rawValue)
      if article.status == nil { xml.attribute("w:inferred", "management-status") }
    }
    writeDocumentID(article.id, role: nil, &xml)
    for id in article.alternateIDs.dropFirst(uno == nil ? 0 : 1) {
      writeDocumentID(id.text, role: id.role, &xml)
    }
    writeUrgency(&xml, &context)
    writeDate("date.issue", article.created, &xml)
    writeDate("date.release", article.embargoed, &xml)
    writeDate("date.expire", article.expires, &xml)
    for note in article.editorialNotes {
      let isCorrection = note.role == NITFVocabulary.correction
      xml.open(isCorrection ? "correction" : "ed-msg")
      if !isCorrection, note.role != NITFVocabulary.note { xml.attribute("msg-type", note.role) }
      xml.attribute("info", note.text)
      xml.close()
    }
    if article.slugline != nil || article.version != 1 {
      xml.open("du-key")
      if article.version > 0 { xml.attribute("version", decimal: article.version) }
      xml.attribute("key", ifPresent: article.slugline)
      xml.close()
    }
    if let holder = article.copyrightHolder {
      xml.open("doc.copyright")
      xml.attribute("holder", holder.name)
      xml.attribute("w:iri", ifPresent: holder.iri)
      xml.close()
    }
    if let terms = article.usageTerms {
      xml.open("doc.rights")
      xml.attribute("limitations", terms)
      xml.close()
    }
    writeKeywords(&xml)
    writeConcepts(&xml)
    xml.close()
  }

  private func writeDocumentID(_ id: String, role: String?, _ xml: inout XMLWriter) {
    xml.open("doc-id")
    xml.attribute("regsrc", ifPresent: role)
    xml.attribute("id-string", id)
    xml.close()
  }

  private func writeUrgency(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    guard let urgency = article.urgency else { return }
    guard 1...9 ~= urgency else { return context.log.emit(.warning, .badNITFUrgency(urgency)) }
    xml.open("urgency")
    // NITF ends at 8, the IPTC's other formats at 9.
    xml.attribute("ed-urg", decimal: min(urgency, 8))
    if urgency == 9 { xml.attribute("w:urgency", decimal: urgency) }
    xml.close()
  }

  private func writeDate(_ name: StaticString, _ date: NewsDate?, _ xml: inout XMLWriter) {
    guard let date else { return }
    xml.open(name)
    xml.attribute("norm", nitf: date)
    xml.close()
  }

  private func writeKeywords(_ xml: inout XMLWriter) {
    guard !article.keywords.isEmpty else { return }
    xml.open("key-list")
    for keyword in article.keywords {
      xml.open("keyword")
      xml.attribute("key", keyword.text)
      if let confidence = keyword.confidence, confidence.isFinite {
        xml.attribute("w:confidence", confidence.description)
      }
      xml.close()
    }
    xml.close()
  }

  private func writePublication(_ xml: inout XMLWriter) {
    let publisher = article.sources.first { $0.role == SourceRole.publisher }
    guard
      article.published != nil || article.section != nil || article.url != nil || publisher != nil
    else { return }
    xml.open("pubdata")
    if let published = article.published { xml.attribute("date.publication", nitf: published) }
    xml.attribute("name", ifPresent: publisher?.name)
    xml.attribute("position.section", ifPresent: article.section)
    xml.attribute("ex-ref", ifPresent: article.url)
    xml.close()
  }
}

extension NITFStory {
  /// Whether a title is one that is printed with the headline.
  static func isPrinted(_ title: RoleText) -> Bool {
    title.role == TitleRole.sub || title.role == TitleRole.kicker
  }
}

extension XMLWriter {
  /// Writes an attribute where there is a value.
  mutating func attribute(_ name: StaticString, ifPresent value: String?) {
    if let value { attribute(name, value) }
  }

  fileprivate mutating func meta(
    _ name: String, _ content: String, _ more: (inout XMLWriter) -> Void = { _ in }
  ) {
    open("meta")
    attribute("name", name)
    attribute("content", content)
    more(&self)
    close()
  }
}

extension String {
  /// Whether the text is an NMTOKEN of ASCII (XML 1.0, production 7).
  fileprivate var isNameToken: Bool {
    !isEmpty
      && utf8.allSatisfy {
        ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":")
      }
  }
}

extension Diagnostic.Message {
  static func badNITFLanguage(_ tag: String) -> Self {
    Self(
      id: "nitf.bad-language",
      text: "the language '\(tag)' is not a BCP 47 tag and was left out")
  }

  static func badNITFUrgency(_ urgency: Int) -> Self {
    Self(id: "nitf.bad-urgency", text: "urgency is 1 to 8; \(urgency) was left out")
  }
}
