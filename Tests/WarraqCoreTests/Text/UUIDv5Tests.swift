import Testing
import WarraqCore

struct UUIDv5Tests {
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (String(repeating: "a", count: 1000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"),
  ])
  func `the digest is that of RFC 3174`(message: String, digest: String) {
    let bytes = SHA1.digest(of: Array(message.utf8))
    let hex = bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }
    #expect(hex.joined() == digest)
  }

  @Test func `a URL has the identifier that RFC 9562 computes`() {
    let dnsNamespace: [UInt8] = [
      0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
      0xC8,
    ]
    #expect(
      UUIDv5.urn(for: Array("www.example.com".utf8), in: dnsNamespace)
        == "urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }

  @Test func `a name of any length is hashed behind its namespace`() {
    for length in [0, 1, 47, 48, 49, 63, 64, 103, 104, 105, 111, 112, 113, 4096] {
      let name = [UInt8](repeating: 0x61, count: length)
      let digest = SHA1.digest(of: UUIDv5.contentNamespace + name)
      let digits = UUIDv5.urn(for: name, in: UUIDv5.contentNamespace).dropFirst(9)
        .filter { $0 != "-" }
      // The fifteenth digit is the version, the two highest bits of the seventeenth the variant.
      let hex = SHA1.hexadecimal(of: UUIDv5.contentNamespace + name)
      #expect(digest.count == 20)
      #expect(digits.prefix(12) == hex.prefix(12))
      #expect(digits.dropFirst(17) == hex.prefix(32).dropFirst(17))
    }
  }
}
