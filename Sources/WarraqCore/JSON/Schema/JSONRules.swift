extension CheckRule {
  /// What holds for every format in JSON.
  package static let json: [CheckRule] =
    syntax.map { id, summary in
      CheckRule(
        id, .error, summary,
        because:
          "No JSON parser reads what comes after the fault. Some take more than JSON; do not "
          + "count on it.",
        see: "RFC 8259")
    } + [jsonDuplicateName, jsonLoneSurrogate, jsonInvalid, jsonUnknownMember]

  /// What ``JSONError/Kind`` says.
  private static let syntax = [
    ("json.unexpected-end", "the text ends inside a value"),
    ("json.unexpected-character", "a character stands where the grammar has another"),
    ("json.trailing-comma", "a comma stands before a closing bracket"),
    ("json.comment", "JSON has no comments"),
    ("json.not-finite", "JSON has no NaN and no Infinity"),
    ("json.bad-number", "a number is not written as JSON writes it"),
    ("json.bad-escape", "an escape is not one of JSON's"),
    ("json.control-character", "a control character in a string is not escaped"),
    ("json.invalid-utf8", "a byte is not UTF-8"),
    ("json.too-deep", "values are nested deeper than the limit"),
    ("json.trailing-content", "something follows the value"),
    ("json.unexpected-shape", "a value is of another type than the format has"),
    ("json.no-value", "there is no value at all"),
  ]

  static let jsonDuplicateName = CheckRule(
    "json.duplicate-name", .error, "a name occurs twice in an object",
    because: "Parsers keep the first or the last, or refuse the text: what it says depends on who "
      + "reads it.",
    see: "RFC 8259, 4; RFC 7493, 2.3")

  static let jsonLoneSurrogate = CheckRule(
    "json.lone-surrogate", .warning, "half of a surrogate pair is escaped alone",
    because: "It is no character, and becomes U+FFFD or an error in what reads it.",
    see: "RFC 8259, 8.2")

  static let jsonInvalid = CheckRule(
    "json.invalid", .error, "a value is not as the schema says",
    because:
      "The message begins with where the value is, as a JSON pointer. 'format' counts: a date "
      + "or address of the wrong form is a fault.",
    see: "the schema named with --schema or found in WARRAQ_SCHEMAS; JSON Schema")

  static let jsonUnknownMember = CheckRule(
    "json.unknown-member", .error, "an object has a member that its schema does not know",
    because: "The schema allows no others. Readers pass over what they do not know, so that a "
      + "misspelt name loses its value.",
    see: "JSON Schema, additionalProperties and unevaluatedProperties")
}

/// One record of JSON, an object, that is looked at.
package struct CheckedJSON {
  /// Its value.
  package let node: JSONNode

  /// Reads a record; `nil` when it cannot be read, which is then among the findings.
  package init?(_ record: Record, _ findings: inout Findings) {
    let maximumDepth = findings.limits.maximumDepth
    var warnings: [JSONWarning] = []
    do throws(JSONError) {
      node = try record.bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        try JSONNode(bytes, maximumDepth: maximumDepth, warnings: &warnings)
      }
    } catch {
      findings.report(error.conversionError(in: record).diagnostic)
      return nil
    }
    guard node.members != nil else {
      let error = JSONError(.shape(expected: .object), at: node.offset)
      findings.report(error.conversionError(in: record).diagnostic)
      return nil
    }
    for warning in warnings where warning.kind == .loneSurrogate {
      findings.report(.jsonLoneSurrogate, at: warning.offset)
    }
    Self.checkNames(of: node, &findings)
  }

  private static func checkNames(of node: JSONNode, _ findings: inout Findings) {
    if let members = node.members {
      var seen: Set<String> = []
      for member in members {
        if !seen.insert(member.name).inserted {
          findings.report(
            .jsonDuplicateName, "'\(member.name)' occurs more than once in the object",
            at: member.nameOffset)
        }
        checkNames(of: member.node, &findings)
      }
    }
    for element in node.elements ?? [] { checkNames(of: element, &findings) }
  }
}

extension Findings {
  /// Checks a value against a schema of the user's choice.
  package mutating func check(
    _ node: JSONNode, against choice: Schemas.Choice?, in schemas: Schemas
  ) {
    let place = SourceLocation(file: file)
    guard let choice else {
      if case .folder = schemas.source { remark(Diagnostic(.noSchema, at: place)) }
      return
    }
    if let version = choice.otherVersion {
      remark(Diagnostic(.otherVersion, CheckRule.otherVersionText(version), at: place))
    }
    do throws(ConversionError) {
      let schema = try schemas.schema(at: choice.path) { path throws(ConversionError) in
        try JSONSchema(path: path)
      }
      schemaPath = choice.path
      check(node, against: schema)
    } catch {
      remark(error.diagnostic)
    }
  }

  /// Checks a value against a schema.
  package mutating func check(_ node: JSONNode, against schema: JSONSchema) {
    for breach in schema.breaches(of: node) {
      let place = breach.pointer.isEmpty ? "" : "\(breach.pointer): "
      let isUnknown =
        breach.keyword == "additionalProperties" || breach.keyword == "unevaluatedProperties"
      report(isUnknown ? .jsonUnknownMember : .jsonInvalid, place + breach.text, at: breach.offset)
    }
  }
}
