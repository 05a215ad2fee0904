internal import WarraqCore
internal import WarraqModel

/// Reads the YAML of front matter and of metadata files: mappings, lists, texts plain, quoted and in
/// blocks, and the flow style, which JSON is part of (https://yaml.org/spec/1.2.2/).
///
/// Anchors and tags are passed over. A line that is none of this is passed over and named; a text
/// with a colon or a bracket that should stand in quotation marks is taken as it is. There is no
/// YAML library that does not load all of Foundation. Time is linear in the text.
struct YAMLDocument {
  private struct Line {
    /// Where its first visible byte stands.
    var start: Int
    let end: Int
    /// The columns before it, also those of a list's marks.
    var indent: Int
    let number: Int
    /// Where it begins.
    let origin: Int
  }

  private static let maximumDepth = 32

  /// The lines, first 1, that could not be read as what they should be.
  private(set) var problems: [Int] = []
  /// The lines, first 1, of the keys that ``members()`` returns, in their order.
  private(set) var keyLines: [Int] = []
  private let bytes: [UInt8]
  private var lines: [Line] = []
  private var next = 0
  private var depth = 0
  /// Whether some bracket or quotation mark has no end, so that none is looked for again on the
  /// lines below.
  private var hasUnended = false

  init(_ text: ArraySlice<UInt8>) {
    bytes = Array(text)
    var origin = 0
    var number = 1
    while origin < bytes.count {
      var end = bytes[origin...].firstIndex(of: 0x0A) ?? bytes.count
      let following = end + 1
      if end > origin, bytes[end - 1] == 0x0D { end -= 1 }
      var start = origin
      while start < end, Self.isSpace(bytes[start]) { start += 1 }
      lines.append(
        Line(start: start, end: end, indent: start - origin, number: number, origin: origin))
      origin = following
      number += 1
    }
  }

  /// Reads all of it.
  mutating func members() -> [ExtraMember] {
    skipEmptyLines()
    guard next < lines.count else { return [] }
    return mapping(indent: lines[next].indent)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  // MARK: Lines

  private mutating func skipEmptyLines() {
    while next < lines.count, isEmpty(lines[next]) { next += 1 }
  }

  private func isEmpty(_ line: Line) -> Bool {
    line.start >= line.end || bytes[line.start] == UInt8(ascii: "#")
  }

  private mutating func skipProblem() {
    note(lines[next])
    next += 1
  }

  private mutating func note(_ line: Line) {
    if problems.last != line.number { problems.append(line.number) }
  }

  // MARK: Blocks

  private mutating func mapping(indent: Int) -> [ExtraMember] {
    var members = UniqueMembers()
    while true {
      skipEmptyLines()
      guard next < lines.count, lines[next].indent >= indent else { break }
      guard lines[next].indent == indent, !isItem(lines[next]), let key = key(lines[next]) else {
        if lines[next].indent == indent, isItem(lines[next]), depth > 0 { break }
        skipProblem()
        continue
      }
      let line = lines[next]
      let isNew = members.set(key.name, value(at: key.end, parent: indent, isOfKey: true))
      if !isNew { note(line) } else if depth == 0 { keyLines.append(line.number) }
    }
    return members.members
  }

  private func isItem(_ line: Line) -> Bool {
    line.start < line.end && bytes[line.start] == UInt8(ascii: "-")
      && (line.start + 1 == line.end || Self.isSpace(bytes[line.start + 1]))
  }

  /// The key of a line and where its value starts.
  private func key(_ line: Line) -> (name: String, end: Int)? {
    guard line.start < line.end else { return nil }
    let quote = bytes[line.start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let text = quoted(at: line.start, before: line.end) else { return nil }
      var end = text.end
      while end < line.end, Self.isSpace(bytes[end]) { end += 1 }
      guard end < line.end, bytes[end] == UInt8(ascii: ":") else { return nil }
      return (text.text, end + 1)
    }
    guard !"[{|>".utf8.contains(quote) else { return nil }
    var index = line.start
    while index < line.end {
      if bytes[index] == UInt8(ascii: ":"), index + 1 == line.end || Self.isSpace(bytes[index + 1])
      {
        return (string(trimmed(line.start..<index)), index + 1)
      }
      if bytes[index] == UInt8(ascii: "#"), Self.isSpace(bytes[index - 1]) { return nil }
      index += 1
    }
    return nil
  }

  private mutating func sequence(indent: Int) -> [ExtraValue] {
    var elements: [ExtraValue] = []
    while true {
      skipEmptyLines()
      guard next < lines.count, lines[next].indent >= indent else { break }
      guard lines[next].indent == indent, isItem(lines[next]) else {
        guard lines[next].indent > indent else { break }
        skipProblem()
        continue
      }
      let line = lines[next]
      var start = line.start + 1
      while start < line.end, Self.isSpace(bytes[start]) { start += 1 }
      lines[next].start = start
      lines[next].indent = indent + start - line.start
      let isNested = isItem(lines[next]) || key(lines[next]) != nil
      elements.append(
        isNested ? block(indent: lines[next].indent) : value(at: start, parent: indent))
    }
    return elements
  }

  /// The mapping or list that starts on the next line.
  private mutating func block(indent: Int) -> ExtraValue {
    guard depth < Self.maximumDepth else {
      while next < lines.count, isEmpty(lines[next]) || lines[next].indent >= indent {
        skipProblem()
      }
      return .null
    }
    depth += 1
    defer { depth -= 1 }
    return isItem(lines[next])
      ? .array(sequence(indent: indent)) : .object(mapping(indent: indent))
  }

  // MARK: Values

  /// The value from a place in the next line on, which may go on over the lines below.
  private mutating func value(
    at start: Int, parent: Int, isOfKey: Bool = false
  ) -> ExtraValue {
    let line = lines[next]
    var start = start
    while true {
      while start < line.end, Self.isSpace(bytes[start]) { start += 1 }
      // An anchor or a tag says nothing here.
      guard start < line.end, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!")
      else { break }
      while start < line.end, !Self.isSpace(bytes[start]) { start += 1 }
    }
    guard start < line.end, bytes[start] != UInt8(ascii: "#") else {
      next += 1
      return valueBelow(parent: parent, isOfKey: isOfKey)
    }
    switch bytes[start] {
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      if let text = blockText(line, at: start, parent: parent) { return .string(text) }
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{"):
      if let (value, end) = flow(at: start, before: hasUnended ? line.end : bytes.count) {
        var last = next
        while last + 1 < lines.count, lines[last].end < end { last += 1 }
        if isEmptyOrComment(end..<lines[last].end) {
          next = last + 1
          return value
        }
      } else {
        hasUnended = true
      }
      note(line)
    case UInt8(ascii: "*"): note(line)
    default: break
    }
    return plain(line, at: start, parent: parent)
  }

  private func isEmptyOrComment(_ range: Range<Int>) -> Bool {
    guard let first = range.first(where: { !Self.isSpace(bytes[$0]) }) else { return true }
    return bytes[first] == UInt8(ascii: "#")
  }

  /// What stands on the lines below a key or a list's mark without a value.
  private mutating func valueBelow(parent: Int, isOfKey: Bool) -> ExtraValue {
    skipEmptyLines()
    guard next < lines.count else { return .null }
    let line = lines[next]
    // A list may stand as far out as the key.
    if isItem(line), isOfKey, line.indent == parent { return block(indent: parent) }
    guard line.indent > parent else { return .null }
    if isItem(line) { return block(indent: line.indent) }
    return key(line) != nil ? block(indent: line.indent) : value(at: line.start, parent: parent)
  }

  /// A text without quotation marks, with the lines further in that go on with it.
  private mutating func plain(_ line: Line, at start: Int, parent: Int) -> ExtraValue {
    var text = string(withoutComment(start..<line.end))
    next += 1
    var emptyLines = 0
    var isOneLine = true
    while next < lines.count {
      let further = lines[next]
      if further.start >= further.end {
        emptyLines += 1
      } else if further.indent > parent, bytes[further.start] != UInt8(ascii: "#") {
        text += emptyLines > 0 ? String(repeating: "\n", count: emptyLines) : " "
        text += string(withoutComment(further.start..<further.end))
        emptyLines = 0
        isOneLine = false
      } else {
        break
      }
      next += 1
    }
    return isOneLine ? Self.scalar(text) : .string(text)
  }

  private func withoutComment(_ range: Range<Int>) -> Range<Int> {
    var end = range.lowerBound
    while end < range.upperBound {
      if bytes[end] == UInt8(ascii: "#"), end > range.lowerBound, Self.isSpace(bytes[end - 1]) {
        break
      }
      end += 1
    }
    return trimmed(range.lowerBound..<end)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, Self.isSpace(bytes[first]) { range.removeFirst() }
    while let last = range.last, Self.isSpace(bytes[last]) { range.removeLast() }
    return range
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// What a text without quotation marks is (10.3.2).
  static func scalar(_ text: String) -> ExtraValue {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: JSONCursor.isNumber(text) ? .number(text) : .string(text)
    }
  }

  /// A text in a block (8.1), `nil` where the sign begins something else.
  private mutating func blockText(_ line: Line, at start: Int, parent: Int) -> String? {
    let isFolded = bytes[start] == UInt8(ascii: ">")
    var index = start + 1
    var chomping: UInt8 = 0
    var indent: Int?
    while index < line.end, "+-123456789".utf8.contains(bytes[index]) {
      if bytes[index] > UInt8(ascii: "0") {
        indent = max(parent, 0) + Int(bytes[index] - UInt8(ascii: "0"))
      } else {
        chomping = bytes[index]
      }
      index += 1
    }
    guard isEmptyOrComment(index..<line.end) else { return nil }
    next += 1
    var texts: [String] = []
    while next < lines.count {
      let line = lines[next]
      let isBlank = line.start >= line.end
      if !isBlank, line.indent < indent ?? parent + 1 { break }
      if !isBlank, indent == nil { indent = line.indent }
      texts.append(string(min(line.origin + (indent ?? 0), line.end)..<line.end))
      next += 1
    }
    return Self.joined(texts, isFolded: isFolded, chomping: chomping)
  }

  private static func joined(_ texts: [String], isFolded: Bool, chomping: UInt8) -> String {
    var lines = texts[...]
    var emptyLines = 0
    while lines.last?.isEmpty == true {
      lines.removeLast()
      emptyLines += 1
    }
    var text = ""
    var wasIndented = true
    var breaks = 0
    for line in lines {
      let isIndented = line.first == " " || line.first == "\t"
      if line.isEmpty {
        breaks += 1
        continue
      }
      if !text.isEmpty || breaks > 0 {
        if !isFolded || isIndented || wasIndented {
          text += String(repeating: "\n", count: breaks + (text.isEmpty ? 0 : 1))
        } else {
          text += breaks > 0 ? String(repeating: "\n", count: breaks) : " "
        }
      }
      text += line
      breaks = 0
      wasIndented = isIndented
    }
    switch chomping {
    case UInt8(ascii: "-"): break
    case UInt8(ascii: "+"): text += String(repeating: "\n", count: emptyLines + 1)
    default: if !text.isEmpty { text += "\n" }
    }
    return text
  }

  // MARK: Flow style

  private mutating func flow(at start: Int, before end: Int) -> (ExtraValue, Int)? {
    guard depth < Self.maximumDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return quoted(at: start, before: end).map { (.string($0.text), $0.end) }
    case UInt8(ascii: "["): return flowSequence(at: start + 1, before: end)
    case UInt8(ascii: "{"): return flowMapping(at: start + 1, before: end)
    default:
      var index = start
      while index < end, !Self.endsFlowText(bytes[index]),
        bytes[index] != UInt8(ascii: ":") || index + 1 < end && !Self.followsKey(bytes[index + 1])
      { index += 1 }
      let range = trimmed(start..<index)
      return range.isEmpty ? nil : (Self.scalar(string(range)), index)
    }
  }

  private static func endsFlowText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["),
      UInt8(ascii: "{"), 0x0A:
      true
    default: false
    }
  }

  private static func followsKey(_ byte: UInt8) -> Bool {
    byte <= 0x20 || endsFlowText(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private func skipFlowSpace(_ start: Int, before end: Int) -> Int {
    var index = start
    while index < end {
      if bytes[index] == UInt8(ascii: "#"), bytes[index - 1] <= 0x20 {
        while index < end, bytes[index] != 0x0A { index += 1 }
      } else if bytes[index] > 0x20 {
        break
      } else {
        index += 1
      }
    }
    return index
  }

  private mutating func flowSequence(at start: Int, before end: Int) -> (ExtraValue, Int)? {
    var elements: [ExtraValue] = []
    var index = start
    while true {
      index = skipFlowSpace(index, before: end)
      guard index < end else { return nil }
      if bytes[index] == UInt8(ascii: "]") { return (.array(elements), index + 1) }
      guard let (value, after) = flow(at: index, before: end) else { return nil }
      elements.append(value)
      index = skipFlowSpace(after, before: end)
      guard index < end else { return nil }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
      } else if bytes[index] != UInt8(ascii: "]") {
        return nil
      }
    }
  }

  private mutating func flowMapping(at start: Int, before end: Int) -> (ExtraValue, Int)? {
    var members = UniqueMembers()
    var index = start
    while true {
      index = skipFlowSpace(index, before: end)
      guard index < end else { return nil }
      if bytes[index] == UInt8(ascii: "}") { return (.object(members.members), index + 1) }
      guard let (key, afterKey) = flow(at: index, before: end) else { return nil }
      index = skipFlowSpace(afterKey, before: end)
      var value = ExtraValue.null
      if index < end, bytes[index] == UInt8(ascii: ":") {
        index = skipFlowSpace(index + 1, before: end)
        guard index < end else { return nil }
        if bytes[index] != UInt8(ascii: ","), bytes[index] != UInt8(ascii: "}") {
          guard let (found, after) = flow(at: index, before: end) else { return nil }
          value = found
          index = skipFlowSpace(after, before: end)
        }
      }
      _ = members.set(key.text ?? "", value)
      guard index < end else { return nil }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
      } else if bytes[index] != UInt8(ascii: "}") {
        return nil
      }
    }
  }

  // MARK: Quotation marks

  /// A text in quotation marks, whose line ends are spaces.
  private func quoted(at start: Int, before end: Int) -> (text: String, end: Int)? {
    let quote = bytes[start]
    var text: [UInt8] = []
    var index = start + 1
    while index < end {
      let byte = bytes[index]
      switch byte {
      case quote:
        if quote == UInt8(ascii: "'"), index + 1 < end, bytes[index + 1] == quote {
          text.append(quote)
          index += 2
          continue
        }
        return (String(decoding: text, as: UTF8.self), index + 1)
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
        guard index + 1 < end else { return nil }
        index = Self.appendEscape(bytes[..<end], at: index + 1, to: &text)
      case 0x0A, 0x0D:
        while let last = text.last, Self.isSpace(last) { text.removeLast() }
        var breaks = 0
        while index < end, bytes[index] <= 0x20 {
          if bytes[index] == 0x0A { breaks += 1 }
          index += 1
        }
        text += breaks > 1 ? Array(repeating: 0x0A, count: breaks - 1) : [0x20]
      default:
        text.append(byte)
        index += 1
      }
    }
    return nil
  }

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
      while index < bytes.endIndex, isSpace(bytes[index]) { index += 1 }
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
