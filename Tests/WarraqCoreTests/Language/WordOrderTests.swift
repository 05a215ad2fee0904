import Testing
import WarraqCore

@Suite struct WordOrderTests {
  private func sorted(_ words: [String], skipsArabicArticle: Bool = false) -> [String] {
    words.sorted { a, b in
      WordOrder.key(of: a, skipsArabicArticle: skipsArabicArticle)
        .lexicographicallyPrecedes(WordOrder.key(of: b, skipsArabicArticle: skipsArabicArticle))
    }
  }

  @Test func `accents and case do not part words`() {
    #expect(sorted(["zebra", "Ärzte", "apple", "Ébène"]) == ["apple", "Ärzte", "Ébène", "zebra"])
    #expect(WordOrder.key(of: "L’Été  2024!") == WordOrder.key(of: "l ete 2024"))
  }

  @Test func `Arabic words stand as in the Arabic alphabet`() {
    #expect(
      sorted(["يد", "كِتاب", "لغة", "أحمد", "بيت", "قلم"]) == [
        "أحمد", "بيت", "قلم", "كِتاب", "لغة", "يد",
      ])
    #expect(sorted(["النهر", "بيت", "لغة"]) == ["النهر", "بيت", "لغة"])
    #expect(sorted(["النهر", "بيت", "لغة"], skipsArabicArticle: true) == ["بيت", "لغة", "النهر"])
  }
}
