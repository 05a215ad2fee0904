/// Repairs texts that were decoded with the wrong encoding before they reached us.
public enum Mojibake {
  /// Returns the Arabic-script text whose UTF-8 bytes were read as windows-1256, or nil.
  ///
  /// ```swift
  /// Mojibake.repairedWindows1256("ظ…طµط±")  // "مصر"
  /// Mojibake.repairedWindows1256("مصر")  // nil
  /// ```
  ///
  /// Returns nil unless the repair is certain and nothing is lost: every character has a byte in
  /// windows-1256, the bytes are valid UTF-8, and most letters they make are of the Arabic script.
  /// A text that lost characters on its way, U+00AD most often, is therefore not repaired, nor is
  /// one of which only a part is damaged: give it paragraph by paragraph.
  public static func repairedWindows1256(_ text: String) -> String? {
    guard looksDoublyEncoded(text) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard let byte = CodePage.windows1256.byte(for: scalar) else { return nil }
      bytes.append(byte)
    }
    guard let repaired = String(validating: bytes, as: UTF8.self) else { return nil }
    var arabic = 0
    var other = 0
    for scalar in repaired.unicodeScalars where scalar.properties.isAlphabetic {
      switch scalar.value {
      case 0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF: arabic += 1
      default: other += 1
      }
    }
    return arabic > other ? repaired : nil
  }

  /// Whether the first characters above ASCII are a lead byte and a continuation byte: a quick no
  /// for texts that are in order.
  private static func looksDoublyEncoded(_ text: String) -> Bool {
    let table = CodePage.windows1256
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard !scalar.isASCII else { continue }
      guard let lead = table.byte(for: scalar), lead >= 0xC2,
        let next = scalars.next(), let continuation = table.byte(for: next)
      else { return false }
      return continuation & 0xC0 == 0x80
    }
    return false
  }
}
