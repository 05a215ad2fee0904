internal import WarraqCore
internal import WarraqModel

/// A list of keywords as printed.
struct KeywordList {
  /// The list, its lines separated by LF.
  var text: ArraySlice<UInt8>
  /// The row of the table that its label comes from.
  var row: Int
  /// The line of the input on which it stands.
  var line: Int

  /// The keywords where something separates them; `nil` where nothing does.
  ///
  /// Commas, semicolons, bars, line ends, bullets and hash signs separate; spaced dashes and
  /// slashes do where none of those is there. The underscores of a hashtag are spaces.
  var separated: [String]? {
    // The usual ones are found at once.
    var hasSeparator =
      text.firstIndex(of: UInt8(ascii: ","), or: UInt8(ascii: ";"), from: text.startIndex)
      < text.endIndex
    var hasLooseSeparator = false
    if !hasSeparator {
      scan { value, isSpaced, startsWord in
        if KeywordText.isSeparator(value) || value == 0x23 && startsWord { hasSeparator = true }
        if Self.isLooseSeparator(value), isSpaced { hasLooseSeparator = true }
      }
    }
    guard hasSeparator || hasLooseSeparator else {
      return text.wordCount > 1 ? nil : [text.trimmed.string].filter { !$0.isEmpty }
    }
    var keywords: [String] = []
    var start = text.startIndex
    var isHashtag = false
    func add(_ end: Int) {
      var keyword = text[start..<end].trimmed
      if keyword.last == UInt8(ascii: "."), keyword.endIndex == text.trimmed.endIndex {
        keyword = keyword.dropLast()
      }
      guard keyword.firstVisibleScalar != nil else { return }
      if isHashtag {
        keyword = keyword.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }[...].trimmed
      }
      keywords.append(keyword.string)
    }
    var index = text.startIndex
    var previous: UInt32 = 0x20
    while index < text.endIndex {
      let (value, next) = text.scalar(at: index)
      let isHash = value == 0x23 && !TextCharacter.isWordPart(previous)
      func isSpaced() -> Bool {
        let following = next < text.endIndex ? text.scalar(at: next).value : 0x20
        return TextFolding.isSpace(previous) && TextFolding.isSpace(following)
      }
      if KeywordText.isSeparator(value) || isHash
        || !hasSeparator && Self.isLooseSeparator(value) && isSpaced()
      {
        add(index)
        start = next
        isHashtag = isHash
      }
      previous = value
      index = next
    }
    add(text.endIndex)
    return keywords
  }

  /// The words between white space.
  var words: [ArraySlice<UInt8>] {
    var words: [ArraySlice<UInt8>] = []
    var index = text.startIndex
    var start: Int?
    while index < text.endIndex {
      let (value, next) = text.scalar(at: index)
      if TextFolding.isSpace(value) {
        if let first = start { words.append(text[first..<index]) }
        start = nil
      } else if start == nil {
        start = index
      }
      index = next
    }
    if let start { words.append(text[start...]) }
    return words
  }

  private func scan(_ body: (UInt32, _ isSpaced: Bool, _ startsWord: Bool) -> Void) {
    var index = text.startIndex
    var previous: UInt32 = 0x20
    while index < text.endIndex {
      let (value, next) = text.scalar(at: index)
      let following = next < text.endIndex ? text.scalar(at: next).value : 0x20
      body(
        value, TextFolding.isSpace(previous) && TextFolding.isSpace(following),
        !TextCharacter.isWordPart(previous) && TextCharacter.isWordPart(following))
      previous = value
      index = next
    }
  }

  private static func isLooseSeparator(_ value: UInt32) -> Bool {
    value == 0x2D || value == 0x2013 || value == 0x2014 || value == 0x2F
  }
}
