public import WarraqCore
public import WarraqModel

extension Article {
  /// The article with those of its features alone that a set has: what a writer that declares them
  /// kept has to give back.
  ///
  /// Blocks of other kinds are left out with all that is in them, marks inside a paragraph are taken
  /// off their text, and what is empty then goes too. Whole articles in related items are treated
  /// like the article. What says the same in several ways is said in one: a direction that the
  /// language has anyway is left out, and a body has the form of ``KeptBody``.
  public func keeping(_ kept: Loss.FeatureSet) -> Article {
    var article = Article(id: id)
    article.keepTitles(of: self, kept)
    article.keepPeopleAndDates(of: self, kept)
    if kept.contains(.paragraphs) { article.body = KeptBody(kept: kept).blocks(body) }
    article.keepSubjects(of: self, kept)
    article.keepRights(of: self, kept)
    article.keepMediaAndLinks(of: self, kept)
    return article
  }

  private mutating func keepTitles(of article: Article, _ kept: Loss.FeatureSet) {
    if kept.contains(.alternateIDs) { alternateIDs = article.alternateIDs }
    if kept.contains(.version) { version = article.version }
    if kept.contains(.url) { url = article.url }
    if kept.contains(.language) { language = article.language }
    if kept.contains(.direction), direction(impliedIn: article) != article.direction {
      direction = article.direction
    }
    if kept.contains(.headline) { headline = article.headline }
    if kept.contains(.titles) { titles = article.titles }
    if kept.contains(.slugline) { slugline = article.slugline }
    if kept.contains(.section) { section = article.section }
    if kept.contains(.summaries) { summaries = article.summaries }
    if kept.contains(.editorialNotes) { editorialNotes = article.editorialNotes }
  }

  private func direction(impliedIn article: Article) -> TextDirection? {
    article.language.map { TextDirection(language: $0) }
  }

  private mutating func keepPeopleAndDates(of article: Article, _ kept: Loss.FeatureSet) {
    func people(_ feature: Loss.Feature, _ people: [Contributor]) -> [Contributor] {
      guard kept.contains(feature) else { return [] }
      return kept.contains(.contributorDetails)
        ? people : people.map { Contributor(name: $0.name) }
    }
    creators = people(.creators, article.creators)
    contributors = people(.contributors, article.contributors)
    if kept.contains(.byline) { byline = article.byline }
    if kept.contains(.dateline) { dateline = article.dateline }
    if kept.contains(.located) { located = article.located }
    func date(_ feature: Loss.Feature, _ date: NewsDate?) -> NewsDate? {
      guard kept.contains(feature), var date else { return nil }
      if !kept.contains(.dateText) { date.text = nil }
      let isPartial = date.precision < .second || date.offsetMinutes == nil
      if isPartial, !kept.contains(.partialDates) { return nil }
      return date.isResolved || date.text != nil ? date : nil
    }
    created = date(.created, article.created)
    published = date(.published, article.published)
    modified = date(.modified, article.modified)
    embargoed = date(.embargoed, article.embargoed)
    expires = date(.expires, article.expires)
  }

  private mutating func keepSubjects(of article: Article, _ kept: Loss.FeatureSet) {
    if kept.contains(.keywords) {
      keywords =
        kept.contains(.keywordConfidence)
        ? article.keywords : article.keywords.map { Keyword($0.text) }
    }
    if kept.contains(.subjects) { subjects = article.subjects }
    if kept.contains(.genres) {
      genres = article.genres
      // A genre that names no kind is one all the same.
      for index in genres.indices { genres[index].kind = .genre }
    }
    if kept.contains(.urgency) { urgency = article.urgency }
    if kept.contains(.status) { status = article.status }
  }

  private mutating func keepRights(of article: Article, _ kept: Loss.FeatureSet) {
    if kept.contains(.provider) { provider = article.provider }
    if kept.contains(.sources) {
      sources =
        kept.contains(.sourceDetails)
        ? article.sources : article.sources.map { Source(name: $0.name) }
    }
    if kept.contains(.creditLine) { creditLine = article.creditLine }
    if kept.contains(.copyrightHolder) { copyrightHolder = article.copyrightHolder }
    if kept.contains(.copyrightNotice) { copyrightNotice = article.copyrightNotice }
    if kept.contains(.usageTerms) { usageTerms = article.usageTerms }
    if kept.contains(.dataMining) { dataMining = article.dataMining }
    if kept.contains(.digitalSourceType) { digitalSourceType = article.digitalSourceType }
  }

  private mutating func keepMediaAndLinks(of article: Article, _ kept: Loss.FeatureSet) {
    if kept.contains(.media) {
      media = article.media
      if !kept.contains(.mediaData) {
        for index in media.indices {
          media[index].renditions.removeAll { $0.data != nil && $0.href == nil }
          for rendition in media[index].renditions.indices {
            media[index].renditions[rendition].data = nil
          }
        }
        media.removeAll { $0.renditions.isEmpty }
      }
    }
    if kept.contains(.related) {
      related = article.related.compactMap { item in
        var item = item
        item.article = kept.contains(.relatedArticles) ? item.article?.keeping(kept) : nil
        let isEmpty = (item.title ?? item.url ?? item.id) == nil && item.article == nil
        return isEmpty ? nil : item
      }
    }
    if kept.contains(.extra) { extra = article.extra }
    if kept.contains(.input) { input = article.input }
  }
}

/// The body with blocks and marks of some kinds alone, in the form that markup has: no white space
/// or line break at the ends of blocks and marks, no mark inside one of its own kind, no divider after a divider,
/// no embed of nothing, no first number of a list without numbers, URIs for the IRIs of links, no direction that the
/// language of a run has anyway.
private struct KeptBody {
  let kept: Loss.FeatureSet

  func blocks(_ blocks: [Block]) -> [Block] {
    blocks.compactMap(block).reduce(into: []) { result, block in
      if block != .divider || result.last != .divider { result.append(block) }
    }
  }

  private func block(_ block: Block) -> Block? {
    switch block {
    case .paragraph(let content): .paragraph(inlines(content))
    case .heading(let level, let content):
      keep(.headings) { .heading(level: level, inlines(content)) }
    case .quote(let content, let attribution):
      keep(.quotes) {
        let content = self.blocks(content)
        return content.isEmpty ? nil : .quote(content, attribution: inlines(attribution))
      }
    case .list(let list):
      keep(.lists) {
        let items = list.items.map { self.blocks($0) }.filter { !$0.isEmpty }
        return items.isEmpty
          ? nil
          : .list(
            ListBlock(
              isOrdered: list.isOrdered, start: list.isOrdered ? list.start : 1, items: items))
      }
    case .table(let table):
      keep(.tables) {
        var table = table
        table.caption = inlines(table.caption)
        for row in table.rows.indices {
          for cell in table.rows[row].indices {
            table.rows[row][cell].content = self.blocks(table.rows[row][cell].content)
          }
        }
        return .table(table)
      }
    case .figure(let figure):
      keep(.figures) {
        kept.contains(.media)
          ? .figure(Figure(media: figure.media, caption: inlines(figure.caption))) : nil
      }
    case .embed(let embed):
      keep(.embeds) {
        let isEmpty =
          (embed.url ?? embed.text ?? embed.author ?? embed.html) == nil && embed.media.isEmpty
        return isEmpty ? nil : block
      }
    case .preformatted: keep(.preformatted) { block }
    case .divider: keep(.dividers) { block }
    case .aside(let content, let role):
      keep(role == AsideRole.readMore ? .readMore : .asides) {
        let content = self.blocks(content)
        return content.isEmpty ? nil : .aside(content, role: role)
      }
    case .footnote(let id, let content):
      keep(.footnotes) {
        let content = self.blocks(content)
        return content.isEmpty ? nil : .footnote(id: id, content)
      }
    }
  }

  private func keep(_ feature: Loss.Feature, _ block: () -> Block?) -> Block? {
    kept.contains(feature) ? block() : nil
  }

  private func inlines(_ inlines: [Inline]) -> [Inline] {
    withoutSpaceAtEnd(runs(of: inlines, inside: []), dropsBreaks: true)
  }

  private enum Mark { case emphasis, strong }

  private func runs(of inlines: [Inline], inside marks: Set<Mark>) -> [Inline] {
    var result: [Inline] = []
    for inline in inlines {
      for part in parts(of: inline, inside: marks) {
        if case .text(let new) = part, case .text(let text)? = result.last {
          result[result.count - 1] = .text(text + new)
        } else {
          if part == .lineBreak { result = withoutSpaceAtEnd(result, dropsBreaks: false) }
          result.append(part)
        }
      }
    }
    return result
  }

  private func withoutSpaceAtEnd(_ inlines: [Inline], dropsBreaks: Bool) -> [Inline] {
    var result = inlines
    while let last = result.popLast() {
      func inner(_ content: [Inline], _ make: ([Inline]) -> Inline) -> Inline? {
        let content = withoutSpaceAtEnd(content, dropsBreaks: dropsBreaks)
        return content.isEmpty ? nil : make(content)
      }
      let trimmed: Inline? =
        switch last {
        case .text(let text):
          {
            let end = text.lastIndex { $0 != " " }
            return end.map { .text(String(text[...$0])) }
          }()
        case .lineBreak: dropsBreaks ? nil : last
        case .emphasis(let content): inner(content) { .emphasis($0) }
        case .strong(let content): inner(content) { .strong($0) }
        case .superscript(let content): inner(content) { .superscript($0) }
        case .subscript(let content): inner(content) { .subscript($0) }
        case .deletion(let content): inner(content) { .deletion($0) }
        case .insertion(let content): inner(content) { .insertion($0) }
        case .link(let content, let href, let title):
          inner(content) { .link($0, href: href, title: title) }
        case .span(let content, let language, let direction):
          inner(content) { .span($0, language: language, direction: direction) }
        case .code, .footnoteReference: last
        }
      if let trimmed {
        result.append(trimmed)
        break
      }
    }
    return result
  }

  /// The runs, and the white space and line breaks that end them.
  private func partingSpaceAtEnd(_ inlines: [Inline]) -> (core: [Inline], tail: [Inline]) {
    var core = inlines
    var tail: [Inline] = []
    while let last = core.last {
      if last == .lineBreak {
        tail.insert(core.removeLast(), at: 0)
        continue
      }
      guard case .text(let text) = last, text.last == " " else { break }
      core.removeLast()
      tail.insert(.text(" "), at: 0)
      if let end = text.lastIndex(where: { $0 != " " }) { core.append(.text(String(text[...end]))) }
    }
    return (core, tail)
  }

  /// The URI of an IRI (RFC 3987, 3.1), which is what markup has.
  private func uri(of iri: String) -> String {
    iri.utf8.map { byte in
      byte < 0x80
        ? String(Unicode.Scalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private func parts(of inline: Inline, inside marks: Set<Mark>) -> [Inline] {
    let keepsMarkup = kept.contains(.inlineMarkup)
    func marked(
      _ content: [Inline], as mark: Mark? = nil, of feature: Loss.Feature = .inlineMarkup,
      _ make: ([Inline]) -> Inline
    ) -> [Inline] {
      let isInside = mark.map(marks.contains) ?? false
      let runs = runs(of: content, inside: mark.map { marks.union([$0]) } ?? marks)
      guard kept.contains(feature), !isInside else { return runs }
      let (core, tail) = partingSpaceAtEnd(runs)
      return core.isEmpty ? tail : [make(core)] + tail
    }
    switch inline {
    case .text: return [inline]
    case .emphasis(let content): return marked(content, as: .emphasis) { .emphasis($0) }
    case .strong(let content): return marked(content, as: .strong) { .strong($0) }
    case .superscript(let content): return marked(content) { .superscript($0) }
    case .subscript(let content): return marked(content) { .subscript($0) }
    case .deletion(let content):
      return kept.contains(.deletions) ? marked(content, of: .deletions) { .deletion($0) } : []
    case .insertion(let content): return marked(content, of: .insertions) { .insertion($0) }
    case .code(let text): return keepsMarkup ? [inline] : [.text(text)]
    case .lineBreak: return keepsMarkup ? [inline] : []
    case .footnoteReference: return kept.contains(.footnotes) ? [inline] : []
    case .link(let content, let href, let title):
      let content = runs(of: content, inside: marks)
      return kept.contains(.links) ? [.link(content, href: uri(of: href), title: title)] : content
    case .span(let content, let language, let direction):
      let content = runs(of: content, inside: marks)
      guard kept.contains(.spans) else { return content }
      let own = language.map { TextDirection(language: $0) } == direction ? nil : direction
      return [.span(content, language: language, direction: own)]
    }
  }
}

extension [Article] {
  /// Whether they are equal and say that they were read at the same places, which equal ones need not.
  package func areWholly(_ others: [Article]) -> Bool {
    self == others && map(\.input) == others.map(\.input)
  }
}
