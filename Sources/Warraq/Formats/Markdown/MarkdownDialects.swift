internal import WarraqCore

/// Turns what only Hugo and Obsidian know into what Markdown and HTML say.
///
/// ```
/// {{< figure src="boat.jpg" alt="A boat" caption="The *boat*" >}}
/// {{< youtube w7Ft2ymGmfc >}}
/// ![[boat.jpg|A boat]] and [[A page|its words]]
/// ```
///
/// Lines of code stay what they are.
struct MarkdownDialects {
  /// The names of shortcodes that are left out, each once.
  private(set) var unknownNames: [String] = []
  private var result: [UInt8] = []

  /// The page without shortcodes of Hugo and links of Obsidian.
  mutating func translated(_ page: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard Self.mayHaveAny(page) else { return page }
    result.removeAll(keepingCapacity: true)
    result.reserveCapacity(page.count)
    var fence: ArraySlice<UInt8>?
    for line in page.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      if let open = fence {
        if text.starts(with: open) { fence = nil }
        append(line)
      } else if let first = text.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~"),
        text.prefix(while: { $0 == first }).count >= 3
      {
        fence = text.prefix { $0 == first }
        append(line)
      } else if let code = Self.shortcode(text) {
        append(shortcode: code)
      } else {
        append(linksOf: line)
      }
      result.append(0x0A)
    }
    return result[...]
  }

  private static func mayHaveAny(_ page: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in page {
      if byte == previous, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return true }
      previous = byte
    }
    return false
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) { result.append(contentsOf: bytes) }

  // MARK: - Shortcodes of Hugo

  /// What stands between the marks of a line that is a shortcode and nothing else.
  private static func shortcode(_ line: ArraySlice<UInt8>) -> String? {
    var text = line
    while let last = text.last, last <= 0x20 { text.removeLast() }
    for (start, end) in [("{{<", ">}}"), ("{{%", "%}}")]
    where text.count > 6 && text.starts(with: start.utf8) && text.suffix(3).elementsEqual(end.utf8)
    {
      let inner = text.dropFirst(3).dropLast(3)
      guard !inner.contains(UInt8(ascii: "{")) else { return nil }
      return String(decoding: inner, as: UTF8.self).trimmed
    }
    return nil
  }

  private mutating func append(shortcode code: String) {
    let words = Self.words(of: code)
    guard let name = words.first?.value else { return }
    func value(_ key: String, or place: Int? = nil) -> String? {
      if let named = words.first(where: { $0.key == key }) { return named.value }
      guard let place, words.count > place, words[place].key == nil else { return nil }
      return words[place].value
    }
    switch name {
    case "figure":
      guard let address = value("src") else { return }
      var html = "<figure><img src=\"\(Self.escaped(address))\""
      html += " alt=\"\(Self.escaped(value("alt") ?? ""))\">"
      let caption = [value("title"), value("caption"), value("attr")].compactMap(\.self)
      if !caption.isEmpty {
        html += "<figcaption>\(Self.escaped(caption.joined(separator: " ")))</figcaption>"
      }
      append(html: html + "</figure>")
    case "youtube":
      guard let id = value("id", or: 1) else { return }
      append(html: "<iframe src=\"https://www.youtube.com/embed/\(Self.escaped(id))\"></iframe>")
    case "vimeo":
      guard let id = value("id", or: 1) else { return }
      append(html: "<iframe src=\"https://player.vimeo.com/video/\(Self.escaped(id))\"></iframe>")
    case "tweet", "x", "twitter":
      let user = value("user") ?? "i"
      guard let id = value("id", or: 1) else { return }
      let address = Self.escaped("https://twitter.com/\(user)/status/\(id)")
      append(
        html:
          "<blockquote class=\"twitter-tweet\"><a href=\"\(address)\">\(address)</a></blockquote>")
    case "instagram":
      guard let id = value("id", or: 1) else { return }
      let address = Self.escaped("https://www.instagram.com/p/\(id)/")
      append(
        html: "<blockquote class=\"instagram-media\" data-instgrm-permalink=\"\(address)\">"
          + "<a href=\"\(address)\">\(address)</a></blockquote>")
    case "highlight", "/highlight": append(Array("```".utf8)[...])
    default:
      // What stands between two of them is text.
      let name = name.hasPrefix("/") ? String(name.dropFirst()) : name
      if !unknownNames.contains(name), unknownNames.count < 20 { unknownNames.append(name) }
    }
  }

  private mutating func append(html: String) {
    result.append(contentsOf: "\n\(html)\n".utf8)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// Words and `key="value"` of a shortcode.
  private static func words(of code: String) -> [(key: String?, value: String)] {
    var words: [(key: String?, value: String)] = []
    var rest = Substring(code)
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first, words.count < 32 else { return words }
      var key: String?
      if first != "\"", first != "`" {
        let word = rest.prefix { !$0.isWhitespace && $0 != "=" }
        rest = rest[word.endIndex...]
        guard rest.first == "=" else {
          words.append((nil, String(word)))
          continue
        }
        key = String(word)
        rest = rest.dropFirst()
      }
      guard let quote = rest.first, quote == "\"" || quote == "`" else {
        let word = rest.prefix { !$0.isWhitespace }
        words.append((key, String(word)))
        rest = rest[word.endIndex...]
        continue
      }
      let value = rest.dropFirst().prefix { $0 != quote }
      words.append((key, String(value)))
      rest = rest[value.endIndex...].dropFirst()
    }
  }

  // MARK: - Links of Obsidian

  /// Appends a line in which `[[Page|words]]` is its words, and `![[file|words]]` a picture.
  private mutating func append(linksOf line: ArraySlice<UInt8>) {
    var index = line.startIndex
    var copied = index
    var isInCode = false
    while index + 1 < line.endIndex {
      if line[index] == UInt8(ascii: "`") { isInCode.toggle() }
      guard !isInCode, line[index] == UInt8(ascii: "["), line[index + 1] == UInt8(ascii: "["),
        index == line.startIndex || line[index - 1] != UInt8(ascii: "\\"),
        let link = Self.link(line, at: index)
      else {
        index += 1
        continue
      }
      let isPicture = index > line.startIndex && line[index - 1] == UInt8(ascii: "!")
      append(line[copied..<(isPicture ? index - 1 : index)])
      if isPicture {
        let address = link.target.replacing("<", with: "").replacing(">", with: "")
        append(Array("![\(link.words == link.target ? "" : link.words)](<\(address)>)".utf8)[...])
      } else {
        append(Array(link.words.utf8)[...])
      }
      index = link.end
      copied = index
    }
    append(line[copied...])
  }

  private static func link(
    _ line: ArraySlice<UInt8>, at start: Int
  ) -> (target: String, words: String, end: Int)? {
    var end = start + 2
    while end < line.endIndex, line[end] != UInt8(ascii: "]"), line[end] != UInt8(ascii: "["),
      end - start < 400
    { end += 1 }
    // `[[1]](address)` is a link of Markdown.
    guard end + 1 < line.endIndex, line[end] == UInt8(ascii: "]"),
      line[end + 1] == UInt8(ascii: "]"), end > start + 2, line[start + 2] != 0x20,
      end + 2 == line.endIndex || line[end + 2] != UInt8(ascii: "(")
    else { return nil }
    let inner = String(decoding: line[(start + 2)..<end], as: UTF8.self)
    let parts = inner.split(separator: "|", maxSplits: 1).map { String($0).trimmed }
    guard let target = parts.first, !target.isEmpty else { return nil }
    return (target, parts.count > 1 ? parts[1] : target, end + 2)
  }
}
