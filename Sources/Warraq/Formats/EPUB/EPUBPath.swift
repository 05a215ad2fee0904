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
  static func chapter(_ index: Int) -> String { chapterID(index) + ".xhtml" }

  /// The identifier of the story at `index` in the package document: `a00001` and so on.
  static func chapterID(_ index: Int) -> String { "a" + padded(index + 1, to: 5) }

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
    numbered("s" + padded(index + 1, to: 3), page)
  }

  /// The page at `page` of the list of keywords.
  static func index(page: Int = 0) -> String { numbered("index", page) }

  /// The page of the keywords of a group; those that go on have a number above 0.
  static func topics(_ group: UInt8, page: Int = 0) -> String {
    numbered("topics-" + padded(Int(group), to: 2), page)
  }

  private static func numbered(_ name: String, _ page: Int) -> String {
    page == 0 ? name + ".xhtml" : "\(name)-\(page + 1).xhtml"
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
  }
}
