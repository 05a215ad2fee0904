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
