import Foundation
import TestSupport
import Testing
import Warraq

/// Our JSON Schema next to Python's `jsonschema`, on the corpus and on what chance makes of it.
@Suite(.enabled(if: SharedFolder.isPresent && NinjsValidator.python != nil))
struct JSONSchemaPeerTests {
  @Test(arguments: ["1.4", "1.6", "2.0", "2.1", "2.2", "3.0", "3.1"])
  func `it finds the same values at fault as jsonschema does`(version: String) throws {
    let path = SharedFolder.path("schemas/ninjs/ninjs-schema_\(version).json")
    let schema = try JSONSchema(path: path)
    var values: [String] = []
    for edition in 1...3 {
      for row in try CorpusManifest.rows(in: "ninjs-\(edition)") {
        let text = String(decoding: try SharedFolder.bytes("corpus/" + row.path), as: UTF8.self)
        values += [text] + Self.mutations(of: text)
      }
    }
    let peer = try Self.peer(values, version: version)
    #expect(peer.count == values.count)
    var invalid = 0
    for (text, expected) in zip(values, peer) {
      let node = try Array(text.utf8).withUnsafeBufferPointer {
        try JSONNode($0, maximumDepth: 256)
      }
      let isValid = schema.accepts(node)
      if !isValid { invalid += 1 }
      #expect(isValid == expected, "\(schema.breaches(of: node).prefix(3)) in \(text.prefix(2000))")
    }
    #expect(invalid > 100 && invalid < values.count)
  }

  /// The text with one value changed, in thirty ways.
  private static func mutations(of text: String) -> [String] {
    var generator = SplitMix(state: UInt64(text.utf8.count))
    let values = [
      "null", "5", "-1.5", "\"\"", "\"a b\"", "[]", "{}", "true", "\"2024-05-01\"", "12",
      "{\"type\": \"Point\", \"coordinates\": [1, 2]}", "\"urn:a:b\"",
      "[{\"name\": \"a\", \"uri\": \"urn:a:b\"}]",
    ]
    let colons = text.ranges(of: /":\s*("[^"\\]*"|-?[0-9.]+|true|false|null|\[\s*\]|\{\s*\})/)
    guard !colons.isEmpty else { return [] }
    return (0..<30).map { _ in
      let range = colons[Int(generator.next() % UInt64(colons.count))]
      let value = values[Int(generator.next() % UInt64(values.count))]
      let name = generator.next() % 5 == 0 ? "Z\":" : "\":"
      return text.replacingCharacters(in: range, with: name + value)
    }
  }

  private static func peer(_ values: [String], version: String) throws -> [Bool] {
    let folder = try TemporaryFolder()
    let joined = "[" + values.joined(separator: ",\n") + "]"
    let file = try folder.write(Array(joined.utf8), to: "values.json")
    let verdicts = try NinjsValidator.problems(in: file, version: version)
    let wrong = Set(verdicts)
    return values.indices.map { !wrong.contains($0) }
  }

  private struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
