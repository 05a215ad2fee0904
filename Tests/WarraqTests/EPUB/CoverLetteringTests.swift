import Testing
@testable import Warraq

/// Words that are drawn without a font.
@Suite struct CoverLetteringTests {
  @Test(arguments: [
    "Warraq Weekly", "Nachrichten aus Zürich & Łódź", "Škoda, Ærø, Þór",
    "L’été à Nîmes, 20–22 juin",
    "Новости города", "Їжак і Ґава", "Объём", "Εφημερίδα της Αθήνας", "İstanbul'da şık bir gün",
    "No. 25 · 1986!? (a/b) +3% #1", "e\u{301}te\u{301}", "straße",
  ])
  func `words of Latin, Greek and Cyrillic letters are drawn`(text: String) throws {
    let words = try #require(CoverLettering(text))
    #expect(words.width > 0)
    #expect(words.strokes.allSatisfy { !$0.isEmpty })
    let highest = words.strokes.joined().map(\.y).max() ?? 0
    #expect(highest >= CoverLettering.capitalHeight && highest < 21)
  }

  @Test(arguments: ["أخبار", "新闻", "News أخبار", "", " ", "\u{301}", "עיתון", "हिन्दी"])
  func `words of other letters are not drawn`(text: String) {
    #expect(CoverLettering(text) == nil)
  }

  @Test func `a Turkish i has its dot`() {
    let dotted = CoverLettering("i", language: "tr")?.strokes.count
    #expect(dotted == 2)
    #expect(CoverLettering("i", language: "en")?.strokes.count == 1)
  }

  @Test func `marks do not make words wider`() throws {
    #expect(CoverLettering("Öl")?.width == CoverLettering("Ol")?.width)
  }
}
