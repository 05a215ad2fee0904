import Foundation
import TestSupport
import Testing
import Warraq
import WarraqCore

/// Nothing is lost on the way in without a word: whatever stands in a document changes the story, or
/// is named in the account of reading, or in a diagnostic.
struct ReadingAccountTests {
  /// What a reader makes of a document.
  private struct Result: Equatable {
    var articles: [Article] = []
    var reading: [ReadingCount.Entry: Int] = [:]
    var diagnostics: [String] = []

    init(_ bytes: [UInt8], as format: String) throws {
      let reader = try #require(try FormatRegistry.standard.requireFormat(named: format).reader)
      var context = ConversionContext.fixed
      do throws(ConversionError) {
        articles = try reader.make().articles(in: bytes, context: &context)
      } catch {
        diagnostics = [error.message.id]
      }
      diagnostics += context.log.diagnostics.map(\.message.id)
      for (entry, count) in context.log.reading.entries { reading[entry] = count }
    }

    var names: Set<String> { Set(reading.keys.map(\.name)) }
  }

  private static func document(_ format: String, of article: Article) throws -> [UInt8] {
    let writer = try #require(try FormatRegistry.standard.requireFormat(named: format).writer)
    var context = ConversionContext.fixed
    return try writer.make().document(of: [article], context: &context)
  }

  private static func article() -> Article {
    var article = Article.full()
    article.id = "urn:x:1"
    article.url = "https://h.example/1"
    article.language = "en"
    article.extra = []
    return article
  }

  @Test(arguments: [
    (
      "newsml",
      """
      <newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1' standard='NewsML-G2'
        standardversion='2.35' conformance='power' SCHEMA><contentMeta><headline>Ferry</headline>
      </contentMeta></newsItem>
      """
    ),
    (
      "nitf",
      """
      <nitf version='-//IPTC//DTD NITF 3.6//EN' SCHEMA><head><title>Ferry</title></head><body/></nitf>
      """
    ),
    (
      "newsml1",
      """
      <NewsML Version='1.2' SCHEMA><NewsItem><NewsComponent><NewsLines><HeadLine>Ferry</HeadLine>
      </NewsLines></NewsComponent></NewsItem></NewsML>
      """
    ),
  ])
  func `what a document says of its form is left out on purpose`(
    format: String, text: String
  ) throws {
    let schema =
      "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x x.xsd'"
    let result = try Result(Array(text.replacing("SCHEMA", with: schema).utf8), as: format)
    let attributes = result.reading.keys.filter { $0.kind == .attribute }
    #expect(attributes.allSatisfy { $0.outcome == .passedOver }, "\(attributes)")
    #expect(attributes.contains { $0.name.hasSuffix("@xsi:schemaLocation") } || format == "newsml1")
  }

  @Test(arguments: [
    "atom", "csv", "json", "jsonfeed", "jsonl", "newsml", "ninjs", "nitf", "rss", "tsv",
  ])
  func `what our writers write is used`(format: String) throws {
    let folder = SharedFolder.packageRoot.appending(path: "Samples/\(format)")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { !$0.lastPathComponent.hasPrefix("pathological") }
    #expect(!files.isEmpty)
    for file in files {
      let result = try Result(Array(Data(contentsOf: file)), as: format)
      let unused = result.reading.keys.filter { $0.outcome == .unused && $0.kind != .attribute }
      #expect(unused.isEmpty, "\(file.lastPathComponent): \(unused.map(\.name))")
    }
  }

  // MARK: - XML

  @Test(arguments: ["rss", "atom", "nitf", "newsml"])
  func `every element and attribute of a document is used or named`(format: String) throws {
    try check(try Self.document(format, of: Self.article()), format)
  }

  @Test func `every element and attribute of NewsML 1 is used or named`() throws {
    try check(Array(Self.newsML1.utf8), "newsml1")
  }

  @Test func `every element and attribute of a page of a book is used or named`() throws {
    func book(_ page: [UInt8]) throws -> [UInt8] {
      var book = ForeignBook()
      book.metadata = Self.bookMetadata
      book.addPage("p.xhtml", "<body/>")
      book.files[0].text = String(decoding: page, as: UTF8.self)
      return try book.bytes
    }
    try check(Array(Self.bookPage.utf8), "epub", in: book)
  }

  @Test func `every element and attribute that says what a book is is used or named`() throws {
    func book(_ metadata: [UInt8]) throws -> [UInt8] {
      var book = ForeignBook()
      book.metadata = String(decoding: metadata, as: UTF8.self)
      book.addPage("p.xhtml", "<body><h1>Quay</h1><p>Words.</p></body>")
      return try book.bytes
    }
    let whole = "<x>\(Self.bookMetadata)</x>"
    try check(Array(whole.utf8), "epub") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      return try book(Array(text.dropFirst(text.hasPrefix("<x>") ? 3 : 13).dropLast(4).utf8))
    }
  }

  /// What words of a page stand in its story is the same in every element, known or not; attributes
  /// and what is around the story are not counted.
  @Test func `every word of the story of a page is used`() throws {
    let page = Self.webPage
    let base = try Result(Array(page.utf8), as: "html")
    try #require(base.articles.count == 1, "\(base.diagnostics)")
    let words = base.articles[0].plainText
    #expect(words.contains("waited for a long time") && words.contains("many more ships"))
    // Two loose words between blocks are none of the story.
    for change in MarkupChanges(Array(page.utf8)).all {
      guard change.title.hasPrefix("element in html/body/article/"),
        change.title.contains("/p") || change.title.contains("/h1")
      else { continue }
      let result = try Result(change.bytes, as: "html")
      let text = result.articles.first.map { $0.plainText + ($0.headline ?? "") } ?? ""
      #expect(text.contains("striped words"), "\(change.title): \(text)")
    }
  }

  /// What says something by being there, and what a feed of ours says of itself.
  private static func isExcepted(_ title: String) -> Bool {
    if title.contains("@w:copy") || title == "attribute in x" { return true }
    // What kind of data a part is; what is no kind that is known is taken for text.
    let kinds = ["MediaType", "Format", "MimeType", "Role"]
    if title.contains("@FormalName"), kinds.contains(where: { title.hasSuffix($0) }) { return true }
    // Names of parts within a document.
    if title.contains("@Duid") || title.contains("@Update") { return true }
    return !title.hasPrefix("attribute in ")
      && ["rss/channel/", "feed/"].contains { head in
        title.contains(" " + head) && !title.contains("/item") && !title.contains("/entry")
      }
  }

  private func check(
    _ bytes: [UInt8], _ format: String, in container: ([UInt8]) throws -> [UInt8] = { $0 }
  ) throws {
    let base = try Result(container(bytes), as: format)
    try #require(base.articles.count == 1, "\(base.diagnostics)")
    let known = base.names
    var unnamed: [String] = []
    for change in MarkupChanges(bytes).all {
      // What was named before it was changed is named.
      guard known.isDisjoint(with: change.names), !Self.isExcepted(change.title) else { continue }
      let result = try Result(container(change.bytes), as: format)
      // What is empty says nothing that could be lost.
      if result == base, !change.title.hasPrefix("emptied") { unnamed.append(change.title) }
    }
    #expect(unnamed.isEmpty, "\(unnamed.count) of \(format): \(unnamed.joined(separator: "; "))")
  }

  // MARK: - JSON

  @Test(arguments: ["json", "jsonl", "ninjs", "jsonfeed"])
  func `every member of a document is used or named`(format: String) throws {
    let bytes = try Self.document(format, of: Self.article())
    let base = try Result(bytes, as: format)
    try #require(base.articles.count == 1, "\(base.diagnostics)")
    let value = try bytes.withUnsafeBufferPointer { bytes in
      var cursor = try JSONCursor(bytes, maximumDepth: 99)
      return try cursor.value()
    }
    var unnamed: [String] = []
    for change in ValueChanges(value).all {
      // The version says of which format the document is, not what is in it.
      if change.title.contains(" /0/standard") || change.title.contains(" /version") { continue }
      var buffer = ByteBuffer()
      buffer.append(json: change.value)
      let result = try Result(buffer.bytes, as: format)
      if result == base, !change.title.hasPrefix("emptied") { unnamed.append(change.title) }
    }
    #expect(unnamed.isEmpty, "\(unnamed.count) of \(format): \(unnamed.joined(separator: "; "))")
  }

  // MARK: - Tables

  @Test(arguments: ["csv", "tsv"])
  func `every column of a table is used or named`(format: String) throws {
    let separator: Character = format == "csv" ? "," : "\t"
    let names = Article.Field.allCases.map(\.name)
    let plain = try Result(Array("headline\nx\n".utf8), as: format)
    var unnamed: [String] = []
    for name in names + ["zebra"] {
      let bytes = Array("\(name)\(separator)headline\nzebra\(separator)x\n".utf8)
      if try Result(bytes, as: format) == plain { unnamed.append(name) }
    }
    #expect(unnamed.isEmpty, "\(unnamed)")
  }
}

// MARK: - Documents

extension ReadingAccountTests {
  fileprivate static let newsML1 = """
    <NewsML Version="1.2"><NewsEnvelope><DateAndTime>20260105T080000Z</DateAndTime></NewsEnvelope>\
    <NewsItem Duid="i1"><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId>\
    <DateId>20260105</DateId><NewsItemId>quay</NewsItemId>\
    <RevisionId PreviousRevision="1" Update="N">2</RevisionId>\
    <PublicIdentifier>urn:newsml:wire.example:20260105:quay:2</PublicIdentifier></NewsIdentifier>\
    <NameLabel>QUAY</NameLabel></Identification><NewsManagement><NewsItemType FormalName="News"/>\
    <FirstCreated>20260105T080000Z</FirstCreated>\
    <ThisRevisionCreated>20260105T090000Z</ThisRevisionCreated><Status FormalName="Usable"/>\
    <Urgency FormalName="4"/></NewsManagement><NewsComponent Duid="c1"><Role FormalName="Main"/>\
    <NewsLines><HeadLine>Quay opens</HeadLine><SubHeadLine>After two years</SubHeadLine>\
    <ByLine>Ann Reed</ByLine><DateLine>HARBOUR, Jan 5</DateLine><CreditLine>Wire</CreditLine>\
    <CopyrightLine>(c) Wire</CopyrightLine><RightsLine>No archives</RightsLine>\
    <SlugLine>quay-open</SlugLine><KeywordLine>quay</KeywordLine><NewsLine>\
    <NewsLineType FormalName="Note"/><NewsLineText>Corrects the name</NewsLineText></NewsLine>\
    </NewsLines><AdministrativeMetadata><Provider><Party FormalName="Wire Example"/></Provider>\
    <Creator><Party FormalName="Ann Reed"/></Creator><Source><Party FormalName="City desk"/>\
    </Source></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/>\
    <Genre FormalName="Current"/><SubjectCode><Subject FormalName="04000000"/></SubjectCode>\
    <Location><Property FormalName="City" Value="Harbour"/></Location>\
    <Property FormalName="Keyword" Value="sea"/></DescriptiveMetadata>\
    <ContentItem><MediaType FormalName="Text"/><Format FormalName="XHTML"/>\
    <MimeType FormalName="text/plain"/><DataContent>The quay opened today.</DataContent>\
    </ContentItem></NewsComponent></NewsItem></NewsML>
    """

  fileprivate static let bookMetadata = """
    <dc:title>Week</dc:title><dc:identifier id="id">urn:x:week</dc:identifier>\
    <dc:language>en</dc:language><dc:creator opf:role="aut">Ann Reed</dc:creator>\
    <dc:contributor opf:role="trl">Bo Lind</dc:contributor><dc:publisher>Harbour</dc:publisher>\
    <dc:date>2024-03-05</dc:date><dc:subject>sea</dc:subject><dc:rights>(c) H</dc:rights>\
    <dc:source>https://h.example/week</dc:source><dc:description>All of it</dc:description>
    """

  fileprivate static let bookPage = """
    <html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><h1>Quay</h1>\
    <p>One <b>bold</b> and <i>fine</i> <a href="https://h.example/1">link</a>.</p>\
    <blockquote><p>Said.</p></blockquote><ul><li>a</li><li>b</li></ul>\
    <table><tr><th>h</th></tr><tr><td>d</td></tr></table><h2>Sub</h2><pre>x</pre></body></html>
    """

  fileprivate static let webPage = """
    <html lang="en"><head><title>The quay opens</title><meta property="og:type" \
    content="article"></meta></head><body><article><h1>The quay opens</h1><p>The new quay opened \
    this morning, and many people came to see the first ship arrive from the other side.</p>\
    <p>It will <b>stay open</b> all year, the mayor said, and the harbour hopes for <i>many</i> \
    more ships to come.</p><blockquote><p>We have waited for a long time, and it was worth it, \
    said the captain of the ship.</p></blockquote></article></body></html>
    """
}

/// A document of XML with one thing changed at a time.
private struct MarkupChanges {
  struct Change {
    var title: String
    var bytes: [UInt8]
    /// What the account may call what was changed, and what it is in.
    var names: Set<String>
  }

  private struct Element {
    var name: String
    var path: String
    var names: Set<String>
    var tag: Range<Int>
    var content: Range<Int>
    var whole: Range<Int>
    var isEmpty: Bool
    var attributes: [(name: String, value: Range<Int>)] = []

    var localName: String { String(name.split(separator: ":").last ?? "") }
  }

  private let bytes: [UInt8]
  private var elements: [Element] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    scan()
  }

  var all: [Change] {
    elements.flatMap { element -> [Change] in
      var changes: [Change] = []
      func add(_ what: String, _ range: Range<Int>, _ text: String, _ names: Set<String>) {
        changes.append(
          Change(
            title: "\(what) \(element.path)",
            bytes: Array(bytes[..<range.lowerBound]) + Array(text.utf8)
              + Array(bytes[range.upperBound...]),
            names: names))
      }
      let end = element.tag.upperBound - (element.isEmpty ? 2 : 1)
      add("attribute in", end..<end, " zebra=\"1\"", element.names)
      for (name, value) in element.attributes where !name.hasPrefix("xmlns") {
        let names = element.names.union([element.localName + "@" + name])
        add("emptied @\(name)", value, "", names)
        add("mistyped @\(name)", value, "zebra", names)
      }
      guard !element.isEmpty else { return changes }
      let start = element.content.lowerBound
      let unknown = "<z:zebra xmlns:z=\"urn:z\">striped words</z:zebra>"
      add("element in", start..<start, unknown, element.names)
      add("emptied", element.content, "", element.names)
      add("mistyped", element.content, "zebra", element.names)
      let copy = String(decoding: bytes[element.whole], as: UTF8.self)
        .replacing(#/>([^<>]*[^<>\s])</#) { ">\($0.1) zebra<" }
      if element.path.contains("/"), copy != String(decoding: bytes[element.whole], as: UTF8.self) {
        add("doubled", element.whole.upperBound..<element.whole.upperBound, copy, element.names)
      }
      return changes
    }
  }

  private mutating func scan() {
    let text = bytes
    var open: [Int] = []
    var index = 0
    while let start = text[index...].firstIndex(of: UInt8(ascii: "<")) {
      if text[start...].starts(with: "<![CDATA[".utf8) {
        index = Self.find("]]>", in: text, from: start)
        continue
      }
      index = Self.find(">", in: text, from: start)
      switch text[start + 1] {
      case UInt8(ascii: "?"), UInt8(ascii: "!"): continue
      case UInt8(ascii: "/"):
        let last = open.removeLast()
        elements[last].content = elements[last].tag.upperBound..<start
        elements[last].whole = elements[last].tag.lowerBound..<index
      default:
        let isEmpty = text[index - 2] == UInt8(ascii: "/")
        let tag = String(decoding: text[start..<index], as: UTF8.self)
        let name = String(tag.dropFirst().prefix { !" />\n".contains($0) })
        let outer = open.last.map { elements[$0] }
        let local = String(name.split(separator: ":").last ?? "")
        var element = Element(
          name: name, path: (outer.map { $0.path + "/" } ?? "") + name,
          names: (outer?.names ?? []).union([local, local + "#text"]), tag: start..<index,
          content: index..<index,
          whole: start..<index, isEmpty: isEmpty)
        for match in tag.matches(of: #/([\w:.-]+)="([^"]*)"/#) {
          let from = match.2.startIndex.utf16Offset(in: tag)
          // The documents have no tags with characters beyond ASCII.
          element.attributes.append(
            (String(match.1), (start + from)..<(start + from + match.2.utf8.count)))
        }
        elements.append(element)
        if !isEmpty { open.append(elements.count - 1) }
      }
    }
  }

  private static func find(_ text: StaticString, in bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while !text.withUTF8Buffer({ bytes[index...].starts(with: $0) }) { index += 1 }
    return index + text.utf8CodeUnitCount
  }
}

/// A value of JSON with one thing changed at a time.
private struct ValueChanges {
  struct Change {
    var title: String
    var value: ExtraValue
  }

  private(set) var all: [Change] = []

  init(_ value: ExtraValue) { visit(value, path: "") { $0 } }

  private mutating func visit(
    _ value: ExtraValue, path: String, _ whole: @escaping (ExtraValue) -> ExtraValue
  ) {
    func add(_ what: String, _ changed: ExtraValue) {
      guard changed != value else { return }
      all.append(Change(title: "\(what) \(path)", value: whole(changed)))
    }
    switch value {
    case .object(let members):
      add("member in", .object(members + [ExtraMember("zebra", .string("striped"))]))
      add("emptied", .object([]))
      add("mistyped", .number("42"))
      for (index, member) in members.enumerated() {
        add(
          "doubled \(member.name) in", .object([ExtraMember(member.name, .number("42"))] + members))
        visit(member.value, path: path + "/" + member.name) { changed in
          var members = members
          members[index].value = changed
          return whole(.object(members))
        }
      }
    case .array(let elements):
      add("entry in", .array(elements + [.object([ExtraMember("zebra", .string("striped"))])]))
      add("number in", .array(elements + [.number("42")]))
      add("emptied", .array([]))
      add("mistyped", .object([ExtraMember("zebra", .string("striped"))]))
      for (index, element) in elements.enumerated() {
        visit(element, path: path + "/\(index)") { changed in
          var elements = elements
          elements[index] = changed
          return whole(.array(elements))
        }
      }
    case .string:
      add("emptied", .string(""))
      add("mistyped", .object([ExtraMember("zebra", .string("striped"))]))
      add("truth in", .boolean(true))
    case .number, .boolean, .null:
      add("mistyped", .string("zebra"))
      add("object in", .object([ExtraMember("zebra", .string("striped"))]))
    }
  }
}
