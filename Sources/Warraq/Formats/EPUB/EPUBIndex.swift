import WarraqCore
import WarraqModel
import WarraqXML

/// A keyword as the index knows it.
///
/// A story is written before anybody knows what other stories hold, and still has to link its
/// keywords. So the place of a keyword follows from the keyword alone: a group, which is a page, and
/// an anchor on it.
struct EPUBKeyword {
  /// 0 to 63.
  let group: UInt8
  let anchor: String
  /// What two spellings of one keyword have in common.
  let hash: UInt64

  init(_ text: String) {
    // FNV-1a, 64 bits (RFC 9923).
    hash = text.lowercased().utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    group = UInt8(hash >> 58)
    anchor = "k" + String(hash, radix: 36)
  }

  /// The address of its stories.
  var href: String { "\(EPUBPath.topics(group))#\(anchor)" }
}

/// The index: pages that list all keywords in the order of the alphabet, and pages of topics that
/// list the stories of each.
struct EPUBIndex {
  /// A page of the list of keywords.
  struct Page {
    let path: String
    let next: String?
    let isFirst: Bool
    fileprivate let entries: ArraySlice<Entry>
  }

  /// A page of topics.
  struct TopicPage {
    let path: String
    fileprivate var parts: [Part]
  }

  /// Some stories of a keyword.
  fileprivate struct Part {
    let entry: Entry
    let stories: ArraySlice<Int>
    /// The page where the next ones are.
    let next: String?
    /// Whether the keywords of stories lead here.
    let isTarget: Bool
  }

  fileprivate struct Entry {
    let text: String
    let keyword: EPUBKeyword
    let order: [UInt32]
    var stories: [Int]

    /// Whether it begins with a letter of Hebrew, Arabic and what Unicode puts between and after.
    var isRightToLeft: Bool { order.first.map { 0x0590..<0x0900 ~= $0 } ?? false }
  }

  private let book: EPUBBook
  private(set) var pages: [Page] = []
  private(set) var topicPages: [TopicPage] = []

  init(_ book: EPUBBook) {
    self.book = book
    let entries = Self.entries(of: book)
    let chunks = entries.chunked(
      maximumCount: 2000, maximumBytes: EPUBPages.maximumPageBytes
    ) { $0.text.escapedBytes + 150 }
    pages = chunks.enumerated().map { number, entries in
      Page(
        path: EPUBPath.index(page: number),
        next: number + 1 < chunks.count ? EPUBPath.index(page: number + 1) : nil,
        isFirst: number == 0, entries: entries)
    }
    var groups: [[Entry]] = Array(repeating: [], count: 64)
    for entry in entries { groups[Int(entry.keyword.group)].append(entry) }
    for (group, entries) in groups.enumerated() where !entries.isEmpty {
      topicPages += topics(of: entries, group: UInt8(group))
    }
  }

  private static func entries(of book: EPUBBook) -> [Entry] {
    var entries: [Entry] = []
    var places: [UInt64: Int] = [:]
    let skipsArticle = book.labels.language == "ar"
    for index in book.order {
      for text in book.stories[index].subjects {
        let keyword = EPUBKeyword(text)
        if let place = places[keyword.hash] {
          if entries[place].stories.last != index { entries[place].stories.append(index) }
        } else {
          places[keyword.hash] = entries.count
          let shown = text.shortened(to: 200)
          entries.append(
            Entry(
              text: shown, keyword: keyword,
              order: WordOrder.key(of: shown, skipsArabicArticle: skipsArticle), stories: [index]))
        }
      }
    }
    let isRightToLeft = book.direction == .rightToLeft
    return entries.sorted { a, b in
      // The words that run the way of the book come first.
      let (isAtHome, isOtherAtHome) = (
        a.isRightToLeft == isRightToLeft, b.isRightToLeft == isRightToLeft
      )
      if isAtHome != isOtherAtHome { return isAtHome }
      return a.order == b.order
        ? a.keyword.hash < b.keyword.hash : a.order.lexicographicallyPrecedes(b.order)
    }
  }

  /// The pages of a group: the first has all its keywords and as many stories of each as there is
  /// room for; others go on with keywords that have more.
  private func topics(of entries: [Entry], group: UInt8) -> [TopicPage] {
    let bytes = { (index: Int) in book.stories[index].title.escapedBytes + 120 }
    let headings = entries.reduce(0) { $0 + $1.text.escapedBytes + 250 }
    var shown = 100
    while shown > 0,
      entries.reduce(headings, { $0 + $1.stories.prefix(shown).reduce(0) { $0 + bytes($1) } })
        > EPUBPages.maximumPageBytes
    { shown /= 2 }
    var pages = [TopicPage(path: EPUBPath.topics(group), parts: [])]
    for entry in entries {
      let rest = Array(entry.stories.dropFirst(shown)).chunked(
        maximumCount: 1000, maximumBytes: EPUBPages.maximumPageBytes, bytes: bytes)
      let next = { (number: Int) in
        number < rest.count ? EPUBPath.topics(group, page: pages.count + number) : nil
      }
      let first = next(0)
      let paths = rest.indices.map { ($0, next($0) ?? "", next($0 + 1)) }
      pages[0].parts.append(
        Part(entry: entry, stories: entry.stories.prefix(shown), next: first, isTarget: true))
      for (number, path, next) in paths {
        let part = Part(entry: entry, stories: rest[number], next: next, isTarget: false)
        pages.append(TopicPage(path: path, parts: [part]))
      }
    }
    return pages
  }

  // MARK: - Writing

  /// Writes a page of the list of keywords.
  func write(_ page: Page, to xml: inout XMLWriter) {
    xml.page(
      title: book.labels.index, language: book.language, direction: book.direction, class: "index"
    ) { xml in
      xml.element("h1", book.labels.index)
      var letter: UInt32?
      for entry in page.entries {
        let first = entry.order.first ?? 0
        if first != letter {
          if letter != nil { xml.close() }
          letter = first
          xml.element("h2", Self.heading(first))
          xml.open("ul")
        }
        xml.open("li")
        xml.open("a")
        xml.attribute("href", entry.keyword.href)
        xml.element("bdi", entry.text)
        xml.close()
        xml.text(" (")
        xml.text(decimal: entry.stories.count)
        xml.text(")")
        xml.close()
      }
      if letter != nil { xml.close() }
      if let next = page.next { xml.moreLink(next, book.labels.next + " ›") }
    }
  }

  private static func heading(_ letter: UInt32) -> String {
    guard let scalar = Unicode.Scalar(letter), scalar.properties.isAlphabetic else { return "#" }
    return scalar.properties.uppercaseMapping
  }

  /// Writes a page of topics.
  func write(_ page: TopicPage, to xml: inout XMLWriter) {
    xml.page(
      title: book.labels.index, language: book.language, direction: book.direction, class: "index"
    ) { xml in
      for part in page.parts {
        xml.open("section")
        if part.isTarget { xml.attribute("id", part.entry.keyword.anchor) }
        xml.open("h1")
        xml.element("bdi", part.entry.text)
        xml.close()
        if !part.stories.isEmpty {
          xml.open("ul")
          for index in part.stories {
            xml.open("li")
            xml.storyLink(to: index, in: book)
            xml.close()
          }
          xml.close()
        }
        if let next = part.next { xml.moreLink(next, book.labels.next + " ›") }
        xml.close()
      }
      xml.moreLink(EPUBPath.index(), book.labels.index)
    }
  }
}
