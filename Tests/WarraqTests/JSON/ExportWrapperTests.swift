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
      ["One.", "Two."]
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

  @Test func `the identifier around a story is that of the story`() throws {
    let (articles, warnings) = try read(
      #"""
      {"data":[{"id":7,"type":"articles","attributes":{"title":"A","content":"One."}},
        {"id":"8","attributes":{"id":9,"title":"B","content":"Two."}}],"jsonapi":{"version":"1.1"}}
      """#)
    #expect(
      articles.map(\.alternateIDs) == [
        [RoleText(role: "id", text: "7")], [RoleText(role: "id", text: "9")],
      ])
    #expect(
      warnings.map { $0.message.text.split(separator: ": ").last } == ["jsonapi", "type", "id"])
    let answer = #"{"id":"5","result":{"title":"A","content":"One."}}"#
    #expect(try read(answer).articles.map(\.alternateIDs) == [[]])
  }

  @Test(arguments: [
    "window.YTD.tweets.part0 = [ TWO ]", "var news = [TWO];\n", "callback([\nTWO\n]);",
    "window[\"news\"].part0=[TWO]", "\u{FEFF}const a = [TWO];",
    "module.exports = {\"items\":[TWO]};",
    "export default [TWO]\n",
  ])
  func `JSON in a script is JSON`(script: String) throws {
    let two =
      #"{"tweet":{"id":"1","full_text":"One; (two).","created_at":"2024-06-23"}},"#
      + #"{"tweet":{"full_text":"Two.","created_at":"Mon Jun 24 10:00:00 +0000 2024"}}"#
    let bytes = Array(script.replacing("TWO", with: two).utf8)
    let articles = try FormatRegistry.standard.articles(in: bytes, name: "tweets.js") { _ in }
    #expect(articles.map { $0.body.plainText } == ["One; (two).", "Two."])
    #expect(articles.last?.created?.description == "2024-06-24T10:00:00Z")
  }

  @Test(arguments: ["x = [1, 2]", "Council (north) = {a}", "a == [{\"b\": 1}]", "see([{x"])
  func `what only looks like a script is a text`(text: String) throws {
    let articles = try FormatRegistry.standard.articles(in: Array(text.utf8), name: "a.txt") { _ in
    }
    #expect(articles.map(\.headline) == [text])
  }

  @Test func `posts and messages of a network are stories`() throws {
    let posts = try read(
      #"""
      [{"timestamp":1719223200,"data":[{"post":"The bridge is open."}],"title":"Ann wrote."},
       {"timestamp":1719223300,"data":[{"post":"Two."},{"update_timestamp":1719223300}],"title":"B"}]
      """#
    ).articles
    #expect(posts.map { $0.body.plainText } == ["The bridge is open.", "Two."])
    #expect(posts.map { $0.extra.map(\.name) } == [[], ["data"]])
    let messages = try read(
      #"""
      {"participants":[{"name":"Ann"},{"name":"Bo"}],"messages":[{"sender_name":"Ann",
        "timestamp_ms":1719223200000,"content":"Hello."}],"title":"Ann and Bo"}
      """#
    ).articles
    #expect(messages.map { $0.body.plainText } == ["Hello."])
    #expect(messages.first?.creators.map(\.name) == ["Ann"])
    #expect(messages.first?.published?.description.hasPrefix("2024-06-24T10:00:00") == true)
  }

  @Test func `numbers and dates of a database are read in both of its forms`() throws {
    let (articles, warnings) = try read(
      #"{"_id":{"$oid":"66"},"title":"A","body":"b","published":{"$date":{"$numberLong":"1719223200000"}}}"#
    )
    #expect(articles.first?.published?.description == "2024-06-24T10:00:00.000Z")
    #expect(warnings.isEmpty)
  }
}
