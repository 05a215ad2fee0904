package import WarraqCore

extension XMLTree {
  /// An element of a tree.
  ///
  /// Names are local names: what a file says about namespaces is often not true.
  package struct Element {
    let tree: XMLTree
    let node: Int32

    /// The name without its prefix.
    package var name: String { tree.nodes.string(tree.nodes.nodes[Int(node)].content) }

    /// The IRI of its namespace.
    package var namespace: String? {
      let index = tree.nodes.nodes[Int(node)].namespace
      return index < 0 ? nil : tree.nodes.string(tree.nodes.namespaces[Int(index)])
    }

    /// Its place among the elements of the tree.
    package var place: Int { Int(node) }

    /// Where it starts: file and line.
    package var location: SourceLocation { tree.location(of: self) }

    /// Whether its local name is this one.
    package func isNamed(_ name: StaticString) -> Bool {
      tree.nodes.stretch(tree.nodes.nodes[Int(node)].content, equals: name)
    }

    /// Whether its namespace is this one.
    package func isInNamespace(_ iri: StaticString) -> Bool {
      let index = tree.nodes.nodes[Int(node)].namespace
      return index >= 0 && tree.nodes.stretch(tree.nodes.namespaces[Int(index)], equals: iri)
    }

    /// The value of the attribute of that name, such as `href` or `xml:lang`.
    package subscript(name: StaticString) -> String? {
      for index in tree.nodes.nodes[Int(node)].attributes
      where tree.nodes.stretch(tree.nodes.attributes[Int(index)].name, equals: name) {
        mark()
        tree.marks[tree.nodes.nodes.count + Int(index)] = XMLMark.read
        return tree.nodes.string(tree.nodes.attributes[Int(index)].value)
      }
      return nil
    }

    /// Its attributes with their prefixes, in the order of the source.
    package var attributes: [(name: String, value: String)] {
      tree.nodes.nodes[Int(node)].attributes.map { index in
        mark()
        tree.marks[tree.nodes.nodes.count + Int(index)] = XMLMark.read
        let attribute = tree.nodes.attributes[Int(index)]
        return (tree.nodes.string(attribute.name), tree.nodes.string(attribute.value))
      }
    }

    /// Notes that it was looked at.
    func mark() { tree.marks[Int(node)] = XMLMark.read }

    /// The elements in it, first to last.
    package var children: Children {
      Children(tree: tree, upcoming: firstChild)
    }

    private var firstChild: Int32 {
      tree.nodes.element(from: tree.nodes.nodes[Int(node)].firstChild)
    }

    /// The first element in it of that name.
    package func first(_ name: StaticString) -> Element? {
      let nodes = tree.nodes
      var child = firstChild
      while child >= 0 {
        if nodes.stretch(nodes.nodes[Int(child)].content, equals: name) {
          return Element(tree: tree, node: child)
        }
        child = nodes.element(from: nodes.nodes[Int(child)].next)
      }
      return nil
    }

    /// The first element of that name at any depth below it.
    package func firstDescendant(_ name: StaticString) -> Element? {
      let nodes = tree.nodes
      // Nodes stand in the order of the document: what is below an element comes right after it.
      var index = node + 1
      while index < nodes.nodes.count, nodes.nodes[Int(index)].parent >= node {
        if !nodes.nodes[Int(index)].isText,
          nodes.stretch(nodes.nodes[Int(index)].content, equals: name)
        {
          return Element(tree: tree, node: index)
        }
        index += 1
      }
      return nil
    }

    /// The element it is in, `nil` for the one of the record.
    package var parent: Element? {
      let parent = tree.nodes.nodes[Int(node)].parent
      guard !tree.isRoot(node), parent >= 0 else { return nil }
      return Element(tree: tree, node: parent)
    }

    /// What it and all below it say as XHTML; elements are recognised by their local names.
    ///
    /// - Parameters:
    ///   - dialect: the names of the elements.
    ///   - limits: `maximumDepth` bounds the nesting of the blocks.
    ///   - base: the address of the page.
    ///   - firstMediaNumber: the number in the identifier of the first asset.
    ///   - knownMedia: assets from elsewhere that the dialect may refer to by their identifiers.
    ///   - notesElsewhere: the identifiers of notes on other pages, by the addresses of links.
    package func content(
      _ dialect: MarkupDialect = .html, limits: Limits = Limits(), base: String? = nil,
      firstMediaNumber: Int = 1, knownMedia: Set<String> = [],
      notesElsewhere: [String: String] = [:]
    ) -> HTMLContent {
      HTMLContent(
        self, limits: limits, base: base, firstMediaNumber: firstMediaNumber,
        dialect: dialect, knownMedia: knownMedia, notesElsewhere: notesElsewhere)
    }
  }

  /// The elements in an element.
  package struct Children: Sequence, IteratorProtocol {
    let tree: XMLTree
    var upcoming: Int32

    /// The next element.
    package mutating func next() -> Element? {
      guard upcoming >= 0 else { return nil }
      let node = upcoming
      upcoming = tree.nodes.element(from: tree.nodes.nodes[Int(node)].next)
      return Element(tree: tree, node: node)
    }
  }
}
