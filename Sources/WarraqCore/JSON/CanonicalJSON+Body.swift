internal import WarraqModel

// Blocks and inlines as JSON values.
extension CanonicalJSON {
  static func append(_ blocks: [Block], to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "["))
    for block in blocks {
      buffer.separateJSON()
      append(block, to: &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  private static func append(_ block: Block, to buffer: inout ByteBuffer) {
    switch block {
    case .paragraph(let content):
      buffer.append(jsonType: "paragraph")
      append(content: content, to: &buffer)
    case .heading(let level, let content):
      buffer.append(jsonType: "heading")
      buffer.append(jsonName: "level", level)
      append(content: content, to: &buffer)
    case .quote(let blocks, let attribution):
      buffer.append(jsonType: "quote")
      buffer.append(jsonName: "blocks")
      append(blocks, to: &buffer)
      append("attribution", attribution, to: &buffer)
    case .list(let list):
      buffer.append(jsonType: "list")
      if list.isOrdered { buffer.append(jsonName: "ordered", true) }
      if list.start != 1 {
        buffer.append(jsonName: "start", list.start)
      }
      if list.isReversed { buffer.append(jsonName: "reversed", true) }
      if list.numbering != .decimal {
        buffer.append(jsonName: "numbering")
        buffer.append(json: list.numbering.rawValue)
      }
      buffer.append(jsonName: "items")
      buffer.append(UInt8(ascii: "["))
      for item in list.items {
        buffer.separateJSON()
        if let text = plainText(of: item) {
          buffer.append(json: text)
        } else {
          append(item, to: &buffer)
        }
      }
      buffer.append(UInt8(ascii: "]"))
    case .table(let table):
      buffer.append(jsonType: "table")
      append("caption", table.caption, to: &buffer)
      buffer.append(jsonName: "rows")
      buffer.append(UInt8(ascii: "["))
      for row in table.rows {
        buffer.separateJSON()
        buffer.append(UInt8(ascii: "["))
        for cell in row {
          buffer.separateJSON()
          append(cell, to: &buffer)
        }
        buffer.append(UInt8(ascii: "]"))
      }
      buffer.append(UInt8(ascii: "]"))
    case .figure(let figure):
      buffer.append(jsonType: "figure")
      buffer.append(jsonName: "media", figure.media)
      append("caption", figure.caption, to: &buffer)
    case .embed(let embed):
      buffer.append(jsonType: "embed")
      buffer.append(jsonName: "provider", embed.provider)
      buffer.append(jsonName: "url", embed.url)
      buffer.append(jsonName: "text", embed.text)
      buffer.append(jsonName: "author", embed.author)
      if let date = embed.date {
        if date.isResolved {
          buffer.append(jsonName: "date")
          append(date, to: &buffer)
        }
        if let details = DateDetails(date) {
          buffer.append(jsonName: "dateDetails")
          buffer.append(UInt8(ascii: "{"))
          buffer.append(jsonName: "date")
          append(details, to: &buffer)
          buffer.append(UInt8(ascii: "}"))
        }
      }
      if !embed.media.isEmpty {
        buffer.append(jsonName: "media")
        append(embed.media, to: &buffer)
      }
      buffer.append(jsonName: "html", embed.html)
    case .preformatted(let text):
      buffer.append(jsonType: "preformatted")
      buffer.append(jsonName: "text", text)
    case .divider: buffer.append(jsonType: "divider")
    case .aside(let blocks, let role):
      buffer.append(jsonType: "aside")
      buffer.append(jsonName: "role", role)
      buffer.append(jsonName: "blocks")
      append(blocks, to: &buffer)
    case .footnote(let id, let blocks):
      buffer.append("{\"type\":\"footnote\",\"id\":")
      buffer.append(json: id)
      buffer.append(",\"blocks\":")
      append(blocks, to: &buffer)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private static func append(_ cell: Table.Cell, to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "{"))
    if let text = plainText(of: cell.content) {
      buffer.append(jsonName: "text", text)
    } else {
      buffer.append(jsonName: "blocks")
      append(cell.content, to: &buffer)
    }
    if cell.isHeader { buffer.append(jsonName: "header", true) }
    if cell.columnSpan != 1 {
      buffer.append(jsonName: "columnSpan", cell.columnSpan)
    }
    if cell.rowSpan != 1 {
      buffer.append(jsonName: "rowSpan", cell.rowSpan)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  /// The text of blocks that are one paragraph of plain text.
  private static func plainText(of blocks: [Block]) -> String? {
    guard blocks.count == 1, case .paragraph(let content) = blocks[0] else { return nil }
    return plainText(of: content)
  }

  /// The text of inlines that are one run of plain text.
  private static func plainText(of content: [Inline]) -> String? {
    guard content.count == 1, case .text(let text) = content[0] else { return nil }
    return text
  }

  private static func append(
    _ name: StaticString, _ inlines: [Inline], to buffer: inout ByteBuffer
  ) {
    guard !inlines.isEmpty else { return }
    buffer.append(jsonName: name)
    if let text = plainText(of: inlines) {
      buffer.append(json: text)
    } else {
      append(inlines, to: &buffer)
    }
  }

  /// Appends the member `text` or `content`, nothing when there is no content.
  private static func append(content: [Inline], to buffer: inout ByteBuffer) {
    if let text = plainText(of: content) {
      buffer.append(jsonName: "text", text)
    } else if !content.isEmpty {
      buffer.append(jsonName: "content")
      append(content, to: &buffer)
    }
  }

  private static func append(_ inlines: [Inline], to buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "["))
    for inline in inlines {
      buffer.separateJSON()
      append(inline, to: &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  private static func append(_ inline: Inline, to buffer: inout ByteBuffer) {
    switch inline {
    case .text(let text): return buffer.append(json: text)
    case .emphasis(let content):
      buffer.append(jsonType: "emphasis")
      append(content: content, to: &buffer)
    case .strong(let content):
      buffer.append(jsonType: "strong")
      append(content: content, to: &buffer)
    case .link(let content, let href, let title):
      buffer.append(jsonType: "link")
      buffer.append(jsonName: "href", href)
      buffer.append(jsonName: "title", title)
      append(content: content, to: &buffer)
    case .code(let text):
      buffer.append(jsonType: "code")
      buffer.append(jsonName: "text", text)
    case .lineBreak: buffer.append(jsonType: "lineBreak")
    case .superscript(let content):
      buffer.append(jsonType: "superscript")
      append(content: content, to: &buffer)
    case .subscript(let content):
      buffer.append(jsonType: "subscript")
      append(content: content, to: &buffer)
    case .deletion(let content):
      buffer.append(jsonType: "deletion")
      append(content: content, to: &buffer)
    case .insertion(let content):
      buffer.append(jsonType: "insertion")
      append(content: content, to: &buffer)
    case .span(let content, let language, let direction):
      buffer.append(jsonType: "span")
      buffer.append(jsonName: "language", language)
      buffer.append(jsonName: "direction", direction?.rawValue)
      append(content: content, to: &buffer)
    case .footnoteReference(let id):
      buffer.append("{\"type\":\"footnoteReference\",\"id\":")
      buffer.append(json: id)
    }
    buffer.append(UInt8(ascii: "}"))
  }
}
