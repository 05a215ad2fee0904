package import WarraqCore
package import WarraqModel

/// Writes the body of a story as XHTML: HTML elements in XML syntax
/// (https://html.spec.whatwg.org/multipage/xhtml.html).
///
/// ```swift
/// var body = XHTMLBody(media: article.media)
/// body.write(article.body, to: &xml, context: &context)
/// ```
///
/// What it writes is well formed and follows the content models of HTML for any body: empty lists,
/// tables, captions and paragraphs are left out, links to what cannot be trusted lose the link and
/// keep the text, links inside links are flattened, and what is nested too deep for XML parsers is
/// flattened. "Read more" residue is left out.
package struct XHTMLBody {
  /// How bodies are written.
  package struct Options: Sendable {
    /// Which pictures are shown.
    package enum Pictures: Sendable {
      /// All, from where they are.
      case shown
      /// None: those on the web are linked, a caption stands for the others.
      case linked
      /// Those with a relative address; others are as ``linked``.
      case shownWhereRelative
    }

    /// Which pictures are shown.
    package var pictures = Pictures.shown
    /// Makes the address of a link that a reader may follow, `nil` when there is none to be trusted.
    package var link: @Sendable (String) -> String? = { URIText.link($0) }
    /// Whether the quotation of an embed has its address in `cite`.
    package var citesAddresses = true
    /// Whether the link of an embed shows the host of its address in place of all of it.
    package var showsHosts = false
    /// What stands between a caption and its credit.
    package var creditSeparator = " "
    /// How many levels headings move down; level 6 is the last.
    package var headingShift = 0
    /// Whether headings are renumbered so that no level is skipped, from level 2 on.
    package var closesHeadingGaps = false
    /// Whether notes and references to them link to each other, which takes identifiers that no
    /// other body of the page has.
    package var linksFootnotes = true
    /// Whether notes and references to them have their `epub:type`.
    package var saysEPUBTypes = false
    /// Whether the cells of wide tables say what stands above them.
    package var labelsWideTables = false
    /// The direction of the text around the body, where code and telephone numbers that run the
    /// other way are to say so; `nil` where that is left to the letters.
    package var direction: TextDirection?
    /// The classes of pictures, by their addresses.
    package var pictureClasses: [String: String] = [:]

    /// Makes the standard options.
    package init() {}
  }

  let options: Options
  private let media: AssetIndex
  /// The source levels of the headings that the next one lies under.
  private var headingLevels: [Int] = []
  var isInHeaderCell = false
  var isInLink = false
  var footnotes = FootnoteLinks()
  private var removedLinks = 0
  private var flattened = false

  /// libxml2 and others refuse documents deeper than 256 elements; a table needs five at once.
  private static let maximumDepth = 200

  /// Makes a serialiser for one story.
  ///
  /// - Parameter media: the assets that figures refer to.
  package init(media: [Asset], options: Options = Options()) {
    self.media = AssetIndex(media)
    self.options = options
  }

  /// Writes blocks into the element that is open.
  package mutating func write(
    _ blocks: [Block], to xml: inout XMLWriter, context: inout ConversionContext
  ) {
    footnotes.body = blocks
    self.blocks(blocks, &xml)
    report(to: &context)
  }

  /// Writes inlines into the element that is open, such as a caption.
  package mutating func write(
    _ inlines: [Inline], to xml: inout XMLWriter, context: inout ConversionContext
  ) {
    content(inlines, &xml)
    report(to: &context)
  }

  private mutating func report(to context: inout ConversionContext) {
    if removedLinks > 0 { context.log.emit(.warning, .linksRemoved(removedLinks)) }
    if flattened { context.log.emit(.warning, .bodyFlattened) }
    removedLinks = 0
    flattened = false
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
      element("pre", ofCode: text, &xml)
    case .divider:
      xml.open("hr")
      xml.close()
    case .aside(_, role: AsideRole.readMore): break
    case .aside(let blocks, let role):
      guard blocks.contains(where: \.isVisible) else { return }
      xml.open(isInHeaderCell ? "div" : "aside")
      if let role, !role.isEmpty { xml.attribute("class", role) }
      self.blocks(blocks, &xml)
      xml.close()
    case .footnote(let id, let blocks): footnote(id, blocks, &xml)
    }
  }

  private mutating func heading(_ level: Int, _ inlines: [Inline], _ xml: inout XMLWriter) {
    guard inlines.isVisible else { return }
    if isInHeaderCell {
      // A header cell holds no headings (HTML, 4.9.10).
      return wrapped(["p", "strong"], inlines, &xml)
    }
    element(headingName(ofLevel: level), inlines, &xml)
  }

  /// The element of the next heading.
  mutating func headingName(ofLevel level: Int) -> StaticString {
    var level = min(max(level, 2), 6)
    if options.closesHeadingGaps {
      while let last = headingLevels.last, last >= level { headingLevels.removeLast() }
      headingLevels.append(level)
      level = headingLevels.count + 1
    }
    return Self.headingName(level + options.headingShift)
  }

  private static func headingName(_ level: Int) -> StaticString {
    switch level {
    case ...2: "h2"
    case 3: "h3"
    case 4: "h4"
    case 5: "h5"
    default: "h6"
    }
  }

  private mutating func quote(
    _ blocks: [Block], _ attribution: [Inline], _ xml: inout XMLWriter
  ) {
    guard blocks.contains(where: \.isVisible) || attribution.isVisible else { return }
    xml.open("blockquote")
    self.blocks(blocks, &xml)
    if attribution.isVisible {
      // A header cell holds no footers.
      wrapped([isInHeaderCell ? "p" : "footer", "cite"], attribution, &xml)
    }
    xml.close()
  }

  private mutating func list(_ list: ListBlock, _ xml: inout XMLWriter) {
    guard !list.items.isEmpty else { return }
    xml.open(list.isOrdered ? "ol" : "ul")
    if list.isOrdered {
      if list.isReversed { xml.attribute("reversed", "reversed") }
      if list.start != (list.isReversed ? list.items.count : 1) {
        xml.attribute("start", decimal: list.start)
      }
      if let type = list.numbering.htmlType { xml.attribute("type", type) }
    }
    for item in list.items { cell("li", item, &xml) }
    xml.close()
  }

  /// Writes an item or cell; a paragraph that is alone in it needs no element.
  mutating func cell(
    _ name: StaticString, _ blocks: [Block], _ xml: inout XMLWriter,
    attributes: (inout XMLWriter) -> Void = { _ in }
  ) {
    xml.open(name)
    attributes(&xml)
    if blocks.count == 1, case .paragraph(let inlines) = blocks[0] {
      content(inlines, &xml)
    } else {
      self.blocks(blocks, &xml)
    }
    xml.close(collapses: false)
  }

  // MARK: - Figures and embeds

  private mutating func figure(_ figure: Figure, _ xml: inout XMLWriter) {
    let asset = media[figure.media]
    let caption = figure.caption.isVisible ? figure.caption : asset?.captionInlines ?? []
    let credit = asset?.credit ?? ""
    let rendition = asset.flatMap { best($0) }
    guard rendition != nil || caption.isVisible || !credit.isEmpty || asset?.altText != nil else {
      return
    }
    xml.open("figure")
    if let asset { picture(asset, rendition, caption, &xml) }
    if caption.isVisible || !credit.isEmpty {
      xml.open("figcaption")
      let indents = xml.indents
      xml.indents = false
      content(caption, &xml)
      if !credit.isEmpty {
        if caption.isVisible { xml.text(options.creditSeparator) }
        xml.element("small", credit)
      }
      xml.indents = indents
      xml.close()
    }
    xml.close()
  }

  /// The first rendition that this body may show or link, with its address.
  private func best(_ asset: Asset) -> (rendition: Asset.Rendition, href: String)? {
    for rendition in asset.renditions {
      guard let href = rendition.href else { continue }
      if let address = isShown(rendition, of: asset) ? URIText.resource(href) : options.link(href) {
        return (rendition, address)
      }
    }
    return nil
  }

  private func isShown(_ rendition: Asset.Rendition, of asset: Asset) -> Bool {
    guard asset.isPicture(rendition) else { return false }
    switch options.pictures {
    case .shown: return true
    case .linked: return false
    case .shownWhereRelative: return rendition.href.map { !URIText.isAbsolute($0) } ?? false
    }
  }

  private mutating func picture(
    _ asset: Asset, _ best: (rendition: Asset.Rendition, href: String)?, _ caption: [Inline],
    _ xml: inout XMLWriter
  ) {
    guard let best else {
      if let text = asset.altText, !text.isEmpty { xml.element("p", text) }
      return
    }
    if isShown(best.rendition, of: asset) {
      xml.open("img")
      xml.attribute("src", best.href)
      xml.attribute("alt", asset.altText ?? "")
      if let name = options.pictureClasses[best.href] { xml.attribute("class", name) }
      if let width = best.rendition.width, width > 0 { xml.attribute("width", decimal: width) }
      if let height = best.rendition.height, height > 0 { xml.attribute("height", decimal: height) }
      xml.close()
    } else {
      link(best.href, text: asset.altText ?? "", in: "p", &xml)
    }
  }

  /// Writes a link in an element of its own; without a text it says the end of its address.
  private mutating func link(
    _ href: String, text: String, in name: StaticString, _ xml: inout XMLWriter
  ) {
    xml.open(name)
    let indents = xml.indents
    xml.indents = false
    xml.open("a")
    xml.attribute("href", href)
    xml.text(text.isEmpty ? href.lastPathPart : text)
    xml.close()
    xml.indents = indents
    xml.close()
  }

  private mutating func embed(_ embed: Embed, _ xml: inout XMLWriter) {
    let url = embed.url.flatMap { options.link($0) }
    if embed.url != nil, url == nil { removedLinks += 1 }
    let links = embed.media.compactMap { options.link($0) }
    removedLinks += embed.media.count - links.count
    let text = embed.text ?? ""
    let hasCredit = embed.author != nil || embed.provider != nil || embed.date != nil || url != nil
    guard !text.isEmpty || hasCredit || !links.isEmpty else { return }
    xml.open("figure")
    xml.attribute("class", "embed")
    if let provider = embed.provider, !provider.isEmpty {
      xml.attribute("data-provider", provider)
    }
    if !text.isEmpty {
      xml.open("blockquote")
      if let url, options.citesAddresses { xml.attribute("cite", url) }
      xml.open("p")
      // Its language is not known, so its direction is that of its first strong character.
      xml.attribute("dir", "auto")
      xml.lines(text)
      xml.close()
      xml.close()
    }
    if !links.isEmpty {
      xml.open("ul")
      for address in links { link(address, text: "", in: "li", &xml) }
      xml.close()
    }
    if hasCredit { embedCredit(embed, url, &xml) }
    xml.close()
  }

  private mutating func embedCredit(_ embed: Embed, _ url: String?, _ xml: inout XMLWriter) {
    xml.open("figcaption")
    let indents = xml.indents
    xml.indents = false
    var isFirst = true
    func part(_ write: (inout XMLWriter) -> Void) {
      if !isFirst { xml.text(" · ") }
      isFirst = false
      write(&xml)
    }
    // Each part keeps to itself, or "@name" becomes "name@" in a right-to-left story.
    if let author = embed.author, !author.isEmpty {
      part { xml in
        xml.open("cite")
        xml.element("bdi", author)
        xml.close()
      }
    }
    if let provider = embed.provider, !provider.isEmpty { part { $0.element("bdi", provider) } }
    if let date = embed.date {
      part { xml in
        guard date.isResolved else { return xml.text(date.description) }
        xml.open("time")
        xml.attribute("datetime", date.forHTML)
        if let text = date.text { xml.text(text) } else { xml.text(date) }
        xml.close()
      }
    }
    if let url {
      part { xml in
        xml.open("a")
        xml.attribute("href", url)
        xml.element("bdi", options.showsHosts ? URIText.host(of: url) : url)
        xml.close()
      }
    }
    xml.indents = indents
    xml.close()
  }

  // MARK: - Inlines

  /// Writes an element around inlines, or nothing when there is nothing to see in them.
  mutating func element(
    _ name: StaticString, _ inlines: [Inline], _ xml: inout XMLWriter
  ) {
    guard inlines.isVisible else { return }
    xml.open(name)
    content(inlines, &xml)
    xml.close(collapses: false)
  }

  /// Writes an element of code, with its direction where that is not the one around it.
  private func element(_ name: StaticString, ofCode text: String, _ xml: inout XMLWriter) {
    guard let around = options.direction else { return xml.element(name, text) }
    // Programs are written in Latin letters, however long the words that they print are.
    let isLatin = text.utf8.contains { $0.isASCIILetter }
    let direction = isLatin ? .leftToRight : LanguageDetector.direction(of: text) ?? .leftToRight
    xml.open(name)
    if direction != around { xml.attribute("dir", direction.rawValue) }
    if direction == .leftToRight {
      LeftToRightRuns.write(code: text, to: &xml)
    } else {
      xml.text(text)
    }
    xml.close(collapses: false)
  }

  private mutating func wrapped(
    _ names: [StaticString], _ inlines: [Inline], _ xml: inout XMLWriter
  ) {
    let indents = xml.indents
    for name in names {
      xml.open(name)
      xml.indents = false
    }
    content(inlines, &xml)
    for _ in names { xml.close() }
    xml.indents = indents
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
    case .text(let text):
      guard options.direction == .rightToLeft else { return xml.text(text) }
      LeftToRightRuns.write(text, to: &xml)
    case .emphasis(let inlines): element("em", inlines, &xml)
    case .strong(let inlines): element("strong", inlines, &xml)
    case .link(let inlines, let href, let title): link(inlines, href, title, &xml)
    case .code(let text):
      guard !text.isEmpty else { return }
      element("code", ofCode: text, &xml)
    case .lineBreak:
      xml.open("br")
      xml.close()
    case .superscript(let inlines): element("sup", inlines, &xml)
    case .subscript(let inlines): element("sub", inlines, &xml)
    case .deletion(let inlines): element("del", inlines, &xml)
    case .insertion(let inlines): element("ins", inlines, &xml)
    case .span(let inlines, let language, let direction):
      guard inlines.isVisible else { return }
      xml.open("span")
      xml.languageAttributes(language, direction)
      content(inlines, &xml)
      xml.close()
    case .footnoteReference(let id): footnoteReference(id, &xml)
    }
  }

  private mutating func link(
    _ inlines: [Inline], _ href: String, _ title: String?, _ xml: inout XMLWriter
  ) {
    guard !isInLink else { return content(inlines, &xml) }
    guard let address = options.link(href) else {
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

extension NewsDate {
  /// The date as HTML wants it (https://html.spec.whatwg.org/#dates-and-times): no more than
  /// milliseconds.
  package var forHTML: NewsDate {
    guard fractionDigits > 3 else { return self }
    return NewsDate(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: nanosecond, fractionDigits: 3, offsetMinutes: offsetMinutes, text: text) ?? self
  }
}

extension Asset {
  fileprivate var captionInlines: [Inline] {
    caption.map { $0.isEmpty ? [] : [.text($0)] } ?? []
  }

  /// Whether a rendition can be shown as a picture.
  fileprivate func isPicture(_ rendition: Rendition) -> Bool {
    if let mediaType = rendition.mediaType { return mediaType.utf8.starts(with: "image/".utf8) }
    switch kind {
    case .picture, .graphic: return true
    case .video, .audio, .document, nil: return false
    }
  }
}

extension [Inline] {
  /// Whether writing them shows anything.
  package var isVisible: Bool { contains(where: \.isVisible) }
}

extension Inline {
  fileprivate var isVisible: Bool {
    switch self {
    case .text(let text), .code(let text): !text.isEmpty
    case .lineBreak, .link, .footnoteReference: true
    case .emphasis(let inlines), .strong(let inlines), .superscript(let inlines),
      .subscript(let inlines), .deletion(let inlines), .insertion(let inlines),
      .span(let inlines, _, _):
      inlines.isVisible
    }
  }
}

extension Block {
  /// Whether writing it may show anything; empty text shows nothing.
  package var isVisible: Bool {
    switch self {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.isVisible
    case .quote(let blocks, let attribution):
      blocks.contains(where: \.isVisible) || attribution.isVisible
    case .list(let list): !list.items.isEmpty
    case .table(let table): table.caption.isVisible || table.rows.contains { !$0.isEmpty }
    case .aside(_, role: AsideRole.readMore): false
    case .aside(let blocks, _), .footnote(_, let blocks): blocks.contains(where: \.isVisible)
    case .preformatted(let text): !text.isEmpty
    case .figure, .embed, .divider: true
    }
  }
}

extension String {
  /// The last part of an address's path, else its host: words for a link that has none.
  package var lastPathPart: String {
    let path = utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let parts = path.split(separator: UInt8(ascii: "/"))
    return parts.last.flatMap { String($0) } ?? self
  }
}

extension Diagnostic.Message {
  static func linksRemoved(_ count: Int) -> Self {
    Self(
      id: "xhtml.link-removed",
      text: "\(count) link\(count == 1 ? "" : "s") whose address is not http, https, mailto or tel "
        + "kept only the text")
  }

  static let bodyFlattened = Self(
    id: "xhtml.too-deep",
    text: "elements nested deeper than 200 levels were flattened to plain text")
}
