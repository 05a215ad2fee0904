import Warraq

/// How often each character that is no space occurs.
struct Inventory: Equatable, CustomStringConvertible {
  private(set) var counts: [Unicode.Scalar: Int] = [:]

  init(_ text: String) { add(text) }

  /// What an article that was read from a dump has kept of it.
  ///
  /// The byline stands for the creators and the raw list for the keywords split from it; labels,
  /// the joints of lists and the scheme put before a link are not in it.
  init(of article: Article) { add(article) }

  var count: Int { counts.values.reduce(0, +) }

  func adding(_ text: String) -> Inventory {
    var copy = self
    copy.add(text)
    return copy
  }

  func adding(_ other: Inventory) -> Inventory {
    var copy = self
    copy.counts.merge(other.counts, uniquingKeysWith: +)
    return copy
  }

  mutating func add(_ text: String) {
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      counts[scalar, default: 0] += 1
    }
  }

  private mutating func add(_ article: Article) {
    add(article.headline ?? "")
    add(article.dateline ?? "")
    add(article.byline ?? "")
    add(article.section ?? "")
    add(article.url ?? "")
    for id in article.alternateIDs { add(id.text) }
    for date in [article.published, article.modified].compactMap({ $0 }) { add(date) }
    for block in article.body { add(block) }
    for source in article.sources { add(source.name) }
    for keyword in article.keywords { add(keyword.text) }
    for member in article.extra where member.name != "keywordsRaw" { add(member.value) }
    var labels: Set<String> = []
    for item in article.related {
      if let label = item.label, labels.insert(label).inserted || item.article != nil {
        add(label)
      }
      add(item.title ?? "")
      if let article = item.article { add(article) }
    }
  }

  private mutating func add(_ date: NewsDate) { add(date.text ?? date.description) }

  private mutating func add(_ value: ExtraValue) {
    switch value {
    case .string(let text): add(text)
    case .array(let values): for value in values { add(value) }
    case .null, .boolean, .number, .object: break
    }
  }

  private mutating func add(_ block: Block) {
    switch block {
    case .paragraph(let content): add(content.plainText)
    case .aside(let blocks, _): for block in blocks { add(block) }
    case .embed(let embed):
      add(embed.text ?? "")
      for link in embed.media { add(String(link.dropFirst("https://".count))) }
      if let author = embed.author { add("—" + author) }
      if let date = embed.date { add(date) }
    case .divider: add("***")
    default: break
    }
  }

  var description: String {
    counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { "\($0.key)×\($0.value)" }
      .joined(separator: " ")
  }

  /// What this one has more than another.
  func excess(over other: Inventory) -> [Unicode.Scalar: Int] {
    counts.filter { $0.value > other.counts[$0.key, default: 0] }
  }
}
