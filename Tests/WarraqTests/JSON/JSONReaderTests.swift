import TestSupport
import Testing
import Warraq

struct JSONReaderTests {
  private func read(
    _ text: String, _ layout: JSONWriter.Layout = .array,
    limits: Limits = Limits()
  ) throws -> (articles: [Article], diagnostics: [String]) {
    var context = ConversionContext(limits: limits)
    let articles = try JSONReader(layout).articles(
      in: Array(text.utf8), name: "in", context: &context)
    return (
      articles,
      context.log.diagnostics.map { "\($0.location.map(\.description) ?? "") \($0.message.id)" }
    )
  }

  @Test(arguments: [
    #"{"headline":"a"}{"headline":"b"}"#, #"[{"headline":"a"},{"headline":"b"}]"#,
    "\u{FEFF} [ {\"headline\":\"a\"}\r\n,\r\n{\"headline\":\"b\"} ]\r\n",
    #"{"headline":"a"} [{"headline":"b"}]"#, #"[[{"headline":"a"}],[{"headline":"b"}]]"#,
    "{\"headline\":\"a\"}\n\n{\"headline\":\"b\"}\n",
    #"{"status":"ok","articles":[{"headline":"a"},{"headline":"b"}],"total":2}"#,
    #"{"response":{"docs":[{"headline":"a"},{"headline":"b"}]}}"#,
  ])
  func `every layout of a document gives its articles`(text: String) throws {
    #expect(try read(text).articles.map(\.headline) == ["a", "b"])
  }

  @Test func `blank lines, carriage returns and a byte order mark are no articles`() throws {
    let (articles, diagnostics) = try read(
      "\u{FEFF}{\"headline\":\"a\"}\r\n\r\n  \n{\"headline\":\"b\"}", .lines)
    #expect(articles.map(\.headline) == ["a", "b"])
    #expect(diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("[{\"headline\":\"ok\"},]", "in:1:19 json.trailing-comma"),
    ("[{\"headline\":\"ok\"}\n{\"headline\":\"ok\"}]", "in:2:1 json.unexpected-character"),
    ("[{\"headline\":\"ok\"}", "in:1:19 json.unexpected-end"),
    ("[{\"headline\":\"ok\"},{\"headline\":\"é\", \"x\":", "in:1:41 json.unexpected-end"),
    ("[{\"headline\":\"ok\"}, {\"é\":NaM}]", "in:1:26 json.not-finite"),
    ("[{\"headline\":\"ok\"}, 5]", "in:1:21 json.unexpected-shape"),
    ("[{\"headline\":\"ok\"}, \"a]\"]", "in:1:21 json.unexpected-shape"),
    ("[{\"headline\":\"ok\"},,{\"headline\":\"ok\"}]", "in:1:20 json.unexpected-character"),
    ("{\"headline\":\"ok\"}\n{\"a\" // b\n:1}", "in:2:6 json.comment"),
    ("   ", "in json.no-value"),
  ])
  func `what is wrong has a place and the others go on`(text: String, expected: String) throws {
    let (articles, diagnostics) = try read(text)
    #expect(articles.allSatisfy { $0.headline == "ok" })
    #expect(diagnostics == [expected])
  }

  @Test(arguments: [
    ("// comment\n[]", "in:1:1: error: JSON has no comments; remove the comment [json.comment]"),
    ("hello", "in:1:1: error: expected an object, found 'h' [json.unexpected-character]"),
    ("{} ]", "in:1:4: error: expected an object, found ']' [json.unexpected-character]"),
  ])
  func `what is no JSON stops the input`(text: String, expected: String) throws {
    let error = try #require(throws: ConversionError.self) { try read(text) }
    #expect(error.description == expected)
  }

  @Test func `a bad line is an error and the others go on`() throws {
    let (articles, diagnostics) = try read(
      "{\"headline\":\"a\"}\n{\"headline\":}\nrubbish\n{\"headline\":\"b\"} {}\n{\"headline\":\"c\"}",
      .lines)
    #expect(articles.map(\.headline) == ["a", "c"])
    #expect(
      diagnostics == [
        "in:2:13 json.unexpected-character", "in:3:1 json.unexpected-character",
        "in:4:18 json.trailing-content",
      ])
  }

  @Test(arguments: [JSONWriter.Layout.array, .lines])
  func `an article over the limit is skipped and the others go on`(
    layout: JSONWriter.Layout
  ) throws {
    var limits = Limits()
    limits.maximumRecordBytes = 1000
    let long = String(repeating: "x", count: 300_000)
    let (articles, diagnostics) = try read(
      "{\"headline\":\"a\"}\n{\"headline\":\"\(long)\"}\n{\"headline\":\"b\"}\n", layout,
      limits: limits)
    #expect(articles.map(\.headline) == ["a", "b"])
    #expect(diagnostics.count == 1)
    #expect(diagnostics[0].hasPrefix("in:2"))
    #expect(diagnostics[0].hasSuffix("input.record-too-large"))
  }

  @Test func `every cut of an input is read or an error and nothing worse`() throws {
    var generator = ArticleGenerator(seed: 12)
    var context = ConversionContext.fixed
    let bytes = try JSONWriter.json().document(of: generator.articles(2), context: &context)
    for length in 0..<bytes.count - 3 {
      var context = ConversionContext.fixed
      let articles = try JSONReader().articles(in: Array(bytes[..<length]), context: &context)
      #expect(articles.count < 3)
      #expect(context.log.diagnostics.contains { $0.severity == .error })
    }
  }

  @Test func `bytes that are not UTF-8 spoil one article only`() throws {
    var context = ConversionContext.fixed
    let bytes =
      Array("{\"headline\":\"a\"}\n{\"headline\":\"é".utf8) + [0xFF]
      + Array("\"}\n{\"headline\":\"b\"}\n".utf8)
    for layout in [JSONWriter.Layout.array, .lines] {
      let articles = try JSONReader(layout).articles(in: bytes, name: "in", context: &context)
      #expect(articles.map(\.headline) == ["a", "b"])
    }
    #expect(
      context.log.diagnostics.map(\.description)
        == Array(
          repeating:
            "in:2:15: error: the byte 0xFF is not UTF-8; save the file as UTF-8 [json.invalid-utf8]",
          count: 2))
  }

  @Test(arguments: [
    "[", "{\"a\":", "{\"body\":[{\"type\":\"quote\",\"blocks\":", "{\"related\":[{\"article\":",
    "{\"_source\":", "{\"data\":", "{\"author\":{\"name\":",
  ])
  func `nesting without end is an error`(opening: String) throws {
    let text = String(repeating: opening, count: 100_000)
    let (articles, diagnostics) = try read("{\"x\":\(text)")
    #expect(articles.isEmpty)
    #expect(diagnostics.count == 1)
    #expect(diagnostics[0].hasSuffix("json.too-deep"))
  }

  @Test func `formats are distinguished by their first bytes`() {
    func sniff(_ text: String, _ fileExtension: String = "") -> [Likelihood] {
      let sample = ContentSample(
        bytes: Array(text.utf8)[...], isComplete: true, fileExtension: fileExtension)
      return [Format.json.sniff(sample), Format.jsonl.sniff(sample)]
    }
    #expect(sniff("{\"a\":\"}\\\"\"}\n{\"b\":2}\n") == [.possible, .likely])
    #expect(sniff("{\"a\":1}\n") == [.likely, .possible])
    #expect(sniff("{\"a\":1}\n", "jsonl") == [.possible, .likely])
    #expect(sniff("{\n  \"a\": 1\n}\n{}") == [.likely, .no])
    #expect(sniff(" [\n {\"a\":1}]") == [.likely, .no])
    #expect(sniff("[AP] story") == [.no, .no])
    #expect(sniff("story") == [.no, .no])
    #expect(sniff("{" + String(repeating: "\"a\":1,", count: 700)) == [.likely, .possible])
  }

  @Test(arguments: [JSONWriter.Layout.array, .lines])
  func `small blocks find the same records as large ones`(layout: JSONWriter.Layout) throws {
    let text =
      switch layout {
      case .array:
        "\u{FEFF}[{\"a\":\"x\\\"]}\"},\n {\"é\":[1,{}]} , 5,\"s\\\\\", null]\r\n{\"b\":1}{\"c\":2}\n[{},]"
      case .lines: "\u{FEFF}{\"a\":1}\r\n\r\n{\"b\":\"\\\\\"}\nrubbish\n{\"c\":3}"
      }
    let whole = try records(Array(text.utf8), blockSize: nil, layout)
    #expect(whole.count > 3)
    for size in 1...9 {
      #expect(try records(Array(text.utf8), blockSize: size, layout) == whole)
    }
  }

  private func records(
    _ bytes: [UInt8], blockSize: Int?, _ layout: JSONWriter.Layout
  ) throws -> [String] {
    var context = ConversionContext.fixed
    var scanner = JSONReader(layout).makeScanner()
    let source = ByteSource(name: "in", bytes: bytes)
    if let blockSize { source.maximumBlockBytes = blockSize }
    var found: [String] = []
    var hasMore = true
    while hasMore {
      var batch = RecordBatch()
      batch.beginFile("in")
      hasMore = try scanner.scan(source, into: &batch, context: &context)
      for index in 0..<batch.count {
        let record = batch[index]
        found.append(
          "\(record.line):\(record.column):\(record.byteOffset) "
            + String(decoding: record.bytes, as: UTF8.self))
      }
    }
    return found + context.log.diagnostics.map(\.description)
  }
}
