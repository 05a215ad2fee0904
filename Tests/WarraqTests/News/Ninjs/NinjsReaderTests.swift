import Foundation
import TestSupport
import Testing
import Warraq

struct NinjsReaderTests {
  private func read(_ text: String) throws -> [Article] {
    var context = ConversionContext.fixed
    return try NinjsReader().articles(in: Array(text.utf8), context: &context)
  }

  private func first(_ text: String) throws -> Article { try #require(try read(text).first) }

  @Test func `an object, an array and objects on lines are read`() throws {
    let one = #"{"uri":"urn:x:1","headline":"A"}"#
    let two = #"{"uri":"urn:x:2","headlines":[{"value":"B"}]}"#
    for text in ["[\(one),\(two)]", "\(one)\n\(two)\n", one + two] {
      #expect(try read(text).map(\.headline) == ["A", "B"])
      #expect(try read(text).map(\.id) == ["urn:x:1", "urn:x:2"])
    }
  }

  @Test func `ninjs 1 and ninjs 3 say the same`() throws {
    let old = try first(
      """
      {"uri":"urn:x:1","versioncreated":"2024-05-01T10:00:00Z","firstcreated":"2024-05-01T09:00:00Z",
      "headline":"Main","headline_kicker":"Over","byline":"By B","body_html":"<p>One <em>two</em></p>",
      "description_text":"Short","embargoed":"2024-05-02T00:00:00Z","pubstatus":"canceled",
      "altids":{"desk":"7"},"infosource":[{"name":"P","rel":"provider"}]}
      """)
    let new = try first(
      """
      {"uri":"urn:x:1","versionCreated":"2024-05-01T10:00:00Z","firstCreated":"2024-05-01T09:00:00Z",
      "headlines":[{"role":"kicker","value":"Over"},{"role":"main","value":"Main"}],"by":"By B",
      "bodies":[{"contentType":"text/html","value":"<p>One <em>two</em></p>"}],
      "descriptions":[{"value":"Short"}],"embargoedUntil":"2024-05-02T00:00:00Z",
      "pubStatus":"canceled","altIds":[{"role":"desk","value":"7"}],
      "infoSources":[{"name":"P","role":"provider"}]}
      """)
    #expect(old == new)
    #expect(new.body == [.paragraph(["One ", .emphasis(["two"])])])
    #expect(new.published?.description == "2024-05-01T09:00:00Z")
    #expect(new.modified?.description == "2024-05-01T10:00:00Z")
    #expect(new.status == .canceled)
    #expect(new.extra == [])
  }

  @Test func `people are authors only where they are said to be`() throws {
    let article = try first(
      """
      {"uri":"urn:x:1","people":[{"name":"A","rel":"author"},{"name":"E","rel":"editor"},
      {"name":"S","rel":"about","uri":"http://x.example/s"},{"name":"T"}]}
      """)
    #expect(article.creators == [Contributor(name: "A"), Contributor(name: "E", role: "editor")])
    #expect(article.subjects.compactMap(\.names.first?.text) == ["S", "T"])
    #expect(article.subjects.first?.iri == "http://x.example/s")
  }

  @Test func `the body with markup is chosen and the same words are not kept twice`() throws {
    let bodies = #"{"contentType":"text/plain","value":"One. Two."}"#
    let html = #"{"role":"rich","contentType":"body_xhtml","value":"<p>One.</p><p>Two.</p>"}"#
    let other = #"{"role":"notes","value":"Three."}"#
    let same = try first(#"{"uri":"urn:x:1","bodies":[\#(bodies),\#(html)]}"#)
    #expect(same.body == [.paragraph(["One."]), .paragraph(["Two."])])
    #expect(same.extra == [])
    let more = try first(#"{"uri":"urn:x:1","bodies":[\#(bodies),\#(html),\#(other)]}"#)
    #expect(more.body == same.body)
    #expect(more.extra.map(\.name) == ["bodies"])
  }

  @Test func `plain text keeps its signs and its paragraphs`() throws {
    let article = try first(
      #"{"uri":"urn:x:1","body_text":"a < b & c\r\n\r\nd\r\ne"}"#)
    #expect(
      article.body == [.paragraph(["a < b & c"]), .paragraph(["d", .lineBreak, "e"])])
  }

  @Test func `pictures are media and stories are related`() throws {
    for associations in [
      #"[{"name":"p","uri":"urn:x:2","type":"picture","descriptions":[{"value":"C"}],"renditions":[{"name":"main","href":"https://x.example/p.jpg","contentType":"image/jpeg","width":100.0}]},{"name":"s","rel":"seeAlso","uri":"https://x.example/s","headlines":[{"value":"H"}]}]"#,
      #"{"p":{"uri":"urn:x:2","type":"picture","description_text":"C","renditions":{"main":{"href":"https://x.example/p.jpg","mimetype":"image/jpeg","width":100}}},"s":{"uri":"https://x.example/s","headline":"H"}}"#,
    ] {
      let article = try first(#"{"uri":"urn:x:1","associations":\#(associations)}"#)
      let rendition = Asset.Rendition(
        href: "https://x.example/p.jpg", mediaType: "image/jpeg", role: "main", width: 100)
      #expect(
        article.media == [Asset(id: "p", kind: .picture, renditions: [rendition], caption: "C")])
      #expect(article.related == [RelatedItem(title: "H", id: "https://x.example/s")])
      #expect(article.extra == [])
    }
  }

  @Test func `what has no counterpart is kept under its name`() throws {
    let article = try first(
      """
      {"uri":"urn:x:1","profile":"p","rightsInfo":{"linkedRights":"https://x.example/r"},
      "places":[{"name":"Lintown","geoJSON":{"type":"Point","coordinates":[1.50,2]}}],"own":[1]}
      """)
    #expect(article.extra.map(\.name) == ["profile", "rightsInfo", "places", "own"])
    #expect(article.subjects == [Concept(kind: .place, names: [.init("Lintown")])])
  }

  @Test func `what is no ninjs says so`() throws {
    var context = ConversionContext.fixed
    let articles = try NinjsReader().articles(in: Array(#"{"a":1}"#.utf8), context: &context)
    #expect(articles == [])
    #expect(context.log.diagnostics.map(\.message.id) == ["ninjs.not-an-item"])
  }

  @Test(arguments: [
    (#"{"uri":"urn:x:1","standard":{"name":"ninjs","version":"3.1"}}"#, "ninjs"),
    (#"[{"headline":"a: \"b\"","uri":"urn:x:1","versioncreated":"2024"}]"#, "ninjs"),
    (
      "{\"uri\":\"urn:x:1\",\"body_text\":\"a\"}\n{\"uri\":\"urn:x:2\",\"body_text\":\"a\"}\n",
      "ninjs"
    ),
    (
      #"{"id":"urn:x:1","subjects":[{"uri":"urn:x:2"}],"related":[{"article":{"headlines":1}}]}"#,
      "json"
    ),
    (#"{"uri":"urn:x:1","title":"a","body":"b"}"#, "json"),
    ("{\"id\":\"1\",\"headline\":\"a\"}\n{\"id\":\"2\",\"headline\":\"b\"}\n", "jsonl"),
  ])
  func `the format is detected by the first object`(text: String, format: String) throws {
    let sample = ContentSample(
      bytes: Array(text.utf8)[...], isComplete: true,
      fileExtension: format == "jsonl" ? "jsonl" : "json")
    #expect(try FormatRegistry.standard.detect(sample, name: "a").name == format)
  }

  @Test(arguments: ["null", #""x""#, "[1]", "7"])
  func `an odd entry does not empty its list`(odd: String) throws {
    let article = try first(
      """
      {"uri":"urn:x:1","subjects":[{"name":"Ports","code":"p"},\(odd)],
      "associations":{"main":{"type":"picture","renditions":{"r":{"href":"https://q.example/1.jpg"},
      "s":\(odd)}},"other":\(odd)}}
      """)
    #expect(article.subjects.first?.names.first?.text == "Ports")
    #expect(article.media.map { $0.renditions.map(\.href) } == [["https://q.example/1.jpg"]])
    #expect((article.extra["associations"] == nil) == (odd == "null"))
  }

  @Test(arguments: ["{}", #"{"zebra":1}"#, #"{"name":null}"#, #"{"value":[]}"#])
  func `an entry that says nothing is none`(odd: String) throws {
    let article = try first(
      """
      {"uri":"urn:x:1","headlines":[\(odd),{"value":"Main"}],"altIds":[\(odd),{"value":"a"}],
      "descriptions":[\(odd),{"value":"S"}],"subjects":[\(odd),{"name":"Ports"}],
      "people":[\(odd)],"genres":[\(odd)],"infoSources":[\(odd),{"name":"Wire"}],
      "associations":[\(odd),{"type":"picture","renditions":[\(odd),{"href":"https://q.example/1"}]}]}
      """)
    #expect(article.headline == "Main" && article.titles.isEmpty)
    #expect(article.alternateIDs.map(\.text) == ["a"])
    #expect(article.summaries.map(\.text) == ["S"])
    #expect(article.subjects.map { $0.names.first?.text } == ["Ports"])
    #expect(article.creators.isEmpty && article.genres.isEmpty && article.related.isEmpty)
    #expect(article.sources.map(\.name) == ["Wire"])
    #expect(article.media.map { $0.renditions.map(\.href) } == [["https://q.example/1"]])
    #expect((article.extra["subjects"] == nil) == (odd == "{}"))
  }

  @Test func `an odd name of identifiers does not take the others away`() throws {
    let article = try first(#"{"uri":"urn:x:1","altids":{"doc":"a","odd":null,"list":["x"]}}"#)
    #expect(article.alternateIDs == [RoleText(role: "doc", text: "a")])
    #expect(article.extra["altids"] != nil)
  }

  @Test func `a single name or concept stands for a list of one`() throws {
    let article = try first(#"{"uri":"urn:x:1","place":"Quay","subject":{"name":"Ports"}}"#)
    #expect(article.subjects.map { $0.names.first?.text } == ["Quay", "Ports"])
  }

  @Test func `an embargo without an end is no silent loss`() throws {
    var article = Article(id: "urn:x:1")
    article.embargoed = NewsDate(unresolved: "")
    var context = ConversionContext.fixed
    var buffer = ByteBuffer()
    _ = try NinjsWriter().encode(article, to: &buffer, context: &context)
    #expect(context.log.diagnostics.map(\.message.id) == ["ninjs.embargo-without-time"])
  }
}

/// The files of the shared corpus.
@Suite(.enabled(if: SharedFolder.isPresent))
struct NinjsCorpusTests {
  @Test(arguments: ["ninjs-1", "ninjs-2", "ninjs-3"])
  func `every file is told, read, and no word of its bodies is missing`(folder: String) throws {
    for bytes in try SharedFolder.files("corpus/\(folder)") {
      let sample = ContentSample(
        bytes: bytes.prefix(FormatRegistry.sampleBytes), isComplete: false, fileExtension: "json")
      let start = String(decoding: bytes.prefix(80), as: UTF8.self)
      #expect(try FormatRegistry.standard.detect(sample, name: "a").name == "ninjs", "\(start)")
      var context = ConversionContext.fixed
      let articles = try NinjsReader().articles(in: bytes, context: &context)
      let article = try #require(articles.first)
      #expect(articles.count == 1)
      #expect(!article.id.isEmpty)
      let words = Set(Self.words(article.plainText))
      for body in try Self.bodies(in: bytes) {
        #expect(Set(Self.words(body)).subtracting(words) == [], "\(start)")
      }
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// The texts of all bodies without their tags.
  private static func bodies(in bytes: [UInt8]) throws -> [String] {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    let members = try #require(object as? [String: Any])
    let bodies = members["bodies"] as? [[String: Any]] ?? []
    let found =
      bodies.compactMap { $0["value"] as? String }
      + members.filter { $0.key.hasPrefix("body_") }.compactMap { $0.value as? String }
    return found.map { html in
      var text = ""
      var isTag = false
      for character in html {
        if character == "<" { isTag = true }
        if !isTag { text.append(character) }
        if character == ">" {
          isTag = false
          text.append(" ")
        }
      }
      return text
    }
  }
}
