import Testing
import Warraq

struct RSSReaderTests {
  private func read(
    _ items: String, channel: String = "", _ context: inout ConversionContext
  ) throws -> [Article] {
    let text = """
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://itunes.example/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\(channel)\(items)</channel></rss>
      """
    return try RSSReader().articles(in: Array(text.utf8), context: &context)
  }

  private func item(_ content: String, channel: String = "") throws -> Article {
    var context = ConversionContext.fixed
    return try #require(try read("<item>\(content)</item>", channel: channel, &context).first)
  }

  @Test func `a guid without a word about it is the address of the page`() throws {
    let article = try item("<guid>http://a.example/1</guid>")
    #expect(article.id == "http://a.example/1")
    #expect(article.url == "http://a.example/1")
    #expect(try item("<guid isPermaLink='false'>http://a.example/1</guid>").url == nil)
  }

  @Test(arguments: [
    ("me@a.example (Mara)", "Mara", ["mailto:me@a.example"]),
    ("Mara &lt;me@a.example&gt;", "Mara", ["mailto:me@a.example"]),
    ("me@a.example", "me@a.example", ["mailto:me@a.example"]), ("Mara", "Mara", []),
  ])
  func `an author is an address or a name`(text: String, name: String, ids: [String]) throws {
    #expect(
      try item("<author>\(text)</author>").creators == [Contributor(name: name, identifiers: ids)])
  }

  @Test func `a description is a summary only beside the whole text`() throws {
    let alone = try item("<description>&lt;p&gt;All of it.&lt;/p&gt;</description>")
    #expect(alone.plainText == "All of it.")
    #expect(alone.summaries == [])
    let both = try item(
      "<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>")
    #expect(both.plainText == "Long")
    #expect(both.summary == "Short")
  }

  @Test func `markup in a title is read, and what is none stays`() throws {
    #expect(try item("<title>R&amp;amp;D &lt;b&gt;now&lt;/b&gt;</title>").headline == "R&D now")
    #expect(try item("<title>1 &lt; 2 &amp; 3</title>").headline == "1 < 2 & 3")
    #expect(try item("<title>the &lt;blink&gt; tag</title>").headline == "the <blink> tag")
  }

  @Test func `relative links lead to the site`() throws {
    let article = try item(
      "<link>/a</link><description>&lt;a href='b'&gt;x&lt;/a&gt;</description>",
      channel: "<title>S</title><link>https://a.example/news/</link>")
    #expect(article.url == "https://a.example/a")
    #expect(article.body == [.paragraph([.link(["x"], href: "https://a.example/b")])])
    #expect(article.provider == Party(name: "S"))
  }

  @Test func `an enclosure and Media RSS speak of one picture`() throws {
    let article = try item(
      """
      <enclosure url="http://a.example/p.jpg" type="image/jpeg" length="17"/>
      <media:content url="http://a.example/p.jpg" type="image/jpeg" width="64">
      <media:credit>A. Lens</media:credit></media:content>
      <content:encoded><![CDATA[<p>x</p><img src="http://a.example/p.jpg">]]></content:encoded>
      """)
    #expect(article.media.count == 1)
    #expect(article.media.first?.credit == "A. Lens")
    #expect(article.body.last == .figure(Figure(media: "media-1")))
  }

  @Test func `what the model cannot hold is kept by name`() throws {
    let article = try item("<itunes:duration>12:00</itunes:duration><comments>u</comments>")
    #expect(article.extra["http://itunes.example/duration"] == .string("12:00"))
    #expect(article.extra["comments"] == .string("u"))
  }

  @Test func `a bare ampersand and an unknown entity do not cost the item`() throws {
    var context = ConversionContext.fixed
    let articles = try read(
      "<item><link>http://a.example/?a=1&b=2</link><title>a &nbsp; b &nitf;</title></item>",
      &context)
    #expect(articles.first?.url == "http://a.example/?a=1&b=2")
    let ids = context.log.diagnostics.map(\.message.id)
    #expect(ids == ["xml.bare-ampersand", "xml.unknown-entity"])
  }

  @Test func `a date that cannot be read stays as it is printed, with a word about it`() throws {
    var context = ConversionContext.fixed
    let articles = try read("<item><pubDate>soon</pubDate></item>", &context)
    #expect(articles.first?.published == NewsDate(unresolved: "soon"))
    #expect(context.log.diagnostics.map(\.message.id) == ["feed.doubtful-date"])
  }

  @Test func `RSS 1.0 names its items beside the channel`() throws {
    var context = ConversionContext.fixed
    let text = """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="http://a.example/"><title>A</title><dc:language>fr</dc:language></channel>
      <item rdf:about="http://a.example/1"><title>Un</title><dc:date>2024-05-01</dc:date></item>
      </rdf:RDF>
      """
    let article = try #require(
      try RSSReader().articles(in: Array(text.utf8), context: &context).first)
    #expect(article.id == "http://a.example/1")
    #expect(article.language == "fr")
    #expect(article.published == NewsDate(year: 2024, month: 5, day: 1))
  }
}
