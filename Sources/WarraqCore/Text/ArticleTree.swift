public import WarraqModel

/// An article as an indented tree for people to read: what `inspect` prints and what the expected
/// results of reader tests hold.
///
/// A line for each value that is set, in the order of the model; nothing is left out or shortened.
public enum ArticleTree {
  /// The tree, ending in a line feed.
  public static func text(of article: Article) -> String {
    var tree = Tree()
    tree.add(article)
    return tree.text
  }
}

private struct Tree {
  var text = ""
  private var depth = 0

  private mutating func line(_ name: String, _ value: String? = nil) {
    text += String(repeating: "  ", count: depth) + name
    if let value { text += " " + Self.quoted(value) }
    text += "\n"
  }

  private mutating func field(_ name: String, _ value: String?) {
    if let value { line(name, value) }
  }

  private mutating func nested(_ name: String, _ value: String? = nil, _ add: (inout Tree) -> Void)
  {
    line(name, value)
    depth += 1
    add(&self)
    depth -= 1
  }

  /// The text with what would break the line or hide itself written as an escape.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\\": result += "\\\\"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{200E}"..."\u{200F}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}", "\u{61C}", "\u{2028}"..."\u{2029}":
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  mutating func add(_ article: Article) {
    line("article", article.id)
    depth += 1
    for other in article.alternateIDs { line("alternateID \(other.role):", other.text) }
    if article.version != 1 { line("version \(article.version)") }
    field("url", article.url)
    field("language", article.language)
    if let direction = article.direction { line("direction \(direction.rawValue)") }
    field("headline", article.headline)
    for title in article.titles { line("title \(title.role):", title.text) }
    field("slugline", article.slugline)
    field("section", article.section)
    for person in article.creators { add("creator", person) }
    for person in article.contributors { add("contributor", person) }
    field("byline", article.byline)
    field("dateline", article.dateline)
    for place in article.located { add("located", place) }
    add("created", article.created)
    add("published", article.published)
    add("modified", article.modified)
    add("embargoed", article.embargoed)
    add("expires", article.expires)
    for summary in article.summaries { line("summary \(summary.role):", summary.text) }
    for note in article.editorialNotes { line("editorialNote \(note.role):", note.text) }
    if !article.body.isEmpty {
      nested("body") { tree in for block in article.body { tree.add(block) } }
    }
    for keyword in article.keywords {
      line(
        "keyword", keyword.text + (keyword.confidence.map { " (confidence \($0))" } ?? ""))
    }
    for subject in article.subjects { add("subject", subject) }
    for genre in article.genres { add("genre", genre) }
    if let urgency = article.urgency { line("urgency \(urgency)") }
    if let status = article.status { line("status \(status.rawValue)") }
    add("provider", article.provider)
    for source in article.sources {
      nested("source", source.name) { tree in
        tree.field("role", source.role)
        tree.field("url", source.url)
        tree.field("iri", source.iri)
      }
    }
    field("creditLine", article.creditLine)
    add("copyrightHolder", article.copyrightHolder)
    field("copyrightNotice", article.copyrightNotice)
    field("usageTerms", article.usageTerms)
    field("dataMining", article.dataMining)
    field("digitalSourceType", article.digitalSourceType)
    for asset in article.media { add(asset) }
    for item in article.related { add(item) }
    for member in article.extra { line("extra \(member.name):", Self.text(of: member.value)) }
    depth -= 1
  }

  private mutating func add(_ name: String, _ date: NewsDate?) {
    guard let date else { return }
    nested(name, date.isResolved ? date.description : nil) { tree in
      tree.line("precision \(date.precision)")
      if let offset = date.offsetMinutes { tree.line("offset \(offset) minutes") }
      tree.field("text", date.text)
    }
  }

  private mutating func add(_ name: String, _ person: Contributor) {
    nested(name, person.name) { tree in
      tree.field("role", person.role)
      tree.field("jobTitle", person.jobTitle)
      tree.field("organization", person.organization)
      for identifier in person.identifiers { tree.line("identifier", identifier) }
    }
  }

  private mutating func add(_ name: String, _ party: Party?) {
    guard let party else { return }
    nested(name, party.name) { $0.field("iri", party.iri) }
  }

  private mutating func add(_ name: String, _ concept: Concept) {
    nested(name + (concept.kind.map { " \($0.rawValue)" } ?? "")) { tree in
      for name in concept.names {
        tree.line("name" + (name.language.map { " \($0):" } ?? ""), name.text)
      }
      tree.field("scheme", concept.scheme)
      tree.field("code", concept.code)
      tree.field("iri", concept.iri)
      if let rank = concept.rank { tree.line("rank \(rank)") }
      if let confidence = concept.confidence { tree.line("confidence \(confidence)") }
    }
  }

  private mutating func add(_ asset: Asset) {
    nested("media" + (asset.kind.map { " \($0.rawValue)" } ?? ""), asset.id) { tree in
      tree.field("caption", asset.caption)
      tree.field("altText", asset.altText)
      tree.field("credit", asset.credit)
      for rendition in asset.renditions {
        tree.nested("rendition", rendition.href) { tree in
          tree.field("mediaType", rendition.mediaType)
          tree.field("role", rendition.role)
          if let width = rendition.width { tree.line("width \(width)") }
          if let height = rendition.height { tree.line("height \(height)") }
          if let size = rendition.sizeInBytes { tree.line("sizeInBytes \(size)") }
          if let duration = rendition.duration { tree.line("duration \(duration)") }
          if let data = rendition.data { tree.line("data of \(data.count) bytes") }
        }
      }
    }
  }

  private mutating func add(_ item: RelatedItem) {
    nested("related \(item.relation)") { tree in
      tree.field("label", item.label)
      tree.field("title", item.title)
      tree.field("url", item.url)
      tree.field("id", item.id)
      if let article = item.article { tree.add(article) }
    }
  }

  private mutating func add(_ block: Block) {
    switch block {
    case .paragraph(let content): add("paragraph", content)
    case .heading(let level, let content): add("heading \(level)", content)
    case .quote(let blocks, let attribution):
      nested("quote") { tree in
        for block in blocks { tree.add(block) }
        if !attribution.isEmpty { tree.add("attribution", attribution) }
      }
    case .list(let list):
      nested(list.isOrdered ? "list ordered from \(list.start)" : "list") { tree in
        for item in list.items {
          tree.nested("item") { tree in for block in item { tree.add(block) } }
        }
      }
    case .table(let table):
      nested("table") { tree in
        if !table.caption.isEmpty { tree.add("caption", table.caption) }
        for row in table.rows { tree.add(row) }
      }
    case .figure(let figure):
      nested("figure", figure.media) { tree in
        if !figure.caption.isEmpty { tree.add("caption", figure.caption) }
      }
    case .embed(let embed):
      nested("embed", embed.provider) { tree in
        tree.field("url", embed.url)
        tree.field("text", embed.text)
        tree.field("author", embed.author)
        tree.add("date", embed.date)
        for link in embed.media { tree.line("media", link) }
        tree.field("html", embed.html)
      }
    case .preformatted(let text): line("preformatted", text)
    case .divider: line("divider")
    case .aside(let blocks, let role):
      nested("aside", role) { tree in for block in blocks { tree.add(block) } }
    }
  }

  private mutating func add(_ row: [Table.Cell]) {
    nested("row") { tree in
      for cell in row {
        var name = cell.isHeader ? "header" : "cell"
        if cell.columnSpan != 1 { name += " columns \(cell.columnSpan)" }
        if cell.rowSpan != 1 { name += " rows \(cell.rowSpan)" }
        tree.nested(name) { tree in for block in cell.content { tree.add(block) } }
      }
    }
  }

  /// Inlines on one line when they are text alone, else a line each.
  private mutating func add(_ name: String, _ inlines: [Inline]) {
    if inlines.count == 1, case .text(let text) = inlines[0] { return line(name, text) }
    nested(name) { tree in for inline in inlines { tree.add(inline) } }
  }

  private mutating func add(_ inline: Inline) {
    switch inline {
    case .text(let text): line("text", text)
    case .emphasis(let content): add("emphasis", content)
    case .strong(let content): add("strong", content)
    case .link(let content, let href, let title):
      add("link " + Self.quoted(href) + (title.map { " (\(Self.quoted($0)))" } ?? ""), content)
    case .code(let text): line("code", text)
    case .lineBreak: line("lineBreak")
    case .superscript(let content): add("superscript", content)
    case .subscript(let content): add("subscript", content)
    case .deletion(let content): add("deletion", content)
    case .insertion(let content): add("insertion", content)
    case .span(let content, let language, let direction):
      let marks = [language, direction?.rawValue].compactMap { $0 }.joined(separator: " ")
      add("span " + marks, content)
    }
  }

  private static func text(of value: ExtraValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): "\"\(text)\""
    case .array(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\"\($0.name)\": \(text(of: $0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
