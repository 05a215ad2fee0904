package import WarraqCore

/// What a tree remembers of its elements, attributes and texts: a byte each.
enum XMLMark {
  static let unread: UInt8 = 0
  /// It was looked at, or something in it was.
  static let read: UInt8 = 1
  /// It was met and left out on purpose.
  static let passedOver: UInt8 = 2
}

extension XMLTree {
  /// Counts what was not looked at while an article was made of the tree.
  ///
  /// An element of which nothing was read is counted once, whatever is in it. It could not be used,
  /// unless it is one of `passedOver` or says nothing; attributes are counted as `element@attribute`,
  /// and text between elements as `element#text`.
  ///
  /// - Parameters:
  ///   - passedOver: the names of elements that no article needs, and of attributes behind `@`.
  ///   - isHead: whether the tree is what stands before the stories of a document, which is about
  ///     the document.
  package func account(
    in reading: inout ReadingCount, passingOver passedOver: Set<String>, isHead: Bool = false
  ) {
    let all = self.nodes.nodes
    all.withUnsafeBufferPointer { all in
      let end = spreadMarks(in: all)
      var index = rootNode
      while index < end {
        let node = all[Int(index)]
        let mark = marks[Int(index)]
        if node.isText {
          if mark != XMLMark.read, !isBlank(node.content) {
            count(
              .text(index), isPassedOver: isHead || mark == XMLMark.passedOver, passedOver, &reading
            )
          }
          index += 1
        } else if mark == XMLMark.read {
          for attribute in node.attributes where marks[all.count + Int(attribute)] == XMLMark.unread
          {
            count(.attribute(attribute, of: index), isPassedOver: isHead, passedOver, &reading)
          }
          index += 1
        } else {
          let after = nodes.end(of: index)
          let isEmpty = isEmpty(index, upTo: after)
          // What holds the stories is empty before them.
          if !isHead || !isEmpty {
            let isPassedOver = isHead || isEmpty || mark == XMLMark.passedOver
            count(.element(index), isPassedOver: isPassedOver, passedOver, &reading)
          }
          index = after
        }
      }
    }
  }

  /// Marks what is around everything that was read; returns where the record ends.
  private func spreadMarks(in all: UnsafeBufferPointer<XMLNodes.Node>) -> Int32 {
    let root = Int(rootNode)
    var end = all.count
    var index = all.count - 1
    while index > root {
      let parent = Int(all[index].parent)
      if parent < root {
        end = index
      } else if marks[index] == XMLMark.read {
        marks[parent] = XMLMark.read
      }
      index -= 1
    }
    marks[root] = XMLMark.read
    return Int32(end)
  }

  /// Whether an element says nothing: it has no words and no attributes, at any depth.
  private func isEmpty(_ element: Int32, upTo end: Int32) -> Bool {
    (element..<end).allSatisfy { index in
      let node = nodes.nodes[Int(index)]
      return node.isText ? isBlank(node.content) : node.attributes.isEmpty
    }
  }

  private func isBlank(_ text: XMLNodes.Stretch) -> Bool {
    nodes.withBytes(of: text) { $0.allSatisfy { $0 <= 0x20 } }
  }

  private enum Unread {
    case element(Int32)
    case text(Int32)
    case attribute(Int32, of: Int32)
  }

  private func count(
    _ unread: Unread, isPassedOver: Bool, _ passedOver: Set<String>, _ reading: inout ReadingCount
  ) {
    // A number for the name, so that the name itself is made once a batch.
    var key = ReadingCount.Key(isPassedOver ? 1 : 0)
    func add(_ name: XMLNodes.Stretch) {
      nodes.withBytes(of: name) { for byte in $0 { key.add(byte) } }
    }
    let element: Int32
    switch unread {
    case .element(let node): element = node
    case .text(let node):
      element = nodes.nodes[Int(node)].parent
      key.add(UInt8(ascii: "#"))
    case .attribute(let attribute, let node):
      element = node
      key.add(UInt8(ascii: "@"))
      add(nodes.attributes[Int(attribute)].name)
      key.add(UInt8(ascii: "@"))
    }
    let name = nodes.nodes[Int(element)].content
    add(name)
    func attribute(_ attribute: String, of element: String) -> ReadingCount.Entry {
      let isOfDocument =
        isPassedOver || passedOver.contains(attribute) || Self.locations.contains(attribute)
      return .init(
        kind: .attribute, name: element + attribute, outcome: isOfDocument ? .passedOver : .unused)
    }
    reading.add(key) {
      let name = nodes.string(name)
      let outcome: ReadingCount.Outcome =
        isPassedOver || passedOver.contains(name) || Self.neverShown.contains(name)
        ? .passedOver : .unused
      return switch unread {
      case .element: .init(kind: .element, name: name, outcome: outcome)
      case .text: .init(kind: .element, name: name + "#text", outcome: outcome)
      case .attribute(let index, _):
        attribute("@" + nodes.string(nodes.attributes[Int(index)].name), of: name)
      }
    }
  }

  /// Where the schema of a document is (XML Schema Part 1, 2.6.3).
  private static let locations: Set<String> = [
    "@xsi:noNamespaceSchemaLocation", "@xsi:schemaLocation",
  ]

  /// Elements of HTML that no page shows.
  private static let neverShown: Set<String> = [
    "button", "link", "meta", "noscript", "script", "style", "svg", "template", "textarea",
  ]
}

extension XMLTree.Element {
  /// Says that it was met and is left out on purpose.
  package func passOver() {
    if tree.marks[Int(node)] == XMLMark.unread { tree.marks[Int(node)] = XMLMark.passedOver }
  }

  /// Says that what was read of it could not be used.
  package func refuse() { mark(XMLMark.unread) }

  /// Says that nothing in it tells more than what was read elsewhere.
  package func settle() { mark(XMLMark.read) }

  private func mark(_ mark: UInt8) {
    for index in node..<tree.nodes.end(of: node) {
      tree.marks[Int(index)] = mark
      for attribute in tree.nodes.nodes[Int(index)].attributes {
        tree.marks[tree.nodes.nodes.count + Int(attribute)] = mark
      }
    }
  }

  /// What an attribute says, converted; one of which that is not possible could not be used.
  package func attribute<Value>(_ name: StaticString, _ convert: (String) -> Value?) -> Value? {
    guard let text = self[name] else { return nil }
    let value = convert(text)
    if value == nil { refuse(name) }
    return value
  }

  /// Says that the value of an attribute could not be used.
  package func refuse(_ name: StaticString) {
    for index in tree.nodes.nodes[Int(node)].attributes
    where tree.nodes.stretch(tree.nodes.attributes[Int(index)].name, equals: name) {
      tree.marks[tree.nodes.nodes.count + Int(index)] = XMLMark.unread
    }
  }
}
