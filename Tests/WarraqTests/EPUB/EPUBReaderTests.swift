import TestSupport
import Testing
import Warraq

/// Books that others made.
@Suite struct EPUBReaderTests {
  @Test func `each page of the spine is an article, in order`() throws {
    var book = ForeignBook()
    book.metadata = """
      <dc:title>The Week</dc:title><dc:identifier id="id">urn:isbn:1</dc:identifier>
      <dc:language>fr</dc:language><dc:creator id="c">Ana</dc:creator>
      <meta refines="#c" property="role" scheme="marc:relators">edt</meta>
      <dc:publisher>Press</dc:publisher><dc:date>2024-06-24</dc:date>
      <dc:subject>water</dc:subject><dc:rights>© Press</dc:rights>
      <meta property="dcterms:modified">2024-06-25T00:00:00Z</meta>
      """
    book.addPage("b.xhtml", "<body><h1>Second</h1><p>Two.</p></body>")
    book.addPage(
      "a.xhtml", #"<body dir="rtl"><h1>أول</h1><p>واحد</p></body>"#, html: #" lang="ar""#)
    let (articles, messages) = try book.read()
    #expect(messages.isEmpty)
    #expect(articles.map(\.headline) == ["Second", "أول"])
    #expect(articles.map(\.language) == ["fr", "ar"])
    #expect(articles[0].body == [.paragraph(["Two."])], "the heading is not said twice")
    #expect(articles[0].creators == [Contributor(name: "Ana", role: "editor")])
    #expect(articles[0].provider == Party(name: "Press"))
    #expect(articles[0].published == NewsDate(year: 2024, month: 6, day: 24))
    #expect(articles[0].modified == NewsDate(iso8601: "2024-06-25T00:00:00Z"))
    #expect(articles[0].keywords == [Keyword("water")])
    #expect(articles[0].copyrightNotice == "© Press")
    #expect(
      articles[0].extra["book"]
        == .object([
          ExtraMember("title", .string("The Week")),
          ExtraMember("identifier", .string("urn:isbn:1")),
          ExtraMember("page", .string("OPS/b.xhtml")),
        ]))
  }

  @Test func `metadata of EPUB 2 is read`() throws {
    var book = ForeignBook()
    book.metadata = """
      <dc:creator opf:role="trl">Ana</dc:creator><dc:contributor opf:role="edt">Bo</dc:contributor>
      <dc:date opf:event="modification">2020</dc:date><dc:date opf:event="publication">1999-12</dc:date>
      <dc:language>und</dc:language>
      """
    book.addPage("a.xhtml", "<body><p>One.</p></body>", head: "<title>Only a title</title>")
    let article = try #require(book.read().articles.first)
    #expect(article.creators == [Contributor(name: "Ana", role: "translator")])
    #expect(article.contributors == [Contributor(name: "Bo", role: "editor")])
    #expect(article.published == NewsDate(year: 1999, month: 12))
    #expect(article.language == nil)
    #expect(article.headline == "Only a title")
  }

  @Test func `titles and parts come from the navigation document`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.addPage("b.xhtml", "<body><p>Two.</p></body>")
    book.files.append(
      (
        "OPS/nav.xhtml",
        """
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
        <nav epub:type="toc"><ol><li><span>Culture</span><ol>
        <li><a href="a.xhtml">First</a></li></ol></li>
        <li><a href="b.xhtml#x"><b>Sec</b>ond</a></li></ol></nav>
        <nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="a.xhtml">A</a></li></ol></nav>
        </body></html>
        """
      ))
    book.manifest +=
      #"<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#
    book.spine = #"<itemref idref="n"/>"# + book.spine
    let articles = try book.read().articles
    #expect(articles.map(\.headline) == ["First", "Second"])
    #expect(articles.map(\.section) == ["Culture", nil])
  }

  @Test func `titles come from the NCX where there is no navigation document`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.addPage("b.xhtml", "<body><p>Two.</p></body>")
    book.files.append(
      (
        "OPS/toc.ncx",
        """
        <ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
        <navPoint><navLabel><text>World</text></navLabel><content src="a.xhtml"/>
        <navPoint><navLabel><text>Inner</text></navLabel><content src="b.xhtml#p"/></navPoint>
        </navPoint></navMap></ncx>
        """
      ))
    book.manifest += #"<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#
    let articles = try book.read().articles
    #expect(articles.map(\.headline) == ["World", "Inner"])
    #expect(articles.map(\.section) == [nil, "World"])
  }

  @Test(arguments: [
    ("صفحة أولى.xhtml", "%D8%B5%D9%81%D8%AD%D8%A9%20%D8%A3%D9%88%D9%84%D9%89.xhtml"),
    ("caf\u{E9}.xhtml", "cafe\u{301}.xhtml"), ("cafe\u{301}.xhtml", "caf%C3%A9.xhtml"),
    ("100%25.xhtml", "100%25.xhtml"), ("text/a.xhtml", "./text/../text/a.xhtml"),
    ("A.XHTML", "a.xhtml"), ("a.xhtml", "/OPS/a.xhtml"), ("a b.xhtml", "a b.xhtml"),
    ("a.xhtml", "a.xhtml#start"),
  ])
  func `a page is found however its name is written`(path: String, reference: String) throws {
    var book = ForeignBook()
    book.addPage(path, "<body><p>One.</p></body>", href: reference)
    let (articles, messages) = try book.read()
    #expect(articles.map(\.body.plainText) == ["One."])
    #expect(messages.isEmpty)
  }

  @Test func `covers, title pages and lists are passed over`() throws {
    var book = ForeignBook()
    book.addPage("cover.xhtml", #"<body epub:type="cover"><p>Cover</p></body>"#)
    book.addPage("t.xhtml", #"<body><section epub:type="titlepage"><p>Title</p></section></body>"#)
    book.addPage("g.xhtml", "<body><p>By the guide</p></body>")
    book.addPage("empty.xhtml", "<body><div/></body>")
    book.addPage("picture.xhtml", #"<body><img src="c.png" alt=""/></body>"#)
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.guide = #"<guide><reference type="toc" href="g.xhtml"/></guide>"#
    #expect(try book.read().articles.map(\.body.plainText) == ["One."])
  }

  @Test func `pictures of the book come with their bytes`() throws {
    var book = ForeignBook()
    book.addPage(
      "text/a.xhtml",
      #"<body><p>One.</p><img src="../img/%C3%A9.png" alt="x"/><img src="https://e.example/b.png"/></body>"#
    )
    book.files.append(("OPS/img/\u{E9}.png", "not really a picture"))
    book.manifest += #"<item id="i" href="img/%C3%A9.png" media-type="image/png"/>"#
    let article = try #require(book.read().articles.first)
    #expect(
      article.media.map { $0.renditions[0].href } == [
        "OPS/img/\u{E9}.png", "https://e.example/b.png",
      ])
    #expect(article.media[0].renditions[0].data == Array("not really a picture".utf8))
    #expect(article.media[0].renditions[0].mediaType == "image/png")
    #expect(article.media[1].renditions[0].data == nil)
  }

  @Test func `what cannot be read is said, and the rest goes on`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.manifest += """
      <item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>
      <item id="far" href="https://e.example/far.xhtml" media-type="application/xhtml+xml"/>
      <item id="up" href="../../../etc/passwd" media-type="application/xhtml+xml"/>
      <item id="pdf" href="x.pdf" media-type="application/pdf"/>
      <item id="svg" href="x.svg" media-type="image/svg+xml" fallback="p0"/>
      """
    book.spine += ["gone", "far", "up", "nowhere", "pdf", "svg", "p0"].map {
      #"<itemref idref="\#($0)"/>"#
    }.joined()
    book.addPage("bad.xhtml", "<body><p>Bad & worse<br>there</body>")
    let (articles, messages) = try book.read()
    #expect(articles.map(\.body.plainText) == ["One.", "Bad & worse\nthere"])
    #expect(
      messages == Array(repeating: "epub.missing-page", count: 4)
        + ["epub.not-a-page", "epub.missing-page", "epub.malformed-page"])
  }

  @Test func `of several renditions the first is read`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.container = """
      <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
      <rootfile full-path="OPS/content.opf" media-type="application/oebps-package+xml"/>
      <rootfile full-path="OPS/other.opf" media-type="application/oebps-package+xml"/>
      <rootfile full-path="x.pdf" media-type="application/pdf"/></rootfiles></container>
      """
    let (articles, messages) = try book.read()
    #expect(articles.count == 1)
    #expect(messages == ["epub.several-packages"])
  }

  @Test func `a book without a container file is read from its package document`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.container = ""
    let (articles, messages) = try book.read()
    #expect(articles.count == 1)
    #expect(messages == ["epub.no-container"])
  }

  @Test func `a language that says all leaves the direction open`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", #"<body dir="rtl"><p>خبر</p></body>"#, html: #" xml:lang="ar""#)
    book.addPage("b.xhtml", #"<body dir="rtl"><p>news</p></body>"#, html: #" xml:lang="en""#)
    #expect(try book.read().articles.map(\.direction) == [nil, .rightToLeft])
  }

  @Test func `a news book of calibre is its stories, without bars and menus`() throws {
    let bar = #"<div class="calibre_navbar">| <a href="b.xhtml">Next</a> |</div>"#
    var book = ForeignBook()
    book.metadata = """
      <dc:language>en</dc:language><dc:creator opf:role="aut">calibre</dc:creator>
      <dc:contributor opf:role="bkp">calibre (7.0)</dc:contributor>
      <dc:publisher>calibre</dc:publisher>
      <meta name="calibre:publication_type" content="periodical:magazine:Weekly"/>
      """
    book.addPage(
      "menu.xhtml",
      #"<body>\#(bar)<h2>World</h2><ul><li><a href="a.xhtml">Ferry</a>20 Nov</li></ul></body>"#
    )
    book.addPage(
      "a.xhtml",
      """
      <body>\(bar)<div><h1>Ferry</h1><p>By Mara Ellison</p><p>20 November 2026</p><p>It sails.</p></div>
      <div class="calibre_navbar"><p>This article was downloaded by <strong>calibre</strong> from
      <a rel="calibre-downloaded-from" href="https://news.example/1">it</a></p></div></body>
      """)
    book.addPage(
      "b.xhtml", #"<body>\#(bar)<h1 lang="ar">ميناء</h1><p lang="ar">بقلم سامي</p></body>"#)
    let (articles, messages) = try book.read()
    #expect(articles.map(\.headline) == ["Ferry", "ميناء"])
    #expect(articles.map(\.body.plainText) == ["It sails.", ""])
    #expect(articles.map { $0.creators.map(\.name) } == [["Mara Ellison"], ["سامي"]])
    #expect(articles[0].url == "https://news.example/1")
    #expect(articles[0].published?.description == "2026-11-20")
    #expect(articles[0].provider == nil)
    #expect(articles[0].contributors.isEmpty)
    #expect(articles[1].language == "ar")
    #expect(messages == ["epub.page-left-out"])
  }

  @Test func `words in drawings, formulas and objects are kept once`() throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml",
      """
      <body><h1>Sums</h1><p>Half is
      <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>, or
      <math><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x_0</annotation>\
      </semantics></math>.</p>
      <svg><title>Chart</title><text><tspan>Wheat</tspan><tspan>12</tspan></text></svg>
      <object data="i.png" type="image/png"><p>A map</p></object>
      <p>Before <span epub:type="pagebreak" title="12">12</span> and after.</p></body>
      """)
    book.files.append(("OPS/i.png", "picture"))
    let article = try #require(book.read().articles.first)
    #expect(
      article.body.plainText == """
        Half is 1/2, or x_0.

        Chart

        Wheat 12

        Before and after.
        """)
    #expect(article.media.map(\.altText) == ["A map"])
    #expect(article.media[0].renditions[0].data == Array("picture".utf8))
  }

  @Test func `a page of SVG is a page, and one without words is named`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    for (name, text) in [("b.svg", "<title>Map</title><text>North</text>"), ("c.svg", "")] {
      book.files.append(("OPS/\(name)", #"<svg xmlns="http://www.w3.org/2000/svg">\#(text)</svg>"#))
      book.manifest += #"<item id="\#(name)" href="\#(name)" media-type="image/svg+xml"/>"#
      book.spine += #"<itemref idref="\#(name)"/>"#
    }
    let (articles, messages) = try book.read()
    #expect(articles.map(\.headline) == ["T", "Map"])
    #expect(articles.map(\.body.plainText) == ["One.", "North"])
    #expect(messages == ["epub.empty-page"])
  }

  @Test func `language and direction of the element with the text win`() throws {
    var book = ForeignBook()
    book.metadata = "<dc:language>en</dc:language>"
    book.addPage(
      "a.xhtml",
      #"<body><article lang="ar" dir="rtl"><h1>عنوان</h1><p>نص الخبر.</p></article></body>"#)
    book.addPage(
      "b.xhtml", #"<body><p lang="fr">Texte un.</p><p lang="fr">Texte deux.</p><p>x</p></body>"#)
    book.addPage("c.xhtml", #"<body><p>Words in English.</p><p lang="fr">Un mot.</p></body>"#)
    #expect(try book.read().articles.map(\.language) == ["ar", "fr", "en"])
  }

  @Test func `a page that calibre cut into files is one story`() throws {
    var book = ForeignBook()
    book.addPage(
      "x_split_000.xhtml", #"<body><h1>One</h1><p>Begin.</p><img src="a.png" alt="a"/></body>"#)
    book.addPage("x_split_001.xhtml", #"<body><p>End.</p><img src="b.png" alt="b"/></body>"#)
    book.addPage("y_split_000.xhtml", "<body><p>Other.</p></body>")
    book.files += [("OPS/a.png", "a"), ("OPS/b.png", "b")]
    let articles = try book.read().articles
    #expect(articles.map(\.body.plainText) == ["Begin.\n\nEnd.", "Other."])
    #expect(articles[0].media.map(\.id) == ["media-1", "media-2"])
  }

  @Test func `files of a page that was cut are read as HTML, or named, like the first`() throws {
    var book = ForeignBook()
    book.addPage("x_split_000.xhtml", "<body><h1>One</h1><p>Begin.</p></body>")
    book.addPage("x_split_001.xhtml", "<body><p>Bad & worse</body>")
    let deep = String(repeating: "<div>", count: 300) + String(repeating: "</div>", count: 300)
    book.addPage("x_split_002.xhtml", "<body>\(deep)</body>")
    book.addPage("x_split_003.xhtml", "<body><p>End.</p></body>")
    let (articles, messages) = try book.read()
    #expect(articles.map(\.body.plainText) == ["Begin.\n\nBad & worse\n\nEnd."])
    #expect(messages == ["epub.malformed-page", "xml.too-deep"])
  }

  @Test func `a book whose only page calls itself a cover is that page`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", #"<body><p>One.</p></body>"#)
    book.guide = #"<guide><reference type="cover" href="a.xhtml"/></guide>"#
    #expect(try book.read().articles.map(\.body.plainText) == ["One."])
  }

  @Test func `a page of several stories is parted where the contents lead into it`() throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml",
      """
      <body><h1 id="s1">One</h1><p>First.</p><h2>Inner</h2><p>Still first.</p>
      <div id="s2"><h1>Two</h1><p>Second.</p><img src="p.png" alt="P"/></div>
      <a id="s3"></a><h2>Three</h2><p>Third.</p></body>
      """)
    book.files.append(("OPS/p.png", "p"))
    let points = [("One", "s1"), ("Two", "s2"), ("Three", "s3")].map {
      "<navPoint><navLabel><text>\($0)</text></navLabel><content src=\"a.xhtml#\($1)\"/></navPoint>"
    }
    book.files.append(
      (
        "OPS/toc.ncx",
        "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\"><navMap>\(points.joined())</navMap></ncx>"
      ))
    book.manifest += #"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#
    var options = EPUBReader.Options()
    options.splitPages = .toc
    var context = ConversionContext.fixed
    let articles = try EPUBReader(options).articles(
      in: book.bytes, name: "b.epub", context: &context)
    #expect(articles.map(\.headline) == ["One", "Two", "Three"])
    #expect(
      articles.map(\.body.plainText) == ["First.\n\nInner\n\nStill first.", "Second.", "Third."])
    #expect(articles.map(\.media.count) == [0, 1, 0])
    #expect(try book.read().articles.map(\.headline) == ["One"])
  }
}
