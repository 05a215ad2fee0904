import Foundation
import TestSupport
import Testing
import Warraq

@Suite struct EPUBOptionsTests {
  private func book(
    _ stories: [Article], _ settings: [SettingValue]
  ) throws -> OpenBook {
    let writer = try #require(Format.epub.writer).make(settings)
    var context = ConversionContext.fixed
    return try OpenBook(bytes: writer.document(of: stories, context: &context))
  }

  private func problem(_ setting: SettingValue) throws -> ConversionError? {
    let writer = try #require(Format.epub.writer)
    return #expect(throws: ConversionError.self) { try writer.make([setting]) }
  }

  // MARK: Metadata

  private static let lines = """
    ---
    # The weekly issue.
    title: "The Week: news"
    subtitle: What happened
    issue: 98.4
    date: 24 June 2024
    publisher: Warraq & Sons
    language: en-GB
    description: All that is fit to read.
    creators:
    - Ann Reed
    - 'Sam O’Neil'
    subjects:
      - news
    rights: © 2024

    """
  private static let json = """
    {"title": "The Week: news", "subtitle": "What happened", "issue": "98.4",
    "date": "2024-06-24", "publisher": "Warraq & Sons", "language": "en-GB",
    "description": "All that is fit to read.", "creators": ["Ann Reed", "Sam O’Neil"],
    "subjects": "news", "rights": "© 2024"}
    """

  @Test(arguments: [lines, lines.replacing("\n", with: "\r\n"), "\u{FEFF}" + json])
  func `a metadata file names the book`(text: String) throws {
    let package = try book([SampleStories.english], [SettingValue("metadata", text)]).package
    for part in [
      #"<dc:title id="title">The Week: news, No. 98.4 · 24 June 2024</dc:title>"#,
      #"<meta name="calibre:series" content="The Week: news"/>"#,
      ##"<meta refines="#subtitle" property="title-type">subtitle</meta>"##,
      "<dc:date>2024-06-24</dc:date>", "<dc:publisher>Warraq &amp; Sons</dc:publisher>",
      "<dc:language>en-GB</dc:language>", "<dc:description>All that is fit",
      #"<dc:creator id="creator2">Sam O’Neil</dc:creator>"#, "<dc:subject>news</dc:subject>",
      "<dc:rights>© 2024</dc:rights>",
      #"<meta property="belongs-to-collection" id="series">The Week: news</meta>"#,
      ##"<meta refines="#series" property="group-position">98.4</meta>"##,
    ] {
      #expect(package.contains(part), "\(part)")
    }
    #expect(!package.contains("Mara Ellison"), "those who made the book, not its stories")
  }

  @Test func `options win over the metadata file, whatever their order`() throws {
    for settings in [
      [SettingValue("title", "Mine"), SettingValue("metadata", Self.lines)],
      [SettingValue("metadata", Self.lines), SettingValue("title", "Mine")],
    ] {
      let package = try book([SampleStories.english], settings).package
      #expect(
        package.contains(">Mine, No. 98.4 · 24 June 2024</dc:title>")
          && package.contains(">What happened</dc:title>"))
    }
  }

  @Test(arguments: [
    ("titel: x", 1, "no key is named 'titel'; did you mean 'title'?"),
    ("title: x\nfoo", 2, "key: value"), ("title: [a, b]", 1, "takes one value"),
    ("title:\n  y: z", 1, "takes words"), ("- x", 1, "no YAML"),
    ("title: \"x", 1, "no YAML"), ("date: someday", 1, "no date"),
    ("language: not a language", 1, "no language"), ("creators:\n- {}", 1, "takes words"),
    ("title: x\ntitle: y", 2, "given twice"), ("title: a: b", 1, "cannot hold ': '"),
    ("title: x\nissue: @m", 2, "cannot begin with '@'"), ("title: `x`", 1, "cannot begin"),
    ("title: x\n...\nWords below.", 3, "a second document"),
    ("title: x\n---\ntitle: y", 3, "a second document"), ("title:\n\tx", 2, "a tab"),
    ("title: *x", 1, "anchor"), ("? [a]\n: b", 1, "a key cannot be a list"),
    ("title: \"a\\qb\"", 1, "no escape"), ("title: |x\n  y", 1, "behind '|'"),
    ("{title: x,\n titel: y}", 2, "no key is named 'titel'"),
    ("title: [a,\nissue: 3", 1, "is not closed"), ("title: x\u{1}", 1, "U+0001"),
  ])
  func `what a metadata file cannot say is refused with its line`(
    text: String, line: Int, reason: String
  ) throws {
    let error = try problem(SettingValue("metadata", text))
    #expect(error?.message.id == "epub.metadata")
    #expect(error?.message.text.contains(reason) == true, "\(error?.message.text ?? "")")
    #expect(error?.location?.line == line)
  }

  @Test func `a metadata file is taken as pandoc takes it`() throws {
    let text = """
      ---
      # The week.
      title:
      - type: main
        text: The "Week" # and no more
      - type: subtitle
        text: What happened
      lang: en-GB
      author: [Ann Reed, 'Tom "T" Vale']
      creator:
      - role: author
        text: Lina Haddad
      keywords: {text: ports}
      description: >
        All that was said
        in the harbour.
      rights: |-
        (c) Warraq
      issue: 3
      date: 2026-11-20
      ...
      """
    let package = try book([SampleStories.english], [SettingValue("metadata", text)]).package
    for part in [
      #">The &quot;Week&quot;, No. 3 · 20 November 2026</dc:title>"#, ">What happened</dc:title>",
      "<dc:language>en-GB</dc:language>", ">Ann Reed</dc:creator>", ">Lina Haddad</dc:creator>",
      #">Tom &quot;T&quot; Vale</dc:creator>"#, ">ports</dc:subject>",
      "<dc:description>All that was said in the harbour.</dc:description>",
      "<dc:rights>(c) Warraq</dc:rights>", "<dc:date>2026-11-20</dc:date>",
    ] {
      #expect(
        package.replacing(#"""#, with: "&quot;").contains(part.replacing(#"""#, with: "&quot;")),
        "\(part)")
    }
  }

  @Test func `the example of pandoc's manual is a metadata file`() throws {
    let text = """
      ---
      title:
      - type: main
        text: My Book
      - type: subtitle
        text: An investigation of metadata
      creator:
      - role: author
        text: John Smith
      - role: editor
        text: Sarah Jones
      - {role: ill, name: Li Wei, affiliation: Warraq}
      contributor: {role: translator, text: Noor Aziz}
      identifier:
      - scheme: DOI
        text: doi:10.234234.234/33
      publisher:  My Press
      rights: © 2007 John Smith, CC BY-NC
      date:
      subject: ~
      x-people: &editors [Ann Reed]
      cover-image: front.png
      ibooks:
        version: 1.3.4
      ...
      """
    let writer = try #require(Format.epub.writer).make([SettingValue("metadata", text)])
    var context = ConversionContext.fixed
    let bytes = try writer.document(of: [SampleStories.english], context: &context)
    let package = try OpenBook(bytes: bytes).package
    for part in [
      ">doi:10.234234.234/33</dc:identifier>", ">My Book</dc:title>", ">John Smith</dc:creator>",
      ##"<meta refines="#creator1" property="role" scheme="marc:relators">aut</meta>"##,
      ##"<meta refines="#creator2" property="role" scheme="marc:relators">edt</meta>"##,
      ##"<meta refines="#creator3" property="role" scheme="marc:relators">ill</meta>"##,
      ">Noor Aziz</dc:contributor>",
      ##"<meta refines="#contributor1" property="role" scheme="marc:relators">trl</meta>"##,
    ] {
      #expect(package.contains(part), "\(part)")
    }
    let unused = context.log.diagnostics.map(\.message).filter { $0.id == "epub.unused-metadata" }
      .map(\.text)
    #expect(unused.count == 3)
    #expect(unused.contains { $0.hasPrefix("'cover-image'") && $0.hasSuffix("--cover does it") })
  }

  @Test func `aliases that grow without bound are refused`() throws {
    var text = "a0: &a0 [x, x]\n"
    for index in 1..<40 { text += "a\(index): &a\(index) [*a\(index - 1), *a\(index - 1)]\n" }
    let error = try problem(SettingValue("metadata", text))
    #expect(error?.message.text.contains("repeat more than a megabyte") == true)
  }

  @Test func `an error in a metadata file names the file`() throws {
    let error = try problem(
      SettingValue("metadata", bytes: Array("title: x\nrights: a: b".utf8), file: "week.yaml"))
    #expect(error?.location?.description == "week.yaml:2:10")
  }

  @Test func `the number of an issue is on the cover and the front page`() throws {
    let book = try book(
      [SampleStories.arabic, SampleStories.english, SampleStories.arabic],
      [SettingValue("issue", "25/2"), SettingValue("title", "الأسبوع")])
    #expect(try book.text("front.xhtml").contains("العدد 25/2"))
    #expect(try book.text("cover.xhtml").contains("العدد 25/2"))
    // The specification wants numbers with points between them here.
    #expect(try !book.package.contains("group-position"))
  }

  @Test func `the language of the book can be another than that of most stories`() throws {
    let book = try book(
      [SampleStories.english, SampleStories.english], [SettingValue("book-language", "ar")])
    #expect(try book.package.contains(#"page-progression-direction="rtl""#))
    #expect(try book.text("front.xhtml").contains(#"dir="rtl"><head>"#))
    #expect(try book.text("nav.xhtml").contains(#"lang="en-GB" dir="ltr">Rail"#))
  }

  @Test(arguments: [
    ("date", "someday"), ("book-language", "not a language"), ("section-by", "colour"),
    ("issue", " "),
  ])
  func `a value that an option cannot take is refused`(name: String, value: String) throws {
    #expect(try problem(SettingValue(name, value))?.message.id == "usage.option-value")
  }

  // MARK: Cover

  @Test func `a given cover is a page, and the picture of the book`() throws {
    let book = try book(
      [SampleStories.english], [SettingValue("cover", bytes: SampleStories.pixel)])
    let picture = try #require(book.names.first { $0.hasPrefix("EPUB/images/") })
    let path = picture.dropFirst(5)
    #expect(
      try book.text("cover.xhtml").contains(
        #"<img role="doc-cover" src="\#(path)" alt="Rail link to the coast opens two years late"/>"#
      ))
    #expect(
      try book.package.contains(
        #"<item id="cover-picture" href="\#(path)" media-type="image/png" properties="cover-image"/>"#
      ))
    #expect(try book.package.contains(#"<meta name="cover" content="cover-picture"/>"#))
    #expect(try book.package.contains(#"schema:accessibilityFeature">alternativeText<"#))
  }

  @Test func `a book without a cover gets a drawing that says its day in every script`() throws {
    let book = try book([SampleStories.arabic, SampleStories.english], [])
    let png = try book.file("EPUB/cover.png")
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count < 20_000)
    #expect(book.isStored("EPUB/cover.png"))
    // It is for shelves: no page shows it, so the book has no pictures to speak of.
    #expect(try !book.package.contains("<meta property=\"schema:accessMode\">visual<"))
    #expect(
      try book.package.contains(#"href="cover.png" media-type="image/png" properties="cover-"#))
    let other = try self.book([SampleStories.english], [SettingValue("date", "2024-06-26")])
    #expect(try other.file("EPUB/cover.png") != png)
  }

  @Test func `a cover that a story shows too is in the book once`() throws {
    let book = try book(
      [SampleStories.illustrated], [SettingValue("cover", bytes: SampleStories.pixel)])
    #expect(book.names.count { $0.hasPrefix("EPUB/images/") } == 1)
  }

  @Test func `a cover that is no whole picture is refused`() throws {
    let broken = SettingValue("cover", bytes: Array(SampleStories.pixel.dropLast(12)))
    #expect(try problem(broken)?.message.id == "epub.cover")
  }

  // MARK: Style

  @Test func `the user's rules come last`() throws {
    let sheet = try book([SampleStories.english], [SettingValue("css", "p { margin: 1em; }")]).text(
      "style.css")
    #expect(sheet.hasSuffix("p { margin: 1em; }\n"))
  }

  @Test func `a template orders the parts of a story`() throws {
    let template = """
      <section class="mine">{{byline}}
      <div>{{body}}</div>{{headline}}{{related}}</section>
      """
    let text = try book([SampleStories.arabic], [SettingValue("template", template)])
      .text("a00001.xhtml")
    let parts = [
      #"<section class="mine"><p class="byline">"#, #"<div><div class="story"><p>أعلنت"#,
      #"<h1 id="headline">"#,
      #"<aside class="related""#, "</section></main><script",
    ]
    var rest = text[...]
    for part in parts {
      let range = try #require(rest.firstRange(of: part), "\(part)")
      rest = rest[range.upperBound...]
    }
    #expect(!text.contains("<dt>"), "a part that is not named is left out")
  }

  @Test(arguments: [
    ("{{body}}", "epub.template"), ("{{headline}}{{body}}{{body}}", "epub.template"),
    ("{{headline}}{{body}}{{colour}}", "epub.template"), ("{{headline}}{{body", "epub.template"),
    ("{{headline}}{{body}}<script>1</script>", "epub.template"),
    ("<p>{{headline}}{{body}}", "xml.malformed"), ("&nbsp;{{headline}}{{body}}", "epub.template"),
  ])
  func `a template that makes no page is refused`(text: String, identifier: String) throws {
    #expect(try problem(SettingValue("template", text))?.message.id == identifier)
  }

  // MARK: Fonts

  /// A font without glyphs: its tables `OS/2` and `name` say "Test Serif", weight 700, italic.
  private static let font: [UInt8] = {
    let name = "Test Serif".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    var os2 = [UInt8](repeating: 0, count: 64)
    os2.replaceSubrange(4..<6, with: [2, 0xBC])
    os2[63] = 1
    let record: [UInt8] = [0, 3, 0, 1, 4, 9, 0, 1, 0, UInt8(name.count), 0, 0]
    let names: [UInt8] = [0, 0, 0, 1, 0, 18] + record + name
    func entry(_ tag: String, _ start: Int, _ count: Int) -> [UInt8] {
      Array(tag.utf8) + [0, 0, 0, 0, 0, 0, 0, UInt8(start), 0, 0, 0, UInt8(count)]
    }
    return [0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0] + entry("OS/2", 44, 64)
      + entry("name", 108, names.count) + os2 + names
  }()

  @Test func `a font goes into the book and before the others in the style sheet`() throws {
    let setting = SettingValue("embed-font", bytes: Self.font)
    let book = try book([SampleStories.english], [setting, setting])
    let fonts = book.names.filter { $0.hasPrefix("EPUB/fonts/") }
    #expect(fonts.count == 1, "each once")
    #expect(try book.file(fonts[0]) == Self.font)
    let sheet = try book.text("style.css")
    #expect(sheet.hasPrefix(#"@font-face { font-family: "Test Serif"; font-weight: 700;"#))
    #expect(sheet.contains("font-style: italic; src: url(\(fonts[0].dropFirst(5)))"))
    #expect(sheet.contains(#"body, .arabic { font-family: "Test Serif", serif; }"#))
    #expect(try book.package.contains(#"media-type="font/ttf""#))
    #expect(book.names.contains("META-INF/com.apple.ibooks.display-options.xml"))
  }

  @Test(arguments: ["wOF2", "wOFF", "OTTO"])
  func `the kind of a font is recognised by its first bytes`(mark: String) throws {
    let bytes = Array(mark.utf8) + [UInt8](repeating: 0, count: 40)
    let book = try book([SampleStories.english], [SettingValue("embed-font", bytes: bytes)])
    let font = try #require(book.names.first { $0.hasPrefix("EPUB/fonts/") })
    #expect(book.isStored(font) == (mark != "OTTO"))
    #expect(try book.text("style.css").contains(#"font-family: "Font 1""#))
  }

  @Test func `what is no font is refused`() throws {
    for bytes in [[], Array("ttcf".utf8), Array("<svg>".utf8)] {
      #expect(try problem(SettingValue("embed-font", bytes: bytes))?.message.id == "epub.font")
    }
  }

  @Test func `conformance is claimed in the exact words, and only when asked`() throws {
    let settings = [
      SettingValue("conforms-to", "wcag 2.2 aa"), SettingValue("certified-by", "Ann Reed"),
    ]
    let package = try book([SampleStories.english], settings).package
    #expect(
      package.contains(
        #"<meta property="dcterms:conformsTo" id="conformance">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>"#
      ))
    #expect(
      package.contains(
        ##"<meta refines="#conformance" property="a11y:certifiedBy">Ann Reed</meta>"##))
    #expect(try !book([SampleStories.english], []).package.contains("conformsTo"))
    #expect(throws: ConversionError.self) {
      try book([SampleStories.english], [SettingValue("certified-by", "Ann Reed")])
    }
    #expect(EPUBWriter.Options.Conformance("EPUB Accessibility 1.1 - WCAG 2.1 Level A") != nil)
    #expect(EPUBWriter.Options.Conformance("WCAG 3.0 AA") == nil)
  }
}
