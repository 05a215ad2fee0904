import WarraqMarkup
import WarraqModel

/// What stands around the body of a story on a page of it, in a book and on the web.
extension XMLWriter {
  /// Writes the titles of a role, each a paragraph of that class.
  mutating func titles(of article: Article, role: String) {
    for title in article.titles where title.role == role {
      if let text = title.text.visible { line(role, text) }
    }
  }

  /// Writes a line of names after a word such as "by".
  mutating func names(_ name: String, _ label: String, _ names: [String], _ labels: PageLabels) {
    open("p")
    attribute("class", name)
    text(label + " ")
    isolated(names, labels)
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
