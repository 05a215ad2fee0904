/// The modes before and in the head; each returns whether the token is to be processed again.
extension HTMLTreeBuilder {
  mutating func process(_ mode: Mode) -> Bool {
    switch mode {
    case .initial: return processInitial()
    case .beforeHTML: return processBeforeHTML()
    case .beforeHead: return processBeforeHead()
    case .inHead: return processInHead()
    case .inHeadNoscript: return processInHeadNoscript()
    case .afterHead: return processAfterHead()
    case .inBody: return processInBody()
    case .text: return processText()
    case .inTable: return processInTable()
    case .inTableText: return processInTableText()
    case .inCaption: return processInCaption()
    case .inColumnGroup: return processInColumnGroup()
    case .inTableBody: return processInTableBody()
    case .inRow: return processInRow()
    case .inCell: return processInCell()
    case .inTemplate: return processInTemplate()
    case .afterBody: return processAfterBody()
    case .inFrameset: return processInFrameset()
    case .afterFrameset: return processAfterFrameset()
    case .afterAfterBody: return processAfterAfterBody()
    case .afterAfterFrameset: return processAfterAfterFrameset()
    }
  }

  // MARK: 13.2.6.4.1 to 3

  private mutating func processInitial() -> Bool {
    switch tokenizer.kind {
    case .characters:
      _ = takeSpace()
      if text.isEmpty { return false }
    case .comment:
      insertComment(under: 0)
      return false
    case .doctype:
      var doctype = HTMLTree.Node(.doctype)
      doctype.start = Int32(tokenizer.data.lowerBound)
      doctype.end = Int32(tokenizer.data.upperBound)
      link(add(doctype), under: 0, before: -1)
      tree.doctypeIDs = (tokenizer.publicID, tokenizer.systemID)
      tree.isInQuirksMode = isQuirky()
      mode = .beforeHTML
      return false
    case .startTag, .endTag, .end: break
    }
    tree.isInQuirksMode = true
    mode = .beforeHTML
    return true
  }

  private func isQuirky() -> Bool {
    func text(_ range: Range<Int>?) -> String? {
      range.map { String(decoding: tokenizer.bytes[$0].map(\.lowercased), as: UTF8.self) }
    }
    if tokenizer.forcesQuirks || text(tokenizer.data) != "html" { return true }
    let system = text(tokenizer.systemID)
    if system == "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd" { return true }
    guard let publicID = text(tokenizer.publicID) else { return false }
    let whole = [
      "-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html",
    ]
    if whole.contains(publicID) { return true }
    if system == nil,
      publicID.hasPrefix("-//w3c//dtd html 4.01 frameset//")
        || publicID.hasPrefix("-//w3c//dtd html 4.01 transitional//")
    {
      return true
    }
    return Self.quirkyPrefixes.contains { publicID.hasPrefix($0) }
  }

  private static let quirkyPrefixes = [
    "+//silmaril//dtd html pro v0r11 19970101//", "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//", "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//", "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//", "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//", "-//ietf//dtd html 2.1e//", "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//", "-//ietf//dtd html 3.2//", "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//", "-//ietf//dtd html level 1//", "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//", "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//", "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//", "-//ietf//dtd html strict//", "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//", "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//", "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//", "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//", "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//", "-//w3c//dtd html 3.2 final//", "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//", "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//", "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//", "-//w3c//dtd w3 html//", "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//", "-//webtechs//dtd mozilla html//",
    "-//w3c//dtd html 4.01 frameset//ex", "-//w3c//dtd html 4.01 transitional//ex",
  ]

  private mutating func processBeforeHTML() -> Bool {
    switch tokenizer.kind {
    case .doctype: return false
    case .comment:
      insertComment(under: 0)
      return false
    case .characters:
      _ = takeSpace()
      if text.isEmpty { return false }
    case .startTag:
      if tokenizer.name == .html {
        let root = makeElement(.html)
        link(root, under: 0, before: -1)
        push(root)
        mode = .beforeHead
        return false
      }
    case .endTag:
      switch tokenizer.name {
      case .head, .body, .html, .br: break
      default: return false
      }
    case .end: break
    }
    let root = makeElement(.html, hasAttributes: false)
    link(root, under: 0, before: -1)
    push(root)
    mode = .beforeHead
    return true
  }

  private mutating func processBeforeHead() -> Bool {
    switch tokenizer.kind {
    case .doctype: return false
    case .comment:
      insertComment()
      return false
    case .characters:
      _ = takeSpace()
      if text.isEmpty { return false }
    case .startTag:
      if tokenizer.name == .html { return processInBody() }
      if tokenizer.name == .head {
        head = insertElement()
        mode = .inHead
        return false
      }
    case .endTag:
      switch tokenizer.name {
      case .head, .body, .html, .br: break
      default: return false
      }
    case .end: break
    }
    head = insertImplied(.head)
    mode = .inHead
    return true
  }

  // MARK: 13.2.6.4.4 to 6

  mutating func processInHead() -> Bool {
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
      case .base, .basefont, .bgsound, .link, .meta:
        insertVoid()
        return false
      case .title:
        insertRawText(.rcdata)
        return false
      case .noscript:
        if isScripting {
          insertRawText(.rawText)
        } else {
          insertElement()
          mode = .inHeadNoscript
        }
        return false
      case .noframes, .style:
        insertRawText(.rawText)
        return false
      case .script:
        insertRawText(.scriptData)
        return false
      case .template:
        insertElement()
        formatting.append(-1)
        isFramesetOK = false
        mode = .inTemplate
        templateModes.append(.inTemplate)
        return false
      case .head: return false
      default: break
      }
    case .endTag:
      switch tokenizer.name {
      case .head:
        pop()
        mode = .afterHead
        return false
      case .body, .html, .br: break
      case .template:
        endTemplate()
        return false
      default: return false
      }
    case .end: break
    }
    pop()
    mode = .afterHead
    return true
  }

  mutating func endTemplate() {
    guard holdsTemplate() else { return }
    while !open.isEmpty, traits(current).contains(.impliedEndInTemplate) { pop() }
    popUntil(.template)
    clearFormattingToMarker()
    templateModes.removeLast()
    resetMode()
  }

  private mutating func processInHeadNoscript() -> Bool {
    switch tokenizer.kind {
    case .doctype: return false
    case .comment: return processInHead()
    case .characters:
      insertText(takeSpace())
      if text.isEmpty { return false }
    case .startTag:
      switch tokenizer.name {
      case .html: return processInBody()
      case .basefont, .bgsound, .link, .meta, .noframes, .style: return processInHead()
      case .head, .noscript: return false
      default: break
      }
    case .endTag:
      if tokenizer.name == .noscript {
        pop()
        mode = .inHead
        return false
      }
      if tokenizer.name != .br { return false }
    case .end: break
    }
    pop()
    mode = .inHead
    return true
  }

  private mutating func processAfterHead() -> Bool {
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
      case .body:
        insertElement()
        isFramesetOK = false
        mode = .inBody
        return false
      case .frameset:
        insertElement()
        mode = .inFrameset
        return false
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
        push(head)
        let again = processInHead()
        removeOpen(head)
        return again
      case .head: return false
      default: break
      }
    case .endTag:
      switch tokenizer.name {
      case .template:
        endTemplate()
        return false
      case .body, .html, .br: break
      default: return false
      }
    case .end: break
    }
    insertImplied(.body)
    mode = .inBody
    return true
  }

  // MARK: 13.2.6.4.8

  private mutating func processText() -> Bool {
    switch tokenizer.kind {
    case .characters:
      insertText(text)
      return false
    case .end:
      pop()
      mode = originalMode
      return true
    case .startTag, .endTag, .comment, .doctype:
      pop()
      mode = originalMode
      return false
    }
  }

  // MARK: 13.2.6.4.16 to 21

  private mutating func processInTemplate() -> Bool {
    switch tokenizer.kind {
    case .characters, .comment, .doctype: return processInBody()
    case .startTag:
      let next: Mode
      switch tokenizer.name {
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
        return processInHead()
      case .caption, .colgroup, .tbody, .tfoot, .thead: next = .inTable
      case .col: next = .inColumnGroup
      case .tr: next = .inTableBody
      case .td, .th: next = .inRow
      default: next = .inBody
      }
      templateModes[templateModes.count - 1] = next
      mode = next
      return true
    case .endTag:
      if tokenizer.name == .template { endTemplate() }
      return false
    case .end:
      guard holdsTemplate() else { return false }
      popUntil(.template)
      clearFormattingToMarker()
      templateModes.removeLast()
      resetMode()
      return true
    }
  }

  private mutating func processAfterBody() -> Bool {
    switch tokenizer.kind {
    case .characters:
      if text.allSatisfy({ $0.isHTMLSpace }) { return processInBody() }
      let space = takeSpace()
      let rest = text
      if !space.isEmpty {
        text = space
        bodyCharacters()
        text = rest
      }
    case .comment:
      insertComment(under: open[0])
      return false
    case .doctype: return false
    case .startTag: if tokenizer.name == .html { return processInBody() }
    case .endTag:
      if tokenizer.name == .html {
        if context < 0 { mode = .afterAfterBody }
        return false
      }
    case .end: return false
    }
    mode = .inBody
    return true
  }

  /// Inserts the white space of the characters and drops the others.
  private mutating func insertSpaceOnly() {
    let all = text
    for place in all.indices where all[place].isHTMLSpace {
      insertText(UnsafeBufferPointer(rebasing: all[place...place]))
    }
  }

  private mutating func processInFrameset() -> Bool {
    switch tokenizer.kind {
    case .characters: insertSpaceOnly()
    case .comment: insertComment()
    case .doctype, .end: break
    case .startTag:
      switch tokenizer.name {
      case .html: return processInBody()
      case .frameset: insertElement()
      case .frame: insertVoid()
      case .noframes: return processInHead()
      default: break
      }
    case .endTag:
      guard tokenizer.name == .frameset, open.count > 1 else { return false }
      pop()
      if context < 0, !isCurrent(.frameset) { mode = .afterFrameset }
    }
    return false
  }

  private mutating func processAfterFrameset() -> Bool {
    switch tokenizer.kind {
    case .characters: insertSpaceOnly()
    case .comment: insertComment()
    case .doctype, .end: break
    case .startTag:
      if tokenizer.name == .html { return processInBody() }
      if tokenizer.name == .noframes { return processInHead() }
    case .endTag: if tokenizer.name == .html { mode = .afterAfterFrameset }
    }
    return false
  }

  private mutating func processAfterAfterBody() -> Bool {
    switch tokenizer.kind {
    case .comment:
      insertComment(under: 0)
      return false
    case .doctype: return processInBody()
    case .characters:
      if text.allSatisfy({ $0.isHTMLSpace }) { return processInBody() }
      let space = takeSpace()
      let rest = text
      if !space.isEmpty {
        text = space
        bodyCharacters()
        text = rest
      }
    case .startTag: if tokenizer.name == .html { return processInBody() }
    case .end: return false
    case .endTag: break
    }
    mode = .inBody
    return true
  }

  private mutating func processAfterAfterFrameset() -> Bool {
    switch tokenizer.kind {
    case .comment: insertComment(under: 0)
    case .characters:
      let all = text
      for place in all.indices where all[place].isHTMLSpace {
        text = UnsafeBufferPointer(rebasing: all[place...place])
        bodyCharacters()
      }
    case .startTag:
      if tokenizer.name == .html { return processInBody() }
      if tokenizer.name == .noframes { return processInHead() }
    case .doctype, .endTag, .end: break
    }
    return false
  }
}
