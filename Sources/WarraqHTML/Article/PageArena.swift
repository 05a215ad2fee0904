/// A page as the article finder sees it: the elements that may hold text in the order of the page,
/// and the blocks of text that their borders make.
package struct PageArena: Sendable {
  package struct Node: Sendable {
    package var name: HTMLName
    /// The place in the tree.
    package var node: Int32
    package var parent: Int32
    package var depth: Int32
    /// The place after the last node inside.
    package var end: Int32
    /// The nearest block element at or above.
    package var block: Int32
    /// The innermost `article` at or above, -1 without.
    package var article: Int32
    package var traits: Traits
    package var isBlock: Bool
    /// Where the text inside stands in ``PageArena/flow``.
    package var textStart: Int32
    package var textEnd: Int32
  }

  package struct Traits: OptionSet, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let article = Traits(rawValue: 1)
    package static let main = Traits(rawValue: 2)
    package static let aside = Traits(rawValue: 4)
    package static let navigation = Traits(rawValue: 8)
    package static let footer = Traits(rawValue: 16)
    package static let header = Traits(rawValue: 32)
    package static let form = Traits(rawValue: 64)
    package static let quote = Traits(rawValue: 128)
    package static let hidden = Traits(rawValue: 256)
  }

  package struct Block: Sendable {
    package var node: Int32
    /// Where its text stands in ``PageArena/text``.
    package var start: Int32
    package var end: Int32
    /// Where its text stands in ``PageArena/flow``.
    package var flowStart: Int32
    package var flowEnd: Int32
    /// Characters, those in links, those in italics.
    package var characters: Double = 0
    package var linkCharacters: Double = 0
    package var italicCharacters: Double = 0
    package var words: Double = 0
    package var commas: Double = 0
    package var sentences: Double = 0
    package var odd: Double = 0
    package var endsSentence = false
    package var breaks: Double = 0
    package var controls: Double = 0

    package var linkShare: Double { linkCharacters / max(1, characters) }
  }

  package let tree: HTMLTree
  package private(set) var nodes: [Node] = []
  package private(set) var blocks: [Block] = []
  /// The texts of the blocks, their white space collapsed.
  package private(set) var text: [UInt8] = []
  /// The texts of all nodes in order.
  package private(set) var flow: [UInt8] = []
  package private(set) var title: [UInt8] = []
  /// Elements of the tree that hold facts of the page.
  package private(set) var metas: [Int32] = []
  package private(set) var links: [Int32] = []
  package private(set) var bases: [Int32] = []
  package private(set) var linkedData: [Int32] = []
  package private(set) var times: [Int32] = []
  /// The texts of the tree that are words, each with the block it belongs to.
  package private(set) var texts: [(node: Int32, block: Int32)] = []

  package init(_ tree: HTMLTree) {
    self.tree = tree
    let root = tree.nodes.indices.first {
      tree.nodes[$0].kind == .element && tree.nodes[$0].name == .html && tree.nodes[$0].parent == 0
    }
    guard let root else { return }
    flow.reserveCapacity(tree.bytes.count / 2)
    var walk = Walk()
    visit(root, &walk)
    flush(&walk)
  }

  package func bytes(of block: Block) -> ArraySlice<UInt8> {
    text[Int(block.start)..<Int(block.end)]
  }

  /// The text of an element, its white space collapsed.
  package func text(of node: Int) -> String {
    var bytes: [UInt8] = []
    let range = Int(nodes[node].textStart)..<Int(nodes[node].textEnd)
    flow[range].withUnsafeBufferPointer { bytes.appendCollapsing($0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  package func text(of block: Block) -> String {
    String(decoding: bytes(of: block), as: UTF8.self)
  }

  /// The first block with text of an element, `nil` where it has none.
  package func firstBlock(in node: Int) -> Int? {
    // Blocks stand in the order of their texts, though not in that of their elements.
    let start = nodes[node].textStart
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].flowEnd <= start { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count && blocks[low].flowStart < nodes[node].textEnd ? low : nil
  }

  package func value(_ name: HTMLName, of node: Int) -> ArraySlice<UInt8>? {
    tree.value(name, of: Int(nodes[node].node))
  }

  // MARK: Walking

  /// What is known while the tree is walked.
  private struct Walk {
    var start = 0
    var node: Int32 = -1
    var isInline = true
    var links = 0
    var italics = 0
    var linkCharacters = 0.0
    var italicCharacters = 0.0
    var breaks = 0.0
    var controls = 0.0
    var pendingBreaks = 0
    var hasText = false
  }

  private mutating func visit(_ root: Int, _ walk: inout Walk) {
    var open: [Int32] = []
    var place = root
    var parent: Int32 = -1
    while true {
      let node = tree.nodes[place]
      var descends = false
      switch node.kind {
      case .text: append(place, parent, &walk)
      case .element:
        if let entered = enter(place, parent, &walk) {
          if node.first >= 0 {
            open.append(entered)
            parent = entered
            descends = true
          } else {
            leave(entered, &walk)
          }
        }
      case .document, .doctype, .comment, .content: break
      }
      if descends {
        place = Int(tree.nodes[place].first)
        continue
      }
      while tree.nodes[place].next < 0 || place == root {
        guard let last = open.popLast() else { return }
        leave(last, &walk)
        place = Int(nodes[Int(last)].node)
        parent = nodes[Int(last)].parent
      }
      place = Int(tree.nodes[place].next)
    }
  }

  private mutating func open(_ place: Int, _ parent: Int32) -> Int32 {
    let element = tree.nodes[place]
    let index = Int32(nodes.count)
    let above = parent >= 0 ? nodes[Int(parent)] : nil
    let isBlock = ElementKinds.isBlock(element.name, tree.names)
    var traits = (above?.traits ?? []).union(ElementKinds.traits(element.name))
    if element.end > element.start { traits.formUnion(declaredTraits(place)) }
    nodes.append(
      Node(
        name: element.name, node: Int32(place), parent: parent,
        depth: above.map { $0.depth + 1 } ?? 0, end: index + 1,
        block: isBlock || parent < 0 ? index : nodes[Int(parent)].block,
        article: element.name == .article ? index : above?.article ?? -1, traits: traits,
        isBlock: isBlock, textStart: Int32(flow.count), textEnd: Int32(flow.count)))
    return index
  }

  private func declaredTraits(_ place: Int) -> Traits {
    var traits: Traits = []
    for attribute in tree.attributes(of: place) {
      switch attribute.name {
      case .role:
        let value = tree.bytes[Int(attribute.start)..<Int(attribute.end)]
        traits.formUnion(ElementKinds.traits(role: value))
      case .hidden: traits.insert(.hidden)
      case .style:
        let style = tree.bytes[Int(attribute.start)..<Int(attribute.end)]
          .filter { $0 != 0x20 }.map(\.lowercased)
        if style.holds(ArraySlice("display:none".utf8))
          || style.holds(ArraySlice("visibility:hidden".utf8))
        {
          traits.insert(.hidden)
        }
      default: break
      }
    }
    return traits
  }

  /// Enters an element; `nil` where nothing in it is text of the page.
  private mutating func enter(_ place: Int, _ parent: Int32, _ walk: inout Walk) -> Int32? {
    let element = tree.nodes[place]
    guard element.namespace == .html else { return nil }
    switch element.name {
    case .br:
      walk.pendingBreaks += 1
      if walk.hasText, walk.isInline, parent >= 0, nodes[Int(parent)].isBlock {
        flush(&walk)
        walk.pendingBreaks = 0
      }
      if walk.hasText {
        flow.append(0x20)
        walk.breaks += 1
      }
      return nil
    case .hr:
      flush(&walk)
      return nil
    case .meta:
      metas.append(Int32(place))
      return nil
    case .link:
      links.append(Int32(place))
      return nil
    case .base:
      bases.append(Int32(place))
      return nil
    case .title:
      if title.isEmpty { title = collapsedText(of: place) }
      return nil
    case .script:
      if let type = tree.value(.type, of: place),
        type.map(\.lowercased).holds(ArraySlice("ld+json".utf8))
      {
        linkedData.append(Int32(place))
      }
      return nil
    case .img, .picture, .ampImg:
      _ = open(place, parent)
      return nil
    case .select, .textarea, .input:
      walk.controls += 1
      return nil
    case .style, .noscript, .template, .svg, .iframe, .option, .object, .embed, .canvas, .audio,
      .video, .math, .map, .datalist, .source:
      return nil
    default: break
    }
    let index = open(place, parent)
    if nodes[Int(index)].isBlock {
      flush(&walk)
      walk.pendingBreaks = 0
    } else {
      switch element.name {
      case .a: walk.links += 1
      case .i, .em: walk.italics += 1
      case .time: times.append(index)
      default: break
      }
    }
    return index
  }

  private mutating func leave(_ index: Int32, _ walk: inout Walk) {
    let node = nodes[Int(index)]
    nodes[Int(index)].end = Int32(nodes.count)
    nodes[Int(index)].textEnd = Int32(flow.count)
    if node.isBlock {
      flush(&walk)
      walk.pendingBreaks = 0
    } else if node.name == .a {
      walk.links -= 1
    } else if node.name == .i || node.name == .em {
      walk.italics -= 1
    }
  }

  private func collapsedText(of place: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var child = Int(tree.nodes[place].first)
    while child >= 0 {
      if tree.nodes[child].kind == .text { bytes += tree.text(of: child) }
      child = Int(tree.nodes[child].next)
    }
    var result: [UInt8] = []
    bytes.withUnsafeBufferPointer { result.appendCollapsing($0) }
    return result
  }

  /// Adds a text of the tree.
  private mutating func append(_ place: Int, _ parent: Int32, _ walk: inout Walk) {
    let range = Int(tree.nodes[place].start)..<Int(tree.nodes[place].end)
    guard !range.isEmpty else { return }
    let classes = ScalarClasses.shared
    var characters = 0.0
    var hasWord = false
    tree.bytes.withUnsafeBufferPointer { bytes in
      var cursor = ScalarCursor(UnsafeBufferPointer(rebasing: bytes[range]))
      var hasSpace = false
      while let value = cursor.next() {
        let kind = classes[value]
        if kind & ScalarClasses.space != 0 {
          hasSpace = characters > 0
        } else {
          characters += hasSpace ? 2 : 1
          hasSpace = false
          if kind & ScalarClasses.word != 0 { hasWord = true }
        }
      }
    }
    guard characters > 0 else {
      if walk.hasText { flow.append(0x20) }
      return
    }
    if walk.pendingBreaks >= 2, walk.hasText { flush(&walk) }
    walk.pendingBreaks = 0
    if !walk.hasText {
      walk.start = flow.count
      walk.node = parent
      walk.isInline = true
      walk.hasText = true
    }
    if hasWord, nodes[Int(parent)].isBlock { walk.isInline = false }
    texts.append((Int32(place), Int32(blocks.count)))
    flow.append(contentsOf: tree.bytes[range])
    if walk.links > 0 { walk.linkCharacters += characters }
    if walk.italics > 0 { walk.italicCharacters += characters }
  }

  /// Ends the block.
  private mutating func flush(_ walk: inout Walk) {
    guard walk.hasText else {
      walk.breaks = 0
      return
    }
    let start = text.count
    flow.withUnsafeBufferPointer { flow in
      text.appendCollapsing(UnsafeBufferPointer(rebasing: flow[walk.start...]))
    }
    var block = Block(
      node: walk.node, start: Int32(start), end: Int32(text.count),
      flowStart: Int32(walk.start), flowEnd: Int32(flow.count))
    flow.append(0x20)
    count(&block)
    block.linkCharacters = min(walk.linkCharacters, block.characters)
    block.italicCharacters = min(walk.italicCharacters, block.characters)
    block.breaks = walk.breaks
    block.controls = walk.controls
    blocks.append(block)
    let (links, italics, pending) = (walk.links, walk.italics, walk.pendingBreaks)
    walk = Walk()
    walk.links = links
    walk.italics = italics
    walk.pendingBreaks = pending
  }

  /// Counts what stands in a block's text.
  private func count(_ block: inout Block) {
    let classes = ScalarClasses.shared
    text.withUnsafeBufferPointer { text in
      var cursor = ScalarCursor(
        UnsafeBufferPointer(rebasing: text[Int(block.start)..<Int(block.end)]))
      var characters = 0
      var words = 0
      var ideographs = 0
      var commas = 0
      var sentences = 0
      var odd = 0
      var isInWord = false
      var previous: UInt8 = 0
      var last: UInt8 = 0
      var waits = false
      while let value = cursor.next() {
        characters += 1
        let kind = classes[value]
        if kind & ScalarClasses.ideograph != 0 {
          ideographs += 1
          isInWord = false
        } else if kind & ScalarClasses.word != 0 {
          if !isInWord { words += 1 }
          isInWord = true
        } else {
          isInWord = false
        }
        if kind & ScalarClasses.comma != 0 { commas += 1 }
        if kind & ScalarClasses.odd != 0 { odd += 1 }
        if waits {
          waits = false
          let ends = kind & (ScalarClasses.space | ScalarClasses.closingQuote) != 0
          if ends || last & ScalarClasses.wideStop != 0 { sentences += 1 }
          if ends {
            previous = last
            last = kind
            continue
          }
        }
        if kind & ScalarClasses.stop != 0 { waits = true }
        previous = last
        last = kind
      }
      if waits { sentences += 1 }
      block.characters = Double(characters)
      block.words = Double(words) + Double(ideographs) / 2
      block.commas = Double(commas)
      block.sentences = Double(sentences)
      block.odd = Double(odd)
      block.endsSentence =
        last & ScalarClasses.stop != 0
        || characters > 1 && last & ScalarClasses.closingQuote != 0
          && previous & ScalarClasses.stop != 0
    }
  }
}

/// What the finder holds elements to be by their names.
enum ElementKinds {
  private static let blocks: [Bool] = table(
    """
    html body address article aside blockquote center dd details dialog dir div dl dt fieldset \
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main \
    menu nav ol optgroup option p pre search section summary table caption colgroup thead tbody \
    tfoot tr td th ul label button select
    """)

  private static func table(_ names: StaticString) -> [Bool] {
    var known = HTMLNames.known
    var table = Array(repeating: false, count: known.count)
    names.withUTF8Buffer { all in
      for name in all.split(separator: 0x20) {
        let place = Int(known.intern(UnsafeBufferPointer(rebasing: name)).rawValue)
        if place < table.count { table[place] = true }
      }
    }
    return table
  }

  static func isBlock(_ name: HTMLName, _ names: HTMLNames) -> Bool {
    let place = Int(name.rawValue)
    if place < blocks.count, blocks[place] { return true }
    return names[name].contains(0x2D)
  }

  static func traits(_ name: HTMLName) -> PageArena.Traits {
    switch name {
    case .article: .article
    case .main: .main
    case .aside: .aside
    case .nav: .navigation
    case .footer: .footer
    case .header: .header
    case .form: .form
    case .blockquote: .quote
    default: []
    }
  }

  static func traits(role: ArraySlice<UInt8>) -> PageArena.Traits {
    switch String(decoding: role, as: UTF8.self) {
    case "main": .main
    case "complementary": .aside
    case "navigation": .navigation
    case "contentinfo": .footer
    case "banner": .header
    case "article": .article
    case "dialog": .hidden
    case "search", "form": .form
    default: []
    }
  }

  /// The kind of the element of a block, as the model counts them.
  static func kind(_ name: HTMLName) -> Float {
    switch name {
    case .p: 1
    case .h1: 2
    case .h2, .h3: 3
    case .h4, .h5, .h6: 4
    case .li: 5
    case .td, .th: 6
    case .div, .span, .section, .article, .main, .body, .center: 7
    case .blockquote: 8
    case .pre: 9
    case .figcaption, .caption, .figure: 10
    case .dd, .dt: 11
    case .label, .button, .address, .legend, .fieldset, .summary, .details: 12
    default: 0
    }
  }
}
