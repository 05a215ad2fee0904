import WarraqCore
import WarraqModel

/// What a book says of itself, made from its stories and options.
///
/// It is an object because every line of its pages asks it, and its fields are many to copy.
final class EPUBBook: Sendable {
  /// The stories in the order of the input.
  let stories: [EPUBStory]
  /// The sections in the order of the book; one without a name when the book has no sections.
  let sections: [EPUBSection]
  let title: String
  /// The title with the number and day of the issue, so that shelves tell issues apart; the title
  /// where there is no number.
  let titleOfIssue: String
  let subtitle: String?
  let issue: String?
  let description: String?
  /// The language of most stories, then the others in order of appearance; never empty.
  let languages: [String]
  /// The language of the book's own words; without a name when no story says its language.
  let language: PageLanguage
  let identifier: String
  /// What identifies the series that the book is an issue of.
  let seriesIdentifier: String
  /// The moment of the last change, in UTC to the second.
  let modified: NewsDate
  /// The day of the only story, or of the newest one.
  let date: NewsDate?
  let creators: [Contributor]
  let contributors: [Contributor]
  let publishers: [String]
  let subjects: [String]
  /// The codes of those subjects that have one, by their names.
  let subjectCodes: [String: EPUBSubjectCode]
  /// Whether a story reserves the right to have it mined for text and data.
  let reservesMining: Bool
  let rights: [String]
  let sources: [String]
  let pictures: [EPUBPicture]
  let describesPictures: Bool
  let labels: PageLabels
  /// The days that the stories are from, in words, if they are known.
  let days: String?
  let cover: EPUBPicture?
  /// What the picture of a story shows that is the cover; `nil` for a cover that was made to be one.
  let coverText: String?
  let fonts: [EPUBFont]
  let hasIndex: Bool

  /// Whether the stories are in sections that have names.
  var hasSections: Bool { stories.count > 1 && sections.contains { $0.name != nil } }
  /// Whether there is a page that leads to the stories; one story needs none.
  var hasFrontPage: Bool { stories.count > 1 }
  /// The stories in the order of the book, as positions in ``stories``.
  var order: [Int] { sections.flatMap(\.stories) }

  /// The language of a page that lists some of the stories.
  func languageOfPage(listing stories: some Collection<Int>) -> PageLanguage {
    PageLanguage.ofPage(listing: stories.lazy.map { self.stories[$0].language }, in: language)
  }

  /// How many names a list of the package document may have; a catalogue shows a few of them.
  private static let maximumListed = 100

  /// Makes a book.
  ///
  /// - Parameter stories: one or more.
  init(_ stories: [EPUBStory], options: EPUBWriter.Options, sourceDate: NewsDate?) {
    self.stories = stories
    let metadata = options.metadata.filled(from: options.metadataFile)
    let language =
      metadata.language.map { PageLanguage($0, TextDirection(language: $0)) }
      ?? PageLanguage.main(of: stories.map(\.language)) ?? PageLanguage(nil, .leftToRight)
    self.language = language
    let labels = language.labels
    self.labels = labels
    let known = [language.tag].compactMap { $0 } + stories.compactMap(\.language.tag)
    // A book has to name a language; this one says that it is not known (RFC 5646, 4.1).
    languages = known.isEmpty ? ["und"] : known.distinct

    let days = metadata.date.map { ($0, $0) } ?? Self.days(of: stories)
    date = days?.1
    self.days = days.map { PrintedDate.days(from: $0.0, to: $0.1, in: labels.calendar) }
    let only = stories.count == 1 ? stories.first : nil
    let title =
      metadata.title ?? only?.title
      ?? [labels.news, self.days].compactMap { $0 }.joined(separator: ": ")
    self.title = title
    titleOfIssue =
      metadata.issue.map { issue in
        [
          "\(title), \(labels.issue) \(issue)",
          days.map { PrintedDate($0.1, in: labels.calendar).day },
        ]
        .compactMap { $0 }.joined(separator: " · ")
      } ?? title
    subtitle = metadata.subtitle
    issue = metadata.issue
    description = metadata.description ?? only?.deck
    publishers = metadata.publisher.map { [$0] } ?? Self.listed(stories.lazy.flatMap(\.publishers))
    creators =
      metadata.creators.isEmpty
      ? Self.people(stories.flatMap(\.creators)) { MARCRelator.code(for: $0.role) ?? "aut" }
      : Self.people(metadata.creators, roles: metadata.roles, else: "edt")
    contributors =
      metadata.contributors.isEmpty
      ? Self.people(stories.flatMap(\.contributors)) { person in
        MARCRelator.code(for: person.role) ?? "ctb"
      } : Self.people(metadata.contributors, roles: metadata.roles, else: "ctb")
    subjects =
      metadata.subjects.isEmpty
      ? Self.listed(stories.lazy.flatMap(\.subjects).map(\.text)) : metadata.subjects
    subjectCodes = Dictionary(
      stories.lazy.flatMap(\.subjectCodes), uniquingKeysWith: { first, _ in first })
    reservesMining = stories.contains(where: \.reservesMining)
    rights = metadata.rights.map { [$0] } ?? Self.listed(stories.lazy.flatMap(\.rights))
    sources = Self.listed(stories.lazy.compactMap(\.url))
    var paths: Set<String> = []
    pictures = stories.flatMap(\.pictures).filter { paths.insert($0.path).inserted }
    describesPictures = stories.allSatisfy(\.describesPictures)
    modified = Self.modified(stories, sourceDate: sourceDate)
    sections = EPUBSection.sections(of: stories, by: options.sections, in: language)
    let leadStory =
      options.coverIsLead
      ? stories.filter { $0.pictures.contains(where: \.canBeCover) }.min { $0.urgency < $1.urgency }
      : nil
    coverText = leadStory?.lead?.text
    cover = options.cover ?? leadStory?.pictures.first(where: \.canBeCover)
    fonts = options.fonts.distinct
    hasIndex = options.hasIndex && stories.count > 1 && stories.contains { !$0.subjects.isEmpty }

    // A line end cannot be part of a title or a tag, so the parts stay apart.
    let name =
      ([title] + languages.prefix(1) + [metadata.issue].compactMap { $0 }
      + stories.map(\.id).sorted(by: Self.precedes)).joined(separator: "\n")
    identifier =
      metadata.identifier ?? UUIDv5.urn(for: Array(name.utf8), in: UUIDv5.contentNamespace)
    let series = [title, publishers.first ?? ""].joined(separator: "\n")
    seriesIdentifier = UUIDv5.urn(for: Array(series.utf8), in: UUIDv5.contentNamespace)
  }

  /// People that the metadata names, with the codes of what they did.
  private static func people(
    _ names: [String], roles: [String: String], else usual: String
  ) -> [Contributor] {
    names.map { name in
      let code = roles[name].map { MARCRelator.code(for: $0) ?? MARCRelator.known(code: $0) }
      return Contributor(name: name, role: code ?? usual)
    }
  }

  /// The first and the last day of publication, no finer than a day.
  private static func days(of stories: [EPUBStory]) -> (NewsDate, NewsDate)? {
    let dates = stories.compactMap { story in
      story.published.flatMap { date in date.secondsSince1970().map { (date, $0) } }
    }
    // A month or a year among days would say less than the days do.
    let exact = dates.filter { $0.0.precision >= .day }
    let known = exact.isEmpty ? dates : exact
    guard let first = known.min(by: { $0.1 < $1.1 }), let last = known.max(by: { $0.1 < $1.1 })
    else { return nil }
    return (first.0.wholeDay, last.0.wholeDay)
  }

  private static func modified(_ stories: [EPUBStory], sourceDate: NewsDate?) -> NewsDate {
    // The first moment that ZIP can hold stands for "not known".
    let unknown = 315_532_800
    let seconds =
      sourceDate?.secondsSince1970() ?? stories.compactMap(\.changed).max() ?? unknown
    return NewsDate(secondsSince1970: seconds) ?? NewsDate(unresolved: "")
  }

  private static func people(
    _ people: [Contributor], role: (Contributor) -> String
  ) -> [Contributor] {
    var seen: Set<ExactText> = []
    return people.filter { seen.insert(ExactText($0.name)).inserted }.prefix(maximumListed)
      .map { Contributor(name: $0.name, role: role($0)) }
  }

  /// The texts that occur most, the first ones first among equals.
  private static func listed(_ texts: some Sequence<String>) -> [String] {
    var counts: [(text: String, count: Int)] = []
    var places: [ExactText: Int] = [:]
    for text in texts {
      let place = places[ExactText(text), default: counts.count]
      if place == counts.count {
        places[ExactText(text)] = place
        counts.append((text, 0))
      }
      counts[place].count += 1
    }
    let ranked = counts.indices.sorted { a, b in
      counts[a].count == counts[b].count ? a < b : counts[a].count > counts[b].count
    }
    return ranked.prefix(maximumListed).map { counts[$0].text }
  }

  /// Orders texts by their bytes, the same way on every system.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    a.withUTF8Bytes { a in
      b.withUTF8Bytes { b in ByteScan.precedes(a, b) }
    }
  }
}

/// A text that equals another one when the bytes of both are the same.
///
/// `String` compares letters in all ways to write them, which takes long for all but those of ASCII.
struct ExactText: Hashable {
  private let text: String

  init(_ text: String) { self.text = text }

  static func == (a: Self, b: Self) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    text.withUTF8Bytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
