/// Tables: 13.2.6.4.9 to 15.
extension HTMLTreeBuilder {
  mutating func processInTable() -> Bool {
    switch tokenizer.kind {
    case .characters:
      if traits(current).contains(.fosters) || isCurrent(.template) {
        tableText = []
        originalMode = mode
        mode = .inTableText
        return true
      }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      switch tokenizer.name {
      case .caption:
        clear(to: [.table])
        formatting.append(-1)
        insertElement()
        mode = .inCaption
        return false
      case .colgroup:
        clear(to: [.table])
        insertElement()
        mode = .inColumnGroup
        return false
      case .col:
        clear(to: [.table])
        insertImplied(.colgroup)
        mode = .inColumnGroup
        return true
      case .tbody, .tfoot, .thead:
        clear(to: [.table])
        insertElement()
        mode = .inTableBody
        return false
      case .td, .th, .tr:
        clear(to: [.table])
        insertImplied(.tbody)
        mode = .inTableBody
        return true
      case .table:
        guard isInScope(.table, .tableScope) else { return false }
        popUntil(.table)
        resetMode()
        return true
      case .style, .script, .template: return processInHead()
      case .input:
        if isHiddenInput() {
          insertVoid()
          return false
        }
      case .form:
        if !holdsTemplate(), form < 0 {
          form = insertElement()
          pop()
        }
        return false
      default: break
      }
    case .endTag:
      switch tokenizer.name {
      case .table:
        guard isInScope(.table, .tableScope) else { return false }
        popUntil(.table)
        resetMode()
        return false
      case .body, .caption, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr:
        return false
      case .template:
        endTemplate()
        return false
      default: break
      }
    case .end: return processInBody()
    }
    fosters = true
    let again = processInBody()
    fosters = false
    return again
  }

  mutating func processInTableText() -> Bool {
    if tokenizer.kind == .characters {
      for byte in text where byte != 0 { tableText.append(byte) }
      return false
    }
    flushTableText()
    return true
  }

  mutating func processInCaption() -> Bool {
    switch (tokenizer.kind, tokenizer.name) {
    case (.endTag, .caption):
      closeCaption()
      return false
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody),
      (.startTag, .td), (.startTag, .tfoot), (.startTag, .th), (.startTag, .thead),
      (.startTag, .tr), (.endTag, .table):
      return closeCaption()
    case (.endTag, .body), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html),
      (.endTag, .tbody), (.endTag, .td), (.endTag, .tfoot), (.endTag, .th), (.endTag, .thead),
      (.endTag, .tr):
      return false
    default: return processInBody()
    }
  }

  @discardableResult
  private mutating func closeCaption() -> Bool {
    guard isInScope(.caption, .tableScope) else { return false }
    generateImpliedEnds()
    popUntil(.caption)
    clearFormattingToMarker()
    mode = .inTable
    return true
  }

  mutating func processInColumnGroup() -> Bool {
    switch tokenizer.kind {
    case .characters:
      insertText(takeSpace())
      if text.isEmpty { return false }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      switch tokenizer.name {
      case .html: return processInBody()
      case .col:
        insertVoid()
        return false
      case .template: return processInHead()
      default: break
      }
    case .endTag:
      switch tokenizer.name {
      case .colgroup:
        if isCurrent(.colgroup) {
          pop()
          mode = .inTable
        }
        return false
      case .col: return false
      case .template:
        endTemplate()
        return false
      default: break
      }
    case .end: return processInBody()
    }
    guard isCurrent(.colgroup) else { return false }
    pop()
    mode = .inTable
    return true
  }

  private static let bodies: [HTMLName] = [.tbody, .tfoot, .thead]

  mutating func processInTableBody() -> Bool {
    switch tokenizer.kind {
    case .startTag:
      switch tokenizer.name {
      case .tr:
        clear(to: Self.bodies)
        insertElement()
        mode = .inRow
        return false
      case .td, .th:
        clear(to: Self.bodies)
        insertImplied(.tr)
        mode = .inRow
        return true
      case .caption, .col, .colgroup, .tbody, .tfoot, .thead: return closeTableBody()
      default: break
      }
    case .endTag:
      switch tokenizer.name {
      case .tbody, .tfoot, .thead:
        guard isInScope(tokenizer.name, .tableScope) else { return false }
        clear(to: Self.bodies)
        pop()
        mode = .inTable
        return false
      case .table: return closeTableBody()
      case .body, .caption, .col, .colgroup, .html, .td, .th, .tr: return false
      default: break
      }
    case .characters, .comment, .doctype, .end: break
    }
    return processInTable()
  }

  private mutating func closeTableBody() -> Bool {
    guard Self.bodies.contains(where: { isInScope($0, .tableScope) }) else { return false }
    clear(to: Self.bodies)
    pop()
    mode = .inTable
    return true
  }

  mutating func processInRow() -> Bool {
    switch tokenizer.kind {
    case .startTag:
      switch tokenizer.name {
      case .td, .th:
        clear(to: [.tr])
        insertElement()
        mode = .inCell
        formatting.append(-1)
        return false
      case .caption, .col, .colgroup, .tbody, .tfoot, .thead, .tr: return closeRow()
      default: break
      }
    case .endTag:
      switch tokenizer.name {
      case .tr:
        _ = closeRow()
        return false
      case .table: return closeRow()
      case .tbody, .tfoot, .thead:
        guard isInScope(tokenizer.name, .tableScope) else { return false }
        return closeRow()
      case .body, .caption, .col, .colgroup, .html, .td, .th: return false
      default: break
      }
    case .characters, .comment, .doctype, .end: break
    }
    return processInTable()
  }

  private mutating func closeRow() -> Bool {
    guard isInScope(.tr, .tableScope) else { return false }
    clear(to: [.tr])
    pop()
    mode = .inTableBody
    return true
  }

  mutating func processInCell() -> Bool {
    switch tokenizer.kind {
    case .startTag:
      switch tokenizer.name {
      case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr:
        return closeCell()
      default: break
      }
    case .endTag:
      switch tokenizer.name {
      case .td, .th:
        let name = tokenizer.name
        guard isInScope(name, .tableScope) else { return false }
        generateImpliedEnds()
        popUntil(name)
        clearFormattingToMarker()
        mode = .inRow
        return false
      case .body, .caption, .col, .colgroup, .html: return false
      case .table, .tbody, .tfoot, .thead, .tr:
        guard isInScope(tokenizer.name, .tableScope) else { return false }
        return closeCell()
      default: break
      }
    case .characters, .comment, .doctype, .end: break
    }
    return processInBody()
  }

  private mutating func closeCell() -> Bool {
    guard isInScope(.td, .tableScope) || isInScope(.th, .tableScope) else { return false }
    generateImpliedEnds()
    while !open.isEmpty {
      let element = pop()
      if isHTML(element, .td) || isHTML(element, .th) { break }
    }
    clearFormattingToMarker()
    mode = .inRow
    return true
  }
}
