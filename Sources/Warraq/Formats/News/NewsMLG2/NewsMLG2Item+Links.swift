internal import WarraqMarkup

/// Pictures, films and other stories.
extension NewsMLG2Item {
  // MARK: - Media

  private typealias Rendition = Story.AssetView.RenditionView

  /// Writes a link for each picture or film, with its renditions inside.
  mutating func writeMediaLinks(_ xml: inout XMLWriter) {
    for asset in story.media {
      let renditions = renditions(of: asset)
      guard let best = renditions.first else { continue }
      xml.open("link")
      dialect.write(code: "irel:dependsOn", as: "rel", or: "reluri", to: &xml)
      xml.attribute("href", best.href)
      if let type = best.rendition.mediaType { xml.attribute("contenttype", type) }
      if let kind = asset.kind {
        if let nature = NewsMLG2.nature(of: kind) {
          dialect.write("itemClass", nature, to: &xml)
        } else {
          xml.open("itemClass")
          xml.attribute("uri", NewsMLG2.roles + kind.rawValue)
          xml.close()
        }
      }
      if !asset.id.isBlank {
        xml.open("altId")
        xml.role("media")
        xml.text(asset.id, whiteSpace: .asSpaces)
        xml.close()
      }
      dialect.block("description", asset.caption, role: "drol:caption", to: &xml)
      xml.block("description", asset.altText, role: "alternative-text")
      xml.optionalElement("creditline", asset.credit, whiteSpace: .asSpaces)
      for (rendition, href) in renditions { write(rendition, href, &xml) }
      xml.close()
    }
  }

  /// Writes the picture or film that the item is: forms of one content.
  mutating func writeRenditions(_ xml: inout XMLWriter) {
    let renditions = story.media.flatMap { self.renditions(of: $0) }
    guard !renditions.isEmpty else { return }
    xml.open("contentSet")
    for (rendition, href) in renditions { write(rendition, href, &xml) }
    xml.close()
  }

  private mutating func renditions(
    of asset: Story.AssetView
  ) -> [(rendition: Rendition, href: Text)] {
    var renditions: [(rendition: Rendition, href: Text)] = []
    for rendition in asset.renditions {
      guard let address = rendition.href, !address.isBlank else { continue }
      guard let href = story.resource(of: address) else {
        badAddresses += 1
        continue
      }
      // A path beside the story is not an IRI that a property of the standard may hold as it is.
      renditions.append((rendition, story.iri(of: address) ?? href))
    }
    return renditions
  }

  private func write(_ rendition: Rendition, _ href: Text, _ xml: inout XMLWriter) {
    xml.open("remoteContent")
    xml.attribute("href", href)
    if let type = rendition.mediaType { xml.attribute("contenttype", type) }
    if let role = rendition.role, !role.isBlank {
      if NewsMLG2.renditions.contains(role) {
        dialect.write("rnd:\(role)", as: "rendition", or: "renditionuri", to: &xml)
      } else {
        xml.attribute("renditionuri", NewsMLG2.roles + URIText.segment(role))
      }
    }
    if let size = rendition.sizeInBytes, size >= 0 { xml.attribute("size", decimal: size) }
    if let width = rendition.width, width >= 0 { xml.attribute("width", decimal: width) }
    if let height = rendition.height, height >= 0 { xml.attribute("height", decimal: height) }
    if let duration = rendition.duration, duration.isFinite {
      xml.attribute("duration", duration.description)
    }
    xml.close()
  }

  // MARK: - Other stories

  /// Writes a link for each story that this one has to do with.
  mutating func writeLinks(_ xml: inout XMLWriter) {
    for item in story.related {
      xml.open("link")
      if item.relation == "seeAlso" {
        dialect.write(code: "irel:seeAlso", as: "rel", or: "reluri", to: &xml)
      } else {
        xml.attribute("reluri", NewsMLG2.relations + URIText.segment(item.relation))
      }
      writeTarget(item, &xml)
      xml.optionalElement("title", item.displayTitle)
      xml.block("description", item.label, role: "label")
      xml.close()
    }
  }

  /// Writes the groups of a package: one group for each run of stories that are related alike, all
  /// of them in a first one where there are several.
  mutating func writeGroups(idPrefix: String, _ xml: inout XMLWriter) {
    var runs: [Range<Int>] = []
    for index in story.related.indices {
      if let last = runs.last,
        story.related[last.lowerBound].relation == story.related[index].relation
      {
        runs[runs.count - 1] = last.lowerBound..<(index + 1)
      } else {
        runs.append(index..<(index + 1))
      }
    }
    xml.open("groupSet")
    xml.attribute("root", "\(idPrefix)-1")
    if runs.count > 1 {
      openGroup("\(idPrefix)-1", NewsMLG2.packagedRelation, &xml)
      for index in runs.indices {
        xml.open("groupRef")
        xml.attribute("idref", "\(idPrefix)-\(index + 2)")
        xml.close()
      }
      xml.close()
    }
    for (index, run) in runs.enumerated() {
      let number = runs.count > 1 ? index + 2 : 1
      openGroup("\(idPrefix)-\(number)", story.related[run.lowerBound].relation, &xml)
      for item in story.related[run] { writeReference(to: item, &xml) }
      xml.close()
    }
    xml.close()
  }

  private func openGroup(_ id: String, _ relation: String, _ xml: inout XMLWriter) {
    xml.open("group")
    xml.attribute("id", id)
    xml.attribute("roleuri", NewsMLG2.relations + URIText.segment(relation))
    dialect.write(code: "pgrmod:seq", as: "mode", or: "modeuri", to: &xml)
  }

  /// Writes a reference to a packed story, with the properties that tell what it is.
  private mutating func writeReference(to item: Story.RelatedView, _ xml: inout XMLWriter) {
    xml.open("itemRef")
    writeTarget(item, &xml)
    // What has an identifier and no address is an item, not a page.
    if item.article != nil || item.id != nil && item.url == nil {
      xml.attribute("contenttype", "application/vnd.iptc.g2.newsitem+xml")
    }
    if let story = item.article {
      let nature = story.nature.flatMap { NewsMLG2.isSimpleNature($0) ? $0 : nil }
      dialect.write("itemClass", "ninat:\(nature ?? "text")", to: &xml)
    }
    xml.optionalElement("title", item.displayTitle)
    xml.block("description", item.label, role: "label")
    xml.close()
  }

  private mutating func writeTarget(_ item: Story.RelatedView, _ xml: inout XMLWriter) {
    if let href = link(item.address) { xml.attribute("href", href) }
    if let id = item.identifier, !id.isBlank {
      xml.attribute("residref", story.iri(of: id) ?? id, whiteSpace: .asSpaces)
    }
    if let version = item.article?.version, version > 1 {
      xml.attribute("version", decimal: version)
    }
  }
}

extension StoryView {
  /// The nature of the item that the story was read from, where it is no text.
  var nature: String? { extraValue("itemClass")?.text }
}
