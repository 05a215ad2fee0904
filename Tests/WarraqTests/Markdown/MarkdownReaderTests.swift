import TestSupport
import Testing
import Warraq
import WarraqCore

struct MarkdownReaderTests {
  private func read(_ page: String) throws -> (article: Article, log: [String]) {
    var context = ConversionContext.fixed
    let articles = try MarkdownReader().articles(in: Array(page.utf8), context: &context)
    #expect(articles.count == 1)
    return (try #require(articles.first), context.log.diagnostics.map(\.description))
  }

  @Test(arguments: [
    "---\ntitle: Open\nlayout: post\nfoo:\n  bar: baz\n---\n\nWords.\n",
    "+++\ntitle = \"Open\"\nlayout = \"post\"\n[foo]\nbar = \"baz\"\n+++\n\nWords.\n",
    "{\"title\":\"Open\",\"layout\":\"post\",\"foo\":{\"bar\":\"baz\"}}\n\nWords.\n",
  ])
  func `members of front matter that no field takes are kept, and in the account`(
    page: String
  ) throws {
    var context = ConversionContext.fixed
    let articles = try MarkdownReader().articles(in: Array(page.utf8), context: &context)
    #expect(articles.first?.extra.map(\.name) == ["layout", "foo"])
    let kept = context.log.reading.entries.filter { $0.entry.outcome == .kept }
    #expect(kept.map(\.entry.name).sorted() == ["foo", "layout"])
  }

  @Test func `a page of Hugo is read with its front matter`() throws {
    let (article, log) = try read(
      """
      ---
      title: "Ferry: the night boat stays"
      date: 2024-06-24T14:05:00Z
      lastmod: 2024-06-25
      draft: true
      authors: [Mara Ellison, 'Tomas Reyes']
      tags:
        - night boat
        - "no"   # a text
      categories: [Harbour]
      description: >-
        One line
        and the same line.

        Another.
      params:
        language: en
        urgency: 3
      weight: 10
      ---
      The council *voted*.
      """)
    #expect(log.isEmpty)
    #expect(article.headline == "Ferry: the night boat stays")
    #expect(article.published?.description == "2024-06-24T14:05:00Z")
    #expect(article.modified?.description == "2024-06-25")
    #expect(article.status == .withheld)
    #expect(article.creators.map(\.name) == ["Mara Ellison", "Tomas Reyes"])
    #expect(article.keywords.map(\.text) == ["night boat", "no"])
    #expect(article.section == "Harbour")
    #expect(article.summary == "One line and the same line.\nAnother.")
    #expect(article.language == "en")
    #expect(article.urgency == 3)
    #expect(article.extra == [ExtraMember("weight", .number("10"))])
    #expect(
      article.body == [.paragraph(["The council ", .emphasis(["voted"]), "."])])
  }

  @Test func `TOML is read as front matter`() throws {
    let (article, log) = try read(
      """
      +++
      title = 'A title'
      date = 2024-06-24T14:05:00+02:00
      tags = ["one",
        "two"]
      [params]
      lang = "fr"
      [[params.links]]
      href = "https://example.org/"
      +++
      Text.
      """)
    #expect(log.isEmpty)
    #expect(article.headline == "A title")
    #expect(article.published?.description == "2024-06-24T14:05:00+02:00")
    #expect(article.keywords.map(\.text) == ["one", "two"])
    #expect(article.language == "fr")
    #expect(article.extra.map(\.name) == ["links"])
  }

  @Test func `JSON is read as front matter`() throws {
    let (article, _) = try read("{\n\"title\": \"A title\", \"tags\": [\"x\"]\n}\n\nText.\n")
    #expect(article.headline == "A title")
    #expect(article.keywords.map(\.text) == ["x"])
    #expect(article.body == [.paragraph(["Text."])])
  }

  @Test func `a clipping of Obsidian has its address and its author`() throws {
    let (article, log) = try read(
      """
      ---
      title: "A page"
      source: "https://example.org/a"
      author:
        - "[[Mara Ellison]]"
      published: 2024-06-24
      created: 2024-07-01
      description: "What it says"
      tags:
        - "clippings"
      ---
      ## Part

      Text.[^1]

      [^1]: A note.
      """)
    #expect(log.isEmpty)
    #expect(article.url == "https://example.org/a")
    #expect(article.creators.map(\.name) == ["Mara Ellison"])
    #expect(article.published?.description == "2024-06-24")
    #expect(article.created?.description == "2024-07-01")
    #expect(
      article.body == [
        .heading(level: 2, ["Part"]), .paragraph(["Text.", .footnoteReference("1")]),
        .footnote(id: "1", [.paragraph(["A note."])]),
      ])
    #expect(article.extra.isEmpty)
  }

  @Test func `without front matter the first heading is the headline`() throws {
    let (article, _) = try read("# The *headline*\n\nText.\n\n# Another\n")
    #expect(article.headline == "The headline")
    #expect(article.body == [.paragraph(["Text."]), .heading(level: 2, ["Another"])])
  }

  @Test func `a heading that repeats the title is read once`() throws {
    let (article, _) = try read("---\ntitle: Same\n---\n# Same\n\nText.\n")
    #expect(article.headline == "Same")
    #expect(article.body == [.paragraph(["Text."])])
  }

  @Test func `text between two dividers is no front matter`() throws {
    let (article, log) = try read("---\nWords without a key.\n---\n\nText.\n")
    #expect(log.isEmpty)
    #expect(article.body.plainText.contains("Words without a key."))
  }

  @Test func `a line of front matter that cannot be read is named and the rest is read`() throws {
    let (article, log) = try read("---\ntitle: A: b\n\t- what\nlang: en\ntags: [a, b\n---\nText.\n")
    #expect(article.headline == "A: b - what" || article.headline == "A: b")
    #expect(article.language == "en")
    #expect(log.count == 1)
    #expect(log.first?.contains("markdown.front-matter") == true)
  }

  @Test(arguments: [
    ("title: &a &b One", "one anchor"), ("title: &a *b", "anchor '&b'"),
    ("*no : x", "anchor '&no'"),
    ("creators:\n\t- Ann", "tab cannot indent"), ("lang: [en, *no]", "anchor '&no'"),
  ])
  func `a line of front matter that cannot be read says why`(line: String, reason: String) throws {
    let (article, log) = try read("---\nsection: News\n\(line)\n---\nText.\n")
    #expect(article.section == "News")
    #expect(log.count == 1)
    #expect(log.first?.contains(reason) == true)
  }

  @Test(arguments: [
    ("x: one\n  two\n\n  three", #""one two\nthree""#), ("x: >\n  a\n  b\n\n  c", #""a b\nc\n""#),
    ("x: |-\n  a\n\n  b\n\n", #""a\n\nb""#), ("x: |+2\n   a\n\n", #"" a\n\n\n""#),
    ("x: &a one\ny: *a", #""one""#), ("x: !!str 12", #""12""#), ("x: 017", #""017""#),
    ("x: yes", #""yes""#), ("x: 12", "12"), ("x:", "null"),
    ("x: [a, # c\n  'b',\n]", #"["a","b"]"#),
    ("b: &b {k: 1, l: 2}\nx: {<<: *b, l: 3}", #"{"l":3,"k":1}"#), ("\"x\": it''s", #""it''s""#),
    ("? x\n: - a\n  - b", #"["a","b"]"#), ("x: \"a\r\n\r\n  b\"", #""a\nb""#),
    ("x: [k: v, {l}]", #"[{"k":"v"},{"l":null}]"#), ("x: a#b # c", #""a#b""#),
    ("x: \"a\\\n  b\"", #""ab""#),
  ])
  func `a value of YAML is what YAML 1.2 says`(yaml: String, json: String) throws {
    let (article, log) = try read("---\ntitle: T\nlayout: [z]\n\(yaml)\n---\nText.\n")
    #expect(log.isEmpty)
    let value = article.extra["x"] ?? ExtraValue.null
    var expected = ByteBuffer()
    expected.append(json: value)
    #expect(String(decoding: expected.bytes, as: UTF8.self) == json)
  }

  @Test func `a draft in the words of YAML 1.1 is one`() throws {
    #expect(try read("---\ntitle: T\ndraft: yes\n---\nText.\n").article.status == .withheld)
  }

  @Test func `front matter that the page cannot take is kept`() throws {
    let article = try read(
      "---\ntitle: T\nbody: Other words\nauthor: {nick: Zed}\ndraft: maybe\n---\nReal.\n"
    ).article
    #expect(article.body == [.paragraph(["Real."])])
    #expect(article.extra["body"] == .string("Other words"))
    #expect(article.extra["author"]?.members?["nick"]?.text == "Zed")
    #expect(article.extra["draft"] == .string("maybe"))
    #expect(article.status == nil)
  }

  @Test func `a body in front matter is that of a page without one`() throws {
    #expect(try read("---\ntitle: T\nbody: Words\n---\n").article.body == [.paragraph(["Words"])])
  }

  @Test func `blocks and inlines of CommonMark are read`() throws {
    let (article, _) = try read(
      """
      A **strong** `code` [link](https://example.org/ "t") ~~gone~~ <ins>new</ins> H<sub>2</sub>O\\
      next line.

      > A quotation.
      >
      > — A. Speaker

      3. three
      4. four
         - inner

      ```swift
      let x = 1 < 2
      ```

      ***

      | a | b |
      |---|:-:|
      | 1 | `x\\|y` |

      ![A boat](boat.jpg)
      """)
    #expect(
      article.body == [
        .paragraph([
          "A ", .strong(["strong"]), " ", .code("code"), " ",
          .link(["link"], href: "https://example.org/", title: "t"), " ", .deletion(["gone"]), " ",
          .insertion(["new"]), " H", .subscript(["2"]), "O", .lineBreak, "next line.",
        ]),
        .quote([.paragraph(["A quotation."])], attribution: ["A. Speaker"]),
        .list(
          ListBlock(
            isOrdered: true, start: 3,
            items: [
              [.paragraph(["three"])],
              [.paragraph(["four"]), .list(ListBlock(items: [[.paragraph(["inner"])]]))],
            ])),
        .preformatted("let x = 1 < 2"), .divider,
        .table(
          Table(rows: [
            [
              Table.Cell([.paragraph(["a"])], isHeader: true),
              Table.Cell([.paragraph(["b"])], isHeader: true),
            ], [Table.Cell([.paragraph(["1"])]), Table.Cell([.paragraph([.code("x|y")])])],
          ])),
        .figure(Figure(media: "media-1")),
      ])
    #expect(article.media.first?.altText == "A boat")
  }

  @Test func `a picture that front matter knows is not there twice`() throws {
    let (article, _) = try read(
      """
      ---
      media: [{"id":"lead","renditions":[{"href":"boat.jpg"}],"credit":"M. E."}]
      ---
      ![A boat](boat.jpg)

      ![A quay](quay.jpg)
      """)
    #expect(article.media.map(\.id) == ["lead", "media-3"])
    #expect(
      article.body == [.figure(Figure(media: "lead")), .figure(Figure(media: "media-3"))])
  }

  @Test func `shortcodes of Hugo are pictures and embeds, and others are named`() throws {
    let (article, log) = try read(
      """
      Text.
      {{< figure src="boat.jpg" alt="A boat" caption="The boat" attr="M. E." >}}
      {{< youtube w7Ft2ymGmfc >}}
      {{% notice tip %}}
      Kept.
      {{% /notice %}}

      ```
      {{< youtube left >}}
      ```
      """)
    #expect(
      article.body == [
        .paragraph(["Text."]),
        .figure(Figure(media: "media-1", caption: ["The boat M. E."])),
        .embed(
          Embed(
            provider: "youtube", url: "https://www.youtube.com/embed/w7Ft2ymGmfc",
            html: "<iframe src=\"https://www.youtube.com/embed/w7Ft2ymGmfc\"></iframe>")),
        .paragraph(["Kept."]), .preformatted("{{< youtube left >}}"),
      ])
    #expect(article.media.first?.altText == "A boat")
    #expect(log.count == 1)
    #expect(log.first?.contains("notice") == true)
  }

  @Test func `links of Obsidian are their words, files are pictures, call-outs are asides`() throws
  {
    let (article, _) = try read(
      """
      See [[A page|its words]], [[Other]], [[1]](https://example.org/) and `[[ -f x ]]`.

      ![[boat at sea.jpg|A boat]]

      > [!note] Mind
      > The gap.
      """)
    #expect(
      article.body == [
        .paragraph([
          "See its words, Other, ", .link(["[1]"], href: "https://example.org/"), " and ",
          .code("[[ -f x ]]"), ".",
        ]),
        .figure(Figure(media: "media-1")),
        .aside([.paragraph([.strong(["Mind"])]), .paragraph(["The gap."])], role: nil),
      ])
  }

  @Test func `links and notes may be given anywhere`() throws {
    let (article, _) = try read("[a]: /x\n\n[B] and [c][a].\n\n[b]: <https://example.org/y>\n")
    #expect(
      article.body == [
        .paragraph([
          .link(["B"], href: "https://example.org/y"), " and ", .link(["c"], href: "/x"), ".",
        ])
      ])
  }

  @Test(arguments: [(" \n", "markdown.empty"), ("a\u{FF}b", "input.repaired-bytes")])
  func `a page without text is an error, and a byte that is not UTF-8 a warning`(
    page: String, message: String
  ) throws {
    var context = ConversionContext.fixed
    // U+00FF stands for the byte.
    let bytes = page.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    _ = try MarkdownReader().articles(in: bytes, context: &context)
    #expect(context.log.diagnostics.map(\.message.id) == [message])
  }

  @Test func `a page of GitHub comes back with its headline and its body`() throws {
    var generator = ArticleGenerator(seed: 73)
    var options = MarkdownWriter.Options()
    options.flavour = .gfm
    let writer = MarkdownWriter(options)
    let kept = Loss.FeatureSet { writer.treatment(of: $0) == .kept }
    for article in generator.articles(200) {
      var article = article.keeping(kept)
      article.id = ""
      guard article.headline != nil || !article.body.isEmpty else { continue }
      var context = ConversionContext.fixed
      let page = try writer.document(of: [article], context: &context)
      let back = try MarkdownReader().articles(in: page, context: &context)
      #expect(back.first?.headline == article.headline)
      #expect(back.first?.body == article.body)
    }
  }

  @Test(arguments: [
    String(repeating: "[a](", count: 20000), String(repeating: "**a _b ", count: 10000),
    String(repeating: ">", count: 50000), String(repeating: "[^a]: ", count: 10000),
    "|" + String(repeating: "a|", count: 5000) + "\n|" + String(repeating: "-|", count: 5000)
      + "\n" + String(repeating: "a\n", count: 5000),
    "---\n" + String(repeating: "- ", count: 20000) + "\n---\nText",
    "---\na: " + String(repeating: "[", count: 20000) + "\n---\nText",
    "+++\n" + String(repeating: "[[a]]\n", count: 5000) + "+++\nText",
    "{" + String(repeating: "\"a\":{", count: 5000) + "\nText",
  ])
  func `what nests or repeats without end is read`(page: String) throws {
    #expect(try !read(page).article.body.isEmpty)
  }
}
