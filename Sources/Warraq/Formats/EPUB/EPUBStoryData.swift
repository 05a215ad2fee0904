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
/// changed the page.
enum EPUBStoryData {
  /// Appends the block.
  ///
  /// - Parameters:
  ///   - pictures: those of the story that are files of the book.
  ///   - start: where the page starts in the buffer.
  static func append(
    _ article: Article, pictures: EPUBPictures, pageFrom start: Int,
    to buffer: inout ByteBuffer
  ) {
    let size = buffer.count - start
    let checksum = buffer.bytes.withUnsafeBytes { bytes in
      CRC32.checksum(of: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
    buffer.append("<script type=\"application/json\" id=\"data\" data-page=\"")
    buffer.append(decimal: size)
    buffer.append(UInt8(ascii: " "))
    buffer.append(decimal: Int(checksum))
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
        rest.media[file.asset].renditions[file.rendition].data = nil
      }
      buffer.append(UInt8(ascii: "\""))
    }
    buffer.append(UInt8(ascii: ">"))
    let json = buffer.count
    CanonicalJSON.append(rest, to: &buffer)
    buffer.escapeMarkup(from: json)
    buffer.append("</script>")
  }

  /// Whether a body comes back from a page as it is: paragraphs of text without anything that HTML
  /// would not keep.
  private static func isPlain(_ body: [Block]) -> Bool {
    !body.isEmpty
      && body.allSatisfy { block in
        guard case .paragraph(let inlines) = block, inlines.count == 1,
          case .text(let text) = inlines[0]
        else { return false }
        return isPlain(text)
      }
  }

  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20 else {
        return false
      }
      var previous: UInt8 = 0
      for byte in bytes {
        // EF starts U+FFFE, which XML forbids, and the byte order mark.
        guard byte >= 0x20, byte != 0x7F, byte != 0xEF, byte != 0x20 || previous != 0x20 else {
          return false
        }
        previous = byte
      }
      return true
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
