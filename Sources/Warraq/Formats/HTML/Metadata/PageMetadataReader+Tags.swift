internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// What the article is about.
extension PageMetadataReader {
  // MARK: Tags

  /// Parts of addresses that lead to all stories with a tag, and names of parameters that do.
  private static let tagPaths: Set<[UInt8]> = Set(
    """
    tag tags topic topics thema themen schlagwort stichwort etiqueta etiquetas tema temas keyword \
    keywords noticias-de label mot sujet وسم %d9%88%d8%b3%d9%85
    """.split(separator: " ").map { Array($0.utf8) })
  private static let tagParameters: Set<[UInt8]> = [Array("tag".utf8), Array("keyword".utf8)]
  private static let longestTagPath = 24

  /// Whether an address in small letters leads to all stories with a tag.
  private static func leadsToTag(_ path: [UInt8]) -> Bool {
    var start = path.startIndex
    while let mark = path[start...].firstIndex(where: { $0 == 0x2F || $0 == 0x3F || $0 == 0x26 }) {
      start = mark + 1
      let end: UInt8 = path[mark] == 0x2F ? 0x2F : 0x3D
      let part = path[start...].prefix { $0 != end && $0 != 0x2F && $0 != 0x3F && $0 != 0x26 }
      guard part.endIndex < path.endIndex, path[part.endIndex] == end,
        3...longestTagPath ~= part.count
      else { continue }
      if (end == 0x2F ? tagPaths : tagParameters).contains(Array(part)) { return true }
    }
    return false
  }

  private static let categoryPaths = ["/category/", "/kategorie/", "/rubrik/", "/ressort/"]

  func tags() -> PageMetadata.Stated<[String]>? {
    func list(_ values: [String], _ evidence: String) -> PageMetadata.Stated<[String]>? {
      var result: [String] = []
      var known: Set<String> = []
      for value in values.map(\.cleanedText) where !value.isEmpty && !value.hasPrefix("http") {
        if known.insert(value).inserted { result.append(value) }
      }
      return result.isEmpty ? nil : PageMetadata.Stated(value: result, evidence: evidence)
    }
    if let linked = list(linkedTags(), "links") { return linked }
    if let values = metas["article:tag"],
      let stated = list(
        values.count == 1 ? KeywordText.keywords(in: values[0]) : values, "article:tag")
    {
      return stated
    }
    if let keywords = article?["keywords"] {
      let values: [String] =
        switch keywords {
        case .string(let text): KeywordText.keywords(in: text)
        default: data.names(keywords)
        }
      if let stated = list(values, "json-ld") { return stated }
    }
    for name in ["news_keywords", "keywords", "parsely-tags", "sailthru.tags"] {
      if let value = metas[name]?.first,
        let stated = list(KeywordText.keywords(in: value), name)
      {
        return stated
      }
    }
    return nil
  }

  private func linkedTags() -> [String] {
    struct Group {
      var tags: [(text: String, weight: Double)] = []
      var isCompany = false
    }
    var groups: [Int: Group] = [:]
    var order: [Int] = []
    let nodes = page.nodes
    let plainCharacters = plainCharacters()
    for place in nodes.indices where nodes[place].name == .a && !isFrame[place] {
      guard let href = page.value(.href, of: place) else { continue }
      var isTag = false
      if let rel = attribute(.rel, of: place)?.lowercased().split(separator: " ") {
        isTag = rel.contains("tag") && !rel.contains("category")
      }
      var isNamed = false
      var up = place
      for _ in 0..<4 where up > 0 {
        if names[up].contains(.tags) { isNamed = true }
        up = max(0, Int(nodes[up].parent))
      }
      let path = href.map(\.lowercased)
      let leadsToTag = Self.leadsToTag(path)
      guard
        isTag || leadsToTag && isNamed || isNamed && path.holds(ArraySlice("tag".utf8))
          || leadsToTag && !isCompany[place]
      else { continue }
      let element = Int(nodes[place].block)
      if !isTag, !isNamed, nodes[element].name == .p, plainCharacters[element] > 60 { continue }
      if isTag, !isNamed,
        Self.categoryPaths.contains(where: { path.holds(ArraySlice($0.utf8)) })
      {
        continue
      }
      var text = page.text(of: place)
      guard !text.isEmpty, text.count <= 60 else { continue }
      if text.hasPrefix("#") { text = text.replacing("_", with: " ") }
      text = String(text.drop { $0 == "#" || $0 == " " })
      while let last = text.last, last == "," || last == " " { text.removeLast() }
      guard !text.isEmpty else { continue }
      var group = max(0, Int(nodes[place].parent))
      if nodes[group].name == .li || nodes[group].name == .span || hasOneChild(group) {
        group = max(0, Int(nodes[group].parent))
      }
      if nodes[group].name == .li { group = max(0, Int(nodes[group].parent)) }
      if groups[group] == nil { order.append(group) }
      let weight = (isTag ? 2.0 : 0) + (isNamed ? 1 : 0) + (leadsToTag ? 1 : 0)
      groups[group, default: Group(isCompany: isCompany[place])].tags.append((text, weight))
    }
    var best: (score: Double, count: Int, tags: [String])?
    for group in order {
      // A hundred of them are the index of a site.
      guard let group = groups[group], group.tags.count <= 100 else { continue }
      let mean = group.tags.reduce(0) { $0 + $1.weight } / Double(group.tags.count)
      let score = mean - (group.isCompany ? 2 : 0) - (group.tags.count > 25 ? 3 : 0)
      let isBetter = best.map { score != $0.score ? score > $0.score : group.tags.count > $0.count }
      if isBetter ?? true { best = (score, group.tags.count, group.tags.map(\.text)) }
    }
    return best?.tags ?? []
  }

  private func hasOneChild(_ node: Int) -> Bool {
    let end = page.nodes[node].end
    return node + 1 < Int(end) && page.nodes[node + 1].end == end
  }

  /// How many characters that are no links stand in each element, or in those in it.
  private func plainCharacters() -> [Double] {
    var plain = Array(repeating: 0.0, count: page.nodes.count)
    for block in page.blocks {
      let characters = block.characters - block.linkCharacters
      plain[Int(block.node)] += characters
      let parent = Int(page.nodes[Int(block.node)].parent)
      if parent >= 0 { plain[parent] += characters }
    }
    return plain
  }
}
