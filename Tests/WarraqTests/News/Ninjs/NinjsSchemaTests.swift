import Foundation
import TestSupport
import Testing
import Warraq

/// Every object must be valid against the official schema of its edition, formats checked.
@Suite(.enabled(if: SharedFolder.isPresent && NinjsValidator.python != nil))
struct NinjsSchemaTests {
  static let versions = NinjsWriter.Version.allCases

  private func problems(
    of articles: [Article], _ version: NinjsWriter.Version
  ) throws -> String {
    var options = NinjsWriter.Options()
    options.version = version
    var context = ConversionContext.fixed
    let bytes = try NinjsWriter(options).document(of: articles, context: &context)
    return try NinjsValidator.problems(in: bytes, version: version.rawValue)
  }

  @Test func `the validator finds what is wrong`() throws {
    for (item, place) in [
      (#"{"uri":"a b"}"#, "$.uri"), (#"{"uri":"urn:x:1","expires":"2024-01-01"}"#, "$.expires"),
      (#"{"uri":"urn:x:1","own":1}"#, "unevaluated"),
    ] {
      let problems = try NinjsValidator.problems(in: Array("[\(item)]".utf8), version: "3.1")
      #expect(problems.lowercased().contains(place), "\(problems)")
    }
  }

  @Test(arguments: versions)
  func `a thousand generated stories are valid`(version: NinjsWriter.Version) throws {
    var generator = ArticleGenerator(seed: 2)
    #expect(try problems(of: generator.articles(1000), version) == "")
  }

  @Test(arguments: versions)
  func `hostile and empty stories are valid`(version: NinjsWriter.Version) throws {
    var generator = ArticleGenerator(seed: 3)
    let articles = (0..<50).map { _ in generator.hostile() } + [Article()]
    #expect(try problems(of: articles, version) == "")
  }

  @Test(arguments: versions)
  func `any text in any place is valid`(version: NinjsWriter.Version) throws {
    let texts = [
      "", " ", "\t", "\u{0}", "a\tb\nc\rd", "x y", "::", "http://[", "http://a b/", "//x", "#", "%",
      "javascript:x", "urn:x:\u{202E}y", "urn:x:عربي", "http://example.org/\u{FFFE}", "a:b", "1:2",
      "http://u@v@w/", "http://h:99999/", "foo://[bad/x", "foo://h:abc/", "x:[", "mailto:",
      "http://example.org/a#b#c", "en_US_POSIX!", "http://", "é", "http://example.org", "x:/",
    ]
    #expect(try problems(of: texts.map(Self.article), version) == "")
  }

  /// An article whose every text is the same.
  private static func article(of text: String) -> Article {
    var article = Article(id: text)
    article.alternateIDs = [RoleText(role: text, text: text), RoleText(role: text, text: text)]
    article.url = text
    article.language = text
    article.headline = text
    article.titles = [RoleText(role: text, text: text), RoleText(role: text, text: text)]
    article.slugline = text
    article.section = text
    let person = Contributor(name: text, role: text, identifiers: [text])
    article.creators = [person]
    article.contributors = [person]
    article.byline = text
    article.dateline = text
    let concepts = Concept.Kind.allCases.flatMap { kind in
      [
        Concept(kind: kind, names: [.init(text)], scheme: text, code: text, confidence: 101),
        Concept(kind: kind, names: [], iri: text, rank: -1, confidence: 50),
        Concept(kind: kind, scheme: "http://cv.iptc.org/newscodes/mediatopic/", code: text),
      ]
    }
    article.located = concepts
    article.subjects = concepts
    article.genres = concepts
    article.created = NewsDate(unresolved: text)
    article.published = NewsDate(year: 1, month: 1, day: 1, hour: 0, minute: 0, offsetMinutes: 839)
    article.expires = NewsDate(year: 2024)
    article.summaries = [RoleText(role: text, text: text), RoleText(role: text, text: text)]
    article.editorialNotes = [RoleText(role: text, text: text)]
    article.keywords = [Keyword(text, confidence: .infinity), Keyword(text, confidence: -3)]
    article.urgency = 0
    article.version = -1
    article.provider = Party(name: text, iri: text)
    article.sources = [Source(name: text, role: text, url: text, iri: text)]
    article.creditLine = text
    article.copyrightHolder = Party(name: text, iri: text)
    article.digitalSourceType = text
    let rendition = Asset.Rendition(
      href: text, mediaType: text, role: text, width: -1, height: 0, sizeInBytes: -1, duration: -1)
    article.media = [
      Asset(id: text, renditions: [rendition, rendition], caption: text, altText: text),
      Asset(id: text, credit: text),
    ]
    article.related = [
      RelatedItem(relation: text, title: text, url: text, id: text, label: text), RelatedItem(),
    ]
    article.extra = [ExtraMember(text, .string(text))]
    return article
  }
}

/// A Python that has `jsonschema` with its check of `date-time`, for the official schemas.
enum NinjsValidator {
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["WARRAQ_PYTHON"].map { [$0] } ?? []
    let own = SharedFolder.packageRoot.appending(path: ".build/tools/bin/python3").path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let found = path.split(separator: ":").map { "\($0)/python3" }
    return (named + [own] + found).first { candidate in
      FileManager.default.isExecutableFile(atPath: candidate)
        && (try? run(candidate, ["-c", "import jsonschema, rfc3339_validator"]).status) == 0
    }
  }()

  /// What is wrong with the objects of an array; empty when nothing is.
  static func problems(in bytes: [UInt8], version: String) throws -> String {
    let folder = try TemporaryFolder()
    return try output(of: try folder.write(bytes, to: "items.json"), version: version, limit: 8)
  }

  /// The numbers of the objects of an array in a file that have something wrong with them.
  static func problems(in file: String, version: String) throws -> [Int] {
    try output(of: file, version: version, limit: 1_000_000).split(separator: "\n").compactMap {
      Int($0.prefix { $0 != " " })
    }
  }

  private static func output(
    of file: String, version: String, limit: Int
  ) throws -> String {
    let schemas = SharedFolder.path("schemas/ninjs")
    // The check of `uri` that jsonschema has needs another package; the grammar is short.
    let script = #"""
      import json, re, sys, jsonschema
      from referencing import Registry, Resource
      from referencing.jsonschema import DRAFT7
      folder, version, file, limit = sys.argv[1:]
      schema = json.load(open(f"{folder}/ninjs-schema_{version}.json"))
      geo = Resource(json.load(open(f"{folder}/GeoJSON-schema.json")), DRAFT7)
      registry = Registry().with_resources([
          ("https://geojson.org/schema/GeoJSON.json", geo),
          ("https://geojson.org/schema/GeoJSON.json#", geo)])
      kind = jsonschema.validators.validator_for(schema)
      formats = jsonschema.FormatChecker(formats=list(kind.FORMAT_CHECKER.checkers))
      c = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
      authority = r"(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?"
      uri = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?://{authority}(?:/{c}*)*|/(?:{c}+(?:/{c}*)*)?|{c}+(?:/{c}*)*|)(?:\?(?:{c}|[/?])*)?(?:#(?:{c}|[/?])*)?")
      formats.checks("uri")(lambda text: not isinstance(text, str) or uri.fullmatch(text) is not None)
      assert "date-time" in formats.checkers
      validator = kind(schema, registry=registry, format_checker=formats)
      problems = 0
      for number, item in enumerate(json.load(open(file))):
          for error in validator.iter_errors(item):
              problems += 1
              if problems < int(limit):
                  print(number, error.json_path, error.message[:300])
      """#
    return try run(try #require(python), ["-c", script, schemas, version, file, "\(limit)"]).output
  }

  private static func run(
    _ program: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
