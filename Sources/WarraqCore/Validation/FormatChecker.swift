/// Finds what is wrong with documents of one format.
///
/// A checker has the halves of a reader: a scanner finds records, and ``check(_:schemas:into:)``
/// looks at one of them, depends on nothing but its arguments and runs on any task. What can only be
/// seen in the whole, such as whether a document is well-formed, is for an ``InputWatcher``.
public protocol FormatChecker: Sendable {
  /// The rules that it knows, in the order in which they are documented.
  var rules: [CheckRule] { get }
  /// Whether the input is text that the machine may turn into UTF-8 before the scanner sees it.
  var readsText: Bool { get }

  /// In which languages its schemas are.
  var schemaLanguage: SchemaLanguage { get }

  /// Makes the sequential half for one input.
  func makeScanner() -> any RecordScanner

  /// Makes what sees all bytes of one input, as they are in the file; `nil` for nothing.
  func makeWatcher(file: String, schemas: Schemas, limits: Limits) -> (any InputWatcher)?

  /// Looks at one record.
  func check(_ record: Record, schemas: Schemas, into findings: inout Findings)
}

extension FormatChecker {
  /// Text.
  public var readsText: Bool { true }

  /// None.
  public var schemaLanguage: SchemaLanguage { .none }

  /// Nothing.
  public func makeWatcher(
    file: String, schemas: Schemas, limits: Limits
  ) -> (any InputWatcher)? { nil }
}

/// The languages in which the schemas of a format are.
public enum SchemaLanguage: Hashable, Sendable {
  /// The format has no schema.
  case none
  /// XML Schema, RELAX NG and document type definitions.
  case xml
  /// JSON Schema.
  case json

  /// Whether a file is in one of the languages, by its extension.
  func takes(_ path: String) -> Bool {
    let isXML = ["xsd", "rng", "dtd"].contains(FormatRegistry.fileExtension(of: path))
    return switch self {
    case .none: false
    case .xml: isXML
    case .json: !isXML
    }
  }
}

/// Sees the bytes of an input go by, front to back, on one task.
public protocol InputWatcher: AnyObject {
  /// Looks at the next bytes.
  func see(_ bytes: UnsafeBufferPointer<UInt8>)

  /// Learns that the input has ended.
  func finish()

  /// What was found since the last call, in no order.
  func takeFindings() -> [Diagnostic]

  /// The path of the schema that the input is checked against, `nil` for none.
  var schemaPath: String? { get }
}
