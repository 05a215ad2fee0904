import TestSupport
import Testing
import WarraqHTML

@Suite struct PageEncodingTests {
  private func declared(_ bytes: [UInt8]) -> String? {
    bytes.withUnsafeBufferPointer { PageEncoding.declared($0)?.name }
  }

  private func decode(_ label: String, _ bytes: [UInt8]) -> String? {
    bytes.withUnsafeBufferPointer { bytes in
      PageEncoding(label: label.utf8)?.decode(bytes).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test(arguments: [
    ("<meta charset=' Shift_JIS '>", "shift_jis"),
    (
      "<meta http-equiv=content-type content='text/html; charset=\"windows-1256\"'>", "windows-1256"
    ),
    ("<meta content='text/html; charset=latin1' http-equiv=Content-Type>", "windows-1252"),
    (
      "<!-- <meta charset=koi8-r> -->" + String(repeating: "<!-- x -->", count: 300)
        + "<meta charset=tis-620>", "windows-874"
    ),
    ("<meta charset=utf-16>", "utf-8"),
    ("<?xml version='1.0' encoding='iso-8859-9'?><html>", "windows-1254"),
  ])
  func `the label of a page is found where it stands`(page: String, name: String) {
    #expect(declared(Array(page.utf8)) == name)
  }

  @Test(arguments: ["<p>text", "<meta name=charset content=latin1>", "<meta charset=klingon>"])
  func `a page without a label has no declared encoding`(page: String) {
    #expect(declared(Array(page.utf8)) == nil)
  }

  @Test(arguments: [
    ("iso-8859-1", [0x93, 0x9C, 0x80, 0xE9] as [UInt8], "“œ€é"),
    ("iso-8859-9", [0xDE, 0xFE, 0x80], "Şş€"),
    ("windows-1256", [0xE3, 0xD5, 0xD1], "مصر"),
    ("koi8-u", [0xA4, 0xAE], "єў"),
    ("iso-8859-6", [0xC7, 0x80, 0xA1], "ا\u{80}\u{FFFD}"),
    ("utf-16be", [0x06, 0x45, 0xD8], "م"),
    ("utf-8", [0x61, 0xFF, 0x62], "a\u{FFFD}b"),
    ("iso-2022-kr", [0x61, 0x62], "\u{FFFD}"),
    ("gb2312", [0xB6, 0xFE, 0xA9, 0x96], "二〇"),
    ("shift_jis", [0x87, 0x40], "①"),
    ("euc-kr", [0x8C, 0x63], "똠"),
    ("big5", [0xA4, 0xA4, 0x61], "中a"),
    ("euc-jp", [0xC6, 0xFC, 0xFF, 0x61], "日\u{FFFD}a"),
  ])
  func `bytes are decoded as the standard says`(label: String, bytes: [UInt8], text: String) {
    #expect(decode(label, bytes) == text)
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `labels are those of the shared tests`() throws {
    var wrong: [String] = []
    for name in ["tests1.dat", "tests2.dat"] {
      let file = String(
        decoding: try SharedFolder.bytes("suites/html5lib/encoding/" + name), as: UTF8.self)
      for test in file.split(separator: "#data\n") {
        let parts = test.split(separator: "\n#encoding\n", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let expected = parts[1].prefix { $0 != "\n" }.lowercased()
        if (declared(Array(parts[0].utf8)) ?? "windows-1252") != expected {
          wrong.append(String(parts[0].suffix(200)))
        }
      }
    }
    #expect(wrong.count <= 2, "\(wrong)")
  }
}
