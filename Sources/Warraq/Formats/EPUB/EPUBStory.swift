import WarraqCore
import WarraqModel
import WarraqXML

/// What a book has to know about a story besides its chapter.
struct EPUBStory: Sendable {
  /// What identifies the story: its IRI, else its address, else its title.
  let id: String
  /// The words for the story in lists; never empty.
  let title: String
  /// The line below the title, if there is one.
  let deck: String?
  /// A well-formed BCP 47 tag, if the language is known.
  let language: String?
  let direction: TextDirection
  let creators: [Contributor]
  let contributors: [Contributor]
  /// The byline as printed.
  let byline: String?
  let publishers: [String]
  let published: NewsDate?
  /// The newest of the story's dates, in seconds since 1970.
  let changed: Int?
  let subjects: [String]
  let rights: [String]
  /// The address, if it is a link that readers can follow.
  let url: String?
  var pictures: [EPUBPicture]
  /// Whether each of the pictures has a text in its place.
  let describesPictures: Bool

  var labels: EPUBLabels { EPUBLabels.labels(for: language) }

  init(_ article: Article, pictures: EPUBPictures) {
    language = LanguageTag.wellFormed(article.language).flatMap { tag in
      EPUBLabels.primarySubtag(of: tag) == "und" ? nil : tag
    }
    direction = article.shownDirection
    let title = Self.title(of: article)
    self.title = title ?? EPUBLabels.labels(for: language).untitled
    deck = article.deck
    url = article.url.flatMap { URIText.link($0) }
    id = article.id.visible ?? url ?? self.title
    creators = article.creators.named
    contributors = article.contributors.named
    byline = article.byline?.visible
    let publishers =
      [article.provider?.name]
      + article.sources.filter { $0.role == SourceRole.publisher }.map(\.name)
    self.publishers = publishers.compactMap { $0?.visible }.distinct
    published = article.published
    changed = [article.modified, article.published, article.created]
      .compactMap { $0?.secondsSince1970() }.max()
    subjects =
      (article.keywords.compactMap(\.text.visible) + article.subjects.compactMap(\.printedName))
      .distinct
    rights = article.rights
    self.pictures = pictures.embedded
    describesPictures = pictures.areDescribed
  }

  private static func title(of article: Article) -> String? {
    if let headline = article.headline?.visible { return headline }
    let others = article.titles.lazy.compactMap(\.text.visible)
    return others.first ?? article.slugline?.visible ?? opening(of: article)
  }

  /// The first words of the body.
  private static func opening(of article: Article) -> String? {
    for case .paragraph(let inlines) in article.body {
      guard let text = inlines.plainText.visible else { continue }
      var words = ""
      for word in text.split(separator: " ") {
        guard words.count + word.count < 60 else { return words.isEmpty ? nil : words + "…" }
        words += (words.isEmpty ? "" : " ") + word
      }
      return words
    }
    return nil
  }
}

extension Article {
  /// The line below the headline, else the summary.
  ///
  /// A summary that opens the body too would be read twice.
  var deck: String? {
    if let sub = titles.first(where: { $0.role == TitleRole.sub })?.text.visible { return sub }
    guard let summary = summary?.visible else { return nil }
    for case .paragraph(let inlines) in body {
      return inlines.plainText.visible == summary ? nil : summary
    }
    return summary
  }

  /// The lines that say whose the story is and how it may be used.
  var rights: [String] {
    let holder = copyrightHolder?.name.visible.map { "© \($0)" }
    return [copyrightNotice?.visible ?? holder, usageTerms?.visible].compactMap { $0 }.distinct
  }
}

extension Concept {
  /// The name in the story's own language, else the first.
  var printedName: String? {
    (names.first { $0.language == nil } ?? names.first)?.text.visible
  }
}

extension [Contributor] {
  /// Those who have a name.
  fileprivate var named: [Contributor] {
    compactMap { person in
      guard let name = person.name.visible else { return nil }
      return Contributor(name: name, role: person.role)
    }
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions, in the order of their first appearance.
  var distinct: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  /// The text on one line, or `nil` when there is nothing in it to see.
  ///
  /// Runs of spaces, tabs and line ends become one space, as they do on a page; other spaces stay.
  var visible: String? {
    guard unicodeScalars.contains(where: \.isVisible) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    for byte in utf8 {
      guard byte == 0x20 || 0x09...0x0D ~= byte else {
        result.append(byte)
        continue
      }
      if let last = result.last, last != 0x20 { result.append(0x20) }
    }
    if result.last == 0x20 { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Whether it leaves a mark on the page.
  fileprivate var isVisible: Bool {
    if isASCII { return value > 0x20 && value != 0x7F }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned,
      .privateUse, .surrogate:
      return false
    default: return true
    }
  }
}
