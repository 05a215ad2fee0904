/// The texts of a schema and of those it refers to.
struct JSONSchemaFiles {
  /// A text and where it came from.
  struct Document {
    var path: String
    var root: JSONNode
  }

  private let folder: String?
  private var documents: [String: Document] = [:]
  /// Documents of the folder by their `$id`; `nil` before somebody asks.
  private var identified: [String: Document]?

  init(path: String) throws(ConversionError) {
    let slash = path.lastIndex(of: "/")
    folder = slash.map { String(path[...$0]) } ?? ""
    documents[path] = try Self.read(path)
  }

  init(bytes: [UInt8], name: String) throws(ConversionError) {
    folder = nil
    documents[name] = Document(path: name, root: try Self.parse(bytes, name))
  }

  /// The text at a path.
  subscript(path: String) -> Document? { documents[path] }

  /// The text that a reference without its fragment means: a file beside the schema, or the one in
  /// its folder that has the reference for its `$id`.
  mutating func document(at reference: String) throws(ConversionError) -> Document? {
    guard let folder else { return nil }
    let bare = reference.hasSuffix("#") ? String(reference.dropLast()) : reference
    if !bare.utf8.contains(UInt8(ascii: ":")) {
      let path = folder + bare
      if let known = documents[path] { return known }
      let document = try Self.read(path)
      documents[path] = document
      return document
    }
    if identified == nil {
      var found: [String: Document] = [:]
      for path in Folders.files(below: folder.isEmpty ? "." : folder) where path.hasSuffix(".json")
      {
        guard let document = try? Self.read(path) else { continue }
        guard let id = (document.root["$id"] ?? document.root["id"])?.string else { continue }
        found[id.hasSuffix("#") ? String(id.dropLast()) : id] = document
      }
      identified = found
    }
    return identified?[bare]
  }

  private static func read(_ path: String) throws(ConversionError) -> Document {
    let bytes: [UInt8]
    do throws(ConversionError) {
      bytes = try ByteSource(path: path).readAll()
    } catch {
      throw ConversionError(
        .unreadableSchema(error.message.text), at: SourceLocation(file: path), underlying: error)
    }
    return Document(path: path, root: try parse(bytes, path))
  }

  private static func parse(_ bytes: [UInt8], _ name: String) throws(ConversionError) -> JSONNode {
    do throws(JSONError) {
      return try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
        try JSONNode(buffer, maximumDepth: 256)
      }
    } catch {
      let found = error.conversionError(in: Record(bytes: bytes[...], file: name))
      throw ConversionError(
        .unreadableSchema(found.message.text), at: found.location, underlying: found)
    }
  }
}

/// Compiles a schema and what it refers to.
struct JSONSchemaCompiler {
  private(set) var nodes: [JSONSchema.Node] = []
  private var files: JSONSchemaFiles
  /// Schemas that are compiled or under way, by document and offset.
  private var known: [String: Int] = [:]

  /// Editions of JSON Schema that differ here.
  private enum Draft: Int, Comparable {
    case three, four, six, seven, year2019, year2020

    static func < (a: Draft, b: Draft) -> Bool { a.rawValue < b.rawValue }
  }

  private struct Scope {
    var document: JSONSchemaFiles.Document
    var draft: Draft
  }

  init(files: JSONSchemaFiles) {
    self.files = files
  }

  mutating func compileRoot(_ path: String) throws(ConversionError) -> Int {
    guard let document = files[path] else {
      throw ConversionError(.unreadableSchema("no such text"), at: SourceLocation(file: path))
    }
    return try compile(document.root, Scope(document: document, draft: try draft(of: document)))
  }

  private func draft(of document: JSONSchemaFiles.Document) throws(ConversionError) -> Draft {
    guard let name = document.root["$schema"]?.string else { return .year2020 }
    for (part, draft) in [
      ("2020-12", Draft.year2020), ("2019-09", .year2019), ("draft-07", .seven),
      ("draft-06", .six), ("draft-04", .four), ("draft-03", .three),
    ] where name.contains(part) {
      return draft
    }
    throw ConversionError(
      .unsupportedSchema("'$schema' \(name)"), at: SourceLocation(file: document.path))
  }

  // MARK: Keywords

  private mutating func compile(_ schema: JSONNode, _ scope: Scope) throws(ConversionError) -> Int {
    let key = "\(scope.document.path)#\(schema.offset)"
    if let index = known[key] { return index }
    let index = nodes.count
    known[key] = index
    nodes.append(JSONSchema.Node())
    var node = JSONSchema.Node()
    if let verdict = schema.boolean {
      node.verdict = verdict
    } else if let members = schema.members {
      try read(members, of: schema, into: &node, scope)
    } else {
      throw malformed("a schema", schema, scope)
    }
    nodes[index] = node
    return index
  }

  private mutating func read(
    _ members: [JSONNode.Member], of schema: JSONNode, into node: inout JSONSchema.Node,
    _ scope: Scope
  ) throws(ConversionError) {
    if let reference = schema["$ref"]?.string {
      node.reference = try resolve(reference, at: schema, scope)
      // Up to draft 7, what stands beside a reference does not count.
      if scope.draft <= .seven { return }
    }
    for member in members {
      let value = member.node
      switch member.name {
      case "$schema", "$id", "id", "$ref", "$anchor", "$comment", "$vocabulary", "$defs",
        "definitions", "title", "description", "default", "examples", "deprecated", "readOnly",
        "writeOnly", "contentEncoding", "contentMediaType", "contentSchema":
        break
      case "type": node.types = try types(value, scope)
      case "enum": node.enumeration = value.elements
      case "const": node.enumeration = [value]
      case "format":
        node.format = try format(value, scope)
      case "pattern": node.pattern = try pattern(value.string ?? "", value, scope)
      case "minLength": node.lengths = bounds(node.lengths, minimum: value)
      case "maxLength": node.lengths = bounds(node.lengths, maximum: value)
      case "minItems": node.sizes = bounds(node.sizes, minimum: value)
      case "maxItems": node.sizes = bounds(node.sizes, maximum: value)
      case "minProperties": node.propertyCounts = bounds(node.propertyCounts, minimum: value)
      case "maxProperties": node.propertyCounts = bounds(node.propertyCounts, maximum: value)
      case "minContains": node.containsCounts = bounds(node.containsCounts, minimum: value)
      case "maxContains":
        node.containsCounts = bounds(
          node.containsCounts ?? JSONSchema.Bounds(minimum: 1), maximum: value)
      case "minimum":
        if scope.draft <= .four, schema["exclusiveMinimum"]?.boolean == true {
          node.exclusiveMinimum = value.double
        } else {
          node.minimum = value.double
        }
      case "maximum":
        if scope.draft <= .four, schema["exclusiveMaximum"]?.boolean == true {
          node.exclusiveMaximum = value.double
        } else {
          node.maximum = value.double
        }
      case "exclusiveMinimum": node.exclusiveMinimum = value.double ?? node.exclusiveMinimum
      case "exclusiveMaximum": node.exclusiveMaximum = value.double ?? node.exclusiveMaximum
      case "multipleOf": node.multipleOf = value.double
      case "uniqueItems": node.isUnique = value.boolean ?? false
      case "required":
        // Draft 3 says it of the property.
        if scope.draft > .three { node.required = try names(value, scope) }
      case "dependentRequired":
        for entry in value.members ?? [] {
          node.dependentRequired.append((entry.name, try names(entry.node, scope)))
        }
      case "dependentSchemas":
        for entry in value.members ?? [] {
          node.dependentSchemas.append((entry.name, try compile(entry.node, scope)))
        }
      case "dependencies":
        for entry in value.members ?? [] {
          if entry.node.elements != nil {
            node.dependentRequired.append((entry.name, try names(entry.node, scope)))
          } else {
            node.dependentSchemas.append((entry.name, try compile(entry.node, scope)))
          }
        }
      case "properties":
        for entry in value.members ?? [] {
          node.properties[entry.name] = try compile(entry.node, scope)
          if scope.draft == .three, entry.node["required"]?.boolean == true {
            node.required.append(entry.name)
          }
        }
      case "patternProperties":
        for entry in value.members ?? [] {
          node.patternProperties.append(
            (try pattern(entry.name, entry.node, scope), try compile(entry.node, scope)))
        }
      case "additionalProperties": node.additionalProperties = try compile(value, scope)
      case "unevaluatedProperties": node.unevaluatedProperties = try compile(value, scope)
      case "propertyNames": node.propertyNames = try compile(value, scope)
      case "prefixItems": node.prefixItems = try compileAll(value, scope)
      case "items":
        if scope.draft < .year2020, value.elements != nil {
          node.prefixItems = try compileAll(value, scope)
        } else {
          node.items = try compile(value, scope)
        }
      case "additionalItems":
        if schema["items"]?.elements != nil { node.items = try compile(value, scope) }
      case "unevaluatedItems": node.unevaluatedItems = try compile(value, scope)
      case "contains": node.contains = try compile(value, scope)
      case "allOf": node.allOf = try compileAll(value, scope)
      case "anyOf": node.anyOf = try compileAll(value, scope)
      case "oneOf": node.oneOf = try compileAll(value, scope)
      case "not": node.not = try compile(value, scope)
      case "if": node.condition = try compile(value, scope)
      case "then": node.consequence = try compile(value, scope)
      case "else": node.alternative = try compile(value, scope)
      case "$dynamicRef", "$recursiveRef", "$dynamicAnchor", "$recursiveAnchor", "extends",
        "disallow", "divisibleBy":
        throw unsupported("the keyword '\(member.name)'", value, scope)
      // Any other name is an annotation (JSON Schema core, 6.5).
      default: break
      }
    }
  }

  private mutating func compileAll(
    _ value: JSONNode, _ scope: Scope
  ) throws(ConversionError) -> [Int] {
    guard let elements = value.elements else { throw malformed("an array", value, scope) }
    var indices: [Int] = []
    for element in elements { indices.append(try compile(element, scope)) }
    return indices
  }

  private func types(
    _ value: JSONNode, _ scope: Scope
  ) throws(ConversionError) -> JSONSchema.TypeSet {
    var types: JSONSchema.TypeSet = []
    for element in value.elements ?? [value] {
      guard let type = JSONSchema.TypeSet.names.first(where: { $0.name == element.string }) else {
        throw malformed("the name of a type", element, scope)
      }
      types.insert(type.type)
    }
    return types
  }

  private func names(_ value: JSONNode, _ scope: Scope) throws(ConversionError) -> [String] {
    guard let elements = value.elements else { throw malformed("an array of names", value, scope) }
    return elements.compactMap(\.string)
  }

  private func bounds(
    _ bounds: JSONSchema.Bounds?, minimum: JSONNode? = nil, maximum: JSONNode? = nil
  ) -> JSONSchema.Bounds {
    var bounds = bounds ?? JSONSchema.Bounds()
    if let minimum = minimum?.integer { bounds.minimum = minimum }
    if let maximum = maximum?.integer { bounds.maximum = maximum }
    return bounds
  }

  private func format(_ value: JSONNode, _ scope: Scope) throws(ConversionError) -> JSONFormat? {
    guard let name = value.string else { throw malformed("the name of a format", value, scope) }
    if let format = JSONFormat(rawValue: name) { return format }
    // What the specification defines changes the verdict; what others define is a remark.
    guard !JSONFormat.otherNames.contains(name) else {
      throw unsupported("the format '\(name)'", value, scope)
    }
    return nil
  }

  private func pattern(
    _ text: String, _ node: JSONNode, _ scope: Scope
  ) throws(ConversionError) -> JSONPattern {
    guard let pattern = JSONPattern(text) else {
      throw unsupported("the pattern '\(text)'", node, scope)
    }
    return pattern
  }

  // MARK: References

  private mutating func resolve(
    _ reference: String, at node: JSONNode, _ scope: Scope
  ) throws(ConversionError) -> Int {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let address = String(parts[0])
    let fragment = parts.count > 1 ? String(parts[1]) : ""
    var target = scope
    let own = (scope.document.root["$id"] ?? scope.document.root["id"])?.string
    let isOwn = address.isEmpty || address == own || address + "#" == own
    if !isOwn {
      guard let document = try files.document(at: address) else {
        throw ConversionError(.badReference(reference), at: location(node, scope))
      }
      target = Scope(document: document, draft: try draft(of: document))
    }
    guard let found = Self.find(fragment, in: target.document.root) else {
      throw ConversionError(.badReference(reference), at: location(node, scope))
    }
    return try compile(found, target)
  }

  /// The value that a fragment means: a JSON pointer (RFC 6901) or an anchor.
  private static func find(_ fragment: String, in root: JSONNode) -> JSONNode? {
    if fragment.isEmpty { return root }
    guard fragment.hasPrefix("/") else { return anchor(fragment, in: root) }
    var node = root
    for step in fragment.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let name = step.replacing("~1", with: "/").replacing("~0", with: "~")
      if let next = node[String(name)] {
        node = next
      } else if let elements = node.elements, let index = Int(name), elements.indices ~= index {
        node = elements[index]
      } else {
        return nil
      }
    }
    return node
  }

  private static func anchor(_ name: String, in node: JSONNode) -> JSONNode? {
    if let members = node.members {
      if node["$anchor"]?.string == name || node["$id"]?.string == "#" + name { return node }
      for member in members {
        if let found = anchor(name, in: member.node) { return found }
      }
    }
    for element in node.elements ?? [] {
      if let found = anchor(name, in: element) { return found }
    }
    return nil
  }

  private func location(_ node: JSONNode, _ scope: Scope) -> SourceLocation {
    SourceLocation(file: scope.document.path, byteOffset: node.offset)
  }

  private func malformed(
    _ expected: String, _ node: JSONNode, _ scope: Scope
  ) -> ConversionError {
    ConversionError(
      .unreadableSchema("expected \(expected), found \(node.excerpt) at byte \(node.offset)"),
      at: location(node, scope))
  }

  private func unsupported(_ what: String, _ node: JSONNode, _ scope: Scope) -> ConversionError {
    ConversionError(.unsupportedSchema(what), at: location(node, scope))
  }
}

extension Diagnostic.Message {
  package static func unreadableSchema(_ reason: String) -> Self {
    Self(id: "schema.unreadable", text: "not a schema that can be read: \(reason)")
  }

  static func unsupportedSchema(_ what: String) -> Self {
    Self(
      id: "schema.not-supported",
      text: "\(what) of the schema is not supported, so nothing can be checked against it")
  }

  static func badReference(_ reference: String) -> Self {
    Self(
      id: "schema.bad-reference",
      text: "the schema refers to '\(reference)', which is neither in it nor beside it")
  }
}
