/// What kinds of characters there are in a text, by table: asking the standard library for each is
/// the hot spot of reading a page otherwise.
struct ScalarClasses: Sendable {
  /// A letter or a number.
  static let word: UInt8 = 1
  /// A character of Chinese, Japanese or Korean, of which two are about a word.
  static let ideograph: UInt8 = 2
  static let space: UInt8 = 4
  /// What can end a sentence.
  static let stop: UInt8 = 8
  /// A stop that needs no space after it.
  static let wideStop: UInt8 = 16
  static let comma: UInt8 = 32
  static let closingQuote: UInt8 = 64
  /// Marks of menus and lists.
  static let odd: UInt8 = 128

  private var low: [UInt8]
  private var high: [UInt8]
  private var small: [UInt16]

  static let shared = ScalarClasses()

  private init() {
    func classes(_ value: UInt32) -> UInt8 {
      guard let scalar = Unicode.Scalar(value) else { return 0 }
      var result: UInt8 = 0
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        result = Self.word
      default: if value == 0x5F { result = Self.word }
      }
      if (0x2E80...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value) {
        result |= Self.ideograph
      }
      if scalar.properties.isWhitespace || (0x1C...0x1F).contains(value) { result |= Self.space }
      return result
    }
    low = (0..<0x3400).map(classes)
    high = (0xF900...0xFFFF).map(classes)
    func mark(_ text: String, _ kind: UInt8, in table: inout [UInt8], from first: UInt32) {
      for scalar in text.unicodeScalars {
        let value = scalar.value
        if value >= first, Int(value - first) < table.count { table[Int(value - first)] |= kind }
      }
    }
    for (text, kind) in [
      (".!?؟。！？।۔", Self.stop), ("。！？", Self.wideStop), (",،、，;؛", Self.comma),
      ("\"”»')』」’", Self.closingQuote), ("|©®»›→•·▸▶←‹«@#", Self.odd),
    ] {
      mark(text, kind, in: &low, from: 0)
      mark(text, kind, in: &high, from: 0xF900)
    }
    small = (0..<0x2200).map { value -> UInt16 in
      let isCased = value < 0x590 || 0x10A0..<0x1100 ~= value || value >= 0x1E00
      guard isCased, let scalar = Unicode.Scalar(UInt16(value)) else { return UInt16(value) }
      let mapped = scalar.properties.lowercaseMapping.unicodeScalars
      guard mapped.count == 1, let first = mapped.first else { return UInt16(value) }
      return UInt16(exactly: first.value) ?? UInt16(value)
    }
  }

  @inline(__always)
  subscript(value: UInt32) -> UInt8 {
    if value < 0x3400 { return low[Int(value)] }
    if value >= 0xF900, value <= 0xFFFF { return high[Int(value - 0xF900)] }
    switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF: return Self.word | Self.ideograph
    case 0x4DC0...0x4DFF: return Self.ideograph
    case 0xAC00...0xD7A3: return Self.word | Self.ideograph
    case 0xA000...0xABFF, 0x1_0000...0x3_FFFF:
      let category = Unicode.Scalar(value)?.properties.generalCategory
      switch category {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        return Self.word
      default: return 0
      }
    default: return 0
    }
  }

  /// The small letter of a scalar.
  @inline(__always)
  func lowercased(_ value: UInt32) -> UInt32 {
    value < 0x2200 ? UInt32(small[Int(value)]) : value
  }
}

/// The scalars of valid UTF-8, one after the other.
struct ScalarCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  @inline(__always)
  mutating func next() -> UInt32? {
    guard index < bytes.count else { return nil }
    let lead = UInt32(bytes[index])
    if lead < 0x80 {
      index &+= 1
      return lead
    }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = lead < 0xE0 ? lead & 0x1F : lead < 0xF0 ? lead & 0x0F : lead & 0x07
    var place = index &+ 1
    let end = min(index &+ length, bytes.count)
    while place < end {
      value = value &<< 6 | UInt32(bytes[place] & 0x3F)
      place &+= 1
    }
    index = end
    return value
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Calls with each word of the text, its letters small: what Unicode counts as letters and numbers.
  func forEachFoldedWord(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let classes = ScalarClasses.shared
    var cursor = ScalarCursor(self)
    var word: [UInt8] = []
    while let value = cursor.next() {
      if classes[value] & ScalarClasses.word != 0 {
        word.appendScalar(classes.lowercased(value))
      } else if !word.isEmpty {
        word.withUnsafeBufferPointer(body)
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { word.withUnsafeBufferPointer(body) }
  }

  var contentHash: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in self { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
  }
}

extension [UInt8] {
  /// The words of a text, their letters small, with one space between two.
  package init(foldingWordsOf text: UnsafeBufferPointer<UInt8>) {
    self = []
    var result: [UInt8] = []
    text.forEachFoldedWord {
      if !result.isEmpty { result.append(0x20) }
      result.append(contentsOf: $0)
    }
    self = result
  }

  /// Appends a text: each run of white space one space, none at its ends.
  package mutating func appendCollapsing(_ text: UnsafeBufferPointer<UInt8>) {
    let classes = ScalarClasses.shared
    let start = count
    var isAfterSpace = false
    var cursor = ScalarCursor(text)
    while true {
      let place = cursor.index
      guard let value = cursor.next() else { break }
      if classes[value] & ScalarClasses.space != 0 {
        isAfterSpace = true
        continue
      }
      if isAfterSpace, count > start { append(0x20) }
      isAfterSpace = false
      append(contentsOf: UnsafeBufferPointer(rebasing: text[place..<cursor.index]))
    }
  }

  /// Whether a run of bytes stands anywhere in these.
  package func holds(_ other: ArraySlice<UInt8>) -> Bool {
    guard let first = other.first, other.count <= count else { return other.isEmpty }
    var place = 0
    let last = count - other.count
    while place <= last {
      if self[place] == first, self[place..<(place + other.count)].elementsEqual(other) {
        return true
      }
      place += 1
    }
    return false
  }
}
