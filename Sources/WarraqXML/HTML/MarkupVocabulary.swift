/// The names that a body's markup uses.
package enum MarkupVocabulary: Sendable {
  /// HTML, in any syntax.
  case html
  /// NITF (https://iptc.org/standards/nitf/), which shares many names with HTML.
  case nitf
}

extension HTMLElement {
  /// What an element of NITF is to the text around it, `nil` where HTML has it under that name.
  ///
  /// - Parameter mediaType: the `media-type` of the element around it.
  init?(nitf name: String, mediaType: String?) {
    switch name {
    case "body.head", "body.content", "body.end", "block", "hedline", "abstract", "byline", "byttl",
      "dateline", "distributor", "rights", "tagline", "bibliography", "note", "fn", "nitf-table",
      "dl":
      self = .div
    case "hl1": self = .h1
    case "hl2": self = .h2
    case "bq": self = .blockquote
    case "credit": self = .footer
    case "media": self = .figure
    case "media-caption", "media-producer": self = .figcaption
    case "media-reference":
      switch mediaType {
      case "video": self = .video
      case "audio": self = .audio
      default: self = .img
      }
    // Not text for readers: facts about the story, bytes of media, markup of other systems.
    case "head", "docdata", "media-object", "media-metadata", "nitf-table-metadata",
      "custom-table":
      self = .template
    default: return nil
    }
  }
}

/// The attributes of an element of NITF under the names that HTML gives them.
struct NITFAttributes: HTMLAttributes {
  let node: NodeAttributes

  var isEmpty: Bool { node.isEmpty }

  subscript(name: StaticString) -> String? {
    if let value = node[name] { return value }
    if name.isSame(as: "src") { return node["source"] ?? node["data-location"] }
    if name.isSame(as: "alt") { return node["alternate-text"] }
    if name.isSame(as: "type") { return node["mime-type"] }
    return nil
  }
}

extension StaticString {
  fileprivate func isSame(as other: StaticString) -> Bool {
    utf8CodeUnitCount == other.utf8CodeUnitCount
      && withUTF8Buffer { a in other.withUTF8Buffer { b in a.elementsEqual(b) } }
  }
}
