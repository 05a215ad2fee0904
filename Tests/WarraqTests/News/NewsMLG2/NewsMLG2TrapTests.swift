import TestSupport
import Testing
import Warraq

/// What real senders do that a schema does not tell.
struct NewsMLG2TrapTests {
  private func read(
    _ bytes: [UInt8]
  ) throws -> (articles: [Article], diagnostics: [String]) {
    var context = ConversionContext.fixed
    let articles = try NewsMLG2Reader().articles(in: bytes, context: &context)
    return (articles, context.log.diagnostics.map(\.message.id))
  }

  private func item(_ content: String, attributes: String = "") throws -> Article {
    let text =
      "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' \(attributes)>\(content)</newsItem>"
    return try #require(try read(Array(text.utf8)).articles.first)
  }

  @Test func `the identifier stays the same for every version`() throws {
    let article = try item("", attributes: "guid='urn:newsml:a.example:20240501:1' version='7'")
    #expect(article.id == "urn:newsml:a.example:20240501:1")
    #expect(article.version == 7)
  }

  @Test(arguments: ["0", "-1", "1.2", "", "one"])
  func `a version that is none is the first`(_ version: String) throws {
    #expect(try item("", attributes: "guid='x' version='\(version)'").version == 1)
  }

  @Test(arguments: ["0", "10", "12", "high", ""])
  func `an urgency of another scale is none`(_ urgency: String) throws {
    let meta = "<contentMeta><urgency>\(urgency)</urgency></contentMeta>"
    #expect(try item(meta).urgency == nil)
  }

  @Test func `a language with an underscore and a direction that is none are mended`() throws {
    let article = try item(
      "<contentMeta><language tag='ar_EG'/></contentMeta>", attributes: "dir='auto'")
    #expect(article.language == "ar-EG")
    #expect(article.direction == nil)
    #expect(try item("", attributes: "xml:lang='de_AT'").language == "de-AT")
  }

  @Test(arguments: [
    (" 2024-05-01T10:00:00Z\n", "2024-05-01T10:00:00Z"),
    ("2024-05-01T10:00:00", "2024-05-01T10:00:00"),
    ("2024-05-01T10:00:00+0100", "2024-05-01T10:00:00+01:00"),
    ("20240501T100000Z", "2024-05-01T10:00:00Z"), ("20240501", "2024-05-01"),
    ("2024-05-01 10:00:00", "2024-05-01T10:00:00"),
  ])
  func `dates that the types forbid are dates`(_ text: String, _ date: String) throws {
    var known = NewsDate(iso8601: date)
    let read = try item("<itemMeta><versionCreated>\(text)</versionCreated></itemMeta>").published
    known?.text = read?.text
    #expect(read == known)
  }

  @Test func `a date of digits is no year of twenty million`() throws {
    let created = try item(
      "<contentMeta><contentCreated>20240501</contentCreated></contentMeta>"
    ).created
    #expect(created?.year == 2024)
    #expect(created?.month == 5)
    #expect(created?.precision == .day)
  }

  @Test func `a slugline is one text, whatever its separators`() throws {
    let meta =
      "<contentMeta><slugline separator='-'>أيار/مايو، خبر-ب</slugline><keyword>سياسة/عالم</keyword></contentMeta>"
    let article = try item(meta)
    #expect(article.slugline == "أيار/مايو، خبر-ب")
    #expect(article.keywords.map(\.text) == ["سياسة/عالم"])
  }

  @Test func `the same digits in two vocabularies are two codes`() throws {
    let article = try item(
      """
      <contentMeta><subject qcode='subj:04000000'/><subject qcode='medtop:04000000'>\
      <name xml:lang='en'>Economy</name><name>اقتصاد</name></subject></contentMeta>
      """)
    #expect(
      article.subjects.map(\.scheme) == [
        "http://cv.iptc.org/newscodes/subjectcode/", "http://cv.iptc.org/newscodes/mediatopic/",
      ])
    #expect(
      article.subjects[1].names == [.init("Economy", language: "en"), .init("اقتصاد")])
  }

  @Test(arguments: ["canceled", "cancelled", "Canceled"])
  func `a cancellation has one l or two`(_ code: String) throws {
    let meta = "<itemMeta><pubStatus qcode='stat:\(code)'/></itemMeta>"
    #expect(try item(meta).status == .canceled)
  }

  @Test func `the words of an agency's own markup do not run together`() throws {
    let article = try item(
      """
      <contentSet><inlineXML contenttype='application/ttnitf+xml'><BODY xmlns=''>\
      <RUBRIK>Head</RUBRIK><INGRESS>Lead <B>words</B></INGRESS><BRODTEXT><P>One</P><P>Two</P>\
      </BRODTEXT></BODY></inlineXML></contentSet>
      """)
    #expect(article.body.plainText == "Head\n\nLead words\n\nOne\n\nTwo")
    let inline = try item(
      """
      <contentSet><inlineXML><html><body><p>One<place>Two</place>Three</p></body></html></inlineXML>\
      </contentSet>
      """)
    #expect(inline.body.plainText == "OneTwoThree")
  }

  @Test func `html in the namespace of the item is html`() throws {
    // Without a namespace of its own it falls into that of NewsML-G2, as agencies send it.
    let article = try item(
      """
      <contentSet><inlineXML contenttype='xhtml/xml'><html><head><title>no</title></head><body>\
      <h2>Head</h2><p>Text with a <a href='https://example.org/'>link</a></p></body></html>\
      </inlineXML></contentSet>
      """)
    #expect(article.body.plainText == "Head\n\nText with a link")
  }

  @Test func `several renditions of a picture are one picture, and a notepad is none`() throws {
    let article = try item(
      """
      <itemMeta><itemClass qcode='ninat:text'/><edNote role='x:y'>NOTE</edNote></itemMeta>\
      <contentSet><inlineXML rendition='dpa:public'><html xmlns='http://www.w3.org/1999/xhtml'>\
      <body><p>Text</p></body></html></inlineXML><inlineData rendition='a:Notepad'>NOTEPAD</inlineData>\
      <inlineData renditionuri='http://example.org/INTERNAL'>SECRET</inlineData></contentSet>
      """)
    #expect(article.body.plainText == "Text")
    #expect(article.editorialNotes.map(\.text) == ["NOTE"])
  }

  @Test func `marks of direction and joiners are content`() throws {
    let article = try item(
      "<contentMeta><headline>می\u{200C}روم \u{200F}«x»\u{200E}</headline></contentMeta>")
    #expect(article.headline == "می\u{200C}روم \u{200F}«x»\u{200E}")
  }

  // MARK: - Encodings

  @Test func `a document is read in the encoding that it names or shows`() throws {
    let text = "<newsItem guid='x'><contentMeta><headline>café</headline></contentMeta></newsItem>"
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    let declared = Array("<?xml version='1.0' encoding='ISO-8859-1'?>".utf8) + latin
    #expect(try read(declared).articles.first?.headline == "café")
    #expect(try read([0xEF, 0xBB, 0xBF] + Array(text.utf8)).articles.first?.headline == "café")
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try read([0xFF, 0xFE] + wide).articles.first?.headline == "café")
    #expect(try read(wide).articles.first?.headline == "café")
    let wrong = try read(Array("<?xml version='1.0' encoding='UTF-8'?>".utf8) + latin)
    #expect(wrong.articles.first?.headline == "café")
    #expect(wrong.diagnostics == ["input.repaired-bytes"])
  }

  @Test func `an entity that nobody declared stays, with one warning`() throws {
    let text =
      "<newsItem><contentMeta><headline>a&nbsp;b &nitf; &nitf;</headline></contentMeta></newsItem>"
    let (articles, diagnostics) = try read(Array(text.utf8))
    #expect(articles.first?.headline == "a\u{A0}b &nitf; &nitf;")
    #expect(diagnostics == ["xml.unknown-entity"])
  }

  @Test(arguments: ["conceptItem", "knowledgeItem", "planningItem", "catalogItem"])
  func `what is no article says so in one line`(_ name: String) throws {
    let (articles, diagnostics) = try read(
      Array("<\(name) guid='urn:x:1'><conceptSet><concept/></conceptSet></\(name)>".utf8))
    #expect(articles.isEmpty)
    #expect(diagnostics == ["newsml.not-an-article"])
  }
}
