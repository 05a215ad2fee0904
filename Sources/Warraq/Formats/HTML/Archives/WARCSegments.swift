internal import WarraqCore
internal import WarraqModel

/// What the head of a record says of its place among the records that one page is divided into.
struct WARCSegment {
  /// Its number; 1 for the first.
  var number: Int
  /// The identifier of the first.
  var origin: String
  /// How many bytes the blocks of all have together, which the last one says.
  var totalLength: Int?

  /// - Parameter fields: those of the head of a record; `nil` where it is a whole one.
  init?(_ fields: WARCFields) {
    guard let number = fields.bytes("warc-segment-number")?.decimal,
      let origin = fields[number == 1 ? "warc-record-id" : "warc-segment-origin-id"]
    else { return nil }
    self.number = number
    self.origin = origin
    totalLength = fields.bytes("warc-segment-total-length")?.decimal
  }
}

/// A record that is put together from the segments that follow one another.
struct WARCSegments {
  /// The head of the first record and the blocks of all.
  private(set) var bytes: [UInt8]
  /// Where the first record begins.
  let byteOffset: Int
  let packedOffset: Int?
  private let headCount: Int
  private var last: WARCSegment
  private let limit: Int

  /// - Parameters:
  ///   - record: the first record.
  ///   - headCount: how many bytes of it are its head.
  ///   - limit: how many bytes the whole may have.
  init(
    _ record: ArraySlice<UInt8>, headCount: Int, _ segment: WARCSegment, byteOffset: Int,
    packedOffset: Int?, limit: Int
  ) {
    bytes = Array(record)
    self.headCount = headCount
    last = segment
    self.byteOffset = byteOffset
    self.packedOffset = packedOffset
    self.limit = limit
  }

  /// Adds the block of a record where it is the next segment and there is room for it; returns
  /// whether it is.
  mutating func append(_ block: ArraySlice<UInt8>, _ segment: WARCSegment) -> Bool {
    guard segment.number == last.number + 1, segment.origin == last.origin,
      last.totalLength == nil, bytes.count + block.count <= limit
    else { return false }
    bytes += block
    last = segment
    return true
  }

  /// The record, which is no segment any more where all of it is there.
  func record() -> [UInt8] {
    guard last.totalLength == bytes.count - headCount else { return bytes }
    var head: [UInt8] = []
    for line in bytes[..<headCount].split(separator: 0x0A, omittingEmptySubsequences: false) {
      let name = line.prefix { $0 != 0x3A }
      if String(decoding: name, as: UTF8.self).lowercased() == "warc-segment-number" { continue }
      if !head.isEmpty { head.append(0x0A) }
      head += line
    }
    return head + bytes[headCount...]
  }
}
