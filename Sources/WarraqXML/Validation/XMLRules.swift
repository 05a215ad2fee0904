package import WarraqCore
package import WarraqMarkup

extension CheckRule {
  /// What holds for every format in XML.
  package static let xml = [xmlMalformed, xmlInvalid, xmlTooDeep, xmlTooLarge]

  static let xmlMalformed = CheckRule(
    "xml.malformed", .error, "the document is not well-formed XML",
    because: "No XML parser reads what comes after the fault. Usual causes are an '&' that is not "
      + "written as '&amp;', an HTML entity such as '&nbsp;', a tag that is not closed, a prefix "
      + "that is not declared, and a file that was cut off.",
    see: "XML 1.0, 2.1; Namespaces in XML 1.0, 3")

  static let xmlInvalid = CheckRule(
    "xml.invalid", .error, "the document is not as its schema says",
    because: "The message is that of the schema processor. Elements out of their order are the "
      + "most usual cause: the schemas of news want one order and no other.",
    see: "the schema named with --schema or found in WARRAQ_SCHEMAS")

  static let xmlTooDeep = CheckRule(
    "xml.too-deep", .error, "elements are nested deeper than the limit",
    because: "No news nests so deep, and programs that walk such a tree fail.",
    see: "warraq help validate")

  static let xmlTooLarge = CheckRule(
    "xml.too-large", .error, "a record holds more than fits into memory",
    because: "A record may have four million nodes; entities and defaults of a document type may "
      + "not make more of it than it is.",
    see: "warraq help validate")
}

/// One record of XML that is looked at.
package struct CheckedRecord {
  /// Its tree.
  package let tree: XMLTree
  private let record: Record

  /// The bytes of the document.
  package var bytes: ArraySlice<UInt8> { record.bytes }

  /// Reads a record; `nil` when it cannot be read, which is then among the findings or for the
  /// ``XMLDocumentCheck`` to say.
  package init?(_ record: Record, _ findings: inout Findings) {
    self.record = record
    do throws(ConversionError) {
      tree = try XMLTree(record, limits: findings.limits)
    } catch {
      if error.message.id != "xml.malformed" { findings.report(error.diagnostic) }
      return nil
    }
  }

  /// Where an element starts, counted from the start of the record.
  package func offset(_ element: XMLTree.Element) -> Int { tree.offset(of: element, in: record) }
}

extension XMLTree.Element {
  /// Calls `body` for the element and all below it, in the order of the document.
  package func forEach(_ body: (XMLTree.Element) -> Void) {
    body(self)
    for child in children { child.forEach(body) }
  }

  /// Whether it holds text that is more than white space, apart from that of elements in it.
  package var hasOwnText: Bool { !directText.isEmpty }
}

/// What is found in the head of a document, before its first item.
package struct CheckedHead: Sendable {
  /// What the items need to know.
  package var info: any Sendable
  /// What is wrong with the head.
  package var diagnostics: [Diagnostic] = []

  /// Makes a head.
  package init(_ info: any Sendable) { self.info = info }

  /// Notes a breach of a rule.
  package mutating func report(_ rule: CheckRule, _ text: String? = nil, at place: XMLTree.Element)
  {
    diagnostics.append(
      Diagnostic(rule, text, at: place.location))
  }
}

/// A scanner that says what is wrong with the head of a document as soon as it is known.
package struct HeadCheckingScanner: RecordScanner {
  private var scanner: XMLItemScanner
  private var isChecked = false

  /// Makes a scanner around one whose head is a ``CheckedHead``.
  package init(_ scanner: XMLItemScanner) {
    self.scanner = scanner
  }

  package mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    let logged = context.log.diagnostics.count
    let hasMore = try scanner.scan(source, into: &batch, context: &context)
    // What is wrong with the whole is for the check of the whole to say.
    context.log.remove(from: logged) { ["xml.malformed", "xml.no-items"].contains($0.message.id) }
    if !isChecked, let head = (batch.preamble as? XMLPreamble)?.head as? CheckedHead {
      isChecked = true
      for diagnostic in head.diagnostics {
        context.log.emit(diagnostic.severity, diagnostic.message, at: diagnostic.location)
      }
    }
    return hasMore
  }
}
