import TestSupport
import Testing
import WarraqCore
import WarraqMarkup
import WarraqXML

@testable import Warraq

/// Notes of books that stand on pages of their own.
@Suite struct EPUBNotesTests {
  private static let story = """
    <body><h1>Head</h1><p>A claim.<a epub:type="noteref" href="notes.xhtml#n1">1</a> Another\
    <sup><a id="r2" href="notes.xhtml#n2">2</a></sup>.</p></body>
    """

  @Test(arguments: [
    // EPUB 3, with declared notes.
    """
    <section epub:type="endnotes"><h1>Notes</h1><ol>
    <li epub:type="endnote" id="n1">First. <a href="a.xhtml#r1">↩︎</a></li>
    <li epub:type="endnote" id="n2"><p>Second. <a href="a.xhtml#r2" role="doc-backlink">back</a></p>
    </li></ol></section>
    """,
    // EPUB 2, with links alone.
    """
    <h1>Notes</h1><p id="n1"><a href="a.xhtml#r1">1</a>. First.</p>
    <p><a id="n2" href="a.xhtml#r2">[2]</a> Second.</p>
    """,
  ])
  func `notes on another page belong to the story that refers to them`(_ notes: String) throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", Self.story)
    book.addPage("notes.xhtml", "<body>\(notes)</body>")
    let (articles, messages) = try book.read()
    #expect(messages == ["epub.notes-left-out"])
    #expect(articles.count == 1)
    #expect(
      articles.first?.body == [
        .paragraph([
          "A claim.", .footnoteReference("n1"), " Another", .footnoteReference("n2"), ".",
        ]),
        .footnote(id: "n1", [.paragraph(["First."])]),
        .footnote(id: "n2", [.paragraph(["Second."])]),
      ])
  }

  @Test func `notes to which no story refers stay where they are`() throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", Self.story)
    book.addPage(
      "notes.xhtml",
      """
      <body><h1>Notes</h1><p id="n1"><a href="a.xhtml#r1">1</a> First.</p>
      <p id="n9"><a href="a.xhtml#r9">9</a> Lost.</p></body>
      """)
    let (articles, messages) = try book.read()
    #expect(messages.isEmpty)
    #expect(articles.map(\.headline) == ["Head", "Notes"])
    #expect(articles.last?.plainText.contains("Lost.") == true)
    #expect(articles.last?.plainText.contains("First.") == false)
  }

  @Test(arguments: [
    (
      ##"<p id="n1"><a href="a.xhtml#r1">1</a> First<a epub:type="noteref" href="#n6">6</a>.</p>"##,
      1
    ),
    (##"<p id="n1"><a href="a.xhtml#r1">1</a> First.</p>"##, 0), ("<p>Other.</p>", 1),
  ])
  func `a note that is not read is named`(notes: String, count: Int) throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml",
      ##"""
      <body><h1>Head</h1><p>A<a id="r1" epub:type="noteref" href="notes.xhtml#n1">1</a>.</p></body>
      """##)
    book.addPage("notes.xhtml", "<body>\(notes)<p id='n5'>Nested.</p></body>")
    let messages = try book.read().messages
    #expect(messages.count { $0 == "epub.notes-not-read" } == count)
  }

  @Test(arguments: [
    #"<a epub:type="noteref" href="gone.xhtml#n1">1</a>"#,
    #"<sup><a href="gone.xhtml#n1">1</a></sup>"#,
  ])
  func `a note whose page is missing is named`(reference: String) throws {
    var book = ForeignBook()
    book.addPage("a.xhtml", "<body><h1>Head</h1><p>A\(reference).</p></body>")
    let (articles, messages) = try book.read()
    #expect(messages == ["epub.notes-not-read"])
    #expect(articles.first?.plainText == "A¹.")
  }

  @Test func `notes of notes are followed`() throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml",
      ##"<body><h1>Head</h1><p>A<a id="r1" epub:type="noteref" href="notes.xhtml#n1">1</a>.</p></body>"##
    )
    book.addPage(
      "notes.xhtml",
      ##"""
      <body><h1>Notes</h1>
      <aside id="n1" epub:type="footnote"><p>First<a epub:type="noteref" href="#n2">2</a>.</p></aside>
      <aside id="n2" epub:type="footnote"><p>Second<a epub:type="noteref" href="more.xhtml#n3">3</a>.</p>
      </aside></body>
      """##)
    book.addPage(
      "more.xhtml",
      ##"""
      <body><aside id="n3" epub:type="footnote"><p>Third<a epub:type="noteref" href="notes.xhtml#n1">1</a>.</p>
      </aside></body>
      """##)
    let (articles, messages) = try book.read()
    #expect(messages == ["epub.notes-left-out", "epub.notes-left-out"])
    #expect(articles.map(\.headline) == ["Head"])
    #expect(
      articles.first?.body == [
        .paragraph(["A", .footnoteReference("n1"), "."]),
        .footnote(id: "n1", [.paragraph(["First", .footnoteReference("n2"), "."])]),
        .footnote(id: "n2", [.paragraph(["Second", .footnoteReference("n3"), "."])]),
        .footnote(id: "n3", [.paragraph(["Third", .footnoteReference("n1"), "."])]),
      ])
  }

  @Test(arguments: [
    #"<aside epub:type="footnote" id="n1"><p>First.</p></aside>"#, #"<p id="n1">First.</p>"#,
  ])
  func `a page of notes that do not lead back is no story`(note: String) throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml",
      #"<body><h1>Head</h1><p>A<a epub:type="noteref" href="notes.xhtml#n1">1</a>.</p></body>"#)
    book.addPage("b.xhtml", "<body><h1>Next</h1><p>B.</p></body>")
    book.addPage("notes.xhtml", "<body><h2>Notes</h2>\(note)<hr/></body>")
    let (articles, messages) = try book.read()
    #expect(messages == ["epub.notes-left-out"])
    #expect(articles.map(\.headline) == ["Head", "Next"])
  }

  @Test func `a note and what refers to it may have the same identifier`() throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml", ##"<body><h1>Head</h1><p>A<a id="n1" href="n.xhtml#n1">*</a></p></body>"##)
    book.addPage("n.xhtml", ##"<body><p id="n1"><a href="a.xhtml#n1">*</a> Note.</p></body>"##)
    let articles = try book.read().articles
    #expect(articles.count == 1)
    let article = try #require(articles.first)
    #expect(
      article.body == [
        .paragraph(["A", .footnoteReference("OPS/n.xhtml#n1")]),
        .footnote(id: "OPS/n.xhtml#n1", [.paragraph(["Note."])]),
      ])
  }

  @Test func `numbers that lead to other pages are no notes`() throws {
    var book = ForeignBook()
    book.addPage(
      "a.xhtml", ##"<body><h1>Head</h1><p>Page <a href="b.xhtml#p2">2</a></p></body>"##)
    book.addPage("b.xhtml", ##"<body><h1>Next</h1><p id="p2">Two.</p></body>"##)
    let (articles, messages) = try book.read()
    #expect(messages.isEmpty)
    #expect(articles.map(\.plainText) == ["Page 2", "Two."])
  }

  @Test func `a headline is not repeated because of its note or its line break`() throws {
    var book = ForeignBook()
    book.addPage(
      "c.xhtml",
      ##"<body><h1>Real <br/>head<span>line</span><a href="#fn"><sup>1</sup></a></h1><p>z</p></body>"##
    )
    let article = try #require(book.read().articles.first)
    #expect(article.body == [.paragraph(["z"])])
  }

  @Test func `identifiers of the package may have spaces around them`() throws {
    var book = ForeignBook()
    book.files.append(("OPS/a.xhtml", "<html><body><h1>A</h1><p>x</p></body></html>"))
    book.manifest = #"<item id=" b " href=" a.xhtml " media-type="application/xhtml+xml"/>"#
    book.spine = #"<itemref idref="b"/>"#
    let (articles, messages) = try book.read()
    #expect(messages.isEmpty)
    #expect(articles.map(\.headline) == ["A"])
  }

  @Test func `pictures of notes lie beside the page of the notes`() throws {
    var book = ForeignBook()
    book.addPage(
      "text/a.xhtml",
      ##"<body><h1>Head</h1><p>A<a epub:type="noteref" href="../notes/n.xhtml#f1">1</a>.</p>"##
        + #"<p><img src="x.png" alt="here"/></p></body>"#)
    book.addPage(
      "notes/n.xhtml",
      #"<body><aside epub:type="footnote" id="f1"><p>Seen <a href="../text/a.xhtml#r">↩</a></p>"#
        + #"<figure><img src="pics/a%20b.png" alt="there"/></figure></aside></body>"#)
    book.files += [("OPS/text/x.png", "here"), ("OPS/notes/pics/a b.png", "there")]
    let (articles, messages) = try book.read()
    #expect(messages == ["epub.notes-left-out"])
    let renditions = articles.first?.media.flatMap(\.renditions) ?? []
    #expect(renditions.map(\.href) == ["OPS/text/x.png", "OPS/notes/pics/a b.png"])
    #expect(renditions.map(\.data) == [Array("here".utf8), Array("there".utf8)])
  }

  @Test func `many links that lead nowhere cost little`() throws {
    var book = ForeignBook()
    let links = (0..<3000).map { ##"x<a href="gone\##($0).xhtml#n">1</a> "## }.joined()
    for page in 0..<40 {
      book.addPage("p\(page).xhtml", "<body><h1>Page \(page)</h1><p>\(links)</p></body>")
    }
    for item in 0..<8000 {
      book.manifest += #"<item id="g\#(item)" href="gone\#(item).png" media-type="image/png"/>"#
      book.files.append(("OPS/other\(item).png", ""))
    }
    #expect(try book.read().articles.count == 40)
  }

  @Test func `a page of notes belongs to as many chapters as refer to it`() throws {
    var book = ForeignBook()
    var notes = ""
    for number in 0..<300 {
      let links = ["notes.xhtml#n\(number)", "own\(number).xhtml#n"].map { address in
        "x" + #"<a epub:type="noteref" href="\#(address)">1</a>"#
      }
      book.addPage("c\(number).xhtml", "<body><h1>C</h1><p>\(links.joined())</p></body>")
      book.addPage(
        "own\(number).xhtml",
        #"<body><h1>Notes</h1><aside epub:type="footnote" id="n">Own.</aside></body>"#)
      notes += #"<aside epub:type="footnote" id="n\#(number)">Shared \#(number).</aside>"#
    }
    book.addPage("notes.xhtml", "<body><h1>Notes</h1>\(notes)</body>")
    let (articles, messages) = try book.read()
    #expect(messages == Array(repeating: "epub.notes-left-out", count: 301))
    #expect(articles.count == 300)
    #expect(articles.last?.plainText.contains("Shared 299.") == true)
    #expect(articles.last?.plainText.contains("Own.") == true)
  }

  @Test(arguments: [
    (
      "c.xhtml", "<p>A.<a href=\"#n\">1</a></p><aside role=\"doc-footnote\" id=\"n\">N</aside>",
      false
    ),
    (
      "c.xhtml",
      "<p>A.<a href=\"#n\">1</a></p><section role=\"doc-endnotes\" id=\"s\"><p id=\"n\">N</p></section>",
      false
    ),
    ("keynote.xhtml", "<p>A speech.</p>", false),
    ("c.xhtml", "<aside role=\"doc-footnote\" id=\"n\">N</aside>", true),
    ("c.xhtml", "<section role=\"doc-endnotes\"><p id=\"n\">N</p></section>", true),
    ("notes-2.xhtml", "<p id=\"n\">N</p>", true),
  ])
  func `a chapter with notes of its own is no page of notes`(
    path: String, markup: String, isOfNotes: Bool
  ) throws {
    let record = Record(bytes: Array("<body>\(markup)</body>".utf8)[...], file: path)
    let body = try XMLTree(record, limits: Limits()).root
    #expect(EPUBNotePage.isOfNotes(body, at: path) == isOfNotes)
  }
}
