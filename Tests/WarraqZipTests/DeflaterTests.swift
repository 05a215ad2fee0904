import Testing
import WarraqCore
import WarraqZip

@Suite struct DeflaterTests {
  private static let text = Array("السطر الأول، then the second line. ".utf8)

  private func open(_ content: ZipContent) throws -> [UInt8] {
    let sink = MemorySink()
    let zip = try ZipWriter()
    try zip.add("a", deflated: { content })
    try zip.finish(to: sink, timestamp: #require(ZipWriterTests.moment))
    return try ZipReader(sink.bytes[...], name: "x.zip", limits: Limits()).read("a")
  }

  @Test(arguments: [0, 1, 40, 7000, 400_000])
  func `what was deflated unpacks to itself`(count: Int) throws {
    let plain = Array(repeating: Self.text, count: count / 40 + 1).flatMap { $0 }.prefix(count)
    var bytes = Array("kept".utf8) + plain
    let deflated = try Deflater().deflate(&bytes, from: 4)
    #expect(bytes.prefix(4).elementsEqual("kept".utf8))
    #expect(deflated.size == count)
    #expect(deflated.packedSize == bytes.count - 4)
    let stream = Array(bytes.dropFirst(4))
    #expect(try open(ZipContent(deflated, [.bytes(stream)])) == Array(plain))
    #expect(Inflater.inflate(stream, size: count) == Array(plain))
    #expect(Inflater.inflate(stream, size: count + 1) == nil)
    #expect(Inflater.inflate(Array(stream.dropLast()), size: count) == nil)
  }

  @Test func `many tasks get the same stream from one deflater`() async throws {
    let deflater = Deflater()
    let streams = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<64 {
        group.addTask {
          var bytes = Array(repeating: Self.text, count: 50).flatMap { $0 }
          _ = try deflater.deflate(&bytes, from: 0)
          return bytes
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(streams.count == 1)
  }

  @Test(arguments: [0, 1, 500, 65_535, 65_536, 200_000])
  func `a head leads what was deflated before it was known`(headBytes: Int) throws {
    let head = (0..<headBytes).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var rest = Array(repeating: Self.text, count: 30).flatMap { $0 }
    let plain = rest
    let deflated = try Deflater().deflate(&rest, from: 0)
    // Its checksum is combined from two, and the archive compares it with what comes out.
    #expect(try open(ZipContent(head, before: deflated, [.bytes(rest)])) == head + plain)
  }

  @Test func `checksums combine to that of the whole`() {
    let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
      bytes.withUnsafeBytes { CRC32.checksum(of: $0) }
    }
    #expect(checksum(Array("123456789".utf8)[...]) == 0xCBF4_3926)
    for cut in [0, 1, 2, 255, 256, 4999, 5000] {
      let combined = CRC32.combined(
        checksum(bytes[..<cut]), checksum(bytes[cut...]), secondBytes: 5000 - cut)
      #expect(combined == checksum(bytes[...]))
    }
  }
}
