internal import CLibXML2
package import WarraqCore

extension HTMLContent {
  /// Reads XHTML that stands in a tree of libxml2: the content of an Atom entry, of `inlineXML`.
  ///
  /// The node itself counts as an element; elements are told by their local names, whatever their
  /// namespace. The tree stays the caller's.
  init(
    node: xmlNodePtr, limits: Limits = Limits(), base: String? = nil, firstMediaNumber: Int = 1,
    vocabulary: MarkupVocabulary = .html, knownMedia: Set<String> = []
  ) {
    var builder = HTMLBuilder(
      source: nil, base: base, firstMediaNumber: firstMediaNumber,
      maximumDepth: limits.maximumDepth)
    builder.vocabulary = vocabulary
    builder.knownMedia = knownMedia
    builder.walk(node)
    builder.finish()
    blocks = builder.output.flatMap { $0 }
    media = builder.positionedMedia
  }

  /// Reads a well-formed piece of XHTML with one root, `nil` when it is not well-formed.
  ///
  /// - Parameters:
  ///   - bytes: the document, in the encoding it declares.
  ///   - limits: as for HTML; libxml2's own limit of 256 levels holds as well.
  ///   - base: the address of the page.
  ///   - firstMediaNumber: as for HTML.
  package init?(
    xhtml bytes: [UInt8], limits: Limits = Limits(), base: String? = nil, firstMediaNumber: Int = 1
  ) {
    guard let size = Int32(exactly: bytes.count) else { return nil }
    warraq_xml_prepare()
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      | XML_PARSE_NOCDATA.rawValue
    let document = bytes.withUnsafeBytes {
      xmlReadMemory(
        $0.baseAddress?.assumingMemoryBound(to: CChar.self), size, nil, nil, Int32(options))
    }
    guard let document else { return nil }
    defer { xmlFreeDoc(document) }
    guard let root = xmlDocGetRootElement(document) else { return nil }
    self.init(node: root, limits: limits, base: base, firstMediaNumber: firstMediaNumber)
  }
}

extension HTMLBuilder {
  /// Reads a node and all below it, without recursion.
  mutating func walk(_ root: xmlNodePtr) {
    var node = root
    while true {
      if enter(node), let child = node.pointee.children {
        node = child
        continue
      }
      leave(node)
      while node != root {
        if let next = node.pointee.next {
          node = next
          break
        }
        guard let parent = node.pointee.parent else { return }
        node = parent
        leave(node)
      }
      if node == root { return }
    }
  }

  /// Meets a node; returns whether what is below it counts.
  private mutating func enter(_ node: xmlNodePtr) -> Bool {
    switch node.pointee.type {
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
      if let content = node.pointee.content {
        text(UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content))))
      }
      return false
    case XML_ELEMENT_NODE:
      let element = element(node)
      switch vocabulary {
      case .html: start(element, NodeAttributes(node: node))
      case .nitf:
        if addWhole(node) { return false }
        start(element, NITFAttributes(node: NodeAttributes(node: node)))
      }
      // What is raw text in HTML is never shown; a void element has no content to show.
      return !element.isVoid && (!element.holdsRawText || element == .xmp)
    default: return false
    }
  }

  private mutating func leave(_ node: xmlNodePtr) {
    guard node.pointee.type == XML_ELEMENT_NODE, vocabulary == .html || !isWhole(node) else {
      return
    }
    let element = element(node)
    // `</br>` alone means a break in HTML; here it belongs to a start tag.
    if !element.isVoid { end(element) }
  }

  private func element(_ node: xmlNodePtr) -> HTMLElement {
    guard let name = node.pointee.name else { return .unknown }
    let bytes = UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
    if vocabulary == .nitf,
      let element = HTMLElement(nitf: bytes, NodeAttributes(node: node))
    {
      return element
    }
    return HTMLElement(name: bytes)
  }
}

/// The attributes of an element of a tree.
struct NodeAttributes: HTMLAttributes {
  let node: xmlNodePtr

  var isEmpty: Bool { node.pointee.properties == nil }

  subscript(name: StaticString) -> String? {
    var attribute = node.pointee.properties
    while let current = attribute {
      if let local = current.pointee.name, matches(name, local, current.pointee.ns) {
        guard let value = xmlNodeListGetString(node.pointee.doc, current.pointee.children, 1)
        else { return "" }
        defer { warraq_xml_free(value) }
        return String(cString: value)
      }
      attribute = current.pointee.next
    }
    return nil
  }

  private func matches(
    _ name: StaticString, _ local: UnsafePointer<xmlChar>, _ namespace: xmlNsPtr?
  ) -> Bool {
    guard let prefix = namespace?.pointee.prefix else {
      return xmlStrEqual(local, name.utf8Start) == 1
    }
    return xmlStrQEqual(prefix, local, name.utf8Start) == 1
  }
}
