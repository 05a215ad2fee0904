internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// Pictures, films, sounds, and things of other platforms.
extension NITFBody {
  // MARK: - Media

  mutating func figure(_ figure: Figure, _ xml: inout XMLWriter) {
    guard let asset = media[figure.media] else {
      // Of a picture that is not there its caption is left.
      return element("p", figure.caption, &xml)
    }
    let isFirst = written.insert(asset.id).inserted
    writeMedia(asset, class: nil, &xml) { body, xml in
      if isFirst { body.metadata(of: asset, isCaptionApart: figure.caption.isVisible, &xml) }
    } captions: { body, xml in
      if figure.caption.isVisible {
        body.element("media-caption", figure.caption, &xml)
      } else {
        body.assetCaption(of: asset, &xml)
      }
    }
  }

  /// Writes an asset that no figure shows.
  mutating func attached(_ asset: Asset, _ xml: inout XMLWriter) {
    writeMedia(asset, class: NITFVocabulary.attached, &xml) { body, xml in
      body.metadata(of: asset, isCaptionApart: false, &xml)
    } captions: { body, xml in
      body.assetCaption(of: asset, &xml)
    }
  }

  private mutating func writeMedia(
    _ asset: Asset, class name: String?, _ xml: inout XMLWriter,
    metadata: (inout NITFBody, inout XMLWriter) -> Void,
    captions: (inout NITFBody, inout XMLWriter) -> Void
  ) {
    xml.open("media")
    xml.attribute("media-type", asset.nitfType)
    if let name { xml.attribute("class", name) }
    item(NITFVocabulary.mediaID, asset.id, &xml)
    metadata(&self, &xml)
    references(to: asset, &xml)
    captions(&self, &xml)
    if let credit = asset.credit, !credit.isEmpty { xml.element("media-producer", credit) }
    xml.close()
  }

  private func item(_ name: String, _ value: String, _ xml: inout XMLWriter) {
    xml.open("media-metadata")
    xml.attribute("name", name)
    xml.attribute("value", value)
    xml.close()
  }

  private func metadata(of asset: Asset, isCaptionApart: Bool, _ xml: inout XMLWriter) {
    if Asset.Kind(nitf: asset.nitfType) != asset.kind {
      item(NITFVocabulary.mediaKind, asset.kind?.rawValue ?? "", &xml)
    }
    if let position = positions[asset.id] {
      item(NITFVocabulary.mediaPosition, String(position), &xml)
    }
    if isCaptionApart, let caption = asset.caption, !caption.isEmpty {
      item(NITFVocabulary.mediaCaption, caption, &xml)
    }
  }

  private func assetCaption(of asset: Asset, _ xml: inout XMLWriter) {
    guard let caption = asset.caption, !caption.isEmpty else { return }
    xml.open("media-caption")
    xml.attribute("class", NITFVocabulary.assetCaption)
    xml.lines(caption)
    xml.close()
  }

  /// Writes a `media-reference` for each rendition; the schema wants at least one.
  private mutating func references(to asset: Asset, _ xml: inout XMLWriter) {
    var isFirst = true
    for rendition in asset.renditions {
      let href = address(rendition.href)
      guard href != nil || rendition.data != nil else { continue }
      reference(rendition, href, alternative: isFirst ? asset.altText : nil, &xml)
      isFirst = false
    }
    if isFirst { reference(Asset.Rendition(), nil, alternative: asset.altText, &xml) }
  }

  private mutating func address(_ href: String?) -> String? {
    guard let href, !href.utf8.allSatisfy({ $0 <= 0x20 }) else { return nil }
    guard let address = URIText.resource(href) else {
      badAddresses += 1
      return nil
    }
    return URIText.identifier(href) ?? address
  }

  private func reference(
    _ rendition: Asset.Rendition, _ href: String?, alternative: String?, _ xml: inout XMLWriter
  ) {
    xml.open("media-reference")
    if let href { xml.attribute("source", href) }
    if let role = rendition.role { xml.attribute("name", role) }
    if let type = rendition.mediaType { xml.attribute("mime-type", type) }
    if let duration = rendition.duration, duration.isFinite {
      xml.attribute("time", duration.description)
      xml.attribute("time-unit-of-measure", "seconds")
    }
    if let alternative { xml.attribute("alternate-text", alternative) }
    if let height = rendition.height, height >= 0 { xml.attribute("height", decimal: height) }
    if let width = rendition.width, width >= 0 { xml.attribute("width", decimal: width) }
    if let size = rendition.sizeInBytes, size >= 0 { xml.attribute("w:size", decimal: size) }
    xml.close()
    guard let data = rendition.data else { return }
    var encoded: [UInt8] = []
    Base64.encode(data, into: &encoded)
    xml.open("media-object")
    xml.attribute("encoding", "base64")
    xml.text(String(decoding: encoded, as: UTF8.self))
    xml.close()
  }

  // MARK: - Other platforms

  /// Writes a post as a quotation: its text and its pictures, then who, where, when and its address.
  mutating func embed(_ embed: Embed, _ xml: inout XMLWriter) {
    guard embed != Embed() else { return }
    xml.open("bq")
    xml.attribute("class", NITFVocabulary.joined(NITFVocabulary.embed, embed.provider))
    // What must not be followed is counted where the link is written.
    if let url = embed.url, AddressScheme.allows(url) { xml.attribute("quote-source", url) }
    xml.open("block")
    if let text = embed.text {
      xml.open("p")
      xml.lines(text)
      xml.close()
    }
    if !embed.media.isEmpty {
      xml.open("ul")
      for address in embed.media {
        xml.open("li")
        link(to: address, &xml)
        xml.close()
      }
      xml.close()
    }
    if let html = embed.html {
      xml.open("w:html")
      xml.text(html)
      xml.close()
    }
    xml.close()
    credit(of: embed, &xml)
    xml.close()
  }

  private mutating func credit(of embed: Embed, _ xml: inout XMLWriter) {
    let provider = embed.provider.flatMap { $0.isEmpty ? nil : $0 }
    let link = embed.url.flatMap { URIText.link($0) }
    if embed.url != nil, link == nil { removedLinks += 1 }
    guard embed.author != nil || provider != nil || embed.date != nil || link != nil else { return }
    xml.open("credit")
    let indents = xml.indents
    xml.indents = false
    var isFirst = true
    func part(_ write: (inout XMLWriter) -> Void) {
      if !isFirst { xml.text(" · ") }
      isFirst = false
      write(&xml)
    }
    if let author = embed.author { part { $0.element("person", author) } }
    if let provider { part { $0.text(provider) } }
    if let date = embed.date {
      part { xml in
        xml.open("chron")
        xml.attribute("norm", nitf: date)
        xml.text(date.text ?? date.description)
        xml.close()
      }
    }
    if let link { part { $0.nitfLink(link, link) } }
    xml.indents = indents
    xml.close()
  }

  /// Writes an address as a link to it, or as text where it cannot be trusted.
  private mutating func link(to address: String, _ xml: inout XMLWriter) {
    let indents = xml.indents
    xml.indents = false
    if let link = URIText.link(address) {
      xml.nitfLink(link, address)
    } else {
      removedLinks += 1
      xml.text(address)
    }
    xml.indents = indents
  }
}

extension XMLWriter {
  fileprivate mutating func nitfLink(_ href: String, _ text: String) {
    open("a")
    attribute("href", href)
    self.text(text)
    close()
  }
}

extension Asset {
  /// The `media-type`, from the list of the standard's documentation.
  fileprivate var nitfType: String {
    switch kind {
    case .picture, .graphic: return "image"
    case .video: return "video"
    case .audio: return "audio"
    case .document: return "text"
    case nil:
      let type = renditions.lazy.compactMap(\.mediaType).first ?? ""
      let main = type.prefix { $0 != "/" }
      switch main {
      case "image", "video", "audio", "text": return String(main)
      default: return "other"
      }
    }
  }
}

extension Asset.Kind {
  /// The kind of a `media-type`, `nil` where it tells none.
  init?(nitf type: String) {
    switch type {
    case "image", "photo", "picture": self = .picture
    case "graphic": self = .graphic
    case "video": self = .video
    case "audio": self = .audio
    default: return nil
    }
  }
}
