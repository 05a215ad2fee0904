import WarraqCore
import WarraqMarkup

/// A long story as several files, and as one again.
///
/// Reading systems lay out a whole file before they show a page of it, and old ones refuse files of
/// more than 300 KB. So a chapter above ``maximumBytes`` goes on in further files: its body is cut
/// between two blocks, and what is open around the body is closed and opened again. The JSON of the
/// data block is spread over the files, in order; each file has the length and the checksum of its
/// own page.
///
/// ```html
/// <main>…<div class="story"><p>…</p></div></main><script type="application/json" id="data" …>{"id"…
/// <main><div class="story"><p>…</p></div><footer>…</footer></main><script …>…}</script>
/// ```
struct EPUBChapterCut {
  /// How large the part of a chapter in one file may be, without its data.
  static let maximumBytes = 250_000
  // A file is cut where it has this much: what follows the last block comes on top.
  private static let usualBytes = 200_000

  /// What opens the body of a story; nothing of a page has the class besides.
  private static let body = Array("<div class=\"story\">".utf8)

  /// Where a chapter, without its data, is cut; empty for one that fits in a file.
  static func cuts(in chapter: ArraySlice<UInt8>) -> [Int] {
    guard chapter.count > maximumBytes else { return [] }
    let end = EPUBStoryData.start(in: chapter) ?? chapter.endIndex
    guard end - chapter.startIndex > maximumBytes,
      let start = chapter[..<end].firstRange(of: body)?.upperBound
    else { return [] }
    var cuts: [Int] = []
    var part = chapter.startIndex
    var tags = EPUBTags(chapter[start..<end])
    var last = start
    while let tag = tags.next(), tags.depth >= 0 {
      guard tags.depth == 0 else { continue }
      // A block ends here; the one before it may be the last that fits.
      if tag.upperBound - part > usualBytes, last > part, last > start {
        cuts.append(last - chapter.startIndex)
        part = last
      }
      last = tag.upperBound
    }
    // What follows the body may be long as well.
    if end - part > maximumBytes, last > part, last > start {
      cuts.append(last - chapter.startIndex)
    }
    return cuts
  }

  /// The parts of a chapter, each with its share of the data.
  ///
  /// - Parameters:
  ///   - cuts: what ``cuts(in:)`` says of the chapter.
  ///   - path: the file of a part.
  ///   - edit: what else is changed in a part without its data.
  static func parts(
    of chapter: [UInt8], at cuts: [Int], path: (Int) -> String, edit: ([UInt8]) -> [UInt8]
  ) -> [[UInt8]] {
    let data = EPUBStoryData.start(in: chapter[...])
    let end = data ?? chapter.count
    guard let start = chapter[..<end].firstRange(of: body)?.upperBound else { return [chapter] }
    let around = EPUBTags.open(in: chapter[..<start])
    let opening = Array(around.map { EPUBTags.again(chapter[$0]) }.joined())
    let closing = Array(around.reversed().map { EPUBTags.end(of: chapter[$0]) }.joined())
    let bounds = [0] + cuts + [end]
    var parts = zip(bounds, bounds.dropFirst()).enumerated().map { number, bounds in
      (number == 0 ? [] : opening) + chapter[bounds.0..<bounds.1]
        + (number == cuts.count ? [] : closing)
    }
    parts = Self.linked(parts, path: path).map(edit)
    guard let data else { return parts }
    for (number, block) in EPUBStoryData.shares(of: chapter[data...], count: parts.count)
      .enumerated()
    {
      EPUBStoryData.append(block[...], to: &parts[number])
    }
    return parts
  }

  private static let identifier = Array(" id=\"".utf8)
  private static let link = Array(" href=\"#".utf8)
  private static let quote = UInt8(ascii: "\"")

  /// The parts with links to places in another part.
  private static func linked(_ parts: [[UInt8]], path: (Int) -> String) -> [[UInt8]] {
    var places: [ArraySlice<UInt8>: Int] = [:]
    for (number, part) in parts.enumerated() {
      var rest = part[...]
      while let found = rest.firstRange(of: identifier) {
        rest = rest[found.upperBound...]
        places[rest.prefix { $0 != quote }] = number
      }
    }
    return parts.enumerated().map { number, part in
      var result: [UInt8] = []
      var rest = part[...]
      while let found = rest.firstRange(of: link) {
        let target = rest[found.upperBound...].prefix { $0 != quote }
        result += rest[..<(found.upperBound - 1)]
        if let place = places[target], place != number { result += path(place).utf8 }
        rest = rest[(found.upperBound - 1)...]
      }
      return result + rest
    }
  }

  // MARK: - One again

  /// The page that was cut into files; the first file where there are no others.
  ///
  /// - Parameters:
  ///   - files: what the files hold, in order.
  ///   - path: the name of a file, as links in the others have it.
  static func joined(_ files: [[UInt8]], path: (Int) -> String) -> [UInt8] {
    guard files.count > 1 else { return files.first ?? [] }
    var page: [UInt8] = []
    var blocks: [ArraySlice<UInt8>] = []
    var tail: ArraySlice<UInt8> = []
    var isChanged = false
    var pageStart = 0
    for (number, file) in files.enumerated() {
      let block = EPUBDataBlock(in: file[...])
      isChanged = isChanged || block?.isPageChanged ?? false
      var content = file[...]
      if let block {
        blocks.append(block.whole)
        content = file[..<block.whole.startIndex]
        if number == 0 { pageStart = content.count - (block.pageBytes ?? content.count) }
      }
      let inner = Self.bodyContent(of: content)
      let start = number == 0 ? content.startIndex : inner.lowerBound
      let end = number == files.count - 1 ? content.endIndex : inner.upperBound
      page += content[start..<end]
      if number == files.count - 1 { tail = file[(block?.whole.endIndex ?? file.endIndex)...] }
    }
    for number in files.indices {
      page = Self.replacing(" href=\"\(path(number))#", by: " href=\"#", in: page)
    }
    guard !blocks.isEmpty else { return page }
    var result = Array(page[..<pageStart])
    var chapter = Array(page[pageStart...])
    EPUBStoryData.append(EPUBStoryData.whole(of: blocks)[...], to: &chapter, isChanged: isChanged)
    result += chapter
    return result + tail
  }

  /// What stands in the body of a story, else in the body of the page.
  private static func bodyContent(of file: ArraySlice<UInt8>) -> Range<Int> {
    guard let start = file.firstRange(of: body)?.upperBound else {
      let start = file.firstRange(of: Array("<body".utf8)).flatMap {
        file[$0.upperBound...].firstIndex(of: UInt8(ascii: ">"))
      }
      let end = file.firstRange(of: Array("</body".utf8))?.lowerBound ?? file.endIndex
      return min((start ?? file.startIndex - 1) + 1, end)..<end
    }
    var tags = EPUBTags(file[start...])
    while let tag = tags.next() {
      if tags.depth < 0 { return start..<tag.lowerBound }
    }
    return start..<file.endIndex
  }

  private static func replacing(_ text: String, by other: String, in page: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = page[...]
    let text = Array(text.utf8)
    while let found = rest.firstRange(of: text) {
      result += rest[..<found.lowerBound]
      result += other.utf8
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}

/// The tags of well-formed XML without comments, one by one.
struct EPUBTags {
  private let bytes: ArraySlice<UInt8>
  private var index: Int
  /// How many elements are open behind the last tag, of those that began in the text.
  private(set) var depth = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The next tag from its `<` to behind its `>`.
  mutating func next() -> Range<Int>? {
    guard let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) else { return nil }
    var end = start + 1
    var quote: UInt8?
    while end < bytes.endIndex {
      let byte = bytes[end]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      end += 1
    }
    guard end < bytes.endIndex else { return nil }
    index = end + 1
    switch bytes[start + 1] {
    case UInt8(ascii: "/"): depth -= 1
    case UInt8(ascii: "!"), UInt8(ascii: "?"): break
    default: if bytes[end - 1] != UInt8(ascii: "/") { depth += 1 }
    }
    return start..<end + 1
  }

  /// The start tags of the elements that are open at the end of a text.
  static func open(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    var tags = EPUBTags(bytes)
    var open: [Range<Int>] = []
    var depth = 0
    while let tag = tags.next() {
      if tags.depth > depth { open.append(tag) } else if tags.depth < depth { _ = open.popLast() }
      depth = tags.depth
    }
    return open
  }

  /// A start tag once more, without what may stand in a book but once or leads to what does.
  static func again(_ tag: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = tag
    while let start = rest.firstIndex(of: 0x20),
      let end = rest[start...].firstRange(of: Array("=\"".utf8)),
      let close = rest[end.upperBound...].firstIndex(of: UInt8(ascii: "\""))
    {
      let name = String(decoding: rest[(start + 1)..<end.lowerBound], as: UTF8.self)
      result += rest[..<start]
      if !["id", "aria-labelledby", "aria-describedby"].contains(name) {
        result += rest[start...close]
      }
      rest = rest[(close + 1)...]
    }
    return result + rest
  }

  /// The end tag of a start tag.
  static func end(of tag: ArraySlice<UInt8>) -> [UInt8] {
    let name = tag.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
    return Array("</".utf8) + name + Array(">".utf8)
  }
}
