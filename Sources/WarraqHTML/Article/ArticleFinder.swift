/// Finds the blocks of the article among those of a page.
///
/// Each block has 78 facts, none of which asks for a language: its words and links, where it stands,
/// what stands round it, how often elements like it are repeated, what designers named them. Trees
/// fitted to pages whose articles are known turn them into a probability; then blocks that belong
/// together are decided together.
package struct ArticleFinder {
  package let page: PageArena
  /// The probability of each block.
  package private(set) var probabilities: [Double] = []
  /// The blocks of the article, in the order of the page.
  package internal(set) var kept: [Int] = []
  /// The block of the headline, -1 without.
  package private(set) var headline = -1

  var prose: [Double] = []
  var totalProse = 1.0
  var facts: Facts
  private let bias: Double

  /// What is known of elements with the texts in them, and of the page.
  struct Facts {
    var words: [Double] = []
    var prose: [Double] = []
    var linkCharacters: [Double] = []
    var characters: [Double] = []
    var blocks: [Double] = []
    var controls: [Double] = []
    var images: [Double] = []
    var children: [Double] = []
    var top = 0
    var container = 0
    /// What the article's facts need again, by block.
    var names: [Float] = []
    var repeated: [Float] = []
    var run: [Float] = []
    var run2: [Float] = []
    var articleHoldsHeadline: [Float] = []
    var hasSameParent: [Bool] = []
    var topShare: Float = 0
  }

  static let featureCount = 78

  /// - Parameters:
  ///   - page: the page.
  ///   - openGraphTitle: the title that the page gives to others.
  ///   - description: what the page says it is about.
  ///   - bias: what is added to the log-odds of each block.
  package init(
    _ page: PageArena, openGraphTitle: String = "", description: String = "", bias: Double = 0
  ) {
    self.page = page
    self.bias = bias
    facts = Facts()
    guard !page.blocks.isEmpty else { return }
    weighProse()
    sumUp()
    findContainers()
    findHeadline(openGraphTitle: openGraphTitle)
    decide(description: description)
    settle()
  }

  // MARK: Sums

  private mutating func weighProse() {
    prose = page.blocks.map { block in
      let share = block.linkShare
      guard block.words >= 8, share < 0.5,
        block.sentences > 0 || block.commas > 0 || block.words > 25
      else { return 0 }
      let traits = page.nodes[Int(block.node)].traits
      let isAside = !traits.isDisjoint(with: [.hidden, .navigation])
      return block.words * (1 - share) * (isAside ? 0.3 : 1)
    }
    let sum = prose.reduce(0, +)
    totalProse = sum == 0 ? 1 : sum
  }

  private mutating func sumUp() {
    let nodes = page.nodes
    let zero = Array(repeating: 0.0, count: nodes.count)
    facts.words = zero
    facts.prose = zero
    facts.linkCharacters = zero
    facts.characters = zero
    facts.blocks = zero
    facts.controls = zero
    facts.images = zero
    facts.children = zero
    for (place, block) in page.blocks.enumerated() {
      let node = Int(block.node)
      facts.words[node] += block.words
      facts.prose[node] += prose[place]
      facts.linkCharacters[node] += block.linkCharacters
      facts.characters[node] += block.characters
      facts.blocks[node] += 1
      facts.controls[node] += block.controls
    }
    for node in nodes.indices.reversed() {
      switch nodes[node].name {
      case .img, .picture, .ampImg: facts.images[node] += 1
      default: break
      }
      let parent = Int(nodes[node].parent)
      guard parent >= 0 else { continue }
      facts.words[parent] += facts.words[node]
      facts.prose[parent] += facts.prose[node]
      facts.linkCharacters[parent] += facts.linkCharacters[node]
      facts.characters[parent] += facts.characters[node]
      facts.blocks[parent] += facts.blocks[node]
      facts.controls[parent] += facts.controls[node]
      facts.images[parent] += facts.images[node]
      facts.children[parent] += 1
    }
  }

  private mutating func findContainers() {
    let nodes = page.nodes
    var direct = Array(repeating: 0.0, count: nodes.count)
    for (place, block) in page.blocks.enumerated() where prose[place] > 0 {
      let own = Int(nodes[Int(block.node)].block)
      direct[own] += prose[place] * 0.6
      let parent = Int(nodes[own].parent)
      guard parent >= 0 else { continue }
      direct[parent] += prose[place]
      let above = Int(nodes[parent].parent)
      if above >= 0 { direct[above] += prose[place] * 0.5 }
    }
    var best = -1.0
    for node in nodes.indices {
      if facts.characters[node] > 0 {
        direct[node] *= 1 - facts.linkCharacters[node] / facts.characters[node]
      }
      if direct[node] > best {
        best = direct[node]
        facts.top = node
      }
    }
    facts.container = descend(facts.prose) { child, parent in
      child >= 0.7 * parent && child >= 0.5 * totalProse
    }
  }

  /// Goes from the root to the child of the largest sum as long as that is enough.
  func descend(_ sums: [Double], isEnough: (Double, Double) -> Bool) -> Int {
    let nodes = page.nodes
    var place = 0
    while true {
      var best = -1
      var child = place + 1
      while child < Int(nodes[place].end) {
        if best < 0 || sums[child] > sums[best] { best = child }
        child = Int(nodes[child].end)
      }
      guard best >= 0, isEnough(sums[best], sums[place]) else { return place }
      place = best
    }
  }

  private func wordHashes(_ text: UnsafeBufferPointer<UInt8>) -> Set<UInt64> {
    var words: Set<UInt64> = []
    text.forEachFoldedWord { words.insert($0.contentHash) }
    return words
  }

  private mutating func findHeadline(openGraphTitle: String) {
    let titleWords = page.title.withUnsafeBufferPointer { wordHashes($0) }
    let graphWords = Array(openGraphTitle.utf8).withUnsafeBufferPointer { wordHashes($0) }
    let reference = graphWords.isEmpty ? titleWords : graphWords
    var best = 0.0
    for (place, block) in page.blocks.enumerated() where block.words <= 40 {
      let words = page.bytes(of: block).withUnsafeBufferPointer { wordHashes($0) }
      guard !words.isEmpty else { continue }
      let shared = Double(words.intersection(reference).count)
      let all = Double(words.count + reference.count) - shared
      var score = shared / max(1, all)
      if !titleWords.isEmpty {
        let inTitle = Double(words.intersection(titleWords).count) / Double(words.count)
        score = max(score, 0.8 * inTitle * min(1, Double(words.count) / 4))
      }
      switch page.nodes[Int(page.nodes[Int(block.node)].block)].name {
      case .h1: score += 0.35
      case .h2, .h3, .h4, .h5, .h6: score += 0.1
      default: break
      }
      if block.linkShare > 0.5 { score -= 0.3 }
      if score > best + 0.001, score > 0.45 {
        best = score
        headline = place
      }
    }
  }

  // MARK: Features

  /// The distance of each node from those above a node, -1 where they are not above it.
  private func distances(above node: Int) -> [Int32] {
    var result = Array(repeating: Int32(-1), count: page.nodes.count)
    var place = node
    var distance: Int32 = 0
    while place >= 0 {
      result[place] = distance
      distance += 1
      place = Int(page.nodes[place].parent)
    }
    return result
  }

  private func steps(from node: Int, to distances: [Int32]) -> (up: Float, down: Float) {
    var place = node
    var down: Float = 0
    while place >= 0, distances[place] < 0 {
      place = Int(page.nodes[place].parent)
      down += 1
    }
    return (place >= 0 ? Float(distances[place]) : 30, down)
  }

  private func classes() -> [Int32] {
    var known: [UInt64: Int32] = [:]
    return page.nodes.indices.map { node in
      guard let value = page.value(.class, of: node) else { return -1 }
      let hash = value.withUnsafeBufferPointer { $0.contentHash }
      if let found = known[hash] { return found }
      known[hash] = Int32(known.count)
      return Int32(known.count - 1)
    }
  }

  /// The known names of each element, as ranges of one list.
  private func elementNames(_ classes: [Int32]) -> (list: [Int16], ends: [Int32]) {
    let names = ElementNames.standard
    var list: [Int16] = []
    var ends: [Int32] = []
    ends.reserveCapacity(page.nodes.count)
    var found: [Int16] = []
    var byClass: [Int32: [Int16]] = [:]
    for (place, node) in page.nodes.enumerated() {
      found.removeAll(keepingCapacity: true)
      if node.name != .html, node.name != .body {
        for attribute in page.tree.attributes(of: Int(node.node)) {
          let value = page.tree.bytes[Int(attribute.start)..<Int(attribute.end)]
          switch attribute.name {
          case .class:
            if let cached = byClass[classes[place]] {
              for name in cached where !found.contains(name) { found.append(name) }
            } else {
              var own: [Int16] = []
              names.add(namesIn: value, prefix: "", to: &own)
              byClass[classes[place]] = own
              for name in own where !found.contains(name) { found.append(name) }
            }
          case .id, .ariaLabel, .dataTestid, .dataComponent, .dataType, .name:
            names.add(namesIn: value, prefix: "", to: &found)
          case .role: names.add(namesIn: value, prefix: "role=", to: &found)
          case .itemprop: names.add(namesIn: value, prefix: "itemprop=", to: &found)
          default: break
          }
        }
      }
      list += found
      ends.append(Int32(list.count))
    }
    return (list, ends)
  }

  private mutating func decide(description: String) {
    let page = page
    let nodes = page.nodes
    let blocks = page.blocks
    let count = blocks.count
    let classes = classes()
    let names = elementNames(classes)
    let nameWeights = ElementNames.standard.list
    let toTop = distances(above: facts.top)
    let toContainer = distances(above: facts.container)
    let headlineNode = headline >= 0 ? Int(blocks[headline].node) : -1
    let toHeadline = distances(above: headlineNode)
    let descriptionWords = Array(description.utf8).withUnsafeBufferPointer {
      [UInt8](foldingWordsOf: $0)
    }
    let descriptionStart = descriptionWords.prefix(80)

    func key(_ node: Int) -> UInt64 {
      UInt64(UInt32(bitPattern: nodes[node].parent)) << 40
        | UInt64(UInt32(bitPattern: nodes[node].name.rawValue) & 0xF_FFFF) << 20
        | UInt64(UInt32(bitPattern: classes[node]) & 0xF_FFFF)
    }
    var brothers: [UInt64: Int] = [:]
    for node in nodes.indices where facts.words[node] > 0 { brothers[key(node), default: 0] += 1 }
    var runs = Array(repeating: 0, count: nodes.count)
    var runProse = Array(repeating: 0.0, count: nodes.count)
    struct Signature: Hashable {
      var name: HTMLName
      var kind: Int32
      var parentName: HTMLName?
      var parentKind: Int32
    }
    struct Likes {
      var count = 0.0
      var words = 0.0
      var prose = 0.0
    }
    var likes: [Signature: Int] = [:]
    var likeSums: [Likes] = []
    var likeOf: [Int] = []
    var copies: [UInt64: Int] = [:]
    var hashes: [UInt64] = []
    for (place, block) in blocks.enumerated() {
      let own = Int(nodes[Int(block.node)].block)
      let parent = Int(nodes[own].parent)
      if prose[place] > 0, parent >= 0 {
        runs[parent] += 1
        runProse[parent] += prose[place]
      }
      let signature = Signature(
        name: nodes[own].name, kind: classes[own],
        parentName: parent >= 0 ? nodes[parent].name : nil,
        parentKind: parent >= 0 ? classes[parent] : -1)
      let like = likes[signature] ?? likeSums.count
      if like == likeSums.count {
        likes[signature] = like
        likeSums.append(Likes())
      }
      likeOf.append(like)
      likeSums[like].count += 1
      likeSums[like].words += block.words
      likeSums[like].prose += prose[place]
      let hash = page.bytes(of: block).withUnsafeBufferPointer { $0.contentHash }
      hashes.append(hash)
      copies[hash, default: 0] += 1
    }
    let articles = nodes.count { $0.name == .article }
    var total = blocks.reduce(0) { $0 + $1.words }
    if total == 0 { total = 1 }
    let largest = prose.max() ?? 0
    var nextProse = Array(repeating: 60, count: count)
    var following = -1
    for place in blocks.indices.reversed() {
      if following >= 0 { nextProse[place] = min(60, following - place) }
      if prose[place] > 0 { following = place }
    }
    var wordsBefore: [Double] = []
    var sum = 0.0
    for block in blocks {
      wordsBefore.append(sum)
      sum += block.words
    }
    var proseBefore = 0.0
    var lastHeading = -1
    let topShare = facts.prose[facts.top] / totalProse
    facts.topShare = Float(topShare)
    let containerShare = facts.prose[facts.container] / totalProse
    var row = Array(repeating: Float(0), count: Self.featureCount)
    var seen = Array(repeating: false, count: nameWeights.count)
    var touched: [Int16] = []
    probabilities.reserveCapacity(count)

    for place in blocks.indices {
      let block = blocks[place]
      let node = Int(block.node)
      let own = Int(nodes[node].block)
      let traits = nodes[node].traits
      func above(_ node: Int) -> Int { nodes[node].parent >= 0 ? Int(nodes[node].parent) : node }
      let u0 = above(own)
      let u1 = above(u0)
      let u2 = above(u1)
      let u3 = above(u2)
      var next = 0
      func add(_ value: Double) {
        row[next] = Float(value)
        next += 1
      }
      func add(_ value: Float) {
        row[next] = value
        next += 1
      }
      func add(_ value: Bool) { add(value ? 1 : 0 as Float) }
      add(min(block.words, 200))
      add(block.linkShare)
      add(min(block.commas, 30))
      add(min(block.sentences, 20))
      add(block.endsSentence)
      add(block.odd)
      add(ElementKinds.kind(nodes[own].name))
      add(min(1, block.italicCharacters / max(1, block.characters)))
      add(min(10, block.breaks))
      add(traits.contains(.article))
      add(traits.contains(.main))
      add(traits.contains(.aside))
      add(traits.contains(.footer))
      add(traits.contains(.quote))
      add(Double(min(40, nodes[node].depth)))
      add(wordsBefore[place] / total)
      add(Double(place) / Double(count))
      add(proseBefore / totalProse)
      add((totalProse - proseBefore - prose[place]) / totalProse)
      if headline >= 0 {
        add(Double(max(-60, min(200, place - headline))))
        add(max(-500, min(3000, wordsBefore[place] - wordsBefore[headline])))
      } else {
        add(-99.0)
        add(-999.0)
      }
      add(place >= 2 ? min(blocks[place - 2].words, 200) : -1)
      add(place >= 2 ? blocks[place - 2].linkShare : -1)
      add(place + 1 < count ? blocks[place + 1].linkShare : -1)
      add(place + 1 < count ? min(prose[place + 1], 200) : -1)
      add(place + 2 < count ? min(blocks[place + 2].words, 200) : -1)
      let end = min(count, place + 5)
      add(prose[max(0, place - 4)..<end].reduce(0, +))
      add(prose[min(place + 1, end)..<end].reduce(0, +))
      add(Double(nextProse[place]))
      add(lastHeading >= 0 ? Double(min(60, place - lastHeading)) : 60)
      add(facts.prose[u0] / max(1, facts.words[u0]))
      add(min(200, facts.blocks[u0]))
      add(min(80, facts.children[u0]))
      add(ElementKinds.kind(nodes[u0].name))
      add(min(10, facts.controls[u0]))
      add(facts.prose[u1] / totalProse)
      add(facts.prose[u1] / max(1, facts.words[u1]))
      add(min(200, facts.blocks[u1]))
      for u in [u2, u3] {
        add(facts.prose[u] / totalProse)
        add(facts.linkCharacters[u] / max(1, facts.characters[u]))
        add(facts.prose[u] / max(1, facts.words[u]))
        if u == u2, next == 41 { add(min(200, facts.blocks[u])) }
      }
      let top = steps(from: node, to: toTop)
      add(top.up)
      add(top.down)
      let container = steps(from: node, to: toContainer)
      add(container.up)
      add(container.down)
      if headline >= 0 {
        let steps = steps(from: node, to: toHeadline)
        add(steps.up)
        add(steps.down)
      } else {
        add(-1.0)
        add(-1.0)
      }
      let like = likeSums[likeOf[place]]
      add(min(100, like.count))
      add(min(500, like.words / like.count))
      add(like.prose / totalProse)
      add(Double((copies[hashes[place]] ?? 1) - 1))
      add(repeats(place, descriptionWords, descriptionStart))
      let repeated = Float(min(60, brothers[key(own)] ?? 0))
      add(repeated)
      add(Double(min(60, brothers[key(u0)] ?? 0)))
      add(Double(min(60, brothers[key(u1)] ?? 0)))
      add(Double(min(60, brothers[key(u2)] ?? 0)))
      let run = Float(min(60, runs[u0]))
      let run2 = Float(min(60, runs[u1]))
      add(run)
      add(runProse[u0] / totalProse)
      add(run2)
      add(min(20, facts.images[u0]))
      add(min(20, facts.images[u1]))
      add(min(5, facts.images[u1] / max(1, facts.words[u1]) * 50))
      let article = Int(nodes[node].article)
      add(article < 0 ? -1 : facts.prose[article] / totalProse)
      let holds: Float =
        article < 0 || headlineNode < 0
        ? -1 : article <= headlineNode && headlineNode < Int(nodes[article].end) ? 1 : 0
      add(holds)
      add(Double(min(20, articles)))
      add(side(of: node, facts.top))
      add(topShare)
      add(side(of: node, facts.container))
      add(containerShare)
      add(largest > 0 ? prose[place] / largest : 0)

      // Names, each at its nearest place on the way up.
      var all = 0.0
      var near = 0.0
      var low = 0.0
      var high = 0.0
      var up = node
      var passed = 0
      touched.removeAll(keepingCapacity: true)
      while up >= 0 {
        let start = up == 0 ? 0 : Int(names.ends[up - 1])
        for name in names.list[start..<Int(names.ends[up])] where !seen[Int(name)] {
          seen[Int(name)] = true
          touched.append(name)
          var weight = nameWeights[Int(name)].anywhere
          if passed <= 1 {
            weight += nameWeights[Int(name)].near
            near += weight
          }
          all += weight
          low = min(low, weight)
          high = max(high, weight)
        }
        if nodes[up].isBlock { passed += 1 }
        up = Int(nodes[up].parent)
      }
      for name in touched { seen[Int(name)] = false }
      let name = Float(all)
      add(name)
      add(near)
      add(low)
      add(high)

      let logOdds = row.withUnsafeBufferPointer { BoostedTrees.blocks.logOdds($0) } + bias
      probabilities.append(1 / (1 + PageMath.exponential(-logOdds)))
      facts.names.append(name)
      facts.repeated.append(repeated)
      facts.run.append(run)
      facts.run2.append(run2)
      facts.articleHoldsHeadline.append(holds)
      let before = place > 0 ? Int(nodes[Int(blocks[place - 1].node)].block) : -1
      facts.hasSameParent.append(before >= 0 && nodes[before].parent == nodes[own].parent)
      proseBefore += prose[place]
      switch nodes[own].name {
      case .h1, .h2, .h3, .h4, .h5, .h6: lastHeading = place
      default: break
      }
    }
  }

  private func side(of node: Int, _ container: Int) -> Double {
    node < container ? -1 : node < Int(page.nodes[container].end) ? 0 : 1
  }

  /// Whether a block says what the page's description says.
  private func repeats(
    _ place: Int, _ description: [UInt8], _ start: ArraySlice<UInt8>
  ) -> Bool {
    guard !description.isEmpty, page.blocks[place].characters > 20 else { return false }
    let words = page.bytes(of: page.blocks[place]).withUnsafeBufferPointer {
      [UInt8](foldingWordsOf: $0)
    }
    guard words.count > 20 else { return false }
    return description.holds(words[...]) || words.holds(start)
  }
}
