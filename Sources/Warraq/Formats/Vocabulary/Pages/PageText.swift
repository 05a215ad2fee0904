import WarraqCore
import WarraqModel

/// Which media the figures of a body show.
struct PlacedMedia: BodyVisitor {
  var ids: Set<String> = []

  mutating func enter(_ block: Block) -> Bool {
    if case .figure(let figure) = block { ids.insert(figure.media) }
    return true
  }
}

extension Article {
  /// The words for the story where there is room for one line; `nil` when it has none.
  var printedTitle: String? {
    if let headline = headline?.visible { return headline }
    return titles.lazy.compactMap(\.text.visible).first ?? slugline?.visible
      ?? firstParagraph?.shortened(to: 60)
  }

  /// The first paragraph with words.
  var firstParagraph: String? {
    for case .paragraph(let inlines) in body {
      if let text = inlines.plainText.visible { return text }
    }
    return nil
  }

  /// The line below the headline, else the summary.
  ///
  /// A summary that opens the body too would be read twice.
  var deck: String? {
    if let sub = titles.first(where: { $0.role == TitleRole.sub })?.text.visible { return sub }
    guard let summary = summary?.visible else { return nil }
    for case .paragraph(let inlines) in body {
      return inlines.plainText.visible == summary ? nil : summary
    }
    return summary
  }

  /// The lines that say whose the story is and how it may be used.
  var rights: [String] {
    let holder = copyrightHolder?.name.visible.map { "© \($0)" }
    return [copyrightNotice?.visible ?? holder, usageTerms?.visible].compactMap { $0 }.distinct
  }
}

extension Concept {
  /// The name in the story's own language, else the first.
  var printedName: String? {
    (names.first { $0.language == nil } ?? names.first)?.text.visible
  }
}

extension NewsDate {
  /// Whether there is anything to print.
  var isPrintable: Bool { isResolved || text?.visible != nil }
}

extension NewsDate {
  /// The date without its time of day.
  var wholeDay: NewsDate {
    guard precision > .day else { return self }
    return NewsDate(year: year, month: month, day: day) ?? self
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions, in the order of their first appearance.
  var distinct: [Element] {
    var result: [Element] = []
    var seen: Set<Element> = []
    for element in self {
      // A short list is searched in less time than a text is hashed.
      guard result.count >= 8 else {
        if !result.contains(element) { result.append(element) }
        continue
      }
      if seen.isEmpty { seen.formUnion(result) }
      if seen.insert(element).inserted { result.append(element) }
    }
    return result
  }
}

extension String {
  /// The text, or its beginning up to a space and an ellipsis where it is longer.
  func shortened(to maximum: Int) -> String {
    guard utf8.count > maximum, let end = end(ofScalars: maximum) else { return self }
    guard let space = utf8[...end].lastIndex(of: 0x20) else {
      // Without a space the cut must not part what is one character to the eye.
      return String(prefix(maximum)) + "…"
    }
    return String(self[..<space]) + "…"
  }

  /// Where the first scalars end; `nil` when there are no more than these.
  private func end(ofScalars count: Int) -> Index? {
    let offset: Int? = withUTF8Bytes { bytes in
      var scalars = 0
      for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
        if scalars == count { return offset }
        scalars += 1
      }
      return nil
    }
    return offset.map { utf8.index(utf8.startIndex, offsetBy: $0) }
  }

  /// The text on one line, or `nil` when there is nothing in it to see.
  ///
  /// Runs of spaces, tabs and line ends become one space, as they do on a page; other spaces stay.
  var visible: String? {
    guard unicodeScalars.contains(where: \.isVisible) else { return nil }
    var text = self
    if text.withUTF8({ Self.isOneLine($0) }) { return text }
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    for byte in utf8 {
      guard byte == 0x20 || 0x09...0x0D ~= byte else {
        result.append(byte)
        continue
      }
      if let last = result.last, last != 0x20 { result.append(0x20) }
    }
    if result.last == 0x20 { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether nothing has to be done to set the text on one line.
  private static func isOneLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0x20
    for byte in bytes {
      if byte <= 0x20, 0x09...0x0D ~= byte || byte == 0x20 && previous == 0x20 { return false }
      previous = byte
    }
    return previous != 0x20
  }
}

extension Unicode.Scalar {
  /// Whether it leaves a mark on the page.
  fileprivate var isVisible: Bool {
    if isASCII { return value > 0x20 && value != 0x7F }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned,
      .privateUse, .surrogate:
      return false
    default: return true
    }
  }
}

extension String {
  /// The text without a colon at its end: "Read also:" as a heading.
  var withoutColon: String {
    var text = Substring(self)
    while let last = text.last, last == ":" || last == "：" || last.isWhitespace {
      text.removeLast()
    }
    return text.isEmpty ? self : String(text)
  }
}
