import WarraqCore
import WarraqModel
import WarraqMarkup

/// What a book has to know about a story besides its chapter.
///
/// A book keeps one for each of its stories until it is finished, so texts for lists are cut to what
/// a list has room for. It is an object because pages hand it about, and its fields are many to copy.
final class EPUBStory: Sendable {
  /// What identifies the story: its IRI, else its address, else its title.
  let id: String
  /// What other stories point to when they mean this one: its identifier and its address.
  let names: [String]
  /// The words for the story in lists; never empty.
  let title: String
  /// The line below the title, if there is one.
  let deck: String?
  /// The beginning of the body, for lists, when there is no line below the title.
  let opening: String?
  /// What the story says of the section it belongs to, by the option of the book; days and
  /// languages get their words when the language of the book is known.
  let sectionName: String?
  let language: PageLanguage
  let creators: [Contributor]
  let contributors: [Contributor]
  /// The byline as printed.
  let byline: String?
  let publishers: [String]
  let published: NewsDate?
  /// The newest of the story's dates, in seconds since 1970.
  let changed: Int?
  /// 1 for the most urgent, to 9; 5 where nothing is said.
  let urgency: Int
  let subjects: [EPUBKeyword]
  /// The codes of those subjects that have one, with their names.
  let subjectCodes: [(String, EPUBSubjectCode)]
  /// Whether the story forbids, in the terms of PLUS, to mine it for text and data.
  let reservesMining: Bool
  /// How the story was made (IPTC NewsCodes `digitalsourcetype`), as an IRI.
  let digitalSourceType: String?
  let rights: [String]
  /// The address, if it is a link that readers can follow.
  let url: String?
  /// Identifiers and addresses of the stories that this one points to.
  let pointsTo: [String]
  /// The pictures that are files of the book, without their bytes.
  let pictures: [EPUBPicture]
  /// The picture for lists, if the story brings one.
  let lead: EPUBLead?
  /// Whether each of the pictures has a text in its place.
  let describesPictures: Bool

  var labels: PageLabels { language.labels }

  /// How long the texts for lists may be, in characters.
  private static let maximumTitle = 250
  private static let maximumDeck = 500

  init(
    _ article: Article, pictures: EPUBPictures, sectioning: EPUBWriter.Sectioning = .none,
    inputPath: String? = nil
  ) {
    language = PageLanguage(of: article)
    title = Self.fullTitle(of: article).shortened(to: Self.maximumTitle)
    deck = article.deck?.shortened(to: Self.maximumDeck)
    opening = deck == nil ? article.firstParagraph?.shortened(to: 240) : nil
    url = article.url.flatMap { EPUBAddress.link($0) }
    id = article.id.visible ?? url ?? title
    names = [Self.name(id)] + [url].compactMap { $0 }
    creators = article.creators.named
    contributors = article.contributors.named
    byline = article.byline?.visible?.shortened(to: Self.maximumTitle)
    publishers = Self.publishers(of: article)
    published = article.published
    changed = [article.modified, article.published, article.created]
      .compactMap { $0?.secondsSince1970() }.max()
    urgency = article.urgency.map { min(max($0, 1), 9) } ?? 5
    subjects =
      (article.keywords.compactMap(\.text.visible) + article.subjects.compactMap(\.printedName))
      .distinct.map { EPUBKeyword($0) }
    subjectCodes = article.subjects.compactMap { subject in
      guard let name = subject.printedName, let code = EPUBSubjectCode(subject) else { return nil }
      return (name, code)
    }
    reservesMining = article.dataMining?.contains("DMI-PROHIBITED") ?? false
    digitalSourceType = article.digitalSourceType?.visible
    rights = article.rights
    sectionName = Self.section(of: article, by: sectioning, inputPath: inputPath)?
      .shortened(to: Self.maximumTitle)
    var links = OutwardLinks()
    links.walk(article.body)
    pointsTo =
      (article.related.flatMap { [$0.id, $0.url, $0.article?.id, $0.article?.url] }
      .compactMap { $0?.visible } + links.addresses).map(Self.name).distinct
    self.pictures = pictures.embedded.map(\.withoutBytes)
    lead = pictures.lead
    describesPictures = pictures.areDescribed
  }

  /// An identifier or address in the form in which stories are looked up by it.
  static func name(_ text: String) -> String { EPUBAddress.link(text) ?? text }

  /// The title in full; never empty.
  static func fullTitle(of article: Article) -> String {
    article.printedTitle ?? PageLanguage(of: article).labels.untitled
  }

  private static func publishers(of article: Article) -> [String] {
    let names =
      [article.provider?.name]
      + article.sources.filter { $0.role == SourceRole.publisher }.map(\.name)
    return names.compactMap { $0?.visible }.distinct
  }

  private static func section(
    of article: Article, by sectioning: EPUBWriter.Sectioning, inputPath: String?
  ) -> String? {
    switch sectioning {
    case .section: article.section?.visible
    case .source:
      publishers(of: article).first ?? article.sources.lazy.compactMap(\.name.visible).first
    case .subject:
      (article.subjects.first { $0.kind == .subject } ?? article.subjects.first)?.printedName
        ?? keyword(of: article)
    case .keyword: keyword(of: article)
    case .folder:
      inputPath.flatMap { path in
        let folder = LocalFile.folder(of: path)
        return folder.utf8.lastIndex(of: UInt8(ascii: "/"))
          .map { String(folder[folder.utf8.index(after: $0)...]) } ?? folder
      }?.visible
    case .date, .language, .none: nil
    }
  }

  private static func keyword(of article: Article) -> String? {
    article.keywords.lazy.compactMap(\.text.visible).first
  }
}

/// The vocabulary and the code of a subject.
struct EPUBSubjectCode: Sendable {
  let authority: String
  let term: String

  init?(_ concept: Concept) {
    guard let authority = concept.scheme?.visible, let term = concept.code?.visible else {
      return nil
    }
    self.authority = authority
    self.term = term
  }
}

/// The picture of a story in lists.
struct EPUBLead: Sendable {
  let path: String
  /// The words in its place.
  let text: String
}

/// The addresses that a body links to.
private struct OutwardLinks: BodyVisitor {
  var addresses: [String] = []

  mutating func enter(_ inline: Inline) -> Bool {
    if case .link(_, let href, _) = inline { addresses.append(href) }
    return true
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
