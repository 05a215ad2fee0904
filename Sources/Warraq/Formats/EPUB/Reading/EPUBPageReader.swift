import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML
import WarraqZip

/// Reads one page of a book as an article.
struct EPUBPageReader {
  let page: EPUBContents.Page
  let contents: EPUBContents
  let options: EPUBReader.Options

  /// The articles of a page: none for a page without words and pictures, a cover or a list, several
  /// where the options part pages.
  func read(
    _ record: Record, context: inout ConversionContext
  ) throws(ConversionError) -> [Article] {
    guard let block = EPUBDataBlock(in: record.bytes) else {
      return try readPage(record, context: &context)
    }
    if let article = try readData(block, record, context: &context) { return [article] }
    return try readPage(record, context: &context)
  }

  /// The article of a page of ours that carries it as data; `nil` when that is damaged.
  private func readData(
    _ block: EPUBDataBlock, _ record: Record, context: inout ConversionContext
  ) throws(ConversionError) -> Article? {
    var article: Article
    do throws(ConversionError) {
      let json = Record(bytes: block.json, file: record.file)
      article = try CanonicalJSON.article(from: json, context: &context)
    } catch {
      context.log.emit(.warning, .damagedData(error.message.text), at: record.location)
      return nil
    }
    for file in block.files where article.media.indices.contains(file.asset) {
      guard article.media[file.asset].renditions.indices.contains(file.rendition),
        let name = contents.zip.name(for: file.path, in: page.path)
      else {
        context.log.emit(.warning, .missingPicture(file.path), at: record.location)
        continue
      }
      article.media[file.asset].renditions[file.rendition].data = try contents.zip.read(name)
    }
    guard block.isPageChanged || block.isBodyOnPage else { return article }
    let tree = try XMLTree(record, limits: context.limits)
    if let story = tree.root.story {
      article.body = story.content(EPUBMarkup.ownDialect, limits: context.limits).blocks
    }
    if block.isPageChanged {
      context.log.emit(.note, .changedPage, at: record.location)
      if let headline = tree.root.firstDescendant("h1")?.headline {
        article.headline = headline
      }
    }
    return article
  }

  // MARK: - Pages of others

  private func readPage(
    _ record: Record, context: inout ConversionContext
  ) throws(ConversionError) -> [Article] {
    guard let tree = try tree(record, context: &context) else {
      let html = String(decoding: record.bytes, as: UTF8.self)
      let content = HTMLContent(html: html, limits: context.limits, dialect: EPUBMarkup.dialect)
      if content.leftOutNULs > 0 {
        context.log.emit(.warning, .leftOutNULs(content.leftOutNULs), at: record.location)
      }
      return try article(content, headline: nil, context: &context).map { [$0] } ?? []
    }
    let root = tree.root
    let body = root.first("body") ?? root
    guard !isApart(body) else {
      context.log.emit(
        .note, .pageLeftOut(page.path, words: body.wordCount), at: record.location)
      return []
    }
    let own =
      contents.metadata.isOurs ? root.firstDescendant("article").map { EPUBOwnPage($0) } : nil
    // The head of a page is about the page.
    defer {
      if own == nil { tree.account(in: &context.log.reading, passingOver: ["head"]) }
    }
    var content = HTMLContent()
    if let own {
      for element in own.figures.above + [root.story ?? body] + own.figures.below {
        content.append(
          element.content(
            EPUBMarkup.ownDialect, limits: context.limits,
            firstMediaNumber: content.media.count + 1))
      }
    } else {
      let taken = notesTaken(from: body, limits: context.limits)
      var opened: [String: EPUBNotePage] = [:]
      let notes = EPUBNotes(of: body, at: page.path, in: contents.zip) { path in
        notePage(path, limits: context.limits, among: &opened)
      }
      defer { contents.noteIndex.giveBack(opened) }
      if let first = notes.lost.first {
        context.log.emit(
          .warning, .notesNotRead(page.path, first: first, count: notes.lost.count),
          at: record.location)
      }
      content = body.content(
        EPUBMarkup.dialect(leavingOut: taken), limits: context.limits, notesElsewhere: notes.ids)
      if !taken.isEmpty, content.blocks.allSatisfy(isTitleOrDivider) {
        context.log.emit(
          .note, .notesLeftOut(page.path, words: body.wordCount), at: record.location)
        return []
      }
      content.append(
        notes.content(limits: context.limits, firstMediaNumber: content.media.count + 1))
    }
    for path in page.continuations {
      content.append(continuation(path, after: content, context: &context))
    }
    guard !isMenu(content.blocks) else {
      context.log.emit(
        .note, .pageLeftOut(page.path, words: body.wordCount), at: record.location)
      return []
    }
    let headline = body.firstDescendant("h1")?.headline
    guard var article = try article(content, headline: headline, context: &context) else {
      context.log.emit(.note, .emptyPage(page.path), at: record.location)
      return []
    }
    if isTitle(article) {
      context.log.emit(
        .note, .pageLeftOut(page.path, words: body.wordCount), at: record.location)
      return []
    }
    if article.headline == nil {
      article.headline = (root.first("head")?.first("title") ?? root.first("title"))?.text.visible
      Self.dropRepeatedHeadline(of: &article)
    }
    let stated = EPUBPageLanguage(of: root, body: body)
    if let language = stated.language {
      article.language = language == "und" ? nil : language
      checkLanguage(ofPage: &article, at: record.location, context: &context)
    } else {
      takeLanguage(ofTextOf: &article, at: record.location, context: &context)
    }
    article.direction = stated.direction
    // Said only where the language does not say the same.
    if let direction = article.direction,
      direction == article.language.map({ TextDirection(language: $0) })
    {
      article.direction = nil
    }
    if let own { own.complete(&article) }
    if contents.metadata.isPeriodical { EPUBPeriodical.complete(&article, from: body) }
    guard options.splitPages == .toc, page.entries.count > 1 else { return [article] }
    return EPUBPageSplit(page.entries, in: body).stories(of: article)
  }

  /// Gives a story the language of the book where the one that its page states is never written in its
  /// letters: programs that make pages state their own.
  private func checkLanguage(
    ofPage article: inout Article, at location: SourceLocation, context: inout ConversionContext
  ) {
    guard let language = article.language, !contents.metadata.isOurs else { return }
    let text = (article.headline ?? "") + "\n" + Array(article.body.prefix(8)).plainText
    guard let book = contents.metadata.language, !LanguageTag.isSameLanguage(book, language),
      !LanguageDetector.mayBe(text, in: language), LanguageDetector.mayBe(text, in: book)
    else { return }
    article.language = book
    context.log.emit(.note, .languageOfPage(language, book: book), at: location)
  }

  /// Gives a story the language of its text where that cannot be the book's: programs that know no
  /// other write their own.
  private func takeLanguage(
    ofTextOf article: inout Article, at location: SourceLocation, context: inout ConversionContext
  ) {
    guard let language = article.language, !contents.metadata.isOurs else { return }
    let text = article.body.plainText
    guard let direction = LanguageDetector.direction(of: text),
      let guess = LanguageDetector().detect(text),
      !LanguageTag.isSameLanguage(guess.language, language),
      direction != TextDirection(language: language)
        || text.utf8.count > 200 && guess.confidence > 0.9
    else { return }
    article.language = guess.language
    context.log.emit(.note, .languageOfText(guess.language, book: language), at: location)
  }

  /// The elements of the page that are notes which other pages have.
  private func notesTaken(from body: XMLTree.Element, limits: Limits) -> Set<Int> {
    var opened: [String: EPUBNotePage] = [:]
    defer { contents.noteIndex.giveBack(opened) }
    return EPUBNotes.taken(
      from: body, at: page.path, in: contents.zip
    ) {
      contents.noteIndex.origins(
        of: page.path, among: contents.pages.map(\.path), in: contents.zip
      ) {
        try? contents.zip.read($0)
      } tree: {
        self.body(of: $0, $1, limits: limits)
      }
    } tree: { path in
      // Pages are kept no longer than for one that refers to them.
      contents.noteIndex.giveBack(opened)
      opened = [:]
      return (try? contents.zip.read(path)).flatMap { self.body(of: path, $0, limits: limits) }
    } open: {
      notePage($0, limits: limits, among: &opened)
    }
  }

  /// A page of notes, opened or taken from those that were opened before.
  private func notePage(
    _ path: String, limits: Limits, among opened: inout [String: EPUBNotePage]
  ) -> EPUBNotePage? {
    if let page = opened[path] { return page }
    let page =
      contents.noteIndex.take(path)
      ?? (try? contents.zip.read(path)).flatMap { body(of: path, $0, limits: limits) }
      .map { EPUBNotePage($0, at: path, contents.zip) }
    opened[path] = page
    return page
  }

  /// What another page shows; `nil` where it cannot be read.
  private func body(of path: String, _ bytes: [UInt8], limits: Limits) -> XMLTree.Element? {
    guard bytes.count <= limits.maximumRecordBytes,
      let root = try? XMLTree(
        Record(bytes: bytes[...], file: contents.name(of: path)), limits: limits
      ).root
    else { return nil }
    return root.first("body") ?? root
  }

  /// The tree of a file; `nil`, with a warning, for one that is to be read as HTML.
  private func tree(
    _ record: Record, context: inout ConversionContext
  ) throws(ConversionError) -> XMLTree? {
    do throws(ConversionError) {
      return try XMLTree(record, limits: context.limits)
    } catch {
      guard error.message.id == "xml.malformed" else { throw error }
      context.log.emit(.warning, .malformedPage(error.message.text), at: error.location)
      return nil
    }
  }

  /// What one more file of the page holds; nothing, and an error, when it cannot be read, so that the
  /// files around it are kept.
  private func continuation(
    _ path: String, after content: HTMLContent, context: inout ConversionContext
  ) -> HTMLContent {
    do throws(ConversionError) {
      let bytes = try contents.zip.read(path)
      guard bytes.count <= context.limits.maximumRecordBytes else {
        throw ConversionError(.recordTooLarge(limit: context.limits.maximumRecordBytes))
      }
      let record = Record(bytes: bytes[...], file: contents.name(of: path))
      let first = content.media.count + 1
      guard let root = try tree(record, context: &context)?.root else {
        return HTMLContent(
          html: String(decoding: bytes, as: UTF8.self), limits: context.limits,
          firstMediaNumber: first, dialect: EPUBMarkup.dialect)
      }
      var content = (root.first("body") ?? root).content(
        EPUBMarkup.dialect, limits: context.limits, firstMediaNumber: first)
      content.placePictures(of: path)
      return content
    } catch {
      context.log.emit(
        ConversionError(
          error.message, at: error.location ?? SourceLocation(file: contents.name(of: path)),
          underlying: error.underlying))
      return HTMLContent()
    }
  }

  /// Whether a page of a periodical is nothing but lists of links to its other pages.
  private func isMenu(_ blocks: [Block]) -> Bool {
    guard contents.metadata.isPeriodical else { return false }
    var isMenu = false
    for block in blocks {
      if case .list(let list) = block {
        guard list.items.allSatisfy(leadsToPage) else { return false }
        isMenu = true
      } else if case .paragraph(let words) = block, words.plainText.count > 60 {
        return false
      }
    }
    return isMenu
  }

  private func leadsToPage(_ item: [Block]) -> Bool {
    guard case .paragraph(let words)? = item.first, case .link(_, let href, _)? = words.first,
      let name = contents.zip.name(for: href, in: page.path)
    else { return false }
    return contents.isPage(name)
  }

  /// Whether a block is no more than the title of the page, or nothing.
  private func isTitleOrDivider(_ block: Block) -> Bool {
    switch block {
    case .heading, .divider: true
    case .paragraph(let words):
      words.plainText.visible.map { $0.inOneLine == page.title?.inOneLine } ?? true
    case .quote, .list, .table, .figure, .embed, .preformatted, .aside, .footnote: false
    }
  }

  /// Whether a page of several has nothing but the title of the book, as programs make one.
  private func isTitle(_ article: Article) -> Bool {
    let metadata = contents.metadata
    guard !metadata.isOurs, contents.pages.count > 1, !article.body.hasWords, article.media.isEmpty,
      let headline = article.headline?.inOneLine
    else { return false }
    return headline == metadata.title?.inOneLine
  }

  /// Whether the page calls itself a cover or a list of what is in the book.
  private func isApart(_ body: XMLTree.Element) -> Bool {
    let children = Array(body.children)
    return ([body] + (children.count == 1 ? children : [])).contains { element in
      (element["epub:type"] ?? "").split(separator: " ").contains(where: EPUBPageKind.isApart)
    }
  }

  private func article(
    _ content: HTMLContent, headline: String?, context: inout ConversionContext
  ) throws(ConversionError) -> Article? {
    let words = content.blocks.plainText.visible
    guard words != nil || page.title != nil && !content.blocks.isEmpty else { return nil }
    let book = contents.metadata
    var article = Article()
    article.language = book.language
    article.section = page.section
    article.creators = book.creators
    article.contributors = book.contributors
    article.published = book.published
    article.modified = book.modified
    article.keywords = book.subjects.map { Keyword($0) }
    article.provider = book.publisher.map { Party(name: $0) }
    article.copyrightNotice = book.rights
    let members = [
      ("title", book.title), ("identifier", book.identifier), ("source", book.source),
      ("description", book.description), ("page", page.path),
    ]
    var said = members.compactMap { name, text in text.map { ExtraMember(name, .string($0)) } }
    if !book.otherTitles.isEmpty {
      said.insert(
        ExtraMember("otherTitles", .array(book.otherTitles.map { .string($0) })), at: 1)
    }
    article.extra = [ExtraMember("book", .object(said))]
    article.body = content.blocks
    // A contents that leads to a note is no title of the page.
    let title = page.title.flatMap { $0.allSatisfy(\.isNumber) ? nil : $0 }
    article.headline =
      headline ?? title ?? Self.heading(of: content.blocks)?.text ?? page.title
    // The body of a story of ours never opens with its headline.
    if !book.isOurs { Self.dropRepeatedHeadline(of: &article) }
    article.media = try content.media.map { asset throws(ConversionError) in
      try withPictures(asset, context: &context)
    }
    return article
  }

  /// Takes the headline out of the body, where it opens that too.
  private static func dropRepeatedHeadline(of article: inout Article) {
    guard let headline = article.headline?.inOneLine else { return }
    if let heading = Self.heading(of: article.body),
      heading.text.inOneLine == headline || heading.textWithoutSign?.inOneLine == headline
    {
      article.body.remove(at: heading.index)
    } else if case .paragraph(let words)? = article.body.first,
      words.plainText.visible?.inOneLine == headline
    {
      // Word processors write headings as paragraphs with a style of their own.
      article.body.removeFirst()
    }
  }

  /// The heading that a page opens with; a line or two may stand above it.
  private static func heading(
    of blocks: [Block]
  ) -> (index: Int, text: String, textWithoutSign: String?)? {
    for (index, block) in blocks.prefix(4).enumerated() {
      if case .heading(_, let inlines) = block,
        let text = inlines.withoutFootnoteReferences.plainText.visible
      {
        return (index, text, inlines.dropLast().plainText.visible)
      }
    }
    return nil
  }

  /// The asset with the bytes of those renditions that lie in the book.
  private func withPictures(
    _ asset: Asset, context: inout ConversionContext
  ) throws(ConversionError) -> Asset {
    var asset = asset
    for index in asset.renditions.indices {
      guard let reference = asset.renditions[index].href else { continue }
      guard let name = contents.zip.name(for: reference, in: page.path) else {
        // Neither a file of the book nor an address that others could follow.
        if URIText.link(reference) == nil, !reference.hasPrefix("data:") {
          context.log.emit(
            .warning, .missingPicture(reference), at: SourceLocation(file: contents.name(of: page)))
          asset.renditions[index].href = nil
        }
        continue
      }
      asset.renditions[index].href = name
      guard !contents.lockedFiles.contains(name) else {
        context.log.emit(
          .warning, .lockedPicture(name), at: SourceLocation(file: contents.name(of: page)))
        continue
      }
      asset.renditions[index].data = try contents.zip.read(name)
      if asset.renditions[index].mediaType == nil {
        asset.renditions[index].mediaType = contents.mediaTypes[name]
      }
    }
    return asset
  }
}

extension XMLTree.Element {
  /// The text of a heading without the sign of a note at its end.
  fileprivate var headline: String? {
    guard let link = firstDescendant("a") else { return text.visible }
    let isSign =
      link["role"] == "doc-noteref"
      || (link["epub:type"] ?? "").split(separator: " ").contains("noteref")
      || firstDescendant("sup") != nil && link["href"]?.first == "#"
    let (text, sign) = (self.text, link.text)
    guard isSign, sign.isNoteLabel, text.hasSuffix(sign) else { return text.visible }
    return String(text.dropLast(sign.count)).visible
  }

  /// The element in which a page of ours holds the body of its story.
  fileprivate var story: XMLTree.Element? {
    guard let article = firstDescendant("article") else { return nil }
    return article.children.first { $0.isNamed("div") && $0["class"] == "story" }
  }
}

extension String {
  /// The text with its line ends as spaces.
  fileprivate var inOneLine: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension HTMLContent {
  /// Appends what comes after it.
  mutating func append(_ other: HTMLContent) {
    blocks += other.blocks
    media += other.media
  }
}

extension Diagnostic.Message {
  fileprivate static func emptyPage(_ path: String) -> Self {
    Self(
      id: "epub.empty-page",
      text: "'\(path)' holds no words, only pictures or nothing, and is left out")
  }

  fileprivate static func languageOfText(_ language: String, book: String) -> Self {
    Self(
      id: "epub.language-of-text",
      text: "the book says that its language is '\(book)', but the letters of this page are of "
        + "another; '\(language)' is taken, put xml:lang on the page where that is wrong")
  }

  fileprivate static func languageOfPage(_ language: String, book: String) -> Self {
    Self(
      id: "epub.language-of-page",
      text:
        "the page says that its language is '\(language)', but its letters are of another; that of "
        + "the book, '\(book)', is taken")
  }

  fileprivate static func notesLeftOut(_ path: String, words: Int) -> Self {
    Self(
      id: "epub.notes-left-out",
      text: "'\(path)' holds notes, which the stories that refer to them now have, and is left out "
        + "with its \(words) words")
  }

  fileprivate static func notesNotRead(_ path: String, first: String, count: Int) -> Self {
    let more = count > 1 ? " and \(count - 1) more" : ""
    return Self(
      id: "epub.notes-not-read",
      text:
        "the note to which '\(first)' leads from '\(path)' or its notes\(more) was not read with it;"
        + " what is printed as its sign stays")
  }

  fileprivate static func damagedData(_ reason: String) -> Self {
    Self(
      id: "epub.damaged-data",
      text: "the data of this page cannot be read (\(reason)); what the page shows is read instead")
  }

  fileprivate static let changedPage = Self(
    id: "epub.changed-page",
    text:
      "this page was edited after it was written; its headline and body are read, the rest is from its data"
  )

  fileprivate static func missingPicture(_ path: String) -> Self {
    Self(id: "epub.missing-picture", text: "'\(path)', which the page shows, is not in the book")
  }

  fileprivate static func lockedPicture(_ path: String) -> Self {
    Self(
      id: "epub.encrypted-picture",
      text: "'\(path)', which the page shows, is encrypted; it is kept as an address")
  }

  fileprivate static func malformedPage(_ reason: String) -> Self {
    Self(id: "epub.malformed-page", text: "the page is read as HTML because it is \(reason)")
  }
}
