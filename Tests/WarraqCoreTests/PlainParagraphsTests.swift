import Testing
import WarraqModel

@testable import WarraqCore

@Suite("Paragraphs of plain text")
struct PlainParagraphsTests {
  /// Characters whose bytes look like those of line ends above ASCII.
  private static let lookalikes = ["“", "—", "ب", "ة", "é", "è", "\u{2027}", "\u{202A}", "a", "€"]

  @Test("A line ends wherever U+2028, U+2029 or an ASCII line end stands")
  func places() {
    for end in ["\u{2028}", "\u{2029}", "\n", "\r", "\r\n"] {
      for before in 0...40 {
        for after in [0, 1, 15, 16, 17, 40] {
          let head = Self.filler(before) + "x"
          let tail = "y" + Self.filler(after)
          #expect(
            PlainParagraphs.inlines(of: head + end + tail) == [
              .text(head), .lineBreak, .text(tail),
            ])
        }
      }
    }
  }

  @Test("Nothing that looks like a line end is one")
  func lookalikes() {
    for length in 0...80 {
      let text = "x" + Self.filler(length)
      #expect(PlainParagraphs.inlines(of: text) == [.text(text)])
      #expect(
        PlainParagraphs.blocks(of: text + "\n\n" + text) == [
          .paragraph([.text(text)]), .paragraph([.text(text)]),
        ])
    }
  }

  private static func filler(_ count: Int) -> String {
    (0..<count).map { lookalikes[($0 * 7 + count) % lookalikes.count] }.joined()
  }
}
