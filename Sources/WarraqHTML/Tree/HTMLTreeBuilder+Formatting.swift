/// Formatting elements: their list, and the adoption of what they hold.
extension HTMLTreeBuilder {
  // MARK: Formatting elements

  func haveEqualAttributes(_ a: Int32, _ b: Int32) -> Bool {
    let (a, b) = (node(a), node(b))
    guard a.end - a.start == b.end - b.start else { return false }
    let bytes = tokenizer.bytes
    return tree.attributes[Int(a.start)..<Int(a.end)].allSatisfy { one in
      tree.attributes[Int(b.start)..<Int(b.end)].contains { other in
        one.name == other.name
          && bytes[Int(one.start)..<Int(one.end)]
            .elementsEqual(bytes[Int(other.start)..<Int(other.end)])
      }
    }
  }

  /// 13.2.4.3, "push onto the list of active formatting elements".
  mutating func pushFormatting(_ element: Int32) {
    var equal = 0
    var first = -1
    var place = formatting.count - 1
    while place >= 0, formatting[place] >= 0 {
      let other = formatting[place]
      if node(other).name == node(element).name, haveEqualAttributes(other, element) {
        equal += 1
        first = place
      }
      place -= 1
    }
    if equal >= 3 {
      formatting.remove(at: first)
    } else if formatting.count - 1 - place >= 128 {
      formatting.remove(at: place + 1)
    }
    formatting.append(element)
  }

  mutating func reconstructFormatting() {
    guard let last = formatting.last, last >= 0, !open.contains(last) else { return }
    var place = formatting.count - 1
    while place > 0, formatting[place - 1] >= 0, !open.contains(formatting[place - 1]) {
      place -= 1
    }
    guard open.count + formatting.count - place < Self.maximumDepth, copies < maximumCopies else {
      return
    }
    while place < formatting.count {
      let copy = copy(formatting[place])
      insert(copy)
      push(copy)
      formatting[place] = copy
      place += 1
    }
  }

  /// A new element with the name and attributes of another.
  mutating func copy(_ element: Int32) -> Int32 {
    copies += 1
    var copy = HTMLTree.Node(.element)
    copy.name = node(element).name
    copy.start = node(element).start
    copy.end = node(element).end
    return add(copy)
  }

  mutating func clearFormattingToMarker() {
    while let last = formatting.popLast(), last >= 0 {}
  }

  /// 13.2.6.4.7, the adoption agency algorithm; returns whether the end tag is like any other.
  mutating func adopt(_ subject: HTMLName) -> Bool {
    if isCurrent(subject), !formatting.contains(current) {
      pop()
      return false
    }
    var outer = 0
    while outer < 8 {
      outer += 1
      var listPlace = formatting.count - 1
      while listPlace >= 0, formatting[listPlace] >= 0,
        node(formatting[listPlace]).name != subject
      { listPlace -= 1 }
      guard listPlace >= 0, formatting[listPlace] >= 0 else { return true }
      let element = formatting[listPlace]
      guard let openPlace = open.lastIndex(of: element) else {
        formatting.remove(at: listPlace)
        return false
      }
      guard isInScope(node: element) else { return false }
      var blockPlace = openPlace + 1
      while blockPlace < open.count, !traits(open[blockPlace]).contains(.special) {
        blockPlace += 1
      }
      guard blockPlace < open.count, copies < maximumCopies else {
        while pop() != element {}
        formatting.remove(at: listPlace)
        return false
      }
      let block = open[blockPlace]
      let ancestor = open[openPlace - 1]
      var bookmark = listPlace
      var last = block
      var place = blockPlace
      var inner = 0
      while true {
        inner += 1
        place -= 1
        var node = open[place]
        if node == element { break }
        var nodeListPlace = formatting.lastIndex(of: node)
        if inner > 3, let found = nodeListPlace {
          formatting.remove(at: found)
          if found < bookmark { bookmark -= 1 }
          nodeListPlace = nil
        }
        guard let found = nodeListPlace else {
          removeOpen(node)
          continue
        }
        let copied = copy(node)
        formatting[found] = copied
        open[place] = copied
        node = copied
        if last == block { bookmark = found + 1 }
        unlink(last)
        link(last, under: node, before: -1)
        last = node
      }
      unlink(last)
      let (parent, next) = insertionPlaceAlways(under: ancestor)
      link(last, under: parent, before: next)
      let copied = copy(element)
      var child = node(block).first
      while child >= 0 {
        let following = node(child).next
        unlink(child)
        link(child, under: copied, before: -1)
        child = following
      }
      link(copied, under: block, before: -1)
      if let old = formatting.lastIndex(of: element) {
        formatting.remove(at: old)
        if old < bookmark { bookmark -= 1 }
      }
      formatting.insert(copied, at: min(bookmark, formatting.count))
      removeOpen(element)
      if let now = open.lastIndex(of: block) { open.insert(copied, at: now + 1) }
    }
    return false
  }

  /// The place under a common ancestor, which may be part of a table.
  private mutating func insertionPlaceAlways(under ancestor: Int32) -> (Int32, Int32) {
    let before = fosters
    fosters = true
    defer { fosters = before }
    return insertionPlace(under: ancestor)
  }
}
