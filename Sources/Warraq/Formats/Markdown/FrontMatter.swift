internal import WarraqCore
internal import WarraqModel

/// What is known of a story besides its body, under the names that a program reads it by.
///
/// What these names cannot say, or not exactly, stands beside them as a property of the canonical
/// JSON form; so front matter keeps what that form keeps.
struct FrontMatter {
  enum Value {
    /// A text, in quotation marks.
    case text(String)
    case texts([String])
    /// A day or an instant, which YAML has a notation for.
    case date(NewsDate)
    case yes
  }

  /// Values under the names of the program.
  private(set) var members: [(name: String, value: Value)] = []
  /// Properties that these do not say.
  private(set) var properties: [Article.Field] = []
  /// Whether the properties stand below `params`.
  let hasParameters: Bool
  private var said: Set<Article.Field> = [.body]

  init(_ article: Article, _ flavour: MarkdownWriter.Flavour) {
    hasParameters = flavour == .hugo
    switch flavour {
    case .hugo: addHugo(article)
    case .astro: addAstro(article)
    case .obsidian: addObsidian(article)
    case .gfm: return
    }
    if article.isDraft { members.append(("draft", .yes)) }
    addImages(article)
    properties = Article.Field.allCases.filter {
      !said.contains($0) && CanonicalJSON.has($0, in: article)
    }
  }

  // MARK: - Programs

  private mutating func addHugo(_ article: Article) {
    add("title", article.headline, as: .headline)
    add("linkTitle", short: article)
    add("date", article.published, as: .published)
    add("lastmod", article.modified, as: .modified)
    // Without a date of publication this is one.
    if members.contains(where: { $0.name == "date" }) {
      add("publishDate", article.embargoed, as: .embargoed)
    }
    add("expiryDate", article.expires, as: .expires)
    add("description", summaryOf: article)
    add("authors", article.creators)
    add("tags", article.keywords)
    if let section = article.section {
      members.append(("categories", .texts([section])))
      said.insert(.section)
    }
  }

  private mutating func addAstro(_ article: Article) {
    add("title", article.headline, as: .headline)
    add("shortTitle", short: article)
    add("description", summaryOf: article)
    add("pubDate", article.published, as: .published)
    add("updatedDate", article.modified, as: .modified)
    add("authors", article.creators)
    add("tags", article.keywords)
    add("category", article.section, as: .section)
    add("lang", article.language, as: .language)
  }

  private mutating func addObsidian(_ article: Article) {
    add("title", article.headline, as: .headline)
    if let title = article.shortTitle {
      members.append(("aliases", .texts([title])))
      if article.titles.count == 1 { said.insert(.titles) }
    }
    add("source", article.url, as: .url)
    add("published", article.published, as: .published)
    add("created", article.created, as: .created)
    add("modified", article.modified, as: .modified)
    add("description", summaryOf: article)
    add("author", article.creators)
    // A tag there has no spaces; the keywords as they are stand beside them.
    let tags = article.keywords.map { Slug.make(from: $0.text) }.filter { !$0.isEmpty }
    if !tags.isEmpty { members.append(("tags", .texts(tags))) }
    add("category", article.section, as: .section)
    add("lang", article.language, as: .language)
  }

  // MARK: - Values

  private mutating func add(_ name: String, _ text: String?, as field: Article.Field) {
    guard let text else { return }
    members.append((name, .text(text)))
    said.insert(field)
  }

  private mutating func add(_ name: String, short article: Article) {
    guard let title = article.shortTitle else { return }
    members.append((name, .text(title)))
    if article.titles.count == 1 { said.insert(.titles) }
  }

  private mutating func add(_ name: String, summaryOf article: Article) {
    guard let summary = article.summary else { return }
    members.append((name, .text(summary)))
    if article.summaries == [RoleText(role: SummaryRole.summary, text: summary)] {
      said.insert(.summaries)
    }
  }

  private mutating func add(_ name: String, _ date: NewsDate?, as field: Article.Field) {
    guard let date, date.precision >= .day else { return }
    guard date.precision == .minute else {
      members.append((name, .date(date.withoutText)))
      said.insert(field)
      return
    }
    // The programs want seconds; the property says that there were none.
    let exact = NewsDate(
      year: date.year, month: date.month, day: date.day, hour: date.hour, minute: date.minute,
      second: 0, offsetMinutes: date.offsetMinutes)
    if let exact, name != field.name { members.append((name, .date(exact))) }
  }

  private mutating func add(_ name: String, _ people: [Contributor]) {
    let names = people.map(\.name).filter { !$0.isEmpty }
    guard !names.isEmpty else { return }
    members.append((name, .texts(names)))
    if people == names.map({ Contributor(name: $0) }) { said.insert(.creators) }
  }

  private mutating func add(_ name: String, _ keywords: [Keyword]) {
    guard !keywords.isEmpty else { return }
    members.append((name, .texts(keywords.map(\.text))))
    said.insert(.keywords)
  }

  /// Pictures for cards; ``Article/media`` says all of them.
  private mutating func addImages(_ article: Article) {
    let addresses = article.media.compactMap { asset -> String? in
      switch asset.kind {
      case .picture, .graphic, nil: asset.renditions.first?.href
      case .video, .audio, .document: nil
      }
    }
    if !addresses.isEmpty { members.append(("images", .texts(addresses))) }
  }
}

extension FrontMatter.Value {
  /// The value as one of JSON.
  var extraValue: ExtraValue {
    switch self {
    case .text(let text): .string(text)
    case .texts(let texts): .array(texts.map { .string($0) })
    case .date(let date): .string(date.description)
    case .yes: .boolean(true)
    }
  }
}

extension Article {
  fileprivate var shortTitle: String? { titles.first { $0.role == TitleRole.short }?.text }

  /// Whether it is not to be published.
  fileprivate var isDraft: Bool {
    switch status {
    case .withheld, .canceled: true
    case .usable, nil: false
    }
  }
}

extension NewsDate {
  /// The date without how it was printed, and without the zone of a day, which
  /// `dateDetails` says.
  fileprivate var withoutText: NewsDate {
    var date = self
    date.text = nil
    return date
  }
}
