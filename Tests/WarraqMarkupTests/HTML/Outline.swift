import WarraqModel

/// Blocks in one line, for comparing: `p[a *b*] ul[li[p[c]]]`.
func outline(_ blocks: [Block]) -> String {
  blocks.map { block in
    switch block {
    case .paragraph(let content): "p[\(outline(content))]"
    case .heading(let level, let content): "h\(level)[\(outline(content))]"
    case .quote(let blocks, let attribution):
      "quote[\(outline(blocks))\(attribution.isEmpty ? "" : " by:\(outline(attribution))")]"
    case .list(let list):
      "\(list.isOrdered ? "ol" : "ul")\(list.start == 1 ? "" : "\(list.start)")"
        + (list.isReversed ? "↓" : "")
        + (list.numbering == .decimal ? "" : "(\(list.numbering.rawValue))")
        + "[\(list.items.map(outline).joined(separator: " | "))]"
    case .table(let table):
      "table[\(table.caption.isEmpty ? "" : "caption:\(outline(table.caption)) ")"
        + table.rows.map { row in
          row.map { cell in
            (cell.isHeader ? "!" : "") + (cell.columnSpan > 1 ? "c\(cell.columnSpan)" : "")
              + (cell.rowSpan > 1 ? "r\(cell.rowSpan)" : "") + outline(cell.content)
          }.joined(separator: " | ")
        }.joined(separator: " / ") + "]"
    case .figure(let figure):
      "figure[\(figure.media)\(figure.caption.isEmpty ? "" : ": \(outline(figure.caption))")]"
    case .embed(let embed): "embed[\(embed.provider ?? "?") \(embed.url ?? "-")]"
    case .preformatted(let text): "pre[\(text)]"
    case .divider: "hr"
    case .aside(let blocks, _): "aside[\(outline(blocks))]"
    case .footnote(let id, let blocks): "fn(\(id))[\(outline(blocks))]"
    }
  }.joined(separator: " ")
}

func outline(_ inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline {
    case .text(let text): text
    case .emphasis(let content): "/\(outline(content))/"
    case .strong(let content): "*\(outline(content))*"
    case .link(let content, let href, let title):
      "<\(outline(content))|\(href)\(title.map { "|\($0)" } ?? "")>"
    case .code(let text): "`\(text)`"
    case .lineBreak: "⏎"
    case .superscript(let content): "^\(outline(content))^"
    case .subscript(let content): "_\(outline(content))_"
    case .deletion(let content): "[-\(outline(content))-]"
    case .insertion(let content): "[+\(outline(content))+]"
    case .footnoteReference(let id): "[^\(id)]"
    case .span(let content, let language, let direction):
      "{\(language ?? "")\(direction.map { ":\($0.rawValue)" } ?? "") \(outline(content))}"
    }
  }.joined(separator: "")
}
