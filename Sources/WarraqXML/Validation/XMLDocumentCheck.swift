internal import CLibXML2
package import WarraqCore

/// Checks a document as its bytes go by: whether it is well-formed, and as a grammar says.
///
/// ```swift
/// let check = XMLDocumentCheck(file: "story.xml", grammar: .schema(schema))
/// check.see(bytes)
/// check.finish()
/// for finding in check.takeFindings() { … }
/// ```
///
/// It takes an XML declaration, a byte order mark and a document type for what they say, and loads
/// nothing. With an XML Schema or none, memory does not grow with the document: no tree is built.
/// RELAX NG and DTDs need the whole document, up to `Limits.maximumRecordBytes`.
package final class XMLDocumentCheck: InputWatcher {
  /// What a document is checked against.
  package enum Grammar: Sendable {
    case none
    case schema(XMLSchemaValidator, path: String)
    case grammar(XMLGrammar, path: String)
  }

  /// The elements near the root.
  package struct Outline {
    /// An element and how often it occurs there.
    package struct Item {
      /// The local names from the root, such as `rss/channel/title`.
      package let path: String
      /// The namespace, empty for none.
      package let namespace: String
      /// The line of the first one.
      package let line: Int
      /// How many there are.
      package fileprivate(set) var count: Int
    }

    /// What there is, in the order of first occurrence; at most a thousand.
    package fileprivate(set) var items: [Item] = []

    /// The local name of the root, `nil` without one.
    package var root: Item? { items.first }

    /// What stands at a path.
    package subscript(path: String) -> Item? { items.first { $0.path == path } }
  }

  package let schemaPath: String?
  private let file: String
  private let limits: Limits
  private let grammar: Grammar
  private var schema: XMLSchemaValidator.Copy?
  private let problems: XMLProblems
  private let onFinish: ((Outline) -> [Diagnostic])?
  private var stream: UnsafeMutablePointer<warraq_xml_stream>?
  private var findings: [Diagnostic] = []
  private var whole: [UInt8] = []
  private var outline = Outline()
  private var indices: [String: Int] = [:]
  private var names: [String] = []
  private var bound = XMLMarkupBound()
  /// Whether markup goes beyond the bound; what follows is not looked at.
  private var isRefused = false
  /// How many lines ended so far.
  private var lines = 0

  // What does not fit into a page of findings is not kept by the thousand.
  private static let maximumItems = 1000

  /// Starts a check.
  ///
  /// - Parameters:
  ///   - file: the name of the document, for findings.
  ///   - grammar: what it must be like.
  ///   - limits: the deepest nesting, and how much of a document is kept for a grammar.
  ///   - onFinish: finds faults in the elements near the root, when all are known.
  package init(
    file: String, grammar: Grammar = .none, limits: Limits = Limits(),
    onFinish: ((Outline) -> [Diagnostic])? = nil
  ) {
    XMLLibrary.prepare()
    self.file = file
    self.grammar = grammar
    self.limits = limits
    self.onFinish = onFinish
    problems = XMLProblems(name: file, schemaID: "xml.invalid")
    let depth = Int32(min(max(limits.maximumDepth, 1), 250))
    switch grammar {
    case .none: schemaPath = nil
    case .schema(_, let path), .grammar(_, let path): schemaPath = path
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    if case .schema(let schema, _) = grammar {
      var made: UnsafeMutablePointer<warraq_xml_stream>?
      let schema = schema.borrow()
      self.schema = schema
      schema.withSchema { pointer in
        made = warraq_xml_stream_make(pointer, depth, context, Self.report, Self.element)
      }
      stream = made
    } else {
      stream = warraq_xml_stream_make(nil, depth, context, Self.report, Self.element)
    }
  }

  /// Starts a check against an XML Schema.
  package convenience init(file: String, schema: XMLSchemaValidator) {
    self.init(file: file, grammar: .schema(schema, path: ""))
  }

  deinit {
    if case .schema(let validator, _) = grammar, let schema {
      schema.withSchema { _ in
        if let stream { warraq_xml_stream_free(stream) }
      }
      validator.giveBack(schema)
    } else if let stream {
      warraq_xml_stream_free(stream)
    }
  }

  // MARK: Bytes

  package func see(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !bytes.isEmpty else { return }
    if case .grammar = grammar, whole.count <= limits.maximumRecordBytes { whole += bytes }
    guard !isRefused else { return }
    let excess = bound.firstExcess(in: bytes)
    isRefused = excess != nil
    var rest = bytes[..<(excess ?? bytes.count)]
    // The parser copies what it is given; a small piece is in the cache when it is looked at.
    while !rest.isEmpty {
      let piece = rest.prefix(32 << 10)
      rest = rest.dropFirst(piece.count)
      feed(UnsafeBufferPointer(rebasing: piece), isLast: false)
    }
    lines += bytes[..<(excess ?? bytes.count)].count { $0 == UInt8(ascii: "\n") }
    if isRefused {
      stream?.pointee.isStopped = 1
      findings.append(
        Diagnostic(
          .error, .xmlTooLarge(XMLMarkupBound.excess),
          at: SourceLocation(file: file, line: lines + 1)))
    }
  }

  package func finish() {
    feed(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
    if case .grammar(let grammar, _) = grammar, !isRefused {
      findings += grammarFindings(grammar)
    }
    if let onFinish, !isRefused { findings += onFinish(outline) }
  }

  package func takeFindings() -> [Diagnostic] {
    defer { findings = [] }
    return findings + problems.take()
  }

  private func feed(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    guard let stream else { return }
    bytes.withMemoryRebound(to: CChar.self) { bytes in
      if let schema {
        schema.withSchema { _ in
          warraq_xml_stream_feed(stream, bytes.baseAddress, Int32(bytes.count), isLast ? 1 : 0)
        }
      } else {
        warraq_xml_stream_feed(stream, bytes.baseAddress, Int32(bytes.count), isLast ? 1 : 0)
      }
    }
  }

  private func grammarFindings(_ grammar: XMLGrammar) -> [Diagnostic] {
    guard whole.count <= limits.maximumRecordBytes else {
      return [
        Diagnostic(
          .error, .recordTooLarge(limit: limits.maximumRecordBytes), at: SourceLocation(file: file))
      ]
    }
    return grammar.validate(whole, name: file)
  }

  // MARK: Reports of libxml2

  private static let report: warraq_xml_report = { context, problem in
    guard let context else { return }
    Unmanaged<XMLDocumentCheck>.fromOpaque(context).takeUnretainedValue().problems.add(problem)
  }

  private static let element: warraq_xml_element = { context, depth, name, space, line in
    guard let context, let name else { return }
    Unmanaged<XMLDocumentCheck>.fromOpaque(context).takeUnretainedValue().note(
      depth: Int(depth), name: String(cString: name), space: space.map { String(cString: $0) },
      line: Int(line))
  }

  private func note(depth: Int, name: String, space: String?, line: Int) {
    guard onFinish != nil else { return }
    names.removeSubrange(min(depth - 1, names.count)...)
    names.append(name)
    let path = names.joined(separator: "/")
    if let index = indices[path] {
      outline.items[index].count += 1
    } else if outline.items.count < Self.maximumItems {
      indices[path] = outline.items.count
      outline.items.append(
        Outline.Item(path: path, namespace: space ?? "", line: line, count: 1))
    }
  }
}
