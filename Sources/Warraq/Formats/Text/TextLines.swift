internal import WarraqCore
internal import WarraqModel

/// A line of a dump, or several that make one paragraph.
struct TextLine {
  /// The text without white space around it.
  var bytes: ArraySlice<UInt8>
  /// The line in the input, 1 first.
  var number: Int

  var isBlank: Bool { bytes.isEmpty }

  /// Whether it is a row of the same ornament: `***`, `---`, `===`, `* * *`.
  var isRule: Bool { TextLine.isRule(bytes) }

  static func isRule(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first,
      first == UInt8(ascii: "*") || first == UInt8(ascii: "-") || first == UInt8(ascii: "=")
        || first == UInt8(ascii: "_")
    else { return false }
    var count = 0
    for byte in bytes {
      if byte == first { count += 1 } else if byte != UInt8(ascii: " ") { return false }
    }
    return count >= 3
  }

  /// Whether the text may be a title: short, and no sentence that ends with a full stop.
  var isTitleLike: Bool { TextLine.isTitleLike(bytes) }

  static func isTitleLike(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 800, var last = bytes.lastVisibleScalar else { return false }
    if TextCharacter.closes(last) {
      // A quotation may end with its sentence.
      let inner = bytes.trimmed { TextCharacter.closes($0) || TextFolding.fold($0) == 0 }
      last = inner.lastVisibleScalar ?? last
    }
    let mayEndTitle =
      last == 0x21 || last == 0x3F || last == 0x61F
      || !TextCharacter.endsSentence(last)
        && last != 0x3A && last != 0x060C && last != 0x2C && last != 0x3B
    return mayEndTitle && bytes.scalarCount <= 200
  }
}

/// Finds lines and puts together those that a fixed width had broken.
enum TextLines {
  /// The lines of a text: ended by LF, CR, CR LF, or the line and paragraph separators.
  static func split(_ bytes: ArraySlice<UInt8>, firstNumber: Int) -> [TextLine] {
    var lines: [TextLine] = []
    var number = firstNumber
    var start = bytes.startIndex
    var index = start
    func add(_ end: Int) {
      let text = bytes[start..<end].trimmed
      // One empty line says as much as a million.
      if text.isEmpty, lines.last?.isBlank ?? false { return }
      lines.append(TextLine(bytes: text, number: number))
    }
    while true {
      index = nextEnd(in: bytes, from: index)
      guard index < bytes.endIndex else { break }
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D {
        add(index)
        index += 1
        if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
        number += 1
        start = index
      } else if byte == 0xE2, index + 2 < bytes.endIndex, bytes[index + 1] == 0x80,
        bytes[index + 2] & 0xFE == 0xA8
      {
        // U+2028 and U+2029 end a paragraph but no line that an editor counts.
        add(index)
        index += 3
        start = index
      } else {
        index += 1
      }
    }
    if start < bytes.endIndex { add(bytes.endIndex) }
    return lines
  }

  /// The next index of a byte that ends a line or starts a separator of lines, or the end.
  private static func nextEnd(in bytes: ArraySlice<UInt8>, from index: Int) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return bytes.endIndex }
      let start = bytes.startIndex
      return start
        + ByteScan.first(base, from: index - start, to: buffer.count) { bytes in
          bytes.equal(0x0A) .| bytes.equal(0x0D) .| bytes.equal(0xE2)
        }
    }
  }

  /// Joins lines that were broken at a fixed width, where the text looks like that.
  ///
  /// It does when empty lines stand between paragraphs, no line is longer than 100 characters, and
  /// for nine in ten lines followed by another the first word of the next would not have fitted.
  static func unwrapped(
    _ lines: [TextLine], isLabel: (TextLine) -> Bool
  ) -> [TextLine] {
    guard lines.contains(where: \.isBlank) else { return lines }
    let widths = lines.map { width($0.bytes) }
    guard let width = widths.max(), 40...100 ~= width else { return lines }
    var joints = 0
    var tight = 0
    var canJoin = [Bool](repeating: false, count: lines.count)
    for index in lines.indices.dropLast() {
      let next = lines[index + 1]
      guard !lines[index].isBlank, !next.isBlank, !isLabel(lines[index]), !isLabel(next),
        !lines[index].isRule, !next.isRule
      else { continue }
      joints += 1
      let word = next.bytes.prefix { $0 != 0x20 && $0 != 0x09 }
      if widths[index] + 1 + self.width(word) > width - 4 {
        tight += 1
        canJoin[index] = true
      }
    }
    guard tight >= 3, tight * 10 >= joints * 9 else { return lines }
    var result: [TextLine] = []
    var joinsLast = false
    for (index, line) in lines.enumerated() {
      if joinsLast, var last = result.popLast() {
        last.bytes = (Array(last.bytes) + [0x20] + Array(line.bytes))[...]
        result.append(last)
      } else {
        result.append(line)
      }
      joinsLast = canJoin[index]
    }
    return result
  }

  // Marks take no column.
  private static func width(_ bytes: ArraySlice<UInt8>) -> Int {
    var width = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let (value, next) = bytes.scalar(at: index)
      if TextFolding.fold(value) != 0 { width += 1 }
      index = next
    }
    return width
  }
}
