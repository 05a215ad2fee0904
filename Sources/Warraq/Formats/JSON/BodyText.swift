internal import WarraqCore
internal import WarraqModel
internal import WarraqXML

/// Bodies that are one string: plain text or HTML.
enum BodyText {
  /// Whether a text holds a tag or a comment of HTML.
  ///
  /// Only names of HTML elements count, so that a `<` in plain text stays what it is.
  static func isHTML(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return false }
      var position = 0
      while let tag = ByteScan.first(UInt8(ascii: "<"), in: base, from: position, to: bytes.count) {
        if startsTag(bytes[(tag + 1)...]) { return true }
        position = tag + 1
      }
      return false
    }
  }

  private static func startsTag(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if rest.starts(with: "!--".utf8) { return true }
    let rest = rest.first == UInt8(ascii: "/") ? rest.dropFirst() : rest
    var name: [UInt8] = []
    for byte in rest.prefix(12) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        name.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.append(byte | 0x20)
      case UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: " "), 0x09, 0x0A, 0x0D:
        return elements.contains(name)
      default: return false
      }
    }
    return false
  }

  /// Elements that bodies are marked up with.
  private static let elements = Set(
    """
    a abbr article aside audio b blockquote body br center cite code dd del div dl dt em embed \
    figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins li main \
    mark ol p picture pre q s script section small source span strong style sub sup table tbody \
    td tfoot th thead tr u ul video
    """.split(separator: " ").map { Array($0.utf8) })

  /// The paragraphs of plain text: what stands between empty lines, or each line where there are no
  /// empty lines.
  static func paragraphs(of text: String) -> [Block] {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(trimmed)
    let first = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
    let last = lines.lastIndex { !$0.isEmpty } ?? first
    guard first < lines.endIndex else { return [] }
    let body = lines[first...last]
    let hasGaps = body.contains { $0.isEmpty }
    guard hasGaps else { return body.map { .paragraph([.text(string($0))]) } }
    return body.split { $0.isEmpty }.map { .paragraph(inlines(Array($0))) }
  }

  /// The inlines of one paragraph of plain text, its line ends kept.
  static func inlines(of text: String) -> [Inline] {
    guard contains(UInt8(ascii: "\n"), text) else { return [.text(text)] }
    return inlines(text.utf8.split(separator: UInt8(ascii: "\n")).map(trimmed))
  }

  private static func contains(_ byte: UInt8, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.baseAddress.flatMap { ByteScan.first(byte, in: $0, from: 0, to: bytes.count) } != nil
    }
  }

  private static func inlines(_ lines: [Substring.UTF8View]) -> [Inline] {
    var inlines: [Inline] = []
    for line in lines where !line.isEmpty {
      if !inlines.isEmpty { inlines.append(.lineBreak) }
      inlines.append(.text(string(line)))
    }
    return inlines
  }

  /// A text without ASCII white space around it.
  static func trimmed(_ text: String) -> String {
    let view = trimmed(text.utf8[...])
    return view.count == text.utf8.count ? text : string(view)
  }

  private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
    var text = text
    while let byte = text.first, isSpace(byte) { text.removeFirst() }
    while let byte = text.last, isSpace(byte) { text.removeLast() }
    return text
  }

  private static func string(_ text: Substring.UTF8View) -> String { String(Substring(text)) }
}
