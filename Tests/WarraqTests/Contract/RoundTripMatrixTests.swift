import TestSupport
import Testing
import Warraq

/// A format with the options that it is written with.
struct WrittenForm: Sendable, CustomTestStringConvertible {
  let format: String
  let settings: [SettingValue]

  var testDescription: String { name }

  /// The format with its options, as the command takes them.
  var name: String {
    settings.reduce(format) { "\($0) --\($1.name)" + ($1.text == "true" ? "" : " \($1.text)") }
  }

  init(_ format: String, _ settings: KeyValuePairs<String, String> = [:]) {
    self.format = format
    self.settings = settings.map { SettingValue($0.key, $0.value) }
  }

  /// Every format that is both read and written, and those of which options change what is kept.
  /// Plain text keeps words alone, so its tests are its own.
  static let all =
    FormatRegistry.standard.formats.filter {
      $0.reader != nil && $0.writer != nil && $0.name != "text"
    }
    .map { WrittenForm($0.name) } + [
      WrittenForm("csv", ["columns": "all", "list-style": "json", "body": "json"]),
      WrittenForm("csv", ["columns": "all", "list-style": "json", "body": "markdown"]),
      WrittenForm("ninjs", ["ninjs-version": "2.2"]),
      WrittenForm("ninjs", ["ninjs-version": "1.6"]),
      WrittenForm("ninjs", ["ninjs-extensions": "true"]),
      WrittenForm("epub", ["editorial-notes": "true"]),
      WrittenForm("markdown", ["flavour": "astro"]),
      WrittenForm("markdown", ["flavour": "obsidian"]),
    ]

  func writer() throws -> any ArticleWriter {
    let direction = try #require(FormatRegistry.standard.requireFormat(named: format).writer)
    return try direction.make(settings)
  }

  /// The articles after they were written and read.
  func roundTrip(_ articles: [Article]) throws -> [Article] {
    let direction = try #require(FormatRegistry.standard.requireFormat(named: format).reader)
    var context = ConversionContext.fixed
    let (writer, reader) = (try writer(), try direction.make())
    let documents = writer.holdsOneArticle ? articles.map { [$0] } : [articles]
    var read: [Article] = []
    for stories in documents {
      let document = try writer.document(of: stories, context: &context)
      read += try reader.articles(in: document, context: &context)
    }
    #expect(context.log.diagnostics.filter { $0.severity == .error }.isEmpty)
    guard format == "epub" else { return read }
    // A book puts its stories into sections.
    let places = Dictionary(
      articles.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return read.enumerated().sorted {
      (places[$0.element.id] ?? 0, $0.offset) < (places[$1.element.id] ?? 0, $1.offset)
    }.map(\.element)
  }

  /// What the writer declares kept.
  func kept() throws -> Loss.FeatureSet {
    let writer = try writer()
    return Loss.FeatureSet { writer.treatment(of: $0) == .kept }
  }

  /// The article with what the format keeps of it.
  func keeping(_ article: Article) throws -> Article {
    var article = article.keeping(try kept())
    for condition in conditions { condition.leaveOut(&article) }
    return article
  }

  /// What a format keeps of a feature in most articles and not in all.
  struct Condition: Sendable {
    /// The condition, for the documentation.
    let text: String
    /// Takes what does not meet it out of an article.
    let leaveOut: @Sendable (inout Article) -> Void
  }

  /// The conditions of the format.
  var conditions: [Condition] {
    switch format {
    case "rss", "atom": [.relatedItemsHaveAddresses, .daysHaveNoZone]
    case "nitf": [.printedTitlesComeFirst]
    case "ninjs":
      [.changesFollowPublication]
        + (settings.contains { $0.text == "1.6" } ? [.partiesHaveURIs] : [])
    default: []
    }
  }
}

extension WrittenForm.Condition {
  static let relatedItemsHaveAddresses = Self(
    text: "related items that have a link or an identifier"
  ) { article in
    article.related.removeAll { ($0.url ?? $0.id) == nil }
  }

  static let daysHaveNoZone = Self(
    text: "dates but for the zone of a day, which W3C's profile of ISO 8601 does not have"
  ) { article in
    for date in [\Article.created, \.published, \.modified] {
      guard let day = article[keyPath: date], day.precision == .day else { continue }
      article[keyPath: date] = NewsDate(year: day.year, month: day.month, day: day.day)
    }
  }

  static let printedTitlesComeFirst = Self(
    text: "titles, with those that are not printed after the others"
  ) { article in
    let isPrinted = { (title: RoleText) in [TitleRole.sub, TitleRole.kicker].contains(title.role) }
    article.titles = article.titles.filter(isPrinted) + article.titles.filter { !isPrinted($0) }
  }

  static let partiesHaveURIs = Self(
    text: "parties whose IRIs are URIs; of others the URI is kept"
  ) { article in
    for party in [\Article.provider, \.copyrightHolder] {
      guard let iri = article[keyPath: party]?.iri else { continue }
      if !iri.utf8.allSatisfy({ $0 < 0x80 }) { article[keyPath: party]?.iri = nil }
    }
  }

  static let changesFollowPublication = Self(
    text: "dates of change of stories that have a date of publication"
  ) { article in
    if article.published == nil { article.modified = nil }
  }
}

/// Articles through every format, and through every two of them.
struct RoundTripMatrixTests {
  private func expect(_ read: [Article], toEqual articles: [Article]) {
    #expect(read.count == articles.count)
    let different = zip(articles, read).filter { $0 != $1 }
    for (written, read) in different.prefix(2) {
      Issue.record("\(different.count) differ: \(Self.difference(written, read))")
    }
  }

  private static func difference(_ written: Article, _ read: Article) -> String {
    zip(Mirror(reflecting: written).children, Mirror(reflecting: read).children)
      .compactMap { old, new in
        let (a, b) = (dumped(old.value), dumped(new.value))
        guard a != b else { return nil }
        let start = zip(a, b).prefix { $0 == $1 }.count
        func excerpt(_ text: String) -> Substring { text.dropFirst(max(0, start - 60)).prefix(200) }
        return "\(old.label ?? "")\n- \(excerpt(a))\n+ \(excerpt(b))"
      }.joined(separator: "\n")
  }

  private static func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text.split { $0.isWhitespace }.joined(separator: " ")
  }

  @Test(arguments: WrittenForm.all)
  func `what a format declares kept comes back equal`(form: WrittenForm) throws {
    var generator = ArticleGenerator(seed: 61)
    let kept = try form.kept()
    let articles = try generator.articles(400).map(form.keeping)
    #expect(articles.allSatisfy { $0.features.isSubset(of: kept) })
    expect(try form.roundTrip(articles), toEqual: articles)
  }

  @Test(arguments: WrittenForm.all)
  func `what two formats keep comes through both`(first: WrittenForm) throws {
    var generator = ArticleGenerator(seed: 62)
    let generated = generator.articles(12)
    for second in WrittenForm.all {
      // Leaving out for one format may leave what the other leaves out.
      let articles = try generated.map { try first.keeping(second.keeping(first.keeping($0))) }
      expect(try second.roundTrip(first.roundTrip(articles)), toEqual: articles)
    }
  }
}
