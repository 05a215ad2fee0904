internal import WarraqCore
internal import WarraqModel

/// Writes what is known of a story besides its body as YAML 1.2 between two lines of hyphens.
///
/// Every text is in quotation marks, so that `yes`, `1.0` and `null` stay texts in any version of
/// YAML, and on one line.
struct FrontMatter {
  var output: ByteBuffer
  private var indent = ""

  init(output: consuming ByteBuffer) { self.output = output }

  mutating func write(_ article: Article, _ flavour: MarkdownWriter.Flavour) {
    output.append("---\n")
    switch flavour {
    case .hugo, .gfm: hugo(article)
    case .astro: astro(article)
    case .obsidian: obsidian(article)
    }
    output.append("---\n")
  }

  // MARK: - Flavours

  private mutating func hugo(_ article: Article) {
    text("title", article.headline ?? "")
    text("linkTitle", article.title(TitleRole.short))
    date("date", article.published)
    date("lastmod", article.modified)
    date("publishDate", article.embargoed)
    date("expiryDate", article.expires)
    if article.isDraft { output.append("draft: true\n") }
    text("description", article.summary)
    list("authors", article.creators.map(\.name))
    list("tags", article.keywords.map(\.text))
    list("categories", [article.section].compactMap(\.self))
    // What Hugo does not know itself is a parameter of the page.
    let start = output.count
    output.append("params:\n")
    let empty = output.count
    indent = "  "
    text("language", article.language)
    date("created", article.created)
    rest(article)
    indent = ""
    if output.count == empty { output.truncate(to: start) }
  }

  private mutating func astro(_ article: Article) {
    text("title", article.headline ?? "")
    text("shortTitle", article.title(TitleRole.short))
    text("description", article.summary)
    date("pubDate", article.published)
    date("updatedDate", article.modified)
    date("created", article.created)
    date("embargoDate", article.embargoed)
    date("expiryDate", article.expires)
    if article.isDraft { output.append("draft: true\n") }
    list("authors", article.creators.map(\.name))
    list("tags", article.keywords.map(\.text))
    text("category", article.section)
    text("lang", article.language)
    rest(article)
  }

  private mutating func obsidian(_ article: Article) {
    text("title", article.headline ?? "")
    list("aliases", [article.title(TitleRole.short)].compactMap(\.self))
    date("published", article.published)
    date("modified", article.modified)
    date("created", article.created)
    date("embargoed", article.embargoed)
    date("expires", article.expires)
    if article.isDraft { output.append("draft: true\n") }
    text("description", article.summary)
    list("author", article.creators.map(\.name))
    // A tag there has no spaces; the keywords as they are stand beside them.
    list("tags", article.keywords.map { Slug.make(from: $0.text) }.filter { !$0.isEmpty })
    list("keywords", article.keywords.map(\.text))
    text("category", article.section)
    text("lang", article.language)
    rest(article)
  }

  /// What no flavour has a name of its own for.
  private mutating func rest(_ article: Article) {
    text("id", article.id.isEmpty ? nil : article.id)
    if article.version != 1 { number("version", article.version) }
    text("source", article.url)
    text("direction", article.direction?.rawValue)
    text("kicker", article.title(TitleRole.kicker))
    text("subtitle", article.title(TitleRole.sub))
    text("slugline", article.slugline)
    text("byline", article.byline)
    text("dateline", article.dateline)
    list("contributors", article.contributors.map(\.name))
    text("teaser", article.summaries.first { $0.role == SummaryRole.teaser }?.text)
    if let urgency = article.urgency { number("urgency", urgency) }
    text("status", article.status?.rawValue)
    text("provider", article.provider?.name)
    list("sources", article.sources.map(\.name))
    text("credit", article.creditLine)
    text("copyrightHolder", article.copyrightHolder?.name)
    text("copyright", article.copyrightNotice)
    text("usageTerms", article.usageTerms)
    list("images", article.media.flatMap { $0.renditions.compactMap(\.href).prefix(1) })
    list(
      "related",
      article.related.compactMap { item in
        let parts = [item.title ?? item.article?.headline, item.url ?? item.id]
          .compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
      })
  }

  // MARK: - YAML

  private mutating func key(_ name: StaticString) {
    output.append(indent)
    output.append(name)
    output.append(": ")
  }

  private mutating func text(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    scalar(text)
    output.append("\n")
  }

  private mutating func number(_ name: StaticString, _ number: Int) {
    key(name)
    output.append(decimal: number)
    output.append("\n")
  }

  private mutating func list(_ name: StaticString, _ texts: [String]) {
    let texts = texts.filter { !$0.isEmpty }
    guard !texts.isEmpty else { return }
    output.append(indent)
    output.append(name)
    output.append(":\n")
    for text in texts {
      output.append(indent)
      output.append("  - ")
      scalar(text)
      output.append("\n")
    }
  }

  /// Writes a day or an instant as the timestamp of YAML; what is no day yet is a text.
  private mutating func date(_ name: StaticString, _ date: NewsDate?) {
    guard var date else { return }
    if date.precision == .minute {
      // The programs that read it want seconds.
      date =
        NewsDate(
          year: date.year, month: date.month, day: date.day, hour: date.hour, minute: date.minute,
          second: 0, offsetMinutes: date.offsetMinutes) ?? date
    }
    key(name)
    if date.precision >= .day {
      output.append(date)
    } else {
      scalar(date.isResolved ? date.description : date.text ?? "")
    }
    output.append("\n")
  }

  /// Writes a text between quotation marks (YAML 1.2, 7.3.1).
  private mutating func scalar(_ text: String) {
    output.append("\"")
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: output.append("\\\"")
      case 0x5C: output.append("\\\\")
      case 0x0A: output.append("\\n")
      case 0x09: output.append("\\t")
      // Not printable there, or the end of a line (5.1, 5.4).
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        output.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    output.append("\"")
  }
}

extension Article {
  fileprivate func title(_ role: String) -> String? { titles.first { $0.role == role }?.text }

  /// Whether it is not to be published.
  fileprivate var isDraft: Bool {
    switch status {
    case .withheld, .canceled: true
    case .usable, nil: false
    }
  }
}
