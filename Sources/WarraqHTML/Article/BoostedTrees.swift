/// A sum of decision trees.
struct BoostedTrees: Sendable {
  private struct Node {
    /// The feature that is asked, -1 in a leaf.
    var feature: Int32
    var right: Int32
    /// The threshold, or the weight of the leaf.
    var value: Double
  }

  private var nodes: [Node] = []
  private var roots: [Int] = []

  static let blocks = BoostedTrees(articleBlocks)
  static let pages = BoostedTrees(articlePages)

  private init(_ table: StaticString) {
    let words = table.withUTF8Buffer { table in
      table.split(separator: 0x20).map { word -> (feature: Int32, value: Double) in
        let parts = word.split(separator: 0x3C)
        let value = Double(String(decoding: parts[parts.count - 1], as: UTF8.self)) ?? 0
        guard parts.count == 2 else { return (-1, value) }
        return (Int32(String(decoding: parts[0], as: UTF8.self)) ?? 0, value)
      }
    }
    // Inner nodes whose left branch is read; the next one that ends becomes their right.
    var waiting: [Int] = []
    for word in words {
      if waiting.isEmpty { roots.append(nodes.count) }
      nodes.append(Node(feature: word.feature, right: -1, value: word.value))
      if word.feature >= 0 {
        waiting.append(nodes.count - 1)
      } else {
        while let parent = waiting.last {
          if nodes[parent].right < 0 {
            nodes[parent].right = Int32(nodes.count)
            break
          }
          waiting.removeLast()
        }
      }
    }
  }

  /// The log-odds of features, which count as single-precision numbers.
  func logOdds(_ features: UnsafeBufferPointer<Float>) -> Double {
    var sum = 0.0
    for root in roots {
      var place = root
      while nodes[place].feature >= 0 {
        let node = nodes[place]
        place = Double(features[Int(node.feature)]) <= node.value ? place + 1 : Int(node.right)
      }
      sum += nodes[place].value
    }
    return sum
  }
}
