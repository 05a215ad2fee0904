/// Language tags for `xml:lang` and `lang`.
package enum LanguageTag {
  /// The tag as `xs:language` and BCP 47 (https://www.rfc-editor.org/rfc/rfc5646) write it, or
  /// `nil` when it is not well formed.
  ///
  /// Only the separator is repaired: `ar_EG` becomes `ar-EG`.
  package static func wellFormed(_ tag: String?) -> String? {
    guard let tag, !tag.isEmpty else { return nil }
    var hasUnderscore = false
    var length = 0
    var index = 0
    for byte in tag.utf8 {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"):
        guard 1...8 ~= length else { return nil }
        if byte == UInt8(ascii: "_") { hasUnderscore = true }
        index += 1
        length = 0
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        length += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard index > 0 else { return nil }
        length += 1
      default: return nil
      }
    }
    // A singleton introduces something, so it cannot be last.
    guard 2...8 ~= length else { return nil }
    if index == 0 || !hasUnderscore { return tag }
    return String(decoding: tag.utf8.map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self)
  }
}
