internal import CLibXML2
internal import Synchronization
package import WarraqCore

/// A grammar that needs the whole document: RELAX NG (https://relaxng.org/spec-20011203.html, the XML
/// syntax) or a document type definition (https://www.w3.org/TR/xml/#dt-doctype).
package final class XMLGrammar: Sendable {
  /// The languages of grammars.
  package enum Language: Sendable {
    case relaxNG
    case documentType
  }

  // libxml2 keeps caches in a grammar while it validates.
  private let lock = Mutex<Void>(())
  // Used under the lock alone.
  private nonisolated(unsafe) let grammar: warraq_xml_grammar

  /// Reads a grammar and what it includes from beside it.
  ///
  /// - Throws: `ConversionError` `schema.unreadable`.
  package init(_ language: Language, path: String) throws(ConversionError) {
    XMLLibrary.prepare()
    let problems = XMLProblems(name: path, schemaID: "schema.unreadable")
    var value = warraq_xml_grammar()
    let kind =
      switch language {
      case .relaxNG: warraq_xml_relaxng
      case .documentType: warraq_xml_dtd
      }
    let isRead = warraq_xml_grammar_read(
      &value, kind, path, problems.context, XMLProblems.report)
    guard isRead != 0 else { throw problems.schemaError }
    grammar = value
  }

  deinit {
    var value = grammar
    warraq_xml_grammar_free(&value)
  }

  /// What of a document is not as the grammar says; nothing for one that is not well-formed.
  package func validate(_ bytes: [UInt8], name: String) -> [Diagnostic] {
    guard let count = Int32(exactly: bytes.count), count > 0 else { return [] }
    let problems = XMLProblems(name: name, schemaID: "xml.invalid")
    lock.withLock { _ in
      bytes.withUnsafeBytes { buffer in
        buffer.withMemoryRebound(to: CChar.self) { buffer in
          withUnsafePointer(to: grammar) { grammar in
            warraq_xml_grammar_validate(
              grammar, buffer.baseAddress, count, problems.context, XMLProblems.report)
          }
        }
      }
    }
    return problems.diagnostics
  }
}

extension XMLDocumentCheck.Grammar {
  /// The grammar at a path, which its extension tells: `.rng`, `.dtd`, else an XML Schema.
  ///
  /// - Throws: `ConversionError` `schema.unreadable`.
  package init(path: String, in schemas: Schemas) throws(ConversionError) {
    switch FormatRegistry.fileExtension(of: path) {
    case "rng":
      self = .grammar(
        try schemas.schema(at: path) { path throws(ConversionError) in
          try XMLGrammar(.relaxNG, path: path)
        }, path: path)
    case "dtd":
      self = .grammar(
        try schemas.schema(at: path) { path throws(ConversionError) in
          try XMLGrammar(.documentType, path: path)
        }, path: path)
    default:
      self = .schema(
        try schemas.schema(at: path) { path throws(ConversionError) in
          try XMLSchemaValidator(schemaPath: path)
        }, path: path)
    }
  }
}
