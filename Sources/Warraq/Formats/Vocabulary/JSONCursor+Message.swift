internal import WarraqCore

extension JSONCursor {
  /// The pieces of one text that a messenger makes, and the elements of HTML for them: strings, and
  /// objects with `type` and `text`
  /// (https://core.telegram.org/import-export).
  private static let pieces: [String: String] = [
    "plain": "", "link": "a", "text_link": "a", "bold": "b", "italic": "i", "underline": "u",
    "strikethrough": "s", "code": "code", "pre": "", "mention": "", "mention_name": "",
    "hashtag": "", "cashtag": "", "bot_command": "", "email": "", "phone": "", "spoiler": "",
    "custom_emoji": "", "bank_card": "", "blockquote": "", "unknown": "",
  ]

  /// Reads an array of pieces that are one text, as HTML; `nil`, and nothing is read, where it is
  /// anything else.
  mutating func messageHTML() throws(JSONError) -> String? {
    let start = mark()
    guard try hasObject() else { return nil }
    var html = "<p>"
    try beginArray()
    while try nextElement() {
      switch try peek() {
      case UInt8(ascii: "\""): html += Self.markup(of: try string())
      case UInt8(ascii: "{"):
        var (type, text, address) = ("", "", String?.none)
        try beginObject()
        while let key = try nextKey() {
          guard try peek() == UInt8(ascii: "\"") else {
            move(to: start)
            return nil
          }
          switch key {
          case "type": type = try string()
          case "text": text = try string()
          case "href": address = try string()
          case "language", "document_id": try skipValue()
          default:
            move(to: start)
            return nil
          }
        }
        guard let element = Self.pieces[type] else {
          move(to: start)
          return nil
        }
        if element == "a" {
          let target = address ?? (text.contains("://") ? text : "https://" + text)
          html += "<a href=\"\(Self.markup(of: target))\">\(Self.markup(of: text))</a>"
        } else {
          let inner = Self.markup(of: text)
          html += element.isEmpty ? inner : "<\(element)>\(inner)</\(element)>"
        }
      default:
        move(to: start)
        return nil
      }
    }
    return html + "</p>"
  }

  /// Whether an array has an object, which is not read yet: most bodies are lists of strings.
  private mutating func hasObject() throws(JSONError) -> Bool {
    let start = mark()
    defer { move(to: start) }
    try beginArray()
    while try nextElement() {
      if try peek() == UInt8(ascii: "{") { return true }
      try skipValue()
    }
    return false
  }

  /// A text as HTML, with its lines and paragraphs.
  private static func markup(of text: String) -> String {
    var html: [UInt8] = []
    var previous: UInt8 = 0
    for byte in text.utf8 {
      defer { previous = byte }
      switch byte {
      case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): html.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: "\""): html.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): html.append(contentsOf: "<br>".utf8)
      default: html.append(byte)
      }
    }
    return String(decoding: html, as: UTF8.self).replacing("<br><br>", with: "</p><p>")
  }
}
