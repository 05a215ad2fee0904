import Foundation
import TestSupport
import Testing
import Warraq

@Suite struct EPUBPictureTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(SampleStories.pixel, to: "in/a picture.png")
    _ = try folder.write(SampleStories.pixel, to: "outside.png")
    _ = try folder.write(Array("<html>".utf8), to: "in/page.png")
  }

  private func story(_ hrefs: [String]) -> Article {
    var article = Article(id: "urn:x:1")
    article.language = "en"
    article.headline = "Pictures"
    for (index, href) in hrefs.enumerated() {
      article.media.append(
        Asset(
          id: "m\(index)", kind: .picture, renditions: [Asset.Rendition(href: href)],
          caption: "Caption \(index)"))
      article.body.append(.figure(Figure(media: "m\(index)")))
    }
    return article
  }

  private func book(
    _ article: Article, fetches: Bool = true
  ) throws -> (book: OpenBook, problems: [String]) {
    var options = EPUBWriter.Options()
    options.fetchesMedia = fetches
    var context = ConversionContext.fixed
    context.inputPath = folder.path("in/story.json")
    let bytes = try EPUBWriter(options).document(of: [article], context: &context)
    return (try OpenBook(bytes: bytes), context.log.diagnostics.map(\.message.text))
  }

  @Test func `a picture beside the story is embedded when that is asked`() throws {
    let article = story(["a picture.png", "a%20picture.png", "./a picture.png"])
    let (book, problems) = try book(article)
    #expect(book.names.count { $0.hasPrefix("EPUB/images/") } == 1, "each once")
    let text = try book.text("a00001.xhtml")
    #expect(text.components(separatedBy: "<img ").count == 4)
    #expect(!text.contains(#"alt="Caption 0""#), "the caption is there to be read once")
    #expect(problems.isEmpty)
  }

  @Test func `pictures come back with their bytes, fetched, carried, shared or shown twice`() throws
  {
    var story = story(["a picture.png", "./a picture.png"])
    story.media.append(
      Asset(
        id: "inline", kind: .picture,
        renditions: [Asset.Rendition(mediaType: "image/png", data: SampleStories.pixel)]))
    story.body += [.figure(Figure(media: "inline")), .figure(Figure(media: "m0"))]
    let (book, _) = try book(story)
    var context = ConversionContext.fixed
    let read = try EPUBReader().articles(in: book.bytes, name: "b.epub", context: &context)
    let media = try #require(read.first?.media)
    #expect(media.map(\.id) == ["m0", "m1", "inline"])
    #expect(
      media.map { $0.renditions.map(\.data) } == Array(repeating: [SampleStories.pixel], count: 3))
    #expect(media.map { $0.renditions[0].mediaType } == Array(repeating: "image/png", count: 3))
    #expect(media.map { $0.renditions[0].href } == ["a picture.png", "./a picture.png", nil])
    #expect(read.first?.body == story.body)
    let again = try EPUBWriter().document(of: read, context: &context)
    #expect(
      try OpenBook(bytes: again).text("a00001.xhtml").components(separatedBy: "<img ").count == 5)
  }

  @Test func `no file is read unasked`() throws {
    let (book, _) = try book(story(["a picture.png"]), fetches: false)
    #expect(!book.names.contains { $0.hasPrefix("EPUB/images/") })
    #expect(try book.text("a00001.xhtml").contains("<figcaption>Caption 0</figcaption>"))
  }

  @Test func `no address leads out of the folder of the input`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("in/link.png"), withDestinationPath: folder.path("outside.png"))
    let (book, problems) = try book(
      story([
        "../outside.png", folder.path("outside.png"), "link.png", "%2e%2e/outside.png",
        "x/../../outside.png", "a picture.png\u{0}",
      ]))
    #expect(!book.names.contains { $0.hasPrefix("EPUB/images/") })
    #expect(problems.count == 6 && problems.allSatisfy { $0.contains("is not there") })
  }

  @Test func `a picture that cannot be shown leaves its place, its caption and a warning`() throws {
    let (book, problems) = try book(story(["gone.png", "page.png", "."]))
    #expect(
      problems == [
        "the picture 'm0' is not there; its caption stands for it",
        "the picture 'm1' is no whole JPEG, PNG, GIF, WebP or SVG; its caption stands for it",
        "the picture 'm2' is not there; its caption stands for it",
      ])
    let text = try book.text("a00001.xhtml")
    #expect(!text.contains("<img"))
    #expect(
      text.contains(
        "<figure><p>Picture not available</p><figcaption>Caption 0</figcaption></figure>"))
  }

  @Test func `a picture on the web stays a link and is not looked for`() throws {
    let story = story(["https://example.org/a.png", "//example.org/b.png"])
    let (book, problems) = try book(story)
    #expect(
      problems
        == ["m0", "m1"].map {
          "the picture '\($0)' is on the network, from which nothing is fetched; "
            + "a link stands for it"
        })
    #expect(try self.book(story, fetches: false).problems.isEmpty)
    #expect(try book.text("a00001.xhtml").contains(#"<a href="https://example.org/a.png">"#))
  }

  @Test func `a picture that is too large stays out`() throws {
    var article = story([])
    let large = SampleStories.pixel.dropLast(12) + Array(repeating: 0, count: 10 << 20)
    article.media = [
      Asset(id: "m", renditions: [Asset.Rendition(data: large + SampleStories.pixel.suffix(12))])
    ]
    let (book, problems) = try book(article)
    #expect(!book.names.contains { $0.hasPrefix("EPUB/images/") })
    #expect(problems == ["the picture 'm' is larger than 10 MB; its caption stands for it"])
  }

  /// The header of a JPEG with a frame of that size, and its end.
  private func jpeg(_ width: Int, _ height: Int, components: UInt8 = 3) -> [UInt8] {
    let size = [height >> 8, height & 0xFF, width >> 8, width & 0xFF].map { UInt8($0) }
    return [0xFF, 0xD8, 0xFF, 0xC0, 0, 8 + 3 * components, 8] + size + [components]
      + [UInt8](repeating: 1, count: 3 * Int(components)) + [0xFF, 0xD9]
  }

  @Test func `what a shop refuses of a picture is a warning`() throws {
    let webp: [UInt8] =
      Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0x10, 0, 0, 0]
      + [9, 0, 0, 9, 0, 0]
    _ = try folder.write(jpeg(3000, 2000), to: "in/large.jpg")
    _ = try folder.write(jpeg(30, 20, components: 4), to: "in/print.jpg")
    _ = try folder.write(jpeg(30, 20), to: "in/good.jpg")
    _ = try folder.write(webp, to: "in/a.webp")
    _ = try folder.write([0, 0, 0, 28] + Array("ftypavif".utf8), to: "in/b.avif")
    let (book, problems) = try book(
      story(["large.jpg", "print.jpg", "good.jpg", "a.webp", "b.avif"]))
    try #require(problems.count == 4)
    #expect(problems[0].contains("5.6 million") && problems[0].contains("m0"))
    #expect(problems[1].contains("CMYK") && problems[2].contains("WebP"))
    #expect(problems[3].contains("AVIF"))
    let page = try book.text("a00001.xhtml")
    #expect(page.components(separatedBy: #"class="clear""#).count == 2, "the WebP has alpha")
  }

  @Test func `a drawing is embedded without what acts or fetches`() throws {
    let drawing = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><script>x()</script>\
      <style>@import url(https://e.example/a.css);</style><image href="https://e.example/a.png"/>\
      <a href="https://e.example"><path id="p" d="M0 0h9" style="fill:url(https://e.example/f)"/></a>\
      <use href="#p" fill="url(#g)"/><foreignObject><p>x</p></foreignObject><text>12 &amp; 3</text></svg>
      """
    _ = try folder.write(Array(drawing.utf8), to: "in/chart.svg")
    _ = try folder.write(Array("<svg><path></svg>".utf8), to: "in/bad.svg")
    let (book, problems) = try book(story(["chart.svg", "bad.svg"]))
    let name = try #require(book.names.first { $0.hasSuffix(".svg") })
    let text = String(decoding: try book.file(name), as: UTF8.self)
    #expect(
      text.hasSuffix(
        """
        xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><g><path id="p" d="M0 0h9"></path></g>\
        <use href="#p" fill="url(#g)"></use><text>12 &amp; 3</text></svg>
        """))
    #expect(problems.count == 1 && problems[0].contains("SVG"))
    #expect(try book.package.contains(#"media-type="image/svg+xml""#))
  }

  @Test func `the cover can show the picture of the lead story`() throws {
    var options = EPUBWriter.Options()
    options.coverIsLead = true
    var first = SampleStories.english
    first.urgency = 1
    let book = try OpenBook([first, SampleStories.illustrated], options: options)
    let picture = try #require(book.names.first { $0.hasPrefix("EPUB/images/") })
    let path = picture.dropFirst("EPUB/".count)
    #expect(
      try book.package.contains(#"href="\#(path)" media-type="image/png" properties="cover-image""#)
    )
    let cover = try book.text("cover.xhtml")
    #expect(cover.contains(#"src="\#(path)" alt="Un point gris""#))
    #expect(cover.contains("<h1>"), "the picture has no words of its own")
    #expect(!book.names.contains("EPUB/cover.png"))
    #expect(
      try OpenBook([SampleStories.english], options: options).names.contains("EPUB/cover.png"))
  }
}
