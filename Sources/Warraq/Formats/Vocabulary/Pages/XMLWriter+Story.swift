import WarraqMarkup
import WarraqModel

/// What stands around the body of a story on a page of it, in a book and on the web.
extension XMLWriter {
  /// Writes the titles of a role, each a paragraph of that class.
  mutating func titles(of article: Article, role: String, on page: PageLanguage) {
    for title in article.titles where title.role == role {
      if let text = title.text.visible { line(role, text, on: page) }
    }
  }

  /// Writes a line of people: those without a role of their own after a word such as "by", then
  /// photographers and others, each after what they did.
  mutating func people(
    _ name: String, _ label: String, _ people: [Contributor], _ labels: PageLabels
  ) {
    let named = people.filter { $0.name.visible != nil }
    guard !named.isEmpty else { return }
    let groups = [nil, "pht", "ill", "trl", "edt"].compactMap { code in
      let names = named.filter { labels.label(ofRole: $0.role)?.code == code }
      return names.isEmpty ? nil : names
    }
    open("p")
    attribute("class", name)
    for (index, group) in groups.enumerated() {
      if index > 0 { text(" · ") }
      let names = group.compactMap(\.name.visible).distinct
      if let role = group[0].role, let other = labels.label(ofRole: role) {
        open("span")
        attribute("data-role", role)
        text(other.label + " ")
        isolated(names, labels)
        close()
      } else {
        text(label + " ")
        isolated(names, labels)
      }
    }
    close()
  }

  /// Writes where and when the story was written, and when it was last changed.
  mutating func dateLine(of article: Article, _ labels: PageLabels) {
    let dateline = article.dateline?.visible
    let published = article.published.flatMap { $0.isPrintable ? $0 : nil }
    let modified = article.modified.flatMap {
      $0.isPrintable && $0 != article.published ? $0 : nil
    }
    guard dateline != nil || published != nil || modified != nil else { return }
    open("p")
    attribute("class", "date")
    var isFirst = true
    func part(_ xml: inout XMLWriter, _ write: (inout XMLWriter) -> Void) {
      if !isFirst { xml.text(" · ") }
      isFirst = false
      write(&xml)
    }
    if let dateline { part(&self) { $0.element("b", dateline) } }
    if let published { part(&self) { $0.time(published, labels) } }
    if let modified {
      part(&self) { xml in
        xml.text(labels.updated + " ")
        xml.time(modified, labels)
      }
    }
    close()
  }
}

extension PageLabels {
  /// The code and the words of a role that is told of apart from those who wrote.
  fileprivate func label(ofRole role: String?) -> (code: String, label: String)? {
    switch MARCRelator.code(for: role) {
    case "pht": ("pht", roles.photographs)
    case "ill": ("ill", roles.illustration)
    case "trl": ("trl", roles.translation)
    case "edt": ("edt", roles.editing)
    default: nil
    }
  }
}

/// What stands below a story: its sources, keywords and address, and whose it is.
struct StoryFooter {
  var sources: [Source]
  var hasKeywords: Bool
  var url: String?
  var credit: String?
  var rights: [String]

  /// Takes from an article what is not said in a form of the page's own.
  init(_ article: Article, hasKeywords: Bool, url: String?, rights: [String]) {
    sources = article.sources.filter { $0.name.visible != nil }
    self.hasKeywords = hasKeywords
    self.url = url
    credit = article.creditLine?.visible
    self.rights = rights
  }

  /// Writes the footer; nothing where there is nothing to say.
  ///
  /// - Parameters:
  ///   - source: writes one of the sources.
  ///   - keywords: writes the keywords.
  func write(
    to xml: inout XMLWriter, _ labels: PageLabels, source: (Source, inout XMLWriter) -> Void,
    keywords: (inout XMLWriter) -> Void
  ) {
    let hasList = !sources.isEmpty || hasKeywords || url != nil
    guard hasList || credit != nil || !rights.isEmpty else { return }
    func entry(
      _ label: String, _ name: String, _ xml: inout XMLWriter, _ write: (inout XMLWriter) -> Void
    ) {
      xml.element("dt", label)
      xml.open("dd")
      xml.attribute("class", name)
      write(&xml)
      xml.close()
    }
    xml.open("footer")
    if hasList {
      xml.open("dl")
      if !sources.isEmpty {
        entry(sources.count == 1 ? labels.source : labels.sources, "sources", &xml) { xml in
          let separator = labels.separator(of: sources.map(\.name))
          for (index, item) in sources.enumerated() {
            if index > 0 { xml.text(separator) }
            source(item, &xml)
          }
        }
      }
      if hasKeywords { entry(labels.keywords, "keywords", &xml, keywords) }
      if let url { entry(labels.original, "original", &xml) { $0.link(url) } }
      xml.close()
    }
    if let credit { xml.line("credit", credit) }
    for text in rights { xml.line("rights", text) }
    xml.close()
  }
}
