import Testing
import WarraqHTML

/// Which encoding bytes are in that nothing is said of.
struct LikelyEncodingTests {
  static let texts: [(String, String)] = [
    ("windows-1252", "Le gouvernement a annoncé de nouvelles mesures après l’été"),
    ("windows-1252", "Die Gemeinde hat heute neue Maßnahmen für Schüler beschlossen"),
    ("windows-1252", "El señor González visitó España mañana, según él"),
    ("windows-1252", "O conselho não irá à reunião; as decisões são públicas"),
    ("windows-1252", "På torsdag åpner det nye museet på øya"),
    ("windows-1252", "Bæjarstjórnin samþykkti í dag ný lög um skóla og það er gott"),
    ("windows-1252", "L’œuvre du cœur"), ("windows-1252", "Café"),
    ("windows-1250", "Dziś w mieście otwarto nowe muzeum nad źródłem"),
    ("windows-1250", "Zastupitelé dnes schválili nový zákon, řekl že příští rok"),
    ("windows-1250", "A város ma elfogadta az új költségvetést, hősök és fűszerek"),
    ("windows-1254", "Bugün şehirde yeni bir tarih müzesi açıldı"),
    ("windows-1251", "Сегодня в городе открылся новый музей истории"),
    ("windows-1251", "Рада ухвалила нові правила, які діятимуть з січня"),
    ("koi8-r", "Сегодня в городе открылся новый музей истории"),
    ("koi8-r", "Депутаты обсудили поправки к бюджету"),
    ("iso-8859-5", "Сегодня в городе открылся новый музей истории"),
    ("iso-8859-5", "Депутаты обсудили поправки к бюджету"),
    ("ibm866", "Сегодня в городе открылся новый музей истории"),
    ("windows-1253", "Σήμερα άνοιξε στην πόλη ένα νέο μουσείο ιστορίας"),
    ("windows-1255", "היום נפתח בעיר מוזיאון חדש לתולדות העיר"),
    ("windows-1256", "افتتح اليوم في المدينة متحف جديد للتاريخ"),
    ("windows-874", "วันนี้มีการเปิดพิพิธภัณฑ์แห่งใหม่"),
  ]

  @Test(arguments: texts)
  func `the bytes of a text tell its encoding`(name: String, text: String) throws {
    let encoding = try #require(PageEncoding(label: name.utf8))
    let bytes = try Self.encode("<title>\(text)</title>&lt;p&gt;\(text).", as: encoding)
    let found = try #require(PageEncoding.likely(bytes))
    #expect(found.name == name)
    let decoded = try #require(bytes.withUnsafeBufferPointer { found.decode($0) })
    #expect(String(decoding: decoded, as: UTF8.self).contains(text))
  }

  /// Texts of East Asia with their bytes in hexadecimal digits.
  static let bytes: [(String, String, String)] = [
    (
      "big5", "今天市中心開放了新的歷史博物館",
      """
      A4B5A4D1A5ABA4A4A4DFB67DA9F1A446B773AABABEFAA576B3D5AAABC05D
      """
    ),
    (
      "gbk", "今天市中心开放了新的历史博物馆",
      """
      BDF1CCECCAD0D6D0D0C4BFAAB7C5C1CBD0C2B5C4C0FACAB7B2A9CEEFB9DD
      """
    ),
    (
      "gbk", "他说，中国",
      """
      CBFBCBB5A3ACD6D0B9FA
      """
    ),
    (
      "euc-kr", "오늘 시내에 새로운 박물관이 문을 열었습니다",
      """
      BFC0B4C320BDC3B3BBBFA120BBF5B7CEBFEE20B9DAB9B0B0FCC0CC20B9AEC0BB20BFADBEFABDC0B4 \
      CFB4D9
      """
    ),
    (
      "shift_jis", "今日、市の中心部に新しい博物館が開館しました",
      """
      8DA193FA81418E7382CC92869053959482C9905682B582A2948E95A88AD982AA8A4A8AD982B582DC \
      82B582BD
      """
    ),
    (
      "iso-2022-jp", "今日、市の中心部に新しい博物館が開館しました",
      """
      1B24423A23467C2122 3B5424 4E43663F344974244B3F3724 37 2424 476E 4A2A 345B 242C 332B 345B \
      2437 245E 2437 243F 1B2842
      """
    ),
    (
      "euc-jp", "今日、市の中心部に新しい博物館が開館しました",
      """
      BAA3C6FCA1A2BBD4A4CEC3E6BFB4C9F4A4CBBFB7A4B7A4A4C7EECAAAB4DBA4ACB3ABB4DBA4B7A4DE \
      A4B7A4BF
      """
    ),
  ]

  @Test(arguments: bytes)
  func `pairs of bytes tell their encoding`(name: String, text: String, digits: String) throws {
    let hexadecimal = Array(digits.filter { !$0.isWhitespace })
    let bytes = stride(from: 0, to: hexadecimal.count, by: 2).compactMap {
      UInt8(String(hexadecimal[$0...($0 + 1)]), radix: 16)
    }
    let found = try #require(PageEncoding.likely(Array("<p>".utf8) + bytes + Array("</p>".utf8)))
    #expect(found.name == name)
    let decoded = try #require(bytes.withUnsafeBufferPointer { found.decode($0) })
    #expect(String(decoding: decoded, as: UTF8.self) == text)
  }

  @Test func `bytes of ASCII tell nothing`() {
    #expect(PageEncoding.likely("<p>One &amp; two</p>".utf8) == nil)
    #expect(PageEncoding.likely([]) == nil)
  }

  @Test func `any bytes are looked at without harm`() {
    var state: UInt64 = 7
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      if let encoding = PageEncoding.likely(bytes) {
        #expect(bytes.withUnsafeBufferPointer { encoding.decode($0) } != nil)
      }
    }
  }

  /// Encodes a text by what the bytes mean when they are decoded.
  private static func encode(_ text: String, as encoding: PageEncoding) throws -> [UInt8] {
    var table: [Character: [UInt8]] = [:]
    func add(_ sequences: [[UInt8]]) throws {
      let joined: [UInt8] = sequences.flatMap { (sequence: [UInt8]) in sequence + [0x0A] }
      let decoded = try #require(joined.withUnsafeBufferPointer { encoding.decode($0) })
      let lines = String(decoding: decoded, as: UTF8.self).unicodeScalars.split(
        separator: "\n", omittingEmptySubsequences: false)
      for (bytes, line) in zip(sequences, lines) where line.count == 1 {
        let character = Character(String(line))
        if table[character] == nil { table[character] = bytes }
      }
    }
    try add((UInt8(0x80)...0xFF).map { [$0] })
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else {
        bytes += try #require(table[Character(scalar)], "\(scalar)")
      }
    }
    return bytes
  }
}
