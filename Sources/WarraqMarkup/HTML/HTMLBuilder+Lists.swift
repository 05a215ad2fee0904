internal import WarraqModel

/// Lists, and lists of terms and their definitions.
extension HTMLBuilder {
  @discardableResult
  mutating func openList(
    _ element: HTMLElement, _ attributes: some HTMLAttributes, _ hides: Bool
  ) -> Bool {
    guard open(element, .list, hides: hides) else { return false }
    var list = ListBlock(isOrdered: element == .ol, items: [])
    var state = ListState()
    if list.isOrdered {
      if let start = attributes.trimmed("start").flatMap({ Int($0) }) {
        list.start = start
        state.numbers[0] = start
      }
      state.isReversed = attributes["reversed"] != nil
    }
    lists.append(list)
    listStates.append(state)
    return true
  }

  mutating func openItem(_ hides: Bool) {
    close(limitedBy: [.list, .quote, .cell, .caption, .table, .figure, .aside, .attribution, .note])
    {
      $0.kind == .item
    }
    if gatherer != .list, !openList(.ul, NoAttributes(), false) { return }
    settleStrays()
    open(.li, .item, hides: hides)
  }

  mutating func closeDefinition() {
    close(limitedBy: [.list, .item, .quote, .cell, .caption, .table, .figure, .aside, .note]) {
      $0.element == .dt || $0.element == .dd
    }
  }

  /// Puts what stands in a list outside its items where it is meant: at the end of the item before.
  mutating func settleStrays() {
    let strays = output[output.count - 1]
    guard !strays.isEmpty, let list = lists.indices.last else { return }
    output[output.count - 1] = []
    if let item = lists[list].items.indices.last {
      lists[list].items[item] += strays
    } else {
      lists[list].items.append(strays)
    }
  }

  mutating func closeItem(_ frame: Frame, _ blocks: [Block]) {
    let last = lists.count - 1
    switch frame.element {
    case .dt:
      let term = blocks.map { block in
        if case .paragraph(let content) = block {
          Block.paragraph([.strong(content)])
        } else {
          block
        }
      }
      if listStates[last].endsWithTerm, let item = lists[last].items.indices.last {
        lists[last].items[item] += term
      } else {
        lists[last].items.append(term)
      }
      listStates[last].endsWithTerm = true
    case .dd:
      listStates[last].endsWithTerm = false
      if let item = lists[last].items.indices.last {
        lists[last].items[item] += blocks
      } else {
        lists[last].items.append(blocks)
      }
    default:
      if let number = frame.number { listStates[last].numbers[lists[last].items.count] = number }
      lists[last].items.append(blocks)
    }
  }

  mutating func closeList(_ strays: [Block]) {
    output.append(strays)
    settleStrays()
    output.removeLast()
    guard let list = lists.popLast(), let state = listStates.popLast(), !list.items.isEmpty else {
      return
    }
    for part in list.numbered(state) { add(.list(part)) }
  }
}

extension ListBlock {
  /// The list, in parts where the numbers of its items do not count up one by one.
  fileprivate func numbered(_ state: HTMLBuilder.ListState) -> [ListBlock] {
    guard isOrdered,
      state.isReversed || state.numbers.contains(where: { $0.key > 0 || $0.value != start })
    else { return [self] }
    var parts: [ListBlock] = []
    var number = state.isReversed ? items.count : start
    for (index, item) in items.enumerated() {
      number = state.numbers[index] ?? number
      if let last = parts.last, last.start &+ last.items.count == number {
        parts[parts.count - 1].items.append(item)
      } else {
        parts.append(ListBlock(isOrdered: true, start: number, items: [item]))
      }
      number = state.isReversed ? number &- 1 : number &+ 1
    }
    return parts
  }
}
