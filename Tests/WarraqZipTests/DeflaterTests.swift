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
    #expect(try open(ZipContent(deflated, stream)) == Array(plain))
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

  @Test func `the checksum is that of ZIP`() {
    #expect(Array("123456789".utf8).withUnsafeBytes { CRC32.checksum(of: $0) } == 0xCBF4_3926)
  }
}
