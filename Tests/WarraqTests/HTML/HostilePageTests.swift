import Testing
import Warraq

/// Pages that are made to cost memory or time. Each is read in a time that grows with its size; one
/// that grew with the square of it would not end.
@Suite struct HostilePageTests {
  private static let sentence = """
    The new harbour of Lintown was opened on Monday, ten years after the first stone was laid in the \
    north of the town.
    """
  private static let start = """
    <!DOCTYPE html><html lang=en><head><title>Harbour opens after ten years</title></head><body><article>
    <h1>Harbour opens after ten years</h1><p class=byline>By Mara Ellison, 24 June 2024</p>
    <p>\(sentence)<p>Two ferries a day will call at the harbour, which cost twice as much as planned.
    """

  private static func times(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static let pages: [(name: String, page: String)] = [
    ("nested tags", start + String(repeating: "<div>", count: 50_000) + "end"),
    ("nested spans", start + String(repeating: "<span class=author>", count: 50_000) + "Ann Reed"),
    ("formatting", start + String(repeating: "<p><b><i>", count: 10_000) + "end"),
    ("open links", start + String(repeating: "<a href=x>", count: 20_000) + "end"),
    ("tables", start + String(repeating: "<table><tr><td>", count: 20_000) + "end"),
    ("attributes", start + "<p " + times(100_000) { "a\($0)=x " } + ">end"),
    ("a million attributes", start + "<p " + times(1_000_000) { "a\($0)=x " } + ">end"),
    ("ten megabytes", start + times(90_000) { _ in "<p>" + sentence }),
    (
      "title of many pieces",
      "<title>" + times(20_000) { "piece \($0) | more: " } + "</title>" + start
    ),
    ("open comment", start + "<!--" + String(repeating: "-!", count: 200_000)),
    ("open tag", start + "<p class=" + String(repeating: "x", count: 400_000)),
    ("open script", start + "<script>" + String(repeating: "<!--<script", count: 30_000)),
    ("references", start + String(repeating: "&notit;&", count: 50_000)),
    ("tag links", start + times(10_000) { "<p>text <a href='/tag/\($0)'>tag \($0)</a></p>" }),
    (
      "author lines",
      start + times(5_000) { "<p class=author>By <a href='/author/\($0)'>Ann Reed</a>" }
    ),
    ("dates", start + times(5_000) { "<p>24 June 2024, number \($0)" }),
    ("headings", start + times(5_000) { "<h1>Harbour opens number \($0)</h1>" }),
    ("classes", start + times(10_000) { "<p class='c\($0)'>text number \($0) of it" }),
    (
      "pictures",
      start
        + times(5_000) { "<figure><img src='\($0).jpg'><figcaption>\($0)</figcaption></figure>" }
    ),
    (
      "linked data",
      start + "<script type='application/ld+json'>"
        + String(repeating: "[", count: 50_000) + "</script>"
    ),
    (
      "many objects",
      start + "<script type='application/ld+json'>["
        + times(20_000) { "{\"@type\": \"NewsArticle\", \"headline\": \"h\($0)\"}," } + "]</script>"
    ),
    ("metas", start + times(20_000) { "<meta name=author content='Ann Reed \($0)'>" }),
    ("long text", start + "<p>" + String(repeating: sentence, count: 20_000)),
  ]

  @Test(arguments: pages.map(\.name))
  func `a page that is made to cost much is read or refused`(name: String) throws {
    let page = try #require(Self.pages.first { $0.name == name }).page
    var context = ConversionContext.fixed
    do {
      let articles = try HTMLReader().articles(in: Array(page.utf8), context: &context)
      #expect(articles.count <= 1)
      for article in articles {
        #expect(!article.body.plainText.contains("<script"))
        #expect(article.headline?.contains("Harbour opens") == true)
      }
    } catch {
      #expect(error.message.id.hasPrefix("html."))
    }
  }

  @Test func `scripts and styles are no text`() throws {
    var context = ConversionContext.fixed
    let page =
      Self.start + "<style>p { color: red }</style><script>steal()</script><p>\(Self.sentence)"
    let article = try #require(
      try HTMLReader().articles(in: Array(page.utf8), context: &context).first)
    let text = article.body.plainText
    #expect(!text.contains("steal") && !text.contains("color"))
  }
}
