/// A naive reading of HTML, to compare the real one with.
enum MarkupInText {
  /// The pieces of HTML in a file of XML or JSON: what is escaped, in sections, or written out.
  static func bodies(in file: String) -> [String] {
    var bodies: [String] = []
    for (start, end) in [
      ("<description>", "</description>"), ("<![CDATA[", "]]>"),
      ("<content:encoded>", "</content:encoded>"),
      ("<body", "</body>"), ("<inlineXML", "</inlineXML>"), ("<content", "</content>"),
      ("\"content_html\": \"", "\""), ("\"content_html\":\"", "\""),
    ] {
      for part in file.split(separator: start).dropFirst() {
        guard let close = part.firstRange(of: end) else { continue }
        let body = String(part[..<close.lowerBound])
        bodies.append(
          start.hasSuffix(">") || start.hasSuffix("[") || start.hasSuffix("\"")
            ? body : start + body)
        if body.contains("&lt;") {
          bodies.append(unescaped(body, ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&amp;": "&"]))
        }
      }
    }
    return bodies
  }

  private static func unescaped(_ text: String, _ names: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[ampersand...]
      if let name = names.keys.first(where: { rest.hasPrefix($0) }) {
        result += names[name] ?? ""
        rest = rest.dropFirst(name.count)
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  /// The words between tags; those with a character reference are left out.
  static func words(of html: String) -> [String] {
    var words: [String] = []
    var rest = html[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "<" }
      words += text.split(whereSeparator: \.isWhitespace).map(String.init)
      rest = rest[text.endIndex...]
      if let raw = ["<script", "<style", "<!--", "<title"].first(where: { rest.hasPrefix($0) }) {
        let end = ["<script": "</script>", "<style": "</style>", "<title": "</title>"][raw] ?? ">"
        rest = rest[(rest.firstRange(of: end)?.upperBound ?? rest.endIndex)...]
      } else if let end = rest.firstIndex(of: ">") {
        rest = rest[end...].dropFirst()
      } else {
        rest = ""
      }
    }
    return words.filter { !$0.contains("&") && !$0.contains("\0") && !$0.contains("]]") }
  }
}
