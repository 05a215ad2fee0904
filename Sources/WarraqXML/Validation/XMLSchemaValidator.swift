internal import CLibXML2
internal import Synchronization
package import WarraqCore

/// An XML Schema (https://www.w3.org/TR/xmlschema-1/), read by libxml2.
///
/// ```swift
/// let schema = try XMLSchemaValidator(schemaPath: "NewsML-G2_2.35-spec-All-Power.xsd")
/// let problems = schema.validate(bytes, name: "story.xml")
/// ```
///
/// Nothing is fetched from the network, and a document cannot name further schemas. One schema may
/// be used from many tasks: it is read once more for each document that is checked at the same time.
/// ``XMLDocumentCheck`` uses it for documents of any length.
package final class XMLSchemaValidator: Sendable {
  private let path: String
  private let first: Copy
  // Those that no document is checked against.
  private let spare: Mutex<[Copy]>

  /// Reads a schema and those it includes, which lie beside it.
  ///
  /// - Throws: `ConversionError` `schema.unreadable` when the file is missing or not a schema.
  package init(schemaPath: String) throws(ConversionError) {
    let copy = try Copy(path: schemaPath)
    path = schemaPath
    first = copy
    spare = Mutex([copy])
  }

  /// A schema as libxml2 holds it in memory.
  final class Copy: Sendable {
    // libxml2 keeps caches in a schema while validating: the lock keeps it to one thread at a time.
    private let lock = Mutex<Void>(())
    // Used under the lock alone.
    private nonisolated(unsafe) let schema: xmlSchemaPtr
    // Reading a schema touches what libxml2 has once in a process.
    private static let reading = Mutex<Void>(())

    fileprivate init(path: String) throws(ConversionError) {
      XMLLibrary.prepare()
      let problems = XMLProblems(name: path, schemaID: "schema.unreadable")
      let pointer = Self.reading.withLock { _ in
        UInt(bitPattern: warraq_xml_schema(path, problems.context, XMLProblems.report))
      }
      guard let schema = xmlSchemaPtr(bitPattern: pointer) else { throw problems.schemaError }
      self.schema = schema
    }

    deinit { xmlSchemaFree(schema) }

    /// Does something with the schema that no other thread uses meanwhile.
    func withSchema(_ body: (xmlSchemaPtr) -> Void) {
      lock.withLock { _ in body(schema) }
    }
  }

  /// A copy to check one document against; give it back.
  func borrow() -> Copy {
    if let copy = spare.withLock({ $0.popLast() }) { return copy }
    do throws(ConversionError) {
      return try Copy(path: path)
    } catch {
      // The file is gone since: documents wait for each other.
      return first
    }
  }

  /// Takes a copy back.
  func giveBack(_ copy: Copy) {
    spare.withLock { spare in
      if !spare.contains(where: { $0 === copy }) { spare.append(copy) }
    }
  }

  /// What is wrong with a document, in the order of the document; nothing when it is valid.
  ///
  /// A document that is not well formed gives one error, `xml.malformed`; each breach of the schema
  /// one error `xml.invalid` with its line and column.
  package func validate(_ bytes: [UInt8], name: String = "<memory>") -> [Diagnostic] {
    let check = XMLDocumentCheck(file: name, schema: self)
    bytes.withUnsafeBufferPointer { check.see($0) }
    check.finish()
    return check.takeFindings()
  }
}

/// The state of libxml2 that is one for the whole process.
enum XMLLibrary {
  private static let prepared: Void = warraq_xml_prepare()

  /// Starts it and closes its way to the network.
  static func prepare() { prepared }
}

/// Collects what libxml2 has to say.
final class XMLProblems {
  private(set) var diagnostics: [Diagnostic] = []
  private let name: String
  private let schemaID: String

  /// - Parameter schemaID: the identifier of what is no fault of the syntax.
  init(name: String, schemaID: String) {
    self.name = name
    self.schemaID = schemaID
  }

  /// A pointer for the call that reports here; the caller keeps the object alive.
  var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static let report: warraq_xml_report = { context, problem in
    guard let context else { return }
    Unmanaged<XMLProblems>.fromOpaque(context).takeUnretainedValue().add(problem)
  }

  /// Why a schema could not be read.
  var schemaError: ConversionError {
    let first = diagnostics.first { $0.severity == .error }
    return ConversionError(
      .unreadableSchema(first?.message.text ?? "check that the file is there"),
      at: first?.location ?? SourceLocation(file: name))
  }

  func add(_ problem: warraq_xml_problem) {
    var text = problem.message.map { String(cString: $0) } ?? ""
    while let last = text.last, last.isNewline || last == "." || last == " " { text.removeLast() }
    let isSyntax = problem.isSyntax != 0 && schemaID == "xml.invalid"
    diagnostics.append(
      Diagnostic(
        problem.isWarning != 0 ? .warning : .error,
        isSyntax
          ? .malformedXML(text) : Diagnostic.Message(id: schemaID, text: Self.shortened(text)),
        at: SourceLocation(
          file: name, line: problem.line > 0 ? Int(problem.line) : nil,
          column: problem.column > 0 ? Int(problem.column) : nil)))
  }

  func take() -> [Diagnostic] {
    defer { diagnostics = [] }
    return diagnostics
  }

  /// The message without the namespaces that libxml2 puts before every name, and without the tail of
  /// a long list of what was expected.
  private static func shortened(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let brace = rest.firstIndex(of: "{") {
      result += rest[..<brace]
      guard let end = rest[brace...].firstIndex(of: "}"),
        rest[brace..<end].utf8.contains(UInt8(ascii: ":"))
      else {
        result += rest[brace...brace]
        rest = rest[rest.index(after: brace)...]
        continue
      }
      rest = rest[rest.index(after: end)...]
    }
    result += rest
    return result.replacing("\n", with: " ")
  }
}
