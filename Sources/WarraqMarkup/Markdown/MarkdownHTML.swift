/// Writes Markdown as HTML.
struct MarkdownHTML {
  private let blocks: MarkdownBlocks
  private var inlines: MarkdownInlines
  private(set) var html: [UInt8] = []

  init(_ source: UnsafeBufferPointer<UInt8>) {
    blocks = MarkdownBlocks(source)
    inlines = MarkdownInlines(definitions: blocks.definitions, notes: blocks.notes)
    html.reserveCapacity(source.count + source.count / 4)
    for node in blocks.nodes[0].children { append(node) }
  }

  /// Whether the first block is a heading of the first level.
  var startsWithTitle: Bool {
    guard let first = blocks.nodes[0].children.first,
      case .heading(level: 1) = blocks.nodes[first].kind
    else { return false }
    return true
  }

  /// The `id` of the element of a note.
  static func anchor(of name: String) -> String { "fn-" + name }

  private mutating func append(_ tag: StaticString) {
    html.append(
      contentsOf: UnsafeBufferPointer(start: tag.utf8Start, count: tag.utf8CodeUnitCount))
  }

  private mutating func append(_ index: Int) {
    let node = blocks.nodes[index]
    switch node.kind {
    case .document, .nothing: break
    case .quote:
      if callOut(node) { return }
      append("<blockquote>")
      let attribution = attribution(of: node)
      for child in node.children where child != attribution { append(child) }
      if let attribution {
        append("<footer>")
        let text = blocks.nodes[attribution].text
        inlines.append(Self.trimmed(text).dropFirst(Self.dash.utf8.count), to: &html)
        append("</footer>")
      }
      append("</blockquote>\n")
    case .list(_, let start):
      if let start {
        html.append(contentsOf: "<ol start=\"\(start)\">".utf8)
      } else {
        append("<ul>")
      }
      children(of: node)
      append(start == nil ? "</ul>\n" : "</ol>\n")
    case .item:
      append("<li>")
      children(of: node)
      append("</li>")
    case .paragraph:
      append("<p>")
      inlines.append(Self.trimmed(node.text), to: &html)
      append("</p>\n")
    case .heading(let level):
      html.append(contentsOf: "<h\(level)>".utf8)
      inlines.append(Self.trimmed(node.text), to: &html)
      html.append(contentsOf: "</h\(level)>\n".utf8)
    case .fencedCode:
      // What stands beside the fence is the first line.
      preformatted(node.text[((node.text.firstIndex(of: 0x0A) ?? -1) + 1)...])
    case .indentedCode: preformatted(node.text[...])
    case .html(let block):
      html.append(contentsOf: node.text)
      append(block.missingEnd)
      append("\n")
    case .divider: append("<hr>\n")
    case .table: table(node.text)
    case .note(let label):
      append("<aside role=\"doc-footnote\" id=\"")
      for byte in Self.anchor(of: blocks.notes[label] ?? label).utf8 {
        MarkdownInlines.append(escaped: byte, to: &html)
      }
      append("\">")
      children(of: node)
      append("</aside>\n")
    }
  }

  /// Writes a quotation whose first line is `[!note] Title`, as GitHub and Obsidian set notes apart;
  /// returns whether it is one.
  private mutating func callOut(_ node: MarkdownBlocks.Node) -> Bool {
    guard let first = node.children.first, case .paragraph = blocks.nodes[first].kind else {
      return false
    }
    let text = blocks.nodes[first].text
    guard text.starts(with: "[!".utf8), let end = text.firstIndex(of: UInt8(ascii: "]")), end > 2,
      text[2..<end].allSatisfy({ $0.isASCIILetter || $0 == UInt8(ascii: "-") })
    else { return false }
    let lineEnd = text.firstIndex(of: 0x0A) ?? text.count
    guard lineEnd > end else { return false }
    var title = text[(end + 1)..<lineEnd]
    // A sign says whether it is folded.
    if title.first == UInt8(ascii: "-") || title.first == UInt8(ascii: "+") { title.removeFirst() }
    title = Self.trimmed(Array(title.drop(while: MarkdownScan.isSpace)))
    append("<aside>")
    if !title.isEmpty {
      append("<p><strong>")
      inlines.append(title, to: &html)
      append("</strong></p>")
    }
    let rest = Self.trimmed(Array(text[min(lineEnd + 1, text.count)...]))
    if !rest.isEmpty {
      append("<p>")
      inlines.append(rest, to: &html)
      append("</p>")
    }
    for child in node.children.dropFirst() { append(child) }
    append("</aside>\n")
    return true
  }

  /// What stands before the name below a quotation.
  private static let dash = "— "

  /// The last paragraph of a quotation that says whose words they are.
  private func attribution(of node: MarkdownBlocks.Node) -> Int? {
    guard node.children.count > 1, let last = node.children.last,
      case .paragraph = blocks.nodes[last].kind,
      blocks.nodes[last].text.starts(with: Self.dash.utf8)
    else { return nil }
    return last
  }

  private mutating func children(of node: MarkdownBlocks.Node) {
    for child in node.children { append(child) }
  }

  private mutating func preformatted(_ text: ArraySlice<UInt8>) {
    // HTML leaves out a line feed behind the tag.
    append("<pre>\n")
    for byte in text { MarkdownInlines.append(escaped: byte, to: &html) }
    append("</pre>\n")
  }

  private mutating func table(_ text: [UInt8]) {
    let lines = text.split(separator: 0x0A)
    guard lines.count > 1 else { return }
    let header = MarkdownScan.cells(lines[0])
    append("<table>")
    // An empty header is one that only Markdown has to have.
    if header.contains(where: { !$0.isEmpty }) { row(header, "th") }
    for line in lines[2...] { row(MarkdownScan.cells(line).prefix(header.count), "td") }
    append("</table>\n")
  }

  private mutating func row(_ cells: some Sequence<ArraySlice<UInt8>>, _ name: String) {
    append("<tr>")
    for cell in cells {
      html.append(contentsOf: "<\(name)>".utf8)
      inlines.append(Self.withoutEscapedBars(cell), to: &html)
      html.append(contentsOf: "</\(name)>".utf8)
    }
    append("</tr>\n")
  }

  /// A cell in which bars are bars, also those in code.
  private static func withoutEscapedBars(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var result: [UInt8] = []
    for byte in cell {
      if byte == UInt8(ascii: "|"), result.last == UInt8(ascii: "\\") { result.removeLast() }
      result.append(byte)
    }
    return result[...]
  }

  private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    var end = text.count
    while end > 0, MarkdownScan.isSpace(text[end - 1]) || text[end - 1] == 0x0A { end -= 1 }
    return text[..<end]
  }
}
