internal import WarraqMarkup

/// The body of the story.
extension NewsMLG2ItemReader {
  /// What a rendition holds, best first.
  private enum Markup: Int {
    case xhtml, nitf, html, htmlText, plainText
  }

  private enum InlineBody {
    case readable(Markup, XMLTree.Element)
    case unknown(String)
    case nothing
  }

  private struct Candidate {
    var markup: Markup
    var element: XMLTree.Element
    /// The `inlineXML` or `inlineData` that it is in.
    var inline: XMLTree.Element

    var language: String? { inline.language }
  }

  // MARK: - Content

  /// Reads `contentSet`, whose parts are the same content in several forms; returns its language.
  ///
  /// The body is the best form that holds any text; private ones are none of them.
  mutating func readContent(_ set: XMLTree.Element) -> String? {
    var candidates: [Candidate] = []
    var unread: [String] = []
    var renditions: [(kind: Asset.Kind, rendition: Asset.Rendition)] = []
    for child in set.children where !isPrivate(child) {
      switch child.name {
      case "inlineXML":
        switch Self.body(in: child) {
        case .readable(let markup, let element):
          candidates.append(Candidate(markup: markup, element: element, inline: child))
        case .unknown(let name): unread.append(name)
        case .nothing: break
        }
      case "inlineData":
        guard child["encoding"] == nil, child["encodinguri"] == nil else { continue }
        let isHTML = child["contenttype"]?.lowercased().contains("html") ?? false
        candidates.append(
          Candidate(markup: isHTML ? .htmlText : .plainText, element: child, inline: child))
      case "remoteContent":
        if let found = rendition(child) { renditions.append(found) }
        for id in child.children where id.isNamed("altId") { readAlternateID(id) }
      default: break
      }
    }
    addAssets(renditions)
    // A stable sort: of two of a kind, the first is meant.
    for candidate in candidates.enumerated().sorted(by: {
      ($0.element.markup.rawValue, $0.offset) < ($1.element.markup.rawValue, $1.offset)
    }) {
      guard readBody(candidate.element) else { continue }
      bodyElement = candidate.element.inline
      return candidate.element.language ?? candidate.element.element.language
    }
    unreadBodies = unread
    return nil
  }

  /// Whether a rendition is for some people only, as far as agencies say so.
  private func isPrivate(_ element: XMLTree.Element) -> Bool {
    if element["pubconstraint"] != nil || element["pubconstrainturi"] != nil { return true }
    let purpose = [element["rendition"], element["renditionuri"]].compactMap { $0?.lowercased() }
    return purpose.contains { text in
      ["nonpublic", "non-public", "private", "internal", "notepad"].contains { text.contains($0) }
    }
  }

  /// What an `inlineXML` holds; the standard allows it one element, and some hold text or several.
  private static func body(in inline: XMLTree.Element) -> InlineBody {
    var children = inline.children
    guard let root = children.next() else {
      return inline.nonEmptyText == nil ? .nothing : .readable(.plainText, inline)
    }
    guard let (markup, element) = markup(of: root) else { return .unknown(root.name) }
    return .readable(markup, children.next() == nil ? element : inline)
  }

  /// What an element in `inlineXML` is, by its name and its namespace, and where the text starts.
  private static func markup(
    of root: XMLTree.Element
  ) -> (markup: Markup, element: XMLTree.Element)? {
    let isXHTML = root.namespace == "http://www.w3.org/1999/xhtml"
    switch root.name.lowercased() {
    case "nitf", "body.content", "body.head": return (.nitf, root)
    case "html", "body", "div", "article", "section", "main", "p":
      if root.firstDescendant("body.content") != nil { return (.nitf, root) }
      return (isXHTML ? .xhtml : .html, root)
    default:
      if isXHTML { return (.xhtml, root) }
      // Markup of another trade around the story, such as SportsML.
      if let nitf = root.firstDescendant("nitf") ?? root.firstDescendant("body.content") {
        return (.nitf, nitf)
      }
      if let html = root.firstDescendant("html") {
        return (html.namespace == "http://www.w3.org/1999/xhtml" ? .xhtml : .html, html)
      }
      return nil
    }
  }

  private mutating func readBody(_ candidate: Candidate) -> Bool {
    let element = candidate.element
    let next = article.media.count + 1
    let content: HTMLContent
    switch candidate.markup {
    case .xhtml, .html:
      content = element.content(limits: limits, firstMediaNumber: next)
    case .nitf:
      let start = element.firstDescendant("body.content") ?? element
      content = start.content(
        .nitf, limits: limits, firstMediaNumber: next,
        knownMedia: Set(article.media.map(\.id)))
    case .htmlText:
      content = HTMLContent(html: element.rawText, limits: limits, firstMediaNumber: next)
    case .plainText:
      var text = HTMLContent()
      text.blocks = PlainParagraphs.blocks(of: element.rawText)
      content = text
    }
    guard !content.blocks.isEmpty else { return false }
    article.body = content.blocks
    article.media += content.media
    bodyMedia = Set(content.media.map(\.id))
    switch candidate.markup {
    case .nitf: readNITFHead(element)
    case .xhtml, .html:
      titleElement = element.firstDescendant("title")
      pageTitle = titleElement?.nonEmptyText
      PageFurniture.move(from: element, in: &article)
    case .htmlText, .plainText: break
    }
    return true
  }

  /// Takes from the head of a NITF body what `contentMeta` does not say.
  private mutating func readNITFHead(_ nitf: XMLTree.Element) {
    titleElement = nitf.firstDescendant("head")?.first("title")
    pageTitle = titleElement?.nonEmptyText
    hasNITFTitle = true
    guard let head = nitf.firstDescendant("body.head") else { return }
    for element in head.children {
      switch element.name {
      case "hedline":
        for line in element.children {
          guard let text = line.nonEmptyText else { continue }
          addTitle(text, role: line.isNamed("hl1") ? nil : TitleRole.sub)
        }
      case "headline": if let text = element.nonEmptyText { addTitle(text, role: nil) }
      case "byline":
        guard let text = element.printedLine else { continue }
        if text.isSignature {
          article.editorialNotes.append(RoleText(role: "signature", text: text))
        } else if article.byline == nil {
          article.byline = text
        } else if article.byline?.words != text.words {
          element.refuse()
        }
      case "dateline": if article.dateline == nil { article.dateline = element.printedDateline }
      case "abstract":
        if let text = element.nonEmptyText, article.summaries.isEmpty {
          article.summaries.append(RoleText(role: SummaryRole.summary, text: text))
        }
      default: break
      }
    }
    // Signatures and contact lines are printed below the story.
    if let end = nitf.firstDescendant("body.end") {
      article.body += end.content(.nitf, limits: limits).blocks
      NITFStoryReader.moveContacts(from: end, in: &article)
    }
  }

  private mutating func addTitle(_ text: String, role: String?) {
    if article.headline == nil, role == nil {
      article.headline = text
    } else if article.headline != text, !article.titles.contains(where: { $0.text == text }) {
      article.titles.append(RoleText(role: role ?? TitleRole.sub, text: text))
    }
  }
}
