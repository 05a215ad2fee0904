import Testing
import Warraq

struct CSVReaderTests {
  private func read(
    _ text: String, _ options: CSVReader.Options = .init(), chunkBytes: Int? = nil,
    context: inout ConversionContext
  ) throws -> [Article] {
    let reader = chunkBytes.map { CSVReader(options, chunkBytes: $0) } ?? CSVReader(options)
    return try reader.articles(in: Array(text.utf8), name: "t.csv", context: &context)
  }

  private func read(_ text: String, _ options: CSVReader.Options = .init()) throws -> [Article] {
    var context = ConversionContext.fixed
    return try read(text, options, context: &context)
  }

  /// What the cells of the column `headline` hold; every case is also read byte by byte.
  static let headlines: [(String, [String?])] = [
    ("headline,id\r\na,1\r\n", ["a"]),
    ("headline,id\na,1", ["a"]),
    ("headline,id\ra,1\rb,2\r", ["a", "b"]),
    ("headline,id\r\n\"a,b\",1\r\n", ["a,b"]),
    ("headline,id\r\n\"a \"\"b\"\" c\",1\r\n", ["a \"b\" c"]),
    ("headline,id\r\n\"\"\"\",1\r\n", ["\""]),
    ("headline,id\r\n\"a\r\nb\",1\r\nc,2\r\n", ["a\r\nb", "c"]),
    ("headline,id\r\n\"a\rb\nc\",1\r\n", ["a\rb\nc"]),
    ("headline,id\r\n\"\",1\r\n", [nil]),
    ("headline,id\r\n,1\r\n", [nil]),
    ("id,headline\r\n1,\r\n2,b", [nil, "b"]),
    ("id,headline\r\n1,b\r\n\r\n\n2,c\r\n", ["b", "c"]),
    ("\u{FEFF}headline,id\r\na,1\r\n", ["a"]),
    ("\u{FEFF}\"headline\",id\r\na,1\r\n", ["a"]),
    ("sep=;\r\nheadline;id\r\na,b;1\r\n", ["a,b"]),
    ("headline;id\r\na,b;1\r\n", ["a,b"]),
    ("headline\tid\r\na,b\t1\r\n", ["a,b"]),
    ("headline|id\r\na,b|1\r\n", ["a,b"]),
    ("headline\r\na b\r\n\"\"\r\nc\r\n", ["a b", nil, "c"]),
    ("headline,id\r\n 5\" disk \"new\",1\r\n", [" 5\" disk \"new\""]),
    ("headline,id\r\n\"a\"b\"c,1\r\n", ["ab\"c"]),
    ("headline,id\r\na\u{0}b,1\r\n", ["ab"]),
    (
      "headline,id\r\n\u{200F}خبر\u{2067}x\u{2069} می\u{200C}روم 👩🏽‍🔧,1\r\n",
      ["\u{200F}خبر\u{2067}x\u{2069} می\u{200C}روم 👩🏽‍🔧"]
    ),
  ]

  @Test(arguments: headlines)
  func `a table is cut into rows and cells`(text: String, expected: [String?]) throws {
    #expect(try read(text).map(\.headline) == expected)
  }

  @Test(arguments: headlines.map(\.0), [1, 2, 3, 7])
  func `the size of the pieces that are read changes nothing`(text: String, size: Int) throws {
    var context = ConversionContext.fixed
    #expect(try read(text, chunkBytes: size, context: &context) == read(text))
  }

  @Test func `relative addresses in a text take that of the story`() throws {
    let article = try #require(
      read("body_html,url\r\n<p><a href='/x'>x</a></p>,https://a.example/n/1\r\n").first)
    #expect(article.body == [.paragraph([.link(["x"], href: "https://a.example/x")])])
  }

  @Test func `an empty table has no articles`() throws {
    for text in ["", "\u{FEFF}", "\r\n\r\n", "headline,id\r\n"] {
      #expect(try read(text).isEmpty)
    }
  }

  @Test func `rows know their line and offset although cells hold lines`() throws {
    var context = ConversionContext.fixed
    let source = ByteSource(
      name: "t.csv", bytes: Array("\u{FEFF}id,headline\n1,\"a\nb\r\nc\"\n\n2,x\n".utf8))
    var scanner = CSVReader().makeScanner()
    var batch = RecordBatch()
    batch.beginFile("t.csv")
    let hasMore = try scanner.scan(source, into: &batch, context: &context)
    #expect(!hasMore)
    #expect((0..<batch.count).map { batch[$0].line } == [2, 6])
    #expect((0..<batch.count).map { batch[$0].byteOffset } == [15, 27])
  }

  @Test func `a row that is too long or too short is read with a warning`() throws {
    var context = ConversionContext.fixed
    let articles = try read(
      "id,headline,byline\n1,a\n2,b,c,d,e\n", context: &context)
    #expect(articles.map(\.headline) == ["a", "b"])
    #expect(articles[1].byline == "c")
    #expect(
      articles[1].extra == [
        ExtraMember("column 4", .string("d")), ExtraMember("column 5", .string("e")),
      ])
    #expect(
      context.log.diagnostics.map(\.description) == [
        "t.csv:2: warning: expected 3 fields, found 2; the missing ones are empty [csv.ragged-row]",
        "t.csv:3: warning: expected 3 fields, found 5; the others are kept in 'extra'"
          + " [csv.ragged-row]",
      ])
  }

  @Test func `a quotation mark that is never closed is an error where it opens`() throws {
    var context = ConversionContext.fixed
    let articles = try read(
      "id,headline\n1,a\n2,\"b\nc\n3,d\n", context: &context)
    #expect(articles.map(\.id) == ["1"])
    let diagnostic = try #require(context.log.diagnostics.first)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.message.id == "csv.unclosed-quote")
    #expect(diagnostic.location?.line == 3)
  }

  @Test(arguments: [1, 5, 1000])
  func `a row that is too large is left out and the next one is read`(chunk: Int) throws {
    var context = ConversionContext.fixed
    context.limits.maximumRecordBytes = 100
    let giant = String(repeating: "x,\"y\"\" \n\",", count: 50)
    let articles = try read(
      "id,headline\n1,a\n2,\(giant)\n3,b\n", chunkBytes: chunk, context: &context)
    #expect(articles.map(\.id) == ["1", "3"])
    #expect(context.log.diagnostics.map(\.message.id) == ["input.record-too-large"])
    #expect(context.log.diagnostics.first?.location?.line == 3)
  }

  @Test func `a cell of many megabytes comes back`() throws {
    let giant = String(repeating: "جملة, \"طويلة\"\n", count: 200_000)
    let cell = giant.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    let articles = try read("id,headline\n1,\"\(cell)\"\n2,x\n")
    #expect(articles.map(\.headline) == [giant, "x"])
  }

  @Test func `a row of very many cells costs no more than its bytes`() throws {
    let cells = String(repeating: "x,", count: 100_000)
    let article = try #require(try read("id\n1,\(cells)\n", .init()).first)
    #expect(article.extra.count == 100_000)
  }

  @Test func `names that others use are understood`() throws {
    var context = ConversionContext.fixed
    let articles = try read(
      """
      Title,Pub Date,author,content,link,tags,Category,Publisher,source,deck,sentiment,DOI
      "Kopf",2024-06-24,"Smith, John; Doe, Jane",one two,https://example.org/1,"a, b",sport,P,S,D,0.9,x
      """, context: &context)
    let article = try #require(articles.first)
    #expect(article.headline == "Kopf")
    #expect(article.published == NewsDate(year: 2024, month: 6, day: 24))
    #expect(article.creators.map(\.name) == ["Smith, John", "Doe, Jane"])
    #expect(article.body == [.paragraph([.text("one two")])])
    #expect(article.url == "https://example.org/1")
    #expect(article.keywords.map(\.text) == ["a", "b"])
    #expect(
      article.extra == [
        ExtraMember("sentiment", .string("0.9")), ExtraMember("DOI", .string("x")),
      ])
    #expect(article.section == "sport")
    #expect(article.sources == [Source(name: "P", role: SourceRole.publisher), Source(name: "S")])
    #expect(article.titles == [RoleText(role: TitleRole.sub, text: "D")])
    #expect(
      context.log.diagnostics.map(\.description) == [
        "t.csv:1: note: columns 'sentiment', 'DOI' match no property of an article; they are kept"
          + " in 'extra' [csv.unknown-column]"
      ])
  }

  @Test func `a column that repeats another one is passed over`() throws {
    let article = try #require(
      try read("words,authors,creators,text,body\n9,x,\"y; z\",t,b\n").first)
    #expect(article.creators.map(\.name) == ["y", "z"])
    #expect(article.body == [.paragraph([.text("b")])])
    #expect(article.extra.isEmpty)
  }

  @Test func `a value that its column cannot have is kept`() throws {
    var context = ConversionContext.fixed
    let article = try #require(
      try read(
        "id,urgency,status,media\n1,high,draft,{oops\n", context: &context
      ).first)
    #expect(article.urgency == nil)
    #expect(article.extra.map(\.name) == ["urgency", "status", "media"])
    #expect(
      context.log.diagnostics.map(\.message.id) == ["csv.value", "csv.value", "csv.value"])
  }

  @Test func `dates are read as they are printed, wherever the language stands`() throws {
    var context = ConversionContext.fixed
    let articles = try read(
      "date,updated,lang\n24 يونيو 2024,2024-06-24 10:05:00,ar\n06/07/2024,soon,\n",
      context: &context)
    #expect(articles[0].published?.description == "2024-06-24")
    #expect(articles[0].published?.text == "24 يونيو 2024")
    #expect(articles[0].modified?.description == "2024-06-24T10:05:00")
    #expect(articles[1].published == NewsDate(unresolved: "06/07/2024"))
    #expect(
      context.log.diagnostics.filter { $0.message.id == "csv.date" }.map(\.message.text).contains(
        "'06/07/2024' in column 'date' may be 2024-06-07 or 2024-07-06; "
          + "kept as text, say --language with a region"))
  }

  static let bodies: [(String, [String])] = [
    ("one", ["one"]),
    ("one\ntwo", ["one", "two"]),
    ("one\r\n\r\ntwo\r\nmore\n \n\nthree\n", ["one", "two\nmore", "three"]),
    ("[not json", ["[not json"]),
    ("[{\"type\":\"paragraph\",\"text\":\"x\"}]", ["x"]),
  ]

  @Test(arguments: bodies)
  func `a body is cut into paragraphs`(cell: String, expected: [String]) throws {
    let quoted = cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    let article = try #require(try read("id,body\n1,\"\(quoted)\"\n").first)
    #expect(article.body.map { [$0].plainText } == expected)
  }

  @Test func `a table without a header needs names`() throws {
    var options = CSVReader.Options()
    options.header = false
    options.columns = ["id", "", "headline"]
    let articles = try read("1,x,a\n2,,b\n", options)
    #expect(articles.map(\.headline) == ["a", "b"])
    #expect(articles[0].extra == [ExtraMember("column 2", .string("x"))])
    #expect(throws: ConversionError.self) {
      try #require(Format.csv.reader).make([SettingValue("input-header", "false")])
    }
  }

  @Test func `bytes that are not UTF-8 become replacement characters with a warning`() throws {
    var context = ConversionContext.fixed
    let bytes = Array("id,headline\n1,a".utf8) + [0xFF] + Array("b\n".utf8)
    let articles = try CSVReader().articles(in: bytes, context: &context)
    #expect(articles.map(\.headline) == ["a\u{FFFD}b"])
    #expect(context.log.diagnostics.map(\.message.id) == ["csv.invalid-utf8"])
  }

  @Test func `a file that is cut anywhere is read without a crash`() throws {
    let text = """
      \u{FEFF}id,published,keywords,media,body,extra\r
      1,2024-06-24T10:00+03:00,"[""a"",""b""]","[{""id"":""m""}]","[{""type"":""divider""}]","{""a"":1}"\r
      2,"الإثنين، 24 يونيو","a; ""b"" ; ;","x","line\r\nline ""q""\r\n",\r\n
      """
    let bytes = Array(text.utf8)
    for end in bytes.indices {
      for size in [1, 4096] {
        var context = ConversionContext.fixed
        let articles = try CSVReader(.init(), chunkBytes: size)
          .articles(in: Array(bytes[..<end]), context: &context)
        #expect(articles.count <= 2)
      }
    }
  }

  @Test func `deep JSON in a cell is refused`() throws {
    var context = ConversionContext.fixed
    let deep = String(repeating: "[", count: 100_000)
    let article = try #require(
      try read("id,extra\n1,\"{\"\"a\"\":\(deep)}\"\n", context: &context).first)
    #expect(article.extra.map(\.name) == ["extra"])
    #expect(context.log.diagnostics.map(\.message.id) == ["csv.value"])
  }

  static let samples: [(String, String, Likelihood)] = [
    ("id,headline\n1,a\n", "", .certain),
    ("\u{FEFF}title,date,x\n1,a,b\n", "", .certain),
    ("a,b,c\n1,2,3\n4,5,6\n", "", .likely),
    ("a;b;c\n1;2;3\n4;5;6\n", "csv", .likely),
    ("One sentence, then another.\nNo more.\n", "txt", .no),
    ("headline\nx\n", "csv", .likely),
    ("{\"a\":1,\"b\":2}\n", "csv", .no),
    ("id\theadline\n1\ta\n", "", .no),
    ("", "csv", .no),
  ]

  @Test(arguments: samples)
  func `a table is detected among other texts`(
    text: String, fileExtension: String, expected: Likelihood
  ) {
    let sample = ContentSample(
      bytes: Array(text.utf8)[...], isComplete: true, fileExtension: fileExtension)
    #expect(Format.csv.sniff(sample) == expected)
  }

  @Test func `a table with tabs is of the format tsv`() {
    let sample = ContentSample(bytes: Array("id\theadline\n1\ta\n".utf8)[...], isComplete: true)
    #expect(Format.tsv.sniff(sample) == .certain)
  }
}
