import Testing

@testable import WarraqModel

@Suite("Counting bytes")
struct ByteCountTests {
  @Test("Line feeds are counted in every place of texts of every length")
  func lineFeeds() {
    for length in [0, 1, 7, 8, 9, 63, 64, 2047, 2048, 2049, 5000] {
      for step in [1, 2, 3, 7, 8, 2040] {
        // The neighbours of a line feed are no line feeds.
        let bytes = (0..<length).map {
          $0 % step == 0 ? 0x0A : [0x0B, 0x09, 0x8A, 0x00, 0xFF][$0 % 5]
        }
        let count = bytes.map(UInt8.init).withUnsafeBufferPointer {
          ByteScan.count(of: 0x0A, in: $0)
        }
        #expect(count == bytes.count { $0 == 0x0A }, "\(length) bytes, every \(step)")
      }
    }
  }

  @Test("Characters of one to four bytes are counted, wherever the slice begins")
  func scalars() {
    let text = String(repeating: "aé€😀ر\u{FFFD}\n", count: 700)
    let bytes = Array(("x" + text).utf8)
    #expect(ByteScan.scalarCount(bytes[...]) == text.unicodeScalars.count + 1)
    for start in 1..<20 {
      let expected = bytes[start...].count { $0 & 0xC0 != 0x80 }
      #expect(ByteScan.scalarCount(bytes[start...]) == expected)
    }
  }

  @Test(
    "A part is found where it first stands whole",
    arguments: [
      ("xaab", 1), ("aab", 0), ("aaab", 1), ("ab", nil), ("", nil), ("aaa", nil), ("aabaab", 0),
    ] as [(String, Int?)])
  func parts(_ text: String, _ place: Int?) {
    let found = text.withUTF8Bytes { bytes in
      "aab".withUTF8Bytes { ByteScan.first($0, in: bytes) }
    }
    #expect(found == place)
  }
}
