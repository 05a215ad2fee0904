internal import WarraqModel

/// Language tags for `xml:lang` and `lang`.
package enum LanguageTag {
  /// The tag as `xs:language` and BCP 47 (https://www.rfc-editor.org/rfc/rfc5646) write it, or
  /// `nil` when it is not well formed.
  ///
  /// Only the separator is repaired: `ar_EG` becomes `ar-EG`. `Arabic` is none: no language has a name
  /// of more than three letters there.
  package static func wellFormed(_ tag: String?) -> String? {
    guard let tag, !tag.isEmpty else { return nil }
    var hasUnderscore = false
    var length = 0
    var index = 0
    for byte in tag.utf8 {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"):
        // The name of a language has three letters at most, and longer ones are words.
        guard 1...(index == 0 ? 3 : 8) ~= length else { return nil }
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
    guard 2...(index == 0 ? 3 : 8) ~= length else { return nil }
    if index == 0 || !hasUnderscore { return tag }
    return String(decoding: tag.utf8.map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self)
  }

  /// The tag that a source states: without white space around it, with hyphens where it is well formed
  /// but for them, `ar` for `Arabic`, else as it is; `nil` for an empty one.
  package static func repaired(_ tag: String?) -> String? {
    if let tag = wellFormed(tag) { return tag }
    guard let trimmed = tag?.trimmed, !trimmed.isEmpty else { return nil }
    return wellFormed(trimmed) ?? tagOfName[trimmed.lowercased()] ?? trimmed
  }

  /// The subtag of the language (BCP 47, 2.2.1), in lower case.
  package static func primarySubtag(of tag: String) -> String {
    // Most tags are one already.
    if tag.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) { return tag }
    return tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
  }

  /// Whether two tags name one language, whatever the region.
  package static func isSameLanguage(_ a: String, _ b: String) -> Bool {
    primarySubtag(of: a) == primarySubtag(of: b)
  }

  /// Whether ``repaired(_:)`` has nothing to do, a quick answer for most.
  package static func isUsual(_ tag: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !tag.isEmpty, tag.allSatisfy({ $0 > 0x20 && $0 < 0x80 && $0 != 0x5F }) else {
      return false
    }
    return tag.count < 4 || tag.contains(UInt8(ascii: "-"))
  }

  /// The tag where it is well formed and names a language that exists, as far as that can be told
  /// without the registry: one of ISO 639-1, or any three letters.
  ///
  /// What programs write for want of a language (`C`, `x`, `Arabic`) is none, and readers that look
  /// a language up trip over it.
  package static func known(_ tag: String?) -> String? {
    guard let tag = wellFormed(tag) else { return nil }
    if let pair = LetterPairs.index(of: tag) { return letterPairs.contains(pair) ? tag : nil }
    let subtag = primarySubtag(of: tag)
    return subtag.utf8.count == 3 || twoLetters.contains(subtag) ? tag : nil
  }

  private static let letterPairs = LetterPairs(twoLetters)

  private static let twoLetters = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig \
    ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt \
    lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt \
    qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to \
    tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(separator: " ").map { String($0) })

  /// Languages as people call them, in English and in themselves.
  private static let tagOfName: [String: String] = {
    var tags: [String: String] = [:]
    for line in names.split(separator: "\n") {
      let words = line.split(separator: " ")
      for word in words.dropFirst() { tags[String(word)] = String(words[0]) }
    }
    return tags
  }()

  private static let names = """
    ar arabic العربية عربي عربية
    bn bengali bangla বাংলা
    cs czech čeština
    da danish dansk
    de german deutsch
    el greek ελληνικά
    en english
    es spanish español espanol castellano
    fa persian farsi فارسی
    fi finnish suomi
    fr french français francais
    he hebrew עברית
    hi hindi हिन्दी
    hu hungarian magyar
    id indonesian
    it italian italiano
    ja japanese 日本語
    ko korean 한국어
    ku kurdish kurdî
    nl dutch nederlands
    no norwegian norsk
    pl polish polski
    ps pashto پښتو
    pt portuguese português portugues
    ro romanian română
    ru russian русский
    sv swedish svenska
    th thai ไทย
    tr turkish türkçe turkce
    uk ukrainian українська
    ur urdu اردو
    vi vietnamese
    zh chinese 中文
    """
}
