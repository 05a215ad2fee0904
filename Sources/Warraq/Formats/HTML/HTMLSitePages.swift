import WarraqCore
import WarraqMarkup
import WarraqModel

/// The pages of a site that lead to its stories, and its feed.
struct HTMLSitePages {
  /// A page of a section.
  struct List {
    let path: String
    let bytes: () -> [UInt8]
  }

  private struct Section {
    let name: String
    var stories: [Int] = []
  }

  private let stories: [HTMLSiteStory]
  private let language: PageLanguage
  private let labels: PageLabels
  private let title: String
  private let sections: [Section]
  /// The newest first; among equals the order of the input.
  private let newest: [Int]
  private let changed: NewsDate

  private static let storiesPerPage = 100
  private static let leadStories = 7
  private static let sectionHeadlines = 8
  private static let otherHeadlines = 60
  private static let feedEntries = 50

  init(_ stories: [HTMLSiteStory], title: String?, sourceDate: NewsDate?) {
    self.stories = stories
    language =
      PageLanguage.main(of: stories.map(\.language)) ?? PageLanguage(nil, .leftToRight)
    labels = language.labels
    var publishers: [String: Int] = [:]
    for name in stories.compactMap(\.publisher) { publishers[name, default: 0] += 1 }
    let main = publishers.max { ($0.value, $1.key) < ($1.value, $0.key) }
    self.title =
      title ?? main.flatMap { $0.value * 2 > stories.count ? $0.key : nil } ?? labels.news
    newest = stories.indices.sorted { a, b in
      let (x, y) = (stories[a].changed ?? .min, stories[b].changed ?? .min)
      return x == y ? a < b : x > y
    }
    var sections: [Section] = []
    var places: [String: Int] = [:]
    for index in newest {
      guard let name = stories[index].section else { continue }
      let key = name.lowercased()
      let place = places[key] ?? sections.count
      if place == sections.count {
        places[key] = place
        sections.append(Section(name: name))
      }
      sections[place].stories.append(index)
    }
    self.sections = sections
    // The first moment that stands for "not known" elsewhere too.
    let seconds =
      sourceDate?.secondsSince1970() ?? stories.compactMap(\.changed).max() ?? 315_532_800
    changed = NewsDate(secondsSince1970: seconds) ?? NewsDate(unresolved: "")
  }

  private static func page(_ write: (inout XMLWriter) -> Void) -> [UInt8] {
    var buffer = ByteBuffer()
    // What is left out here was left out of the story too, and was said there.
    var quiet = ConversionContext()
    XMLWriter.append(to: &buffer, context: &quiet) { xml, _ in write(&xml) }
    buffer.append("\n")
    return buffer.bytes
  }

  private func open(
    _ title: String, _ language: PageLanguage, class name: String, _ xml: inout XMLWriter
  ) {
    xml.openWebPage(title: title, language: language, class: name) { xml in
      xml.emptyElement("link", ["rel": "stylesheet", "href": HTMLSitePath.style])
      xml.emptyElement(
        "link",
        [
          "rel": "alternate", "type": "application/atom+xml", "title": self.title,
          "href": HTMLSitePath.feed,
        ])
      xml.open("script")
      xml.attribute("type", "application/ld+json")
      xml.markup(HTMLLinkedData.collection(title: title))
      xml.close(collapses: false)
    }
  }

  // MARK: - Front page

  /// The front page.
  func front() -> [UInt8] {
    // The most urgent first; among equals the newest.
    let ranked = newest.enumerated().sorted { a, b in
      let (x, y) = (stories[a.element].urgency, stories[b.element].urgency)
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
    let leads = Array(ranked.prefix(Self.leadStories))
    return Self.page { xml in
      open(title, language, class: "front", &xml)
      xml.open("main")
      xml.open("header")
      xml.attribute("class", "masthead")
      xml.element("h1", title)
      if let day = stories[newest[0]].published, day.precision >= .day {
        xml.open("p")
        xml.attribute("class", "date")
        xml.time(day.wholeDay, labels)
        xml.close()
      }
      xml.close()
      sectionLinks(&xml)
      for (place, index) in leads.enumerated() { lead(index, isFirst: place == 0, &xml) }
      let told = Set(leads)
      for section in sections {
        let rest = section.stories.filter { !told.contains($0) }
        guard !rest.isEmpty else { continue }
        xml.open("section")
        xml.open("h2")
        xml.link(HTMLSitePath.section(section.name), text: section.name)
        xml.close()
        headlines(rest.prefix(Self.sectionHeadlines), &xml)
        xml.close()
      }
      let others = newest.filter { stories[$0].section == nil && !told.contains($0) }
      if !others.isEmpty {
        xml.open("section")
        xml.element("h2", labels.others)
        headlines(others.prefix(Self.otherHeadlines), &xml)
        if others.count > Self.otherHeadlines {
          xml.open("p")
          xml.attribute("class", "more")
          xml.link(HTMLSitePath.section(""), text: labels.contents)
          xml.close()
        }
        xml.close()
      }
      xml.close()
    }
  }

  private func sectionLinks(_ xml: inout XMLWriter) {
    guard !sections.isEmpty else { return }
    xml.open("nav")
    xml.attribute("class", "turn site")
    xml.attribute("aria-label", labels.contents)
    xml.open("p")
    for (index, section) in sections.enumerated() {
      if index > 0 { xml.text(" · ") }
      xml.link(HTMLSitePath.section(section.name), text: section.name)
    }
    xml.close()
    xml.close()
  }

  private func lead(_ index: Int, isFirst: Bool, _ xml: inout XMLWriter) {
    let story = stories[index]
    xml.open("article")
    xml.differences(of: story.language, on: language, class: isFirst ? "lead" : "second")
    if let section = story.section { xml.line("section", section, on: story.language) }
    xml.open("h2")
    storyLink(index, on: story.language, &xml)
    xml.close()
    if isFirst, let picture = story.picture {
      xml.emptyElement("img", ["src": picture.path, "alt": picture.text])
    }
    if let deck = story.deck { xml.line("deck", deck, on: story.language) }
    if let byline = story.byline { xml.line("byline", byline) }
    xml.close()
  }

  private func headlines(_ indices: ArraySlice<Int>, _ xml: inout XMLWriter) {
    xml.open("ul")
    for index in indices {
      xml.open("li")
      storyLink(index, on: language, &xml)
      xml.close()
    }
    xml.close()
  }

  private func storyLink(_ index: Int, on page: PageLanguage, _ xml: inout XMLWriter) {
    let story = stories[index]
    xml.open("a")
    xml.attribute("href", HTMLSitePath.story(index))
    xml.open("bdi")
    // A title may begin with a word that runs the other way, so its direction is not left to guess.
    if story.language == page {
      xml.attribute("dir", page.direction.rawValue)
    } else {
      xml.differences(of: story.language, on: page)
    }
    xml.text(story.title)
    xml.close()
    xml.close()
  }

  // MARK: - Sections

  /// The pages of the sections, and of the stories that are in none.
  var lists: [List] {
    let others = newest.filter { stories[$0].section == nil }
    var all = sections
    if others.count > Self.otherHeadlines { all.append(Section(name: "", stories: others)) }
    return all.flatMap { section in
      stride(from: 0, to: section.stories.count, by: Self.storiesPerPage).map { start in
        let number = start / Self.storiesPerPage
        let end = min(start + Self.storiesPerPage, section.stories.count)
        return List(path: HTMLSitePath.section(section.name, page: number)) {
          list(section, start..<end, number)
        }
      }
    }
  }

  private func list(_ section: Section, _ range: Range<Int>, _ number: Int) -> [UInt8] {
    let page = PageLanguage.ofPage(
      listing: section.stories[range].map { stories[$0].language }, in: language)
    let labels = page.labels
    let name = section.name.isEmpty ? labels.others : section.name
    return Self.page { xml in
      open("\(name) – \(title)", page, class: "listing", &xml)
      xml.open("nav")
      xml.attribute("class", "turn site")
      xml.attribute("aria-label", labels.contents)
      xml.open("p")
      xml.link(HTMLSitePath.front, text: title)
      xml.close()
      xml.close()
      xml.open("main")
      xml.open("h1")
      xml.element("bdi", name)
      xml.close()
      xml.open("ul")
      for index in section.stories[range] { listed(index, on: page, &xml) }
      xml.close()
      if range.upperBound < section.stories.count {
        xml.open("p")
        xml.attribute("class", "more")
        xml.link(
          HTMLSitePath.section(section.name, page: number + 1), text: labels.next + " ›")
        xml.close()
      }
      xml.close()
    }
  }

  private func listed(_ index: Int, on page: PageLanguage, _ xml: inout XMLWriter) {
    let story = stories[index]
    xml.open("li")
    xml.differences(of: story.language, on: page)
    xml.open("p")
    xml.attribute("class", "headline")
    storyLink(index, on: story.language, &xml)
    xml.close()
    if let deck = story.deck { xml.line("summary", deck, on: story.language) }
    if let published = story.published, published.isPrintable {
      xml.open("p")
      xml.attribute("class", "date")
      xml.time(published, story.language.labels)
      xml.close()
    }
    xml.close()
    xml.text("\n")
  }

  // MARK: - Feed

  /// The newest stories in Atom (RFC 4287), with addresses beside the feed.
  func feed() -> [UInt8] {
    Self.page { xml in
      xml.declaration()
      xml.open("feed")
      xml.attribute("xmlns", "http://www.w3.org/2005/Atom")
      if let tag = language.tag { xml.attribute("xml:lang", tag) }
      let names = [title] + stories.map(\.id)
      xml.element(
        "id",
        UUIDv5.urn(for: Array(names.joined(separator: "\n").utf8), in: UUIDv5.contentNamespace))
      xml.element("title", title)
      xml.open("updated")
      xml.text(changed)
      xml.close()
      xml.open("author")
      xml.element("name", title)
      xml.close()
      xml.emptyElement("link", ["rel": "self", "href": HTMLSitePath.feed])
      xml.emptyElement("link", ["href": HTMLSitePath.front])
      for index in newest.prefix(Self.feedEntries) { entry(index, &xml) }
      xml.close()
    }
  }

  private func entry(_ index: Int, _ xml: inout XMLWriter) {
    let story = stories[index]
    xml.open("entry")
    if story.language != language, let tag = story.language.tag { xml.attribute("xml:lang", tag) }
    xml.element(
      "id",
      URIText.isAbsolute(story.id)
        ? story.id
        : UUIDv5.urn(for: Array((story.id + story.title).utf8), in: UUIDv5.contentNamespace))
    xml.element("title", story.title)
    xml.open("updated")
    xml.text(story.changed.flatMap { NewsDate(secondsSince1970: $0) } ?? changed)
    xml.close()
    xml.emptyElement("link", ["href": HTMLSitePath.story(index)])
    if let deck = story.deck { xml.element("summary", deck) }
    xml.close()
  }
}
