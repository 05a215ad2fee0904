import Testing
import WarraqModel

struct BodyTests {
  private let body: [Block] = [
    .heading(level: 2, ["A heading"]),
    .paragraph([
      "One ", .emphasis(["two"]), .lineBreak, .link(["three"], href: "https://x.example"),
    ]),
    .aside([.paragraph(["Read more"])], role: AsideRole.readMore),
    .quote([.paragraph(["Said"])], attribution: ["Someone"]),
    .list(ListBlock(items: [[.paragraph(["first"])], [.paragraph(["second"])]])),
    .figure(Figure(media: "m", caption: ["A caption"])),
    .preformatted("code  here"),
    .embed(Embed(url: "https://y.example", text: "a post")),
  ]

  @Test func `blocks are separated by an empty line and markup goes`() {
    #expect(
      body.plainText == """
        A heading

        One two
        three

        Said

        Someone

        first

        second

        A caption

        code  here

        a post
        """)
  }

  @Test func `what was struck out is neither text nor counted`() {
    var article = Article(id: "urn:x")
    article.body = [.paragraph(["The toll is ", .deletion(["12"]), " ", .insertion(["15"]), "."])]
    #expect(article.plainText == "The toll is 15.")
    #expect(article.wordCount == 4)
    #expect(article.characterCount == "Thetollis15.".count)
  }

  @Test(
    arguments: [
      (["10", .superscript(["3"])], "10³"), (["10", .superscript(["−12"])], "10⁻¹²"),
      (["word", .superscript(["12"])], "word¹²"), (["9", .subscript(["2"])], "9₂"),
      (["H", .subscript(["2"]), "O"], "H2O"), (["Ca", .superscript(["2+"])], "Ca²⁺"),
      (["1", .superscript(["er"])], "1er"), (["Plus", .superscript(["+"])], "Plus+"),
      (["5", .superscript([.emphasis(["2"])])], "5²"), ([.superscript([])], ""),
    ] as [([Inline], String)])
  func `raised figures do not become part of a number`(inlines: [Inline], text: String) {
    #expect(inlines.plainText == text)
    #expect([Block.paragraph(inlines)].plainText == text)
  }

  @Test func `a note and the reference to it have a number in plain text`() {
    var article = Article(id: "urn:x")
    article.body = [
      .paragraph(["A claim", .footnoteReference("b"), ". Another", .footnoteReference("a"), "."]),
      .footnote(id: "a", [.paragraph(["First."]), .paragraph(["More."])]),
      .footnote(id: "b", [.paragraph(["Second."])]),
    ]
    #expect(article.plainText == "A claim[1]. Another[2].\n\n[2] First.\n\nMore.\n\n[1] Second.")
    #expect(article.wordCount == 6)
  }

  @Test func `words are what stands between white space, without captions and residue`() {
    var article = Article(id: "urn:x")
    article.body = body
    #expect(article.wordCount == 13)
    #expect(
      article.characterCount == "Aheading".count + "Onetwothree".count + "SaidSomeone".count
        + "firstsecond".count + "codehere".count + "apost".count)
  }

  @Test func `an Arabic word with marks and a family of emoji count once each`() {
    var article = Article(id: "urn:x")
    article.body = [.paragraph(["كِتَابٌ 👩🏽‍🔧"])]
    #expect(article.wordCount == 2)
  }

  @Test func `blocks change from the inside out, and may go or multiply`() {
    let changed = body.mapBlocks { block in
      switch block {
      case .paragraph(let content): [.paragraph(content), .divider]
      case .preformatted, .embed, .figure: []
      default: [block]
      }
    }
    #expect(
      changed == [
        .heading(level: 2, ["A heading"]),
        .paragraph([
          "One ", .emphasis(["two"]), .lineBreak, .link(["three"], href: "https://x.example"),
        ]),
        .divider,
        .aside([.paragraph(["Read more"]), .divider], role: AsideRole.readMore),
        .quote([.paragraph(["Said"]), .divider], attribution: ["Someone"]),
        .list(
          ListBlock(items: [
            [.paragraph(["first"]), .divider], [.paragraph(["second"]), .divider],
          ])),
      ])
  }

  @Test func `a related item holds a whole article`() {
    var inner = Article(id: "urn:inner")
    inner.headline = "Inside"
    let item = RelatedItem(article: inner)
    #expect(item.article == inner)
    #expect(item.displayTitle == "Inside")
    #expect(RelatedItem(title: "Outside", article: inner).displayTitle == "Outside")
  }
}

struct TextDirectionTests {
  @Test(arguments: ["ar", "ar-EG", "fa_IR", "ur", "he", "ks-Arab", "az-Arab", "en-Hebr", "UG"])
  func `these tags run from right to left`(tag: String) {
    #expect(TextDirection(language: tag) == .rightToLeft)
  }

  @Test(arguments: ["en", "ar-Latn", "tr", "ku", "", "x", "en-US", "pa-Guru"])
  func `these tags run from left to right`(tag: String) {
    #expect(TextDirection(language: tag) == .leftToRight)
  }

  @Test func `a stated direction wins over the language`() {
    var article = Article(id: "urn:x")
    #expect(article.baseDirection == .leftToRight)
    article.language = "ar"
    #expect(article.baseDirection == .rightToLeft)
    article.direction = .leftToRight
    #expect(article.baseDirection == .leftToRight)
  }
}
