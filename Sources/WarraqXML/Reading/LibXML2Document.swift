internal import CLibXML2
internal import WarraqCore
internal import WarraqMarkup

/// What libxml2 makes of a document: its nodes, or why there are none.
///
/// Nothing is fetched, and what grows is counted before it is built; `shim.h` says how.
struct LibXML2Document {
  /// The nodes, `nil` where the document is not well-formed or refused.
  private(set) var nodes: XMLNodes?
  /// The names of entities that were left as they are written: the first, and how many references.
  private(set) var unknownEntities: (first: String, count: Int)?
  /// Why there are no nodes.
  private(set) var failure = Failure(message: .malformedXML(undecodable), line: 1, column: nil)

  struct Failure {
    var message: Diagnostic.Message
    var line: Int
    var column: Int?
  }

  private static let undecodable = "it is empty or cannot be decoded"
  private static let prepared: Void = warraq_xml_prepare()

  /// Reads a document in its own encoding or in the one that is named.
  init(_ bytes: [UInt8], encoding: String?, maximumDepth: Int, maximumNodes: Int) {
    Self.prepared
    var guardian = warraq_xml_guard()
    guardian.maximumDepth = Int32(clamping: maximumDepth)
    guardian.maximumNodes = maximumNodes
    guardian.maximumDefault = 1 << 20
    guard let document = Self.parse(bytes, encoding, &guardian) else {
      failure = Self.failure(&guardian, maximumNodes)
      return
    }
    defer { xmlFreeDoc(document) }
    guard let root = xmlDocGetRootElement(document) else {
      failure.message = .malformedXML("there is no element")
      return
    }
    nodes = Self.nodes(below: root)
    if guardian.unknownEntities > 0 {
      unknownEntities = (Self.text(of: &guardian.unknownEntity), Int(guardian.unknownEntities))
    }
  }

  private static func parse(
    _ bytes: [UInt8], _ encoding: String?, _ guardian: inout warraq_xml_guard
  ) -> xmlDocPtr? {
    guard let count = Int32(exactly: bytes.count) else { return nil }
    return bytes.withUnsafeBytes { bytes in
      let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
      if let encoding { return warraq_xml_tree(start, count, encoding, &guardian) }
      return warraq_xml_tree(start, count, nil, &guardian)
    }
  }

  private static func failure(_ guardian: inout warraq_xml_guard, _ maximumNodes: Int) -> Failure {
    let message: Diagnostic.Message
    switch guardian.refusal {
    case warraq_xml_too_deep: message = .xmlTooDeep(Int(guardian.maximumDepth))
    case warraq_xml_too_many_nodes: message = .xmlTooLarge("more than \(maximumNodes) nodes")
    case warraq_xml_too_much_default:
      message = .xmlTooLarge("attributes that the document type repeats without end")
    default:
      var text = Self.text(of: &guardian.message)
      while let last = text.last, last.isNewline || last == "." || last == " " {
        text.removeLast()
      }
      message = .malformedXML(text.isEmpty ? undecodable : text)
    }
    return Failure(message: message, line: Int(guardian.line), column: Int(guardian.column))
  }

  /// The text of an array of C, which ends at the first zero.
  private static func text<Characters>(of characters: inout Characters) -> String {
    withUnsafeBytes(of: &characters) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  // MARK: - Nodes

  /// Copies the tree of libxml2, `nil` where it holds what is not UTF-8.
  private static func nodes(below root: xmlNodePtr) -> XMLNodes? {
    var builder = XMLNodesBuilder(sourceCount: 0)
    var namespaces: [xmlNsPtr: Int32] = [:]
    var tagEnds: [Int32] = []
    var node = root
    walk: while true {
      if node.pointee.type == XML_ELEMENT_NODE {
        open(node, &namespaces, &builder)
        tagEnds.append(contentsOf: repeatElement(0, count: builder.nodes.count - tagEnds.count))
        // The shim leaves the offset there, plus one.
        tagEnds[tagEnds.count - 1] = Int32(
          clamping: max(Int(bitPattern: node.pointee._private) - 1, 0))
        if let child = node.pointee.children {
          node = child
          continue
        }
        builder.close()
      } else if node.pointee.type == XML_TEXT_NODE || node.pointee.type == XML_CDATA_SECTION_NODE,
        let content = node.pointee.content
      {
        let text = append(content, &builder)
        builder.addText(inTail: text, place: Int(xmlGetLineNo(node)))
      }
      while node != root {
        if let next = node.pointee.next {
          node = next
          continue walk
        }
        guard let parent = node.pointee.parent else { break walk }
        node = parent
        builder.close()
      }
      break
    }
    var nodes = XMLNodes(bytes: builder.tail, builder)
    nodes.placesAreLines = true
    nodes.tagEnds = tagEnds
    do {
      _ = try UTF8Span(validating: nodes.bytes.span)
    } catch _ {
      return nil
    }
    return nodes
  }

  private static func open(
    _ node: xmlNodePtr, _ namespaces: inout [xmlNsPtr: Int32], _ builder: inout XMLNodesBuilder
  ) {
    let firstAttribute = builder.attributes.count
    var attribute = node.pointee.properties
    while let current = attribute {
      attribute = current.pointee.next
      guard let local = current.pointee.name else { continue }
      let start = builder.tailEnd
      if let prefix = current.pointee.ns?.pointee.prefix {
        _ = append(prefix, &builder)
        builder.append(toTail: UInt8(ascii: ":"))
      }
      _ = append(local, &builder)
      let name = start..<builder.tailEnd
      var value = name.upperBound..<name.upperBound
      if let text = xmlNodeListGetString(node.pointee.doc, current.pointee.children, 1) {
        value = append(text, &builder)
        warraq_xml_free(text)
      }
      builder.addAttribute(.init(name), .init(value))
    }
    var namespace: Int32 = -1
    if let declared = node.pointee.ns, let iri = declared.pointee.href {
      if let known = namespaces[declared] {
        namespace = known
      } else {
        namespace = builder.addNamespace(.init(append(iri, &builder)))
        namespaces[declared] = namespace
      }
    }
    let name = node.pointee.name.map { append($0, &builder) } ?? builder.tailEnd..<builder.tailEnd
    builder.open(
      .init(name), namespace: namespace, firstAttribute: firstAttribute,
      place: Int(xmlGetLineNo(node)))
  }

  private static func append(
    _ text: UnsafePointer<xmlChar>, _ builder: inout XMLNodesBuilder
  ) -> Range<Int> {
    let start = builder.tailEnd
    let bytes = UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
    // References to controls, as in HTML, are to letters of windows-1252.
    if bytes.contains(0xC2) {
      var copy = Array(bytes)
      _ = ControlLetters.replace(in: &copy)
      copy.withUnsafeBufferPointer { builder.append(toTail: $0) }
    } else {
      builder.append(toTail: bytes)
    }
    return start..<builder.tailEnd
  }
}
