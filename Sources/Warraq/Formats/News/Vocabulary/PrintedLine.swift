internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

/// Lines of NITF that name people and places in elements of their own.
extension XMLTree.Element {
  /// The text of a line; parts that touch each other are separated, a title by a comma.
  var printedLine: String? {
    var line = ""
    var isAfterPart = false
    for piece in pieces {
      let (text, isPart, isTitle): (String, Bool, Bool) =
        switch piece {
        case .text(let text): (text, false, false)
        case .element(let element):
          (element.joinedText, true, element.isNamed("byttl"))
        }
      guard !text.isEmpty else { continue }
      if let last = line.unicodeScalars.last, let first = text.unicodeScalars.first,
        isPart || isAfterPart, last.isPartOfWord, first.isPartOfWord
      {
        line += isTitle ? ", " : " "
      }
      line += text
      isAfterPart = isPart
    }
    // The white space of the source is not part of the line.
    let words = line.split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { return nil }
    var parts = children
    return parts.next() != nil || holdsGluedParts(line)
      ? words.joined(separator: " ") : nonEmptyText
  }

  /// The text of a name of several parts, which do not run together: those of a place with commas
  /// between them, all others with blanks.
  var joinedText: String {
    guard Self.hasParts(name), children.contains(where: { Self.isPart($0.name) }) else {
      return text
    }
    let separator = isNamed("location") || isNamed("distributor") ? ", " : " "
    var line = ""
    var isAfterPart = false
    for piece in pieces {
      let (text, isPart): (String, Bool) =
        switch piece {
        case .text(let text): (text, false)
        case .element(let element): (element.joinedText, Self.isPart(element.name))
        }
      guard !text.isBlank else { continue }
      if let last = line.unicodeScalars.last, let first = text.unicodeScalars.first,
        isPart && isAfterPart || (isPart || isAfterPart) && last.isPartOfWord && first.isPartOfWord
      {
        line += separator
      }
      line += text
      isAfterPart = isPart
    }
    return line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// ``joinedText``, `nil` where there is none.
  var nonEmptyJoinedText: String? {
    let text = joinedText
    return text.isEmpty ? nil : text
  }

  private static func hasParts(_ name: String) -> Bool {
    name == "location" || name == "person" || name == "distributor" || name == "rights"
      || name == "org"
  }

  /// What parts of a name or of a line of rights are called (NITF 3.6).
  private static func isPart(_ name: String) -> Bool {
    switch name {
    case "sublocation", "city", "state", "region", "country", "name.given", "name.family", "org",
      "function", "person", "location":
      true
    default: name.hasPrefix("rights.")
    }
  }

  /// Whether the line differs from the text of the element in more than its white space.
  private func holdsGluedParts(_ line: String) -> Bool {
    line.filter { !$0.isWhitespace } != text.filter { !$0.isWhitespace }
      || line.split(whereSeparator: \.isWhitespace).count
        != text.split(whereSeparator: \.isWhitespace).count
  }

  /// Whether it has no elements, and a text that is HTML from its first to its last letter.
  var holdsMarkupAsText: Bool {
    var children = children
    guard children.next() == nil else { return false }
    return rawText.withUTF8Bytes { BodyText.isWholeHTML($0) }
  }

  /// The text of a `dateline`, `nil` where it is nothing but the date of the story.
  var printedDateline: String? {
    guard let text = printedLine else { return nil }
    return first("story.date")?.nonEmptyText == text ? nil : text
  }
}

extension Unicode.Scalar {
  fileprivate var isPartOfWord: Bool {
    properties.isAlphabetic || properties.numericType != nil
  }
}

extension String {
  /// Whether it is nothing but initials with slashes between: `asl/tib/pid`, `ففف/ح س/كام`.
  var isSignature: Bool {
    let parts = split(separator: "/", omittingEmptySubsequences: false)
    return 2...6 ~= parts.count
      && parts.allSatisfy { part in
        // Capitals would be a name: AC/DC.
        1...8 ~= part.count
          && part.allSatisfy { $0.isLetter && !$0.isUppercase || $0 == " " || $0 == "-" }
          && part.split { $0 == " " || $0 == "-" }.allSatisfy { $0.count <= 4 }
      }
  }

  /// Whether it is a short line that says how to reach someone by electronic mail.
  var isContact: Bool {
    let words = split(whereSeparator: \.isWhitespace)
    return words.count <= 12
      && words.contains { word in
        String(word).trimmingCharacters { "()<>[],;".contains($0) }.isMailAddress
      }
  }

  private func trimmingCharacters(_ isMark: (Character) -> Bool) -> String {
    var rest = self[...]
    while let first = rest.first, isMark(first) { rest.removeFirst() }
    while let last = rest.last, isMark(last) { rest.removeLast() }
    return String(rest)
  }

  /// Whether it is one address of electronic mail.
  var isMailAddress: Bool {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !contains(where: \.isWhitespace)
  }
}
