internal import WarraqModel

/// The shortcodes of WordPress around pictures with captions, which exports leave in the text:
/// `[caption id="…"]<img …> The words[/caption]`.
enum CaptionShortcode {
  /// The HTML with figures in place of the shortcodes; `nil` where there are none.
  static func replaced(in html: String) -> String? {
    guard html.hasASCII("[/"), html.hasASCII("caption]") else { return nil }
    var result = ""
    var rest = html[...]
    for name in ["caption", "wp_caption"] where html.contains("[/\(name)]") {
      result = ""
      while let start = rest.firstRange(of: "[\(name)"),
        let end = rest[start.upperBound...].firstRange(of: "[/\(name)]")
      {
        guard let figure = figure(rest[start.upperBound..<end.lowerBound]) else {
          result += rest[..<end.upperBound]
          rest = rest[end.upperBound...]
          continue
        }
        result += rest[..<start.lowerBound]
        result += figure
        rest = rest[end.upperBound...]
      }
      result += rest
      rest = result[...]
    }
    return result == html ? nil : result
  }

  /// The figure of what stands behind the name of a shortcode.
  private static func figure(_ code: Substring) -> String? {
    guard let next = code.first, next == "]" || next.isWhitespace,
      let close = endOfAttributes(code), let picture = code[close...].firstRange(of: "<img"),
      let pictureEnd = code[picture.upperBound...].firstIndex(of: ">")
    else { return nil }
    var end = code.index(after: pictureEnd)
    let link = code[end...].prefix(while: \.isWhitespace).endIndex
    if code[link...].hasPrefix("</a>") { end = code.index(link, offsetBy: 4) }
    var caption = code[end...]
    if caption.allSatisfy(\.isWhitespace) {
      caption = attribute("caption", in: code[..<close]) ?? ""
    }
    return
      "<figure>\(code[code.index(after: close)..<end])<figcaption>\(caption)</figcaption></figure>"
  }

  /// Where the `]` is that ends the attributes; one in quotation marks does not.
  private static func endOfAttributes(_ code: Substring) -> Substring.Index? {
    var quote: Character?
    for index in code.indices {
      switch code[index] {
      case "\"", "'": quote = quote == nil ? code[index] : quote == code[index] ? nil : quote
      case "]" where quote == nil: return index
      default: break
      }
    }
    return nil
  }

  private static func attribute(_ name: String, in attributes: Substring) -> Substring? {
    guard let start = attributes.firstRange(of: "\(name)=\"")?.upperBound,
      let end = attributes[start...].firstIndex(of: "\"")
    else { return nil }
    return attributes[start..<end]
  }
}
