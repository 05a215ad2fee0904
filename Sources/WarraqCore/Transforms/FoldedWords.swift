internal import WarraqModel

/// The words of a body in the form in which words are compared, one space between two.
///
/// Case, accents, vowel marks, the variants of Arabic letters and digits, punctuation and markup
/// make no difference.
struct FoldedWords: BodyVisitor {
  private(set) var bytes: [UInt8] = []
  private var isInWord = false

  init(of body: [Block]) { walk(body) }

  private mutating func add(_ text: String) {
    for scalar in text.unicodeScalars {
      if let digit = Self.digit(scalar) {
        append(0x30 + digit)
        continue
      }
      switch LetterFolding.fold(scalar, WritingScript(letter: scalar)) {
      case .letter(let letter): append(letter)
      case .nothing: break
      case .separator: isInWord = false
      }
    }
  }

  private mutating func append(_ letter: UInt32) {
    if !isInWord, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
    isInWord = true
    if letter < 0x80 {
      bytes.append(UInt8(letter))
    } else {
      // Three bytes whose first is no ASCII: distinct, which is all that is needed.
      bytes.append(0x80 | UInt8(letter >> 16))
      bytes.append(UInt8(truncatingIfNeeded: letter >> 8))
      bytes.append(UInt8(truncatingIfNeeded: letter))
    }
  }

  /// The value of a decimal digit that is ASCII, Arabic-Indic or Persian.
  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar.value {
    case 0x30...0x39: scalar.value - 0x30
    case 0x0660...0x0669: scalar.value - 0x0660
    case 0x06F0...0x06F9: scalar.value - 0x06F0
    default: nil
    }
  }

  mutating func enter(_ block: Block) -> Bool {
    isInWord = false
    switch block {
    case .preformatted(let text): add(text)
    case .embed(let embed): add(embed.text ?? "")
    case .aside(_, role: AsideRole.readMore): return false
    case .paragraph, .heading, .quote, .list, .table, .figure, .aside, .divider: break
    }
    return true
  }

  mutating func leave(_ block: Block) { isInWord = false }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let text), .code(let text): add(text)
    case .lineBreak: isInWord = false
    case .emphasis, .strong, .link, .superscript, .subscript, .span: break
    }
    return true
  }
}
