internal import WarraqModel

/// Collects the inlines of one block as CommonMark, before they are cut into lines.
struct MarkdownLine {
  /// The text; a line feed is a soft break, ``hardBreak`` a hard one.
  private var bytes: [UInt8] = []
  private var isInCell = false
  private var isInLink = false
  /// How many links and pictures kept only their text; see `AddressScheme`.
  private(set) var refusedLinks = 0

  /// A byte that UTF-8 never has.
  private static let hardBreak: UInt8 = 0xFF

  mutating func start(inCell: Bool) {
    bytes.removeAll(keepingCapacity: true)
    isInCell = inCell
    isInLink = false
  }

  // MARK: Inlines

  /// Appends inlines; `following` is the scalar that will stand after them, `nil` for the end.
  mutating func append(_ inlines: [Inline], following: Unicode.Scalar? = nil) {
    for (index, inline) in inlines.enumerated() {
      let following = Self.firstScalar(of: inlines[(index + 1)...]) ?? following
      switch inline {
      case .text(let text): append(text: text, following: following)
      case .emphasis(let content):
        append(content, delimiters: ["_", "*"], tag: "em", following: following)
      case .strong(let content):
        append(content, delimiters: ["**"], tag: "strong", following: following)
      case .code(let code): append(code: code)
      case .link(let content, let href, let title):
        // A link cannot be inside a link (CommonMark 6.3).
        if isInLink {
          append(content, following: following)
        } else {
          append(link: content, href: href, title: title)
        }
      case .lineBreak: bytes.append(Self.hardBreak)
      case .deletion(let content):
        append(content, delimiters: ["~~"], tag: "del", following: following)
      case .insertion(let content): append(content, tag: "ins")
      case .superscript(let content): append(content, tag: "sup")
      case .subscript(let content): append(content, tag: "sub")
      case .span(let content, _, _): append(content, following: following)
      case .footnoteReference(let id):
        bytes += [UInt8(ascii: "["), UInt8(ascii: "^")]
        bytes += Self.label(ofFootnote: id)
        bytes.append(UInt8(ascii: "]"))
      }
    }
  }

  /// What stands behind `^` for a note: its identifier, in which all but letters, digits and hyphens
  /// is written as its number between low lines.
  static func label(ofFootnote id: String) -> [UInt8] {
    var label = ""
    for scalar in id.unicodeScalars {
      let isPlain =
        scalar == "-" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isPlain {
        label.unicodeScalars.append(scalar)
      } else {
        label += "_\(String(scalar.value, radix: 16))_"
      }
    }
    return Array(label.utf8)
  }

  mutating func appendImage(_ label: String, href: String) {
    if AddressScheme.allows(href) { bytes.append(UInt8(ascii: "!")) }
    append(link: [.text(label)], href: href, title: nil)
  }

  /// Appends content between a delimiter run, or between tags where none would be read as one.
  private mutating func append(
    _ content: [Inline], delimiters: [StaticString], tag: StaticString, following: Unicode.Scalar?
  ) {
    let start = bytes.count
    let before = Self.lastScalar(of: bytes)
    bytes.append(contentsOf: delimiters[0].bytes)
    let contentStart = bytes.count
    append(content, following: Unicode.Scalar(delimiters[0].bytes[0]))
    // Space at either end belongs outside: `** word**` is not strong.
    let body = bytes[contentStart...].trimming(Self.isSpace)
    guard !body.isEmpty else {
      bytes.removeSubrange(start..<contentStart)
      return
    }
    let leading = Array(bytes[contentStart..<body.startIndex])
    let trailing = Array(bytes[body.endIndex...])
    let delimiter = delimiters.first { delimiter in
      Self.delimits(
        Array(body), by: delimiter, before: leading.isEmpty ? before : " ",
        after: trailing.isEmpty ? following : " ")
    }
    let inner = Array(body)
    bytes.removeSubrange(start...)
    bytes += leading
    if let delimiter {
      bytes.append(contentsOf: delimiter.bytes)
      bytes += inner
      bytes.append(contentsOf: delimiter.bytes)
    } else {
      bytes += [UInt8(ascii: "<")] + tag.bytes + [UInt8(ascii: ">")] + inner
      bytes += [UInt8(ascii: "<"), UInt8(ascii: "/")] + tag.bytes + [UInt8(ascii: ">")]
    }
    bytes += trailing
  }

  private mutating func append(_ content: [Inline], tag: StaticString) {
    bytes += [UInt8(ascii: "<")] + tag.bytes + [UInt8(ascii: ">")]
    append(content, following: "<")
    bytes += [UInt8(ascii: "<"), UInt8(ascii: "/")] + tag.bytes + [UInt8(ascii: ">")]
  }

  private mutating func append(link content: [Inline], href: String, title: String?) {
    guard AddressScheme.allows(href) else {
      refusedLinks += 1
      return append(content)
    }
    if title == nil, content == [.text(href)], Self.isAutolink(href) {
      bytes.append(UInt8(ascii: "<"))
      for byte in href.utf8 { append(urlByte: byte) }
      return bytes.append(UInt8(ascii: ">"))
    }
    bytes.append(UInt8(ascii: "["))
    isInLink = true
    append(content, following: "]")
    isInLink = false
    bytes += [UInt8(ascii: "]"), UInt8(ascii: "(")]
    let target = Array(href.utf8)
    for (index, byte) in target.enumerated() {
      let isEscaped =
        byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\\")
        || byte == UInt8(ascii: "&") && Self.startsEntity(target[index...])
      if isEscaped { bytes.append(UInt8(ascii: "\\")) }
      append(urlByte: byte)
    }
    if let title {
      bytes += [UInt8(ascii: " "), UInt8(ascii: "\"")]
      append(text: title, following: nil, alsoEscaping: UInt8(ascii: "\""))
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ")"))
  }

  /// Appends a byte of a link's target; what a target cannot hold is percent-encoded.
  private mutating func append(urlByte byte: UInt8) {
    let isAllowed =
      byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
      && !(isInCell && byte == UInt8(ascii: "|"))
    guard !isAllowed else { return bytes.append(byte) }
    let digits: StaticString = "0123456789ABCDEF"
    bytes += [UInt8(ascii: "%"), digits.bytes[Int(byte >> 4)], digits.bytes[Int(byte & 15)]]
  }

  private mutating func append(code: String) {
    guard !code.isEmpty else { return }
    let fence = [UInt8](
      repeating: UInt8(ascii: "`"), count: Self.longestBacktickRun(code) + 1)
    let content = code.utf8.map { $0 == 0x0A || $0 == 0x0D ? UInt8(ascii: " ") : $0 }
    // A space at both ends is stripped (CommonMark 6.1), so one more is given.
    let needsSpace =
      content.first == UInt8(ascii: "`") || content.last == UInt8(ascii: "`")
      || content.first == UInt8(ascii: " ") && content.last == UInt8(ascii: " ")
        && content.contains { $0 != UInt8(ascii: " ") }
    bytes += fence
    if needsSpace { bytes.append(UInt8(ascii: " ")) }
    for byte in content {
      if isInCell, byte == UInt8(ascii: "|") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    if needsSpace { bytes.append(UInt8(ascii: " ")) }
    bytes += fence
  }

  // MARK: Plain text

  private mutating func append(
    text: String, following: Unicode.Scalar?, alsoEscaping extra: UInt8 = UInt8(ascii: "\\")
  ) {
    if let end = Self.endOfAddress(in: text) {
      // GitHub takes marks such as `،` and `»` for a part of the address before them.
      append(text: String(text[..<end]), following: nil, alsoEscaping: extra)
      bytes += "<!-- -->".utf8
      return append(text: String(text[end...]), following: following, alsoEscaping: extra)
    }
    var text = text
    text.withUTF8 { source in
      var runStart = 0
      for (index, byte) in source.enumerated() where Self.isSpecial(byte) || byte == extra {
        bytes.append(contentsOf: source[runStart..<index])
        runStart = index + 1
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
          bytes.append(UInt8(ascii: "\n"))
          continue
        case UInt8(ascii: "_"):
          // Inside a word it is never markup (CommonMark 6.2).
          let isInWord =
            index > 0 && Self.isAlphanumeric(source[index - 1])
            && index + 1 < source.count && Self.isAlphanumeric(source[index + 1])
          if !isInWord { bytes.append(UInt8(ascii: "\\")) }
        case UInt8(ascii: "&"):
          if Self.startsEntity(source[index...]) { bytes.append(UInt8(ascii: "\\")) }
        case UInt8(ascii: "!"):
          if index == source.count - 1, following == "[" { bytes.append(UInt8(ascii: "\\")) }
        case UInt8(ascii: "|"):
          if isInCell { bytes.append(UInt8(ascii: "\\")) }
        case UInt8(ascii: "$"):
          // What may end a formula.
          let isFree =
            index > 0 && Self.isSpace(source[index - 1])
            || index == 0 && (bytes.last.map { Self.isSpace($0) } ?? true)
            || index + 1 < source.count && Self.isDigit(source[index + 1])
          if !isFree { bytes.append(UInt8(ascii: "\\")) }
        default: bytes.append(UInt8(ascii: "\\"))
        }
        bytes.append(byte)
      }
      bytes.append(contentsOf: source[runStart...])
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "~"),
      UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: "$"),
      UInt8(ascii: "^"), 0x0A, 0x0D:
      true
    default: false
    }
  }

  /// Where the first bare address ends that is followed at once by a mark beyond ASCII.
  private static func endOfAddress(in text: String) -> String.Index? {
    guard text.utf8.contains(UInt8(ascii: "/")) else { return nil }
    var rest = text[...]
    while let start = rest.firstRange(of: "://")?.upperBound {
      let scalars = text.unicodeScalars[start...]
      let end = scalars.firstIndex {
        $0.value <= 0x20 || $0 == "<" || !$0.isASCII && $0.isPunctuationOrSymbol
      }
      guard let end else { return nil }
      if !text.unicodeScalars[end].isASCII { return end }
      rest = text[end...]
    }
    return nil
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == hardBreak
  }

  /// Whether `&` at the start may be read as a character reference, also one that goes on in the
  /// next run.
  private static func startsEntity(_ bytes: some Collection<UInt8>) -> Bool {
    for byte in bytes.dropFirst().prefix(33) {
      if byte == UInt8(ascii: ";") { return true }
      guard isAlphanumeric(byte) || byte == UInt8(ascii: "#") else { return false }
    }
    return bytes.count <= 33
  }

  /// Whether a link whose text is its target can be written `<target>` (CommonMark 6.5).
  private static func isAutolink(_ href: String) -> Bool {
    guard let colon = href.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let scheme = href.utf8[..<colon]
    return 2...32 ~= scheme.count && scheme.allSatisfy { isAlphanumeric($0) }
      && !isDigit(scheme.first ?? 0)
      && href.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  static func longestBacktickRun(_ text: String) -> Int {
    var longest = 0
    var current = 0
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}

// MARK: - Delimiter runs

extension MarkdownLine {
  /// Whether `delimiter` opens and closes around `content` (CommonMark 6.2, and GitHub's strikethrough,
  /// which follows its rules), and touches no run that it would be read together with.
  fileprivate static func delimits(
    _ content: [UInt8], by delimiter: StaticString, before: Unicode.Scalar?,
    after: Unicode.Scalar?
  ) -> Bool {
    guard let first = firstScalar(of: content), let last = lastScalar(of: content) else {
      return false
    }
    let isUnderscore = delimiter.bytes[0] == UInt8(ascii: "_")
    let own = Unicode.Scalar(delimiter.bytes[0])
    for neighbor in [before, first, last, after] {
      if neighbor == own { return false }
      // An emphasis nearby may have chosen either delimiter.
      if delimiter.bytes.count == 1, neighbor == "_" { return false }
    }
    let outside = [kind(before), kind(after)]
    if kind(first) == .punctuation, outside[0] == .other { return false }
    if kind(last) == .punctuation, outside[1] == .other { return false }
    return !isUnderscore || !outside.contains(.other)
  }

  fileprivate enum Kind {
    case space
    case punctuation
    case other
  }

  fileprivate static func kind(_ scalar: Unicode.Scalar?) -> Kind {
    guard let scalar, scalar != "\n" else { return .space }
    if scalar.isASCII {
      if scalar == " " || scalar == "\t" { return .space }
      return isAlphanumeric(UInt8(truncatingIfNeeded: scalar.value)) || scalar.value < 0x20
        ? .other : .punctuation
    }
    if scalar.properties.generalCategory == .spaceSeparator { return .space }
    return scalar.isPunctuationOrSymbol ? .punctuation : .other
  }

  /// The first scalar that the inlines will write, `nil` when they write nothing.
  fileprivate static func firstScalar(of inlines: ArraySlice<Inline>) -> Unicode.Scalar? {
    for inline in inlines {
      switch inline {
      case .text(let text):
        // A star or low line of a text is escaped: what stands there is the backslash.
        if let scalar = text.unicodeScalars.first {
          return scalar == "*" || scalar == "_" || scalar == "[" ? "\\" : scalar
        }
      case .emphasis(let content):
        if firstScalar(of: content[...]) != nil { return "_" }
      case .strong(let content):
        if firstScalar(of: content[...]) != nil { return "*" }
      case .link, .footnoteReference: return "["
      case .code(let code): if !code.isEmpty { return "`" }
      case .lineBreak: return "\n"
      case .deletion(let content):
        if firstScalar(of: content[...]) != nil { return "~" }
      case .superscript, .subscript, .insertion: return "<"
      case .span(let content, _, _):
        if let scalar = firstScalar(of: content[...]) { return scalar }
      }
    }
    return nil
  }

  fileprivate static func firstScalar(of bytes: [UInt8]) -> Unicode.Scalar? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return scalar
  }

  fileprivate static func lastScalar(of bytes: [UInt8]) -> Unicode.Scalar? {
    guard let last = bytes.last, last != hardBreak else { return nil }
    var start = bytes.count - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return firstScalar(of: Array(bytes[start...]))
  }
}

// MARK: - Lines

extension MarkdownLine {
  /// The collected text on one line, with `hardBreak` for hard breaks.
  func joined(hardBreak: StaticString) -> [UInt8] {
    var result: [UInt8] = []
    var separator: StaticString = ""
    forEachSegment { segment, endsHard in
      if !segment.isEmpty {
        if !result.isEmpty { result.append(contentsOf: separator.bytes) }
        result += segment
        separator = " "
      }
      if endsHard { separator = hardBreak }
    }
    return result
  }

  /// Calls `body` with each line, trimmed, and whether a hard break ends it.
  func forEachSegment(_ body: (ArraySlice<UInt8>, Bool) -> Void) {
    var start = 0
    for index in 0...bytes.count {
      let isEnd = index == bytes.count
      guard isEnd || bytes[index] == 0x0A || bytes[index] == Self.hardBreak else { continue }
      body(
        bytes[start..<index].trimming { $0 == 0x20 || $0 == 0x09 },
        !isEnd && bytes[index] == Self.hardBreak)
      start = index + 1
    }
  }

  /// Where a backslash has to stand so that the line does not start a block, `nil` when it does
  /// not look like one.
  static func blockMarker(in line: ArraySlice<UInt8>) -> Int? {
    guard let first = line.first else { return nil }
    func endsMarker(_ index: Int) -> Bool {
      index == line.endIndex || line[index] == 0x20 || line[index] == 0x09
    }
    let second = line.startIndex + 1
    switch first {
    case UInt8(ascii: ">"): return line.startIndex
    case UInt8(ascii: "+"): return endsMarker(second) ? line.startIndex : nil
    case UInt8(ascii: "-"), UInt8(ascii: "|"), UInt8(ascii: ":"):
      // Items, and in pandoc's Markdown lines of verse, definitions and divisions.
      if endsMarker(second) || line.starts(with: ":::".utf8) { return line.startIndex }
      // The underline of a heading, a thematic break, the second row of a table.
      let isRule = line.allSatisfy {
        $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ":")
          || $0 == 0x20 || $0 == 0x09
      }
      return isRule ? line.startIndex : nil
    case UInt8(ascii: "="):
      return line.allSatisfy { $0 == UInt8(ascii: "=") } ? line.startIndex : nil
    case UInt8(ascii: "#"):
      let end = line.firstIndex { $0 != UInt8(ascii: "#") } ?? line.endIndex
      if end == second, end < line.endIndex, line[end] == UInt8(ascii: "."), endsMarker(end + 1) {
        return end
      }
      return end - line.startIndex <= 6 && endsMarker(end) ? line.startIndex : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard let end = line.firstIndex(where: { !isDigit($0) }), end - line.startIndex <= 9,
        line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: ")"), endsMarker(end + 1)
      else { return nil }
      return end
    case UInt8(ascii: "("):
      let end = line[second...].firstIndex { !isAlphanumeric($0) && $0 != UInt8(ascii: "@") }
      guard let end, line[end] == UInt8(ascii: ")"), endsMarker(end + 1),
        line[second] == UInt8(ascii: "@") || isListNumber(line[second..<end])
      else { return nil }
      return line.startIndex
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      guard let end = line.prefix(8).firstIndex(where: { !isAlphanumeric($0) }),
        line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: ")"), endsMarker(end + 1),
        isListNumber(line[..<end]),
        // `B. Russell` is a name.
        line[end] == UInt8(ascii: ")") || end > second || first > UInt8(ascii: "Z")
      else { return nil }
      return end
    default: return nil
    }
  }

  /// Whether pandoc's Markdown takes letters and digits for the number of an item.
  private static func isListNumber(_ number: ArraySlice<UInt8>) -> Bool {
    if number.count == 1, isAlphanumeric(number[number.startIndex]) { return true }
    return number.count <= 9
      && (number.allSatisfy { isDigit($0) }
        || number.allSatisfy { "ivxlcdm".utf8.contains($0) }
        || number.allSatisfy { "IVXLCDM".utf8.contains($0) })
      && !number.isEmpty
  }
}

extension ArraySlice<UInt8> {
  fileprivate func trimming(_ isTrimmed: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    guard let first = firstIndex(where: { !isTrimmed($0) }),
      let last = lastIndex(where: { !isTrimmed($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}

extension Unicode.Scalar {
  /// Whether it is of the categories P or S, as CommonMark has it of punctuation
  /// (https://spec.commonmark.org/0.31.2/#unicode-punctuation-character).
  package var isPunctuationOrSymbol: Bool {
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
