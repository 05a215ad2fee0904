package import WarraqModel

/// Makes blocks out of tags and text in the order of the source, whether they nest well or not.
///
/// It is fed by ``HTMLTokenizer`` for HTML and by the walk over XML nodes for XHTML. It keeps the
/// open blocks on a stack and the open inline elements in an ``InlineBuilder``; both together never
/// exceed the depth limit, so what is deeper joins the block it is in, and no text is lost.
package struct HTMLBuilder {
  /// What an open block is to the model.
  enum Kind: UInt32 {
    case flow, paragraph, heading, preformatted, quote, attribution, list, item, table, rowGroup
    case row, cell, caption, figure, figureCaption, aside, note

    /// Whether it gathers blocks of its own.
    var gathers: Bool {
      switch self {
      case .quote, .attribution, .list, .item, .table, .cell, .caption, .figure, .figureCaption,
        .aside, .note:
        true
      case .flow, .paragraph, .heading, .preformatted, .rowGroup, .row: false
      }
    }
  }

  /// A set of kinds, cheap enough to ask for every open block.
  struct KindSet: ExpressibleByArrayLiteral {
    private var bits: UInt32 = 0

    init(arrayLiteral kinds: Kind...) {
      for kind in kinds { bits |= 1 << kind.rawValue }
    }

    func contains(_ kind: Kind) -> Bool { bits & (1 << kind.rawValue) != 0 }
  }

  struct Frame {
    var element: HTMLElement
    var kind: Kind
    /// The level of the heading around the text, 0 for none.
    var heading = 0
    /// The innermost block around that gathers blocks; `flow` for none.
    var gatherer: Kind
    var hides = false
    var isHeader = false
    /// The role of an aside.
    var role: String?
    var columnSpan = 1
    var rowSpan = 1
    /// The note that it is, by its place among the definitions.
    var note: Int?
    /// The number that an item says it has.
    var number: Int?
  }

  /// What a list says of the numbers of its items, and the terms that it has no definition of yet.
  struct ListState {
    /// The numbers of items that have them, by their places.
    var numbers: [Int: Int] = [:]
    var endsWithTerm = false
  }

  struct QuoteState {
    var attribution: [Inline] = []
    /// The block that is nothing but a `cite`.
    var citation: Int?
    var provider: String?
    var address: String?
    /// Where its start tag begins.
    var start = 0
  }

  struct TableState {
    var caption: [Inline] = []
    var rows: [[Table.Cell]] = []
    var isInHead = false
    var isForLayout = false
    var holdsTable = false
  }

  /// The names of the elements.
  package var dialect = MarkupDialect.html
  /// Where the tag that is being read stands in the source.
  var position = 0..<0
  /// Pictures and films that the blocks refer to.
  package private(set) var media: [Asset] = []
  private var mediaNames: Set<String> = []
  /// Resolves what attributes refer to.
  package var references: IRIReference
  let source: UnsafeBufferPointer<UInt8>?
  var inline = InlineBuilder()
  /// The blocks that each open gatherer has gathered, the document's first.
  package var output: [[Block]] = [[]]
  var quotes: [QuoteState] = []
  var lists: [ListBlock] = []
  var listStates: [ListState] = []
  var tables: [TableState] = []
  var figureCaptions: [[Inline]] = []
  var players: [Asset] = []
  var pictureSources: [Asset.Rendition] = []
  /// The addresses of pictures that are there for browsers without scripts.
  var noscriptImages: Set<String> = []
  /// The number in the identifier of the next asset.
  package var nextMediaNumber: Int
  /// Assets from elsewhere that the source may refer to by their identifiers.
  package var knownMedia: Set<String> = []
  /// The notes that stand on other pages, by the addresses that lead to them.
  var notesElsewhere: [String: String] = [:]
  /// Where assets stand among the story's, as far as the source says.
  package var mediaPositions: [String: Int] = [:]

  var frames: [Frame] = []
  var hidden = 0
  /// How far the words of a drawing are shown: a drawing is not, its texts are.
  var drawing = Drawing.none

  enum Drawing { case none, shown, inText }

  /// The words of the way back from a note that is being read and does not say that it is one.
  var wayBack: [UInt8]?
  /// Whether the ruby that is being read brings parentheses of its own.
  var rubyHasParentheses = false
  var preformatted: [UInt8]?
  /// Where the content of the `noscript` that is being read begins in the source.
  var noscriptStart = 0
  /// The formula that is being read.
  var math: MathText?
  var notes = FootnoteDefinitions()
  private let maximumDepth: Int

  /// Makes a builder without blocks.
  package init(
    source: UnsafeBufferPointer<UInt8>?, base: String?, firstMediaNumber: Int, maximumDepth: Int
  ) {
    self.source = source
    references = IRIReference(base: base)
    nextMediaNumber = firstMediaNumber
    // A paragraph, its text and an implied list stand deeper than the element that asks for them.
    self.maximumDepth = max(maximumDepth - 3, 1)
  }

  /// Closes everything.
  package mutating func finish() {
    if math != nil { endMath() }
    while !frames.isEmpty { pop() }
    closeInlines(depth: 0)
    flush()
    settleNotes()
  }

  /// Adds a picture or film that blocks refer to.
  package mutating func add(media asset: Asset) {
    mediaNames.insert(asset.id)
    media.append(asset)
  }

  /// Whether there is one of that name.
  package func hasMedia(named name: String) -> Bool { mediaNames.contains(name) }

  /// Whether what comes is not shown.
  package var isHidden: Bool { hidden > 0 }
  var canOpen: Bool { frames.count + inline.open.count < maximumDepth }
  var gatherer: Kind {
    guard let last = frames.last else { return .flow }
    return last.kind.gathers ? last.kind : last.gatherer
  }

  // MARK: Text

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard hidden == 0 else {
      if hidden == 1 { wayBack?.append(contentsOf: bytes) }
      return
    }
    if preformatted != nil {
      preformatted?.append(contentsOf: bytes.lazy.filter { $0 != 0 && $0 != 0x0D })
    } else if math != nil {
      math?.text(bytes)
    } else {
      inline.append(bytes)
    }
  }

  /// Adds words to the line.
  package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { self.text($0) }
  }

  /// Ends the paragraph that is being written.
  package mutating func flush() {
    for piece in inline.take() {
      switch piece {
      case .text(let content, let isCitation):
        if Self.isInvisible(content) { continue }
        let level = frames.last?.heading ?? 0
        if isCitation, !quotes.isEmpty, gatherer == .quote {
          quotes[quotes.count - 1].citation = output[output.count - 1].count
        }
        add(level > 0 ? .heading(level: level, content) : .paragraph(content))
      case .block(let block): add(block)
      }
    }
  }

  /// Whether a line is nothing but spaces without a width.
  private static func isInvisible(_ content: [Inline]) -> Bool {
    guard content.count == 1, case .text(let text) = content[0], text.utf8.count <= 24 else {
      return false
    }
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x20, 0xA0, 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: true
      default: false
      }
    }
  }

  /// Adds a block to the one that gathers.
  package mutating func add(_ block: Block) {
    output[output.count - 1].append(block)
  }

  /// Adds a block that may stand inside a line: before or after the paragraph, not through it.
  package mutating func addInLine(_ block: Block) {
    if inline.hasContent, !inline.isAtLineStart {
      inline.append(block)
    } else {
      flush()
      add(block)
    }
  }

  // MARK: Tags

  mutating func start(_ element: HTMLElement, _ attributes: some HTMLAttributes) {
    if math != nil {
      guard !element.isInline else {
        math?.start(element, attributes)
        return
      }
      endMath()
    }
    if element.isVoid { return startVoid(element, attributes) }
    if element.isInline { return startInline(element, attributes) }
    if preformatted != nil {
      // Blocks inside preformatted text part lines.
      return endPreformattedLine()
    }
    let hides = attributes.hides || element == .dialog && attributes["open"] == nil
    if element == .aside || !inline.noteReferences.isEmpty, hidden == 0, !hides,
      startNote(element, attributes)
    {
      return
    }
    switch element {
    case .html, .head, .body: breakParagraph()
    case .p: open(element, .paragraph, hides: hides)
    case .h1: openHeading(element, 2, hides)
    case .h2: openHeading(element, 2, hides)
    case .h3: openHeading(element, 3, hides)
    case .h4: openHeading(element, 4, hides)
    case .h5: openHeading(element, 5, hides)
    case .h6: openHeading(element, 6, hides)
    case .pre, .listing, .xmp, .plaintext:
      if open(element, .preformatted, hides: hides), hidden == 0 { preformatted = [] }
    case .blockquote: openQuote(attributes, hides)
    case .footer where gatherer == .quote: open(element, .attribution, hides: hides)
    case .aside:
      // A class on the web is for a style sheet; in XHTML made for exchange it says what it is.
      let role = source == nil ? attributes.trimmed("class") : nil
      if open(element, .aside, hides: hides) { frames[frames.count - 1].role = role }
    case .ul, .menu, .dir_, .ol: openList(element, attributes, hides)
    case .li:
      openItem(hides)
      if frames.last?.kind == .item {
        frames[frames.count - 1].number = attributes.trimmed("value").flatMap { Int($0) }
      }
    case .dl: openList(element, attributes, hides)
    case .dt, .dd:
      closeDefinition()
      guard gatherer == .list, lists.last?.isOrdered == false else {
        open(element, .flow, hides: hides)
        break
      }
      settleStrays()
      open(element, .item, hides: hides)
    case .table: openTable(attributes, hides)
    case .caption:
      closeToTable()
      open(element, gatherer == .table ? .caption : .flow, hides: hides)
    case .thead, .tbody, .tfoot: openRowGroup(element, hides)
    case .tr: openRow(hides)
    case .td, .th: openCell(element, attributes, hides)
    case .figure:
      if open(element, .figure, hides: hides) { figureCaptions.append([]) }
    case .figcaption:
      open(
        element, gatherer == .figure ? .figureCaption : .flow, hides: hides)
    default:
      if element == .div, addEmbed(ofDivision: attributes) { return }
      open(element, .flow, hides: hides)
    }
  }

  mutating func end(_ element: HTMLElement) {
    if math != nil {
      guard element == .math || !element.isInline else {
        math?.end(element)
        return
      }
      endMath()
    }
    if element == .br { return startVoid(.br, NoAttributes()) }
    if element.isVoid { return }
    if element.isInline { return endInline(element) }
    if preformatted != nil, frames.last?.element != element {
      guard frames.contains(where: { $0.element == element }) else { return endPreformattedLine() }
    }
    switch element {
    case .html, .head, .body: breakParagraph()
    case .h1, .h2, .h3, .h4, .h5, .h6:
      close(limitedBy: [.cell, .caption, .table]) { $0.kind == .heading }
    case .li: close(limitedBy: [.list, .cell, .caption, .table]) { $0.kind == .item }
    case .dt, .dd: close(limitedBy: [.list, .cell, .caption, .table]) { $0.element == element }
    case .table: close(limitedBy: []) { $0.element == element }
    case .thead, .tbody, .tfoot, .tr, .td, .th, .caption:
      close(limitedBy: [.table]) { $0.element == element }
    default: close(limitedBy: [.cell, .caption, .table]) { $0.element == element }
    }
  }

  /// Writes the formula; a block that begins or ends in one ends it too.
  private mutating func endMath() {
    let formula = math?.finished() ?? ""
    math = nil
    text(formula)
  }

  private mutating func startVoid(_ element: HTMLElement, _ attributes: some HTMLAttributes) {
    switch element {
    case .source: return addSource(attributes)
    case .base:
      if let href = attributes["href"].flatMap(references.resolve),
        IRIReference.scheme(of: href) != nil
      {
        references.base = href
      }
      return
    default: break
    }
    guard hidden == 0 else { return }
    switch element {
    case .br:
      if preformatted != nil { preformatted?.append(0x0A) } else { inline.lineBreak() }
    case .hr:
      guard preformatted == nil else { return endPreformattedLine() }
      closeParagraph()
      flush()
      // Pages have more lines than they mean.
      if !dialect.isHTML || output[output.count - 1].last != .divider { add(.divider) }
    case .img: addImage(attributes)
    case .embed: addEmbed(ofFrame: attributes)
    default: break
    }
  }

  // MARK: Opening

  @discardableResult
  mutating func open(_ element: HTMLElement, _ kind: Kind, hides: Bool = false) -> Bool {
    closeParagraph()
    breakParagraph()
    guard canOpen else { return false }
    var frame = Frame(element: element, kind: kind, gatherer: gatherer, hides: hides)
    if !kind.gathers, let last = frames.last { frame.heading = last.heading }
    frames.append(frame)
    if kind.gathers { output.append([]) }
    if hides { hidden += 1 }
    return true
  }

  private mutating func openHeading(_ element: HTMLElement, _ level: Int, _ hides: Bool) {
    if let last = frames.last, last.kind == .heading, !isHiddenInLine { pop() }
    if open(element, .heading, hides: hides) { frames[frames.count - 1].heading = level }
  }

  private mutating func openQuote(_ attributes: some HTMLAttributes, _ hides: Bool) {
    guard open(.blockquote, .quote, hides: hides) else { return }
    var state = QuoteState(start: position.lowerBound)
    // A post inside a post is a quotation in it.
    if !quotes.contains(where: { $0.provider != nil }),
      attributes.hasClass({ name in
        state.provider = state.provider ?? EmbedProvider.ofClass(name)
        return state.provider != nil
      })
    {
      state.address =
        (attributes["data-instgrm-permalink"] ?? attributes["data-text-post-permalink"]
        ?? attributes["cite"]).flatMap(references.resolve)
    }
    quotes.append(state)
  }

  private mutating func openTable(_ attributes: some HTMLAttributes, _ hides: Bool) {
    if !tables.isEmpty { tables[tables.count - 1].holdsTable = true }
    guard open(.table, .table, hides: hides) else { return }
    var state = TableState()
    let role = attributes.isEmpty ? nil : attributes["role"]
    state.isForLayout = role == "presentation" || role == "none"
    tables.append(state)
  }

  /// Closes what is open inside the innermost table; returns whether there is one.
  @discardableResult
  private mutating func closeToTable(keepingRow: Bool = false) -> Bool {
    guard let index = frames.lastIndex(where: { $0.kind == .table }) else { return false }
    var keep = index + 1
    if keepingRow {
      while keep < frames.count, frames[keep].kind == .rowGroup || frames[keep].kind == .row {
        keep += 1
      }
    }
    while frames.count > keep { pop() }
    return true
  }

  private mutating func openRowGroup(_ element: HTMLElement, _ hides: Bool) {
    guard closeToTable() else { return breakParagraph() }
    if open(element, .rowGroup, hides: hides) {
      tables[tables.count - 1].isInHead = element == .thead
    }
  }

  private mutating func openRow(_ hides: Bool) {
    guard closeToTable(keepingRow: true) else { return breakParagraph() }
    if frames.last?.kind == .row { pop() }
    if open(.tr, .row, hides: hides) { tables[tables.count - 1].rows.append([]) }
  }

  mutating func openCell(
    _ element: HTMLElement, _ attributes: some HTMLAttributes, _ hides: Bool
  ) {
    guard closeToTable(keepingRow: true) else { return breakParagraph() }
    if frames.last?.kind != .row { openRow(false) }
    guard frames.last?.kind == .row, open(element, .cell, hides: hides) else { return }
    let last = frames.count - 1
    frames[last].isHeader = element == .th || tables[tables.count - 1].isInHead
    frames[last].columnSpan = min(max(attributes.number("colspan") ?? 1, 1), 1000)
    frames[last].rowSpan = min(max(attributes.number("rowspan") ?? 1, 1), 65534)
  }

  // MARK: Closing

  /// Closes the innermost block that `matches`, and all inside it, unless a limit stands before.
  mutating func close(limitedBy limits: KindSet, where matches: (Frame) -> Bool) {
    var index = frames.count - 1
    while index >= 0, !matches(frames[index]) {
      guard !limits.contains(frames[index].kind) else { return breakParagraph() }
      index -= 1
    }
    guard index >= 0 else { return breakParagraph() }
    while frames.count > index { pop() }
  }

  private mutating func breakParagraph() {
    if hidden == 0 { flush() }
  }

  /// A block ends the paragraph it stands in.
  private mutating func closeParagraph() {
    if let last = frames.last, !isHiddenInLine,
      last.kind == .paragraph || last.kind == .note && last.element == .p
    {
      pop()
    }
  }

  /// Whether an inline element of the innermost block hides what comes.
  private var isHiddenInLine: Bool {
    hidden > 0 && inline.open.contains { $0.hides && $0.depth == frames.count }
  }

  private mutating func closeInlines(depth: Int) {
    while let closed = inline.endLast(depth: depth) { finish(closed) }
  }

  private mutating func pop() {
    closeInlines(depth: frames.count)
    guard let frame = frames.last else { return }
    if frame.kind == .preformatted, let bytes = preformatted {
      preformatted = nil
      addPreformatted(bytes)
    }
    if hidden == 0 { flush() }
    frames.removeLast()
    let isShown = hidden == 0
    if frame.hides { hidden -= 1 }
    let blocks = frame.kind.gathers ? output.popLast() ?? [] : []
    close(frame, blocks, isShown: isShown)
  }

  private mutating func endPreformattedLine() {
    guard hidden == 0, let last = preformatted?.last, last != 0x0A else { return }
    preformatted?.append(0x0A)
  }
}

struct NoAttributes: HTMLAttributes {
  var isEmpty: Bool { true }
  subscript(name: StaticString) -> String? { nil }
}
