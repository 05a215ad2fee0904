import TestSupport
import Testing
import Warraq

struct RSSCheckerTests {
  static let good = """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel>
    <title>a</title><link>https://a.example/</link><description>b</description>
    <language>ar</language>
    <item>
      <title>عنوان</title>
      <link>https://a.example/1</link>
      <guid isPermaLink="false">urn:a:1</guid>
      <pubDate>Wed, 01 May 2024 12:00:00 +0300</pubDate>
      <author>me@a.example (Me)</author>
      <enclosure url="https://a.example/1.mp3" length="5" type="audio/mpeg"/>
      <content:encoded><![CDATA[<div dir="rtl"><p>نص</p></div>]]></content:encoded>
    </item>
    <item><title>c</title><guid>https://a.example/2</guid></item>
    </channel>
    </rss>
    """

  static let cases = [
    RuleCase("xml.malformed", "<title>a</title>", "<title>a & b</title>"),
    RuleCase(
      "xml.too-deep", "<title>c</title>",
      String(repeating: "<b>", count: 300) + String(repeating: "</b>", count: 300)),
    RuleCase("rss.unknown-root", document: "<channel><item/></channel>"),
    RuleCase("rss.no-version", " version=\"2.0\"", ""),
    RuleCase("rss.channel", "<description>b</description>", ""),
    RuleCase("rss.empty-channel", "<description>b</description>", "<description/>"),
    RuleCase("rss.no-title", "<item><title>c</title>", "<item>"),
    RuleCase("rss.repeated", "<title>c</title>", "<title>c</title><title>d</title>"),
    RuleCase("rss.no-guid", "<guid>https://a.example/2</guid>", ""),
    RuleCase("rss.guid-permalink", " isPermaLink=\"false\"", ""),
    RuleCase(
      "rss.guid-repeated", "<guid>https://a.example/2<", "<guid isPermaLink=\"false\">urn:a:1<"),
    RuleCase("rss.date", "Wed, 01 May 2024 12:00:00 +0300", "2024-05-01T12:00:00Z"),
    RuleCase("rss.short-year", "May 2024", "May 24"),
    RuleCase("rss.weekday", "Wed, 01 May 2024", "Thu, 01 May 2024"),
    RuleCase("rss.author", "me@a.example (Me)", "Me"),
    RuleCase("rss.enclosure", " length=\"5\"", ""),
    RuleCase("rss.link", "<link>https://a.example/1<", "<link>/1<"),
    RuleCase("rss.language-tag", "<language>ar<", "<language>ar_EG<"),
    RuleCase("rss.no-direction", " dir=\"rtl\"", ""),
    RuleCase("rss.namespace", "version=\"2.0\"", "version=\"2.0\" xmlns=\"urn:x:rss\""),
    RuleCase("feed.repeated", "<language>ar</language>", "<ttl>5</ttl><ttl>6</ttl>"),
    RuleCase(
      "feed.missing-element", "<language>ar</language>",
      "<image><url>https://a.example/i.png</url><title>a</title></image>"),
    RuleCase("feed.unknown-element", "<language>ar</language>", "<lang>ar</lang>"),
    RuleCase("feed.text", "<language>ar</language>", "words"),
    RuleCase("feed.value", "<language>ar</language>", "<ttl>a while</ttl>"),
    RuleCase(
      "feed.attribute", "<language>ar</language>",
      "<cloud domain=\"a.example\" port=\"80\" path=\"/\" protocol=\"soap\"/>"),
  ]

  @Test func `a good feed breaks no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .rss) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .rss)
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(Self.cases, for: .rss, besides: ["xml.invalid", "xml.too-large"])
  }

  @Test(arguments: [
    "Wed, 01 May 2024 12:00:00 GMT", "1 May 2024 12:00 +0000", "Wed, 1 May 2024 12:00:00 EST",
  ])
  func `dates of RFC 822 are taken`(date: String) async {
    let text = Self.good.replacing("Wed, 01 May 2024 12:00:00 +0300", with: date)
    #expect(await Checked.findings(in: text, format: .rss) == [])
  }

  @Test(arguments: [
    "Wed, 31 Feb 2024 12:00:00 GMT", "Wed, 01 May 2024", "Mittwoch, 01 May 2024 12:00:00 GMT",
    "Wed, 01 May 2024 25:00:00 GMT", "Wed, 01 May 2024 12:00:00 Cairo", "",
  ])
  func `other dates are not`(date: String) async {
    let text = Self.good.replacing("Wed, 01 May 2024 12:00:00 +0300", with: date)
    let found = await Checked.findings(in: text, format: .rss)
    #expect(found.map(\.message.id) == ["rss.date"])
  }
}

struct AtomCheckerTests {
  static let good = """
    <?xml version="1.0" encoding="UTF-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">
      <id>urn:a:feed</id><title>a</title><updated>2024-05-01T10:00:00Z</updated>
      <entry>
        <id>urn:a:1</id><title>عنوان</title><updated>2024-05-01T10:00:00+03:00</updated>
        <author><name>b</name></author>
        <category term="c"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" dir="rtl"><p>نص</p></div></content>
      </entry>
      <entry>
        <id>urn:a:2</id><title type="html">&lt;b>c&lt;/b></title><updated>2024-05-01T10:00:00Z</updated>
        <author><name>b</name></author>
        <summary>d</summary>
        <content src="https://a.example/2"/>
        <link href="https://a.example/2"/>
      </entry>
    </feed>
    """

  static let cases = [
    RuleCase("xml.malformed", "</feed>", ""),
    RuleCase(
      "xml.too-deep", "<p>نص</p>",
      String(repeating: "<b>", count: 300) + String(repeating: "</b>", count: 300)),
    RuleCase("atom.unknown-root", document: "<list xmlns=\"http://www.w3.org/2005/Atom\"/>"),
    RuleCase("atom.namespace", " xmlns=\"http://www.w3.org/2005/Atom\"", ""),
    RuleCase("atom.old-version", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
    RuleCase("atom.no-id", "<id>urn:a:feed</id>", ""),
    RuleCase("atom.id-not-iri", "urn:a:2", "two"),
    RuleCase("atom.id-repeated", "urn:a:2", "urn:a:1"),
    RuleCase("atom.no-title", "<title>عنوان</title>", ""),
    RuleCase("atom.no-updated", "<updated>2024-05-01T10:00:00+03:00</updated>", ""),
    RuleCase("atom.repeated", "<title>عنوان</title>", "<title>a</title><title>b</title>"),
    RuleCase("atom.date", "2024-05-01T10:00:00+03:00", "2024-05-01"),
    RuleCase("atom.no-author", "<author><name>b</name></author>", ""),
    RuleCase(
      "atom.no-content",
      "<content src=\"https://a.example/2\"/>\n    <link href=\"https://a.example/2\"/>", ""),
    RuleCase("atom.no-summary", "<summary>d</summary>", ""),
    RuleCase("atom.div", "<p>نص</p></div>", "<p>نص</p></div><p>more</p>"),
    RuleCase("atom.escape", "&lt;b>c&lt;/b>", "<b>c</b>"),
    RuleCase("atom.link", "<link href=\"https://a.example/2\"/>", "<link/>"),
    RuleCase("atom.category", " term=\"c\"", ""),
    RuleCase("atom.language-tag", "<entry>", "<entry xml:lang=\"ar\"><title xml:lang=\"a_b\"/>"),
    RuleCase("atom.no-direction", " dir=\"rtl\"", ""),
    RuleCase(
      "atom.draft", "xmlns=\"http://www.w3.org/2005/Atom\"",
      "xmlns=\"http://purl.org/atom/ns#\" version=\"0.2\""),
    RuleCase("atom.content-type", "<content src", "<content type=\"html\" src"),
    RuleCase("feed.repeated", "<id>urn:a:feed</id>", "<id>urn:a:feed</id><id>urn:a:other</id>"),
    RuleCase("feed.missing-element", "<author><name>b</name></author>", "<author/>"),
    RuleCase("feed.unknown-element", "<id>urn:a:feed</id>", "<id>urn:a:feed</id><link2/>"),
    RuleCase("feed.text", "<id>urn:a:feed</id>", "<id>urn:a:feed</id>words"),
    RuleCase("feed.value", "<id>urn:a:feed</id>", "<id>urn:a:feed</id><icon> i.png</icon>"),
    RuleCase("feed.attribute", "src=\"https://a.example/2\"", "src=\"https://a.example/2 \""),
    RuleCase(
      "feed.pages", "<id>urn:a:feed</id>",
      "<id>urn:a:feed</id><link rel=\"self\" href=\"1\"/><link rel=\"last\" href=\"1\"/>"
        + "<link rel=\"next\" href=\"2\"/>"),
  ]

  /// Elements of vocabularies in feeds that are wrong: what is around them, and the rule.
  static let elements = [
    ("<itunes:explicit>perhaps</itunes:explicit>", "feed.value"),
    ("<itunes:episode>0</itunes:episode>", "feed.value"),
    ("<itunes:image/>", "feed.attribute"),
    ("<itunes:unheard-of/>", "feed.unknown-element"),
    ("<media:thumbnail url='https://a.example/1' width='wide'/>", "feed.attribute"),
    ("<media:player/>", "feed.attribute"),
    ("<media:group><media:content url='1.jpg'/></media:group>", "feed.attribute"),
    ("<media:rating>harmless</media:rating>", "feed.value"),
    ("<media:hash>1234</media:hash>", "feed.value"),
    ("<geo:lat>91.5</geo:lat>", "feed.value"), ("<dc:date>yesterday</dc:date>", "feed.value"),
    ("<source>a</source>", "feed.attribute"), ("<comments>#</comments>", "feed.value"),
    ("<guid isPermaLink='yes'>https://a.example/1</guid>", "feed.attribute"),
  ]

  @Test(arguments: elements)
  func `an element that its vocabulary does not allow is found`(
    element: String, rule: String
  ) async {
    let feed = """
      <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"><channel><title>a</title>
      <link>https://a.example/</link><description>b</description>
      <item><title>c</title>\(element)</item></channel></rss>
      """
    let found = await Checked.findings(in: feed, format: .rss).filter { $0.severity == .error }
    #expect(found.map(\.message.id) == [rule])
  }

  @Test func `what our writers write breaks no rule of the table`() async throws {
    var generator = ArticleGenerator(seed: 14)
    let articles = generator.articles(200)
    let writers: [(any ArticleWriter, Format)] = [
      (RSSWriter(), .rss), (AtomWriter(), .atom),
    ]
    for (writer, format) in writers {
      var context = ConversionContext.fixed
      let bytes = try writer.document(of: articles, context: &context)
      let found = await Checked.findings(
        in: String(decoding: bytes, as: UTF8.self), format: format
      ).filter { $0.message.id.hasPrefix("feed.") }
      #expect(found == [])
    }
  }

  @Test func `a good feed breaks no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .atom) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .atom)
  }

  @Test func `a feed without entries is looked at too`() async {
    let feed = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar_EG">
        <id>x</id><title>a</title><updated>2024-05-01</updated><link/><category/>
      </feed>
      """
    let found = await Checked.findings(in: feed, format: .atom)
    #expect(
      found.map(\.message.id) == [
        "atom.language-tag", "atom.id-not-iri", "atom.date", "atom.link", "atom.category",
      ])
    #expect(found.map { $0.location?.line } == [1, 2, 2, 2, 2])
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(Self.cases, for: .atom, besides: ["xml.invalid", "xml.too-large"])
  }
}
