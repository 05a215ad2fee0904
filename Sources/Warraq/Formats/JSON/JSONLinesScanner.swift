internal import WarraqCore
internal import WarraqModel

/// Finds the lines of JSON Lines. Memory is bound by one block and one line.
struct JSONLinesScanner: RecordScanner {
  // The start of a line whose end was not read yet.
  private var rest: [UInt8] = []
  private var line = 1
  private var byteOffset = 0
  private var isAtStart = true
  private var isSkippingLine = false

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    let limit = context.limits.maximumRecordBytes
    if isAtStart {
      isAtStart = false
      byteOffset = try source.skipByteOrderMark()
    }
    var lineStart = batch.bytes.count
    batch.bytes.append(contentsOf: rest)
    rest = []
    while true {
      var position = batch.bytes.count
      let count = try source.read(into: &batch.bytes, upTo: RecordBatch.targetBytes)
      guard count > 0 else {
        endLine(lineStart..<batch.bytes.count, in: &batch, limit: limit, source, &context)
        return false
      }
      while let end = newline(in: batch, from: position) {
        endLine(lineStart..<end, in: &batch, limit: limit, source, &context)
        byteOffset += end + 1 - lineStart
        line += 1
        lineStart = end + 1
        position = lineStart
      }
      if isSkippingLine || batch.bytes.count - lineStart > limit {
        isSkippingLine = true
        byteOffset += batch.bytes.count - lineStart
        batch.bytes.removeSubrange(lineStart...)
      }
      if batch.isFull, !batch.isEmpty {
        rest = Array(batch.bytes[lineStart...])
        batch.bytes.removeSubrange(lineStart...)
        return true
      }
      if batch.isEmpty, lineStart > 0 {
        batch.bytes.removeSubrange(..<lineStart)
        lineStart = 0
      }
    }
  }

  private func newline(in batch: borrowing RecordBatch, from position: Int) -> Int? {
    batch.bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap {
        ByteScan.first(UInt8(ascii: "\n"), in: $0, from: position, to: bytes.count)
      }
    }
  }

  /// Adds a line as a record, unless it is empty or too long.
  private mutating func endLine(
    _ range: Range<Int>, in batch: inout RecordBatch, limit: Int, _ source: ByteSource,
    _ context: inout ConversionContext
  ) {
    if isSkippingLine || range.count > limit {
      isSkippingLine = false
      context.log.emit(
        .error, .recordTooLarge(limit: limit), at: SourceLocation(file: source.name, line: line))
      return
    }
    let isBlank = batch.bytes[range].allSatisfy {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t")
    }
    guard !isBlank else { return }
    batch.append(range, line: line, byteOffset: byteOffset)
  }
}
