/// Puts fuzzed bytes into JSON, so that they reach what lies behind the JSON reader.
enum JSONText {
  /// An object of texts.
  static func object(_ members: [(name: String, value: [UInt8])]) -> [UInt8] {
    var bytes = Array("{".utf8)
    for (index, member) in members.enumerated() {
      bytes += Array("\(index == 0 ? "" : ",")\"\(member.name)\":".utf8) + text(member.value)
    }
    return bytes + Array("}".utf8)
  }

  /// A JSON Feed of one item with an HTML body.
  static func feed(htmlBody: [UInt8]) -> [UInt8] {
    let item = object([("id", Array("urn:x:1".utf8)), ("content_html", htmlBody)])
    let head = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":["
    return Array(head.utf8) + item + Array("]}".utf8)
  }

  private static func text(_ bytes: [UInt8]) -> [UInt8] {
    var text = Array("\"".utf8)
    // Repaired, as a JSON document is UTF-8.
    for byte in String(decoding: bytes, as: UTF8.self).utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        text += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: text.append(byte)
      }
    }
    return text + Array("\"".utf8)
  }
}
