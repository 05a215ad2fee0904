import Testing
import Warraq

struct AtomReaderTests {
  private func entry(_ content: String, feed: String = "") throws -> Article {
    var context = ConversionContext.fixed
    let text = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar" xml:base="https://a.example/f/">\(feed)
      <entry>\(content)</entry></feed>
      """
    return try #require(
      try AtomReader().articles(in: Array(text.utf8), context: &context).first)
  }

  @Test func `content is read by its type`() throws {
    #expect(try entry("<content>1 &lt; 2</content>").plainText == "1 < 2")
    #expect(
      try entry("<content type='text'>the &lt;b&gt; tag</content>").plainText == "the <b> tag")
    #expect(try entry("<content type='html'>a &lt;b&gt;c&lt;/b&gt;</content>").plainText == "a c")
    #expect(
      try entry(
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>a</p></div></content>"
      ).body == [.paragraph(["a"])])
  }

  @Test func `links lead from the base of the feed`() throws {
    let article = try entry(
      "<link href='1'/><link rel='related' href='2' title='Two'/><link rel='via' href='/3'/>")
    #expect(article.url == "https://a.example/f/1")
    #expect(article.related == [RelatedItem(title: "Two", url: "https://a.example/f/2")])
    #expect(article.sources.first?.url == "https://a.example/3")
    #expect(article.language == "ar")
  }

  @Test func `an entry without an author has that of its feed`() throws {
    let article = try entry("", feed: "<author><name>Mara</name></author>")
    #expect(article.creators == [Contributor(name: "Mara")])
  }

  @Test func `a story without any date is refused without a date of the source`() throws {
    var context = ConversionContext()
    var article = Article(id: "urn:x:1")
    article.headline = "x"
    #expect(throws: ConversionError.self) {
      try AtomWriter().document(of: [article], context: &context)
    }
  }

  @Test func `a day is written as an instant with a note, and comes back a day`() throws {
    var context = ConversionContext.fixed
    var article = Article(id: "urn:x:1")
    article.published = NewsDate(year: 2024, month: 5, day: 1)
    let bytes = try AtomWriter().document(of: [article], context: &context)
    #expect(context.log.diagnostics.map(\.message.id) == ["atom.time-invented"])
    #expect(
      try AtomReader().articles(in: bytes, context: &context).first?.published
        == article.published)
  }
}
