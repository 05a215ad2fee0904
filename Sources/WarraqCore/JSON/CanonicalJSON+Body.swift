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
      buffer.append("{\"type\":\"paragraph\"")
      append(content: content, to: &buffer)
    case .heading(let level, let content):
      buffer.append("{\"type\":\"heading\",\"level\":")
      buffer.append(decimal: level)
      append(content: content, to: &buffer)
    case .quote(let blocks, let attribution):
      buffer.append("{\"type\":\"quote\",\"blocks\":")
      append(blocks, to: &buffer)
      append(",\"attribution\":", attribution, to: &buffer)
    case .list(let list):
      buffer.append("{\"type\":\"list\"")
      if list.isOrdered { buffer.append(",\"ordered\":true") }
      if list.start != 1 {
        buffer.append(",\"start\":")
        buffer.append(decimal: list.start)
      }
      buffer.append(",\"items\":[")
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
      buffer.append("{\"type\":\"table\"")
      append(",\"caption\":", table.caption, to: &buffer)
      buffer.append(",\"rows\":[")
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
      buffer.append("{\"type\":\"figure\",\"media\":")
      buffer.append(json: figure.media)
      append(",\"caption\":", figure.caption, to: &buffer)
    case .embed(let embed):
      buffer.append("{\"type\":\"embed\"")
      append(",\"provider\":", embed.provider, to: &buffer)
      append(",\"url\":", embed.url, to: &buffer)
      append(",\"text\":", embed.text, to: &buffer)
      append(",\"author\":", embed.author, to: &buffer)
      if let date = embed.date {
        if date.isResolved {
          buffer.append(",\"date\":")
          append(date, to: &buffer)
        }
        if let details = DateDetails(date) {
          buffer.append(",\"dateDetails\":{\"date\":")
          append(details, to: &buffer)
          buffer.append(UInt8(ascii: "}"))
        }
      }
      if !embed.media.isEmpty {
        buffer.append(",\"media\":")
        append(embed.media, to: &buffer)
      }
      append(",\"html\":", embed.html, to: &buffer)
    case .preformatted(let text):
      buffer.append("{\"type\":\"preformatted\",\"text\":")
      buffer.append(json: text)
    case .divider: buffer.append("{\"type\":\"divider\"")
    case .aside(let blocks, let role):
      buffer.append("{\"type\":\"aside\"")
      append(",\"role\":", role, to: &buffer)
      buffer.append(",\"blocks\":")
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
      buffer.append("\"text\":")
      buffer.append(json: text)
    } else {
      buffer.append("\"blocks\":")
      append(cell.content, to: &buffer)
    }
    if cell.isHeader { buffer.append(",\"header\":true") }
    if cell.columnSpan != 1 {
      buffer.append(",\"columnSpan\":")
      buffer.append(decimal: cell.columnSpan)
    }
    if cell.rowSpan != 1 {
      buffer.append(",\"rowSpan\":")
      buffer.append(decimal: cell.rowSpan)
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
    _ name: StaticString, _ text: String?, to buffer: inout ByteBuffer
  ) {
    guard let text else { return }
    buffer.append(name)
    buffer.append(json: text)
  }

  private static func append(
    _ name: StaticString, _ inlines: [Inline], to buffer: inout ByteBuffer
  ) {
    guard !inlines.isEmpty else { return }
    buffer.append(name)
    if let text = plainText(of: inlines) {
      buffer.append(json: text)
    } else {
      append(inlines, to: &buffer)
    }
  }

  /// Appends the member `text` or `content`, nothing when there is no content.
  private static func append(content: [Inline], to buffer: inout ByteBuffer) {
    if let text = plainText(of: content) {
      buffer.append(",\"text\":")
      buffer.append(json: text)
    } else if !content.isEmpty {
      buffer.append(",\"content\":")
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
      buffer.append("{\"type\":\"emphasis\"")
      append(content: content, to: &buffer)
    case .strong(let content):
      buffer.append("{\"type\":\"strong\"")
      append(content: content, to: &buffer)
    case .link(let content, let href, let title):
      buffer.append("{\"type\":\"link\",\"href\":")
      buffer.append(json: href)
      append(",\"title\":", title, to: &buffer)
      append(content: content, to: &buffer)
    case .code(let text):
      buffer.append("{\"type\":\"code\",\"text\":")
      buffer.append(json: text)
    case .lineBreak: buffer.append("{\"type\":\"lineBreak\"")
    case .superscript(let content):
      buffer.append("{\"type\":\"superscript\"")
      append(content: content, to: &buffer)
    case .subscript(let content):
      buffer.append("{\"type\":\"subscript\"")
      append(content: content, to: &buffer)
    case .deletion(let content):
      buffer.append("{\"type\":\"deletion\"")
      append(content: content, to: &buffer)
    case .insertion(let content):
      buffer.append("{\"type\":\"insertion\"")
      append(content: content, to: &buffer)
    case .span(let content, let language, let direction):
      buffer.append("{\"type\":\"span\"")
      append(",\"language\":", language, to: &buffer)
      append(",\"direction\":", direction?.rawValue, to: &buffer)
      append(content: content, to: &buffer)
    case .footnoteReference(let id):
      buffer.append("{\"type\":\"footnoteReference\",\"id\":")
      buffer.append(json: id)
    }
    buffer.append(UInt8(ascii: "}"))
  }
}
