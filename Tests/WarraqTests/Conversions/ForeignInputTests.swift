import Synchronization
import Testing
import Warraq

/// What other programs write, in every format that knows the thing: rules that hold for all readers.
struct ForeignInputTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    /// What the stories in JSON Lines have, and what they do not.
    let has: [String]
    var lacks: [String] = []
    /// Diagnostics that are said.
    var ids: [String] = []

    init(
      _ name: String, _ text: String, has: [String], lacks: [String] = [], ids: [String] = []
    ) {
      (self.name, self.text, self.has, self.lacks, self.ids) = (name, text, has, lacks, ids)
    }

    var testDescription: String { "\(name): \(text.prefix(120))" }
  }

  private func check(_ row: Row) throws {
    let said = Mutex<[String]>([])
    let articles = try FormatRegistry.standard.articles(in: Array(row.text.utf8), name: row.name) {
      diagnostic in said.withLock { $0.append(diagnostic.message.id) }
    }
    var context = ConversionContext.fixed
    let identified = articles.map { article in
      var article = article
      _ = Identification().apply(to: &article, context: &context)
      return article
    }
    let bytes = try JSONWriter(.lines).document(of: identified, context: &context)
    // The rows have blanks where people expect them.
    let lines = String(decoding: bytes, as: UTF8.self).replacing(" ", with: "")
    for text in row.has {
      #expect(lines.contains(text.replacing(" ", with: "")), "\(text) in \(lines)")
    }
    for text in row.lacks { #expect(!lines.contains(text), "\(text) in \(lines)") }
    let ids = said.withLock { $0 }
    for id in row.ids { #expect(ids.contains(id), "\(id) in \(ids)") }
  }

  private static func rss(_ item: String, head: String = "") -> String {
    """
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">\
    <channel><title>Kai</title><link>https://k.example/</link>\(head)<item>\(item)</item></channel></rss>
    """
  }

  private static func atom(_ entry: String, attributes: String = "") -> String {
    """
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" \
    \(attributes)><title>Kai</title><entry>\(entry)</entry></feed>
    """
  }

  private static func jsonFeed(_ item: String, head: String = "") -> String {
    #"{"version":"https://jsonfeed.org/version/1.1","title":"Kai",\#(head)"items":[\#(item)]}"#
  }

  // MARK: The first value with words

  static let words = [
    Row(
      "a.json",
      #"{"uri":"urn:n:1","type":"text","versioncreated":"2025-03-01T10:00:00Z","headline":" ","#
        + #""title":"Le port","body_xhtml":"<div><p> </p></div>","body_text":"Il rouvre."}"#,
      has: [#""headline": "Le port""#, #""text": "Il rouvre.""#]),
    Row(
      "a.json",
      #"{"uri":"urn:n:1","standard":{"name":"ninjs","version":"2.1"},"headlines":[{"role":"main","#
        + #""value":""},{"role":"print","value":"Le port"}],"bodies":[{"contenttype":"text/html","#
        + #""value":"<p></p>"},{"contenttype":"text/plain","value":"Il rouvre."}]}"#,
      has: [#""headline": "Le port""#, #""text": "Il rouvre.""#]),
    Row(
      "a.csv",
      "headline,title,body,content_html,description\n\"  \",Le port,,<p>Il rouvre.</p>,R\n",
      has: [#""headline": "Le port""#, #""text": "Il rouvre.""#, #""value": "R""#],
      lacks: ["extra"]),
    Row(
      "a.csv", "title,headline,summary,description\nT,Le port,S,D\n",
      has: [
        #""headline": "Le port""#, #""value": "S""#,
        #""extra": {"title": "T", "description": "D"}"#,
      ]),
    Row(
      "a.csv", "content_html,content\n<p> </p>,Il rouvre.\n<p>A</p>,B\n",
      has: [#""text": "Il rouvre.""#, #""text": "A""#, #""extra": {"content": "B"}"#]),
    Row(
      "a.csv", "published,pub_date\n,2024-06-24\n2024-06-25,2024-06-24\n",
      has: [#""published": "2024-06-24""#, #""published": "2024-06-25""#]),
    Row(
      "a.xml",
      "<nitf><body><body.head><hedline><hl1> </hl1></hedline></body.head><body.content><p>Il rouvre."
        + "</p></body.content></body></nitf>",
      has: [#""headline": "Il rouvre.""#, #""text": "Il rouvre.""#]),
    Row(
      "a.rss",
      rss(
        "<title/><title>T</title><description/><description>Il rouvre.</description>"
          + "<content:encoded/><enclosure url='https://k.example/1.mp3' type=''/>"),
      has: [#""headline": "T""#, #""text": "Il rouvre.""#, #"{"href": "https://k.example/1.mp3"}"#]),
    Row(
      "a.atom",
      atom(
        "<id>urn:k:1</id><content/><content>Il rouvre.</content><summary/><summary>S</summary>"
          + "<category term=''/><category term='K'/>"),
      has: [#""text": "Il rouvre.""#, #""value": "S""#, #""keywords": ["K"]"#]),
    Row(
      "a.rss", rss("<title>T</title><description/><dc:description>Il rouvre.</dc:description>"),
      has: [#""text": "Il rouvre.""#], lacks: ["summaries"]),
    Row(
      "a.xml",
      "<nitf><head><pubdata date.publication='x'/><pubdata date.publication='20240624'/></head><body>"
        + "<body.content><p>A.</p></body.content></body></nitf>",
      has: [#""published": "2024-06-24""#]),
    Row(
      "a.json",
      jsonFeed(#"{"id":"1","content_text":"A","image":{"url":"https://k.example/i.jpg"}}"#),
      has: [#"{"href": "https://k.example/i.jpg"}"#], lacks: ["extra"]),
  ]

  @Test(arguments: words)
  func `the first value with words counts`(row: Row) throws { try check(row) }

  // MARK: Words that touch

  static let touching = [
    Row(
      "a.xml",
      """
      <nitf><body><body.head><rights><rights.owner>AW</rights.owner><rights.startdate>2025\
      </rights.startdate></rights><distributor><org>AW</org><org>BW</org></distributor><dateline>\
      <location><city>Paris</city><country>France</country></location></dateline><byline><person>\
      <name.given>Ann</name.given><name.family>Reed</name.family></person></byline></body.head>\
      <body.content><p>A.</p></body.content></body></nitf>
      """,
      has: [
        #""copyrightNotice": "AW 2025""#, #""name": "AW, BW""#, #""dateline": "Paris, France""#,
        #""name": "Paris, France""#, #""creators": [{"name": "Ann Reed""#,
      ]),
    Row(
      "a.rss", rss("<dc:creator>Ann Reed\n  Bo Lind</dc:creator><title>T</title>"),
      has: [#""creators": [{"name": "Ann Reed"}, {"name": "Bo Lind"}]"#]),
    Row(
      "a.rss", rss("<dc:creator>Ann\n  Reed</dc:creator><title>T</title>"),
      has: [#""creators": [{"name": "Ann Reed"}]"#]),
  ]

  @Test(arguments: touching)
  func `parts of a text do not run together`(row: Row) throws { try check(row) }

  // MARK: Odd members

  static let odd = [
    Row(
      "a.json",
      #"{"headline":"T","body":"A.","titles":[{"role":"kicker","value":"S"},null,"K"],"provider":["HW"],"#
        + #""creators":[{"name":"Ann","identifiers":["urn:a:1"]},7],"media":[{"id":"m","kind":"picture","#
        + #""renditions":[{"href":"https://k.example/1.jpg"}]},null,"https://k.example/2.jpg"]}"#,
      has: [
        #"[{"role": "kicker", "value": "S"}, {"role": "sub", "value": "K"}]"#,
        #""identifiers": ["urn:a:1"]"#, #"{"id": "m", "kind": "picture""#,
        #"{"href": "https://k.example/2.jpg"}"#, #""provider": {"name": "HW"}"#,
      ]),
    Row("a.csv", "headline,authors\nT,@ann\n", has: [#""creators": [{"name": "@ann"}]"#]),
    Row(
      "a.tsv", "id\theadline\tbody\n1\t\\N\ta\\tb\\nc\\\\d\n2\tx\t\\N\n",
      has: [#"{"id": "1", "body": [{"type": "paragraph", "text": "a\tb"}"#, #""text": "c\\d""#],
      lacks: ["N\""]),
    Row(
      "a.json", #"{"headline":"T","author":"By Ann Reed, Cy Moe and Bo Lind"}"#,
      has: [#""creators": [{"name": "Ann Reed"}, {"name": "Cy Moe"}, {"name": "Bo Lind"}]"#]),
    Row(
      "a.jsonl", #"{"headline":"T","body":"B","author":"By Ann Reed"}"# + "\n",
      has: [#""creators": [{"name": "Ann Reed"}]"#]),
    Row("a.csv", "headline,author\nT,By Ann Reed\n", has: [#""creators": [{"name": "Ann Reed"}]"#]),
    Row(
      "a.xml",
      "<newsItem guid='urn:x:1'><contentSet><remoteContent href='https://k.example/a.mp4'/></contentSet>"
        + "</newsItem>",
      has: [#""kind": "video""#]),
  ]

  @Test(arguments: odd)
  func `an odd member spoils no list`(row: Row) throws { try check(row) }

  // MARK: People

  @Test(arguments: [
    ("Ann Reed und Bo Lind", 2), ("Ann Reed et Bo Lind", 2), ("Ann Reed y Bo Lind", 2),
    ("Ann Reed e Bo Lind", 2), ("Ann Reed, Cy Moe och Bo Lind", 3), ("Анна Рид и Борис Линд", 2),
    ("山田太郎、鈴木花子", 2), ("آن رید، بو لیند", 2), ("Santiago Ramón y Cajal", 1), ("علي، حسن", 1),
    ("Ann Reed & Bo", 1), ("Reed, Ann", 1), ("Ann Reed e.V.", 1),
  ])
  func `names are separated by the words and marks of their languages`(
    text: String, count: Int
  ) throws {
    for (name, input) in [
      ("a.json", #"{"headline":"T","author":"\#(text)"}"#),
      ("a.jsonl", #"{"headline":"T","author":"\#(text)","body":"B"}"# + "\n"),
      ("a.csv", "headline,authors\nT,\"\(text)\"\n"),
      (
        "a.rss",
        Self.rss("<title>T</title><dc:creator>\(text.replacing("&", with: "&amp;"))</dc:creator>")
      ),
    ] {
      let articles = try FormatRegistry.standard.articles(in: Array(input.utf8), name: name) { _ in
      }
      #expect(articles.first?.creators.count == count, "\(name)")
    }
  }

  // MARK: Addresses

  static let addresses = [
    Row(
      "a.json",
      jsonFeed(
        #"{"id":"1","url":"/n/1","content_text":"A","authors":[{"name":"Ann","url":"/ann"}]}"#,
        head: #""home_page_url":"https://k.example/","#),
      has: [#""identifiers": ["https://k.example/ann"]"#]),
    Row(
      "a.json",
      #"{"title":"T","text":"A","url":"https://k.example/n/1","related_links":[{"title":"R","url":"/r"}]}"#,
      has: [#""url": "https://k.example/r""#]),
    Row(
      "a.csv", "url,images\nhttps://k.example/n/1,/a.jpg|b.png\n",
      has: [#""href": "https://k.example/a.jpg""#, #""href": "b.png""#]),
    Row(
      "a.csv", "id,images\n1,\"https://k.example/a.jpg, https://k.example/b,c.jpg\"\n",
      has: [#""href": "https://k.example/a.jpg""#, #""href": "https://k.example/b,c.jpg""#]),
    Row(
      "a.html",
      """
      <!DOCTYPE html><html lang="de"><head><base href="/a/"><link rel="canonical" href="n/1">
      <meta property="og:url" content="https://k.example/n/1"><title>Der Hafen ist offen</title></head>
      <body><article><h1>Der Hafen ist offen</h1><p>\(german) <a href="2">Weiter</a></p>
      <p>\(german)</p></article></body></html>
      """,
      has: [#""url": "https://k.example/n/1""#, #""href": "https://k.example/a/2""#]),
    Row(
      "a.atom",
      atom(
        "<id>urn:k:1</id><title>T</title><contributor><name>Bo</name><uri>/bo</uri></contributor>",
        attributes: "xml:base='https://k.example/b/'"),
      has: [#""identifiers": ["https://k.example/bo"]"#]),
    Row(
      "a.json",
      #"{"title":"T","url":"https://k.example/1","author":{"name":"Ann &amp; Bo","url":"/ann"}}"#,
      has: [#""identifiers": ["https://k.example/ann"]"#]),
  ]

  private static let german = String(
    repeating: "Der neue Hafen wurde am Morgen eröffnet, sagte die Leiterin der Behörde. ", count: 4
  )

  @Test(arguments: addresses)
  func `addresses are relative to what the document says`(row: Row) throws { try check(row) }

  // MARK: Languages

  private static let arabic = "قال المدير إن العمل سيستمر عاما آخر في المدينة"

  static let languages = [
    Row(
      "a.atom",
      atom(
        "<id>urn:k:1</id><title>x</title><summary xml:lang='fr'>Le port</summary>",
        attributes: "xml:lang='de'"),
      has: [#""language": "fr""#]),
    Row(
      "a.rss",
      rss(
        "<title>افتتاح الميناء</title><description>\(arabic)</description>",
        head: "<language>en-us</language>"),
      has: [#""language": "ar""#], ids: ["input.language-of-text"]),
    Row(
      "a.json", jsonFeed(#"{"id":"1","content_text":"\#(arabic)"}"#, head: #""language":"en","#),
      has: [#""language": "ar""#], ids: ["input.language-of-text"]),
    Row(
      "a.xml",
      "<newsItem guid='urn:x:1' xml:lang='en'><contentMeta><headline>افتتاح الميناء</headline></contentMeta>"
        + "<contentSet><inlineXML><html><body><p>\(arabic)</p></body></html></inlineXML></contentSet>"
        + "</newsItem>",
      has: [#""language": "ar""#], ids: ["input.language-of-text"]),
    Row(
      "a.rss",
      rss(
        "<title>Порт снова открыт</title><description>Порт открыли сегодня утром, сообщил директор порта</description>",
        head: "<language>en</language>"),
      has: [#""language": "ru""#], ids: ["input.language-of-text"]),
    Row(
      "a.rss",
      rss(
        "<title>Hafen</title><description>\(german)</description>", head: "<language>en</language>"),
      has: [#""language": "en""#]),
    Row(
      "a.rss",
      rss(
        "<title>NATO: افتتاح</title><description>Words.</description>",
        head: "<language>en</language>"),
      has: [#""language": "en""#]),
    Row(
      "a.xml",
      "<newsMessage xml:lang='fr'><itemSet><newsItem guid='urn:x:1'><contentMeta><headline>H</headline>"
        + "</contentMeta></newsItem></itemSet></newsMessage>",
      has: [#""language": "fr""#]),
    Row(
      "a.xml",
      "<NewsML xml:lang='fr'><NewsItem><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines>"
        + "<ContentItem><DataContent>A.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
      has: [#""language": "fr""#]),
  ]

  @Test(arguments: languages)
  func `the language of the part beats that of the whole`(row: Row) throws { try check(row) }

  // MARK: Dates

  @Test(arguments: [
    "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "31/12/9999", "31.12.2999",
    "9999-12-31T23:59:59Z",
  ])
  func `a day that stands for no date is none however it is printed`(text: String) throws {
    for (name, input) in [
      ("a.rss", Self.rss("<title>T</title><pubDate>\(text)</pubDate>")),
      ("a.json", #"{"headline":"T","date":"\#(text)"}"#),
      ("a.csv", "headline,date\nT,\"\(text)\"\n"),
    ] {
      let articles = try FormatRegistry.standard.articles(in: Array(input.utf8), name: name) { _ in
      }
      let date = try #require(articles.first?.published)
      #expect(!date.isResolved && date.text == text, "\(name)")
    }
  }

  @Test func `what a page prints of its day says less than the item`() throws {
    try check(
      Row(
        "a.xml",
        """
        <newsItem guid='urn:x:1'><itemMeta><firstCreated>2026-01-05T09:00:00+01:00</firstCreated>\
        </itemMeta><contentMeta><headline>H</headline></contentMeta><contentSet><inlineXML><html><body>\
        <header><time>05.01.2026 09:00</time></header><p>A.</p></body></html></inlineXML></contentSet>\
        </newsItem>
        """, has: [#""created": "2026-01-05T09:00:00+01:00""#]))
  }

  // MARK: Identifiers

  @Test(arguments: [
    (
      "a.rss",
      rss("<title>T</title><description>A</description><enclosure url='https://k.example/NAME'/>")
    ),
    ("a.json", #"{"headline":"T","text":"A","image":"https://k.example/NAME"}"#),
    ("a.jsonl", #"{"headline":"T","text":"A","image":"https://k.example/NAME"}"# + "\n"),
    ("a.csv", "headline,body,images\nT,A,https://k.example/NAME\n"),
  ])
  func `the same words with other media are another story`(name: String, text: String) throws {
    let ids = try ["1.jpg", "2.jpg"].map { file in
      let articles = try FormatRegistry.standard.articles(
        in: Array(text.replacing("NAME", with: file).utf8), name: name
      ) { _ in }
      var context = ConversionContext.fixed
      var article = try #require(articles.first)
      _ = Identification().apply(to: &article, context: &context)
      return article.id
    }
    #expect(ids[0] != ids[1])
  }

  // MARK: Furniture

  static let furniture = [
    Row(
      "a.rss",
      rss(
        "<title>Der Hafen ist offen</title><pubDate>Mon, 05 Jan 2026 09:00:00 +0100</pubDate>"
          + "<content:encoded>&lt;time&gt;05.01.2026 09:00&lt;/time&gt;&lt;h1&gt;Der Hafen ist offen"
          + "&lt;/h1&gt;&lt;p&gt;A.&lt;/p&gt;</content:encoded>"),
      has: [#""body": [{"type": "paragraph", "text": "A."}]"#], ids: ["feed.repeated-headline"]),
    Row(
      "a.json",
      jsonFeed(
        #"{"id":"1","title":"Der Hafen ist offen","tags":["Kai"],"content_html":"<ul><li>Kai</li></ul>"#
          + #"<h1>Der Hafen ist offen</h1><p>A.</p>"}"#),
      has: [#""body": [{"type": "paragraph", "text": "A."}]"#], ids: ["feed.repeated-headline"]),
    Row(
      "a.json",
      jsonFeed(
        #"{"id":"1","title":"Der Hafen ist offen","content_html":"<p>Neues.</p>"#
          + #"<h1>Der Hafen ist offen</h1><p>A.</p>"}"#),
      has: ["Neues."]),
  ]

  @Test(arguments: furniture)
  func `what stands above the headline of an entry and is said already is left out`(
    row: Row
  ) throws { try check(row) }

  // MARK: Exports

  static let exports = [
    Row(
      "a.json",
      #"[{"timestamp":1736067600,"data":[{"post":"\u00d8\u00a7\u00d9\u0081\u00d8\u00aa\u00d8\u00aa\u00d8\u00ad"},"#
        + #"{"update_timestamp":1736067600}],"title":"Ann R\u00c3\u00a9ed"}]"#,
      has: [
        #""text": "افتتح""#, #""headline": "Ann Réed""#, #""published": "2025-01-05T09:00:00Z""#,
      ],
      ids: ["json.misread-utf8"]),
    Row(
      "a.json", #"[{"timestamp":1736067600,"data":[{"post":"Le caf\u00c3\u00a9"}]}]"#,
      has: [#""text": "Le café""#, #""published": "2025-01-05T09:00:00Z""#],
      ids: ["json.misread-utf8"]),
    Row(
      "a.json",
      #"{"messages":[{"sender_name":"Ann R\u00c3\u00a9ed","timestamp_ms":1736067600000,"content":"\u00f0\u009f\u0098\u0080 <3 \"x\""}]}"#,
      has: [#""name": "Ann Réed""#, "😀 <3"], ids: ["json.misread-utf8"]),
    Row(
      "a.jsonl",
      #"{"headline":"Quay","text":"It\u00e2\u0080\u0099s \u00c3\u0089t\u00c3\u00a9"}"# + "\n",
      has: [#""text": "It’s Été""#], ids: ["json.misread-utf8"]),
    Row("a.json", #"{"headline":"\u00c3\u00a9","text":"\u00c3\u00a9"}"#, has: [#""text": "Ã©""#]),
    Row(
      "a.json", #"{"headline":"\u00c3\u00a9","text":"It\u0092s caf\u00e9"}"#,
      has: [#""headline": "Ã©""#, #""text": "It’s café""#], ids: ["input.control-letters"]),
    Row(
      "a.json", #"{"tweet":{"id_str":"12","full_text":"Le port rouvre."}}"#,
      has: [#""altIds": [{"role": "id_str", "value": "12"}]"#, #""text": "Le port rouvre.""#],
      lacks: ["extra"]),
    Row(
      "a.js", #"window.YTD.tweets.part0 = [{"tweet":{"full_text":"Le port rouvre."}}]"#,
      has: [#""text": "Le port rouvre.""#], lacks: ["extra"]),
    Row(
      "a.json", #"{"note":"x","part":{"text":"Le port rouvre."}}"#,
      has: [#""extra": {"note": "x""#]),
  ]

  @Test(arguments: exports)
  func `exports of social networks are read as they were written`(row: Row) throws {
    try check(row)
  }

  // MARK: Markup

  static let markup = [
    Row(
      "a.xml",
      "<nitf><body><body.content><![CDATA[<p>One &amp; <b>two</b></p><p>Three</p>]]></body.content>"
        + "</body></nitf>",
      has: [#"["One & ", {"type": "strong", "text": "two"}]"#, #""text": "Three""#]),
    Row(
      "a.rss",
      rss("<description>&lt;iframe src='https://v.example/1'&gt;&lt;/iframe&gt;</description>"),
      has: [#"<iframe src='https://v.example/1'></iframe>"#]),
  ]

  @Test(arguments: markup)
  func `markup that is text is read as markup`(row: Row) throws { try check(row) }

  // MARK: Media

  @Test func `a category of media in a group is a keyword`() throws {
    try check(
      Row(
        "a.atom",
        Self.atom(
          "<id>urn:k:1</id><media:group><media:content url='https://k.example/a.mp4'/>"
            + "<media:category>Ports</media:category></media:group>"),
        has: [#""keywords": ["Ports"]"#]))
  }

  @Test func `what a page says of its article in links and microdata is in the account`() throws {
    let text = """
      <!DOCTYPE html><html lang="de"><head><title>Der Hafen ist offen</title>
      <link rel="author" href="/ann"><link rel="license" href="https://k.example/cc">
      <link rel="stylesheet" href="x.css"></head><body><article itemscope
      itemtype="https://schema.org/NewsArticle"><meta itemprop="articleSection" content="Kai">
      <h1 itemprop="headline">Der Hafen ist offen</h1><span itemprop="keywords">Kai</span>
      <div itemprop="articleBody"><p>\(Self.german)</p><p>\(Self.german)</p></div></article>
      <div itemscope itemtype="https://schema.org/Product"><i itemprop="sku">7</i></div></body></html>
      """
    var context = ConversionContext.fixed
    let articles = try HTMLReader().articles(in: Array(text.utf8), context: &context)
    #expect(articles.first?.usageTerms == "https://k.example/cc")
    #expect(
      context.log.reading.entries.map(\.entry.name).sorted() == [
        "link@author", "microdata@articleSection", "microdata@keywords",
      ])
  }
}
