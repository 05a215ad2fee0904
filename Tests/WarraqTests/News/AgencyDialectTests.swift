import Testing
import Warraq

/// Items as agencies send them, where their dialects read wrong once.
struct AgencyDialectTests {
  private func read(_ reader: some ArticleReader, _ text: String) throws -> Article {
    var context = ConversionContext.fixed
    return try #require(
      try reader.articles(in: Array(text.utf8), context: &context).first)
  }

  private func item(
    meta: String = "", content: String = "", body: String = "<p>First.</p>", head: String = ""
  ) throws -> Article {
    try read(
      NewsMLG2Reader(),
      """
      <newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1' xml:lang='en'>\
      <catalogRef href='http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml'/>\
      <itemMeta><itemClass qcode='ninat:text'/>\(meta)</itemMeta><contentMeta>\(content)\
      </contentMeta><contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><head>\
      \(head)</head><body>\(body)</body></html></inlineXML></contentSet></newsItem>
      """)
  }

  private func nitf(head: String = "", body: String) throws -> Article {
    try read(NITFReader(), "<nitf><head>\(head)</head><body>\(body)</body></nitf>")
  }

  // MARK: - Furniture

  @Test func `what a page prints above its story is metadata`() throws {
    let article = try item(
      content: "<headline>Harbour opens</headline><dateline>Lintown (HW) -</dateline>",
      body: """
        <header><ul class="slugline"><li>Harbour</li><li>Lintown</li></ul>\
        <time>05.01.2026 09:00</time><h1>Harbour opens</h1><h3>After a year</h3>\
        <strong class="embargoed">Not before noon</strong></header><section class="main">\
        <p><span class="dateline">Lintown (HW) - </span>First.</p><p>Second.</p></section>
        """)
    #expect(article.body.plainText == "Lintown (HW) - First.\n\nSecond.")
    #expect(article.keywords.map(\.text) == ["Harbour", "Lintown"])
    #expect(article.titles == [RoleText(role: TitleRole.sub, text: "After a year")])
    #expect(article.editorialNotes == [RoleText(role: "embargo", text: "Not before noon")])
  }

  @Test func `words of a header that the metadata does not say stay in the body`() throws {
    let article = try item(
      content: "<headline>Harbour opens</headline>",
      body: "<header><h1>Another head</h1><p>Words above.</p></header><p>First.</p>")
    #expect(article.body.plainText == "Another head\n\nWords above.\n\nFirst.")
  }

  @Test(arguments: [
    "<h1>Harbour opens</h1>", "<h2>HARBOUR OPENS</h2>", "<p><strong>Harbour opens</strong></p>",
    "<div class='top'><ul><li>Harbour</li><li>Lintown</li></ul></div><h1>Harbour opens</h1>",
    "<p>Lintown, Harbour</p><p>Harbour opens</p>", "<p>Lintown (HW) -</p>",
    "<p>5 January 2026</p><h1>Harbour opens</h1>", "<h1>Harbour opens</h1><hr/><p>By Ann Reed</p>",
    "<h1>Harbour opens</h1><h3>After a year</h3><p class='date'>05.01.2026</p>",
  ])
  func `what stands above a story and is said already is left out in any element`(
    head: String
  ) throws {
    let body = head + "<p>First.</p><h2>Harbour opens</h2><p>5 January 2026</p>"
    let rest = "First.\n\nHarbour opens\n\n5 January 2026"
    let article = try item(
      meta: "<firstCreated>2026-01-05T09:00:00Z</firstCreated>",
      content: """
        <keyword>Harbour</keyword><keyword>Lintown</keyword><headline>Harbour opens</headline>\
        <headline role='hldrole:sub'>After a year</headline><dateline>Lintown (HW) -</dateline>\
        <by>By Ann Reed</by>
        """, body: body)
    #expect(article.body.plainText == rest)
    let old = try read(
      NewsML1Reader(),
      """
      <NewsML><NewsItem><NewsManagement><FirstCreated>20260105T090000Z</FirstCreated>\
      </NewsManagement><NewsComponent><NewsLines><HeadLine>Harbour opens</HeadLine><SubHeadLine>\
      After a year</SubHeadLine><ByLine>By Ann Reed</ByLine><DateLine>Lintown (HW) -</DateLine>\
      <KeywordLine>Harbour</KeywordLine><KeywordLine>Lintown</KeywordLine></NewsLines><ContentItem>\
      <DataContent><html><body>\(body)</body></html></DataContent></ContentItem></NewsComponent>\
      </NewsItem></NewsML>
      """)
    #expect(old.body.plainText == rest)
  }

  @Test func `a headline in the body of ninjs is said once`() throws {
    let article = try read(
      NinjsReader(),
      #"{"uri":"urn:x:1","type":"text","versioncreated":"2026-01-05T10:00:00Z","#
        + #""headline":"Harbour opens","body_html":"<h1>Harbour opens</h1><p>First.</p>"}"#)
    #expect(article.body.plainText == "First.")
  }

  @Test func `a headline in the body of NITF is said once`() throws {
    let article = try nitf(
      body: """
        <body.head><hedline><hl1>Harbour opens</hl1></hedline></body.head><body.content>\
        <hl2>Harbour opens</hl2><p>First.</p></body.content>
        """)
    #expect(article.body.plainText == "First.")
  }

  @Test(arguments: [
    "Harbour", "4 January 2026", "By Bo Lind", "Harbour, Quay", "Harbour opens?",
    "5 January 2026 11:30 GMT", "2026-01-05T09:00:00-05:00", "5 January 2026 23:59",
  ])
  func `what the metadata does not say stays at the head of a body`(line: String) throws {
    let article = try item(
      meta: "<firstCreated>2026-01-05T09:00:00Z</firstCreated>",
      content: "<keyword>Quay</keyword><headline>Harbour opens</headline><by>By Ann Reed</by>",
      body: "<p>\(line)</p><p>First.</p>")
    #expect(article.body.plainText == line + "\n\nFirst.")
  }

  @Test func `a note to editors is not printed once more in the body`() throws {
    let article = try item(
      meta: "<edNote>Corrects the name</edNote>", content: "<headline>H</headline>",
      body: "<p class='genre'><span class='genrenote'>Corrects the name</span></p><p>First.</p>")
    #expect(article.body.plainText == "First.")
    #expect(article.editorialNotes.map(\.text) == ["Corrects the name"])
  }

  @Test func `a story that is all head keeps its words`() throws {
    let article = try item(
      content: "<headline>Alert</headline>", body: "<header><h1>Alert</h1></header>")
    #expect(article.body.plainText == "Alert")
  }

  // MARK: - Words

  @Test func `the parts of a note do not run together`() throws {
    let note = """
      <edNote><section xmlns='http://www.w3.org/1999/xhtml'><h3>Pad</h3><ul><li>One</li>\
      <li>Two</li></ul><div>Three<p>Four</p></div></section></edNote>
      """
    #expect(
      try item(meta: note).editorialNotes.map(\.text) == ["Pad\nOne\nTwo\nThree\nFour"])
  }

  @Test(arguments: [
    ("By<person>Ann Example</person><byttl>Town</byttl>", "By Ann Example, Town"),
    ("By <person>Ann Reed</person><byttl>Staff Writer</byttl>", "By Ann Reed, Staff Writer"),
    ("<person>Ann Reed</person><person>Bo Lind</person>", "Ann Reed Bo Lind"),
    ("By <person>Ann</person> and <person>Bo</person>", "By Ann and Bo"),
  ])
  func `names and titles of a byline do not run together`(xml: String, line: String) throws {
    #expect(
      try nitf(body: "<body.head><byline>\(xml)</byline></body.head>").byline == line)
    let inside = try read(
      NewsMLG2Reader(),
      """
      <newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1'><contentSet><inlineXML>\
      <nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><head><title>Title of head</title></head>\
      <body><body.head><byline>\(xml)</byline></body.head><body.content><p>First.</p></body.content>\
      </body></nitf></inlineXML></contentSet></newsItem>
      """)
    #expect(inside.byline == line)
    #expect(inside.headline == "Title of head")
  }

  @Test func `keywords and urgency of NITF are read where agencies put them`() throws {
    let article = try nitf(
      head: """
        <docdata><key-list><keyword>National</keyword><keyword key='Justice'/></key-list></docdata>\
        <urgency ed-urg='2'/>
        """, body: "<body.content><p>First.</p></body.content>")
    #expect(article.keywords.map(\.text) == ["National", "Justice"])
    #expect(article.urgency == 2)
  }

  @Test func `addresses and initials below a story are notes`() throws {
    let article = try nitf(
      body: """
        <body.head><byline>daa/mt/msr</byline></body.head><body.content><p>First.</p></body.content>\
        <body.end><tagline><a href='mailto:a@wire.example'>a@wire.example</a></tagline></body.end>
        """)
    #expect(article.body.plainText == "First.")
    #expect(article.byline == nil)
    #expect(article.editorialNotes.map(\.text) == ["daa/mt/msr", "a@wire.example"])
  }

  @Test(arguments: [
    "Ann Reed (ann@wire.example)", "Contact: Ann Reed <ann@wire.example>", "abc/def",
  ])
  func `a line below a story that says whom to reach is a note`(line: String) throws {
    let text = line.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let article = try nitf(
      body:
        "<body.content><p>First.</p></body.content><body.end><tagline>\(text)</tagline></body.end>")
    #expect(article.body.plainText == "First.")
    #expect(article.editorialNotes.map(\.text) == [line])
  }

  @Test func `a dateline of a date alone is none`() throws {
    let date = "<story.date norm='20260105T080000+0000'>20260105T080000+0000</story.date>"
    let alone = try nitf(body: "<body.head><dateline>\(date)</dateline></body.head>")
    #expect(alone.dateline == nil)
    #expect(alone.created == NewsDate(iso8601: "2026-01-05T08:00:00Z"))
    let placed = try nitf(
      body: """
        <body.head><dateline><location>LINTOWN</location><story.date>5 January</story.date>\
        </dateline></body.head>
        """)
    #expect(placed.dateline == "LINTOWN 5 January")
  }

  // MARK: - Headlines

  @Test(arguments: [
    (
      "<headline role='hldrole:sub'>Deck</headline><headline>Main</headline>",
      ["Main", "Deck"]
    ),
    (
      "<headline role='hld:short'>Short</headline><headline role='hld:main'>Main</headline>",
      ["Main", "Short"]
    ),
    (
      "<headline role='a:leadin'>Lead</headline><headline role='a:title'>Main</headline>",
      ["Main", "Lead"]
    ),
    (
      "<headline xml:lang='ar'>عنوان</headline><headline xml:lang='en-GB'>Main</headline>",
      ["Main", "عنوان"]
    ),
    (
      "<headline role='a:one'>Main</headline><headline role='a:two'>Other</headline>",
      ["Main", "Other"]
    ),
  ])
  func `the main headline is told by its role and language`(
    xml: String, expected: [String]
  ) throws {
    let article = try item(content: xml)
    #expect(article.headline == expected[0])
    #expect(article.titles.map(\.text) == Array(expected[1...]))
  }

  @Test func `an item without a headline has its first words`() throws {
    #expect(try item(content: "<slugline>s</slugline>").headline == "First.")
    #expect(try item(meta: "<title>Title</title>").headline == "Title")
  }

  // MARK: - Concepts and people

  @Test func `a subject of parts is its main concept`() throws {
    let article = try item(
      content: """
        <subject rank='2'><mainConcept qcode='medtop:20001057'><name>alpine skiing</name>\
        </mainConcept><facetConcept qcode='x:y'><name>slalom</name></facetConcept></subject>
        """)
    #expect(article.subjects.map { $0.names.first?.text } == ["alpine skiing", "slalom"])
    #expect(article.subjects.first?.code == "20001057")
    #expect(article.subjects.first?.rank == 2)
  }

  @Test func `what a concept belongs to is a concept after the others`() throws {
    let article = try item(
      content: """
        <located qcode='c:lin'><name>Lintown</name><broader qcode='iso3166-1a3:DEU'>\
        <name>Germany</name></broader></located>\
        <subject qcode='medtop:20001057'><name>alpine skiing</name><broader qcode='medtop:15000000'/>\
        <broader qcode='medtop:20000822'><name>winter sport</name></broader></subject>\
        <subject qcode='medtop:15000000'><name>sport</name></subject>
        """)
    #expect(article.located.map { $0.names.first?.text } == ["Lintown", "Germany"])
    #expect(article.subjects.map(\.code) == ["20001057", "15000000", "20000822"])
    #expect(
      article.subjects.map { $0.names.first?.text } == ["alpine skiing", "sport", "winter sport"])
  }

  @Test func `what an item asserts of a concept names it`() throws {
    let text = """
      <newsItem guid='urn:x:1' xml:lang='en'><itemMeta><provider qcode='w:hw'/></itemMeta>\
      <contentMeta><infoSource qcode='w:hw'/><creator qcode='w:ann'/><creator literal='bo'/>\
      <subject qcode='w:1'><name xml:lang='en'>Quay</name></subject><headline>H</headline>\
      </contentMeta><assert qcode='w:1'><type qcode='cpnat:poi'/><name xml:lang='de'>Kai</name>\
      <name xml:lang='en'>Quayside</name><broader qcode='w:2'/></assert>\
      <assert qcode='w:2'><name>Harbour</name></assert>\
      <assert qcode='w:ann'><name>Ann Reed</name><personDetails><affiliation><name>Wire</name>\
      </affiliation></personDetails></assert><assert literal='bo'><name>Bo Lind</name></assert>\
      <assert qcode='w:hw'><name>Harbour Wire</name></assert>\
      <assert qcode='w:other'><name>Other</name></assert></newsItem>
      """
    var context = ConversionContext.fixed
    let articles = try NewsMLG2Reader().articles(in: Array(text.utf8), context: &context)
    let article = try #require(articles.first)
    #expect(article.creators.map(\.name) == ["Ann Reed", "Bo Lind"])
    #expect(article.creators.first?.organization == "Wire")
    #expect(article.provider?.name == "Harbour Wire")
    #expect(article.sources.map(\.name) == ["Harbour Wire"])
    #expect(article.subjects.first?.kind == .place)
    #expect(article.subjects.map { $0.names.map(\.text) } == [["Quay", "Kai"], ["Harbour"]])
    let unused = context.log.reading.entries.filter { $0.entry.outcome == .unused }
    #expect(unused.map(\.entry.name) == ["assert", "name"])
  }

  @Test func `what is said of parts of the content is kept`() throws {
    let text = """
      <newsItem guid='urn:x:1'><contentMeta><headline>H</headline></contentMeta>\
      <partMeta partid='p1'><timeDelim start='0' end='12'/><description>Ships<br/>leave</description>\
      </partMeta><partMeta partid='p2'><description>Gulls</description></partMeta><contentSet>\
      <remoteContent href='https://w.example/a.mp4' contenttype='video/mp4'>\
      <altId environment='urn:w:archive'>A-17</altId></remoteContent></contentSet></newsItem>
      """
    var context = ConversionContext.fixed
    let articles = try NewsMLG2Reader().articles(in: Array(text.utf8), context: &context)
    let article = try #require(articles.first)
    let time = ExtraValue.object([.init("start", .string("0")), .init("end", .string("12"))])
    #expect(
      article.extra["partMeta"]
        == .array([
          .object([
            .init("partid", .string("p1")), .init("timeDelim", time),
            .init("description", .string("Ships\nleave")),
          ]),
          .object([.init("partid", .string("p2")), .init("description", .string("Gulls"))]),
        ]))
    #expect(article.alternateIDs.map(\.text) == ["A-17"])
    let entries = context.log.reading.entries.map {
      "\($0.entry.name) \($0.entry.outcome.rawValue)"
    }
    #expect(entries == ["partMeta kept"])
  }

  @Test func `a creator without a name has that of the code`() throws {
    let article = try item(content: "<creator qcode='wire-user:a7'/><creator literal=''/>")
    #expect(article.creators.map(\.name).allSatisfy { !$0.isEmpty })
    #expect(article.creators.count == 1)
  }

  @Test func `both dates of making are kept`() throws {
    let article = try item(
      meta: "<firstCreated>2026-01-04T08:00:00Z</firstCreated>",
      content: "<contentCreated>2026-01-03T08:00:00Z</contentCreated>")
    #expect(article.created == NewsDate(iso8601: "2026-01-03T08:00:00Z"))
    #expect(article.extra.map(\.name).contains("firstCreated"))
  }

  // MARK: - NewsML 1.2

  @Test func `style sheets are no text and outer headlines are titles`() throws {
    let article = try read(
      NewsML1Reader(),
      """
      <NewsML><NewsEnvelope><DateAndTime>20260105T080000Z</DateAndTime></NewsEnvelope><NewsItem>\
      <NewsManagement><NewsItemType FormalName='News'/></NewsManagement><NewsComponent><NewsLines>\
      <HeadLine>Outer headline</HeadLine></NewsLines><NewsComponent><ContentItem>\
      <MimeType FormalName='text/css'/><DataContent>.x {margin: 1px}</DataContent></ContentItem>\
      </NewsComponent><NewsComponent><Role FormalName='StyleSheet'/><ContentItem><DataContent>\
      .y {margin: 1px}</DataContent></ContentItem></NewsComponent><NewsComponent>\
      <Role FormalName='Main'/><NewsLines><HeadLine>Inner headline</HeadLine></NewsLines>\
      <AdministrativeMetadata><Property FormalName='author' Value=' Ann Example '/>\
      </AdministrativeMetadata><ContentItem><DataContent>Inner text.</DataContent></ContentItem>\
      </NewsComponent></NewsComponent></NewsItem></NewsML>
      """)
    #expect(article.body.plainText == "Inner text.")
    #expect(article.headline == "Inner headline")
    #expect(article.titles == [RoleText(role: "title", text: "Outer headline")])
    #expect(article.creators.map(\.name) == ["Ann Example"])
  }

  /// A text that was counted whole, or says that it is, has no head that an agency printed above it.
  @Test func `a story of ours that begins with its headline comes back with it`() throws {
    var story = Article(id: "urn:x:1")
    story.headline = "Harbour opens after two years"
    story.byline = "By Ann Reed"
    story.language = "en"
    story.published = NewsDate(secondsSince1970: 1_719_223_200)
    story.keywords = [Keyword("sea"), Keyword("tide")]
    story.body = [
      .paragraph([.text("Harbour opens after two years")]), .paragraph([.text("By Ann Reed")]),
      .heading(level: 2, [.text("Harbour opens after two years")]),
      .paragraph([.text("The harbour opened on Monday, and the ferry came in first.")]),
    ]
    var nitfBody = NewsMLG2Writer.Options()
    nitfBody.body = .nitf
    let ways: [(any ArticleWriter, any ArticleReader)] = [
      (NewsMLG2Writer(), NewsMLG2Reader()), (NewsMLG2Writer(nitfBody), NewsMLG2Reader()),
      (NITFWriter(), NITFReader()), (NinjsWriter(), NinjsReader()),
    ]
    for (writer, reader) in ways {
      var context = ConversionContext.fixed
      let bytes = try writer.document(of: [story], context: &context)
      let back = try reader.articles(in: bytes, context: &context)
      #expect(back.map(\.body) == [story.body], "\(type(of: writer))")
      // Without the count it is what an agency prints.
      guard writer is NewsMLG2Writer else { continue }
      let text = String(decoding: bytes, as: UTF8.self).replacing("wordcount=", with: "rendition=")
      let foreign = try reader.articles(in: Array(text.utf8), context: &context)
      #expect(foreign.map(\.body) == [[story.body[3]]])
    }
  }
}
