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
  /// A page whose next part may follow.
  private var segments: WARCSegments?

  /// How many lengths were too large so far.
  private var wrongLengths = 0

  private static let longestHead = 64 << 10
  // Each length that is too large costs reading again what it went over. After so many a head ends
  // the record before it at once.
  private static let maximumTrust = 16

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    while !batch.isFull {
      do throws(ConversionError) {
        guard try passBlankLines(source) else {
          endSegments(in: &batch)
          return false
        }
        if isAtStart {
          isAtStart = false
          isARC = starts(with: "filedesc://")
        }
        if let head = try head(source) {
          try take(head, source, into: &batch, &context)
        } else {
          try resynchronize(source, &context)
        }
      } catch {
        // Each record is a member by itself in most archives.
        guard error.message.id == Diagnostic.Message.corruptID, try source.skipDamage() else {
          endSegments(in: &batch)
          throw error
        }
        context.log.emit(error)
        offset += buffer.count
        buffer = []
        position = 0
      }
    }
    return true
  }

  private struct Head {
    /// How many bytes it has.
    var count: Int
    /// How many bytes follow it.
    var length: Int
    /// Whether the head says the length; what follows is then as long as it can be.
    var hasLength = true
    /// Whether what follows may be a page.
    var mayBePage: Bool
    /// Its place among the parts of a page.
    var segment: WARCSegment?
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
        let stated = fields.bytes("content-length")?.decimal
        let length = stated ?? .max
        return Head(
          count: end - position, length: length, hasLength: stated != nil,
          mayBePage: Self.mayBePage(fields, length: length), segment: WARCSegment(fields))
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
    let end = overflow ? Int.max : count
    let isPastEnd = !isARC && isPastEnd(end, of: source)
    let fits = end <= limit
    // Where the length cannot be right the record may be a small one.
    var keeps = head.mayBePage && (fits || isPastEnd)
    if head.mayBePage, !keeps {
      context.log.emit(.error, .recordTooLarge(limit: limit), at: place)
    }
    let start = batch.bytes.count
    if let next = nextRecordHere(before: end, of: head) {
      if keeps { batch.bytes.append(contentsOf: buffer[position..<(position + next)]) }
      position += next
      endEarly(in: &batch, keeps ? start : nil, at: place, &context)
    } else {
      var overrun = WARCOverrun(limit: isARC ? 0 : limit)
      let isInBuffer = end < available
      var left = end
      while true {
        let taken = min(left, available)
        let piece = buffer[position..<(position + taken)]
        if keeps { batch.bytes.append(contentsOf: piece) }
        if !isInBuffer { overrun.look(at: piece) }
        position += taken
        left -= taken
        if keeps, !fits, batch.bytes.count - start > limit {
          keeps = false
          batch.bytes.removeSubrange(start...)
          context.log.emit(.error, .recordTooLarge(limit: limit), at: place)
        }
        if let next = overrun.start, left > 0,
          isPastEnd || wrongLengths >= Self.maximumTrust
            || source.packedOffset(ofMemberAt: (place.byteOffset ?? 0) + next) != nil
        {
          goBack(of: overrun, in: &batch, keeps ? start : nil, at: place, &context)
          break
        }
        if left == 0 {
          if !isInBuffer, !isARC, !isBeforeRecord(source) {
            // It may end inside the head of the next.
            overrun.look(at: buffer[position...].prefix(WARCOverrun.longestMark))
            if overrun.start != nil {
              goBack(of: overrun, in: &batch, keeps ? start : nil, at: place, &context)
            }
          }
          break
        }
        var failure: ConversionError?
        do throws(ConversionError) {
          if try fill(source) { continue }
        } catch {
          failure = error
        }
        if overrun.start != nil {
          // The error comes again when more is read.
          goBack(of: overrun, in: &batch, keeps ? start : nil, at: place, &context)
          break
        }
        if !head.hasLength, failure == nil {
          endEarly(in: &batch, keeps ? start : nil, at: place, &context)
          break
        }
        batch.bytes.removeSubrange(start...)
        if let failure { throw failure }
        context.log.emit(.error, .cutRecord, at: place)
        return
      }
    }
    if keeps {
      add(
        head, from: start, to: &batch, byteOffset: place.byteOffset ?? 0,
        packedOffset: packedOffset, limit: limit)
    }
  }

  /// Adds the record at the end of the bytes of the batch, or joins it with others.
  private mutating func add(
    _ head: Head, from start: Int, to batch: inout RecordBatch, byteOffset: Int,
    packedOffset: Int?, limit: Int
  ) {
    let record = batch.bytes[start...]
    if let segment = head.segment, segment.number > 1,
      segments?.append(record.dropFirst(head.count), segment) == true
    {
      batch.bytes.removeSubrange(start...)
      return
    }
    guard segments != nil || head.segment?.number == 1 else {
      batch.append(
        start..<batch.bytes.count, line: 1, byteOffset: byteOffset, packedOffset: packedOffset)
      return
    }
    let bytes = Array(record)
    batch.bytes.removeSubrange(start...)
    endSegments(in: &batch)
    if let segment = head.segment, segment.number == 1 {
      segments = WARCSegments(
        bytes[...], headCount: head.count, segment, byteOffset: byteOffset,
        packedOffset: packedOffset, limit: limit)
    } else {
      let place = batch.bytes.count
      batch.bytes += bytes
      batch.append(
        place..<batch.bytes.count, line: 1, byteOffset: byteOffset, packedOffset: packedOffset)
    }
  }

  /// Adds the page whose parts were joined.
  private mutating func endSegments(in batch: inout RecordBatch) {
    guard let segments else { return }
    self.segments = nil
    let start = batch.bytes.count
    batch.bytes += segments.record()
    batch.append(
      start..<batch.bytes.count, line: 1, byteOffset: segments.byteOffset,
      packedOffset: segments.packedOffset)
  }

  // MARK: Wrong lengths

  /// Whether a record that begins here goes on after the last byte of the input.
  private func isPastEnd(_ count: Int, of source: ByteSource) -> Bool {
    guard !source.isPacked, let bytes = source.expectedBytes else { return false }
    return count > bytes - offset - position
  }

  /// Where the next record begins, counted from here, before the end of this one; `nil` where the
  /// length is right, or the end is not in the buffer.
  private func nextRecordHere(before count: Int, of head: Head) -> Int? {
    guard !isARC, count < available else { return nil }
    let end = position + count
    let rest = buffer[end...].drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }
    guard !rest.isEmpty, !rest.starts(with: "WARC/".utf8.prefix(rest.count)) else { return nil }
    // The empty line after the head may be the one before the next.
    let sight = min(end + WARCOverrun.longestMark, buffer.count)
    let found = WARCOverrun.firstHead(in: buffer[(position + max(head.count - 4, 0))..<sight])
    return found.flatMap { $0 < end ? $0 - position : nil }
  }

  /// Whether a record begins here, after blanks, or nothing follows.
  private mutating func isBeforeRecord(_ source: ByteSource) -> Bool {
    while true {
      let rest = buffer[position...].prefix(256).drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }
      if rest.count >= 5 || available >= 256 { return rest.starts(with: "WARC/".utf8) }
      do throws(ConversionError) {
        guard try fill(source) else { return rest.isEmpty }
      } catch {
        // It comes again when more is read; the record is whole.
        return true
      }
    }
  }

  /// Goes back to a record that lies in the one that was taken, and ends that one before it.
  private mutating func goBack(
    of overrun: WARCOverrun, in batch: inout RecordBatch, _ start: Int?, at place: SourceLocation,
    _ context: inout ConversionContext
  ) {
    guard let next = overrun.start, let record = place.byteOffset else { return }
    let ahead = record + overrun.seen - offset
    buffer.replaceSubrange(..<ahead, with: overrun.held)
    position = 0
    offset = record + next
    if let start { batch.bytes.removeSubrange(min(start + next, batch.bytes.count)...) }
    endEarly(in: &batch, start, at: place, &context)
  }

  /// Says that a record ends before its length, and leaves out the line ends after it.
  private mutating func endEarly(
    in batch: inout RecordBatch, _ start: Int?, at place: SourceLocation,
    _ context: inout ConversionContext
  ) {
    if let start {
      let lineEnds = batch.bytes[start...].suffix(4).reversed().prefix { $0 == 0x0A || $0 == 0x0D }
      batch.bytes.removeLast(lineEnds.count)
    }
    wrongLengths += 1
    context.log.emit(.warning, .tooLongRecord(next: offset + position), at: place)
  }

  /// Goes to the next line that begins a record.
  private mutating func resynchronize(
    _ source: ByteSource, _ context: inout ConversionContext
  ) throws(ConversionError) {
    let start = offset + position
    // The file may end in a head.
    var isInHead = !isARC && starts(with: "WARC/")
    let mark = Array((isARC ? "\nhttp" : "\nWARC/").utf8)
    position += 1
    while true {
      if let found = buffer[position...].firstRange(of: mark) {
        position = found.lowerBound + 1
        isInHead = false
        break
      }
      position = max(position, buffer.count - mark.count)
      guard try fill(source) else {
        position = buffer.count
        break
      }
    }
    let place = SourceLocation(file: source.name, byteOffset: start)
    if isInHead {
      context.log.emit(.error, .cutRecord, at: place)
    } else {
      context.log.emit(.warning, .noRecordHere(offset + position - start), at: place)
    }
  }
}

extension Diagnostic.Message {
  static let cutRecord = Self(
    id: "warc.cut", text: "the file ends inside this record; fetch the file again")

  static func tooLongRecord(next: Int) -> Self {
    Self(
      id: "warc.length",
      text: "the length of this record is too large or no number; it was read up to the next record"
        + " or the end, at byte \(next)")
  }

  static func noRecordHere(_ bytes: Int) -> Self {
    Self(
      id: "warc.no-record",
      text: "no record begins here, the length before is wrong; \(bytes) bytes were skipped")
  }
}
