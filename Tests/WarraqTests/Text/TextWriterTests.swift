import TestSupport
import Testing
import Warraq

struct TextWriterTests {
  private func written(
    _ articles: [Article], _ change: (inout TextWriter.Options) -> Void = { _ in }
  ) throws -> String {
    var options = TextWriter.Options()
    change(&options)
    var context = ConversionContext.fixed
    return String(
      decoding: try TextWriter(options).document(of: articles, context: &context), as: UTF8.self)
  }

  private var story: Article {
    var article = Article(id: "urn:x:1")
    article.language = "en"
    article.headline = "Talks begin"
    article.published = NewsDate(year: 2024, month: 6, day: 24)
    article.body = [
      .paragraph(["The ministers met on Monday", .footnoteReference("a"), "."]),
      .list(
        ListBlock(isOrdered: true, start: 9, items: [[.paragraph(["one"])], [.paragraph(["two"])]])),
      .quote([.paragraph(["Quoted."])], attribution: ["A. Speaker"]),
      .list(ListBlock(items: [[.list(ListBlock(items: [[.paragraph(["in"])]]))]])),
      .footnote(id: "a", [.paragraph(["A note."])]),
    ]
    article.sources = [Source(name: "Harbour Wire")]
    article.keywords = [Keyword("harbour"), Keyword("talks")]
    return article
  }

  @Test func `a story is laid out for reading`() throws {
    #expect(
      try written([story]) == """
        Talks begin

        Published: 2024-06-24

        The ministers met on Monday[1].

        9. one
        10. two

            Quoted.
            — A. Speaker

        - - in

        [1] A note.

        Source: Harbour Wire
        Tags: harbour, talks

        """)
  }

  @Test func `lines are broken between words, by what a terminal shows`() throws {
    var article = Article(id: "urn:x:1")
    article.body = [
      .paragraph(["one two three four five six"]),
      .list(ListBlock(items: [[.paragraph(["one two three four five six"])]])),
      .paragraph(["新闻新闻新闻 新闻新闻新闻"]), .paragraph([.text(String(repeating: "x", count: 30))]),
    ]
    let text = try written([article]) { $0.columns = 20 }
    #expect(
      text == """
        one two three four
        five six

        - one two three four
          five six

        新闻新闻新闻
        新闻新闻新闻

        xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx

        """)
  }

  @Test func `a dump is read as the stories it was made of`() throws {
    var first = story
    first.body = [.paragraph(["The ministers met."]), .paragraph(["They spoke for long."])]
    var second = first
    second.language = "ar"
    second.headline = "انطلاق المحادثات"
    second.body = [.paragraph(["التقى الوزيران يوم الاثنين."]), .paragraph(["وتحدثا طويلا."])]
    let text = try written([first, second]) { $0.layout = .dump }
    #expect(text.contains("\u{C}"))
    var context = ConversionContext.fixed
    let back = try TextReader().articles(in: Array(text.utf8), context: &context)
    #expect(back.map(\.headline) == [first.headline, second.headline])
    #expect(back.map(\.plainText) == [first.plainText, second.plainText])
    #expect(back.map { $0.published?.description } == ["2024-06-24", "2024-06-24"])
    #expect(back.map { $0.sources.map(\.name) } == [["Harbour Wire"], ["Harbour Wire"]])
    #expect(back.map { $0.keywords.map(\.text) } == [["harbour", "talks"], ["harbour", "talks"]])
  }

  @Test(arguments: TextWriter.Layout.allCases)
  func `generated stories come back one by one with their headlines`(
    layout: TextWriter.Layout
  ) throws {
    var generator = ArticleGenerator(seed: 72)
    let articles = generator.articles(60).map { article in
      var article = article
      article.headline = article.headline ?? "Headline"
      return article
    }
    let text = try written(articles) { $0.layout = layout }
    #expect(text.split(separator: "\u{C}").count == articles.count)
    #expect(
      !text.unicodeScalars.contains { $0.value < 0x20 && !"\n\t\u{C}".unicodeScalars.contains($0) })
  }
}
