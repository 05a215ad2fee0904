internal import WarraqCore
internal import WarraqModel

/// Finds the records of a web archive. Memory is bound by one block and one record.
///
/// Records that hold no page, such as requests, are passed without being kept.
struct WARCScanner: RecordScanner {
  // What was read and not used yet.
  private var buffer: [UInt8] = []
  private var position = 0
  /// Where `buffer` begins in the input.
  private var offset = 0
  private var isARC = false
  private var isAtStart = true

  private static let longestHead = 64 << 10

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    while !batch.isFull {
      guard try passBlankLines(source) else { return false }
      if isAtStart {
        isAtStart = false
        isARC = starts(with: "filedesc://")
      }
      guard let head = try head(source) else {
        try resynchronize(source, &context)
        continue
      }
      try take(head, source, into: &batch, &context)
    }
    return true
  }

  private struct Head {
    /// How many bytes it has.
    var count: Int
    /// How many bytes follow it.
    var length: Int
    /// Whether what follows may be a page.
    var mayBePage: Bool
  }

  // MARK: Bytes

  private var available: Int { buffer.count - position }

  /// Reads more; returns whether there was more.
  private mutating func fill(_ source: ByteSource) throws(ConversionError) -> Bool {
    if position > 0 {
      buffer.removeSubrange(..<position)
      offset += position
      position = 0
    }
    return try source.read(into: &buffer, upTo: RecordBatch.targetBytes) > 0
  }

  private func starts(with word: String) -> Bool {
    buffer[position...].starts(with: word.utf8)
  }

  /// Passes line ends; returns whether anything follows them.
  private mutating func passBlankLines(_ source: ByteSource) throws(ConversionError) -> Bool {
    while true {
      while position < buffer.count,
        buffer[position] == 0x0A || buffer[position] == 0x0D || buffer[position] == 0x20
      { position += 1 }
      if available >= 16 { return true }
      if position < buffer.count {
        _ = try fill(source)
        return true
      }
      guard try fill(source) else { return false }
    }
  }

  // MARK: Heads

  /// The head of the record that begins here, `nil` where none does.
  private mutating func head(_ source: ByteSource) throws(ConversionError) -> Head? {
    isARC ? try arcHead(source) : try warcHead(source)
  }

  private mutating func warcHead(_ source: ByteSource) throws(ConversionError) -> Head? {
    guard starts(with: "WARC/") else { return nil }
    var searched = 0
    while true {
      if let end = endOfHead(from: position + searched) {
        let bytes = buffer[position..<end]
        let first = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? end
        var fieldsEnd = end
        let fields = WARCFields(bytes[first...], end: &fieldsEnd)
        guard let length = fields.bytes("content-length")?.decimal else { return nil }
        return Head(
          count: end - position, length: length,
          mayBePage: Self.mayBePage(fields, length: length))
      }
      guard available < Self.longestHead else { return nil }
      searched = max(0, available - 4)
      guard try fill(source) else { return nil }
    }
  }

  /// Where the empty line after a head ends.
  private func endOfHead(from start: Int) -> Int? {
    var place = start
    while let line = buffer[place...].firstIndex(of: 0x0A) {
      if line + 1 < buffer.count, buffer[line + 1] == 0x0A { return line + 2 }
      if line + 2 < buffer.count, buffer[line + 1] == 0x0D, buffer[line + 2] == 0x0A {
        return line + 3
      }
      place = line + 1
    }
    return nil
  }

  private static func mayBePage(_ fields: WARCFields, length: Int) -> Bool {
    guard length > 0 else { return false }
    switch fields["warc-type"]?.lowercased() {
    case "response", "resource", "continuation": return true
    default: return false
    }
  }

  /// A line of ARC 1.0 or 2.0: address, number, date, type, length; in 2.0 more before the length.
  private mutating func arcHead(_ source: ByteSource) throws(ConversionError) -> Head? {
    while buffer[position...].firstIndex(of: 0x0A) == nil {
      guard available < Self.longestHead, try fill(source) else { return nil }
    }
    guard let end = buffer[position...].firstIndex(of: 0x0A) else { return nil }
    let words = buffer[position..<end].split(separator: 0x20)
    guard words.count >= 5, let length = words.last?.trimmingBlanks.decimal,
      words[0].contains(0x3A)
    else { return nil }
    return Head(
      count: end + 1 - position, length: length,
      mayBePage: !starts(with: "filedesc:") && length > 0)
  }

  // MARK: Records

  /// Adds a record to the batch, or passes it.
  private mutating func take(
    _ head: Head, _ source: ByteSource, into batch: inout RecordBatch,
    _ context: inout ConversionContext
  ) throws(ConversionError) {
    let place = SourceLocation(file: source.name, byteOffset: offset + position)
    // Asked before more is read: only the last members are known.
    let packedOffset = source.packedOffset(ofMemberAt: offset + position)
    let (count, overflow) = head.count.addingReportingOverflow(head.length)
    let limit = context.limits.maximumRecordBytes
    let keeps = head.mayBePage && !overflow && count <= limit
    if head.mayBePage, !keeps {
      context.log.emit(.error, .recordTooLarge(limit: limit), at: place)
    }
    let start = batch.bytes.count
    var left = overflow ? Int.max : count
    while true {
      let taken = min(left, available)
      if keeps { batch.bytes.append(contentsOf: buffer[position..<(position + taken)]) }
      position += taken
      left -= taken
      guard left > 0 else { break }
      let hasMore: Bool
      do throws(ConversionError) {
        hasMore = try fill(source)
      } catch {
        batch.bytes.removeSubrange(start...)
        throw error
      }
      guard hasMore else {
        batch.bytes.removeSubrange(start...)
        context.log.emit(.error, .cutRecord, at: place)
        return
      }
    }
    if keeps {
      batch.append(
        start..<batch.bytes.count, line: 1, byteOffset: place.byteOffset ?? 0,
        packedOffset: packedOffset)
    }
  }

  /// Goes to the next line that begins a record.
  private mutating func resynchronize(
    _ source: ByteSource, _ context: inout ConversionContext
  ) throws(ConversionError) {
    let start = offset + position
    let mark = Array((isARC ? "\nhttp" : "\nWARC/").utf8)
    position += 1
    while true {
      if let found = buffer[position...].firstRange(of: mark) {
        position = found.lowerBound + 1
        break
      }
      position = max(position, buffer.count - mark.count)
      guard try fill(source) else {
        position = buffer.count
        break
      }
    }
    context.log.emit(
      .warning, .noRecordHere(offset + position - start),
      at: SourceLocation(file: source.name, byteOffset: start))
  }
}

extension Diagnostic.Message {
  static let cutRecord = Self(
    id: "warc.cut", text: "the file ends inside this record; fetch the file again")

  static func noRecordHere(_ bytes: Int) -> Self {
    Self(
      id: "warc.no-record",
      text: "no record begins here, the length before is wrong; \(bytes) bytes were skipped")
  }
}
