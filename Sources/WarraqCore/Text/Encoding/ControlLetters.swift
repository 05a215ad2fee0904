internal import WarraqModel

/// The control characters U+0080 to U+009F where they are letters and signs of windows-1252.
///
/// Programs that take windows-1252 for ISO 8859-1 make them; no text means the controls.
package enum ControlLetters {
  /// What windows-1252 has in the place of a character, `nil` where it is no such control.
  @inline(__always)
  package static func letter(for scalar: UInt32) -> UInt32? {
    guard scalar &- 0x80 < 0x20 else { return nil }
    let letter = CodePage.windows1252.upper[Int(scalar &- 0x80)]
    return letter == 0 ? nil : UInt32(letter)
  }

  /// Puts the letters in the place of the controls of a text in UTF-8, from `start` on; returns how
  /// many there were.
  package static func replace(in text: inout [UInt8], from start: Int = 0) -> Int {
    guard let first = firstControl(in: text, from: start) else { return 0 }
    var result: [UInt8] = []
    result.reserveCapacity(text.count - first + 64)
    var count = 0
    var index = first
    while index < text.count {
      let next = firstControl(in: text, from: index) ?? text.count
      result.append(contentsOf: text[index..<next])
      index = next
      guard index + 1 < text.count else { break }
      if let letter = letter(for: UInt32(text[index + 1])), let scalar = Unicode.Scalar(letter) {
        result.append(contentsOf: String(scalar).utf8)
        count += 1
      } else {
        result.append(contentsOf: text[index...index + 1])
      }
      index += 2
    }
    text.replaceSubrange(first..., with: result)
    return count
  }

  /// The first position of U+0080 to U+009F.
  private static func firstControl(in text: [UInt8], from start: Int) -> Int? {
    text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return nil }
      var index = start
      while let lead = ByteScan.first(0xC2, in: base, from: index, to: text.count) {
        guard lead + 1 < text.count else { return nil }
        if base[lead + 1] < 0xA0 { return lead }
        index = lead + 2
      }
      return nil
    }
  }
}

extension Diagnostic.Message {
  /// Controls were read as letters.
  package static func controlLetters(_ count: Int) -> Self {
    Self(
      id: "input.control-letters",
      text: "read \(count) control \(count == 1 ? "character" : "characters") (U+0080 to U+009F) as"
        + " the letters of windows-1252 that they stand for")
  }
}
