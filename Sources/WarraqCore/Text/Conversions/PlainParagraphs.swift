package import WarraqModel

/// Text without markup as blocks, the same in every reader.
///
/// Blank lines separate paragraphs; in a text without any, each line is one. White space around
/// lines is dropped. U+2028 is a line break and U+2029 a paragraph separator whatever else the text
/// holds, as Unicode means them.
package enum PlainParagraphs {
  /// The paragraphs of a text.
  package static func blocks(of text: String) -> [Block] {
    text.withUTF8Bytes { bytes in
      guard hasLineEnd(bytes) else {
        let line = text.trimmed
        return line.isEmpty ? [] : [.paragraph([.text(line)])]
      }
      return blocks(of: bytes) { String(validUTF8: $0) }
    }
  }

  /// The paragraphs of a text in UTF-8.
  ///
  /// - Parameter string: makes a text of the bytes of a line.
  package static func blocks(
    of text: UnsafeBufferPointer<UInt8>, string: (UnsafeBufferPointer<UInt8>) -> String
  ) -> [Block] {
    var blocks: [Block] = []
    var inlines: [Inline] = []
    forEachLine(of: text, isOneParagraph: false) { line, startsParagraph in
      if startsParagraph {
        if !inlines.isEmpty { blocks.append(.paragraph(inlines)) }
        inlines = []
      } else {
        inlines.append(.lineBreak)
      }
      inlines.append(.text(string(UnsafeBufferPointer(rebasing: text[line]))))
    }
    if !inlines.isEmpty { blocks.append(.paragraph(inlines)) }
    return blocks
  }

  /// Gives every line with something to see in it, and whether it starts a paragraph.
  ///
  /// - Parameter isOneParagraph: whether all line ends are line breaks.
  package static func forEachLine(
    of text: UnsafeBufferPointer<UInt8>, isOneParagraph: Bool, _ body: (Range<Int>, Bool) -> Void
  ) {
    let lines = lines(of: text)
    let isSpaced = lines.dropFirst().contains { $0.gap == .paragraph }
    for (index, line) in lines.enumerated() {
      let isGap = line.gap == .paragraph || line.gap == .line && !isSpaced
      body(line.range, index == 0 || isGap && !isOneParagraph)
    }
  }

  /// The inlines of a text that is one paragraph, with its line ends as line breaks.
  package static func inlines(of text: String) -> [Inline] {
    text.withUTF8Bytes { bytes in
      guard hasLineEnd(bytes) else {
        let line = text.trimmed
        return line.isEmpty ? [] : [.text(line)]
      }
      var inlines: [Inline] = []
      forEachLine(of: bytes, isOneParagraph: true) { line, _ in
        if !inlines.isEmpty { inlines.append(.lineBreak) }
        inlines.append(.text(String(validUTF8: UnsafeBufferPointer(rebasing: bytes[line]))))
      }
      return inlines
    }
  }

  /// Whether a string of JSON has line ends.
  ///
  /// JSON has the ASCII ones as escapes only, so that most strings are searched for U+2028 and
  /// U+2029 alone.
  package static func hasLineEnd(
    _ text: UnsafeBufferPointer<UInt8>, hasEscapes: Bool
  ) -> Bool {
    hasEscapes ? hasLineEnd(text) : hasUnicodeLineEnd(text)
  }

  /// The inlines of a string of JSON that is one paragraph.
  package static func inlines(of text: JSONText) -> [Inline] {
    guard !hasLineEnd(text.bytes, hasEscapes: text.hasEscapes) else {
      return inlines(of: text.string)
    }
    let line = text.bytes.trimmed
    return line.isEmpty ? [] : [.text(String(validUTF8: line))]
  }

  /// Whether there is a U+2028 or U+2029.
  private static func hasUnicodeLineEnd(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return false }
    let raw = UnsafeRawPointer(base)
    func isLineEnd(_ last: Int) -> Bool {
      base[last] & 0xFE == 0xA8 && base[last - 1] == 0x80 && base[last - 2] == 0xE2
    }
    // Sixteen last bytes at once, each beside the byte two before it: quotation marks and dashes
    // have the same first bytes, Arabic letters the same last ones.
    var last = 2
    while last + 16 <= text.count {
      let here = raw.loadUnaligned(fromByteOffset: last, as: ByteScan.Bytes.self)
      let lead = raw.loadUnaligned(fromByteOffset: last - 2, as: ByteScan.Bytes.self)
      if ByteScan.any((here.equal(0xA8) .| here.equal(0xA9)) .& lead.equal(0xE2)),
        (last..<last + 16).contains(where: isLineEnd)
      {
        return true
      }
      last += 16
    }
    return last < text.count && (last..<text.count).contains(where: isLineEnd)
  }

  /// What separates a line from the visible one before it.
  private enum Gap {
    case lineBreak
    case line
    case paragraph
  }

  /// A line with something to see in it.
  private struct Line {
    let range: Range<Int>
    let gap: Gap
  }

  private static func lines(of text: UnsafeBufferPointer<UInt8>) -> [Line] {
    var lines: [Line] = []
    var gap = Gap.line
    var start = 0
    // Most texts have no line ends but LF.
    let hasOnlyLineFeeds =
      text.baseAddress.flatMap({ ByteScan.first(0x0D, in: $0, from: 0, to: text.count) }) == nil
      && !hasUnicodeLineEnd(text)
    while true {
      let end = hasOnlyLineFeeds ? lineFeed(in: text, from: start) : lineEnd(in: text, from: start)
      let line = text.trimmed(start..<(end?.range.lowerBound ?? text.count))
      if line.isEmpty {
        gap = .paragraph
      } else {
        lines.append(Line(range: line, gap: gap))
        gap = end?.gap ?? .line
      }
      guard let end else { return lines }
      if end.gap == .paragraph { gap = .paragraph }
      start = end.range.upperBound
    }
  }

  private static func hasLineEnd(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    lineEnd(in: text, from: 0) != nil
  }

  private static func lineFeed(
    in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (range: Range<Int>, gap: Gap)? {
    guard let base = text.baseAddress,
      let place = ByteScan.first(0x0A, in: base, from: start, to: text.count)
    else { return nil }
    return (place..<place + 1, .line)
  }

  /// The first LF, CR LF, CR, U+2028 or U+2029.
  @inline(__always)
  private static func lineEnd(
    in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (range: Range<Int>, gap: Gap)? {
    guard let base = text.baseAddress else { return nil }
    var position = start
    while true {
      position = ByteScan.first(base, from: position, to: text.count) { bytes in
        bytes.equal(0x0A) .| bytes.equal(0x0D) .| bytes.equal(0xE2)
      }
      guard position < text.count else { return nil }
      switch text[position] {
      case 0x0A: return (position..<position + 1, .line)
      case 0x0D:
        let isPair = position + 1 < text.count && text[position + 1] == 0x0A
        return (position..<position + (isPair ? 2 : 1), .line)
      default:
        if position + 2 < text.count, text[position + 1] == 0x80, text[position + 2] & 0xFE == 0xA8
        {
          return (position..<position + 3, text[position + 2] == 0xA8 ? .lineBreak : .paragraph)
        }
        position += 1
      }
    }
  }
}

extension String {
  /// Its runs between white space.
  package var words: [Substring] { split(whereSeparator: \.isWhitespace) }
}
