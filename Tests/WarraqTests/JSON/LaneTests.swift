import Foundation
import TestSupport
import Testing
import Warraq

/// Records that are written from where they lie give the same output, and say the same, as those of
/// which stories are made.
struct LaneTests {
  /// The writers that know the lane, under options that matter to them.
  static let writers: [(name: String, writer: any ArticleWriter)] = {
    var all = CSVWriter.Options()
    try? all.select(columns: "all,authors,summary,text")
    var rich = all
    rich.lists = .json
    rich.body = .json
    var odd = CSVWriter.Options()
    odd.delimiter = UInt8(ascii: ";")
    odd.quotes = .all
    odd.lineEnding = .lf
    odd.listSeparator = " / "
    odd.guardsFormulas = true
    var old = NinjsWriter.Options()
    old.version = .v1
    return [
      ("csv", CSVWriter()), ("csv, all columns", CSVWriter(all)), ("csv, rich", CSVWriter(rich)),
      ("csv, odd", CSVWriter(odd)), ("jsonl", JSONWriter(.lines)), ("json", JSONWriter(.array)),
      ("newsml", NewsMLG2Writer()), ("ninjs", NinjsWriter()), ("ninjs 1.6", NinjsWriter(old)),
    ]
  }()

  private static func usual(_ number: Int) -> String {
    #"{"id":"urn:x:\#(number)","url":"https://example.org/\#(number)","language":"en","#
      + #""title":"The tide, \#(number)","authors":["Ann Reed","Bo Lind"],"#
      + #""published":"2024-06-24T17:05:09Z","source":"Coastal \"News\"","keywords":["sea","a;b"],"#
      + #""summary":"In short","body":["One.","Two & <three>."],"images":[{"href":"a.jpg"}]}"#
  }

  /// Converts in every way and compares.
  private func compare(
    _ text: String, from source: String = "jsonl",
    _ check: (LaneComparison) -> Void = { _ in }
  ) async throws {
    for (name, writer) in Self.writers {
      let both = try await LaneComparison(Array(text.utf8), from: source, to: writer)
      #expect(both.lane.account == both.ordinary.account, "\(name): \(text.prefix(300))")
      #expect(
        both.isSame,
        """
        \(name): \(text.suffix(300))
        \(String(decoding: both.lane.bytes, as: UTF8.self).suffix(600))
        \(String(decoding: both.ordinary.bytes, as: UTF8.self).suffix(600))
        """)
      check(both)
    }
  }

  /// Values of `body`, `title` and others that are unusual in one way each.
  static let odd: [String] = {
    let values = [
      "null", "true", "12", "-0", "1e3", "1.50", #""""#, #"" ""#, #"" x ""#, #""\u00e9""#,
      #""\u0000""#, #""a\u0007b""#, #""a\/b""#, #""\ud83d\ude00""#, #""\ud83d""#, #""\q""#,
      #""a\nb""#, #""a\n\nb\nc""#, #""a\r\n\tb""#, "\"a\u{2028}b\u{2029}c\"", "\"\u{FEFF}x\"",
      #""<p>One.</p><p>Two.""#, #""5 < 6""#, #""a <b> c""#, #""&amp;""#, #""=1+1""#, #""a,b;c""#,
      "[]", #"[""]"#, "[null]", #"["a"]"#, #"["a","b"]"#, #"["a",1]"#, #"["a",["b"]]"#, "{}",
      #"{"name":"x"}"#, #"{"name":"x","uri":"u:1","url":"https://a.example"}"#, #"[{"name":"x"}]"#,
      #"[{"name":"x","role":"author"},{"name":"y","jobTitle":null}]"#,
      #"[{"name":"x","name":"y"}]"#, #"[{"name":"x","identifiers":["u:1"]}]"#,
      #"[{"name":"x","identifiers":[]},{"name":"y","identifiers":["u:1","u:2"]}]"#,
      #"{"href":"https://a.example/b.mp4?x","caption":"c"}"#, #"[{"url":"a.png"},{"url":"a.png"}]"#,
      #"["a.jpg","b.pdf"," "]"#, #"[{"src":"a","alt":"b"}]"#, #"{"rendered":"<p>x"}"#,
      #"[{"type":"paragraph","text":"x"},{"type":"heading","level":3,"text":"y"}]"#,
      #"[{"type":"paragraph","content":["x",{"type":"lineBreak"},"y"]}]"#,
      #"[{"type":"paragraph","content":["x"]}]"#, #"[{"type":"paragraph"}]"#,
      #"[{"type":"quote","blocks":[]}]"#, #"[{"type":"paragraph","text":""},{"type":"divider"}]"#,
      #"[{"role":"sub","value":"s"},{"role":"kicker","value":""}]"#, #"[{"role":"sub"}]"#,
      #"[{"title":"t","url":"u"},"https://x.example","y"]"#, #"[{"title":"t","name":"u"}]"#,
      #"[{"title":"t","article":{"headline":"h"}}]"#, #"[{"kind":"place","name":"P","rank":1}]"#,
      #"[{"kind":"nothing","name":"P"}]"#, #"[{"code":"c","names":[{"value":"n"}]}]"#,
      #"[{"id":"m","kind":"video","renditions":[{"href":"v","width":640,"height":-1}]}]"#,
      #"[{"id":"m","renditions":[{"href":"v","width":0},{"href":"w"}]}]"#,
      #"[{"id":"m","renditions":[]},{"id":"n","renditions":[{}]}]"#,
      #""2024-06-24""#, #""2024""#, #""2024-06-24T17:05""#, #""2024-06-24T17:05:09.120+0300""#,
      #""2024-06-24+03:00""#, #""24 June 2024""#, #""1970-01-01""#, #""2024-02-30""#,
      #""https://a.example/b c""#, #""http://news.example/x""#, #""urn:y:1""#, #""Ann and Bo""#,
      ##""#sea #big_fish, land""##, #""rightToLeft""#, #""usable""#, #""withheld""#, "1", "4",
    ]
    let names =
      Article.Field.allCases.map(\.name) + [
        "title", "subtitle", "kicker", "authors", "tags", "source", "agency", "images", "image",
        "content", "summary", "teaser", "datePublished", "guid", "category", "unknown", "items",
        "story", "data", "content_html", "location", "_source", "he\\u0061dline",
      ]
    return names.flatMap { name in values.map { "\"\(name)\":\($0)" } }
  }()

  @Test func `one odd record among usual ones gives the same, whatever is odd`() async throws {
    // Several odd ones a conversion, each among usual ones, so that it takes no minutes.
    for start in stride(from: 0, to: Self.odd.count, by: 100) {
      let members = Self.odd[start..<min(start + 100, Self.odd.count)]
      var lines: [String] = []
      for (number, member) in members.enumerated() {
        lines.append(Self.usual(number))
        lines.append("{\"id\":\"urn:odd:\(number)\",\"language\":\"en\",\(member)}")
        lines.append("{\(member),\"headline\":\"h\",\"url\":\"u\"}")
      }
      let text = lines.joined(separator: "\n")
      let writers =
        start == 0 ? Self.writers : [Self.writers[1], Self.writers[4]] + Self.writers[6...]
      for (name, writer) in writers {
        let both = try await LaneComparison(Array(text.utf8), to: writer)
        guard !both.isSame else { continue }
        // Which one it is.
        for line in lines {
          let one = try await LaneComparison(Array(line.utf8), to: writer)
          #expect(
            one.isSame,
            """
            \(name): \(line)
            \(String(decoding: one.lane.bytes, as: UTF8.self)) \(one.lane.account)
            \(String(decoding: one.ordinary.bytes, as: UTF8.self)) \(one.ordinary.account)
            """)
        }
        #expect(both.isSame, "\(name): only together")
      }
    }
  }

  /// Lines that are not a usual object as a whole.
  static let brokenLines = [
    "", " ", "{", "{}", "[]", "[{}]", "null", "12", #"{"id":"u:1","headline":"a"} x"#,
    #"{"id":"u:1","headline":"a",}"#, #"{"id":"u:1" "headline":"a"}"#,
    #"{"id":"u:1","headline":"a""#,
    #"{'id':"u:1"}"#, #"{"id":"u:1","headline":NaN}"#, #"{"id":"u:1","headline":nul}"#,
    #"{"id":"u:1","headline":"a","headline":"b"}"#, #"{"id":"u:1","title":"a","title":"b"}"#,
    #"{"id":"u:1","headline":"a","title":"b"}"#, #"{"id":"u:1","headline":null,"title":"b"}"#,
    #"{"id":"u:1","keywords":[],"tags":["b"]}"#, #"{"id":"7","title":"b"}"#, #"{"id":"7"}"#,
    #"{"id":"","headline":"b"}"#, #" { "id" : "u:1" , "version" : 1 , "urgency" : 5 } "#,
    #"{"id":"u:1","version":7,"urgency":10}"#, #"{"id":"u:1","version":01}"#,
    "{\"id\":\"u:1\",\"headline\":\"a\tb\"}", #"{"articles":[{"id":"u:1","headline":"a"}]}"#,
    #"{"id":"u:1","related":[{"title":"x","more":1}]}"#, "// no", "{\"id\":\"u:1\"}\r",
    #"{"id":"u:1","dateDetails":{"published":{"text":"today"}},"extra":{"a":1}}"#,
    #"{"id":"u:1","keywords":["a"],"keywordConfidence":[0.5]}"#,
  ]

  @Test(arguments: brokenLines)
  func `one broken line among a hundred gives the same`(line: String) async throws {
    var lines = (0..<100).map(Self.usual)
    lines.insert(line, at: 50)
    try await compare(lines.joined(separator: "\n")) { both in
      #expect(both.lane.inLane >= 100)
      #expect(both.ordinary.inLane == 0)
    }
  }

  @Test func `bytes that are not UTF-8 are found in their record`() async throws {
    var bytes = Array((Self.usual(1) + "\n{\"id\":\"u:1\",\"headline\":\"").utf8)
    bytes += [0xC3, 0x28]
    bytes += Array(("\"}\n" + Self.usual(2)).utf8)
    for (name, writer) in Self.writers {
      let both = try await LaneComparison(bytes, to: writer)
      #expect(both.isSame, "\(name)")
    }
  }

  @Test func `usual records stay on the lane`() async throws {
    let text = (0..<100).map(Self.usual).joined(separator: "\n")
    for (name, writer) in Self.writers where name != "csv, odd" {
      let both = try await LaneComparison(Array(text.utf8), to: writer)
      #expect(both.lane.inLane == 100 && both.lane.leftLane == 0, "\(name)")
    }
  }

  /// Records as exports and crawlers have them.
  static let exports = [
    #"{"id":77,"url":"https://a.example/1","title":"T","maintext":"One.\nTwo.","authors":["A B"],"#
      + #""date_publish":"2024-06-24 17:05:09","source_domain":"a.example","filename":"f","n":null}"#,
    #"{"url":"https://a.example/2","headline":"T","content_html":"<p>One <b>two</b>.</p>","#
      + #""author":"Ann Reed and Bo Lind","tags":"sea, #big_fish","categories":["news"],"views":1,"#
      + #""meta":{"a":[1,true,null,"x\n\u00e9\/"],"b":{},"c":-1.50e+3}}"#,
    #"{"guid":"urn:x:3","link":"u","content":"<h2>A</h2><p>B</p>","published_at":"2024-06-24"}"#,
    #"{"article_id":"a-7","web_url":"u","title":" T ","text":"One\nmore\n\nTwo","location":["Paris"]}"#,
    #"{"id":"9","url":"u","title":"T","body":["<p>One</p>","Two"],"image":{"src":"a","alt":"b"}}"#,
    #"{"title":"T","lang":"en","published":"2024-06-24T17:05:09Z","body":["One","Two\nthree"]}"#,
  ]

  @Test(arguments: exports)
  func `records of exports stay on the lane`(record: String) async throws {
    try await compare(record + "\n" + record) { both in
      #expect(both.lane.inLane == 2, "\(record)")
    }
  }

  @Test(arguments: [
    #"{"id":"u:1","title":"t","x":1,"x":2}"#, #"{"id":"u:1","title":"t","x":{"a":1,"a":2}}"#,
    #"{"id":"u:1","content_html":[],"body":["b"]}"#, #"{"id":"u:1","content":"","text":"b"}"#,
    #"{"id":"u:1","x":1}"#, #"{"id":"u:1","title":"t","x":01}"#,
    #"{"id":"u:1","title":"t","x":tru}"#,
    #"{"id":"u:1","title":"t","x":[1,]}"#, #"{"id":"u:1","title":"t","x":-}"#,
    #"{"id":"u:1","title":"t","x":[[[[[[[[[[1]]]]]]]]]]}"#,
    #"{"id":"u:1","title":"t","extra":{"x":1}}"#,
    #"{"id":"u:1","title":"t","x":1,"extra":{"x":2}}"#, #"{"guid":"7","id":"u:1","_id":"8"}"#,
    #"{"id":"7","altIds":[{"role":"a","value":"b"}],"title":"t","url":"u"}"#,
    #"{"id":"u:1","title":"t","body":"<p>A <img src='a.png'></p>","image":"b.png"}"#,
    #"{"id":"u:1","title":"<b>t</b>","subtitle":["<i>s</i>"]}"#, #"{"x":1,"url":""}"#,
    #"{"id":"u:1","title":"t","data":[{"a":1}],"items":"i","result":7}"#,
    #"{ "id" : "u:1" , "status" :  "publish" , "direction": "up", "version" : "two" }"#,
    #"{"id":7,"guid":{"rendered":"urn:x:1","more":1},"uuid":"8","title":{"rendered":"a"}}"#,
    #"{"id":"u:1","title":{"rendered":"a","raw":"b"},"excerpt":{"x":1},"tags":[{"name":"a","id":3}]}"#,
    #"{"content":{"rendered":"<img src='a.png'>"},"image":"a.png","title":"t","id":"u:1"}"#,
    #"{"image":"a.png","content":"<p>b</p><img src='b.png'>","title":"t","id":"u:1"}"#,
    #"{"content":"<p>b</p><img src='b.png'>","media":[{"id":"m"}],"title":"t","id":"u:1"}"#,
    #"{"source":{"name":"a","x":"y"},"publisher":["b","b",{"name":"b"}],"title":"t","id":"u:1"}"#,
    #"{"author":[{"name":"a","job":"b"},{"name":""}],"title":7,"body":true,"id":"u:1"}"#,
    #"{"authors":[],"subtitle":{"text":"s","z":0},"kicker":["k",2],"title":"t","id":"u:1"}"#,
    #"{"url":"https://a.example/n/1","id":"u:1","content":"<a href='/x'>x</a>"}"#,
    #"{"content":"<img src='b.png'>x","id":"u:1","url":"https://a.example/n/1"}"#,
    #"{"title":{"rendered":"a"]},"id":"u:1"}"#, #"{"title":{"rendered":a},"id":"u:1"}"#,
    #"{"title":{"rendered":"a\q"},"id":"u:1"}"#, #"{"title":{"rendered" "a"},"id":"u:1"}"#,
    #"{"title":[1 2],"id":"u:1","headline":"h"}"#, #"{"urgency":"5","version":3.0,"title":"t"}"#,
    #"{"location":[{"name":"a","x":1},"b"],"genre":{"name":"c"},"title":"t","id":"u:1"}"#,
  ])
  func `an odd record of an export gives the same`(record: String) async throws {
    try await compare(record + "\n" + Self.usual(1))
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `stories of all kinds in the canonical form give the same`(seed: UInt64) async throws {
    var generator = ArticleGenerator(seed: seed)
    var articles = generator.articles(120)
    for index in articles.indices where index % 2 == 0 {
      articles[index].body = [.paragraph(["One."]), .heading(level: 2, ["Two \"three\""])]
      articles[index].extra = []
      articles[index].media.removeAll()
    }
    var context = ConversionContext.fixed
    let bytes = try JSONWriter(.lines).document(of: articles, context: &context)
    try await compare(String(decoding: bytes, as: UTF8.self))
  }

  @Test func `a story with one property is the same for every property`() async throws {
    let full = Article.full()
    var articles: [Article] = []
    for field in Article.Field.allCases {
      var article = Article(id: "urn:x:\(field)")
      article.copy(field, from: full)
      articles.append(article)
    }
    var context = ConversionContext.fixed
    let bytes = try JSONWriter(.lines).document(of: articles, context: &context)
    try await compare(String(decoding: bytes, as: UTF8.self))
  }

  static let samples: [String] =
    ["Samples/jsonl", "Samples/json"].flatMap { folder in
      let url = SharedFolder.packageRoot.appending(path: folder)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
      return names.sorted().map { "\(folder)/\($0)" }
    }

  @Test(arguments: samples)
  func `the samples give the same`(path: String) async throws {
    let bytes = try Data(contentsOf: SharedFolder.packageRoot.appending(path: path))
    try await compare(
      String(decoding: bytes, as: UTF8.self), from: path.hasSuffix("l") ? "jsonl" : "json")
  }

  @Test func `a transform, an order or several jobs give the same`() async throws {
    let text = (0..<300).map(Self.usual).joined(separator: "\n")
    let bytes = Array(text.utf8)
    let sorted = try await LaneComparison(bytes, to: CSVWriter()) {
      $0.orderedTransforms = [try Sorting("published")]
    }
    #expect(sorted.isSame && sorted.lane.inLane == 0)
    let language = try await LaneComparison(bytes, to: CSVWriter()) {
      $0.transforms = [LanguageOverride(language: "fr")]
    }
    #expect(language.isSame && language.lane.inLane == 0)
    let jobs = try await LaneComparison(bytes, to: CSVWriter()) { $0.jobs = 3 }
    #expect(jobs.isSame && jobs.lane.inLane == 300)
    let mapped = try await LaneComparison(bytes, to: CSVWriter()) {
      $0.readerSettings = [SettingValue("map", #"{"summary":"titles.sub","source":"byline"}"#)]
    }
    #expect(mapped.isSame && mapped.lane.inLane == 300)
    let limited = try await LaneComparison(bytes, to: CSVWriter()) { $0.limits.maximumDepth = 2 }
    #expect(limited.isSame && limited.lane.inLane == 0)
  }

  /// What is left out of all, and what is said of those that stay, is the same.
  @Test(arguments: Deduplication.Key.allCases)
  func `stories that came before are left out on the lane too`(
    key: Deduplication.Key
  ) async throws {
    let bodies = [
      #"["One.","Two & <three>."]"#, #""ONE... two\n\nThree""#, #""<p>One</p><p>two three""#,
      #"["one two three"]"#,
      #"[{"type":"heading","level":2,"text":"One"},{"type":"paragraph","#
        + #""content":["two",{"type":"lineBreak"},"thr","ee"]}]"#, #""كِتَابٌ ١٢""#, #""كتاب 12""#,
      #""""#,
      "null", #"[{"type":"quote","blocks":[{"type":"paragraph","text":"One two three"}]}]"#,
    ]
    var lines: [String] = []
    for number in 0..<60 {
      lines.append(
        #"{"id":"urn:x:\#(number % 7)","url":"https://example.org/\#(number % 11)","language":"en","#
          + #""published":"2024-06-24","summary":"s","body":\#(bodies[number % bodies.count])}"#)
      if number % 9 == 0 { lines.append(#"{"id":"urn:x:1","title":"t","x":1,"x":2}"#) }
      if number % 13 == 0 { lines.append("{") }
    }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    for (name, writer) in Self.writers {
      let both = try await LaneComparison(bytes, to: writer) {
        $0.orderedTransforms = [Deduplication(by: key), Window(skipping: 1, atMost: 40)]
        $0.jobs = 2
      }
      #expect(both.isSame, "\(name)")
      #expect(both.lane.inLane > 40, "\(name)")
    }
  }
}
