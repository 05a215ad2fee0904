internal import WarraqModel

/// A formula of MathML as a line of text, while it is being read.
///
/// The formula is in the text once: as its `alttext`, else as the TeX that it is annotated with, else
/// written in a line: `(a+b)/c`, `x^2`, `√(x)` (MathML Core, https://www.w3.org/TR/mathml-core/).
struct MathText {
  private struct Node {
    var element: HTMLElement
    var parts: [String] = []
    var text: [UInt8] = []
    var isTeX = false
  }

  /// What is deeper joins the element it is in.
  private static let maximumDepth = 64

  private let alternative: String?
  private var nodes = [Node(element: .math)]
  private var skipped = 0
  private var tex: String?

  /// - Parameter alternative: the text that the formula has for those who do not see it.
  init(alternative: String?) { self.alternative = alternative }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    nodes[nodes.count - 1].text.append(contentsOf: bytes)
  }

  mutating func start(_ element: HTMLElement, _ attributes: some HTMLAttributes) {
    guard nodes.count < Self.maximumDepth else {
      skipped += 1
      return
    }
    settleText()
    var node = Node(element: element)
    if element == .annotation {
      node.isTeX = attributes["encoding"]?.lowercased().hasASCII("tex") ?? false
    }
    nodes.append(node)
  }

  mutating func end(_ element: HTMLElement) {
    guard skipped == 0 else {
      skipped -= 1
      return
    }
    var last = nodes.count - 1
    if element != .unknown {
      // Elements inside may have been left open.
      guard let open = nodes.lastIndex(where: { $0.element == element }), open > 0 else { return }
      last = open
    }
    while nodes.count > max(last, 1) { close() }
  }

  /// The formula, when all of it has been read.
  mutating func finished() -> String {
    while nodes.count > 1 { close() }
    settleText()
    return alternative ?? tex ?? nodes[0].parts.joined()
  }

  private mutating func settleText() {
    let last = nodes.count - 1
    guard !nodes[last].text.isEmpty else { return }
    let text = String(decoding: nodes[last].text, as: UTF8.self).trimmingHTMLSpace
    nodes[last].text = []
    if !text.isEmpty { nodes[last].parts.append(text) }
  }

  private mutating func close() {
    settleText()
    guard let node = nodes.popLast() else { return }
    let text = Self.text(of: node)
    switch node.element {
    case .annotation: if node.isTeX, tex == nil, !text.isEmpty { tex = text }
    case .annotationXML: break
    default: nodes[nodes.count - 1].parts.append(text)
    }
  }

  private static func text(of node: Node) -> String {
    let parts = node.parts
    func part(_ index: Int) -> String { index < parts.count ? parts[index] : "" }
    switch node.element {
    case .mfrac where parts.count == 2: return grouped(part(0)) + "/" + grouped(part(1))
    case .msup where parts.count == 2, .mover where parts.count == 2:
      return grouped(part(0)) + "^" + grouped(part(1))
    case .msub where parts.count == 2, .munder where parts.count == 2:
      return grouped(part(0)) + "_" + grouped(part(1))
    case .msubsup where parts.count == 3, .munderover where parts.count == 3:
      return grouped(part(0)) + "_" + grouped(part(1)) + "^" + grouped(part(2))
    case .msqrt: return "√" + grouped(parts.joined())
    case .mroot where parts.count == 2: return "√[\(part(1))]" + grouped(part(0))
    case .mfenced: return "(" + parts.joined(separator: ", ") + ")"
    case .mtable: return parts.joined(separator: "; ")
    case .mtr: return parts.joined(separator: ", ")
    default: return parts.count == 1 ? part(0) : parts.joined()
    }
  }

  /// The text in brackets where it is more than a number or a name.
  private static func grouped(_ text: String) -> String {
    let isOne = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.isDigit || $0 == "."
    }
    let isInBrackets =
      text.hasPrefix("(") && text.hasSuffix(")")
      && !text.dropFirst().dropLast().contains { $0 == "(" || $0 == ")" }
    return isOne || isInBrackets || text.unicodeScalars.count == 1 ? text : "(\(text))"
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { properties.numericType == .decimal }
}
