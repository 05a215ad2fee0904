public import WarraqModel

extension Article {
  /// The body as Markdown: CommonMark 0.31.2 with GitHub's pipe tables, strikethrough and footnotes.
  ///
  /// Plain text stays plain: whatever Markdown would read as markup is escaped. "Read more" residue
  /// is left out, as in `plainText`. What Markdown cannot say is written as its text: spans lose
  /// their language, asides become quotations, cells lose their blocks. Superscripts, subscripts,
  /// insertions and emphasis that no delimiter run can express are written as HTML tags, which CommonMark
  /// allows ([section 6.6](https://spec.commonmark.org/0.31.2/#raw-html)). Links to scripts, data and
  /// files keep only their text.
  public var markdown: String {
    var buffer = ByteBuffer()
    buffer.append(markdown: body, media: media)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension ByteBuffer {
  /// Appends a body as Markdown, without a line break at the end; see `Article.markdown`.
  ///
  /// - Parameter media: the assets that figures of the body refer to.
  /// - Returns: how many links and pictures kept only their text, because their address has a scheme
  ///   that may not be followed.
  @discardableResult
  package mutating func append(markdown body: [Block], media: [Asset]) -> Int {
    var renderer = MarkdownRenderer(output: consume self, media: media)
    renderer.blocks(body)
    self = renderer.output
    return renderer.refusedLinks
  }
}

/// Writes blocks as CommonMark lines behind the prefixes of the quotations and lists they are in.
struct MarkdownRenderer {
  var output: ByteBuffer
  private let media: AssetIndex
  /// What every further line starts with.
  private var prefix: [UInt8] = []
  private var gap = Gap.none
  private var line = MarkdownLine()
  var refusedLinks: Int { line.refusedLinks }

  /// What has to stand before the next block.
  private enum Gap {
    case none
    case newLine
    case emptyLine
  }

  /// Neither list marker can be read as part of `___`, nor it as an underline of a heading.
  private static let divider: StaticString = "___"
  /// Cells beyond it do not span: a hostile table costs no more than a wide one.
  private static let maximumColumns = 200

  init(output: ByteBuffer, media: [Asset]) {
    self.output = output
    self.media = AssetIndex(media)
  }

  mutating func blocks(_ blocks: [Block]) {
    // Two lists of the same marker would be read as one.
    var usesOtherMarker = false
    var previous: Bool?
    for block in blocks {
      if case .list(let list) = block {
        usesOtherMarker = previous == list.isOrdered && !usesOtherMarker
        previous = list.isOrdered
        self.list(list, usesOtherMarker: usesOtherMarker)
      } else {
        previous = nil
        self.block(block)
      }
    }
  }

  private mutating func block(_ block: Block) {
    switch block {
    case .paragraph(let content): paragraph(content)
    case .heading(let level, let content): heading(level, content)
    case .quote(let blocks, let attribution): quote(blocks, attribution: attribution)
    case .list(let list): self.list(list, usesOtherMarker: false)
    case .table(let table): self.table(table)
    case .figure(let figure): self.figure(figure)
    case .embed(let embed): self.embed(embed)
    case .preformatted(let text): preformatted(text)
    case .divider:
      open()
      output.append(Self.divider)
      gap = .emptyLine
    case .aside(_, role: AsideRole.readMore): break
    case .aside(let blocks, _): quote(blocks, attribution: [])
    case .footnote(let id, let blocks): footnote(id, blocks)
    }
  }

  // MARK: Leaves

  private mutating func paragraph(_ content: [Inline]) {
    line.start(inCell: false)
    line.append(content, following: nil)
    flushParagraph()
  }

  private mutating func heading(_ level: Int, _ content: [Inline]) {
    line.start(inCell: false)
    line.append(content, following: nil)
    let text = line.joined(hardBreak: "<br>")
    guard !text.isEmpty else { return }
    open()
    for _ in 0..<min(max(level, 1), 6) { output.append(UInt8(ascii: "#")) }
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: text)
    // A run of # at the end would be taken for the closing sequence.
    if text.last == UInt8(ascii: "#") {
      output.bytes.insert(UInt8(ascii: "\\"), at: output.count - 1)
    } else if text.last == UInt8(ascii: "}"), let brace = text.lastIndex(of: UInt8(ascii: "{")) {
      // In pandoc's Markdown these are attributes of the heading.
      output.bytes.insert(
        UInt8(ascii: "\\"), at: output.count - text.distance(from: brace, to: text.endIndex))
    }
    gap = .emptyLine
  }

  private mutating func preformatted(_ text: String) {
    open()
    let fence = [UInt8](
      repeating: UInt8(ascii: "`"), count: max(3, MarkdownLine.longestBacktickRun(text) + 1))
    output.append(contentsOf: fence)
    newLine()
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\r") || previous != UInt8(ascii: "\r") { newLine() }
      } else {
        output.append(byte)
      }
      previous = byte
    }
    if previous != UInt8(ascii: "\n"), previous != UInt8(ascii: "\r") { newLine() }
    output.append(contentsOf: fence)
    gap = .emptyLine
  }

  private mutating func figure(_ figure: Figure) {
    let asset = media[figure.media]
    let caption = figure.caption.isEmpty ? asset?.caption.map { [.text($0)] } ?? [] : figure.caption
    if let asset, let href = asset.renditions.lazy.compactMap(\.href).first {
      line.start(inCell: false)
      let label = asset.altText ?? caption.plainText
      switch asset.kind {
      case .picture, .graphic, nil: line.appendImage(label, href: href)
      case .video, .audio, .document:
        line.append([.link([.text(label.isEmpty ? href : label)], href: href)], following: nil)
      }
      flushParagraph()
    }
    paragraph(caption)
  }

  private mutating func embed(_ embed: Embed) {
    let links = ([embed.url].compactMap(\.self) + embed.media).map { href -> Inline in
      .link([.text(href)], href: href)
    }
    let text = embed.text ?? ""
    guard !text.isEmpty else { return paragraph(Array(links.joined(by: .lineBreak))) }
    var content: [Inline] = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { .text(String($0)) }.joined(by: .lineBreak)
    if let author = embed.author { content += [.lineBreak, .text("— " + author)] }
    for link in links { content += [.lineBreak, link] }
    quote([.paragraph(content)], attribution: [])
  }

  // MARK: Containers

  private mutating func quote(_ blocks: [Block], attribution: [Inline]) {
    let start = output.count
    let gapBefore = gap
    open()
    output.append("> ")
    let contentStart = output.count
    prefix += [UInt8(ascii: ">"), UInt8(ascii: " ")]
    gap = .none
    self.blocks(blocks)
    if !attribution.isEmpty { paragraph([.text("— ")] + attribution) }
    prefix.removeLast(2)
    if output.count == contentStart {
      output.truncate(to: start)
      gap = gapBefore
    } else {
      gap = .emptyLine
    }
  }

  /// Writes a note as GitHub reads it: what belongs to it is indented by four spaces.
  private mutating func footnote(_ id: String, _ blocks: [Block]) {
    let start = output.count
    let gapBefore = gap
    open()
    output.append("[^")
    output.append(contentsOf: MarkdownLine.label(ofFootnote: id))
    output.append("]: ")
    let contentStart = output.count
    let indent = [UInt8](repeating: UInt8(ascii: " "), count: 4)
    prefix += indent
    gap = .none
    self.blocks(blocks)
    prefix.removeLast(indent.count)
    if output.count == contentStart {
      output.truncate(to: start)
      gap = gapBefore
    } else {
      gap = .emptyLine
    }
  }

  private mutating func list(_ list: ListBlock, usesOtherMarker: Bool) {
    let isTight = Self.isTight(list)
    let numbers = [list.number(ofItem: 0), list.number(ofItem: max(list.items.count - 1, 0))]
    // CommonMark reads no number with a sign: such numbers are words.
    let saysNumbers = list.isOrdered && numbers.contains { $0 < 0 }
    for (index, item) in list.items.enumerated() {
      // Numbers that do not count up begin lists of their own.
      let usesOtherMarker = usesOtherMarker != (list.isReversed && index % 2 == 1)
      if index > 0, isTight { gap = .newLine }
      open()
      let start = output.count
      if saysNumbers {
        output.append(UInt8(ascii: "+"))
      } else if list.isOrdered {
        // CommonMark reads no number of more than nine digits.
        output.append(decimal: min(list.number(ofItem: index), 999_999_999))
        output.append(usesOtherMarker ? UInt8(ascii: ")") : UInt8(ascii: "."))
      } else {
        output.append(usesOtherMarker ? UInt8(ascii: "*") : UInt8(ascii: "-"))
      }
      output.append(UInt8(ascii: " "))
      let width = output.count - start
      if saysNumbers {
        let number = list.number(ofItem: index)
        output.append(number < 0 ? "-" : "")
        output.append(decimal: Int(clamping: number.magnitude))
        // Without a sign it would be the number of a list.
        output.append(number < 0 ? ". " : "\\. ")
      }
      let contentStart = output.count
      prefix += [UInt8](repeating: UInt8(ascii: " "), count: width)
      gap = .none
      blocks(item)
      prefix.removeLast(width)
      if output.count == contentStart { output.truncate(to: contentStart - 1) }
      gap = .emptyLine
    }
  }

  /// Whether the items can stand on lines that follow each other: each is a paragraph, or a
  /// paragraph and a list that may interrupt it.
  private static func isTight(_ list: ListBlock) -> Bool {
    list.items.allSatisfy { item in
      guard item.count <= 2 else { return false }
      if let first = item.first { guard case .paragraph = first else { return false } }
      guard item.count == 2 else { return true }
      guard case .list(let inner) = item[1], case .paragraph(let lead) = item[0] else {
        return false
      }
      return !lead.plainText.isEmpty && (!inner.isOrdered || inner.start == 1)
        && inner.items.first?.isEmpty == false && isTight(inner)
    }
  }

  // MARK: Tables

  private mutating func table(_ table: Table) {
    paragraph(table.caption)
    var rows = table.rows[...]
    let width = min(
      Self.maximumColumns, rows.lazy.map { $0.lazy.map(Self.span).reduce(0, +) }.max() ?? 0)
    guard width > 0 else { return }
    open()
    // GitHub's tables have one header row, always.
    let hasHeader = rows.first?.allSatisfy(\.isHeader) == true
    var covered: [Int: Int] = [:]
    row(hasHeader ? rows.removeFirst() : [], covered: &covered, width: width, isHeader: true)
    newLine()
    output.append(UInt8(ascii: "|"))
    for _ in 0..<width { output.append(" --- |") }
    for cells in rows {
      newLine()
      row(cells, covered: &covered, width: 1, isHeader: false)
    }
    gap = .emptyLine
  }

  /// Writes one row; `covered` counts, by column, the rows below that a cell reaches into.
  private mutating func row(
    _ cells: [Table.Cell], covered: inout [Int: Int], width: Int, isHeader: Bool
  ) {
    output.append(UInt8(ascii: "|"))
    var column = 0
    func isCovered() -> Bool {
      guard let rows = covered[column], rows > 0 else { return false }
      covered[column] = rows - 1
      return true
    }
    for cell in cells {
      while isCovered() {
        output.append("  |")
        column += 1
      }
      line.start(inCell: true)
      line.append(cell.isHeader && !isHeader ? [.strong(Self.flat(cell))] : Self.flat(cell))
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: line.joined(hardBreak: "<br>"))
      output.append(" |")
      for offset in 0..<(column < Self.maximumColumns ? Self.span(cell) : 1) {
        if cell.rowSpan > 1 { covered[column] = cell.rowSpan - 1 }
        if offset > 0 { output.append("  |") }
        column += 1
      }
    }
    while column < width {
      _ = isCovered()
      output.append("  |")
      column += 1
    }
  }

  private static func span(_ cell: Table.Cell) -> Int {
    min(max(cell.columnSpan, 1), maximumColumns)
  }

  /// The inlines of a cell's blocks, with a line break between two blocks.
  private static func flat(_ cell: Table.Cell) -> [Inline] {
    var flattener = CellFlattener()
    flattener.walk(cell.content)
    return flattener.inlines
  }

  // MARK: Lines

  /// Writes what has to stand before a block.
  private mutating func open() {
    switch gap {
    case .none: break
    case .newLine: newLine()
    case .emptyLine:
      output.append(UInt8(ascii: "\n"))
      var end = prefix.count
      while end > 0, prefix[end - 1] == UInt8(ascii: " ") { end -= 1 }
      output.append(contentsOf: prefix[..<end])
      newLine()
    }
  }

  private mutating func newLine() {
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: prefix)
  }

  /// Writes the collected line as a paragraph, none when it is blank.
  private mutating func flushParagraph() {
    var isFirst = true
    var hardBreaks = 0
    line.forEachSegment { segment, endsHard in
      if !segment.isEmpty {
        if isFirst {
          open()
        } else {
          for _ in 0..<max(hardBreaks, 1) {
            if hardBreaks > 0 { output.append(UInt8(ascii: "\\")) }
            newLine()
          }
        }
        isFirst = false
        hardBreaks = 0
        let start = output.count
        output.append(contentsOf: segment)
        if let position = MarkdownLine.blockMarker(in: output.bytes[start...]) {
          output.bytes.insert(UInt8(ascii: "\\"), at: position)
        }
      }
      if endsHard { hardBreaks += 1 }
    }
    if !isFirst { gap = .emptyLine }
  }
}

/// Gathers the inlines of the blocks of a cell.
private struct CellFlattener: BodyVisitor {
  var inlines: [Inline] = []

  mutating func enter(_ block: Block) -> Bool {
    switch block {
    case .paragraph(let content), .heading(_, let content): add(content)
    case .quote(let blocks, let attribution):
      walk(blocks)
      add(attribution)
    case .list(let list):
      for (index, item) in list.items.enumerated() {
        add([.text(list.isOrdered ? "\(list.label(ofItem: index)). " : "- ")])
        var inner = CellFlattener()
        inner.walk(item)
        inlines += inner.inlines
      }
    case .table(let table):
      for row in table.rows { for cell in row { walk(cell.content) } }
    case .preformatted(let text): add([.code(text)])
    case .embed(let embed):
      if let text = embed.text ?? embed.url ?? embed.media.first { add([.text(text)]) }
    case .figure(let figure): add(figure.caption)
    case .aside(_, role: AsideRole.readMore): break
    case .aside(let blocks, _), .footnote(_, let blocks): walk(blocks)
    case .divider: break
    }
    return false
  }

  private mutating func add(_ content: [Inline]) {
    guard !content.isEmpty else { return }
    if !inlines.isEmpty { inlines.append(.lineBreak) }
    inlines += content
  }
}

extension [Inline] {
  fileprivate func joined(by separator: Inline) -> [Inline] {
    enumerated().flatMap { $0.offset == 0 ? [$0.element] : [separator, $0.element] }
  }
}
