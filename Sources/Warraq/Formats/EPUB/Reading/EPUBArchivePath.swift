import WarraqCore
import WarraqMarkup
import WarraqModel
import WarraqZip

/// Paths inside the archive of a book, as its files write them.
enum EPUBArchivePath {
  /// The folder of a file, with a slash at its end; empty at the root.
  static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
  }

  /// Whether a page is where the page before it goes on: calibre cuts a long page into files named
  /// `name_split_000.html`, `name_split_001.html`…
  static func isContinuation(_ path: String, of other: String) -> Bool {
    guard let cut = path.firstRange(of: "_split_"), let otherCut = other.firstRange(of: "_split_"),
      path[..<cut.lowerBound] == other[..<otherCut.lowerBound]
    else { return false }
    return path[cut.upperBound...].first?.isNumber == true
  }

  /// The path that a reference in a file leads to (EPUB 3.3, 4.2.5), without query and fragment.
  ///
  /// `nil` for what lies outside the book: an address with a scheme, or a way above the root.
  static func resolve(_ reference: String, in file: String) -> String? {
    let end = reference.utf8.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") }
    let bare = reference[..<(end ?? reference.endIndex)]
    guard !bare.isEmpty else { return file }
    // Nearly all files lie beside each other and have names that need no thought.
    if bare.utf8.allSatisfy(URIText.isUnreserved), bare.utf8.first != UInt8(ascii: ".") {
      return folder(of: file) + bare
    }
    guard !URIText.isAbsolute(reference), !bare.hasPrefix("//") else { return nil }
    // A path from the root is wrong, and what it means is plain.
    var segments =
      bare.hasPrefix("/") ? [] : folder(of: file).split(separator: "/").map(String.init)
    for segment in bare.split(separator: "/") {
      switch segment {
      case ".": break
      case "..":
        guard segments.popLast() != nil else { return nil }
      default: segments.append(URIText.decodedSegment(String(segment)))
      }
    }
    return segments.joined(separator: "/")
  }
}

extension HTMLContent {
  /// Gives the pictures of a file addresses that mean the same in files of other folders.
  mutating func placePictures(of path: String) {
    let folder = "/" + EPUBArchivePath.folder(of: path)
    for asset in media.indices {
      for index in media[asset].renditions.indices {
        guard let href = media[asset].renditions[index].href, !URIText.isAbsolute(href),
          let first = href.first, first != "/", first != "#"
        else { continue }
        media[asset].renditions[index].href = folder + href
      }
    }
  }
}

extension ZipReader {
  /// The name of the entry that a reference in a file means.
  ///
  /// Names are compared as texts, so that `é` is the same however it is composed. There are books
  /// whose names hold percent signs, and books whose names differ from their references in case.
  func name(for reference: String, in file: String) -> String? {
    guard let path = EPUBArchivePath.resolve(reference, in: file) else { return nil }
    if let entry = entry(named: path) { return entry.name }
    let end = reference.firstIndex { $0 == "#" } ?? reference.endIndex
    let literal = EPUBArchivePath.folder(of: file) + reference[..<end]
    if let entry = entry(named: literal) { return entry.name }
    return entry(like: path)?.name
  }
}
