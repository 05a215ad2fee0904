internal import WarraqMarkup

/// Pictures, films, and what the story is linked with.
extension NewsMLG2ItemReader {
  // MARK: - Media

  func rendition(
    _ element: XMLTree.Element
  ) -> (kind: Asset.Kind, rendition: Asset.Rendition)? {
    guard let href = element["href"] ?? element["residref"] else { return nil }
    let type = element["contenttype"]
    func number(_ name: StaticString) -> Int? { element.attribute(name) { Int($0) } }
    let rendition = Asset.Rendition(
      href: href, mediaType: type, role: role(element, "rendition", "renditionuri"),
      width: number("width"), height: number("height"), sizeInBytes: number("size"),
      duration: element.attribute("duration") { Double($0) })
    return (NewsMLG2.kind(ofContent: type, nature: nature, at: href), rendition)
  }

  /// Adds renditions as one asset for each kind: a film and its still are two things.
  mutating func addAssets(
    _ renditions: [(kind: Asset.Kind, rendition: Asset.Rendition)]
  ) {
    for (kind, rendition) in renditions {
      if let index = article.media.firstIndex(where: { $0.kind == kind }) {
        article.media[index].renditions.append(rendition)
      } else {
        article.media.append(
          Asset(id: "media-\(article.media.count + 1)", kind: kind, renditions: [rendition]))
      }
    }
  }

  /// Gives the item's caption to the picture that the item is.
  mutating func attachCaptions() {
    guard !captions.isEmpty else { return }
    let caption = captions.joined(separator: "\n")
    if article.media.isEmpty {
      article.summaries.append(RoleText(role: "caption", text: caption))
    } else {
      article.media[0].caption = article.media[0].caption ?? caption
    }
  }

  // MARK: - Links

  /// Reads a link of `itemMeta`: to a picture of the story, or to another story.
  mutating func readLink(_ link: XMLTree.Element) {
    let relation = role(link, "rel", "reluri")
    if let asset = asset(link, relation) {
      article.media.append(asset)
      return
    }
    let title = link.first("title")?.nonEmptyText ?? link.first("headline")?.nonEmptyText
    var item = RelatedItem(
      relation: relation ?? "seeAlso", title: title, url: link["href"],
      id: link["residref"] ?? link["guidref"])
    for note in link.children where note.isNamed("description") && role(note) == "label" {
      item.label = note.nonEmptyText
    }
    guard item.title != nil || item.url != nil || item.id != nil else { return }
    article.related.append(item)
  }

  private func asset(_ link: XMLTree.Element, _ relation: String?) -> Asset? {
    guard relation == "dependsOn" else { return nil }
    let nature = link.first("itemClass").flatMap { flexible($0, asWord: true) }
    let kind = nature.flatMap { NewsMLG2.kind(ofMedia: $0) }
    var asset = Asset(id: "media-\(article.media.count + 1)", kind: kind)
    for child in link.children {
      switch child.name {
      case "remoteContent":
        if let rendition = rendition(child)?.rendition { asset.renditions.append(rendition) }
      case "altId": if role(child) == "media" { asset.id = child.text }
      case "description":
        switch role(child) {
        case "alternative-text": asset.altText = child.nonEmptyText
        case let role:
          guard asset.caption == nil else { continue }
          asset.caption = child.nonEmptyText
          if role != nil, role != "caption" { child.refuse("role") }
        }
      case "creditline": asset.credit = child.nonEmptyText
      default: break
      }
    }
    if asset.renditions.isEmpty, kind != nil || link["contenttype"] != nil, link["href"] != nil,
      let rendition = rendition(link)?.rendition
    {
      asset.renditions.append(rendition)
    }
    return asset.renditions.isEmpty ? nil : asset
  }

  /// Reads a group of what a package packs; what it is within the package is how it is related
  /// where this writer says so.
  mutating func readGroup(_ group: XMLTree.Element) {
    let relation = group["roleuri"].flatMap {
      $0.hasPrefix(NewsMLG2.relations) ? Self.word($0) : nil
    }
    for child in group.children where child.isNamed("itemRef") {
      readReference(child, relation: relation ?? NewsMLG2.packagedRelation)
    }
  }

  /// Reads a reference to an item of a package, which is a related story.
  mutating func readReference(_ reference: XMLTree.Element, relation: String) {
    let title =
      reference.first("title")?.nonEmptyText ?? reference.first("headline")?.nonEmptyText
    var item = RelatedItem(
      relation: relation, title: title, url: reference["href"],
      id: reference["residref"] ?? reference["guidref"])
    for note in reference.children where note.isNamed("description") && role(note) == "label" {
      item.label = note.nonEmptyText
    }
    if item.title != nil || item.url != nil || item.id != nil { article.related.append(item) }
  }

  // MARK: - Figures

  /// Makes figures of the body refer to the pictures that `itemMeta` describes, where they are the
  /// same.
  mutating func settleFigures() {
    guard !bodyMedia.isEmpty, article.media.count > 1 else { return }
    var places: [String: Int] = [:]
    var known: [String: String] = [:]
    var kept: [Asset] = []
    for asset in article.media {
      let hrefs = asset.renditions.compactMap(\.href)
      if bodyMedia.contains(asset.id), hrefs.count == 1, let place = places[hrefs[0]] {
        known[asset.id] = kept[place].id
        continue
      }
      for href in hrefs where places[href] == nil { places[href] = kept.count }
      kept.append(asset)
    }
    guard !known.isEmpty else { return }
    article.media = kept
    let media = AssetIndex(kept)
    article.body = article.body.mapBlocks { block in
      guard case .figure(var figure) = block, let id = known[figure.media] else { return [block] }
      figure.media = id
      if let asset = media[id] {
        let printed = [asset.caption, asset.credit].compactMap { $0 }.joined(separator: " ")
        if figure.caption.plainText == printed { figure.caption = [] }
      }
      return [.figure(figure)]
    }
  }
}
