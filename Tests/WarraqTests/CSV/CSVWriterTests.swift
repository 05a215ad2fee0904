import TestSupport
import Testing
import Warraq

struct CSVWriterTests {
  private func write(
    _ articles: [Article], _ settings: [SettingValue], context: inout ConversionContext
  ) throws -> String {
    let writer = try #require(Format.csv.writer).make(settings)
    return String(decoding: try writer.document(of: articles, context: &context), as: UTF8.self)
  }

  private func write(_ articles: [Article], _ settings: [SettingValue]) throws -> String {
    var context = ConversionContext.fixed
    return try write(articles, settings, context: &context)
  }

  private static let story: Article = {
    var article = Article(id: "urn:1")
    article.headline = "He said \"no\", twice"
    article.published = NewsDate(year: 2024, month: 6, day: 24)
    article.keywords = [Keyword("a"), Keyword("b c")]
    article.body = [.paragraph(["One."]), .paragraph(["Two."])]
    return article
  }()

  @Test func `columns come in the order asked for`() throws {
    #expect(
      try write([Self.story], [SettingValue("columns", "published, headline,id,keywords,body")])
        == "published,headline,id,keywords,body\r\n"
        + "2024-06-24,\"He said \"\"no\"\", twice\",urn:1,a; b c,\"One.\n\nTwo.\"\r\n")
  }

  static let cells: [(String, String)] = [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("a;b", "a;b"), ("\"", "\"\"\"\""),
    ("\"\"\"", "\"\"\"\"\"\"\"\""), ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""),
    ("a\"b\"\"c", "\"a\"\"b\"\"\"\"c\""), (" a", "\" a\""), ("a\t", "\"a\t\""),
    ("\u{FEFF}a", "\"\u{FEFF}a\""), ("a\u{0}b", "ab"), ("=1+1", "=1+1"),
    ("\u{200F}خبر\u{2067}", "\u{200F}خبر\u{2067}"),
  ]

  @Test(arguments: cells)
  func `a cell is quoted where it must be`(text: String, expected: String) throws {
    var article = Article(id: "1")
    article.headline = text
    #expect(
      try write(
        [article], [SettingValue("columns", "headline,id"), SettingValue("header", "false")])
        == expected + ",1\r\n")
  }

  @Test func `a row of one empty cell is not an empty line`() throws {
    #expect(
      try write([Article(id: "1")], [SettingValue("columns", "headline")])
        == "headline\r\n\"\"\r\n")
  }

  @Test func `the look of a table can be chosen`() throws {
    #expect(
      try write(
        [Self.story],
        [
          SettingValue("columns", "id,headline,slugline"), SettingValue("delimiter", "tab"),
          SettingValue("quote-style", "all"), SettingValue("bom", "true"),
          SettingValue("line-ending", "lf"),
        ])
        == "\u{FEFF}\"id\"\t\"headline\"\t\"slugline\"\n"
        + "\"urn:1\"\t\"He said \"\"no\"\", twice\"\t\"\"\n")
  }

  @Test func `lists and the body can be JSON or Markdown`() throws {
    #expect(
      try write(
        [Self.story],
        [
          SettingValue("columns", "keywords,body"), SettingValue("header", "false"),
          SettingValue("list-style", "json"), SettingValue("body", "json"),
        ])
        == #""[""a"",""b c""]","[{""type"":""paragraph"",""text"":""One.""},"#
        + #"{""type"":""paragraph"",""text"":""Two.""}]""# + "\r\n")
    var article = Self.story
    article.body = [.heading(level: 2, ["H"]), .paragraph([.strong(["x"]), " *y*"])]
    #expect(
      try write(
        [article],
        [
          SettingValue("columns", "body,words"), SettingValue("header", "false"),
          SettingValue("body", "markdown"),
        ]) == "\"## H\n\n**x** \\*y\\*\",3\r\n")
  }

  static let lists: [([String], String)] = [
    (["a", "b"], "a; b"), (["a;b", "c"], "[\"a;b\",\"c\"]"), (["a, b"], "[\"a, b\"]"),
    (["a, b", "c"], "[\"a, b\",\"c\"]"), ([" a"], "[\" a\"]"), (["[a"], "[\"[a\"]"),
    ([""], "[\"\"]"),
    (["أ", "ب،"], "[\"أ\",\"ب،\"]"), (["a|b"], "[\"a|b\"]"),
  ]

  @Test(arguments: lists)
  func `a list that cannot be joined is JSON`(names: [String], expected: String) throws {
    var article = Article(id: "1")
    article.keywords = names.map { Keyword($0) }
    var context = ConversionContext.fixed
    let settings = [SettingValue("columns", "keywords,id"), SettingValue("delimiter", "tab")]
    let text = try write([article], settings, context: &context)
    let read = try CSVReader().articles(in: Array(text.utf8), context: &context)
    #expect(read.map { $0.keywords.map(\.text) } == [names])
    let cell = try #require(text.split(separator: "\r\n").last).dropLast(2)
    let unquoted =
      cell.hasPrefix("\"")
      ? cell.dropFirst().dropLast().split(separator: "\"\"", omittingEmptySubsequences: false)
        .joined(separator: "\"") : String(cell)
    #expect(unquoted == expected)
  }

  @Test func `formulas are guarded when asked, and read back`() throws {
    var context = ConversionContext.fixed
    let texts = [
      "=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1", "'=1", "''@x", "'x", "\u{34F}=1",
      "\u{E0001}+1",
      "\u{FE66}1", "\u{200B}\u{FEFF}=1", "\u{FF1D}1", "🌊 =1",
      "\u{7F}=1", "\u{2800}@1", String(repeating: "\u{200B}", count: 99) + "-1",
    ]
    let articles = texts.map { text in
      var article = Article(id: "1")
      article.headline = text
      return article
    }
    let guarded = [SettingValue("guard-formulas", "true")]
    let text = try write(
      articles, guarded + [SettingValue("columns", "headline,id")], context: &context)
    #expect(
      text.hasPrefix(
        "headline,id\r\n'=1+1,1\r\n'+1,1\r\n'-1,1\r\n'@x,1\r\n'\tx,1\r\n\"'\rx\",1\r\n"))
    #expect(context.log.diagnostics.count == 16)
    let reader = try #require(Format.csv.reader).make([SettingValue("unguard-formulas", "true")])
    #expect(
      try reader.articles(in: Array(text.utf8), context: &context).map(\.headline) == texts)
  }

  @Test func `a column that does not exist is an error with the nearest name`() {
    #expect {
      _ = try write([], [SettingValue("columns", "id,headlin")])
    } throws: { error in
      "\(error)".contains("no column is named 'headlin'; did you mean 'headline'?")
    }
  }

  @Test func `U+0000 is left out with a warning`() throws {
    var context = ConversionContext.fixed
    var generator = ArticleGenerator(seed: 7)
    var story = generator.hostile()
    story.url = nil
    let text = try write([story], [], context: &context)
    #expect(!text.utf8.contains(0))
    #expect(context.log.diagnostics.map(\.message.id) == ["csv.null-character"])
  }
}
