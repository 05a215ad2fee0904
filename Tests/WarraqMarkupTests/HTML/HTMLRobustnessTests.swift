import TestSupport
import Testing
import WarraqCore
import WarraqModel
import WarraqMarkup

struct HTMLRobustnessTests {
  // MARK: No word is lost

  @Test(arguments: 0..<60)
  func `a soup of tags loses no word and repeats none`(seed: UInt64) {
    var soup = TagSoup(seed: seed)
    for _ in 0..<10 {
      let (html, words) = soup.next()
      let content = HTMLContent(html: html)
      let survey = Survey(content.blocks)
      let found = survey.text.split(whereSeparator: \.isWhitespace).map(String.init)
      #expect(found.sorted() == words.sorted(), "\(html)")
      #expect(survey.faults == [], "\(html)")
      #expect(survey.references.isSubset(of: Set(content.media.map(\.id))), "\(html)")
    }
  }

  @Test(arguments: 0..<20)
  func `a soup of tags stays below the depth limit`(seed: UInt64) {
    var soup = TagSoup(seed: seed, length: 400)
    var limits = Limits()
    limits.maximumDepth = 10
    let (html, words) = soup.next()
    let survey = Survey(HTMLContent(html: html, limits: limits).blocks)
    #expect(survey.deepest <= 10)
    let found = survey.text.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(found.sorted() == words.sorted())
  }

  @Test(
    .enabled(if: SharedFolder.isPresent),
    arguments: ["rss", "atom", "newsml-g2", "nitf", "jsonfeed"])
  func `the bodies of real files lose no word`(folder: String) throws {
    var bodies = 0
    for file in try SharedFolder.files("corpus/" + folder) {
      for body in MarkupInText.bodies(in: String(decoding: file, as: UTF8.self)) {
        bodies += 1
        let content = HTMLContent(html: body)
        let survey = Survey(content.blocks)
        let shown = String(survey.text.filter { !$0.isWhitespace })
        for word in MarkupInText.words(of: body) {
          #expect(shown.contains(word), "\(word) of \(body)")
        }
        #expect(survey.faults == [])
      }
    }
    #expect(bodies > 0)
  }

  // MARK: Hostile input

  @Test(arguments: [
    "div", "b", "span", "blockquote", "ul", "ol", "li", "table", "td", "table><tr><td", "p",
    "a href=x",
    "i><p", "figure", "figcaption", "aside", "h2", "pre", "q", "dl><dd", "unknown", "details",
    "svg", "section><b", "font dir=rtl", "caption", "form", "object",
  ])
  func `10,000 levels lose no text`(tag: String) {
    let hides = tag == "svg"
    var html = ""
    for level in 0..<10_000 { html += "<\(tag)>w\(level) " }
    let names = tag.split(separator: ">").map { $0.split(separator: " ")[0].filter { $0 != "<" } }
    for level in 0..<10_000 {
      for name in names.reversed() { html += "</\(name)>" }
      html += " v\(level)"
    }
    let survey = Survey(HTMLContent(html: html).blocks)
    #expect(survey.deepest <= 256)
    #expect(survey.faults == [])
    guard !hides else { return }
    let words = survey.text.split { $0.isWhitespace || $0 == "\u{201C}" || $0 == "\u{201D}" }
    #expect(words.count == 20_000)
  }

  static let hostile: [(name: String, unit: String, tail: String)] = [
    ("start tags", "<div>", ""), ("end tags", "</b>", ""), ("inline tags", "<span>", ""),
    ("attributes", " a=b", ""), ("open tags", "<a ", ""), ("open quotes", "<a b=\">\" ", ""),
    ("odd quotes", "<a b=\"'>", ""), ("signs", "<", ""), ("ampersands", "&", ""),
    ("references", "&ampamp", ""), ("comments", "<!--", ""), ("dashes", "<!-- - -", ""),
    ("sections", "<![CDATA[", ""), ("brackets", "<![CDATA[]", ""), ("declarations", "<!", ""),
    ("scripts", "<script>", ""), ("titles", "<title>", ""), ("raw ends", "<title></titl", ""),
    ("cells", "<td>", ""), ("tables", "<table><td>", ""), ("lists", "<ul><li>x", ""),
    ("pictures", "<img src=a>", ""), ("breaks", "x<br>", ""), ("no-break spaces", "\u{A0}", ""),
    ("formatting", "<b><i>x</b>", ""), ("paragraphs", "<p>x<b>y", ""),
    ("frames", "<iframe src=a>", ""),
    ("NULs", "\0", ""), ("embeds", "<blockquote class=twitter-tweet>x", ""),
    ("empty lines", "x\n\n", ""),
  ]

  @Test(arguments: hostile)
  func `200 KB of anything take no time`(_ sample: (name: String, unit: String, tail: String)) {
    let count = 200_000 / sample.unit.utf8.count
    let head = sample.name == "attributes" ? "<a" : ""
    let html = head + String(repeating: sample.unit, count: count) + sample.tail
    let clock = ContinuousClock()
    let time = clock.measure {
      let content = HTMLContent(html: html)
      #expect(Survey(content.blocks).deepest <= 256)
    }
    // Quadratic time would take minutes; debug builds on a busy machine take a second.
    #expect(time < .seconds(20), "\(sample.name)")
  }

  @Test func `every prefix of a page can be read`() {
    let html = Array(
      """
      <!doctype html><html><head><title>t</title><script>var a = "<p>";</script></head><body>
      <article class="a b"><h1>ورّاق &amp; more</h1><p dir='rtl'>one <a href="x?y&z">two</a><br/>
      <img src=a.jpg srcset="a 1w, b 2x"></p><![CDATA[q]]><!-- c --><table><tr><td colspan=2>3
      </td></tr></table><iframe src="https://youtu.be/1"></iframe></article></body></html>
      """.utf8)
    for end in 0...html.count {
      let content = HTMLContent(html: String(decoding: html[..<end], as: UTF8.self))
      #expect(Survey(content.blocks).faults == [])
    }
  }

  @Test func `bytes at random can be read`() {
    var random = Random(seed: 7)
    let alphabet = Array("<>/!-=\"'& abpi\n\u{0}#;x[]".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let html = String(decoding: bytes, as: UTF8.self)
      #expect(Survey(HTMLContent(html: html).blocks).faults == [], "\(html.debugDescription)")
    }
  }
}
