import Foundation
import TestSupport
import Testing
import Warraq

/// The language and direction of the pages that list stories.
@Suite struct EPUBListLanguageTests {
  private func story(
    _ index: Int, _ language: String, section: String? = nil, keywords: [String] = []
  ) -> Article {
    var article = Article(id: "urn:x:\(index)")
    article.language = language
    article.headline = language.hasPrefix("ar") ? "خبر \(index)" : "Story \(index)"
    article.section = section
    article.published = NewsDate(year: 2024, month: 6, day: index % 2 + 1)
    article.keywords = keywords.map { Keyword($0) }
    article.body = [.paragraph([.text("x")])]
    return article
  }

  /// English stories and Arabic ones, in sections of their own and in one.
  private func book(
    by sections: EPUBWriter.Sectioning = .section, extra: [Article] = []
  ) throws -> OpenBook {
    var options = EPUBWriter.Options()
    options.sections = sections
    return try OpenBook(
      [
        story(0, "en", section: "World", keywords: ["Rivers", "UNESCO"]),
        story(1, "en", section: "World"),
        story(2, "en-GB", section: "World"),
        story(3, "ar", section: "ثقافة", keywords: ["أنهار"]),
        story(4, "ar", section: "ثقافة", keywords: ["UNESCO"]),
        story(5, "en", section: "Both"), story(6, "ar", section: "Both"),
        story(20, "en", section: "Both"), story(21, "ar", section: "ثقافة"),
      ] + extra, options: options)
  }

  private let arabicPage = #"xml:lang="ar" lang="ar" dir="rtl"><head>"#
  private let englishPage = #"xml:lang="en" lang="en" dir="ltr"><head>"#

  @Test func `a page of Arabic stories in an English book is an Arabic page`() throws {
    let book = try book()
    let page = try book.text("s002.xhtml")
    #expect(page.contains(arabicPage))
    #expect(
      page.contains(#"<body dir="rtl" class="arabic listing"><main><h1>ثقافة</h1><ul><li><p"#))
    #expect(page.contains(#"<a href="a00004.xhtml"><bdi dir="rtl">خبر 3</bdi></a>"#))
    #expect(try book.text("s001.xhtml").contains(englishPage))
    #expect(try book.text("front.xhtml").contains(englishPage))
  }

  @Test func `a page of stories in both directions is in the language of the book`() throws {
    let page = try book().text("s003.xhtml")
    #expect(page.contains(englishPage))
    #expect(page.contains("<h1>Both</h1><ul><li><p"))
    #expect(page.contains(#"<li class="arabic" xml:lang="ar" lang="ar" dir="rtl"><p"#))
  }

  @Test func `lists of Arabic stories stand on their side wherever they are`() throws {
    let book = try book()
    let nav = try book.text("nav.xhtml")
    #expect(
      nav.contains(
        #"<li class="arabic part" xml:lang="ar" lang="ar" dir="rtl"><a href="s002.xhtml">ثقافة"#))
    #expect(nav.contains(#"<li><a href="a00004.xhtml">خبر 3</a>"#))
    #expect(
      nav.contains(#"<a href="a00007.xhtml" class="arabic" xml:lang="ar" lang="ar" dir="rtl">"#))
    let large = try self.book(extra: (7..<20).map { story($0, "ar", section: "ثقافة") })
    #expect(try large.text("nav.xhtml").contains(#"xml:lang="ar" lang="ar" dir="rtl"><head>"#))
    let front = try large.text("front.xhtml")
    #expect(front.contains(arabicPage))
    #expect(front.contains(#"<section><h2><a href="s002.xhtml"><bdi>ثقافة</bdi></a></h2>"#))
  }

  @Test func `a section in another direction says so on the front page`() throws {
    let extra = (7..<20).map {
      story($0, $0 < 12 ? "ar" : "en", section: $0 < 12 ? "ثقافة" : "World")
    }
    #expect(
      try book(extra: extra).text("front.xhtml").contains(
        #"<section class="arabic" xml:lang="ar" lang="ar" dir="rtl"><h2><a href="s002.xhtml">"#))
  }

  @Test func `days are in the words of the book, names of languages in their own`() throws {
    let stories = [0, 2, 4, 6].map { story($0, "en") } + [1, 3, 5].map { story($0, "ar") }
    var options = EPUBWriter.Options()
    options.sections = .date
    let days = try OpenBook(stories, options: options)
    let page = try days.text("s001.xhtml")
    #expect(page.contains(arabicPage))
    #expect(page.contains(#"<h1><bdi xml:lang="en" lang="en" dir="ltr">2 June 2024</bdi></h1>"#))
    options.sections = .language
    let languages = try OpenBook(stories, options: options).text("s002.xhtml")
    #expect(languages.contains(arabicPage) && languages.contains("<h1>العربية</h1>"))
  }

  @Test func `a name in other letters than its stories is kept apart`() throws {
    let book = try book(
      extra: (7..<10).map { story($0, "ar", section: "Sport") } + (10..<14).map { story($0, "en") })
    let page = try book.text("s004.xhtml")
    #expect(page.contains(arabicPage))
    #expect(page.contains(#"<h1><bdi xml:lang="und" lang="und" dir="ltr">Sport</bdi></h1>"#))
  }

  @Test func `Persian stories beside Arabic ones share their side`() throws {
    let book = try book(extra: [story(7, "fa", section: "ثقافة"), story(8, "en"), story(9, "en")])
    #expect(try book.text("s002.xhtml").contains(arabicPage))
    let french = (7..<10).map { story($0, "fr", section: "Monde") }
    #expect(
      try self.book(extra: french).text("s004.xhtml")
        .contains(#"xml:lang="fr" lang="fr" dir="ltr"><head>"#))
  }

  @Test func `topics are in the language of their stories`() throws {
    let book = try book()
    let index = try book.text("index.xhtml")
    #expect(index.contains(#"<h2 dir="rtl">ا</h2><ul dir="rtl"><li>"#))
    #expect(
      index.contains(
        #"<bdi class="arabic" xml:lang="ar" lang="ar" dir="rtl">أنهار</bdi></a> (1)"#))
    #expect(index.contains("<bdi>UNESCO</bdi></a> (2)"))
    let href = try #require(
      book.values(from: #"<dd class="keywords"><a href=""#, to: "#", in: "a00004.xhtml").first)
    let topics = try book.text(href)
    // All stories that this page lists are in Arabic.
    #expect(topics.contains(arabicPage))
    #expect(topics.contains(#">الفهرس</a></p>"#))
  }

  @Test func `topics of a page that are in one direction each stand on their side`() throws {
    // Keywords that share one of the 64 pages.
    var words: [String: [String]] = [:]
    let candidates = (0..<400).map { "ك\($0) في الخبر" } + (0..<400).map { "w\($0) in a story" }
    let all = try OpenBook([
      story(0, "ar", keywords: candidates), story(1, "ar"), story(2, "ar"),
    ])
    for name in all.names where name.contains("topics-") {
      let path = String(name.dropFirst(5))
      words[path] = try all.values(from: "<bdi>", to: "</bdi>", in: path)
    }
    let page = try #require(
      words.first {
        $0.value.contains { $0.hasPrefix("ك") } && $0.value.contains { $0.hasPrefix("w") }
      })
    let arabic = try #require(page.value.first { $0.hasPrefix("ك") })
    let english = try #require(page.value.first { $0.hasPrefix("w") })
    let book = try OpenBook([
      story(0, "en", keywords: [english]), story(1, "en"), story(2, "ar", keywords: [arabic]),
    ])
    let topics = try book.text(page.key)
    #expect(topics.contains(englishPage))
    #expect(
      topics.contains(#" class="arabic" xml:lang="ar" lang="ar" dir="rtl"><h1><bdi>\#(arabic)"#))
    #expect(topics.contains("\"><h1><bdi>\(english)"))
  }
}
