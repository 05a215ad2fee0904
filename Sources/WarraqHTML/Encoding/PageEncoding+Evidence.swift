extension PageEncoding {
  /// The encoding that the bytes of a text seem to be in, where nothing says it and they are not
  /// UTF-8; `nil` where nothing speaks for one.
  ///
  /// Tags and references of markup do not count. Where letters above ASCII stand inside words of
  /// ASCII, it is one of Western, Central European or Turkish letters; else the bytes of the letters
  /// that are frequent in a language tell its encoding.
  package static func likely(_ bytes: some Sequence<UInt8>) -> PageEncoding? {
    let text = EncodingEvidence(bytes)
    guard text.high > 0 else {
      return text.shiftsToKanji ? PageEncoding(label: "iso-2022-jp".utf8) : nil
    }
    return text.name.flatMap { PageEncoding(label: $0.utf8) }
  }
}

/// How the bytes of a text above ASCII are distributed.
struct EncodingEvidence {
  /// How many bytes are above ASCII.
  private(set) var high = 0
  private var letters = 0
  private var bytes: [UInt8] = []
  private var counts = [Int](repeating: 0, count: 256)
  /// Bytes above ASCII that stand in words with ASCII letters.
  private var mixed = 0
  /// Bytes that windows-1252 has signs for and that stand inside words.
  private var signsInWords = 0

  /// Whether two bytes stand for a letter of Japanese after a sequence of ISO-2022-JP.
  var shiftsToKanji: Bool {
    bytes.indices.contains { index in
      bytes[index] == 0x1B
        && (bytes[index...].starts(with: [0x1B, 0x24, 0x42])
          || bytes[index...].starts(with: [0x1B, 0x24, 0x40]))
    }
  }

  /// Looks at the bytes outside of tags and references.
  init(_ source: some Sequence<UInt8>) {
    var isMarkup = false
    for byte in source {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: "&"): isMarkup = true
      case UInt8(ascii: ">") where isMarkup, UInt8(ascii: ";") where isMarkup: isMarkup = false
      default:
        // An ampersand that starts no reference ends with the next letter that is none of ASCII.
        if byte >= 0x80 { isMarkup = false }
        if !isMarkup { bytes.append(byte) }
      }
      if bytes.count == Self.enough { break }
    }
    var start = 0
    for end in 0...bytes.count {
      let isLetter = end < bytes.count && (bytes[end] >= 0x80 || Self.isASCIILetter(bytes[end]))
      if isLetter { continue }
      if end > start { count(start..<end) }
      start = end + 1
    }
  }

  private mutating func count(_ word: Range<Int>) {
    let ascii = bytes[word].count { $0 < 0x80 }
    letters += ascii
    let isMixed = ascii * 3 >= word.count
    for index in word where bytes[index] >= 0x80 {
      let byte = bytes[index]
      high += 1
      counts[Int(byte)] += 1
      if isMixed { mixed += 1 }
      switch byte {
      case 0xB3, 0xB9, 0xBA, 0xBC, 0xBE, 0xBF, 0x9D: if ascii > 0 { signsInWords += 1 }
      default: break
      }
    }
  }

  /// The label of the encoding.
  var name: String? { severalBytes ?? (mixed * 2 > high ? latin : script) }

  // MARK: Several bytes a character

  /// An encoding of East Asia, in which nearly every byte above ASCII starts or ends a pair.
  private var severalBytes: String? {
    guard high > letters else { return nil }
    if let pairs = pairs(lead: { 0xA1...0xFE ~= $0 }, trail: { 0xA1...0xFE ~= $0 }) {
      let kana = pairs.count { $0.lead == 0xA4 || $0.lead == 0xA5 }
      if kana * 5 > pairs.count { return "euc-jp" }
      let frequent = pairs.count { 0xA1...0xA3 ~= $0.lead || 0xB0...0xD7 ~= $0.lead }
      guard frequent * 100 >= pairs.count * 85 else { return big5(pairs) }
      // Syllables of Hangul end where half of the first ideographs of Chinese are to come.
      let later = pairs.count { 0xC9...0xD7 ~= $0.lead }
      return later * 10 > pairs.count ? big5(pairs) ?? "gbk" : "euc-kr"
    }
    if let pairs = pairs(lead: { 0xA1...0xF9 ~= $0 }, trail: Self.isTrail) { return big5(pairs) }
    let isLead: (UInt8) -> Bool = { 0x81...0x9F ~= $0 || 0xE0...0xFC ~= $0 }
    if let pairs = pairs(lead: isLead, trail: { 0x40...0x7E ~= $0 || 0x80...0xFC ~= $0 }) {
      let kana = pairs.count { $0.lead == 0x82 || $0.lead == 0x83 }
      if kana * 5 > pairs.count { return "shift_jis" }
    }
    if let pairs = pairs(lead: { 0x81...0xFE ~= $0 }, trail: { $0 >= 0x40 && $0 != 0x7F }) {
      let frequent = pairs.count { $0.trail >= 0xA1 && 0xB0...0xD7 ~= $0.lead }
      if frequent * 100 >= pairs.count * 70 { return "gbk" }
    }
    return nil
  }

  private func big5(_ pairs: [(lead: UInt8, trail: UInt8)]) -> String? {
    // Half of the characters end in a byte of ASCII, and the frequent ones come first.
    let low = pairs.count { $0.trail < 0x80 }
    let frequent = pairs.count { 0xA1...0xC6 ~= $0.lead }
    return low * 5 > pairs.count && frequent * 100 >= pairs.count * 85 ? "big5" : nil
  }

  private static func isTrail(_ byte: UInt8) -> Bool {
    0x40...0x7E ~= byte || 0xA1...0xFE ~= byte
  }

  /// The pairs that the bytes above ASCII make; `nil` where one in a hundred makes none.
  private func pairs(
    lead: (UInt8) -> Bool, trail: (UInt8) -> Bool
  ) -> [(lead: UInt8, trail: UInt8)]? {
    var pairs: [(lead: UInt8, trail: UInt8)] = []
    var wrong = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte >= 0x80 else { continue }
      if lead(byte), index < bytes.count, trail(bytes[index]) {
        pairs.append((byte, bytes[index]))
        index += 1
      } else {
        wrong += 1
      }
    }
    return pairs.isEmpty || wrong * 100 > pairs.count ? nil : pairs
  }

  // MARK: Latin letters

  /// Western letters, unless letters occur that only other languages have.
  private var latin: String {
    func sum(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 + counts[Int($1)] } }
    // ğ ı ş, in both cases, which are ð ý þ in Icelandic, beside vowels that Turkish does not have.
    if sum([0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE]) * 5 > high, sum([0x9A, 0x9E]) == 0,
      sum([0xC1, 0xC9, 0xCD, 0xD3, 0xDA, 0xE1, 0xE6, 0xE9, 0xED, 0xF3, 0xFA]) == 0
    {
      return "windows-1254"
    }
    // š ž ź and what signs there are in words: ł ą ż ľ ş
    let central = signsInWords + sum([0x8A, 0x8E, 0x8F, 0x9A, 0x9E, 0x9F])
    if central * 10 > high { return "windows-1250" }
    // ő and ű beside á and é; no ã, which Portuguese has, and no ä.
    let isHungarian =
      sum([0xF5, 0xFB, 0xD5, 0xDB]) > 0 && counts[0xE1] > 0 && counts[0xE9] > 0
      && sum([0xF6, 0xFC, 0xF3]) > 0 && sum([0xE3, 0xE4]) == 0
    return isHungarian ? "windows-1250" : "windows-1252"
  }

  // MARK: Other scripts

  private struct Script {
    let name: String
    /// The bytes of its most frequent letters, and the share that they usually have, in hundredths.
    let frequent: [UInt8]
    let share: Int
    /// The bytes of its letters.
    let letters: ClosedRange<UInt8>
  }

  private static let scripts = [
    Script(
      name: "windows-1251",
      frequent: [0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2, 0xF1, 0xF0, 0xE2], share: 60,
      letters: 0xA1...0xFF),
    Script(
      name: "koi8-r",
      frequent: [0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4, 0xD3, 0xD2, 0xD7], share: 60,
      letters: 0xA3...0xFF),
    Script(
      name: "iso-8859-5",
      frequent: [0xDE, 0xD5, 0xD0, 0xD8, 0xDD, 0xE2, 0xE1, 0xE0, 0xD2], share: 60,
      letters: 0xA1...0xFF),
    Script(
      name: "ibm866",
      frequent: [0xAE, 0xA5, 0xA0, 0xA8, 0xAD, 0xE2, 0xE1, 0xE0, 0xA2], share: 60,
      letters: 0x80...0xF1),
    Script(
      name: "windows-1253",
      frequent: [0xE1, 0xEF, 0xE9, 0xE5, 0xF4, 0xF3, 0xED, 0xE7, 0xDF, 0xDC], share: 60,
      letters: 0xA1...0xFE),
    Script(
      name: "windows-1255",
      frequent: [0xE9, 0xE5, 0xE4, 0xEC, 0xE0, 0xF8, 0xFA, 0xEE, 0xE1, 0xF9], share: 70,
      letters: 0xE0...0xFA),
    Script(
      name: "windows-1256",
      frequent: [0xC7, 0xE1, 0xED, 0xE3, 0xE6, 0xE4, 0xCA, 0xD1, 0xC8, 0xC9], share: 65,
      letters: 0x81...0xFF),
    Script(
      name: "iso-8859-6",
      frequent: [0xC7, 0xE4, 0xEA, 0xE5, 0xE8, 0xE6, 0xCA, 0xD1, 0xC8, 0xC9], share: 65,
      letters: 0xC1...0xF2),
    Script(
      name: "windows-874",
      frequent: [
        0xD2, 0xB9, 0xC3, 0xA1, 0xCD, 0xE0, 0xE8, 0xA7, 0xC1, 0xD5, 0xD1, 0xE9, 0xC2, 0xC5, 0xC7,
        0xB4, 0xB7, 0xB5, 0xCA, 0xA4,
      ], share: 85, letters: 0xA1...0xFB),
  ]

  /// The script whose frequent letters are the frequent bytes.
  private var script: String? {
    var best: (name: String, score: Int)?
    for script in Self.scripts {
      let frequent = script.frequent.reduce(0) { $0 + counts[Int($1)] }
      let outside = counts.indices.reduce(0) {
        $1 < 0x80 || script.letters ~= UInt8($1) || Self.isQuote($1) ? $0 : $0 + counts[$1]
      }
      let score = (frequent - 2 * outside) * 10_000 / (high * script.share)
      if score > best?.score ?? 0 { best = (script.name, score) }
    }
    return best.flatMap { $0.score >= 60 ? $0.name : nil }
  }

  /// Quotation marks and dashes of Windows' encodings.
  private static func isQuote(_ byte: Int) -> Bool {
    switch byte {
    case 0x82, 0x84, 0x85, 0x91...0x97, 0xA0: true
    default: false
    }
  }

  private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// More bytes tell nothing new.
  private static let enough = 64 << 10
}
