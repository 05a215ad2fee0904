import Testing
import Warraq

struct NewsMLG2WriterTests {
  private func written(
    _ articles: Article..., options: NewsMLG2Writer.Options = .init(),
    context: ConversionContext = .fixed
  ) throws -> (text: String, diagnostics: [String]) {
    var context = context
    let bytes = try NewsMLG2Writer(options).document(of: articles, context: &context)
    return (
      String(decoding: bytes, as: UTF8.self), context.log.diagnostics.map(\.message.id)
    )
  }

  private var story: Article {
    var article = Article(id: "urn:newsml:example.org:20240624:1")
    article.language = "ar"
    article.headline = "عنوان"
    article.published = NewsDate(year: 2024, month: 6, day: 24)
    article.provider = Party(name: "وكالة", iri: "https://example.org/")
    article.body = [.paragraph(["ثلاث كلمات هنا"])]
    return article
  }

  @Test func `one story is a news item, several are a message`() throws {
    let one = try written(story).text
    #expect(one.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<newsItem xmlns="))
    #expect(one.hasSuffix("\n</newsItem>\n"))
    let two = try written(story, story).text
    #expect(two.contains("\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\">\n"))
    #expect(two.contains("<sent>2024-01-01T00:00:00Z</sent>"))
    #expect(two.split(separator: "<newsItem ").count == 3)
    #expect(two.hasSuffix("\n</newsItem>\n</itemSet>\n</newsMessage>\n"))
  }

  @Test func `items that come in batches make the same message`() throws {
    let writer = NewsMLG2Writer()
    var context = ConversionContext.fixed
    let whole = try writer.document(of: [story, story, story], context: &context)
    for size in 1...2 {
      let sink = MemorySink()
      var output = writer.makeOutput()
      try output.begin(sink, context: &context)
      var rest = [story, story, story][...]
      while !rest.isEmpty {
        var batch = EncodedBatch()
        for article in rest.prefix(size) {
          try batch.append(
            article, with: writer, separator: writer.separator, context: &context)
        }
        rest = rest.dropFirst(size)
        try output.append(batch, to: sink, context: &context)
      }
      try output.finish(sink, context: &context)
      #expect(sink.bytes == whole)
    }
  }

  @Test func `a document without a story is an error`() {
    #expect { try written() } throws: {
      ($0 as? ConversionError)?.message.id == "newsml.no-article"
    }
  }

  @Test func `the message without a date of the source is sent when the first story was made`()
    throws
  {
    let text = try written(story, story, context: ConversionContext()).text
    #expect(text.contains("<sent>2024-06-24T00:00:00Z</sent>"))
  }

  @Test func `the direction stands on the item, the rendition and the html`() throws {
    let (text, _) = try written(story)
    #expect(text.contains(#"conformance="power" xml:lang="ar" dir="rtl">"#))
    #expect(
      text.contains(
        #"<inlineXML contenttype="application/xhtml+xml" xml:lang="ar" dir="rtl" wordcount="3" charcount="12">"#
      ))
    #expect(
      text.contains(
        #"<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar" lang="ar" dir="rtl">"#))
    var unknown = story
    unknown.language = nil
    #expect(try written(unknown).text.contains(#"conformance="power" dir="rtl">"#))
    unknown.headline = "Latin letters"
    unknown.body = []
    #expect(!(try written(unknown).text.contains(" dir=")))
    unknown.direction = .leftToRight
    #expect(try written(unknown).text.contains(#"conformance="power" dir="ltr">"#))
  }

  @Test func `a day stays a day where the standard allows it`() throws {
    let (text, diagnostics) = try written(story)
    #expect(text.contains("<timestamp>2024-06-24</timestamp>"))
    #expect(text.contains("<versionCreated>2024-06-24T00:00:00Z</versionCreated>"))
    #expect(!text.contains("<firstCreated>"))
    #expect(diagnostics == ["newsml.time-invented"])
  }

  @Test func `an instant is written as it is`() throws {
    var article = story
    article.created = NewsDate(iso8601: "2024-06-24T10:05+03:00")
    article.modified = NewsDate(iso8601: "2024-06-24T12:05:09.250Z")
    let (text, diagnostics) = try written(article)
    #expect(text.contains("<versionCreated>2024-06-24T12:05:09.250Z</versionCreated>"))
    #expect(text.contains("<firstCreated>2024-06-24T10:05:00+03:00</firstCreated>"))
    #expect(
      text.contains(
        #"<contentCreated xmlns:w="urn:warraq:extension" w:date="2024-06-24T10:05+03:00">2024-06-24T10:05:00+03:00</"#
      ))
    #expect(text.contains("<contentModified>2024-06-24T12:05:09.250Z</contentModified>"))
    #expect(diagnostics.isEmpty)
  }

  @Test func `a time without a zone gets none where none is asked`() throws {
    var article = story
    article.created = NewsDate(iso8601: "2024-06-24T10:05")
    let (text, _) = try written(article)
    #expect(
      text.contains(
        #"<contentCreated xmlns:w="urn:warraq:extension" w:date="2024-06-24T10:05">2024-06-24T10:05:00</"#
      ))
    #expect(!text.contains("<firstCreated>"))
  }

  @Test func `a story without a date takes the date of the source or is refused`() throws {
    var article = story
    article.published = NewsDate(unresolved: "أمس")
    let (text, diagnostics) = try written(article)
    #expect(
      text.contains(
        #"<versionCreated whyuri="urn:warraq:default">2024-01-01T00:00:00Z</versionCreated>"#))
    #expect(diagnostics == ["newsml.date-of-source"])
    #expect { try written(article, context: ConversionContext()) } throws: {
      ($0 as? ConversionError)?.message.id == "newsml.no-date"
    }
  }

  @Test func `an embargo withholds the story and never ends too early`() throws {
    var article = story
    article.embargoed = NewsDate(iso8601: "2024-06-25T12:00:00+03:00")
    #expect(
      try written(article).text.contains("<embargoed>2024-06-25T12:00:00+03:00</embargoed>"))
    #expect(
      try written(article).text.contains(
        #"<pubStatus qcode="stat:withheld" whyuri="urn:warraq:default"/>"#))
    article.embargoed = NewsDate(iso8601: "2024-06-25")
    let (text, diagnostics) = try written(article)
    #expect(text.contains(#"<embargoed xmlns:w="urn:warraq:extension" w:date="2024-06-25"/>"#))
    #expect(diagnostics.contains("newsml.embargo-without-time"))
    article.status = .usable
    #expect(try written(article).text.contains(#"<pubStatus qcode="stat:usable"/>"#))
  }

  @Test func `the provider is the provider, the publisher, the option or unknown`() throws {
    var article = story
    #expect(
      try written(article).text.contains(#"<provider uri="https://example.org/">"#))
    article.provider = nil
    article.sources = [
      Source(name: "الأناضول", role: SourceRole.agency),
      Source(name: "Sky", role: SourceRole.publisher),
    ]
    #expect(
      try written(article).text.contains(#"<provider whyuri="urn:warraq:default" literal="Sky">"#))
    article.sources = []
    var options = NewsMLG2Writer.Options()
    options.provider = "Desk"
    let named = try written(article, options: options)
    #expect(named.text.contains(#"<provider whyuri="urn:warraq:default" literal="Desk">"#))
    let unknown = try written(article)
    #expect(unknown.text.contains(#"<provider whyuri="urn:warraq:default" literal="unknown">"#))
    #expect(unknown.diagnostics.contains("newsml.no-provider"))
  }

  @Test func `properties stand where the standard wants them`() throws {
    var article = story
    article.version = 3
    article.url = "https://example.org/خبر"
    article.titles = [RoleText(role: "sub", text: "فرعي")]
    article.slugline = "a\tb"
    article.section = "سياسة"
    article.creators = [
      Contributor(
        name: "كاتب", role: "author", jobTitle: "محرر", organization: "صحيفة",
        identifiers: ["https://orcid.example/1", "https://orcid.example/2"])
    ]
    article.keywords = [Keyword("كلمة", confidence: 0.756)]
    article.subjects = [
      Concept(
        kind: .person, names: [.init("Ada", language: "en")],
        iri: "http://www.wikidata.org/entity/Q7259", rank: 2, confidence: 90),
      Concept(
        kind: .subject, scheme: "http://cv.iptc.org/newscodes/mediatopic/", code: "11000000"),
      Concept(scheme: "https://example.org/cv/", code: "a b"),
    ]
    article.sources = [Source(name: "AA", role: "agency", url: "https://aa.example/")]
    article.copyrightHolder = Party(name: "H")
    article.usageTerms = "a\nb"
    article.dataMining = "https://ns.useplus.org/LDF/ldf-XMPSpecification#DMI-PROHIBITED"
    article.summaries = [RoleText(role: SummaryRole.summary, text: "s")]
    article.editorialNotes = [RoleText(role: "desk", text: "n")]
    article.related = [
      RelatedItem(title: "t", url: "https://example.org/2", id: "urn:x:2"),
      RelatedItem(relation: "translationOf", article: Article(id: "urn:x:3")),
    ]
    let (text, diagnostics) = try written(article)
    for part in [
      #"version="3""#, #"<published uri="https://example.org/خبر">"#,
      #"<headline rank="1">عنوان</headline>"#,
      #"<headline roleuri="urn:warraq:role:sub">فرعي</headline>"#, "<slugline>a b</slugline>",
      #"<contentMetaExtProperty reluri="urn:warraq:relation:section" literal="سياسة"/>"#,
      #"<creator uri="https://orcid.example/1" role="cpprole:author">"#,
      #"<note roleuri="urn:warraq:role:job-title">محرر</note>"#,
      #"<sameAs uri="https://orcid.example/2"/>"#,
      #"<keyword confidence="76" xmlns:w="urn:warraq:extension" w:confidence="0.756">كلمة</keyword>"#,
      #"<subject type="cpnat:person" uri="http://www.wikidata.org/entity/Q7259" confidence="90" rank="2">"#,
      #"<name xml:lang="en" dir="ltr">Ada</name>"#,
      #"<subject type="cpnat:abstract" qcode="medtop:11000000"/>"#,
      #"<scheme alias="x1" uri="https://example.org/cv/"/>"#, #"<subject qcode="x1:a%20b"/>"#,
      #"<infoSource literal="AA" roleuri="urn:warraq:role:agency">"#,
      #"<remoteInfo href="https://aa.example/"/>"#, #"<copyrightHolder literal="H">"#,
      "<usageTerms>a<br/>b</usageTerms>",
      #"<dataMining uri="https://ns.useplus.org/LDF/ldf-XMPSpecification#DMI-PROHIBITED"/>"#,
      #"<description role="drol:summary">s</description>"#,
      #"<edNote roleuri="urn:warraq:role:desk">n</edNote>"#,
      #"<link rel="irel:seeAlso" href="https://example.org/2" residref="urn:x:2">"#,
      #"<link reluri="urn:warraq:relation:translationOf" residref="urn:x:3"/>"#,
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(diagnostics == ["newsml.time-invented"])
  }

  @Test func `what the types refuse is left out with a word`() throws {
    var article = Article(id: "not an iri")
    article.published = NewsDate(iso8601: "2024-06-24T10:05:00Z")
    article.language = "not a language"
    article.urgency = 12
    article.expires = NewsDate(year: 2025)
    article.version = 0
    article.url = "no address"
    article.sources = [Source(name: "AA", url: "javascript:x")]
    let (text, diagnostics) = try written(article)
    #expect(text.contains(#"guid="urn:warraq:id:not%20an%20iri" version="1""#))
    #expect(!text.contains("xml:lang"))
    #expect(!text.contains("<urgency>"))
    #expect(text.contains(#"w:date="2025">2025-12-31</expires>"#))
    #expect(
      Set(diagnostics) == [
        "newsml.identifier-not-iri", "newsml.bad-language", "newsml.bad-urgency",
        "newsml.coarse-expiry", "newsml.bad-address",
      ])
  }

  @Test func `editorial notes and read-more residue stay out of the body`() throws {
    var article = story
    article.editorialNotes = [RoleText(role: "desk", text: "SECRET")]
    article.body.append(.aside([.paragraph(["RESIDUE"])], role: AsideRole.readMore))
    let text = try written(article).text
    let body = try #require(text.split(separator: "<contentSet>").last)
    #expect(!body.contains("SECRET"))
    #expect(!text.contains("RESIDUE"))
  }

  @Test func `the same story gives the same bytes`() throws {
    var nameless = story
    nameless.id = ""
    #expect(try written(nameless).text == written(nameless).text)
    #expect(try written(nameless).text.contains(#"guid="urn:uuid:"#))
  }

  @Test func `the format is known by its name and its namespace`() throws {
    let format = Format.newsMLG2
    #expect(format.aliases == ["newsml-g2", "g2"])
    let writer = try #require(format.writer)
    #expect(
      writer.settings.map(\.name) == [
        "newsml-version", "item", "body", "codes", "signal", "provider",
      ])
    _ = try writer.make([SettingValue("provider", "Desk")])
    let item = Array("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>".utf8)
    #expect(format.sniff(ContentSample(bytes: item[...], isComplete: true)) == .certain)
    #expect(format.sniff(ContentSample(bytes: Array("<rss>".utf8)[...], isComplete: true)) == .no)
  }
}
