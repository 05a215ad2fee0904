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

  @Test func `markup of agencies is read for what it means`() throws {
    let article = try read(
      """
      <nitf><head><docdata><ed-msg msg-type='desk' info='hold'/><identified-content>\
      <org idsrc='nyse' value='HWI'>Harbour Wire</org><classifier type='product'>x</classifier>\
      </identified-content></docdata><pubdata name='Daily'/></head><body><body.head><hedline>\
      <hl1>Head</hl1><hl2 class='kicker'>Above</hl2></hedline></body.head><body.content>\
      <p><em class='bold'>a</em> <em>b</em> <lang xml:lang='fr'>mot</lang></p><ol seqnum='4'>\
      <li>four</li></ol><table><tr><td>alone</td></tr></table><media media-type='image'>\
      <media-reference source='big.jpg' mime-type='image/jpeg' width='900' height='600' \
      alternate-text='Quay'/><media-reference source='small.jpg' width='90'/>\
      <media-caption><p>The <em>quay</em></p></media-caption><media-producer>A. Lens\
      </media-producer></media></body.content></body></nitf>
      """)
    #expect(article.editorialNotes == [RoleText(role: "desk", text: "hold")])
    #expect(
      article.subjects == [
        Concept(
          kind: .organization, names: [.init("Harbour Wire")], scheme: "nyse", code: "HWI")
      ])
    #expect(article.sources == [Source(name: "Daily", role: SourceRole.publisher)])
    #expect(article.titles == [RoleText(role: TitleRole.kicker, text: "Above")])
    #expect(
      article.body == [
        .paragraph([
          .strong(["a"]), " ", .emphasis(["b"]), " ", .span(["mot"], language: "fr"),
        ]),
        .list(ListBlock(isOrdered: true, start: 4, items: [[.paragraph(["four"])]])),
        .table(Table(rows: [[.init([.paragraph(["alone"])])]])),
        .figure(Figure(media: "media-1", caption: ["The ", .emphasis(["quay"])])),
      ])
    #expect(
      article.media == [
        Asset(
          id: "media-1", kind: .picture,
          renditions: [
            .init(href: "big.jpg", mediaType: "image/jpeg", width: 900, height: 600),
            .init(href: "small.jpg", width: 90),
          ], altText: "Quay", credit: "A. Lens")
      ])
  }

  @Test func `of a picture that is not there the words are left`() throws {
    let article = try read(
      """
      <nitf><body><body.content><media media-type='image'><media-reference/><media-caption>Boats\
      </media-caption><media-producer>A. Lens</media-producer></media></body.content></body></nitf>
      """)
    #expect(article.body == [.paragraph(["Boats", .lineBreak, "A. Lens"])])
    #expect(article.media == [])
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
