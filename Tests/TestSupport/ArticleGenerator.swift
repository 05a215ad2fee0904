public import WarraqModel

/// Makes articles that use the whole model, the same ones for the same seed.
///
/// The texts are short and odd on purpose: right-to-left and mixed runs, quotes and separators,
/// combining marks, emoji sequences, bidi controls, zero-width joiners. Nothing that XML cannot
/// hold, unless ``hostile()`` is asked.
public struct ArticleGenerator {
  private var random: SplitMix

  /// Makes a generator.
  public init(seed: UInt64) { random = SplitMix(state: seed) }

  /// `count` articles.
  public mutating func articles(_ count: Int) -> [Article] {
    (0..<count).map { article(index: $0) }
  }

  /// One article; about half of its fields are set.
  public mutating func article(index: Int = 0, depth: Int = 0) -> Article {
    var article = Article(id: "urn:newsml:generated.example:2024:\(index)-\(random.next() % 1000)")
    if depth > 0 { article.id += "-related-\(depth)" }
    article.language = pick(["ar", "en", "fr", "fa", "he", "ru", "zh-Hans", "en-GB", "ur"])
    if chance(2) { article.alternateIDs = some { RoleText(role: $0.pick(roles), text: $0.word()) } }
    if chance(3) { article.version = int(1...9) }
    if chance(2) { article.url = url() }
    if chance(6) { article.direction = pick(TextDirection.allCases) }
    if !chance(20) { article.headline = text() }
    if chance(3) {
      article.titles = some {
        RoleText(
          role: $0.pick([TitleRole.sub, TitleRole.kicker, TitleRole.short]), text: $0.text())
      }
    }
    if chance(4) { article.slugline = word() }
    if chance(3) { article.section = word() }
    if chance(2) { article.creators = some { $0.contributor() } }
    if chance(4) { article.contributors = some { $0.contributor() } }
    if chance(4) { article.byline = text() }
    if chance(4) { article.dateline = text() }
    if chance(5) { article.located = some { $0.concept(.place) } }
    if chance(4) { article.created = date() }
    if !chance(4) { article.published = date() }
    if chance(3) { article.modified = date() }
    if chance(8) { article.embargoed = date() }
    if chance(8) { article.expires = date() }
    article.body = blocks(0, in: &article.media)
    if chance(4) { addFootnotes(to: &article.body) }
    if chance(2) {
      article.summaries = some {
        RoleText(role: $0.pick([SummaryRole.summary, SummaryRole.teaser]), text: $0.text())
      }
    }
    if chance(5) {
      article.editorialNotes = some { RoleText(role: $0.pick(roles), text: $0.text()) }
    }
    if chance(2) {
      article.keywords = some { generator in
        Keyword(
          generator.word(),
          confidence: generator.chance(3) ? Double(generator.int(0...100)) / 100 : nil)
      }
    }
    if chance(3) { article.subjects = some { $0.concept($0.pick(Concept.Kind.allCases)) } }
    if chance(5) { article.genres = some { $0.concept(.genre) } }
    if chance(4) { article.urgency = int(1...9) }
    if chance(4) { article.status = pick(PublicationStatus.allCases) }
    if chance(4) { article.provider = party() }
    if chance(2) {
      article.sources = some {
        Source(
          name: $0.word(), role: $0.chance(2) ? $0.pick([SourceRole.agency, "other"]) : nil,
          url: $0.chance(3) ? $0.url() : nil, iri: $0.chance(5) ? $0.url() : nil)
      }
    }
    if chance(4) { article.creditLine = text() }
    if chance(4) { article.copyrightHolder = party() }
    if chance(4) { article.copyrightNotice = text() }
    if chance(5) { article.usageTerms = text() }
    if chance(8) { article.dataMining = text() }
    if chance(8) {
      article.digitalSourceType =
        "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"
    }
    if chance(3), depth < 2 {
      article.related = some { generator in
        RelatedItem(
          relation: generator.pick(["seeAlso", "translationOf"]),
          title: generator.chance(2) ? generator.text() : nil,
          url: generator.chance(2) ? generator.url() : nil,
          id: generator.chance(3) ? "urn:x:\(generator.int(1...999))" : nil,
          label: generator.chance(3) ? "إقرأ أيضاً:" : nil,
          article: generator.chance(3)
            ? generator.article(index: index, depth: depth + 1) : nil)
      }
    }
    if chance(4) { article.extra = [ExtraMember("x-\(word())", value(0))] }
    return article
  }

  /// An article whose every text is what no format likes.
  public mutating func hostile() -> Article {
    var article = article()
    let evil = "\u{0}\u{B}\u{1F}]]>&<b>\"'`=HYPERLINK(1)\t\r\n\u{FFFE}\u{2028}\u{202E}\u{85}%00"
    article.headline = evil
    article.language = pick(["", "und", "ar_SA", "x", "not a language", "en-"])
    article.url = "javascript:alert(1) |[]"
    article.slugline = evil
    article.byline = evil
    article.section = " "
    article.keywords = [Keyword(evil), Keyword(""), Keyword("a\tb\nc")]
    article.creators = [Contributor(name: ""), Contributor(name: evil, role: evil, jobTitle: evil)]
    article.sources = [Source(name: evil, role: evil, url: "::", iri: " ")]
    article.urgency = 12
    article.version = 0
    article.published = NewsDate(unresolved: evil)
    article.copyrightNotice = ""
    article.subjects = [Concept(names: [.init(evil)], scheme: "s p", code: "c d", iri: "a b")]
    article.body = [
      .paragraph([]), .paragraph([.text(evil)]), .heading(level: 9, [.text("")]),
      .list(ListBlock(items: [])), .list(ListBlock(items: [[]])), .table(Table(rows: [])),
      .table(Table(rows: [[]])), .quote([], attribution: []), .figure(Figure(media: "nowhere")),
      .embed(Embed()), .embed(Embed(url: "http://[::", text: evil, html: "<script>x")),
      .paragraph([.link([.link([.text("in")], href: "data:x")], href: "java\tscript:x y")]),
      .paragraph([.span([.text("run")], language: "bad tag", direction: .rightToLeft)]),
      .preformatted(evil), .aside([], role: ""), .divider,
    ]
    article.media = [
      Asset(id: "", renditions: [Asset.Rendition(href: "file:///etc/passwd", data: [1, 2, 3])]),
      Asset(id: "a b", renditions: []),
    ]
    return article
  }
}

// MARK: - Parts

private let roles = ["main", "other", "دور"]
private let words = [
  "خبر", "أوكرانيا", "تونس", "news", "Zürich", "l’été", "«قال»", "a,b", "x;y", "\"quoted\"",
  "naïve", "cafe\u{301}", "كِتَابٌ", "می\u{200C}روم", "👩🏽‍🔧", "⚡️", "=1+1", "@handle", "-5", "٢٤",
  "<tag>", "R&D", "it's", "C:\\path", "שלום", "\u{200F}علامة", "\u{2067}run\u{2069}", "мир", "新闻",
  "|", "*star*", "_low_", "100%", "#tag", "https://example.org/?a=1&b=2", "]]>", "--",
]

extension ArticleGenerator {
  fileprivate mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.next() % UInt64(range.count))
  }

  fileprivate mutating func chance(_ oneIn: Int) -> Bool { random.next() % UInt64(oneIn) == 0 }

  fileprivate mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(random.next() % UInt64(choices.count))]
  }

  fileprivate mutating func some<Element>(
    _ make: (inout ArticleGenerator) -> Element
  ) -> [Element] {
    (0..<int(1...3)).map { _ in make(&self) }
  }

  fileprivate mutating func word() -> String { pick(words) }

  fileprivate mutating func text() -> String {
    (0..<int(1...8)).map { _ in word() }.joined(separator: " ")
  }

  fileprivate mutating func url() -> String {
    pick([
      "https://example.org/a/\(int(1...999))", "http://example.com/?q=1&r=%20",
      "https://مثال.example/خبر",
    ])
  }

  fileprivate mutating func party() -> Party {
    Party(name: text(), iri: chance(2) ? url() : nil)
  }

  fileprivate mutating func contributor() -> Contributor {
    Contributor(
      name: text(), role: chance(2) ? pick(["author", "editor", "photographer"]) : nil,
      jobTitle: chance(3) ? text() : nil, organization: chance(3) ? text() : nil,
      identifiers: chance(4) ? [url()] : [])
  }

  fileprivate mutating func concept(_ kind: Concept.Kind) -> Concept {
    Concept(
      kind: chance(5) ? nil : kind,
      names: some {
        Concept.Name($0.text(), language: $0.chance(2) ? $0.pick(["en", "ar"]) : nil)
      },
      scheme: chance(2) ? "http://cv.iptc.org/newscodes/mediatopic/" : nil,
      code: chance(2) ? "\(int(10_000_000...20_001_000))" : nil, iri: chance(3) ? url() : nil,
      rank: chance(4) ? int(1...5) : nil, confidence: chance(4) ? int(0...100) : nil)
  }

  fileprivate mutating func date() -> NewsDate {
    if chance(15) { return NewsDate(unresolved: "06/07/2024") }
    let depth = int(0...6)
    let date = NewsDate(
      year: int(1970...2040), month: depth > 0 ? int(1...12) : nil,
      day: depth > 1 ? int(1...28) : nil, hour: depth > 2 ? int(0...23) : nil,
      minute: depth > 2 ? int(0...59) : nil, second: depth > 3 ? int(0...59) : nil,
      nanosecond: depth > 5 ? 123_000_000 : 0, fractionDigits: depth > 5 ? 3 : 0,
      offsetMinutes: depth > 1 ? pick([nil, 0, 180, -330]) : nil,
      text: chance(6) ? "24th, June 2024 GMT" : nil)
    return date ?? NewsDate(unresolved: "?")
  }

  fileprivate mutating func inlines(_ depth: Int) -> [Inline] {
    var result: [Inline] = []
    for _ in 0..<int(1...4) {
      // Two runs of text never touch: they would be one.
      if case .text = result.last {} else { result.append(.text(text() + " ")) }
      guard depth < 2, chance(2) else { continue }
      switch int(0...10) {
      case 0: result.append(.emphasis(inlines(depth + 1)))
      case 1: result.append(.strong(inlines(depth + 1)))
      case 2:
        result.append(.link([.text(text())], href: url(), title: chance(3) ? text() : nil))
      case 3: result.append(.code(word()))
      case 4: result.append(.lineBreak)
      case 5: result.append(.superscript([.text(word())]))
      case 6: result.append(.subscript([.text(word())]))
      case 7: result.append(.span([.text("English run")], language: "en"))
      case 8: result.append(.deletion([.text(text())]))
      case 9: result.append(.insertion([.text(text())]))
      default:
        result.append(
          .span([.text("نص عربي")], language: chance(2) ? "ar" : nil, direction: .rightToLeft))
      }
    }
    return result
  }

  fileprivate mutating func blocks(_ depth: Int, in media: inout [Asset]) -> [Block] {
    var result: [Block] = []
    for _ in 0..<int(1...5) {
      switch depth < 2 ? int(0...13) : 0 {
      case 5: result.append(.heading(level: int(2...6), inlines(1)))
      case 6:
        result.append(
          .quote(blocks(depth + 1, in: &media), attribution: chance(2) ? [.text(text())] : []))
      case 7:
        var items: [[Block]] = []
        for _ in 0..<int(1...3) { items.append(blocks(2, in: &media)) }
        result.append(
          .list(ListBlock(isOrdered: chance(2), start: chance(3) ? int(2...9) : 1, items: items)))
      case 8:
        let rows = (0..<int(1...3)).map { row in
          (0..<2).map { _ in
            Table.Cell([.paragraph([.text(text())])], isHeader: row == 0)
          }
        }
        result.append(.table(Table(caption: chance(2) ? [.text(text())] : [], rows: rows)))
      case 9:
        let asset = asset(media.count)
        media.append(asset)
        result.append(.figure(Figure(media: asset.id, caption: chance(2) ? inlines(1) : [])))
      case 10:
        result.append(
          .embed(
            Embed(
              provider: pick(["twitter", "youtube", nil]), url: chance(2) ? url() : nil,
              text: chance(2) ? text() + "\n" + text() : nil, author: chance(3) ? text() : nil,
              date: chance(4) ? date() : nil, media: chance(2) ? [url()] : [],
              html: chance(5) ? "<blockquote>x</blockquote>" : nil)))
      case 11: result.append(.preformatted("  " + text() + "\n\tline"))
      case 12: result.append(.divider)
      case 13:
        result.append(
          chance(2)
            ? .aside([.paragraph([.text("إقرأ المزيد")])], role: AsideRole.readMore)
            : .aside(blocks(2, in: &media), role: chance(2) ? "box" : nil))
      default: result.append(.paragraph(inlines(0)))
      }
    }
    return result
  }

  /// Adds references to notes at the ends of paragraphs, and the notes after the body.
  private mutating func addFootnotes(to body: inout [Block]) {
    var notes: [Block] = []
    for index in body.indices {
      guard chance(2), case .paragraph(let content) = body[index] else { continue }
      let id = pick(["n\(index)", "fn-\(index)", "ملاحظة \(index)", "_\(index)_"])
      body[index] = .paragraph(content + [.footnoteReference(id)])
      notes.append(
        .footnote(
          id: id,
          chance(3)
            ? [.preformatted(text()), .paragraph([.text(text())])] : [.paragraph(inlines(1))]))
    }
    body += notes
  }

  fileprivate mutating func asset(_ index: Int) -> Asset {
    Asset(
      id: "media-\(index + 1)", kind: chance(5) ? nil : pick(Asset.Kind.allCases),
      renditions: some { generator in
        Asset.Rendition(
          href: generator.url() + ".jpg", mediaType: generator.chance(2) ? "image/jpeg" : nil,
          role: generator.chance(3) ? "preview" : nil,
          width: generator.chance(2) ? 640 : nil, height: generator.chance(2) ? 480 : nil,
          sizeInBytes: generator.chance(3) ? 12_345 : nil,
          duration: generator.chance(6) ? 12.5 : nil,
          data: generator.chance(6) ? [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] : nil)
      },
      caption: chance(2) ? text() : nil, altText: chance(2) ? text() : nil,
      credit: chance(3) ? text() : nil)
  }

  fileprivate mutating func value(_ depth: Int) -> ExtraValue {
    switch depth < 2 ? int(0...5) : int(0...3) {
    case 0: .null
    case 1: .boolean(chance(2))
    case 2: .number(pick(["1", "1.0", "-3e10", "0.10"]))
    case 3: .string(text())
    case 4: .array([value(depth + 1), value(depth + 1)])
    default:
      .object([ExtraMember("a", value(depth + 1)), ExtraMember(word(), value(depth + 1))])
    }
  }
}

/// SplitMix64: small, and the same everywhere.
public struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  /// Makes a generator that starts at `state`.
  public init(state: UInt64) { self.state = state }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
