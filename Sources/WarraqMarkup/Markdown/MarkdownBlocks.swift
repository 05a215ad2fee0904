/// Finds the blocks of a text in CommonMark 0.31.2 with GitHub's tables and notes.
///
/// It takes the text line by line, as appendix A of the specification describes: each line goes on
/// with blocks that are open, then opens new ones. Time and memory are linear in the text: blocks
/// nest no deeper than ``maximumDepth``, and rows of a table are not filled up.
///
/// The libcmark-gfm that systems have packages of takes quadratic time for some tables.
struct MarkdownBlocks {
  enum Kind {
    case document
    case quote
    case list(marker: UInt8, start: Int?)
    /// What belongs to it is indented by so many columns.
    case item(indent: Int)
    case paragraph
    case heading(level: Int)
    case fencedCode(MarkdownFence)
    case indentedCode
    case html(MarkdownHTMLBlock)
    case divider
    /// The first of the lines are its header and what says how its columns are aligned.
    case table
    case note(label: String)
    /// Nothing is left of it.
    case nothing
  }

  struct Node {
    var kind: Kind
    let parent: Int
    let depth: Int
    var children: [Int] = []
    var isOpen = true
    /// The lines of a leaf, each with a line feed.
    var text: [UInt8] = []
  }

  /// Blocks that hold blocks nest no deeper.
  static let maximumDepth = 64

  /// The blocks, the document first.
  private(set) var nodes: [Node] = [Node(kind: .document, parent: 0, depth: 0)]
  /// The targets of links that are given once for the whole text, by their labels.
  private(set) var definitions: [String: MarkdownLink] = [:]
  /// The notes as they are named first, by their labels.
  private(set) var notes: [String: String] = [:]

  private let source: UnsafeBufferPointer<UInt8>
  /// The innermost block that is open.
  private var tip = 0
  private var lastMatched = 0
  private var line: MarkdownLineCursor

  private enum Continuation {
    case goesOn
    case ends
    /// The line is all there is to see of its end.
    case isClosedByLine
  }

  private enum Start {
    case none
    case container(Int)
    case leaf(Int)
  }

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    line = MarkdownLineCursor(source)
    var start = 0
    while start < source.count {
      var end = start
      while end < source.count, source[end] != 0x0A, source[end] != 0x0D { end += 1 }
      line.begin(start..<end)
      readLine()
      start = end + 1
      if end + 1 < source.count, source[end] == 0x0D, source[end + 1] == 0x0A { start += 1 }
    }
    while tip != 0 { close(tip) }
  }

  // MARK: Lines

  private mutating func readLine() {
    var container = 0
    while let last = nodes[container].children.last, nodes[last].isOpen {
      line.findText()
      switch continues(last) {
      case .goesOn:
        container = last
        continue
      case .isClosedByLine: return
      case .ends: break
      }
      break
    }
    let isAllMatched = container == tip
    lastMatched = container
    var takesText = Self.takesText(nodes[container].kind)
    while !takesText {
      line.findText()
      switch start(in: container, isAllMatched: isAllMatched) {
      case .none:
        line.skipSpace()
        addText(to: container, isAllMatched: isAllMatched)
        return
      case .container(let node): container = node
      case .leaf(let node):
        container = node
        takesText = true
      }
    }
    addText(to: container, isAllMatched: isAllMatched)
  }

  private mutating func addText(to container: Int, isAllMatched: Bool) {
    line.findText()
    if !isAllMatched, lastMatched == container, !line.isBlank, isParagraph(tip) {
      // A lazy line goes on with the paragraph, whatever the containers around it.
      return addLine(to: tip)
    }
    closeUnmatched()
    switch nodes[container].kind {
    case .paragraph, .table, .indentedCode, .fencedCode: addLine(to: container)
    case .html(var block):
      let start = nodes[container].text.count
      addLine(to: container)
      if block.isEnded(by: nodes[container].text[start...]) {
        block.hasEnd = true
        nodes[container].kind = .html(block)
        close(container)
      }
    case .heading, .divider, .nothing: break
    case .document, .quote, .list, .item, .note:
      guard !line.isBlank else { return }
      let paragraph = add(.paragraph)
      line.skipSpace()
      addLine(to: paragraph)
    }
  }

  private mutating func addLine(to node: Int) {
    line.appendRest(to: &nodes[node].text)
    nodes[node].text.append(0x0A)
  }

  /// Whether every line that is not the end goes into the block as it is.
  private static func takesText(_ kind: Kind) -> Bool {
    switch kind {
    case .fencedCode, .indentedCode, .html: true
    case .document, .quote, .list, .item, .paragraph, .heading, .divider, .table, .note, .nothing:
      false
    }
  }

  private func isParagraph(_ node: Int) -> Bool {
    if case .paragraph = nodes[node].kind { true } else { false }
  }

  // MARK: Open blocks

  private mutating func continues(_ node: Int) -> Continuation {
    switch nodes[node].kind {
    case .document, .list: return .goesOn
    case .quote: return line.skipQuoteMark() ? .goesOn : .ends
    case .item(let indent):
      if line.isBlank {
        guard !nodes[node].children.isEmpty else { return .ends }
        line.skipSpace()
        return .goesOn
      }
      guard line.indent >= indent else { return .ends }
      line.skipColumns(indent)
      return .goesOn
    case .note:
      if line.indent >= 4 {
        line.skipColumns(4)
        return .goesOn
      }
      guard line.isBlank, !nodes[node].children.isEmpty else { return .ends }
      line.skipSpace()
      return .goesOn
    case .fencedCode(let fence):
      if line.indent < 4, fence.isClosed(by: line.text) {
        close(node)
        return .isClosedByLine
      }
      line.skipColumns(min(fence.indent, line.indent))
      return .goesOn
    case .indentedCode:
      if line.indent >= 4 {
        line.skipColumns(4)
      } else if line.isBlank {
        line.skipSpace()
      } else {
        return .ends
      }
      return .goesOn
    case .html(let block): return line.isBlank && block.endsAtBlankLine ? .ends : .goesOn
    case .paragraph, .table: return line.isBlank ? .ends : .goesOn
    case .heading, .divider, .nothing: return .ends
    }
  }

  // MARK: New blocks

  private mutating func start(in container: Int, isAllMatched: Bool) -> Start {
    guard !line.isBlank else { return .none }
    let text = line.text
    let isInParagraph = isParagraph(container)
    if line.indent >= 4 {
      guard !isParagraph(tip), !isTable(container) else { return .none }
      line.skipColumns(4)
      closeUnmatched()
      return .leaf(add(.indentedCode))
    }
    let mayNest = nodes[container].depth < Self.maximumDepth
    switch text[0] {
    case UInt8(ascii: ">"):
      guard mayNest, line.skipQuoteMark() else { return .none }
      closeUnmatched()
      return .container(add(.quote))
    case UInt8(ascii: "#"):
      guard let heading = MarkdownScan.heading(text) else { return .none }
      closeUnmatched()
      let node = add(.heading(level: heading.level))
      nodes[node].text += text[heading.content]
      line.skipAll()
      return .leaf(node)
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      guard let fence = MarkdownFence(text, indent: line.indent) else { return .none }
      closeUnmatched()
      let node = add(.fencedCode(fence))
      line.skipAll()
      // The first line of its text is what stands beside the fence.
      return .leaf(node)
    case UInt8(ascii: "<"):
      let mayInterrupt = !isInParagraph && (isAllMatched || !isParagraph(tip))
      guard let block = MarkdownHTMLBlock(text, mayBeAnyTag: mayInterrupt) else { return .none }
      closeUnmatched()
      return .leaf(add(.html(block)))
    case UInt8(ascii: "["):
      guard mayNest, let note = MarkdownScan.noteLabel(text) else { return .none }
      closeUnmatched()
      line.skipSpace()
      line.skipBytes(note.end)
      line.findText()
      line.skipSpace()
      if notes[note.label] == nil { notes[note.label] = note.name }
      return .container(add(.note(label: note.label)))
    default: break
    }
    if isInParagraph, let level = MarkdownScan.underline(text) {
      takeDefinitions(of: container)
      if !nodes[container].text.isEmpty {
        closeUnmatched()
        nodes[container].kind = .heading(level: level)
        line.skipAll()
        return .leaf(container)
      }
    }
    if isInParagraph, let table = startTable(in: container, text) { return .leaf(table) }
    if MarkdownScan.isDivider(text) {
      closeUnmatched()
      let node = add(.divider)
      line.skipAll()
      return .leaf(node)
    }
    if mayNest { return startItem(in: container) }
    return .none
  }

  private func isTable(_ node: Int) -> Bool {
    if case .table = nodes[node].kind { true } else { false }
  }

  private mutating func startItem(in container: Int) -> Start {
    guard let marker = MarkdownScan.listMarker(line.text) else { return .none }
    if isParagraph(container) {
      // Only a list that begins with 1 and with words interrupts a paragraph.
      guard !marker.isEmpty, marker.start ?? 1 == 1 else { return .none }
    }
    let offset = line.indent
    line.skipSpace()
    line.skipBytes(marker.length)
    let padding = line.skipPadding(isEmpty: marker.isEmpty)
    closeUnmatched()
    var isSameList = false
    if case .list(marker.byte, _) = nodes[tip].kind { isSameList = true }
    if !isSameList { _ = add(.list(marker: marker.byte, start: marker.start)) }
    return .container(add(.item(indent: offset + marker.length + padding)))
  }

  /// Makes a table out of the last line of a paragraph and the line below it.
  private mutating func startTable(
    in paragraph: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard tip == paragraph, let columns = MarkdownScan.tableColumns(text) else { return nil }
    let lines = nodes[paragraph].text
    let start = lines.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard MarkdownScan.cells(lines[start...]).count == columns else { return nil }
    let header = Array(lines[start...])
    nodes[paragraph].text.removeSubrange(start...)
    close(paragraph)
    let table = add(.table)
    nodes[table].text = header
    return table
  }

  // MARK: Opening and closing

  private mutating func add(_ kind: Kind) -> Int {
    while !holds(tip, kind) { close(tip) }
    let node = nodes.count
    nodes.append(Node(kind: kind, parent: tip, depth: nodes[tip].depth + 1))
    nodes[tip].children.append(node)
    tip = node
    lastMatched = node
    return node
  }

  private func holds(_ node: Int, _ kind: Kind) -> Bool {
    let isItem = if case .item = kind { true } else { false }
    switch nodes[node].kind {
    case .document, .quote, .item, .note: return !isItem
    case .list: return isItem
    case .paragraph, .heading, .fencedCode, .indentedCode, .html, .divider, .table, .nothing:
      return false
    }
  }

  private mutating func closeUnmatched() {
    while tip != lastMatched { close(tip) }
  }

  private mutating func close(_ node: Int) {
    nodes[node].isOpen = false
    if tip == node { tip = nodes[node].parent }
    if lastMatched == node { lastMatched = nodes[node].parent }
    switch nodes[node].kind {
    case .paragraph:
      takeDefinitions(of: node)
      if nodes[node].text.isEmpty { nodes[node].kind = .nothing }
    case .indentedCode:
      while nodes[node].text.hasSuffixOfBlankLine { nodes[node].text.removeLastLine() }
    case .document, .quote, .list, .item, .heading, .fencedCode, .html, .divider, .table, .note,
      .nothing:
      break
    }
  }

  /// Takes the targets of links off the start of a paragraph.
  private mutating func takeDefinitions(of node: Int) {
    let text = nodes[node].text
    guard text.first == UInt8(ascii: "[") else { return }
    var start = 0
    text.withUnsafeBufferPointer { text in
      while let found = MarkdownScan.definition(text, at: start) {
        if definitions[found.label] == nil { definitions[found.label] = found.link }
        start = found.end
      }
    }
    if start > 0 { nodes[node].text.removeSubrange(..<start) }
  }
}

extension [UInt8] {
  /// Whether the last line is blank.
  fileprivate var hasSuffixOfBlankLine: Bool {
    guard last == 0x0A else { return false }
    for byte in dropLast().reversed() {
      if byte == 0x0A { return true }
      if byte != 0x20, byte != 0x09 { return false }
    }
    return true
  }

  fileprivate mutating func removeLastLine() {
    removeLast()
    while let byte = last, byte != 0x0A { removeLast() }
  }
}
