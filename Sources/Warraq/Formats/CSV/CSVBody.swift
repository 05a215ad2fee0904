internal import WarraqModel

/// The body in a cell of plain text.
enum CSVBody {
  /// Paragraphs: the text between empty lines, or, where there is no empty line, each line.
  ///
  /// - Parameter string: makes a text of the bytes of a line.
  static func blocks(
    of text: UnsafeBufferPointer<UInt8>, string: (UnsafeBufferPointer<UInt8>) -> String
  ) -> [Block] {
    var paragraphs: [[Inline]] = []
    var startsParagraph = true
    var hasEmptyLine = false
    forEachLine(of: text) { line in
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        startsParagraph = true
        return
      }
      if startsParagraph {
        hasEmptyLine = hasEmptyLine || !paragraphs.isEmpty
        paragraphs.append([.text(string(line))])
      } else {
        paragraphs[paragraphs.count - 1] += [.lineBreak, .text(string(line))]
      }
      startsParagraph = false
    }
    if hasEmptyLine { return paragraphs.map { .paragraph($0) } }
    return paragraphs.joined().filter { $0 != .lineBreak }.map { .paragraph([$0]) }
  }

  private static func forEachLine(
    of text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard let base = text.baseAddress else { return }
    var start = 0
    while start < text.count {
      let end = CSVBytes.indexOfAny(
        CSVBytes.lineFeed, CSVBytes.carriageReturn, CSVBytes.lineFeed, CSVBytes.carriageReturn,
        in: base, from: start, to: text.count)
      body(UnsafeBufferPointer(rebasing: text[start..<end]))
      let isPair =
        end + 1 < text.count && base[end] == CSVBytes.carriageReturn
        && base[end + 1] == CSVBytes.lineFeed
      start = end + (isPair ? 2 : 1)
    }
  }
}
