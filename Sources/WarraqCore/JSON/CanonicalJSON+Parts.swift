internal import WarraqModel

// The parts of an article as JSON values.
extension CanonicalJSON {
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
      buffer.append(UInt8(ascii: "{"))
      buffer.append(jsonName: "role", text.role)
      buffer.append(jsonName: "value", text.text)
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ people: [Contributor], to buffer: inout ByteBuffer) {
    appendArray(people, to: &buffer) { person, buffer in
      buffer.append(UInt8(ascii: "{"))
      buffer.append(jsonName: "name", person.name)
      buffer.append(jsonName: "role", person.role)
      buffer.append(jsonName: "jobTitle", person.jobTitle)
      buffer.append(jsonName: "organization", person.organization)
      if !person.identifiers.isEmpty {
        buffer.append(jsonName: "identifiers")
        append(person.identifiers, to: &buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ concepts: [Concept], to buffer: inout ByteBuffer) {
    appendArray(concepts, to: &buffer) { concept, buffer in
      buffer.append(UInt8(ascii: "{"))
      buffer.append(jsonName: "kind", concept.kind?.rawValue)
      if concept.names.count == 1, concept.names[0].language == nil {
        buffer.append(jsonName: "name", concept.names[0].text)
      } else if !concept.names.isEmpty {
        buffer.append(jsonName: "names")
        appendArray(concept.names, to: &buffer) { name, buffer in
          buffer.append(UInt8(ascii: "{"))
          buffer.append(jsonName: "value", name.text)
          buffer.append(jsonName: "language", name.language)
          buffer.append(UInt8(ascii: "}"))
        }
      }
      buffer.append(jsonName: "scheme", concept.scheme)
      buffer.append(jsonName: "code", concept.code)
      buffer.append(jsonName: "uri", concept.iri)
      buffer.append(jsonName: "rank", concept.rank)
      buffer.append(jsonName: "confidence", concept.confidence)
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ party: Party, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    if !party.name.isEmpty { buffer.append(jsonName: "name", party.name) }
    buffer.append(jsonName: "uri", party.iri)
    buffer.append(UInt8(ascii: "}"))
  }

  static func append(_ sources: [Source], to buffer: inout ByteBuffer) {
    appendArray(sources, to: &buffer) { source, buffer in
      buffer.append(UInt8(ascii: "{"))
      buffer.append(jsonName: "name", source.name)
      buffer.append(jsonName: "role", source.role)
      buffer.append(jsonName: "url", source.url)
      buffer.append(jsonName: "uri", source.iri)
      buffer.append(UInt8(ascii: "}"))
    }
  }

  static func append(_ place: InputPlace, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    buffer.append(jsonName: "name", place.name)
    buffer.append(jsonName: "record")
    buffer.append(decimal: place.record)
    buffer.append(jsonName: "byteOffset")
    buffer.append(decimal: place.byteOffset)
    buffer.append(UInt8(ascii: "}"))
  }

  static func append(_ assets: [Asset], to buffer: inout ByteBuffer) {
    appendArray(assets, to: &buffer) { asset, buffer in
      buffer.append(UInt8(ascii: "{"))
      buffer.append(jsonName: "id", asset.id)
      buffer.append(jsonName: "kind", asset.kind?.rawValue)
      buffer.append(jsonName: "caption", asset.caption)
      buffer.append(jsonName: "altText", asset.altText)
      buffer.append(jsonName: "credit", asset.credit)
      if !asset.renditions.isEmpty {
        buffer.append(jsonName: "renditions")
        appendArray(asset.renditions, to: &buffer, append)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ rendition: Asset.Rendition, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    buffer.append(jsonName: "href", rendition.href)
    buffer.append(jsonName: "mediaType", rendition.mediaType)
    buffer.append(jsonName: "role", rendition.role)
    buffer.append(jsonName: "width", rendition.width)
    buffer.append(jsonName: "height", rendition.height)
    buffer.append(jsonName: "sizeInBytes", rendition.sizeInBytes)
    if let duration = rendition.duration {
      buffer.append(jsonName: "duration")
      buffer.append(json: duration)
    }
    if let data = rendition.data {
      buffer.append(jsonName: "data")
      buffer.append(UInt8(ascii: "\""))
      Base64.encode(data, into: &buffer.bytes)
      buffer.append(UInt8(ascii: "\""))
    }
    buffer.append(UInt8(ascii: "}"))
  }

  static func append(_ items: [RelatedItem], to buffer: inout ByteBuffer) {
    appendArray(items, to: &buffer) { item, buffer in
      buffer.append(UInt8(ascii: "{"))
      buffer.append(jsonName: "relation", item.relation)
      buffer.append(jsonName: "title", item.title)
      buffer.append(jsonName: "url", item.url)
      buffer.append(jsonName: "id", item.id)
      buffer.append(jsonName: "label", item.label)
      if let article = item.article {
        buffer.append(jsonName: "article")
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
    buffer.append(jsonName: "text", details.text)
    if let offset = details.offsetMinutes {
      buffer.append(jsonName: "offset")
      buffer.append(UInt8(ascii: "\""))
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
