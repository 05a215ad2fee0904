/// Where a link of Markdown leads, as it stands in the source.
struct MarkdownLink {
  let address: [UInt8]
  let title: [UInt8]?
}

/// Tells what a piece of Markdown begins with.
enum MarkdownScan {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    0x21...0x2F ~= byte || 0x3A...0x40 ~= byte || 0x5B...0x60 ~= byte || 0x7B...0x7E ~= byte
  }

  // MARK: Blocks

  /// `## Words ##`: the level and where the words stand.
  static func heading(_ text: Bytes) -> (level: Int, content: Range<Int>)? {
    let level = text.prefix { $0 == UInt8(ascii: "#") }.count
    guard 1...6 ~= level, level == text.count || isSpace(text[level]) else { return nil }
    var start = level
    var end = text.count
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    var sign = end
    while sign > start, text[sign - 1] == UInt8(ascii: "#") { sign -= 1 }
    if sign < end, sign == start || isSpace(text[sign - 1]) {
      end = sign
      while end > start, isSpace(text[end - 1]) { end -= 1 }
    }
    return (level, start..<end)
  }

  /// A line of `=` or `-` below words: the level of the heading that it makes of them.
  static func underline(_ text: Bytes) -> Int? {
    guard text[0] == UInt8(ascii: "=") || text[0] == UInt8(ascii: "-") else { return nil }
    let rest = text.drop { $0 == text[0] }
    return rest.allSatisfy(isSpace) ? (text[0] == UInt8(ascii: "=") ? 1 : 2) : nil
  }

  static func isDivider(_ text: Bytes) -> Bool {
    switch text[0] {
    case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "_"): break
    default: return false
    }
    var count = 0
    for byte in text where !isSpace(byte) {
      guard byte == text[0] else { return false }
      count += 1
    }
    return count >= 3
  }

  struct ListMarker {
    /// The sign of the list: `-`, `+`, `*`, `.` or `)`.
    let byte: UInt8
    let start: Int?
    let length: Int
    /// Whether nothing stands behind it.
    let isEmpty: Bool
  }

  static func listMarker(_ text: Bytes) -> ListMarker? {
    var length = 1
    var start: Int?
    switch text[0] {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): break
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = text.prefix(10).prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
      guard digits <= 9, digits < text.count,
        text[digits] == UInt8(ascii: ".") || text[digits] == UInt8(ascii: ")")
      else { return nil }
      length = digits + 1
      start = text[..<digits].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    default: return nil
    }
    guard length == text.count || isSpace(text[length]) else { return nil }
    return ListMarker(
      byte: text[length - 1], start: start, length: length,
      isEmpty: text[length...].allSatisfy(isSpace))
  }

  /// `[^label]:` at the start of a line.
  static func noteLabel(_ text: Bytes) -> (label: String, name: String, end: Int)? {
    guard text.count > 4, text[1] == UInt8(ascii: "^") else { return nil }
    var index = 2
    while index < text.count, text[index] != UInt8(ascii: "]") {
      guard !isSpace(text[index]), text[index] != UInt8(ascii: "["), index < 1000 else {
        return nil
      }
      index += 1
    }
    guard index > 2, index + 1 < text.count, text[index + 1] == UInt8(ascii: ":") else {
      return nil
    }
    let name = String(decoding: text[2..<index], as: UTF8.self)
    return (label(text[2..<index]), name, index + 2)
  }

  /// The line below the header of a table: how many columns there are.
  static func tableColumns(_ text: Bytes) -> Int? {
    var columns = 0
    var index = text[0] == UInt8(ascii: "|") ? 1 : 0
    func skipSpace() { while index < text.count, isSpace(text[index]) { index += 1 } }
    while true {
      skipSpace()
      guard index < text.count else { break }
      if text[index] == UInt8(ascii: ":") { index += 1 }
      let start = index
      while index < text.count, text[index] == UInt8(ascii: "-") { index += 1 }
      guard index > start else { return nil }
      if index < text.count, text[index] == UInt8(ascii: ":") { index += 1 }
      columns += 1
      skipSpace()
      guard index < text.count else { break }
      guard text[index] == UInt8(ascii: "|") else { return nil }
      index += 1
    }
    return columns > 0 ? columns : nil
  }

  /// The cells of a row of a table.
  static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var row = trimmed(line)
    if row.first == UInt8(ascii: "|") { row = row.dropFirst() }
    var cells: [ArraySlice<UInt8>] = []
    var start = row.startIndex
    var index = start
    while index < row.endIndex {
      if row[index] == UInt8(ascii: "\\") {
        index = min(index + 2, row.endIndex)
        continue
      }
      if row[index] == UInt8(ascii: "|") {
        cells.append(trimmed(row[start..<index]))
        start = index + 1
      }
      index += 1
    }
    let rest = trimmed(row[start...])
    if !rest.isEmpty { cells.append(rest) }
    return cells
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, isSpace(first) || first == 0x0A { bytes.removeFirst() }
    while let last = bytes.last, isSpace(last) || last == 0x0A { bytes.removeLast() }
    return bytes
  }

  // MARK: Links

  /// `[label]: address "title"` from `start` on, on lines of its own.
  static func definition(
    _ text: Bytes, at start: Int
  ) -> (label: String, link: MarkdownLink, end: Int)? {
    guard let labelEnd = endOfLabel(text, at: start), labelEnd < text.count,
      text[labelEnd] == UInt8(ascii: ":")
    else { return nil }
    let label = label(text[(start + 1)..<(labelEnd - 1)])
    guard !label.isEmpty else { return nil }
    let addressStart = skipSpaceAndLine(text, labelEnd + 1)
    guard addressStart < text.count, let address = address(text, at: addressStart) else {
      return nil
    }
    let beforeTitle = skipSpaceAndLine(text, address.end)
    if beforeTitle > address.end, let title = title(text, at: beforeTitle),
      let end = endOfLine(text, title.end)
    {
      return (label, MarkdownLink(address: address.bytes, title: title.bytes), end)
    }
    guard let end = endOfLine(text, address.end) else { return nil }
    return (label, MarkdownLink(address: address.bytes, title: nil), end)
  }

  /// Where a label in brackets ends.
  static func endOfLabel(_ text: Bytes, at start: Int) -> Int? {
    guard start < text.count, text[start] == UInt8(ascii: "[") else { return nil }
    var index = start + 1
    while index < text.count, index - start <= 1000 {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "]"): return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  /// A label as two are compared: white space and case do not count.
  static func label(_ bytes: some Collection<UInt8>) -> String {
    let words = bytes.split { $0 == 0x20 || 0x09...0x0D ~= $0 }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ").lowercased()
  }

  /// The target of a link, in angle brackets or not.
  static func address(_ text: Bytes, at start: Int) -> (bytes: [UInt8], end: Int)? {
    guard start < text.count else { return nil }
    var index = start
    if text[start] == UInt8(ascii: "<") {
      index += 1
      while index < text.count, text[index] != UInt8(ascii: ">") {
        if text[index] == 0x0A || text[index] == UInt8(ascii: "<") { return nil }
        if text[index] == UInt8(ascii: "\\") { index += 1 }
        index += 1
      }
      guard index < text.count else { return nil }
      return (Array(text[(start + 1)..<index]), index + 1)
    }
    var depth = 0
    loop: while index < text.count {
      switch text[index] {
      case 0...0x20, 0x7F: break loop
      case UInt8(ascii: "\\"):
        if index + 1 < text.count, isPunctuation(text[index + 1]) { index += 1 }
      case UInt8(ascii: "("):
        depth += 1
        if depth > 32 { return nil }
      case UInt8(ascii: ")"):
        if depth == 0 { break loop }
        depth -= 1
      default: break
      }
      index += 1
    }
    guard depth == 0, index > start || index < text.count && text[index] == UInt8(ascii: ")")
    else { return nil }
    return (Array(text[start..<index]), index)
  }

  /// A title in quotation marks or parentheses.
  static func title(_ text: Bytes, at start: Int) -> (bytes: [UInt8], end: Int)? {
    guard start < text.count else { return nil }
    let close: UInt8
    switch text[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = text[start]
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var index = start + 1
    while index < text.count, text[index] != close {
      if text[index] == UInt8(ascii: "("), close == UInt8(ascii: ")") { return nil }
      if text[index] == UInt8(ascii: "\\") { index += 1 }
      index += 1
    }
    guard index < text.count else { return nil }
    return (Array(text[(start + 1)..<index]), index + 1)
  }

  /// Passes spaces and at most one line end.
  static func skipSpaceAndLine(_ text: Bytes, _ start: Int) -> Int {
    var index = start
    var lines = 0
    while index < text.count, isSpace(text[index]) || text[index] == 0x0A && lines == 0 {
      if text[index] == 0x0A { lines += 1 }
      index += 1
    }
    return index
  }

  private static func endOfLine(_ text: Bytes, _ start: Int) -> Int? {
    var index = start
    while index < text.count, isSpace(text[index]) { index += 1 }
    if index == text.count { return index }
    return text[index] == 0x0A ? index + 1 : nil
  }

  /// Where `<https://…>` or `<name@host>` ends.
  static func endOfAutolink(
    _ text: Bytes, _ start: Int
  ) -> Int? {
    var index = start + 1
    guard index < text.count, text[index].isASCIILetter || 0x30...0x39 ~= text[index] else {
      return nil
    }
    var colon: Int?
    var at: Int?
    while index < text.count, text[index] != UInt8(ascii: ">") {
      guard text[index] > 0x20, text[index] != UInt8(ascii: "<") else { return nil }
      if text[index] == UInt8(ascii: ":"), colon == nil { colon = index }
      if text[index] == UInt8(ascii: "@"), at == nil { at = index }
      index += 1
    }
    guard index < text.count else { return nil }
    if let colon {
      let scheme = text[(start + 1)..<colon]
      guard 2...32 ~= scheme.count, scheme[start + 1].isASCIILetter,
        scheme.allSatisfy({ $0.isASCIILetter || 0x30...0x39 ~= $0 || "+.-".utf8.contains($0) })
      else { return nil }
      return index + 1
    }
    guard let at, at > start + 1, at + 1 < index,
      text[(at + 1)..<index].allSatisfy({
        $0.isASCIILetter || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }), text[(start + 1)..<at].allSatisfy({ !"\\\"(),;[]".utf8.contains($0) })
    else { return nil }
    return index + 1
  }

  /// Where a character reference of CommonMark ends, which has to have its semicolon.
  static func endOfReference(
    _ text: Bytes, _ start: Int
  ) -> Int? {
    var index = start + 1
    guard index < text.count else { return nil }
    var isAllowed: (UInt8) -> Bool = { $0.isASCIILetter || 0x30...0x39 ~= $0 }
    var limit = 32
    if text[index] == UInt8(ascii: "#") {
      index += 1
      guard index < text.count else { return nil }
      if text[index].asciiLowercased == UInt8(ascii: "x") {
        index += 1
        isAllowed = {
          0x30...0x39 ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0.asciiLowercased
        }
        limit = 6
      } else {
        isAllowed = { 0x30...0x39 ~= $0 }
        limit = 7
      }
    } else if !text[index].isASCIILetter {
      return nil
    }
    let first = index
    while index < text.count, index - first < limit, isAllowed(text[index]) { index += 1 }
    guard index > first, index < text.count, text[index] == UInt8(ascii: ";") else { return nil }
    return index + 1
  }
}

/// The line that begins code, and the one that ends it.
struct MarkdownFence {
  let byte: UInt8
  let length: Int
  let indent: Int

  init?(_ text: UnsafeBufferPointer<UInt8>, indent: Int) {
    byte = text[0]
    length = text.prefix { $0 == text[0] }.count
    self.indent = indent
    guard length >= 3, byte != UInt8(ascii: "`") || !text[length...].contains(byte) else {
      return nil
    }
  }

  func isClosed(by text: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = text.prefix { $0 == byte }.count
    return count >= length && text[count...].allSatisfy(MarkdownScan.isSpace)
  }
}
