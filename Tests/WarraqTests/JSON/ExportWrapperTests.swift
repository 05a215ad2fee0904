import Testing
import Warraq

/// Exports of other programs whose stories lie in members of any name.
struct ExportWrapperTests {
  private func read(_ text: String) throws -> (articles: [Article], warnings: [Diagnostic]) {
    var context = ConversionContext()
    let articles = try JSONReader().articles(in: Array(text.utf8), context: &context)
    return (articles, context.log.diagnostics.filter { $0.severity >= .warning })
  }

  @Test func `messages of a channel are stories, and its own members are named`() throws {
    let (articles, warnings) = try read(
      #"""
      {"name": "News", "type": "public_channel", "id": 12, "messages": [
        {"id": 1, "type": "service", "date": "2024-06-24T09:00:00", "action": "create", "text": ""},
        {"id": 2, "type": "message", "date": "2024-06-24T10:00:00", "text": "The bridge opened."},
        {"id": 3, "type": "message", "date": "2024-06-24T11:00:00", "text": [
          "See ", {"type": "text_link", "text": "the map", "href": "https://a.example/?a=1&b=2"},
          {"type": "bold", "text": " now"}, ".\n\nThen <go>.\nHome"]}]}
      """#)
    #expect(articles.count == 3)
    #expect(articles.map { $0.published?.description }.last == "2024-06-24T11:00:00")
    #expect(articles[1].body == [.paragraph([.text("The bridge opened.")])])
    #expect(articles[2].body.map { [$0].plainText } == ["See the map now.", "Then <go>.\nHome"])
    #expect(
      articles[2].body.first
        == .paragraph([
          .text("See "), .link([.text("the map")], href: "https://a.example/?a=1&b=2"), .text(" "),
          .strong([.text("now")]), .text("."),
        ]))
    #expect(warnings.map(\.message.id) == ["json.wrapper-left-out"])
    #expect(warnings.first?.message.text.hasSuffix("altIds, name, type") == true)
  }

  static let exports: [(String, [String])] = [
    (
      #"[{"tweet":{"id":"1","full_text":"One."}},{"tweet":{"full_text":"Two.","created_at":"2024-06-24"}}]"#,
      ["", "Two."]
    ),
    (
      #"{"kind":"Listing","data":{"dist":2,"children":[{"kind":"t3","data":{"title":"A","selftext":"One.","#
        + #""created_utc":1719223200.0}},{"kind":"t3","data":{"title":"B","selftext":"Two."}}]}}"#,
      ["One.", "Two."]
    ),
    (
      #"{"id":"o","type":"OrderedCollection","orderedItems":[{"type":"Create","object":{"id":"https://m.example/1","#
        + #""published":"2024-06-24T10:00:00Z","content":"<p>One.</p>"}}]}"#,
      ["One."]
    ),
    (
      #"{"db":[{"meta":{"version":"5"},"data":{"posts":[{"title":"A","html":"<p>One.</p>","#
        + #""published_at":"2024-06-24T10:00:00Z"}],"users":[{"id":"u","name":"Me"}]}}]}"#,
      ["One."]
    ),
    (
      #"{"data":[{"id":1,"attributes":{"title":"A","content":"One."}}],"meta":{"page":1}}"#,
      ["One."]
    ),
  ]

  @Test(arguments: exports)
  func `stories are found in the exports of other programs`(
    text: String, bodies: [String]
  ) throws {
    let (articles, warnings) = try read(text)
    #expect(articles.map { $0.body.plainText } == bodies)
    #expect(!warnings.contains { $0.message.id == "json.unclear-date" })
  }

  @Test(arguments: [
    #"{"headline":"A","published":"2024-06-24","parts":[{"text":"One.","date":"2024-06-24"}]}"#,
    #"{"headline":"A","comments":[{"text":"One.","date":"2024-06-24"}]}"#,
    #"{"headline":"A","body":"Two.","parts":[{"text":"One.","date":"2024-06-24"}]}"#,
    #"{"headline":"A","parts":[{"name":"x","size":3}]}"#,
    #"{"headline":"A","one":[{"text":"a","date":"2024"}],"two":[{"text":"a","date":"2024"}]}"#,
  ])
  func `a story with a list of something is one story`(text: String) throws {
    let (articles, _) = try read(text)
    #expect(articles.map(\.headline) == ["A"])
    #expect(!articles[0].extra.isEmpty)
  }

  @Test func `numbers and dates of a database are read in both of its forms`() throws {
    let (articles, warnings) = try read(
      #"{"_id":{"$oid":"66"},"title":"A","body":"b","published":{"$date":{"$numberLong":"1719223200000"}}}"#
    )
    #expect(articles.first?.published?.description == "2024-06-24T10:00:00.000Z")
    #expect(warnings.isEmpty)
  }
}
