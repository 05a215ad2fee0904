import TestSupport
import Testing
import Warraq

struct NinjsCheckerTests {
  static let good = """
    [{
      "standard": {"name": "ninjs", "version": "3.1"},
      "uri": "urn:newsml:a.example:20240501:1", "version": "2", "type": "text", "language": "ar",
      "versionCreated": "2024-05-01T10:00:00+03:00", "urgency": 3,
      "subjects": [{"name": "a", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000350"}],
      "renditions": [{"name": "thumb", "href": "https://a.example/1"},
        {"name": "web", "href": "https://a.example/2"}]
    },
    {"standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:a:2", "headlines": []}]
    """

  static let cases =
    JSONCheckerTests.syntax("by") + [
      RuleCase("json.unexpected-shape", document: "[5, {\"uri\": \"a:b\"}]"),
      RuleCase("ninjs.no-uri", "\"uri\": \"urn:a:2\", ", ""),
      RuleCase("ninjs.uri-not-uri", "urn:a:2", "story"),
      RuleCase("ninjs.uri-not-encoded", "urn:a:2", "https://a.example/خبر"),
      RuleCase(
        "ninjs.uri-repeated", document: "[{\"uri\": \"urn:a:2\"}, {\"uri\": \"urn:a:2\"}]"),
      RuleCase(
        "ninjs.no-standard", "\"standard\": {\"name\": \"ninjs\", \"version\": \"3.1\"}, ", ""),
      RuleCase("ninjs.standard-version", "\"version\": \"3.1\"", "\"version\": \"2.2\""),
      RuleCase("ninjs.date-time", "2024-05-01T10:00:00+03:00", "2024-05-01"),
      RuleCase("ninjs.urgency", "\"urgency\": 3", "\"urgency\": 10"),
      RuleCase("ninjs.version", "\"version\": \"2\"", "\"version\": 2"),
      RuleCase("ninjs.language-tag", "\"language\": \"ar\"", "\"language\": \"ar_EG\""),
      RuleCase("ninjs.name-repeated", "\"name\": \"web\"", "\"name\": \"thumb\""),
      RuleCase(
        "ninjs.qcode", "http://cv.iptc.org/newscodes/mediatopic/20000350", "medtop:20000350"),
    ]

  @Test func `good items break no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .ninjs) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .ninjs)
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(
      Self.cases, for: .ninjs,
      besides: JSONCheckerTests.untested + ["json.invalid", "json.unknown-member"])
  }

  /// The schemas that lie beside the project; those of editions between them are not there.
  private static let versions = ["1.0", "1.4", "1.6", "2.0", "2.1", "2.2", "3.0", "3.1"]

  @Test(.enabled(if: SharedFolder.isPresent), arguments: [1, 2, 3])
  func `the corpus is as the manifest says`(edition: Int) async throws {
    for row in try CorpusManifest.rows(in: "ninjs-\(edition)") {
      let isValid = row.validity.hasPrefix("valid:")
      let stated =
        isValid
        ? row.validity.dropFirst(6).split(separator: ",").map(String.init)
        : [String(row.validity.prefix { $0 != ":" })]
      for version in stated where Self.versions.contains(version) {
        let schemas = Schemas(
          .file(SharedFolder.path("schemas/ninjs/ninjs-schema_\(version).json")))
        let found = await Checked.findings(
          in: try SharedFolder.bytes("corpus/" + row.path), format: .ninjs, schemas: schemas)
        let official = found.filter {
          ["json.invalid", "json.unknown-member"].contains($0.message.id)
            || $0.message.id.hasPrefix("schema.")
        }
        #expect(official.isEmpty == isValid, "\(row.path) \(version): \(official)")
        #expect(official.allSatisfy { $0.location?.column != nil }, "\(row.path)")
      }
    }
  }

  @Test func `a schema is chosen by the edition of the item`() async throws {
    let folder = try TemporaryFolder()
    for version in ["1.0", "1.4", "1.6", "2.1", "2.2", "3.0", "3.1"] {
      _ = try folder.write("{}", to: "ninjs-schema_\(version).json")
    }
    let schemas = Schemas(.folder(folder.path("")))
    func schema(_ text: String) async -> String? {
      var validator = Validator(registry: .standard)
      validator.format = .ninjs
      validator.schemas = schemas
      return await validator.validate(.memory(Array(text.utf8), name: "a")).schema
        .flatMap { $0.split(separator: "_").last.map(String.init) }
    }
    // The newest of the edition where no version is stated.
    #expect(await schema("{\"uri\": \"a:b\", \"body_text\": \"\"}") == "1.6.json")
    #expect(await schema("{\"uri\": \"a:b\", \"bodies\": []}") == "2.2.json")
    #expect(await schema("{\"uri\": \"a:b\", \"versionCreated\": \"\"}") == "3.1.json")
    // The stated version, else the next newer one.
    #expect(await schema("{\"uri\": \"a:b\", \"standard\": {\"version\": \"2.1\"}}") == "2.1.json")
    #expect(await schema("{\"uri\": \"a:b\", \"standard\": {\"version\": \"1.3\"}}") == "1.4.json")
  }
}
