import Foundation
import TestSupport
import Testing
import Warraq
import WarraqCore
import WarraqMarkup
import WarraqXML

struct HTMLWriterTests {
  private func page(_ article: Article) throws -> String {
    var context = ConversionContext.fixed
    return String(
      decoding: try HTMLWriter().document(of: [article], context: &context), as: UTF8.self)
  }

  private var story: Article {
    var article = Article(id: "urn:x:1")
    article.language = "ar"
    article.headline = "انطلاق <المحادثات> & \"أخبار\""
    article.url = "https://example.org/a?b=1&c=2"
    article.published = NewsDate(
      year: 2024, month: 6, day: 24, hour: 14, minute: 5, second: 0, offsetMinutes: 0)
    article.creators = [Contributor(name: "Mara Ellison", jobTitle: "Reporter")]
    article.keywords = [Keyword("</script><b>"), Keyword("سلام")]
    article.section = "عالم"
    article.body = [
      .paragraph(["التقى الوزيران", .footnoteReference("a"), "."]),
      .footnote(id: "a", [.paragraph(["ملاحظة."])]),
    ]
    return article
  }

  @Test func `a page is in the language and direction of its story`() throws {
    let text = try page(story)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\"><head>"))
    #expect(text.contains("<meta charset=\"utf-8\"/>"))
    #expect(text.contains("<body class=\"arabic\">"))
    #expect(text.contains("<link rel=\"canonical\" href=\"https://example.org/a?b=1&amp;c=2\"/>"))
    #expect(text.contains("datetime=\"2024-06-24T14:05:00Z\""))
    #expect(text.contains("color-scheme: light dark"))
    #expect(!text.contains("<المحادثات>"))
  }

  @Test func `the description for machines is JSON and ends no element`() throws {
    let text = try page(story)
    let start = try #require(text.range(of: "<script type=\"application/ld+json\">"))
    let end = try #require(text[start.upperBound...].range(of: "</script>"))
    let data = try JSONSerialization.jsonObject(
      with: Data(text[start.upperBound..<end.lowerBound].utf8))
    let object = try #require(data as? [String: Any])
    #expect(object["@type"] as? String == "NewsArticle")
    #expect(object["headline"] as? String == story.headline)
    #expect(object["keywords"] as? [String] == ["</script><b>", "سلام"])
    #expect(object["datePublished"] as? String == "2024-06-24T14:05:00Z")
    let authors = try #require(object["author"] as? [[String: String]])
    #expect(authors == [["@type": "Person", "name": "Mara Ellison", "jobTitle": "Reporter"]])
    #expect(text.components(separatedBy: "<script").count == 2)
  }

  @Test func `the body of a page comes back`() throws {
    var generator = ArticleGenerator(seed: 74)
    let writer = HTMLWriter()
    let kept = Loss.FeatureSet { writer.treatment(of: $0) == .kept }
    for article in generator.articles(200) {
      let article = article.keeping(kept)
      let text = try page(article)
      let start = try #require(text.range(of: "<div class=\"story\">"))
      let end = try #require(text.range(of: "</div></article>", options: .backwards))
      let content = HTMLContent(html: String(text[start.upperBound..<end.lowerBound]))
      #expect(content.blocks.plainText == article.body.plainText)
      // Pages from right to left have elements that keep runs together for the eye.
      if article.shownDirection == .leftToRight { #expect(content.blocks == article.body) }
    }
  }

  @Test func `a page of ours gives back who made the story and when`() throws {
    var article = story
    article.headline = "Harbour opens"
    article.creators = [
      Contributor(name: "Mara Ellison", role: "author", jobTitle: "Reporter"),
      Contributor(name: "Tom Vale", role: "photographer"),
    ]
    article.contributors = [Contributor(name: "Zoe"), Contributor(name: "Eli", role: "translator")]
    article.keywords = [Keyword("</script><b>"), Keyword("سلام")]
    var context = ConversionContext.fixed
    let back = try #require(
      try HTMLReader().articles(in: Array(try page(article).utf8), context: &context).first)
    #expect(back == article)
    article.headline = nil
    let untitled = try HTMLReader().articles(in: Array(try page(article).utf8), context: &context)
    #expect(untitled.first?.headline == nil)
  }

  @Test func `pages of hostile stories are well formed but for the document type`() throws {
    var generator = ArticleGenerator(seed: 75)
    var articles = generator.articles(100)
    articles.append(generator.hostile())
    for article in articles {
      let text = try page(article).replacing("<!DOCTYPE html>", with: "")
      #expect(!text.contains("javascript:"))
      _ = try XMLTree(Record(bytes: Array(text.utf8)[...], file: "page"), limits: Limits())
    }
  }

  @Test func `a site is a folder with a front page, sections, stories, a feed and pictures`()
    async throws
  {
    let png = Array(try #require(Data(base64Encoded: Self.pixel)))
    var first = story
    first.media = [
      Asset(id: "m", kind: .picture, renditions: [Asset.Rendition(href: "x.png", data: png)])
    ]
    var second = story
    second.id = "urn:x:2"
    second.headline = "Zweite"
    second.language = "de"
    second.section = nil
    let folder = try TemporaryFolder()
    var options = HTMLWriter.Options()
    options.layout = .site
    options.title = "Harbour & News"
    var converter = Converter(registry: .standard, writer: HTMLWriter(options))
    converter.sourceDate = ConversionContext.fixed.sourceDate
    var context = ConversionContext.fixed
    let json = try JSONWriter(.lines).document(of: [first, second], context: &context)
    _ = try await converter.convert(
      [.memory(json, name: "in.jsonl")], to: .file(folder.path("site")))
    let files = try folder.files(in: "site")
    let pictures = files.filter { $0.key.hasPrefix("images/") }
    #expect(
      files.keys.filter { !$0.hasPrefix("s-") && !$0.hasPrefix("images/") }.sorted()
        == ["a00001.html", "a00002.html", "feed.xml", "index.html", "style.css"])
    #expect(Array(pictures.values) == [png])
    let front = String(decoding: try #require(files["index.html"]), as: UTF8.self)
    #expect(front.contains("<h1>Harbour &amp; News</h1>"))
    #expect(front.contains("href=\"a00001.html\""))
    let page = String(decoding: try #require(files["a00001.html"]), as: UTF8.self)
    #expect(page.contains("src=\"images/"))
    #expect(page.contains("href=\"style.css\""))
    for (name, bytes) in files where name.hasPrefix("s-") || name == "feed.xml" {
      let text = String(decoding: bytes, as: UTF8.self).replacing("<!DOCTYPE html>", with: "")
      _ = try XMLTree(Record(bytes: Array(text.utf8)[...], file: name), limits: Limits())
      #expect(text.contains("a00001.html"))
    }
    // Every link inside of the site leads to a file.
    for (name, bytes) in files where !name.hasPrefix("images/") {
      let text = String(decoding: bytes, as: UTF8.self)
      for part in text.components(separatedBy: "href=\"").dropFirst() {
        let target = String(part.prefix { $0 != "\"" })
        guard !target.contains(":"), !target.hasPrefix("#"), target.hasSuffix(".html") else {
          continue
        }
        #expect(files[target] != nil, "\(target)")
      }
    }
  }

  @Test func `a site on a stream is an error that names the remedy`() async throws {
    var options = HTMLWriter.Options()
    options.layout = .site
    var context = ConversionContext.fixed
    let error = #expect(throws: ConversionError.self) {
      try HTMLWriter(options).document(of: [story], context: &context)
    }
    #expect(error?.message.id == "html.site-folder")
  }

  private static let pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
}
