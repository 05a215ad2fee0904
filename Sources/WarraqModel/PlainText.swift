internal import CVectors

extension Article {
  /// The body as plain text: blocks separated by an empty line, line breaks kept.
  ///
  /// Captions stand where their figure stands; a note starts with its number, `[1]`, which also stands
  /// where it is referred to. "Read more" residue and what was struck out are left out.
  public var plainText: String { body.plainText }

  /// The number of words of the body: runs of characters between white space, headings and
  /// quotations and notes included, captions, "read more" residue, what was struck out and the numbers
  /// of notes not.
  ///
  /// The text is counted as it is; nothing is stripped or normalised.
  public var wordCount: Int { TextCount(of: body).words }

  /// The number of Unicode scalars of the body that are not white space, counted like ``wordCount``.
  public var characterCount: Int { TextCount(of: body).characters }

  /// ``wordCount`` and ``characterCount`` in one pass.
  package var bodyCount: TextCount { TextCount(of: body) }
}

extension [Block] {
  /// The blocks as plain text, separated by an empty line; what was struck out is not in it.
  public var plainText: String {
    var bytes: [UInt8] = []
    appendPlainText(to: &bytes)
    return bytes.withUnsafeBufferPointer { String(validUTF8: $0) }
  }

  /// Appends the UTF-8 of ``plainText``.
  package func appendPlainText(to bytes: inout [UInt8]) {
    var renderer = PlainTextRenderer(&bytes)
    renderer.walk(self)
    swap(&renderer.bytes, &bytes)
  }
}

extension [Inline] {
  /// The text without its markup and without what was struck out.
  public var plainText: String {
    if count == 1, case .text(let text) = self[0] { return text }
    var bytes: [UInt8] = []
    var renderer = PlainTextRenderer(&bytes)
    renderer.walk(self)
    return renderer.bytes.withUnsafeBufferPointer { String(validUTF8: $0) }
  }
}

private struct PlainTextRenderer: BodyVisitor {
  var bytes: [UInt8] = []
  private let start: Int
  private var needsGap = false
  private var isAfterDeletion = false
  private var footnotes = FootnoteNumbers()
  /// Whether the number of a note was written and its text comes.
  private var isAfterNumber = false

  /// Takes the bytes over, so that they are never shared and never copied.
  init(_ bytes: inout [UInt8]) {
    start = bytes.count
    swap(&self.bytes, &bytes)
  }

  private mutating func write(_ run: String) {
    guard !run.isEmpty else { return }
    if needsGap {
      if isAfterNumber {
        bytes.append(UInt8(ascii: " "))
        isAfterNumber = false
      } else if bytes.count > start {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(UInt8(ascii: "\n"))
      }
      needsGap = false
    } else if isAfterDeletion, bytes.last == UInt8(ascii: " "), run.utf8.first == bytes.last {
      // Of the spaces around what is left out, one is enough.
      bytes.removeLast()
    }
    isAfterDeletion = false
    run.withUTF8Bytes { bytes.append(contentsOf: $0) }
  }

  mutating func enter(_ block: Block) -> Bool {
    needsGap = true
    switch block {
    case .preformatted(let run): write(run)
    case .embed(let embed): write(embed.text ?? embed.url ?? embed.media.first ?? "")
    case .aside(_, role: AsideRole.readMore): return false
    case .footnote(let id, _):
      write("[\(footnotes.number(of: id))]")
      isAfterNumber = true
    case .paragraph, .heading, .quote, .list, .table, .figure, .aside, .divider: break
    }
    return true
  }

  mutating func leave(_ block: Block) {
    needsGap = true
    isAfterNumber = false
  }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let run), .code(let run): write(run)
    case .lineBreak: write("\n")
    case .deletion:
      isAfterDeletion = true
      return false
    case .footnoteReference(let id): write("[\(footnotes.number(of: id))]")
    case .superscript, .subscript:
      guard let figures = inline.shiftedFigures(after: bytes.last) else { return true }
      write(figures)
      return false
    case .emphasis, .strong, .link, .insertion, .span: break
    }
    return true
  }
}

/// Counts the words and characters of a body without making its text.
package struct TextCount {
  /// Runs of characters between white space.
  package private(set) var words = 0
  /// Scalars that are not white space.
  package private(set) var characters = 0
  fileprivate var isInWord = false

  /// Counts nothing yet.
  package init() {}

  /// Counts those of blocks.
  package init(of blocks: [Block]) { walk(blocks) }

  /// Counts a text that stands by itself, in UTF-8.
  package mutating func countLine(_ bytes: UnsafeBufferPointer<UInt8>) {
    isInWord = false
    count(bytes)
    isInWord = false
  }

  fileprivate mutating func count(_ text: String) { text.withUTF8Bytes { count($0) } }

  private mutating func count(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    while position < bytes.count {
      if ByteScan.isWide {
        position = countWide(bytes, from: position)
        // Up to the white space that it stopped at.
        let end = min(position + 34, bytes.count)
        while position < end { position += countScalar(at: position, of: bytes) }
        continue
      }
      // Blocks look one byte back and two bytes ahead; other white space than ASCII's before them
      // they would not see.
      if position > 0, isInWord != Self.isSpace(bytes[position - 1]) {
        position = countBlocks(of: bytes, from: position)
      }
      // By whole scalars: the first one, and past what the blocks leave.
      let end = position == 0 ? 1 : min(position + 16, bytes.count)
      while position < end { position += countScalar(at: position, of: bytes) }
    }
  }

  /// Counts blocks of 32 bytes; returns where those end that hold no white space beyond ASCII.
  private mutating func countWide(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    guard let base = bytes.baseAddress else { return start }
    var (words, characters) = (0, 0)
    let end = warraq_count_words(
      base, start, bytes.count, isInWord ? 1 : 0, &words, &characters)
    self.words += words
    self.characters += characters
    if end > start { isInWord = !Self.isSpace(bytes[end - 1]) }
    return end
  }

  /// Counts blocks of sixteen bytes; returns where those end that hold no white space beyond ASCII.
  private mutating func countBlocks(
    of bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
    func block(_ index: Int) -> ByteScan.Bytes {
      base.loadUnaligned(fromByteOffset: index, as: ByteScan.Bytes.self)
    }
    func spaces(_ block: ByteScan.Bytes) -> ByteScan.Answer {
      block.equal(0x20) .| (block &- .init(repeating: 0x09)).below(5)
    }
    // A lane that answers yes is -1.
    func add(_ answer: ByteScan.Answer, to counts: inout ByteScan.Bytes) {
      counts &-= unsafeBitCast(answer, to: ByteScan.Bytes.self)
    }
    var index = start
    while index &+ 18 <= bytes.count {
      // One lane counts up to 255.
      let end = min(index &+ 255 &* 16, bytes.count &- 17)
      var (characters, words) = (ByteScan.Bytes(), ByteScan.Bytes())
      var foundOther = false
      while index < end {
        let here = block(index)
        if ByteScan.any(here.equal(0xC2) .| here.atLeast(0xE0) .& here.below(0xE4)),
          ByteScan.any(Self.otherSpaces(in: here, block(index &+ 1), block(index &+ 2)))
        {
          foundOther = true
          break
        }
        let isSpace = spaces(here)
        add(.!(isSpace .| here.continues), to: &characters)
        add(.!isSpace .& spaces(block(index &- 1)), to: &words)
        index &+= 16
      }
      self.characters += Self.sum(characters)
      self.words += Self.sum(words)
      if foundOther { break }
    }
    if index > start { isInWord = !Self.isSpace(bytes[index - 1]) }
    return index
  }

  /// Where white space beyond ASCII starts (Unicode `White_Space`).
  ///
  /// - Parameters:
  ///   - second: the bytes after `first`.
  ///   - third: the bytes after those.
  @inline(__always)
  private static func otherSpaces(
    in first: ByteScan.Bytes, _ second: ByteScan.Bytes, _ third: ByteScan.Bytes
  ) -> ByteScan.Answer {
    let c2 = first.equal(0xC2) .& (second.equal(0x85) .| second.equal(0xA0))
    let e1 = first.equal(0xE1) .& second.equal(0x9A) .& third.equal(0x80)
    let e3 = first.equal(0xE3) .& second.equal(0x80) .& third.equal(0x80)
    // U+2000 to U+200A, U+2028, U+2029 and U+202F, which start alike; and U+205F.
    let general =
      third.below(0x8B) .| third.equal(0xA8) .| third.equal(0xA9) .| third.equal(0xAF)
    let e2 =
      first.equal(0xE2)
      .& (second.equal(0x80) .& general .| second.equal(0x81) .& third.equal(0x9F))
    return c2 .| e1 .| e2 .| e3
  }

  /// The sum of all lanes.
  @inline(__always)
  private static func sum(_ lanes: ByteScan.Bytes) -> Int {
    let words = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
    let even: UInt64 = 0x00FF_00FF_00FF_00FF
    func sum(_ word: UInt64) -> UInt64 {
      (((word & even) &+ (word &>> 8 & even)) &* 0x0001_0001_0001_0001) &>> 48
    }
    return Int(sum(words[0]) + sum(words[1]))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

  /// Counts one scalar, or the rest of one; returns its length.
  private mutating func countScalar(
    at position: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let byte = bytes[position]
    if byte & 0xC0 == 0x80 { return 1 }
    let isSpace =
      byte < 0x80
      ? Self.isSpace(byte) : byte < 0xE4 && Self.isSpace(bytes, position)
    if isSpace {
      isInWord = false
    } else {
      characters += 1
      if !isInWord {
        words += 1
        isInWord = true
      }
    }
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// Whether the scalar at `position`, which is not ASCII, is white space (Unicode `White_Space`).
  private static func isSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    switch bytes[position] {
    case 0xC2: bytes[position + 1] == 0x85 || bytes[position + 1] == 0xA0
    case 0xE1: bytes[position + 1] == 0x9A && bytes[position + 2] == 0x80
    case 0xE2:
      switch (bytes[position + 1], bytes[position + 2]) {
      case (0x80, 0x80...0x8A), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F): true
      default: false
      }
    case 0xE3: bytes[position + 1] == 0x80 && bytes[position + 2] == 0x80
    default: false
    }
  }
}

extension TextCount: BodyVisitor {
  package mutating func enter(_ block: Block) -> Bool {
    isInWord = false
    switch block {
    case .preformatted(let text): count(text)
    case .embed(let embed): count(embed.text ?? "")
    case .figure, .aside(_, role: AsideRole.readMore): return false
    case .paragraph, .heading, .quote, .list, .table, .aside, .footnote, .divider: break
    }
    return true
  }

  package mutating func leave(_ block: Block) { isInWord = false }

  package mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let text), .code(let text): count(text)
    case .lineBreak: isInWord = false
    case .deletion: return false
    case .emphasis, .strong, .link, .superscript, .subscript, .insertion, .span, .footnoteReference:
      break
    }
    return true
  }
}
