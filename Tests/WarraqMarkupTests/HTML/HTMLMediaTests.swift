import Testing
import WarraqModel
import WarraqMarkup

struct HTMLMediaTests {
  @Test func `a figure has its asset, renditions and caption`() throws {
    let content = HTMLContent(
      html: """
        <figure><picture><source srcset="a.webp 800w, b.webp 1600w" type="image/webp">\
        <img src="a.jpg" width="640px" height=480 alt="A &amp; B"></picture>\
        <figcaption>Cap <b>tion</b></figcaption></figure>
        """, base: "https://e.org/n/")
    #expect(outline(content.blocks) == "figure[media-1: Cap *tion*]")
    let asset = try #require(content.media.first)
    #expect(asset.kind == .picture)
    #expect(asset.altText == "A & B")
    #expect(
      asset.renditions == [
        .init(href: "https://e.org/n/b.webp", mediaType: "image/webp", width: 1600),
        .init(href: "https://e.org/n/a.webp", mediaType: "image/webp", width: 800),
        .init(href: "https://e.org/n/a.jpg", width: 640, height: 480),
      ])
  }

  @Test func `a lazy picture has its real address`() {
    let content = HTMLContent(
      html: "<img src='data:image/gif;base64,R0' data-src='http://e/a.jpg'>"
        + "<img class=lazy src=data:x data-srcset='http://e/b.jpg 2x'>")
    #expect(
      content.media.map { $0.renditions.map(\.href) } == [["http://e/a.jpg"], ["http://e/b.jpg"]])
  }

  @Test(arguments: [
    ("<p><img src=a>text</p>", "figure[media-1] p[text]"),
    ("<p>te<img src=a>xt</p>", "p[text] figure[media-1]"),
    ("<p>a<br><img src=a><br>b</p>", "p[a] figure[media-1] p[b]"),
    ("<p>a<br><br>b <img src=a><br><br>c", "p[a] p[b] figure[media-1] p[c]"),
    ("<a href=http://e><img src=a></a>", "figure[media-1]"),
    ("<img src=a width=1 height=1>x<img>", "p[x]"),
    ("a <img class='emoji' alt='😀' src=x> b", "p[a 😀 b]"),
    ("<div hidden><img src=a></div>x", "p[x]"),
    (
      "<figure><img src=a><img src=b><figcaption>c</figcaption></figure>",
      "figure[media-1] figure[media-2] p[c]"
    ),
    ("<figure><figcaption>c</figcaption></figure>", "p[c]"),
    (
      "<figure><table><tr><th>a</table><figcaption>c</figcaption></figure>",
      "table[caption:c !p[a]]"
    ),
    ("<figure><img src=a><figcaption><p>c<p>d</figure>e", "figure[media-1: c⏎d] p[e]"),
    ("<ul><li><img src=a> x</ul>", "ul[figure[media-1] p[x]]"),
  ])
  func `pictures stand beside the text`(_ html: String, _ expected: String) {
    #expect(outline(HTMLContent(html: html).blocks) == expected)
  }

  @Test func `films and sounds are assets`() {
    let content = HTMLContent(
      html: """
        <p>a <video poster=p.jpg width=640><source src=v.mp4 type="video/mp4"><track src=t.vtt>\
        Your browser cannot play <a href=v.mp4>this</a></video> b</p>\
        <audio src=s.mp3></audio>
        """, firstMediaNumber: 7)
    #expect(outline(content.blocks) == "p[a b] figure[media-7] figure[media-8]")
    #expect(content.media.map(\.kind) == [.video, .audio])
    #expect(
      content.media[0].renditions == [
        .init(href: "v.mp4", mediaType: "video/mp4"), .init(href: "p.jpg", role: "thumbnail"),
      ])
  }

  @Test(arguments: [
    (
      "<iframe src='//www.youtube.com/embed/x?a=1&amp;b'>no</iframe>",
      "embed[youtube https://www.youtube.com/embed/x?a=1&b]"
    ),
    (
      "<iframe src=https://www.facebook.com/plugins/post.php>",
      "embed[facebook https://www.facebook.com/plugins/post.php]"
    ),
    (
      "<iframe data-src=https://www.google.com/maps/embed?pb=1></iframe>",
      "embed[google-maps https://www.google.com/maps/embed?pb=1]"
    ),
    (
      "<iframe src=https://player.vimeo.com/1></iframe>x",
      "embed[vimeo https://player.vimeo.com/1] p[x]"
    ),
    ("<iframe src=https://e.org/w></iframe>", "embed[? https://e.org/w]"),
    ("<iframe src=https://t.e.org height=0 width=0></iframe><iframe></iframe>x", "p[x]"),
    ("<script src=w.js data-telegram-post=\"c/12\"></script>", "embed[telegram https://t.me/c/12]"),
    (
      "<div class=fb-post data-href=https://www.facebook.com/p/1></div>",
      "embed[facebook https://www.facebook.com/p/1]"
    ),
  ])
  func `frames are embeds`(_ html: String, _ expected: String) {
    #expect(outline(HTMLContent(html: html).blocks) == expected)
  }

  @Test func `a tweet is an embed with its text, author, date and address`() throws {
    let html = """
      <blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">Talks begin<br>now \
      <a href="https://t.co/a">pic.twitter.com/AbC</a></p>&mdash; Mara Ellison (@mara) \
      <a href="https://twitter.com/mara/status/12?ref_src=t">June 24, 2024</a></blockquote>
      """
    let content = HTMLContent(html: html + "<script src=widgets.js></script>after")
    #expect(
      content.blocks == [
        .embed(
          Embed(
            provider: "twitter", url: "https://twitter.com/mara/status/12?ref_src=t",
            text: "Talks begin\nnow", author: "Mara Ellison (@mara)",
            date: NewsDate(year: 2024, month: 6, day: 24, text: "June 24, 2024"),
            media: ["https://pic.twitter.com/AbC"], html: html)),
        .paragraph([.text("after")]),
      ])
  }

  @Test func `an Instagram post keeps its address`() {
    let content = HTMLContent(
      html: """
        <blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/X/">\
        <div><a href="https://www.instagram.com/p/X/">A post shared by N (@n)</a></div></blockquote>
        """)
    #expect(outline(content.blocks) == "embed[instagram https://www.instagram.com/p/X/]")
    #expect(content.blocks.plainText == "A post shared by N (@n)")
  }
}
