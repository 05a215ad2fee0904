import WarraqCore
import WarraqModel
import WarraqMarkup

/// The language and direction that a page states for most of its text.
///
/// Many programs state them for an element inside `body`, and leave the page itself in the language
/// of the program.
struct EPUBPageLanguage {
  private(set) var language: String?
  private(set) var direction: TextDirection?

  /// How deep the element with the text is looked for.
  private static let maximumDepth = 16

  init(of root: XMLTree.Element, body: XMLTree.Element) {
    take(root)
    take(body)
    var element = body
    var length = body.text.utf8.count
    // The elements that hold more than half of the text, from the outside in.
    for _ in 0..<Self.maximumDepth where length > 0 {
      let parts = element.children.map { (element: $0, length: $0.text.utf8.count) }
      if let main = parts.first(where: { $0.length * 2 > length }) {
        element = main.element
        length = main.length
        take(element)
        continue
      }
      takeMost(of: parts, length)
      break
    }
  }

  private mutating func take(_ element: XMLTree.Element) {
    if let tag = Self.language(of: element) { language = tag }
    if let stated = element["dir"].flatMap({ TextDirection(rawValue: $0.lowercased()) }) {
      direction = stated
    }
  }

  /// Takes what elements that stand side by side say together.
  private mutating func takeMost(
    of parts: [(element: XMLTree.Element, length: Int)], _ length: Int
  ) {
    var lengths: [String: Int] = [:]
    var directions: [TextDirection: Int] = [:]
    for part in parts {
      if let tag = Self.language(of: part.element) { lengths[tag, default: 0] += part.length }
      if let stated = part.element["dir"].flatMap({ TextDirection(rawValue: $0.lowercased()) }) {
        directions[stated, default: 0] += part.length
      }
    }
    if let most = lengths.first(where: { $0.value * 2 > length }) { language = most.key }
    if let most = directions.first(where: { $0.value * 2 > length }) { direction = most.key }
  }

  private static func language(of element: XMLTree.Element) -> String? {
    [element["xml:lang"], element["lang"]].lazy.compactMap { LanguageTag.wellFormed($0) }.first
  }
}
