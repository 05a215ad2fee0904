import WarraqCore
import WarraqMarkup
import WarraqXML

/// A drawing in SVG, made fit for a book: without scripts, pages in it and anything from outside.
///
/// A book that runs a script has to say so, and one that fetches a resource is not whole (EPUB 3.3,
/// 3.2 and 5.6.5), so only what draws is kept: the elements and attributes of the lists below.
enum EPUBDrawing {
  static let mediaType = "image/svg+xml"

  /// The drawing as its own file; `nil` when it is not well formed or draws nothing.
  static func clean(_ bytes: [UInt8], limits: Limits) -> [UInt8]? {
    let record = Record(bytes: bytes[...], file: "svg")
    guard let root = try? XMLTree(record, limits: limits).root, root.isNamed("svg"),
      root.descendants.contains(where: { shapes.contains($0.name) })
    else { return nil }
    var drawing = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
    write(root, depth: 0, to: &drawing)
    return Array(drawing.utf8)
  }

  /// Whether bytes look like a drawing.
  static func isDrawing(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(1024)
    return head.firstIndex(of: Array("<svg".utf8)) != nil
  }

  private static let shapes: Set<String> = [
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
  ]

  private static let elements: Set<String> = [
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "text", "tspan", "textPath", "linearGradient",
    "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "switch", "style", "a",
  ]

  private static func write(_ element: XMLTree.Element, depth: Int, to drawing: inout String) {
    guard elements.contains(element.name), depth < 200 else { return }
    if element.name == "style", !isHarmless(element.rawText) { return }
    // A link out of a picture leads nowhere; what it holds is drawn.
    let name = element.name == "a" ? "g" : element.name
    drawing += "<\(name)"
    if depth == 0 {
      drawing += #" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink""#
    }
    for (attribute, value) in element.attributes where isKept(attribute, value) {
      drawing += #" \#(attribute)="\#(escaped(value))""#
    }
    drawing += ">"
    for piece in element.pieces {
      switch piece {
      case .text(let text): drawing += escaped(text)
      case .element(let child): write(child, depth: depth + 1, to: &drawing)
      }
    }
    drawing += "</\(name)>"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isKept(_ name: String, _ value: String) -> Bool {
    switch name {
    case "href", "xlink:href": return value.hasPrefix("#")
    case "xml:lang", "xml:space": return true
    default:
      return !name.contains(":") && !name.lowercased().hasPrefix("on") && !name.hasPrefix("xmlns")
        && isHarmless(value)
    }
  }

  /// Whether rules or a value point at nothing outside the drawing.
  private static func isHarmless(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard !lower.contains("@import"), !lower.contains("javascript:"), !lower.contains("\\") else {
      return false
    }
    var rest = lower[...]
    while let found = rest.firstRange(of: "url(") {
      rest = rest[found.upperBound...].drop { $0.isWhitespace || $0 == "'" || $0 == "\"" }
      guard rest.first == "#" else { return false }
    }
    return true
  }
}
