import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct CanonicalJSONTests {
  private func encoded(_ article: Article) -> [UInt8] {
    var buffer = ByteBuffer()
    CanonicalJSON.append(article, to: &buffer)
    return buffer.bytes
  }

  private func decoded(_ bytes: [UInt8]) throws -> (Article, [Diagnostic]) {
    var context = ConversionContext.fixed
    let article = try CanonicalJSON.article(
      from: Record(bytes: bytes[...], file: "test.json"), context: &context)
    return (article, context.log.diagnostics)
  }

  @Test func `every generated article comes back the same`() throws {
    var generator = ArticleGenerator(seed: 1)
    for article in generator.articles(1000) {
      let bytes = encoded(article)
      let (back, diagnostics) = try decoded(bytes)
      #expect(back == article)
      #expect(diagnostics.isEmpty)
      #expect(encoded(back) == bytes)
    }
  }

  @Test func `hostile articles come back the same`() throws {
    var generator = ArticleGenerator(seed: 2)
    for _ in 0..<50 {
      let article = generator.hostile()
      #expect(try decoded(encoded(article)).0 == article)
    }
  }

  @Test func `an article whose every text is empty comes back the same`() throws {
    var article = Article(id: "x")
    article.headline = ""
    article.provider = Party(name: "")
    article.keywords = [Keyword(""), Keyword("a, b", confidence: 0.25)]
    article.located = [
      Concept(names: [.init("")]), Concept(), Concept(names: [.init("a"), .init("b")]),
    ]
    article.body = [
      .paragraph([.text("")]), .paragraph([.text("a"), .text("b")]), .heading(level: 0, []),
      .list(ListBlock(items: [[.paragraph([])], [.paragraph([.text("x")])], []])),
    ]
    article.media = [Asset(id: "", renditions: [.init(duration: 1e300, data: [])])]
    article.extra = [
      ExtraMember("title", .string("not the headline")), ExtraMember("extra", .object([])),
    ]
    #expect(try decoded(encoded(article)).0 == article)
  }

  @Test func `dates keep what ISO 8601 does not say`() throws {
    var article = Article(id: "urn:x:1")
    article.published = NewsDate(
      year: 2024, month: 6, day: 24, offsetMinutes: 0, text: "24th, June 2024 GMT")
    article.modified = NewsDate(unresolved: "06/07/2024")
    article.created = NewsDate(
      year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, nanosecond: 123_456_789,
      fractionDigits: 3)
    var unprinted = NewsDate(unresolved: "")
    unprinted.text = nil
    article.expires = unprinted
    article.body = [.embed(Embed(date: article.published)), .embed(Embed(date: article.modified))]
    let bytes = encoded(article)
    #expect(
      String(decoding: bytes, as: UTF8.self).contains(
        """
        "published":"2024-06-24",\
        "dateDetails":{\
        "published":{"text":"24th, June 2024 GMT","offset":"+00:00"},\
        "modified":{"text":"06/07/2024"},"expires":{}}
        """))
    #expect(try decoded(bytes).0 == article)
  }

  @Test(arguments: CanonicalJSON.Property.allCases)
  func `one property alone comes back the same`(property: CanonicalJSON.Property) throws {
    var generator = ArticleGenerator(seed: 3)
    for article in generator.articles(40) where CanonicalJSON.has(property, in: article) {
      var buffer = ByteBuffer()
      CanonicalJSON.append(property, of: article, to: &buffer)
      var draft = ArticleDraft()
      try buffer.bytes.withUnsafeBufferPointer { bytes in
        var cursor = try JSONCursor(bytes, maximumDepth: 256)
        #expect(try draft.read(property, from: &cursor))
        try cursor.finish()
      }
      // These two say something of another property.
      guard property != .keywordConfidence, property != .dateDetails else { continue }
      var again = ByteBuffer()
      CanonicalJSON.append(property, of: draft.finish(), to: &again)
      #expect(again.bytes == buffer.bytes)
    }
  }

  @Test func `members may stand in any order`() throws {
    let (article, _) = try decoded(
      Array(
        """
        {"keywordConfidence":[0.5],"dateDetails":{"published":{"text":"t"}},"keywords":["k"],
        "body":[{"content":[{"href":"h","type":"link","text":"l"}],"type":"paragraph"}],
        "published":"2024"}
        """.utf8))
    #expect(article.keywords == [Keyword("k", confidence: 0.5)])
    #expect(article.published?.text == "t")
    #expect(article.published?.year == 2024)
    #expect(article.body == [.paragraph([.link([.text("l")], href: "h")])])
  }

  @Test func `unknown properties and values of another shape are kept in extra`() throws {
    let (article, diagnostics) = try decoded(
      Array(#"{"odd":[1.50,null],"urgency":"high","extra":{"a":true},"headline":null}"#.utf8))
    #expect(
      article.extra == [
        ExtraMember("a", .boolean(true)), ExtraMember("odd", .array([.number("1.50"), .null])),
        ExtraMember("urgency", .string("high")),
      ])
    #expect(article.urgency == nil)
    #expect(diagnostics.map(\.message.id) == ["json.kept-in-extra"])
  }

  @Test func `confidences that do not fit the keywords are kept in extra`() throws {
    let (article, _) = try decoded(
      Array(#"{"keywords":["a"],"keywordConfidence":[0.5,null]}"#.utf8))
    #expect(article.keywords == [Keyword("a")])
    #expect(article.extra["keywordConfidence"] == .array([.number("0.5"), .null]))
  }

  @Test func `the last of two values of one name counts, with a warning`() throws {
    let (article, diagnostics) = try decoded(
      Array(#"{"headline":"a","headline":"b","x":1,"x":2,"y":{"z":1,"z":2}}"#.utf8))
    #expect(article.headline == "b")
    #expect(article.extra["x"] == .number("2"))
    #expect(article.extra["y"] == .object([ExtraMember("z", .number("2"))]))
    #expect(diagnostics.map(\.message.id) == Array(repeating: "json.duplicate-name", count: 3))
    #expect(diagnostics.first?.location?.column == 28)
  }
}
