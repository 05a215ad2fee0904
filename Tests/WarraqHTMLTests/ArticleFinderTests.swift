import Testing
import WarraqHTML

@Suite struct ArticleFinderTests {
  private func finder(_ source: String, title: String = "") -> ArticleFinder {
    var source = source
    return source.withUTF8 {
      ArticleFinder(PageArena(HTMLTree(parsing: $0)), openGraphTitle: title)
    }
  }

  private func kept(_ finder: ArticleFinder) -> [String] {
    finder.kept.map { finder.page.text(of: finder.page.blocks[$0]) }
  }

  private let story = """
    <!DOCTYPE html><title>Harbour opens after ten years | The Lintown Post</title>
    <header class="site-header"><nav><ul><li><a href="/">Home</a><li><a href="/n">News</a></ul></nav></header>
    <main><article><h1>Harbour opens after ten years</h1><p class="byline">By Mara Ellison</p>
    <div class="article-body">
    <p>The new harbour of Lintown was opened on Monday, ten years after the first stone was laid.
    <p>“We had hoped to be here sooner,” the mayor said, and thanked the people who built it.
    <p>Two ferries a day will call at the harbour, which cost twice as much as had been planned.
    <ul><li>The first ferry leaves at seven in the morning, the last one at nine in the evening.</ul>
    <p>Fishermen keep their own basin in the north, where a market hall is to follow next year.
    </div></article></main>
    <aside class="sidebar"><h2>Most read</h2><ul><li><a href="/1">One</a><li><a href="/2">Two</a></ul></aside>
    <footer class="footer"><p>© The Lintown Post. <a href="/i">Imprint</a></footer>
    """

  @Test func `the article of a page is found among its other blocks`() {
    let finder = finder(story)
    let texts = kept(finder)
    #expect(texts.count == 5)
    #expect(texts.first?.hasPrefix("The new harbour") == true)
    #expect(texts.last?.hasPrefix("Fishermen") == true)
    #expect(finder.page.text(of: finder.page.blocks[finder.headline]).hasPrefix("Harbour opens"))
  }

  @Test func `blocks end where block elements begin and end`() {
    let finder = finder("<div>one <b>two</b><p>three<br>four<br><br>five</div>")
    let blocks = finder.page.blocks.map { finder.page.text(of: $0) }
    #expect(blocks == ["one two", "three four", "five"])
  }

  @Test func `what scripts, styles and forms hold is no text`() {
    let finder = finder("<style>a{}</style><p>x<script>y</script><select><option>z</select>")
    #expect(finder.page.blocks.map { finder.page.text(of: $0) } == ["x"])
  }

  @Test(arguments: ["", "<p>", "<title>x</title>", "plain text"])
  func `a page without an article is no fault`(source: String) {
    #expect(kept(finder(source)).count <= 1)
  }
}
