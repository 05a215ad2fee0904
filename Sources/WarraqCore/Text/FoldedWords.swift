package import WarraqModel

/// The words of a text or body in the form in which words are compared, one space between two.
///
/// Case, accents, vowel marks, the variants of Arabic letters and digits, punctuation and markup
/// make no difference. Beyond ``LetterFolding``, letters that writers exchange within a word are one:
/// alef with madda and alef, teh marbuta and heh, ё and е, ß and ss, and the forms that Arabic letters
/// have as characters of their own.
package struct FoldedWords: BodyVisitor, Equatable {
  /// The words, one space between two; a letter or digit beyond ASCII takes three bytes.
  package private(set) var bytes: [UInt8] = []
  private var isInWord = false

  package init(of body: [Block]) { walk(body) }

  package init(of text: String) { add(text) }

  /// Whether there is no word.
  package var isEmpty: Bool { bytes.isEmpty }

  /// Whether the words tell a text: a short one alone may be there by chance.
  package var isTelling: Bool {
    var (words, letters) = (1, 0)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: " ") {
        words += 1
      } else {
        letters += 1
      }
      // A letter beyond ASCII takes three bytes.
      index += bytes[index] < 0x80 ? 1 : 3
    }
    return words > 1 || letters > 9
  }

  package static func == (a: Self, b: Self) -> Bool { a.bytes == b.bytes }

  /// The words of a body that is in slices.
  init(of story: borrowing RecordIndex) {
    guard story.blocks.isEmpty else {
      walk(story.blocks)
      return
    }
    for text in story.texts(of: .body) {
      isInWord = false
      add(text)
    }
  }

  private mutating func add(_ text: some UTF8Text) {
    // Asked for once: a constant of a type costs a call each time.
    let effects = Self.effects
    text.withUTF8Bytes { text in
      // A scalar becomes no more than twice its bytes: two become three, the three of lam with alef six.
      // The space before a word is the separator's, or the two more.
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * text.count + 2) { folded in
        var count = 0
        var position = 0
        while position < text.count {
          if addPlainRun(of: text, &position, &count, folded) { continue }
          let effect = Self.nextEffect(in: text, &position, effects)
          guard effect < Self.lamAlef else {
            if effect == Self.endsWord {
              isInWord = false
            } else if effect != Self.nothing {
              startWord(&count, folded)
              for byte in Self.letters(of: effect) {
                folded[count] = byte
                count &+= 1
              }
            }
            continue
          }
          startWord(&count, folded)
          if effect < 0x80 {
            folded[count] = UInt8(truncatingIfNeeded: effect)
            count &+= 1
          } else {
            // Three bytes whose first is no ASCII: distinct, which is all that is needed.
            folded[count] = 0x80 | UInt8(truncatingIfNeeded: effect >> 16)
            folded[count &+ 1] = UInt8(truncatingIfNeeded: effect >> 8)
            folded[count &+ 2] = UInt8(truncatingIfNeeded: effect)
            count &+= 3
          }
        }
        bytes.append(contentsOf: folded[..<count])
      }
    }
  }

  /// Adds up to sixteen letters and digits of ASCII at once, with the single spaces between them;
  /// `false` where too few of them lie here.
  @inline(__always)
  private mutating func addPlainRun(
    of text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ count: inout Int,
    _ folded: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    let first = text[position]
    guard first < 0x80, first != Self.space || isInWord, position > 0, position &+ 16 <= text.count,
      let source = UnsafeRawPointer(text.baseAddress),
      let target = UnsafeMutableRawPointer(folded.baseAddress)
    else { return false }
    let bytes = source.loadUnaligned(fromByteOffset: position, as: ByteScan.Bytes.self)
    let before = source.loadUnaligned(fromByteOffset: position &- 1, as: ByteScan.Bytes.self)
    let words = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    // The bit that makes letters small is set in digits and spaces.
    let small = SIMD2(words[0] | Self.smallBits, words[1] | Self.smallBits)
    let letters = unsafeBitCast(small, to: ByteScan.Bytes.self)
    let isSpace = bytes.equal(Self.space)
    let isPlain =
      letters.atLeast(UInt8(ascii: "a")) .& letters.below(UInt8(ascii: "z") + 1)
      .| bytes.atLeast(UInt8(ascii: "0")) .& bytes.below(UInt8(ascii: "9") + 1)
      .| isSpace .& .!before.equal(Self.space)
    let length = ByteScan.firstLane(of: .!isPlain) ?? 16
    guard length > 3 else { return false }
    if first != Self.space { startWord(&count, folded) }
    target.storeBytes(of: small, toByteOffset: count, as: SIMD2<UInt64>.self)
    position &+= length
    isInWord = text[position &- 1] != Self.space
    count &+= isInWord ? length : length &- 1
    return true
  }

  private static var space: UInt8 { UInt8(ascii: " ") }
  private static var smallBits: UInt64 { 0x2020_2020_2020_2020 }

  /// Adds the space before a word that begins here.
  @inline(__always)
  private mutating func startWord(_ count: inout Int, _ folded: UnsafeMutableBufferPointer<UInt8>) {
    if !isInWord, count > 0 || !bytes.isEmpty {
      folded[count] = UInt8(ascii: " ")
      count &+= 1
    }
    isInWord = true
  }

  /// The effect of the scalar at a position, which moves on to the next.
  @inline(__always)
  private static func nextEffect(
    in text: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ effects: UnsafePointer<Effect>
  ) -> Effect {
    let first = UInt32(text[position])
    if first < 0x80 {
      position &+= 1
      return effects[Int(first)]
    }
    if first < 0xE0 {
      let value = (first & 0x1F) << 6 | UInt32(text[position &+ 1]) & 0x3F
      position &+= 2
      return value < knownScalars ? effects[Int(value)] : effect(of: value)
    }
    let length = first < 0xF0 ? 3 : 4
    var value = first & (length == 3 ? 0x0F : 0x07)
    for byte in text[position &+ 1..<position &+ length] {
      value = value << 6 | UInt32(byte) & 0x3F
    }
    position &+= length
    return effect(of: value)
  }

  /// What a scalar does to a word: this letter is added, or one of those below.
  private typealias Effect = UInt32
  private static let nothing = Effect.max
  private static let endsWord = Effect.max - 1
  private static let sharpS = Effect.max - 2
  private static let lamAlef = Effect.max - 3

  /// The bytes of what is two letters.
  private static func letters(of effect: Effect) -> [UInt8] {
    effect == sharpS ? Array("ss".utf8) : [0x80, 0x06, 0x44, 0x80, 0x06, 0x27]
  }

  private static func effect(of value: UInt32) -> Effect {
    switch value {
    case 0x00DF, 0x1E9E: return sharpS
    case 0x0622: return 0x0627
    case 0x0629: return 0x0647
    case 0x0401, 0x0451: return 0x0435
    case 0xFE70...0xFE7F: return nothing
    case 0xFEF5...0xFEFC: return lamAlef
    case 0xFB50...0xFBFF, 0xFE80...0xFEF4:
      if let letter = arabicForms[value] { return effect(of: letter) }
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return nothing }
    if let digit = digit(scalar) { return 0x30 + digit }
    return switch LetterFolding.fold(scalar, WritingScript(letter: scalar)) {
    case .letter(let letter): letter
    case .nothing: nothing
    case .separator: LetterFolding.isVowelSign(scalar) ? value : endsWord
    }
  }

  /// The letters of which Arabic has forms as characters of their own: where they begin, and how many.
  private static let arabicForms: [UInt32: UInt32] = {
    var forms: [UInt32: UInt32] = [:]
    func add(_ letters: [(UInt32, Int)], from start: UInt32) {
      var value = start
      for (letter, count) in letters {
        for _ in 0..<count {
          forms[value] = letter
          value += 1
        }
      }
    }
    // Hamza to yeh, in the order of the block.
    add(
      [
        (0x0621, 1), (0x0622, 2), (0x0623, 2), (0x0624, 2), (0x0625, 2), (0x0626, 4), (0x0627, 2),
        (0x0628, 4), (0x0629, 2), (0x062A, 4), (0x062B, 4), (0x062C, 4), (0x062D, 4), (0x062E, 4),
        (0x062F, 2), (0x0630, 2), (0x0631, 2), (0x0632, 2), (0x0633, 4), (0x0634, 4), (0x0635, 4),
        (0x0636, 4), (0x0637, 4), (0x0638, 4), (0x0639, 4), (0x063A, 4), (0x0641, 4), (0x0642, 4),
        (0x0643, 4), (0x0644, 4), (0x0645, 4), (0x0646, 4), (0x0647, 4), (0x0648, 2), (0x0649, 2),
        (0x064A, 4),
      ], from: 0xFE80)
    for (start, letter, count) in [
      (0xFB56, 0x067E, 4), (0xFB7A, 0x0686, 4), (0xFB8A, 0x0698, 2), (0xFB8E, 0x06A9, 4),
      (0xFB92, 0x06AF, 4), (0xFBA6, 0x06C1, 4), (0xFBFC, 0x06CC, 4),
    ] {
      add([(UInt32(letter), count)], from: UInt32(start))
    }
    return forms
  }()

  /// The effects of the scalars of two bytes up to Arabic. The memory is never freed: an array would
  /// have a reference count, which all workers would change.
  private nonisolated(unsafe) static let effects: UnsafePointer<Effect> = {
    let effects = UnsafeMutablePointer<Effect>.allocate(capacity: Int(knownScalars))
    for value in 0..<knownScalars {
      (effects + Int(value)).initialize(to: effect(of: value))
    }
    return UnsafePointer(effects)
  }()
  private static let knownScalars: UInt32 = 0x0700

  /// The value of a decimal digit that is ASCII, Arabic-Indic or Persian.
  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar.value {
    case 0x30...0x39: scalar.value - 0x30
    case 0x0660...0x0669: scalar.value - 0x0660
    case 0x06F0...0x06F9: scalar.value - 0x06F0
    default: nil
    }
  }

  package mutating func enter(_ block: Block) -> Bool {
    isInWord = false
    switch block {
    case .preformatted(let text): add(text)
    case .embed(let embed): add(embed.text ?? "")
    case .aside(_, role: AsideRole.readMore): return false
    case .paragraph, .heading, .quote, .list, .table, .figure, .aside, .footnote, .divider: break
    }
    return true
  }

  package mutating func leave(_ block: Block) { isInWord = false }

  package mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let text), .code(let text): add(text)
    case .lineBreak: isInWord = false
    case .deletion: return false
    case .emphasis, .strong, .link, .superscript, .subscript, .insertion, .span, .footnoteReference:
      break
    }
    return true
  }
}
