import TestSupport
import Testing
import Warraq
import WarraqZip

/// Books that were made to do harm, or came to harm.
@Suite struct HostileBookTests {
  private func error(
    _ bytes: [UInt8], limits: Limits = Limits()
  ) -> ConversionError? {
    var context = ConversionContext(limits: limits)
    do {
      _ = try EPUBReader().articles(in: bytes, name: "b.epub", context: &context)
      return nil
    } catch {
      return error
    }
  }

  private func encrypted(_ algorithm: String, path: String = "OPS/a.xhtml") throws -> [UInt8] {
    var book = ForeignBook()
    book.addPage("a.xhtml", #"<body><p>One.</p><img src="b.png" alt="B"/></body>"#)
    book.files.append(("OPS/b.png", "not a picture"))
    book.files.append(
      (
        "META-INF/encryption.xml",
        """
        <encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#">
        <enc:EncryptionMethod Algorithm="\(algorithm)"/>
        <enc:CipherData><enc:CipherReference URI="\(path)"/></enc:CipherData>
        </enc:EncryptedData></encryption>
        """
      ))
    return try book.bytes
  }

  @Test func `encrypted books are refused and say so`() throws {
    let found = error(try encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))
    #expect(found?.message.id == "epub.encrypted")
    #expect(found?.location?.file == "b.epub")
  }

  @Test func `an encrypted picture costs no words`() throws {
    let bytes = try encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc", path: "OPS/b.png")
    var context = ConversionContext.fixed
    let articles = try EPUBReader().articles(in: bytes, name: "b.epub", context: &context)
    #expect(articles.first?.body.plainText.hasPrefix("One.") == true)
    #expect(articles.first?.media.first?.renditions.first?.data == nil)
    #expect(context.log.diagnostics.map(\.message.id) == ["epub.encrypted-picture"])
  }

  @Test(arguments: ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
  func `obfuscated fonts are no obstacle`(algorithm: String) throws {
    #expect(error(try encrypted(algorithm)) == nil)
  }

  @Test(arguments: [
    ([], "zip.unreadable"), (Array("PK\u{3}\u{4} and nothing else".utf8), "zip.unreadable"),
  ])
  func `what is no archive is an error`(bytes: [UInt8], id: String) {
    #expect(error(bytes)?.message.id == id)
  }

  private func archive(_ files: [(String, String)]) throws -> [UInt8] {
    let zip = try ZipWriter()
    for (path, text) in files { try zip.add(path, Array(text.utf8), .deflated) }
    let sink = MemorySink()
    try zip.finish(to: sink, timestamp: #require(NewsDate(year: 2020)))
    return sink.bytes
  }

  @Test func `archives that are no books are errors`() throws {
    #expect(error(try archive([("word/document.xml", "<x/>")]))?.message.id == "epub.no-package")
    #expect(
      error(try archive([("META-INF/container.xml", "<container/>")]))?.message.id
        == "epub.no-package")
    #expect(
      error(try archive([("META-INF/container.xml", "<container")]))?.message.id == "xml.malformed")
    #expect(error(try archive([("../x.opf", "<package/>")]))?.message.id == "zip.unsafe-name")
    #expect(error(try archive([("x.opf", "<package/>")])) == nil, "a book of nothing")
  }

  @Test func `a page that expands without end is an error and the others are read`() throws {
    var book = ForeignBook()
    book.addPage("bomb.xhtml", "<body><p>\(String(repeating: "a", count: 2 << 20))</p></body>")
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    let (articles, messages) = try book.read()
    #expect(articles.map(\.body.plainText) == ["One."])
    #expect(messages == ["zip.expansion"])
  }

  @Test func `limits hold for entries, bytes and depth`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body>\(String(repeating: "<div>", count: 300))x</body>")
    book.addPage("b.xhtml", "<body><p>\(String(repeating: "words ", count: 40))</p></body>")
    var limits = Limits()
    limits.maximumEntries = 3
    #expect(error(try book.bytes, limits: limits)?.message.id == "zip.too-many-entries")
    limits = Limits()
    limits.maximumUnpackedBytes = 100
    #expect(error(try book.bytes, limits: limits) != nil)
    var context = ConversionContext()
    context.limits.maximumRecordBytes = 300
    _ = try EPUBReader().articles(in: book.bytes, context: &context)
    #expect(context.log.diagnostics.map(\.message.id).contains("input.record-too-large"))
  }

  @Test func `entities of the package document do not grow or fetch`() throws {
    let bomb = """
      <!DOCTYPE package [<!ENTITY a "\(String(repeating: "x", count: 10_000))">
      <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
      <!ENTITY d SYSTEM "file:///etc/passwd">]>
      <package><metadata><title>&c;&c;&c;&c;&d;</title></metadata></package>
      """
    #expect(error(try archive([("x.opf", bomb)]))?.message.id.hasPrefix("xml.") == true)
  }

  @Test func `spines and fallbacks that go round end`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.manifest += """
      <item id="x" href="x.svg" media-type="image/svg+xml" fallback="y"/>
      <item id="y" href="y.svg" media-type="image/svg+xml" fallback="x"/>
      """
    book.spine += #"<itemref idref="x"/>"# + book.spine + book.spine
    #expect(try book.read().articles.count == 1)
  }

  private static let whole: [UInt8]? = {
    var context = ConversionContext.fixed
    return try? EPUBWriter().document(
      of: [SampleStories.arabic, SampleStories.illustrated], context: &context)
  }()

  @Test func `a book cut off anywhere is an error or nothing, never a crash`() throws {
    let bytes = try #require(Self.whole)
    for length in stride(from: 0, to: bytes.count, by: 37) {
      let found = error(Array(bytes.prefix(length)))
      #expect(found?.message.id == "zip.unreadable", "\(length) bytes")
    }
  }

  @Test func `a book with flipped bytes never crashes the reader`() throws {
    let bytes = try #require(Self.whole)
    var random = SplitMix(state: 5)
    for _ in 0..<1500 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        damaged[index] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
      }
      _ = error(damaged)
    }
    // The directory at the end says where everything is.
    for index in max(0, bytes.count - 1200)..<bytes.count {
      var damaged = bytes
      damaged[index] = 0xFF
      _ = error(damaged)
    }
  }
}
