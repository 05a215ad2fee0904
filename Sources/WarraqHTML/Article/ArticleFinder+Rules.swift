/// Rules for blocks that belong together or not.
extension ArticleFinder {
  // MARK: Rules

  mutating func settle() {
    kept = smoothed()
    dropCopies()
    keepContainer()
    let page = page
    kept.removeAll {
      ElementKinds.kind(page.nodes[Int(page.nodes[Int(page.blocks[$0].node)].block)].name) == 10
    }
    dropOtherStories()
    keepBetween()
    dropHiddenData()
    dropContents()
  }

  /// Small tables, lists of terms and loose words between two kept blocks of one element belong to them.
  private mutating func keepBetween() {
    guard let start = kept.first else { return }
    let nodes = page.nodes
    func holds(_ node: Int, _ block: Int) -> Bool {
      let own = Int(nodes[Int(page.blocks[block].node)].block)
      return node < own && own < Int(nodes[node].end)
    }
    var result: [Int] = [start]
    result.reserveCapacity(kept.count)
    for (before, after) in zip(kept, kept.dropFirst()) {
      for place in (before + 1)..<max(before + 1, after) where after - before <= 200 {
        let block = page.blocks[place]
        let node = Int(block.node)
        guard block.linkShare < 0.3, block.controls == 0,
          nodes[node].traits.isDisjoint(with: [.navigation, .aside, .footer, .hidden, .form])
        else { continue }
        var unit = Int(nodes[node].block)
        if holds(unit, before), holds(unit, after) {
          if unit > 0, nodes[unit].name != .body { result.append(place) }
          continue
        }
        while unit > 0,
          !holds(Int(nodes[unit].parent), before) || !holds(Int(nodes[unit].parent), after)
        {
          unit = Int(nodes[unit].parent)
        }
        switch nodes[unit].name {
        case .table, .dl, .pre: result.append(place)
        default: break
        }
      }
      result.append(after)
    }
    kept = result
  }

  /// The blocks that are most probable together: a change of state has its price.
  private func smoothed() -> [Int] {
    var no = 0.0
    var yes = 0.0
    var back: [(no: Bool, yes: Bool)] = []
    for place in probabilities.indices {
      let bounded = min(max(probabilities[place], 1e-4), 1 - 1e-4)
      let price = place == 0 ? 0 : facts.hasSameParent[place] ? 0.6 : 0.3
      let staysYes = yes >= no - price
      let staysNo = no >= yes - price
      let nextYes = staysYes ? yes : no - price
      let nextNo = staysNo ? no : yes - price
      yes = nextYes + PageMath.logarithm(bounded / (1 - bounded))
      no = nextNo
      back.append((no: !staysNo, yes: staysYes))
    }
    var isKept = yes > no
    var result: [Int] = []
    for place in back.indices.reversed() {
      if isKept { result.append(place) }
      isKept = isKept ? back[place].yes : back[place].no
    }
    return result.reversed()
  }

  private mutating func dropCopies() {
    var seen: Set<UInt64> = []
    let page = page
    kept.removeAll { place in
      let block = page.blocks[place]
      let isNew = seen.insert(page.bytes(of: block).withUnsafeBufferPointer { $0.contentHash })
      return block.words >= 8 && !isNew.inserted
    }
  }

  private mutating func keepContainer() {
    guard !kept.isEmpty else { return }
    var mass = Array(repeating: 0.0, count: page.nodes.count)
    for place in kept {
      mass[Int(page.blocks[place].node)] += page.blocks[place].words * probabilities[place]
    }
    let total = mass.reduce(0, +)
    for node in page.nodes.indices.reversed() where page.nodes[node].parent >= 0 {
      mass[Int(page.nodes[node].parent)] += mass[node]
    }
    let best = descend(mass) { child, _ in child >= 0.95 * total }
    let (page, probabilities) = (page, probabilities)
    kept.removeAll { place in
      let node = Int(page.blocks[place].node)
      let isInside = best <= node && node < Int(page.nodes[best].end)
      return !isInside && probabilities[place] <= 0.9
    }
  }

  /// Where an article element holds the headline and enough of the text, others are other stories.
  private mutating func dropOtherStories() {
    guard headline >= 0, !kept.isEmpty else { return }
    let nodes = page.nodes
    let blocks = page.blocks
    let story = Int(nodes[Int(blocks[headline].node)].article)
    guard story >= 0 else { return }
    func isInside(_ place: Int) -> Bool {
      story <= Int(blocks[place].node) && Int(blocks[place].node) < Int(nodes[story].end)
    }
    let own = kept.filter(isInside).reduce(0) { $0 + blocks[$1].words }
    let all = kept.reduce(0) { $0 + blocks[$1].words }
    guard own >= 30, own >= 0.05 * all else { return }
    kept.removeAll { place in
      let other = Int(nodes[Int(blocks[place].node)].article)
      return other >= 0 && !isInside(place) && !(other <= story && story < Int(nodes[other].end))
    }
  }

  /// Microdata that is not shown says once more what the story on the page does.
  private mutating func dropHiddenData() {
    let page = page
    func isHiddenData(_ place: Int) -> Bool {
      var node = Int(page.blocks[place].node)
      while node >= 0, page.nodes[node].traits.contains(.hidden) {
        if page.value(.itemscope, of: node) != nil { return true }
        node = Int(page.nodes[node].parent)
      }
      return false
    }
    let shown = kept.filter { !isHiddenData($0) }
    let words = shown.reduce(0) { $0 + page.blocks[$1].words }
    let all = kept.reduce(0) { $0 + page.blocks[$1].words }
    if words * 3 > all { kept = shown }
  }

  /// Three and more links to places of the page, one below the other, are its contents, and a few words
  /// above them their title.
  private mutating func dropContents() {
    let page = page
    var result: [Int] = []
    var run: [Int] = []
    func endRun(_ result: inout [Int]) {
      if run.count < 3 {
        result += run
      } else if let title = result.last, title == run[0] - 1, title != headline,
        page.blocks[title].words < 5, !page.blocks[title].endsSentence
      {
        result.removeLast()
      }
      run.removeAll(keepingCapacity: true)
    }
    for place in kept {
      if leadsIntoPage(page.blocks[place]) {
        run.append(place)
      } else {
        endRun(&result)
        result.append(place)
      }
    }
    endRun(&result)
    kept = result
  }

  /// Whether the text of a block is all links to places of the page.
  private func leadsIntoPage(_ block: PageArena.Block) -> Bool {
    let node = Int(block.node)
    let end = Int(page.nodes[node].end)
    // An element with more in it is no entry of a list.
    guard block.linkShare > 0.9, block.words < 30, end - node <= 64 else { return false }
    // The block may lie in the link, or the link in it.
    let above = sequence(first: node) { Int(page.nodes[$0].parent) }.prefix { $0 >= 0 }.prefix(3)
    let links = (above + Array(node..<end)).filter { page.nodes[$0].name == .a }
    return !links.isEmpty && links.allSatisfy { page.value(.href, of: $0)?.first == 0x23 }
  }
}
