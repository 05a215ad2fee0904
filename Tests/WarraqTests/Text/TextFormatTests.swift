import Testing
import Warraq

/// The row of plain text in the table of formats.
struct TextFormatTests {
  private func sniff(_ text: String, isComplete: Bool = true) -> Likelihood {
    Format.text.sniff(ContentSample(bytes: Array(text.utf8)[...], isComplete: isComplete))
  }

  @Test func `a label at the start of a line makes it likely`() {
    #expect(sniff("عنوان\nتاريخ النشر: 2024-06-24\nفقرة.") == .likely)
    #expect(sniff("Headline\nText.\nSource: AFP\n") == .likely)
  }

  @Test func `other text is possible`() {
    #expect(sniff("Only some words.") == .possible)
    #expect(sniff("") == .possible)
  }

  @Test(arguments: ["<?xml version=\"1.0\"?>", "<!DOCTYPE html>", "{\"a\": 1}", "[{}]", "a\0b"])
  func `what says that it is something else is not text`(text: String) {
    #expect(sniff(text) == .no)
  }

  @Test func `a sample may end inside a character`() {
    let bytes = Array("عنوان".utf8).dropLast()
    #expect(Format.text.sniff(ContentSample(bytes: bytes, isComplete: false)) == .possible)
    #expect(Format.text.sniff(ContentSample(bytes: bytes, isComplete: true)) == .no)
  }

  @Test func `every option can be set by name`() throws {
    let direction = try #require(Format.text.reader)
    #expect(
      direction.settings.map(\.name) == [
        "language", "reference-date", "keywords", "tags", "split-on",
      ])
    let reader = try direction.make([
      SettingValue("language", "en-GB"), SettingValue("reference-date", "2024-06-24"),
      SettingValue("keywords", "split"), SettingValue("tags", " night ferry \r\n\nport\n"),
      SettingValue("split-on", "%%"),
    ])
    var context = ConversionContext.fixed
    let stories = try reader.articles(
      in: Array("One\nPublished: yesterday\nText.\nTags: port night ferry\n%%\nTwo\nText.".utf8),
      context: &context)
    #expect(stories.map(\.headline) == ["One", "Two"])
    #expect(stories[0].language == "en-GB")
    #expect(stories[0].published?.description == "2024-06-23")
    #expect(stories[0].keywords.map(\.text) == ["port", "night ferry"])
  }

  @Test(arguments: ["soon", "2024", "06/07/2024"])
  func `a reference date must be a day`(text: String) throws {
    let direction = try #require(Format.text.reader)
    #expect(throws: ConversionError.self) {
      _ = try direction.make([SettingValue("reference-date", text)])
    }
  }
}
