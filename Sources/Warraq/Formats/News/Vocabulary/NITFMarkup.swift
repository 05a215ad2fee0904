internal import WarraqMarkup
internal import WarraqXML

/// How the elements of a NITF body read as elements of HTML.
extension HTMLElement {
  /// What an element of NITF is to the text around it, `nil` where HTML has it under that name.
  init?(nitf name: UnsafeBufferPointer<UInt8>, _ attributes: XMLTree.Element) {
    switch String(decoding: name, as: UTF8.self) {
    case "body.head", "body.content", "body.end", "block", "hedline", "abstract", "byline", "byttl",
      "dateline", "distributor", "rights", "tagline", "bibliography", "nitf-table", "dl":
      self = .div
    case "fn": self = .aside
    case "note":
      let rest = NITFVocabulary.rest(ofClass: attributes["class"], after: NITFVocabulary.aside)
      // Notes that are not for publication are for nobody's eyes.
      self = attributes["type"] == "npa" ? .template : rest == nil ? .div : .aside
    case "hl1": self = .h1
    case "hl2": self = Self.heading(attributes)
    case "bq": self = .blockquote
    case "credit": self = .footer
    case "em": self = Self.emphasis(attributes)
    case "lang": self = .span
    // Not text for readers: facts about the story and markup of other systems.
    case "head", "docdata", "nitf-table-metadata", "custom-table": self = .template
    default: return nil
    }
  }

  private static func heading(_ attributes: XMLTree.Element) -> HTMLElement {
    switch attributes["class"] {
    case "h3": .h3
    case "h4": .h4
    case "h5": .h5
    case "h6": .h6
    default: .h2
    }
  }

  private static func emphasis(_ attributes: XMLTree.Element) -> HTMLElement {
    switch attributes["class"] {
    case NITFVocabulary.strong, "strong", "b": .strong
    case NITFVocabulary.code: .code
    case NITFVocabulary.superscript, "sup": .sup
    case NITFVocabulary.subscript, "sub": .sub
    case NITFVocabulary.deletion, "del", "strike": .del
    case NITFVocabulary.insertion, "ins": .ins
    default: .em
    }
  }
}

extension XMLTree.Element {
  /// The value of the attribute that HTML gives that name.
  func nitfAttribute(_ name: StaticString) -> String? {
    if name.isSame(as: "class") {
      // Of the classes only the role of an aside means something by that name.
      return self["class"].map {
        NITFVocabulary.rest(ofClass: $0, after: NITFVocabulary.aside) ?? $0
      }
    }
    if name.isSame(as: "role") { return isNamed("fn") ? "doc-footnote" : self["role"] }
    if let value = self[name] { return value }
    if name.isSame(as: "dir") { return self["h:dir"] ?? self["xhtml:dir"] }
    if name.isSame(as: "start") { return self["seqnum"] }
    return nil
  }
}

extension StaticString {
  fileprivate func isSame(as other: StaticString) -> Bool {
    utf8CodeUnitCount == other.utf8CodeUnitCount
      && withUTF8Buffer { a in other.withUTF8Buffer { b in a.elementsEqual(b) } }
  }
}
