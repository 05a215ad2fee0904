import TestSupport
import Testing
import Warraq

import WarraqCore

/// Addresses of stories that would run something when somebody follows them.
struct AddressSchemeTests {
  static let refused = [
    "javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:x",
    "java\u{1}script:x", "java\u{0}script:x", "\u{7F}javascript:x", "java\u{200B}script:x",
    "\u{A0}javascript:x", "\u{FEFF}\u{202E}javascript:x", "jav\u{AD}ascript:x",
    "JAVASCRIPT&colon;x", "javascript&#58;x", "java&Tab;script:x", "javascript&#x3A:x",
    "feed:javascript:x", "vbscript:x", "data:text/html,<b>", "file:///etc/passwd", "view-source:x",
    "ms-office:x",
  ]

  /// Formats whose readers follow addresses. JSON is data; the pages of a book are compressed and have
  /// a test of their own.
  static let formats = FormatRegistry.standard.formats.map(\.name)
    .filter { !["json", "jsonl", "epub"].contains($0) }

  private func article(_ address: String) -> Article {
    var article = Article(id: "urn:x:1")
    article.headline = "H"
    article.published = NewsDate(iso8601: "2024-06-24T10:05:00Z")
    article.url = address
    article.sources = [Source(name: "S", url: address)]
    article.media = [
      Asset(id: "m", kind: .picture, renditions: [Asset.Rendition(href: address)])
    ]
    var inner = Article(id: "urn:x:2")
    inner.url = address
    article.related = [
      RelatedItem(title: "R", url: address), RelatedItem(title: "I", article: inner),
    ]
    article.body = [
      .paragraph(["a ", .link(["b"], href: address), " c"]), .figure(Figure(media: "m")),
      .embed(Embed(url: address)),
    ]
    return article
  }

  @Test(arguments: formats, refused)
  func `no format has an address that would run something`(name: String, address: String) throws {
    let format = try #require(FormatRegistry.standard.format(named: name))
    guard format.writer != nil else { return }
    var context = ConversionContext.fixed
    let bytes = try format.makeWriter().document(of: [article(address)], context: &context)
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    // The text of an embed may name it; the address of none may.
    for start in ["\"", "'", "(", "=", "<", ","] {
      for scheme in ["javascript:", "vbscript:", "data:", "file:", "view-source:", "ms-office:"] {
        #expect(!text.contains(start + scheme))
      }
    }
    #expect(!context.log.diagnostics.isEmpty)
  }

  @Test(arguments: refused)
  func `the scheme is found where browsers find it`(address: String) {
    #expect(!AddressScheme.allows(address))
  }

  @Test(arguments: [
    "https://a.example/", "HTTP://a.example/", "mailto:a@b.example", "urn:x:1", "tag:a,2024:b",
    "ftp://a.example/x", "/a/b", "a&b:c", "a.html?b&colon;c", "/a&#58;b", "\u{A0}x",
    "z\u{AD}eit/a:b", "a/b:c", "#n", "?a:b", "10:30.jpg", "", "بحر:x", "//a.example/x",
  ])
  func `other addresses are written`(address: String) {
    #expect(AddressScheme.allows(address))
  }

  @Test(arguments: ["newsml", "ninjs", "atom", "rss"], ["javascript:x", " VBScript:x", "data:,x"])
  func `no person, concept or source is named by one`(name: String, address: String) throws {
    let format = try #require(FormatRegistry.standard.format(named: name))
    var story = article("https://a.example/")
    story.sources = [Source(name: "S", role: SourceRole.agency, iri: address)]
    story.creators = [Contributor(name: "C", identifiers: [address])]
    story.subjects = [Concept(names: [Concept.Name("T")], iri: address)]
    var context = ConversionContext.fixed
    let bytes = try format.makeWriter().document(of: [story], context: &context)
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    for scheme in ["javascript:", "vbscript:", "data:"] {
      #expect(!text.contains("uri=\"" + scheme) && !text.contains("\"uri\":\"" + scheme))
    }
  }

  @Test(arguments: refused)
  func `no person of a feed has one`(address: String) throws {
    var story = article("https://a.example/")
    story.creators = [Contributor(name: "C", identifiers: [address, "https://c.example/"])]
    for writer: any ArticleWriter in [AtomWriter(), JSONFeedWriter()] {
      var context = ConversionContext.fixed
      let text = String(
        decoding: try writer.document(of: [story], context: &context), as: UTF8.self)
      #expect(text.contains("https://c.example/"))
      #expect(!text.contains("script:"))
    }
  }

  @Test func `what is left out is a counted loss`() throws {
    var context = ConversionContext.fixed
    _ = try NinjsWriter().document(of: [article("javascript:x")], context: &context)
    let entries = context.log.losses.entries.filter { $0.kind.treatment == .dropped }
    #expect(entries.map { "\($0.kind.feature)" }.sorted().contains("url"))
    #expect(context.log.diagnostics.map(\.message.id).contains("address.scheme"))
  }

  @Test func `Markdown keeps the text of a link and the label of a picture`() {
    var buffer = ByteBuffer()
    let count = buffer.append(
      markdown: [
        .paragraph(["a ", .link([.strong(["b"])], href: "javascript:x"), " c"]),
        .figure(Figure(media: "m")),
      ],
      media: [
        Asset(
          id: "m", kind: .picture,
          renditions: [Asset.Rendition(href: "data:image/png;base64,AA")], altText: "alt")
      ])
    #expect(count == 2)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "a **b** c\n\nalt")
  }
}
