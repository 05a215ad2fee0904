internal import WarraqCore
internal import WarraqModel

/// Folding of characters for comparing labels and words; output text is never folded.
///
/// Beyond ``LetterFolding``, letters that writers confuse become one (alef with madda, ta marbuta and
/// ha, the Cyrillic letters with marks), joiners do not count, and white space is one space.
enum TextFolding {
  /// What a scalar counts as; 0 when it does not count.
  @inline(__always)
  static func fold(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x61...0x7A, 0x20: value
    // Letters of Arabic that stay what they are.
    case 0x627, 0x628, 0x62A...0x63F, 0x641...0x648: value
    default: foldOther(value)
    }
  }

  private static func foldOther(_ value: UInt32) -> UInt32 {
    if isSpace(value) { return 0x20 }
    return switch value {
    case 0x41...0x5A: value + 0x20
    case 0..<0x80: value
    case 0x401, 0x451: 0x435
    case 0x419, 0x439: 0x438
    case 0x622: 0x627
    case 0x6D0, 0x6D2: 0x64A
    case 0x629, 0x6C0, 0x6C1, 0x6C3, 0x6D5: 0x647
    case 0x200B, 0x200C: 0
    case 0x2018, 0x2019, 0x2BC: 0x27
    default: LetterFolding.isMark(value) ? 0 : LetterFolding.letter(value)
    }
  }

  /// Whether the scalar is white space.
  static func isSpace(_ value: UInt32) -> Bool {
    switch value {
    case 0x20, 0x09...0x0D, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// The folded scalars of a text, runs of spaces as one, none at the ends.
  static func folded(_ bytes: some Collection<UInt8>) -> [UInt32] {
    bytes.withContiguousStorageIfAvailable(folded) ?? Array(bytes).withUnsafeBufferPointer(folded)
  }

  private static func folded(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    var result: [UInt32] = []
    // A scalar has a byte at least.
    result.reserveCapacity(bytes.count)
    var last: UInt32 = 0x20
    var index = 0
    while index < bytes.count {
      let first = UInt32(bytes[index])
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      // The end of a longer text may be cut off.
      guard index + length <= bytes.count else { break }
      var value = length == 1 ? first : first & (0xFF >> UInt32(length + 1))
      for tail in 1..<length { value = value << 6 | UInt32(bytes[index + tail] & 0x3F) }
      index += length
      let folded = fold(value)
      guard folded != 0, folded != 0x20 || last != 0x20 else { continue }
      result.append(folded)
      last = folded
    }
    if result.last == 0x20 { result.removeLast() }
    return result
  }
}

/// What the rules ask of a character.
enum TextCharacter {
  /// Whether it ends a sentence.
  static func endsSentence(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E, 0x21, 0x3F, 0x61F, 0x6D4, 0x2026, 0x3002: true
    default: false
    }
  }

  /// Whether it is a quotation mark that may open a quotation.
  static func opensQuotation(_ value: UInt32) -> Bool {
    value == 0x22 || value == 0xAB || value == 0x201C || value == 0x201E || value == 0x2018
  }

  /// Whether it is a quotation mark or bracket that may close.
  static func closes(_ value: UInt32) -> Bool {
    value == 0x22 || value == 0xBB || value == 0x201D || value == 0x2019 || value == 0x29
  }

  /// Whether it is a pictograph, keycaps and © left out.
  static func isEmoji(_ value: UInt32) -> Bool {
    guard value > 0x2000, let scalar = Unicode.Scalar(value) else { return false }
    return scalar.properties.isEmoji
  }

  /// Whether it is a letter, a mark or a digit.
  @inline(__always)
  static func isWordPart(_ value: UInt32) -> Bool {
    guard value < 0x80 else { return isWordPartBeyondASCII(value) }
    return value &- 0x30 < 10 || (value | 0x20) &- 0x61 < 26
  }

  private static func isWordPartBeyondASCII(_ value: UInt32) -> Bool {
    switch value {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x400...0x481, 0x5D0...0x5EA, 0x620...0x669,
      0x671...0x6D3, 0x6F0...0x6F9:
      return true
    case 0xA0...0xA9, 0xAB, 0xBB, 0x60C, 0x61B, 0x61F, 0x6D4, 0x2000...0x206F: return false
    default: break
    }
    guard let scalar = Unicode.Scalar(value) else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Whether it is a digit of a script that dates are printed in.
  static func isDigit(_ value: UInt32) -> Bool {
    0x30...0x39 ~= value || 0x660...0x669 ~= value || 0x6F0...0x6F9 ~= value
  }

  static func isUppercase(_ value: UInt32) -> Bool {
    Unicode.Scalar(value)?.properties.isUppercase ?? false
  }

  static func isLowercase(_ value: UInt32) -> Bool {
    Unicode.Scalar(value)?.properties.isLowercase ?? false
  }

  /// Whether it joins two values or a label and its value.
  static func isSeparator(_ value: UInt32) -> Bool {
    switch value {
    case 0x3A, 0xFF1A, 0xFE55, 0x2F, 0x2D, 0x2013, 0x2014, 0x7C: true
    default: false
    }
  }
}

extension ArraySlice<UInt8> {
  /// The scalar that starts at `index` and the index after it; the bytes are valid UTF-8.
  @inline(__always)
  func scalar(at index: Int) -> (value: UInt32, next: Int) {
    let first = UInt32(self[index])
    return first < 0x80 ? (first, index + 1) : scalar(of: first, at: index)
  }

  private func scalar(of first: UInt32, at index: Int) -> (value: UInt32, next: Int) {
    func tail(_ offset: Int) -> UInt32 {
      index + offset < endIndex ? UInt32(self[index + offset] & 0x3F) : 0
    }
    if first < 0xE0 { return ((first & 0x1F) << 6 | tail(1), Swift.min(index + 2, endIndex)) }
    if first < 0xF0 {
      return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), Swift.min(index + 3, endIndex))
    }
    let value = (first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)
    return (value, Swift.min(index + 4, endIndex))
  }

  /// The scalar that ends before `index`, and where it starts; `nil` at the start.
  func scalar(before index: Int) -> (value: UInt32, start: Int)? {
    var start = index - 1
    guard start >= startIndex else { return nil }
    while start > startIndex, self[start] & 0xC0 == 0x80 { start -= 1 }
    return (scalar(at: start).value, start)
  }

  /// The last scalar that counts, `nil` when there is none.
  var lastVisibleScalar: UInt32? {
    var index = endIndex
    while let (value, start) = scalar(before: index) {
      let folded = TextFolding.fold(value)
      if folded != 0, folded != 0x20 { return value }
      index = start
    }
    return nil
  }

  /// The first scalar that counts, `nil` when there is none.
  var firstVisibleScalar: UInt32? {
    var index = startIndex
    while index < endIndex {
      let (value, next) = scalar(at: index)
      let folded = TextFolding.fold(value)
      if folded != 0, folded != 0x20 { return value }
      index = next
    }
    return nil
  }

  /// How many scalars there are.
  var scalarCount: Int { ByteScan.scalarCount(self) }

  /// How many runs of characters lie between white space.
  var wordCount: Int {
    var count = 0
    var isInWord = false
    var index = startIndex
    while index < endIndex {
      let (value, next) = scalar(at: index)
      let space = TextFolding.isSpace(value)
      if !space, !isInWord { count += 1 }
      isInWord = !space
      index = next
    }
    return count
  }

  /// Whether a digit is in it.
  var hasDigit: Bool {
    var index = startIndex
    while index < endIndex {
      let (value, next) = scalar(at: index)
      if TextCharacter.isDigit(value) { return true }
      index = next
    }
    return false
  }

  /// Without what `isTrimmed` holds for at both ends.
  func trimmed(where isTrimmed: (UInt32) -> Bool) -> ArraySlice<UInt8> {
    var start = startIndex
    while start < endIndex {
      let (value, next) = scalar(at: start)
      guard isTrimmed(value) else { break }
      start = next
    }
    var end = endIndex
    while let (value, before) = scalar(before: end), before >= start, isTrimmed(value) {
      end = before
    }
    return self[start..<end]
  }

  /// Without white space at both ends.
  var trimmed: ArraySlice<UInt8> { trimmed(where: TextFolding.isSpace) }

  /// As a string.
  var string: String { withUnsafeBufferPointer { String(validUTF8: $0) } }

  /// Takes the first line off, and what ends it; `nil` when nothing is left.
  ///
  /// - Parameter other: a byte that ends lines as a line feed does.
  mutating func removeLine(endedBy other: UInt8 = 0x0A) -> ArraySlice<UInt8>? {
    guard !isEmpty else { return nil }
    let end = firstIndex(of: 0x0A, or: other, from: startIndex)
    let line = self[..<end]
    self = end < endIndex ? self[(end + 1)...] : self[end...]
    return line
  }

  /// The index of the first byte below the space; `nil` where there is none.
  var firstControl: Int? { first { $0.below(0x20) } }

  /// The index of the first byte that is not ASCII; `nil` where there is none.
  var firstBeyondASCII: Int? { first { $0.atLeast(0x80) } }

  @inline(__always)
  private func first(where isFound: (ByteScan.Bytes) -> ByteScan.Answer) -> Int? {
    let found = withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return endIndex }
      return startIndex + ByteScan.first(base, from: 0, to: bytes.count, isFound: isFound)
    }
    return found < endIndex ? found : nil
  }

  /// The first index from `start` on of one of two bytes, or the end.
  func firstIndex(of first: UInt8, or second: UInt8, from start: Int) -> Int {
    withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return endIndex }
      let end = ByteScan.first(base, from: start - startIndex, to: bytes.count) { bytes in
        bytes.equal(first) .| bytes.equal(second)
      }
      return startIndex + end
    }
  }
}
