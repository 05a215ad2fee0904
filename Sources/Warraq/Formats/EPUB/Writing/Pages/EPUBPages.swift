import WarraqCore
import WarraqModel
import WarraqMarkup

/// What of a book is known when all of its stories are: the pages that lead to them, in what order
/// everything is read, and what the contents list.
struct EPUBPages: Sendable {
  /// A file beside the stories.
  struct File: Sendable {
    let path: String
    let write: @Sendable (inout XMLWriter) -> Void
  }

  /// A step of the reading order.
  enum Step: Sendable {
    case page(String, isLinear: Bool)
    case story(Int, part: Int)

    var path: String {
      switch self {
      case .page(let path, _): path
      case .story(let index, let part): EPUBPath.chapter(index, part: part)
      }
    }
  }

  /// A line of the contents.
  struct Entry: Sendable {
    let title: String
    var path: String
    let language: PageLanguage
    /// Whether it has a page of its own; else its path is that of the first line below it.
    var isPage = true
    /// The language of what is listed below it, where that is not the language around it.
    var listLanguage: PageLanguage?
    var children: [Entry] = []
  }

  private let book: EPUBBook
  /// In how many files each story is.
  let parts: [Int]
  /// Where each story stands.
  private(set) var places: [EPUBPlace] = []
  /// The pages before the stories, and what leads through the book.
  private(set) var files: [File] = []
  /// The pages that list stories and keywords.
  private(set) var lists: [File] = []
  private(set) var spine: [Step] = []
  private(set) var contents: [Entry] = []
  // The page of its section that lists each story; empty when there are no such pages.
  private var listings: [String] = []

  /// The largest page that is written here: old reading systems choke on more than 300 KB.
  static let maximumPageBytes = 240_000

  private static let storiesPerPage = 200

  init(_ book: EPUBBook, parts: [Int]) {
    self.book = book
    self.parts = parts
    let isLarge = book.listsSections
    let front = EPUBFrontPage(book)
    add(EPUBPath.cover) { front.writeCover(to: &$0) }
    if book.hasFrontPage {
      add(EPUBPath.front) { front.write(to: &$0) }
      contents.append(
        Entry(title: book.labels.front, path: EPUBPath.front, language: book.language))
      // The file of the contents is written last, when all lines are known.
      spine.append(.page(EPUBPath.navigation, isLinear: true))
    }
    if book.hasSections || isLarge {
      listings = Array(repeating: "", count: book.stories.count)
      for (index, section) in book.sections.enumerated() {
        addSection(section, at: index, isLarge: isLarge)
      }
    } else {
      for story in book.order { addStory(story) }
      contents += book.order.map(entry)
    }
    if book.hasIndex { addIndex() }
    places = EPUBPlace.places(in: book, listings: listings)
    let navigation = EPUBNavigation(book, pages: self)
    files.append(File(path: EPUBPath.navigation) { navigation.writeContents(to: &$0) })
    files.append(File(path: EPUBPath.ncx) { navigation.writeNCX(to: &$0) })
  }

  // MARK: - Sections

  private mutating func addSection(_ section: EPUBSection, at index: Int, isLarge: Bool) {
    let pages = section.stories.chunked(
      maximumCount: Self.storiesPerPage, maximumBytes: Self.maximumPageBytes
    ) { book.stories[$0].listedBytes }
    let list = EPUBSectionPage(book, section: section, showsSummaries: !isLarge)
    var entry = Entry(
      title: section.name ?? section.language.labels.stories, path: EPUBPath.section(index),
      language: section.name == nil ? section.language : section.nameLanguage,
      listLanguage: section.language)
    if !book.hasPage(section), let first = section.stories.first {
      for story in section.stories { addStory(story) }
      entry.path = EPUBPath.chapter(first)
      entry.isPage = false
      entry.children = section.stories.map(self.entry)
      contents.append(entry)
      return
    }
    var first = 1
    for (number, stories) in pages.enumerated() {
      let path = EPUBPath.section(index, page: number)
      let next = number + 1 < pages.count ? EPUBPath.section(index, page: number + 1) : nil
      addList(path) { list.write(stories, isFirst: number == 0, next: next, to: &$0) }
      for story in stories {
        listings[story] = path
        addStory(story)
      }
      if isLarge, pages.count > 1 {
        let last = first + stories.count - 1
        entry.children.append(
          Entry(title: "\(first)–\(last)", path: path, language: section.language))
        first = last + 1
      }
    }
    if !isLarge { entry.children = section.stories.map(self.entry) }
    contents.append(entry)
  }

  private mutating func addStory(_ index: Int) {
    for part in 0..<parts[index] { spine.append(.story(index, part: part)) }
  }

  private func entry(_ index: Int) -> Entry {
    let story = book.stories[index]
    return Entry(title: story.title, path: EPUBPath.chapter(index), language: story.language)
  }

  // MARK: - Index

  private mutating func addIndex() {
    let index = EPUBIndex(book)
    for page in index.pages { addList(page.path) { index.write(page, to: &$0) } }
    contents.append(
      Entry(title: book.labels.index, path: EPUBPath.index(), language: book.language))
    // One does not leaf through these; the index and the keywords of the stories lead to them.
    for page in index.topicPages {
      addList(page.path, isLinear: false) { index.write(page, to: &$0) }
    }
  }

  // MARK: - Files

  private mutating func add(
    _ path: String, _ write: @escaping @Sendable (inout XMLWriter) -> Void
  ) {
    files.append(File(path: path, write: write))
    spine.append(.page(path, isLinear: true))
  }

  private mutating func addList(
    _ path: String, isLinear: Bool = true, _ write: @escaping @Sendable (inout XMLWriter) -> Void
  ) {
    lists.append(File(path: path, write: write))
    spine.append(.page(path, isLinear: isLinear))
  }
}

extension EPUBBook {
  /// How many stories the contents list one by one.
  ///
  /// Reading systems take seconds to open contents of thousands of lines.
  private static let maximumListedStories = 400

  /// Whether the contents list the pages of the sections, not the stories one by one.
  var listsSections: Bool { stories.count > Self.maximumListedStories }

  /// Whether a section has a page that lists its stories; of a few the contents do.
  func hasPage(_ section: EPUBSection) -> Bool { listsSections || section.stories.count > 2 }
}

extension EPUBStory {
  /// No fewer bytes than a line about the story takes on a page.
  var listedBytes: Int {
    700 + title.escapedBytes + (deck ?? opening ?? "").escapedBytes + (byline ?? "").escapedBytes
      + (sectionName ?? "").escapedBytes
  }
}

extension String {
  /// No fewer bytes than the text takes in XML.
  var escapedBytes: Int {
    withUTF8Bytes { bytes in
      bytes.reduce(0) { count, byte in
        switch byte {
        case 0x00..<0x20, 0x22, 0x26, 0x3C, 0x3E: count &+ 6
        default: count &+ 1
        }
      }
    }
  }
}

extension Array {
  /// The elements in runs that are no longer than two bounds allow; one element may exceed the
  /// second alone.
  func chunked(
    maximumCount: Int, maximumBytes: Int, bytes: (Element) -> Int
  ) -> [ArraySlice<Element>] {
    var chunks: [ArraySlice<Element>] = []
    var start = startIndex
    var total = 0
    for index in indices {
      let size = bytes(self[index])
      if index > start, index - start == maximumCount || total + size > maximumBytes {
        chunks.append(self[start..<index])
        start = index
        total = 0
      }
      total += size
    }
    if start < endIndex { chunks.append(self[start...]) }
    return chunks
  }
}
