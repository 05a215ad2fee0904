internal import WarraqModel

/// Finds the elements of top-level arrays, and top-level objects one after another.
///
/// It only counts brackets outside strings; the decoder checks what is between them. Memory is bound
/// by one block and one element.
package struct JSONDocumentScanner: RecordScanner {
  private enum State {
    /// Between top-level values.
    case outside
    /// In the top-level array, before an element; `isFirst` right after its opening bracket.
    case beforeElement(isFirst: Bool)
    /// In the top-level array, after an element.
    case afterElement
    /// In a record, between its tokens.
    case record
    /// In a string of a record.
    case string
    /// In a string of a record, after a backslash.
    case escape
    /// In a number or a word that stands where an article should.
    case word
  }

  private var state = State.outside
  private var isInArray = false
  private var depth = 0
  private var sawValue = false
  private var isSkipping = false
  // The bytes of the record that is not complete yet.
  private var rest: [UInt8] = []
  private var recordLine = 1
  private var recordColumn = 1
  private var recordOffset = 0

  private var comma: SourceLocation?

  // Where the scanner is: `position` in the batch, which lies at `position + shift` in the input.
  private var position = 0
  private var shift = 0
  private var recordStart = 0
  private var line = 1
  // The column of the byte at `anchor`; nothing after it on the line is counted yet.
  private var column = 1
  private var anchor = 0
  private var isAtStart = true
  // How much of the head of a script is to be passed over, and whether there was one.
  private var headLeft = 0
  private var isScript = false

  /// Makes a scanner.
  package init() {}

  /// Appends top-level objects and the elements of top-level arrays.
  package mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    let limit = context.limits.maximumRecordBytes
    if isAtStart {
      isAtStart = false
      shift = try source.skipByteOrderMark()
      headLeft = JSONScript.headLength(of: try source.peek(JSONScript.longestHead))
      isScript = headLeft > 0
    }
    let offset = position + shift
    recordStart = batch.bytes.count
    batch.bytes.append(contentsOf: rest)
    rest = []
    position = batch.bytes.count
    anchor = position
    shift = offset - position
    while true {
      let count = try source.read(into: &batch.bytes, upTo: RecordBatch.targetBytes)
      guard count > 0 else {
        finish(&batch, source, &context)
        return false
      }
      while position < batch.bytes.count {
        try step(&batch, source, &context)
      }
      countColumns(batch)
      if isInRecord {
        if isSkipping || batch.bytes.count - recordStart > limit {
          if !isSkipping {
            isSkipping = true
            context.log.emit(.error, .recordTooLarge(limit: limit), at: recordLocation(source))
          }
          drop(from: recordStart, in: &batch)
        }
      } else {
        drop(from: recordStart, in: &batch)
      }
      if batch.isFull, !batch.isEmpty {
        rest = Array(batch.bytes[recordStart...])
        batch.bytes.removeSubrange(recordStart...)
        return true
      }
    }
  }

  private var isInRecord: Bool {
    switch state {
    case .outside, .beforeElement, .afterElement: false
    case .record, .string, .escape, .word: true
    }
  }

  /// Forgets the bytes from `start` on, all of which were scanned.
  private mutating func drop(from start: Int, in batch: inout RecordBatch) {
    shift += position - start
    position = start
    anchor = start
    batch.bytes.removeSubrange(start...)
  }

  /// Goes on until the state changes or the bytes end.
  private mutating func step(
    _ batch: inout RecordBatch, _ source: ByteSource, _ context: inout ConversionContext
  ) throws(ConversionError) {
    switch state {
    case .outside, .beforeElement, .afterElement:
      try stepOverStructure(&batch, source, &context)
    case .record: stepOverRecord(&batch)
    case .string: stepOverString(&batch)
    case .escape:
      position += 1
      state = .string
    case .word:
      while position < batch.bytes.count {
        switch batch.bytes[position] {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0...0x20:
          return endRecord(&batch)
        default: position += 1
        }
      }
    }
  }

  private mutating func stepOverStructure(
    _ batch: inout RecordBatch, _ source: ByteSource, _ context: inout ConversionContext
  ) throws(ConversionError) {
    if headLeft > 0 {
      let byte = batch.bytes[position]
      headLeft -= 1
      if byte == UInt8(ascii: "\n") { newline() } else { position += 1 }
      return
    }
    skipWhitespace(batch)
    guard position < batch.bytes.count else { return }
    let byte = batch.bytes[position]
    if isScript, sawValue, case .outside = state, JSONScript.isTail(byte) {
      position += 1
      return
    }
    switch (byte, state) {
    case (UInt8(ascii: "["), .outside):
      isInArray = true
      sawValue = true
      position += 1
      state = .beforeElement(isFirst: true)
    case (UInt8(ascii: "]"), .afterElement), (UInt8(ascii: "]"), .beforeElement(isFirst: true)):
      closeArray()
    case (UInt8(ascii: "]"), .beforeElement(isFirst: false)):
      context.log.emit(.error, .json(.trailingComma), at: comma)
      closeArray()
    case (UInt8(ascii: ","), .afterElement):
      comma = location(batch, source)
      position += 1
      state = .beforeElement(isFirst: false)
    case (UInt8(ascii: ","), .beforeElement):
      context.log.emit(
        .error, .json(.unexpected(byte, expected: .value)), at: location(batch, source))
      position += 1
    case (_, .afterElement):
      context.log.emit(
        .error, .json(.unexpected(byte, expected: .commaOrBracket)), at: location(batch, source))
      state = .beforeElement(isFirst: true)
    default: try beginRecord(byte, batch, source)
    }
  }

  private mutating func skipWhitespace(_ batch: borrowing RecordBatch) {
    while position < batch.bytes.count {
      switch batch.bytes[position] {
      case UInt8(ascii: "\n"): newline()
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      default: return
      }
    }
  }

  private mutating func closeArray() {
    position += 1
    isInArray = false
    state = .outside
  }

  private mutating func beginRecord(
    _ byte: UInt8, _ batch: borrowing RecordBatch, _ source: ByteSource
  ) throws(ConversionError) {
    countColumns(batch)
    sawValue = true
    recordStart = position
    recordLine = line
    recordColumn = column
    recordOffset = position + shift
    depth = 0
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth = 1
      state = .record
    case UInt8(ascii: "\""): state = .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "-"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      state = .word
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      throw ConversionError(.json(.comment), at: recordLocation(source))
    case UInt8(ascii: "N"), UInt8(ascii: "I"):
      throw ConversionError(.json(.notFinite), at: recordLocation(source))
    default:
      throw ConversionError(
        .json(.unexpected(byte, expected: isInArray ? .value : .object)),
        at: recordLocation(source))
    }
    position += 1
  }

  private mutating func stepOverRecord(_ batch: inout RecordBatch) {
    while position < batch.bytes.count {
      switch batch.bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        state = .string
        return
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          position += 1
          return endRecord(&batch)
        }
      case UInt8(ascii: "\n"):
        newline()
        continue
      default: break
      }
      position += 1
    }
  }

  private mutating func stepOverString(_ batch: inout RecordBatch) {
    position = batch.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return position }
      return ByteScan.endOfPlainRun(base, from: position, to: bytes.count)
    }
    guard position < batch.bytes.count else { return }
    switch batch.bytes[position] {
    case UInt8(ascii: "\""):
      position += 1
      state = .record
      if depth == 0 { endRecord(&batch) }
    case UInt8(ascii: "\\"):
      position += 1
      state = .escape
    case UInt8(ascii: "\n"): newline()
    default: position += 1
    }
  }

  private mutating func endRecord(_ batch: inout RecordBatch) {
    if !isSkipping {
      batch.append(
        recordStart..<position, line: recordLine, column: recordColumn, byteOffset: recordOffset)
      recordStart = position
    }
    isSkipping = false
    state = isInArray ? .afterElement : .outside
  }

  private mutating func finish(
    _ batch: inout RecordBatch, _ source: ByteSource, _ context: inout ConversionContext
  ) {
    if isInRecord {
      // The decoder says what is missing.
      endRecord(&batch)
    } else if isInArray {
      context.log.emit(.error, .json(.unexpectedEnd), at: location(batch, source))
    } else if !sawValue {
      context.log.emit(.error, .noJSONValue, at: SourceLocation(file: source.name))
    }
  }

  // MARK: Places

  private mutating func newline() {
    line += 1
    position += 1
    column = 1
    anchor = position
  }

  private mutating func countColumns(_ batch: borrowing RecordBatch) {
    guard anchor < position else { return }
    column += ByteScan.scalarCount(batch.bytes[anchor..<position])
    anchor = position
  }

  private mutating func location(
    _ batch: borrowing RecordBatch, _ source: ByteSource
  ) -> SourceLocation {
    countColumns(batch)
    return SourceLocation(
      file: source.name, line: line, column: column, byteOffset: position + shift)
  }

  private func recordLocation(_ source: ByteSource) -> SourceLocation {
    SourceLocation(
      file: source.name, line: recordLine, column: recordColumn, byteOffset: recordOffset)
  }
}

extension Diagnostic.Message {
  static let noJSONValue = Self(
    id: "json.no-value", text: "there is no JSON value; the input is empty or blank")
}
