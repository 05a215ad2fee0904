import Testing
import Warraq

@Suite struct HTMLReaderTests {
  private func read(
    _ page: [UInt8], _ options: HTMLReader.Options = .init()
  ) throws -> (articles: [Article], context: ConversionContext) {
    var context = ConversionContext.fixed
    let articles = try HTMLReader(options).articles(in: page, context: &context)
    return (articles, context)
  }

  private func article(_ page: String, _ options: HTMLReader.Options = .init()) throws -> Article {
    try #require(try read(Array(page.utf8), options).articles.first)
  }

  /// A page of a paper; its parts can be replaced.
  private func page(
    head: String = "", line: String = "<p class=byline>By Mara Ellison, 24 June 2024</p>",
    inside: String = "", after: String = ""
  ) -> String {
    """
    <!DOCTYPE html><html lang=en-GB><head><title>Harbour opens after ten years | The Lintown Post</title>
    <link rel=canonical href="https://www.lintown.example/news/harbour">\(head)</head>
    <body class=post><header><nav><ul><li><a href="/">Home</a><li><a href="/n">News</a></ul></nav></header>
    <main><article><h1>Harbour opens after ten years</h1>\(line)
    <div class="article-body">
    <p>The new harbour of <a href="/town">Lintown</a> was opened on Monday, ten years after the first
    stone was laid in the north of the town.
    <p>“We had hoped to be here <em>sooner</em>,” the mayor said, and thanked the people who built it.
    <p>Two ferries a day will call at the harbour, which cost twice as much as had been planned.
    \(inside)
    <p>Fishermen keep their own basin in the north, where a market hall is to follow next year, and
    the town expects forty thousand visitors in the summer.
    </div></article>\(after)</main>
    <aside class=sidebar><h2>Most read</h2><ul><li><a href="/1">One</a><li><a href="/2">Two</a></ul></aside>
    <footer class=footer><p>© 2026 The Lintown Post. <a href="/i">Imprint</a></footer></body></html>
    """
  }

  @Test func `the article of a page is read with its structure`() throws {
    let article = try article(
      page(inside: "<h2>What comes next</h2><ul><li>A market hall in the north of the town</ul>"))
    #expect(article.headline == "Harbour opens after ten years")
    #expect(article.url == "https://www.lintown.example/news/harbour")
    #expect(article.language == "en-GB")
    #expect(article.creators.map(\.name) == ["Mara Ellison"])
    #expect(article.published == NewsDate(year: 2024, month: 6, day: 24))
    #expect(
      article.body.first
        == .paragraph([
          .text("The new harbour of "),
          .link([.text("Lintown")], href: "https://www.lintown.example/town", title: nil),
          .text(
            " was opened on Monday, ten years after the first stone was laid in the north of the town."
          ),
        ]))
    #expect(
      article.body.contains(.heading(level: 2, [.text("What comes next")])))
    #expect(article.body.contains { if case .list = $0 { true } else { false } })
    #expect(!article.body.plainText.contains("Most read"))
    #expect(!article.body.plainText.contains("Imprint"))
  }

  @Test func `words of different elements neither join nor part`() throws {
    let article = try article(
      page(
        inside: """
          <p><span>T</span>he <b>new</b> <i>port</i><wbr>s of<br>the town<span> </span>were built by \
          many hands, and many more will be needed.
          """))
    #expect(article.body.plainText.contains("The new ports of\nthe town were built by many hands"))
  }

  @Test func `JSON-LD says who, when and about what`() throws {
    let data = """
      <script type="application/ld+json">
      {"@context": "http://schema.org/", "@graph": [
        {"@type": "Person", "@id": "#ann", "name": "Ann O&#39;Hara"},
        {"@type": ["Thing", "NewsArticle"], "headline": "Harbour opens after ten years",
         "datePublished": "1987-05-04", "author": [{"@id": "#ann"}, {"name": "Max & Co"}],
         "keywords": ["ports", "ferries"], "articleSection": "Town",
         "publisher": {"name": "The Lintown Post"},}
      ]}
      </script>
      """
    let article = try article(page(head: data, line: "<p>Ann O'Hara</p>"))
    #expect(article.creators.map(\.name).first == "Ann O'Hara")
    #expect(article.published == NewsDate(year: 1987, month: 5, day: 4))
    #expect(article.keywords.map(\.text) == ["ports", "ferries"])
    #expect(article.section == "Town")
    #expect(article.provider?.name == "The Lintown Post")
  }

  @Test(
    arguments: [
      ("2024-13-45", nil), ("0001-01-01T00:00:00Z", nil), ("zebra", nil),
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
      ("Mon, 24 Jun 2024 10:00:00 XYZ", "2024-06-24T10:00:00"),
    ] as [(String, String?)])
  func `a doubtful date that a page states is a warning and keeps its text`(
    text: String, date: String?
  ) throws {
    for head in [
      "<meta property=article:published_time content='\(text)'>",
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"\(text)\"}"
        + "</script>",
    ] {
      let (articles, context) = try read(Array(page(head: head, line: "").utf8))
      let published = try #require(articles.first?.published)
      #expect(published.text == text || published.description == text)
      #expect((date == nil) == (published.year == 0 || published.description.isEmpty))
      if let date { #expect(published.description == date) }
      #expect(context.log.diagnostics.map(\.message.id).contains("html.doubtful-date"))
    }
  }

  @Test func `a date that is certain elsewhere on the page is taken`() throws {
    let head = "<meta property=article:published_time content='2024-13-45'>"
    let (articles, context) = try read(Array(page(head: head).utf8))
    #expect(articles.first?.published?.description == "2024-06-24")
    #expect(context.log.diagnostics.map(\.message.id).contains("html.doubtful-date"))
  }

  @Test func `a year in the footer is no date of the article`() throws {
    let article = try article(page(line: "<p class=byline>By Mara Ellison</p>"))
    #expect(article.published == nil)
  }

  @Test func `the text of a time in microdata is its value`() throws {
    let article = try article(
      page(
        line: "<p><time itemprop=datePublished>2024-06-24</time> <span itemprop=author>Li Na</span>"
      ))
    #expect(article.published == NewsDate(year: 2024, month: 6, day: 24))
    #expect(article.creators.map(\.name) == ["Li Na"])
  }

  @Test func `a caption belongs to its picture`() throws {
    let article = try article(
      page(
        inside: """
          <div class="wp-caption"><img src="/h.jpg" alt="The harbour" width=800 height=600>\
          <p class="wp-caption-text">The harbour on Monday</p></div>
          """))
    let figures = article.body.compactMap { block -> Figure? in
      if case .figure(let figure) = block { figure } else { nil }
    }
    #expect(figures.map(\.caption) == [[.text("The harbour on Monday")]])
    #expect(article.media.first?.renditions.first?.href == "https://www.lintown.example/h.jpg")
    #expect(!article.body.plainText.hasPrefix("The harbour on Monday"))
  }

  @Test func `a table that arranges a page is none of the article`() throws {
    let sentence = "The old mill by the river was sold on Friday to a family from the next valley"
    let article = try article(
      """
      <html><head><title>Lintown Post - Mill is sold</title></head><body><table><tr>
      <td width=120><a href="/">Home</a><br><a href="/n">News</a></td>
      <td><font size=5><b>Mill is sold</b></font><br><br>\(sentence), as the notary said.<br><br>
      \(sentence), which plans to bake bread there, and to show the wheel to visitors.</td>
      </tr></table></body></html>
      """)
    #expect(article.headline == "Mill is sold")
    #expect(!article.body.contains { if case .table = $0 { true } else { false } })
    #expect(article.body.plainText.contains("which plans to bake bread"))
  }

  @Test func `a note says where values come from`() throws {
    let (_, context) = try read(Array(page().utf8))
    let note = try #require(context.log.diagnostics.first)
    #expect(note.severity == .note)
    #expect(note.message.id == "html.evidence")
    #expect(note.message.text.contains("authors from byline"))
  }

  @Test func `comments are kept where they are asked for`() throws {
    let comments = """
      <section id="comments"><h3>Comments</h3><div class="comment"><p>I was there as a child, and it \
      was smaller then.</p></div></section>
      """
    let plain = try article(page(after: comments))
    #expect(!plain.body.plainText.contains("I was there"))
    var options = HTMLReader.Options()
    options.keptParts = [.comments]
    let kept = try article(page(after: comments), options)
    guard case .aside(let blocks, let role)? = kept.body.last else {
      Issue.record("no aside")
      return
    }
    #expect(role == "comments")
    #expect(blocks.plainText.contains("I was there"))
  }

  @Test(arguments: [
    ("By <a href='/author/7'>oz</a> on 24 June 2024", ["oz"]),
    (
      "By <a href='/author/ann'>Ann Reed</a> and <a href='/author/bob'>Bob Stone</a>",
      ["Ann Reed", "Bob Stone"]
    ),
    ("By Ann Reed, Reuters", ["Ann Reed"]),
    ("Von <span class=byline__author-name>Ann Reed</span>, 24. Juni 2024", ["Ann Reed"]),
    ("Ein Gastbeitrag von Ann Reed", ["Ann Reed"]),
    ("责任编辑：孔德明", []),
    ("Autor: Ann Reed", ["Ann Reed"]),
    ("24 June 2024 PAID CONTENT", []),
    ("Three minutes by train from the harbour", []),
  ])
  func `a line near the headline names the author or does not`(
    line: String, names: [String]
  ) throws {
    let article = try article(page(line: "<p>\(line)</p>"))
    #expect(article.creators.map(\.name) == names)
  }

  @Test(arguments: [
    ("Mara Ellison", "Mara Ellison", ["Mara Ellison"]),
    ("mellison", "By Mara Ellison", ["Mara Ellison"]),
    ("Lintown Media GmbH", "", []),
    ("cms-admin", "", []),
    ("Jo Account", "By Mara Ellison", ["Mara Ellison"]),
    ("Jo Account", "", ["Jo Account"]),
    ("The Lintown Post - Mara Ellison", "Mara Ellison", ["Mara Ellison"]),
  ])
  func `an author that readers see counts more than one of the page's data`(
    stated: String, line: String, names: [String]
  ) throws {
    let data =
      #"<script type="application/ld+json">{"@type": "NewsArticle", "author": "\#(stated)"}</script>"#
    let article = try article(page(head: data, line: "<p class=byline>\(line)</p>"))
    #expect(article.creators.map(\.name) == names)
  }

  @Test(arguments: [
    "<h1><span>The old port</span> Harbour opens after ten years</h1>",
    "<h1>News: Harbour opens after ten years</h1>",
    "<h1>24.06.2024 - Harbour opens after ten years</h1>",
    "<h1>Harbour opens after ten years | Other Site</h1>",
  ])
  func `a kicker or a date is no part of the headline`(heading: String) throws {
    let source = page().replacing("<h1>Harbour opens after ten years</h1>", with: heading)
    #expect(try article(source).headline == "Harbour opens after ten years")
  }

  @Test(arguments: [
    "https://www.lintown.example/2024/6/24/harbour",
    "https://www.lintown.example/news/24-06-2024",
    "https://www.lintown.example/20240624-harbour",
  ])
  func `a day in the address is the day of publication`(address: String) throws {
    let source = page(line: "").replacing("https://www.lintown.example/news/harbour", with: address)
    #expect(try article(source).published == NewsDate(year: 2024, month: 6, day: 24))
  }

  @Test func `a page that says it is an article is read without its text`() throws {
    let teasers = (1...40).map { "<li><a href='/\($0)'>Lamp \($0)</a> $\($0).00</li>" }.joined()
    func source(_ head: String) -> [UInt8] {
      Array(
        """
        <!DOCTYPE html><title>Harbour opens after ten years</title>\(head)
        <body class=shop><h1>Harbour opens after ten years</h1><ul>\(teasers)</ul>
        """.utf8)
    }
    let claim = """
      <meta property="og:type" content="article">
      <meta property="article:published_time" content="2024-06-24T09:00:00Z">
      """
    for head in [
      claim,
      #"<script type="application/ld+json">{"@type": "Recipe", "name": "x"}</script>"#,
      #"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x"}</script>"#,
    ] {
      let (articles, context) = try read(source(head))
      #expect(articles.map(\.headline) == ["Harbour opens after ten years"])
      #expect(!context.log.diagnostics.contains { $0.severity == .error })
    }
    for head in ["", #"<meta property="og:type" content="article">"#] {
      #expect(try read(source(head)).articles.isEmpty)
    }
    // Nothing but data.
    let empty = Array(
      """
      <!DOCTYPE html><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens",
      "datePublished": "2024-06-24"}</script>
      """.utf8)
    let (articles, context) = try read(empty)
    #expect(articles.first?.headline == "Harbour opens")
    #expect(articles.first?.published == NewsDate(year: 2024, month: 6, day: 24))
    #expect(context.log.diagnostics.contains { $0.message.id == "html.page-without-body" })
  }

  @Test func `a page that is no article is an error`() throws {
    let cards = (1...60).map {
      "<div class=product-card><a href='/p\($0)'><img src='/p\($0).jpg' alt=''><h3>Lamp \($0)</h3></a>"
        + "<span class=price>$\($0).00</span><button>Add to cart</button></div>"
    }
    let shop = """
      <!DOCTYPE html><title>Lamps | The Lamp Shop</title><body class='shop archive'>
      <header><form><input name=q><button>Search</button></form><nav><a href='/'>Home</a></nav></header>
      <main><h1>Lamps</h1><div class=product-grid>\(cards.joined())</div></main>
      <footer>© 2026 The Lamp Shop. All prices with VAT.</footer>
      """
    let refused = try read(Array(shop.utf8))
    #expect(refused.articles.isEmpty)
    #expect(refused.context.log.diagnostics.map(\.message.id) == ["html.not-an-article"])
    let empty = try read(Array("<!DOCTYPE html><script>draw()</script>".utf8))
    #expect(empty.context.log.diagnostics.map(\.message.id) == ["html.no-text"])
  }

  @Test func `what a page says of its article and no article holds is in the account`() throws {
    let head = """
      <meta name=viewport content=width><meta property=og:image:width content=1200>
      <meta property="article:opinion" content=false><meta name=news_keywords content="harbour">
      <meta name=citation_volume content=7><meta name=robots content=all>
      <script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
      "headline": "Harbour opens after ten years", "url": "https://www.lintown.example/",
      "dateline": "Lintown", "copyrightNotice": "© The Post", "backstory": "Long told."}</script>
      """
    let (articles, context) = try read(Array(page(head: head).utf8))
    #expect(articles.first?.dateline == "Lintown")
    #expect(articles.first?.copyrightNotice == "© The Post")
    let account = context.log.reading.entries.map { $0.entry }
    #expect(
      account.map(\.name).sorted()
        == ["json-ld@backstory", "meta@article:opinion", "meta@citation_volume"])
    #expect(account.allSatisfy { $0.kind == .attribute && $0.outcome == .unused })
  }

  @Test func `a page is read in the encoding it is in`() throws {
    func bytes(_ text: String, _ encode: (Unicode.Scalar) -> UInt8?) -> [UInt8] {
      text.unicodeScalars.map { encode($0) ?? 0x3F }
    }
    // Windows' quotation marks on a page that says ISO 8859-1.
    let western = bytes(
      page(head: "<meta charset=iso-8859-1>").replacing("thanked", with: "thanked “café”")
    ) { scalar in
      switch scalar {
      case "“": 0x93
      case "”": 0x94
      default: UInt8(exactly: scalar.value)
      }
    }
    let article = try #require(try read(western).articles.first)
    #expect(article.body.plainText.contains("thanked “café”"))
    // A label that cannot be true.
    let utf8 = Array(page(head: "<meta charset=utf-16>").utf8)
    #expect(try read(utf8).articles.first?.headline == "Harbour opens after ten years")
  }

  @Test(arguments: ["", "<", "<html>", "<!--", "\u{0}"])
  func `a page without text is an error and no crash`(source: String) throws {
    let (articles, context) = try read(Array(source.utf8))
    #expect(articles.isEmpty)
    #expect(context.log.diagnostics.contains { $0.severity == .error })
  }

  @Test(arguments: ["urlset", "sitemapindex"])
  func `a sitemap is named as one, with what to do`(root: String) throws {
    let source = """
      \n<?xml version="1.0"?><\(root) xmlns="https://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc>https://a.example/1</loc></url></\(root)>
      """
    let sample = ContentSample(
      bytes: Array(source.utf8)[...], isComplete: true, fileExtension: "xml")
    let error = #expect(throws: ConversionError.self) {
      try FormatRegistry.standard.detect(sample, name: "sitemap.xml")
    }
    #expect(error?.message.id == "input.sitemap")
  }

  @Test func `pages are told from other markup`() throws {
    func format(_ text: String) -> String? {
      FormatRegistry.standard.formats.filter {
        $0.sniff(ContentSample(bytes: Array(text.utf8)[...], isComplete: true)) == .certain
      }.first?.name
    }
    #expect(format(page()) == "html")
    #expect(format("<?xml version='1.0'?>\n<!-- x --><html xmlns='x'><body/></html>") == "html")
    #expect(format("<?xml version='1.0'?><rss version='2.0'><channel/></rss>") != "html")
    #expect(format("<nitf><body/></nitf>") == "nitf")
  }
}
