import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct MarkdownTests {
  private func markdown(_ body: [Block], media: [Asset] = []) -> String {
    var article = Article()
    article.body = body
    article.media = media
    return article.markdown
  }

  static let texts: [(String, String)] = [
    ("plain text, with marks: 5 > 3 & more.", "plain text, with marks: 5 > 3 & more."),
    ("*a* _b_ snake_case `c` ~d~", "\\*a\\* \\_b\\_ snake_case \\`c\\` \\~d\\~"),
    ("[a](b) ![c](d) <e> \\f", "\\[a\\](b) !\\[c\\](d) \\<e> \\\\f"),
    ("AT&T &amp; R&D; &#65;", "AT&T \\&amp; R\\&D; \\&#65;"),
    ("# no heading", "\\# no heading"),
    ("#hashtag", "#hashtag"),
    ("- no list", "\\- no list"),
    ("-5 degrees", "-5 degrees"),
    ("---", "\\---"),
    ("+ no list", "\\+ no list"),
    ("12. no list", "12\\. no list"),
    ("1) no list", "1\\) no list"),
    ("2024. That year", "2024\\. That year"),
    ("3.5 million", "3.5 million"),
    ("> no quote", "\\> no quote"),
    ("a\n===", "a\n\\==="),
    ("a | b\n--- | ---", "a | b\n\\--- | ---"),
    ("    no code", "no code"),
    // What pandoc's Markdown takes for markup.
    ("$5 and 6$ or $x$", "$5 and 6\\$ or $x\\$"),
    ("US$5 and $6", "US$5 and $6"),
    ("10^6^ and H~2~O", "10\\^6\\^ and H\\~2\\~O"),
    ("(1) two", "\\(1) two"),
    ("(@) two", "\\(@) two"),
    ("(see below) two", "(see below) two"),
    ("a. Text", "a\\. Text"),
    ("iv. Text", "iv\\. Text"),
    ("A) Text", "A\\) Text"),
    ("B. Russell", "B. Russell"),
    ("No. 5", "No. 5"),
    ("#. Text", "#\\. Text"),
    ("| a | b |", "\\| a | b |"),
    (": term", "\\: term"),
    ("::: note", "\\::: note"),
    ("“a” «b» „c“ ‘d’", "“a” «b» „c“ ‘d’"),
    // What GitHub takes for a part of an address.
    ("https://a.example/x، ثم", "https://a.example/x<!-- -->، ثم"),
    ("«https://a.example/z» x/y", "«https://a.example/z<!-- -->» x/y"),
    ("https://a.example/x, then", "https://a.example/x, then"),
    ("https://a.example/خبر و", "https://a.example/خبر و"),
    ("a\n\n\nb  \nc", "a\nb\nc"),
    ("\u{200F}خبر\u{2067}x\u{2069} می\u{200C}روم", "\u{200F}خبر\u{2067}x\u{2069} می\u{200C}روم"),
  ]

  @Test(arguments: texts)
  func `plain text stays plain`(text: String, expected: String) {
    #expect(markdown([.paragraph([.text(text)])]) == expected)
  }

  static let inlines: [([Inline], String)] = [
    (["a ", .emphasis(["b"]), " c"], "a _b_ c"),
    (["a", .emphasis(["b"]), "c"], "a*b*c"),
    (["a ", .strong(["b "]), "c"], "a **b** c"),
    (["a", .strong(["«b»"]), "c"], "a<strong>«b»</strong>c"),
    ([.strong([.emphasis(["a"])])], "**_a_**"),
    ([.emphasis([.strong(["a"])])], "_**a**_"),
    ([.emphasis(["a"]), .emphasis(["b"])], "<em>a</em>_b_"),
    ([.emphasis([])], ""),
    (["a", .lineBreak, "b", .lineBreak], "a\\\nb"),
    ([.code("x"), " ", .code("`y`"), " ", .code(" z ")], "`x` `` `y` `` `  z  `"),
    (["toll ", .deletion(["12"]), " ", .insertion(["15"])], "toll ~~12~~ <ins>15</ins>"),
    (["a", .deletion(["«b»"]), .deletion(["~"]), "c"], "a<del>«b»</del><del>\\~</del>c"),
    ([.strong([.deletion(["a "])]), "b"], "**~~a~~** b"),
    (["a", .footnoteReference("n1"), " b", .footnoteReference("é 2")], "a[^n1] b[^é_20_2]"),
    (["H", .subscript(["2"]), "O", .superscript(["+"])], "H<sub>2</sub>O<sup>+</sup>"),
    (
      ["see ", .link(["[it]"], href: "https://x.org/a b(c)", title: "\"T\"")],
      "see [\\[it\\]](https://x.org/a%20b\\(c\\) \"\\\"T\\\"\")"
    ),
    (["wow!", .link(["a"], href: "b")], "wow\\![a](b)"),
    (
      [.link(["https://x.org/?a=1&b=2"], href: "https://x.org/?a=1&b=2")],
      "<https://x.org/?a=1&b=2>"
    ),
    ([.link(["a ", .link(["b"], href: "c")], href: "d")], "[a b](d)"),
    ([.span(["نص"], language: "ar", direction: .rightToLeft), "."], "نص."),
  ]

  @Test(arguments: inlines)
  func `inlines become CommonMark`(content: [Inline], expected: String) {
    #expect(markdown([.paragraph(content)]) == expected)
  }

  static let blocks: [([Block], String)] = [
    ([.heading(level: 2, ["A", .lineBreak, "B #"]), .paragraph(["x"])], "## A<br>B \\#\n\nx"),
    (
      [.quote([.paragraph(["a"]), .paragraph(["b"])], attribution: ["N. N."])],
      "> a\n>\n> b\n>\n> — N. N."
    ),
    (
      [.list(ListBlock(items: [[.paragraph(["a"])], [.paragraph(["b", .lineBreak, "c"])]]))],
      "- a\n- b\\\n  c"
    ),
    (
      [
        .list(
          ListBlock(
            isOrdered: true, start: 9,
            items: [[.paragraph(["a"])], [.paragraph(["b"]), .paragraph(["c"])]]))
      ], "9. a\n\n10. b\n\n    c"
    ),
    (
      // No list of Markdown counts below zero, so the numbers are words.
      [
        .list(
          ListBlock(
            isOrdered: true, start: -1, items: [[.paragraph(["a"])], [.paragraph(["b"])], []]))
      ], "+ -1. a\n+ 0\\. b\n+ 1\\."
    ),
    (
      [
        .list(
          ListBlock(items: [
            [.paragraph(["a"]), .list(ListBlock(items: [[.paragraph(["b"])]]))], [],
          ]))
      ], "- a\n\n  - b\n-"
    ),
    (
      [
        .list(ListBlock(items: [[.paragraph(["a"])]])),
        .list(ListBlock(items: [[.divider]])),
      ], "- a\n\n* ___"
    ),
    (
      [
        .quote(
          [.list(ListBlock(items: [[.quote([.paragraph(["> a"])], attribution: [])]]))],
          attribution: [])
      ], "> - > \\> a"
    ),
    ([.preformatted("a\n  ```\n"), .divider], "````\na\n  ```\n````\n\n___"),
    ([.paragraph(["a"]), .paragraph([]), .paragraph([" "]), .quote([], attribution: [])], "a"),
    (
      [
        .aside([.paragraph(["more"])], role: AsideRole.readMore),
        .aside([.paragraph(["box"])], role: "box"),
      ], "> box"
    ),
    (
      [
        .embed(
          Embed(
            provider: "twitter", url: "https://t.co/a", text: "one\ntwo", author: "@x",
            media: ["https://t.co/p"]))
      ], "> one\\\n> two\\\n> — @x\\\n> <https://t.co/a>\\\n> <https://t.co/p>"
    ),
    ([.embed(Embed(url: "https://t.co/a"))], "<https://t.co/a>"),
  ]

  @Test(arguments: blocks)
  func `blocks become CommonMark`(body: [Block], expected: String) {
    #expect(markdown(body) == expected)
  }

  @Test func `a table has a header, and its cells lie on one line`() {
    let table = Table(
      caption: ["Results"],
      rows: [
        [
          Table.Cell([.paragraph(["a|b"])], isHeader: true),
          Table.Cell([.paragraph(["c"])], isHeader: true, columnSpan: 2),
        ],
        [
          Table.Cell([.paragraph(["1"]), .paragraph(["2", .lineBreak, "3"])], rowSpan: 2),
          Table.Cell([.list(ListBlock(items: [[.paragraph(["x"])], [.paragraph(["y"])]]))]),
        ],
        [Table.Cell([.paragraph([.code("p|q")])])],
      ])
    #expect(
      markdown([.table(table)]) == """
        Results

        | a\\|b | c |  |
        | --- | --- | --- |
        | 1<br>2<br>3 | - x<br>- y |
        |  | `p\\|q` |
        """)
  }

  @Test func `a table that spans beyond measure costs little`() {
    let cell = Table.Cell([.paragraph(["x"])], columnSpan: .max, rowSpan: .max)
    let text = markdown([.table(Table(rows: [[cell, cell], [cell], []]))])
    #expect(text.utf8.count < 10_000)
  }

  @Test func `a figure is an image with its caption below`() {
    let media = [
      Asset(
        id: "m", kind: .picture, renditions: [Asset.Rendition(href: "https://x.org/p.jpg")],
        caption: "A [cap]", altText: "Alt"),
      Asset(id: "v", kind: .video, renditions: [Asset.Rendition(href: "v.mp4")]),
    ]
    #expect(
      markdown(
        [.figure(Figure(media: "m")), .figure(Figure(media: "v")), .figure(Figure(media: "?"))],
        media: media) == "![Alt](https://x.org/p.jpg)\n\nA \\[cap\\]\n\n[v.mp4](v.mp4)")
  }

  @Test func `whatever an article holds is written`() {
    var generator = ArticleGenerator(seed: 5)
    for article in generator.articles(200) + [generator.hostile()] {
      #expect(!article.markdown.utf8.contains(0xFF))
      #expect(!article.markdown.hasSuffix("\n"))
    }
  }
}
