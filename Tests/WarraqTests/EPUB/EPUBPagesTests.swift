import Foundation
import Testing
import Warraq

@Suite struct EPUBPagesTests {
  private func story(_ index: Int, _ change: (inout Article) -> Void = { _ in }) -> Article {
    var article = Article(id: "urn:x:\(index)")
    article.language = "en"
    article.headline = "Story \(index)"
    article.published = NewsDate(year: 2024, month: 6, day: 20 + index % 5)
    article.body = [.paragraph([.text("Words of story \(index).")])]
    change(&article)
    return article
  }

  private func book(
    _ stories: [Article], by sections: EPUBWriter.Sectioning = .section,
    _ change: (inout EPUBWriter.Options) -> Void = { _ in }
  ) throws -> OpenBook {
    var options = EPUBWriter.Options()
    options.sections = sections
    change(&options)
    return try OpenBook(stories, options: options)
  }

  /// The first level of the contents without front page and index, and what stands below each.
  private func contents(_ book: OpenBook) throws -> [String] {
    let nav = try book.text("nav.xhtml").components(separatedBy: "</nav>")[0]
    return nav.components(separatedBy: #"part""#).dropFirst().map { part in
      part.matches(of: #/<(?:a|span)[^>]*>([^<]*)</#).map { String($0.1) }
        .prefix { $0 != "Index" }.joined(separator: ", ")
    }
  }

  // MARK: Sections

  @Test func `stories of a section stand together, those without one last`() throws {
    let sections = ["World", nil, "Sport", "world ", "Sport", "World"]
    let stories = sections.enumerated().map { index, name in story(index) { $0.section = name } }
    let book = try book(stories)
    #expect(
      try contents(book) == [
        "World, Story 0, Story 3, Story 5", "Sport, Story 2, Story 4", "Other stories, Story 1",
      ])
    #expect(
      try book.values(from: #"<itemref idref=""#, to: #"""#, in: "package.opf") == [
        "cover", "front", "nav", "s001", "a00001", "a00004", "a00006", "a00003", "a00005", "a00002",
      ], "a section of two stories has no page of its own")
    #expect(try book.text("nav.xhtml").contains(#"<li class="part"><span>Sport</span><ol>"#))
    #expect(try !book.text("a00003.xhtml").contains(">Sport</bdi></a>"))
    #expect(try book.text("s001.xhtml").contains("<h1>World</h1>"))
    #expect(try book.text("s001.xhtml").contains(#"<p class="summary">Words of story 3.</p>"#))
  }

  @Test func `sections are made from what the option says`() throws {
    let stories = [
      story(0) {
        $0.provider = Party(name: "Agency")
        $0.subjects = [Concept(kind: .person, names: [.init("Ann")])]
        $0.subjects.append(Concept(kind: .subject, names: [.init("Rivers")]))
      },
      story(1) {
        $0.sources = [Source(name: "Courier", role: SourceRole.publisher)]
        $0.keywords = [Keyword("Rivers"), Keyword("Bridges")]
        $0.language = "ar"
      },
      story(2) { $0.published = nil },
    ]
    #expect(
      try contents(book(stories, by: .source)).map { $0.prefix(5) } == ["Agenc", "Couri", "Other"])
    #expect(try contents(book(stories, by: .subject)).count == 2)
    #expect(
      try contents(book(stories, by: .keyword)) == [
        "Rivers, Story 1", "Other stories, Story 0, Story 2",
      ])
    #expect(
      try contents(book(stories, by: .date)) == [
        "21 June 2024, Story 1", "20 June 2024, Story 0", "Other stories, Story 2",
      ], "newest first")
    #expect(
      try contents(book(stories, by: .language)) == [
        "English, Story 0, Story 2", "العربية, Story 1",
      ])
    #expect(try contents(book(stories, by: .none)).isEmpty)
  }

  @Test func `the folder of the input can be the section`() throws {
    let writer = try #require(Format.epub.writer).make([SettingValue("section-by", "folder")])
    var context = ConversionContext.fixed
    var batch = EncodedBatch()
    for (index, path) in ["in/sport/a.txt", "in/world/b.txt", "in/sport/c.txt", "d.txt"]
      .enumerated()
    {
      context.inputPath = path
      try batch.append(
        story(index), with: writer, separator: writer.separator, context: &context)
    }
    let sink = MemorySink()
    var output = writer.makeOutput()
    try output.begin(sink, context: &context)
    try output.append(batch, to: sink, context: &context)
    try output.finish(sink, context: &context)
    #expect(
      try contents(OpenBook(bytes: sink.bytes)) == [
        "sport, Story 0, Story 2", "world, Story 1", "Other stories, Story 3",
      ])
  }

  // MARK: Front page

  @Test func `the front page leads with the most urgent stories`() throws {
    let stories = (0..<9).map { index in
      story(index) {
        $0.section = index < 5 ? "A" : "B"
        $0.urgency = index == 7 ? 1 : index == 3 ? 2 : nil
      }
    }
    let front = try book(stories).text("front.xhtml")
    let leads = front.components(separatedBy: "<article ").dropFirst()
    #expect(leads.count == 5)
    #expect(
      leads.first?.contains(#"class="lead"><p class="section">B</p><h2><a href="a00008"#) == true)
    #expect(leads.dropFirst().first?.contains("Story 3") == true)
    #expect(leads.first?.contains(#"<p class="deck">Words of story 7.</p>"#) == true)
    // What is told above is not listed again below.
    #expect(front.components(separatedBy: ">Story 7<").count == 2)
    #expect(front.contains(#"<a href="s002.xhtml"><bdi>B</bdi></a>"#))
  }

  @Test func `a book of one story has neither front page nor sections nor index`() throws {
    let book = try book([
      story(0) {
        $0.section = "World"
        $0.keywords = [Keyword("Rivers")]
      }
    ])
    #expect(!book.names.contains("EPUB/front.xhtml"))
    #expect(try book.text("a00001.xhtml").contains(#"<dd class="keywords"><bdi>Rivers</bdi></dd>"#))
    #expect(
      try book.values(from: #"<itemref idref=""#, to: #"""#, in: "package.opf")
        == ["cover", "a00001"])
  }

  // MARK: From story to story

  @Test func `a story links the stories of the book that it points to`() throws {
    let book = try book([
      story(0) {
        $0.related = [
          RelatedItem(title: "By id", id: "urn:x:1"), RelatedItem(title: "Gone", id: "urn:x:9"),
          RelatedItem(title: "Itself", id: "urn:x:0"),
        ]
        $0.body = [.paragraph([.link(["there"], href: "https://example.org/two")])]
      },
      story(1) { $0.related = [RelatedItem(title: "By address", url: "https://example.org/two")] },
      story(2) { $0.url = "https://example.org/two" },
    ])
    func links(_ path: String) throws -> [String] {
      let bar = try #require(book.text(path).components(separatedBy: "<nav").last)
      let line = bar.components(separatedBy: "</p>")[0].components(
        separatedBy: #"<p class="also">"#)
      return line.count < 2
        ? [] : line[1].components(separatedBy: #"href=""#).dropFirst().map { "\($0.prefix(6))" }
    }
    #expect(try links("a00001.xhtml") == ["a00002", "a00003"])
    #expect(try links("a00002.xhtml") == ["a00003"])
    #expect(try links("a00003.xhtml").isEmpty)
  }

  // MARK: Index

  @Test func `keywords lead to the stories that have them`() throws {
    let book = try book([
      story(0) { $0.keywords = [Keyword("Rivers"), Keyword("Ärzte")] },
      story(1) { $0.keywords = [Keyword("rivers"), Keyword("zebra"), Keyword("أنهار")] },
    ])
    let index = try book.text("index.xhtml")
    #expect(
      try book.values(from: "<bdi>", to: "</bdi>", in: "index.xhtml") == [
        "Ärzte", "Rivers", "zebra", "أنهار",
      ])
    #expect(index.contains("<bdi>Rivers</bdi></a> (2)"))
    let href = try #require(
      book.values(from: #"<dd class="keywords"><a href=""#, to: #"""#, in: "a00002.xhtml").first)
    let parts = href.components(separatedBy: "#")
    #expect(index.contains(href))
    let topics = try book.text(parts[0]).components(separatedBy: #"<section id=""#)
    let section = try #require(topics.first { $0.hasPrefix(parts[1]) })
    #expect(section.contains("a00001.xhtml") && section.contains("a00002.xhtml"))
    #expect(
      try book.package.contains(
        #"<itemref idref="\#(parts[0].dropLast(6))" linear="no"/>"#), "one does not leaf through it"
    )
  }

  @Test func `an Arabic index stands in the order of the alphabet without the article`() throws {
    let words = ["النهر", "أحمد", "كتاب", "بيت", "UNESCO", "يد", "مدينة"]
    let stories = (0..<2).map { index in
      story(index) {
        $0.language = "ar"
        $0.keywords = words.map { Keyword($0) }
      }
    }
    let book = try book(stories)
    #expect(
      try book.values(from: "<bdi>", to: "</bdi>", in: "index.xhtml")
        == ["أحمد", "بيت", "كتاب", "مدينة", "النهر", "يد", "UNESCO"])
  }

  @Test func `without an index keywords are words`() throws {
    let stories = (0..<2).map { story($0) { $0.keywords = [Keyword("Rivers")] } }
    let book = try book(stories) { $0.hasIndex = false }
    #expect(!book.names.contains { $0.contains("index") || $0.contains("topics") })
    #expect(try book.text("a00001.xhtml").contains(#"<dd class="keywords"><bdi>Rivers</bdi>"#))
  }

  // MARK: Size

  @Test func `no page of a large book is larger than old readers take`() throws {
    let words = String(repeating: "& \"word\" ", count: 60)
    let stories = (0..<2300).map { index in
      story(index) {
        $0.headline = "\(index) \(words)"
        $0.section = index % 3 == 0 ? "Long" : "Short \(index % 20)"
        $0.keywords = [
          Keyword("common"), Keyword("only \(index) \(words)"), Keyword("k\(index % 40)"),
        ]
      }
    }
    let book = try book(stories)
    for name in book.names where name.hasSuffix(".xhtml") {
      #expect(try book.file(name).count <= 250_000, "\(name)")
    }
    // Each link of the book leads somewhere.
    var anchors: Set<String> = []
    var links: Set<String> = []
    for name in book.names where name.hasSuffix(".xhtml") {
      let path = String(name.dropFirst(5))
      anchors.insert(path)
      anchors.formUnion(
        try book.values(from: #" id=""#, to: #"""#, in: path).map { "\(path)#\($0)" })
      links.formUnion(
        try book.values(from: #"href=""#, to: #"""#, in: path).filter { $0.contains(".xhtml") })
    }
    #expect(links.subtracting(anchors) == [])
    #expect(try contents(book).contains { $0.hasPrefix("Long, 1–") })
    // All of a keyword's stories are listed, over as many pages as that takes.
    let listed = try book.names.filter { $0.contains("topics-") }.flatMap { name in
      try book.text(String(name.dropFirst(5))).components(separatedBy: "<section").dropFirst()
        .filter { $0.contains("<bdi>common</bdi></h1>") }
        .flatMap { $0.components(separatedBy: #"<li><a href="a"#).dropFirst().map { $0.prefix(5) } }
    }
    #expect(listed.count == 2300 && Set(listed).count == 2300)
  }
}
