import WarraqModel

/// Lists of people that are one text.
///
/// Semicolons, bars and line ends separate names; `and` and `&` do where what stands on both sides
/// looks like the name of a person, and then commas do as well. A comma alone does not, because it
/// may stand between a family name and a given name.
package enum PeopleText {
  /// The names in a text.
  package static func names(in text: String) -> [String] {
    guard text.utf8.contains(where: { isSeparator($0) || $0 == 0x26 || $0 == 0x20 }) else {
      return text.isEmpty ? [] : [text]
    }
    return text.split { $0 == ";" || $0 == "|" || $0.isNewline || $0 == "؛" || $0 == "；" }
      .flatMap { joined(String($0).trimmed) }
      .filter { !$0.isEmpty }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x3B || byte == 0x7C || byte == 0x0A || byte == 0x0D || byte >= 0x80
  }

  /// The names of an enumeration such as `Ann Reed, Bo Lind and Cy Moe`, or the text as it is.
  private static func joined(_ text: String) -> [String] {
    let words = text.split(separator: " ")
    let links = words.indices.filter { words[$0] == "and" || words[$0] == "&" }
    guard links.count == 1, let link = links.first else { return [text] }
    let last = words[(link + 1)...].joined(separator: " ")
    let first = words[..<link].joined(separator: " ").split(separator: ",").map {
      String($0).trimmed
    }
    let names = first.filter { !$0.isEmpty } + [last]
    return names.count > 1 && names.allSatisfy(looksLikePerson) ? names : [text]
  }

  /// Whether a text is two to four words that all start with a capital letter.
  private static func looksLikePerson(_ text: String) -> Bool {
    let words = text.split(separator: " ").filter { !particles.contains($0.lowercased()) }
    return 2...4 ~= words.count
      && words.allSatisfy { word in
        word.first.map { $0.isUppercase } ?? false && !word.contains { $0.isNumber }
      }
  }

  private static let particles: Set<String> = [
    "de", "del", "della", "der", "den", "di", "da", "dos", "du", "van", "von", "zu", "la", "le",
    "al", "el", "bin", "ibn", "ben", "bint", "ter", "ten", "y", "e",
  ]
}
