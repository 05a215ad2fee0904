import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

struct NewsMLG2CheckerTests {
  /// A message of a story and a package that breaks no rule.
  static let good = """
    <?xml version="1.0" encoding="UTF-8"?>
    <newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
      <header>
        <sent>2024-05-01T10:00:00Z</sent>
        <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
      </header>
      <itemSet>
        <newsItem guid="urn:newsml:a.example:20240501:story" version="2" standard="NewsML-G2"
          standardversion="2.35" conformance="power" xml:lang="ar" dir="rtl">
          <itemMeta>
            <itemClass qcode="ninat:text"/>
            <provider literal="a" ><name>وكالة</name></provider>
            <versionCreated>2024-05-01T10:00:00+03:00</versionCreated>
            <pubStatus qcode="stat:usable"/>
            <signal qcode="sig:update"/>
          </itemMeta>
          <contentMeta>
            <urgency>3</urgency>
            <contentCreated>2024-05-01</contentCreated>
            <contentModified>2024-05-01T10:00:00Z</contentModified>
            <language tag="ar"/>
            <subject type="cpnat:abstract" qcode="medtop:01000000" id="s1"/>
            <headline>عنوان</headline>
          </contentMeta>
          <contentSet>
            <inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml" lang="ar" dir="rtl"><body id="s1"><p>نص</p></body></html></inlineXML>
          </contentSet>
        </newsItem>
        <packageItem guid="urn:newsml:a.example:20240501:package" version="1" standard="NewsML-G2"
          standardversion="2.35" conformance="power" xml:lang="en">
          <itemMeta>
            <itemClass qcode="ninat:composite"/>
            <provider uri="https://a.example/"/>
            <versionCreated>2024-05-01T10:00:00Z</versionCreated>
            <pubStatus qcode="stat:usable"/>
          </itemMeta>
          <groupSet root="main">
            <group id="main" role="group:main"><groupRef idref="side"/></group>
            <group id="side" role="group:side"><itemRef residref="urn:newsml:a.example:20240501:story" version="2"/></group>
          </groupSet>
        </packageItem>
      </itemSet>
    </newsMessage>
    """.replacing("group:main", with: "cpprole:author").replacing(
      "group:side", with: "cpprole:author")

  static let cases = [
    RuleCase("newsml.id-not-name", "id=\"s1\"/>", "id=\"1a\"/>"),
    RuleCase("newsml.dir", "dir=\"rtl\">\n", "dir=\"RTL\">\n"),
    RuleCase("newsml.slugline", "<headline>", "<slugline>a\tb</slugline><headline>"),
    RuleCase("newsml.slugline", "<headline>", "<keyword>a\nb</keyword><headline>"),
    RuleCase(
      "newsml.slugline", "<headline>", "<creator literal='a'><name>a\tb</name></creator><headline>"),
    RuleCase(
      "newsml.address", "<signal", "<link rel=\"irel:seeAlso\" href=\"a#b#c\"/><signal"),
    RuleCase("xml.malformed", "</itemSet>", ""),
    RuleCase(
      "xml.too-deep", "<p>نص</p>",
      String(repeating: "<b>", count: 300) + String(repeating: "</b>", count: 300)),
    RuleCase(
      "newsml.unknown-root", document: "<contentSet><inlineData>a</inlineData></contentSet>"),
    RuleCase("newsml.no-guid", " guid=\"urn:newsml:a.example:20240501:package\"", ""),
    RuleCase("newsml.guid-not-iri", "\"urn:newsml:a.example:20240501:package\"", "\"package 5\""),
    RuleCase(
      "newsml.guid-with-version", ":20240501:package\" version=\"1\"",
      ":20240501:package:3\" version=\"3\""),
    RuleCase(
      "newsml.guid-repeated", "20240501:package\" version=\"1\"", "20240501:story\" version=\"2\""),
    RuleCase("newsml.version", "package\" version=\"1\"", "package\" version=\"1.2\""),
    RuleCase("newsml.standard", "standardversion=\"2.35\"", "standardversion=\"two\""),
    RuleCase("newsml.conformance", " conformance=\"power\"", ""),
    RuleCase("newsml.no-language", " xml:lang=\"en\"", ""),
    RuleCase("newsml.language-tag", "<language tag=\"ar\"/>", "<language tag=\"ar_EG\"/>"),
    RuleCase("newsml.no-direction", "xml:lang=\"ar\" dir=\"rtl\"", "xml:lang=\"ar\""),
    RuleCase("newsml.body-no-direction", "lang=\"ar\" dir=\"rtl\"><body", "lang=\"ar\"><body"),
    RuleCase(
      "newsml.no-catalog",
      "<catalogRef href=\"http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml\"/>", ""),
    RuleCase(
      "newsml.unknown-catalog", "<itemMeta>",
      "<catalogRef href=\"http://a.example/c.xml\"/><itemMeta>"),
    RuleCase("newsml.undeclared-alias", "medtop:01000000", "house:01"),
    RuleCase("newsml.qcode", "\"cpprole:author\"", "\"main\""),
    RuleCase("newsml.no-item-class", "<itemClass qcode=\"ninat:text\"/>", ""),
    RuleCase("newsml.no-provider", "<provider uri=\"https://a.example/\"/>", ""),
    RuleCase("newsml.empty-provider", "<provider uri=\"https://a.example/\"/>", "<provider/>"),
    RuleCase(
      "newsml.no-version-created", "<versionCreated>2024-05-01T10:00:00Z</versionCreated>", ""),
    RuleCase("newsml.no-pub-status", "<pubStatus qcode=\"stat:usable\"/>", ""),
    RuleCase("newsml.pub-status", "stat:usable", "stat:cancelled"),
    RuleCase(
      "newsml.date-time", "<versionCreated>2024-05-01T10:00:00Z<", "<versionCreated>2024-05-01<"),
    RuleCase(
      "newsml.no-zone", "<versionCreated>2024-05-01T10:00:00Z<",
      "<versionCreated>2024-05-01T10:00:00<"),
    RuleCase(
      "newsml.no-content-zone", "<contentModified>2024-05-01T10:00:00Z<",
      "<contentModified>2024-05-01T10:00:00<"),
    RuleCase("newsml.padded-date", "<contentCreated>2024-05-01<", "<contentCreated> 2024-05-01<"),
    RuleCase("newsml.basic-date", "<contentCreated>2024-05-01<", "<contentCreated>20240501<"),
    RuleCase("newsml.urgency", "<urgency>3<", "<urgency>0<"),
    RuleCase("newsml.no-headline", "<headline>عنوان</headline>", "<headline/>"),
    RuleCase("newsml.no-content-language", "<language tag=\"ar\"/>", ""),
    RuleCase("newsml.inline-xml", "</html></inlineXML>", "</html><p>a</p></inlineXML>"),
    RuleCase(
      "newsml.empty-inline-xml", "</contentSet>",
      "<inlineXML contenttype=\"application/xhtml+xml\"/></contentSet>"),
    RuleCase("newsml.body-namespace", "<html xmlns=\"http://www.w3.org/1999/xhtml\"", "<html"),
    RuleCase("newsml.content-type", "application/xhtml+xml", "application/xhtml+html"),
    RuleCase("newsml.duplicate-id", "<group id=\"side\"", "<group id=\"s1\""),
    RuleCase("newsml.group-root", "root=\"main\"", "root=\"top\""),
    RuleCase("newsml.group-ref", "idref=\"side\"", "idref=\"aside\""),
    RuleCase(
      "newsml.dangling-reference", "residref=\"urn:newsml:a.example:20240501:story\"",
      "residref=\"urn:x:y\""),
    RuleCase(
      "newsml.no-items",
      document:
        "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header/><itemSet/></newsMessage>"
    ),
  ]

  @Test func `a good message breaks no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .newsMLG2) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .newsMLG2)
  }

  @Test(arguments: [
    ("20240501:package\" version=\"1\"", "20240501:package:1\" version=\" 1 \""),
    ("<urgency>3<", "<urgency> 5 <"), ("<urgency>3</urgency>", ""),
    ("<signal", "<embargoed/><signal"),
    ("<signal", "<link rel=\"irel:seeAlso\" href=\"../b?c=d%20e#f\"/><signal"),
  ])
  func `what the schema takes is no fault`(old: String, new: String) async {
    #expect(Self.good.contains(old))
    let found = await Checked.findings(
      in: Self.good.replacing(old, with: new), format: .newsMLG2)
    #expect(found == [])
  }

  @Test(arguments: [
    ("<contentCreated>2024-05-01<", "<contentCreated>02024-05-01<"),
    ("<signal", "<embargoed>\n</embargoed><signal"), ("<p>نص", "<p xml:lang=\"ar_EG\">نص"),
  ])
  func `what the schema does not take is a fault`(old: String, new: String) async {
    let found = await Checked.findings(
      in: Self.good.replacing(old, with: new), format: .newsMLG2)
    #expect(found.contains { $0.severity == .error })
  }

  @Test func `a catalog is a document`() async {
    let text = "<catalog xmlns='http://iptc.org/std/nar/2006-10-01/'/>"
    #expect(await Checked.findings(in: text, format: .newsMLG2) == [])
  }

  @Test func `each rule has a case`() {
    // Both need more than a small document: a schema, and four million nodes.
    Checked.expectCases(Self.cases, for: .newsMLG2, besides: ["xml.invalid", "xml.too-large"])
  }

  @Test func `a breach has the place of the element`() async throws {
    let found = await Checked.findings(
      in: Self.good.replacing("<urgency>3<", with: "<urgency>0<"), format: .newsMLG2)
    let urgency = try #require(found.first)
    #expect(urgency.location?.line == 18)
    #expect(urgency.location?.column == 9)
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `the corpus is as the manifest says`() async throws {
    let schemas = Schemas(
      .file(SharedFolder.path("schemas/newsml-g2/newsml-g2-2.35-with-nitf-3.6.xsd")))
    for row in try CorpusManifest.rows(in: "newsml-g2") {
      let found = await Checked.findings(
        in: try SharedFolder.bytes("corpus/" + row.path), format: .newsMLG2, schemas: schemas)
      let official = found.filter { ["xml.invalid", "xml.malformed"].contains($0.message.id) }
      #expect(official.isEmpty == row.validity.hasPrefix("2.35:OK"), "\(row.path): \(official)")
      #expect(official.allSatisfy { $0.location?.line != nil }, "\(row.path)")
    }
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `a schema is chosen by the version of the document`() async throws {
    let schemas = Schemas(.folder(SharedFolder.path("schemas")))
    func schema(_ version: String) async throws -> String? {
      var validator = Validator(registry: .standard)
      validator.schemas = schemas
      let text = Self.good.replacing("\"2.35\"", with: "\"\(version)\"")
      return await validator.validate(.memory(Array(text.utf8), name: "a")).schema
        .flatMap { $0.split(separator: "/").last.map(String.init) }
    }
    #expect(try await schema("2.28") == "NewsML-G2_2.28-spec-All-Power.xsd")
    #expect(try await schema("2.29") == "NewsML-G2_2.34-spec-All-Power.xsd")
    #expect(try await schema("2.9") == "NewsML-G2_2.9-spec-All-Power.xsd")
    #expect(try await schema("2.35") == "newsml-g2-2.35-with-nitf-3.6.xsd")
    #expect(try await schema("2.99") == "newsml-g2-2.35-with-nitf-3.6.xsd")
    #expect(try await schema("?") == "newsml-g2-2.35-with-nitf-3.6.xsd")
  }
}

/// What the corpus says of its files.
enum CorpusManifest {
  struct Row {
    var path: String
    var validity: String
  }

  static func rows(in folder: String) throws -> [Row] {
    let text = String(decoding: try SharedFolder.bytes("corpus/manifest.tsv"), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count > 5, fields[0].hasPrefix(folder + "/") else { return nil }
      return Row(path: String(fields[0]), validity: String(fields[5]))
    }
  }
}
