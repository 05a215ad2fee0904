import WarraqCore
import WarraqModel
import WarraqMarkup

/// A keyword as the index knows it.
///
/// A story is written before anybody knows what other stories hold, and still has to link its
/// keywords. So the place of a keyword follows from the keyword alone: a group, which is a page, and
/// an anchor on it.
struct EPUBKeyword: Sendable {
  let text: String
  /// What two spellings of one keyword have in common.
  let hash: UInt64

  init(_ text: String) {
    self.text = text
    let plain: UInt64? = text.withUTF8Bytes { bytes in
      // Letters of Arabic have no cases, and those of ASCII differ in one bit.
      bytes.allSatisfy { $0 < 0xC0 || 0xD8...0xDB ~= $0 } ? Self.hash(of: bytes) : nil
    }
    hash = plain ?? text.lowercased().withUTF8Bytes { Self.hash(of: $0) }
  }

  /// FNV-1a, 64 bits (RFC 9923), of the bytes with the capitals of ASCII made small.
  private static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      let isCapital = byte &- 0x41 < 26
      return (hash ^ UInt64(isCapital ? byte | 0x20 : byte)) &* 0x0000_0100_0000_01B3
    }
  }

  /// 0 to 63.
  var group: UInt8 { UInt8(hash >> 58) }

  var anchor: String { "k" + String(hash, radix: 36) }

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
    /// The language of all stories that its keywords lead to.
    fileprivate let language: PageLanguage
    fileprivate let entries: ArraySlice<Entry>
  }

  /// A page of topics.
  struct TopicPage {
    let path: String
    fileprivate let parts: [Part]
    /// The language of all stories that it lists.
    fileprivate let language: PageLanguage
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
    /// The language of its stories.
    var language: PageLanguage

    /// Right to left when it begins with a letter of Hebrew, Arabic and what Unicode puts between
    /// and after.
    var direction: TextDirection {
      order.first.map { 0x0590..<0x0900 ~= $0 } ?? false ? .rightToLeft : .leftToRight
    }
  }

  private let book: EPUBBook
  /// No fewer bytes than a line about each story takes.
  private let lineBytes: [Int]
  private(set) var pages: [Page] = []
  private(set) var topicPages: [TopicPage] = []

  init(_ book: EPUBBook) {
    self.book = book
    lineBytes = book.stories.map { $0.title.escapedBytes + 200 }
    let entries = Self.entries(of: book)
    let chunks = entries.chunked(
      maximumCount: 2000, maximumBytes: EPUBPages.maximumPageBytes
    ) { $0.text.escapedBytes + 250 }
    pages = chunks.enumerated().map { number, entries in
      Page(
        path: EPUBPath.index(page: number),
        next: number + 1 < chunks.count ? EPUBPath.index(page: number + 1) : nil,
        language: PageLanguage.ofPage(listing: entries.lazy.map(\.language), in: book.language),
        entries: entries)
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
      for keyword in book.stories[index].subjects {
        if let place = places[keyword.hash] {
          if entries[place].stories.last != index { entries[place].stories.append(index) }
        } else {
          places[keyword.hash] = entries.count
          let shown = keyword.text.shortened(to: 200)
          entries.append(
            Entry(
              text: shown, keyword: keyword,
              order: WordOrder.key(of: shown, skipsArabicArticle: skipsArticle), stories: [index],
              language: book.language))
        }
      }
    }
    for index in entries.indices {
      entries[index].language = book.languageOfPage(listing: entries[index].stories)
    }
    let home = book.language.direction
    return entries.sorted { a, b in
      // The words that run the way of the book come first.
      let (isAtHome, isOtherAtHome) = (a.direction == home, b.direction == home)
      if isAtHome != isOtherAtHome { return isAtHome }
      return a.order == b.order
        ? a.keyword.hash < b.keyword.hash : a.order.lexicographicallyPrecedes(b.order)
    }
  }

  /// The pages of a group: the first has all its keywords and as many stories of each as there is
  /// room for; others go on with keywords that have more.
  private func topics(of entries: [Entry], group: UInt8) -> [TopicPage] {
    let bytes = { (index: Int) in lineBytes[index] }
    let headings = entries.reduce(0) { $0 + $1.text.escapedBytes + 350 }
    var shown = 100
    while shown > 0,
      entries.reduce(headings, { $0 + $1.stories.prefix(shown).reduce(0) { $0 + bytes($1) } })
        > EPUBPages.maximumPageBytes
    { shown /= 2 }
    var first: [Part] = []
    var others: [TopicPage] = []
    for entry in entries {
      let rest = Array(entry.stories.dropFirst(shown)).chunked(
        maximumCount: 1000, maximumBytes: EPUBPages.maximumPageBytes, bytes: bytes)
      let otherCount = others.count
      let next = { (number: Int) in
        number < rest.count ? EPUBPath.topics(group, page: otherCount + number + 1) : nil
      }
      first.append(
        Part(
          entry: entry, stories: entry.stories.prefix(shown), next: next(0), isTarget: true))
      for (number, stories) in rest.enumerated() {
        let part = Part(
          entry: entry, stories: stories, next: next(number + 1), isTarget: false)
        others.append(TopicPage(path: next(number) ?? "", parts: [part], language: entry.language))
      }
    }
    let language = PageLanguage.ofPage(listing: entries.lazy.map(\.language), in: book.language)
    return [TopicPage(path: EPUBPath.topics(group), parts: first, language: language)] + others
  }

  // MARK: - Writing

  /// Writes a page of the list of keywords.
  func write(_ page: Page, to xml: inout XMLWriter) {
    let labels = page.language.labels
    xml.page(title: labels.index, language: page.language, class: "index") { xml in
      xml.element("h1", labels.index)
      var letter: UInt32?
      for entry in page.entries {
        let first = entry.order.first ?? 0
        if first != letter {
          if letter != nil { xml.close() }
          letter = first
          heading(entry, on: page.language, &xml)
        }
        xml.open("li")
        xml.open("a")
        xml.attribute("href", entry.keyword.href)
        xml.open("bdi")
        // A name in other letters than its stories is in some other language.
        if entry.language.direction == entry.direction {
          xml.differences(of: entry.language, on: page.language)
        }
        xml.text(entry.text)
        xml.close()
        xml.close()
        xml.text(" (")
        xml.text(decimal: entry.stories.count)
        xml.text(")")
        xml.close()
      }
      if letter != nil { xml.close() }
      if let next = page.next { xml.moreLink(next, labels.next + " ›") }
    }
  }

  /// Writes a letter and opens the list of its keywords; letters that run the other way than the
  /// page stand on the other side.
  private func heading(_ entry: Entry, on page: PageLanguage, _ xml: inout XMLWriter) {
    let letter = entry.order.first.flatMap { Unicode.Scalar($0) }
      .flatMap { $0.properties.isAlphabetic ? $0.properties.uppercaseMapping : nil }
    let direction = letter == nil ? page.direction : entry.direction
    let runsOtherWay = direction != page.direction
    xml.open("h2")
    if runsOtherWay { xml.attribute("dir", direction.rawValue) }
    xml.text(letter ?? "#")
    xml.close()
    xml.open("ul")
    if runsOtherWay { xml.attribute("dir", direction.rawValue) }
  }

  /// Writes a page of topics.
  func write(_ page: TopicPage, to xml: inout XMLWriter) {
    let labels = page.language.labels
    xml.page(title: labels.index, language: page.language, class: "index") { xml in
      for part in page.parts {
        xml.open("section")
        if part.isTarget { xml.attribute("id", part.entry.keyword.anchor) }
        let language = part.entry.language
        xml.differences(of: language, on: page.language)
        xml.open("h1")
        xml.element("bdi", part.entry.text)
        xml.close()
        if !part.stories.isEmpty {
          xml.open("ul")
          for index in part.stories {
            xml.open("li")
            xml.storyLink(to: index, in: book, on: language)
            xml.close()
          }
          xml.close()
        }
        if let next = part.next { xml.moreLink(next, language.labels.next + " ›") }
        xml.close()
      }
      xml.moreLink(EPUBPath.index(), labels.index)
    }
  }
}
