internal import WarraqModel

/// An inline element that is open.
struct OpenInline {
  enum Kind {
    /// Markup without a meaning, remembered for its end tag.
    case none
    case emphasis, strong, code, superscript, `subscript`, deletion, insertion
    case link(href: String, title: String?)
    case span(language: String?, direction: TextDirection?)
    /// A link that may lead to a note, by its place among ``InlineBuilder/noteReferences``.
    case noteReference(Int)
    /// The way back from a note, which is no text; one that does not say so keeps a sentence.
    case backLink(isDeclared: Bool)
  }

  var element: HTMLElement
  var kind: Kind
  /// How many blocks were open around it.
  var depth: Int
  /// Whether what is inside is not shown.
  var hides = false
  /// The `id` of a `sup`, to which a note may lead back.
  var anchor: String?
  /// Set by ``InlineBuilder/begin(_:)``.
  var id = 0
}

/// Makes the inlines of one paragraph after the other out of text and inline markup.
///
/// White space collapses as with `white-space: normal` (CSS Text 3, 4.1): runs become one space,
/// none stands at the ends of a line, and a space between two kinds of markup belongs to neither.
/// Markup is opened when its first word comes, so that none is ever empty, and markup that is
/// closed out of order is opened again around what follows.
struct InlineBuilder {
  enum Piece {
    /// A paragraph's content; `isCitation` when all words are inside `cite`.
    case text([Inline], isCitation: Bool)
    /// What stood inside the paragraph and cannot be an inline.
    case block(Block)
  }

  /// A link that may lead to a note of the page.
  struct NoteReference {
    /// The `id` it leads to.
    let target: String
    /// The link it is when it leads to no note.
    let link: (href: String, title: String?)?
    /// Whether its markup says that it leads to a note.
    var isDeclared = false
    /// Whether it is raised or touches the word before it.
    var isAttached = false
    /// What is printed.
    var sign: [Inline] = []
    /// Whether what is printed is words of the text, after which the reference stands.
    var isAfterWords = false

    /// What it is when it leads to no note.
    var content: [Inline] {
      if isAfterWords { return [] }
      guard let link else {
        // It never becomes part of the word before it.
        return isDeclared || isAttached ? [.superscript(sign)] : sign
      }
      return [.link(sign, href: link.href, title: link.title)]
    }
  }

  /// The links that may lead to notes; a reference in the body says `\u{1}` and its place in here.
  var noteReferences: [NoteReference] = []
  /// Whether the next word touches the last one.
  var touchesWord: Bool { isInLine && !hasSpace && breaks == 0 }

  /// The open inline elements, outermost first.
  private(set) var open: [OpenInline] = []
  /// Whether an empty line parts paragraphs, as in text without markup.
  var splitsAtEmptyLines = false
  /// Whether the paragraph has a word yet.
  private(set) var hasContent = false
  /// Whether the next word starts a line.
  var isAtLineStart: Bool { !isInLine }

  // The elements of `open`, apart: the search for one is the hot spot of hostile input.
  private var elements: [HTMLElement] = []
  private var nextID = 1
  private var effective: [OpenInline] = []
  private var isStale = false
  private var citations = 0

  private var pieces: [Piece] = []
  private var blocksInside: [Block] = []
  private var root: [Inline] = []
  private var levels: [Level] = []
  private var run: [UInt8] = []
  private var isInLine = false
  private var hasSpace = false
  private var breaks = 0
  private var heldSpaces = 0
  private var hasWordInCitation = false
  private var hasWordOutsideCitation = false

  private struct Level {
    var inline: OpenInline
    var content: [Inline] = []
  }

  // MARK: Markup

  mutating func begin(_ inline: OpenInline) {
    var inline = inline
    inline.id = nextID
    nextID += 1
    open.append(inline)
    elements.append(inline.element)
    if inline.element == .cite { citations += 1 }
    isStale = true
  }

  /// Whether an element of that kind is open.
  func isOpen(_ element: HTMLElement) -> Bool {
    elements.contains(element)
  }

  /// Closes the innermost of these elements; returns it.
  mutating func end(_ element: HTMLElement) -> OpenInline? {
    guard let index = elements.lastIndex(of: element) else { return nil }
    return remove(at: index)
  }

  /// Closes the innermost element that has `depth` or more blocks around it; returns it.
  mutating func endLast(depth: Int) -> OpenInline? {
    guard let last = open.last, last.depth >= depth else { return nil }
    return remove(at: open.count - 1)
  }

  private mutating func remove(at index: Int) -> OpenInline {
    let inline = open.remove(at: index)
    elements.remove(at: index)
    if inline.element == .cite { citations -= 1 }
    isStale = true
    return inline
  }

  /// Ends a line; two ends without a word between them end the paragraph.
  mutating func lineBreak() {
    breaks += 1
    endLine()
  }

  private mutating func endLine() {
    isInLine = false
    hasSpace = false
    heldSpaces = 0
  }

  /// Sets a block aside until the paragraph is finished.
  mutating func append(_ block: Block) {
    blocksInside.append(block)
  }

  // MARK: Text

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isHTMLSpace {
        index = skipSpace(bytes, from: index)
        continue
      }
      if copiesWords, byte > 0x20 {
        index = appendWords(bytes, from: index)
        continue
      }
      if !isInLine {
        // A line of nothing but no-break spaces is an empty line.
        if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
          if heldSpaces == 0 { hasSpace = false }
          heldSpaces += 1
          index += 2
          continue
        }
        if byte == 0 {
          index += 1
          continue
        }
      }
      let start = index
      while index < bytes.count, bytes[index] > 0x20 || !bytes[index].endsWord { index += 1 }
      guard index > start else {
        // A NUL inside a word.
        index += 1
        continue
      }
      let word = UnsafeBufferPointer(rebasing: bytes[start..<index])
      noteCitation(word)
      prepareForWord()
      run.append(contentsOf: word)
    }
  }

  /// Whether words go on where the last one ended: in the same line and the same markup.
  private var copiesWords: Bool {
    isInLine && breaks == 0 && !isStale && levels.count == effective.count
      && (citations > 0 ? hasWordInCitation : hasWordOutsideCitation)
  }

  /// Appends words with one space between two of them; returns where that ends.
  private mutating func appendWords(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    let sevens: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let highs: UInt64 = 0x8080_8080_8080_8080
    // A space after a space ends it, also where the first of the two is the last of a word of memory.
    var isAfterSpace = false
    while index &+ 8 <= bytes.count {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let low = word & sevens
      // Exact for each byte: at most 0x20, below 0x20.
      let spaces = ~((low &+ 0x5F5F_5F5F_5F5F_5F5F) | word) & highs
      let controls = ~((low &+ 0x6060_6060_6060_6060) | word) & highs
      let before = spaces &<< 8 | (isAfterSpace ? 0x80 : 0)
      let stops = controls | spaces & before
      if stops != 0 {
        index &+= stops.trailingZeroBitCount / 8
        break
      }
      isAfterSpace = spaces &>> 63 == 1
      index &+= 8
    }
    while index < bytes.count, bytes[index] >= 0x20, bytes[index] > 0x20 || bytes[index &- 1] > 0x20
    {
      index &+= 1
    }
    // The space that ends it belongs to what comes next.
    let end = bytes[index &- 1] == 0x20 ? index &- 1 : index
    if hasSpace {
      run.append(UInt8(ascii: " "))
      hasSpace = false
    }
    run.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
    return end
  }

  private mutating func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    var lines = 0
    while index < bytes.count, bytes[index].isHTMLSpace {
      if bytes[index] == UInt8(ascii: "\n") { lines += 1 }
      index += 1
    }
    if isInLine || heldSpaces > 0 { hasSpace = true }
    if lines > 1, splitsAtEmptyLines {
      breaks += 2
      endLine()
    }
    return index
  }

  private mutating func noteCitation(_ word: UnsafeBufferPointer<UInt8>) {
    if citations > 0 {
      hasWordInCitation = true
    } else if !hasWordOutsideCitation {
      // Dashes before a name are no words: - – — ―.
      hasWordOutsideCitation = !word.allSatisfy {
        $0 == 0x2D || $0 == 0xE2 || $0 == 0x80 || 0x93...0x95 ~= $0
      }
    }
  }

  private mutating func prepareForWord() {
    if breaks > 0 {
      if hasContent {
        if breaks > 1 {
          finishParagraph()
        } else {
          closeLevels(keeping: min(sharedLevels(), levelsOutsideCode))
          flushRun()
          add(.lineBreak)
        }
      }
      breaks = 0
    }
    if isInLine {
      guard isStale || hasSpace || levels.count != effective.count else { return }
    }
    let shared = sharedLevels()
    if shared < levels.count { closeLevels(keeping: shared) }
    if hasSpace, isInLine {
      run.append(UInt8(ascii: " "))
      hasSpace = false
    }
    if shared < effective.count {
      flushRun()
      for inline in effective[shared...] { levels.append(Level(inline: inline)) }
    }
    if !isInLine {
      for _ in 0..<heldSpaces { run.append(contentsOf: [0xC2, 0xA0]) }
      if hasSpace { run.append(UInt8(ascii: " ")) }
      heldSpaces = 0
      hasSpace = false
      isInLine = true
      hasContent = true
    }
  }

  /// How many of the levels that are being written are those that the next word needs.
  private mutating func sharedLevels() -> Int {
    if isStale { updateEffective() }
    var count = 0
    while count < levels.count, count < effective.count,
      levels[count].inline.id == effective[count].id
    { count += 1 }
    return count
  }

  /// The open elements that mean something: no emphasis inside emphasis, nothing inside code.
  private mutating func updateEffective() {
    isStale = false
    effective.removeAll(keepingCapacity: true)
    var isEmphasized = false
    var isStrong = false
    for inline in open {
      switch inline.kind {
      case .none: continue
      case .emphasis:
        if isEmphasized { continue }
        isEmphasized = true
      case .strong:
        if isStrong { continue }
        isStrong = true
      case .code:
        effective.append(inline)
        return
      case .superscript, .subscript, .deletion, .insertion, .link, .span, .noteReference, .backLink:
        break
      }
      effective.append(inline)
    }
  }

  private var levelsOutsideCode: Int {
    if case .code? = levels.last?.inline.kind { return levels.count - 1 }
    return levels.count
  }

  // MARK: Writing

  private mutating func add(_ inline: Inline) {
    if levels.isEmpty {
      root.append(inline)
    } else {
      levels[levels.count - 1].content.append(inline)
    }
  }

  private mutating func flushRun() {
    guard !run.isEmpty else { return }
    // Sources are validated before they come here, and words end where ASCII characters stand.
    let text = run.withUnsafeBufferPointer { String(validUTF8: $0) }
    run.removeAll(keepingCapacity: true)
    if case .code? = levels.last?.inline.kind {
      add(.code(text))
    } else {
      add(.text(text))
    }
  }

  private mutating func closeLevels(keeping count: Int) {
    guard levels.count > count else { return }
    flushRun()
    while levels.count > count, let level = levels.popLast() {
      guard !level.content.isEmpty else { continue }
      switch level.inline.kind {
      case .none, .code: for inline in level.content { add(inline) }
      case .backLink: break
      case .noteReference(let index):
        let reference = noteReferences[index]
        guard reference.sign.isEmpty, reference.isDeclared || level.content.isNoteSign else {
          if let link = reference.link {
            add(.link(level.content, href: link.href, title: link.title))
          } else {
            for inline in level.content { add(inline) }
          }
          continue
        }
        noteReferences[index].sign = level.content
        if !reference.isAttached, !level.content.isNoteLabel {
          noteReferences[index].isAfterWords = true
          for inline in level.content { add(inline) }
        }
        add(.footnoteReference("\u{1}\(index)"))
      case .emphasis: add(.emphasis(level.content))
      case .strong: add(.strong(level.content))
      case .superscript: add(.superscript(level.content))
      case .subscript: add(.subscript(level.content))
      case .deletion: add(.deletion(level.content))
      case .insertion: add(.insertion(level.content))
      case .link(let href, let title): add(.link(level.content, href: href, title: title))
      case .span(let language, let direction):
        add(.span(level.content, language: language, direction: direction))
      }
    }
  }

  private mutating func finishParagraph() {
    closeLevels(keeping: 0)
    flushRun()
    if !root.isEmpty {
      pieces.append(
        .text(root, isCitation: hasWordInCitation && !hasWordOutsideCitation))
    }
    for block in blocksInside { pieces.append(.block(block)) }
    blocksInside = []
    root = []
    hasContent = false
    hasWordInCitation = false
    hasWordOutsideCitation = false
  }

  /// Ends the paragraph and hands out what is finished.
  mutating func take() -> [Piece] {
    if hasContent || !blocksInside.isEmpty { finishParagraph() }
    endLine()
    breaks = 0
    guard !pieces.isEmpty else { return [] }
    defer { pieces = [] }
    return pieces
  }
}

extension UInt8 {
  /// Whether it is white space or NUL, which HTML leaves out of text.
  fileprivate var endsWord: Bool { isHTMLSpace || self == 0 }
}
