import Synchronization
import Testing
import Warraq

/// Inputs with NUL characters in their texts, as damaged disks and databases leave them.
struct NULCharacterTests {
  private final class Log: Sendable {
    private let found = Mutex<[Diagnostic]>([])
    func add(_ diagnostic: Diagnostic) { found.withLock { $0.append(diagnostic) } }
    /// Identifiers and lines of the warnings and errors.
    var problems: [String] {
      found.withLock { found in
        found.filter { $0.severity >= .warning }.map { diagnostic in
          "\(diagnostic.message.id) \(diagnostic.location?.line ?? 0)"
        }
      }
    }
  }

  private func read(
    _ text: String, _ name: String
  ) throws -> (articles: [Article], problems: [String]) {
    let log = Log()
    let articles = try FormatRegistry.standard.articles(in: Array(text.utf8), name: name) {
      log.add($0)
    }
    return (articles, log.problems)
  }

  private static let sentence = "The new bridge over the river was opened this morning. "
  private static let paragraph = String(repeating: sentence, count: 4) + "It is free."

  @Test(arguments: [(",", "t.csv"), ("\t", "t.tsv"), (";", "t.csv"), (",", "table")])
  func `cells of tables lose their NULs and nothing else`(delimiter: String, name: String) throws {
    let rows = [
      ["id", "head\0line", "body", "keywords", "note"],
      ["1", "Bri\0dge", Self.paragraph, "sea|po\0rt", "x"],
      ["2", "\"Qu\0ay\"", "\"\0\(Self.paragraph)\"", "\"a\0\"", "\0"],
      ["3", "Fine", Self.paragraph, "sea", "z"],
    ]
    let text = rows.map { $0.joined(separator: delimiter) + "\n" }.joined()
    let (articles, problems) = try read(text, name)
    #expect(articles.map(\.headline) == ["Bridge", "Quay", "Fine"])
    #expect(articles.map { $0.body.plainText } == [Self.paragraph, Self.paragraph, Self.paragraph])
    #expect(articles.map { $0.keywords.map(\.text) } == [["sea", "port"], ["a"], ["sea"]])
    #expect(
      problems == ["input.nul-characters 1", "input.nul-characters 2", "input.nul-characters 3"])
  }

  static let pages = [
    ("story.txt", "The bri\0dge is open\n\n\(paragraph)\n\n\(paragraph)\0 Twice.\n"),
    ("story.md", "# The bri\0dge is open\n\n\(paragraph)\n\n\(paragraph)\0 Twice.\n"),
    (
      "story.html",
      """
      <!DOCTYPE html><html><head><title>The bri\0dge is open</title></head><body><article>
      <h1>The bri\0dge is open</h1><p>\(paragraph)</p><p>\(paragraph)\0 Twice.</p>
      </article></body></html>
      """
    ),
  ]

  @Test(arguments: pages)
  func `pages lose their NULs and nothing else`(name: String, text: String) throws {
    let (articles, problems) = try read(text, name)
    let article = try #require(articles.first)
    #expect(articles.count == 1)
    #expect(article.headline == "The bridge is open")
    #expect(article.body.map { [$0].plainText } == [Self.paragraph, Self.paragraph + " Twice."])
    #expect(problems == ["input.nul-characters 1"])
  }

  @Test(arguments: ["t.csv", "t.txt", "t"])
  func `what is full of NULs is no text`(name: String) throws {
    let (articles, problems) = try read(
      String(repeating: "id\0,headline,body\n", count: 20), name)
    #expect(articles.isEmpty)
    #expect(problems.map { $0.prefix(12) } == ["input.binary"])
  }

  @Test(arguments: [
    ("t.csv", "headline,body\nBri\0dge,Some\0 words\n"), ("t.md", "# Bri\0dge\n\nSome\0 words\n"),
    ("t.txt", "Bri\0dge\n\nSome\0 words\n"), ("t.csv", "headline,body\nBri\0dge,Some\u{1} words\n"),
  ])
  func `a small text is read with the NULs that a large one may have`(
    name: String, text: String
  ) throws {
    let (articles, problems) = try read(text, name)
    #expect(articles.map(\.headline) == ["Bridge"])
    #expect(articles[0].body.plainText.filter { $0 != "\u{1}" } == "Some words")
    #expect(problems.allSatisfy { $0.hasPrefix("input.nul-characters") })
  }

  @Test(arguments: ["\0\u{1}\u{2}", "a\0b", "\0\0\0\0\0\0\0\0\0 and so on"])
  func `a few bytes with as many controls are no text`(text: String) throws {
    #expect(try read(text, "t.txt").problems.map { $0.prefix(12) } == ["input.binary"])
  }

  /// A writer, and what is said where it leaves out NULs.
  private static let writers: [(any ArticleWriter, String?)] = [
    (.json(), nil), (.csv(), "csv.null-character"), (.markdown(), "markdown.null-character"),
    (.markdown(gfm), "markdown.null-character"), (.html(), "xml.forbidden-character"),
    (.text(), "text.control-character"), (.ninjs(), "xml.forbidden-character"),
    (.jsonFeed(), "xml.forbidden-character"), (.rss(), "xml.forbidden-character"),
  ]
  private static var gfm: MarkdownWriter.Options {
    var options = MarkdownWriter.Options()
    options.flavour = .gfm
    return options
  }

  @Test(arguments: writers.indices)
  func `no writer writes a NUL, nor leaves one out without a word`(index: Int) throws {
    let (writer, id) = Self.writers[index]
    var article = Article(id: "urn:x:1")
    article.headline = "The bridge"
    article.url = "https://a.example/bridge"
    article.published = NewsDate(iso8601: "2024-06-24T10:00:00Z")
    article.body = [.paragraph([.text("It o\0pened.")]), .preformatted("a\0b")]
    var context = ConversionContext()
    let bytes = try writer.document(of: [article], context: &context)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!bytes.contains(0))
    #expect(text.contains(id == nil ? "o\\u0000pened" : "opened"))
    #expect(context.log.diagnostics.map(\.message.id) == (id.map { [$0] } ?? []))
    #expect(!context.log.diagnostics.contains { $0.message.text.contains("cannot hold") })
  }

  @Test(arguments: [
    #"{"headline":"A","content_html":"BODY","published":"2024-06-24"}"#,
    #"{"headline":"A","content":["BODY"]}"#,
    #"{"headline":"A","body":[{"html":"BODY"}]}"#,
    #"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"1","content_html":"BODY"}]}"#,
    #"{"uri":"urn:x:1","standard":{"name":"ninjs","version":"2.1"},"bodies":[{"contentType":"text/html","value":"BODY"}]}"#,
  ])
  func `a NUL in the HTML of a text of JSON is counted`(text: String) throws {
    for (name, end) in [("a.json", ""), ("a.jsonl", "\n")] {
      let (articles, problems) = try read(
        text.replacing("BODY", with: #"<p>The bri\u0000dge.<\/p>"#) + end, name)
      #expect(articles.map { $0.body.plainText } == ["The bridge."])
      #expect(problems == ["input.nul-characters 1"])
    }
  }

  @Test(arguments: [
    ("t.csv", "headline,body_html\nQuay,<p>The bri&#0;dge.</p>\n"),
    ("t.json", #"{"headline":"Quay","body_html":"<p>The bri&#x00;dge.</p>"}"#),
    ("t.jsonl", #"{"headline":"Quay","body_html":"<p>The bri&#00;dge.</p>"}"# + "\n"),
    (
      "t.rss",
      """
      <rss version='2.0'><channel><title>F</title><item><title>Quay</title><description>\
      &lt;p&gt;The bri&amp;#0;dge.&lt;/p&gt;</description></item></channel></rss>
      """
    ),
    (
      "t.html",
      """
      <!DOCTYPE html><html><head><title>The bridge is open</title></head><body><article>
      <h1>The bridge is open</h1><p>The bri&#0;dge. \(paragraph)</p><p>\(paragraph)</p>
      </article></body></html>
      """
    ),
  ])
  func `a reference to a NUL in HTML is left out and counted`(name: String, text: String) throws {
    let (articles, problems) = try read(text, name)
    #expect(articles.map { $0.body.plainText.prefix(11) } == ["The bridge."])
    #expect(problems.map { $0.prefix(20) } == ["input.nul-characters"])
  }

  @Test func `a control between words is counted as one within them is`() throws {
    var article = Article(id: "urn:x:1")
    article.body = [.paragraph([.text("It o\u{1}pened \u{2}\u{3} today.")])]
    var context = ConversionContext()
    let writer: any ArticleWriter = .text()
    let bytes = try writer.document(of: [article], context: &context)
    #expect(String(decoding: bytes, as: UTF8.self) == "It opened today.\n")
    #expect(
      context.log.diagnostics.map(\.message.text) == [
        "left out 3 control characters, which no reader of a text expects"
      ])
  }
}
