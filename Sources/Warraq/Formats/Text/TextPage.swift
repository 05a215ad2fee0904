internal import WarraqCore
internal import WarraqModel

/// Writes one story as plain text.
struct TextPage {
  var output: ByteBuffer
  private let isDump: Bool
  private let columns: Int
  /// What every line of the block starts with.
  private var prefix = ""
  /// What the first line of the next block starts with, after the prefix of those around.
  private var marker = ""
  private var isFirst = true
  /// Whether an empty line comes before the next text.
  private var needsGap = false
  /// Whether blocks follow each other without empty lines, as the items of a short list.
  private var isTight = false
  private var footnotes = FootnoteNumbers()
  private var media = AssetIndex([])
  /// How many control characters were left out.
  private(set) var leftOutControls = 0

  init(output: consuming ByteBuffer, _ options: TextWriter.Options) {
    self.output = output
    isDump = options.layout == .dump
    columns = isDump ? 0 : options.columns
  }

  mutating func write(_ article: Article) {
    media = AssetIndex(article.media)
    let labels = TextPageLabels(article.language)
    if isDump {
      line(article.headline)
      line(article.published, labels.published)
      line(article.modified, labels.updated)
      line(article.byline ?? names(of: article, labels))
      line(article.dateline)
    } else {
      for title in article.titles where title.role == TitleRole.kicker { line(title.text) }
      line(article.section.map { "[\($0)]" })
      line(article.headline)
      for title in article.titles where title.role == TitleRole.sub { line(title.text) }
      block()
      line(article.byline ?? names(of: article, labels))
      line(article.published, labels.published)
      line(article.modified, labels.updated)
      block()
      line(article.dateline)
    }
    block()
    blocks(article.body)
    block()
    for source in article.sources { line(labels.source, source.name) }
    let keywords = article.keywords.map(\.text).filter { !$0.isEmpty }
    line(labels.keywords, keywords.joined(separator: ", "))
    let related = article.related.compactMap { $0.title ?? $0.article?.headline ?? $0.url }
    if !related.isEmpty {
      block()
      line(labels.related)
      for title in related { line(isDump ? title : "- " + title) }
    }
    if !isDump, let url = article.url {
      block()
      line("<\(url)>")
    }
  }

  private func names(of article: Article, _ labels: TextPageLabels) -> String? {
    let names = article.creators.map(\.name).filter { !$0.isEmpty }
    return names.isEmpty ? nil : labels.author + " " + names.joined(separator: ", ")
  }

  // MARK: - Lines

  /// An empty line before what comes, where the layout has any.
  private mutating func block() {
    guard !isDump, !isFirst, !isTight else { return }
    needsGap = true
  }

  private mutating func line(_ date: NewsDate?, _ label: String) {
    guard let date else { return }
    line(label, date.text ?? (date.isResolved ? date.description : ""))
  }

  private mutating func line(_ label: String, _ text: String) {
    guard Self.holdsWords(text) else { return }
    line(label + " " + text)
  }

  /// Writes a text, in as many lines as it takes; nothing where there is nothing to see.
  private mutating func line(_ text: String?) {
    guard let text else { return }
    let parts = text.split(whereSeparator: \.isNewline).map { words(of: $0) }.filter { !$0.isEmpty }
    guard !parts.isEmpty else { return }
    // In a dump a line is a paragraph.
    for words in isDump ? [Array(parts.joined())] : parts { paragraph(words) }
  }

  private mutating func paragraph(_ words: [String]) {
    open()
    var width = Self.width(of: prefix)
    var isLineStart = true
    for word in words {
      let wordWidth = Self.width(of: word)
      if !isLineStart, columns > 0, width + 1 + wordWidth > columns {
        output.append("\n")
        output.append(prefix)
        width = Self.width(of: prefix)
        isLineStart = true
      }
      if !isLineStart {
        output.append(" ")
        width += 1
      }
      output.append(word)
      width += wordWidth
      isLineStart = false
    }
    output.append("\n")
  }

  /// Writes what has to stand before the first line of a text.
  private mutating func open() {
    if needsGap { output.append("\n") }
    needsGap = false
    isFirst = false
    guard !marker.isEmpty else { return output.append(prefix) }
    // The marker takes the place of as many spaces of the prefix.
    output.append(String(prefix.dropLast(marker.count)))
    output.append(marker)
    marker = ""
  }

  /// The words of a line: what is between white space, without controls.
  private mutating func words(of text: Substring) -> [String] {
    text.unicodeScalars.split(whereSeparator: Self.isSpace).map { withoutControls(Substring($0)) }
      .filter { !$0.isEmpty }
  }

  private static func holdsWords(_ text: String) -> Bool {
    text.unicodeScalars.contains { !isSpace($0) && !isControl($0) }
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value
  }

  /// The text without the controls that no text has.
  private mutating func withoutControls(_ text: Substring) -> String {
    let controls = text.unicodeScalars.count { Self.isControl($0) && $0 != "\t" }
    guard controls > 0 else { return String(text) }
    leftOutControls += controls
    return String(
      String.UnicodeScalarView(text.unicodeScalars.filter { !Self.isControl($0) || $0 == "\t" }))
  }

  /// How many columns a text takes in a terminal.
  private static func width(of text: String) -> Int {
    var width = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case ..<0x300: width += 1
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        width += 2
      default:
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: break
        default: width += 1
        }
      }
    }
    return width
  }

  // MARK: - Blocks

  private mutating func blocks(_ blocks: [Block]) {
    for block in blocks { self.block(block) }
  }

  private mutating func block(_ block: Block) {
    switch block {
    case .paragraph(let content), .heading(_, let content):
      self.block()
      line(text(of: content))
    case .quote(let content, let attribution):
      indented { page in
        page.blocks(content)
        if !attribution.isEmpty { page.line("— " + page.text(of: attribution)) }
      }
    case .list(let list): self.list(list)
    case .table(let table): self.table(table)
    case .figure(let figure): self.figure(figure)
    case .embed(let embed):
      indented { page in
        page.block()
        page.line(embed.text)
        page.line(embed.author.map { "— " + $0 })
        for address in [embed.url].compactMap(\.self) + embed.media { page.line(address) }
      }
    case .preformatted(let text): preformatted(text)
    case .divider:
      self.block()
      if !isDump { line("* * *") }
    case .aside(_, role: AsideRole.readMore): break
    case .aside(let content, _): indented { $0.blocks(content) }
    case .footnote(let id, let content):
      let number = "[\(footnotes.number(of: id))] "
      indented(number) { $0.blocks(content) }
    }
  }

  /// Writes what stands further in, behind a marker on its first line; lines of a dump stay where
  /// they are.
  private mutating func indented(_ marker: String = "", _ write: (inout TextPage) -> Void) {
    let (outerPrefix, outerMarker) = (prefix, self.marker)
    self.marker += marker
    if !isDump, prefix.count < 40 {
      prefix += String(repeating: " ", count: marker.isEmpty ? 4 : marker.count)
    }
    write(&self)
    prefix = outerPrefix
    // A marker of nothing is not written.
    self.marker = self.marker.isEmpty ? "" : outerMarker
  }

  private mutating func list(_ list: ListBlock) {
    block()
    let wasTight = isTight
    isTight = list.items.allSatisfy { item in
      if item.count == 1, case .paragraph = item[0] { return true }
      return false
    }
    for (index, item) in list.items.enumerated() {
      indented(list.isOrdered ? "\(list.label(ofItem: index)). " : "- ") { $0.blocks(item) }
    }
    isTight = wasTight
  }

  private mutating func table(_ table: Table) {
    block()
    line(text(of: table.caption))
    for row in table.rows where !row.isEmpty {
      line(row.map { text(of: $0.content.inlineText) }.joined(separator: " | "))
    }
  }

  private mutating func figure(_ figure: Figure) {
    let asset = media[figure.media]
    let caption = figure.caption.isEmpty ? asset?.caption ?? "" : text(of: figure.caption)
    let parts = [caption, asset?.credit ?? ""].filter { Self.holdsWords($0) }
    guard !parts.isEmpty else { return }
    block()
    line("[" + parts.joined(separator: " / ") + "]")
  }

  private mutating func preformatted(_ text: String) {
    guard !isDump else { return line(text) }
    block()
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      open()
      output.append(withoutControls(line))
      output.append("\n")
    }
  }

  /// The text of inlines, with the numbers of the notes of the whole story.
  private mutating func text(of inlines: [Inline]) -> String {
    var reader = InlineText(footnotes: footnotes)
    reader.walk(inlines)
    footnotes = reader.footnotes
    return reader.text
  }
}

/// The words in which a story says what its lines are.
struct TextPageLabels {
  let published: String
  let updated: String
  let author: String
  let source: String
  let keywords: String
  let related: String

  /// The first label of each kind in the language, in English where there is none.
  init(_ language: String?) {
    let row = TextMarkers.row(for: language)
    let english = TextMarkers.english
    func label(_ kind: MarkerKind) -> String {
      let label = row?.labels[kind]?.first ?? english.labels[kind]?.first ?? ""
      return label.hasSuffix(":") ? label : label + ":"
    }
    published = label(.published)
    updated = label(.updated)
    author = label(.author)
    source = label(.source)
    keywords = label(.keywords)
    related = label(.related)
  }
}

/// The text of inlines without their markup and what was struck out.
private struct InlineText: BodyVisitor {
  var footnotes: FootnoteNumbers
  var text = ""

  init(footnotes: FootnoteNumbers) { self.footnotes = footnotes }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let run), .code(let run): text += run
    case .lineBreak: text += "\n"
    case .deletion: return false
    case .footnoteReference(let id): text += "[\(footnotes.number(of: id))]"
    case .superscript, .subscript:
      guard let figures = inline.shiftedFigures(after: text.utf8.last) else { return true }
      text += figures
      return false
    case .emphasis, .strong, .link, .insertion, .span: break
    }
    return true
  }
}

extension [Block] {
  /// The blocks of a cell as one run of inlines.
  fileprivate var inlineText: [Inline] {
    var inlines: [Inline] = []
    for block in self {
      if !inlines.isEmpty { inlines.append(.text(" ")) }
      if case .paragraph(let content) = block {
        inlines += content
      } else {
        inlines.append(.text([block].plainText))
      }
    }
    return inlines
  }
}
