import TestSupport
import Testing
import Warraq

struct NITFCheckerTests {
  static let good = """
    <nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN" baselang="ar">
      <head>
        <title>عنوان</title>
        <docdata management-status="usable">
          <doc-id id-string="urn:newsml:a.example:20240501:1"/>
          <urgency ed-urg="4"/>
          <date.issue norm="20240501T100000+0300"/>
          <date.expire norm="2024-05-01"/>
        </docdata>
      </head>
      <body>
        <body.head><hedline><hl1>عنوان</hl1></hedline><abstract><p>ملخص</p></abstract></body.head>
        <body.content>
          <p>نص</p>
          <bq><block><p>اقتباس</p></block></bq>
          <media media-type="image"><media-reference source="https://a.example/1.jpg"/></media>
        </body.content>
      </body>
    </nitf>
    """

  static let cases = [
    RuleCase("xml.malformed", "</head>", ""),
    RuleCase(
      "xml.too-deep", "<p>نص</p>",
      String(repeating: "<em>", count: 300) + String(repeating: "</em>", count: 300)),
    RuleCase("nitf.unknown-root", document: "<news/>"),
    RuleCase("nitf.no-namespace", " xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"", ""),
    RuleCase("nitf.version", "-//IPTC//DTD NITF 3.6//EN", "3.6"),
    RuleCase("nitf.no-id", "<doc-id id-string=\"urn:newsml:a.example:20240501:1\"/>", ""),
    RuleCase("nitf.no-headline", "عنوان", ""),
    RuleCase("nitf.no-language", " baselang=\"ar\"", ""),
    RuleCase("nitf.language-tag", "baselang=\"ar\"", "baselang=\"ar_EG\""),
    RuleCase("nitf.no-content", "body.content", "body.end"),
    RuleCase("nitf.status", "\"usable\"", "\"cancelled\""),
    RuleCase("nitf.date", "20240501T100000+0300", "1 May 2024"),
    RuleCase("nitf.coarse-date", "2024-05-01", "2024-05"),
    RuleCase("nitf.no-zone", "20240501T100000+0300", "20240501T100000"),
    RuleCase("nitf.urgency", "ed-urg=\"4\"", "ed-urg=\"9\""),
    RuleCase("nitf.media-type", " media-type=\"image\"", ""),
    RuleCase("nitf.quotation", "<bq><block><p>اقتباس</p></block></bq>", "<bq><p>اقتباس</p></bq>"),
    RuleCase("nitf.abstract", "<abstract><p>ملخص</p>", "<abstract>ملخص"),
  ]

  @Test func `a good story breaks no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .nitf) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .nitf)
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(Self.cases, for: .nitf, besides: ["xml.invalid", "xml.too-large"])
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `a schema or DTD is chosen by the namespace and version`() async throws {
    let schemas = Schemas(.folder(SharedFolder.path("schemas")))
    func check(_ text: String) async -> (schema: String?, ids: Set<String>) {
      var validator = Validator(registry: .standard)
      validator.schemas = schemas
      let report = await validator.validate(.memory(Array(text.utf8), name: "a.xml"))
      let found = await Checked.findings(in: Array(text.utf8), format: .nitf, schemas: schemas)
      return (
        report.schema?.split(separator: "/").last.map(String.init), Set(found.map(\.message.id))
      )
    }
    let good = await check(Self.good)
    #expect(good.schema == "nitf-3-6.xsd")
    #expect(good.ids == [])
    let bare = Self.good.replacing(" xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"", with: "")
      .replacing("-//IPTC//DTD NITF 3.6//EN", with: "-//IPTC-NAA//DTD NITF-XML 2.1//EN")
      .replacing(" baselang=\"ar\"", with: "").replacing(" management-status=\"usable\"", with: "")
      .replacing(#/<media .*</media>/#, with: "")
    let old = await check(bare)
    #expect(old.schema == "nitf-2-5.dtd")
    #expect(old.ids == ["schema.other-version", "nitf.no-namespace", "nitf.no-language"])
    let broken = await check(
      bare.replacing("<body.content>", with: "<body.content colour=\"red\">"))
    #expect(broken.ids.contains("xml.invalid"))
  }
}
