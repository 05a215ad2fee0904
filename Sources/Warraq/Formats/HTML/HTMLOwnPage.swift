internal import WarraqCore
internal import WarraqHTML
internal import WarraqMarkup
internal import WarraqModel

/// A page that Warraq wrote, read by what it is made of: the element that holds the body, and the
/// description for machines.
struct HTMLOwnPage {
  private let page: PageArena
  private let description: LinkedData.Object
  private let story: Int
  private let language: String?

  /// Looks whether a page is one of ours that holds a story.
  init?(_ page: PageArena, generator: String?, data: LinkedData, language: String?) {
    guard generator == "Warraq",
      let description = data.objects.first(where: { LinkedData.types($0) == ["NewsArticle"] }),
      let story = page.tree.nodes.indices.first(where: { node in
        page.tree.nodes[node].kind == .element && page.tree.nodes[node].name == .div
          && page.tree.value(.class, of: node)?.elementsEqual("story".utf8) == true
      })
    else { return nil }
    self.page = page
    self.description = description
    self.story = story
    self.language = language == "und" ? nil : language
  }

  func article(base: String?, limits: Limits) -> Article {
    var article = Article()
    article.id = text("identifier") ?? ""
    article.headline = text("headline")
    article.url = text("url")
    article.language = text("inLanguage") ?? language
    article.section = text("articleSection")
    article.dateline = text("dateline")
    article.published = date("datePublished")
    article.modified = date("dateModified")
    article.created = date("dateCreated")
    article.expires = date("expires")
    article.keywords = texts("keywords").map { Keyword($0) }
    let roles = self.roles
    article.creators = people("author", roles, role: "author")
    article.contributors = people("contributor", roles, role: nil)
    article.provider = party("publisher")
    article.copyrightHolder = party("copyrightHolder")
    article.copyrightNotice = text("copyrightNotice")
    article.creditLine = text("creditText")
    article.usageTerms = text("usageInfo")
    article.digitalSourceType = text("digitalSourceType")
    if let summary = text("description") {
      article.summaries = [RoleText(role: SummaryRole.summary, text: summary)]
    }
    if case .number(let version)? = description["version"], let number = Int(version) {
      article.version = number
    }
    let content = HTMLContent(
      page, in: figures.above + [story] + figures.below, base: base,
      maximumDepth: limits.maximumDepth)
    article.body = content.blocks
    article.media = content.media
    return article
  }

  /// The pictures that stand outside the body: the one above it, and those below.
  private var figures: (above: [Int], below: [Int]) {
    var figures: (above: [Int], below: [Int]) = ([], [])
    var node = Int(page.tree.nodes[Int(page.tree.nodes[story].parent)].first)
    var isBelow = false
    while node >= 0 {
      if node == story {
        isBelow = true
      } else if page.tree.nodes[node].name == .figure {
        if isBelow { figures.below.append(node) } else { figures.above.append(node) }
      }
      node = Int(page.tree.nodes[node].next)
    }
    return figures
  }

  /// What the lines of people say that some of them did.
  private var roles: [String: String] {
    let tree = page.tree
    guard let attribute = tree.names.name("data-role") else { return [:] }
    var roles: [String: String] = [:]
    for node in tree.nodes.indices where tree.nodes[node].kind == .element {
      guard let value = tree.value(attribute, of: node) else { continue }
      let role = String(decoding: value, as: UTF8.self)
      var child = Int(tree.nodes[node].first)
      while child >= 0 {
        if tree.nodes[child].kind == .element {
          let name = PageMetadataReader.content(of: child, in: tree)
          roles[String(decoding: name, as: UTF8.self)] = role
        }
        child = Int(tree.nodes[child].next)
      }
    }
    return roles
  }

  // MARK: Description

  private func text(_ name: String) -> String? { description[name]?.string?.visible }

  private func texts(_ name: String) -> [String] {
    description[name]?.list.compactMap(\.string?.visible) ?? []
  }

  private func date(_ name: String) -> NewsDate? {
    text(name).flatMap { NewsDate(iso8601: $0) }
  }

  private func people(
    _ name: String, _ roles: [String: String], role: String?
  ) -> [Contributor] {
    (description[name]?.list ?? []).compactMap { value in
      guard let person = value.object, let name = person["name"]?.string else { return nil }
      return Contributor(
        name: name, role: roles[name] ?? role, jobTitle: person["jobTitle"]?.string,
        organization: person["affiliation"]?.object?["name"]?.string,
        identifiers: person["sameAs"]?.list.compactMap(\.string) ?? [])
    }
  }

  private func party(_ name: String) -> Party? {
    guard let party = description[name]?.object else { return nil }
    return Party(name: party["name"]?.string ?? "", iri: party["url"]?.string)
  }
}
