import WarraqCore
import WarraqMarkup
import WarraqModel

/// Writes the page of one story.
struct HTMLStoryPage {
  /// What is around the page.
  struct Place {
    /// Whether the page links to the front page, its section and the style sheet beside it.
    var isInSite: Bool
    /// The style sheet in the page; empty where it lies beside it.
    var styleSheet: [UInt8]
  }

  private let article: Article
  private let place: Place
  private let language: PageLanguage
  private let labels: PageLabels
  private let title: String
  // Assets that no figure of the body shows: the first picture, and the rest.
  private let lead: Asset?
  private let looseMedia: [Asset]

  init(_ article: Article, place: Place) {
    self.article = article
    self.place = place
    language = PageLanguage(of: article)
    labels = language.labels
    title = article.printedTitle ?? labels.untitled
    var placed = PlacedMedia()
    placed.walk(article.body)
    let loose = article.media.filter { !placed.ids.contains($0.id) }
    let lead = loose.first { $0.isPicture && $0.renditions.contains { $0.href != nil } }
    self.lead = lead
    looseMedia = loose.filter { $0.id != lead?.id }
  }

  func write(to buffer: inout ByteBuffer, context: inout ConversionContext) {
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      xml.openWebPage(title: title, language: language) { xml in head(&xml) }
      if place.isInSite { navigation(&xml) }
      xml.open("main")
      xml.open("article")
      xml.attribute("aria-labelledby", "headline")
      header(&xml)
      if let lead { body([.figure(Figure(media: lead.id))], of: [lead], &xml, &context) }
      // Nothing else is in this element: the body is read back from it.
      xml.open("div")
      xml.attribute("class", "story")
      body(article.body, of: article.media, &xml, &context)
      xml.close(collapses: false)
      for asset in looseMedia {
        body([.figure(Figure(media: asset.id))], of: [asset], &xml, &context)
      }
      footer(&xml)
      related(&xml)
      xml.close()
      xml.close()
    }
    buffer.append("\n")
  }

  private func body(
    _ blocks: [Block], of media: [Asset], _ xml: inout XMLWriter,
    _ context: inout ConversionContext
  ) {
    var options = XHTMLBody.Options()
    options.creditSeparator = " · "
    options.direction = language.direction
    options.labelsWideTables = true
    options.showsHosts = true
    if !place.isInSite {
      // An address without a host is one on the page of the story.
      let references = IRIReference(base: article.pageAddress)
      options.link = { text in
        URIText.link(URIText.isAbsolute(text) ? text : references.resolve(text) ?? "")
      }
    }
    var body = XHTMLBody(media: media, options: options)
    body.write(blocks, to: &xml, context: &context)
  }

  // MARK: - Head

  private func head(_ xml: inout XMLWriter) {
    if let url { xml.emptyElement("link", ["rel": "canonical", "href": url]) }
    if let deck = article.deck { xml.meta("description", deck) }
    let names = article.creators.compactMap(\.name.visible)
    if !names.isEmpty { xml.meta("author", names.joined(separator: ", ")) }
    xml.property("og:type", "article")
    xml.property("og:title", title)
    if let url { xml.property("og:url", url) }
    if let deck = article.deck { xml.property("og:description", deck) }
    if let site = article.provider?.name.visible { xml.property("og:site_name", site) }
    let picture = article.media.lazy.filter(\.isPicture).flatMap(\.renditions).compactMap(\.href)
      .first { URIText.isAbsolute($0) }
    if let picture, let address = URIText.link(picture) { xml.property("og:image", address) }
    if let date = article.published, date.precision >= .day {
      xml.property("article:published_time", date.forHTML.description)
    }
    if let date = article.modified, date.precision >= .day {
      xml.property("article:modified_time", date.forHTML.description)
    }
    if let section = article.section?.visible { xml.property("article:section", section) }
    for keyword in article.keywords.compactMap(\.text.visible).distinct {
      xml.property("article:tag", keyword)
    }
    if place.isInSite {
      xml.emptyElement("link", ["rel": "stylesheet", "href": HTMLSitePath.style])
      xml.emptyElement(
        "link", ["rel": "alternate", "type": "application/atom+xml", "href": HTMLSitePath.feed])
    } else {
      xml.open("style")
      xml.markup(place.styleSheet)
      xml.close(collapses: false)
    }
    xml.open("script")
    xml.attribute("type", "application/ld+json")
    xml.markup(HTMLLinkedData.newsArticle(article, title: title))
    xml.close(collapses: false)
  }

  private var url: String? { article.url.flatMap { URIText.link($0) } }

  // MARK: - Above the story

  private func navigation(_ xml: inout XMLWriter) {
    xml.open("nav")
    xml.attribute("class", "turn site")
    xml.attribute("aria-label", labels.contents)
    xml.open("p")
    xml.link(HTMLSitePath.front, text: labels.front)
    if let section = article.section?.visible {
      xml.text(" · ")
      xml.link(HTMLSitePath.section(section), text: section)
    }
    xml.close()
    xml.close()
  }

  private func header(_ xml: inout XMLWriter) {
    xml.open("header")
    if let section = article.section?.visible { xml.line("section", section, on: language) }
    xml.titles(of: article, role: TitleRole.kicker, on: language)
    xml.open("h1")
    xml.attribute("id", "headline")
    xml.direction(of: title, on: language)
    xml.text(title)
    xml.close()
    if let deck = article.deck { xml.line("deck", deck, on: language) }
    byline(&xml)
    xml.people("contributors", labels.with, article.contributors, labels)
    xml.dateLine(of: article, labels)
    xml.close()
  }

  private func byline(_ xml: inout XMLWriter) {
    if let byline = article.byline?.visible { return xml.line("byline", byline) }
    xml.people("byline", labels.by, article.creators, labels)
  }

  // MARK: - Below the story

  private func footer(_ xml: inout XMLWriter) {
    let subjects =
      (article.keywords.compactMap(\.text.visible) + article.subjects.compactMap(\.printedName))
      .distinct
    let footer = StoryFooter(
      article, hasKeywords: !subjects.isEmpty, url: url, rights: article.rights)
    footer.write(to: &xml, labels) { source, xml in
      if let url = source.url.flatMap({ URIText.link($0) }) {
        xml.link(url, text: source.name.visible)
      } else {
        xml.element("bdi", source.name.visible ?? "")
      }
    } keywords: { xml in
      xml.isolated(subjects, labels)
    }
  }

  private func related(_ xml: inout XMLWriter) {
    let items = article.related.compactMap { item -> (title: String?, url: String?, RelatedItem)? in
      let title = item.displayTitle?.visible
      let url = (item.url ?? item.article?.url).flatMap { URIText.link($0) }
      return title == nil && url == nil ? nil : (title, url, item)
    }
    guard !items.isEmpty else { return }
    xml.open("aside")
    xml.attribute("class", "related")
    xml.attribute("aria-labelledby", "related")
    xml.open("h2")
    xml.attribute("id", "related")
    let printed = items.lazy.compactMap { $0.2.label?.visible }.first
    xml.text(printed.map(\.withoutColon) ?? labels.related)
    xml.close()
    xml.open("ul")
    for (title, url, _) in items {
      xml.open("li")
      if let url { xml.link(url, text: title) } else { xml.element("bdi", title ?? "") }
      xml.close()
    }
    xml.close()
    xml.close()
  }
}

extension Asset {
  /// Whether it is to be seen, not played or read.
  fileprivate var isPicture: Bool {
    switch kind {
    case .picture, .graphic, nil: true
    case .video, .audio, .document: false
    }
  }
}
