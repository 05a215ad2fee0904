import TestSupport
import Testing
import Warraq
import WarraqZip

/// Stories that are too long for one file of a book.
@Suite struct EPUBLongStoryTests {
  private func story(_ paragraphs: Int, isPlain: Bool = true) -> Article {
    SampleStories.long(paragraphs, isPlain: isPlain)
  }

  private func book(_ articles: [Article], hasData: Bool = true) throws -> OpenBook {
    var options = EPUBWriter.Options()
    options.data = hasData
    return try OpenBook(articles, options: options)
  }

  private func read(_ bytes: [UInt8], _ messages: [String] = []) throws -> [Article] {
    var context = ConversionContext.fixed
    let articles = try EPUBReader().articles(in: bytes, context: &context)
    #expect(context.log.diagnostics.map { String(describing: $0.message.id) } == messages)
    return articles
  }

  @Test(arguments: [true, false], [true, false])
  func `it is in files of a size that devices take`(isPlain: Bool, hasData: Bool) throws {
    let book = try book(
      [SampleStories.arabic, story(8000, isPlain: isPlain), SampleStories.english],
      hasData: hasData)
    let files = book.names.filter { $0.hasPrefix("EPUB/a00002") }
    #expect(files.count > 2)
    #expect(files.first == "EPUB/a00002.xhtml" && files.last == "EPUB/a00002-\(files.count).xhtml")
    for file in files {
      // The data of the page comes on top.
      #expect(try book.file(file).count < (hasData && !isPlain ? 500_000 : 260_000))
    }
    let package = try book.package
    let spine = package.split(separator: "<itemref ").compactMap { item in
      item.hasPrefix("idref=\"a0") ? item.dropFirst(7).prefix { $0 != "\"" } : nil
    }
    #expect(
      spine == ["a00001", "a00002"] + (2...files.count).map { "a00002-\($0)" } + ["a00003"])
    // Only the first is in the contents.
    #expect(try !book.text("nav.xhtml").contains("a00002-2"))
  }

  @Test(arguments: [true, false])
  func `it comes back as one story`(isPlain: Bool) throws {
    let stories = [SampleStories.arabic, story(8000, isPlain: isPlain), SampleStories.english]
    #expect(try read(book(stories).bytes) == stories)
  }

  @Test func `without data its files give back what they show`() throws {
    let story = story(8000, isPlain: false)
    let back = try read(book([story, SampleStories.arabic], hasData: false).bytes)
    #expect(back.count == 2)
    #expect(back[0].body.count == story.body.count)
    #expect(back[0].body == story.body)
    #expect(back[0].keywords.map(\.text) == story.keywords.map(\.text))
  }

  @Test func `a note and what refers to it find each other in other files`() throws {
    let book = try book([story(8000, isPlain: false), SampleStories.arabic])
    let last = book.names.filter { $0.hasPrefix("EPUB/a00001") }.count
    let first = try book.text("a00001.xhtml")
    let end = try book.text("a00001-\(last).xhtml")
    #expect(first.contains("href=\"a00001-\(last).xhtml#fn-one\""))
    #expect(end.contains("id=\"fn-one\""))
    #expect(end.contains("href=\"a00001.xhtml#"))
  }

  @Test func `a further file that somebody changed wins over the data`() throws {
    let story = story(8000)
    let bytes = try book([story, SampleStories.arabic]).edited("a00001-2.xhtml") {
      $0.replacing("<div class=\"story\">", with: "<div class=\"story\"><p>Added.</p>")
    }
    let back = try read(bytes, ["epub.changed-page"])
    #expect(back[0].body.count == story.body.count + 1)
    #expect(back[0].body.contains(.paragraph(["Added."])))
    #expect(back[0].id == story.id)
    #expect(back[1] == SampleStories.arabic)
  }

  @Test func `what is open around the body is opened again without what stands once`() throws {
    let book = try book([story(8000), SampleStories.arabic])
    let page = try book.text("a00001-2.xhtml")
    #expect(
      page.contains("<article><div class=\"story\">")
        || page.contains("<main><div class=\"story\">"))
    #expect(!page.contains("id=\"headline\"") && !page.contains("aria-labelledby"))
  }

  @Test func `a story that fits is in one file`() throws {
    let book = try book([story(2000), SampleStories.arabic])
    #expect(!book.names.contains { $0.contains("-2.xhtml") })
  }
}
