import WarraqZip

/// The data block of a page, found again.
struct EPUBDataBlock {
  /// The element.
  let whole: ArraySlice<UInt8>
  /// How many bytes before the block belong to the page.
  let pageBytes: Int?
  /// The article, without what the page or the book holds.
  let json: ArraySlice<UInt8>
  /// Whether the page is not what was written.
  let isPageChanged: Bool
  /// Whether the body is to be taken from the page.
  let isBodyOnPage: Bool
  /// Which renditions have their bytes in files of the book.
  private(set) var files: [(asset: Int, rendition: Int, path: String)] = []

  private static let closing = Array("</script>".utf8)

  /// Finds the block; `nil` when there is none of the form in which it was written.
  init?(in page: ArraySlice<UInt8>) {
    guard let start = EPUBStoryData.start(in: page),
      let tagEnd = page[start...].firstIndex(of: UInt8(ascii: ">")),
      let end = page[tagEnd...].firstIndex(of: Self.closing)
    else { return nil }
    json = page[(tagEnd + 1)..<end]
    whole = page[start..<(end + Self.closing.count)]
    let tag = page[start..<tagEnd]
    isBodyOnPage = Self.attribute("data-body", in: tag) == "page"
    let mark = (Self.attribute("data-page", in: tag) ?? "").split(separator: " ").compactMap {
      Int($0)
    }
    if mark.count == 2, 0...(start - page.startIndex) ~= mark[0] {
      let checksum = page[(start - mark[0])..<start].withUnsafeBytes { CRC32.checksum(of: $0) }
      isPageChanged = Int(checksum) != mark[1]
      pageBytes = mark[0]
    } else {
      isPageChanged = true
      pageBytes = nil
    }
    let words = (Self.attribute("data-files", in: tag) ?? "").split(separator: " ")
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      let numbers = words[index].split(separator: ".").compactMap { Int($0) }
      guard numbers.count == 2 else { continue }
      files.append((numbers[0], numbers[1], String(words[index + 1])))
    }
  }

  private static func attribute(_ name: String, in tag: ArraySlice<UInt8>) -> String? {
    let opening = Array(" \(name)=\"".utf8)
    guard let start = tag.firstIndex(of: opening) else { return nil }
    let value = tag[(start + opening.count)...]
    return value.firstIndex(of: UInt8(ascii: "\"")).map {
      String(decoding: value[..<$0], as: UTF8.self)
    }
  }
}

extension ArraySlice<UInt8> {
  func firstIndex(of other: [UInt8]) -> Int? {
    indices.first { self[$0] == other[0] && self[$0...].starts(with: other) }
  }

  func lastStart(of other: [UInt8]) -> Int? {
    indices.last { self[$0] == other[0] && self[$0...].starts(with: other) }
  }
}
