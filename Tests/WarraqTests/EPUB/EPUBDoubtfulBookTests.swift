import TestSupport
import Testing
import Warraq

/// Books of others that say what is not so, or lack what books have.
@Suite struct EPUBDoubtfulBookTests {
  private static let arabic = "نص عربي طويل بلا لغة معلنة في الصفحة كي تعرف اللغة من الحروف."
  private static let french = """
    Le nouveau port de la ville a été ouvert lundi matin, dix ans après la pose de la première \
    pierre, et deux bateaux par jour y feront escale dès la semaine prochaine, dit le maire de la \
    commune devant les habitants réunis sur le quai.
    """

  @Test func `a page in other letters than the book's language has its own`() throws {
    var book = ForeignBook()
    book.metadata = "<dc:title>T</dc:title><dc:language>en</dc:language>"
    book.addPage("a.xhtml", "<body><h1>A</h1><p>\(Self.arabic)</p></body>")
    book.addPage("b.xhtml", "<body><h1>B</h1><p>\(Self.french)</p></body>")
    book.addPage("c.xhtml", "<body><h1>C</h1><p>\(Self.arabic)</p></body>", html: #" lang="en""#)
    book.addPage("d.xhtml", "<body><h1>D</h1><p>Deux mots.</p></body>")
    let (articles, messages) = try book.read()
    #expect(articles.map(\.language) == ["ar", "fr", "en", "en"])
    #expect(messages == ["epub.language-of-text", "epub.language-of-text"])
  }

  @Test func `a page that states a language which its letters are never in has the book's`() throws
  {
    var book = ForeignBook()
    book.metadata = "<dc:language>ar</dc:language>"
    book.addPage(
      "p.xhtml", "<body><h1>عنوان الخبر</h1><p>قال المدير إن العمل سيستمر عاما آخر</p></body>",
      html: " xml:lang=\"en\"")
    book.addPage(
      "q.xhtml", "<body><h1>Quay</h1><p>The ships left the harbour.</p></body>",
      html: " xml:lang=\"en\"")
    var context = ConversionContext.fixed
    let articles = try EPUBReader().articles(in: book.bytes, context: &context)
    #expect(articles.map(\.language) == ["ar", "en"])
    #expect(context.log.diagnostics.map(\.message.id).contains("epub.language-of-page"))
  }

  @Test func `what programs write for want of a value is none`() throws {
    var book = ForeignBook()
    book.metadata = """
      <dc:title>Quay</dc:title><dc:creator>Unknown Author</dc:creator><dc:creator>Inconnu(e)</dc:creator>
      <dc:creator>Ann Reed; Bo Lind</dc:creator><dc:date>0101-01-01T00:00:00+00:00</dc:date>
      <dc:date>2024-06-24</dc:date>
      """
    book.addPage("t.xhtml", "<body><h1>Quay</h1></body>")
    book.addPage("p.xhtml", "<body><h1>Ships</h1><p>Words.</p></body>")
    var context = ConversionContext.fixed
    let articles = try EPUBReader().articles(in: book.bytes, context: &context)
    #expect(articles.map(\.headline) == ["Ships"])
    #expect(articles.first?.creators.map(\.name) == ["Ann Reed", "Bo Lind"])
    #expect(articles.first?.published?.description == "2024-06-24")
  }

  @Test func `a book without words says so`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", #"<body><img src="a.png" alt=""/></body>"#)
    book.addPage("b.xhtml", "<body><p> </p></body>")
    let (articles, messages) = try book.read()
    #expect(articles.isEmpty)
    #expect(messages == ["epub.no-words", "epub.empty-page", "epub.empty-page"])
  }

  @Test func `a book whose spine is empty says so`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><p>One.</p></body>")
    book.spine = ""
    let (articles, messages) = try book.read()
    #expect(articles.isEmpty)
    #expect(messages == ["epub.empty-spine"])
  }

  @Test func `contents that cannot be read cost no page`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><h1>A</h1><p>x</p></body>")
    book.files.append(
      ("OPS/nav.xhtml", "<html><body><nav><ol><li><b></a></li></ol></nav></body></html>"))
    book.manifest +=
      #"<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>"#
    let (articles, messages) = try book.read()
    #expect(articles.map(\.headline) == ["A"])
    #expect(messages == ["epub.unreadable-contents"])
  }

  @Test func `all titles of a book are kept`() throws {
    var book = ForeignBook()
    book.metadata = "<dc:title>The Week</dc:title><dc:title>News of the harbour</dc:title>"
    book.addPage("a.xhtml", "<body><h1>A</h1><p>x</p></body>")
    let article = try #require(book.read().articles.first)
    guard case .object(let said)? = article.extra["book"] else {
      Issue.record("nothing is said of the book")
      return
    }
    #expect(said.first { $0.name == "title" }?.value == .string("The Week"))
    #expect(
      said.first { $0.name == "otherTitles" }?.value == .array([.string("News of the harbour")]))
  }

  @Test func `a drawing that an object shows is a picture`() throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml",
      #"<body><h1>A</h1><object data="o.svg" type="image/svg+xml"><p>Ships</p></object></body>"#)
    book.files.append(("OPS/o.svg", #"<svg xmlns="http://www.w3.org/2000/svg"/>"#))
    let article = try #require(book.read().articles.first)
    #expect(article.media.first?.altText == "Ships")
    #expect(article.media.first?.renditions.first?.data != nil)
  }
}
