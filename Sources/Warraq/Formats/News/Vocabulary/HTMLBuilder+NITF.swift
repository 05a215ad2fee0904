internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

extension MarkupDialect {
  /// NITF (https://iptc.org/standards/nitf/), which shares many names with HTML.
  static let nitf = MarkupDialect(
    element: { HTMLElement(nitf: $0, $1) }, attribute: { $1.nitfAttribute($0) },
    addWhole: { $1.addWhole(nitf: $0) })
}

/// Elements of NITF that are read as a whole.
extension HTMLBuilder {
  /// Adds what an element means that is read as a whole; returns whether it is one.
  fileprivate mutating func addWhole(nitf element: XMLTree.Element) -> Bool {
    if element.isNamed("media") {
      if !isHidden { addMedia(element) }
      return true
    }
    guard isEmbed(element) else { return false }
    if !isHidden { addInLine(.embed(Embed(nitf: element))) }
    return true
  }

  private func isEmbed(_ element: XMLTree.Element) -> Bool {
    element.isNamed("bq")
      && NITFVocabulary.rest(ofClass: element["class"], after: NITFVocabulary.embed) != nil
  }

  // MARK: - Media

  private mutating func addMedia(_ element: XMLTree.Element) {
    var asset = Asset(id: "", kind: element.attribute("media-type", Asset.Kind.init(nitf:)))
    var id: String?
    var isReference = false
    var position: Int?
    var caption: [Inline] = []
    var others: [Block] = []
    var printed: [XMLTree.Element] = []
    func add(_ line: [Inline]) {
      if !caption.isEmpty, !line.isEmpty { caption.append(.lineBreak) }
      caption += line
    }
    for child in element.children {
      switch child.name {
      case "media-metadata":
        let value = child["value"] ?? ""
        switch child["name"] {
        case NITFVocabulary.mediaID: id = value
        case NITFVocabulary.mediaKind: asset.kind = Asset.Kind(rawValue: value)
        case NITFVocabulary.mediaPosition: position = Int(value)
        case NITFVocabulary.mediaCaption: asset.caption = value
        default: break
        }
      case "media-reference":
        if let known = knownReference(child) { (id, isReference) = (known, true) }
        addReference(child, to: &asset)
      case "media-object":
        let data = child.data
        if data != nil, asset.renditions.isEmpty { asset.renditions.append(.init()) }
        if let last = asset.renditions.indices.last { asset.renditions[last].data = data }
      case "media-caption" where child["class"] == NITFVocabulary.assetCaption:
        asset.caption = child.textOfLines
      case "media-producer" where asset.credit == nil:
        let text = child.text
        asset.credit = text.isEmpty ? nil : text
      // A caption, a second producer, and what the standard does not know here.
      default:
        child.refuse("class")
        let (line, rest) = content(of: child).inlines
        add(line)
        others += rest
        printed.append(child)
      }
    }
    asset.renditions.removeAll { $0.href == nil && $0.data == nil }
    let isAttached = element["class"] == NITFVocabulary.attached
    if isAttached {
      // Nothing is printed of it.
      if asset.caption == nil, !caption.isEmpty {
        asset.caption = caption.plainText
      } else {
        for element in printed { element.refuse() }
      }
    }
    let isKnown = id.map { id in
      knownMedia.contains(id) || !isAttached && hasMedia(named: id)
    }
    if isKnown == true, let id {
      guard !isAttached else { return }
      // What stands here of a picture from elsewhere is all that is printed of it.
      if isReference, let credit = asset.credit { add([.text(credit)]) }
      addInLine(.figure(Figure(media: id, caption: caption)))
    } else if id != nil || !asset.renditions.isEmpty {
      asset.id = id ?? nextMediaID()
      self.add(media: asset)
      if let position { mediaPositions[asset.id] = position }
      if !isAttached { addInLine(.figure(Figure(media: asset.id, caption: caption))) }
    } else {
      // Of a picture that is not there its words are left.
      for text in [asset.altText, asset.caption].compactMap({ $0 }) { add([.text(text)]) }
      if let credit = asset.credit { add([.text(credit)]) }
      if !caption.isEmpty {
        flush()
        self.add(.paragraph(caption))
      }
    }
    for block in others { self.add(block) }
  }

  /// The asset from elsewhere that a reference names.
  private func knownReference(_ element: XMLTree.Element) -> String? {
    guard let address = element["data-location"] ?? element["source"], address.hasPrefix("#") else {
      return nil
    }
    let id = String(address.dropFirst())
    return knownMedia.contains(id) ? id : nil
  }

  private func addReference(_ element: XMLTree.Element, to asset: inout Asset) {
    var rendition = Asset.Rendition(
      href: (element["source"] ?? element["data-location"]).flatMap(references.resolve),
      mediaType: element["mime-type"], role: element["name"], width: element.number("width"),
      height: element.number("height"), sizeInBytes: element.attribute("w:size") { Int($0) })
    if let time = element.attribute("time", { Double($0) }), time.isFinite {
      // https://iptc.org/std/NITF/3.6/documentation: hours, minutes or seconds, in words.
      switch element["time-unit-of-measure"]?.first {
      case "h": rendition.duration = time * 3600
      case "m": rendition.duration = time * 60
      case "s", nil: rendition.duration = time
      default:
        rendition.duration = time
        element.refuse("time-unit-of-measure")
      }
    }
    asset.altText = asset.altText ?? element.trimmed("alternate-text")
    asset.credit = asset.credit ?? element.trimmed("source-credit")
    asset.renditions.append(rendition)
  }

  private func content(of element: XMLTree.Element) -> [Block] {
    var builder = HTMLBuilder(
      source: nil, base: references.base, firstMediaNumber: nextMediaNumber, maximumDepth: 64)
    builder.dialect = .nitf
    builder.walk(element)
    builder.finish()
    return builder.output.flatMap { $0 }
  }
}

extension Embed {
  /// Reads a quotation of the class `embed`.
  fileprivate init(nitf element: XMLTree.Element) {
    self.init()
    let rest = NITFVocabulary.rest(ofClass: element["class"], after: NITFVocabulary.embed)
    provider = rest.flatMap { $0.isEmpty ? nil : $0 }
    url = element["quote-source"]
    for part in element.children {
      for child in part.children {
        switch child.name {
        case "p": text.join(child.textOfLines, by: "\n")
        // An address has no blanks around it but those of a printer of XML.
        case "ul": media += child.children.map { $0.textOfLines.trimmed }
        case "html": html = child.textOfLines
        case "person": author = child.textOfLines
        case "chron": date = NITFDate.date(child, "norm")
        default: break
        }
      }
    }
  }
}

extension XMLTree.Element {
  /// The bytes that its text encodes in Base64.
  fileprivate var data: [UInt8]? {
    guard self["encoding"]?.lowercased() == "base64" else { return nil }
    var text = Array(rawText.utf8)
    text.removeAll { $0 <= 0x20 }
    return text.isEmpty ? nil : text.withUnsafeBufferPointer { Base64.decode($0) }
  }
}
