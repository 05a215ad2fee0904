package import WarraqModel

/// What a property of somebody else's JSON, or a column of their table, is in the model.
package enum FieldTarget: Hashable, Sendable {
  /// A property of the canonical form, from any shape that is understood for it.
  case property(CanonicalJSON.Property)
  /// A list of texts, with this role.
  case text(Article.Field, role: String)
  /// `Article.sources`, with this role.
  case source(role: String)
  /// `Article.media`, of this kind.
  case media(Asset.Kind)
  /// The body, which is HTML even where it has no tags.
  case html

  /// The target that a user names: a property of the canonical form, for lists of texts with roles
  /// also `titles.ROLE`, `summaries.ROLE`, `editorialNotes.ROLE`, `altIds.ROLE`, `sources.ROLE`.
  package init?(_ name: String) {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let first = parts.first, let property = CanonicalJSON.Property(name: first) else {
      return nil
    }
    guard parts.count == 2 else {
      self = .property(property)
      return
    }
    let role = parts[1]
    switch property.kind {
    case .roleTexts: self = .text(property, role: role)
    case .sources: self = .source(role: role)
    default: return nil
    }
  }

  /// The field that it is in.
  package var field: Article.Field {
    switch self {
    case .property(let field), .text(let field, _): field
    case .source: .sources
    case .media: .media
    case .html: .body
    }
  }
}

/// Which names of somebody else's JSON or table mean what.
///
/// A class, so that an article's reader takes it over without counting references to its parts, and
/// entries are plain values: all workers look up every name here, and one count that they all
/// change would slow each of them.
package final class FieldNames: Sendable {
  /// Names of one target, the preferred one first.
  package struct Row: Sendable {
    /// What they mean.
    package let target: FieldTarget
    /// The names.
    package let names: [String]

    init(_ target: FieldTarget, _ names: String) {
      self.target = target
      self.names = names.split(separator: " ").map(String.init)
    }
  }

  /// What a name means.
  package struct Entry: Sendable {
    /// What its value is.
    package let target: FieldTarget?
    /// Its place among the names, in which they are read.
    package let rank: Int
    /// The property of the canonical form of that name, where the user did not map it.
    package let property: CanonicalJSON.Property?
    /// Whether it may hold the articles of an object that only wraps them.
    package let mayWrap: Bool
    /// Whether values inside its value are mapped.
    package let hasPaths: Bool

    fileprivate init(_ name: String, _ meaning: Meaning) {
      property = meaning.isMapped ? nil : CanonicalJSON.Property(name: name)
      mayWrap = FieldNames.wrappers.contains(name)
      target = meaning.target
      rank = meaning.rank
      hasPaths = !meaning.paths.isEmpty
    }
  }

  /// What a value inside another one is, by its path.
  package typealias Path = (path: [String], target: FieldTarget, rank: Int)

  fileprivate struct Meaning {
    var target: FieldTarget?
    var rank = 0
    var paths: [Path] = []
    var isMapped = false
  }

  /// What of an entry decides how its value is read, without the target, whose role is counted.
  package struct Use: Sendable {
    /// See ``Entry/property``.
    package let property: CanonicalJSON.Property?
    /// See ``Entry/mayWrap``.
    package let mayWrap: Bool
    /// See ``Entry/hasPaths``.
    package let hasPaths: Bool
  }

  private let table: JSONNameTable
  private let entries: [Entry]
  private let uses: [Use]
  private let paths: [[Path]]

  /// The names of the table with a user's mappings, which count first.
  package init(mappings: [FieldMapping] = []) {
    var names: [String] = []
    var entries: [Meaning] = []
    var indices: [String: Int] = [:]
    func entry(_ name: String) -> Int {
      if let index = indices[name] { return index }
      indices[name] = names.count
      names.append(name)
      entries.append(Meaning())
      return names.count - 1
    }
    for (number, mapping) in mappings.enumerated() {
      let index = entry(mapping.path[0])
      let rank = Self.rank(of: mapping.target) - Self.rowRanks + number
      entries[index].isMapped = true
      if mapping.path.count == 1 {
        entries[index].target = mapping.target
        entries[index].rank = rank
      } else {
        entries[index].paths.append((Array(mapping.path.dropFirst()), mapping.target, rank))
      }
    }
    for row in Self.rows {
      let rank = Self.rank(of: row.target)
      for (number, name) in row.names.enumerated() {
        let index = entry(name)
        guard entries[index].target == nil, !entries[index].isMapped else { continue }
        entries[index].target = row.target
        entries[index].rank = rank + 1 + number
      }
    }
    for name in CanonicalJSON.Property.allCases.map(\.name) + Self.wrappers { _ = entry(name) }
    table = JSONNameTable(names)
    let made = zip(names, entries).map(Entry.init)
    self.entries = made
    uses = made.map {
      Use(property: $0.property, mayWrap: $0.mayWrap, hasPaths: $0.hasPaths)
    }
    paths = entries.map(\.paths)
  }

  /// Names under which objects that only wrap articles, such as answers of a search, hold them.
  private static let wrappers = [
    "articles", "items", "_items", "results", "data", "docs", "news", "stories", "entries", "posts",
    "hits",
    "records", "response", "result", "article", "story",
  ]

  // A row's names, and a user's for the same target before them, lie this far apart.
  private static let rowRanks = 1000

  /// The place of a target among all, in which values are read.
  package static func rank(of target: FieldTarget) -> Int {
    (rows.firstIndex { $0.target == target } ?? rows.count) * rowRanks * 2
  }

  /// What a name means, `nil` when that is not known.
  package func entry(for name: JSONText) -> Entry? { entry(for: name.bytes) }

  /// What a name in UTF-8 means, `nil` when that is not known.
  package func entry(for name: UnsafeBufferPointer<UInt8>) -> Entry? {
    table.index(of: name).map { entries[$0] }
  }

  /// The place of a name in UTF-8 among those that are known.
  package func index(of name: UnsafeBufferPointer<UInt8>) -> Int? { table.index(of: name) }

  /// How the value of a name is read.
  package func use(at index: Int) -> Use { uses[index] }

  /// What the value of a name is.
  package func target(at index: Int) -> FieldTarget? { entries[index].target }

  /// Its place among the names, in which values are read.
  package func rank(at index: Int) -> Int { entries[index].rank }

  /// What values inside the value of a name are.
  package func paths(in name: JSONText) -> [Path] {
    table.index(of: name).map { paths[$0] } ?? []
  }

  /// The names that exports, crawlers and data sets use, beside those of the canonical form.
  ///
  /// The order is that in which values are read: what other values depend on comes first, and of two
  /// names for one thing the one that usually says more.
  package static let rows: [Row] = [
    Row(.property(.language), "inLanguage lang locale language_code languageCode lng"),
    Row(
      .property(.headline),
      "title name post_title headline_main article_title articleTitle title_text heading"),
    Row(
      .text(.titles, role: TitleRole.sub),
      "subtitle sub_title subheadline subhead deck standfirst"),
    Row(.text(.titles, role: "alternative"), "alternativeHeadline alternative_title alt_title"),
    Row(.text(.titles, role: TitleRole.kicker), "kicker eyebrow overline supertitle"),
    Row(.text(.titles, role: TitleRole.short), "short_title shortTitle short_headline"),
    Row(.text(.titles, role: TitleRole.seo), "seo_title seoTitle meta_title"),
    Row(.html, "content_html body_html bodyHtml contentHtml html_content html"),
    Row(
      .property(.body),
      "articleBody article_body content paragraphs maintext main_text full_text fullText text"
        + " article story body_text bodyText content_text contentText post_content selftext"),
    Row(
      .text(.summaries, role: SummaryRole.summary),
      "summary description abstract excerpt standfirst_text meta_description snippet"
        + " post_excerpt"),
    Row(.text(.summaries, role: SummaryRole.teaser), "teaser lead lede leadtext intro"),
    Row(
      .property(.creators),
      "authors author creator dc_creator writers writer reporter reporters author_name"
        + " sender_name"),
    Row(.property(.contributors), "contributor editors editor"),
    Row(.property(.byline), "by_line author_line"),
    Row(
      .property(.published),
      "datePublished date_published published_at publishedAt date_publish publish_date publishDate"
        + " pubDate pub_date publication_date publicationDate published_date publishedDate"
        + " first_published post_date date timestamp datetime time timestamp_ms"),
    Row(
      .property(.modified),
      "dateModified date_modified modified_at modifiedAt updated_at updatedAt date_modify updated"
        + " last_updated lastUpdated last_modified lastModified modified_date post_modified"),
    Row(
      .property(.created),
      "dateCreated date_created created_at createdAt creation_date contentcreated"
        + " created_utc created_time"),
    Row(.property(.expires), "expires_at expiry_date expirationDate"),
    Row(.property(.embargoed), "embargo embargo_date embargo_until"),
    Row(
      .property(.keywords),
      "tags tag keyword meta_keywords news_keywords topics labels hashtags article_tags"),
    Row(
      .property(.section),
      "category categories articleSection section_name sectionName rubric desk channel"),
    Row(
      .property(.url),
      "canonical_url canonicalUrl permalink link web_url webUrl article_url articleUrl page_url"
        + " uri source_url href"),
    Row(
      .property(.provider), "provider_name"),
    Row(.source(role: ""), "source source_name sourceName"),
    Row(.source(role: SourceRole.agency), "agency news_agency"),
    Row(
      .source(role: SourceRole.publisher),
      "publisher site_name siteName publication newspaper outlet source_domain domain"),
    Row(
      .media(.picture),
      "images image top_image topImage image_url imageUrl main_image lead_image featured_image"
        + " urlToImage thumbnail thumbnail_url photo photos picture pictures"),
    Row(.property(.media), "attachments enclosures enclosure"),
    Row(.media(.video), "videos video movies video_url"),
    Row(.media(.audio), "audio audios audio_url"),
    Row(
      .property(.related),
      "related_articles relatedArticles related_links related_stories read_also see_also"),
    Row(.property(.dateline), "date_line"),
    Row(.property(.located), "location contentLocation locationCreated place"),
    Row(.property(.slugline), "slug slug_line"),
    Row(.property(.genres), "genre"),
    Row(.property(.creditLine), "credit credit_line creditText"),
    Row(.property(.copyrightNotice), "copyright copyright_notice copyrightLine"),
    Row(.property(.copyrightHolder), "copyright_holder copyrightholder"),
    Row(.property(.usageTerms), "license licence rights usageterms usage_terms"),
    Row(
      .property(.id),
      "@id guid uuid _id article_id articleId story_id storyId news_id post_id id_str identifier"),
  ]
}

/// One line of a user's mapping: where a value stands, and what it is.
package struct FieldMapping: Hashable, Sendable {
  /// Names from the outermost in.
  package let path: [String]
  /// What the value is.
  package let target: FieldTarget

  /// Reads mappings from a JSON object such as `{"meta.head": "headline"}`.
  ///
  /// - Throws: `ConversionError` `json.…` for what is not JSON, `usage.option-value` for what is not
  ///   a mapping.
  package static func read(_ text: String) throws(ConversionError) -> [FieldMapping] {
    let record = Record(bytes: Array(text.utf8)[...], file: "--map")
    let members = try record.jsonMembers()
    var mappings: [FieldMapping] = []
    for member in members {
      guard case .string(let name) = member.value, let target = FieldTarget(name),
        !member.name.isEmpty
      else {
        throw ConversionError(.badMapping(member))
      }
      let path = member.name.split(separator: ".", omittingEmptySubsequences: false)
      mappings.append(FieldMapping(path: path.map(String.init), target: target))
    }
    return mappings
  }
}

extension Diagnostic.Message {
  fileprivate static func badMapping(_ member: ExtraMember) -> Self {
    guard case .string(let name) = member.value else {
      return badSetting("map", member.name, expected: "the name of a property as its value")
    }
    let names = CanonicalJSON.Property.allCases.map(\.name)
    let hint = Spelling.nearest(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
    return badSetting(
      "map", name, expected: "a property such as headline, body or titles.sub\(hint)")
  }
}
