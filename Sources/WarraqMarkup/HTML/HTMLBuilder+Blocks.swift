package import WarraqModel

/// What becomes of a block when it is closed.
extension HTMLBuilder {
  /// Adds what a closed block means to the block around it.
  ///
  /// - Parameters:
  ///   - frame: the block.
  ///   - blocks: what it gathered.
  ///   - isShown: whether it is part of the page.
  mutating func close(_ frame: Frame, _ blocks: [Block], isShown: Bool) {
    switch frame.kind {
    case .flow, .paragraph, .heading, .preformatted, .row: break
    case .rowGroup: if !tables.isEmpty { tables[tables.count - 1].isInHead = false }
    case .quote: closeQuote(blocks)
    case .attribution:
      var (content, others) = blocks.inlines
      // HTML marks the name of a source with `cite`; that is no stress.
      if dialect.isHTML, content.count == 1, case .emphasis(let inner) = content[0] {
        content = inner
      }
      if dialect.isHTML { content = content.withoutDash }
      if !quotes.isEmpty {
        join(content, to: &quotes[quotes.count - 1].attribution)
        output[output.count - 1] += others
      } else {
        output[output.count - 1] += blocks
      }
    case .list: closeList(blocks)
    case .item:
      let blocks = note(frame, blocks)
      if !lists.isEmpty, !blocks.isEmpty { closeItem(frame, blocks) }
    case .table: closeTable(strays: blocks)
    case .cell:
      guard isShown, let last = tables.indices.last, let row = tables[last].rows.indices.last
      else { return }
      tables[last].rows[row].append(
        Table.Cell(
          note(frame, blocks), isHeader: frame.isHeader, columnSpan: frame.columnSpan,
          rowSpan: frame.rowSpan))
    case .caption:
      let (content, others) = blocks.inlines
      if !tables.isEmpty { join(content, to: &tables[tables.count - 1].caption) }
      output[output.count - 1] += others
    case .figure: closeFigure(blocks)
    case .figureCaption:
      let (content, others) = blocks.inlines
      if !figureCaptions.isEmpty {
        join(content, to: &figureCaptions[figureCaptions.count - 1])
      }
      output[output.count - 1] += others
    case .aside: if !blocks.isEmpty { add(.aside(blocks, role: frame.role)) }
    case .note: for block in note(frame, blocks) { add(block) }
    }
  }

  private func join(_ content: [Inline], to target: inout [Inline]) {
    if !target.isEmpty, !content.isEmpty { target.append(.lineBreak) }
    target += content
  }

  // MARK: Quotations

  private mutating func closeQuote(_ blocks: [Block]) {
    guard var state = quotes.popLast() else { return }
    var blocks = blocks
    if let provider = state.provider {
      if !state.attribution.isEmpty { blocks.append(.paragraph(state.attribution)) }
      let post = HTMLEmbed(blocks, provider: provider, address: state.address)
      if let embed = post.embed { add(.embed(embed.keeping(markup(from: state.start)))) }
      output[output.count - 1] += post.others
      return
    }
    if let index = state.citation, index == blocks.count - 1, index > 0,
      case .paragraph(let content) = blocks[index]
    {
      blocks.removeLast()
      var attribution = content
      if content.count == 1, case .emphasis(let inner) = content[0] { attribution = inner }
      if dialect.isHTML { attribution = attribution.withoutDash }
      let footer = state.attribution
      state.attribution = attribution
      join(footer, to: &state.attribution)
    }
    if blocks.isEmpty {
      if !state.attribution.isEmpty { add(.paragraph(state.attribution)) }
    } else {
      add(.quote(blocks, attribution: state.attribution))
    }
  }

  /// The source from `start` to the end of the tag that is being read, `nil` when it is longer
  /// than the code of any platform.
  func markup(from start: Int) -> String? {
    guard let source, start < position.upperBound, position.upperBound - start <= 64 << 10 else {
      return nil
    }
    return String(
      decoding: UnsafeBufferPointer(rebasing: source[start..<position.upperBound]), as: UTF8.self)
  }

  // MARK: Tables

  private mutating func closeTable(strays: [Block]) {
    guard let state = tables.popLast() else { return }
    // Text between cells stands before the table, as browsers show it.
    output[output.count - 1] += strays
    let rows = state.rows.filter { !$0.isEmpty }
    let cells = rows.joined()
    let isData = !state.caption.isEmpty || cells.contains { $0.isHeader }
    // Tables for layout are a vice of pages.
    let isLayout =
      state.isForLayout
      || dialect.isHTML && !isData && (state.holdsTable || rows.allSatisfy { $0.count == 1 })
    if isLayout || cells.allSatisfy({ $0.content.isEmpty }) {
      if !state.caption.isEmpty { add(.paragraph(state.caption)) }
      for cell in cells { output[output.count - 1] += cell.content }
    } else {
      add(.table(Table(caption: state.caption, rows: rows)))
    }
  }

  // MARK: Figures

  private mutating func closeFigure(_ blocks: [Block]) {
    guard let caption = figureCaptions.popLast() else { return }
    var blocks = blocks
    if !caption.isEmpty, !give(caption, to: &blocks) { blocks.append(.paragraph(caption)) }
    output[output.count - 1] += blocks
  }

  /// Gives a caption to the one block it can belong to; returns whether there was one.
  private func give(_ caption: [Inline], to blocks: inout [Block]) -> Bool {
    let figures = blocks.indices.filter { if case .figure = blocks[$0] { true } else { false } }
    if figures.count == 1, case .figure(var figure) = blocks[figures[0]], figure.caption.isEmpty {
      figure.caption = caption
      blocks[figures[0]] = .figure(figure)
      return true
    }
    guard blocks.count == 1 else { return false }
    switch blocks[0] {
    case .table(var table) where table.caption.isEmpty:
      table.caption = caption
      blocks[0] = .table(table)
    case .quote(let content, attribution: let attribution) where attribution.isEmpty:
      blocks[0] = .quote(content, attribution: caption)
    case .paragraph, .heading, .quote, .list, .table, .figure, .embed, .preformatted, .divider,
      .aside, .footnote:
      return false
    }
    return true
  }

  // MARK: Preformatted text

  mutating func addPreformatted(_ bytes: [UInt8]) {
    // 13.1.2.5: a line feed right after the start tag is not content. Space at the end is not seen.
    let start = bytes.first == 0x0A ? 1 : 0
    guard let last = bytes.lastIndex(where: { !$0.isHTMLSpace }), last >= start else { return }
    add(.preformatted(String(decoding: bytes[start...last], as: UTF8.self)))
  }
}

extension [Inline] {
  /// The name of a source without the dash that pages print before it, as our writers do.
  fileprivate var withoutDash: [Inline] {
    guard case .text(let text)? = first, let dash = text.unicodeScalars.first,
      dash == "\u{2014}" || dash == "\u{2013}" || dash == "\u{2015}"
    else { return self }
    let rest = text.unicodeScalars.dropFirst().drop { $0 == " " || $0 == "\u{A0}" }
    return rest.isEmpty ? Array(dropFirst()) : [.text(String(rest))] + dropFirst()
  }
}

extension [Block] {
  /// The text of the blocks as one run of inlines with line breaks, and the blocks that are none.
  package var inlines: (content: [Inline], others: [Block]) {
    var content: [Inline] = []
    var others: [Block] = []
    func add(_ line: [Inline]) {
      guard !line.isEmpty else { return }
      if !content.isEmpty { content.append(.lineBreak) }
      content += line
    }
    func add(_ blocks: [Block]) {
      let (inner, rest) = blocks.inlines
      add(inner)
      others += rest
    }
    for block in self {
      switch block {
      case .paragraph(let line), .heading(_, let line): add(line)
      case .quote(let blocks, let attribution):
        add(blocks)
        add(attribution)
      case .list(let list): for item in list.items { add(item) }
      case .table(let table):
        add(table.caption)
        for cell in table.rows.joined() { add(cell.content) }
      case .aside(let blocks, _): add(blocks)
      case .footnote: others.append(block)
      case .preformatted(let text): add([.code(text)])
      case .figure, .embed: others.append(block)
      case .divider: break
      }
    }
    return (content, others)
  }
}
