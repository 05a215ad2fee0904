package import WarraqModel

/// Lists of people that are one text.
///
/// Semicolons, bars, line ends and the comma of Chinese and Japanese lists separate names; `and`, its
/// like in other languages and `&` do where what stands on both sides looks like the name of a
/// person, and then commas do as well. A comma alone does not, because it may stand between a family
/// name and a given name; that of Arabic does between names of several words.
package enum PeopleText {
  /// The people that a text names, each with an address of electronic mail where it has one.
  package static func people(in text: String) -> [Contributor] {
    names(in: text).map(person)
  }

  /// Who a name, or an address of electronic mail with or without a name, stands for:
  /// "me@example.org (Me)", "Me <me@example.org>", "me@example.org".
  package static func person(_ text: String) -> Contributor {
    // A name of a social network begins with it.
    guard text.utf8.dropFirst().contains(UInt8(ascii: "@")), text.utf8.first != UInt8(ascii: "@")
    else { return Contributor(name: text.trimmed) }
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
    // Its semicolon would separate names.
    let text = text.hasASCII("&amp;") ? text.replacing("&amp;", with: "&") : text
    return text.unicodeScalars.split(whereSeparator: isSeparator)
      .flatMap { joined(withoutBy(String($0).trimmed)) }
      .filter { !$0.isEmpty }
  }

  /// The name after "By", as bylines have it.
  private static func withoutBy(_ name: String) -> String {
    guard name.utf8.starts(with: "By ".utf8) || name.utf8.starts(with: "by ".utf8),
      name.utf8.dropFirst(3).first.map({ $0 &- 0x41 < 26 || $0 >= 0x80 }) ?? false
    else { return name }
    return String(name.dropFirst(3)).trimmed
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ";", "|", "؛", "；", "、", "\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{2029}":
      true
    default: false
    }
  }

  /// Whether anything in a text may separate names: a quick no for most.
  package static func mayBeSeveral(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // "By" before a name is none of it.
    if text.count > 3, text[0] | 0x20 == 0x62, text[1] == 0x79, text[2] == 0x20 { return true }
    var previous: UInt8 = 0
    for (index, byte) in text.enumerated() {
      switch (previous, byte) {
      case (_, 0x0A...0x0D), (_, 0x26), (_, 0x3B), (_, 0x7C): return true
      // The first bytes of "and" and its like.
      case (0x20, 0x61), (0x20, 0x65), (0x20, 0x69), (0x20, 0x6F), (0x20, 0x75), (0x20, 0x79),
        (0x20, 0xD0), (0x20, 0xD1):
        if isConjunction(text[index...]) { return true }
      // The last bytes of the semicolons, commas and line ends above ASCII.
      case (0xD8, 0x9B), (0xD8, 0x8C), (0xBC, 0x9B), (0xC2, 0x85), (0x80, 0xA8...0xA9),
        (0x80, 0x81):
        return true
      default: break
      }
      previous = byte
    }
    return false
  }

  /// Whether a text starts with a word that stands between names.
  private static func isConjunction(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let word = text.prefix(5).prefix { $0 != 0x20 }
    return word.count < 5
      && conjunctions.contains { $0.utf8.count == word.count && word.elementsEqual($0.utf8) }
  }

  /// The names of an enumeration such as `Ann Reed, Bo Lind and Cy Moe`, or the text as it is.
  private static func joined(_ text: String) -> [String] {
    // Most are one name.
    guard text.withUTF8Bytes(mayBeSeveral) else { return [text] }
    let parts = text.split(separator: "،").map { String($0).trimmed }.filter { !$0.isEmpty }
    if parts.count > 1, parts.allSatisfy({ $0.contains(" ") }) { return parts }
    let words = text.split(separator: " ")
    let links = words.indices.filter { conjunctions.contains(String(words[$0])) }
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

  private static let conjunctions: Set<String> = [
    "and", "&", "und", "et", "y", "e", "en", "och", "og", "oraz", "i", "и", "і",
  ]

  private static let particles: Set<String> = [
    "de", "del", "della", "der", "den", "di", "da", "dos", "du", "van", "von", "zu", "la", "le",
    "al", "el", "bin", "ibn", "ben", "bint", "ter", "ten", "y", "e",
  ]
}
