/// Where the files of a book lie, beside the package document.
///
/// Names are short, in lower case and plain ASCII: there are readers and file systems that trip over
/// anything else.
enum EPUBPath {
  static let folder = "EPUB/"
  static let package = "package.opf"
  static let navigation = "nav.xhtml"
  static let ncx = "toc.ncx"
  static let cover = "cover.xhtml"
  static let front = "front.xhtml"
  static let style = "style.css"
  static let coverPicture = "cover.png"

  /// The file of the story at `index` of the input.
  static func chapter(_ index: Int) -> String { padded("a", index + 1, to: 5, ".xhtml") }

  /// The file of a part of a story that is cut: `a00001.xhtml`, `a00001-2.xhtml`.
  static func chapter(_ index: Int, part: Int) -> String {
    part == 0 ? chapter(index) : numbered(chapterID(index), part)
  }

  /// Whether a file is a further part of the story in another.
  static func isPart(_ path: String, of other: String) -> Bool {
    guard storyIndex(of: other) != nil else { return false }
    let stem = other.dropLast(6)
    guard path.hasPrefix(stem), path.hasSuffix(".xhtml") else { return false }
    let rest = path.dropFirst(stem.count).dropLast(6)
    return rest.first == "-" && Int(rest.dropFirst()) ?? 0 > 1
  }

  /// The identifier of the story at `index` in the package document: `a00001` and so on.
  static func chapterID(_ index: Int) -> String { padded("a", index + 1, to: 5) }

  /// Which story a file is, by its name; `nil` for other files.
  static func storyIndex(of path: String) -> Int? {
    let name =
      path.utf8.lastIndex(of: UInt8(ascii: "/"))
      .map { path[path.utf8.index(after: $0)...] } ?? path[...]
    guard name.hasPrefix("a"), name.hasSuffix(".xhtml"),
      let number = Int(name.dropFirst().dropLast(6)), number > 0, chapter(number - 1) == name
    else { return nil }
    return number - 1
  }

  /// The page at `page` of the section at `index`: `s001.xhtml`, `s001-2.xhtml`.
  static func section(_ index: Int, page: Int = 0) -> String {
    numbered(padded("s", index + 1, to: 3), page)
  }

  /// The page at `page` of the list of keywords.
  static func index(page: Int = 0) -> String { numbered("index", page) }

  /// The page of the keywords of a group; those that go on have a number above 0.
  static func topics(_ group: UInt8, page: Int = 0) -> String {
    numbered(padded("topics-", Int(group), to: 2), page)
  }

  private static func numbered(_ name: String, _ page: Int) -> String {
    page == 0 ? name + ".xhtml" : "\(name)-\(page + 1).xhtml"
  }

  /// A number between two texts, with zeros before it where it has fewer digits than `width`.
  private static func padded(
    _ prefix: StaticString, _ number: Int, to width: Int, _ suffix: StaticString = ""
  ) -> String {
    var digits = 1
    var rest = number / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    let end = prefix.utf8CodeUnitCount + max(digits, width)
    return String(unsafeUninitializedCapacity: end + suffix.utf8CodeUnitCount) { bytes in
      _ = bytes.update(fromContentsOf: UnsafeBufferPointer(prefix))
      var rest = number
      for index in (prefix.utf8CodeUnitCount..<end).reversed() {
        bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      _ = bytes[end...].update(fromContentsOf: UnsafeBufferPointer(suffix))
      return end + suffix.utf8CodeUnitCount
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate init(_ text: StaticString) {
    self.init(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }
}
