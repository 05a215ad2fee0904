import Testing
import Warraq

/// What feeds of other programs hold that no specification foresees.
struct ForeignFeedTests {
  private func rss(_ content: String) throws -> (article: Article, ids: [String]) {
    let text = """
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Quay</title>
        <link>https://q.example/</link><item>\(content)</item></channel></rss>
      """
    var context = ConversionContext.fixed
    let articles = try RSSReader().articles(in: Array(text.utf8), context: &context)
    return (try #require(articles.first), context.log.diagnostics.map(\.message.id))
  }

  private func atom(_ content: String, language: String = "en") throws -> Article {
    let text = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://q.example/a/"><title>Quay</title>
        <entry xml:lang="\(language)"><id>urn:q:1</id>\(content)</entry></feed>
      """
    var context = ConversionContext.fixed
    return try #require(AtomReader().articles(in: Array(text.utf8), context: &context).first)
  }

  @Test func `an error names the lines of the input`() throws {
    let text = """
      <rss version="2.0"><channel><title>Quay</title>
      <item><title>A</title></item>
      <item><title>B</title>

      <description>Two
      </descriptio></item>
      <item><title>In line 2 of</titel></item>
      </channel></rss>
      """
    var context = ConversionContext.fixed
    let articles = try RSSReader().articles(in: Array(text.utf8), context: &context)
    #expect(articles.map(\.headline) == ["A"])
    #expect(context.log.diagnostics.map { $0.location?.line } == [6, 7])
    #expect(
      context.log.diagnostics.map(\.message.text) == [
        "not well-formed XML: Opening and ending tag mismatch: description line 5 and descriptio",
        "not well-formed XML: Opening and ending tag mismatch: title line 7 and titel",
      ])
  }

  @Test(arguments: ["", " ", "<![CDATA[<p>&nbsp;</p>]]>", "&lt;br&gt;"])
  func `an empty text does not hide the description`(content: String) throws {
    let (article, _) = try rss(
      "<content:encoded>\(content)</content:encoded><description>The words</description>")
    #expect(article.plainText == "The words")
    #expect(article.summaries == [])
    let entry = try atom("<content type='html'>\(content)</content><summary>The words</summary>")
    #expect(entry.plainText == "The words")
    #expect(entry.summaries == [])
  }

  @Test(arguments: [
    "<h1>The bridge is open</h1>", "<h3>“The bridge is open”</h3>",
    "<p><b>The bridge</b> <strong>is open.</strong></p>",
    "<h2><a href='https://q.example/1'>The bridge is open</a></h2>",
  ])
  func `the headline above the text of an entry is left out with a note`(head: String) throws {
    let title = "<title>The bridge is open</title>"
    let (article, ids) = try rss(
      "\(title)<link>https://q.example/1</link><content:encoded><![CDATA[\(head)<p>Words.</p>"
        + "]]></content:encoded>")
    #expect(article.body == [.paragraph(["Words."])])
    #expect(ids == ["feed.repeated-headline"])
    let entry = try atom(
      "\(title)<link href='https://q.example/1'/><content type='xhtml'>"
        + "<div xmlns='http://www.w3.org/1999/xhtml'>\(head)<p>Words.</p></div></content>")
    #expect(entry.body == [.paragraph(["Words."])])
  }

  @Test(arguments: [
    "<p>The bridge is open</p><p>Words.</p>", "<h1>The bridge is open now</h1><p>Words.</p>",
    "<p><b>The bridge</b> is open</p><p>Words.</p>", "<h1>The bridge is open</h1>",
    "<h1><a href='/2'>The bridge is open</a></h1><p>Words.</p>",
    "<p>Words.</p><h1>The bridge is open</h1><p>Words.</p>",
  ])
  func `what only resembles the headline stays`(content: String) throws {
    let (article, ids) = try rss(
      "<title>The bridge is open</title><content:encoded><![CDATA[\(content)]]></content:encoded>")
    #expect(article.plainText.contains("The bridge is open"))
    #expect(!ids.contains("feed.repeated-headline"))
  }

  @Test func `a body of ours that opens with its headline comes back`() throws {
    var article = Article(id: "urn:q:1")
    article.headline = "The bridge is open"
    article.body = [.heading(level: 2, ["The bridge is open"]), .paragraph(["Words."])]
    for (writer, reader) in [(RSSWriter(), RSSReader()), (AtomWriter(), AtomReader())]
      as [(any ArticleWriter, any ArticleReader)]
    {
      var context = ConversionContext.fixed
      let bytes = try writer.document(of: [article], context: &context)
      let back = try reader.articles(in: bytes, context: &context)
      #expect(back.first?.body == article.body)
    }
  }

  @Test func `a picture alone stands before the words of the description`() throws {
    let (article, _) = try rss(
      """
      <content:encoded><![CDATA[<img src="/p.jpg">]]></content:encoded>
      <description>The words</description>
      """)
    #expect(article.body == [.figure(Figure(media: "media-1")), .paragraph(["The words"])])
    #expect(article.media.first?.renditions.first?.href == "https://q.example/p.jpg")
  }

  @Test(arguments: ["IST", "XYZ", "ICT", "+3", "Africa/Cairo"])
  func `a zone that is not certain leaves the day and the time`(zone: String) throws {
    let (article, ids) = try rss("<pubDate>Mon, 24 Jun 2024 10:11:12 \(zone)</pubDate>")
    #expect(article.published?.description == "2024-06-24T10:11:12")
    #expect(article.published?.text == "Mon, 24 Jun 2024 10:11:12 \(zone)")
    #expect(ids == ["feed.doubtful-zone"])
  }

  @Test(arguments: ["\u{B}", "\u{1B}", "\u{FFFE}", "&#11;", "&#x0;"])
  func `a character that XML forbids costs that character`(character: String) throws {
    let (article, ids) = try rss("<title>A\(character)B</title><description>Words</description>")
    #expect(article.headline == "AB")
    #expect(ids == ["input.repaired-bytes"])
  }

  @Test func `a byte that is not UTF-8 is one of windows-1252`() throws {
    var bytes = Array("<rss version='2.0'><channel><item><title>Caf".utf8)
    bytes += [0xE9, 0x20, 0x93]
    bytes += Array("A\u{94}é</title></item></channel></rss>".utf8)
    var context = ConversionContext.fixed
    let articles = try RSSReader().articles(in: bytes, context: &context)
    #expect(articles.map(\.headline) == ["Café “A”é"])
    #expect(
      context.log.diagnostics.map(\.message.id)
        == ["input.repaired-bytes", "input.control-letters"])
  }

  @Test func `an offset of minus zero says the time of UTC`() throws {
    let article = try atom("<published>2024-06-24T10:00:00-00:00</published>")
    #expect(article.published == NewsDate(iso8601: "2024-06-24T10:00:00Z"))
  }

  @Test(arguments: [
    ("Mara Voss and Ivo Lenk", ["Mara Voss", "Ivo Lenk"]),
    ("Mara Voss; Lenk, Ivo", ["Mara Voss", "Lenk, Ivo"]),
    ("Mara Voss | Ivo Lenk", ["Mara Voss", "Ivo Lenk"]),
    ("Mara Voss, Ivo Lenk and Kim de Wit", ["Mara Voss", "Ivo Lenk", "Kim de Wit"]),
    ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
    ("Voss, Mara", ["Voss, Mara"]),
  ])
  func `a list of people is several people`(text: String, names: [String]) throws {
    #expect(try rss("<dc:creator>\(text)</dc:creator>").article.creators.map(\.name) == names)
  }

  @Test func `the parts of an element do not run together`() throws {
    let (article, _) = try rss(
      """
      <author><name>Mara Voss</name><email>m@q.example</email></author>
      <image><url>/i.png</url><title>Logo</title></image>
      """)
    #expect(
      article.creators == [Contributor(name: "Mara Voss", identifiers: ["mailto:m@q.example"])])
    #expect(
      article.extra["image"]
        == .object([
          ExtraMember("url", .string("/i.png")), ExtraMember("title", .string("Logo")),
        ]))
  }

  @Test func `Media RSS inside of a medium is read`() throws {
    let (article, _) = try rss(
      """
      <media:content url="/p.jpg" medium="image"><media:thumbnail url="/s.jpg" width="60"/>
      <media:copyright>Quay</media:copyright><media:keywords>sea, port</media:keywords>
      </media:content><media:content medium="video"><media:player url="/watch"/></media:content>
      """)
    #expect(
      article.media.map { $0.renditions.map(\.href) } == [
        ["https://q.example/p.jpg", "https://q.example/s.jpg"], ["https://q.example/watch"],
      ])
    #expect(article.media.map { $0.renditions.map(\.role) } == [[nil, "thumbnail"], ["player"]])
    #expect(article.keywords.map(\.text) == ["sea", "port"])
    #expect(article.extra["http://search.yahoo.com/mrss/copyright"] == .string("Quay"))
  }

  @Test func `an episode of a podcast says who made it and how long it is`() throws {
    let (article, _) = try rss(
      """
      <enclosure url="/e.mp3" type="audio/mpeg" length="9"/><itunes:author>Mara Voss</itunes:author>
      <itunes:duration>1:02:03</itunes:duration><itunes:summary>All of it</itunes:summary>
      """)
    #expect(article.creators.map(\.name) == ["Mara Voss"])
    #expect(article.media.first?.renditions.first?.duration == 3723)
    #expect(article.summary == "All of it")
  }

  @Test(arguments: ["1:02:03", "62:03", "3723", "PT1H2M3S", "PT62M3.0S"])
  func `every notation of a duration is read in podcasts and Media RSS`(text: String) throws {
    let enclosure = #"<enclosure url="https://q.example/1.mp3" type="audio/mpeg"/>"#
    for item in [
      "\(enclosure)<itunes:duration>\(text)</itunes:duration>",
      #"<media:content url="https://q.example/1.mp4" duration="\#(text)"/>"#,
    ] {
      #expect(try rss(item).article.media.first?.renditions.first?.duration == 3723)
    }
  }

  @Test func `media in media and groups in groups are read`() throws {
    let article = try rss(
      """
      <media:group><media:group><media:content url="https://q.example/1.jpg"/></media:group>
      <media:content url="https://q.example/2.jpg"><media:content url="https://q.example/3.jpg"/>
      </media:content></media:group>
      """
    ).article
    #expect(
      Set(article.media.flatMap(\.renditions).compactMap(\.href))
        == ["https://q.example/1.jpg", "https://q.example/2.jpg", "https://q.example/3.jpg"])
    #expect(article.extra.isEmpty)
  }

  @Test func `the dates of PRISM are dates of the story`() throws {
    let article = try rss(
      """
      <prism:embargoDate xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">2030-01-01\
      </prism:embargoDate><prism:killDate>2031-01-01</prism:killDate>\
      <prism:publicationDate>2029-01-01</prism:publicationDate>
      """
    ).article
    #expect(article.embargoed?.year == 2030)
    #expect(article.expires?.year == 2031 && article.published?.year == 2029)
  }

  @Test func `text of Atom without a type is text`() throws {
    let article = try atom(
      "<title>Use &lt;b&gt; and &amp;amp;</title><content>if a &lt;b and c&gt; d then</content>")
    #expect(article.headline == "Use <b> and &amp;")
    #expect(article.plainText == "if a <b and c> d then")
    let markup = try atom("<content>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</content>")
    #expect(markup.body == [.paragraph(["One"]), .paragraph(["Two"])])
  }

  @Test func `the page of an entry is the alternate in HTML`() throws {
    let article = try atom(
      """
      <link rel="alternate" type="application/json" href="1.json"/>
      <link rel="alternate" type="text/html" href="1.html"/>
      """)
    #expect(article.url == "https://q.example/a/1.html")
    let registered = try atom(
      "<link rel='http://www.iana.org/assignments/relation/alternate' href='2.html'/>")
    #expect(registered.url == "https://q.example/a/2.html")
  }

  @Test(arguments: [
    "<link hreflang='en' href='en'/><link href='own'/>",
    "<link href='own'/><link rel='alternate' hreflang='en' type='text/html' href='en'/>",
    "<link hreflang='ar-EG' href='own'/><link hreflang='en' type='text/html' href='en'/>",
    "<link type='text/html' media='handheld' href='m'/><link href='own'/>",
    "<link hreflang='en' type='text/html' href='en'/><link hreflang='ar' media='print' href='own'/>",
  ])
  func `the page of an entry is no translation and not that for telephones`(links: String) throws {
    let article = try atom("<title>خبر</title>\(links)", language: "ar")
    #expect(article.url == "https://q.example/a/own")
  }

  @Test(arguments: [
    "<content type='html' xml:base='/b/'>&lt;a href='x'&gt;w&lt;/a&gt;</content>",
    "<summary type='html' xml:base='/b/'>&lt;a href='x'&gt;w&lt;/a&gt;</summary>",
    """
    <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml' xml:base='/b/'>
    <a href='x'>w</a></div></content>
    """,
  ])
  func `an address is relative to the base of its element`(content: String) throws {
    let article = try atom(content)
    #expect(article.body == [.paragraph([.link(["w"], href: "https://q.example/b/x")])])
  }

  @Test func `a run counts what an article has no place for and names it once`() throws {
    var context = ConversionContext.fixed
    let text = """
      <rss><channel><item><title>A</title><mood>calm</mood></item>
      <item><title>B</title><mood>glad</mood><tide>low</tide></item></channel></rss>
      """
    _ = try RSSReader().articles(in: Array(text.utf8), context: &context)
    let entries = context.log.reading.entries
    #expect(entries.map(\.entry.name) == ["mood", "tide"])
    #expect(entries.map(\.count) == [2, 1])
    #expect(entries.map(\.entry.outcome) == [.kept, .kept])
  }

  @Test(
    arguments: [
      ("gb2312", [0xA9, 0x96], "〇"), ("euc-cn", [0xA2, 0xE3], "€"),
      ("shift_jis", [0x87, 0x40], "①"),
      ("euc-kr", [0x8C, 0x63], "똠"), ("iso-8859-9", [0x93, 0xDE, 0x80], "“Ş€"),
      ("tis-620", [0x93], "“"), ("iso-8859-11", [0x93], "“"), ("iso-8859-1", [0x93], "“"),
    ] as [(String, [UInt8], String)])
  func `a label stands for what writers take it for`(
    label: String, bytes: [UInt8], text: String
  ) throws {
    var context = ConversionContext.fixed
    let start = "<?xml version='1.0' encoding='\(label)'?><rss><channel><item><title>"
    let document = Array(start.utf8) + bytes + Array("</title></item></channel></rss>".utf8)
    let articles = try RSSReader().articles(in: document, context: &context)
    #expect(articles.map(\.headline) == [text])
  }

  @Test func `the language of the text beats that of what is around it`() throws {
    let article = try atom("<content type='html' xml:lang='de'>Ein Text</content>")
    #expect(article.language == "de")
  }

  @Test func `what is said of a film is the summary of a story without a text`() throws {
    let article = try atom(
      """
      <m:group xmlns:m='http://search.yahoo.com/mrss/'><m:description>Of ships</m:description>
      <m:content url='https://q.example/v' medium='video'/></m:group>
      """)
    #expect(article.summary == "Of ships")
  }

  @Test func `categories of media and tags are keywords`() throws {
    var context = ConversionContext.fixed
    let text = """
      <rss xmlns:m="http://search.yahoo.com/mrss/"><channel><item><title>A</title>
      <m:category>Ports</m:category><tags>sea, tide</tags></item></channel></rss>
      """
    let article = try RSSReader().articles(in: Array(text.utf8), context: &context).first
    #expect(article?.keywords.map(\.text) == ["Ports", "sea", "tide"])
  }

  @Test func `a dateline is printed once, and media have whole addresses`() throws {
    var context = ConversionContext.fixed
    var article = Article(id: "urn:x:1")
    article.headline = "Quay"
    article.dateline = "Lin (W) -"
    article.body = [.paragraph(["Lin  (W) - The quay is open."])]
    article.media = [
      Asset(id: "media-1", kind: .picture, renditions: [Asset.Rendition(href: "quay.jpg")])
    ]
    let bytes = try RSSWriter().document(of: [article], context: &context)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("class=\"dateline\""))
    #expect(!text.contains("quay.jpg"))
    #expect(context.log.diagnostics.map(\.message.id).contains("rss.bad-address"))
  }
}
