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

  fileprivate mutating func line(_ name: String, _ value: String? = nil) {
    text += String(repeating: "  ", count: depth) + name
    if let value { text += " " + Self.quoted(value) }
    text += "\n"
  }

  fileprivate mutating func field(_ name: String, _ value: String?) {
    if let value { line(name, value) }
  }

  fileprivate mutating func nested(
    _ name: String, _ value: String? = nil, _ add: (inout Tree) -> Void
  ) {
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
    article.visit(TreeRows(), into: &self)
    depth -= 1
  }

  fileprivate mutating func add(_ name: String, _ date: NewsDate?) {
    guard let date else { return }
    nested(name, date.isResolved ? date.description : nil) { tree in
      tree.line("precision \(date.precision)")
      if let offset = date.offsetMinutes { tree.line("offset \(offset) minutes") }
      tree.field("text", date.text)
    }
  }

  fileprivate mutating func add(_ name: String, _ person: Contributor) {
    nested(name, person.name) { tree in
      tree.field("role", person.role)
      tree.field("jobTitle", person.jobTitle)
      tree.field("organization", person.organization)
      for identifier in person.identifiers { tree.line("identifier", identifier) }
    }
  }

  fileprivate mutating func add(_ name: String, _ party: Party?) {
    guard let party else { return }
    nested(name, party.name) { $0.field("iri", party.iri) }
  }

  fileprivate mutating func add(_ name: String, _ concept: Concept) {
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

  fileprivate mutating func add(_ asset: Asset) {
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

  fileprivate mutating func add(_ item: RelatedItem) {
    nested("related \(item.relation)") { tree in
      tree.field("label", item.label)
      tree.field("title", item.title)
      tree.field("url", item.url)
      tree.field("id", item.id)
      if let article = item.article { tree.add(article) }
    }
  }

  fileprivate mutating func add(_ block: Block) {
    switch block {
    case .paragraph(let content): add("paragraph", content)
    case .heading(let level, let content): add("heading \(level)", content)
    case .quote(let blocks, let attribution):
      nested("quote") { tree in
        for block in blocks { tree.add(block) }
        if !attribution.isEmpty { tree.add("attribution", attribution) }
      }
    case .list(let list):
      let order = list.isReversed ? "list ordered down from" : "list ordered from"
      let numbering = list.numbering == .decimal ? "" : " in \(list.numbering.rawValue)"
      nested(list.isOrdered ? "\(order) \(list.start)\(numbering)" : "list") { tree in
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
    case .footnote(let id, let blocks):
      nested("footnote", id) { tree in for block in blocks { tree.add(block) } }
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
    case .footnoteReference(let id): line("footnoteReference", id)
    }
  }

  fileprivate static func text(of value: ExtraValue) -> String {
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

/// The lines of an article's fields.
private struct TreeRows: FieldVisitor {
  /// The head of the tree has it.
  func visit(_ field: Article.Field, _ value: String, into tree: inout Tree) {}

  func visit(_ field: Article.Field, _ value: Int, into tree: inout Tree) {
    if value != 1 { tree.line("\(field) \(value)") }
  }

  func visit(_ field: Article.Field, _ value: String?, into tree: inout Tree) {
    tree.field("\(field)", value)
  }

  func visit(_ field: Article.Field, _ value: Int?, into tree: inout Tree) {
    if let value { tree.line("\(field) \(value)") }
  }

  func visit(_ field: Article.Field, _ value: TextDirection?, into tree: inout Tree) {
    if let value { tree.line("\(field) \(value.rawValue)") }
  }

  func visit(_ field: Article.Field, _ value: PublicationStatus?, into tree: inout Tree) {
    if let value { tree.line("\(field) \(value.rawValue)") }
  }

  func visit(_ field: Article.Field, _ value: NewsDate?, into tree: inout Tree) {
    tree.add("\(field)", value)
  }

  func visit(_ field: Article.Field, _ value: Party?, into tree: inout Tree) {
    tree.add("\(field)", value)
  }

  func visit(_ field: Article.Field, _ value: [RoleText], into tree: inout Tree) {
    for text in value { tree.line("\(Self.singular(field)) \(text.role):", text.text) }
  }

  func visit(_ field: Article.Field, _ value: [Contributor], into tree: inout Tree) {
    for person in value { tree.add(Self.singular(field), person) }
  }

  func visit(_ field: Article.Field, _ value: [Concept], into tree: inout Tree) {
    for concept in value { tree.add(Self.singular(field), concept) }
  }

  func visit(_ field: Article.Field, _ value: [Block], into tree: inout Tree) {
    guard !value.isEmpty else { return }
    tree.nested("\(field)") { tree in for block in value { tree.add(block) } }
  }

  func visit(_ field: Article.Field, _ value: [Keyword], into tree: inout Tree) {
    for keyword in value {
      let confidence = keyword.confidence.map { " (confidence \($0))" } ?? ""
      tree.line(Self.singular(field), keyword.text + confidence)
    }
  }

  func visit(_ field: Article.Field, _ value: [Source], into tree: inout Tree) {
    for source in value {
      tree.nested(Self.singular(field), source.name) { tree in
        tree.field("role", source.role)
        tree.field("url", source.url)
        tree.field("iri", source.iri)
      }
    }
  }

  func visit(_ field: Article.Field, _ value: [Asset], into tree: inout Tree) {
    for asset in value { tree.add(asset) }
  }

  func visit(_ field: Article.Field, _ value: [RelatedItem], into tree: inout Tree) {
    for item in value { tree.add(item) }
  }

  func visit(_ field: Article.Field, _ value: [ExtraMember], into tree: inout Tree) {
    for member in value { tree.line("\(field) \(member.name):", Tree.text(of: member.value)) }
  }

  func visit(_ field: Article.Field, _ value: InputPlace?, into tree: inout Tree) {
    guard let value else { return }
    tree.line("\(field) \(value.name):", "record \(value.record), byte \(value.byteOffset)")
  }

  /// The values that it is made from say it.
  func visit(derived field: Article.Field, of article: Article, into tree: inout Tree) {}

  /// The name of one element of a list.
  private static func singular(_ field: Article.Field) -> String {
    let name = "\(field)"
    if name.hasSuffix("ies") { return name.dropLast(3) + "y" }
    return name.hasSuffix("s") ? String(name.dropLast()) : name
  }
}
