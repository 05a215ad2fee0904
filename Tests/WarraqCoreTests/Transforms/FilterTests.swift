import Testing
import WarraqCore
import WarraqModel

struct FilterTests {
  private static let story: Article = {
    var article = Article(id: "urn:x:1")
    article.language = "ar-EG"
    article.headline = "قمة الناتو في مدريد"
    article.published = NewsDate(year: 2024, month: 6, day: 24)
    article.modified = NewsDate(
      year: 2024, month: 6, day: 24, hour: 1, minute: 30, offsetMinutes: 180)
    article.keywords = [Keyword("NATO"), Keyword("Madrid")]
    article.creators = [Contributor(name: "Mara Ellison")]
    article.subjects = [Concept(names: [.init("Sport")], code: "15000000")]
    article.urgency = 3
    article.body = [.paragraph([.text("Two ministers "), .strong([.text("met")])])]
    article.extra = [ExtraMember("x", .null)]
    return article
  }()

  @Test(arguments: [
    ("language = ar", true), ("language=ar", true), ("language = AR-eg", true),
    ("language = a", false), ("language != fa", true), ("language in (fa, ar)", true),
    ("published >= 2024-06", true), ("published > 2024-06", false), ("published = 2024", true),
    ("published <= 2024-06", true), ("published < 2024-06-24", false),
    ("published < 2024-06-25", true), ("published = 2024-06-24T10:00", false),
    ("published != 2024-06", false), ("created < 2030", false), ("created != 2030", true),
    ("modified = 2024-06-24", true), ("modified < 2024-06-23T22:31Z", true),
    ("modified >= 2024-06-23T22:31Z", false), ("modified = 2024-06-23T22:30:00Z", false),
    ("modified = 2024-06-23T22:30Z", true), ("modified = 2024-06-24T01:30", true),
    ("keyword has nato", true), ("keywords has 'NAT'", false), ("keywords = NATO", true),
    ("keywords = nato", false), ("headline has 'الناتو'", true),
    ("body has \"ministers MET\"", true),
    ("creator has 'mara ellison'", true), ("subjects = 15000000", true), ("urgency < 4", true),
    ("urgency >= 4", false), ("urgency = 3", true), ("version = 1", true),
    ("extra exists", true), ("byline exists", false), ("not byline exists", true),
    ("language = fa or urgency = 3", true), ("language = fa and urgency = 3", false),
    ("language = ar or language = fa and urgency = 9", true),
    ("(language = ar or language = fa) and urgency = 9", false),
    ("not (language = fa or urgency = 9)", true), ("not not language=ar", true),
    ("section != 'World News'", true), ("section = 'World News'", false),
    (#"headline != "a \"quoted\" one""#, true),
  ])
  func `an expression holds or does not`(expression: String, holds: Bool) throws {
    var article = Self.story
    var context = ConversionContext.fixed
    #expect(try Filter(expression).apply(to: &article, context: &context) == holds)
    #expect(article == Self.story)
  }

  @Test(arguments: [
    ("", "expected a field at character 1"),
    ("langage = ar", "no field is named 'langage' at character 1; did you mean 'language'?"),
    ("language", "<=, >, >=, has, in or exists after 'language' at character 9"),
    ("language =", "expected a value at character 11"),
    ("language = ar and", "expected a field at character 18"),
    ("language = ar published = 2024", "expected 'and', 'or' or the end, found 'published'"),
    ("section = World News", "put a value with spaces between quotation marks"),
    ("headline < b", "'headline' has no order; use =, !=, has or in at character 10"),
    ("published = June", "is a date, 'June' is none at character 13; write it as 2024"),
    ("published has 2024", "'published' is compared with =, !=, <, <=, >, >= at character 11"),
    ("urgency = high", "'urgency' is a number, 'high' is none at character 11"),
    ("extra = 3", "'extra' can only be asked for with 'exists' at character 7"),
    ("(language = ar", "expected ')' at character 15"),
    ("language in ar", "expected '(' after 'in'"),
    ("language in (ar", "expected ',' or ')'"), ("headline = 'x", "a quotation is not closed"),
    ("language = ar)", "expected 'and', 'or' or the end, found ')' at character 14"),
    ("urgencys = 3", "no field is named 'urgencys'"), ("headlin = 3", "no field is named"),
  ])
  func `what is wrong with an expression is said with its place`(
    expression: String, message: String
  ) {
    let error = #expect(throws: ConversionError.self) { try Filter(expression) }
    #expect(error?.message.id == "usage.where")
    #expect(error?.message.text.contains(message) == true, "\(error?.message.text ?? "")")
  }

  @Test func `parentheses without end are refused, not followed`() {
    let deep = String(repeating: "(", count: 100_000) + "urgency = 1"
    #expect(throws: ConversionError.self) { try Filter(deep) }
  }

  @Test func `an expression is read from any bytes without harm`() {
    let pieces = [
      "language", "=", "ar", "(", ")", "and", "or", "not", "has", "'", "\"", "\\", ",", "in", "é",
      "\u{301}", "exists", "<", "!", "2024-06", " ",
    ]
    var state: UInt64 = 1
    for _ in 0..<4000 {
      var words: [String] = []
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        words.append(pieces[Int(state >> 33) % pieces.count])
      }
      for count in 0...12 { _ = try? Filter(words.prefix(count).joined(separator: " ")) }
    }
  }
}
