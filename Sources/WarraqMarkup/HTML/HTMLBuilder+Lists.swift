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
      list.isReversed = attributes["reversed"] != nil
      list.numbering = Self.numbering(attributes)
    }
    lists.append(list)
    listStates.append(state)
    return true
  }

  private static func numbering(_ attributes: some HTMLAttributes) -> ListBlock.Numbering {
    guard !attributes.isEmpty else { return .decimal }
    if let type = attributes.trimmed("type") {
      return ListBlock.Numbering.allCases.first { $0.htmlType == type } ?? .decimal
    }
    let style = attributes["style"]?.lowercased() ?? ""
    guard style.contains("list-style") else { return .decimal }
    return ListBlock.Numbering.allCases.first { style.contains($0.rawValue) }
      ?? (style.contains("lower-latin")
        ? .lowerAlpha : style.contains("upper-latin") ? .upperAlpha : .decimal)
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

extension ListBlock.Numbering {
  /// The value of the attribute `type` of HTML; `nil` for the usual one.
  var htmlType: String? {
    switch self {
    case .decimal: nil
    case .lowerAlpha: "a"
    case .upperAlpha: "A"
    case .lowerRoman: "i"
    case .upperRoman: "I"
    }
  }
}

extension ListBlock {
  /// The list, in parts where the numbers of its items do not follow one another.
  fileprivate func numbered(_ state: HTMLBuilder.ListState) -> [ListBlock] {
    guard isOrdered else { return [self] }
    var whole = self
    if isReversed { whole.start = state.numbers[0] ?? items.count }
    guard state.numbers.contains(where: { $0.key > 0 || $0.value != whole.start }) else {
      return [whole]
    }
    var parts: [ListBlock] = []
    for (index, item) in items.enumerated() {
      let next = parts.last.map { $0.number(ofItem: $0.items.count) } ?? whole.start
      let number = state.numbers[index] ?? next
      if !parts.isEmpty, number == next {
        parts[parts.count - 1].items.append(item)
      } else {
        whole.start = number
        whole.items = [item]
        parts.append(whole)
      }
    }
    return parts
  }
}
