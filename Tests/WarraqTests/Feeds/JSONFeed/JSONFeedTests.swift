import Foundation
import TestSupport
import Testing
import Warraq

struct JSONFeedTests {
  private func read(_ text: String) throws -> (articles: [Article], ids: [String]) {
    var context = ConversionContext.fixed
    let articles = try JSONFeedReader().articles(in: Array(text.utf8), context: &context)
    return (articles, context.log.diagnostics.map(\.message.id))
  }

  private func account(_ text: String) throws -> [String] {
    var context = ConversionContext.fixed
    _ = try JSONFeedReader().articles(in: Array(text.utf8), context: &context)
    return context.log.reading.entries.map { "\($0.entry.name) \($0.entry.outcome.rawValue)" }
  }

  @Test func `what an article cannot hold is in the account, in the feed and in its items`() throws
  {
    let account = try account(
      """
      {"version":"https://jsonfeed.org/version/1.1","icon":"https://h.example/i.png","items":[
      {"id":"1","content_text":"x","banner_image":"https://h.example/b.jpg",
      "authors":[{"name":"Mara Voss","avatar":"https://h.example/m.jpg"}],
      "attachments":[{"url":"https://h.example/a.mp3","mime_type":"audio/mpeg","size_in_bytes":"big"}]}]}
      """)
    let kept = ["attachments kept", "authors kept", "banner_image kept"]
    #expect(account.sorted() == kept + ["icon passed-over"])
  }

  @Test func `a feed of 1.0 is read with what it says for all items`() throws {
    let (articles, ids) = try read(
      """
      {"version":"https://jsonfeed.org/version/1","title":"Harbour","home_page_url":"https://h.example/",
      "author":{"name":"Desk"},"icon":"https://h.example/i.png","items":[
      {"id":7,"url":"https://h.example/7","title":"T","content_html":"<p>A <b>b</b></p>","content_text":"A b",
      "date_published":"2024-06-24T10:00:00+03:00","tags":["x","y"],"external_url":"https://e.example/",
      "author":{"name":"M","url":"https://h.example/m"}},
      {"id":"8","content_text":"One < two\\n\\nThree","_own":{"a":1}}]}
      """)
    #expect(ids == [])
    var first = Article(id: "7")
    first.url = "https://h.example/7"
    first.headline = "T"
    first.body = [.paragraph(["A ", .strong(["b"])])]
    first.published = NewsDate(iso8601: "2024-06-24T10:00:00+03:00")
    first.keywords = [Keyword("x"), Keyword("y")]
    first.creators = [Contributor(name: "M", identifiers: ["https://h.example/m"])]
    first.provider = Party(name: "Harbour", iri: "https://h.example/")
    first.extra = [ExtraMember("external_url", .string("https://e.example/"))]
    var second = Article(id: "8")
    second.body = [.paragraph(["One < two"]), .paragraph(["Three"])]
    second.creators = [Contributor(name: "Desk")]
    second.provider = first.provider
    second.extra = [ExtraMember("_own", .object([ExtraMember("a", .number("1"))]))]
    #expect(articles == [first, second])
  }

  @Test func `a headline that is repeated above the text is left out with a note`() throws {
    let (articles, ids) = try read(
      """
      {"version":"https://jsonfeed.org/version/1.1","items":[
      {"id":"1","title":"The bridge is green","content_html":"<h1>The bridge is green</h1><p>At last.</p>"},
      {"id":"2","title":"The bridge is green","content_html":"<h1>The bridge is green</h1>"}]}
      """)
    #expect(articles.map { $0.body.plainText } == ["At last.", "The bridge is green"])
    #expect(ids.filter { $0 == "feed.repeated-headline" }.count == 1)
  }

  @Test func `attachments of one title are one medium`() throws {
    let (articles, _) = try read(
      """
      {"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"",
      "image":"https://h.example/p.jpg","attachments":[
      {"url":"https://h.example/a.mp3","mime_type":"audio/mpeg","title":"Talk","duration_in_seconds":60},
      {"url":"https://h.example/a.ogg","mime_type":"audio/ogg","title":"Talk"}]}]}
      """)
    let media = try #require(articles.first?.media)
    #expect(media.map(\.kind) == [.audio, .picture])
    #expect(media[0].renditions.map(\.mediaType) == ["audio/mpeg", "audio/ogg"])
    #expect(media[0].renditions[0].duration == 60)
  }

  @Test func `what is no feed and no item says so`() throws {
    #expect(try read(#"{"a":1}"#).ids == ["jsonfeed.no-items"])
    #expect(try read(#"{"items":[1]}"#).ids == ["jsonfeed.item-not-an-object"])
  }

  @Test func `several articles are one feed`() throws {
    var options = JSONFeedWriter.Options()
    options.title = "A \"B\""
    options.homePageURL = "https://h.example/"
    options.language = "ar"
    var context = ConversionContext.fixed
    let bytes = try JSONFeedWriter(options).document(
      of: [Article(id: "1"), Article(id: "2")], context: &context)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {"version":"https://jsonfeed.org/version/1.1","title":"A \\"B\\"",\
        "home_page_url":"https://h.example/","language":"ar","items":[
        {"id":"1","content_text":""},
        {"id":"2","content_text":""}
        ]}

        """)
  }

  @Test func `generated articles make a correct feed, and what is kept comes back`() throws {
    var generator = ArticleGenerator(seed: 31)
    let articles = generator.articles(500) + [generator.hostile()]
    var context = ConversionContext.fixed
    let bytes = try JSONFeedWriter().document(of: articles, context: &context)
    let feed = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let items = try #require(feed["items"] as? [[String: Any]])
    #expect(items.count == articles.count)
    for item in items {
      // What the specification requires.
      #expect(item["id"] is String)
      #expect((item["content_html"] ?? item["content_text"]) is String)
      for attachment in item["attachments"] as? [[String: Any]] ?? [] {
        #expect(attachment["url"] is String)
        #expect(attachment["mime_type"] is String)
      }
      for author in item["authors"] as? [[String: Any]] ?? [] { #expect(!author.isEmpty) }
    }
    let back = try JSONFeedReader().articles(in: bytes, context: &context)
    #expect(back.count == articles.count)
    for (a, b) in zip(articles, back).dropLast() {
      #expect(a.id == b.id)
      #expect(a.url == b.url)
      #expect(a.headline == b.headline)
      #expect(a.language == b.language)
      #expect(a.keywords.map(\.text) == b.keywords.map(\.text))
      if !a.creators.isEmpty { #expect(a.creators.map(\.name) == b.creators.map(\.name)) }
      for date in [\Article.published, \.modified] {
        guard let exact = a[keyPath: date], exact.precision == .second, exact.text == nil,
          exact.offsetMinutes != nil
        else { continue }
        #expect(b[keyPath: date] == exact)
      }
      let ofBody: [Loss.Feature] = [.figures, .embeds, .readMore, .quotes]
      guard ofBody.allSatisfy({ !a.features.contains($0) }) else { continue }
      #expect(
        a.plainText.split(whereSeparator: \.isWhitespace)
          == b.plainText.split(whereSeparator: \.isWhitespace))
    }
  }

  @Test(arguments: [
    (#"{"version":"https://jsonfeed.org/version/1.1","items":[]}"#, "jsonfeed"),
    (#"{ "title":"t", "version" : "https:\/\/jsonfeed.org\/version\/1" }"#, "jsonfeed"),
    (#"{"id":"1","version":2,"url":"https://jsonfeed.org/version/1.1"}"#, "json"),
  ])
  func `the format is detected by the version`(text: String, format: String) throws {
    let sample = ContentSample(
      bytes: Array(text.utf8)[...], isComplete: true, fileExtension: "json")
    #expect(try FormatRegistry.standard.detect(sample, name: "a").name == format)
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `every file of the corpus is read, and no word of its bodies is missing`() throws {
    for bytes in try SharedFolder.files("corpus/jsonfeed") {
      var context = ConversionContext.fixed
      let articles = try JSONFeedReader().articles(in: bytes, context: &context)
      let feed = try #require(
        try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      let items = try #require(feed["items"] as? [[String: Any]])
      #expect(articles.count == items.count)
      for (article, item) in zip(articles, items) {
        let words = Set(article.plainText.split { !$0.isLetter && !$0.isNumber })
        let text = item["content_text"] as? String ?? ""
        #expect(Set(text.split { !$0.isLetter && !$0.isNumber }).subtracting(words) == [])
      }
    }
  }

  @Test func `what other programs write in the place of texts and people is read`() throws {
    let (articles, ids) = try read(
      """
      {"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://q.example/","items":[
      {"id":"1","title":{"rendered":"T"},"content_html":{"rendered":"<p>x</p>"},"authors":"Mara Voss"},
      {"id":"2","content_text":"x","authors":["Mara Voss; Ivo Lenk"]},
      {"id":"3","content_html":"","content_text":"x","authors":{"name":"Mara Voss"},"tags":"a, b"},
      {"id":"4","content_text":"x","author":"Mara Voss","tags":["a",null,["b","c"]]}]}
      """)
    #expect(articles.map(\.plainText) == ["x", "x", "x", "x"])
    #expect(articles.first?.headline == "T")
    let names = articles.map { $0.creators.map(\.name) }
    #expect(names == [["Mara Voss"], ["Mara Voss", "Ivo Lenk"], ["Mara Voss"], ["Mara Voss"]])
    #expect(articles.map { $0.keywords.map(\.text) } == [[], [], ["a", "b"], ["a"]])
    #expect(ids == ["jsonfeed.odd-entry"])
    #expect(articles.last?.extra["tags"] == .array([.array([.string("b"), .string("c")])]))
  }

  @Test func `relative addresses lead to the story and the site`() throws {
    let (articles, _) = try read(
      """
      {"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://q.example/","items":[
      {"id":"1","url":"/n/1","content_html":"<a href='x'>a</a>","image":"/i.jpg",
      "attachments":[{"url":"a.mp3","mime_type":"audio/mpeg"}]}]}
      """)
    let article = try #require(articles.first)
    #expect(article.url == "https://q.example/n/1")
    #expect(article.body == [.paragraph([.link(["a"], href: "https://q.example/n/x")])])
    #expect(
      article.media.map { $0.renditions.first?.href } == [
        "https://q.example/n/a.mp3", "https://q.example/i.jpg",
      ])
  }
}
