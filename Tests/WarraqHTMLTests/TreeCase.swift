import WarraqHTML

/// A case of html5lib's tests of tree construction.
struct TreeCase: CustomStringConvertible {
  var data = ""
  var fragment: String?
  var isScripting: Bool?
  var expected = ""

  var description: String { data }

  /// The cases of a file.
  static func all(in file: String) -> [TreeCase] {
    var cases: [TreeCase] = []
    var section = ""
    var lines: [String: [Substring]] = [:]
    func finish(_ cases: inout [TreeCase]) {
      guard let data = lines["#data"] else { return }
      var one = TreeCase()
      one.data = data.joined(separator: "\n")
      one.fragment = lines["#document-fragment"]?.first.map(String.init)
      if lines["#script-on"] != nil { one.isScripting = true }
      if lines["#script-off"] != nil { one.isScripting = false }
      var document = lines["#document"] ?? []
      while document.last?.isEmpty == true { document.removeLast() }
      one.expected = document.joined(separator: "\n")
      cases.append(one)
    }
    let sections: Set<Substring> = [
      "#errors", "#new-errors", "#document-fragment", "#script-on", "#script-off", "#document",
    ]
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "#data" {
        finish(&cases)
        lines = ["#data": []]
        section = "#data"
      } else if sections.contains(line) {
        section = String(line)
        lines[section] = []
      } else {
        lines[section, default: []].append(line)
      }
    }
    finish(&cases)
    return cases
  }

  /// The trees that are built, once with scripts and once without where the case is for both.
  func results() -> [String] {
    (isScripting.map { [$0] } ?? [false, true]).map { isScripting in
      var data = data
      return data.withUTF8 { bytes in
        guard let fragment else {
          return HTMLTree(parsing: bytes, isScripting: isScripting).dump()
        }
        let words = fragment.split(separator: " ")
        let namespace: HTMLTree.Namespace =
          words.count == 1 ? .html : words[0] == "svg" ? .svg : .mathML
        let tree = HTMLTree(
          parsingFragment: bytes, in: String(words[words.count - 1]), namespace,
          isScripting: isScripting)
        // The tree of a fragment has a root of its own around it.
        return tree.dump(under: Int(tree.nodes[0].first))
      }
    }
  }
}
