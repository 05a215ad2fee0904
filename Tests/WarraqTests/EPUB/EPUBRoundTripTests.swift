import Foundation
import TestSupport
import Testing
import Warraq
import WarraqZip

@Suite struct EPUBRoundTripTests {
  private func book(_ articles: [Article], _ options: EPUBWriter.Options = .init()) throws
    -> [UInt8]
  {
    var context = ConversionContext.fixed
    var options = options
    options.editorialNotes = true
    let bytes = try EPUBWriter(options).document(of: articles, context: &context)
    #expect(context.log.losses.isEmpty)
    return bytes
  }

  private func edited(
    _ bytes: [UInt8], _ path: String, _ change: (String) -> String
  ) throws -> [UInt8] {
    try OpenBook(bytes: bytes).edited(path, change)
  }

  @Test func `a thousand generated articles come back the same`() throws {
    var generator = ArticleGenerator(seed: 7)
    let articles = generator.articles(1000)
    var context = ConversionContext.fixed
    let back = try EPUBReader().articles(in: book(articles), context: &context)
    #expect(back.count == articles.count)
    for (after, before) in zip(back, articles) where after != before {
      Issue.record("\(ArticleTree.text(of: before))\n---\n\(ArticleTree.text(of: after))")
      break
    }
    #expect(context.log.diagnostics.isEmpty)
  }

  @Test func `hostile articles and samples come back the same`() throws {
    var generator = ArticleGenerator(seed: 9)
    let articles =
      (0..<30).map { _ in generator.hostile() }
      + [SampleStories.arabic, SampleStories.english, SampleStories.illustrated]
      + SampleStories.others
    var context = ConversionContext.fixed
    #expect(try EPUBReader().articles(in: book(articles), context: &context) == articles)
  }

  @Test(arguments: [
    "plain", " before", "after ", "two  spaces", "tab\tinside", "line\nend", "</script>", "]]>",
    "<b>&amp;</b>", "\u{0}\u{1F}\u{7F}\u{85}\u{2028}", "\u{FEFF}mark", "\u{FFFE}\u{FFFF}\u{FFFD}",
    "\u{200F}خبر\u{200E}", "no\u{A0}break", "ﷲ ﻻ", "😀👨‍👩‍👧", "e\u{301}", "\r\n", "&nbsp;", "",
    "https://news.example/a", "@handle", "#tag", "اقرأ المزيد", "\u{3000}wide",
  ])
  func `any text comes back as it was`(text: String) throws {
    var article = Article(id: "urn:x:1")
    article.language = "ar"
    article.headline = text
    article.keywords = [Keyword(text)]
    article.body = [.paragraph([.text(text)]), .paragraph([.text("x \(text) y")])]
    var context = ConversionContext.fixed
    let back = try EPUBReader().articles(in: book([article]), context: &context)
    #expect(back.first?.headline?.utf8.elementsEqual(text.utf8) == true)
    #expect(back == [article])
  }

  @Test func `the body of plain stories is in their chapter once`() throws {
    var article = Article(id: "urn:x:1")
    article.body = [.paragraph(["Rain fell."]), .paragraph(["All day."])]
    let plain = try OpenBook([article]).text("a00001.xhtml")
    #expect(plain.contains(#"data-body="page""#) && !plain.contains(#""body":"#))
    article.body.append(.divider)
    let other = try OpenBook([article]).text("a00001.xhtml")
    #expect(!other.contains(#"data-body="page""#) && other.contains(#""body":"#))
  }

  @Test(
    arguments: [
      (["one", .lineBreak, "two", .lineBreak, "three"], true),
      (["一位官员说，雨停了。（完）❤️ صلى الله عليه وسلم ﷺ"], true),
      (["a mark \u{FEFF} inside of a longer text"], false), (["\u{FFFE} is no character"], false),
      (["said ", .strong(["no"]), " and ", .emphasis(["never"]), "."], true),
      ([.strong(["PARIS"]), " – Rain"], true),
      ([.emphasis(["all of it"])], true),
      (["said", .strong([" no "]), "and"], false),
      (["said ", .strong([.emphasis(["no"])])], false),
      ([.strong(["one"]), .strong(["two"])], false),
      ([.strong(["one"]), " ", .strong(["two"])], false),
      (["one", "two"], false), (["one", .lineBreak], false), ([.lineBreak, "two"], false),
      (["one ", .lineBreak, "two"], false), (["one", .lineBreak, " two"], false),
      (["one", .lineBreak, .lineBreak, "two"], false),
      (["one", .lineBreak, .strong(["two"])], false), ([.strong([])], false), ([], false),
      (["see ", .link(["this"], href: "https://news.example/"), "."], false),
    ] as [([Inline], Bool)])
  func `a body with marks is in its chapter once where the page can carry it`(
    inlines: [Inline], isOnce: Bool
  ) throws {
    var article = Article(id: "urn:x:1")
    article.body = [.paragraph(["Rain fell."]), .paragraph(inlines)]
    let chapter = try OpenBook([article]).text("a00001.xhtml")
    #expect(chapter.contains(#"data-body="page""#) == isOnce)
    var context = ConversionContext.fixed
    #expect(try EPUBReader().articles(in: book([article]), context: &context) == [article])
  }

  @Test func `a page that somebody changed wins over its data`() throws {
    let bytes = try edited(book([SampleStories.english, SampleStories.arabic]), "a00001.xhtml") {
      $0.replacingOccurrences(of: SampleStories.english.headline ?? "", with: "Corrected")
        .replacingOccurrences(
          of: #"<div class="story">"#, with: #"<div class="story"><p>Added.</p>"#)
    }
    var context = ConversionContext.fixed
    let back = try EPUBReader().articles(in: bytes, name: "b.epub", context: &context)
    #expect(back.count == 2)
    #expect(back[0].headline == "Corrected")
    #expect(back[0].body.first == .paragraph(["Added."]))
    #expect(back[0].id == SampleStories.english.id)
    #expect(back[0].published == SampleStories.english.published)
    #expect(back[1] == SampleStories.arabic)
    #expect(context.log.diagnostics.map(\.message.id) == ["epub.changed-page"])
    #expect(context.log.diagnostics[0].location?.file == "b.epub/EPUB/a00001.xhtml")
  }

  @Test func `a page whose data is damaged is read like that of a stranger`() throws {
    let bytes = try edited(book([SampleStories.english, SampleStories.arabic]), "a00001.xhtml") {
      $0.replacingOccurrences(of: #"{"id":"#, with: #"{"id"?"#)
    }
    var context = ConversionContext.fixed
    let back = try EPUBReader().articles(in: bytes, context: &context)
    #expect(back[0].headline == SampleStories.english.headline)
    #expect(!back[0].body.isEmpty)
    #expect(context.log.diagnostics.map(\.message.id) == ["epub.damaged-data"])
  }

  @Test func `a book without data gives back what its pages show`() throws {
    var options = EPUBWriter.Options()
    options.data = false
    var context = ConversionContext.fixed
    let bytes = try EPUBWriter(options).document(
      of: [SampleStories.english, SampleStories.arabic], context: &context)
    context = .fixed
    let back = try EPUBReader().articles(in: bytes, context: &context)
    #expect(back.map(\.headline) == [SampleStories.english, SampleStories.arabic].map(\.headline))
    #expect(back.map(\.language) == ["en-GB", "ar"])
    #expect(back[0].body.plainText.contains([SampleStories.english.body[0]].plainText))
    let page = try OpenBook([SampleStories.english], options: options).text("a00001.xhtml")
    #expect(!page.contains("<script"))
  }

  @Test func `pictures are in the book once and come back where they were`() throws {
    var context = ConversionContext.fixed
    let article = SampleStories.illustrated
    let back = try EPUBReader().articles(in: book([article, article]), context: &context)
    #expect(back == [article, article])
    #expect(article.media.contains { $0.renditions.contains { $0.data != nil } })
  }

  @Test func `a page without data gives back what it shows`() throws {
    var options = EPUBWriter.Options()
    options.data = false
    var context = ConversionContext.fixed
    let stories = [SampleStories.arabic, SampleStories.illustrated]
    let bytes = try EPUBWriter(options).document(of: stories, context: &context)
    let read = try EPUBReader().articles(in: bytes, context: &context)
    for (after, before) in zip(read, stories) {
      #expect(after.headline == before.headline)
      #expect(after.section == before.section)
      #expect(after.creators.map(\.name) == before.creators.map(\.name))
      #expect(after.keywords.map(\.text) == before.keywords.map(\.text))
      #expect(after.published?.description == before.published?.description)
      #expect(after.url == before.url)
      let bytes = { (article: Article) in article.media.compactMap { $0.renditions.first?.data } }
      #expect(bytes(after) == bytes(before))
    }
  }
}
