import TestSupport
import Testing
import Warraq

struct NewsML1CheckerTests {
  static let good = """
    <?xml version="1.0"?>
    <NewsML Version="1.2">
      <Catalog Href="https://a.example/catalog.xml"/>
      <NewsEnvelope><DateAndTime>20240501T100000Z</DateAndTime><Priority FormalName="4"/></NewsEnvelope>
      <NewsItem>
        <Identification>
          <NewsIdentifier>
            <ProviderId>a.example</ProviderId><DateId>20240501</DateId><NewsItemId>1</NewsItemId>
            <RevisionId PreviousRevision="0" Update="N">1</RevisionId>
            <PublicIdentifier>urn:newsml:a.example:20240501:1:1</PublicIdentifier>
          </NewsIdentifier>
        </Identification>
        <NewsManagement>
          <NewsItemType FormalName="News"/>
          <FirstCreated>20240501T100000+0300</FirstCreated>
          <ThisRevisionCreated>20240501</ThisRevisionCreated>
          <Status FormalName="Usable"/><Urgency FormalName="4"/>
        </NewsManagement>
        <NewsComponent Duid="c1" xml:lang="ar">
          <NewsLines><HeadLine>عنوان</HeadLine></NewsLines>
          <ContentItem Duid="c2"><DataContent>نص</DataContent></ContentItem>
        </NewsComponent>
      </NewsItem>
    </NewsML>
    """

  static let cases = [
    RuleCase("xml.malformed", "</NewsItem>", ""),
    RuleCase(
      "xml.too-deep", "نص",
      String(repeating: "<b>", count: 300) + String(repeating: "</b>", count: 300)
    ),
    RuleCase("newsml1.unknown-root", document: "<News><NewsItem/></News>"),
    RuleCase("newsml1.no-items", document: "<NewsML><NewsEnvelope/></NewsML>"),
    RuleCase(
      "newsml1.no-identifier",
      "<PublicIdentifier>urn:newsml:a.example:20240501:1:1</PublicIdentifier>", ""),
    RuleCase(
      "newsml1.repeated", "</NewsItem>",
      "</NewsItem><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:a.example:20240501:1:1</PublicIdentifier></NewsIdentifier></Identification></NewsItem>"
    ),
    RuleCase("newsml1.date-id", "<DateId>20240501<", "<DateId>2024-05-01<"),
    RuleCase("newsml1.revision", ">1</RevisionId>", ">1.2</RevisionId>"),
    RuleCase("newsml1.duplicate-id", "Duid=\"c2\"", "Duid=\"c1\""),
    RuleCase("newsml1.date", "20240501T100000+0300", "2024-05-01T10:00:00+03:00"),
    RuleCase("newsml1.no-zone", "20240501T100000+0300", "20240501T100000"),
    RuleCase("newsml1.language-tag", "xml:lang=\"ar\"", "xml:lang=\"ar_EG\""),
    RuleCase("newsml1.empty-headline", "عنوان", ""),
    RuleCase("newsml1.urgency", "<Urgency FormalName=\"4\"", "<Urgency FormalName=\"high\""),
  ]

  @Test func `a good document breaks no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .newsML1) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .newsML1)
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(Self.cases, for: .newsML1, besides: ["xml.invalid", "xml.too-large"])
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `the DTD is that of the version`() async {
    let schemas = Schemas(.folder(SharedFolder.path("schemas")))
    let broken = Self.good.replacing("<Catalog ", with: "<Katalog ")
    for (text, isValid) in [(Self.good, true), (broken, false)] {
      let found = await Checked.findings(
        in: Array(text.utf8), format: .newsML1, schemas: schemas)
      #expect(found.isEmpty == isValid, "\(found)")
      #expect(found.allSatisfy { $0.message.id == "xml.invalid" }, "\(found)")
    }
  }
}
