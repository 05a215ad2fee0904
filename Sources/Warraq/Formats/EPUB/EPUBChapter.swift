import WarraqCore
import WarraqModel
import WarraqXML

/// Writes one story as a chapter: an XHTML content document (EPUB 3.3, 6.1,
/// https://www.w3.org/TR/epub-33/#sec-xhtml) without its start.
///
/// What depends on the rest of the book stands before it, in an ``EPUBChapterHead``.
struct EPUBChapter {
  private let article: Article
  private let story: EPUBStory
  private let labels: EPUBLabels
  private let media: [Asset]
  // Assets that no figure of the body shows.
  private let looseMedia: [Asset]

  init(_ article: Article, story: EPUBStory, pictures: EPUBPictures) {
    self.article = article
    self.story = story
    labels = story.labels
    media = pictures.media
    var placed = PlacedMedia()
    placed.walk(article.body)
    looseMedia = media.filter { !placed.ids.contains($0.id) }
  }

  mutating func write(to xml: inout XMLWriter, context: inout ConversionContext) {
    xml.open("article")
    xml.attribute("aria-labelledby", "headline")
    heading(&xml)
    let lead = looseMedia.first { $0.isEmbedded }
    if let lead { body([.figure(Figure(media: lead.id))], of: [lead], &xml, &context) }
    // Nothing else is in this element: the body is read back from it.
    xml.open("div")
    xml.attribute("class", "story")
    body(article.body, of: media, &xml, &context)
    xml.close(collapses: false)
    for asset in looseMedia where asset.id != lead?.id {
      body([.figure(Figure(media: asset.id))], of: [asset], &xml, &context)
    }
    footer(&xml)
    related(&xml, &context)
    xml.close()
  }

  private func body(
    _ blocks: [Block], of media: [Asset], headingShift: Int = 0, _ xml: inout XMLWriter,
    _ context: inout ConversionContext
  ) {
    var options = XHTMLBody.Options()
    options.pictures = .bundled
    options.closesHeadingGaps = true
    options.headingShift = headingShift
    var body = XHTMLBody(media: media, options: options)
    body.write(blocks, to: &xml, context: &context)
  }

  // MARK: - Above the story

  private func heading(_ xml: inout XMLWriter) {
    xml.open("header")
    if let section = article.section?.visible { line("section", section, &xml) }
    title(TitleRole.kicker, &xml)
    xml.open("h1")
    xml.attribute("id", "headline")
    xml.text(story.title)
    xml.close()
    if let deck = story.deck { line("deck", deck, &xml) }
    if let byline = story.byline {
      line("byline", byline, &xml)
    } else if !story.creators.isEmpty {
      people("byline", labels.by, story.creators, &xml)
    }
    if !story.contributors.isEmpty { people("contributors", labels.with, story.contributors, &xml) }
    let dateline = article.dateline?.visible
    let published = article.published.flatMap { $0.isPrintable ? $0 : nil }
    let modified = article.modified.flatMap {
      $0.isPrintable && $0 != article.published ? $0 : nil
    }
    if dateline != nil || published != nil || modified != nil {
      xml.open("p")
      xml.attribute("class", "date")
      var isFirst = true
      func part(_ write: (inout XMLWriter) -> Void) {
        if !isFirst { xml.text(" · ") }
        isFirst = false
        write(&xml)
      }
      if let dateline {
        part { xml in
          xml.open("b")
          xml.text(dateline)
          xml.close()
        }
      }
      if let published { part { $0.time(published, labels) } }
      if let modified {
        part { xml in
          xml.text(labels.updated + " ")
          xml.time(modified, labels)
        }
      }
      xml.close()
    }
    xml.close()
  }

  private func title(_ role: String, _ xml: inout XMLWriter) {
    for title in article.titles where title.role == role {
      if let text = title.text.visible { line(role, text, &xml) }
    }
  }

  private func line(_ name: String, _ text: String, _ xml: inout XMLWriter) {
    xml.open("p")
    xml.attribute("class", name)
    xml.text(text)
    xml.close()
  }

  private func people(
    _ name: String, _ label: String, _ people: [Contributor], _ xml: inout XMLWriter
  ) {
    xml.open("p")
    xml.attribute("class", name)
    xml.text(label + " ")
    xml.isolated(people.map(\.name).distinct, comma: labels.comma)
    xml.close()
  }

  // MARK: - Below the story

  private func footer(_ xml: inout XMLWriter) {
    let sources = article.sources.filter { $0.name.visible != nil }
    let credit = article.creditLine?.visible
    guard
      !sources.isEmpty || !story.subjects.isEmpty || story.url != nil || credit != nil
        || !story.rights.isEmpty
    else { return }
    xml.open("footer")
    if !sources.isEmpty || !story.subjects.isEmpty || story.url != nil {
      xml.open("dl")
      if !sources.isEmpty {
        xml.element("dt", sources.count == 1 ? labels.source : labels.sources)
        xml.open("dd")
        self.sources(sources, &xml)
        xml.close()
      }
      if !story.subjects.isEmpty {
        xml.element("dt", labels.keywords)
        xml.open("dd")
        xml.attribute("class", "keywords")
        xml.isolated(story.subjects, comma: labels.comma)
        xml.close()
      }
      if let url = story.url {
        xml.element("dt", labels.original)
        xml.open("dd")
        xml.link(url)
        xml.close()
      }
      xml.close()
    }
    if let credit { line("credit", credit, &xml) }
    for text in story.rights { line("rights", text, &xml) }
    xml.close()
  }

  private func sources(_ sources: [Source], _ xml: inout XMLWriter) {
    for (index, source) in sources.enumerated() {
      if index > 0 { xml.text(labels.comma) }
      xml.open("bdi")
      if let url = source.url.flatMap({ URIText.link($0) }) {
        xml.open("a")
        xml.attribute("href", url)
        xml.text(source.name.visible ?? "")
        xml.close()
      } else {
        xml.text(source.name.visible ?? "")
      }
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
    if let url = (item.url ?? item.article?.url).flatMap({ URIText.link($0) }) {
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
    let pictures = EPUBPictures(of: article)
    let story = EPUBStory(article, pictures: pictures)
    xml.open("section")
    xml.languageAttributes(story.language, story.direction)
    if let script = EPUBStyle.script(of: story.language, story.direction) {
      xml.attribute("class", script)
    }
    xml.open("h3")
    if item.displayTitle?.visible == nil { xml.text(story.title) } else { relatedTitle(item, &xml) }
    xml.close()
    if let published = article.published, published.isPrintable {
      xml.open("p")
      xml.attribute("class", "date")
      xml.time(published, story.labels)
      xml.close()
    }
    // Its pictures are not in the book: they illustrate another story.
    let media = pictures.media.map { asset in
      var asset = asset
      if asset.isEmbedded { asset.renditions = [] }
      return asset
    }
    body(article.body, of: media, headingShift: 2, &xml, &context)
    xml.close()
  }
}

/// Which media the figures of a body show.
private struct PlacedMedia: BodyVisitor {
  var ids: Set<String> = []

  mutating func enter(_ block: Block) -> Bool {
    if case .figure(let figure) = block { ids.insert(figure.media) }
    return true
  }
}

extension Asset {
  fileprivate var isEmbedded: Bool {
    renditions.first?.href.map { !URIText.isAbsolute($0) } ?? false
  }
}

extension NewsDate {
  /// Whether there is anything to print.
  fileprivate var isPrintable: Bool { isResolved || text?.visible != nil }
}

extension RelatedItem {
  /// Whether there is anything to print.
  fileprivate var isPrintable: Bool {
    displayTitle?.visible != nil || article != nil || url.flatMap { URIText.link($0) } != nil
  }
}

extension String {
  /// The text without a colon at its end: "Read also:" as a heading.
  fileprivate var withoutColon: String {
    var text = Substring(self)
    while let last = text.last, last == ":" || last == "：" || last.isWhitespace {
      text.removeLast()
    }
    return text.isEmpty ? self : String(text)
  }
}
