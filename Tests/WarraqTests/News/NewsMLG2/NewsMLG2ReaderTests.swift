import Testing
import Warraq

struct NewsMLG2ReaderTests {
  private static let namespace = "http://iptc.org/std/nar/2006-10-01/"

  private func read(
    _ text: String, limits: Limits = Limits()
  ) throws -> (articles: [Article], diagnostics: [String]) {
    var context = ConversionContext.fixed
    context.limits = limits
    let articles = try NewsMLG2Reader().articles(in: Array(text.utf8), context: &context)
    return (articles, context.log.diagnostics.map(\.message.id))
  }

  private func item(_ content: String, attributes: String = "") throws -> Article {
    let (articles, _) = try read(
      "<newsItem xmlns='\(Self.namespace)' guid='urn:x:1' \(attributes)>\(content)</newsItem>")
    return try #require(articles.first)
  }

  // MARK: - Bodies

  @Test func `the best form is the body, whatever the content types say`() throws {
    let text = "<inlineData contenttype='application/xhtml+xml'>plain text</inlineData>"
    let html =
      "<inlineXML contenttype='text/plain'><html><body><p>bare</p></body></html></inlineXML>"
    let nitf = """
      <inlineXML contenttype='application/xhtml+xml'><nitf xmlns=''><body><body.content><block>\
      <p>nitf</p></block></body.content></body></nitf></inlineXML>
      """
    let xhtml = """
      <inlineXML contenttype='xhtml/xml'><html xmlns='http://www.w3.org/1999/xhtml'><body>\
      <p>xhtml</p></body></html></inlineXML>
      """
    #expect(
      try item("<contentSet>\(text)\(html)\(nitf)\(xhtml)</contentSet>").plainText == "xhtml")
    #expect(try item("<contentSet>\(text)\(html)\(nitf)</contentSet>").plainText == "nitf")
    #expect(try item("<contentSet>\(text)\(html)</contentSet>").plainText == "bare")
    #expect(try item("<contentSet>\(text)</contentSet>").plainText == "plain text")
  }

  @Test func `an empty form gives way to the next`() throws {
    let article = try item(
      """
      <contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body/></html></inlineXML>\
      <inlineData>One line
      and another

      Second</inlineData></contentSet>
      """)
    #expect(
      article.body == [
        .paragraph(["One line", .lineBreak, "and another"]), .paragraph(["Second"]),
      ])
  }

  @Test func `private forms and notes are never the body`() throws {
    let article = try item(
      """
      <itemMeta><edNote>For editors <b>only</b></edNote></itemMeta><contentSet>\
      <inlineData rendition='dpa7901rendition:nonpublic' custom='true'>NOTEPAD</inlineData>\
      <inlineXML pubconstraint='x:y'><html><p>PRIVATE</p></html></inlineXML>\
      <inlineData>Public</inlineData></contentSet>
      """)
    #expect(article.plainText == "Public")
    #expect(article.editorialNotes == [RoleText(role: "note", text: "For editors only")])
  }

  @Test func `a body in markup that nobody knows is said to be missing`() throws {
    let (articles, diagnostics) = try read(
      "<newsItem><contentSet><inlineXML><sports-content/></inlineXML></contentSet></newsItem>")
    #expect(articles.first?.body == [])
    #expect(diagnostics == ["newsml.unknown-body"])
  }

  @Test func `an inline body of text or of several elements is read whole`() throws {
    let text = try item("<contentSet><inlineXML>bare text</inlineXML></contentSet>")
    #expect(text.plainText == "bare text")
    let several = try item(
      "<contentSet><inlineXML><p>one</p><p>two</p></inlineXML></contentSet>")
    #expect(several.body == [.paragraph(["one"]), .paragraph(["two"])])
  }

  @Test func `a headline repeated at the head of the body stands once`() throws {
    let article = try item(
      """
      <contentMeta><headline>The news</headline></contentMeta><contentSet><inlineXML><html><body>\
      <h1>The news</h1><p>Text</p></body></html></inlineXML></contentSet>
      """)
    #expect(article.headline == "The news")
    #expect(article.body == [.paragraph(["Text"])])
  }

  @Test func `the head of a NITF body fills what the item leaves open`() throws {
    let article = try item(
      """
      <contentMeta><by>By A</by></contentMeta><contentSet><inlineXML><nitf><head><title>no</title>\
      </head><body><body.head><hedline><hl1>Head</hl1><hl2>Sub</hl2></hedline><byline>By B</byline>\
      <dateline>CITY</dateline><abstract><p>Short</p></abstract></body.head><body.content><p>Text</p>\
      </body.content><body.end><tagline>End</tagline></body.end></body></nitf></inlineXML></contentSet>
      """)
    #expect(article.headline == "Head")
    #expect(article.titles == [RoleText(role: TitleRole.sub, text: "Sub")])
    #expect(article.byline == "By A")
    #expect(article.dateline == "CITY")
    #expect(article.summary == "Short")
    #expect(article.plainText == "Text\n\nEnd")
  }

  @Test func `an item without a namespace or with another is read`() throws {
    for start in ["<newsItem>", "<n:newsItem xmlns:n='urn:wrong'>", "<newsItem xmlns='urn:x'>"] {
      let end = start.hasPrefix("<n:") ? "</n:newsItem>" : "</newsItem>"
      let (articles, diagnostics) = try read(
        "\(start)<contentMeta><headline>H</headline></contentMeta>\(end)")
      #expect(articles.first?.headline == "H")
      #expect(diagnostics.isEmpty)
    }
  }

  // MARK: - Properties

  @Test func `an item that says nothing is an article that says nothing`() throws {
    #expect(try read("<newsItem/>").articles == [Article()])
  }

  @Test func `mixed content keeps all its text`() throws {
    let article = try item(
      """
      <contentMeta><headline>One <span dir='ltr'>NASA</span> <ruby>漢<rt>kan</rt></ruby> two</headline>\
      <description>First<br/>second
          line</description></contentMeta>
      """)
    #expect(article.headline == "One NASA 漢kan two")
    #expect(article.summary == "First\nsecond line")
  }

  @Test func `an empty headline is the first paragraph, and so is a missing one`() throws {
    let body = "<contentSet><inlineData>عاجل: خبر</inlineData></contentSet>"
    #expect(
      try item("<contentMeta><headline/></contentMeta>" + body).headline == "عاجل: خبر")
    #expect(try item("<contentMeta/>" + body).headline == "عاجل: خبر")
    #expect(try item("<itemMeta><title>T</title></itemMeta>" + body).headline == "T")
  }

  @Test func `dates keep their precision`() throws {
    let article = try item(
      """
      <itemMeta><versionCreated>2024-05-01T10:00:00+03:00</versionCreated><embargoed/>\
      <expires>2025-01-01</expires></itemMeta><contentMeta><contentCreated>2024-05</contentCreated>\
      <contentModified>2024-05-02</contentModified></contentMeta>
      """)
    #expect(article.published == NewsDate(iso8601: "2024-05-01T10:00:00+03:00"))
    #expect(article.created == NewsDate(year: 2024, month: 5))
    #expect(article.modified == NewsDate(year: 2024, month: 5, day: 2))
    #expect(article.expires == NewsDate(year: 2025, month: 1, day: 1))
    #expect(article.embargoed == NewsDate(unresolved: ""))
  }

  @Test func `the story's language is not that of its metadata`() throws {
    let article = try item(
      "<contentMeta><language tag='ar'/></contentMeta>", attributes: "xml:lang='en' dir='ltr'")
    #expect(article.language == "ar")
    #expect(article.direction == .leftToRight)
    let other = try item("", attributes: "xml:lang='ar' dir='rtl'")
    #expect(other.language == "ar")
    #expect(other.direction == nil)
  }

  @Test func `codes are resolved without fetching a catalog`() throws {
    let iptc = "<catalogRef href='https://iptc.org/std/catalog/catalog.IPTC-G2-Standards_36.xml'/>"
    let other = "<catalogRef href='http://example.org/catalog.xml'/>"
    let own = "<catalog><scheme alias='medtop' uri='http://example.org/own/'/></catalog>"
    let meta = "<contentMeta><subject qcode='medtop:20000002'/><subject qcode='a:b'/></contentMeta>"
    func schemes(_ catalogs: String) throws -> [String?] {
      try item(catalogs + meta).subjects.map(\.scheme)
    }
    let topics = "http://cv.iptc.org/newscodes/mediatopic/"
    #expect(try schemes(iptc) == [topics, nil])
    #expect(try schemes(iptc + other) == [topics, nil])
    #expect(try schemes("") == [topics, nil])
    #expect(try schemes(other) == [nil, nil])
    #expect(try schemes(iptc + own) == ["http://example.org/own/", nil])
    #expect(try item(other + meta).subjects.map(\.code) == ["medtop:20000002", "a:b"])
  }

  @Test func `people, sources and rights are read`() throws {
    let article = try item(
      """
      <rightsInfo><copyrightHolder qcode='nprov:AP'/><copyrightNotice>(c) <a>AP</a></copyrightNotice>\
      <usageTerms>None</usageTerms></rightsInfo><itemMeta><itemClass qcode='ninat:text'/>\
      <provider qcode='nprov:AP'><name>AP</name></provider><pubStatus qcode='stat:canceled'/>\
      <signal qcode='sig:correction'/></itemMeta><contentMeta><urgency>2</urgency>\
      <infoSource role='cpprole:originfo' literal='AA'/>\
      <creator role='cpprole:author' jobtitle='job:x'><name>Ada</name><personDetails>\
      <affiliation><name>Desk</name></affiliation></personDetails></creator>\
      <keyword confidence='50'>k</keyword></contentMeta>
      """)
    #expect(
      article.copyrightHolder
        == Party(name: "", iri: "http://cv.iptc.org/newscodes/newsprovider/AP"))
    #expect(article.copyrightNotice == "(c) AP")
    #expect(article.provider?.name == "AP")
    #expect(article.status == .canceled)
    #expect(article.extra == [ExtraMember("signal", .array([.string("correction")]))])
    #expect(article.urgency == 2)
    #expect(article.sources == [Source(name: "AA", role: "originfo")])
    #expect(
      article.creators == [
        Contributor(name: "Ada", role: "author", jobTitle: "job:x", organization: "Desk")
      ])
    #expect(article.keywords == [Keyword("k", confidence: 0.5)])
  }

  // MARK: - Documents

  @Test func `each item of a message is an article, with the message's catalogs`() throws {
    let (articles, diagnostics) = try read(
      """
      <newsMessage xmlns='\(Self.namespace)'><header><sent>2024-01-01T00:00:00Z</sent><catalog>\
      <scheme alias='s' uri='http://example.org/s/'/></catalog></header><itemSet><newsItem guid='1'>\
      <contentMeta><subject qcode='s:1'/></contentMeta></newsItem><conceptItem guid='2'/>\
      <packageItem guid='3'><groupSet root='g'><group id='g'><itemRef residref='urn:x:1'>\
      <title>T</title></itemRef><conceptRef/></group></groupSet></packageItem></itemSet></newsMessage>
      """)
    #expect(articles.map(\.id) == ["1", "3"])
    #expect(articles[0].subjects.first?.scheme == "http://example.org/s/")
    #expect(
      articles[1].related == [RelatedItem(relation: "hasPart", title: "T", id: "urn:x:1")])
    #expect(diagnostics == ["newsml.not-an-article"])
  }

  @Test func `a broken item does not stop the others`() throws {
    let (articles, diagnostics) = try read(
      """
      <newsMessage><itemSet><newsItem guid='1'/><newsItem guid='2'><a></b></newsItem>\
      <newsItem guid='3'/></itemSet></newsMessage>
      """)
    #expect(articles.map(\.id) == ["1", "3"])
    #expect(diagnostics == ["xml.malformed"])
  }

  @Test func `another document is refused in one line`() throws {
    #expect(try read("<rss/>").diagnostics == ["newsml.unknown-root"])
    #expect(try read("no XML").diagnostics == ["xml.malformed"])
    #expect(try read("").diagnostics == ["xml.malformed"])
  }

  @Test func `a picture item is a picture with its renditions and its caption`() throws {
    let article = try item(
      """
      <itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentMeta>\
      <description role='drol:caption'>What it shows</description></contentMeta><contentSet>\
      <remoteContent rendition='rnd:highRes' href='http://example.org/a.jpg' contenttype='image/jpeg' \
      width='640' height='480' size='1000'/><remoteContent rendition='rnd:thumbnail' href='b.jpg'/>\
      </contentSet>
      """)
    let asset = try #require(article.media.first)
    #expect(article.media.count == 1)
    #expect(asset.kind == .picture)
    #expect(asset.caption == "What it shows")
    #expect(asset.renditions.map(\.role) == ["highRes", "thumbnail"])
    #expect(asset.renditions[0].width == 640)
  }

  @Test(
    arguments: [
      ("<newsItem>", Likelihood.certain),
      ("<?xml version='1.0'?><!-- a --><g:newsMessage x=", .certain),
      ("<packageItem/>", .certain), ("<conceptItem>", .certain), ("<knowledgeItem>", .certain),
      ("<NewsML>", .no), ("<rss>", .no), ("{}", .no), ("<!-- <newsItem> --><html>", .no),
    ] as [(String, Likelihood)])
  func `the format is detected by its root element`(_ text: String, _ likelihood: Likelihood) {
    let sample = ContentSample(bytes: Array(text.utf8)[...], isComplete: false)
    #expect(Format.newsMLG2.sniff(sample) == likelihood)
  }
}
