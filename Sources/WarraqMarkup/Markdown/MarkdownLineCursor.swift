/// Goes through one line of Markdown by columns: a tab goes to the next multiple of four.
struct MarkdownLineCursor {
  private let source: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var end = 0
  private var column = 0
  /// Whether the first columns of the tab at the offset are behind.
  private var isInTab = false
  private var textStart = 0
  private var textColumn = 0

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  mutating func begin(_ range: Range<Int>) {
    offset = range.lowerBound
    end = range.upperBound
    column = 0
    isInTab = false
    findText()
  }

  /// Looks where the next byte is that is no space.
  mutating func findText() {
    textStart = offset
    textColumn = column
    while textStart < end {
      if source[textStart] == 0x20 {
        textColumn += 1
      } else if source[textStart] == 0x09 {
        textColumn += 4 - textColumn % 4
      } else {
        break
      }
      textStart += 1
    }
  }

  /// The columns before the text.
  var indent: Int { textColumn - column }
  var isBlank: Bool { textStart >= end }
  /// What stands behind the spaces.
  var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: source[textStart..<end]) }

  mutating func skipSpace() {
    offset = textStart
    column = textColumn
    isInTab = false
  }

  mutating func skipAll() {
    offset = end
    findText()
  }

  /// Goes on by bytes that are no tabs.
  mutating func skipBytes(_ count: Int) {
    offset += count
    column += count
    isInTab = false
  }

  mutating func skipColumns(_ count: Int) {
    var count = count
    while count > 0, offset < end {
      guard source[offset] == 0x09 else {
        offset += 1
        column += 1
        count -= 1
        continue
      }
      let width = 4 - column % 4
      isInTab = width > count
      let step = min(width, count)
      column += step
      count -= step
      if !isInTab { offset += 1 }
    }
    findText()
  }

  /// Passes the mark of a quotation and a space behind it; returns whether there is one.
  mutating func skipQuoteMark() -> Bool {
    guard indent < 4, textStart < end, source[textStart] == UInt8(ascii: ">") else { return false }
    skipSpace()
    skipBytes(1)
    if isAtSpace { skipColumns(1) }
    findText()
    return true
  }

  private var isAtSpace: Bool {
    offset < end && (source[offset] == 0x20 || source[offset] == 0x09)
  }

  /// Passes the space behind the marker of an item; returns how far what belongs to it is in.
  mutating func skipPadding(isEmpty: Bool) -> Int {
    findText()
    let width = indent
    if isEmpty || width >= 5 {
      // It begins with code, or on the next line.
      if isAtSpace { skipColumns(1) }
      return 1
    }
    skipSpace()
    return width
  }

  func appendRest(to text: inout [UInt8]) {
    var start = offset
    if isInTab, start < end {
      start += 1
      text.append(contentsOf: repeatElement(0x20, count: 4 - column % 4))
    }
    text.append(contentsOf: source[start..<end])
  }
}
