internal import WarraqCore
package import WarraqHTML
internal import WarraqModel

extension HTMLContent {
  /// Reads some blocks of a page, with the pictures and embeds that stand among them.
  ///
  /// - Parameters:
  ///   - page: the page.
  ///   - kept: the blocks of text, in order.
  ///   - after: the block behind which pictures count, -1 for the first of `kept`.
  ///   - base: the address of the page.
  ///   - limits: `maximumDepth` bounds the nesting of the blocks.
  package init(
    _ page: PageArena, blocks kept: [Int], after headline: Int = -1, base: String?,
    maximumDepth: Int
  ) {
    self.init()
    var walk = PageWalk(page, kept: kept, after: headline)
    var builder = HTMLBuilder(
      source: nil, base: base, firstMediaNumber: 1, maximumDepth: maximumDepth)
    walk.run(&builder)
    builder.finish()
    blocks = builder.output.flatMap { $0 }
    media = builder.media
  }

  /// Reads elements of a page of our own whole, in order.
  ///
  /// - Parameters:
  ///   - page: the page.
  ///   - elements: the elements, as places in the tree.
  ///   - base: the address of the page.
  ///   - limits: `maximumDepth` bounds the nesting of the blocks.
  package init(_ page: PageArena, in elements: [Int], base: String?, maximumDepth: Int) {
    self.init()
    var walk = PageWalk(page, elements: elements)
    var builder = HTMLBuilder(
      source: nil, base: base, firstMediaNumber: 1, maximumDepth: maximumDepth)
    walk.run(&builder)
    builder.finish()
    blocks = builder.output.flatMap { $0 }
    media = builder.media
  }
}

/// The attributes of an element of a page. What hides it is left out: text that scripts show is as
/// good as any.
private struct PageAttributes: HTMLAttributes {
  let tree: HTMLTree
  let node: Int

  var isEmpty: Bool { tree.nodes[node].start == tree.nodes[node].end }

  subscript(name: StaticString) -> String? {
    guard !isEmpty, let known = tree.names.name(name), known != .hidden, known != .style else {
      return nil
    }
    return tree.value(known, of: node).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Walks over the kept part of a page.
private struct PageWalk {
  private let page: PageArena
  private let tree: HTMLTree
  /// What becomes of each node of the tree.
  private var marks: [Mark]
  /// Tables that only arrange the page, and what is in them.
  private var isLayout: Set<Int32> = []
  /// Elements that stand for others.
  private var roles: [Int32: HTMLElement] = [:]

  /// Whether the page is one of ours, in which `bdi` is there for the eye.
  private var isOwn = false

  private enum Mark: UInt8 {
    case skipped
    /// It holds something that is kept.
    case entered
    /// All of it is kept: words, a picture with its caption, an embed.
    case kept
  }

  init(_ page: PageArena, kept: [Int], after headline: Int) {
    self.page = page
    tree = page.tree
    marks = Array(repeating: .skipped, count: page.tree.nodes.count)
    var isKept = Array(repeating: false, count: page.blocks.count)
    for block in kept { isKept[block] = true }
    for text in page.texts where isKept[Int(text.block)] {
      marks[Int(text.node)] = .kept
      enter(Int(tree.nodes[Int(text.node)].parent))
    }
    guard let first = kept.first, let last = kept.last else { return }
    findLayoutTables(kept, headline: headline)
    keepMedia(
      isKept, first: headline >= 0 && headline < first ? headline : first, last: last, body: first)
  }

  init(_ page: PageArena, elements: [Int]) {
    self.page = page
    tree = page.tree
    marks = Array(repeating: .skipped, count: page.tree.nodes.count)
    isOwn = true
    for element in elements { keep(element) }
  }

  private mutating func enter(_ node: Int) {
    var place = node
    while place > 0, marks[place] == .skipped {
      marks[place] = .entered
      place = Int(tree.nodes[place].parent)
    }
  }

  /// A table arranges a page where it holds the headline, a long text, or a cell with several of some
  /// length; others hold data.
  private mutating func findLayoutTables(_ kept: [Int], headline: Int) {
    var texts: [Int: Int] = [:]
    func arranges(from place: Int) {
      var place = place
      while place >= 0 {
        if page.nodes[place].name == .table { isLayout.insert(page.nodes[place].node) }
        place = Int(page.nodes[place].parent)
      }
    }
    if page.blocks.indices.contains(headline) { arranges(from: Int(page.blocks[headline].node)) }
    for block in kept {
      let node = Int(page.blocks[block].node)
      if page.blocks[block].words > 40 { arranges(from: node) }
      var place = node
      while place >= 0 {
        switch page.nodes[place].name {
        case .td where page.blocks[block].words >= 12:
          texts[place, default: 0] += 1
          if texts[place] == 2 { arranges(from: place) }
        case .table where isNearRoot(place): isLayout.insert(page.nodes[place].node)
        default: break
        }
        place = Int(page.nodes[place].parent)
      }
    }
  }

  /// Whether a table holds most of what a page has.
  private func isNearRoot(_ place: Int) -> Bool {
    let node = page.nodes[place]
    return page.blocks.count > 12
      && Int(node.textEnd - node.textStart) * 2 > page.flow.count
  }

  // MARK: Pictures

  /// Keeps pictures, films and embeds that stand among the kept text.
  private mutating func keepMedia(_ isKept: [Bool], first: Int, last: Int, body: Int) {
    let start = Int(page.blocks[first].node)
    let end = Int(page.blocks[last].node)
    let bodyStart = Int(page.blocks[body].node)
    var blocksOf: [[Int]] = Array(repeating: [], count: page.nodes.count)
    for (number, block) in page.blocks.enumerated() { blocksOf[Int(block.node)].append(number) }
    var textsOf: [Range<Int>] = Array(repeating: 0..<0, count: page.blocks.count)
    for (number, text) in page.texts.enumerated() {
      let block = Int(text.block)
      guard block < textsOf.count else { continue }
      let from = textsOf[block].isEmpty ? number : textsOf[block].lowerBound
      textsOf[block] = from..<(number + 1)
    }
    var place = start + 1
    while place < page.nodes.count, place <= end {
      guard isPicture(place), marks[Int(page.nodes[place].node)] == .skipped else {
        place += 1
        continue
      }
      // The largest element round it without kept text.
      var unit = place
      var parent = Int(page.nodes[place].parent)
      while parent >= 0, marks[Int(page.nodes[parent].node)] == .skipped {
        unit = parent
        parent = Int(page.nodes[parent].parent)
      }
      if parent >= 0, let captions = captions(in: unit, blocksOf, isInBody: place > bodyStart) {
        keepPictures(in: unit, captions: captions, textsOf)
      }
      place = max(place + 1, Int(page.nodes[unit].end))
    }
    keepEmbeds(from: start, to: end)
  }

  /// The blocks that are captions of the pictures in an element; `nil` where it is a box with other
  /// stories.
  private func captions(in unit: Int, _ blocksOf: [[Int]], isInBody: Bool) -> [Int]? {
    var pictures = 0
    var stated: [Int] = []
    var others: [Int] = []
    var hasFigure = false
    for place in unit..<Int(page.nodes[unit].end) {
      switch page.nodes[place].name {
      case .img, .ampImg, .picture: pictures += 1
      case .nav, .form, .aside, .article: return nil
      case .figure: hasFigure = true
      default: break
      }
      for number in blocksOf[place] {
        if isCaption(place, in: unit) { stated.append(number) } else { others.append(number) }
      }
    }
    let words = others.reduce(0) { $0 + page.blocks[$1].words }
    let links = others.reduce(0) { $0 + page.blocks[$1].words * page.blocks[$1].linkShare }
    guard pictures <= 12, words <= 40, links <= 8 else { return nil }
    if stated.isEmpty, !hasFigure, isInBody, pictures == 1, others.count == 1, links == 0,
      Int(page.nodes[Int(page.blocks[others[0]].node)].block) > unit
    {
      return others
    }
    return stated
  }

  private func isCaption(_ place: Int, in unit: Int) -> Bool {
    var up = place
    while up >= unit {
      if page.nodes[up].name == .figcaption { return true }
      if up > unit, let names = page.value(.class, of: up),
        String(decoding: names, as: UTF8.self).lowercased().contains("caption")
      {
        return true
      }
      up = Int(page.nodes[up].parent)
    }
    return false
  }

  private mutating func keepPictures(in unit: Int, captions: [Int], _ textsOf: [Range<Int>]) {
    for place in unit..<Int(page.nodes[unit].end) where isPicture(place) {
      keep(Int(page.nodes[place].node))
    }
    var captioned: Set<Int> = []
    for number in captions {
      // The figure that it is the caption of: the nearest element round it with a picture.
      let block = Int(page.nodes[Int(page.blocks[number].node)].block)
      var owner = block
      var isStated = false
      var pictures: [Int] = []
      while owner >= unit {
        if page.nodes[owner].name == .figcaption { isStated = true }
        pictures = (owner..<Int(page.nodes[owner].end)).filter(isPicture)
        if !pictures.isEmpty { break }
        owner = Int(page.nodes[owner].parent)
      }
      guard owner >= unit, 1...2 ~= pictures.count, captioned.insert(owner).inserted else {
        continue
      }
      if !isStated {
        guard block > owner else { continue }
        roles[page.nodes[block].node] = .figcaption
      }
      if page.nodes[owner].name != .figure { roles[page.nodes[owner].node] = .figure }
      for text in page.texts[textsOf[number]] { keep(Int(text.node)) }
      // A twin for browsers without scripts, or a smaller one.
      if pictures.count == 2 { marks[Int(page.nodes[pictures[1]].node)] = .skipped }
    }
  }

  private func isPicture(_ place: Int) -> Bool {
    switch page.nodes[place].name {
    case .img, .picture, .ampImg: true
    default: false
    }
  }

  /// Keeps frames of known platforms and formulas, which are no nodes of the arena.
  private mutating func keepEmbeds(from start: Int, to end: Int) {
    let first = Int(page.nodes[start].node)
    let last = Int(page.nodes[end].node)
    guard first < last else { return }
    for node in first...last {
      switch tree.nodes[node].name {
      case .iframe, .video, .audio, .ampIframe, .ampVideo, .ampYoutube, .oembed, .ampTwitter,
        .ampFacebook, .ampInstagram, .ampAudio:
        break
      case .img where isOnlyPicture(node): break
      case .math where !isShownOtherwise(node): break
      default: continue
      }
      guard tree.nodes[node].kind == .element, marks[node] == .skipped else { continue }
      var parent = Int(tree.nodes[node].parent)
      var level = 0
      while parent > 0, marks[parent] == .skipped, level < 6 {
        parent = Int(tree.nodes[parent].parent)
        level += 1
      }
      guard parent > 0, marks[parent] == .entered, tree.nodes[parent].name != .body else {
        continue
      }
      keep(node)
    }
  }

  /// Whether a picture is for browsers without scripts and has no twin beside it.
  private func isOnlyPicture(_ node: Int) -> Bool {
    let parent = Int(tree.nodes[node].parent)
    guard parent > 0, tree.nodes[parent].name == .noscript else { return false }
    var place = Int(tree.nodes[Int(tree.nodes[parent].parent)].first)
    var count = 0
    while place >= 0, count < 64 {
      let other = tree.nodes[place]
      if other.kind == .element, place != parent {
        switch other.name {
        case .img, .picture, .ampImg: return false
        default: break
        }
      }
      place = Int(other.next)
      count += 1
    }
    return true
  }

  /// Whether the words of a formula stand beside it, as KaTeX sets them for the eye.
  private func isShownOtherwise(_ formula: Int) -> Bool {
    var place = tree.nodes[Int(tree.nodes[formula].parent)].next
    while place >= 0 {
      if tree.nodes[Int(place)].kind == .element, let names = tree.value(.class, of: Int(place)) {
        return String(decoding: names, as: UTF8.self).contains("katex-html")
      }
      place = tree.nodes[Int(place)].next
    }
    return false
  }

  private mutating func keep(_ node: Int) {
    marks[node] = .kept
    enter(Int(tree.nodes[node].parent))
  }

  // MARK: Walking

  mutating func run(_ builder: inout HTMLBuilder) {
    var open: [(node: Int, element: HTMLElement, isKept: Bool)] = []
    var place = 0
    var keepsAll = false
    while true {
      let node = tree.nodes[place]
      var descends = false
      switch node.kind {
      case .document: descends = true
      case .text:
        let isIn = keepsAll || marks[place] == .kept
        if isIn || isSpaceInKept(node) {
          tree.bytes.withUnsafeBufferPointer {
            builder.text(
              UnsafeBufferPointer(rebasing: $0[Int(node.start)..<Int(node.end)]))
          }
        }
      case .element:
        let mark = marks[place]
        let isBreak = node.name == .br || node.name == .hr || node.name == .wbr
        let isIn =
          keepsAll || mark != .skipped
          || isBreak && node.parent > 0 && marks[Int(node.parent)] != .skipped
        guard isIn else {
          if isSpace(node) { builder.text(" ") }
          break
        }
        let element = element(place)
        if isOwn, element == .bdi {
          builder.start(element, NoAttributes())
        } else {
          builder.start(element, PageAttributes(tree: tree, node: place))
        }
        if element.isVoid { break }
        let isRaw = element.holdsRawText && element != .noscript
        if node.first >= 0, !isRaw {
          open.append((place, element, keepsAll))
          if mark == .kept { keepsAll = true }
          descends = true
        } else {
          builder.end(element)
        }
      case .doctype, .comment, .content: break
      }
      if descends, node.first >= 0 {
        place = Int(node.first)
        continue
      }
      while tree.nodes[place].next < 0 {
        guard let last = open.popLast() else { return }
        builder.end(last.element)
        keepsAll = last.isKept
        place = last.node
      }
      place = Int(tree.nodes[place].next)
    }
  }

  /// Whether a text is white space between kept words.
  private func isSpaceInKept(_ node: HTMLTree.Node) -> Bool {
    guard node.parent > 0, marks[Int(node.parent)] == .entered else { return false }
    return tree.bytes[Int(node.start)..<Int(node.end)].allSatisfy { $0.isHTMLSpace }
  }

  /// Whether an element that is left out has parted two kept words.
  private func isSpace(_ node: HTMLTree.Node) -> Bool {
    guard node.first >= 0, node.first == node.last, node.parent > 0,
      marks[Int(node.parent)] == .entered
    else { return false }
    let child = tree.nodes[Int(node.first)]
    return child.kind == .text
      && tree.bytes[Int(child.start)..<Int(child.end)].allSatisfy { $0.isHTMLSpace }
  }

  private func element(_ place: Int) -> HTMLElement {
    let node = tree.nodes[place]
    if node.namespace == .mathML {
      return tree.names[node.name].withUnsafeBufferPointer { HTMLElement(name: $0) }
    }
    guard node.namespace == .html else { return .span }
    if let role = roles[Int32(place)] { return role }
    let name = tree.names[node.name]
    let element = name.withUnsafeBufferPointer { HTMLElement(name: $0) }
    switch element {
    case .unknown: return name.contains(0x2D) ? .div : .unknown
    // Words in them that are kept are words of the article.
    case .button, .html, .head, .body, .form: return .div
    case .noscript: return .div
    case .table, .thead, .tbody, .tfoot, .tr, .td, .th, .caption:
      return isInLayout(place) ? .div : element
    default: return element
    }
  }

  private func isInLayout(_ place: Int) -> Bool {
    guard !isLayout.isEmpty else { return false }
    var up = place
    while up > 0 {
      if tree.nodes[up].name == .table { return isLayout.contains(Int32(up)) }
      up = Int(tree.nodes[up].parent)
    }
    return false
  }
}
