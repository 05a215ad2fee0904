internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// What the article is about.
extension PageMetadataReader {
  // MARK: Tags

  private static let tagPaths = """
    /tag/ /tags/ /topic/ /topics/ /thema/ /themen/ /schlagwort/ /stichwort/ /etiqueta/ /etiquetas/ \
    /tema/ /temas/ /keyword/ /keywords/ /noticias-de/ /label/ /mot/ /sujet/ ?tag= &tag= ?keyword= \
    &keyword= /وسم/
    """.split(separator: " ").map(String.init)

  func tags() -> PageMetadata.Stated<[String]>? {
    func list(_ values: [String], _ evidence: String) -> PageMetadata.Stated<[String]>? {
      var result: [String] = []
      for value in values.map(\.cleanedText) where !value.isEmpty && !value.hasPrefix("http") {
        if !result.contains(value) { result.append(value) }
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
    for place in nodes.indices where nodes[place].name == .a && !isFrame[place] {
      guard let href = attribute(.href, of: place) else { continue }
      let rel = (attribute(.rel, of: place) ?? "").lowercased().split(separator: " ")
      let isTag = rel.contains("tag") && !rel.contains("category")
      var isNamed = false
      var up = place
      for _ in 0..<4 where up > 0 {
        if names[up].contains(.tags) { isNamed = true }
        up = max(0, Int(nodes[up].parent))
      }
      let path = href.lowercased()
      let leadsToTag =
        Self.tagPaths.contains { path.contains($0) }
        || path.contains("%d9%88%d8%b3%d9%85")
      if !isTag, !isNamed, isInRunningText(place) { continue }
      guard
        isTag || leadsToTag && isNamed || isNamed && path.contains("tag")
          || leadsToTag && !isCompany[place]
      else { continue }
      if isTag, !isNamed,
        ["/category/", "/kategorie/", "/rubrik/", "/ressort/"].contains(where: path.contains)
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
      if nodes[group].name == .li || nodes[group].name == .span || childCount(group) == 1 {
        group = max(0, Int(nodes[group].parent))
      }
      if nodes[group].name == .li { group = max(0, Int(nodes[group].parent)) }
      if groups[group] == nil { order.append(group) }
      let weight = (isTag ? 2.0 : 0) + (isNamed ? 1 : 0) + (leadsToTag ? 1 : 0)
      var entry = groups[group] ?? Group(isCompany: isCompany[place])
      entry.tags.append((text, weight))
      groups[group] = entry
    }
    var best: (score: Double, count: Int, tags: [String])?
    for group in order {
      guard let group = groups[group] else { continue }
      let mean = group.tags.reduce(0) { $0 + $1.weight } / Double(group.tags.count)
      let score = mean - (group.isCompany ? 2 : 0) - (group.tags.count > 25 ? 3 : 0)
      let isBetter = best.map { score != $0.score ? score > $0.score : group.tags.count > $0.count }
      if isBetter ?? true { best = (score, group.tags.count, group.tags.map(\.text)) }
    }
    return best?.tags ?? []
  }

  private func childCount(_ node: Int) -> Int {
    var count = 0
    var child = node + 1
    while child < Int(page.nodes[node].end) {
      count += 1
      child = Int(page.nodes[child].end)
    }
    return count
  }

  private func isInRunningText(_ place: Int) -> Bool {
    let block = Int(page.nodes[place].block)
    guard page.nodes[block].name == .p else { return false }
    var plain = 0.0
    for text in page.blocks
    where Int(text.node) == block || Int(page.nodes[Int(text.node)].parent) == block {
      plain += text.characters - text.linkCharacters
    }
    return plain > 60
  }
}
