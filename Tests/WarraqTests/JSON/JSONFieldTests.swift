import Foundation
import TestSupport
import Testing
import Warraq

/// Other people's names and shapes.
struct JSONFieldTests {
  private func read(
    _ text: String, mapping: String? = nil, reference: NewsDate? = nil
  ) throws -> (article: Article, diagnostics: [String]) {
    var context = ConversionContext.fixed
    var options = JSONReader.Options()
    if let mapping { try options.addMapping(mapping) }
    options.referenceDate = reference
    let articles = try JSONReader(.array, options).articles(
      in: Array(text.utf8), name: "in", context: &context)
    return (try #require(articles.first), context.log.diagnostics.map(\.message.id))
  }

  private func paragraphs(_ texts: String...) -> [Block] {
    texts.map { .paragraph([.text($0)]) }
  }

  @Test func `what JSON has no number for is null`() throws {
    let (article, ids) = try read(
      #"{"headline":"NaN \"Infinity\"","a":NaN,"b":[-Infinity,1],"body":"x"}"#)
    #expect(article.headline == #"NaN "Infinity""#)
    #expect(article.extra["a"] == .null)
    #expect(ids == ["json.read-not-finite"])
  }

  @Test func `a picture on the host of the story has its whole address`() throws {
    let text = #"{"title":"t","image":["/i.jpg","j.jpg"],"url":"https://h.example/n/1","text":"x"}"#
    #expect(
      try read(text).article.media.flatMap(\.renditions).map(\.href)
        == ["https://h.example/i.jpg", "j.jpg"])
  }

  @Test func `an answer with items in an underscored list only wraps them`() throws {
    let text = #"{"_items":[{"title":"t","body":"x"}],"_meta":{"total":1}}"#
    #expect(try read(text).article.headline == "t")
  }

  @Test(arguments: ["title", "headline", "name", "post_title"])
  func `names of a headline`(name: String) throws {
    #expect(try read(#"{"\#(name)":" A & B "}"#).article.headline?.contains("A & B") == true)
  }

  @Test(arguments: [
    #"{"content":"one\n\ntwo"}"#, #"{"text":"one\ntwo"}"#,
    #"{"maintext":"\n one \r\n \r\n\r\n two\n"}"#,
    #"{"body":["one","two"]}"#, #"{"paragraphs":[{"text":"one"},{"text":"two","type":"p"}]}"#,
    #"{"articleBody":"one\n\n\n\ntwo"}"#, #"{"body_html":"<p>one</p><p>two</p>"}"#,
    #"{"content":"<p>one</p>\n<p>two</p>"}"#, #"{"content":{"rendered":"<p>one</p><p>two</p>"}}"#,
    #"{"content_html":["<p>one</p>","two"]}"#,
  ])
  func `shapes of a body`(text: String) throws {
    let (article, diagnostics) = try read(text)
    #expect(article.body == paragraphs("one", "two"))
    #expect(article.extra.isEmpty)
    #expect(diagnostics.isEmpty)
  }

  @Test(arguments: [
    #"{"url":"https://a.example/n/1","content_html":"<a href='/x'>x</a><img src='i.png'>"}"#,
    #"{"content":"<a href='/x'>x</a><img src='i.png'>","link":"https://a.example/n/1"}"#,
  ])
  func `relative addresses in a text take that of the story`(text: String) throws {
    let article = try read(text).article
    #expect(article.body.first == .paragraph([.link(["x"], href: "https://a.example/x")]))
    #expect(article.media.first?.renditions.first?.href == "https://a.example/n/i.png")
  }

  @Test func `a less-than sign is not markup`() throws {
    let (article, _) = try read(#"{"body":["a <b c> & <together> 1<2","x <i>y</i>"]}"#)
    #expect(article.body.count == 2)
    #expect(
      try read(#"{"body":["a < b & <together> 1<2"]}"#).article.body
        == paragraphs("a < b & <together> 1<2"))
    #expect(article.body.last == .paragraph([.text("x "), .emphasis([.text("y")])]))
  }

  @Test func `single line ends stay inside the paragraphs that empty lines part`() throws {
    #expect(
      try read(#"{"text":"a\nb\n\nc"}"#).article.body
        == [.paragraph([.text("a"), .lineBreak, .text("b")]), .paragraph([.text("c")])])
  }

  @Test(arguments: [
    (#"{"author":"Mara"}"#, ["Mara"]), (#"{"authors":["Mara","Tom"]}"#, ["Mara", "Tom"]),
    (#"{"creator":{"name":"Mara"}}"#, ["Mara"]),
    (#"{"author":[{"@type":"Person","name":"Mara"},"Tom",null]}"#, ["Mara", "Tom"]),
    (#"{"author":"Mara","authors":["Mara","Tom"]}"#, ["Mara", "Tom"]), (#"{"authors":[]}"#, []),
  ])
  func `shapes of people`(text: String, names: [String]) throws {
    let (article, _) = try read(text)
    #expect(article.creators.map(\.name) == names)
    #expect(article.extra.isEmpty)
  }

  @Test func `what a second name says more of a person is not lost`() throws {
    let (article, _) = try read(
      #"{"authors":["M","T"],"author":{"name":"M","jobTitle":"editor"},"writers":["M"]}"#)
    #expect(
      article.creators == [Contributor(name: "M", jobTitle: "editor"), Contributor(name: "T")])
  }

  @Test(arguments: [
    (#"{"date":"2024-06-24"}"#, "2024-06-24"),
    (#"{"pubDate":"Mon, 24 Jun 2024 10:00:00 +0300"}"#, "2024-06-24T10:00:00+03:00"),
    (#"{"timestamp":1719230400}"#, "2024-06-24T12:00:00Z"),
    (#"{"published_at":1719230400000}"#, "2024-06-24T12:00:00.000Z"),
    (#"{"date_publish":{"$date":"2024-06-24T10:00:00Z"}}"#, "2024-06-24T10:00:00Z"),
    (#"{"publish_date":"2024-06-24 10:00:00"}"#, "2024-06-24T10:00:00"),
    (#"{"published":"24 juin 2024","lang":"fr"}"#, "2024-06-24"),
  ])
  func `shapes of dates`(text: String, expected: String) throws {
    let published = try #require(try read(text).article.published)
    var date = published
    date.text = nil
    #expect(date.description == expected)
  }

  @Test func `a date that is not understood stays as text with a warning`() throws {
    let (article, diagnostics) = try read(#"{"date":"soon"}"#)
    #expect(article.published == NewsDate(unresolved: "soon"))
    #expect(diagnostics == ["json.unclear-date"])
    let reference = NewsDate(year: 2024, month: 6, day: 24)
    let relative = try read(#"{"date":"yesterday"}"#, reference: reference).article.published
    #expect(relative?.day == 23)
  }

  @Test(arguments: [
    (#"{"tags":"a, b،ج;d"}"#, ["a", "b", "ج", "d"]), (#"{"tags":["a, b","c"]}"#, ["a, b", "c"]),
    (#"{"keywords":"a|b"}"#, ["a", "b"]), (#"{"keywords":["a"],"tags":["a","b"]}"#, ["a", "b"]),
    (#"{"tags":[{"name":"a"},{"term":"b"}]}"#, ["a", "b"]),
  ])
  func `shapes of keywords`(text: String, expected: [String]) throws {
    let (article, _) = try read(text)
    #expect(article.keywords.map(\.text) == expected)
    #expect(article.extra.isEmpty)
  }

  @Test func `shapes of pictures`() throws {
    let (article, _) = try read(
      """
      {"image":"https://e.org/1.jpg","images":["https://e.org/1.jpg",
      {"src":"https://e.org/2.jpg","caption":"c","alt":"a","credit":"x","width":"640","height":480}],
      "content_html":"<p>x</p><img src='https://e.org/3.jpg'>"}
      """)
    #expect(
      article.media.compactMap { $0.renditions.first?.href }.map { $0.suffix(5) } == [
        "3.jpg", "1.jpg", "2.jpg",
      ])
    #expect(Set(article.media.map(\.id)).count == 3)
    #expect(article.media[2].caption == "c")
    #expect(article.media[2].altText == "a")
    #expect(article.media[2].credit == "x")
    #expect(article.media[2].renditions[0].width == 640)
    #expect(article.extra.isEmpty)
  }

  @Test func `sources, sections, summaries and links`() throws {
    let (article, _) = try read(
      """
      {"source":"https://wire.example/x","publisher":{"name":"Pub"},"category":"World",
      "description":"<b>d</b>","subtitle":"s","permalink":"https://e.org/1","license":"CC BY",
      "related":[{"title":"t","url":"u"},"https://e.org/2",{"headline":"h","thumb":1}]}
      """)
    #expect(
      article.sources == [
        Source(name: "wire.example", url: "https://wire.example/x"),
        Source(name: "Pub", role: SourceRole.publisher),
      ])
    #expect(article.section == "World")
    #expect(article.summaries == [RoleText(role: SummaryRole.summary, text: "d")])
    #expect(article.titles == [RoleText(role: TitleRole.sub, text: "s")])
    #expect(article.url == "https://e.org/1")
    #expect(article.usageTerms == "CC BY")
    #expect(article.related.map(\.displayTitle) == ["t", nil, "h"])
    #expect(article.related.map(\.url) == ["u", "https://e.org/2", nil])
  }

  @Test(arguments: [
    (#"{"title":"t","id":"urn:x:1"}"#, "urn:x:1", [String]()),
    (#"{"title":"t","id":"77"}"#, "", ["id=77"]), (#"{"title":"t","id":77}"#, "", ["id=77"]),
    (#"{"title":"t","_id":{"$oid":"ab"}}"#, "", ["_id=ab"]),
    (#"{"title":"t","guid":"https://e.org/1","id":5}"#, "https://e.org/1", ["id=5"]),
    (#"{"_id":"7","_index":"i","_source":{"title":"t"}}"#, "", ["_id=7"]),
    (#"{"headline":"t","id":"77"}"#, "77", []),
  ])
  func `identifiers that are no IRIs are other identifiers`(
    text: String, id: String, others: [String]
  ) throws {
    let (article, _) = try read(text)
    #expect(article.id == id)
    #expect(article.alternateIDs.map { "\($0.role)=\($0.text)" } == others)
    #expect(article.headline == "t")
  }

  @Test func `what is not mapped in full is kept`() throws {
    let (article, diagnostics) = try read(
      """
      {"headline":"a","title":"b","odd":{"x":[1.0]},"author":{"name":"M","shoe":9},"body":"x",
      "content":"y","subtitle":null,"urgency":"high"}
      """)
    #expect(article.headline == "a")
    #expect(article.creators.map(\.name) == ["M"])
    #expect(
      article.extra == [
        ExtraMember("odd", .object([ExtraMember("x", .array([.number("1.0")]))])),
        ExtraMember("urgency", .string("high")), ExtraMember("title", .string("b")),
        ExtraMember("content", .string("y")),
        ExtraMember(
          "author", .object([ExtraMember("name", .string("M")), ExtraMember("shoe", .number("9"))])),
      ])
    #expect(diagnostics == ["json.kept-in-extra"])
  }

  @Test func `a mapping adds names and paths`() throws {
    let (article, _) = try read(
      #"{"kop":"k","title":"t","meta":{"desk":"d","deep":{"by":"M"},"rest":1},"strap":"s"}"#,
      mapping: """
        {"kop":"headline","meta.desk":"section","meta.deep.by":"creators","strap":"titles.kicker"}
        """)
    #expect(article.headline == "k")
    #expect(article.section == "d")
    #expect(article.creators.map(\.name) == ["M"])
    #expect(article.titles == [RoleText(role: TitleRole.kicker, text: "s")])
    #expect(
      article.extra == [
        ExtraMember("meta", .object([ExtraMember("rest", .number("1"))])),
        ExtraMember("title", .string("t")),
      ])
  }

  @Test(arguments: [
    (#"{"a":"headlin"}"#, "usage.option-value"), (#"{"a":1}"#, "usage.option-value"),
    ("[]", "json.unexpected-shape"), ("{", "json.unexpected-end"),
    (#"{"a":"headline.x"}"#, "usage.option-value"),
  ])
  func `a mapping that says nothing is an error`(mapping: String, id: String) throws {
    var options = JSONReader.Options()
    let error = try #require(throws: ConversionError.self) { try options.addMapping(mapping) }
    #expect(error.message.id == id)
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `a data set of plain stories maps in full`() throws {
    var context = ConversionContext.fixed
    for number in 0..<5 {
      let path = "corpus/arabic-wikinews/00\(number).json"
      let articles = try JSONReader().articles(
        in: SharedFolder.bytes(path), name: path, context: &context)
      let article = try #require(articles.first)
      #expect(article.language == "ar")
      #expect(article.headline?.isEmpty == false)
      #expect(article.section?.isEmpty == false)
      #expect(!article.body.isEmpty)
      #expect(article.usageTerms?.hasPrefix("CC") == true)
      #expect(article.extra.map(\.name) == ["source_line", "title_plain", "paragraphs_plain"])
    }
    #expect(context.log.diagnostics.isEmpty)
  }

  @Test func `an empty member does not shadow one with words`() throws {
    let text = #"""
      {"headline":"","title":"A quay","url":"","link":"https://q.example/1","body":"x",
      "author":"Mara Voss; Ivo Lenk"}
      """#
    var context = ConversionContext.fixed
    let article = try #require(
      JSONReader().articles(in: Array(text.utf8), context: &context).first)
    #expect(article.headline == "A quay")
    #expect(article.url == "https://q.example/1")
    #expect(article.creators.map(\.name) == ["Mara Voss", "Ivo Lenk"])
    #expect(article.extra == [])
  }
}
