package import WarraqCore
internal import WarraqModel

extension CSVReader: IndexedReader {
  /// The reader of the rows of one table; `nil` where their cells are not the text as it stands.
  package func indexing(_ preamble: (any Sendable)?) -> (any IndexedReader)? {
    guard let header = preamble as? CSVHeader, !header.hasEscapes, !options.unguardsFormulas
    else { return nil }
    return CSVRows(reader: self, header: header)
  }

  /// Knows no row without its header.
  package func index(
    _ record: UnsafeBufferPointer<UInt8>, into story: inout RecordIndex
  ) throws(LeavesLane) {
    throw LeavesLane()
  }
}

/// Finds the texts of the rows of one table.
private struct CSVRows: IndexedReader {
  let reader: CSVReader
  let header: CSVHeader

  var kindOfKept: ReadingCount.Kind { .column }

  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    try reader.decode(record, into: &articles, context: &context)
  }

  func index(
    _ record: UnsafeBufferPointer<UInt8>, into story: inout RecordIndex
  ) throws(LeavesLane) {
    try story.begin(record)
    guard let base = record.baseAddress,
      ByteScan.first(0, in: base, from: 0, to: record.count) == nil
    else { throw LeavesLane() }
    var count = 0
    var position = 0
    var isEmpty = true
    var alternatives: [(cell: TextSlice, field: Article.Field, name: String)] = []
    while true {
      let cell = try nextCell(record, base, &position, &story)
      guard count < header.targets.count, CSVCell.formulaText(cell.bytes) == nil else {
        throw LeavesLane()
      }
      if !cell.isEmpty { isEmpty = false }
      if !cell.isEmpty, !reader.nulls.contains(cell.bytes, hasEscapes: false) {
        switch header.targets[count] {
        case .column(let column): try story.read(cell, as: column, of: header, reader.separator)
        case .alternative(let column):
          // A text is read where it is needed, in the ordinary way.
          guard case .text = column.content else { throw LeavesLane() }
          alternatives.append((cell, column.field, header.names[count]))
        case .passedOver: break
        case .extra: try story.keep(cell, named: story.make(header.names[count]))
        }
      }
      count += 1
      guard position < record.count else { break }
      position += 1
    }
    guard count == header.targets.count, !isEmpty else { throw LeavesLane() }
    for (cell, field, name) in alternatives {
      guard story.has(field), story.text(field).bytes.contains(where: { $0 > 0x20 }) else {
        throw LeavesLane()
      }
      try story.keep(cell, named: story.make(name))
    }
    try story.identify(isForeign: false)
  }

  /// The cell at a position, which moves to the delimiter behind it.
  private func nextCell(
    _ row: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, _ position: inout Int,
    _ story: inout RecordIndex
  ) throws(LeavesLane) -> TextSlice {
    let start = position
    guard start < row.count, base[start] == CSVBytes.quote else {
      position = CSVBytes.index(of: header.delimiter, in: base, from: start, to: row.count)
      return story.text(in: UnsafeBufferPointer(rebasing: row[start..<position]))
    }
    let first = CSVBytes.index(of: CSVBytes.quote, in: base, from: start + 1, to: row.count)
    guard first < row.count else { throw LeavesLane() }
    position = first + 1
    if position == row.count || base[position] == header.delimiter {
      return story.text(in: UnsafeBufferPointer(rebasing: row[(start + 1)..<first]))
    }
    // Pairs of quotation marks are one each.
    var end = first
    let text = try story.make(atMost: row.count - start) { target in
      var written = 0
      var runStart = start + 1
      while true {
        let run = UnsafeBufferPointer(rebasing: row[runStart..<end])
        _ = UnsafeMutableBufferPointer(rebasing: target[written...]).update(fromContentsOf: run)
        written += run.count
        guard end + 1 < row.count, base[end + 1] == CSVBytes.quote else { return written }
        target[written] = CSVBytes.quote
        written += 1
        runStart = end + 2
        end = CSVBytes.index(of: CSVBytes.quote, in: base, from: runStart, to: row.count)
        if end == row.count { return written }
      }
    }
    position = end + 1
    guard end < row.count, position == row.count || base[position] == header.delimiter else {
      throw LeavesLane()
    }
    return text
  }
}

extension RecordIndex {
  /// Reads a cell, not empty, into its field, which has no value yet.
  fileprivate mutating func read(
    _ cell: TextSlice, as column: CSVColumn, of header: CSVHeader, _ separator: CSVListSeparator
  ) throws(LeavesLane) {
    let field = column.field
    // What cells say together, and words for nothing, are matters of the ordinary way.
    guard !has(field) else { throw LeavesLane() }
    if CSVNulls.isUsual(cell.bytes, isName: column.isName), !column.isDate { throw LeavesLane() }
    switch column.content {
    case .text:
      guard field.kind == .text || field.kind == .identifier,
        !CSVForeignList.mayStartText(cell.bytes)
      else { throw LeavesLane() }
      if field == .language,
        !LanguageTag.isUsual(cell.bytes)
          || cell.count != 2 && LanguageTag.wellFormed(cell.string) == nil
      {
        throw LeavesLane()
      }
      set(field, cell)
    case .word:
      let word = cell.trimmed
      switch field.kind {
      case .direction where TextDirection(rawValue: word.string) != nil: set(field, word)
      case .status where PublicationStatus(rawValue: word.string) != nil: set(field, word)
      default: throw LeavesLane()
      }
    case .integer:
      let digits = cell.trimmed
      guard 1...18 ~= digits.count, digits.bytes.allSatisfy({ $0 &- 0x30 < 10 }),
        digits.bytes[0] != 0x30 || digits.count == 1
      else { throw LeavesLane() }
      if field.kind != .integer || !("1" ~= digits) { set(field, digits) }
    case .role(let role):
      guard field.kind == .roleTexts, !CSVForeignList.mayStartText(cell.bytes) else {
        throw LeavesLane()
      }
      let start = nextPlace
      append(try make(role))
      append(cell)
      set(field, from: start)
    case .date:
      let text = cell.trimmed
      guard !text.isEmpty else { return }
      guard let date = NewsDate(certain: text.bytes), date.text == nil else { throw LeavesLane() }
      try set(field, date, printed: text)
    case .list(let list): try readList(list, cell, for: field, separator)
    case .party:
      guard !CSVForeignList.mayStartText(cell.bytes) else { throw LeavesLane() }
      let start = nextPlace
      append(cell)
      append(.absent)
      set(field, from: start)
    case .body, .plainText, .html: try readBody(cell, as: column, of: header)
    case .json, .count: throw LeavesLane()
    }
  }

  private mutating func readList(
    _ list: CSVList, _ cell: TextSlice, for field: Article.Field, _ separator: CSVListSeparator
  ) throws(LeavesLane) {
    guard !CSVForeignList.mayStart(cell.bytes) else { throw LeavesLane() }
    // An address of electronic mail stands beside the name.
    if list == .people, cell.bytes.contains(UInt8(ascii: "@")) { throw LeavesLane() }
    let start = nextPlace
    for name in separator.split(cell.bytes, of: list) {
      let name = try make(name)
      switch list {
      case .keywords: append(name)
      case .people: append(person: name)
      case .sources:
        append(name)
        appendAbsent((FieldKind.sources.shape?.stride ?? 1) - 1)
      case .concepts:
        append(.absent)
        append(name)
        appendAbsent((FieldKind.concepts.shape?.stride ?? 2) - 2)
      }
    }
    set(field, from: start)
  }

  private mutating func readBody(
    _ cell: TextSlice, as column: CSVColumn, of header: CSVHeader
  ) throws(LeavesLane) {
    var isHTML = false
    if case .html = column.content { isHTML = true }
    if !isHTML {
      guard !cell.starts(with: "[{"), header.markup == .none || !CSVForeignList.mayStart(cell.bytes)
      else { throw LeavesLane() }
      isHTML =
        switch header.markup {
        case .none: false
        case .whole: BodyText.isWholeHTML(cell.bytes)
        case .any: BodyText.isHTML(cell.bytes)
        }
    }
    let start = nextPlace
    if isHTML {
      append(cell)
      return try setBody(start..<nextPlace, isHTML: true, isList: false)
    }
    addParagraphs(of: cell, isOne: false)
    if nextPlace > start { details.insert(.paragraphs) }
    set(.body, from: start)
  }
}
