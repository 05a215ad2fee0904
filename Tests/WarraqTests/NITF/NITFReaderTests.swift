import TestSupport
import Testing
import Warraq

struct NITFReaderTests {
  private func read(_ text: String) throws -> Article {
    var context = ConversionContext.fixed
    return try #require(
      try NITFReader().articles(in: Array(text.utf8), context: &context).first)
  }

  @Test(arguments: ["", " xmlns='http://iptc.org/std/NITF/2006-10-18/'"])
  func `a story is read with and without a namespace`(namespace: String) throws {
    let article = try read(
      """
      <nitf\(namespace) baselang='en'><head><title>T</title><docdata management-status='embargoed'>\
      <doc-id id-string='urn:x:1'/><date.issue norm='20240501T100000+0300'/>\
      <date.release norm='20240502T000000Z'/><du-key key='talks' version='2'/></docdata></head>\
      <body><body.head><hedline><hl1>T</hl1><hl2>S</hl2></hedline><byline>By <person>Mara</person>\
      <byttl>Editor, <org>Paper</org></byttl></byline></body.head><body.content><block><p>One\
      </p></block></body.content></body></nitf>
      """)
    #expect(article.id == "urn:x:1")
    #expect(article.version == 2)
    #expect(article.headline == "T")
    #expect(article.titles == [RoleText(role: TitleRole.sub, text: "S")])
    #expect(article.status == .withheld)
    #expect(article.created == NewsDate(iso8601: "2024-05-01T10:00:00+03:00"))
    #expect(article.embargoed == NewsDate(iso8601: "2024-05-02"))
    #expect(
      article.creators == [
        Contributor(name: "Mara", role: "author", jobTitle: "Editor", organization: "Paper")
      ])
    #expect(article.body == [.paragraph(["One"])])
  }

  @Test func `notes between editors are never in the body`() throws {
    let article = try read(
      """
      <nitf><head><docdata><ed-msg info='call first'/></docdata></head><body><body.content>\
      <p>One</p><note type='npa'><body.content><p>secret</p></body.content></note><p>Two</p>\
      </body.content></body></nitf>
      """)
    #expect(article.body == [.paragraph(["One"]), .paragraph(["Two"])])
    #expect(article.editorialNotes.map(\.text) == ["call first", "secret"])
  }

  @Test func `another root is an error that names it`() throws {
    var context = ConversionContext.fixed
    let articles = try NITFReader().articles(in: Array("<rss/>".utf8), context: &context)
    #expect(articles.isEmpty)
    #expect(context.log.diagnostics.map(\.message.id) == ["nitf.unknown-root"])
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `the file of the corpus is read with all its parts`() throws {
    let bytes = try SharedFolder.bytes("corpus/nitf/own-arabic-nitf36.xml")
    #expect(
      Format.nitf.sniff(ContentSample(bytes: bytes[...], isComplete: true)) == .certain)
    var context = ConversionContext.fixed
    let article = try #require(
      try NITFReader().articles(in: bytes, context: &context).first)
    for words in [
      "فقرة أولى مع رابط وNASA.", "عنوان داخلي", "اقتباس", "قائل", "بند", "١", "تعليق", "تذييل",
    ] {
      #expect(article.plainText.contains(words))
    }
    #expect(!article.plainText.contains("ملاحظة"))
    #expect(article.editorialNotes.map(\.text) == ["ملاحظة"])
    #expect(article.language == "ar")
    #expect(article.slugline == "لبنان/سياسة")
    #expect(article.subjects.first?.code == "11000000")
    #expect(article.media.first?.renditions.first?.href == "http://example.com/a.jpg")
  }
}
