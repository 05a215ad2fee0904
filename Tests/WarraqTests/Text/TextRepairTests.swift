import TestSupport
import Testing
import Warraq

/// Texts that were broken on their way to a dump.
struct TextRepairTests {
  @Test func `character references are decoded in a text without tags`() throws {
    let dump = try TextDump(
      """
      &#1575;&#1604;&#x62C;&#x633;&#x631; &quot;A&quot;
      Published: 2024-06-24
      One &amp; two&nbsp;three &#8211; four &unknown; R&D.

      """)
    #expect(dump.article.headline == "الجسر \"A\"")
    #expect(dump.paragraphs == ["One & two\u{A0}three – four &unknown; R&D."])
    #expect(dump.messages("text.character-references").count == 1)
  }

  @Test(arguments: [
    // One reference may be meant, and tags say that the text is markup.
    "A headline\nPublished: 2024-06-24\nHow to write &amp; on a page.\n",
    "A headline\nPublished: 2024-06-24\nWrite <b>&amp;</b> for this, and &lt; for that.\n",
  ])
  func `references that may be meant stay`(text: String) throws {
    let dump = try TextDump(text)
    #expect(dump.paragraphs.first?.contains("&amp;") == true)
    #expect(dump.messages("text.character-references").isEmpty)
  }

  @Test func `shapes of Arabic letters become the letters`() throws {
    let dump = try TextDump(
      """
      \u{FE8D}\u{FED3}\u{FE98}\u{FE98}\u{FE8E}\u{FEA1} \u{FE8D}\u{FEDF}\u{FEA0}\u{FEB4}\u{FEAE}
      \u{FE97}\u{FE8E}\u{FEAD}\u{FBFE}\u{FEA6} \u{FE8D}\u{FEDF}\u{FEE8}\u{FEB8}\u{FEAE}: 24 يونيو 2024
      \u{FEFB} \u{FB58}\u{FEF4}\u{FBAD}\u{FBE8} \u{FDF2}.

      """)
    #expect(dump.article.headline == "افتتاح الجسر")
    #expect(dump.article.published?.description == "2024-06-24")
    // What is no shape of a letter stays.
    #expect(dump.paragraphs == ["لا پيھى \u{FDF2}."])
    #expect(dump.messages("text.presentation-forms").count == 1)
  }

  @Test func `Hebrew in the order of a screen is turned`() throws {
    let logical = [
      "פתיחת הגשר החדש במדינה",
      "ראש העיר פתח את הגשר עם 1,250 אורחים (BBC News) בשנת 2024.",
      "הפרויקט הסתיים לאחר שלוש שנים.",
    ]
    let visual = [
      "הנידמב שדחה רשגה תחיתפ",
      ".2024 תנשב (BBC News) םיחרוא 1,250 םע רשגה תא חתפ ריעה שאר",
      ".םינש שולש רחאל םייתסה טקיורפה",
    ]
    let dump = try TextDump(visual.joined(separator: "\n") + "\n")
    #expect(dump.article.headline == logical[0])
    #expect(dump.paragraphs == Array(logical[1...]))
    #expect(dump.messages("text.visual-order").count == 1)
    let ordered = try TextDump(logical.joined(separator: "\n") + "\n")
    #expect(ordered.paragraphs == Array(logical[1...]))
    #expect(ordered.messages("text.visual-order").isEmpty)
  }

  @Test func `a few words are in the language of their labels`() throws {
    let dump = try TextDump("عنوان\nتاريخ النشر: 24 يونيو 2024\nفقرة.\n")
    #expect(dump.article.language == "ar")
  }
}
