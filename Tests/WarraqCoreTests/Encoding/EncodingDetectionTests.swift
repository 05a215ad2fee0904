import Foundation
import Testing
import WarraqCore

struct `Detecting an encoding` {
  private let arabic = """
    أكدت الوزارة أن المحادثات بين الوفدين ستستمر حتى نهاية الأسبوع، وأن الاتفاق "قريب".
    وقال المتحدث باسمها إن النتائج ستعلن في مؤتمر صحفي يوم الأحد.
    """
  private let persian = """
    رئیس جمهور گفت که این گفت‌وگوها تا پایان هفته ادامه دارد و نتیجه آن اعلام می‌شود.
    چهار کشور در این نشست شرکت کردند.
    """
  private let french = """
    Le président a déclaré que la réunion s’était bien passée. « Où irons-nous après l’été ? »,
    a demandé l’élève à son père. Le dîner a coûté 25 €.
    """

  @Test(
    arguments: [
      ("UTF-8", [0xEF, 0xBB, 0xBF, 0x61]), ("UTF-16LE", [0xFF, 0xFE, 0x61, 0x00]),
      ("UTF-16BE", [0xFE, 0xFF, 0x00, 0x61]), ("UTF-32LE", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]),
      ("UTF-32BE", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61]),
    ] as [(String, [UInt8])])
  func `a byte order mark decides`(name: String, bytes: [UInt8]) {
    #expect(detect(bytes) == TextEncoding(rawValue: name).map { .text($0) })
  }

  @Test func `no bytes and ASCII are UTF-8`() {
    #expect(detect([]) == .text(.utf8))
    #expect(detect(Array("Plain words,\r\n\tno more.\u{1B}[0m".utf8)) == .text(.utf8))
  }

  @Test func `valid UTF-8 is UTF-8 in every script`() {
    for text in [arabic, persian, french, "Ελληνικά", "日本語", "Русский", "🙂"] {
      #expect(detect(Array(text.utf8)) == .text(.utf8))
    }
  }

  @Test func `a character cut at the end is an error of complete sources only`() {
    let bytes = Array("مرحبا".utf8.dropLast())
    #expect(detect(bytes, isComplete: false) == .text(.utf8))
    #expect(detect(bytes, isComplete: true) == .invalidUTF8(offset: 8))
  }

  @Test func `the first bad byte of broken UTF-8 is told`() {
    var bytes = Array(arabic.utf8)
    let offset = Array(arabic.utf8.prefix(40)).lastIndex(of: 0xD8) ?? 0
    bytes[offset + 1] = 0x20
    #expect(detect(bytes) == .invalidUTF8(offset: offset))
    #expect(detect([0xEF, 0xBB, 0xBF, 0x61, 0xC0]) == .invalidUTF8(offset: 4))
  }

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func `UTF-16 without a mark is found by its NULs`(encoding: String.Encoding) throws {
    let expected: TextEncoding =
      encoding == .utf16LittleEndian ? .utf16LittleEndian : .utf16BigEndian
    let chinese = "会议将于星期一在北京举行\n各国代表出席了会议，讨论贸易\u{3000}问题。\n"
    for text in [arabic, persian, french, chinese, "Short", "Встреча прошла в Минске."] {
      let bytes = [UInt8](try #require(text.data(using: encoding)))
      #expect(detect(bytes) == .text(expected), "\(text)")
      #expect(detect(bytes.dropLast(), isComplete: false) == .text(expected), "\(text)")
    }
  }

  @Test(arguments: [String.Encoding.utf32LittleEndian, .utf32BigEndian])
  func `UTF-32 without a mark is found by its NULs`(encoding: String.Encoding) throws {
    let expected: TextEncoding =
      encoding == .utf32LittleEndian ? .utf32LittleEndian : .utf32BigEndian
    for text in [arabic, french, "Hi", "🙂🙃"] {
      let bytes = [UInt8](try #require(text.data(using: encoding)))
      #expect(detect(bytes) == .text(expected), "\(text)")
    }
  }

  @Test func `Arabic and Persian words in windows-1256 are found`() {
    for text in [
      arabic, persian, "ارتفاع أسعار النفط في الأسواق العالمية", "RT: \(arabic) tass.com",
    ] {
      #expect(detect(windows1256(text)) == .text(.windows1256), "\(text)")
    }
  }

  @Test func `vocalised Arabic in windows-1256 is found`() {
    let text = "أَعْلَنَتِ الْوِزَارَةُ عَنْ بِدَايَةِ الْمُؤْتَمَرِ"
    #expect(detect(windows1256(text)) == .text(.windows1256))
  }

  @Test(arguments: [
    "Le président a déclaré que l’été sera long.", "Über die Straße führt eine Brücke.",
    "El niño salió a la calle; ¿quién lo vio?", "caf\u{E9}", "prix à 10 € la pièce",
    "Þetta er íslenska og það er gaman.", "São Paulo não é a capital.",
  ])
  func `Latin words in windows-1252 are found`(text: String) throws {
    let bytes = [UInt8](try #require(text.data(using: .windowsCP1252)))
    #expect(detect(bytes) == .text(.windows1252))
  }

  @Test(arguments: [
    (
      String.Encoding.windowsCP1251,
      "Министры встретились в понедельник в Минске, сообщает агентство."
    ),
    (.windowsCP1253, "Οι υπουργοί συναντήθηκαν τη Δευτέρα στην Αθήνα."),
    (
      .windowsCP1254,
      "Bakanlar pazartesi günü Ankara'da bir araya geldi, ılık ve yağışlı hava için."
    ),
    (.shiftJIS, "大臣は月曜日に東京で会談した。"),
  ])
  func `other code pages are not mistaken for known ones`(
    encoding: String.Encoding, text: String
  ) throws {
    let bytes = [UInt8](try #require(text.data(using: encoding)))
    guard case .invalidUTF8 = detect(bytes) else {
      Issue.record("found \(detect(bytes))")
      return
    }
  }

  @Test(
    arguments: [
      ("ZIP", [0x50, 0x4B, 3, 4, 20, 0]), ("PDF", Array("%PDF-1.7\n".utf8)),
      ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
      ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0]),
      ("gzip", [0x1F, 0x8B, 8, 0]), (nil, [1, 2, 3, 4, 0x61, 0x62, 0, 0, 0, 7]),
    ] as [(String?, [UInt8])])
  func `binary files are recognised by name where known`(name: String?, bytes: [UInt8]) {
    #expect(detect(bytes) == .binary(name: name))
  }

  @Test func `one NUL in a long text does not make it binary`() {
    let half = Array(arabic.utf8)
    #expect(detect(half + [0] + half) == .text(.utf8))
    let ascii = Array("The two ministers met on Monday and will meet again in June.".utf8)
    #expect(detect(ascii + [0] + ascii) == .text(.utf8))
  }

  @Test func `any bytes have an answer`() {
    var random = SeededGenerator(seed: 20_240_624)
    for _ in 0..<3000 {
      let bytes = random.bytes(upTo: 200)
      _ = detect(bytes, isComplete: true)
      _ = detect(bytes, isComplete: false)
    }
  }

  @Test func `labels of the web are understood`() {
    #expect(TextEncoding(label: "CP1256") == .windows1256)
    #expect(TextEncoding(label: "ISO-8859-1") == .windows1252)
    #expect(TextEncoding(label: "koi8-r") == nil)
    for encoding in TextEncoding.allCases {
      #expect(TextEncoding(label: encoding.rawValue) == encoding)
    }
  }

  private func detect(_ bytes: [UInt8], isComplete: Bool = true) -> TextEncodingGuess {
    bytes.withUnsafeBufferPointer { TextEncoding.detect($0, isComplete: isComplete) }
  }

  private func detect(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> TextEncodingGuess {
    detect(Array(bytes), isComplete: isComplete)
  }
}
