import Testing
import Warraq

struct JSONFeedCheckerTests {
  static let good = """
    {"version": "https://jsonfeed.org/version/1.1", "title": "a",
      "home_page_url": "https://a.example/", "language": "ar",
      "items": [
        {"id": "urn:a:1", "content_text": "b", "date_published": "2024-05-01T10:00:00+03:00",
          "url": "https://a.example/1",
          "attachments": [{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg"}]},
        {"id": "urn:a:2", "content_html": "<p>c</p>"}]}
    """

  static let cases =
    JSONCheckerTests.syntax("title") + [
      RuleCase("json.unexpected-shape", document: "{\"id\": \"a:b\"} 5"),
      RuleCase("jsonfeed.version", "jsonfeed.org/version/1.1", "jsonfeed.org/version/2"),
      RuleCase("jsonfeed.no-title", "\"title\": \"a\",", ""),
      RuleCase("jsonfeed.no-items", "\"items\"", "\"entries\""),
      RuleCase("jsonfeed.no-id", "\"id\": \"urn:a:2\", ", ""),
      RuleCase("jsonfeed.id-repeated", "urn:a:2", "urn:a:1"),
      RuleCase("jsonfeed.no-content", "\"content_text\": \"b\", ", ""),
      RuleCase("jsonfeed.date", "2024-05-01T10:00:00+03:00", "2024-05-01"),
      RuleCase("jsonfeed.address", "\"url\": \"https://a.example/1\"", "\"url\": \"/1\""),
      RuleCase(
        "jsonfeed.language-tag", "\"language\": \"ar\"", "\"language\": \"Arabic language\""),
      RuleCase("jsonfeed.attachment", ", \"mime_type\": \"audio/mpeg\"", ""),
      RuleCase(
        "jsonfeed.author", "\"title\": \"a\",", "\"title\": \"a\", \"author\": {\"name\": \"d\"},"),
    ]

  @Test func `a good feed breaks no rule`() async {
    #expect(await Checked.findings(in: Self.good, format: .jsonFeed) == [])
  }

  @Test(arguments: cases)
  func `each rule finds what breaks it`(ruleCase: RuleCase) async {
    await Checked.expect(ruleCase, breaks: Self.good, format: .jsonFeed)
  }

  @Test func `each rule has a case`() {
    Checked.expectCases(
      Self.cases, for: .jsonFeed,
      besides: JSONCheckerTests.untested + ["json.invalid", "json.unknown-member"])
  }
}
