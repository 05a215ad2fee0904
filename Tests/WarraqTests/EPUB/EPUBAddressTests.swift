import Testing
import Warraq

@Suite struct EPUBAddressTests {
  /// Names from RFC 3492, 7.1, and of countries that have such a domain.
  @Test(
    arguments: [
      ("https://مثال.example/خبر?ص=1", "https://xn--mgbh0fb.example/%D8%AE%D8%A8%D8%B1?%D8%B5=1"),
      ("https://ليهمابتكلموشعربي؟.example/", "https://xn--egbpdaj6bu4bxfgehfvwxn.example/"),
      ("https://ليهمابتكلموشعربي.example", "https://xn--mgbcah9ar9a4efegftvvn.example"),
      ("https://למההםפשוטלאמדבריםעברית/", "https://xn--4dbcagdahymbxekheh6e0a7fei0b/"),
      ("http://BÜCHER.example/a", "http://xn--bcher-kva.example/a"),
      ("https://3年B組金八先生.example/", "https://xn--3b-ww4c5e180e575a65lsy2b.example/"),
      ("https://example.org/a b|c", "https://example.org/a%20b%7Cc"),
      ("mailto:a@مثال.example", "mailto:a@%D9%85%D8%AB%D8%A7%D9%84.example"),
      ("javascript:alert(1)", nil),
    ] as [(String, String?)])
  func `the host of a link in a book is ASCII`(address: String, expected: String?) {
    #expect(EPUBAddress.link(address) == expected)
  }

  @Test func `a label that no name server takes makes no link`() {
    #expect(EPUBAddress.link("https://\(String(repeating: "خ", count: 64)).example/") == nil)
    #expect(EPUBAddress.link("https://\(String(repeating: "خ", count: 60))é.example/") == nil)
  }
}
