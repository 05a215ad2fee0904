internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// Texts of feeds that may or may not be HTML.
enum FeedText {
  /// A title or a name as it is to be read: HTML where it looks like it, else as it stands.
  static func plain(_ text: String) -> String {
    looksLikeMarkup(text) ? words(html: text) : text
  }

  /// What HTML says, without its markup, in one line.
  static func words(html: String) -> String {
    oneLine(HTMLContent(html: html).blocks.plainText)
  }

  /// What HTML says, without its markup.
  static func lines(html: String) -> String { HTMLContent(html: html).blocks.plainText }

  /// A text that ``plain(_:)`` turns into this one.
  static func unmistakable(_ text: String) -> String {
    guard looksLikeMarkup(text) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text with its line ends as spaces.
  static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(0x0A) else { return text }
    return text.split(separator: "\n").joined(separator: " ")
  }

  /// Whether a text holds a character reference of HTML or one of the tags that titles hold.
  static func looksLikeMarkup(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "&"), isReference(bytes[(index + 1)...]) { return true }
      if byte == UInt8(ascii: "<"), isTag(bytes[(index + 1)...]) { return true }
    }
    return false
  }

  /// Whether a text is paragraphs of HTML from its start to its end, which no prose is.
  static func isMarkup(_ text: String) -> Bool {
    let text = text.trimmed
    guard text.utf8.first == UInt8(ascii: "<"), text.utf8.last == UInt8(ascii: ">") else {
      return false
    }
    let name = text.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    guard blockTags.contains(name) else { return false }
    let end = text.lowercased()
    return blockTags.contains { end.hasSuffix("</\($0)>") }
  }

  private static let blockTags: Set<String> = [
    "article", "blockquote", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p",
    "pre", "section", "table", "ul",
  ]

  private static func isReference(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    if bytes.first == UInt8(ascii: "#") { bytes.removeFirst() }
    let name = bytes.prefix(32).prefix { isWord($0) }
    return name.count > 1 && bytes.dropFirst(name.count).first == UInt8(ascii: ";")
  }

  private static func isTag(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    if bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
    let name = bytes.prefix(12).prefix { isWord($0) }
    guard tags.contains(String(decoding: name, as: UTF8.self).lowercased()) else { return false }
    return bytes.contains(UInt8(ascii: ">"))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  private static let tags: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "blockquote", "br", "center", "cite", "code", "div",
    "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "img", "li", "ol", "p", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "u", "ul",
  ]
}
