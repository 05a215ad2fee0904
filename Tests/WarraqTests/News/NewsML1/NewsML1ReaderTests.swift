import Foundation
import TestSupport
import Testing
import Warraq

/// NewsML 1.2 as agencies send it. Whole documents are the cases of `Tests/Golden/newsml1`.
struct NewsML1ReaderTests {
  private func read(_ text: String) throws -> [Article] {
    var context = ConversionContext.fixed
    return try NewsML1Reader().articles(in: Array(text.utf8), context: &context)
  }

  /// The one story of an item that holds these lines and this content.
  private func story(
    lines: String = "", management: String = "", metadata: String = "", content: String
  ) throws -> Article {
    let articles = try read(
      """
      <NewsML><NewsItem><NewsManagement>\(management)</NewsManagement><NewsComponent><NewsLines>\
      \(lines)</NewsLines>\(metadata)<ContentItem><DataContent>\(content)</DataContent></ContentItem>\
      </NewsComponent></NewsItem></NewsML>
      """)
    #expect(articles.count == 1)
    return try #require(articles.first)
  }

  private static let fixtures = ["agency-story", "arabic-alert", "two-languages", "web-journal"]

  private static func fixture(_ name: String) throws -> [UInt8] {
    let url = SharedFolder.packageRoot.appending(path: "Tests/Golden/newsml1/\(name)/input.xml")
    return Array(try Data(contentsOf: url))
  }

  // MARK: - Detection

  @Test(arguments: fixtures)
  func `it is distinguished from NewsML-G2 by its root`(name: String) throws {
    let bytes = try Self.fixture(name)
    let sample = ContentSample(bytes: bytes.prefix(4096), isComplete: bytes.count <= 4096)
    #expect(try FormatRegistry.standard.detect(sample, name: "x.xml").name == "newsml1")
  }

  @Test func `another root is an error that names it`() throws {
    var context = ConversionContext.fixed
    let articles = try NewsML1Reader().articles(
      in: Array("<newsItem guid='x'/>".utf8), context: &context)
    #expect(articles == [])
    #expect(context.log.diagnostics.map(\.message.id) == ["newsml1.unknown-root"])
  }

  // MARK: - Text

  @Test(arguments: [
    "<nitf><body><body.content><block><p>One <em>two</em>.</p></block></body.content></body></nitf>",
    "<nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.content><p>One <em>two</em>.</p>"
      + "</body.content></body></nitf>",
    "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>One <em>two</em>.</p></body></html>",
    "<body><p>One <i>two</i>.</p></body>", "<p>One <em>two</em>.</p>",
    "&lt;p&gt;One &lt;i&gt;two&lt;/i&gt;.&lt;/p&gt;", "<![CDATA[<p>One <i>two</i>.</p>]]>",
  ])
  func `content is recognised by what it holds`(content: String) throws {
    #expect(
      try story(content: content).body == [.paragraph(["One ", .emphasis(["two"]), "."])])
  }

  @Test func `plain text has its paragraphs`() throws {
    #expect(
      try story(content: "  One\n  two.\n\n  Three &amp; four.").body == [
        .paragraph(["One", .lineBreak, "two."]), .paragraph(["Three & four."]),
      ])
  }

  @Test(arguments: ["", "<HeadLine/>", "<HeadLine> </HeadLine>"])
  func `without a headline the first paragraph is one and stays in the body`(line: String) throws {
    let article = try story(lines: line, content: "<p>Alert text</p><p>More</p>")
    #expect(article.headline == "Alert text")
    #expect(article.body == [.paragraph(["Alert text"]), .paragraph(["More"])])
  }

  @Test func `advice to desks is a note and no text`() throws {
    let article = try story(
      lines: """
        <HeadLine>H</HeadLine><NewsLine><NewsLineType FormalName='AdvisoryLine'/><NewsLineText>\
        CORRECTS name</NewsLineText></NewsLine>
        """, content: "<p>Text</p>")
    #expect(article.editorialNotes == [RoleText(role: "AdvisoryLine", text: "CORRECTS name")])
    #expect(article.body == [.paragraph(["Text"])])
  }

  @Test(arguments: ["asl/tib/pid/cac", "ففف/ح س/كام", "bur-ola/hme"])
  func `initials at the end are a note`(initials: String) throws {
    let article = try story(content: "<p>Text</p><p>\(initials)</p>")
    #expect(article.body == [.paragraph(["Text"])])
    #expect(article.editorialNotes.map(\.text) == [initials])
  }

  @Test(arguments: ["AC/DC", "They played and/or sang", "one", "أيار/مايو هو الشهر"])
  func `a last paragraph that is none of these stays`(text: String) throws {
    #expect(try story(content: "<p>Text</p><p>\(text)</p>").body.last == .paragraph([.text(text)]))
  }

  @Test(arguments: fixtures)
  func `no word of a body is lost`(name: String) throws {
    var context = ConversionContext.fixed
    let bytes = try Self.fixture(name)
    let articles = try NewsML1Reader().articles(in: bytes, context: &context)
    let text = String(data: Data(bytes), encoding: name == "two-languages" ? .isoLatin1 : .utf8)
    let kept = Set(
      articles.flatMap { article in
        let captions = article.media.flatMap { [$0.caption, $0.credit] }.compactMap { $0 }
        let notes = article.editorialNotes.map(\.text) + article.summaries.map(\.text)
        return ([article.headline ?? "", article.body.plainText] + captions + notes)
          .flatMap { Self.words($0) }
      })
    var count = 0
    for part in try #require(text).components(separatedBy: "<DataContent>").dropFirst() {
      let content = part.components(separatedBy: "</DataContent>")[0]
      let plain = content.replacing(#/<!\[CDATA\[|\]\]>/#, with: "")
        .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
        .replacing(#/<[^<>]*>/#, with: " ")
      for word in Self.words(plain) {
        #expect(kept.contains(word))
        count += 1
      }
    }
    #expect(count > 5)
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || $0.isPunctuation }.map(String.init)
  }

  // MARK: - Facts

  @Test(arguments: [
    ("20231124T192141Z", "2023-11-24T19:21:41Z"), ("20231124T192141+0000", "2023-11-24T19:21:41Z"),
    ("20231124T192141+0200", "2023-11-24T19:21:41+02:00"),
    ("20231124T192141", "2023-11-24T19:21:41"), ("20231124", "2023-11-24"),
    ("2023-11-24T19:21:41Z", "2023-11-24T19:21:41Z"), ("20231124T000000", "2023-11-24"),
  ])
  func `dates in the basic format keep what they say`(text: String, expected: String) throws {
    let article = try story(
      management: "<ThisRevisionCreated>\(text)</ThisRevisionCreated>", content: "<p>x</p>")
    #expect(article.published?.description == expected)
  }

  @Test func `DateLineDate is trusted, not the date in the dateline`() throws {
    let article = try story(
      lines: "<DateLine>Paris, 2-1-2023 (AG) -</DateLine>",
      management: "<FirstCreated>20230103T000001Z</FirstCreated>",
      metadata: """
        <DescriptiveMetadata><DateLineDate>20230102T230000Z</DateLineDate></DescriptiveMetadata>
        """, content: "<p>x</p>")
    #expect(article.created?.description == "2023-01-02T23:00:00Z")
    #expect(article.dateline == "Paris, 2-1-2023 (AG) -")
  }

  @Test(arguments: [
    ("<Status FormalName='USABLE'/><Urgency FormalName='4'/>", PublicationStatus.usable, 4),
    ("<Status FormalName='Embargoed'/><Urgency>2</Urgency>", .withheld, 2),
    ("<Status FormalName='Cancelled'/><Urgency FormalName='12'/>", .canceled, nil),
    ("<Status FormalName='x'/>", nil, nil),
  ])
  func `status and urgency are read as agencies write them`(
    management: String, status: PublicationStatus?, urgency: Int?
  ) throws {
    let article = try story(management: management, content: "<p>x</p>")
    #expect(article.status == status)
    #expect(article.urgency == urgency)
  }

  @Test func `lists of keywords are not split at what separates none`() throws {
    let article = try story(
      lines: "<KeywordLine>لبنان، أيار/مايو</KeywordLine><KeywordLine>ECO;CAO</KeywordLine>",
      content: "<p>x</p>")
    #expect(article.keywords.map(\.text) == ["لبنان، أيار/مايو", "ECO;CAO"])
  }

  @Test func `bytes in the document are those of the picture`() throws {
    let article = try #require(
      try read(
        """
        <NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>P</HeadLine></NewsLines><ContentItem>\
        <MediaType FormalName='Photo'/><Encoding Notation='Base64'><DataContent>iVBO\nRw==\
        </DataContent></Encoding></ContentItem></NewsComponent></NewsItem></NewsML>
        """
      ).first)
    #expect(article.media.first?.renditions == [.init(data: [0x89, 0x50, 0x4E, 0x47])])
  }

  @Test func `an item in an item is a story of its own`() throws {
    let articles = try read(
      """
      <NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Outer</HeadLine></NewsLines><NewsItem>\
      <NewsComponent><NewsLines><HeadLine>Inner</HeadLine></NewsLines><ContentItem><DataContent>\
      <p>Text</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsComponent></NewsItem>\
      </NewsML>
      """)
    #expect(articles.map(\.headline) == ["Inner"])
  }

  // MARK: - Size and hostility

  @Test func `a document of many items is read item by item`() async throws {
    var text = "<?xml version='1.0'?><NewsML Version='1.2'>"
    for number in 0..<5000 {
      text += "<NewsItem><NewsComponent><NewsLines><HeadLine>H\(number)</HeadLine></NewsLines>"
      text += "<ContentItem><DataContent><p>\(number)</p></DataContent></ContentItem>"
      text += "</NewsComponent></NewsItem>\n"
    }
    text += "</NewsML>"
    let source = ByteSource(name: "many", bytes: Array(text.utf8))
    var scanner = NewsML1Reader().makeScanner()
    var context = ConversionContext.fixed
    var records = 0
    var batches = 0
    var hasMore = true
    while hasMore {
      var batch = RecordBatch()
      batch.beginFile("many")
      hasMore = try scanner.scan(source, into: &batch, context: &context)
      records += batch.count
      batches += 1
    }
    #expect(records == 5000)
    #expect(batches > 1)
  }

  @Test func `deep components are read in linear time`() throws {
    let depth = 200
    let open = String(repeating: "<NewsComponent>", count: depth)
    let close = String(repeating: "</NewsComponent>", count: depth)
    let content = "<ContentItem><DataContent>deep</DataContent></ContentItem>"
    let articles = try read("<NewsML><NewsItem>\(open)\(content)\(close)</NewsItem></NewsML>")
    #expect(articles.map(\.headline) == ["deep"])
  }

  @Test(arguments: fixtures)
  func `a file cut at any hundredth byte is an error with a place`(name: String) throws {
    let bytes = try Self.fixture(name)
    for count in stride(from: 0, to: bytes.count - 20, by: 100) {
      var context = ConversionContext.fixed
      let articles = try NewsML1Reader().articles(in: Array(bytes[..<count]), context: &context)
      #expect(articles == [])
      #expect(context.log.diagnostics.contains { $0.severity == .error && $0.location != nil })
    }
  }
}
