/// The labels of all languages, to be found at a place in a text.
struct MarkerTable: Sendable {
  /// A label of the table.
  struct Label: Sendable {
    var kind: MarkerKind
    /// The row it comes from.
    var row: Int
    /// Whether it counts only before a separator or alone on its line.
    var needsSeparator: Bool
    /// Whether words of no interest may follow.
    var takesMore: Bool
    var wordCount: Int
  }

  /// A label found in a text.
  struct Match {
    var label: Label
    /// Where the label ends in the bytes.
    var end: Int
    /// Where its value starts, after a separator and spaces.
    var valueStart: Int
    /// Whether a separator stands between the label and its value.
    var hasSeparator: Bool
    /// Whether that separator is a colon.
    var hasColon: Bool
    /// Whether the line holds nothing else than the label and ornaments.
    var isAlone: Bool
    /// Whether the value follows without a space.
    var isGlued: Bool
  }

  /// The table of all rows.
  static let standard = MarkerTable(TextMarkers.all)

  let rows: [TextMarkers]
  /// The hashes of the agencies of all rows.
  private let agencies: Set<UInt64>
  /// Those of words of agencies' names.
  private let agencyWords: Set<UInt64>
  /// Those of words between names.
  let conjunctions: Set<UInt64>
  /// Those of words between a label and its date.
  let connectors: Set<UInt64>

  // A tree of folded scalars: the first child of a node, and the next one of the same parent; 0 for
  // none. Most nodes have one child, and few more than a dozen.
  private struct Node: Sendable {
    var scalar: UInt32 = 0
    var child: Int32 = 0
    var sibling: Int32 = 0
    /// The index in `labels`, 0 for none.
    var labels: Int32 = 0
    /// The last six bits of its children's scalars, as a set: most text stops at a look at it.
    var childBits: UInt64 = 0
  }
  private var nodes = [Node()]
  private var labels: [[Label]] = [[]]
  // The children of the root by their scalars below 0x700; 0 where there is none.
  private var firstNodes: [Int32] = []

  init(_ rows: [TextMarkers]) {
    self.rows = rows
    func hashes(_ words: (TextMarkers) -> [String]) -> Set<UInt64> {
      let folded = rows.flatMap(words).map { TextFolding.folded($0.utf8) }
      return Set(folded.filter { !$0.isEmpty }.map { WordHash.of($0) })
    }
    agencies = hashes(\.agencies)
    agencyWords = hashes(\.agencyWords)
    conjunctions = hashes { [$0.conjunction] }
    connectors = hashes(\.connectors)
    for (index, row) in rows.enumerated() {
      for kind in MarkerKind.allCases {
        for text in row.labels[kind] ?? [] { insert(text, kind: kind, row: index) }
      }
    }
    firstNodes = (0..<0x700).map { Int32(child(of: 0, $0) ?? 0) }
  }

  private mutating func insert(_ text: String, kind: MarkerKind, row: Int) {
    var folded = TextFolding.folded(text.utf8)
    let last = folded.last
    if last == 0x3A || last == 0x2026 { folded.removeLast() }
    if folded.last == 0x20 { folded.removeLast() }
    var node = 0
    for value in folded {
      if let next = child(of: node, value) {
        node = next
      } else {
        nodes.append(Node(scalar: value, sibling: nodes[node].child))
        nodes[node].child = Int32(nodes.count - 1)
        nodes[node].childBits |= 1 << UInt64(value & 63)
        node = nodes.count - 1
      }
    }
    let words = folded.split(separator: 0x20).count
    if nodes[node].labels == 0 {
      nodes[node].labels = Int32(labels.count)
      labels.append([])
    }
    labels[Int(nodes[node].labels)].append(
      Label(
        kind: kind, row: row, needsSeparator: last == 0x3A, takesMore: last == 0x2026,
        wordCount: words))
  }

  private func child(of node: Int, _ scalar: UInt32) -> Int? {
    guard nodes[node].childBits >> UInt64(scalar & 63) & 1 != 0 else { return nil }
    var next = Int(nodes[node].child)
    while next > 0 {
      if nodes[next].scalar == scalar { return next }
      next = Int(nodes[next].sibling)
    }
    return nil
  }

  private func firstNode(_ scalar: UInt32) -> Int? {
    guard scalar < firstNodes.count else { return child(of: 0, scalar) }
    let node = Int(firstNodes[Int(scalar)])
    return node > 0 ? node : nil
  }

  /// The labels that start at `start`, the longest first.
  func matches(in line: ArraySlice<UInt8>, at start: Int) -> [Match] {
    var found: [(node: Int, end: Int)] = []
    var node = 0
    var index = start
    var lastWasSpace = false
    while index < line.endIndex {
      let (value, next) = line.scalar(at: index)
      let folded = TextFolding.fold(value)
      if folded == 0 || folded == 0x20 && lastWasSpace {
        // A mark at the end of a label belongs to it.
        if folded == 0, let last = found.last, last.end == index {
          found[found.count - 1].end = next
        }
        index = next
        continue
      }
      lastWasSpace = folded == 0x20
      guard let child = node == 0 ? firstNode(folded) : child(of: node, folded) else { break }
      node = child
      index = next
      if nodes[node].labels > 0 { found.append((node, next)) }
    }
    var matches: [Match] = []
    for place in found.reversed() {
      for label in labels[Int(nodes[place.node].labels)] {
        if let match = match(label, in: line, end: place.end) { matches.append(match) }
      }
    }
    return matches
  }

  private func match(_ label: Label, in line: ArraySlice<UInt8>, end: Int) -> Match? {
    var index = end
    var spaces = 0
    var separators = 0
    var hasColon = false
    var lastIsSpace = false
    while index < line.endIndex {
      let (value, next) = line.scalar(at: index)
      let folded = TextFolding.fold(value)
      if folded == 0x20 {
        spaces += 1
      } else if separators == 0, TextCharacter.isSeparator(value) {
        let isColon = value == 0x3A || value == 0xFF1A || value == 0xFE55
        let isDash = value == 0x2D || value == 0x2013
        // A hyphen inside a word ("By-election") is no separator.
        if isDash, !lastIsSpace, next < line.endIndex,
          !TextFolding.isSpace(line.scalar(at: next).value)
        {
          break
        }
        separators += 1
        hasColon = isColon
      } else if separators == 0, label.kind == .related || label.kind == .readMore,
        let end = Self.endOfPointer(in: line, at: index)
      {
        separators += 1
        lastIsSpace = false
        index = end
        continue
      } else {
        break
      }
      lastIsSpace = folded == 0x20
      index = next
    }
    var rest = index
    while rest < line.endIndex {
      let (value, next) = line.scalar(at: rest)
      let isFace = TextCharacter.isWordPart(value) || TextCharacter.isEmoji(value)
      if isFace || TextCharacter.opensQuotation(value) && value != 0xAB { break }
      rest = next
    }
    let isAlone = rest == line.endIndex
    let isGlued = !isAlone && spaces == 0 && separators == 0
    if label.needsSeparator, separators == 0, !isAlone { return nil }
    return Match(
      label: label, end: end, valueStart: index, hasSeparator: separators > 0, hasColon: hasColon,
      isAlone: isAlone, isGlued: isGlued)
  }

  /// Where dots or arrows that point to a title end: "Read also.. ", "LIRE AUSSI >> ".
  private static func endOfPointer(in line: ArraySlice<UInt8>, at start: Int) -> Int? {
    var count = 0
    var index = start
    while index < line.endIndex {
      let (value, next) = line.scalar(at: index)
      switch value {
      case 0x2E: count += 1
      case 0x3E, 0xBB, 0x203A, 0x2026: count += 2
      default: return count > 1 ? index : nil
      }
      index = next
    }
    return count > 1 ? index : nil
  }

  /// Whether a name is that of a news agency: one of the table, or with a word such as "agency".
  func isAgency(_ name: ArraySlice<UInt8>) -> Bool {
    let folded = TextFolding.folded(name)
    if agencies.contains(WordHash.of(folded)) { return true }
    var word = WordHash.start
    for value in folded {
      if value != 0x20 {
        word = WordHash.of(CollectionOfOne(value), from: word)
      } else if agencyWords.contains(word) {
        return true
      } else {
        word = WordHash.start
      }
    }
    return agencyWords.contains(word)
  }
}
