package import WarraqModel

/// Text without markup as blocks.
package enum PlainParagraphs {
  /// Plain text as paragraphs, parted by empty lines, else by line ends.
  package static func blocks(of text: String) -> [Block] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { line in line.allSatisfy(\.isWhitespace) ? "" : String(line) }
    let isSpaced = lines.dropFirst().dropLast().contains("")
    var blocks: [Block] = []
    var inlines: [Inline] = []
    for line in lines + [""] {
      if line.isEmpty || !isSpaced, !inlines.isEmpty {
        blocks.append(.paragraph(inlines))
        inlines = []
      }
      guard !line.isEmpty else { continue }
      if !inlines.isEmpty { inlines.append(.lineBreak) }
      inlines.append(.text(line))
    }
    if !inlines.isEmpty { blocks.append(.paragraph(inlines)) }
    return blocks
  }
}

extension String {
  /// Its runs between white space.
  package var words: [Substring] { split(whereSeparator: \.isWhitespace) }
}
