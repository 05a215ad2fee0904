import WarraqModel

/// All the text of a body, how deep it nests, and what no body should have.
struct Survey: BodyVisitor {
  var text = ""
  var deepest = 0
  var faults: [String] = []
  var references: Set<String> = []
  private var depth = 0

  init(_ blocks: [Block]) { walk(blocks) }

  private mutating func go(_ inlines: [Inline], in block: String) {
    if inlines.isEmpty { faults.append("empty \(block)") }
    for (a, b) in zip(inlines, inlines.dropFirst()) {
      if case .text = a, case .text = b { faults.append("adjacent text") }
    }
    if inlines.first == .lineBreak || inlines.last == .lineBreak { faults.append("loose break") }
    if case .text(let first)? = inlines.first, first.first == " " { faults.append("space first") }
    if case .text(let last)? = inlines.last, last.last == " " { faults.append("space last") }
  }

  mutating func enter(_ block: Block) -> Bool {
    depth += 1
    deepest = max(deepest, depth)
    text += " "
    switch block {
    case .paragraph(let content): go(content, in: "paragraph")
    case .heading(_, let content): go(content, in: "heading")
    case .quote(let blocks, _): if blocks.isEmpty { faults.append("empty quote") }
    case .list(let list):
      if list.items.isEmpty || list.items.contains([]) { faults.append("empty list") }
    case .table(let table): if table.rows.isEmpty { faults.append("empty table") }
    case .figure(let figure): references.insert(figure.media)
    case .embed(let embed):
      text += [embed.text, embed.author, embed.date?.text].compactMap { $0 }.joined(separator: " ")
      text += embed.media.map { " " + $0 }.joined()
    case .preformatted(let content):
      if content.isEmpty { faults.append("empty preformatted") }
      text += content
    case .divider: break
    case .aside(let blocks, _), .footnote(_, let blocks):
      if blocks.isEmpty { faults.append("empty aside") }
    }
    return true
  }

  mutating func leave(_ block: Block) {
    depth -= 1
    text += " "
  }

  mutating func enter(_ inline: Inline) -> Bool {
    depth += 1
    deepest = max(deepest, depth)
    switch inline {
    case .text(let run), .code(let run):
      if run.isEmpty { faults.append("empty run") }
      text += run
    case .lineBreak: text += " "
    case .footnoteReference: break
    case .emphasis(let content), .strong(let content), .link(let content, _, _),
      .superscript(let content), .subscript(let content), .deletion(let content),
      .insertion(let content), .span(let content, _, _):
      if content.isEmpty { faults.append("empty markup") }
    }
    return true
  }

  mutating func leave(_ inline: Inline) { depth -= 1 }
}
