import WarraqCore
import WarraqModel
import WarraqZip

/// What a page cannot say of its story, in a data block of the page (HTML, 4.12.1,
/// https://html.spec.whatwg.org/multipage/scripting.html#data-block).
///
/// ```html
/// <script type="application/json" id="data" data-page="5120 2868350213" data-body="page"
///   data-files="0.1 images/5ba9….png">{"id":"urn:…","headline":"…"}</script>
/// ```
///
/// The block is the article in the canonical JSON form. Two things are not in it twice: pictures
/// that are files of the book, and a body that is read back from the page as it was. `data-page` is
/// the length and the CRC-32 of what stands before the block, so that a reader sees whether somebody
/// changed the page. A story in several files has a share of the JSON in each (``EPUBChapterCut``).
enum EPUBStoryData {
  private static let opening = Array(
    #"<script type="application/json" id="data" data-page=""#.utf8)

  /// Where the block starts in a chapter; `nil` when there is none.
  static func start(in chapter: ArraySlice<UInt8>) -> Int? { chapter.lastStart(of: opening) }

  /// Appends a block from behind another page to `page`, which may be another one.
  ///
  /// - Parameter isChanged: whether the block is to say that the page is not what was written.
  static func append(
    _ block: ArraySlice<UInt8>, to page: inout [UInt8], isChanged: Bool = false
  ) {
    let rest = block.dropFirst(opening.count)
    let mark = isChanged ? "" : mark(of: page[...])
    page += opening
    page += mark.utf8
    page += rest.drop { $0 != UInt8(ascii: "\"") }
  }

  /// A block as one for each of several pages: the first has the attributes, each a share of the JSON.
  static func shares(of block: ArraySlice<UInt8>, count: Int) -> [[UInt8]] {
    guard let start = block.firstIndex(of: UInt8(ascii: ">")).map({ $0 + 1 }),
      let end = block.lastStart(of: closing)
    else { return [] }
    let share = (end - start + count - 1) / count
    var rest = block[start..<end]
    return (0..<count).map { number in
      var length = min(share, rest.count)
      // Not inside a character.
      while length < rest.count, rest[rest.startIndex + length] & 0xC0 == 0x80 { length += 1 }
      let json = rest.prefix(length)
      rest = rest.dropFirst(length)
      let tag = number == 0 ? Array(block[..<start]) : opening + Array("\">".utf8)
      return tag + json + closing
    }
  }

  /// The block whose shares were given to several pages.
  static func whole(of shares: [ArraySlice<UInt8>]) -> [UInt8] {
    var block: [UInt8] = []
    for (number, share) in shares.enumerated() {
      guard let start = share.firstIndex(of: UInt8(ascii: ">")) else { continue }
      block +=
        share[(number == 0 ? share.startIndex : start + 1)..<(share.endIndex - closing.count)]
    }
    return block + closing
  }

  private static let closing = Array("</script>".utf8)

  /// The length and the checksum of a page.
  private static func mark(of page: ArraySlice<UInt8>) -> String {
    "\(page.count) \(page.withUnsafeBytes { CRC32.checksum(of: $0) })"
  }

  /// Appends the block.
  ///
  /// - Parameters:
  ///   - pictures: those of the story that are files of the book.
  ///   - start: where the page starts in the buffer.
  static func append(
    _ article: Article, pictures: EPUBPictures, pageFrom start: Int,
    to buffer: inout ByteBuffer
  ) {
    let mark = mark(of: buffer.bytes[start...])
    buffer.append(contentsOf: opening)
    buffer.append(mark)
    buffer.append(UInt8(ascii: "\""))
    var rest = article
    if isPlain(article.body) {
      rest.body = []
      buffer.append(" data-body=\"page\"")
    }
    if !pictures.files.isEmpty {
      buffer.append(" data-files=\"")
      for (index, file) in pictures.files.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: " ")) }
        buffer.append(decimal: file.asset)
        buffer.append(UInt8(ascii: "."))
        buffer.append(decimal: file.rendition)
        buffer.append(UInt8(ascii: " "))
        buffer.append(file.path)
        var rendition = rest.media[file.asset].renditions[file.rendition]
        // A picture of a file comes back with the kind that it was seen to be.
        if rendition.data == nil, rendition.mediaType == nil {
          rendition.mediaType = pictures.mediaType(at: file.path)
        }
        rendition.data = nil
        rest.media[file.asset].renditions[file.rendition] = rendition
      }
      buffer.append(UInt8(ascii: "\""))
    }
    buffer.append(UInt8(ascii: ">"))
    let json = buffer.count
    CanonicalJSON.append(rest, to: &buffer)
    buffer.escapeMarkup(from: json)
    buffer.append(contentsOf: closing)
  }

  /// Whether a body comes back from a page as it is: paragraphs of text, stressed or not, and of
  /// lines, without anything that HTML would not keep.
  private static func isPlain(_ body: [Block]) -> Bool {
    !body.isEmpty
      && body.allSatisfy { block in
        guard case .paragraph(let inlines) = block else { return false }
        return isPlain(inlines)
      }
  }

  private static func isPlain(_ inlines: [Inline]) -> Bool {
    guard !inlines.isEmpty else { return false }
    for (index, inline) in inlines.enumerated() {
      let next = index + 1 < inlines.count ? inlines[index + 1] : nil
      switch inline {
      case .text(let text):
        // Two texts would come back as one.
        if case .text = next { return false }
        let isAfterStress = index > 0 && inlines[index - 1].isStressed
        guard
          isPlain(text, mayOpenWithSpace: isAfterStress, mayEndWithSpace: next?.isStressed ?? false)
        else { return false }
      case .emphasis(let inner), .strong(let inner):
        // Nothing but a text parts two runs of the same kind.
        guard next?.isStressed != true, inner.count == 1, case .text(let text) = inner[0],
          isPlain(text, mayOpenWithSpace: false, mayEndWithSpace: false)
        else { return false }
      case .lineBreak:
        guard index > 0, case .text = inlines[index - 1], case .text = next else { return false }
      default: return false
      }
    }
    return true
  }

  private static func isPlain(
    _ text: String, mayOpenWithSpace: Bool, mayEndWithSpace: Bool
  ) -> Bool {
    text.withUTF8Bytes { bytes in
      guard let base = bytes.baseAddress, let first = bytes.first,
        first != 0x20 || mayOpenWithSpace && bytes.count > 1,
        bytes.last != 0x20 || mayEndWithSpace
      else { return false }
      let raw = UnsafeRawPointer(base)
      var position = 0
      // Sixteen bytes, each with the one after it.
      while position &+ 17 <= bytes.count {
        let block = raw.loadUnaligned(fromByteOffset: position, as: ByteScan.Bytes.self)
        let next = raw.loadUnaligned(fromByteOffset: position &+ 1, as: ByteScan.Bytes.self)
        let other = block.below(0x20) .| block.equal(0x7F) .| block.equal(0xEF)
        if ByteScan.any(other .| block.equal(0x20) .& next.equal(0x20)) {
          guard (position..<position + 16).allSatisfy({ isKept($0, in: bytes) }) else {
            return false
          }
        }
        position &+= 16
      }
      return (position..<bytes.count).allSatisfy { isKept($0, in: bytes) }
    }
  }

  /// Whether the byte at `index` comes back from a page.
  private static func isKept(_ index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes[index] {
    case ..<0x20, 0x7F: return false
    case 0x20: return index + 1 == bytes.count || bytes[index + 1] != 0x20
    case 0xEF:
      // The byte order mark, and U+FFFE and U+FFFF, which XML forbids.
      guard index + 2 < bytes.count else { return false }
      let (second, third) = (bytes[index + 1], bytes[index + 2])
      return !(second == 0xBB && third == 0xBF || second == 0xBF && third >= 0xBE)
    default: return true
    }
  }
}

extension Inline {
  fileprivate var isStressed: Bool {
    switch self {
    case .emphasis, .strong: true
    default: false
    }
  }
}

extension ByteBuffer {
  /// Writes the characters of JSON that are markup, or that XML forbids, as `\u` escapes.
  ///
  /// They can stand only inside texts, so the value stays the same, whether the page is read as XML
  /// or as HTML.
  fileprivate mutating func escapeMarkup(from start: Int) {
    guard let first = bytes.withUnsafeBufferPointer({ Self.nextMarkup(in: $0, from: start) }) else {
      return
    }
    let json = Array(bytes[first...])
    truncate(to: first)
    json.withUnsafeBufferPointer { json in
      var copied = 0
      var position = 0
      while let index = Self.nextMarkup(in: json, from: position) {
        position = index + 1
        guard let (escape, length) = Self.escape(at: index, in: json) else { continue }
        append(contentsOf: UnsafeBufferPointer(rebasing: json[copied..<index]))
        append(escape)
        copied = index + length
        position = copied
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: json[copied...]))
    }
  }

  private static func escape(
    at index: Int, in json: UnsafeBufferPointer<UInt8>
  ) -> (StaticString, length: Int)? {
    switch json[index] {
    case UInt8(ascii: "<"): return ("\\u003C", 1)
    case UInt8(ascii: ">"): return ("\\u003E", 1)
    case UInt8(ascii: "&"): return ("\\u0026", 1)
    case 0xEF where index + 2 < json.count && json[index + 1] == 0xBF:
      // U+FFFE and U+FFFF.
      if json[index + 2] == 0xBE { return ("\\uFFFE", 3) }
      return json[index + 2] == 0xBF ? ("\\uFFFF", 3) : nil
    default: return nil
    }
  }

  /// The next of the bytes `<`, `>`, `&` and EF, eight of them looked at together.
  private static func nextMarkup(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var position = start
    while position + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
      // A byte that is zero after the right XOR sets its high bit; `<` and `>` differ in one bit.
      let angles = (word | ones &* 0x02) ^ (ones &* 0x3E)
      let ampersands = word ^ (ones &* 0x26)
      let leads = word ^ (ones &* 0xEF)
      let hits =
        ((angles &- ones) & ~angles | (ampersands &- ones) & ~ampersands
          | (leads &- ones) & ~leads) & (ones &* 0x80)
      if hits != 0 { return position + hits.trailingZeroBitCount / 8 }
      position += 8
    }
    return bytes[position...].firstIndex { [0x3C, 0x3E, 0x26, 0xEF].contains($0) }
  }
}
