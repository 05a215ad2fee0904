import Synchronization
import WarraqCore
import WarraqMarkup
import WarraqZip

/// Which pages of a book refer to notes on other pages, and pages of notes that were opened.
///
/// A page of notes has to know who refers to it, and may be one for all chapters: to look at all
/// pages for each page of notes, or at the page of notes for each chapter anew, would cost the square
/// of their number.
final class EPUBNoteIndex: Sendable {
  /// The pages that refer to a page, in order.
  private struct Origins {
    var all: [String: [String]] = [:]
    /// Those that the markup calls references: notes have these alone.
    var declared: [String: [String]] = [:]
  }

  /// A page that one reader at a time uses.
  private struct OpenPage: @unchecked Sendable {
    let path: String
    let page: EPUBNotePage
  }

  private let origins = Mutex<Origins?>(nil)
  private let openPages = Mutex<[OpenPage]>([])

  /// How many pages of notes are kept, beside those in use.
  private static let maximumOpenPages = 4
  /// How many pages may lie between a note of a note and the text.
  private static let maximumSteps = 3

  /// The pages whose notes, or whose notes' notes, may stand on a page.
  ///
  /// - Parameters:
  ///   - paths: all pages of the book.
  ///   - read: what a file of the book holds; `nil` where it cannot be read.
  ///   - tree: what the page of such bytes shows.
  func origins(
    of path: String, among paths: [String], in zip: ZipReader, read: (String) -> [UInt8]?,
    tree: (String, [UInt8]) -> XMLTree.Element?
  ) -> [String] {
    let known = origins.withLock { origins in
      if let origins { return origins }
      var found = Origins()
      for path in paths {
        guard let bytes = read(path), Self.mayRefer(bytes), let body = tree(path, bytes) else {
          continue
        }
        var targets: [String] = []
        for reference in EPUBNotes.references(in: body, at: path, zip) where reference.isThere {
          if !targets.contains(reference.path) {
            guard targets.count < EPUBNotes.maximumPages else { continue }
            targets.append(reference.path)
            found.all[reference.path, default: []].append(path)
          }
          if reference.isDeclared, found.declared[reference.path]?.last != path {
            found.declared[reference.path, default: []].append(path)
          }
        }
      }
      origins = found
      return found
    }
    var result = known.all[path] ?? []
    var seen = Set(result)
    var last = known.declared[path] ?? []
    for _ in 1..<Self.maximumSteps where !last.isEmpty {
      var next: [String] = []
      for page in last {
        for origin in known.all[page] ?? [] where origin != path && seen.insert(origin).inserted {
          result.append(origin)
          next.append(origin)
        }
      }
      last = next
    }
    return result
  }

  /// Whether a page may have a link into another one.
  private static func mayRefer(_ bytes: [UInt8]) -> Bool {
    var previous = UInt8(ascii: "\"")
    for byte in bytes {
      if byte == UInt8(ascii: "#") {
        switch previous {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"): break
        default: return true
        }
      }
      previous = byte
    }
    return false
  }

  /// Hands out a page of notes that was opened before.
  func take(_ path: String) -> EPUBNotePage? {
    openPages.withLock { pages in
      pages.firstIndex { $0.path == path }.map { pages.remove(at: $0) }
    }?.page
  }

  /// Keeps pages for the next reader; who gives one must not use it any more.
  func giveBack(_ pages: [String: EPUBNotePage]) {
    let pages = pages.map { OpenPage(path: $0.key, page: $0.value) }
    openPages.withLock { open in
      open += pages
      open.removeFirst(max(open.count - Self.maximumOpenPages, 0))
    }
  }
}
