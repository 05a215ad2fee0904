import Testing
import Warraq

/// Feeds as programs get them wrong, and what is in them all the same.
struct FeedRepairTests {
  private func read(
    _ items: String, channel: String = ""
  ) throws -> (articles: [Article], messages: [String]) {
    let feed =
      "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
      + "xmlns:media='http://search.yahoo.com/mrss/'><channel><title>F</title>\(channel)\(items)"
      + "</channel></rss>"
    var context = ConversionContext.fixed
    let articles = try RSSReader().articles(in: Array(feed.utf8), context: &context)
    return (articles, context.log.diagnostics.map(\.message.id))
  }

  @Test(arguments: [
    "<description><p>not closed</description>", "<description></p>closed twice</description>",
    "<a><b>crossed</a></b>", "<title>open",
  ])
  func `an item whose tags do not match costs no other item`(wrong: String) throws {
    let (articles, messages) = try read(
      "<item><title>One</title></item><item>\(wrong)</item>\n<item><title>Three</title></item>"
        + "<item><title>Four</title></item>")
    #expect(articles.map(\.headline) == ["One", "Three", "Four"])
    #expect(messages == ["xml.malformed"])
  }

  @Test func `an item that holds one of its own name is whole`() throws {
    let (articles, messages) = try read(
      "<item><title>One</title><x><item>inner</item></x></item ><item><title>Two</title></item>")
    #expect(articles.map(\.headline) == ["One", "Two"])
    #expect(messages == [])
  }

  @Test func `stories without address and text have identifiers of their own`() throws {
    let (articles, _) = try read(
      "<item><title>W</title><enclosure url='https://a.example/1.mp3' type='audio/mpeg'/></item>"
        + "<item><title>W</title><enclosure url='https://a.example/2.mp3' type='audio/mpeg'/></item>"
        + "<item><title>W</title><category>a</category></item><item><title>W</title></item>")
    var context = ConversionContext.fixed
    let ids = articles.map { article in
      var article = article
      _ = Identification().apply(to: &article, context: &context)
      return article.id
    }
    #expect(Set(ids).count == 4)
  }

  @Test func `what looks like a declaration that never ends is text`() throws {
    let (articles, _) = try read(
      "<item><title>A</title><description>a &lt;!DOCTYPE</description></item>")
    #expect(articles.first?.body.plainText == "a <!DOCTYPE")
  }

  @Test func `who made a channel made its items`() throws {
    let item = "<item><title>T</title></item>"
    #expect(
      try read(item, channel: "<dc:creator>Ann Reed</dc:creator>").articles.first?.creators
        == [Contributor(name: "Ann Reed")])
    let edited = try read(
      item, channel: "<managingEditor>ed@a.example (Bo Lind)</managingEditor>"
    ).articles.first
    #expect(edited?.creators == [])
    #expect(
      edited?.contributors == [
        Contributor(name: "Bo Lind", role: "editor", identifiers: ["mailto:ed@a.example"])
      ])
  }

  @Test(arguments: ["title", "summary", "content"])
  func `what is in Base64 is decoded in Atom`(name: String) throws {
    let text = "RXhhbXBsZSA8Yj50ZXN0PC9iPg=="
    let feed =
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:x:1</id>"
      + "<\(name) type='application/octet-stream'>\n\(text)\n</\(name)></entry></feed>"
    var context = ConversionContext.fixed
    let article = try #require(
      try AtomReader().articles(in: Array(feed.utf8), context: &context).first)
    #expect((article.headline ?? article.body.plainText) == "Example test")
  }

  @Test func `a feed of RSS 1.0 with captions says the same as one of RSS 2.0`() throws {
    var article = Article(id: "urn:x:1")
    article.headline = "A"
    article.media = [
      Asset(
        id: "m1", kind: .graphic,
        renditions: [
          .init(href: "https://a.example/1.png", mediaType: "image/png", role: "web"),
          .init(href: "https://a.example/2.png", mediaType: "image/png", role: "print"),
        ], caption: "A tree", altText: "Tree", credit: "Ann")
    ]
    for version in RSSWriter.Version.allCases {
      var options = RSSWriter.Options()
      options.version = version
      var context = ConversionContext.fixed
      let bytes = try RSSWriter(options).document(of: [article], context: &context)
      #expect(try RSSReader().articles(in: bytes, context: &context) == [article])
    }
  }

  @Test func `a day is noon in feeds, and the same day nearly everywhere`() throws {
    var article = Article(id: "urn:x:1")
    article.headline = "A"
    article.published = NewsDate(iso8601: "2024-06-24")
    var context = ConversionContext.fixed
    let rss = try RSSWriter().document(of: [article], context: &context)
    #expect(String(decoding: rss, as: UTF8.self).contains("Mon, 24 Jun 2024 12:00:00 -0000"))
    let atom = try AtomWriter().document(of: [article], context: &context)
    #expect(String(decoding: atom, as: UTF8.self).contains(">2024-06-24T12:00:00Z<"))
    let json = try JSONFeedWriter().document(of: [article], context: &context)
    #expect(String(decoding: json, as: UTF8.self).contains("2024-06-24T12:00:00Z"))
    #expect(try RSSReader().articles(in: rss, context: &context) == [article])
  }
}
