internal import WarraqCore
internal import WarraqModel

extension WARCScanner {
  /// A record while it is taken.
  struct Taking {
    let head: Head
    let place: SourceLocation
    /// Where its compressed member begins.
    let packedOffset: Int?
    /// How many bytes it has by its head.
    let count: Int
    /// How many of them were not taken yet.
    var left: Int
    /// Where it begins among the bytes of the batch.
    let start: Int
    /// Whether it goes into the batch.
    var isKept: Bool
    /// How many bytes it may have.
    let limit: Int
    /// Whether it goes on after the last byte of the input by its head.
    let isPastEnd: Bool
    /// What looks for a record in it; `nil` where there is no need.
    var overrun: WARCOverrun?

    var byteOffset: Int { place.byteOffset ?? 0 }
  }

  // Each length that is too large costs reading again what it went over. After so many a head ends
  // the record before it at once.
  private static var maximumTrust: Int { 16 }

  /// Adds a record to the batch, or passes it.
  mutating func take(
    _ head: Head, _ source: ByteSource, into batch: inout RecordBatch,
    _ context: inout ConversionContext
  ) throws(ConversionError) {
    var record = begin(head, source, batch, &context)
    if let next = nextRecordHere(before: record.count, of: head) {
      if record.isKept { batch.bytes.append(contentsOf: buffer[position..<(position + next)]) }
      position += next
      endElsewhere(record, in: &batch, &context)
      tooLargeLengths += 1
    } else {
      try takeContent(of: &record, source, into: &batch, &context)
    }
    if record.isKept { add(record, to: &batch) }
  }

  private func begin(
    _ head: Head, _ source: ByteSource, _ batch: RecordBatch, _ context: inout ConversionContext
  ) -> Taking {
    let (sum, overflow) = head.count.addingReportingOverflow(head.length)
    let count = overflow ? Int.max : sum
    let limit = context.limits.maximumRecordBytes
    let isPastEnd = !isARC && isPastEnd(count, of: source)
    let record = Taking(
      head: head, place: SourceLocation(file: source.name, byteOffset: offset + position),
      // Asked before more is read: only the last members are known.
      packedOffset: source.packedOffset(ofMemberAt: offset + position),
      count: count, left: count, start: batch.bytes.count,
      // Where the length cannot be right the record may be a small one.
      isKept: head.mayBePage && (count <= limit || isPastEnd), limit: limit,
      isPastEnd: isPastEnd,
      overrun: count < available ? nil : WARCOverrun(limit: isARC ? 0 : limit))
    if head.mayBePage, !record.isKept {
      context.log.emit(.error, .recordTooLarge(limit: limit), at: record.place)
    }
    return record
  }

  /// Takes a record up to the end that its head says, or where that is wrong up to the next one.
  private mutating func takeContent(
    of record: inout Taking, _ source: ByteSource, into batch: inout RecordBatch,
    _ context: inout ConversionContext
  ) throws(ConversionError) {
    while true {
      takePiece(of: &record, into: &batch)
      dropTooLarge(&record, in: &batch, &context)
      if let next = record.overrun?.start, record.left > 0,
        record.isPastEnd || tooLargeLengths >= Self.maximumTrust
          || source.packedOffset(ofMemberAt: record.byteOffset + next) != nil
      {
        return goBack(of: record, in: &batch, &context)
      }
      if record.left == 0 { break }
      do throws(ConversionError) {
        if try fill(source) { continue }
      } catch {
        // The error comes again when more is read.
        if record.overrun?.start != nil { return goBack(of: record, in: &batch, &context) }
        // What was unpacked before it is a part of the page.
        if record.isKept, record.count - record.left > record.head.count,
          error.message.id == Diagnostic.Message.corruptID
            || error.message.id == "input.truncated"
        {
          context.log.emit(.warning, .cutMember, at: record.place)
          return
        }
        batch.bytes.removeSubrange(record.start...)
        throw error
      }
      return endWithInput(&record, in: &batch, &context)
    }
    guard !isARC, !isBeforeRecord(source) else {
      // Nothing may follow a head.
      if record.head.length == 0 { record.isKept = false }
      if !record.isKept { batch.bytes.removeSubrange(record.start...) }
      return
    }
    // It may end inside the head of the next.
    record.overrun?.look(at: buffer[position...].prefix(WARCOverrun.longestMark))
    if record.overrun?.start != nil {
      goBack(of: record, in: &batch, &context)
    } else {
      takeRest(of: &record, source, into: &batch, &context)
    }
  }

  private mutating func takePiece(of record: inout Taking, into batch: inout RecordBatch) {
    let taken = min(record.left, available)
    let piece = buffer[position..<(position + taken)]
    if record.isKept { batch.bytes.append(contentsOf: piece) }
    record.overrun?.look(at: piece)
    position += taken
    record.left -= taken
  }

  private func dropTooLarge(
    _ record: inout Taking, in batch: inout RecordBatch, _ context: inout ConversionContext
  ) {
    guard record.isKept, batch.bytes.count - record.start > record.limit else { return }
    record.isKept = false
    batch.bytes.removeSubrange(record.start...)
    context.log.emit(.error, .recordTooLarge(limit: record.limit), at: record.place)
  }

  /// Takes what follows a record whose length is too small, up to the next one.
  private mutating func takeRest(
    of record: inout Taking, _ source: ByteSource, into batch: inout RecordBatch,
    _ context: inout ConversionContext
  ) {
    // What comes after the end of a record does not belong to it.
    guard record.isKept, !starts(with: "\r\n\r\n") else { return }
    var isAtEnd = false
    while !isAtEnd, record.isKept {
      let next = WARCOverrun.firstVersionLine(in: buffer[position...])
      let sure = next ?? max(position, buffer.count - WARCOverrun.longestMark)
      batch.bytes.append(contentsOf: buffer[position..<sure])
      position = sure
      isAtEnd = next != nil
      if next == nil {
        // An error comes again when more is read.
        let hasMore = (try? fill(source)) ?? false
        if !hasMore {
          batch.bytes.append(contentsOf: buffer[position...])
          position = buffer.count
          isAtEnd = true
        }
      }
      dropTooLarge(&record, in: &batch, &context)
    }
    if record.isKept { endElsewhere(record, in: &batch, &context) }
  }

  /// Ends a record that goes on after the last byte of the input.
  private mutating func endWithInput(
    _ record: inout Taking, in batch: inout RecordBatch, _ context: inout ConversionContext
  ) {
    let overrun = record.overrun
    if overrun?.start != nil {
      goBack(of: record, in: &batch, &context)
    } else if !record.head.hasLength || overrun?.endsInEmptyLine == true {
      endElsewhere(record, in: &batch, &context)
    } else {
      context.log.emit(.error, .cutRecord, at: record.place)
    }
  }

  /// Adds the record at the end of the bytes of the batch, or keeps it where it is a part of a page.
  private mutating func add(_ record: Taking, to batch: inout RecordBatch) {
    guard let segment = record.head.segment else {
      segments.pass()
      batch.append(
        record.start..<batch.bytes.count, line: 1, byteOffset: record.byteOffset,
        packedOffset: record.packedOffset)
      return
    }
    let part = WARCRecord(
      bytes: Array(batch.bytes[record.start...]), headCount: record.head.count,
      byteOffset: record.byteOffset, packedOffset: record.packedOffset)
    batch.bytes.removeSubrange(record.start...)
    append(segments.add(part, segment, limit: record.limit), to: &batch)
  }

  /// Adds the pages whose parts are not all there.
  mutating func endSegments(in batch: inout RecordBatch) {
    append(segments.end(at: offset + position), to: &batch)
  }

  private func append(_ records: [WARCRecord], to batch: inout RecordBatch) {
    for record in records {
      let start = batch.bytes.count
      batch.bytes += record.bytes
      batch.append(
        start..<batch.bytes.count, line: 1, byteOffset: record.byteOffset,
        packedOffset: record.packedOffset)
    }
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
    of record: Taking, in batch: inout RecordBatch, _ context: inout ConversionContext
  ) {
    guard let overrun = record.overrun, let next = overrun.start else { return }
    let ahead = record.byteOffset + overrun.seen - offset
    buffer.replaceSubrange(..<ahead, with: overrun.held)
    position = 0
    offset = record.byteOffset + next
    if record.isKept {
      batch.bytes.removeSubrange(min(record.start + next, batch.bytes.count)...)
    }
    endElsewhere(record, in: &batch, &context)
    tooLargeLengths += 1
  }

  /// Says that a record ends where its length does not lead, and leaves out the line ends after it.
  private func endElsewhere(
    _ record: Taking, in batch: inout RecordBatch, _ context: inout ConversionContext
  ) {
    if record.isKept {
      let lineEnds = batch.bytes[record.start...].suffix(4).reversed().prefix {
        $0 == 0x0A || $0 == 0x0D
      }
      batch.bytes.removeLast(lineEnds.count)
    }
    context.log.emit(.warning, .wrongLength(next: offset + position), at: record.place)
  }
}

extension Diagnostic.Message {
  static let cutRecord = Self(
    id: "warc.cut",
    text: "the file ends inside this record; what is there was read, fetch the file again")

  static let cutMember = Self(
    id: "warc.cut",
    text: "the file ends or does not unpack inside this record; what was unpacked was read, fetch"
      + " the file again")

  static func wrongLength(next: Int) -> Self {
    Self(
      id: "warc.length",
      text: "the length of this record is wrong or no number; it was read up to the next record"
        + " or the end, at byte \(next)")
  }

  static func noRecordHere(_ bytes: Int) -> Self {
    Self(
      id: "warc.no-record",
      text: "no record begins here, the length before is wrong; \(bytes) bytes were skipped")
  }
}
