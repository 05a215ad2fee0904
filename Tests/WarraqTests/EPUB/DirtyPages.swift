import Foundation
import TestSupport
import Warraq
import WarraqMarkup
import WarraqXML

/// Stories as nobody wants them: the dirtiest markup and the worst values, the same for one seed.
struct DirtyPages {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  /// Markup that breaks books when it is copied as it is.
  private static let pieces = [
    #"<img src="https://cdn.example/a.jpg" srcset="a 1x, //b.example/c 2x" onerror=alert(1)>"#,
    #"<img src="../no such.png" alt="&#0;&#xB;x">"#, "<img>",
    #"<img src="data:image/png;base64,iVB">"#,
    "<picture><source srcset=x type=image/avif><img src=y.svg></picture>",
    "<script>document.write('<p>')</script>", "<script src=//evil.example/x.js></script>",
    #"<iframe src="https://www.youtube.com/embed/x?a=1&b" width=100%></iframe>"#,
    "<video controls poster=p.jpg><source src=v.mp4></video>", "<audio src=a.mp3 autoplay>",
    "<object data=x.swf><param name=a></object>", "<embed src=x>", "<svg><script>1</script></svg>",
    "<math><mi>x</mi></math>", "<form action=/x><input name=q><button>go</button></form>",
    #"<a href="java&#10;script:alert(1)">a</a>"#, #"<a href="file:///etc/passwd">b</a>"#,
    #"<a href="/news/x?p=1#top">c</a>"#, #"<a href="http://[::1">d</a>"#,
    #"<a href="https://example.org/a b|c[1]{2}^%zz\d">e</a>"#, #"<a href="whatsapp://send">f</a>"#,
    ##"<a href="#nowhere">g</a>"##, #"<a href="a00001.xhtml#x">h</a>"#, "<a href=''>i</a>",
    #"<a href="https://example.org"><a href="mailto:a@b.example">nested</a></a>"#,
    #"<a href="https://ex ample.org/">j</a>"#,
    #"<a href="http://user:pa@ss@h.example:99999/">k</a>"#,
    #"<p id="1 2" id=x name="é&" style="direction:rtl;color:red;position:fixed" dir=up lang="x y">"#,
    "<p lang=ar_SA dir=RTL>", #"<span lang="" xml:lang="zz-zz-zz-zz-zzzzzzzzzzz" data-Upper=1>"#,
    #"<time datetime="24th, June 2024 GMT">24</time>"#, "<time datetime=2024-13-45T99:99>x</time>",
    "<h1>", "<h6>", "<h3><p>", "<ul><p>x</ul>", "<li>", "<ol start=-99999999999><li>",
    "<ol reversed type=i>",
    "<table border=5 width=100%><td>", "<table><tr><td colspan=0 rowspan=-1><table><caption><ul>",
    "<th><h2>x<th scope=banana><footer>y", "<dl><dd>", "<blockquote cite='x y'>", "<q cite=::>",
    #"<blockquote class="twitter-tweet"><p>tweet</p>— A (@a) <a href="https://t.co/1">date</a>"#,
    "<center><font color=red size=+9><b><i></center>", "<marquee><blink>", "<o:p>&nbsp;</o:p>",
    "<x-a:b c:d=e>", "<!-- -- > --->", "<![CDATA[ ]]>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "<?php ?>",
    "&nbsp;&bogus;&#xFFFF;&#x1F;&#xD800;&#99999999;&", "]]>", "<", "</", "<p", "</body></html>",
    "\u{0}",
    "\u{B}\u{C}\u{1F}\u{7F}\u{85}\u{9F}\u{FFFE}\u{FFFF}\u{FEFF}", "\u{202E}\u{2066}\u{200F}",
    "<base href='//x'>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//x>",
    "<style>@import 'x'; p{direction:rtl}</style>", "<details><summary>s",
    "<div><p><div><p><hr><br>",
    "<pre>\n\n <b>x", "<figure><figcaption><figure><img src=1 longdesc=x usemap=#m>",
    "<map><area href=x>",
    "<select><option>x", "<textarea><p>", "<title>t</title>",
    "<noscript><img src=t.gif></noscript>",
    "<ruby>漢<rt>kan", "<wbr>", "<sup><sub><sup>",
    "<aside><aside role=doc-chapter epub:type=sidebar>",
    "نص عربي ‏«اقتباس»‏ (1)", "plain words", "👩🏽‍🔧", "e\u{301}",
  ]
  private static let texts = [
    "", " ", "\u{0}", "\u{200F}", "\u{FFFE}", "]]>", "<b>&amp;</b>", "\u{1F}\u{B}x", "\"'><",
    "نص\u{202E}x",
    "--", "#", "?", "a\u{2028}b\n\nc\td", String(repeating: "long ", count: 2000),
    String(repeating: "ط", count: 3000), "%00", "../../x", "con", "{{headline}}", "\u{E000}",
    "\u{10FFFF}",
  ]
  private static let addresses = [
    "", " ", "x", "/x", "//x", "http://", "https://[", "javascript:1", "data:,x", "http://a b/",
    "urn:x:1",
    "https://example.org/a|b", "file:///x", "mailto:", "tel:+1", "https://example.org/é?ü#ß#", "::",
    "\u{0}",
    "HTTPS://EXAMPLE.ORG", "http://exa\u{0}mple.org", "https://مثال.example/خبر",
  ]
  private static let languages = [
    "", "und", "C", "ar_SA", "Arabic", "x", "zz", "en-", "-en", "a-b", "en-x", "i-klingon",
    "ar-Latn", "zh-Hans",
    "not a language", "en\u{0}", "العربية", "sr-Cyrl-RS", "mul", "x-private", "he", "ur",
    "en-US-POSIX",
  ]

  private mutating func number(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
  private mutating func pick<T>(_ list: [T]) -> T { list[number(list.count)] }
  private mutating func maybe<T>(_ value: T) -> T? { number(3) > 0 ? value : nil }

  private mutating func html() -> String {
    var html = ""
    for _ in 0..<(5 + number(40)) {
      html += pick(Self.pieces)
      if number(3) == 0 { html += "</\(pick(["p", "div", "a", "table", "td", "li", "b", "h1"]))>" }
    }
    if number(12) == 0 { html = String(repeating: "<div><blockquote><ul><li>", count: 200) + html }
    return html
  }

  private mutating func date() -> NewsDate {
    if number(3) == 0 { return NewsDate(unresolved: pick(Self.texts)) }
    let date = NewsDate(
      year: pick([1, 1979, 2024, 9999]), month: pick([1, 12]), day: pick([1, 28]), hour: 23,
      minute: 59,
      second: 59, nanosecond: 999_999_999, fractionDigits: 9,
      offsetMinutes: pick([nil, 0, -1439, 1439]),
      text: maybe(pick(Self.texts)))
    return date ?? NewsDate(unresolved: "?")
  }

  mutating func story() -> Article {
    var article = Article(id: pick(Self.texts + Self.addresses))
    article.language = maybe(pick(Self.languages))
    article.headline = maybe(pick(Self.texts))
    article.url = maybe(pick(Self.addresses))
    article.section = maybe(pick(Self.texts))
    article.slugline = maybe(pick(Self.texts))
    article.byline = maybe(pick(Self.texts))
    article.dateline = maybe(pick(Self.texts))
    article.titles = ["sub", "kicker", ""].map { RoleText(role: $0, text: pick(Self.texts)) }
    article.summaries = [RoleText(role: "summary", text: pick(Self.texts))]
    article.creators = (0..<3).map { _ in
      Contributor(name: pick(Self.texts), role: pick(Self.texts))
    }
    article.keywords = (0..<5).map { _ in Keyword(pick(Self.texts)) }
    article.sources = [
      Source(name: pick(Self.texts), role: SourceRole.publisher, url: pick(Self.addresses))
    ]
    article.provider = Party(name: pick(Self.texts), iri: pick(Self.addresses))
    article.copyrightNotice = maybe(pick(Self.texts))
    article.usageTerms = maybe(pick(Self.texts))
    article.creditLine = maybe(pick(Self.texts))
    article.urgency = maybe(pick([-1, 0, 5, 99]))
    article.published = maybe(date())
    article.modified = maybe(date())
    let content = HTMLContent(html: html(), base: maybe(pick(Self.addresses)))
    article.body = content.blocks
    article.media = content.media
    let bytes = pick([SampleStories.pixel, [], [0xFF, 0xD8, 0xFF], Array("<svg/>".utf8)])
    article.media.append(
      Asset(
        id: pick(Self.texts), kind: maybe(.picture),
        renditions: [
          Asset.Rendition(href: pick(Self.addresses), mediaType: "image/avif", data: bytes)
        ],
        caption: maybe(pick(Self.texts)), altText: maybe(pick(Self.texts)),
        credit: maybe(pick(Self.texts))))
    article.related = (0..<3).map { _ in
      RelatedItem(
        title: maybe(pick(Self.texts)), url: maybe(pick(Self.addresses)),
        id: maybe(pick(Self.texts)),
        label: maybe(pick(Self.texts)))
    }
    if number(4) == 0 {
      var inner = Article(id: pick(Self.texts))
      inner.headline = pick(Self.texts)
      inner.language = pick(Self.languages)
      inner.body = HTMLContent(html: html()).blocks
      article.related[0].article = inner
    }
    return article
  }
}
