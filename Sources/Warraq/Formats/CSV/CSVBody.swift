internal import WarraqModel

/// The body in a cell of plain text.
enum CSVBody {
  /// Paragraphs: the text between empty lines, or, where there is no empty line, each line.
  static func blocks(of text: String) -> [Block] {
    var paragraphs: [[Inline]] = [[]]
    var hasEmptyLine = false
    for line in lines(of: text) {
      if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        if paragraphs.last?.isEmpty == false {
          hasEmptyLine = true
          paragraphs.append([])
        }
      } else {
        if paragraphs.last?.isEmpty == false { paragraphs[paragraphs.count - 1].append(.lineBreak) }
        paragraphs[paragraphs.count - 1].append(.text(String(line)))
      }
    }
    if paragraphs.last?.isEmpty == true { paragraphs.removeLast() }
    if hasEmptyLine { return paragraphs.map { .paragraph($0) } }
    return paragraphs.joined().filter { $0 != .lineBreak }.map { .paragraph([$0]) }
  }

  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == CSVBytes.lineFeed || byte == CSVBytes.carriageReturn {
        lines.append(text[start..<index])
        let next = bytes.index(after: index)
        if byte == CSVBytes.carriageReturn, next < bytes.endIndex,
          bytes[next] == CSVBytes.lineFeed
        {
          index = next
        }
        start = bytes.index(after: index)
      }
      index = bytes.index(after: index)
    }
    lines.append(text[start...])
    return lines
  }
}
