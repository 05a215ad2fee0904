public import WarraqCore
public import WarraqModel

/// Two articles that differ in one feature of the model.
public struct FeatureSample {
  /// The article without the feature.
  public let base: Article
  /// The same article with it.
  public var article: Article

  /// Makes the pair for a feature.
  public init(_ feature: Loss.Feature) {
    var base = Article(id: "urn:newsml:sample.example:20240624:1")
    base.language = "en"
    base.headline = "Headline"
    base.published = Self.instant
    base.body = [.paragraph(["The body."])]
    switch feature {
    // What every sample has is taken from the base, not added to the article.
    case .language: base.language = nil
    case .headline: base.headline = nil
    case .published: base.published = nil
    case .paragraphs: base.body = []
    case .contributorDetails: base.creators = [Contributor(name: "Mara Ellison")]
    case .keywordConfidence: base.keywords = [Keyword("harbour")]
    case .sourceDetails: base.sources = [Source(name: "Harbour Wire")]
    case .mediaData: base.media = [Self.picture]
    case .relatedArticles: base.related = [RelatedItem(title: "Elsewhere")]
    case .figures:
      base.media = [Self.picture]
    case .deletions: base.body = [.paragraph(["The toll rises."])]
    default: break
    }
    self.base = base
    var article = base
    Self.add(feature, to: &article)
    self.article = article
  }

  private static let instant = NewsDate(
    year: 2024, month: 6, day: 24, hour: 14, minute: 5, second: 9, offsetMinutes: 0)

  private static let picture = Asset(
    id: "media-1", kind: .picture,
    renditions: [
      Asset.Rendition(href: "https://example.org/p.jpg", mediaType: "image/jpeg", width: 640)
    ],
    caption: "A caption", altText: "A harbour", credit: "A. Lens")

  private static func concept(_ kind: Concept.Kind) -> Concept {
    Concept(
      kind: kind, names: [Concept.Name("Diplomacy")],
      scheme: "http://cv.iptc.org/newscodes/mediatopic/", code: "20000590")
  }

  private static func add(_ feature: Loss.Feature, to article: inout Article) {
    switch feature {
    case .alternateIDs: article.alternateIDs = [RoleText(role: "desk", text: "D-17")]
    case .version: article.version = 3
    case .url: article.url = "https://example.org/story"
    case .language: article.language = "en"
    case .direction: article.direction = .rightToLeft
    case .headline: article.headline = "Headline"
    case .titles: article.titles = [RoleText(role: TitleRole.sub, text: "A deck below it")]
    case .slugline: article.slugline = "harbour-talks"
    case .section: article.section = "World affairs"
    case .creators: article.creators = [Contributor(name: "Mara Ellison")]
    case .contributors: article.contributors = [Contributor(name: "Tom Haddad")]
    case .contributorDetails:
      article.creators = [
        Contributor(
          name: "Mara Ellison", role: "editor", jobTitle: "Chief editor",
          organization: "Harbour Wire", identifiers: ["https://example.org/mara"])
      ]
    case .byline: article.byline = "By our own correspondent"
    case .dateline: article.dateline = "LINTOWN"
    case .located: article.located = [concept(.place)]
    case .created: article.created = instant
    case .published: article.published = instant
    case .modified: article.modified = NewsDate(secondsSince1970: 1_719_300_000)
    case .embargoed: article.embargoed = NewsDate(secondsSince1970: 1_719_400_000)
    case .expires: article.expires = NewsDate(secondsSince1970: 1_819_400_000)
    case .partialDates: article.published = NewsDate(year: 2024, month: 6, day: 24)
    case .dateText: article.published?.text = "Monday at five past two"
    case .paragraphs: article.body = [.paragraph(["The body."])]
    case .headings: article.body.append(.heading(level: 2, ["A heading"]))
    case .quotes:
      article.body.append(.quote([.paragraph(["A quotation"])], attribution: ["A. Speaker"]))
    case .lists:
      article.body.append(.list(ListBlock(isOrdered: true, start: 3, items: [[.paragraph(["x"])]])))
    case .tables:
      article.body.append(
        .table(Table(caption: ["Figures"], rows: [[.init([.paragraph(["1"])], isHeader: true)]])))
    case .figures: article.body.append(.figure(Figure(media: "media-1", caption: ["In place"])))
    case .embeds:
      article.body.append(
        .embed(Embed(provider: "twitter", url: "https://x.example/1", text: "A post")))
    case .preformatted: article.body.append(.preformatted("  two  spaces\n\ttab"))
    case .dividers: article.body.append(.divider)
    case .asides: article.body.append(.aside([.paragraph(["Beside it"])], role: "box"))
    case .readMore:
      article.body.append(.aside([.paragraph(["Read more"])], role: AsideRole.readMore))
    case .inlineMarkup: article.body.append(.paragraph(["a ", .strong(["bold"]), " word"]))
    case .deletions: article.body = [.paragraph(["The toll ", .deletion(["12"]), " rises."])]
    case .insertions: article.body.append(.paragraph(["toll ", .insertion(["15"]), " rises"]))
    case .links:
      article.body.append(.paragraph(["a ", .link(["link"], href: "https://example.org/l")]))
    case .spans: article.body.append(.paragraph(["a ", .span(["كلمة"], language: "ar")]))
    case .footnotes:
      article.body = [
        .paragraph(["The body.", .footnoteReference("n1")]),
        .footnote(id: "n1", [.paragraph(["Says the note."])]),
      ]
    case .summaries:
      article.summaries = [
        RoleText(role: SummaryRole.summary, text: "What it says in short."),
        RoleText(role: SummaryRole.teaser, text: "Why to read it."),
      ]
    case .editorialNotes: article.editorialNotes = [RoleText(role: "desk", text: "Hold for art")]
    case .keywords: article.keywords = [Keyword("harbour"), Keyword("talks; second round")]
    case .keywordConfidence: article.keywords = [Keyword("harbour", confidence: 0.5)]
    case .subjects: article.subjects = [concept(.subject)]
    case .genres: article.genres = [concept(.genre)]
    case .urgency: article.urgency = 2
    case .status: article.status = .withheld
    case .provider: article.provider = Party(name: "Lys Agency", iri: "https://lys.example/")
    case .sources: article.sources = [Source(name: "Harbour Wire")]
    case .sourceDetails:
      article.sources = [
        Source(name: "Harbour Wire", role: SourceRole.agency, url: "https://harbour.example/")
      ]
    case .creditLine: article.creditLine = "Harbour Wire with agencies"
    case .copyrightHolder: article.copyrightHolder = Party(name: "Lys Agency")
    case .copyrightNotice: article.copyrightNotice = "(c) 2024 Lys Agency"
    case .usageTerms: article.usageTerms = "Not for resale"
    case .dataMining: article.dataMining = "https://vocab.example/mining-prohibited"
    case .digitalSourceType:
      article.digitalSourceType =
        "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"
    case .media: article.media = [picture]
    case .mediaData:
      article.media[0].renditions[0].data = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    case .related:
      article.related = [RelatedItem(title: "Elsewhere", url: "https://example.org/other")]
    case .relatedArticles:
      var inner = Article(id: "urn:newsml:sample.example:20240624:2")
      inner.language = "en"
      inner.headline = "Elsewhere"
      inner.body = [.paragraph(["The other body."])]
      article.related = [RelatedItem(article: inner)]
    case .input: article.input = InputPlace(name: "wire/2024.jsonl", record: 3, byteOffset: 4096)
    case .extra:
      article.extra = [ExtraMember("x-desk", .object([ExtraMember("n", .number("1.0"))]))]
    }
  }
}
