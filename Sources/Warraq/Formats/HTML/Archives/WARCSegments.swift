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

/// A record of an archive and where it lies.
struct WARCRecord {
  /// Its head and its block.
  var bytes: [UInt8]
  /// How many bytes of them are its head.
  var headCount: Int
  var byteOffset: Int
  /// Where its compressed member begins.
  var packedOffset: Int?
}

/// The records that pages are divided into, kept until those of a page are all there.
///
/// They may come in any order, with other pages between them. What is kept has a bound: where there are
/// more bytes, the page that was begun first is given out as far as it is there.
struct WARCSegments {
  private struct Page {
    let origin: String
    var parts: [Int: WARCRecord] = [:]
    /// The number of the last part and the length that it says.
    var last: (number: Int, totalLength: Int)?
    /// Whether a record was given out since its first one came.
    var isPassed = false

    var isComplete: Bool {
      // Numbers begin with 1.
      last.map { parts.count == $0.number && parts.keys.max() == $0.number } ?? false
    }
  }

  private var pages: [Page] = []
  private var keptBytes = 0

  private static let maximumPages = 64

  /// Keeps a record; returns those that are ready for it: a page of which all parts are there, and what
  /// has to go to make room.
  ///
  /// - Parameter limit: how many bytes may be kept.
  mutating func add(_ record: WARCRecord, _ segment: WARCSegment, limit: Int) -> [WARCRecord] {
    var ready: [WARCRecord] = []
    while let oldest = pages.first,
      keptBytes + record.bytes.count > limit || pages.count >= Self.maximumPages
    {
      ready += give(oldest, at: record.byteOffset)
      pages.removeFirst()
    }
    let index: Int
    if let known = pages.firstIndex(where: { $0.origin == segment.origin }) {
      index = known
    } else {
      index = pages.count
      pages.append(Page(origin: segment.origin))
    }
    // One that is there twice is no part.
    guard pages[index].parts[segment.number] == nil, segment.number > 0 else {
      return ready + [record]
    }
    keptBytes += record.bytes.count
    pages[index].parts[segment.number] = record
    if let total = segment.totalLength { pages[index].last = (segment.number, total) }
    if pages[index].isComplete {
      ready += give(pages.remove(at: index), at: record.byteOffset)
    }
    if !ready.isEmpty { pass() }
    return ready
  }

  /// Takes note of a record that is given out while parts are kept.
  mutating func pass() {
    for index in pages.indices { pages[index].isPassed = true }
  }

  /// Gives out all that is kept, at the end of the archive.
  ///
  /// - Parameter byteOffset: where it ends.
  mutating func end(at byteOffset: Int) -> [WARCRecord] {
    defer { pages = [] }
    return pages.flatMap { give($0, at: byteOffset) }
  }

  /// The parts of a page put together as far as they follow one another, and each of the others.
  private mutating func give(_ page: Page, at byteOffset: Int) -> [WARCRecord] {
    keptBytes -= page.parts.values.reduce(0) { $0 + $1.bytes.count }
    var records = Self.joined(page)
    // Records go out in the order of their places, by which an archive is divided.
    if page.isPassed {
      for index in records.indices { records[index].byteOffset = byteOffset }
    }
    return records
  }

  private static func joined(_ page: Page) -> [WARCRecord] {
    let numbers = page.parts.keys.sorted()
    guard var joined = page.parts[1] else { return numbers.compactMap { page.parts[$0] } }
    var joinedCount = 1
    while let next = page.parts[joinedCount + 1] {
      joined.bytes += next.bytes.dropFirst(next.headCount)
      joinedCount += 1
    }
    if let last = page.last, last.number == joinedCount,
      last.totalLength == joined.bytes.count - joined.headCount
    {
      makeWhole(&joined)
    }
    return [joined] + numbers.filter { $0 > joinedCount }.compactMap { page.parts[$0] }
  }

  /// Leaves out of the head that the record is a part.
  private static func makeWhole(_ record: inout WARCRecord) {
    var head: [UInt8] = []
    let lines = record.bytes[..<record.headCount].split(
      separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines {
      let name = line.prefix { $0 != 0x3A }
      if String(decoding: name, as: UTF8.self).lowercased() == "warc-segment-number" { continue }
      if !head.isEmpty { head.append(0x0A) }
      head += line
    }
    record.bytes.replaceSubrange(..<record.headCount, with: head)
    record.headCount = head.count
  }
}
