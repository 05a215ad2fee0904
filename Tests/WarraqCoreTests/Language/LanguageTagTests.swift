import Testing
import WarraqCore

struct LanguageTagTests {
  @Test(arguments: [("ar", "ar"), ("ar_EG", "ar-EG"), ("zh-Hant-TW", "zh-Hant-TW")])
  func `a well-formed tag is kept`(_ given: String, _ expected: String) {
    #expect(LanguageTag.wellFormed(given) == expected)
  }

  @Test(arguments: [
    "", "-", "ar-", "english language", "1a", "abcdefghi", "ar--EG", "عربي", "a", "en-x",
  ])
  func `a tag that is not well formed is refused`(_ given: String) {
    #expect(LanguageTag.wellFormed(given) == nil)
  }
}

@Suite struct KnownLanguageTests {
  @Test(arguments: ["ar", "en-GB", "ar_EG", "ckb", "zh-Hans", "sr-Cyrl-RS", "UR"])
  func `languages that there are stay`(tag: String) {
    #expect(LanguageTag.known(tag) == LanguageTag.wellFormed(tag))
  }

  @Test(arguments: ["", "C", "x", "zz", "Arabic", "i-klingon", "en-", "العربية", "x-private"])
  func `what is no language is none`(tag: String) {
    #expect(LanguageTag.known(tag) == nil)
  }
}
