import Foundation
import TestSupport
import Testing
import Warraq

struct JSONRoundTripTests {
  private static let writers: [JSONWriter] = {
    var pretty = JSONWriter.Options()
    pretty.pretty = true
    return [.json(), .json(pretty), .jsonl()]
  }()

  @Test(arguments: 0..<3)
  func `a thousand generated articles come back the same`(index: Int) throws {
    var generator = ArticleGenerator(seed: 7)
    let articles = generator.articles(1000)
    var context = ConversionContext.fixed
    let bytes = try Self.writers[index].document(of: articles, context: &context)
    let reader = JSONReader(index == 2 ? .lines : .array)
    #expect(try reader.articles(in: bytes, context: &context) == articles)
    #expect(context.log.diagnostics.isEmpty)
    #expect(context.log.losses.isEmpty)
  }

  @Test func `lines read as a document are the same articles`() throws {
    var generator = ArticleGenerator(seed: 8)
    let articles = generator.articles(50)
    var context = ConversionContext.fixed
    let bytes = try JSONWriter.jsonl().document(of: articles, context: &context)
    #expect(try JSONReader().articles(in: bytes, context: &context) == articles)
  }

  @Test func `hostile articles come back the same`() throws {
    var generator = ArticleGenerator(seed: 9)
    let articles = (0..<30).map { _ in generator.hostile() }
    var context = ConversionContext.fixed
    for (writer, reader) in [(JSONWriter.json(), JSONReader()), (.jsonl(), JSONReader(.lines))] {
      let bytes = try writer.document(of: articles, context: &context)
      #expect(try reader.articles(in: bytes, context: &context) == articles)
    }
  }

  @Test func `an identifier that is no IRI stays in the canonical form`() throws {
    var article = Article(id: "123")
    article.headline = "h"
    article.extra = [ExtraMember("title", .string("t")), ExtraMember("id", .number("5"))]
    var context = ConversionContext.fixed
    let bytes = try JSONWriter.json().document(of: [article], context: &context)
    #expect(try JSONReader().articles(in: bytes, context: &context) == [article])
  }

  @Test func `an array has one article a line`() throws {
    var context = ConversionContext.fixed
    var article = Article(id: "urn:x:1")
    article.extra = [ExtraMember("a", .array([])), ExtraMember("b", .object([]))]
    func text(_ writer: JSONWriter, _ count: Int) throws -> String {
      let articles = Array(repeating: article, count: count)
      return String(
        decoding: try writer.document(of: articles, context: &context), as: UTF8.self)
    }
    let line = #"{"id":"urn:x:1","extra":{"a":[],"b":{}}}"#
    #expect(try text(.json(), 0) == "[]\n")
    #expect(try text(.json(), 2) == "[\n\(line),\n\(line)\n]\n")
    #expect(try text(.jsonl(), 0) == "")
    #expect(try text(.jsonl(), 2) == "\(line)\n\(line)\n")
    #expect(
      try text(Self.writers[1], 1) == """
        [
          {
            "id": "urn:x:1",
            "extra": {
              "a": [],
              "b": {}
            }
          }
        ]

        """)
  }
}

/// The generated articles against the JSON Schema of the form, by Python's `jsonschema`.
@Suite(.enabled(if: PythonJSONSchema.python != nil, "needs python3 with jsonschema"))
struct JSONSchemaTests {
  private func validate(_ articles: [Article]) throws -> String {
    let folder = try TemporaryFolder()
    var context = ConversionContext.fixed
    let file = try folder.write(
      try JSONWriter.json().document(of: articles, context: &context), to: "articles.json")
    let schema = SharedFolder.packageRoot
      .appending(path: "Sources/Warraq/Formats/JSON/article.schema.json").path
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      for number, article in enumerate(json.load(open(sys.argv[2]))):
          for error in validator.iter_errors(article):
              print(number, error.json_path, error.message[:300])
      """
    let result = try PythonJSONSchema.run(
      #require(PythonJSONSchema.python), ["-c", script, schema, file])
    return result.output
  }

  @Test func `generated articles are valid`() throws {
    var generator = ArticleGenerator(seed: 10)
    #expect(try validate(generator.articles(300)) == "")
  }

  @Test func `hostile articles are valid`() throws {
    var generator = ArticleGenerator(seed: 11)
    #expect(try validate([generator.hostile()]) == "")
  }
}

/// A Python that has `jsonschema`: `WARRAQ_PYTHON`, else the one that `make deps` made, else any.
private enum PythonJSONSchema {
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["WARRAQ_PYTHON"].map { [$0] } ?? []
    let own = SharedFolder.packageRoot.appending(path: ".build/tools/bin/python3").path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let found = path.split(separator: ":").map { "\($0)/python3" }
    return (named + [own] + found).first { candidate in
      FileManager.default.isExecutableFile(atPath: candidate)
        && (try? run(candidate, ["-c", "import jsonschema"]).status) == 0
    }
  }()

  static func run(
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
