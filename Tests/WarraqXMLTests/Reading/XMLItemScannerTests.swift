import Testing
import WarraqCore
import WarraqMarkup
import WarraqXML

struct XMLItemScannerTests {
  private static let lists: [XMLItemScanner.List] = [
    .init(["newsMessage", "itemSet"]), .init(["rss", "channel"], "item"), .init(["feed"], "entry"),
  ]

  private func records(
    in bytes: [UInt8], maximumRecordBytes: Int = 64 << 20
  ) throws -> (records: [Record], context: ConversionContext) {
    var context = ConversionContext.fixed
    context.limits.maximumRecordBytes = maximumRecordBytes
    let source = ByteSource(name: "x.xml", bytes: bytes)
    var scanner = XMLItemScanner(lists: Self.lists) { $0.name }
    var records: [Record] = []
    var hasMore = true
    while hasMore {
      var batch = RecordBatch()
      batch.beginFile("x.xml")
      hasMore = try scanner.scan(source, into: &batch, context: &context)
      for index in 0..<batch.count { records.append(batch[index]) }
    }
    return (records, context)
  }

  private func texts(in text: String) throws -> [String] {
    try records(in: Array(text.utf8)).records.map {
      try XMLTree($0, limits: Limits()).root.text
    }
  }

  @Test func `each item of a message is a record`() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <m:newsMessage xmlns:m="urn:m" a="x>y">
        <m:header><sent>now</sent></m:header>
        <m:itemSet>
          <m:newsItem>one</m:newsItem>
          <!-- <newsItem>no</newsItem> -->
          <packageItem><b>two</b></packageItem><empty/>
        </m:itemSet>
      </m:newsMessage>
      """
    let (records, context) = try records(in: Array(text.utf8))
    #expect(
      records.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "<m:newsItem>one</m:newsItem>", "<packageItem><b>two</b></packageItem>", "<empty/>",
      ])
    #expect(records.map(\.line) == [5, 7, 7])
    #expect(records.map(\.column) == [5, 5, 42])
    #expect(records.map { text.utf8.count > $0.byteOffset } == [true, true, true])
    #expect((records[0].preamble as? XMLPreamble)?.head as? String == "newsMessage")
    #expect(try XMLTree(records[0], limits: Limits()).root.namespace == "urn:m")
    #expect(context.log.diagnostics.isEmpty)
  }

  @Test func `items of feeds are distinguished from what is beside them`() throws {
    #expect(
      try texts(
        in: "<rss><channel><title>t</title><image><item>no</item></image><item>1</item>"
          + "<link/><item>2</item></channel></rss>") == ["1", "2"])
    #expect(try texts(in: "<feed><entry>1</entry><x/><entry>2</entry></feed>") == ["1", "2"])
  }

  @Test func `a tag in a comment, a section, an attribute or an instruction is none`() throws {
    #expect(
      try texts(
        in: """
          <!DOCTYPE feed [<!ENTITY e "<x>"> <!-- ] > " --> <?p ' > ?>]>
          <feed><!-- </feed> --><?p </feed> ?><entry a="/entry>" b='>'>1<![CDATA[</entry>]]>\
          <!-- </entry> --></entry><entry><entry>2</entry></entry></feed>
          """) == ["1</entry>", "2"])
  }

  @Test func `another document is one record`() throws {
    #expect(try texts(in: "\u{FEFF}<?xml version='1.1'?><newsItem><p>x</p></newsItem> ") == ["x"])
    #expect(try records(in: []).records.count == 1)
    #expect(try records(in: Array("no XML".utf8)).records.count == 1)
  }

  @Test func `a message without items says so`() throws {
    let (records, context) = try records(
      in: Array("<newsMessage><itemSet></itemSet></newsMessage>".utf8))
    #expect(records.isEmpty)
    #expect(context.log.diagnostics.map(\.message.id) == ["xml.no-items"])
  }

  @Test func `a message that is cut gives what is whole, and an error`() throws {
    let (records, _) = try records(in: Array("<feed><entry>1</entry><entry>2</ent".utf8))
    #expect(records.count == 2)
    #expect(throws: ConversionError.self) { try XMLTree(records[1], limits: Limits()) }
    let (all, context) = try self.records(in: Array("<feed><entry>1</entry>".utf8))
    #expect(all.count == 1)
    #expect(context.log.diagnostics.map(\.message.id) == ["xml.malformed"])
  }

  @Test func `an item that is too large is passed over`() throws {
    let big = String(repeating: "<p>paragraph</p>", count: 100_000)
    let (records, context) = try records(
      in: Array("<feed><entry>1</entry><entry>\(big)</entry><entry>3</entry></feed>".utf8),
      maximumRecordBytes: 300_000)
    #expect(
      records.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "<entry>1</entry>", "<entry>3</entry>",
      ])
    #expect(context.log.diagnostics.map(\.message.id) == ["input.record-too-large"])
    #expect(throws: ConversionError.self) {
      try self.records(in: Array("<a>\(big)</a>".utf8), maximumRecordBytes: 300_000)
    }
  }

  @Test func `many items are found across reads`() throws {
    var text = "<feed>\n"
    for number in 0..<30_000 { text += "<entry id='\(number)'>Text number \(number)</entry>\n" }
    text += "</feed>"
    let records = try records(in: Array(text.utf8)).records
    #expect(records.count == 30_000)
    #expect(records[29_999].line == 30_001)
    let bytes = Array(text.utf8)
    for record in records where record.line % 1000 == 0 {
      #expect(bytes[record.byteOffset...].starts(with: record.bytes))
    }
  }

  @Test(
    arguments: [
      ("ISO-8859-1", [0x63, 0x61, 0x66, 0xE9], "café"),
      ("windows-1256", [0xC3, 0xC8], "أب"),
      ("ISO-8859-6", [0xC7, 0xC8], "اب"),
      ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B], "日本"),
      ("KOI8-R", [0xCD, 0xC9, 0xD2], "мир"),
    ] as [(String, [UInt8], String)])
  func `the encoding that a document declares is read`(
    _ encoding: String, _ word: [UInt8], _ text: String
  ) throws {
    let start = Array("<?xml version='1.0' encoding='\(encoding)'?>\n".utf8)
    for (before, after) in [("<newsItem>", "</newsItem>"), ("<feed><entry>", "</entry></feed>")] {
      let bytes = start + Array(before.utf8) + word + Array(after.utf8)
      let record = try #require(try records(in: bytes).records.first)
      #expect(try XMLTree(record, limits: Limits()).root.text == text)
    }
  }

  @Test func `UTF-16 and UTF-32 are read with a mark and without`() throws {
    let text = "<?xml version='1.0' encoding='UTF-16'?><feed><entry>خبر</entry></feed>"
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      let record = try #require(try records(in: bytes).records.first)
      #expect(try XMLTree(record, limits: Limits()).root.text == "خبر")
    }
  }
}
