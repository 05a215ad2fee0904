import TestSupport
import Testing
import Warraq

struct EPUBCheckerTests {
  /// A book of two Arabic pages that breaks no rule.
  static let good: [(name: String, text: String)] = [
    ("mimetype", "application/epub+zip"),
    (
      "META-INF/container.xml",
      """
      <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
        <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
      </container>
      """
    ),
    (
      "EPUB/package.opf",
      """
      <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
          <dc:identifier id="id">urn:uuid:39d66dfd-88cd-5441-85aa-43de872c0c8a</dc:identifier>
          <dc:title>كتاب</dc:title>
          <dc:language>ar</dc:language>
          <dc:date>2024-05-01</dc:date>
          <meta property="dcterms:modified">2024-05-01T10:00:00Z</meta>
          <meta property="schema:accessMode">textual</meta>
          <meta property="schema:accessibilityFeature">tableOfContents</meta>
          <meta property="schema:accessibilityHazard">none</meta>
        </metadata>
        <manifest>
          <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
          <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
          <item id="b" href="b.xhtml" media-type="application/xhtml+xml" media-overlay="spoken"/>
          <item id="style" href="style.css" media-type="text/css"/>
          <item id="picture" href="p.png" media-type="image/png"/>
          <item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>
          <item id="d" href="d.svg" media-type="image/svg+xml"/>
          <item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
          <item id="spoken" href="b.smil" media-type="application/smil+xml"/>
          <item id="font" href="f.woff2" media-type="font/woff2"/>
          <item id="sound" href="s.flac" media-type="audio/flac"/>
        </manifest>
        <spine page-progression-direction="rtl"><itemref idref="a"/><itemref idref="b"/><itemref idref="c" properties="rendition:layout-pre-paginated"/><itemref idref="d" properties="rendition:layout-pre-paginated"/></spine>
      </package>
      """
    ),
    (
      "EPUB/nav.xhtml",
      page(
        "<nav epub:type=\"toc\"><ol><li><a href=\"a.xhtml\">1</a></li><li><a href=\"b.xhtml#here\">2</a></li></ol></nav>"
      )
    ),
    (
      "EPUB/a.xhtml",
      page(
        "<p>نص <a href=\"https://a.example/\">رابط</a> <a href=\"#k\" id=\"k\">k</a></p><img src=\"p.png\" alt=\"صورة\"/>"
      )
    ),
    ("EPUB/b.xhtml", page("<p id=\"here\">نص</p>")),
    (
      "EPUB/c.xhtml",
      page("<p>k</p>").replacing(
        "<title>", with: "<meta name=\"viewport\" content=\" width = 600 , height=1200\"/><title>")
    ),
    (
      "EPUB/style.css",
      """
      @charset "UTF-8"; @namespace url(http://www.w3.org/1999/xhtml);
      @font-face { font-family: F; src: url(f.woff2), url("https://a.example/f.woff2") }
      /* { direction: */ p { text-align: start }
      """
    ),
    (
      "EPUB/d.svg",
      """
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 600 1200"><title>k</title><g id="part"/><use xlink:href="#part"/></svg>
      """
    ),
    (
      "EPUB/toc.ncx",
      """
      <!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
      <ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap><navPoint id="n"><content src="a.xhtml"/></navPoint></navMap></ncx>
      """
    ),
    (
      "EPUB/b.smil",
      """
      <smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><par><text src="b.xhtml#here"/></par></body></smil>
      """
    ),
    ("EPUB/f.woff2", "wOF2"),
    ("EPUB/s.flac", "fLaC"),
    (
      "META-INF/encryption.xml",
      """
      <encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">
        <enc:EncryptedKey Id="key"/>
        <enc:EncryptedData Id="font">
          <enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>
          <enc:CipherData><enc:CipherReference URI="EPUB/f.woff2"/></enc:CipherData>
          <enc:EncryptionProperties><enc:EncryptionProperty>
            <Compression xmlns="http://www.idpf.org/2016/encryption#compression" Method="8" OriginalLength="4"/>
          </enc:EncryptionProperty></enc:EncryptionProperties>
        </enc:EncryptedData>
      </encryption>
      """
    ),
    ("EPUB/p.png", "\u{89}PNG"),
  ]

  private static func page(_ body: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="ar" xml:lang="ar" dir="rtl">
    <head><title>صفحة</title></head><body dir="rtl">\(body)</body></html>
    """
  }

  /// A change to one file of the book that breaks a rule.
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    var file: String
    var old: String
    var new: String

    init(_ rule: String, _ file: String, _ old: String, _ new: String) {
      (self.rule, self.file, self.old, self.new) = (rule, file, old, new)
    }

    var testDescription: String { rule }
  }

  static let cases = [
    Case("xml.malformed", "EPUB/a.xhtml", "<p>", "<p>&nbsp;<b>"),
    Case(
      "xml.too-deep", "EPUB/b.xhtml", "<p id=\"here\">",
      String(repeating: "<b>", count: 300) + "<p id=\"here\">"),
    Case("epub.mimetype", "mimetype", "epub+zip", "epub+zip\n"),
    Case("epub.mimetype", "mimetype", "epub+zip", "zip"),
    Case("epub.container", "META-INF/container.xml", "EPUB/package.opf", "package.opf"),
    Case("epub.version", "EPUB/package.opf", "version=\"3.0\"", "version=\"4\""),
    Case("epub.old-version", "EPUB/package.opf", "version=\"3.0\"", "version=\"2.0\""),
    Case("epub.metadata", "EPUB/package.opf", "<dc:title>كتاب</dc:title>", ""),
    Case("epub.empty-metadata", "EPUB/package.opf", "كتاب", " "),
    Case("epub.unique-identifier", "EPUB/package.opf", "unique-identifier=\"id\"", ""),
    Case("epub.modified", "EPUB/package.opf", "10:00:00Z", "10:00:00.5Z"),
    Case("epub.date", "EPUB/package.opf", "<dc:date>2024-05-01<", "<dc:date>1st May 2024<"),
    Case("epub.language-tag", "EPUB/package.opf", "<dc:language>ar<", "<dc:language>ar_SA<"),
    Case("epub.accessibility", "EPUB/package.opf", "schema:accessMode", "schema:mode"),
    Case("epub.manifest", "EPUB/package.opf", "id=\"b\" href", "id=\"a\" href"),
    Case("epub.missing-file", "EPUB/package.opf", "href=\"p.png\"", "href=\"q.png\""),
    Case(
      "epub.not-listed", "EPUB/package.opf",
      "<item id=\"picture\" href=\"p.png\" media-type=\"image/png\"/>", ""),
    Case("epub.spine", "EPUB/package.opf", "idref=\"b\"", "idref=\"c\""),
    Case("epub.progression", "EPUB/package.opf", " page-progression-direction=\"rtl\"", ""),
    Case("epub.navigation", "EPUB/package.opf", " properties=\"nav\"", ""),
    Case("epub.navigation", "EPUB/nav.xhtml", "epub:type=\"toc\"", ""),
    Case(
      "epub.navigation-order", "EPUB/nav.xhtml", "<li><a href=\"a.xhtml\">1</a></li><li>",
      "<li><a href=\"b.xhtml\">1</a></li><li><a href=\"a.xhtml\">1</a></li><li>"),
    Case(
      "epub.remote-resource", "EPUB/a.xhtml", "src=\"p.png\"", "src=\"https://a.example/p.png\""),
    Case("epub.properties", "EPUB/a.xhtml", "<p>", "<script>1</script><p>"),
    Case(
      "epub.properties", "EPUB/package.opf", "href=\"b.xhtml\" media-type",
      "href=\"b.xhtml\" properties=\"scripted\" media-type"),
    Case(
      "epub.manifest", "EPUB/package.opf", "href=\"b.xhtml\" media-type",
      "href=\"b.xhtml\" properties=\"pretty\" media-type"),
    Case(
      "epub.manifest", "EPUB/package.opf", "media-type=\"image/png\"",
      "media-type=\"image/png\" fallback=\"picture\""),
    Case("epub.foreign-resource", "EPUB/package.opf", "\"image/png\"", "\"image/bmp\""),
    Case(
      "epub.foreign-resource", "EPUB/package.opf", "idref=\"b\"/>",
      "idref=\"b\"/><itemref idref=\"picture\"/>"),
    Case(
      "epub.unlisted-resource", "EPUB/package.opf",
      "<item id=\"picture\" href=\"p.png\" media-type=\"image/png\"/>", ""),
    Case("epub.not-in-spine", "EPUB/package.opf", "<itemref idref=\"b\"/>", ""),
    Case(
      "epub.viewport", "EPUB/package.opf", "<dc:date>",
      "<meta property=\"rendition:layout\">pre-paginated</meta><dc:date>"),
    Case("epub.no-language", "EPUB/a.xhtml", " lang=\"ar\" xml:lang=\"ar\"", ""),
    Case("epub.languages", "EPUB/a.xhtml", " lang=\"ar\"", " lang=\"fa\""),
    Case("epub.direction", "EPUB/a.xhtml", "<body dir=\"rtl\">", "<body>"),
    Case("epub.no-title", "EPUB/a.xhtml", "صفحة", ""),
    Case("epub.dangling-link", "EPUB/a.xhtml", "https://a.example/", "/news/1"),
    Case("epub.dangling-link", "EPUB/b.xhtml", "id=\"here\"", "id=\"there\""),
    Case("epub.unsafe-link", "EPUB/a.xhtml", "https://a.example/", "javascript:void(0)"),
    Case("epub.no-alternative", "EPUB/a.xhtml", " alt=\"صورة\"", ""),
    Case(
      "epub.style-direction", "EPUB/style.css", "text-align: start", "color: red; direction : rtl"),
    Case("epub.container", "META-INF/container.xml", "<rootfiles>", "<other/><rootfiles>"),
    Case("epub.encryption", "META-INF/encryption.xml", "encryption", "container"),
    Case("epub.encryption", "META-INF/encryption.xml", "Id=\"key\"", "Id=\"font\""),
    Case("epub.encryption", "META-INF/encryption.xml", "Method=\"8\"", "Method=\"3\""),
    Case("epub.encryption", "META-INF/encryption.xml", "f.woff2", "p.png"),
    Case("epub.manifest", "EPUB/package.opf", "href=\"b.xhtml\"", "href=\"/EPUB/b.xhtml\""),
    Case("epub.manifest", "EPUB/package.opf", "href=\"p.png\"", "href=\"../META-INF/p.png\""),
    Case("epub.navigation", "EPUB/nav.xhtml", "href=\"a.xhtml\"", "href=\"https://a.example/\""),
    Case("epub.navigation", "EPUB/nav.xhtml", "href=\"a.xhtml\"", "href=\"p.png\""),
    Case("epub.viewport", "EPUB/c.xhtml", "height=1200", "height=1200px"),
    Case("epub.viewport", "EPUB/c.xhtml", "height=1200", "height="),
    Case("epub.viewport", "EPUB/c.xhtml", "height=1200", "height=1200,width=1"),
    Case(
      "epub.remote-resource", "EPUB/a.xhtml", "<title>",
      "<link rel=\"stylesheet\" href=\"https://a.example/s.css\"/><title>"),
    Case(
      "epub.remote-resource", "EPUB/a.xhtml", "<title>",
      "<base href=\"https://a.example/\"/><title>"),
    Case(
      "epub.remote-resource", "EPUB/style.css", "p {", "@import \"https://a.example/s.css\"; p {"),
    Case(
      "epub.remote-resource", "EPUB/style.css", "start",
      "start; background: URL( https://a.example/p.png )"),
    Case("epub.unsafe-link", "EPUB/style.css", "start", "start; background: url(file:///p.png)"),
    Case("epub.dangling-link", "EPUB/style.css", "start", "start; background: url('q.png')"),
    Case("epub.dangling-link", "EPUB/style.css", "url(f.woff2)", "url()"),
    Case("epub.dangling-link", "EPUB/a.xhtml", "<p>", "<p><q cite=\"none.xhtml\">k</q>"),
    Case("epub.unlisted-resource", "EPUB/style.css", "p {", "@import '../mimetype'; p {"),
    Case(
      "epub.unlisted-resource", "EPUB/a.xhtml", "src=\"p.png\"",
      "srcset=\"p.png, ../mimetype 2x\" src=\"p.png\""),
    Case(
      "epub.remote-resource", "EPUB/a.xhtml", "<title>",
      "<style>@import url(https://a.example/s.css);</style><title>"),
    Case("epub.style-encoding", "EPUB/style.css", "@charset \"UTF-8\"", "@charset \"iso-8859-6\""),
    Case("epub.style-syntax", "EPUB/style.css", "start }", "start"),
    Case("epub.dangling-link", "EPUB/d.svg", "#part", ""),
    Case("epub.viewport", "EPUB/d.svg", "viewBox=\"0 0 600 1200\"", "width=\"100%\" height=\"9\""),
    Case(
      "epub.document-type", "EPUB/toc.ncx", "www.daisy.org/z3986/2005/ncx-2005-1.dtd",
      "a.example/x.dtd"),
    Case("epub.overlay", "EPUB/package.opf", " media-overlay=\"spoken\"", ""),
    Case("epub.dangling-link", "EPUB/b.smil", "#here", "#there"),
    Case(
      "epub.manifest", "EPUB/package.opf", "media-type=\"image/png\"",
      "media-type=\"image/png\" properties=\"data-nav\""),
    Case("epub.unknown-element", "EPUB/a.xhtml", "<p>", "<p><blink>k</blink>"),
    Case("epub.foreign-resource", "EPUB/a.xhtml", "<p>", "<p><audio src=\"s.flac\">k</audio>"),
    Case(
      "epub.foreign-resource", "EPUB/a.xhtml", "<p>",
      "<p><video><source src=\"s.flac\"/></video>"),
    Case("epub.foreign-resource", "EPUB/a.xhtml", "<p>", "<p><embed src=\"s.flac\"/>"),
    Case("epub.foreign-resource", "EPUB/a.xhtml", "<p>", "<p><video poster=\"s.flac\"></video>"),
    Case(
      "epub.foreign-resource", "EPUB/a.xhtml", "<img",
      "<picture><source srcset=\"s.flac\"/><img src=\"p.png\" alt=\"\"/></picture><img"),
    Case("epub.foreign-resource", "EPUB/a.xhtml", "src=\"p.png\"", "src=\"data:text/plain,x\""),
  ]

  @Test func `a good book breaks no rule`() async {
    let book = StoredZip(Self.good).bytes
    #expect(await Checked.findings(in: book, format: .epub, name: "a.epub") == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: Case) async throws {
    let index = try #require(Self.good.firstIndex { $0.name == ruleCase.file })
    var files = Self.good
    #expect(files[index].text.contains(ruleCase.old))
    files[index].text = files[index].text.replacing(ruleCase.old, with: ruleCase.new)
    let found = await Checked.findings(
      in: StoredZip(files).bytes, format: .epub, name: "a.epub")
    let breach = try #require(found.first { $0.message.id == ruleCase.rule }, "\(found)")
    #expect(breach.location?.file.hasPrefix("a.epub") == true)
    for finding in found {
      #expect(EPUBChecker().rules.contains { $0.id == finding.message.id }, "\(finding)")
    }
  }

  @Test func `each rule has a case`() {
    let archives = ["epub.file-name", "epub.file-character", "epub.file-case"]
    let untested =
      archives + EPUBChecker().rules.map(\.id).filter { $0.hasPrefix("zip.") }
      + ["xml.invalid", "xml.too-large"]
    Checked.expectCases(
      Self.cases.map { RuleCase($0.rule, document: "") }, for: .epub, besides: untested)
  }

  /// Changes to one file that break no rule.
  static let allowed = [
    Case("spaces", "EPUB/package.opf", "<item id=\"b\"", "<item id=\" b \""),
    Case("spaces", "EPUB/package.opf", "unique-identifier=\"id\"", "unique-identifier=\" id \""),
    Case("data", "EPUB/a.xhtml", "src=\"p.png\"", "src=\"data:image/png;base64,   iVBO Rw0K\""),
    Case("part", "EPUB/a.xhtml", "https://a.example/", "b.xhtml#xywh=percent:5,5,10,10"),
    Case(
      "drawing", "EPUB/package.opf", "href=\"b.xhtml\" media-type",
      "href=\"b.xhtml\" properties=\"svg\" media-type"),
    Case("empty link", "EPUB/a.xhtml", "<title>", "<link href=\" \" rel=\"stylesheet\"/><title>"),
    Case("base", "EPUB/b.xhtml", "<title>", "<base href=\"https://a.example/\"/><title>"),
    Case("film", "EPUB/package.opf", "\"image/png\"", "\"video/mp4\""),
    Case("to itself", "EPUB/a.xhtml", "https://a.example/", " "),
    Case(
      "another sound", "EPUB/package.opf", "\"audio/flac\"", "\"audio/ogg; codecs=opus\""),
    Case("one's own element", "EPUB/a.xhtml", "<p>", "<p><my-time>k</my-time>"),
    Case(
      "remote film", "EPUB/package.opf", "<item id=\"b\"",
      "<item id=\"v\" href=\"https://a.example/v.json\" media-type=\"application/json\"/><item id=\"b\""
    ),
  ]

  @Test(arguments: allowed)
  func `what the standard allows is no finding`(change: Case) async throws {
    let index = try #require(Self.good.firstIndex { $0.name == change.file })
    var files = Self.good
    #expect(files[index].text.contains(change.old))
    files[index].text = files[index].text.replacing(change.old, with: change.new)
    let found = await Checked.findings(
      in: StoredZip(files).bytes, format: .epub, name: "a.epub")
    #expect(found == [])
  }

  @Test func `names that systems trip over are found`() async {
    let files = Self.good + [("EPUB/A.xhtml", ""), ("EPUB/خبر.txt", ""), ("EPUB/a?.txt", "")]
    let found = await Checked.findings(in: StoredZip(files).bytes, format: .epub)
    let ids = Set(found.map(\.message.id))
    #expect(ids == ["epub.file-name", "epub.file-case", "epub.file-character", "epub.not-listed"])
  }

  @Test func `a mimetype that is not first or not bare is found`() async {
    let last = Array(Self.good.dropFirst()) + [Self.good[0]]
    let books = [
      StoredZip(last).bytes, StoredZip(Self.good, extra: [1, 0, 0, 0]).bytes,
      StoredZip(Self.good, flags: 8).bytes,
    ]
    for book in books {
      let found = await Checked.findings(in: book, format: .epub)
      #expect(found.map(\.message.id).contains("epub.mimetype"), "\(found)")
    }
  }

  @Test func `what is no archive is an error, and so is one cut anywhere`() async {
    let book = StoredZip(Self.good).bytes
    for length in stride(from: 0, to: book.count - 1, by: 97) {
      let found = await Checked.findings(in: Array(book.prefix(length)), format: .epub)
      #expect(found.contains { $0.severity == .error }, "\(length)")
    }
    let bomb = [("mimetype", "application/epub+zip"), ("../evil", "a")]
    let found = await Checked.findings(in: StoredZip(bomb).bytes, format: .epub)
    #expect(found.map(\.message.id) == ["zip.unsafe-name"])
  }

  @Test func `our own books break no rule`() async throws {
    var context = ConversionContext.fixed
    var generator = ArticleGenerator(seed: 71)
    let articles = generator.articles(40) + (0..<5).map { _ in generator.hostile() }
    let book = try EPUBWriter().document(of: articles, context: &context)
    let found = await Checked.findings(in: book, format: .epub)
    // A language that is none cannot be written.
    #expect(found.filter { $0.severity > .note && $0.message.id != "epub.no-language" } == [])
  }
}

/// An archive of files that are not compressed, right or wrong as a test needs it.
struct StoredZip {
  private(set) var bytes: [UInt8] = []

  /// - Parameters:
  ///   - extra: an extra field for the first entry.
  ///   - flags: the flags of the first entry.
  init(_ files: [(name: String, text: String)], extra: [UInt8] = [], flags: Int = 0) {
    var directory: [UInt8] = []
    for (index, file) in files.enumerated() {
      let content = Array(file.text.utf8)
      let field = index == 0 ? extra : []
      let offset = bytes.count
      let common: [UInt8] =
        Self.number(index == 0 ? flags : 0x800, 2) + Self.number(0, 2) + Self.number(0, 2)
        + Self.number(0x5821, 2) + Self.number(Int(Self.checksum(content)), 4)
        + Self.number(content.count, 4) + Self.number(content.count, 4)
        + Self.number(file.name.utf8.count, 2) + Self.number(field.count, 2)
      bytes += [0x50, 0x4B, 3, 4] + Self.number(20, 2) + common + Array(file.name.utf8) + field
      bytes += content
      directory += [0x50, 0x4B, 1, 2] + Self.number(20, 2) + Self.number(20, 2) + common
      directory += Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 4)
      directory += Self.number(offset, 4) + Array(file.name.utf8) + field
    }
    let start = bytes.count
    bytes += directory + [0x50, 0x4B, 5, 6] + Self.number(0, 2) + Self.number(0, 2)
    bytes += Self.number(files.count, 2) + Self.number(files.count, 2)
    bytes += Self.number(directory.count, 4) + Self.number(start, 4) + Self.number(0, 2)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32 (ISO 3309).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
