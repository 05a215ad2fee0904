import Foundation
import TestSupport
import Testing
import Warraq

@Suite struct EPUBWriterTests {
  private let mixed =
    [SampleStories.arabic, SampleStories.english] + SampleStories.others
    + [SampleStories.illustrated]

  // MARK: Container

  @Test func `the media type comes first, bare and uncompressed`() throws {
    let book = try OpenBook([SampleStories.arabic])
    #expect(book.names.first == "mimetype")
    #expect(book.isStored("mimetype"))
    #expect(book.bytes[30..<58].elementsEqual("mimetypeapplication/epub+zip".utf8))
    #expect(book.bytes[28] == 0 && book.bytes[29] == 0, "no extra field")
    #expect(book.bytes[6] & 8 == 0, "no data descriptor")
  }

  @Test func `names are plain and no folder has an entry of its own`() throws {
    let book = try OpenBook(mixed)
    for name in book.names {
      #expect(name.allSatisfy { $0.isASCII && !$0.isWhitespace })
      #expect(
        name == "META-INF/container.xml" || name == name.lowercased() || name.hasPrefix("EPUB/"))
      #expect(!name.hasSuffix("/"))
    }
  }

  @Test func `the same stories make the same bytes`() throws {
    var generator = ArticleGenerator(seed: 7)
    let articles = mixed + generator.articles(20)
    let first = try OpenBook(articles)
    #expect(try first.bytes == OpenBook(articles).bytes)
    // Midnight UTC; the local zone of the machine would show here.
    #expect(Int(first.bytes[10]) | Int(first.bytes[11]) << 8 == 0)
    #expect(Int(first.bytes[12]) | Int(first.bytes[13]) << 8 == (2024 - 1980) << 9 | 1 << 5 | 1)
  }

  @Test func `parts made in any order and batches make the same book`() throws {
    let writer = EPUBWriter()
    var context = ConversionContext.fixed
    var parts: [EncodedBatch] = []
    for article in mixed.reversed() {
      var batch = EncodedBatch()
      try batch.append(
        article, with: writer, separator: writer.separator, context: &context)
      parts.append(batch)
    }
    let sink = MemorySink()
    var output = writer.makeOutput()
    try output.begin(sink, context: &context)
    for batch in parts.reversed() { try output.append(batch, to: sink, context: &context) }
    #expect(sink.bytes.isEmpty, "nothing is written before the book is whole")
    try output.finish(sink, context: &context)
    #expect(try sink.bytes == OpenBook(mixed).bytes)
  }

  @Test func `each chapter leads to its neighbours and to the contents`() throws {
    var options = EPUBWriter.Options()
    options.sections = .none
    let book = try OpenBook(mixed, options: options)
    func turns(_ path: String) throws -> [String] {
      let bar = try #require(book.text(path).components(separatedBy: "</main>").last)
      return bar.components(separatedBy: #"<a href=""#).dropFirst().map {
        $0.components(separatedBy: "\"")[0]
      }
    }
    #expect(try turns("a00001.xhtml") == ["nav.xhtml", "a00002.xhtml"])
    #expect(try turns("a00003.xhtml") == ["a00002.xhtml", "nav.xhtml", "a00004.xhtml"])
    let last = book.names.filter { $0.hasPrefix("EPUB/a") }.count
    #expect(try turns("a0000\(last).xhtml") == ["a0000\(last - 1).xhtml", "nav.xhtml"])
    #expect(try !OpenBook([SampleStories.arabic]).text("a00001.xhtml").contains("<nav"))
  }

  @Test func `a book without stories is an error and no bytes`() throws {
    let sink = MemorySink()
    var context = ConversionContext.fixed
    var output = EPUBWriter().makeOutput()
    try output.begin(sink, context: &context)
    let error = #expect(throws: ConversionError.self) {
      try output.finish(sink, context: &context)
    }
    #expect(error?.message.id == "epub.no-stories")
    #expect(sink.bytes.isEmpty)
  }

  @Test func `the sniffer knows a book by its first bytes`() throws {
    let bytes = try OpenBook([SampleStories.arabic]).bytes
    let sniff = Format.epub.sniff
    #expect(sniff(ContentSample(bytes: bytes[..<100], isComplete: false)) == .certain)
    let zip: [UInt8] = [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 60)
    #expect(sniff(ContentSample(bytes: zip[...], isComplete: true)) == .no)
    #expect(
      sniff(ContentSample(bytes: zip[...], isComplete: true, fileExtension: "epub")) == .likely)
    #expect(sniff(ContentSample(bytes: [], isComplete: true, fileExtension: "epub")) == .no)
  }

  // MARK: Direction and language

  @Test func `an Arabic book turns its pages to the right and says so everywhere`() throws {
    let book = try OpenBook([SampleStories.arabic])
    #expect(try book.package.contains(#"page-progression-direction="rtl""#))
    for path in ["a00001.xhtml", "nav.xhtml", "cover.xhtml"] {
      let text = try book.text(path)
      #expect(text.contains(#"xml:lang="ar" lang="ar" dir="rtl"><head>"#), "\(path)")
      #expect(text.contains(#"<body dir="rtl""#), "\(path)")
    }
  }

  @Test func `each story of a mixed book has its own language and direction`() throws {
    let book = try OpenBook(mixed)
    let expected = [
      ("ar", "rtl"), ("en-GB", "ltr"), ("fa", "rtl"), ("he", "rtl"), ("ru", "ltr"), ("fr", "ltr"),
    ]
    for (index, (language, direction)) in expected.enumerated() {
      let text = try book.text("a0000\(index + 1).xhtml")
      #expect(
        text.contains(#"xml:lang="\#(language)" lang="\#(language)" dir="\#(direction)"><head>"#))
      #expect(text.contains(#"<body dir="\#(direction)""#))
    }
    #expect(
      try book.values(from: "<dc:language>", to: "<", in: "package.opf")
        == expected.map(\.0))
    #expect(
      try book.text("nav.xhtml").contains(
        #"<a href="a00002.xhtml" xml:lang="en-GB" lang="en-GB" dir="ltr">"#))
  }

  @Test func `the language of most stories leads the book`() throws {
    let book = try OpenBook([SampleStories.english, SampleStories.arabic, SampleStories.arabic])
    #expect(try book.values(from: "<dc:language>", to: "<", in: "package.opf") == ["ar", "en-GB"])
    #expect(try book.package.contains(#"page-progression-direction="rtl""#))
    let even = try OpenBook([SampleStories.english, SampleStories.arabic])
    #expect(try even.package.contains(#"page-progression-direction="ltr""#))
  }

  @Test(arguments: [nil, "", "und", "not a language"])
  func `a story of unknown language is laid out by its letters`(language: String?) throws {
    var article = SampleStories.arabic
    article.language = language
    let book = try OpenBook([article])
    #expect(try book.package.contains("<dc:language>und</dc:language>"))
    #expect(try book.package.contains(#"page-progression-direction="rtl""#))
    let text = try book.text("a00001.xhtml")
    #expect(text.contains(#"<body dir="rtl""#))
    #expect(!text.contains(#"<html lang"#))
  }

  // MARK: Navigation

  @Test func `the contents list the stories in the order of the spine`() throws {
    var options = EPUBWriter.Options()
    options.sections = .none
    let book = try OpenBook(mixed, options: options)
    let chapters = (1...6).map { "a0000\($0)" }
    let spine = try book.values(from: #"<itemref idref=""#, to: #"""#, in: "package.opf")
    #expect(Array(spine.prefix(9)) == ["cover", "front", "nav"] + chapters)
    let contents = try book.text("nav.xhtml").components(separatedBy: "</nav>")[0]
    #expect(
      contents.components(separatedBy: #"<a href=""#).dropFirst().map {
        $0.components(separatedBy: ".xhtml")[0]
      } == ["front"] + chapters + ["index"])
    #expect(
      try book.values(from: #"<content src=""#, to: #".xhtml"#, in: "toc.ncx")
        == ["front"] + chapters + ["index"])
    let id = try book.values(from: #"<dc:identifier id="id">"#, to: "<", in: "package.opf")
    #expect(try book.text("toc.ncx").contains(#"name="dtb:uid" content="\#(id[0])""#))
  }

  @Test func `the book speaks the language of its stories`() throws {
    #expect(try OpenBook([SampleStories.arabic]).text("nav.xhtml").contains(">المحتويات<"))
    #expect(try OpenBook([SampleStories.english]).text("nav.xhtml").contains(">Contents<"))
    #expect(try OpenBook([SampleStories.others[0]]).text("nav.xhtml").contains(">فهرست<"))
  }

  @Test func `a story without a headline is named by its first words`() throws {
    var article = Article(id: "x")
    article.language = "en"
    article.body = [.paragraph(["Rain fell on Monday."])]
    #expect(try OpenBook([article]).package.contains("<dc:title>Rain fell on Monday.</dc:title>"))
    article.body = []
    article.headline = " \u{200F}\u{0}\n"
    #expect(try OpenBook([article]).package.contains("<dc:title>Untitled</dc:title>"))
  }
}
