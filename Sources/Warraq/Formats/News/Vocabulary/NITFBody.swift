internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// Writes the body of a story as NITF 3.6: what stands in `body.content`
/// (https://iptc.org/standards/nitf/).
///
/// ```swift
/// xml.open("body.content")
/// var body = NITFBody(media: article.media)
/// body.write(article.body, to: &xml, context: &context)
/// xml.close()
/// ```
///
/// What it writes is valid for any body. What NITF has no element for is a class of the element that
/// is nearest: `<em class="bold">`, `<hl2 class="h3">`, `<note class="aside">`, `<bq class="embed">`.
/// Attributes named `w:` and `h:` are those of ``NITFVocabulary/extensions`` and
/// ``NITFVocabulary/xhtml``; an element around has to declare them. Links to what cannot be trusted
/// keep their text alone, and what is nested too deep for XML parsers is flattened. "Read more"
/// residue is left out.
struct NITFBody {
  let media: AssetIndex
  private let isComplete: Bool
  /// The places of the assets among the story's, where the body has them in another order.
  let positions: [String: Int]
  /// The assets that stand in the body by now.
  var written: Set<String> = []
  var removedLinks = 0
  var badAddresses = 0
  private var isInLink = false
  private var footnotes = FootnoteNumbers()
  private var writtenNotes: Set<String> = []
  private var flattened = false

  /// libxml2 and others refuse documents deeper than 256 elements; a table needs five at once.
  private static let maximumDepth = 200

  /// Makes a serialiser for one story.
  ///
  /// - Parameters:
  ///   - media: the assets of the story.
  ///   - isComplete: whether nothing else says what the assets are: those without a figure in the
  ///     body are then written after it, and all with their order and their bytes.
  init(media: [Asset], isComplete: Bool = true) {
    self.init(media: media, isComplete: isComplete, positions: [:])
  }

  private init(media: [Asset], isComplete: Bool, positions: [String: Int]) {
    self.media = AssetIndex(media)
    self.isComplete = isComplete
    self.positions = positions
  }

  /// Writes the body of a story and all its media into the element that is open.
  mutating func write(
    _ blocks: [Block], to xml: inout XMLWriter, context: inout ConversionContext
  ) {
    self = NITFBody(
      media: isComplete ? media.assets : media.assets.map(\.withoutData), isComplete: isComplete,
      positions: isComplete ? Self.positions(of: media.assets, in: blocks) : [:])
    self.blocks(blocks, &xml)
    if isComplete {
      for asset in media.assets where !written.contains(asset.id) { attached(asset, &xml) }
    }
    if removedLinks > 0 { context.log.emit(.warning, .nitfLinksRemoved(removedLinks)) }
    if badAddresses > 0 { context.log.emit(.warning, .nitfBadAddresses(badAddresses)) }
    if flattened { context.log.emit(.warning, .nitfBodyFlattened) }
  }

  /// Where each asset stands among the story's; none where the body has them in the same order.
  private static func positions(of media: [Asset], in blocks: [Block]) -> [String: Int] {
    var order = FigureOrder(media: Set(media.map(\.id)))
    order.walk(blocks)
    let placed = Set(order.found)
    let all = order.found + media.map(\.id).filter { !placed.contains($0) }
    guard all != media.map(\.id) else { return [:] }
    return Dictionary(media.enumerated().map { ($1.id, $0 + 1) }) { first, _ in first }
  }

  // MARK: - Blocks

  mutating func blocks(_ blocks: [Block], _ xml: inout XMLWriter) {
    for block in blocks { self.block(block, &xml) }
  }

  private mutating func block(_ block: Block, _ xml: inout XMLWriter) {
    guard xml.depth < Self.maximumDepth else {
      flattened = true
      let text = [block].plainText
      if !text.isEmpty { xml.element("p", text) }
      return
    }
    switch block {
    case .paragraph(let inlines): element("p", inlines, &xml)
    case .heading(let level, let inlines): heading(level, inlines, &xml)
    case .quote(let blocks, let attribution): quote(blocks, attribution, &xml)
    case .list(let list): self.list(list, &xml)
    case .table(let table): self.table(table, &xml)
    case .figure(let figure): self.figure(figure, &xml)
    case .embed(let embed): self.embed(embed, &xml)
    case .preformatted(let text):
      guard !text.isEmpty else { return }
      xml.element("pre", text)
    case .divider:
      xml.open("hr")
      xml.close()
    case .aside(_, role: AsideRole.readMore): break
    case .aside(let blocks, let role):
      guard blocks.contains(where: \.isVisible) else { return }
      xml.open("note")
      xml.attribute("class", NITFVocabulary.joined(NITFVocabulary.aside, role))
      xml.open("body.content")
      self.blocks(blocks, &xml)
      xml.close()
      xml.close()
    case .footnote(let id, let blocks):
      guard blocks.contains(where: \.isVisible) else { return }
      xml.open("fn")
      // The identifier of an element is unique in a document.
      if writtenNotes.insert(id).inserted { xml.attribute("id", FootnoteAnchor.anchor(of: id)) }
      xml.open("body.content")
      self.blocks(blocks, &xml)
      xml.close()
      xml.close()
    }
  }

  private mutating func heading(_ level: Int, _ inlines: [Inline], _ xml: inout XMLWriter) {
    guard inlines.isVisible else { return }
    xml.open("hl2")
    // NITF has one level below the headline.
    switch level {
    case ...2: break
    case 3: xml.attribute("class", "h3")
    case 4: xml.attribute("class", "h4")
    case 5: xml.attribute("class", "h5")
    default: xml.attribute("class", "h6")
    }
    content(inlines, &xml)
    xml.close()
  }

  private mutating func quote(
    _ blocks: [Block], _ attribution: [Inline], _ xml: inout XMLWriter
  ) {
    guard blocks.contains(where: \.isVisible) || attribution.isVisible else { return }
    xml.open("bq")
    xml.open("block")
    self.blocks(blocks, &xml)
    xml.close()
    element("credit", attribution, &xml)
    xml.close()
  }

  private mutating func list(_ list: ListBlock, _ xml: inout XMLWriter) {
    guard !list.items.isEmpty else { return }
    if list.isReversed, list.items.count > 1 {
      // Lists of NITF count up.
      for (index, item) in list.items.enumerated() {
        self.list(
          ListBlock(isOrdered: list.isOrdered, start: list.number(ofItem: index), items: [item]),
          &xml)
      }
      return
    }
    xml.open(list.isOrdered ? "ol" : "ul")
    if list.isOrdered, list.start != 1 { xml.attribute("seqnum", decimal: list.start) }
    for item in list.items {
      xml.open("li")
      cell(item, &xml)
    }
    xml.close()
  }

  /// Writes what an item or a cell holds and closes it; a lone paragraph needs no element.
  private mutating func cell(_ blocks: [Block], _ xml: inout XMLWriter) {
    if blocks.count == 1, case .paragraph(let inlines) = blocks[0] {
      content(inlines, &xml)
    } else {
      self.blocks(blocks, &xml)
    }
    xml.close()
  }

  private mutating func table(_ table: Table, _ xml: inout XMLWriter) {
    let rows = table.rows.filter { !$0.isEmpty }
    guard !rows.isEmpty else { return element("p", table.caption, &xml) }
    xml.open("table")
    element("caption", table.caption, &xml)
    let headCount = rows.prefix { row in row.allSatisfy(\.isHeader) }.count
    tableRows("thead", rows[..<headCount], &xml)
    tableRows("tbody", rows[headCount...], &xml)
    xml.close()
  }

  private mutating func tableRows(
    _ name: StaticString, _ rows: ArraySlice<[Table.Cell]>, _ xml: inout XMLWriter
  ) {
    guard !rows.isEmpty else { return }
    xml.open(name)
    for row in rows {
      xml.open("tr")
      for cell in row {
        xml.open(cell.isHeader ? "th" : "td")
        if cell.columnSpan > 1 { xml.attribute("colspan", decimal: cell.columnSpan) }
        if cell.rowSpan > 1 { xml.attribute("rowspan", decimal: cell.rowSpan) }
        self.cell(cell.content, &xml)
      }
      xml.close()
    }
    xml.close()
  }

  // MARK: - Inlines

  /// Writes an element around inlines, or nothing when there is nothing to see in them.
  mutating func element(_ name: StaticString, _ inlines: [Inline], _ xml: inout XMLWriter) {
    guard inlines.isVisible else { return }
    xml.open(name)
    content(inlines, &xml)
    xml.close()
  }

  mutating func content(_ inlines: [Inline], _ xml: inout XMLWriter) {
    let indents = xml.indents
    xml.indents = false
    for inline in inlines { self.inline(inline, &xml) }
    xml.indents = indents
  }

  private mutating func inline(_ inline: Inline, _ xml: inout XMLWriter) {
    guard xml.depth < Self.maximumDepth + 8 else {
      flattened = true
      return xml.text([inline].plainText)
    }
    switch inline {
    case .text(let text): xml.text(text)
    case .emphasis(let inlines): element("em", inlines, &xml)
    case .strong(let inlines): emphasis(NITFVocabulary.strong, inlines, &xml)
    case .link(let inlines, let href, let title): link(inlines, href, title, &xml)
    case .code(let text): emphasis(NITFVocabulary.code, [.text(text)], &xml)
    case .lineBreak:
      xml.open("br")
      xml.close()
    case .superscript(let inlines): emphasis(NITFVocabulary.superscript, inlines, &xml)
    case .subscript(let inlines): emphasis(NITFVocabulary.subscript, inlines, &xml)
    case .deletion(let inlines): emphasis(NITFVocabulary.deletion, inlines, &xml)
    case .insertion(let inlines): emphasis(NITFVocabulary.insertion, inlines, &xml)
    case .span(let inlines, let language, let direction):
      span(inlines, language, direction, &xml)
    case .footnoteReference(let id):
      let sign = "[\(footnotes.number(of: id))]"
      guard !isInLink else { return xml.text(sign) }
      xml.open("a")
      xml.attribute("href", "#" + FootnoteAnchor.anchor(of: id))
      xml.attribute("rel", NITFVocabulary.footnote)
      xml.text(sign)
      xml.close()
    }
  }

  private mutating func emphasis(_ name: String, _ inlines: [Inline], _ xml: inout XMLWriter) {
    guard inlines.isVisible else { return }
    xml.open("em")
    xml.attribute("class", name)
    content(inlines, &xml)
    xml.close()
  }

  private mutating func span(
    _ inlines: [Inline], _ language: String?, _ direction: TextDirection?, _ xml: inout XMLWriter
  ) {
    guard inlines.isVisible else { return }
    xml.open("lang")
    let tag = LanguageTag.wellFormed(language)
    if let tag { xml.attribute("xml:lang", tag) }
    if let direction = direction ?? tag.map({ TextDirection(language: $0) }) {
      xml.attribute("h:dir", direction.rawValue)
    }
    content(inlines, &xml)
    xml.close()
  }

  private mutating func link(
    _ inlines: [Inline], _ href: String, _ title: String?, _ xml: inout XMLWriter
  ) {
    guard !isInLink else { return content(inlines, &xml) }
    guard let address = URIText.link(href) else {
      removedLinks += 1
      return content(inlines, &xml)
    }
    xml.open("a")
    xml.attribute("href", address)
    if let title, !title.isEmpty { xml.attribute("title", title) }
    isInLink = true
    if inlines.isVisible { content(inlines, &xml) } else { xml.text(address.lastPathPart) }
    isInLink = false
    xml.close()
  }
}

extension Asset {
  /// The asset with nothing but the addresses of its renditions.
  fileprivate var withoutData: Asset {
    var asset = self
    for index in renditions.indices { asset.renditions[index].data = nil }
    return asset
  }
}

/// The assets that figures of a body show, in the order of the first figure of each.
private struct FigureOrder: BodyVisitor {
  let media: Set<String>
  var found: [String] = []
  private var seen: Set<String> = []

  init(media: Set<String>) { self.media = media }

  mutating func enter(_ block: Block) -> Bool {
    switch block {
    case .aside(_, role: AsideRole.readMore): return false
    case .figure(let figure):
      if media.contains(figure.media), seen.insert(figure.media).inserted {
        found.append(figure.media)
      }
    case .paragraph, .heading, .quote, .list, .table, .embed, .preformatted, .divider, .aside,
      .footnote:
      break
    }
    return true
  }
}

extension Diagnostic.Message {
  static func nitfLinksRemoved(_ count: Int) -> Self {
    Self(
      id: "nitf.link-removed",
      text: "\(count) link\(count == 1 ? "" : "s") whose address is not http, https, mailto or tel "
        + "kept only the text")
  }

  static func nitfBadAddresses(_ count: Int) -> Self {
    Self(
      id: "nitf.bad-address",
      text: "left out \(count) address\(count == 1 ? "" : "es") of media that cannot be written")
  }

  static let nitfBodyFlattened = Self(
    id: "nitf.too-deep",
    text: "elements nested deeper than 200 levels were flattened to plain text")
}
