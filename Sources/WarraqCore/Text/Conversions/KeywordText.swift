internal import WarraqModel

/// Lists of keywords that are one text.
///
/// Commas, semicolons, bars, line ends and bullets separate keywords, and so does the sign of a
/// hashtag, whose underscores are spaces.
package enum KeywordText {
  /// The keywords of a text.
  package static func keywords(in text: String) -> [String] {
    text.withUTF8Bytes { keywords(in: $0) }
  }

  /// The keywords of a text in UTF-8.
  package static func keywords(in text: UnsafeBufferPointer<UInt8>) -> [String] {
    var keywords: [String] = []
    var start = 0
    var isHashtag = false
    func add(_ end: Int) {
      let range = text.trimmed(start..<end)
      guard !range.isEmpty else { return }
      let keyword = String(decoding: text[range], as: UTF8.self)
      keywords.append(isHashtag ? String(keyword.map { $0 == "_" ? " " : $0 }).trimmed : keyword)
    }
    var position = 0
    while let (separator, isHash) = separator(in: text, from: position) {
      add(separator.lowerBound)
      isHashtag = isHash
      start = separator.upperBound
      position = start
    }
    add(text.count)
    return keywords
  }

  /// Whether something in a text would separate keywords.
  package static func hasSeparator(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    separator(in: text, from: 0) != nil
  }

  /// Whether a Unicode scalar separates keywords wherever it stands.
  package static func isSeparator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2C, 0x60C, 0x3B, 0x61B, 0x7C, 0x0A, 0x2022, 0xB7, 0x3001, 0xFF0C, 0xFF1B, 0x25CF: true
    default: false
    }
  }

  private static func separator(
    in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (range: Range<Int>, isHash: Bool)? {
    var position = start
    while position < text.count {
      let byte = text[position]
      // The last bytes of the separators: the first of `،` is that of every other Arabic letter.
      switch byte {
      case 0x2C, 0x3B, 0x7C, 0x0A: return (position..<position + 1, false)
      case 0x23:
        let isFirst = position == start || text[position - 1] <= 0x20
        let isWord = position + 1 < text.count && text[position + 1] > 0x2F
        if isFirst, isWord { return (position..<position + 1, true) }
      case 0x8C, 0x9B, 0xA2, 0x8F, 0x81, 0xB7:
        if position > 0 {
          let pair = UInt32(text[position - 1]) << 8 | UInt32(byte)
          if pair == 0xD88C || pair == 0xD89B || pair == 0xC2B7 {
            return (position - 1..<position + 1, false)
          }
          if position > 1 {
            switch UInt32(text[position - 2]) << 16 | pair {
            case 0xE280A2, 0xE2978F, 0xE38081, 0xEFBC8C, 0xEFBC9B:
              return (position - 2..<position + 1, false)
            default: break
            }
          }
        }
      default: break
      }
      position += 1
    }
    return nil
  }
}
