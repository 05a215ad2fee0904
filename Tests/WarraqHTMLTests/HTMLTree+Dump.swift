import WarraqHTML

extension HTMLTree {
  /// The tree as html5lib's tests write it.
  func dump(under root: Int = 0) -> String {
    var lines: [String] = []
    var child = Int(nodes[root].first)
    while child >= 0 {
      dump(child, depth: 0, to: &lines)
      child = Int(nodes[child].next)
    }
    return lines.joined(separator: "\n")
  }

  private func dump(_ place: Int, depth: Int, to lines: inout [String]) {
    let node = nodes[place]
    let indent = "| " + String(repeating: "  ", count: depth)
    switch node.kind {
    case .document: break
    case .content: lines.append(indent + "content")
    case .doctype:
      var line = indent + "<!DOCTYPE " + string(text(of: place))
      if doctypeIDs.public != nil || doctypeIDs.system != nil {
        let ids = [doctypeIDs.public, doctypeIDs.system].map { id in
          "\"" + (id.map { string(bytes[$0]) } ?? "") + "\""
        }
        if ids != ["\"\"", "\"\""] { line += " " + ids.joined(separator: " ") }
      }
      lines.append(line + ">")
    case .comment: lines.append(indent + "<!-- " + string(text(of: place)) + " -->")
    case .text:
      let previous = Int(node.previous)
      if node.isContinued, previous >= 0, nodes[previous].kind == .text, var last = lines.popLast()
      {
        last.removeLast()
        lines.append(last + string(text(of: place)) + "\"")
      } else {
        lines.append(indent + "\"" + string(text(of: place)) + "\"")
      }
    case .element:
      let prefix =
        switch node.namespace {
        case .html: ""
        case .svg: "svg "
        case .mathML: "math "
        }
      lines.append(indent + "<" + prefix + names.text(node.name) + ">")
      let attributes = attributes(of: place).map { attribute in
        (
          name(names.text(attribute.name), isForeign: node.namespace != .html),
          string(bytes[Int(attribute.start)..<Int(attribute.end)])
        )
      }
      for (name, value) in attributes.sorted(by: { $0.0 < $1.0 }) {
        lines.append(indent + "  " + name + "=\"" + value + "\"")
      }
    }
    var child = Int(node.first)
    while child >= 0 {
      dump(child, depth: depth + 1, to: &lines)
      child = Int(nodes[child].next)
    }
  }

  private func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The name of an attribute with its namespace (HTML, 13.2.6.3, "adjust foreign attributes").
  private func name(_ name: String, isForeign: Bool) -> String {
    guard isForeign else { return name }
    if name == "xmlns" { return "xmlns xmlns" }
    let adjusted = [
      "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show", "xlink:title",
      "xlink:type", "xml:lang", "xml:space", "xmlns:xlink",
    ]
    return adjusted.contains(name) ? name.replacing(":", with: " ") : name
  }
}
