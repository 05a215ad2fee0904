import WarraqCore
import WarraqModel
import WarraqZip

/// Draws the cover of a book that is given none: its title, a star with the day of the issue in it,
/// and the first headlines.
///
/// Shelves show a picture and no page, so there has to be one. Words are drawn where ``CoverLettering``
/// has all of their letters. To set Arabic takes a shaper and fonts, which a program like this one
/// does not bring: there lines as long as the headlines stand for them, and the words are on the cover
/// page. Colours follow from the title, so the issues of a series look alike.
struct EPUBCoverDrawing {
  private let day: CoverLettering?
  private let month: CoverLettering?
  private let title: [CoverLettering]
  private let publisher: CoverLettering?
  private let issue: CoverLettering?
  private let headlines: [(length: Int, words: CoverLettering?)]
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
    day = date.flatMap { $0.precision >= .day ? CoverLettering(String($0.day)) : nil }
    month = date.flatMap { date in
      guard date.isResolved else { return nil }
      return CoverLettering(
        date.precision >= .month ? "\(date.month).\(date.year)" : String(date.year))
    }
    let language = book.language.tag
    title = Self.lines(of: book.title, language: language)
    publisher = book.publishers.first.flatMap {
      $0 == book.title ? nil : CoverLettering($0, language: language)
    }
    let days = book.days.flatMap { book.title.contains($0) ? nil : $0 }
    let number = book.issue.map { "\(book.labels.issue) \($0)" }
    let line = [days, number].compactMap { $0 }.joined(separator: " · ")
    issue = CoverLettering(line, language: language)
    headlines = book.order.prefix(5).map { index in
      let story = book.stories[index]
      return (
        story.title.unicodeScalars.count, Self.headline(story.title, language: story.language.tag)
      )
    }
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
    let x = Self.width / 2
    if title.isEmpty {
      star(y: 700, unit: 10)
    } else {
      drawTitle()
      star(y: 940, unit: 6)
    }
    if let issue {
      write(issue, baseline: 1290, height: min(36, Self.height(of: issue, in: 900)), .accent)
    } else {
      for offset in [-150, 0, 150] {
        star(x + offset, 1260, radius: offset == 0 ? 40 : 26, .accent)
      }
    }
    for (index, headline) in headlines.enumerated() {
      let top = 1370 + index * 84
      let ink = index == 0 ? Ink.accent : .paper
      if let words = headline.words {
        write(words, baseline: top + 30, height: Self.headlineHeight, isCentred: false, ink)
      } else {
        // A headline of sixty letters fills the line.
        let long = min(max(Self.room * headline.length / 60, Self.room / 4), Self.room)
        fill(Self.margin, top, long, 26, ink)
      }
    }
  }

  /// Draws the star with the day in it.
  ///
  /// - Parameter unit: a tenth of the size that fills the page.
  private mutating func star(y: Int, unit: Int) {
    let x = Self.width / 2
    star(x, y, radius: 43 * unit, .accent)
    star(x, y, radius: 43 * unit - 22, .ground)
    star(x, y, radius: 38 * unit, .paper)
    if let day {
      write(day, baseline: y + 10 * unit, height: 24 * unit, weight: 1.5, .ground)
      if let month { write(month, baseline: y + 22 * unit, height: 7 * unit, .ground) }
    } else if let month {
      write(month, baseline: y + 6 * unit, height: 11 * unit, .ground)
    } else {
      star(x, y, radius: 15 * unit, .accent)
    }
  }

  // MARK: - Words

  private static let margin = 180
  private static let room = width - 2 * margin
  private static let titleRoom = 930
  private static let headlineHeight = 27

  /// The height of capitals with which words fill a width, in pixels.
  private static func height(of words: CoverLettering, in room: Int) -> Int {
    Int(Double(room) * CoverLettering.capitalHeight / max(words.width, 1))
  }

  /// The title in as many lines as make its letters largest; none where they would be small, or where
  /// it has letters that are not drawn.
  private static func lines(of title: String, language: String?) -> [CoverLettering] {
    let words = title.split(whereSeparator: \.isWhitespace).map(String.init)
    let widths = words.compactMap { CoverLettering($0, language: language)?.width }
    guard !words.isEmpty, widths.count == words.count, words.count <= 24 else { return [] }
    var best: (height: Int, lines: [CoverLettering]) = (0, [])
    for count in 1...min(4, words.count) {
      let lines = split(words, widths, into: count).compactMap {
        CoverLettering($0, language: language)
      }
      let height = min(120, lines.map { Self.height(of: $0, in: titleRoom) }.min() ?? 0)
      // One line more has to be worth it.
      if height > best.height + 12 { best = (height, lines) }
    }
    return best.height < 40 ? [] : best.lines
  }

  /// Words in lines of which the longest is as short as it can be.
  private static func split(
    _ words: [String], _ widths: [Double], into count: Int
  ) -> [String] {
    let (longest, all) = (widths.max() ?? 0, widths.reduce(0, +))
    var room = max(longest, all / Double(count))
    while true {
      var lines: [[String]] = [[]]
      var used = 0.0
      for (word, width) in zip(words, widths) {
        if used > 0, used + width > room {
          lines.append([])
          used = 0
        }
        lines[lines.count - 1].append(word)
        used += width
      }
      if lines.count <= count { return lines.map { $0.joined(separator: " ") } }
      room *= 1.05
    }
  }

  /// As much of a headline as a line has room for.
  private static func headline(_ text: String, language: String?) -> CoverLettering? {
    var words = text.split(whereSeparator: \.isWhitespace).prefix(24).map(String.init)
    var end = ""
    while !words.isEmpty {
      guard let line = CoverLettering(words.joined(separator: " ") + end, language: language) else {
        return nil
      }
      if height(of: line, in: room) >= headlineHeight { return line }
      words.removeLast()
      end = " …"
    }
    return nil
  }

  private mutating func drawTitle() {
    let height = min(120, title.map { Self.height(of: $0, in: Self.titleRoom) }.min() ?? 0)
    let step = height * 17 / 10
    var baseline = 390 - (title.count - 1) * step / 2 + height / 2
    if let publisher {
      let small = min(34, Self.height(of: publisher, in: 900))
      write(publisher, baseline: 190, height: small, .accent)
      baseline += 20
    }
    for line in title {
      write(line, baseline: baseline, height: height, .paper)
      baseline += step
    }
  }

  /// Writes words: in the middle, or at the side where lines begin.
  private mutating func write(
    _ words: CoverLettering, baseline: Int, height: Int, isCentred: Bool = true,
    weight: Double = 1, _ ink: Ink
  ) {
    let scale = Double(height) / CoverLettering.capitalHeight
    let width = words.width * scale
    let left =
      isCentred
      ? (Double(Self.width) - width) / 2
      : isRightToLeft ? Double(Self.width - Self.margin) - width : Double(Self.margin)
    let radius = max(CoverLettering.penRadius * scale * weight, 1.5)
    for stroke in words.strokes {
      var last: (x: Double, y: Double)?
      for point in stroke {
        let next = (x: left + point.x * scale, y: Double(baseline) - point.y * scale)
        let from = last ?? next
        let (dx, dy) = (next.x - from.x, next.y - from.y)
        let steps = max(1, Int((dx * dx + dy * dy).squareRoot() / max(radius / 3, 0.7)))
        for step in 0...steps {
          let part = Double(step) / Double(steps)
          disc(from.x + dx * part, from.y + dy * part, radius, ink)
        }
        last = next
      }
    }
  }

  private mutating func disc(_ x: Double, _ y: Double, _ radius: Double, _ ink: Ink) {
    for line in Int(
      (y - radius).rounded(.up))...max(
        Int((y - radius).rounded(.up)), Int((y + radius).rounded(.down)))
    where line >= 0 && line < Self.height {
      let offset = Double(line) - y
      let half = max(radius * radius - offset * offset, 0).squareRoot()
      let start = max(0, Int((x - half).rounded()))
      let end = min(Self.width - 1, Int((x + half).rounded()))
      if end >= start { row(from: line, count: 1, x: start, width: end - start + 1, ink) }
    }
  }

  // MARK: - Shapes

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
