import Testing
import Warraq

@Suite struct EPUBMetadataTests {
  private func values(_ name: String, of book: OpenBook) throws -> [String] {
    // The direction of a value may stand in its tag.
    try book.values(from: "<\(name)", to: "</", in: "package.opf").compactMap {
      $0.split(separator: ">", maxSplits: 1).last.map { String($0) }
    }
  }

  private func property(_ name: String, of book: OpenBook) throws -> [String] {
    try book.values(from: #"<meta property="\#(name)">"#, to: "</", in: "package.opf")
  }

  @Test func `one story gives the book its title, day, makers and subjects`() throws {
    let story = SampleStories.arabic
    let book = try OpenBook([story])
    #expect(try values("dc:title", of: book) == [story.headline])
    #expect(try values("dc:date", of: book) == ["2024-06-24"], "a day stays a day")
    #expect(try values("dc:publisher", of: book) == ["أخبار الورّاق"])
    #expect(try values("dc:subject", of: book) == story.keywords.map(\.text))
    #expect(try values("dc:source", of: book) == [story.url])
    #expect(try values("dc:rights", of: book) == ["© 2024 أخبار الورّاق"])
    let package = try book.package
    #expect(package.contains(#"<dc:creator id="creator1">ليلى المراكشي</dc:creator>"#))
    #expect(
      package.contains(
        ##"<meta refines="#creator1" property="role" scheme="marc:relators">aut</meta>"##))
  }

  @Test func `many stories are named by the days they are from`() throws {
    let book = try OpenBook([SampleStories.arabic, SampleStories.english])
    #expect(try values("dc:title", of: book) == ["أخبار: 24–25 يونيو 2024"])
    #expect(try values("dc:date", of: book) == ["2024-06-25"], "the newest, and only one")
    let undated = try OpenBook([SampleStories.illustrated, SampleStories.illustrated])
    #expect(try values("dc:title", of: undated) == ["Actualités"])
    #expect(try values("dc:date", of: undated).isEmpty)
  }

  @Test func `the options name the book`() throws {
    var options = EPUBWriter.Options()
    options.metadata.title = "The <Week>"
    options.metadata.publisher = "R&D"
    let book = try OpenBook([SampleStories.english], options: options)
    #expect(try values("dc:title", of: book) == ["The &lt;Week&gt;"])
    #expect(try values("dc:publisher", of: book) == ["R&amp;D"])
    let writer = try #require(Format.epub.writer)
    let error = #expect(throws: ConversionError.self) {
      try writer.make([SettingValue("title", " \n")])
    }
    #expect(error?.message.id == "usage.option-value")
  }

  @Test func `the identifier follows from the stories and not from their order`() throws {
    func identifier(_ stories: [Article], title: String? = "T") throws -> String {
      var options = EPUBWriter.Options()
      options.metadata.title = title
      let book = try OpenBook(stories, options: options)
      return try #require(
        book.values(from: #"<dc:identifier id="id">"#, to: "<", in: "package.opf").first)
    }
    let (a, b) = (SampleStories.others[0], SampleStories.others[1])
    let first = try identifier([a, b, a])
    #expect(first.hasPrefix("urn:uuid:") && first.count == 45)
    #expect(Array(first)[23] == "5", "version 5")
    #expect(try first == identifier([a, a, b]))
    #expect(try first != identifier([a, a, b], title: "U"))
    #expect(try first != identifier([a, a]))
  }

  @Test func `the moment of change is the given one, else the newest of the stories`() throws {
    let stories = [SampleStories.english, SampleStories.arabic]
    #expect(try property("dcterms:modified", of: OpenBook(stories)) == ["2024-01-01T00:00:00Z"])
    let own = try OpenBook(stories, context: ConversionContext())
    #expect(try property("dcterms:modified", of: own) == ["2024-06-25T16:05:09Z"])
    let undated = try OpenBook([SampleStories.illustrated], context: ConversionContext())
    #expect(try property("dcterms:modified", of: undated) == ["1980-01-01T00:00:00Z"])
  }

  @Test func `what is said of accessibility is what is so`() throws {
    let text = try OpenBook([SampleStories.english])
    #expect(try property("schema:accessMode", of: text) == ["textual"])
    #expect(try property("schema:accessibilityHazard", of: text) == ["none"])
    #expect(!(try property("schema:accessibilityFeature", of: text)).contains("alternativeText"))

    // One of its pictures has no text in its place.
    let pictures = try OpenBook([SampleStories.illustrated])
    #expect(try property("schema:accessMode", of: pictures) == ["textual", "visual"])
    #expect(try property("schema:accessModeSufficient", of: pictures) == ["textual,visual"])
    #expect(
      !(try property("schema:accessibilityFeature", of: pictures)).contains("alternativeText"))

    var described = SampleStories.illustrated
    described.media.removeAll { $0.id == "lead" }
    let whole = try OpenBook([described])
    #expect(
      try property("schema:accessModeSufficient", of: whole) == ["textual,visual", "textual"])
    #expect(try property("schema:accessibilityFeature", of: whole).contains("alternativeText"))
  }

  @Test func `long lists name those that occur most`() throws {
    let stories = (0..<130).map { index in
      var article = Article(id: "urn:x:\(index)")
      article.language = "en"
      article.headline = "Story \(index)"
      article.keywords = [Keyword("k\(index)"), Keyword("common")]
      return article
    }
    let subjects = try values("dc:subject", of: OpenBook(stories))
    #expect(subjects.count == 100)
    #expect(subjects.prefix(2) == ["common", "k0"])
  }

  @Test func `subjects say their vocabulary and code`() throws {
    var story = SampleStories.english
    story.subjects = [
      Concept(
        kind: .subject, names: [Concept.Name("transport")],
        scheme: "http://cv.iptc.org/newscodes/mediatopic/", code: "20000337")
    ]
    let package = try OpenBook([story]).package
    let id = try #require(package.firstMatch(of: /<dc:subject id="(subject\d+)">transport</)?.1)
    #expect(
      package.contains(
        ##"<meta refines="#\##(id)" property="authority">http://cv.iptc.org/newscodes/mediatopic/</meta>"##
      ))
    #expect(package.contains(##"<meta refines="#\##(id)" property="term">20000337</meta>"##))
  }

  @Test func `reserved mining and the digital source of a story are said`() throws {
    var story = SampleStories.english
    story.dataMining = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"
    story.digitalSourceType =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    let package = try OpenBook([SampleStories.arabic, story]).package
    #expect(package.contains(#"tdm: http://www.w3.org/ns/tdmrep#"#))
    #expect(package.contains(#"<meta property="tdm:reservation">1</meta>"#))
    #expect(
      package.contains(
        ##"<meta refines="#a00002" property="schema:digitalSourceType">http://cv.iptc.org/"##))
    #expect(try !OpenBook([SampleStories.arabic]).package.contains("tdm"))
  }
}
