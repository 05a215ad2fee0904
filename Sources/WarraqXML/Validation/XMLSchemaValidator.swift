internal import CLibXML2
internal import Synchronization
package import WarraqCore

/// Validates documents against an XML Schema (https://www.w3.org/TR/xmlschema-1/) with libxml2.
///
/// ```swift
/// let validator = try XMLSchemaValidator(schemaPath: "NewsML-G2_2.35-spec-All-Power.xsd")
/// let problems = validator.validate(bytes, name: "story.xml")
/// ```
///
/// Nothing is fetched from the network, and a document cannot name further schemas. One validator
/// may be used from many tasks; it validates one document at a time, so make one for each worker
/// where that matters.
package final class XMLSchemaValidator: Sendable {
  // Making a schema is expensive, and libxml2 keeps caches in it while validating: the lock keeps
  // both to one thread at a time.
  private let schema: Mutex<Schema>

  /// Owns the C memory of one schema.
  private struct Schema: ~Copyable {
    let pointer: xmlSchemaPtr
    deinit { xmlSchemaFree(pointer) }

    func validate(_ bytes: [UInt8], count: Int32, name: String) -> [Diagnostic] {
      let problems = Problems(name: name, id: "xml.invalid")
      bytes.withUnsafeBytes { buffer in
        buffer.withMemoryRebound(to: CChar.self) { buffer in
          warraq_xml_validate(
            pointer, buffer.baseAddress, count, problems.context, Problems.report)
        }
      }
      return problems.diagnostics
    }
  }

  private static let prepared: Void = warraq_xml_prepare()

  /// Reads a schema and those it includes, which lie beside it.
  ///
  /// - Throws: `ConversionError` `xml.bad-schema` when the file is missing or not a schema.
  package init(schemaPath: String) throws(ConversionError) {
    Self.prepared
    let problems = Problems(name: schemaPath, id: "xml.bad-schema")
    let pointer = warraq_xml_schema(schemaPath, problems.context, Problems.report)
    guard let pointer else {
      let first = problems.diagnostics.first { $0.severity == .error }
      throw ConversionError(
        first?.message ?? .badSchema, at: first?.location ?? SourceLocation(file: schemaPath))
    }
    schema = Mutex(Schema(pointer: pointer))
  }

  /// What is wrong with a document, in the order of the document; nothing when it is valid.
  ///
  /// A document that is not well formed gives one error, `xml.malformed`; each breach of the schema
  /// one error `xml.invalid` with its line.
  package func validate(_ bytes: [UInt8], name: String = "<memory>") -> [Diagnostic] {
    guard let count = Int32(exactly: bytes.count), count > 0 else {
      return [Diagnostic(.error, .notADocument, at: SourceLocation(file: name))]
    }
    return schema.withLock { $0.validate(bytes, count: count, name: name) }
  }
}

/// Collects what libxml2 has to say during one call.
private final class Problems {
  var diagnostics: [Diagnostic] = []
  private let name: String
  private let id: String

  init(name: String, id: String) {
    self.name = name
    self.id = id
  }

  /// A pointer for the call that reports here; the caller keeps the object alive.
  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static let report: warraq_xml_report = { context, problem in
    guard let context else { return }
    Unmanaged<Problems>.fromOpaque(context).takeUnretainedValue().add(problem)
  }

  private func add(_ problem: warraq_xml_problem) {
    var text = problem.message.map { String(cString: $0) } ?? ""
    while let last = text.last, last.isNewline || last == "." || last == " " { text.removeLast() }
    let isSyntax = problem.isSyntax != 0
    diagnostics.append(
      Diagnostic(
        problem.isWarning != 0 ? .warning : .error,
        Diagnostic.Message(id: isSyntax && id == "xml.invalid" ? "xml.malformed" : id, text: text),
        at: SourceLocation(
          file: name, line: problem.line > 0 ? Int(problem.line) : nil,
          column: problem.column > 0 ? Int(problem.column) : nil)))
  }
}

extension Diagnostic.Message {
  static let badSchema = Self(
    id: "xml.bad-schema", text: "the schema cannot be read; check that the file is there")

  static let notADocument = Self(
    id: "xml.malformed", text: "empty, or larger than 2 GB; XML documents are neither here")
}
