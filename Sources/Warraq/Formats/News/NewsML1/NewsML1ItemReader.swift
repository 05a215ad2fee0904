internal import WarraqCore
internal import WarraqMarkup

/// Makes articles from one `NewsItem`.
struct NewsML1ItemReader {
  /// What the item says of all its stories.
  private(set) var article = Article()
  private let item: XMLTree.Element
  /// What names the provider where nothing better does.
  private var providerID: XMLTree.Element?
  private let limits: Limits

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - item: the `NewsItem`.
  ///   - head: what the document says for all of its items.
  ///   - limits: the bounds of nesting.
  init(_ item: XMLTree.Element, head: NewsML1Head?, limits: Limits) {
    self.item = item
    self.limits = limits
    article.provider = head.flatMap { $0.sender.isBlank ? nil : Party(name: $0.sender) }
    article.language = NewsML1Values.language(item["xml:lang"] ?? head?.language)
    if let identification = item.first("Identification") { readIdentification(identification) }
    if let management = item.first("NewsManagement") { readManagement(management) }
  }

  /// The stories of the item; one without content where the item cancels what was sent.
  func articles(context: inout ConversionContext) -> [Article] {
    let stories = item.children.filter { $0.isNamed("NewsComponent") }
      .flatMap { NewsML1Story.find(in: NewsML1Component($0)) }
    guard !stories.isEmpty else { return article.status == .canceled ? [article] : [] }
    let fallback = article.provider
    var articles: [Article] = []
    for (index, story) in stories.enumerated() {
      var reader = NewsML1StoryReader(article, limits: limits)
      reader.read(story)
      if reader.repeatedBlocks > 0 {
        context.log.emit(.note, .repeatedHead(reader.repeatedBlocks))
      }
      var article = reader.article
      if let providerID, article.provider != fallback {
        providerID.refuse()
        providerID.passOver()
      }
      if index > 0, !article.id.isEmpty {
        // The item has one identifier; parts of it have their number in it.
        let separator = article.id.hasPrefix("urn:") ? ":" : "#"
        article.id += separator + (story.identifier ?? String(index + 1))
      }
      articles.append(article)
    }
    return articles
  }

  // MARK: - Identification

  private mutating func readIdentification(_ element: XMLTree.Element) {
    if let label = element.first("NameLabel")?.nonEmptyText { article.slugline = label }
    guard let identifier = element.first("NewsIdentifier") else { return }
    let revision = identifier.first("RevisionId")
    article.version = max(revision.flatMap { Int($0.text) } ?? 1, 1)
    // A domain of the provider, where its name is missing.
    if article.provider == nil {
      providerID = identifier.first("ProviderId")
      article.provider = providerID?.nonEmptyText.map { Party(name: $0) }
    }
    let full = identifier.first("PublicIdentifier")?.nonEmptyText
    let own = identifier.first("NewsItemId")?.nonEmptyText
    if let full, own.map({ full.contains($0) }) ?? true {
      article.id = withoutRevision(full, revision)
    } else {
      // Some agencies write the same one into all items.
      let parts = ["ProviderId", "DateId"].compactMap { (name: StaticString) in
        identifier.first(name)?.nonEmptyText
      }
      if let own, parts.count == 2 {
        article.id = "urn:newsml:" + (parts + [own]).joined(separator: ":")
      }
    }
    if let full, full != article.id {
      article.alternateIDs.append(RoleText(role: "PublicIdentifier", text: full))
    }
  }

  /// An identifier without the revision at its end, so that it is that of all versions.
  private func withoutRevision(_ identifier: String, _ revision: XMLTree.Element?) -> String {
    guard let revision else { return identifier }
    let update = revision["Update"] ?? ""
    for suffix in [":" + revision.text + update, ":" + revision.text]
    where suffix.utf8.count > 1 && identifier.hasSuffix(suffix) {
      return String(identifier.dropLast(suffix.count))
    }
    return identifier
  }

  // MARK: - NewsManagement

  private mutating func readManagement(_ element: XMLTree.Element) {
    for child in element.children {
      let name = child["FormalName"]
      switch child.name {
      case "NewsItemType":
        if let name, !name.isEmpty, name.lowercased() != "news" {
          article.extra["newsItemType"] = .string(name)
        }
      case "FirstCreated": article.created = NewsML1Values.date(child, article.language)
      case "ThisRevisionCreated": article.published = NewsML1Values.date(child, article.language)
      case "Status": article.status = status(name)
      case "StatusWillChange": readChange(child)
      case "Urgency":
        let urgency = (name ?? child.nonEmptyText).flatMap { Int($0) }
        if let urgency, 1...9 ~= urgency { article.urgency = urgency }
      case "DerivedFrom": addRelated(child, "derivedFrom")
      case "AssociatedWith": addRelated(child, "seeAlso")
      case "Instruction":
        if let name, !name.isEmpty { article.extra["instruction"] = .string(name) }
      default: break
      }
    }
  }

  private func status(_ name: String?) -> PublicationStatus? {
    switch name?.lowercased() {
    case "usable": .usable
    case "embargoed", "withheld": .withheld
    case "canceled", "cancelled": .canceled
    default: nil
    }
  }

  /// A story that will be usable is under embargo until then; one that will be none expires.
  private mutating func readChange(_ element: XMLTree.Element) {
    guard let stated = element.first("DateAndTime"),
      let date = NewsML1Values.date(stated, article.language)
    else { return }
    switch status(element.formalName("FutureStatus")) {
    case .usable: article.embargoed = date
    case .withheld, .canceled: article.expires = date
    case nil: break
    }
  }

  private mutating func addRelated(_ element: XMLTree.Element, _ relation: String) {
    guard let id = element["NewsItem"], !id.isBlank else { return }
    article.related.append(
      RelatedItem(relation: relation, id: id, label: element.first("Comment")?.nonEmptyText))
  }
}

/// Values as agencies write them.
enum NewsML1Values {
  /// A date in the basic format or any other.
  static func date(_ element: XMLTree.Element, _ language: String?) -> NewsDate? {
    element.nonEmptyText.map { NITFDate.date($0, in: element, language) }
  }

  /// A language tag; its language in small letters, its region in capitals.
  static func language(_ tag: String?) -> String? {
    guard let tag = LanguageTag.wellFormed(tag) else { return nil }
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    let rest = parts.dropFirst().map { $0.utf8.count == 2 ? $0.uppercased() : String($0) }
    return ([parts[0].lowercased()] + rest).joined(separator: "-")
  }
}
