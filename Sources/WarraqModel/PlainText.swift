extension Article {
  /// The body as plain text: blocks separated by an empty line, line breaks kept.
  ///
  /// Captions stand where their figure stands; "read more" residue is left out.
  public var plainText: String { body.plainText }

  /// The number of words of the body: runs of characters between white space, headings and
  /// quotations included, captions and "read more" residue not.
  ///
  /// The text is counted as it is; nothing is stripped or normalised.
  public var wordCount: Int { TextCount(of: body).words }

  /// The number of Unicode scalars of the body that are not white space, counted like ``wordCount``.
  public var characterCount: Int { TextCount(of: body).characters }

  /// ``wordCount`` and ``characterCount`` in one pass.
  package var bodyCount: (words: Int, characters: Int) {
    let count = TextCount(of: body)
    return (count.words, count.characters)
  }
}

extension [Block] {
  /// The blocks as plain text, separated by an empty line.
  public var plainText: String {
    var bytes: [UInt8] = []
    appendPlainText(to: &bytes)
    return String(copying: UTF8Span(unchecked: bytes.span))
  }

  /// Appends the UTF-8 of ``plainText``.
  package func appendPlainText(to bytes: inout [UInt8]) {
    var renderer = PlainTextRenderer(&bytes)
    renderer.walk(self)
    swap(&renderer.bytes, &bytes)
  }
}

extension [Inline] {
  /// The text without its markup.
  public var plainText: String {
    if count == 1, case .text(let text) = self[0] { return text }
    var bytes: [UInt8] = []
    var renderer = PlainTextRenderer(&bytes)
    renderer.walk(self)
    return String(copying: UTF8Span(unchecked: renderer.bytes.span))
  }
}

private struct PlainTextRenderer: BodyVisitor {
  var bytes: [UInt8] = []
  private let start: Int
  private var needsGap = false

  /// Takes the bytes over, so that they are never shared and never copied.
  init(_ bytes: inout [UInt8]) {
    start = bytes.count
    swap(&self.bytes, &bytes)
  }

  private mutating func write(_ run: String) {
    guard !run.isEmpty else { return }
    if needsGap {
      if bytes.count > start {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(UInt8(ascii: "\n"))
      }
      needsGap = false
    }
    run.withUTF8Bytes { bytes.append(contentsOf: $0) }
  }

  mutating func enter(_ block: Block) -> Bool {
    needsGap = true
    switch block {
    case .preformatted(let run): write(run)
    case .embed(let embed): write(embed.text ?? embed.url ?? embed.media.first ?? "")
    case .aside(_, role: AsideRole.readMore): return false
    case .paragraph, .heading, .quote, .list, .table, .figure, .aside, .divider: break
    }
    return true
  }

  mutating func leave(_ block: Block) { needsGap = true }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let run), .code(let run): write(run)
    case .lineBreak: write("\n")
    case .emphasis, .strong, .link, .superscript, .subscript, .span: break
    }
    return true
  }
}

/// Counts the words and characters of a body without making its text.
private struct TextCount: BodyVisitor {
  var words = 0
  var characters = 0
  private var isInWord = false

  init(of blocks: [Block]) { walk(blocks) }

  private mutating func count(_ text: String) {
    text.withUTF8Bytes { bytes in
      var position = 0
      while position < bytes.count {
        if position + 8 <= bytes.count, let base = bytes.baseAddress,
          countWord(
            UInt64(littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)),
            at: position, of: bytes)
        {
          position += 8
        } else {
          // Past the eight bytes that may hold other white space, by whole scalars.
          let end = min(position + 8, bytes.count)
          while position < end { position += countScalar(at: position, of: bytes) }
        }
      }
    }
  }

  /// Counts eight bytes at once, unless white space that is not ASCII starts in them.
  ///
  /// Each byte's answer is its high bit.
  @inline(__always)
  private mutating func countWord(
    _ word: UInt64, at position: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones &* 0x80
    func zeros(_ word: UInt64) -> UInt64 {
      ~((word & ~highs &+ ones &* 0x7F) | word) & highs
    }
    let low = word & ~highs
    let controls = (low &+ ones &* (0x80 - 0x09)) & ~(low &+ ones &* (0x80 - 0x0E)) & ~word & highs
    let spaces = controls | zeros(word ^ ones &* 0x20)
    var continuations: UInt64 = 0
    if word & highs != 0 {
      // The scalars of White_Space beyond ASCII start with C2, E1, E2 or E3.
      var doubtful = zeros(word ^ ones &* 0xC2) | zeros((word & (ones &* 0xFC)) ^ ones &* 0xE0)
      while doubtful != 0 {
        if Self.isSpace(bytes, position &+ doubtful.trailingZeroBitCount / 8) { return false }
        doubtful &= doubtful &- 1
      }
      continuations = word & ~(word &<< 1) & highs
    }
    // A sum of bytes: the plain x86-64 has no instruction that counts bits.
    func count(_ bits: UInt64) -> Int { Int(((bits >> 7) &* ones) >> 56) }
    characters += 8 - count(spaces | continuations)
    words += count(~spaces & highs & (spaces &<< 8 | (isInWord ? 0 : 0x80)))
    isInWord = spaces >> 63 == 0
    return true
  }

  /// Counts one scalar, or the rest of one; returns its length.
  private mutating func countScalar(
    at position: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let byte = bytes[position]
    if byte & 0xC0 == 0x80 { return 1 }
    let isSpace =
      byte < 0x80
      ? byte == 0x20 || byte &- 0x09 < 5 : byte < 0xE4 && Self.isSpace(bytes, position)
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

  mutating func enter(_ block: Block) -> Bool {
    isInWord = false
    switch block {
    case .preformatted(let text): count(text)
    case .embed(let embed): count(embed.text ?? "")
    case .figure, .aside(_, role: AsideRole.readMore): return false
    case .paragraph, .heading, .quote, .list, .table, .aside, .divider: break
    }
    return true
  }

  mutating func leave(_ block: Block) { isInWord = false }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let text), .code(let text): count(text)
    case .lineBreak: isInWord = false
    case .emphasis, .strong, .link, .superscript, .subscript, .span: break
    }
    return true
  }
}
