import Testing
import WarraqCore
import WarraqModel
import WarraqZip

@Suite struct ZipWriterTests {
  static let moment = NewsDate(
    year: 2024, month: 6, day: 24, hour: 20, minute: 5, second: 9, offsetMinutes: 180)

  static func archive(
    _ entries: [(name: String, bytes: [UInt8], compression: ZipWriter.Compression)]
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let zip = try ZipWriter()
    for entry in entries { try zip.add(entry.name, entry.bytes, entry.compression) }
    try zip.finish(to: sink, timestamp: #require(moment))
    return sink.bytes
  }

  @Test func `the first entry lies bare at byte 38 as EPUB demands`() throws {
    let mimetype = Array("application/epub+zip".utf8)
    let bytes = try Self.archive([
      ("mimetype", mimetype, .stored), ("a.txt", Array("text".utf8), .deflated),
    ])
    #expect(Array(bytes[0..<4]) == [0x50, 0x4B, 3, 4])
    #expect(bytes[4] == 10, "version needed for a stored entry is 1.0")
    #expect(bytes[6] & 8 == 0, "no data descriptor")
    #expect(bytes[8] == 0 && bytes[9] == 0, "stored")
    #expect(bytes[18] == 20 && bytes[22] == 20, "sizes stand in the local header")
    #expect(bytes[28] == 0 && bytes[29] == 0, "no extra field")
    #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
    #expect(Array(bytes[38..<58]) == mimetype)
  }

  @Test func `the time of an entry is UTC to two seconds`() throws {
    let bytes = try Self.archive([("a", [1], .stored)])
    let time = Int(bytes[10]) | Int(bytes[11]) << 8
    let date = Int(bytes[12]) | Int(bytes[13]) << 8
    #expect(time == 17 << 11 | 5 << 5 | 4)
    #expect(date == (2024 - 1980) << 9 | 6 << 5 | 24)
  }

  @Test(arguments: [(1500, 1 << 5 | 1), (2108, 127 << 9 | 12 << 5 | 31)])
  func `a year that DOS cannot hold becomes the nearest it can`(year: Int, expected: Int) throws {
    let sink = MemorySink()
    let zip = try ZipWriter()
    try zip.add("a", [1], .stored)
    try zip.finish(to: sink, timestamp: #require(NewsDate(year: year)))
    #expect(Int(sink.bytes[12]) | Int(sink.bytes[13]) << 8 == expected)
  }

  @Test func `the same entries make the same bytes`() throws {
    let text = Array(repeating: Array("واحد اثنان ".utf8), count: 500).flatMap { $0 }
    let first = try Self.archive([("a", text, .deflated), ("ب", [], .deflated)])
    let second = try Self.archive([("a", text, .deflated), ("ب", [], .deflated)])
    #expect(first == second)
    #expect(first.count < text.count / 10)
  }

  @Test func `what is written is read back in order`() throws {
    let text = Array("ورّاق".utf8)
    let bytes = try Self.archive([
      ("z", text, .stored), ("a/ب.xhtml", text, .deflated), ("empty", [], .deflated),
    ])
    let zip = try ZipReader(bytes[...], name: "x.zip", limits: Limits())
    #expect(zip.entries.map(\.name) == ["z", "a/ب.xhtml", "empty"])
    #expect(zip.entries[0].isStored && !zip.entries[1].isStored)
    #expect(try zip.read("z") == text)
    #expect(try zip.read("a/ب.xhtml") == text)
    #expect(try zip.read("empty") == [])
  }

  @Test func `a name can be used once`() throws {
    let zip = try ZipWriter()
    try zip.add("a", [1], .stored)
    let error = #expect(throws: ConversionError.self) { try zip.add("a", [2], .stored) }
    #expect(error?.message.id == "zip.unwritable")
  }

  @Test func `an archive without entries is an error and writes nothing`() throws {
    let sink = MemorySink()
    let zip = try ZipWriter()
    #expect(throws: ConversionError.self) {
      try zip.finish(to: sink, timestamp: #require(Self.moment))
    }
    #expect(sink.bytes.isEmpty)
  }

  @Test func `a large archive leaves as it is made, entry by entry`() throws {
    let sink = CountingSink()
    let zip = try ZipWriter()
    let picture = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) }
    for index in 0..<40 { try zip.add("\(index)", picture, index % 2 == 0 ? .stored : .deflated) }
    try zip.add("large", Array(repeating: picture, count: 9).flatMap { $0 }, .stored)
    try zip.finish(to: sink, timestamp: #require(Self.moment))
    #expect(sink.writes > 5)
    let back = try ZipReader(sink.bytes[...], name: "x.zip", limits: Limits())
    #expect(back.entries.count == 41)
    for entry in back.entries.prefix(40) { #expect(try back.read(entry) == picture) }
    #expect(try back.read("large").count == 900_000)
  }

  @Test func `the error of a sink comes out as it is`() throws {
    let zip = try ZipWriter()
    try zip.add("a", [1], .stored)
    let error = #expect(throws: ConversionError.self) {
      try zip.finish(to: ClosedSink(), timestamp: #require(Self.moment))
    }
    #expect(error?.message.id == "output.closed")
  }
}

private final class ClosedSink: ByteSink {
  func write(_ bytes: [UInt8]) throws(ConversionError) {
    throw ConversionError(Diagnostic.Message(id: "output.closed", text: "gone"))
  }
  func commit() {}
  func cancel() {}
}

private final class CountingSink: ByteSink {
  private(set) var bytes: [UInt8] = []
  private(set) var writes = 0

  func write(_ bytes: [UInt8]) {
    self.bytes += bytes
    writes += 1
  }
  func commit() {}
  func cancel() {}
}
