import TestSupport
import Testing
import Warraq

/// Packages, items that are pictures, versions, and what a new version says of itself.
struct NewsMLG2PackageTests {
  private func written(
    _ articles: Article..., set: (inout NewsMLG2Writer.Options) -> Void = { _ in }
  ) throws -> (text: String, articles: [Article], diagnostics: [String]) {
    var options = NewsMLG2Writer.Options()
    set(&options)
    var context = ConversionContext.fixed
    let bytes = try NewsMLG2Writer(options).document(of: articles, context: &context)
    let diagnostics = context.log.diagnostics.map(\.message.id)
    let read = try NewsMLG2Reader().articles(in: bytes, context: &context)
    return (String(decoding: bytes, as: UTF8.self), read, diagnostics)
  }

  private var story: Article {
    var article = Article(id: "urn:newsml:example.org:20240624:1")
    article.language = "en"
    article.headline = "Harbour opens"
    article.published = NewsDate(iso8601: "2024-06-24T10:05:00Z")
    article.provider = Party(name: "Agency")
    article.body = [.paragraph(["The harbour opened."])]
    return article
  }

  private var package: Article {
    var article = story
    article.body = []
    article.related = [
      RelatedItem(relation: "hasPart", title: "First", id: "urn:newsml:example.org:20240624:2"),
      RelatedItem(relation: "hasPart", title: "Second", url: "https://example.org/2"),
      RelatedItem(title: "Elsewhere", id: "urn:x:3", label: "See also"),
      RelatedItem(relation: "hasPart", title: "Last", id: "urn:x:4"),
    ]
    article.extra["itemClass"] = .string("composite")
    return article
  }

  // MARK: - Packages

  @Test func `a story that is nothing but a package is a package item and comes back`() throws {
    let (text, articles, _) = try written(package)
    #expect(text.contains("<packageItem xmlns="))
    #expect(text.contains(#"<itemClass qcode="ninat:composite"/>"#))
    #expect(!text.contains("<contentSet"))
    #expect(articles == [package])
    let forced = try written(package) { $0.item = .news }
    #expect(forced.text.contains("<newsItem xmlns="))
  }

  @Test func `the root of a package is one of its groups, and every group is reached`() throws {
    let text = try written(package).text
    func values(_ pattern: Regex<(Substring, Substring)>) -> [String] {
      text.matches(of: pattern).map { String($0.output.1) }
    }
    let groups = values(#/<group id="([^"]*)"/#)
    #expect(groups.count == 4)
    #expect(Set(groups).count == 4)
    #expect(values(#/<groupSet root="([^"]*)"/#) == [groups[0]])
    #expect(values(#/<groupRef idref="([^"]*)"/#) == Array(groups.dropFirst()))
    let single = try written(
      {
        var article = package
        article.related.removeAll { $0.relation != "hasPart" }
        return article
      }())
    #expect(single.text.matches(of: #/<group id=/#).count == 1)
    #expect(!single.text.contains("<groupRef"))
  }

  @Test func `a reference says what it refers to and which version of it`() throws {
    var part = story
    part.id = "urn:newsml:example.org:20240624:2"
    part.version = 4
    part.headline = "Part"
    var article = package
    article.related = [RelatedItem(relation: "hasPart", article: part)]
    let text = try written(article).text
    #expect(
      text.contains(
        #"<itemRef residref="urn:newsml:example.org:20240624:2" version="4" contenttype="application/vnd.iptc.g2.newsitem+xml">"#
      ))
    #expect(text.contains(#"<itemClass qcode="ninat:text"/>"#))
    #expect(text.contains("<title>Part</title>"))
  }

  @Test func `identifiers of groups are unique in a message, also when a package comes twice`()
    throws
  {
    var other = package
    other.id = "urn:x:other"
    let text = try written(package, package, other, package).text
    let groups = text.matches(of: #/<group id="([^"]*)"/#).map { String($0.output.1) }
    #expect(groups.count == 16)
    #expect(Set(groups).count == 16)
    for match in text.matches(of: #/ (?:root|idref)="([^"]*)"/#) {
      #expect(groups.contains(String(match.output.1)))
    }
  }

  @Test func `a story can be sent with its pictures and its related stories as a package`() throws {
    var inner = story
    inner.id = "urn:newsml:example.org:20240624:7"
    inner.published = nil
    inner.headline = "Inner"
    var article = story
    article.media = [
      Asset(
        id: "p1", kind: .picture,
        renditions: [
          .init(
            href: "https://example.org/a.jpg", mediaType: "image/jpeg", role: "highRes", width: 640,
            height: 480, sizeInBytes: 1000),
          .init(href: "https://example.org/b.jpg", mediaType: "image/jpeg", role: "thumbnail"),
        ], caption: "The harbour", credit: "A. Lens")
    ]
    article.related = [RelatedItem(article: inner), RelatedItem(title: "T", id: "urn:x:9")]
    let (text, articles, _) = try written(article) { $0.item = .package }
    #expect(text.contains("<newsMessage"))
    #expect(
      text.contains(
        #"<remoteContent href="https://example.org/a.jpg" contenttype="image/jpeg" rendition="rnd:highRes" size="1000" width="640" height="480"/>"#
      ))
    try #require(articles.count == 4)
    #expect(articles[0].id == article.id)
    #expect(articles[0].body == article.body)
    #expect(articles[1].extra == [ExtraMember("itemClass", .string("picture"))])
    #expect(articles[1].media.first?.renditions == article.media[0].renditions)
    #expect(articles[1].media.first?.caption == "The harbour")
    #expect(articles[1].creditLine == "A. Lens")
    #expect(articles[2].headline == "Inner")
    #expect(articles[3].related.map(\.relation) == ["hasPart", "hasMedia", "seeAlso", "seeAlso"])
    #expect(
      articles[3].related.map(\.id) == [article.id, articles[1].id, inner.id, "urn:x:9"])
    // A story with nothing beside it needs no package.
    #expect(try written(story) { $0.item = .package }.text.contains("<newsItem xmlns="))
  }

  @Test func `an item that is a picture is written as one and comes back`() throws {
    var picture = story
    picture.body = []
    picture.extra["itemClass"] = .string("picture")
    picture.media = [
      Asset(
        id: "media-1", kind: .picture,
        renditions: [
          .init(href: "https://example.org/a.jpg", mediaType: "image/jpeg", role: "web"),
          .init(href: "https://example.org/b.jpg", mediaType: "image/jpeg", role: "desk:big"),
        ], caption: "What it shows")
    ]
    let (text, articles, _) = try written(picture)
    #expect(text.contains(#"<itemClass qcode="ninat:picture"/>"#))
    #expect(text.contains("<contentSet>"))
    #expect(!text.contains("irel:dependsOn"))
    #expect(articles == [picture])
    // What an item of its own has no place for keeps the picture in a link.
    picture.media[0].altText = "alt"
    let linked = try written(picture)
    #expect(linked.text.contains("irel:dependsOn"))
    #expect(linked.articles == [picture])
  }

  // MARK: - Versions and codes

  @Test(arguments: NewsMLG2Writer.Version.allCases)
  func `a version gets what it has, and the loss is declared`(
    _ version: NewsMLG2Writer.Version
  ) throws {
    var options = NewsMLG2Writer.Options()
    options.version = version
    let writer = NewsMLG2Writer(options)
    for feature in [Loss.Feature.dataMining, .digitalSourceType] {
      var sample = FeatureSample(feature).article
      sample.provider = Party(name: "Agency")
      let (text, articles, _) = try written(sample) { $0.version = version }
      #expect(text.contains("standardversion=\"\(version.rawValue)\""))
      #expect((articles == [sample]) == (writer.treatment(of: feature) == .kept))
    }
    #expect((writer.treatment(of: .dataMining) == .kept) == (version >= .v34))
    #expect((writer.treatment(of: .digitalSourceType) == .kept) == (version >= .v33))
  }

  @Test func `codes are said as QCodes or as URIs and mean the same`() throws {
    var article = story
    article.version = 2
    article.creators = [Contributor(name: "Ada", role: "author")]
    article.summaries = [RoleText(role: SummaryRole.summary, text: "s")]
    article.subjects = [
      Concept(
        kind: .subject, names: [.init("Talks")],
        scheme: "http://cv.iptc.org/newscodes/mediatopic/", code: "20000590"),
      Concept(scheme: "https://example.org/cv/", code: "a b"),
      Concept(
        scheme: "https://example.org/cv/", code: "c", iri: "http://www.wikidata.org/entity/Q1"),
    ]
    let qcodes = try written(article) { $0.signal = .update }
    #expect(qcodes.text.contains(#"qcode="medtop:20000590""#))
    let uris = try written(article) {
      $0.codes = .uri
      $0.signal = .update
    }
    for part in ["qcode=", " role=", " type=", "<catalog>"] { #expect(!uris.text.contains(part)) }
    for part in [
      #"<itemClass uri="http://cv.iptc.org/newscodes/ninature/text"/>"#,
      #"<signal uri="http://cv.iptc.org/newscodes/signal/update"/>"#,
      #"uri="http://cv.iptc.org/newscodes/mediatopic/20000590""#,
      #"uri="https://example.org/cv/a%20b""#, #"<sameAs uri="https://example.org/cv/c"/>"#,
      #"typeuri="http://cv.iptc.org/newscodes/cpnature/abstract""#,
    ] { #expect(uris.text.contains(part), "\(part)") }
    var known = try #require(uris.articles.first)
    #expect(known.subjects.map(\.iri).contains("https://example.org/cv/a%20b"))
    known.subjects = article.subjects
    #expect(known == qcodes.articles.first)
  }

  // MARK: - New versions

  @Test func `a correction and an update say so, in the words of the story or of the option`()
    throws
  {
    var article = story
    #expect(try !written(article) { $0.signal = .correction }.text.contains("<signal"))
    article.version = 2
    #expect(try !written(article).text.contains("<signal"))
    let corrected = try written(article) { $0.signal = .correction }
    #expect(corrected.text.contains(#"version="2""#))
    #expect(corrected.text.contains(#"<signal qcode="sig:correction"/>"#))
    #expect(
      corrected.articles[0].extra == [ExtraMember("signal", .array([.string("correction")]))])
    article.extra["signal"] = .array([.string("update"), .string("http://example.org/s/1")])
    let own = try written(article) { $0.signal = .correction }
    #expect(own.text.contains(#"<signal qcode="sig:update"/>"#))
    #expect(own.articles == [article])
  }

  @Test func `a cancellation is a version of its own`() throws {
    var article = story
    article.status = .canceled
    article.version = 2
    let canceled = try written(article)
    #expect(canceled.text.contains(#"<pubStatus qcode="stat:canceled"/>"#))
    #expect(canceled.articles == [article])
    #expect(canceled.diagnostics.isEmpty)
    article.version = 1
    #expect(try written(article).diagnostics == ["newsml.cancels-first-version"])
  }
}
