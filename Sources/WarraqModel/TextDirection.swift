/// The base direction of a text.
public enum TextDirection: String, Hashable, Sendable, CaseIterable {
  /// Left to right, as Latin, Greek, Cyrillic.
  case leftToRight = "ltr"
  /// Right to left, as Arabic, Hebrew.
  case rightToLeft = "rtl"

  /// The direction of the script that a BCP 47 tag names, or of its language's usual script.
  ///
  /// Left to right where the language is not known to be written otherwise.
  public init(language tag: String) {
    if let pair = LetterPairs.index(of: tag) {
      self = Self.rightToLeftPairs.contains(pair) ? .rightToLeft : .leftToRight
      return
    }
    let subtags = tag.utf8.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      .map { String($0)?.lowercased() ?? "" }
    guard let primary = subtags.first else {
      self = .leftToRight
      return
    }
    // RFC 5646, 2.2.3: the script is a subtag of four letters before any singleton.
    for subtag in subtags.dropFirst() {
      if subtag.utf8.count == 1 { break }
      if subtag.utf8.count == 4, subtag.utf8.allSatisfy({ $0 >= UInt8(ascii: "a") }) {
        self = Self.rightToLeftScripts.contains(subtag) ? .rightToLeft : .leftToRight
        return
      }
    }
    self = Self.rightToLeftLanguages.contains(primary) ? .rightToLeft : .leftToRight
  }

  /// ISO 15924 codes of scripts written from right to left, in lower case.
  private static let rightToLeftScripts: Set<String> = [
    "adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa",
  ]

  private static let rightToLeftPairs = LetterPairs(rightToLeftLanguages)

  /// Languages whose usual script runs from right to left (CLDR likely subtags).
  private static let rightToLeftLanguages: Set<String> = [
    "ar", "arc", "ary", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "khw", "ks",
    "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
  ]
}

/// A set of codes of two ASCII letters, in either case: one bit each.
package struct LetterPairs: Sendable {
  private let bits: [UInt32]

  /// Takes the codes of two letters among others.
  package init(_ codes: Set<String>) {
    var bits = [UInt32](repeating: 0, count: 26)
    for pair in codes.compactMap(Self.index) { bits[pair / 32] |= 1 << UInt32(pair % 32) }
    self.bits = bits
  }

  /// The place of a code of two letters; `nil` for every other one.
  package static func index(of code: String) -> Int? {
    code.withUTF8Bytes { bytes in
      guard bytes.count == 2 else { return nil }
      let (first, second) = ((bytes[0] | 0x20) &- 0x61, (bytes[1] | 0x20) &- 0x61)
      guard first < 26, second < 26 else { return nil }
      return Int(first) * 32 + Int(second)
    }
  }

  /// Whether the code at a place is one of the set.
  package func contains(_ pair: Int) -> Bool { bits[pair / 32] >> UInt32(pair % 32) & 1 == 1 }
}
