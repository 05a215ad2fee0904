internal import WarraqModel

// The parts of an article as JSON values.
extension CanonicalJSON {
  private static func append(
    _ name: StaticString, _ text: String?, to buffer: inout ByteBuffer
  ) {
    guard let text else { return }
    buffer.append(jsonName: name)
    buffer.append(json: text)
  }

  private static func append(_ name: StaticString, _ number: Int?, to buffer: inout ByteBuffer) {
    guard let number else { return }
    buffer.append(jsonName: name)
    buffer.append(decimal: number)
  }

  private static func appendArray<Element>(
    _ elements: [Element], to buffer: inout ByteBuffer,
    _ appendElement: (Element, inout ByteBuffer) -> Void
  ) {
    buffer.append(UInt8(ascii: "["))
    for element in elements {
      buffer.separateJSON()
      appendElement(element, &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  static func append(_ texts: [String], to buffer: inout ByteBuffer) {
    appendArray(texts, to: &buffer) { $1.append(json: $0) }
  }

  static func append(_ texts: [RoleText], to buffer: inout ByteBuffer) {
    appendArray(texts, to: &buffer) { text, buffer in
      buffer.append("{\"role\":")
      buffer.append(json: text.role)
      buffer.append(",\"value\":")
      buffer.append(json: text.text)
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ people: [Contributor], to buffer: inout ByteBuffer) {
    appendArray(people, to: &buffer) { person, buffer in
      buffer.append("{\"name\":")
      buffer.append(json: person.name)
      append("\"role\":", person.role, to: &buffer)
      append("\"jobTitle\":", person.jobTitle, to: &buffer)
      append("\"organization\":", person.organization, to: &buffer)
      if !person.identifiers.isEmpty {
        buffer.append(jsonName: "\"identifiers\":")
        append(person.identifiers, to: &buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ concepts: [Concept], to buffer: inout ByteBuffer) {
    appendArray(concepts, to: &buffer) { concept, buffer in
      buffer.append(UInt8(ascii: "{"))
      append("\"kind\":", concept.kind?.rawValue, to: &buffer)
      if concept.names.count == 1, concept.names[0].language == nil {
        append("\"name\":", concept.names[0].text, to: &buffer)
      } else if !concept.names.isEmpty {
        buffer.append(jsonName: "\"names\":")
        appendArray(concept.names, to: &buffer) { name, buffer in
          buffer.append("{\"value\":")
          buffer.append(json: name.text)
          append("\"language\":", name.language, to: &buffer)
          buffer.append(UInt8(ascii: "}"))
        }
      }
      append("\"scheme\":", concept.scheme, to: &buffer)
      append("\"code\":", concept.code, to: &buffer)
      append("\"uri\":", concept.iri, to: &buffer)
      append("\"rank\":", concept.rank, to: &buffer)
      append("\"confidence\":", concept.confidence, to: &buffer)
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ party: Party, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    if !party.name.isEmpty { append("\"name\":", party.name, to: &buffer) }
    append("\"uri\":", party.iri, to: &buffer)
    buffer.append(UInt8(ascii: "}"))
  }

  static func append(_ sources: [Source], to buffer: inout ByteBuffer) {
    appendArray(sources, to: &buffer) { source, buffer in
      buffer.append("{\"name\":")
      buffer.append(json: source.name)
      append("\"role\":", source.role, to: &buffer)
      append("\"url\":", source.url, to: &buffer)
      append("\"uri\":", source.iri, to: &buffer)
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ assets: [Asset], to buffer: inout ByteBuffer) {
    appendArray(assets, to: &buffer) { asset, buffer in
      buffer.append("{\"id\":")
      buffer.append(json: asset.id)
      append("\"kind\":", asset.kind?.rawValue, to: &buffer)
      append("\"caption\":", asset.caption, to: &buffer)
      append("\"altText\":", asset.altText, to: &buffer)
      append("\"credit\":", asset.credit, to: &buffer)
      if !asset.renditions.isEmpty {
        buffer.append(jsonName: "\"renditions\":")
        appendArray(asset.renditions, to: &buffer, append)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ rendition: Asset.Rendition, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    append("\"href\":", rendition.href, to: &buffer)
    append("\"mediaType\":", rendition.mediaType, to: &buffer)
    append("\"role\":", rendition.role, to: &buffer)
    append("\"width\":", rendition.width, to: &buffer)
    append("\"height\":", rendition.height, to: &buffer)
    append("\"sizeInBytes\":", rendition.sizeInBytes, to: &buffer)
    if let duration = rendition.duration {
      buffer.append(jsonName: "\"duration\":")
      buffer.append(json: duration)
    }
    if let data = rendition.data {
      buffer.append(jsonName: "\"data\":\"")
      Base64.encode(data, into: &buffer.bytes)
      buffer.append(UInt8(ascii: "\""))
    }
    buffer.append(UInt8(ascii: "}"))
  }

  static func append(_ items: [RelatedItem], to buffer: inout ByteBuffer) {
    appendArray(items, to: &buffer) { item, buffer in
      buffer.append("{\"relation\":")
      buffer.append(json: item.relation)
      append("\"title\":", item.title, to: &buffer)
      append("\"url\":", item.url, to: &buffer)
      append("\"id\":", item.id, to: &buffer)
      append("\"label\":", item.label, to: &buffer)
      if let article = item.article {
        buffer.append(jsonName: "\"article\":")
        append(article, to: &buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(confidences keywords: [Keyword], to buffer: inout ByteBuffer) {
    appendArray(keywords, to: &buffer) { keyword, buffer in
      if let confidence = keyword.confidence {
        buffer.append(json: confidence)
      } else {
        buffer.append("null")
      }
    }
  }

  // MARK: Dates

  static func append(_ date: NewsDate, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "\""))
    buffer.append(date)
    buffer.append(UInt8(ascii: "\""))
  }

  static func append(_ details: DateDetails, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    append("\"text\":", details.text, to: &buffer)
    if let offset = details.offsetMinutes {
      buffer.append(jsonName: "\"offset\":\"")
      buffer.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      append(twoDigits: abs(offset) / 60, to: &buffer)
      buffer.append(UInt8(ascii: ":"))
      append(twoDigits: abs(offset) % 60, to: &buffer)
      buffer.append(UInt8(ascii: "\""))
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private static func append(twoDigits number: Int, to buffer: inout ByteBuffer) {
    if number < 10 { buffer.append(UInt8(ascii: "0")) }
    buffer.append(decimal: number)
  }
}
