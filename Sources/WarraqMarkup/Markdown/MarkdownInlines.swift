internal import WarraqCore

/// Writes the words and the markup of one block of Markdown as HTML.
///
/// Runs of `*`, `_` and `~` are matched as appendix A of CommonMark describes. What is written waits
/// in pieces until it is known what its delimiters are; time is linear in the text.
struct MarkdownInlines {
  private struct Piece {
    var range: Range<Int>
    var isMarkup = false
    /// The run of delimiters that it is.
    var run: Int?
  }

  /// A run of delimiters that may begin or end stress.
  private struct Run {
    let byte: UInt8
    let length: Int
    var count: Int
    let canOpen: Bool
    let canClose: Bool
    var previous: Int
    var next = -1
    /// How many delimiters each element takes that ends or begins here, in the order of matching.
    var closes: [Int] = []
    var opens: [Int] = []
  }

  /// A bracket that may begin a link or a picture.
  private struct Bracket {
    let piece: Int
    /// Where the text behind it starts.
    let start: Int
    let isImage: Bool
    /// The last run before it.
    let run: Int
    var isActive = true
    /// Whether another bracket stands behind it.
    var hasBracket = false
  }

  private let definitions: [String: MarkdownLink]
  private let notes: [String: String]
  /// The numbers of the notes, in the order of what refers to them.
  private var numbers: [String: Int] = [:]

  private var pieces: [Piece] = []
  private var written: [UInt8] = []
  private var runs: [Run] = []
  private var lastRun = -1
  private var brackets: [Bracket] = []
  /// The places of runs of backquotes, by their length, and up to where they were looked for.
  private var backquotes: [Int: Int] = [:]
  private var hasAllBackquotes = false
  /// What has no end from some place on is not looked for again.
  private var unended: Set<UInt8> = []

  init(definitions: [String: MarkdownLink], notes: [String: String]) {
    self.definitions = definitions
    self.notes = notes
  }

  /// Appends a text as HTML.
  mutating func append(_ text: ArraySlice<UInt8>, to html: inout [UInt8]) {
    pieces.removeAll(keepingCapacity: true)
    written.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    lastRun = -1
    brackets.removeAll(keepingCapacity: true)
    backquotes.removeAll(keepingCapacity: true)
    hasAllBackquotes = false
    unended.removeAll(keepingCapacity: true)
    text.withUnsafeBufferPointer { read($0) }
    matchRuns(above: -1)
    for piece in pieces { append(piece, to: &html) }
  }

  private func append(_ piece: Piece, to html: inout [UInt8]) {
    guard let index = piece.run else {
      html.append(contentsOf: written[piece.range])
      return
    }
    let run = runs[index]
    for count in run.closes { Self.append(tag: run.byte, count, isEnd: true, to: &html) }
    html.append(contentsOf: repeatElement(run.byte, count: run.count))
    for count in run.opens.reversed() { Self.append(tag: run.byte, count, isEnd: false, to: &html) }
  }

  private static func append(tag byte: UInt8, _ count: Int, isEnd: Bool, to html: inout [UInt8]) {
    let name =
      byte == UInt8(ascii: "~") ? "del" : count == 2 ? "strong" : "em"
    html.append(contentsOf: (isEnd ? "</\(name)>" : "<\(name)>").utf8)
  }

  // MARK: Reading

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 0x0A: index = lineEnd(text, index)
      case UInt8(ascii: "\\"): index = backslash(text, index)
      case UInt8(ascii: "`"): index = code(text, index)
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): index = run(text, index)
      case UInt8(ascii: "["):
        openBracket(at: index, length: 1)
        index += 1
      case UInt8(ascii: "!"):
        if index + 1 < text.count, text[index + 1] == UInt8(ascii: "[") {
          openBracket(at: index, length: 2)
          index += 2
        } else {
          literal(byte)
          index += 1
        }
      case UInt8(ascii: "]"): index = closeBracket(text, index)
      case UInt8(ascii: "<"): index = angleBracket(text, index)
      case UInt8(ascii: "&"):
        let end = MarkdownScan.endOfReference(text, index)
        if let end { markText(text[index..<end]) } else { literal(byte) }
        index = end ?? index + 1
      default:
        let start = index
        while index < text.count, !Self.isSpecial(text[index]) { index += 1 }
        markText(text[start..<index])
      }
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0A, UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "!"),
      UInt8(ascii: "<"), UInt8(ascii: "&"):
      true
    default: false
    }
  }

  /// Appends text that needs no escaping but for `>` and `"`.
  private mutating func markText(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    let start = written.count
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ">"): written.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): written.append(contentsOf: "&quot;".utf8)
      default: written.append(byte)
      }
    }
    add(start)
  }

  private mutating func literal(_ byte: UInt8) {
    let start = written.count
    Self.append(escaped: byte, to: &written)
    add(start)
  }

  private mutating func add(_ start: Int, isMarkup: Bool = false) {
    guard written.count > start else { return }
    if let last = pieces.last, last.run == nil, last.isMarkup == isMarkup,
      brackets.last?.piece != pieces.count - 1
    {
      pieces[pieces.count - 1].range = last.range.lowerBound..<written.count
    } else {
      pieces.append(Piece(range: start..<written.count, isMarkup: isMarkup))
    }
  }

  private mutating func markup(_ html: String) {
    let start = written.count
    written.append(contentsOf: html.utf8)
    add(start, isMarkup: true)
  }

  static func append(escaped byte: UInt8, to html: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "<"): html.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): html.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "\""): html.append(contentsOf: "&quot;".utf8)
    default: html.append(byte)
    }
  }

  /// Appends an address or a title with its escapes and references, for an attribute.
  private static func append(attribute bytes: [UInt8], to html: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        if text[index] == UInt8(ascii: "\\"), index + 1 < text.count,
          MarkdownScan.isPunctuation(text[index + 1])
        {
          append(escaped: text[index + 1], to: &html)
          index += 2
        } else if text[index] == UInt8(ascii: "&"),
          let end = MarkdownScan.endOfReference(text, index)
        {
          html.append(contentsOf: text[index..<end])
          index = end
        } else {
          append(escaped: text[index], to: &html)
          index += 1
        }
      }
    }
  }

  private mutating func lineEnd(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    var spaces = 0
    if let last = pieces.indices.last, pieces[last].run == nil, !pieces[last].isMarkup {
      let range = pieces[last].range
      while spaces < range.count, written[range.upperBound - 1 - spaces] == 0x20 { spaces += 1 }
      written.removeLast(spaces)
      pieces[last].range = range.lowerBound..<written.count
    }
    if spaces >= 2 { markup("<br>") }
    literal(0x0A)
    var next = index + 1
    while next < text.count, MarkdownScan.isSpace(text[next]) { next += 1 }
    return next
  }

  private mutating func backslash(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    guard index + 1 < text.count else {
      literal(text[index])
      return index + 1
    }
    if text[index + 1] == 0x0A {
      markup("<br>")
      return index + 1
    }
    guard MarkdownScan.isPunctuation(text[index + 1]) else {
      literal(text[index])
      return index + 1
    }
    literal(text[index + 1])
    return index + 2
  }

  private mutating func code(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var contentStart = start
    while contentStart < text.count, text[contentStart] == UInt8(ascii: "`") { contentStart += 1 }
    let length = contentStart - start
    guard let end = endOfCode(text, from: contentStart, length: length) else {
      for _ in 0..<length { literal(UInt8(ascii: "`")) }
      return contentStart
    }
    var content = Array(text[contentStart..<(end - length)])
    for index in content.indices where content[index] == 0x0A { content[index] = 0x20 }
    if content.count > 1, content.first == 0x20, content.last == 0x20,
      content.contains(where: { $0 != 0x20 })
    {
      content = Array(content.dropFirst().dropLast())
    }
    markup("<code>")
    let written = self.written.count
    for byte in content { Self.append(escaped: byte, to: &self.written) }
    add(written)
    markup("</code>")
    return end
  }

  private mutating func endOfCode(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, length: Int
  ) -> Int? {
    if hasAllBackquotes, (backquotes[length] ?? 0) <= start { return nil }
    var index = start
    while index < text.count {
      guard text[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let run = index
      while index < text.count, text[index] == UInt8(ascii: "`") { index += 1 }
      backquotes[index - run] = index
      if index - run == length { return index }
    }
    hasAllBackquotes = true
    return nil
  }

  private mutating func angleBracket(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    if let end = MarkdownScan.endOfAutolink(text, start) {
      let address = Array(text[(start + 1)..<(end - 1)])
      let isMail = !address.contains(UInt8(ascii: ":"))
      markup(isMail ? "<a href=\"mailto:" : "<a href=\"")
      let target = written.count
      for byte in address { Self.append(escaped: byte, to: &written) }
      add(target, isMarkup: true)
      markup("\">")
      let label = written.count
      for byte in address { Self.append(escaped: byte, to: &written) }
      add(label)
      markup("</a>")
      return end
    }
    if let end = MarkdownTag.end(text, at: start) ?? endOfDeclaration(text, start) {
      let place = written.count
      written.append(contentsOf: text[start..<end])
      add(place, isMarkup: true)
      return end
    }
    literal(text[start])
    return start + 1
  }

  /// Where a comment, an instruction, a declaration or a section ends.
  private mutating func endOfDeclaration(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int? {
    guard start + 3 < text.count else { return nil }
    func find(_ word: StaticString, from index: Int) -> Int? {
      let count = word.utf8CodeUnitCount
      guard !unended.contains(word.utf8Start[0]), index + count <= text.count else { return nil }
      for place in index...(text.count - count)
      where (0..<count).allSatisfy({ text[place + $0] == word.utf8Start[$0] }) {
        return place + count
      }
      return nil
    }
    func remembering(_ end: Int?, _ byte: UInt8) -> Int? {
      if end == nil { unended.insert(byte) }
      return end
    }
    switch text[start + 1] {
    case UInt8(ascii: "?"): return remembering(find("?>", from: start + 2), UInt8(ascii: "?"))
    case UInt8(ascii: "!"):
      if text[start + 2] == UInt8(ascii: "-"), text[start + 3] == UInt8(ascii: "-") {
        if start + 4 < text.count, text[start + 4] == UInt8(ascii: ">") { return start + 5 }
        return remembering(find("-->", from: start + 4), UInt8(ascii: "-"))
      }
      if text[start + 2] == UInt8(ascii: "[") {
        return remembering(find("]]>", from: start + 3), UInt8(ascii: "]"))
      }
      guard text[start + 2].isASCIILetter else { return nil }
      return remembering(find(">", from: start + 3), UInt8(ascii: ">"))
    default: return nil
    }
  }

  // MARK: Delimiter runs

  private mutating func run(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let byte = text[start]
    var end = start
    while end < text.count, text[end] == byte { end += 1 }
    let length = end - start
    if byte == UInt8(ascii: "~"), length > 2 {
      for _ in 0..<length { literal(byte) }
      return end
    }
    let before = Self.kind(Self.scalar(before: start, in: text))
    let after = Self.kind(Self.scalar(at: end, in: text))
    let isLeft = after != .space && (after != .punctuation || before != .other)
    let isRight = before != .space && (before != .punctuation || after != .other)
    let isUnderscore = byte == UInt8(ascii: "_")
    let canOpen = isUnderscore ? isLeft && (!isRight || before == .punctuation) : isLeft
    let canClose = isUnderscore ? isRight && (!isLeft || after == .punctuation) : isRight
    let index = runs.count
    runs.append(
      Run(
        byte: byte, length: length, count: length, canOpen: canOpen, canClose: canClose,
        previous: lastRun))
    if lastRun >= 0 { runs[lastRun].next = index }
    lastRun = index
    pieces.append(Piece(range: written.count..<written.count, run: index))
    return end
  }

  private enum CharacterKind {
    case space, punctuation, other
  }

  private static func kind(_ scalar: Unicode.Scalar?) -> CharacterKind {
    guard let scalar else { return .space }
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      if byte <= 0x20 { return .space }
      return MarkdownScan.isPunctuation(byte) ? .punctuation : .other
    }
    if scalar.properties.generalCategory == .spaceSeparator { return .space }
    return scalar.isPunctuationOrSymbol ? .punctuation : .other
  }

  private static func scalar(
    at index: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Unicode.Scalar? {
    guard index < text.count else { return nil }
    return String(decoding: text[index..<min(index + 4, text.count)], as: UTF8.self)
      .unicodeScalars.first
  }

  private static func scalar(
    before index: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Unicode.Scalar? {
    guard index > 0 else { return nil }
    var start = index - 1
    while start > 0, index - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    return String(decoding: text[start..<index], as: UTF8.self).unicodeScalars.last
  }

  private mutating func remove(run index: Int) {
    let run = runs[index]
    if run.previous >= 0 { runs[run.previous].next = run.next }
    if run.next >= 0 { runs[run.next].previous = run.previous } else { lastRun = run.previous }
  }

  /// Matches the runs that stand behind `bottom`, and forgets them.
  private mutating func matchRuns(above bottom: Int) {
    // Where openers of a kind were looked for in vain.
    var bottoms: [Int: Int] = [:]
    var closer = lastRun
    while closer >= 0, runs[closer].previous != bottom { closer = runs[closer].previous }
    if lastRun == bottom { closer = -1 }
    while closer >= 0 {
      let run = runs[closer]
      guard run.canClose else {
        closer = run.next
        continue
      }
      let key =
        Int(run.byte) << 8 | (run.canOpen ? 0x80 : 0) | run.length % 3
        | (run.byte == UInt8(ascii: "~") ? run.length << 4 : 0)
      var opener = run.previous
      let stop = bottoms[key] ?? bottom
      while opener >= 0, opener != bottom, opener != stop, !matches(opener, closer) {
        opener = runs[opener].previous
      }
      guard opener >= 0, opener != bottom, opener != stop else {
        bottoms[key] = run.previous
        if !run.canOpen { remove(run: closer) }
        closer = run.next
        continue
      }
      while runs[closer].previous != opener { remove(run: runs[closer].previous) }
      let count =
        run.byte == UInt8(ascii: "~")
        ? run.count : runs[opener].count >= 2 && run.count >= 2 ? 2 : 1
      runs[opener].count -= count
      runs[opener].opens.append(count)
      runs[closer].count -= count
      runs[closer].closes.append(count)
      if runs[opener].count == 0 { remove(run: opener) }
      if runs[closer].count == 0 {
        let next = runs[closer].next
        remove(run: closer)
        closer = next
      }
    }
    while lastRun > bottom { remove(run: lastRun) }
  }

  private func matches(_ opener: Int, _ closer: Int) -> Bool {
    let (first, last) = (runs[opener], runs[closer])
    guard first.byte == last.byte, first.canOpen else { return false }
    if first.byte == UInt8(ascii: "~") { return first.count == last.count }
    // A run that could do both does not go with one that makes it a multiple of three.
    let isOdd =
      (last.canOpen || first.canClose) && last.length % 3 != 0
      && (first.length + last.length) % 3 == 0
    return !isOdd
  }

  // MARK: Links

  private mutating func openBracket(at index: Int, length: Int) {
    if let last = brackets.indices.last { brackets[last].hasBracket = true }
    let start = written.count
    written.append(contentsOf: (length == 2 ? "![" : "[").utf8)
    pieces.append(Piece(range: start..<written.count))
    brackets.append(
      Bracket(
        piece: pieces.count - 1, start: index + length, isImage: length == 2, run: lastRun))
  }

  private mutating func closeBracket(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    guard let bracket = brackets.popLast() else {
      literal(text[index])
      return index + 1
    }
    let label = text[bracket.start..<index]
    if label.first == UInt8(ascii: "^"), label.count > 1, !bracket.hasBracket {
      let name = MarkdownScan.label(label.dropFirst())
      if let note = notes[name] {
        let start = bracket.isImage ? 1 : 0
        pieces[bracket.piece].range =
          pieces[bracket.piece].range.lowerBound..<pieces[bracket.piece].range.lowerBound + start
        forget(from: bracket)
        appendReference(to: note)
        return index + 1
      }
    }
    guard bracket.isActive, let (link, end) = target(text, index + 1, label, bracket) else {
      literal(text[index])
      return index + 1
    }
    matchRuns(above: bracket.run)
    var tag: [UInt8] = []
    if bracket.isImage {
      let alternative = plainText(from: bracket.piece + 1)
      pieces.removeSubrange((bracket.piece + 1)...)
      tag += "<img src=\"".utf8
      Self.append(attribute: link.address, to: &tag)
      tag += "\" alt=\"".utf8
      tag += alternative
    } else {
      tag += "<a href=\"".utf8
      Self.append(attribute: link.address, to: &tag)
    }
    if let title = link.title {
      tag += "\" title=\"".utf8
      Self.append(attribute: title, to: &tag)
    }
    tag += "\">".utf8
    let start = written.count
    written += tag
    pieces[bracket.piece] = Piece(range: start..<written.count, isMarkup: true)
    if !bracket.isImage {
      let close = written.count
      written.append(contentsOf: "</a>".utf8)
      pieces.append(Piece(range: close..<written.count, isMarkup: true))
      // No link stands in a link.
      for index in brackets.indices.reversed() where !brackets[index].isImage {
        guard brackets[index].isActive else { break }
        brackets[index].isActive = false
      }
    } else {
      pieces.append(Piece(range: written.count..<written.count, isMarkup: true))
    }
    return end
  }

  /// Takes back what was read since a bracket.
  private mutating func forget(from bracket: Bracket) {
    pieces.removeSubrange((bracket.piece + 1)...)
    while lastRun > bracket.run { remove(run: lastRun) }
  }

  private mutating func appendReference(to note: String) {
    let number = numbers[note] ?? numbers.count + 1
    numbers[note] = number
    markup("<sup><a role=\"doc-noteref\" href=\"#")
    let start = written.count
    for byte in MarkdownHTML.anchor(of: note).utf8 { Self.append(escaped: byte, to: &written) }
    add(start, isMarkup: true)
    markup("\">\(number)</a></sup>")
  }

  /// What would be read aloud of the pieces from one on.
  private func plainText(from start: Int) -> [UInt8] {
    var text: [UInt8] = []
    for piece in pieces[min(start, pieces.count)...] where !piece.isMarkup {
      if let run = piece.run {
        text.append(contentsOf: repeatElement(runs[run].byte, count: runs[run].count))
      } else {
        text.append(contentsOf: written[piece.range])
      }
    }
    return text
  }

  /// Where the link leads whose text ends before `start`, and where it ends.
  private func target(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ label: Slice<UnsafeBufferPointer<UInt8>>,
    _ bracket: Bracket
  ) -> (MarkdownLink, Int)? {
    if start < text.count, text[start] == UInt8(ascii: "("),
      let found = inlineTarget(text, start + 1)
    {
      return found
    }
    if let end = MarkdownScan.endOfLabel(text, at: start), end > start + 2 {
      let name = MarkdownScan.label(text[(start + 1)..<(end - 1)])
      return definitions[name].map { ($0, end) }
    }
    guard !bracket.hasBracket, label.count <= 1000,
      let link = definitions[MarkdownScan.label(label)]
    else { return nil }
    let isCollapsed =
      start + 1 < text.count && text[start] == UInt8(ascii: "[")
      && text[start + 1] == UInt8(ascii: "]")
    return (link, isCollapsed ? start + 2 : start)
  }

  private func inlineTarget(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (MarkdownLink, Int)? {
    let addressStart = MarkdownScan.skipSpaceAndLine(text, start)
    guard let address = MarkdownScan.address(text, at: addressStart) else { return nil }
    var end = MarkdownScan.skipSpaceAndLine(text, address.end)
    var title: [UInt8]?
    if end > address.end, let found = MarkdownScan.title(text, at: end) {
      title = found.bytes
      end = MarkdownScan.skipSpaceAndLine(text, found.end)
    }
    guard end < text.count, text[end] == UInt8(ascii: ")") else { return nil }
    return (MarkdownLink(address: address.bytes, title: title), end + 1)
  }
}
