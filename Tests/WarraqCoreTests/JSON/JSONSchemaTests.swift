import Testing
import WarraqCore

/// The keywords of JSON Schema, one case each way.
struct JSONSchemaTests {
  private func node(_ text: String) throws -> JSONNode {
    try Array(text.utf8).withUnsafeBufferPointer { try JSONNode($0, maximumDepth: 256) }
  }

  private func breaches(_ schema: String, _ value: String) throws -> [JSONSchema.Breach] {
    try JSONSchema(Array(schema.utf8), name: "schema.json").breaches(of: node(value))
  }

  @Test(arguments: [
    (##"{"type": "string"}"##, ##""a""##, "1"),
    (##"{"type": ["integer", "null"]}"##, "1.0", "1.5"),
    (##"{"enum": [1, "a", {"b": [2, 3]}]}"##, ##"{"b": [2.0, 3]}"##, ##"{"b": [3, 2]}"##),
    (##"{"const": {"a": 1, "b": 2}}"##, ##"{"b": 2, "a": 1}"##, ##"{"a": 1}"##),
    (##"{"pattern": "^a[0-9]+$"}"##, ##""a10""##, ##""ba1""##),
    (##"{"minLength": 2, "maxLength": 3}"##, ##""سلم""##, ##""a""##),
    (##"{"minimum": 1, "maximum": 9}"##, "9", "10"),
    (##"{"exclusiveMinimum": 1}"##, "1.1", "1"),
    (##"{"exclusiveMaximum": 1}"##, "0.9", "1"),
    (
      ##"{"$schema": "http://json-schema.org/draft-04/schema#", "maximum": 3, "exclusiveMaximum": true}"##,
      "2", "3"
    ),
    (
      ##"{"$schema": "http://json-schema.org/draft-03/schema#", "properties": {"a": {"required": true}}}"##,
      ##"{"a": 1}"##, "{}"
    ),
    (##"{"multipleOf": 0.5}"##, "1.5", "1.3"),
    (##"{"properties": {"a": {"type": "null"}}, "required": ["a"]}"##, ##"{"a": null}"##, "{}"),
    (
      ##"{"properties": {"a": true}, "additionalProperties": false}"##, ##"{"a": 1}"##,
      ##"{"b": 1}"##
    ),
    (##"{"additionalProperties": {"type": "string"}}"##, ##"{"a": ""}"##, ##"{"a": 1}"##),
    (
      ##"{"patternProperties": {"^x_": {"type": "string"}}, "additionalProperties": false}"##,
      ##"{"x_1": ""}"##, ##"{"x_1": 1}"##
    ),
    (##"{"propertyNames": {"maxLength": 1}}"##, ##"{"a": 1}"##, ##"{"ab": 1}"##),
    (##"{"minProperties": 1, "maxProperties": 1}"##, ##"{"a": 1}"##, "{}"),
    (##"{"dependentRequired": {"a": ["b"]}}"##, ##"{"b": 1}"##, ##"{"a": 1}"##),
    (
      ##"{"dependentSchemas": {"a": {"required": ["b"]}}}"##, ##"{"a": 1, "b": 1}"##, ##"{"a": 1}"##
    ),
    (
      ##"{"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"a": ["b"], "c": {"required": ["d"]}}}"##,
      ##"{"a": 1, "b": 1}"##, ##"{"c": 1}"##
    ),
    (##"{"items": {"type": "integer"}}"##, "[1, 2]", "[1, \"a\"]"),
    (##"{"prefixItems": [{"type": "string"}], "items": false}"##, ##"["a"]"##, ##"["a", 1]"##),
    (
      ##"{"$schema": "http://json-schema.org/draft-07/schema#", "items": [true], "additionalItems": {"type": "string"}}"##,
      ##"[1, "a"]"##, "[1, 2]"
    ),
    (##"{"minItems": 1, "maxItems": 2}"##, "[1]", "[1, 2, 3]"),
    (##"{"uniqueItems": true}"##, ##"[1, "1", [1]]"##, ##"[{"a": 1}, {"a": 1.0}]"##),
    (##"{"contains": {"const": 1}}"##, "[0, 1]", "[0]"),
    (##"{"contains": {"const": 1}, "maxContains": 1}"##, "[1]", "[1, 1]"),
    (##"{"contains": {"const": 1}, "minContains": 0}"##, "[]", ##"{"not": "an array", "a": }"##),
    (##"{"allOf": [{"minimum": 1}, {"maximum": 2}]}"##, "2", "3"),
    (##"{"anyOf": [{"minimum": 3}, {"maximum": 1}]}"##, "3", "2"),
    (##"{"oneOf": [{"minimum": 1}, {"maximum": 2}]}"##, "3", "2"),
    (##"{"not": {"type": "null"}}"##, "1", "null"),
    (
      ##"{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}"##,
      ##"{"a": 1, "b": 1}"##, "{}"
    ),
    (##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}}"##, "null", "1"),
    (##"{"$ref": "#here", "$defs": {"a": {"$anchor": "here", "type": "null"}}}"##, "null", "1"),
    (##"{"$ref": "#/$defs/a~1b", "$defs": {"a/b": {"type": "null"}}}"##, "null", "1"),
    (
      ##"{"properties": {"child": {"$ref": "#"}, "n": {"type": "integer"}}, "additionalProperties": false}"##,
      ##"{"child": {"child": {"n": 1}}}"##, ##"{"child": {"child": {"m": 1}}}"##
    ),
    (
      ##"{"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}"##,
      ##"{"a": 1}"##,
      ##"{"b": 1}"##
    ),
    (
      ##"{"anyOf": [{"properties": {"a": {"const": 1}}, "required": ["a"]}, {"properties": {"b": true}, "required": ["b"]}], "unevaluatedProperties": false}"##,
      ##"{"a": 1, "b": 2}"##, ##"{"a": 2, "b": 2}"##
    ),
    (
      ##"{"$ref": "#/$defs/a", "unevaluatedProperties": false, "$defs": {"a": {"properties": {"a": true}}}}"##,
      ##"{"a": 1}"##, ##"{"a": 1, "b": 1}"##
    ),
    (##"{"prefixItems": [true], "unevaluatedItems": false}"##, "[1]", "[1, 2]"),
    (##"{"properties": {"a": false}}"##, "{}", ##"{"a": 1}"##),
    (##"{"format": "date-time"}"##, ##""2024-05-01T10:00:00.5+03:00""##, ##""2024-05-01""##),
    (##"{"format": "date"}"##, ##""2024-02-29""##, ##""2023-02-29""##),
    (##"{"format": "time"}"##, ##""10:00:00Z""##, ##""10:00""##),
    (##"{"format": "uri"}"##, ##""urn:newsml:a.example:20240501:1""##, ##""renditions-example""##),
    (
      ##"{"format": "uri"}"##, ##""https://a.example/%D8%A7?x=[1]""##.replacing("[1]", with: "1"),
      ##""https://a.example/ا""##
    ),
    (##"{"format": "iri"}"##, ##""https://a.example/ا""##, ##""https://a.example/a b""##),
    (##"{"format": "uri-reference"}"##, ##""../a?b#c""##, ##""a:b c""##),
    (##"{"format": "email"}"##, ##""a.b@c.example""##, ##""a b@c.example""##),
    (##"{"format": "ipv4"}"##, ##""10.0.0.1""##, ##""10.0.0.256""##),
    (##"{"format": "ipv6"}"##, ##""2001:db8::1""##, ##""2001:db8:::1""##),
    (##"{"format": "hostname"}"##, ##""a-b.example""##, ##""-a.example""##),
    (##"{"format": "uuid"}"##, ##""6ba7b810-9dad-11d1-80b4-00c04fd430c8""##, ##""6ba7b810""##),
    (##"{"format": "json-pointer"}"##, ##""/a~1b""##, ##""/a~2""##),
  ])
  func `each keyword passes what is right and finds what is wrong`(
    schema: String, right: String, wrong: String
  ) throws {
    #expect(try breaches(schema, right).map(\.text) == [])
    // A value that is no JSON stands for "nothing is wrong".
    guard let wrong = try? node(wrong) else { return }
    let found = try JSONSchema(Array(schema.utf8), name: "schema.json").breaches(of: wrong)
    #expect(!found.isEmpty)
  }

  @Test func `what stands beside a reference counts from 2019 on`() throws {
    let schema =
      ##""$ref": "#/definitions/a", "minimum": 5, "definitions": {"a": {"type": "integer"}}}"##
    let old = ##"{"$schema": "http://json-schema.org/draft-07/schema#", "## + schema
    let new = ##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "## + schema
    #expect(try breaches(old, "1").isEmpty)
    #expect(try !breaches(new, "1").isEmpty)
  }

  @Test func `a breach says where and what`() throws {
    let schema = ##"{"properties": {"a": {"items": {"type": "string"}}}}"##
    let breach = try #require(try breaches(schema, ##"{"a": ["x", 5]}"##).first)
    #expect(breach.pointer == "/a/1")
    #expect(breach.offset == 12)
    #expect(breach.keyword == "type")
    #expect(breach.text == "expected a string, found 5")
  }

  @Test func `the nearest alternative says what is wrong`() throws {
    let schema = ##"""
      {"oneOf": [
        {"properties": {"type": {"const": "a"}, "n": {"type": "integer"}}},
        {"properties": {"type": {"const": "b"}, "n": {"type": "string"}}}]}
      """##
    #expect(try breaches(schema, ##"{"type": "b", "n": 1}"##).map(\.pointer) == ["/n"])
  }

  @Test(arguments: [
    ##"{"$dynamicRef": "#a"}"##, ##"{"format": "duration"}"##, ##"{"pattern": "("}"##,
    ##"{"$schema": "http://json-schema.org/draft-02/schema#"}"##, ##"{"properties": {"a": 5}}"##,
    ##"{"$ref": "elsewhere.json"}"##, ##"{"$ref": "#/$defs/missing"}"##, ##"{"type": "text"}"##,
    "[", "",
  ])
  func `a schema that is not understood is an error`(schema: String) {
    let error = #expect(throws: ConversionError.self) {
      try JSONSchema(Array(schema.utf8), name: "schema.json")
    }
    #expect(error?.message.id.hasPrefix("schema.") == true)
  }

  @Test func `references without end and deep values end`() throws {
    #expect(try !breaches(##"{"$ref": "#"}"##, "1").isEmpty)
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(try breaches(##"{"items": {"$ref": "#"}, "type": "array"}"##, deep).isEmpty)
    let wide = "[" + Array(repeating: "1", count: 20_000).joined(separator: ",") + "]"
    #expect(try breaches(##"{"items": {"type": "string"}}"##, wide).count == 1000)
    #expect(
      try breaches(##"{"anyOf": [{"items": {"type": "string"}}, {"type": "array"}]}"##, wide)
        .isEmpty)
  }
}
