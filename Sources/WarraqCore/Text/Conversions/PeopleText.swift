package import WarraqModel

/// Lists of people that are one text.
///
/// Semicolons, bars and line ends separate names; `and` and `&` do where what stands on both sides
/// looks like the name of a person, and then commas do as well. A comma alone does not, because it
/// may stand between a family name and a given name.
package enum PeopleText {
  /// The people that a text names, each with an address of electronic mail where it has one.
  package static func people(in text: String) -> [Contributor] {
    names(in: text).map(person)
  }

  /// Who a name, or an address of electronic mail with or without a name, stands for:
  /// "me@example.org (Me)", "Me <me@example.org>", "me@example.org".
  package static func person(_ text: String) -> Contributor {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return Contributor(name: text.trimmed) }
    var name = text
    var address: Substring?
    for (start, end) in [("(", ")"), ("<", ">")] as [(Character, Character)] {
      guard let opening = text.firstIndex(of: start), text.last == end, opening > text.startIndex
      else { continue }
      let before = text[..<opening]
      let inside = text[text.index(after: opening)...].dropLast()
      if before.contains("@"), !inside.contains("@") {
        (name, address) = (String(inside), before)
      } else if inside.contains("@") {
        (name, address) = (String(before), inside)
      }
    }
    if address == nil, !text.contains(" ") { address = text[...] }
    return Contributor(
      name: name.trimmed, identifiers: address.map { ["mailto:" + String($0).trimmed] } ?? [])
  }

  /// Whether a text is one name and no more, as it stands.
  package static func isOneName(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !text.contains(UInt8(ascii: "@")) else { return false }
    guard mayBeSeveral(text) else { return true }
    let name = String(validUTF8: text)
    return names(in: name) == [name]
  }

  /// The names in a text.
  package static func names(in text: String) -> [String] {
    guard text.withUTF8Bytes(mayBeSeveral) else {
      let name = text.trimmed
      return name.isEmpty ? [] : [name]
    }
    return text.unicodeScalars.split { separators.contains($0) }
      .flatMap { joined(String($0).trimmed) }
      .filter { !$0.isEmpty }
  }

  private static let separators: Set<Unicode.Scalar> = [
    ";", "|", "؛", "；", "\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  /// Whether anything in a text may separate names: a quick no for most.
  package static func mayBeSeveral(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      switch (previous, byte) {
      case (_, 0x0A...0x0D), (_, 0x26), (_, 0x3B), (_, 0x7C): return true
      // The first letter of "and".
      case (0x20, 0x61): return true
      // The last bytes of the semicolons and line ends above ASCII.
      case (0xD8, 0x9B), (0xBC, 0x9B), (0xC2, 0x85), (0x80, 0xA8...0xA9): return true
      default: previous = byte
      }
    }
    return false
  }

  /// The names of an enumeration such as `Ann Reed, Bo Lind and Cy Moe`, or the text as it is.
  private static func joined(_ text: String) -> [String] {
    // Most are one name.
    guard text.hasASCII(" and ") || text.hasASCII(" & ") else { return [text] }
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
