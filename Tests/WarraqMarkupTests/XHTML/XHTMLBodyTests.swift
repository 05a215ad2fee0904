import Testing
import WarraqCore
import WarraqModel
import WarraqMarkup

struct XHTMLBodyTests {
  private func written(
    _ blocks: [Block], media: [Asset] = [], _ change: (inout XHTMLBody.Options) -> Void = { _ in }
  ) -> (text: String, diagnostics: [String]) {
    var options = XHTMLBody.Options()
    change(&options)
    var buffer = ByteBuffer()
    var context = ConversionContext.fixed
    XMLWriter.append(to: &buffer, context: &context) { xml, context in
      var body = XHTMLBody(media: media, options: options)
      body.write(blocks, to: &xml, context: &context)
    }
    return (
      String(decoding: buffer.bytes, as: UTF8.self), context.log.diagnostics.map(\.message.id)
    )
  }

  @Test func `a note and the reference to it link to each other`() {
    let (text, _) = written([
      .paragraph(["a", .footnoteReference("n 1"), "b", .footnoteReference("lost")]),
      .footnote(id: "n 1", [.paragraph(["x"])]),
    ])
    let expected = ##"""
      <p>a<sup><a href="#fn-n_20_1" id="fnref-n_20_1" role="doc-noteref">1</a></sup>b\##
      <sup>[2]</sup></p><aside id="fn-n_20_1" role="doc-footnote"><p>\##
      <a href="#fnref-n_20_1" role="doc-backlink">1</a> x</p></aside>
      """##
    #expect(text == expected)
  }

  @Test func `inlines map to their elements`() {
    let (text, _) = written([
      .paragraph([
        "a", .emphasis(["b"]), .strong(["c"]), .code("d<"), .lineBreak, .superscript(["e"]),
        .subscript(["f"]), .deletion(["12"]), .insertion(["15"]),
        .link(["g"], href: "https://example.org/?a&b", title: "t"),
      ])
    ])
    #expect(
      text == "<p>a<em>b</em><strong>c</strong><code>d&lt;</code><br/><sup>e</sup><sub>f</sub>"
        + "<del>12</del><ins>15</ins>"
        + #"<a href="https://example.org/?a&amp;b" title="t">g</a></p>"#)
  }

  @Test func `a span carries its language and the direction that follows`() {
    #expect(
      written([.paragraph([.span(["x"], language: "ar_EG")])]).text
        == #"<p><span xml:lang="ar-EG" lang="ar-EG" dir="rtl">x</span></p>"#)
    #expect(
      written([.paragraph([.span(["x"], language: "ar", direction: .leftToRight)])]).text
        == #"<p><span xml:lang="ar" lang="ar" dir="ltr">x</span></p>"#)
    #expect(written([.paragraph([.span(["x"], language: "?!")])]).text == "<p><span>x</span></p>")
  }

  @Test func `links that cannot be trusted keep their text`() {
    let (text, diagnostics) = written([
      .paragraph([
        .link([.strong(["a"])], href: "javascript:x"), .link(["b"], href: "data:,"),
        .link(["c"], href: "/d"),
      ])
    ])
    #expect(text == "<p><strong>a</strong>bc</p>")
    #expect(diagnostics == ["xhtml.link-removed"])
  }

  @Test func `a link inside a link is flattened`() {
    let inner = Inline.link(["b"], href: "https://b.example/")
    #expect(
      written([.paragraph([.link(["a", .emphasis([inner])], href: "https://a.example/")])]).text
        == #"<p><a href="https://a.example/">a<em>b</em></a></p>"#)
  }

  @Test func `headings keep their level, shift, or close gaps`() {
    let body: [Block] = [
      .heading(level: 4, ["a"]), .heading(level: 6, ["b"]), .heading(level: 4, ["c"]),
      .heading(level: 2, ["d"]), .heading(level: 9, ["e"]), .heading(level: 3, []),
    ]
    #expect(
      written(body).text == "<h4>a</h4><h6>b</h6><h4>c</h4><h2>d</h2><h6>e</h6>")
    #expect(
      written(body) { $0.closesHeadingGaps = true }.text
        == "<h2>a</h2><h3>b</h3><h2>c</h2><h2>d</h2><h3>e</h3>")
    #expect(
      written(body) {
        $0.closesHeadingGaps = true
        $0.headingShift = 4
      }.text == "<h6>a</h6><h6>b</h6><h6>c</h6><h6>d</h6><h6>e</h6>")
  }

  @Test func `nothing empty is written`() {
    let (text, diagnostics) = written([
      .paragraph([]), .paragraph([.emphasis([""])]), .heading(level: 2, [""]),
      .quote([], attribution: []), .list(ListBlock(items: [])), .table(Table(rows: [])),
      .table(Table(rows: [[], []])), .figure(Figure(media: "none")), .embed(Embed()),
      .preformatted(""), .aside([.paragraph([])], role: nil),
      .aside([.paragraph(["x"])], role: AsideRole.readMore),
    ])
    #expect(text == "")
    #expect(diagnostics.isEmpty)
  }

  @Test func `quotations carry their attribution`() {
    #expect(
      written([.quote([.paragraph(["q"])], attribution: ["who"])]).text
        == "<blockquote><p>q</p><footer><cite>who</cite></footer></blockquote>")
  }

  @Test func `lists count from their start`() {
    let (text, _) = written([
      .list(
        ListBlock(
          isOrdered: true, start: 3,
          items: [
            [.paragraph(["a"])], [],
            [.paragraph(["b"]), .list(ListBlock(items: [[.paragraph(["c"])]]))],
          ]))
    ])
    #expect(
      text == #"<ol start="3"><li>a</li><li></li><li><p>b</p><ul><li>c</li></ul></li></ol>"#)
  }

  @Test func `tables head their columns and rows`() {
    let head = Table.Cell([.paragraph(["h"])], isHeader: true, columnSpan: 2, rowSpan: 9)
    let row = Table.Cell([.paragraph(["r"])], isHeader: true)
    let cell = Table.Cell([.paragraph(["a"]), .paragraph(["b"])])
    let (text, _) = written([.table(Table(caption: ["c"], rows: [[head], [], [row, cell]]))])
    #expect(
      text == #"<table><caption>c</caption><thead><tr><th scope="col" colspan="2">h</th></tr>"#
        + #"</thead><tbody><tr><th scope="row">r</th><td><p>a</p><p>b</p></td></tr></tbody></table>"#
    )
  }

  @Test func `a header cell holds no heading, footer or aside`() {
    let cell = Table.Cell(
      [
        .heading(level: 2, ["h"]), .aside([.paragraph(["a"])], role: "x"),
        .quote([.paragraph(["q"])], attribution: ["who"]),
      ], isHeader: true)
    let (text, _) = written([.table(Table(rows: [[cell]]))])
    #expect(
      text == #"<table><thead><tr><th scope="col"><p><strong>h</strong></p>"#
        + #"<div class="x"><p>a</p></div><blockquote><p>q</p><p><cite>who</cite></p></blockquote>"#
        + "</th></tr></thead></table>")
  }

  @Test func `a picture is shown, linked or replaced by its caption`() {
    let remote = Asset(
      id: "1", kind: .picture,
      renditions: [
        Asset.Rendition(
          href: "https://example.org/a.jpg", mediaType: "image/jpeg", width: 640, height: 480)
      ], caption: "caption", altText: "alt", credit: "credit")
    let caption = "<figcaption>caption <small>credit</small></figcaption>"
    #expect(
      written([.figure(Figure(media: "1"))], media: [remote]).text
        == #"<figure><img src="https://example.org/a.jpg" alt="alt" width="640" height="480"/>"#
        + "\(caption)</figure>")
    #expect(
      written([.figure(Figure(media: "1"))], media: [remote]) { $0.pictures = .linked }.text
        == #"<figure><p><a href="https://example.org/a.jpg">alt</a></p>\#(caption)</figure>"#)
    var local = remote
    local.renditions[0].href = "file:///a.jpg"
    #expect(
      written([.figure(Figure(media: "1", caption: ["own"]))], media: [local]).text
        == "<figure><p>alt</p><figcaption>own <small>credit</small></figcaption></figure>")
  }

  @Test func `film is linked`() {
    let film = Asset(
      id: "1", kind: .video, renditions: [Asset.Rendition(href: "https://example.org/v/a.mp4")])
    #expect(
      written([.figure(Figure(media: "1"))], media: [film]).text
        == #"<figure><p><a href="https://example.org/v/a.mp4">a.mp4</a></p></figure>"#)
  }

  @Test func `an embed becomes a card`() {
    let embed = Embed(
      provider: "twitter", url: "https://t.example/1", text: "one\r\ntwo", author: "@a",
      date: NewsDate(year: 2024, month: 6, day: 24, text: "June 24"),
      media: ["https://p.example/x.jpg", "javascript:x"], html: "<script/>")
    let (text, diagnostics) = written([.embed(embed)])
    #expect(
      text
        == #"<figure class="embed" data-provider="twitter"><blockquote cite="https://t.example/1">"#
        + #"<p dir="auto">one<br/>two</p></blockquote>"#
        + #"<ul><li><a href="https://p.example/x.jpg">x.jpg</a></li></ul>"#
        + "<figcaption><cite><bdi>@a</bdi></cite> · <bdi>twitter</bdi> · "
        + #"<time datetime="2024-06-24">June 24</time> · "#
        + #"<a href="https://t.example/1"><bdi>https://t.example/1</bdi></a></figcaption></figure>"#
    )
    #expect(diagnostics == ["xhtml.link-removed"])
  }

  @Test func `what is nested too deep is flattened`() {
    var block = Block.paragraph(["deep"])
    for _ in 0..<250 { block = .list(ListBlock(items: [[.paragraph(["x"]), block]])) }
    let (text, diagnostics) = written([block])
    #expect(diagnostics == ["xhtml.too-deep"])
    #expect(text.contains("deep"))
    var depth = 0
    var deepest = 0
    for (a, b) in zip(text.utf8, text.utf8.dropFirst()) where a == UInt8(ascii: "<") {
      depth += b == UInt8(ascii: "/") ? -1 : 1
      deepest = max(deepest, depth)
    }
    #expect(deepest < 220)
    #expect(depth == 0)
  }
}
