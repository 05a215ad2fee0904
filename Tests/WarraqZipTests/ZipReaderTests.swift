import Testing
import WarraqCore
import WarraqModel
import WarraqZip

@Suite struct ZipReaderTests {
  private func open(_ bytes: [UInt8], limits: Limits = Limits()) throws -> ZipReader {
    try ZipReader(bytes[...], name: "x.zip", limits: limits)
  }

  @Test(arguments: [[], Array("not an archive, only text".utf8), [0x50, 0x4B, 3, 4, 0, 0]])
  func `bytes that are no archive are an error that names the file`(bytes: [UInt8]) {
    let error = #expect(throws: ConversionError.self) { try open(bytes) }
    #expect(error?.message.id == "zip.unreadable")
    #expect(error?.location?.file == "x.zip")
  }

  @Test(arguments: ["../up", "a/../../up", "/etc/passwd", "a\\b", "C:x", "a/..", "line\nbreak"])
  func `a name that leads out of the archive is refused`(name: String) throws {
    let bytes = try ZipWriterTests.archive([(name, [1], .stored)])
    let error = #expect(throws: ConversionError.self) { try open(bytes) }
    #expect(error?.message.id == "zip.unsafe-name")
  }

  @Test(arguments: ["a..b", "..a/b", "a/b.", "EPUB/صورة.jpg"])
  func `a name that only looks odd is read`(name: String) throws {
    let bytes = try ZipWriterTests.archive([(name, [1], .stored)])
    #expect(try open(bytes).read(name) == [1])
  }

  @Test func `two names that look alike are refused`() throws {
    let bytes = try ZipWriterTests.archive([("\u{E9}", [1], .stored), ("e\u{301}", [2], .stored)])
    let error = #expect(throws: ConversionError.self) { try open(bytes) }
    #expect(error?.message.id == "zip.duplicate-name")
  }

  @Test func `folders are passed over`() throws {
    let bytes = try ZipWriterTests.archive([("a/", [], .stored), ("a/b", [1], .stored)])
    #expect(try open(bytes).entries.map(\.name) == ["a/b"])
  }

  @Test func `more entries than the limit are an error`() throws {
    let bytes = try ZipWriterTests.archive((0..<5).map { ("\($0)", [1], .stored) })
    var limits = Limits()
    limits.maximumEntries = 4
    let error = #expect(throws: ConversionError.self) { try open(bytes, limits: limits) }
    #expect(error?.message.id == "zip.too-many-entries")
  }

  @Test func `a bomb is refused by its expansion`() throws {
    let bytes = try ZipWriterTests.archive([
      ("bomb", Array(repeating: 0, count: 4 << 20), .deflated)
    ])
    let error = #expect(throws: ConversionError.self) { try open(bytes).read("bomb") }
    #expect(error?.message.id == "zip.expansion")
  }

  @Test func `entries together unpack to no more than the limit`() throws {
    let bytes = try ZipWriterTests.archive(
      ["a", "b"].map { ($0, Array(repeating: 7, count: 600), .deflated) })
    var limits = Limits()
    limits.maximumUnpackedBytes = 1000
    let zip = try open(bytes, limits: limits)
    #expect(try zip.read("a").count == 600)
    let error = #expect(throws: ConversionError.self) { try zip.read("b") }
    #expect(error?.message.id == "zip.too-large")
  }

  @Test func `a damaged entry does not match its checksum`() throws {
    var bytes = try ZipWriterTests.archive([("a", Array("some text".utf8), .stored)])
    bytes[32] ^= 1
    let error = #expect(throws: ConversionError.self) { try open(bytes).read("a") }
    #expect(error?.message.id == "zip.damaged-entry")
  }

  @Test func `an entry that is not there is an error that names it`() throws {
    let bytes = try ZipWriterTests.archive([("a", [1], .stored)])
    let error = #expect(throws: ConversionError.self) { try open(bytes).read("b") }
    #expect(error?.message.id == "zip.missing-entry")
    #expect(error?.message.text.contains("'b'") == true)
  }
}
