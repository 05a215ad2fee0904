internal import WarraqCore
internal import WarraqModel

/// Finds the records of a web archive. Memory is bound by one block and one record.
///
/// Records that hold no page, such as requests, are passed without being kept.
struct WARCScanner: RecordScanner {
  // What was read and not used yet.
  var buffer: [UInt8] = []
  var position = 0
  /// Where `buffer` begins in the input.
  var offset = 0
  private(set) var isARC = false
  private var isAtStart = true
  /// The parts of pages whose other parts may follow.
  var segments = WARCSegments()
  /// How many lengths were too large so far.
  var tooLargeLengths = 0

  private static let longestHead = 64 << 10

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

  struct Head {
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

  var available: Int { buffer.count - position }

  /// Reads more; returns whether there was more.
  mutating func fill(_ source: ByteSource) throws(ConversionError) -> Bool {
    if position > 0 {
      buffer.removeSubrange(..<position)
      offset += position
      position = 0
    }
    return try source.read(into: &buffer, upTo: RecordBatch.targetBytes) > 0
  }

  func starts(with word: String) -> Bool {
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
          mayBePage: Self.mayBePage(fields), segment: WARCSegment(fields))
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

  private static func mayBePage(_ fields: WARCFields) -> Bool {
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

  // MARK: Damage

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
