import WarraqCore
import WarraqModel
import WarraqMarkup

/// Writes one story as a chapter: an XHTML content document (EPUB 3.3, 6.1,
/// https://www.w3.org/TR/epub-33/#sec-xhtml) without its start.
///
/// What depends on the rest of the book stands before it, in an ``EPUBChapterHead``.
struct EPUBChapter {
  private let article: Article
  private let story: EPUBStory
  private let labels: PageLabels
  private let media: [Asset]
  private let pictureClasses: [String: String]
  private let template: EPUBTemplate
  private let linksKeywords: Bool
  // Assets that no figure of the body shows: the first picture, and the rest.
  private let lead: Asset?
  private let looseMedia: [Asset]

  init(
    _ article: Article, story: EPUBStory, pictures: EPUBPictures, options: EPUBWriter.Options
  ) {
    self.article = article
    self.story = story
    labels = story.labels
    media = pictures.media
    pictureClasses = pictures.classes
    template = options.template ?? .standard
    linksKeywords = options.hasIndex
    var placed = PlacedMedia()
    placed.walk(article.body)
    let loose = media.filter { !placed.ids.contains($0.id) }
    let lead = loose.first { $0.isEmbedded }
    self.lead = lead
    looseMedia = loose.filter { $0.id != lead?.id }
  }

  func write(to xml: inout XMLWriter, context: inout ConversionContext) {
    xml.open("main")
    for piece in template.pieces {
      switch piece {
      case .markup(let bytes): xml.markup(bytes)
      case .part(let part): write(part, &xml, &context)
      }
    }
    xml.close()
  }

  private func write(
    _ part: EPUBTemplate.Part, _ xml: inout XMLWriter, _ context: inout ConversionContext
  ) {
    switch part {
    case .section:
      if let section = article.section?.visible { xml.line("section", section, on: story.language) }
    case .kicker: xml.titles(of: article, role: TitleRole.kicker, on: story.language)
    case .headline:
      xml.open("h1")
      xml.attribute("id", "headline")
      let title = EPUBStory.fullTitle(of: article)
      xml.direction(of: title, on: story.language)
      xml.text(title)
      xml.close()
    case .deck: if let deck = article.deck { xml.line("deck", deck, on: story.language) }
    case .byline: xml.byline(of: story)
    case .contributors:
      xml.people("contributors", labels.with, story.contributors, labels)
    case .date: xml.dateLine(of: article, labels)
    case .lead:
      if let lead { body([.figure(Figure(media: lead.id))], of: [lead], &xml, &context) }
    case .body:
      // Nothing else is in this element: the body is read back from it.
      xml.open("div")
      xml.attribute("class", "story")
      body(article.body, of: media, &xml, &context)
      xml.close(collapses: false)
      for asset in looseMedia {
        body([.figure(Figure(media: asset.id))], of: [asset], &xml, &context)
      }
    case .footer: footer(&xml)
    case .related: related(&xml, &context)
    }
  }

  private func body(
    _ blocks: [Block], of media: [Asset], headingShift: Int = 0, _ xml: inout XMLWriter,
    _ context: inout ConversionContext
  ) {
    var options = XHTMLBody.Options()
    options.pictures = .shownWhereRelative
    // An address without a host is one on the page of the story.
    let references = IRIReference(base: article.pageAddress)
    options.link = { text in
      URIText.isAbsolute(text)
        ? EPUBAddress.link(text) : references.resolve(text).flatMap { EPUBAddress.link($0) }
    }
    // It would count as a resource that is fetched (epubcheck RSC-031).
    options.citesAddresses = false
    // A page of a book is narrow, and nobody types an address that can be followed.
    options.showsHosts = true
    options.creditSeparator = " · "
    options.closesHeadingGaps = true
    options.headingShift = headingShift
    options.direction = story.language.direction
    options.pictureClasses = pictureClasses
    options.labelsWideTables = true
    options.saysEPUBTypes = true
    // Below a story stand others, with notes of their own.
    options.linksFootnotes = headingShift == 0
    var body = XHTMLBody(media: media, options: options)
    body.write(blocks, to: &xml, context: &context)
  }

  // MARK: - Below the story

  private func footer(_ xml: inout XMLWriter) {
    let footer = StoryFooter(
      article, hasKeywords: !story.subjects.isEmpty, url: story.url, rights: story.rights)
    footer.write(to: &xml, labels) { source, xml in
      xml.open("bdi")
      if let url = source.url.flatMap({ EPUBAddress.link($0) }) {
        xml.open("a")
        xml.attribute("href", url)
        xml.text(source.name.visible ?? "")
        xml.close()
      } else {
        xml.text(source.name.visible ?? "")
      }
      xml.close()
    } keywords: { xml in
      keywords(&xml)
    }
  }

  private func keywords(_ xml: inout XMLWriter) {
    let names = story.subjects.map(\.text)
    guard linksKeywords else { return xml.isolated(names, labels) }
    let separator = labels.separator(of: names)
    for (index, keyword) in story.subjects.enumerated() {
      if index > 0 { xml.text(separator) }
      xml.open("a")
      xml.attribute("href", keyword.href)
      xml.element("bdi", keyword.text)
      xml.close()
    }
  }

  // MARK: - Related stories

  private func related(_ xml: inout XMLWriter, _ context: inout ConversionContext) {
    let items = article.related.filter(\.isPrintable)
    guard !items.isEmpty else { return }
    xml.open("aside")
    xml.attribute("class", "related")
    xml.attribute("aria-labelledby", "related")
    xml.open("h2")
    xml.attribute("id", "related")
    let printed = items.lazy.compactMap { $0.label?.visible }.first
    xml.text(printed.map(\.withoutColon) ?? labels.related)
    xml.close()
    var isInList = false
    for item in items {
      // Those that are only named stand together as a list.
      if (item.article == nil) != isInList {
        if isInList { xml.close() } else { xml.open("ul") }
        isInList.toggle()
      }
      if let article = item.article {
        relatedArticle(article, item, &xml, &context)
      } else {
        xml.open("li")
        relatedTitle(item, &xml)
        xml.close()
      }
    }
    if isInList { xml.close() }
    xml.close()
  }

  private func relatedTitle(_ item: RelatedItem, _ xml: inout XMLWriter) {
    let title = item.displayTitle?.visible
    if let url = (item.url ?? item.article?.url).flatMap({ EPUBAddress.link($0) }) {
      xml.link(url, text: title)
    } else if let title {
      xml.open("bdi")
      xml.text(title)
      xml.close()
    }
  }

  /// Writes a story that came with this one: its headline, date and body, marked off from it.
  private func relatedArticle(
    _ article: Article, _ item: RelatedItem, _ xml: inout XMLWriter,
    _ context: inout ConversionContext
  ) {
    // Its pictures are not in the book: they illustrate another story.
    let pictures = EPUBPictures(
      of: article, from: .init(embeds: false, missingText: ""), context: &context)
    let story = EPUBStory(article, pictures: pictures)
    xml.open("section")
    xml.languageAttributes(story.language.tag, story.language.direction)
    if let script = story.language.script { xml.attribute("class", script) }
    xml.open("h3")
    if item.displayTitle?.visible == nil { xml.text(story.title) } else { relatedTitle(item, &xml) }
    xml.close()
    if let published = article.published, published.isPrintable {
      xml.open("p")
      xml.attribute("class", "date")
      xml.time(published, story.labels)
      xml.close()
    }
    body(article.body, of: pictures.media, headingShift: 2, &xml, &context)
    xml.close()
  }
}

extension Asset {
  fileprivate var isEmbedded: Bool {
    renditions.first?.href.map { !URIText.isAbsolute($0) } ?? false
  }
}

extension RelatedItem {
  /// Whether there is anything to print.
  fileprivate var isPrintable: Bool {
    displayTitle?.visible != nil || article != nil || url.flatMap { EPUBAddress.link($0) } != nil
  }
}
