internal import WarraqModel

/// Texts: plain, in quotation marks, in blocks.
extension YAMLParser {
  // MARK: Places

  /// Goes to the next byte that is no space and no comment; returns whether that is on another line.
  @discardableResult
  mutating func skipSpace() -> Bool {
    var isBelow = false
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09: index += 1
      case 0x0A:
        index += 1
        lineStart = index
        isBelow = true
      case UInt8(ascii: "#") where index == lineStart || bytes[index - 1] <= 0x20:
        while index < end, bytes[index] != 0x0A { index += 1 }
      default: return isBelow
      }
    }
    return isBelow
  }

  mutating func skipBlanks() {
    while index < end, Self.isBlank(bytes[index]) { index += 1 }
  }

  /// Goes over the end of this line and all empty ones; returns how many that are.
  mutating func skipLineEnds() -> Int {
    var count = 0
    while index < end, bytes[index] == 0x0A {
      index += 1
      lineStart = index
      count += 1
      skipBlanks()
    }
    return count
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }

  /// Whether a sign stands here with a space or the end of the line behind it.
  func isMark(_ byte: UInt8) -> Bool {
    index < end && bytes[index] == byte && (index + 1 == end || bytes[index + 1] <= 0x20)
  }

  /// Whether nothing but space is before this place in its line.
  var isFirstOfLine: Bool { bytes[lineStart..<index].allSatisfy(Self.isBlank) }

  /// The spaces that the line starts with.
  var indentation: Int {
    bytes[lineStart..<end].prefix { $0 == 0x20 }.count
  }

  /// Whether nothing but a comment is behind this place in its line.
  var isAtLineEnd: Bool {
    let rest = bytes[index..<end].drop(while: Self.isBlank)
    guard let next = rest.first, next != 0x0A else { return true }
    return next == UInt8(ascii: "#") && (rest.startIndex > index || bytes[index - 1] <= 0x20)
  }

  func checkLineEnd() throws(YAMLError) {
    guard !isAtLineEnd else { return }
    let place = bytes[index..<end].firstIndex { !Self.isBlank($0) } ?? index
    guard bytes[place] != UInt8(ascii: "#") else {
      throw YAMLError(place, "expected a space before the comment")
    }
    throw YAMLError(
      place, "the value ended before this; put the whole of it in quotation marks")
  }

  /// Tabs do not indent keys and lists (6.1).
  func checkIndentation(before place: Int) throws(YAMLError) {
    guard let tab = bytes[lineStart..<place].firstIndex(of: 0x09) else { return }
    throw YAMLError(tab, "a tab cannot indent; write spaces")
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  // MARK: Plain texts

  /// Reads as much of a plain text as stands on a line (7.3.3).
  mutating func plainLine(isFirst: Bool, inFlow: Bool) throws(YAMLError) -> Range<Int> {
    if isFirst { try checkPlainStart(inFlow: inFlow) }
    let start = index
    var last = start
    while index < end, bytes[index] != 0x0A {
      let byte = bytes[index]
      if byte == UInt8(ascii: "#"), index > start, Self.isBlank(bytes[index - 1]) { break }
      if inFlow, isFlowIndicator(byte) { break }
      if byte == UInt8(ascii: ":"), endsKey(inFlow: inFlow) { break }
      index += 1
      if !Self.isBlank(byte) { last = index }
    }
    index = last
    return start..<last
  }

  /// Whether the colon here is that of a key.
  func endsKey(inFlow: Bool) -> Bool {
    isMark(UInt8(ascii: ":"))
      || inFlow && index + 1 < end && bytes[index] == UInt8(ascii: ":")
        && isFlowIndicator(bytes[index + 1])
  }

  private mutating func checkPlainStart(inFlow: Bool) throws(YAMLError) {
    guard index < end else { return }
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
      try note(Self.badStart(byte, at: index))
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"),
      UInt8(ascii: "|"), UInt8(ascii: ">"):
      throw Self.badStart(byte, at: index)
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      let isSign =
        index + 1 == end || bytes[index + 1] <= 0x20
        || inFlow && isFlowIndicator(bytes[index + 1])
      if isSign { throw Self.badStart(byte, at: index) }
    default: break
    }
  }

  private static func badStart(_ byte: UInt8, at index: Int) -> YAMLError {
    let sign = Character(Unicode.Scalar(byte))
    return YAMLError(index, "a text cannot begin with '\(sign)' here; put it in quotation marks")
  }

  /// Reads the lines on which a plain text goes on.
  mutating func plain(
    _ first: String, parent: Int, inFlow: Bool
  ) throws(YAMLError) -> String {
    var text = first
    while true {
      if !inFlow { try checkNoKey() }
      let place = (index, lineStart)
      skipBlanks()
      let breaks = skipLineEnds()
      guard breaks > 0, index < end, indentation > parent, bytes[index] != UInt8(ascii: "#"),
        !inFlow || !isFlowIndicator(bytes[index]) && !endsKey(inFlow: true)
      else {
        (index, lineStart) = place
        return text
      }
      text += breaks > 1 ? String(repeating: "\n", count: breaks - 1) : " "
      let line = try plainLine(isFirst: false, inFlow: inFlow)
      text += string(line)
    }
  }

  /// What stands behind here, and further in on the lines below, as one text.
  mutating func rest(parent: Int) -> String {
    var text = ""
    while true {
      skipBlanks()
      let start = index
      var last = index
      while index < end, bytes[index] != 0x0A {
        let byte = bytes[index]
        if byte == UInt8(ascii: "#"), index > lineStart, Self.isBlank(bytes[index - 1]) { break }
        index += 1
        if !Self.isBlank(byte) { last = index }
      }
      if !text.isEmpty, last > start { text += " " }
      text += string(start..<last)
      while index < end, bytes[index] != 0x0A { index += 1 }
      let place = (index, lineStart)
      _ = skipLineEnds()
      guard index < end, index - lineStart > parent, bytes[index] != UInt8(ascii: "#") else {
        (index, lineStart) = place
        return text
      }
    }
  }

  // MARK: Texts in quotation marks

  /// Reads a text in quotation marks, whose line ends are spaces (7.3).
  mutating func quoted(parent: Int) throws(YAMLError) -> String {
    let start = index
    let quote = bytes[start]
    var text: [UInt8] = []
    /// How much of the text is no space at the end of a line.
    var kept = 0
    index += 1
    while index < end {
      switch bytes[index] {
      case quote:
        index += 1
        guard quote == UInt8(ascii: "'"), index < end, bytes[index] == quote else {
          return String(decoding: text, as: UTF8.self)
        }
        text.append(quote)
        index += 1
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
        index += 1
        guard index < end else { throw unended(start) }
        if bytes[index] == 0x0A {
          // The line goes on without a space.
          text += Array(repeating: 0x0A, count: skipLineEnds() - 1)
          guard index < end, indentation > parent else { throw unended(start) }
        } else {
          try escape(to: &text)
        }
        kept = text.count
      case 0x0A:
        while text.count > kept, let last = text.last, Self.isBlank(last) { text.removeLast() }
        let breaks = skipLineEnds()
        guard index < end, indentation > parent else { throw unended(start) }
        text += breaks > 1 ? Array(repeating: 0x0A, count: breaks - 1) : [0x20]
        kept = text.count
      default:
        text.append(bytes[index])
        index += 1
      }
    }
    throw unended(start)
  }

  private func unended(_ start: Int) -> YAMLError {
    YAMLError(
      start, "the quotation mark has no end; close it, and indent the lines between the two")
  }

  private mutating func escape(to text: inout [UInt8]) throws(YAMLError) {
    let byte = bytes[index]
    let digits =
      switch byte {
      case UInt8(ascii: "x"): 2
      case UInt8(ascii: "u"): 4
      case UInt8(ascii: "U"): 8
      default: 0
      }
    let isKnown = "0abt\tnvfre \"/\\N_LPxuU".utf8.contains(byte)
    let isHex = bytes[index + 1..<min(index + 1 + digits, end)].allSatisfy {
      Character(Unicode.Scalar($0)).isHexDigit
    }
    if !isKnown || !isHex || index + digits >= end {
      try note(
        YAMLError(
          index - 1, "this is no escape; write '\\\\' for '\\', or single quotation marks"))
    }
    index = YAMLDocument.appendEscape(bytes[..<end], at: index, to: &text)
  }

  // MARK: Texts in blocks

  /// Reads a text in a block, from its sign on (8.1).
  mutating func blockText(parent: Int) throws(YAMLError) -> String {
    let isFolded = bytes[index] == UInt8(ascii: ">")
    let sign = index
    index += 1
    var chomping: UInt8?
    var indent: Int?
    while index < end, !Self.isBlank(bytes[index]), bytes[index] != 0x0A {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "1")...UInt8(ascii: "9") where indent == nil:
        indent = max(parent, 0) + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "+") where chomping == nil, UInt8(ascii: "-") where chomping == nil:
        chomping = byte
      default:
        throw YAMLError(
          sign,
          "behind '\(string(sign..<sign + 1))' stand '-' or '+' and a digit from 1 to 9, and the "
            + "text on the lines below; or put the text in quotation marks")
      }
      index += 1
    }
    try checkLineEnd()
    while index < end, bytes[index] != 0x0A { index += 1 }
    return try blockLines(
      parent: parent, indent: indent, isFolded: isFolded, chomping: chomping)
  }

  private mutating func blockLines(
    parent: Int, indent: Int?, isFolded: Bool, chomping: UInt8?
  ) throws(YAMLError) -> String {
    var indent = indent
    var text = ""
    var breaks = 0
    var longestBlank = (length: 0, end: index)
    var hasText = false
    var wasIndented = true
    while index < end {
      // Here stands the end of the line before.
      let start = index + 1
      guard start < end else {
        index = end
        break
      }
      let lineEnd = bytes[start..<end].firstIndex(of: 0x0A) ?? end
      let spaces = bytes[start..<lineEnd].prefix { $0 == 0x20 }.count
      if spaces < lineEnd - start, spaces < indent ?? max(parent + 1, 0) {
        if bytes[start + spaces] == 0x09, indent == nil {
          throw YAMLError(start + spaces, "a tab cannot indent; write spaces")
        }
        break
      }
      index = lineEnd
      lineStart = start
      if spaces == lineEnd - start, spaces <= indent ?? Int.max {
        if indent == nil, spaces > longestBlank.length { longestBlank = (spaces, lineEnd) }
        breaks += 1
        continue
      }
      if indent == nil, longestBlank.length > spaces {
        try note(
          YAMLError(
            longestBlank.end,
            "the empty line has more spaces than the text below it; take them out"))
      }
      let from = start + (indent ?? spaces)
      indent = indent ?? spaces
      let isIndented = Self.isBlank(bytes[from])
      if hasText, !isFolded || isIndented || wasIndented {
        breaks += 1
      } else if hasText, breaks == 0 {
        text += " "
      }
      text += String(repeating: "\n", count: breaks) + string(from..<lineEnd)
      breaks = 0
      hasText = true
      wasIndented = isIndented
    }
    switch chomping {
    case UInt8(ascii: "-"): break
    case UInt8(ascii: "+"):
      text += String(repeating: "\n", count: breaks + (hasText ? 1 : 0))
    default: if hasText { text += "\n" }
    }
    return text
  }
}

extension YAMLDocument {
  /// Appends what an escape means (5.7); returns where it ends.
  static func appendEscape(_ bytes: ArraySlice<UInt8>, at start: Int, to text: inout [UInt8]) -> Int
  {
    var digits = 0
    switch bytes[start] {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "a"): text.append(7)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "e"): text.append(0x1B)
    case UInt8(ascii: "N"): text += "\u{85}".utf8
    case UInt8(ascii: "_"): text += "\u{A0}".utf8
    case UInt8(ascii: "L"): text += "\u{2028}".utf8
    case UInt8(ascii: "P"): text += "\u{2029}".utf8
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case 0x0A:
      // The line goes on without a space.
      var index = start + 1
      while index < bytes.endIndex, YAMLParser.isBlank(bytes[index]) { index += 1 }
      return index
    default: text.append(bytes[start])
    }
    guard digits > 0 else { return start + 1 }
    let end = min(start + 1 + digits, bytes.endIndex)
    func value(_ range: Range<Int>) -> UInt32? {
      UInt32(String(decoding: bytes[range], as: UTF8.self), radix: 16)
    }
    guard let code = value(start + 1..<end) else {
      text.append(bytes[start])
      return start + 1
    }
    // JSON writes what is beyond the first plane as two surrogates.
    if 0xD800..<0xDC00 ~= code, end + 6 <= bytes.endIndex, bytes[end] == UInt8(ascii: "\\"),
      bytes[end + 1] == UInt8(ascii: "u"), let low = value(end + 2..<end + 6),
      0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (code - 0xD800) << 10 + (low - 0xDC00))
    {
      text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      return end + 6
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    return end
  }
}
