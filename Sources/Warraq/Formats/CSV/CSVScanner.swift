internal import WarraqCore
internal import WarraqModel

/// Finds where the rows of a table end: RFC 4180, and what its readers forgive.
///
/// A quotation mark opens a field only where a field starts, so one inside a field is text. Rows end
/// with CRLF, LF or CR; empty lines are passed over. Memory is bound by the longest row, and that
/// by `Limits.maximumRecordBytes`.
struct CSVScanner: RecordScanner {
  private let options: CSVReader.Options
  private let chunkBytes: Int
  private var delimiter = UInt8(ascii: ",")
  private var hasEscapes = false
  private var header: CSVHeader?
  /// Whether rows end with a line feed, so that a carriage return alone is text; `nil` before the
  /// first row has ended.
  private var endsWithLineFeed: Bool?
  private var hasStarted = false
  /// The start of a row whose end has not been read yet.
  private var rest: [UInt8] = []
  private var row = RowState()
  private var line = 1
  private var byteOffset = 0

  /// What is known of a row before its end is found; positions count from its start.
  private struct RowState {
    var position = 0
    var isQuoted = false
    var quoteLine = 0
    var innerLines = 0
    /// Whether its start was thrown away because it is too large.
    var isSkipped = false
    /// Whether a carriage return in it is text although no quotation marks stand around it.
    var hasReturn = false
  }

  init(options: CSVReader.Options, chunkBytes: Int) {
    self.options = options
    self.chunkBytes = chunkBytes
  }

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    if !hasStarted { try start(source, context: &context) }
    setPreamble(of: &batch)
    let batchStart = batch.bytes.count
    batch.bytes += rest
    rest.removeAll(keepingCapacity: true)
    var rowStart = batchStart
    var isAtEnd = false
    while !isAtEnd {
      isAtEnd = try source.read(into: &batch.bytes, upTo: chunkBytes) == 0
      while let end = endOfRow(in: batch.bytes, from: rowStart, isLast: isAtEnd) {
        finishRow(
          rowStart, end, isLast: isAtEnd && end.next == batch.bytes.count, source, into: &batch,
          context: &context)
        rowStart = end.next
      }
      if batch.bytes.count - rowStart > context.limits.maximumRecordBytes, !row.isSkipped {
        skipRow(source, context: &context)
      }
      if row.isSkipped { dropSkipped(from: rowStart, in: &batch.bytes) }
      if rowStart - batchStart >= RecordBatch.targetBytes - chunkBytes / 2 { break }
    }
    guard isAtEnd else {
      rest.append(contentsOf: batch.bytes[rowStart...])
      batch.bytes.removeSubrange(rowStart...)
      return true
    }
    if row.isQuoted, !row.isSkipped {
      context.log.emit(
        .error, .csvUnclosedQuote,
        at: SourceLocation(file: source.name, line: row.quoteLine, byteOffset: byteOffset))
    }
    return false
  }

  // MARK: Rows

  private struct RowEnd {
    /// Where the row ends, and where the next one starts.
    var row: Int
    var next: Int
  }

  /// Goes on looking for the end of the row that starts at `rowStart`.
  private mutating func endOfRow(
    in bytes: [UInt8], from rowStart: Int, isLast: Bool
  ) -> RowEnd? {
    if hasEscapes { return endOfEscapedRow(in: bytes, from: rowStart, isLast: isLast) }
    return bytes.withUnsafeBufferPointer { buffer -> RowEnd? in
      guard let base = buffer.baseAddress else { return nil }
      let end = buffer.count
      var position = rowStart + row.position
      defer { row.position = position - rowStart }
      while position < end {
        if row.isQuoted {
          let quote = CSVBytes.index(of: CSVBytes.quote, in: base, from: position, to: end)
          row.innerLines += CSVBytes.countLines(in: base, from: position, to: quote)
          position = quote
          guard quote + 1 < end || isLast && quote < end else { return nil }
          if quote + 1 < end, base[quote + 1] == CSVBytes.quote {
            position = quote + 2
          } else {
            position = quote + 1
            row.isQuoted = false
          }
          continue
        }
        position = CSVBytes.endOfPlainRun(in: base, from: position, to: end)
        guard position < end else { break }
        switch base[position] {
        case CSVBytes.quote:
          let startsField =
            position == rowStart ? !row.isSkipped : base[position - 1] == delimiter
          if startsField {
            row.isQuoted = true
            row.quoteLine = line + row.innerLines
          }
          position += 1
        case CSVBytes.carriageReturn:
          if position + 1 == end, !isLast { return nil }
          guard let found = endOfRow(atReturn: position, in: buffer) else {
            position += 1
            continue
          }
          return found
        default:
          endsWithLineFeed = endsWithLineFeed ?? true
          return RowEnd(row: position, next: position + 1)
        }
      }
      guard isLast, !row.isQuoted, position > rowStart else { return nil }
      return RowEnd(row: end, next: end)
    }
  }

  /// The end of a row at a carriage return that no quotation marks stand around; `nil` where it is
  /// text, as a return alone is where the first row has another end.
  private mutating func endOfRow(
    atReturn position: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> RowEnd? {
    let isPair = position + 1 < bytes.count && bytes[position + 1] == CSVBytes.lineFeed
    if !isPair, endsWithLineFeed == true, position + 1 < bytes.count {
      row.hasReturn = true
      return nil
    }
    endsWithLineFeed = endsWithLineFeed ?? isPair
    return RowEnd(row: position, next: position + (isPair ? 2 : 1))
  }

  /// The same where a backslash takes the meaning from the byte after it.
  private mutating func endOfEscapedRow(
    in bytes: [UInt8], from rowStart: Int, isLast: Bool
  ) -> RowEnd? {
    bytes.withUnsafeBufferPointer { buffer -> RowEnd? in
      let end = buffer.count
      var position = rowStart + row.position
      defer { row.position = position - rowStart }
      while position < end {
        let byte = buffer[position]
        // What a byte means depends on the next one, or two.
        if position + 2 >= end, !isLast { return nil }
        let next = position + 1 < end ? buffer[position + 1] : nil
        switch byte {
        case CSVBytes.backslash:
          let isPair =
            next == CSVBytes.carriageReturn && position + 2 < end
            && buffer[position + 2] == CSVBytes.lineFeed
          if isPair || next == CSVBytes.lineFeed { row.innerLines += 1 }
          position = min(position + (isPair ? 3 : 2), end)
        case CSVBytes.quote where row.isQuoted:
          if next == CSVBytes.quote {
            position += 2
          } else {
            row.isQuoted = false
            position += 1
          }
        case CSVBytes.quote:
          if position == rowStart ? !row.isSkipped : buffer[position - 1] == delimiter {
            row.isQuoted = true
            row.quoteLine = line + row.innerLines
          }
          position += 1
        case CSVBytes.lineFeed where row.isQuoted:
          row.innerLines += 1
          position += 1
        case CSVBytes.lineFeed:
          endsWithLineFeed = endsWithLineFeed ?? true
          return RowEnd(row: position, next: position + 1)
        case CSVBytes.carriageReturn where !row.isQuoted:
          if let found = endOfRow(atReturn: position, in: buffer) { return found }
          position += 1
        default: position += 1
        }
      }
      guard isLast, !row.isQuoted, position > rowStart else { return nil }
      return RowEnd(row: end, next: end)
    }
  }

  private mutating func finishRow(
    _ start: Int, _ found: RowEnd, isLast: Bool, _ source: ByteSource,
    into batch: inout RecordBatch, context: inout ConversionContext
  ) {
    var end = found
    // The end of a file in DOS, which Excel and old exports write, is no text.
    while end.row > start, batch.bytes[end.row - 1] == CSVBytes.endOfFile,
      isLast || end.row == start + 1
    {
      end.row -= 1
    }
    let isWanted = end.row > start && !row.isSkipped
    let isTooLarge = end.row - start > context.limits.maximumRecordBytes
    if isWanted, row.hasReturn {
      context.log.emit(
        .note, .csvLoneReturn,
        at: SourceLocation(file: source.name, line: line, byteOffset: byteOffset))
    }
    if isWanted, isTooLarge {
      skipRow(source, context: &context)
    } else if isWanted, header == nil {
      var record = Record(
        bytes: batch.bytes[start..<end.row], file: source.name, line: line, byteOffset: byteOffset)
      if let kept = ForeignBytes.withoutNULs(record, context: &context) { record.bytes = kept }
      let names = CSVFields(
        record.bytes, delimiter: delimiter, hasEscapes: hasEscapes
      ).strings
      setHeader(names: options.columns ?? names, source, context: &context)
      setPreamble(of: &batch)
    } else if isWanted {
      batch.append(start..<end.row, line: line, byteOffset: byteOffset)
    }
    line += row.innerLines + 1
    byteOffset += end.next - start
    row = RowState()
  }

  private mutating func skipRow(_ source: ByteSource, context: inout ConversionContext) {
    context.log.emit(
      .error, .recordTooLarge(limit: context.limits.maximumRecordBytes),
      at: SourceLocation(file: source.name, line: line, byteOffset: byteOffset))
    row.isSkipped = true
  }

  /// Throws away what was looked at of a row that is too large, but for the byte that tells whether
  /// a quotation mark after it starts a field.
  private mutating func dropSkipped(from start: Int, in bytes: inout [UInt8]) {
    let dropped = max(0, row.position - 1)
    bytes.removeSubrange(start..<start + dropped)
    byteOffset += dropped
    row.position -= dropped
  }

  // MARK: The start of the input

  private mutating func start(
    _ source: ByteSource, context: inout ConversionContext
  ) throws(ConversionError) {
    hasStarted = true
    var sample = try source.peek(CSVDialect.sampleBytes)
    let isWhole = sample.count < CSVDialect.sampleBytes
    var dropped = sample.starts(with: CSVBytes.byteOrderMark) ? 3 : 0
    sample = sample.dropFirst(dropped)
    while let length = CSVDialect.commentLength(sample) {
      dropped += length
      sample = sample.dropFirst(length)
      line += 1
      context.log.emit(
        .note, .csvComment, at: SourceLocation(file: source.name, line: line - 1))
    }
    guard !PrintedTable.starts(sample, mayBeMarkdown: true) else {
      throw ConversionError(
        .csvPrintedTable, at: SourceLocation(file: source.name, line: line, byteOffset: dropped))
    }
    let named = CSVDialect.namedDelimiter(sample)
    if let named {
      dropped += named.length
      sample = sample.dropFirst(named.length)
      line += 1
    }
    delimiter = options.delimiter ?? named?.delimiter ?? CSVDialect.sniff(sample).delimiter
    hasEscapes =
      options.escape.map { $0 == .backslash }
      ?? CSVDialect.hasEscapes(sample, delimiter: delimiter, isWhole: isWhole)
    if hasEscapes, options.escape == nil {
      context.log.emit(
        .note, .csvBackslashes, at: SourceLocation(file: source.name, line: line))
    }
    var discarded: [UInt8] = []
    while discarded.count < dropped {
      _ = try source.read(into: &discarded, upTo: dropped - discarded.count)
    }
    byteOffset = dropped
    if !options.header, let names = options.columns {
      setHeader(names: names, source, context: &context)
    }
  }

  private func setPreamble(of batch: inout RecordBatch) {
    batch.preamble = header
    batch.storyBytes = (header?.unknownCount ?? 0) * MemoryLayout<ExtraMember>.stride
  }

  private mutating func setHeader(
    names: [String], _ source: ByteSource, context: inout ConversionContext
  ) {
    let header = CSVHeader(names: names, delimiter: delimiter, hasEscapes: hasEscapes)
    let unknown = header.unknownNames
    let place = SourceLocation(file: source.name, line: line)
    if header.knownNames == 0 {
      context.log.emit(.warning, .csvNoKnownColumn(names), at: place)
    } else if !unknown.isEmpty {
      context.log.emit(.note, .csvUnknownColumns(unknown), at: place)
    }
    self.header = header
  }
}

extension Diagnostic.Message {
  static var csvUnclosedQuote: Self {
    Self(
      id: "csv.unclosed-quote",
      text: "the quotation mark that opens here is never closed; the rest of the input was not"
        + " read")
  }

  static var csvLoneReturn: Self {
    Self(
      id: "csv.lone-return",
      text: "a carriage return alone is text here, because the first row ends otherwise")
  }

  static var csvBackslashes: Self {
    Self(
      id: "csv.backslash-escapes",
      text: "backslashes are escapes in this table; use --input-escape doubled where"
        + " they are text")
  }

  static func csvUnknownColumns(_ names: [String]) -> Self {
    var list = names.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
    if names.count > 10 { list += " and \(names.count - 10) more" }
    return Self(
      id: "csv.unknown-column",
      text: names.count == 1
        ? "column \(list) matches no property of an article; it is kept in 'extra'"
        : "columns \(list) match no property of an article; they are kept in 'extra'")
  }
}
