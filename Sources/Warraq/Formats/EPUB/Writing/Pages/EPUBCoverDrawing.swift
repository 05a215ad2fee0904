import WarraqCore
import WarraqModel
import WarraqZip

/// Draws the cover of a book that is given none: a star with the day of the issue in it, and lines
/// as long as the headlines are.
///
/// Shelves show a picture and no page, so there has to be one. It holds no words: to set Arabic takes
/// a shaper and fonts, which a program like this one does not bring; the words are on the cover page.
/// Colours follow from the title, so the issues of a series look alike.
struct EPUBCoverDrawing {
  private let day: String?
  private let month: String?
  private let lines: [Int]
  private let isRightToLeft: Bool
  private let palette: [UInt32]
  /// The rows of the picture as PNG has them: a filter byte, which is 0, and four pixels a byte.
  private var rows: [UInt8]

  private static let width = 1200
  private static let height = 1920
  private static let rowBytes = 1 + width / 4

  /// Places in the palette.
  private enum Ink: UInt8 {
    case ground, accent, paper
  }

  /// Ground, accent and paper.
  private static let palettes: [[UInt32]] = [
    [0x12353B, 0xC9A227, 0xF7F1E1], [0x4A1525, 0xD9B382, 0xF8F0E6], [0x14284B, 0xE0A526, 0xF4F1EA],
    [0x1F3D2B, 0xD8C58A, 0xF6F3E4], [0x33204A, 0xD99A8B, 0xF7EFEF], [0x2B2F36, 0xC77B43, 0xF3EEE8],
  ]

  init(_ book: EPUBBook) {
    let date = book.date
    day = date.flatMap { $0.precision >= .day ? String($0.day) : nil }
    month = date.flatMap { date in
      guard date.isResolved else { return nil }
      return date.precision >= .month ? "\(date.month).\(date.year)" : String(date.year)
    }
    lines = book.order.prefix(5).map { book.stories[$0].title.unicodeScalars.count }
    isRightToLeft = book.language.direction == .rightToLeft
    let hash = SHA1.digest(of: Array(book.title.utf8))
    palette = Self.palettes[Int(hash[0]) % Self.palettes.count]
    rows = Array(repeating: 0, count: Self.rowBytes * Self.height)
  }

  /// The drawing as a PNG.
  consuming func png(_ deflater: Deflater) throws(ConversionError) -> [UInt8] {
    draw()
    return try encoded(deflater)
  }

  // MARK: - Drawing

  private mutating func draw() {
    frame(inset: 60, thickness: 10)
    frame(inset: 84, thickness: 3)
    let (x, y) = (Self.width / 2, 700)
    star(x, y, radius: 430, .accent)
    star(x, y, radius: 408, .ground)
    star(x, y, radius: 380, .paper)
    if let day {
      number(day, x, y - 40, cell: 34, .ground)
      if let month { number(month, x, y + 190, cell: 9, .ground) }
    } else if let month {
      number(month, x, y, cell: 16, .ground)
    } else {
      star(x, y, radius: 150, .accent)
    }
    for offset in [-150, 0, 150] { star(x + offset, 1260, radius: offset == 0 ? 40 : 26, .accent) }
    let room = Self.width - 2 * 180
    for (index, length) in lines.enumerated() {
      // A headline of sixty letters fills the line.
      let long = min(max(room * length / 60, room / 4), room)
      let top = 1370 + index * 84
      fill(180, top, long, 26, index == 0 ? .accent : .paper)
    }
  }

  private mutating func frame(inset: Int, thickness: Int) {
    let (width, height) = (Self.width - 2 * inset, Self.height - 2 * inset)
    fill(inset, inset, width, thickness, .accent)
    fill(inset, inset + height - thickness, width, thickness, .accent)
    fill(inset, inset, thickness, height, .accent)
    fill(inset + width - thickness, inset, thickness, height, .accent)
  }

  /// Fills a rectangle; in a book that runs from right to left `x` counts from the right.
  private mutating func fill(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ ink: Ink) {
    row(from: y, count: height, x: isRightToLeft ? Self.width - x - width : x, width: width, ink)
  }

  private mutating func row(from y: Int, count: Int, x: Int, width: Int, _ ink: Ink) {
    guard width > 0 else { return }
    let (last, pattern) = (x + width - 1, ink.rawValue * 0b0101_0101)
    for line in y..<y + count {
      let start = line * Self.rowBytes + 1
      for column in x / 4...last / 4 {
        // The first and the last byte may have other pixels too.
        var mask: UInt8 = 0xFF
        if column == x / 4 { mask &= 0xFF >> (2 * (x % 4)) }
        if column == last / 4 { mask &= 0xFF << (6 - 2 * (last % 4)) }
        rows[start + column] = rows[start + column] & ~mask | pattern & mask
      }
    }
  }

  /// Fills a star of eight points: a square, and the same square on its corner.
  private mutating func star(_ x: Int, _ y: Int, radius: Int, _ ink: Ink) {
    let side = radius * 7071 / 10000
    for offset in -radius...radius {
      let half = max(abs(offset) <= side ? side : 0, radius - abs(offset))
      row(from: y + offset, count: 1, x: x - half, width: 2 * half + 1, ink)
    }
  }

  /// Writes digits and points around a centre, in squares of `cell` pixels. They run from left to
  /// right in every script.
  private mutating func number(_ text: String, _ x: Int, _ y: Int, cell: Int, _ ink: Ink) {
    let glyphs = text.utf8.map { Self.digits[$0] ?? [] }
    let columns = glyphs.reduce(-1) { $0 + ($1.isEmpty ? 1 : 5) + 1 }
    var left = x - columns * cell / 2
    let top = y - 7 * cell / 2
    for glyph in glyphs {
      guard !glyph.isEmpty else {
        row(from: top + 6 * cell, count: cell, x: left, width: cell, ink)
        left += 2 * cell
        continue
      }
      for (line, bits) in glyph.enumerated() {
        for column in 0..<5 where bits >> (4 - column) & 1 == 1 {
          row(from: top + line * cell, count: cell, x: left + column * cell, width: cell, ink)
        }
      }
      left += 6 * cell
    }
  }

  /// Digits of five by seven squares.
  private static let digits: [UInt8: [UInt8]] = [
    0x30: [0x0E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E],
    0x31: [0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E],
    0x32: [0x0E, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1F],
    0x33: [0x0E, 0x11, 0x01, 0x06, 0x01, 0x11, 0x0E],
    0x34: [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02],
    0x35: [0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E],
    0x36: [0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E],
    0x37: [0x1F, 0x01, 0x02, 0x04, 0x04, 0x08, 0x08],
    0x38: [0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E],
    0x39: [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C],
  ]

  // MARK: - PNG

  /// PNG (https://www.w3.org/TR/png-3/) with a palette, four pixels a byte.
  private mutating func encoded(_ deflater: Deflater) throws(ConversionError) -> [UInt8] {
    let checksum = Self.adler32(rows)
    _ = try deflater.deflate(&rows, from: 0)
    var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    Self.chunk(
      "IHDR", Self.bytes(UInt32(Self.width)) + Self.bytes(UInt32(Self.height)) + [2, 3, 0, 0, 0],
      &png)
    Self.chunk("PLTE", palette.flatMap { Self.bytes($0).dropFirst() }, &png)
    Self.chunk("IDAT", [0x78, 0x9C] + rows + Self.bytes(checksum), &png)
    Self.chunk("IEND", [], &png)
    return png
  }

  private static func chunk(_ type: String, _ data: [UInt8], _ png: inout [UInt8]) {
    let body = Array(type.utf8) + data
    png += bytes(UInt32(data.count)) + body
    png += bytes(body.withUnsafeBytes { CRC32.checksum(of: $0) })
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// The checksum of zlib (RFC 1950, 8).
  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    // So many bytes do not overflow (RFC 1950, 9).
    for start in stride(from: 0, to: bytes.count, by: 5552) {
      for byte in bytes[start..<min(start + 5552, bytes.count)] {
        a &+= UInt32(byte)
        b &+= a
      }
      a %= 65521
      b %= 65521
    }
    return b << 16 | a
  }
}
