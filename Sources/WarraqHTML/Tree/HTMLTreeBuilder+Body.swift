internal import WarraqModel

/// The body: 13.2.6.4.7, and SVG and MathML in it: 13.2.6.5.
extension HTMLTreeBuilder {
  /// Inserts the characters; NUL is dropped.
  mutating func bodyCharacters() {
    while let base = text.baseAddress, !text.isEmpty {
      let end = ByteScan.first(0, in: base, from: 0, to: text.count) ?? text.count
      if end > 0 {
        let run = UnsafeBufferPointer(rebasing: text[..<end])
        reconstructFormatting()
        insertText(run)
        if isFramesetOK, !run.allSatisfy({ $0.isHTMLSpace }) { isFramesetOK = false }
      }
      text = UnsafeBufferPointer(rebasing: text[min(end + 1, text.count)...])
    }
  }

  mutating func processInBody() -> Bool {
    switch tokenizer.kind {
    case .characters: bodyCharacters()
    case .comment: insertComment()
    case .doctype: break
    case .startTag: return startInBody()
    case .endTag: return endInBody()
    case .end: return !templateModes.isEmpty && processEndOfTemplate()
    }
    return false
  }

  private mutating func processEndOfTemplate() -> Bool { process(.inTemplate) }

  private mutating func startInBody() -> Bool {
    switch tokenizer.name {
    case .html:
      if !holdsTemplate() { addAttributes(to: open[0]) }
    case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
      return processInHead()
    case .body:
      guard open.count > 1, isHTML(open[1], .body), !holdsTemplate() else { break }
      isFramesetOK = false
      addAttributes(to: open[1])
    case .frameset:
      guard open.count > 1, isHTML(open[1], .body), isFramesetOK else { break }
      unlink(open[1])
      while open.count > 1 { pop() }
      insertElement()
      mode = .inFrameset
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
      .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p,
      .search, .section, .summary, .ul:
      closeParagraphInScope()
      insertElement()
    case .h1, .h2, .h3, .h4, .h5, .h6:
      closeParagraphInScope()
      if traits(current).contains(.heading) { pop() }
      insertElement()
    case .pre, .listing:
      closeParagraphInScope()
      insertElement()
      skipsLineFeed = true
      isFramesetOK = false
    case .form:
      let inTemplate = holdsTemplate()
      if form >= 0, !inTemplate { break }
      closeParagraphInScope()
      let element = insertElement()
      if !inTemplate { form = element }
    case .li, .dd, .dt: startItem()
    case .plaintext:
      closeParagraphInScope()
      insertElement()
      tokenizer.state = .plainText
    case .button:
      if isInScope(.button) {
        generateImpliedEnds()
        popUntil(.button)
      }
      reconstructFormatting()
      insertElement()
      isFramesetOK = false
    case .a:
      var place = formatting.count - 1
      while place >= 0, formatting[place] >= 0 {
        let element = formatting[place]
        if node(element).name == .a {
          _ = adopt(.a)
          if let rest = formatting.lastIndex(of: element) { formatting.remove(at: rest) }
          removeOpen(element)
          break
        }
        place -= 1
      }
      startFormatting()
    case .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u: startFormatting()
    case .nobr:
      reconstructFormatting()
      if isInScope(.nobr) { _ = adopt(.nobr) }
      startFormatting()
    case .applet, .marquee, .object:
      reconstructFormatting()
      insertElement()
      formatting.append(-1)
      isFramesetOK = false
    case .table:
      if !tree.isInQuirksMode { closeParagraphInScope() }
      insertElement()
      isFramesetOK = false
      mode = .inTable
    case .area, .br, .embed, .img, .keygen, .wbr:
      reconstructFormatting()
      insertVoid()
      isFramesetOK = false
    case .input:
      if context >= 0, isHTML(context, .select) { break }
      if isInScope(.select) { popUntil(.select) }
      reconstructFormatting()
      insertVoid()
      if !isHiddenInput() { isFramesetOK = false }
    case .param, .source, .track: insertVoid()
    case .hr:
      closeParagraphInScope()
      if isInScope(.select) { generateImpliedEnds() }
      insertVoid()
      isFramesetOK = false
    case .image:
      startImage()
    case .textarea:
      skipsLineFeed = true
      isFramesetOK = false
      insertRawText(.rcdata)
      skipsLineFeed = true
    case .xmp:
      closeParagraphInScope()
      reconstructFormatting()
      isFramesetOK = false
      insertRawText(.rawText)
    case .iframe:
      isFramesetOK = false
      insertRawText(.rawText)
    case .noembed: insertRawText(.rawText)
    case .noscript where isScripting: insertRawText(.rawText)
    case .select:
      if context >= 0, isHTML(context, .select) { break }
      if isInScope(.select) {
        popUntil(.select)
        break
      }
      reconstructFormatting()
      insertElement()
      isFramesetOK = false
    case .option:
      if isInScope(.select) {
        generateImpliedEnds(except: .optgroup)
      } else if isCurrent(.option) {
        pop()
      }
      reconstructFormatting()
      insertElement()
    case .optgroup:
      if isInScope(.select) {
        generateImpliedEnds()
      } else if isCurrent(.option) {
        pop()
      }
      reconstructFormatting()
      insertElement()
    case .rb, .rtc:
      if isInScope(.ruby) { generateImpliedEnds() }
      insertElement()
    case .rp, .rt:
      if isInScope(.ruby) { generateImpliedEnds(except: .rtc) }
      insertElement()
    case .math, .svg:
      reconstructFormatting()
      insertForeign(tokenizer.name == .math ? .mathML : .svg)
    case .caption, .col, .colgroup, .frame, .head, .tbody, .td, .tfoot, .th, .thead, .tr: break
    default:
      reconstructFormatting()
      insertElement()
    }
    return false
  }

  private mutating func startImage() {
    // "image" is what some call "img".
    reconstructFormatting()
    insert(makeElement(.img))
    isFramesetOK = false
  }

  private mutating func startFormatting() {
    reconstructFormatting()
    pushFormatting(insertElement())
  }

  func isHiddenInput() -> Bool {
    for attribute in tokenizer.attributes where attribute.name == .type {
      return tokenizer.bytes[Int(attribute.start)..<Int(attribute.end)].map(\.lowercased)
        == Array("hidden".utf8)
    }
    return false
  }

  private mutating func addAttributes(to element: Int32) {
    let old = node(element)
    let kept = Array(tree.attributes[Int(old.start)..<Int(old.end)])
    let new = tokenizer.attributes.filter { new in !kept.contains { $0.name == new.name } }
    guard !new.isEmpty, kept.count < HTMLPageTokenizer.maximumAttributes else { return }
    tree.nodes[Int(element)].start = Int32(tree.attributes.count)
    tree.attributes += kept + new
    tree.nodes[Int(element)].end = Int32(tree.attributes.count)
  }

  private mutating func startItem() {
    isFramesetOK = false
    let name = tokenizer.name
    var place = open.count - 1
    while place >= 0 {
      let element = open[place]
      let isSame =
        name == .li
        ? isHTML(element, .li) : isHTML(element, .dd) || isHTML(element, .dt)
      if isSame {
        let found = node(element).name
        generateImpliedEnds(except: found)
        popUntil(found)
        break
      }
      if traits(element).contains(.special), !isHTML(element, .address), !isHTML(element, .div),
        !isHTML(element, .p)
      {
        break
      }
      place -= 1
    }
    closeParagraphInScope()
    insertElement()
  }

  private mutating func endInBody() -> Bool {
    let name = tokenizer.name
    switch name {
    case .template: endTemplate()
    case .body, .html:
      guard isInScope(.body) else { return false }
      mode = .afterBody
      return name == .html
    case .address, .article, .aside, .blockquote, .button, .center, .details, .dialog, .dir, .div,
      .dl, .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .listing, .main, .menu, .nav,
      .ol, .pre, .search, .section, .select, .summary, .ul:
      guard isInScope(name, .scope) || name == .select && isSelectOpen() else { return false }
      generateImpliedEnds()
      popUntil(name)
    case .form:
      if holdsTemplate() {
        guard isInScope(.form) else { return false }
        generateImpliedEnds()
        popUntil(.form)
      } else {
        let element = form
        form = -1
        guard element >= 0, isInScope(node: element) else { return false }
        generateImpliedEnds()
        removeOpen(element)
      }
    case .p:
      if !isInScope(.p, [.scope, .buttonScope]) { insertImplied(.p) }
      closeParagraph()
    case .li:
      guard isInScope(.li, [.scope, .listItemScope]) else { return false }
      generateImpliedEnds(except: .li)
      popUntil(.li)
    case .dd, .dt:
      guard isInScope(name) else { return false }
      generateImpliedEnds(except: name)
      popUntil(name)
    case .h1, .h2, .h3, .h4, .h5, .h6:
      guard isHeadingInScope() else { return false }
      generateImpliedEnds()
      while !traits(pop()).contains(.heading) {}
    case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u:
      if adopt(name) { endAnyOther() }
    case .applet, .marquee, .object:
      guard isInScope(name) else { return false }
      generateImpliedEnds()
      popUntil(name)
      clearFormattingToMarker()
    case .br:
      reconstructFormatting()
      insert(makeElement(.br, hasAttributes: false))
      isFramesetOK = false
    default: endAnyOther()
    }
    return false
  }

  private func isSelectOpen() -> Bool { isInScope(.select) }

  private mutating func endAnyOther() {
    let name = tokenizer.name
    var place = open.count - 1
    while place >= 0 {
      let element = open[place]
      if isHTML(element, name) {
        generateImpliedEnds(except: name)
        while open.count > place { pop() }
        return
      }
      if traits(element).contains(.special) { return }
      place -= 1
    }
  }

  // MARK: SVG and MathML

  mutating func insertForeign(_ namespace: HTMLTree.Namespace) {
    var name = tokenizer.name
    if namespace == .svg { name = adjustedSVG(name) }
    let element = makeElement(name, namespace)
    adjustAttributes(of: element, namespace)
    insert(element)
    if !tokenizer.isSelfClosing { push(element) }
  }

  private mutating func adjustedSVG(_ name: HTMLName) -> HTMLName {
    guard let capital = Self.svgNames[tokenizer.names.text(name)] else { return name }
    var text = capital
    return text.withUTF8 { tokenizer.names.intern($0) }
  }

  private mutating func adjustAttributes(of element: Int32, _ namespace: HTMLTree.Namespace) {
    for place in Int(node(element).start)..<Int(node(element).end) {
      let name = tree.attributes[place].name
      if namespace == .mathML {
        if name == .definitionurl { tree.attributes[place].name = .definitionURLMathML }
      } else if let capital = Self.svgAttributes[tokenizer.names.text(name)] {
        var text = capital
        tree.attributes[place].name = text.withUTF8 { tokenizer.names.intern($0) }
      }
    }
  }

  private mutating func popForeign() {
    pop()
    while node(current).namespace != .html, !isHTMLIntegrationPoint(current),
      !isMathMLTextIntegrationPoint(current)
    { pop() }
  }

  private func isMathMLTextIntegrationPoint(_ place: Int32) -> Bool {
    guard node(place).namespace == .mathML else { return false }
    switch node(place).name {
    case .mi, .mo, .mn, .ms, .mtext: return true
    default: return false
    }
  }

  mutating func processForeign() -> Bool {
    switch tokenizer.kind {
    case .characters:
      while let base = text.baseAddress, !text.isEmpty {
        let end = ByteScan.first(0, in: base, from: 0, to: text.count) ?? text.count
        let run = UnsafeBufferPointer(rebasing: text[..<end])
        insertText(run)
        if !run.allSatisfy({ $0.isHTMLSpace }) { isFramesetOK = false }
        if end < text.count {
          let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
          replacement.withUnsafeBufferPointer { insertText($0) }
        }
        text = UnsafeBufferPointer(rebasing: text[min(end + 1, text.count)...])
      }
    case .comment: insertComment()
    case .doctype, .end: break
    case .startTag:
      var breaks = HTMLTraits.of(tokenizer.name).contains(.breaksOut)
      if tokenizer.name == .font {
        breaks = tokenizer.attributes.contains {
          $0.name == .color || $0.name == .face || $0.name == .size
        }
      }
      if breaks {
        while node(current).namespace != .html, !isHTMLIntegrationPoint(current),
          !isMathMLTextIntegrationPoint(current)
        { pop() }
        return process(mode)
      }
      insertForeign(node(adjustedCurrent).namespace)
    case .endTag:
      if tokenizer.name == .br || tokenizer.name == .p {
        while node(current).namespace != .html, !isHTMLIntegrationPoint(current),
          !isMathMLTextIntegrationPoint(current)
        { pop() }
        return process(mode)
      }
      var place = open.count - 1
      let name = tokenizer.names[tokenizer.name]
      while place > 0 {
        let element = node(open[place])
        if element.namespace == .html { return process(mode) }
        if tokenizer.names[element.name].lazy.map(\.lowercased).elementsEqual(name) {
          while open.count > place { pop() }
          return false
        }
        place -= 1
      }
    }
    return false
  }

  private static func pairs(_ names: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: names.split(separator: " ").map { ($0.lowercased(), String($0)) })
  }

  private static let svgNames = pairs(
    """
    altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend \
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting \
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR \
    feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight \
    feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient \
    radialGradient textPath
    """)

  private static let svgAttributes = pairs(
    """
    attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant \
    edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength \
    keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits \
    markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits \
    patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio \
    primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures \
    specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles \
    surfaceScale systemLanguage tableValues targetX targetY textLength viewBox viewTarget \
    xChannelSelector yChannelSelector zoomAndPan
    """)
}
