import Foundation
import Testing
import WarraqCore

struct `Transcoding to UTF-8` {
  private static let sample = "Été à Zürich: مصر — ١٢٣، Привет, 日本\u{3000}語, 🙂👨‍👩‍👧.\r\n"

  @Test(arguments: [
    (TextEncoding.utf8, String.Encoding.utf8), (.utf16LittleEndian, .utf16LittleEndian),
    (.utf16BigEndian, .utf16BigEndian), (.utf32LittleEndian, .utf32LittleEndian),
    (.utf32BigEndian, .utf32BigEndian),
  ])
  func `Unicode encodings come through in chunks of any size, mark dropped`(
    encoding: TextEncoding, foundation: String.Encoding
  ) throws {
    let bytes = [UInt8](try #require(Self.sample.data(using: foundation)))
    for chunk in [1, 2, 3, 5, 7, .max] {
      for mark in [[], encoding.byteOrderMark] {
        let result = transcode(mark + bytes, from: encoding, chunk: chunk)
        #expect(result.text == Self.sample)
        #expect(result.replacements == 0)
      }
    }
  }

  @Test func `only the first mark is dropped`() {
    #expect(transcode([0xFF, 0xFE, 0xFF, 0xFE], from: .utf16LittleEndian).text == "\u{FEFF}")
    let twice: [UInt8] = [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]
    #expect(transcode(twice, from: .utf8, chunk: 1).text == "\u{FEFF}")
  }

  @Test(arguments: [
    (TextEncoding.windows1252, String.Encoding.windowsCP1252),
    (.windows1256, String.Encoding(rawValue: 0x8000_0506)),  // kCFStringEncodingWindowsArabic
  ])
  func `code pages agree with Foundation`(
    encoding: TextEncoding, foundation: String.Encoding
  ) {
    var compared = 0
    for byte in UInt8.min...UInt8.max {
      guard let expected = String(bytes: [byte], encoding: foundation),
        // Some tables map the undefined bytes to C1 controls.
        !expected.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) })
      else { continue }
      compared += 1
      #expect(transcode([byte], from: encoding).text == expected, "\(byte)")
    }
    #expect(compared >= 251)
  }

  @Test func `bytes that windows-1252 does not define are replaced and counted`() {
    let result = transcode([0x61, 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x80], from: .windows1252)
    #expect(result.text == "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}€")
    #expect(result.replacements == 5)
  }

  @Test(
    arguments: [
      ([0x61, 0x00, 0x00, 0xD8], "a\u{FFFD}", 1),  // A high surrogate at the end.
      ([0x00, 0xD8, 0x61, 0x00], "\u{FFFD}a", 1),  // A high surrogate before a letter.
      ([0x00, 0xDC, 0x61, 0x00], "\u{FFFD}a", 1),  // A low surrogate alone.
      ([0x00, 0xD8, 0x3D, 0xD8, 0x42, 0xDE], "\u{FFFD}🙂", 1),  // Two high, one low.
      ([0x61, 0x00, 0x61], "a\u{FFFD}", 1),  // An odd byte.
      ([0x00, 0xD8, 0x61], "\u{FFFD}", 1),  // A high surrogate and an odd byte.
      ([0xFD, 0xFF], "\u{FFFD}", 0),  // U+FFFD of the source.
    ] as [([UInt8], String, Int)])
  func `unpaired surrogates become one replacement each`(
    bytes: [UInt8], text: String, replacements: Int
  ) {
    for chunk in [1, 2, 3, .max] {
      let result = transcode(bytes, from: .utf16LittleEndian, chunk: chunk)
      #expect(result.text == text)
      #expect(result.replacements == replacements)
    }
  }

  @Test func `surrogates and numbers past Unicode are replaced in UTF-32`() {
    let bytes: [UInt8] = [0, 0xD8, 0, 0, 0, 0, 0x11, 0, 0x61, 0, 0, 0, 0x61, 0]
    let result = transcode(bytes, from: .utf32LittleEndian, chunk: 3)
    #expect(result.text == "\u{FFFD}\u{FFFD}a\u{FFFD}")
    #expect(result.replacements == 3)
  }

  @Test func `a transcoder can be used for the next text`() {
    var transcoder = Transcoder(from: .utf8)
    var target: [UInt8] = []
    for text in [[0xEF, 0xBB, 0xBF, 0x61, 0xC3], [0xEF, 0xBB, 0xBF, 0x62]] as [[UInt8]] {
      text.withUnsafeBufferPointer { transcoder.append($0, to: &target) }
      transcoder.finish(into: &target)
    }
    #expect(String(decoding: target, as: UTF8.self) == "a\u{FFFD}b")
    #expect(transcoder.replacements == 1)
  }

  @Test(arguments: TextEncoding.allCases)
  func `chunks of one byte give what one chunk gives, whatever the bytes`(encoding: TextEncoding) {
    var random = SeededGenerator(seed: 1_256)
    for _ in 0..<400 {
      var bytes = random.bytes(upTo: 60)
      // Half of the cases are text with damage rather than noise.
      if Bool.random(using: &random) {
        bytes = Array(Self.sample.utf8.dropFirst(Int.random(in: 0..<30, using: &random))) + bytes
      }
      let whole = transcode(bytes, from: encoding)
      #expect(whole.text != "not UTF-8")
      for chunk in [1, 2, 3, 4, 5] {
        #expect(transcode(bytes, from: encoding, chunk: chunk) == whole)
      }
    }
  }

  @Test func `damaged UTF-8 is repaired as the standard library repairs it`() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<2000 {
      // Bytes near the edges of the well-formed ranges, to reach the rare paths.
      let edges: [UInt8] = [
        0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF,
        0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
      ]
      let bytes = (0..<12).map { _ in edges.randomElement(using: &random) ?? 0 }
      #expect(
        transcode([0x20] + bytes, from: .utf8).text
          == String(decoding: [0x20] + bytes, as: UTF8.self))
    }
  }

  @Test func `UTF-16 is repaired as the standard library repairs it`() {
    var random = SeededGenerator(seed: 16)
    for _ in 0..<1000 {
      let units = (0..<12).map { _ -> UInt16 in
        let kind = Int.random(in: 0..<4, using: &random)
        let low = UInt16.random(in: 0...0x3FF, using: &random)
        return kind == 0 ? 0xD800 | low : kind == 1 ? 0xDC00 | low : low &+ 0x600
      }
      let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      let expected = String(decoding: units, as: UTF16.self)
      #expect(transcode(bytes, from: .utf16LittleEndian).text == expected)
    }
  }
}

extension `Transcoding to UTF-8` {
  @Test func `long texts cross every inner buffer`() {
    let text = String(repeating: Self.sample, count: 800)
    let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(transcode(units, from: .utf16BigEndian, chunk: 8191).text == text)
    let arabic = String(repeating: "كتاب ", count: 3000)
    #expect(transcode(windows1256(arabic), from: .windows1256, chunk: 4099).text == arabic)
  }
}
