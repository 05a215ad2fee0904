import WarraqCore
import WarraqMarkup
import WarraqZip

/// Changes the links of a chapter to what is known when all stories are.
///
/// A chapter is written before anybody knows which stories the book has. So links to other stories
/// have the address on the web in it, and keywords have links to an index. Both are put right when
/// the book is finished, in those few chapters that need it.
///
/// ```html
/// <a href="a00007.xhtml" data-warraq-href="https://news.example/seven">seven</a>
/// ```
///
/// The address stays as data, so that it comes back when the book is read.
struct EPUBLinkEdit {
  /// The files of the book that addresses lead to.
  let targets: [String: String]
  /// Whether links to the index become words.
  let dropsKeywordLinks: Bool

  /// Whether there may be anything to change.
  var isNeeded: Bool { dropsKeywordLinks || !targets.isEmpty }

  private static let link = Array("<a href=\"".utf8)
  private static let linkEnd = Array("</a>".utf8)
  private static let keyword = Array("topics-".utf8)

  /// The chapter with its links changed, without its head as it was given.
  func edited(_ chapter: [UInt8]) -> [UInt8] {
    let data = EPUBStoryData.start(in: chapter[...])
    let page = chapter[..<(data ?? chapter.count)]
    var result: [UInt8] = []
    result.reserveCapacity(chapter.count + 256)
    var rest = page
    while let start = rest.firstRange(of: Self.link) {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { break }
      let value = rest[..<end]
      if dropsKeywordLinks, value.starts(with: Self.keyword),
        let tagEnd = rest[end...].firstIndex(of: UInt8(ascii: ">")),
        let close = rest[tagEnd...].firstRange(of: Self.linkEnd)
      {
        result += rest[(tagEnd + 1)..<close.lowerBound]
        rest = rest[close.upperBound...]
        continue
      }
      result += Self.link
      if let target = targets[Self.address(value)] {
        result += target.utf8
        result += Array("\" \(EPUBAddress.originalAttribute)=\"".utf8)
      }
      result += value
      rest = rest[end...]
    }
    result += rest
    if let data { EPUBStoryData.append(chapter[data...], to: &result) }
    return result
  }

  /// The address that an attribute holds.
  private static func address(_ value: ArraySlice<UInt8>) -> String {
    let text = String(decoding: value, as: UTF8.self)
    guard value.contains(UInt8(ascii: "&")) else { return text }
    return [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
