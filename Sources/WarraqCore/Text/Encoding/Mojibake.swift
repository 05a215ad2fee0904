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
    guard let repaired = repaired(text, from: .windows1256)?.text else { return nil }
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

  /// A text whose UTF-8 had been read as another encoding, put right.
  package struct Repair: Sendable {
    /// The text as it was meant.
    package var text: String
    /// The name of the encoding that it had been read as.
    package var encoding: String
    /// How many characters were put right: few may be an accident.
    package var characters: Int
  }

  /// Returns the text whose UTF-8 was read as one of the usual code pages, up to three times, or nil.
  ///
  /// Returns nil unless every character has a byte in the code page and the bytes are UTF-8 of
  /// letters and punctuation that news is written with.
  package static func repaired(_ text: String) -> Repair? {
    var result: Repair?
    var text = text
    for _ in 0..<3 {
      let found = pages.lazy.compactMap { name, page in
        repaired(text, from: page).map {
          Repair(text: $0.text, encoding: name, characters: $0.characters)
        }
      }.first
      guard let found else { break }
      text = found.text
      result = Repair(
        text: text, encoding: found.encoding,
        characters: max(found.characters, result?.characters ?? 0))
    }
    return result
  }

  private static var pages: [(String, CodePage)] {
    [
      ("windows-1252", .windows1252), ("windows-1256", .windows1256),
      ("windows-1251", .windows1251), ("windows-1254", .windows1254),
    ]
  }

  private static func repaired(
    _ text: String, from page: CodePage
  ) -> (text: String, characters: Int)? {
    guard looksDoublyEncoded(text, page) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      // What the page has no meaning for came through as a control character.
      guard var byte = page.byte(for: scalar) ?? page.undefined(scalar) else { return nil }
      // A no-break space often became a space on the way.
      if byte == 0x20, bytes.last == 0xC3 { byte = 0xA0 }
      bytes.append(byte)
    }
    guard let repaired = String(validating: bytes, as: UTF8.self) else { return nil }
    var characters = 0
    for scalar in repaired.unicodeScalars where !scalar.isASCII {
      guard isOfNews(scalar.value) else { return nil }
      characters += 1
    }
    return characters > 0 ? (repaired, characters) : nil
  }

  private static func isOfNews(_ value: UInt32) -> Bool {
    switch value {
    case 0x80..<0xA0: false
    case 0xA0...0x17F, 0x218...0x21B, 0x2C6, 0x2DC, 0x300...0x36F, 0x386...0x52F, 0x5BE...0x6FF,
      0x750...0x77F, 0x1E00...0x206F, 0x20A0...0x2BFF, 0x3000...0x9FFF, 0xAC00...0xD7A3,
      0xFB1D...0xFEFF, 0x1F000...0x1FAFF:
      true
    default: false
    }
  }

  /// Whether the first characters above ASCII are a lead byte and a continuation byte: a quick no
  /// for texts that are in order.
  private static func looksDoublyEncoded(_ text: String, _ page: CodePage) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard !scalar.isASCII else { continue }
      guard let lead = page.byte(for: scalar), lead >= 0xC2, let next = scalars.next() else {
        return false
      }
      if next == " " { return lead == 0xC3 }
      guard let continuation = page.byte(for: next) ?? page.undefined(next) else { return false }
      return continuation & 0xC0 == 0x80
    }
    return false
  }
}
