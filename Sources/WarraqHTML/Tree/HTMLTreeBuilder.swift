/// Builds the tree of a page from its tokens (HTML, 13.2.6).
///
/// What the standard leaves to memory is bounded: elements that would lie deeper than
/// ``maximumDepth`` become leaves, and formatting is opened again a bounded number of times.
struct HTMLTreeBuilder: ~Copyable {
  enum Mode {
    case initial, beforeHTML, beforeHead, inHead, inHeadNoscript, afterHead, inBody, text, inTable
    case inTableText, inCaption, inColumnGroup, inTableBody, inRow, inCell, inTemplate, afterBody
    case inFrameset, afterFrameset, afterAfterBody, afterAfterFrameset
  }

  /// How many elements may be open; what browsers keep to.
  static let maximumDepth = 512

  var tokenizer: HTMLPageTokenizer
  var tree = HTMLTree()
  var mode = Mode.initial
  var originalMode = Mode.inBody
  var templateModes: [Mode] = []
  var open: [Int32] = []
  /// The open formatting elements; a marker is -1.
  var formatting: [Int32] = []
  var head: Int32 = -1
  var form: Int32 = -1
  var isFramesetOK = true
  var fosters = false
  var isScripting: Bool
  /// The element whose content is parsed, -1 for a whole page.
  var context: Int32 = -1
  var skipsLineFeed = false
  /// How many elements too deep to be open wait for their end tags.
  var unopened = 0
  var copies = 0
  let maximumCopies: Int
  var tableText: [UInt8] = []
  var openParagraphs = 0

  /// The rest of the characters that are being worked on.
  var text: UnsafeBufferPointer<UInt8>

  init(_ source: UnsafeBufferPointer<UInt8>, isScripting: Bool) {
    tokenizer = HTMLPageTokenizer(source)
    text = UnsafeBufferPointer(start: nil, count: 0)
    self.isScripting = isScripting
    maximumCopies = 4096 + source.count / 8
    tree.nodes.reserveCapacity(source.count / 48 + 16)
    tree.attributes.reserveCapacity(source.count / 64 + 16)
  }

  consuming func finish() -> HTMLTree {
    tree.bytes = tokenizer.bytes
    tree.names = tokenizer.names
    return tree
  }

  mutating func run() {
    repeat {
      tokenizer.allowsCDATA = !open.isEmpty && node(adjustedCurrent).namespace != .html
      tokenizer.next()
      step()
    } while tokenizer.kind != .end
  }

  private mutating func step() {
    if tokenizer.kind == .characters {
      text = tokenizer.text
      if skipsLineFeed {
        skipsLineFeed = false
        if text.first == 0x0A { text = UnsafeBufferPointer(rebasing: text.dropFirst()) }
      }
      if text.isEmpty { return }
    } else {
      skipsLineFeed = false
      if tokenizer.kind == .startTag, open.count >= Self.maximumDepth, mode != .text,
        !HTMLTraits.of(tokenizer.name).contains(.leaf)
      {
        if mode == .inTableText { flushTableText() }
        insert(makeElement(tokenizer.name))
        if !tokenizer.isSelfClosing || node(adjustedCurrent).namespace == .html { unopened += 1 }
        return
      }
      if tokenizer.kind == .endTag, unopened > 0, mode != .text,
        !HTMLTraits.of(tokenizer.name).contains(.leaf)
      {
        unopened -= 1
        return
      }
    }
    dispatch()
  }

  /// 13.2.6, the dispatcher.
  mutating func dispatch() {
    while true {
      let isForeign = !open.isEmpty && belongsToForeignContent()
      let again = isForeign ? processForeign() : process(mode)
      if !again { return }
    }
  }

  private func belongsToForeignContent() -> Bool {
    let current = node(adjustedCurrent)
    if current.namespace == .html || tokenizer.kind == .end { return false }
    let isText = tokenizer.kind == .characters
    let isStart = tokenizer.kind == .startTag
    if current.namespace == .mathML {
      switch current.name {
      case .mi, .mo, .mn, .ms, .mtext:
        if isText { return false }
        if isStart, tokenizer.name != .mglyph, tokenizer.name != .malignmark { return false }
      case .annotationXml:
        if isStart, tokenizer.name == .svg { return false }
      default: break
      }
    }
    return !(isHTMLIntegrationPoint(adjustedCurrent) && (isStart || isText))
  }

  func isHTMLIntegrationPoint(_ place: Int32) -> Bool {
    let element = node(place)
    switch element.namespace {
    case .html: return false
    case .svg:
      return element.name == .foreignObjectSVG || element.name == .desc || element.name == .title
    case .mathML:
      guard element.name == .annotationXml else { return false }
      for attribute in tree.attributes[Int(element.start)..<Int(element.end)]
      where attribute.name == .encoding {
        let value = tokenizer.bytes[Int(attribute.start)..<Int(attribute.end)].map(\.lowercased)
        return value == Array("text/html".utf8) || value == Array("application/xhtml+xml".utf8)
      }
      return false
    }
  }

  // MARK: Nodes

  @inline(__always)
  func node(_ place: Int32) -> HTMLTree.Node { tree.nodes[Int(place)] }

  var current: Int32 { open[open.count - 1] }

  var adjustedCurrent: Int32 { open.count == 1 && context >= 0 ? context : current }

  func isHTML(_ place: Int32, _ name: HTMLName) -> Bool {
    let node = tree.nodes[Int(place)]
    return node.name == name && node.namespace == .html && node.kind == .element
  }

  func isCurrent(_ name: HTMLName) -> Bool { isHTML(current, name) }

  func traits(_ place: Int32) -> HTMLTraits {
    let element = tree.nodes[Int(place)]
    if element.namespace == .html { return HTMLTraits.of(element.name) }
    switch element.name {
    case .mi, .mo, .mn, .ms, .mtext, .annotationXml:
      return element.namespace == .mathML ? [.special, .scope] : []
    case .foreignObjectSVG, .desc, .title:
      return element.namespace == .svg ? [.special, .scope] : []
    default: return []
    }
  }

  mutating func add(_ node: HTMLTree.Node) -> Int32 {
    tree.nodes.append(node)
    return Int32(tree.nodes.count - 1)
  }

  /// Makes an element with the attributes of the tag.
  mutating func makeElement(
    _ name: HTMLName, _ namespace: HTMLTree.Namespace = .html, hasAttributes: Bool = true
  ) -> Int32 {
    var element = HTMLTree.Node(.element)
    element.name = name
    element.namespace = namespace
    element.start = Int32(tree.attributes.count)
    if hasAttributes { tree.attributes.append(contentsOf: tokenizer.attributes) }
    element.end = Int32(tree.attributes.count)
    let place = add(element)
    if namespace == .html, name == .template {
      let content = add(HTMLTree.Node(.content))
      link(content, under: place, before: -1)
    }
    return place
  }

  mutating func link(_ child: Int32, under parent: Int32, before next: Int32) {
    let previous = next >= 0 ? tree.nodes[Int(next)].previous : tree.nodes[Int(parent)].last
    tree.nodes[Int(child)].parent = parent
    tree.nodes[Int(child)].previous = previous
    tree.nodes[Int(child)].next = next
    if previous >= 0 {
      tree.nodes[Int(previous)].next = child
    } else {
      tree.nodes[Int(parent)].first = child
    }
    if next >= 0 {
      tree.nodes[Int(next)].previous = child
    } else {
      tree.nodes[Int(parent)].last = child
    }
  }

  mutating func unlink(_ child: Int32) {
    let node = tree.nodes[Int(child)]
    guard node.parent >= 0 else { return }
    if node.previous >= 0 {
      tree.nodes[Int(node.previous)].next = node.next
    } else {
      tree.nodes[Int(node.parent)].first = node.next
    }
    if node.next >= 0 {
      tree.nodes[Int(node.next)].previous = node.previous
    } else {
      tree.nodes[Int(node.parent)].last = node.previous
    }
    tree.nodes[Int(child)].parent = -1
    tree.nodes[Int(child)].previous = -1
    tree.nodes[Int(child)].next = -1
  }

  /// The content of a template, any other node itself.
  func contentOwner(_ place: Int32) -> Int32 {
    isHTML(place, .template) ? tree.nodes[Int(place)].first : place
  }

  /// 13.2.6.1, the appropriate place for inserting a node.
  func insertionPlace(under target: Int32? = nil) -> (parent: Int32, before: Int32) {
    let target = target ?? current
    guard fosters, traits(target).contains(.fosters) else { return (contentOwner(target), -1) }
    var place = open.count - 1
    while place > 0 {
      let element = open[place]
      if isHTML(element, .template) { return (contentOwner(element), -1) }
      if isHTML(element, .table) {
        let parent = node(element).parent
        if parent >= 0 { return (parent, element) }
        return (contentOwner(open[place - 1]), -1)
      }
      place -= 1
    }
    return (contentOwner(open[0]), -1)
  }

  mutating func insert(_ child: Int32) {
    let (parent, next) = insertionPlace()
    link(child, under: parent, before: next)
  }

  mutating func push(_ element: Int32) {
    if isHTML(element, .p) { openParagraphs += 1 }
    open.append(element)
  }

  @discardableResult
  mutating func pop() -> Int32 {
    let element = open.removeLast()
    if isHTML(element, .p) { openParagraphs -= 1 }
    return element
  }

  mutating func removeOpen(_ element: Int32) {
    guard let place = open.lastIndex(of: element) else { return }
    if isHTML(element, .p) { openParagraphs -= 1 }
    open.remove(at: place)
  }

  /// Inserts an element for the tag and opens it.
  @discardableResult
  mutating func insertElement(_ namespace: HTMLTree.Namespace = .html) -> Int32 {
    let element = makeElement(tokenizer.name, namespace)
    insert(element)
    push(element)
    return element
  }

  @discardableResult
  mutating func insertImplied(_ name: HTMLName) -> Int32 {
    let element = makeElement(name, hasAttributes: false)
    insert(element)
    push(element)
    return element
  }

  /// Inserts an element for the tag that has no content.
  mutating func insertVoid() { insert(makeElement(tokenizer.name)) }

  mutating func insertComment(under parent: Int32? = nil) {
    var comment = HTMLTree.Node(.comment)
    comment.start = Int32(tokenizer.data.lowerBound)
    comment.end = Int32(tokenizer.data.upperBound)
    let child = add(comment)
    if let parent { link(child, under: parent, before: -1) } else { insert(child) }
  }

  mutating func insertText(_ text: UnsafeBufferPointer<UInt8>) {
    guard !text.isEmpty else { return }
    let (parent, next) = insertionPlace()
    guard parent > 0 else { return }
    let previous = next >= 0 ? node(next).previous : node(parent).last
    let start = tokenizer.bytes.count
    tokenizer.bytes.append(contentsOf: text)
    let end = Int32(tokenizer.bytes.count)
    if previous >= 0, node(previous).kind == .text {
      if Int(node(previous).end) == start {
        tree.nodes[Int(previous)].end = end
        return
      }
    }
    var child = HTMLTree.Node(.text)
    child.isContinued = previous >= 0 && node(previous).kind == .text
    child.start = Int32(start)
    child.end = end
    link(add(child), under: parent, before: next)
  }

  /// Takes the white space at the beginning of the characters.
  mutating func takeSpace() -> UnsafeBufferPointer<UInt8> {
    var end = 0
    while end < text.count, text[end].isHTMLSpace { end += 1 }
    let space = UnsafeBufferPointer(rebasing: text[..<end])
    text = UnsafeBufferPointer(rebasing: text[end...])
    return space
  }

  // MARK: Open elements

  /// 13.2.4.2, "has an element in scope".
  func isInScope(_ name: HTMLName, _ boundary: HTMLTraits = .scope) -> Bool {
    if name == .p, openParagraphs == 0 { return false }
    var place = open.count - 1
    while place >= 0 {
      let element = open[place]
      if isHTML(element, name) { return true }
      if !traits(element).isDisjoint(with: boundary) { return false }
      place -= 1
    }
    return false
  }

  func isInScope(node target: Int32) -> Bool {
    for element in open.reversed() {
      if element == target { return true }
      if traits(element).contains(.scope) { return false }
    }
    return false
  }

  func isHeadingInScope() -> Bool {
    for element in open.reversed() {
      let traits = traits(element)
      if traits.contains(.heading) { return true }
      if traits.contains(.scope) { return false }
    }
    return false
  }

  func holdsTemplate() -> Bool { open.contains { isHTML($0, .template) } }

  mutating func generateImpliedEnds(except name: HTMLName? = nil) {
    while traits(current).contains(.impliedEnd), name.map({ !isCurrent($0) }) ?? true { pop() }
  }

  mutating func popUntil(_ name: HTMLName) {
    while !open.isEmpty {
      let element = pop()
      if isHTML(element, name) { return }
    }
  }

  /// Closes elements up to one that may hold what comes: 13.2.6.4.9 and following, "clear the stack
  /// back to a … context".
  mutating func clear(to names: [HTMLName]) {
    while open.count > 1, !names.contains(where: { isCurrent($0) }), !isCurrent(.template),
      !isCurrent(.html)
    { pop() }
  }

  mutating func closeParagraph() {
    generateImpliedEnds(except: .p)
    popUntil(.p)
  }

  mutating func closeParagraphInScope() {
    if openParagraphs > 0, isInScope(.p, [.scope, .buttonScope]) { closeParagraph() }
  }

  // MARK: Modes

  /// 13.2.4.1, "reset the insertion mode appropriately".
  mutating func resetMode() {
    var place = open.count - 1
    while place >= 0 {
      var element = open[place]
      let isLast = place == 0
      if isLast, context >= 0 { element = context }
      if node(element).namespace == .html {
        switch node(element).name {
        case .td, .th:
          if !isLast { return mode = .inCell }
        case .tr: return mode = .inRow
        case .tbody, .thead, .tfoot: return mode = .inTableBody
        case .caption: return mode = .inCaption
        case .colgroup: return mode = .inColumnGroup
        case .table: return mode = .inTable
        case .template: return mode = templateModes.last ?? .inBody
        case .head:
          if !isLast { return mode = .inHead }
        case .body: return mode = .inBody
        case .frameset: return mode = .inFrameset
        case .html: return mode = head < 0 ? .beforeHead : .afterHead
        default: break
        }
      }
      place -= 1
    }
    mode = .inBody
  }

  /// 13.2.6.2, raw text and RCDATA.
  mutating func insertRawText(_ state: HTMLPageTokenizer.State) {
    insertElement()
    tokenizer.state = state
    originalMode = mode
    mode = .text
  }

  mutating func flushTableText() {
    let pending = tableText
    tableText = []
    mode = originalMode
    pending.withUnsafeBufferPointer { pending in
      if pending.allSatisfy({ $0.isHTMLSpace }) { return insertText(pending) }
      fosters = true
      let rest = text
      text = pending
      bodyCharacters()
      text = rest
      fosters = false
    }
  }
}

extension HTMLTree {
  /// Builds the tree of a page.
  ///
  /// - Parameters:
  ///   - source: the page in UTF-8; line ends of any kind.
  ///   - isScripting: whether `noscript` holds text, as in a browser that runs scripts.
  package init(parsing source: UnsafeBufferPointer<UInt8>, isScripting: Bool = false) {
    self = Self.withLineFeeds(source) { source in
      var builder = HTMLTreeBuilder(source, isScripting: isScripting)
      builder.run()
      return builder.finish()
    }
  }

  /// Builds the tree of what stands in an element (13.4).
  package init(
    parsingFragment source: UnsafeBufferPointer<UInt8>, in name: String,
    _ namespace: Namespace = .html, isScripting: Bool = false
  ) {
    var name = name
    self = name.withUTF8 { name in
      Self.withLineFeeds(source) { source in
        var builder = HTMLTreeBuilder(source, isScripting: isScripting)
        builder.begin(in: name, namespace)
        builder.run()
        return builder.finish()
      }
    }
  }

  /// Calls with the source, each carriage return and the line feed after it made a line feed.
  package static func withLineFeeds<Result>(
    _ source: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard source.contains(0x0D) else { return body(source) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    var start = 0
    while start < source.count {
      let end = source[start...].firstIndex(of: 0x0D) ?? source.count
      bytes.append(contentsOf: source[start..<end])
      guard end < source.count else { break }
      bytes.append(0x0A)
      start = end + 1
      if start < source.count, source[start] == 0x0A { start += 1 }
    }
    return bytes.withUnsafeBufferPointer(body)
  }
}

extension HTMLTreeBuilder {
  /// Prepares for what stands in an element: 13.4.
  mutating func begin(in name: UnsafeBufferPointer<UInt8>, _ namespace: HTMLTree.Namespace) {
    var element = HTMLTree.Node(.element)
    element.name = tokenizer.names.intern(name)
    element.namespace = namespace
    context = add(element)
    if namespace == .html {
      switch element.name {
      case .title, .textarea: tokenizer.state = .rcdata
      case .style, .xmp, .iframe, .noembed, .noframes: tokenizer.state = .rawText
      case .script: tokenizer.state = .scriptData
      case .noscript: if isScripting { tokenizer.state = .rawText }
      case .plaintext: tokenizer.state = .plainText
      case .template: templateModes.append(.inTemplate)
      default: break
      }
    }
    let root = add(
      {
        var root = HTMLTree.Node(.element)
        root.name = .html
        return root
      }())
    link(root, under: 0, before: -1)
    push(root)
    tokenizer.lastStartTag = element.name
    resetMode()
    if namespace == .html, element.name == .form { form = context }
  }
}
