import TestSupport
import Testing
import Warraq

struct MarkdownWriterTests {
  private func page(
    _ flavour: MarkdownWriter.Flavour, _ change: (inout Article) -> Void
  ) throws -> String {
    var article = Article(id: "urn:x:1")
    article.headline = "Talks: \"begin\""
    article.body = [.paragraph(["The body."])]
    change(&article)
    var options = MarkdownWriter.Options()
    options.flavour = flavour
    var context = ConversionContext.fixed
    return String(
      decoding: try MarkdownWriter(options).document(of: [article], context: &context),
      as: UTF8.self)
  }

  @Test func `a page has the front matter of Hugo and the body`() throws {
    let text = try page(.hugo) { article in
      article.published = NewsDate(
        year: 2024, month: 6, day: 24, hour: 14, minute: 5, offsetMinutes: 0)
      article.keywords = [Keyword("no"), Keyword("night boat")]
      article.section = "World"
      article.language = "en"
      article.status = .withheld
    }
    #expect(
      text == #"""
        ---
        title: "Talks: \"begin\""
        date: 2024-06-24T14:05:00Z
        tags:
          - "no"
          - "night boat"
        categories:
          - "World"
        draft: true
        params:
          id: "urn:x:1"
          language: "en"
          published: "2024-06-24T14:05Z"
          status: "withheld"
        ---

        The body.

        """#)
  }

  @Test func `tags of Obsidian have no spaces and stand beside the keywords`() throws {
    let text = try page(.obsidian) { $0.keywords = [Keyword("Night boat"), Keyword("!")] }
    #expect(text.contains("tags:\n  - \"night-boat\"\n"))
    #expect(text.contains("keywords: [\"Night boat\",\"!\"]\n"))
  }

  @Test func `a page of GitHub has the headline as a heading and no front matter`() throws {
    let text = try page(.gfm) { article in
      article.byline = "By M. Ellison"
      article.dateline = "LINTOWN"
    }
    #expect(text == "# Talks: \"begin\"\n\nBy M. Ellison · LINTOWN\n\nThe body.\n")
  }

  @Test(arguments: [MarkdownWriter.Flavour.hugo, .astro, .obsidian])
  func `each line of front matter is a key, an item or a mark`(
    flavour: MarkdownWriter.Flavour
  ) throws {
    var generator = ArticleGenerator(seed: 71)
    var articles = generator.articles(100)
    articles.append(generator.hostile())
    for article in articles {
      let text = try page(flavour) { $0 = article }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.first == "---")
      let end = try #require(lines.dropFirst().firstIndex(of: "---"))
      for line in lines[1..<end] {
        let rest = line.drop { $0 == " " || $0.isASCII && $0.isLetter }
        #expect(rest.hasPrefix(":") || rest.hasPrefix("- \"") && rest.hasSuffix("\""), "\(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 })
      }
    }
  }

  @Test func `a second story is an error that names the remedy`() throws {
    var context = ConversionContext.fixed
    let articles = [Article(id: "urn:x:1"), Article(id: "urn:x:2")]
    let error = #expect(throws: ConversionError.self) {
      try MarkdownWriter().document(of: articles, context: &context)
    }
    #expect(error?.message.id == "markdown.one-story")
  }
}
