import Testing
import WarraqCore

struct `Finding what is not UTF-8` {
  @Test(
    arguments: [
      ([], nil), ([0x61], nil), ([0x00], nil), ([0xC3, 0xA9], nil), ([0xE2, 0x82, 0xAC], nil),
      ([0xF0, 0x9F, 0x99, 0x82], nil), ([0xF4, 0x8F, 0xBF, 0xBF], nil),
      ([0x61, 0x80], 1), ([0x61, 0xC3], 1), ([0xC3, 0x61], 0), ([0xC0, 0x80], 0),
      ([0xC1, 0xBF], 0),
      ([0xE0, 0x9F, 0xBF], 0), ([0xED, 0xA0, 0x80], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xE2, 0x82], 0),
      ([0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0xFF], 9),
    ] as [([UInt8], Int?)])
  func `the offset is that of the first ill-formed sequence`(bytes: [UInt8], offset: Int?) {
    #expect(bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) } == offset)
  }

  @Test func `every scalar is valid and every cut of it is not`() {
    var bytes: [UInt8] = []
    for value in stride(from: UInt32(0x80), through: 0x10_FFFF, by: 61) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
    #expect(bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) } == nil)
    #expect(
      bytes.dropLast().withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) } != nil)
  }

  @Test func `the answer is that of the standard library, whatever the bytes`() {
    var random = SeededGenerator(seed: 3_629)
    for _ in 0..<3000 {
      var bytes = Array("abcdefgé€🙂".utf8.prefix(Int.random(in: 0...17, using: &random)))
      bytes += random.bytes(upTo: 3)
      let offset = bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) }
      #expect((offset == nil) == (String(validating: bytes, as: UTF8.self) != nil))
      if let offset {
        #expect(String(validating: bytes[..<offset], as: UTF8.self) != nil)
      }
    }
  }

  @Test func `the offset is that of the standard library, wherever in a word the bytes lie`() {
    let leads: [UInt8] =
      [0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE]
      + [0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF]
    let seconds: [UInt8] = [0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2]
    let tails: [[UInt8]] = [
      [], [0x80], [0x80, 0xBF], [0xBF, 0x80, 0x41], [0x41, 0x42, 0x43, 0x44],
    ]
    var different: [[UInt8]] = []
    for before in 0..<34 {
      for letter in ["a", "س ", "€", "🙂 "] {
        let repeated = String(repeating: letter, count: 34).utf8.prefix(before)
        guard let prefix = String(validating: repeated, as: UTF8.self) else { continue }
        // With what follows whole blocks, without it the end of the bytes.
        let rest = [UInt8](repeating: 0x61, count: before % 2 * 32)
        for lead in leads {
          for second in seconds {
            for tail in tails {
              let bytes = Array(prefix.utf8) + [lead, second] + tail + tail + tail + rest
              let offset = bytes.withUnsafeBufferPointer {
                UTF8Validation.firstInvalidByte(in: $0)
              }
              if offset != firstInvalidByte(in: bytes) { different.append(bytes) }
            }
          }
        }
      }
    }
    #expect(different == [])
  }

  @Test func `an error is found wherever it is in a long text`() {
    let text = Array(String(repeating: "Ein Wörtchen, كلمة, “word” 🙂. ", count: 16).utf8)
    for index in text.indices {
      var bytes = text
      bytes[index] = 0xFF
      let offset = bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) }
      #expect(offset == firstInvalidByte(in: bytes))
    }
  }

  @Test func `an error is found at the ends of the stretches that are checked at once`() {
    for letter in ["a", "س", "€", "🙂"] {
      let text = Array(String(repeating: letter, count: 30_000 / letter.utf8.count).utf8)
      let around = [1024, 1024 * 5, 1024 * 21].flatMap { $0 - 6...$0 + 6 }
      for index in around + [29_980] {
        for wrong: UInt8 in [0x80, 0xC3, 0xFF] {
          var bytes = text
          bytes[index] = wrong
          let offset = bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) }
          #expect(offset == firstInvalidByte(in: bytes))
        }
        let cut = text[..<index].withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) }
        #expect(cut == firstInvalidByte(in: Array(text[..<index])))
      }
      #expect(text.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) } == nil)
    }
  }

  private func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    do throws(Unicode.UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}

struct `Repairing doubly encoded Arabic` {
  @Test(arguments: ["مصر", "أكدت الوزارة أن الاتفاق \"قريب\": 12%", "این خبر را بخوانید، پژوهشگر"])
  func `UTF-8 read as windows-1256 is read again`(text: String) {
    let damaged = transcode(Array(text.utf8), from: .windows1256).text
    #expect(damaged != text)
    #expect(Mojibake.repairedWindows1256(damaged) == text)
  }

  @Test(arguments: [
    "", "Plain English.", "مصر والسودان", "طويل وعريض", "ظاهر", "Café à Paris", "Привет",
    "قال: \"نعم\"",
  ])
  func `a text in order is left alone`(text: String) {
    #expect(Mojibake.repairedWindows1256(text) == nil)
  }

  @Test func `a text that lost a character is left alone`() {
    let damaged = transcode(Array("الاحتفال بالذكرى".utf8), from: .windows1256).text
    #expect(damaged.unicodeScalars.contains("\u{AD}"))
    let stripped = String(
      String.UnicodeScalarView(damaged.unicodeScalars.filter { $0 != "\u{AD}" }))
    #expect(Mojibake.repairedWindows1256(stripped) == nil)
  }

  @Test func `doubly encoded French is not Arabic`() {
    let damaged = transcode(Array("élève privé".utf8), from: .windows1256).text
    #expect(Mojibake.repairedWindows1256(damaged) == nil)
  }
}
