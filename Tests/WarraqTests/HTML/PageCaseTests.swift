import Testing
import Warraq
import WarraqMarkup

/// What other readers of pages are known to lose or to break.
@Suite struct PageCaseTests {
  private let before = """
    <p>The new harbour of Lintown was opened on Monday, ten years after the first stone was laid in \
    the north of the town.
    <p>Two ferries a day will call at the harbour, which cost twice as much as had been planned.
    """
  private let behind = """
    <p>Fishermen keep their own basin in the north, where a market hall is to follow next year, and \
    the town expects forty thousand visitors in the summer.
    """

  private func page(
    _ inside: String, head: String = "", line: String = "<p>By Mara Ellison, 24 June 2024</p>",
    language: String = "en-GB"
  ) -> String {
    """
    <!DOCTYPE html><html lang="\(language)"><head>\(head)<title>Harbour opens after ten years</title>
    <link rel=canonical href="https://www.lintown.example/news/harbour"></head>
    <body><header><nav><a href="/">Home</a> <a href="/n">News</a></nav></header>
    <main><article><h1>Harbour opens after ten years</h1>\(line)
    <div class="article-body">\(before)\(inside)\(behind)</div></article></main>
    <footer>© 2026 The Lintown Post</footer></body></html>
    """
  }

  private func read(_ page: String) throws -> (article: Article, messages: [String]) {
    var context = ConversionContext.fixed
    let articles = try HTMLReader().articles(in: Array(page.utf8), context: &context)
    return (try #require(articles.first), context.log.diagnostics.map(\.message.id))
  }

  /// What stands between the paragraphs before and behind, as JSON.
  private func middle(_ inside: String) throws -> [Block] {
    let body = try read(page(inside)).article.body
    #expect(Array(body.prefix(2)).plainText.contains("Two ferries"))
    #expect(body.last.map { [$0].plainText.contains("Fishermen") } == true)
    return Array(body.dropFirst(2).dropLast())
  }

  @Test func `the contents of a page are no text`() throws {
    let entries = (1...5).map { "<li><a href=\"#part-\($0)\">The harbour in part \($0)</a></li>" }
    let blocks = try middle("<p>Table of contents</p><ul>\(entries.joined())</ul>")
    #expect(!blocks.plainText.contains("Table of contents"))
    #expect(!blocks.plainText.contains("in part 3"))
    // Two links are no contents.
    let links = "<p>See <a href=\"#a\">the plan of the harbour</a> and the map of the town.</p>"
    #expect(try middle(links).plainText.contains("the plan of the harbour"))
  }

  @Test func `what is said again in data that is not shown is left out`() throws {
    let data = """
      <div style="display: none" itemscope itemtype="https://schema.org/NewsArticle">
      <div itemprop=keywords>harbour, ferries and fish of Lintown</div>
      <div itemprop=articleBody>Ten years after the first stone the new harbour of Lintown was opened. \
      Two ferries a day will call there, and fishermen keep their own basin in the north of it.</div></div>
      """
    #expect(try !read(page(data)).article.plainText.contains("first stone the new harbour"))
  }

  @Test func `formulas are part of the text, and once where they are set for the eye too`() throws {
    let formula = "<math><msup><mi>x</mi><mn>2</mn></msup></math>"
    let blocks = try middle(
      """
      <p>The basin is \(formula) metres deep in the north, where the larger ships can turn.</p>
      <math display=block><mi>E</mi><mo>=</mo><mi>m</mi></math>
      <p>The basin is <span><span>\(formula)</span> <span class=katex-html>y<sup>2</sup></span></span> \
      metres wide in the south, where the smaller ships can turn.</p>
      """)
    let text = blocks.plainText
    #expect(text.contains("The basin is x^2 metres deep"))
    #expect(text.contains("\n\nE=m\n\n"))
    #expect(text.contains("The basin is y² metres wide"))
  }

  @Test(arguments: ["fn1", "fn:1", "user-content-fn-1", "fn-1"])
  func `a footnote names no author`(id: String) throws {
    let article = try read(
      page(
        "<p>It cost ten millions, more than planned.</p><p id=\"\(id)\">In 2025 prices.</p>",
        line: "")
    ).article
    #expect(article.creators.isEmpty)
  }

  @Test(arguments: [
    (
      "<figure class=media><oembed url='https://www.youtube.com/watch?v=abc'></oembed></figure>",
      "youtube", "https://www.youtube.com/watch?v=abc"
    ),
    (
      "<amp-youtube data-videoid=abc width=480 height=270></amp-youtube>", "youtube",
      "https://www.youtube.com/watch?v=abc"
    ),
    ("<amp-twitter data-tweetid=12></amp-twitter>", "twitter", "https://twitter.com/i/status/12"),
    (
      "<amp-instagram data-shortcode=x1></amp-instagram>", "instagram",
      "https://www.instagram.com/p/x1"
    ),
    (
      "<amp-facebook data-href='https://www.facebook.com/a/1'></amp-facebook>", "facebook",
      "https://www.facebook.com/a/1"
    ),
    (
      "<iframe src='https://www.youtube.com/embed/abc'></iframe>", "youtube",
      "https://www.youtube.com/embed/abc"
    ),
  ])
  func `an element of another platform is an embed`(
    source: String, provider: String, url: String
  ) throws {
    let blocks = try middle(source)
    guard case .embed(let embed)? = blocks.first else {
      Issue.record("no embed: \(blocks)")
      return
    }
    #expect(embed.provider == provider)
    #expect(embed.url == url)
    // The same in the content of feeds.
    let content = HTMLContent(html: source).blocks
    #expect(content.contains { if case .embed(let other) = $0 { other.url == url } else { false } })
  }

  @Test func `words for browsers without scripts are told of where they are in the article`() throws
  {
    let sentence = "The new harbour of Lintown was opened on Monday, ten years after the start."
    let source = """
      <p>\(sentence)</p><noscript><p>Turn on scripts</p></noscript><p>\(sentence)</p><p>\(sentence)</p>
      """
    let (article, messages) = try read(page(source))
    #expect(!article.body.plainText.contains("scripts"))
    #expect(messages.contains("html.noscript-left-out"))
  }

  @Test(arguments: [
    ("<noscript><img src='https://example.org/n.jpg' width=600 height=400></noscript>", 1),
    (
      "<img data-src='https://example.org/n.jpg' src='data:image/gif;base64,R0'><noscript><img src='https://example.org/n.jpg'></noscript>",
      1
    ),
    (
      "<noscript><img src='https://example.org/n.jpg'></noscript><img data-src='https://example.org/n.jpg'>",
      1
    ),
    ("<noscript><img src='https://example.org/count' width=1 height=1></noscript>", 0),
  ])
  func `a picture for browsers without scripts is kept once`(source: String, count: Int) throws {
    let article = try read(page(source)).article
    #expect(article.media.count == count)
    #expect(HTMLContent(html: "<p>One</p>\(source)<p>Two</p>").media.count == count)
  }

  @Test func `quotations name their source without the dash`() throws {
    let blocks = try middle(
      "<blockquote><p>The harbour is ours, and it was never theirs.<footer>— Ann Reed</footer></blockquote>"
    )
    guard case .quote(_, attribution: let source)? = blocks.first else {
      Issue.record("no quotation")
      return
    }
    #expect(source == [.text("Ann Reed")])
  }

  @Test func `a paragraph that nobody sees is none`() throws {
    #expect(try middle("<p>&#8203;</p><p>&nbsp;</p><p>\u{FEFF}</p>").isEmpty)
    #expect(HTMLContent(html: "<p>One</p><p>&#8203;</p>").blocks == [.paragraph([.text("One")])])
  }

  @Test func `end tags that are left out, tables and loose words lose nothing`() throws {
    let blocks = try middle(
      """
      <ul><li>One<li>Two</ul><table><tr><th>Year<th>Ships<tr><td>2023<td>12</table>
      <dl><dt>Port<dd>A place for ships</dl>
      <p><a href="?id=1&section=2&region=eg">A link</a> leads to it, as the town says.
      <p>One word<figure><img src=/p.jpg width=600 height=400></figure>Two loose words here.
      """)
    let text = blocks.plainText
    for words in ["One", "Two", "Year", "12", "Port", "A place for ships", "Two loose words"] {
      #expect(text.contains(words))
    }
    #expect(blocks.contains { if case .table = $0 { true } else { false } })
    let link = "https://www.lintown.example/news/harbour?id=1&section=2&region=eg"
    #expect(
      blocks.contains { block in
        guard case .paragraph(let content) = block, case .link(_, let href, _)? = content.first
        else { return false }
        return href == link
      })
  }

  @Test func `words of stress, change and height survive`() throws {
    let blocks = try middle(
      "<p>The toll is <del>12</del> <ins>15</ins>, of 10<sup>6</sup>, on <time>Monday</time>, says <ruby>東京<rt>とうきょう</rt></ruby>."
    )
    #expect(
      blocks == [
        .paragraph([
          .text("The toll is "), .deletion([.text("12")]), .text(" "), .insertion([.text("15")]),
          .text(", of 10"), .superscript([.text("6")]), .text(", on Monday, says 東京(とうきょう)."),
        ])
      ])
  }

  @Test(arguments: [
    ("en-GB", "03/04/2024", NewsDate(year: 2024, month: 4, day: 3), false),
    ("en-US", "03/04/2024", NewsDate(year: 2024, month: 3, day: 4), false),
    ("en", "03/04/2024", NewsDate(year: 2024, month: 3, day: 4), true),
    ("en", "13/04/2024", NewsDate(year: 2024, month: 4, day: 13), false),
  ])
  func `a date with two readings is read as the region has it, else with a warning`(
    language: String, text: String, date: NewsDate?, isDoubtful: Bool
  ) throws {
    let (article, messages) = try read(
      page("", line: "<p class=date>\(text)</p>", language: language))
    #expect(article.published == date)
    #expect(messages.contains("html.ambiguous-date") == isDoubtful)
  }

  @Test func `another date of the page settles which reading is meant`() throws {
    let source = page("", line: "<p class=date>03/04/2024</p>", language: "en")
      .replacing("/news/harbour", with: "/2024/04/03/harbour")
    let (article, messages) = try read(source)
    #expect(article.published == NewsDate(year: 2024, month: 4, day: 3))
    #expect(!messages.contains("html.ambiguous-date"))
  }

  @Test(arguments: [("Published", true), ("Next event", false)])
  func `a date in the column beside the story is its own where a label says so`(
    label: String, isRead: Bool
  ) throws {
    let more = (2...15).map { "<p>The town paid for \($0) of the berths, as the mayor said." }
    let source = page(more.joined(), line: "").replacing(
      "</article>",
      with: "</article><div class=sidebar><ul><li><p>\(label)<p>23 May 2019</ul></div>")
    let date = try read(source).article.published
    #expect(date == (isRead ? NewsDate(year: 2019, month: 5, day: 23) : nil))
  }

  @Test(arguments: [
    ("Max &amp; Co", ["Max & Co"]),
    ("Ann Reed &amp; Bob Stone", ["Ann Reed", "Bob Stone"]),
  ])
  func `a firm is one author and two people are two`(line: String, names: [String]) throws {
    let (article, _) = try read(page("", line: "<p class=byline>By \(line)</p>"))
    #expect(article.creators.map(\.name) == names)
  }

  @Test func `the entries of a live blog stay in the order of the page`() throws {
    let entries = (1...4).map { number in
      """
      <article class=entry><h2>1\(number):00 Ferry \(number) leaves</h2><p>Ferry number \(number) has left the \
      harbour with all its passengers on board, as the harbour master told reporters at the quay.</p></article>
      """
    }
    let (article, _) = try read(
      """
      <!DOCTYPE html><html lang=en><title>Live: the harbour opens</title>
      <script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Live: the harbour opens"}</script>
      <main><h1>Live: the harbour opens</h1><p>All that happens on the day on which the harbour is opened.</p>
      \(entries.joined())</main>
      """)
    let text = article.body.plainText
    let places = (1...4).compactMap { text.firstRange(of: "Ferry number \($0)")?.lowerBound }
    #expect(places.count == 4)
    #expect(places == places.sorted())
    #expect(article.body.contains { if case .heading = $0 { true } else { false } })
  }

  @Test func `a second story below is left out`() throws {
    let other = """
      <article><h1>Mill is sold to a baker</h1><p>The old mill by the river was sold on Friday to a family \
      from the next valley, which plans to bake bread there and to show the wheel to visitors.</p>
      <p>The notary said that the price was a secret, though everybody in the town seemed to know it.</p></article>
      """
    let source = page("").replacing("</article></main>", with: "</article>\(other)</main>")
    #expect(!(try read(source).article.body.plainText.contains("old mill")))
  }

  @Test(arguments: ["CollectionPage", "SearchResultsPage"])
  func `a page that says it lists others is none`(type: String) throws {
    let data = #"<script type="application/ld+json">{"@type": "\#(type)", "name": "x"}</script>"#
    var context = ConversionContext.fixed
    let articles = try HTMLReader().articles(
      in: Array(page("", head: data).utf8), context: &context)
    #expect(articles.isEmpty)
    #expect(context.log.diagnostics.map(\.message.id) == ["html.not-an-article"])
  }

  @Test func `a page for subscribers says how much of it there is`() throws {
    let data =
      #"<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>"#
    #expect(try read(page("", head: data)).messages.contains("html.paywalled"))
  }

  @Test func `a story that is only in the data of its page is read from there`() throws {
    let body = String(
      repeating: "The harbour was opened on Monday, as the mayor had said. ", count: 8)
    let (article, messages) = try read(
      """
      <!DOCTYPE html><html lang=en><title>Harbour opens</title><script type="application/ld+json">
      {"@graph": [{"@type": "WebSite", "name": "The Post"}, {"@type": "NewsArticle", "headline": "Harbour opens",
      "articleBody": "\(body)", "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "Ann Reed"}]}
      </script><div id=app></div>
      """)
    #expect(article.headline == "Harbour opens")
    #expect(article.creators.map(\.name) == ["Ann Reed"])
    #expect(article.body.plainText.contains("as the mayor had said"))
    #expect(messages.contains("html.body-from-json-ld"))
  }
}
