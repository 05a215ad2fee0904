import TestSupport
import Testing
import Warraq

/// What a system that reads NITF finds in a document.
struct NITFWriterTests {
  private func write(
    _ article: Article, context: inout ConversionContext
  ) throws -> String {
    let bytes = try NITFWriter().document(of: [article], context: &context)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ change: (inout Article) -> Void) throws -> String {
    var article = Article(id: "urn:newsml:example.org:20240624:1")
    article.language = "en"
    change(&article)
    var context = ConversionContext.fixed
    let text = try write(article, context: &context)
    #expect(context.log.diagnostics == [])
    return text
  }

  @Test func `the root says its version, its language and its direction`() throws {
    let text = try write { $0.language = "ar" }
    #expect(text.contains(#"<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/""#))
    #expect(text.contains(#"version="-//IPTC//DTD NITF 3.6//EN""#))
    #expect(text.contains(#"baselang="ar" xml:lang="ar" h:dir="rtl""#))
  }

  @Test func `a quotation holds blocks and an abstract holds paragraphs`() throws {
    let text = try write {
      $0.body = [.quote([.paragraph(["Said."])], attribution: ["A. Speaker"])]
      $0.summaries = [RoleText(role: SummaryRole.summary, text: "One\nTwo")]
    }
    let plain = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    #expect(plain.contains("<bq><block><p>Said.</p></block><credit>A. Speaker</credit></bq>"))
    #expect(plain.contains("<abstract><p>One<br/>Two</p></abstract>"))
  }

  @Test func `what NITF has one element for is distinguished by a class`() throws {
    let text = try write {
      $0.body = [
        .heading(level: 2, ["Two"]), .heading(level: 4, ["Four"]),
        .paragraph([
          .emphasis(["a"]), .strong(["b"]), .code("c"), .superscript(["d"]), .subscript(["e"]),
          .deletion(["12"]), .insertion(["15"]), .footnoteReference("n1"),
          .span(["خبر"], language: "ar"),
        ]),
      ]
    }
    #expect(text.contains("<hl2>Two</hl2>"))
    #expect(text.contains(#"<hl2 class="h4">Four</hl2>"#))
    let expected = ##"""
      <p><em>a</em><em class="bold">b</em><em class="code">c</em>\##
      <em class="superscript">d</em><em class="subscript">e</em>\##
      <em class="deletion">12</em><em class="insertion">15</em>\##
      <a href="#fn-n1" rel="footnote">[1]</a>\##
      <lang xml:lang="ar" h:dir="rtl">خبر</lang></p>
      """##
    #expect(text.contains(expected))
  }

  @Test(arguments: [
    (NewsDate(year: 2024, month: 6, day: 24), #"norm="20240624T000000"/>"#),
    (NewsDate(year: 2024, month: 6), #"norm="2024-06"/>"#),
    (NewsDate(year: 2024), #"norm="2024"/>"#),
    (
      NewsDate(
        year: 2024, month: 6, day: 24, hour: 14, minute: 5, second: 9, offsetMinutes: -210),
      #"norm="20240624T140509-0330"/>"#
    ),
    (
      NewsDate(year: 2024, month: 6, day: 24, hour: 0, minute: 0, second: 0, offsetMinutes: 0),
      #"norm="20240624T000000Z" w:date="2024-06-24T00:00:00Z"/>"#
    ),
  ])
  func `dates are in the basic format, days by the convention`(
    date: NewsDate?, expected: String
  ) throws {
    #expect(try write { $0.created = date }.contains("<date.issue " + expected))
  }

  @Test func `an embargo is a status and a release`() throws {
    let text = try write {
      $0.embargoed = NewsDate(iso8601: "2024-06-25T06:00:00Z")
    }
    #expect(text.contains(#"<docdata management-status="embargoed""#))
    #expect(text.contains(#"<date.release norm="20240625T060000Z"/>"#))
  }

  @Test func `urgency ends at 8`() throws {
    #expect(try write { $0.urgency = 9 }.contains(#"<urgency ed-urg="8""#))
    var article = Article(id: "urn:x:1")
    article.urgency = 12
    var context = ConversionContext.fixed
    #expect(try !write(article, context: &context).contains("<urgency"))
    #expect(context.log.diagnostics.map(\.message.id) == ["nitf.bad-urgency"])
  }

  @Test func `people and places are marked up where they are printed`() throws {
    let text = try write {
      $0.byline = "By Mara Ellison in Lintown"
      $0.creators = [
        Contributor(name: "Mara Ellison", role: "author"),
        Contributor(name: "Tom Haddad", role: "author", jobTitle: "Editor", organization: "Wire"),
      ]
      $0.dateline = "LINTOWN, June 24"
      $0.located = [Concept(kind: .place, names: [.init("LINTOWN")])]
    }
    #expect(text.contains("<byline>By <person>Mara Ellison</person> in Lintown</byline>"))
    #expect(
      text.contains(
        #"<byline class="creator"><person>Tom Haddad</person> "#
          + "<byttl>Editor, <org>Wire</org></byttl></byline>"))
    #expect(text.contains("<dateline><location>LINTOWN</location>, June 24</dateline>"))
  }

  @Test func `a subject code stands where systems look for it`() throws {
    let text = try write {
      $0.subjects = [
        Concept(
          kind: .subject, names: [.init("politics")],
          scheme: "http://cv.iptc.org/newscodes/subjectcode/", code: "11000000"),
        Concept(kind: .subject, names: [.init("own")], code: "no token"),
      ]
    }
    #expect(
      text.contains(
        #"tobject.subject.refnum="11000000" tobject.subject.type="politics""#))
    #expect(!text.contains(#"refnum="no token""#))
  }

  @Test func `a link that cannot be trusted keeps its text`() throws {
    var article = Article(id: "urn:x:1")
    article.body = [.paragraph([.link(["here"], href: "javascript:alert(1)")])]
    var context = ConversionContext.fixed
    let text = try write(article, context: &context)
    #expect(text.contains("<p>here</p>"))
    #expect(context.log.diagnostics.map(\.message.id) == ["nitf.link-removed"])
  }

  @Test func `notes between editors are facts, never text`() throws {
    let text = try write {
      $0.editorialNotes = [
        RoleText(role: "desk", text: "Hold"), RoleText(role: "correction", text: "Name mended"),
      ]
    }
    #expect(text.contains(#"<ed-msg msg-type="desk" info="Hold"/>"#))
    #expect(text.contains(#"<correction info="Name mended"/>"#))
  }

  @Test func `a second story is an error and no file`() async throws {
    let folder = try TemporaryFolder()
    var converter = Converter(registry: .standard, writer: NITFWriter())
    converter.jobs = 2
    let input = Array("{\"headline\":\"One\"}\n{\"headline\":\"Two\"}\n".utf8)
    let error = await #expect(throws: ConversionError.self) {
      try await converter.convert(
        [.memory(input, name: "two.jsonl")], to: .file(folder.path("out.xml")))
    }
    #expect(error?.message.id == "nitf.one-story")
    #expect(try folder.files() == [])
    let template = try PathTemplate(folder.path("{slug}.nitf"))
    let report = try await converter.convert(
      [.memory(input, name: "two.jsonl")], to: .split(template))
    #expect(report.isComplete)
    #expect(try folder.files() == ["one.nitf", "two.nitf"])
  }

  @Test func `no story is an error`() throws {
    var context = ConversionContext.fixed
    let error = #expect(throws: ConversionError.self) {
      try NITFWriter().document(of: [], context: &context)
    }
    #expect(error?.message.id == "nitf.no-story")
  }
}
