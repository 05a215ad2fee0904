import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct ChangeTests {
  private func applying(_ transform: some Transform, to article: Article) throws -> Article {
    var article = article
    var context = ConversionContext.fixed
    #expect(try transform.apply(to: &article, context: &context))
    return article
  }

  @Test(
    arguments: [
      ("section=World News", \Article.section, "World News"), ("headline=[x]", \.headline, "[x]"),
      ("byline=a=b", \.byline, "a=b"), ("language=ar", \.language, "ar"),
      ("url=", \.url, nil),
    ] as [(String, any WritableKeyPath<Article, String?> & Sendable, String?)])
  func `a text is set as it is typed`(
    text: String, path: any WritableKeyPath<Article, String?> & Sendable, value: String?
  ) throws {
    var article = Article(id: "urn:x:1")
    article.url = "https://example.org"
    #expect(try applying(Assignment(text), to: article)[keyPath: path] == value)
  }

  @Test func `dates, numbers, lists and words are set as the canonical JSON has them`() throws {
    let article = Article(id: "urn:x:1")
    #expect(
      try applying(Assignment("published=2024-06"), to: article).published
        == NewsDate(year: 2024, month: 6))
    #expect(try applying(Assignment("urgency=4"), to: article).urgency == 4)
    #expect(try applying(Assignment("status=withheld"), to: article).status == .withheld)
    #expect(try applying(Assignment("keyword=NATO"), to: article).keywords == [Keyword("NATO")])
    #expect(
      try applying(Assignment(#"keywords=["a","b"]"#), to: article).keywords
        == [Keyword("a"), Keyword("b")])
    #expect(
      try applying(Assignment(#"provider={"name":"Agency"}"#), to: article).provider
        == Party(name: "Agency"))
    #expect(try applying(Assignment("id=urn:x:2"), to: article).id == "urn:x:2")
  }

  @Test(arguments: [
    "published=June", "urgency=high", "provider=Agency", "status=odd", "id=",
    "keywordConfidence=[1]",
    "nothing=1", "headline", "=x", "body=text", #"keywords=["a""#,
  ])
  func `a value that the field cannot have is refused`(text: String) {
    let error = #expect(throws: ConversionError.self) { try Assignment(text) }
    #expect(error?.message.id.hasPrefix("usage.") == true)
  }

  @Test func `every field can be selected, and all of them are the story`() throws {
    let names = CanonicalJSON.Property.allCases.map(\.name)
    var generator = ArticleGenerator(seed: 7)
    for _ in 0..<10 {
      let article = generator.article()
      #expect(try applying(Selection(names.joined(separator: ",")), to: article) == article)
      for property in CanonicalJSON.Property.allCases {
        let selected = try applying(Selection("id,\(property.name)"), to: article)
        for other in CanonicalJSON.Property.allCases
        where other != property && other != .id && other != .dateDetails
          && other != .keywordConfidence
        {
          #expect(!CanonicalJSON.has(other, in: selected), "\(property) brings \(other)")
        }
      }
    }
  }

  @Test(arguments: ["", "headlin", "headline;body", " , "])
  func `fields that do not exist are refused`(list: String) {
    #expect(throws: ConversionError.self) { try Selection(list) }
  }
}
