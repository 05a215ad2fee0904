internal import WarraqMarkup

/// Pictures, films and sounds of a story.
extension NewsML1StoryReader {
  /// Reads a picture, film or sound with its renditions and its caption.
  mutating func addAsset(_ component: NewsML1Component) {
    let number = article.media.count + 1
    var asset = Asset(id: component.element["Duid"] ?? "media-\(number)")
    collect(component, role: nil, into: &asset)
    guard !asset.renditions.isEmpty else { return }
    if article.media.contains(where: { $0.id == asset.id }) { asset.id += "-\(number)" }
    article.media.append(asset)
  }

  private func collect(
    _ component: NewsML1Component, role: String?, into asset: inout Asset
  ) {
    let lines = component.element.first("NewsLines")
    asset.altText = asset.altText ?? lines?.first("HeadLine")?.nonEmptyText
    let credit = lines?.first("CreditLine") ?? lines?.first("ByLine")
    asset.credit = asset.credit ?? credit?.nonEmptyText
    if !component.isMedia {
      let caption = component.texts.compactMap { $0.textData?.nonEmptyText }.joined(separator: "\n")
      if component.role == "credit" {
        asset.credit = asset.credit ?? (caption.isEmpty ? nil : caption)
      } else if !caption.isEmpty {
        asset.caption.join(caption, by: "\n")
      }
    }
    for content in component.element.children where content.isNamed("ContentItem") {
      guard let kind = content.mediaKind, let rendition = rendition(content, role) else { continue }
      asset.kind = asset.kind ?? kind
      asset.renditions.append(rendition)
    }
    for part in component.parts {
      let name = part.element.formalName("Role")
      collect(part, role: name ?? role, into: &asset)
    }
  }

  private func rendition(_ content: XMLTree.Element, _ role: String?) -> Asset.Rendition? {
    var rendition = Asset.Rendition(
      href: content["Href"].flatMap { $0.isBlank ? nil : $0 },
      mediaType: content.formalName("MimeType"), role: role)
    let characteristics = content.first("Characteristics")
    rendition.sizeInBytes = characteristics?.first("SizeInBytes")?.nonEmptyText.flatMap { Int($0) }
    for property in characteristics?.children.filter({ $0.isNamed("Property") }) ?? [] {
      let value = property["Value"] ?? ""
      switch property["FormalName"]?.lowercased() {
      case "width", "pixelwidth": rendition.width = Int(value)
      case "height", "pixelheight": rendition.height = Int(value)
      case "duration", "totalduration": rendition.duration = Double(value)
      default: break
      }
    }
    if let encoding = content.first("Encoding"),
      encoding["Notation"]?.lowercased().contains("base64") == true
    {
      var text = Array(encoding.rawText.utf8)
      text.removeAll { $0 <= 0x20 }
      rendition.data = text.withUnsafeBufferPointer { Base64.decode($0) }
    }
    return rendition.href == nil && rendition.data == nil ? nil : rendition
  }
}
