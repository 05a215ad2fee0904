import Foundation
import TestSupport
import Testing
import Warraq

/// Links from story to story inside a book.
@Suite struct EPUBLinkTests {
  private static let second = "https://news.example/two?a=1&b=2"

  private func story(_ index: Int, _ change: (inout Article) -> Void = { _ in }) -> Article {
    var article = Article(id: "urn:x:\(index)")
    article.language = "en"
    article.headline = "Story \(index)"
    article.body = [.paragraph([.text("Words of story \(index).")])]
    change(&article)
    return article
  }

  private var stories: [Article] {
    [
      story(1) {
        $0.url = "https://news.example/one"
        $0.body = [
          .paragraph([
            "See ", .link(["the second"], href: Self.second), ", ",
            .link(["another site"], href: "https://elsewhere.example/two"), " and ",
            .link(["this one"], href: "https://news.example/one"), ".",
          ])
        ]
        $0.related = [RelatedItem(title: "Also", url: Self.second)]
        $0.keywords = [Keyword("rain")]
      },
      story(2) { $0.url = Self.second },
    ]
  }

  @Test func `a link to a story of the book leads to it in the book`() throws {
    let page = try OpenBook(stories).text("a00001.xhtml")
    let inside =
      #"<a href="a00002.xhtml" data-warraq-href="https://news.example/two?a=1&amp;b=2">"#
    #expect(page.contains("See \(inside)the second</a>"))
    #expect(page.contains(#"<a href="https://elsewhere.example/two">another site</a>"#))
    #expect(page.contains("<li>\(inside)<bdi>Also</bdi></a></li>"))
    // The original of the story stays where it is, and so does a link to itself.
    #expect(page.components(separatedBy: #"<a href="https://news.example/one">"#).count == 3)
    #expect(
      try OpenBook(stories).text("a00002.xhtml")
        .contains(#"<a href="https://news.example/two?a=1&amp;b=2">"#))
  }

  @Test(arguments: [true, false])
  func `the address comes back`(hasData: Bool) throws {
    var options = EPUBWriter.Options()
    options.data = hasData
    var context = ConversionContext.fixed
    let bytes = try EPUBWriter(options).document(of: stories, context: &context)
    context = .fixed
    let back = try EPUBReader().articles(in: bytes, context: &context)
    #expect(back.map(\.body) == stories.map(\.body))
    if hasData { #expect(back == stories) }
    #expect(context.log.diagnostics.isEmpty, "the page counts as it was written")
  }

  @Test func `a book of one story has no links to an index`() throws {
    let page = try OpenBook([stories[0]]).text("a00001.xhtml")
    #expect(page.contains(#"<dd class="keywords"><bdi>rain</bdi></dd>"#))
    #expect(page.contains(#"<a href="https://news.example/two?a=1&amp;b=2">the second</a>"#))
    var context = ConversionContext.fixed
    #expect(
      try EPUBReader().articles(in: OpenBook([stories[0]]).bytes, context: &context)
        == [stories[0]])
    #expect(context.log.diagnostics.isEmpty)
  }

  @Test func `hostile addresses lead nowhere else`() throws {
    let texts = [#"https://news.example/"><a href="x"#, "https://news.example/&quot;", "topics-01"]
    let stories =
      texts.enumerated().map { index, text in story(index) { $0.url = text } }
      + texts.enumerated().map { index, text in
        story(10 + index) { $0.body = [.paragraph([.link(["x"], href: text), .text(text)])] }
      }
    var context = ConversionContext.fixed
    let bytes = try EPUBWriter().document(of: stories, context: &context)
    context = .fixed
    #expect(try EPUBReader().articles(in: bytes, context: &context) == stories)
    #expect(context.log.diagnostics.isEmpty)
  }

  // MARK: Editorial notes

  private var noted: Article {
    story(3) {
      $0.editorialNotes = [RoleText(role: "note", text: "Call the lawyer.")]
      var inner = story(4)
      inner.editorialNotes = [RoleText(role: "note", text: "Not before noon.")]
      $0.related = [RelatedItem(article: inner)]
    }
  }

  @Test func `editorial notes stay out of a book`() throws {
    var context = ConversionContext.fixed
    let bytes = try EPUBWriter().document(of: [noted], context: &context)
    #expect(EPUBWriter().treatment(of: .editorialNotes) == .dropped)
    let page = try OpenBook(bytes: bytes).text("a00001.xhtml")
    #expect(!page.contains("lawyer") && !page.contains("noon"))
  }

  @Test func `editorial notes are carried when that is asked, and not shown`() throws {
    var options = EPUBWriter.Options()
    options.editorialNotes = true
    #expect(EPUBWriter(options).treatment(of: .editorialNotes) == .kept)
    var context = ConversionContext.fixed
    let bytes = try EPUBWriter(options).document(of: [noted], context: &context)
    let page = try OpenBook(bytes: bytes).text("a00001.xhtml")
    #expect(!page.components(separatedBy: "<script")[0].contains("lawyer"))
    #expect(try EPUBReader().articles(in: bytes, context: &context) == [noted])
  }

  // MARK: Separators

  @Test func `an Arabic list of names in Latin letters has no comma between two of them`() throws {
    func sources(_ names: [String]) throws -> String {
      let article = story(5) {
        $0.language = "ar"
        $0.sources = names.map { Source(name: $0) }
      }
      return try OpenBook([article]).values(
        from: #"<dd class="sources">"#, to: "</dd>", in: "a00001.xhtml")[0]
    }
    #expect(try sources(["وكالة", "RT"]) == "<bdi>وكالة</bdi>، <bdi>RT</bdi>")
    #expect(
      try sources(["RT", "RT Arabic", "وكالة"])
        == "<bdi>RT</bdi>\u{200F} · <bdi>RT Arabic</bdi>\u{200F} · <bdi>وكالة</bdi>")
  }
}
