internal import WarraqMarkup

/// The text of a story.
extension NewsML1StoryReader {
  /// Reads a piece of text.
  mutating func readText(_ text: NewsML1Story.Text) {
    guard let data = text.content.textData else { return }
    if NewsML1Component.titleRoles.contains(text.role), let title = data.nonEmptyText {
      // The headline once more, in a component of its own.
      if article.headline == nil { article.headline = title }
      if title == article.headline { return }
    }
    if NewsML1Component.summaryRoles.contains(text.role), let summary = data.nonEmptyText {
      return article.summaries.append(RoleText(role: SummaryRole.summary, text: summary))
    }
    let content = content(of: data)
    // The same text in another form, unless the source says that it is another.
    let words = content.blocks.plainText.split(whereSeparator: \.isWhitespace)
    if !words.isEmpty, !bodyWords.insert(words).inserted { return }
    article.body += content.blocks
    article.media += content.media
  }

  /// What a `DataContent` holds, recognised by its elements.
  private mutating func content(of data: XMLTree.Element) -> HTMLContent {
    let next = article.media.count + 1
    let known = Set(article.media.map(\.id))
    if let nitf = data.firstDescendant("nitf") { return content(ofNITF: nitf) }
    if data.firstDescendant("body.content") != nil {
      return data.content(.nitf, limits: limits, firstMediaNumber: next, knownMedia: known)
    }
    if let html = data.firstDescendant("html") ?? data.firstDescendant("body") {
      return html.content(limits: limits, firstMediaNumber: next)
    }
    if data.holdsElements {
      // Bare `media` and `p`; of the elements that both have NITF's mean the same.
      let isHTML = data.firstDescendant("div") != nil || data.firstDescendant("img") != nil
      return data.content(
        isHTML ? .html : .nitf, limits: limits, firstMediaNumber: next, knownMedia: known)
    }
    let text = data.rawText
    if text.utf8.contains(UInt8(ascii: "<")) {
      return HTMLContent(html: text, limits: limits, firstMediaNumber: next)
    }
    var content = HTMLContent()
    content.blocks = PlainParagraphs.blocks(of: text)
    return content
  }

  /// Takes from a whole NITF document its body, and what NewsML does not say from its head.
  private mutating func content(ofNITF nitf: XMLTree.Element) -> HTMLContent {
    var reader = NITFStoryReader(limits: limits)
    reader.article.media = article.media
    reader.read(nitf)
    let story = reader.article
    var content = HTMLContent()
    content.blocks = story.body
    content.media = Array(story.media.dropFirst(article.media.count))
    article.headline = article.headline ?? story.headline
    for title in story.titles
    where title.text != article.headline && !article.titles.contains(title) {
      article.titles.append(title)
    }
    article.language = article.language ?? NewsML1Values.language(story.language)
    article.direction = article.direction ?? story.direction
    article.url = article.url ?? story.url
    article.section = article.section ?? story.section
    article.byline = article.byline ?? story.byline
    article.dateline = article.dateline ?? story.dateline
    article.copyrightNotice = article.copyrightNotice ?? story.copyrightNotice
    article.copyrightHolder = article.copyrightHolder ?? story.copyrightHolder
    article.usageTerms = article.usageTerms ?? story.usageTerms
    article.provider = article.provider ?? story.provider
    article.urgency = article.urgency ?? story.urgency
    article.status = article.status ?? story.status
    article.embargoed = article.embargoed ?? story.embargoed
    article.expires = article.expires ?? story.expires
    article.summaries += story.summaries
    article.editorialNotes += story.editorialNotes
    for keyword in story.keywords { addKeyword(keyword.text) }
    if article.creators.isEmpty { article.creators = story.creators }
    if article.subjects.isEmpty { article.subjects = story.subjects }
    if article.located.isEmpty { article.located = story.located }
    return content
  }

  /// Takes the initials of those who wrote the story, which are for desks, off its end.
  mutating func dropSignature() {
    guard article.body.count > 1, case .paragraph(let content)? = article.body.last else { return }
    let text = content.plainText
    guard text.isSignature else { return }
    article.body.removeLast()
    article.editorialNotes.append(RoleText(role: "signature", text: text))
  }
}
