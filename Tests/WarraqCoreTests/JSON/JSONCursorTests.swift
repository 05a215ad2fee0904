import Testing
import WarraqCore
import WarraqModel

struct JSONCursorTests {
  private func value(
    _ text: some Sequence<UInt8>, maximumDepth: Int = 256
  ) throws(JSONError) -> (ExtraValue, [JSONWarning]) {
    try Array(text).withUnsafeBufferPointer { bytes throws(JSONError) in
      var cursor = try JSONCursor(bytes, maximumDepth: maximumDepth)
      let value = try cursor.value()
      try cursor.finish()
      return (value, cursor.warnings)
    }
  }

  private func skipping(_ text: some Sequence<UInt8>) throws(JSONError) {
    try Array(text).withUnsafeBufferPointer { bytes throws(JSONError) in
      var cursor = try JSONCursor(bytes, maximumDepth: 256)
      try cursor.skipValue()
      try cursor.finish()
    }
  }

  @Test(arguments: [
    ("null", ExtraValue.null), (" true ", .boolean(true)), ("false", .boolean(false)),
    ("0", .number("0")), ("-0.0e+10", .number("-0.0e+10")), ("1E5", .number("1E5")),
    ("123456789012345678901234567890", .number("123456789012345678901234567890")),
    (#""""#, .string("")), (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
    (#""\u0000\u007f\u00e9\u20AC""#, .string("\u{0}\u{7F}é€")),
    (#""\ud83d\ude42 🙂""#, .string("🙂 🙂")), ("\"\u{2028}\"", .string("\u{2028}")),
    ("[]", .array([])), ("[1 , [] ,{}]", .array([.number("1"), .array([]), .object([])])),
    ("\r\n\t{ \"a\" : 1 }", .object([ExtraMember("a", .number("1"))])),
    (
      #"{"\u0061\n":"0123456789abcdef0123456789\t"}"#,
      .object([ExtraMember("a\n", .string("0123456789abcdef0123456789\t"))])
    ),
  ])
  func `correct JSON is read as it is`(text: String, expected: ExtraValue) throws {
    let (value, warnings) = try value(text.utf8)
    #expect(value == expected)
    #expect(warnings.isEmpty)
    try skipping(text.utf8)
  }

  @Test(arguments: [
    ("", JSONError.Kind.unexpectedEnd, 0), ("[1,", .unexpectedEnd, 3),
    ("[1,]", .trailingComma, 2), (#"{"a":1,}"#, .trailingComma, 6),
    ("[,1]", .unexpected(0x2C, expected: .value), 1),
    ("[1 2]", .unexpected(0x32, expected: .commaOrBracket), 3),
    (#"{"a" 1}"#, .unexpected(0x31, expected: .colon), 5),
    (#"{"a":1 "b":2}"#, .unexpected(0x22, expected: .commaOrBrace), 7),
    ("{a:1}", .unexpected(0x61, expected: .key), 1),
    ("{1:1}", .unexpected(0x31, expected: .key), 1),
    ("'a'", .unexpected(0x27, expected: .value), 0), ("[}", .unexpected(0x7D, expected: .value), 1),
    ("// x\n1", .comment, 0), ("[1, /* x */ 2]", .comment, 4), ("NaN", .notFinite, 0),
    ("nan", .notFinite, 0), ("-Infinity", .notFinite, 0), ("[Infinity]", .notFinite, 1),
    ("01", .badNumber, 0), ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2),
    ("[1.]", .badNumber, 1),
    ("[.5]", .unexpected(0x2E, expected: .value), 1),
    ("+1", .unexpected(0x2B, expected: .value), 0),
    ("[1e]", .badNumber, 1), ("1.2.3", .badNumber, 0), ("tru", .unexpectedEnd, 3),
    ("True", .unexpected(0x54, expected: .value), 0),
    ("nul1", .unexpected(0x6E, expected: .value), 0),
    (#""\x""#, .badEscape, 1), (#""\u12g4""#, .badEscape, 1), (#""\u12"#, .unexpectedEnd, 5),
    ("\"a\tb\"", .control(9), 2), ("\"a\nb\"", .control(10), 2), ("\"abc", .unexpectedEnd, 4),
    ("\"abc\\", .unexpectedEnd, 5), ("1 2", .trailingContent, 2), ("{} x", .trailingContent, 3),
    ("[0x10]", .unexpected(0x78, expected: .commaOrBracket), 2),
  ])
  func `what RFC 8259 forbids is an error at its byte`(
    text: String, kind: JSONError.Kind, offset: Int
  ) {
    #expect(throws: JSONError(kind, at: offset)) { try value(text.utf8) }
    #expect(throws: JSONError(kind, at: offset)) { try skipping(text.utf8) }
  }

  @Test(arguments: [
    ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC3, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
    ([0x22, 0xC0, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
  ])
  func `bytes that are not UTF-8 are an error at the byte`(bytes: [UInt8], offset: Int) {
    #expect(throws: JSONError(.invalidUTF8(bytes[offset]), at: offset)) { try value(bytes) }
  }

  @Test(arguments: [
    (#""\ud83d""#, "\u{FFFD}"), (#""\ude42x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
    (#""\ud83d\ud83d\ude42""#, "\u{FFFD}🙂"), (#""\ud83d\n""#, "\u{FFFD}\n"),
  ])
  func `half a surrogate pair becomes U+FFFD with a warning`(text: String, expected: String) throws
  {
    let (value, warnings) = try value(text.utf8)
    #expect(value == .string(expected))
    #expect(warnings.map(\.kind) == [.loneSurrogate])
  }

  @Test func `runs of every length end where they should`() throws {
    for length in 0..<70 {
      for stop in ["\\n", "\\\"", "é", "\u{7F}"] {
        let run = String(repeating: "x", count: length)
        let (value, _) = try value("\"\(run)\(stop)\(run)\"".utf8)
        let middle = stop == "\\n" ? "\n" : stop == "\\\"" ? "\"" : stop
        #expect(value == .string(run + middle + run))
        for control: UInt8 in [0, 9, 31] {
          let bytes = Array("\"\(run)é".utf8) + [control] + Array("\(run)\"".utf8)
          #expect(throws: JSONError(.control(control), at: length + 3)) { try self.value(bytes) }
        }
      }
    }
  }

  @Test func `every cut of a text is an error and nothing worse`() {
    let text = Array(#"{"a":[1.5e3,"x\u00e9\ud83d\ude42é",{"b":null}],"c":true}"#.utf8)
    for length in 0..<text.count {
      #expect(throws: JSONError.self) { try value(text[..<length]) }
      #expect(throws: JSONError.self) { try skipping(text[..<length]) }
    }
  }

  @Test func `nesting stops at the limit`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try value(nested(256))
    #expect(throws: JSONError(.tooDeep(limit: 256), at: 256)) { try value(nested(257)) }
    #expect(throws: JSONError(.tooDeep(limit: 256), at: 256)) { try skipping(nested(1_000_000)) }
  }

  @Test func `a hundred warnings are listed, in the order of the text`() throws {
    let text = "[" + String(repeating: "\"é\\ud800\",\n", count: 1000) + "0]"
    let record = Record(bytes: Array(text.utf8)[...], file: "in", line: 5)
    var context = ConversionContext.fixed
    let (_, warnings) = try value(text.utf8)
    context.emit(warnings.reversed(), in: record)
    let diagnostics = context.log.diagnostics
    #expect(diagnostics.count == 101)
    #expect(diagnostics.last?.message.id == "json.more-warnings")
    for (index, diagnostic) in diagnostics.enumerated() {
      #expect(
        diagnostic.location
          == SourceLocation(
            file: "in", line: 5 + index, column: index == 0 ? 4 : 3, byteOffset: 4 + 12 * index))
    }
  }

  @Test func `many members of one object cost no more than their number`() throws {
    var text = "{"
    for index in 0..<20_000 { text += "\"name\(index)\":0," }
    let (value, warnings) = try value((text + "\"name7\":1}").utf8)
    guard case .object(let members) = value else {
      Issue.record("not an object")
      return
    }
    #expect(members.count == 20_000)
    #expect(members[7] == ExtraMember("name7", .number("1")))
    #expect(warnings.map(\.kind) == [.duplicateName("name7")])
  }

  @Test(arguments: [
    "", "a\"b\\c", "\u{0}\u{1F}\u{7F}\n\r\t\u{8}\u{C}", "</script>&'", "\u{2028}é🙂",
    "0123456789abcdef\"0123456789abcdef",
  ])
  func `a text comes back from its JSON string`(text: String) throws {
    var buffer = ByteBuffer()
    buffer.append(json: text)
    #expect(try value(buffer.bytes).0 == .string(text))
  }

  @Test func `only what must be escaped is`() {
    var buffer = ByteBuffer()
    buffer.append(json: "\"\\/\u{1}\n<é\u{2028}")
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "\"\\\"\\\\/\\u0001\\n<é\u{2028}\"")
  }

  @Test func `digits that are no number are written as a string`() throws {
    for (digits, json) in [("1.50", "1.50"), ("NaN", "\"NaN\""), ("01", "\"01\""), ("", "\"\"")] {
      var buffer = ByteBuffer()
      buffer.append(json: .number(digits))
      #expect(String(decoding: buffer.bytes, as: UTF8.self) == json)
    }
  }

  @Test func `an error has line, column in scalars and byte offset`() {
    let text = "{\n  \"é🙂\": nope }"
    let record = Record(
      bytes: Array("x\(text)".utf8).dropFirst(), file: "a.json", line: 3, column: 9,
      byteOffset: 100)
    let error = JSONError(.unexpectedEnd, at: Array(text.utf8).firstIndex(of: 0x6E) ?? 0)
    #expect(
      error.conversionError(in: record).location
        == SourceLocation(file: "a.json", line: 4, column: 9, byteOffset: 114))
    #expect(record.location(ofByte: 1).column == 10)
  }

  @Test func `bytes come back from Base64`() throws {
    for count in 0..<20 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 250) }
      var text: [UInt8] = []
      Base64.encode(bytes, into: &text)
      #expect(text.withUnsafeBufferPointer { Base64.decode($0) } == bytes)
    }
    for bad in ["a", "ab=c", "a===", "ab c", "====", "!!!!"] {
      #expect(Array(bad.utf8).withUnsafeBufferPointer { Base64.decode($0) } == nil)
    }
  }
}
