/// HTML between blocks of Markdown (CommonMark 4.6), by what ends it.
struct MarkdownHTMLBlock {
  private enum End {
    case tag, comment, instruction, declaration, section, blankLine
  }

  private let end: End
  /// Whether the line with its end was met.
  var hasEnd = false

  var endsAtBlankLine: Bool { end == .blankLine }

  /// What closes it where its own end is missing, so that it hides nothing that follows.
  var missingEnd: StaticString {
    guard !hasEnd else { return "" }
    return switch end {
    case .comment: "-->"
    case .instruction, .declaration: ">"
    case .section: "]]>"
    case .tag, .blankLine: ""
    }
  }

  /// - Parameter mayBeAnyTag: whether a whole tag on a line of its own begins a block, too.
  init?(_ text: UnsafeBufferPointer<UInt8>, mayBeAnyTag: Bool) {
    func begins(_ word: StaticString) -> Bool {
      text.count >= word.utf8CodeUnitCount
        && (0..<word.utf8CodeUnitCount).allSatisfy { text[$0] == word.utf8Start[$0] }
    }
    if begins("<!--") {
      end = .comment
    } else if begins("<?") {
      end = .instruction
    } else if begins("<![CDATA[") {
      end = .section
    } else if begins("<!"), text.count > 2, text[2].isASCIILetter {
      end = .declaration
    } else {
      let isClosing = text.count > 1 && text[1] == UInt8(ascii: "/")
      let nameStart = isClosing ? 2 : 1
      let name = text[min(nameStart, text.count)...].prefix {
        $0.isASCIILetter || 0x30...0x39 ~= $0
      }
      let lowercased = String(
        decoding: name.prefix(12).map(\.asciiLowercased), as: UTF8.self)
      let next = name.endIndex < text.count ? text[name.endIndex] : 0x20
      let isWhole = MarkdownScan.isSpace(next) || next == UInt8(ascii: ">")
      let closesItself =
        next == UInt8(ascii: "/") && text.count > name.endIndex + 1
        && text[name.endIndex + 1] == UInt8(ascii: ">")
      if !isClosing, isWhole, Self.rawNames.contains(lowercased) {
        end = .tag
      } else if isWhole || closesItself, Self.blockNames.contains(lowercased) {
        end = .blankLine
      } else if mayBeAnyTag, let tag = MarkdownTag.end(text, at: 0),
        text[tag...].allSatisfy(MarkdownScan.isSpace)
      {
        end = .blankLine
      } else {
        return nil
      }
    }
  }

  /// Whether a line of it has its end.
  func isEnded(by line: ArraySlice<UInt8>) -> Bool {
    switch end {
    case .blankLine: return false
    case .comment: return Self.contains("-->", in: line)
    case .instruction: return Self.contains("?>", in: line)
    case .declaration: return line.contains(UInt8(ascii: ">"))
    case .section: return Self.contains("]]>", in: line)
    case .tag:
      return Self.contains("</script>", in: line) || Self.contains("</pre>", in: line)
        || Self.contains("</style>", in: line) || Self.contains("</textarea>", in: line)
    }
  }

  private static func contains(_ word: StaticString, in line: ArraySlice<UInt8>) -> Bool {
    let count = word.utf8CodeUnitCount
    guard line.count >= count else { return false }
    return (line.startIndex...(line.endIndex - count)).contains { start in
      (0..<count).allSatisfy { line[start + $0].asciiLowercased == word.utf8Start[$0] }
    }
  }

  private static let rawNames: Set<String> = ["pre", "script", "style", "textarea"]
  private static let blockNames: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
    "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]
}

/// HTML inside a line of Markdown (CommonMark 6.6).
enum MarkdownTag {
  /// Where the tag, comment, instruction, declaration or section at `start` ends.
  static func end(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard start + 2 < text.count else { return nil }
    let next = text[start + 1]
    if next == UInt8(ascii: "/") { return endOfClosing(text, start + 2) }
    return next.isASCIILetter ? endOfOpening(text, start + 1) : nil
  }

  private static func endOfName(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < text.count,
      text[index].isASCIILetter || 0x30...0x39 ~= text[index] || text[index] == UInt8(ascii: "-")
    { index += 1 }
    return index
  }

  private static func skipSpace(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < text.count, MarkdownScan.isSpace(text[index]) || text[index] == 0x0A {
      index += 1
    }
    return index
  }

  private static func endOfClosing(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start < text.count, text[start].isASCIILetter else { return nil }
    let index = skipSpace(text, endOfName(text, start))
    return index < text.count && text[index] == UInt8(ascii: ">") ? index + 1 : nil
  }

  private static func endOfOpening(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var index = endOfName(text, start)
    while true {
      let next = skipSpace(text, index)
      guard next < text.count else { return nil }
      if text[next] == UInt8(ascii: ">") { return next + 1 }
      if text[next] == UInt8(ascii: "/") {
        return next + 1 < text.count && text[next + 1] == UInt8(ascii: ">") ? next + 2 : nil
      }
      guard next > index, let end = endOfAttribute(text, next) else { return nil }
      index = end
    }
  }

  private static func endOfAttribute(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    func isNameStart(_ byte: UInt8) -> Bool {
      byte.isASCIILetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
    }
    guard isNameStart(text[start]) else { return nil }
    var index = start + 1
    while index < text.count,
      isNameStart(text[index]) || 0x30...0x39 ~= text[index] || text[index] == UInt8(ascii: "-")
        || text[index] == UInt8(ascii: ".")
    { index += 1 }
    var value = skipSpace(text, index)
    guard value < text.count, text[value] == UInt8(ascii: "=") else { return index }
    value = skipSpace(text, value + 1)
    guard value < text.count else { return nil }
    let quote = text[value]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      value += 1
      while value < text.count, text[value] != quote { value += 1 }
      return value < text.count ? value + 1 : nil
    }
    let valueStart = value
    while value < text.count, text[value] > 0x20, !"\"'=<>`".utf8.contains(text[value]) {
      value += 1
    }
    return value > valueStart ? value : nil
  }
}
