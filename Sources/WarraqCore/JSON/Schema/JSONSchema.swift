/// A JSON Schema, ready to check values against: drafts 3 to 7, 2019-09 and 2020-12
/// (https://json-schema.org/specification), as far as schemas of news use them.
///
/// ```swift
/// let schema = try JSONSchema(path: "ninjs-schema_3.1.json")
/// for breach in schema.breaches(of: node) { … }
/// ```
///
/// `format` is asserted for the formats in ``JSONFormat``. A keyword that would change the verdict
/// and is not understood is an error when the schema is read, so that nothing passes unchecked.
/// References lead to parts of the schema, to files beside it by their names or by their `$id`,
/// and never to the network.
package struct JSONSchema: Sendable {
  /// One way in which a value is not as the schema says.
  package struct Breach: Sendable {
    /// The offset of the value in its text, 0 first.
    package let offset: Int
    /// Where the value is: a JSON pointer (RFC 6901), empty for the whole.
    package let pointer: String
    /// The keyword of the schema that is not met.
    package let keyword: String
    /// What is wrong, in words.
    package let text: String
  }

  /// A schema whose keywords are compiled; subschemas are indices into ``JSONSchema/nodes``.
  struct Node: Sendable {
    /// A schema `true` or `false`.
    var verdict: Bool?
    var reference: Int?
    var types: TypeSet?
    var enumeration: [JSONNode]?
    var format: JSONFormat?
    var pattern: JSONPattern?
    var lengths: Bounds?
    var sizes: Bounds?
    var propertyCounts: Bounds?
    var containsCounts: Bounds?
    var minimum: Double?
    var maximum: Double?
    var exclusiveMinimum: Double?
    var exclusiveMaximum: Double?
    var multipleOf: Double?
    var isUnique = false
    var required: [String] = []
    var dependentRequired: [(name: String, names: [String])] = []
    var dependentSchemas: [(name: String, schema: Int)] = []
    var properties: [String: Int] = [:]
    var patternProperties: [(pattern: JSONPattern, schema: Int)] = []
    var additionalProperties: Int?
    var unevaluatedProperties: Int?
    var propertyNames: Int?
    var prefixItems: [Int] = []
    var items: Int?
    var unevaluatedItems: Int?
    var contains: Int?
    var allOf: [Int] = []
    var anyOf: [Int] = []
    var oneOf: [Int] = []
    var not: Int?
    var condition: Int?
    var consequence: Int?
    var alternative: Int?
  }

  /// A least and a greatest number of something.
  struct Bounds: Sendable {
    var minimum = 0
    var maximum = Int.max

    func contains(_ count: Int) -> Bool { count >= minimum && count <= maximum }

    var text: String {
      if minimum == maximum { return "\(minimum)" }
      if maximum == .max { return "at least \(minimum)" }
      return minimum == 0 ? "at most \(maximum)" : "\(minimum) to \(maximum)"
    }
  }

  /// Types of JSON values.
  struct TypeSet: OptionSet, Sendable {
    let rawValue: Int

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let integer = TypeSet(rawValue: 4)
    static let number = TypeSet(rawValue: 8)
    static let string = TypeSet(rawValue: 16)
    static let array = TypeSet(rawValue: 32)
    static let object = TypeSet(rawValue: 64)

    static let names: [(name: String, type: TypeSet)] = [
      ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number),
      ("string", .string), ("array", .array), ("object", .object),
    ]

    /// `a string or an array`.
    var text: String {
      Self.names.filter { contains($0.type) }
        .map {
          switch $0.name {
          case "null", "boolean": $0.name
          case "integer", "array", "object": "an \($0.name)"
          default: "a \($0.name)"
          }
        }
        .joined(separator: " or ")
    }

    func holds(_ node: JSONNode) -> Bool {
      switch node.value {
      case .null: contains(.null)
      case .boolean: contains(.boolean)
      case .string: contains(.string)
      case .array: contains(.array)
      case .object: contains(.object)
      case .number:
        // 1.0 is an integer (JSON Schema core, 4.2.1).
        contains(.number) || contains(.integer) && isWhole(node.double)
      }
    }

    private func isWhole(_ value: Double?) -> Bool { value.map { $0 == $0.rounded() } ?? false }
  }

  let nodes: [Node]
  let root: Int

  /// Reads a schema and those beside it that it refers to.
  ///
  /// - Throws: `ConversionError` `schema.unreadable` when a file cannot be read or is not JSON,
  ///   `schema.not-supported` for a keyword or draft that is not understood, `schema.bad-reference`
  ///   for a reference that leads nowhere.
  package init(path: String) throws(ConversionError) {
    try self.init(files: JSONSchemaFiles(path: path), location: path)
  }

  /// Reads a schema in memory, which can refer to itself alone.
  package init(_ bytes: [UInt8], name: String) throws(ConversionError) {
    try self.init(files: JSONSchemaFiles(bytes: bytes, name: name), location: name)
  }

  private init(files: JSONSchemaFiles, location: String) throws(ConversionError) {
    var compiler = JSONSchemaCompiler(files: files)
    root = try compiler.compileRoot(location)
    nodes = compiler.nodes
  }
}
