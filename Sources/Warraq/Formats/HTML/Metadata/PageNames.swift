internal import WarraqHTML

/// What the names that designers gave to an element say for its metadata.
struct PageNames: OptionSet {
  let rawValue: UInt16

  /// Comments, teasers and other company of an article.
  static let company = PageNames(rawValue: 1)
  static let kicker = PageNames(rawValue: 2)
  static let title = PageNames(rawValue: 4)
  static let date = PageNames(rawValue: 8)
  static let author = PageNames(rawValue: 16)
  /// A line with facts of the article.
  static let facts = PageNames(rawValue: 32)
  /// A box about the author, with a picture.
  static let portrait = PageNames(rawValue: 64)
  static let tags = PageNames(rawValue: 128)
  /// Exactly the author.
  static let exactAuthor = PageNames(rawValue: 256)
  static let change = PageNames(rawValue: 512)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Reads the names, in small letters.
  init(_ names: [UInt8]) {
    self = []
    var isCloud = false
    for start in names.indices {
      let begins = start == 0 || !(0x61...0x7A ~= names[start - 1])
      for entry in Self.table[Int(names[start])] {
        let end = start + entry.word.count
        guard begins || entry.place == .any || entry.place == .end, end <= names.count,
          names[start..<end].elementsEqual(entry.word)
        else { continue }
        let ends = end == names.count || !(0x61...0x7A ~= names[end])
        if entry.place == .alone {
          guard start == 0 || names[start - 1] == 0x20, end == names.count || names[end] == 0x20
          else { continue }
        }
        if entry.place == .any || entry.place == .start || ends {
          if entry.marks.isEmpty { isCloud = true } else { formUnion(entry.marks) }
        }
      }
    }
    if isCloud { remove(.tags) }
  }

  private enum Place { case any, start, end, whole, alone }

  private struct Entry {
    let word: [UInt8]
    let place: Place
    let marks: PageNames
  }

  /// The words by their first byte.
  private static let table: [[Entry]] = {
    var table: [[Entry]] = Array(repeating: [], count: 256)
    func add(_ words: [[UInt8]], _ place: Place, _ marks: PageNames) {
      for word in words {
        table[Int(word[0])].append(Entry(word: word, place: place, marks: marks))
      }
    }
    add(companyWords, .any, .company)
    add(kickerWords, .any, .kicker)
    add(titleWords, .any, .title)
    add(wholeTitles, .whole, .title)
    add(dateWords, .start, .date)
    add(authorStarts, .start, .author)
    add(authorEnds, .end, .author)
    // The name in a card (https://microformats.org/wiki/hcard); `fn1`, `fn:1`, `fnref` are of notes.
    add(words("fn"), .alone, [.author, .exactAuthor])
    add(factWords, .start, .facts)
    add(portraitWords, .any, .portrait)
    add(tagWords, .whole, .tags)
    // What names a cloud of tags takes the name of tags away.
    add(cloudWords, .any, [])
    add(exactAuthors, .whole, .exactAuthor)
    add(changeWords, .any, .change)
    return table
  }()

  private static func words(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { Array($0.utf8) }
  }

  private static let companyWords = words(
    """
    comment sidebar related footer widget newsletter recommend teaser promo kommentar popular \
    trending copyright calendar event-date
    """)
  private static let kickerWords = words(
    """
    kick overline overhead dach roof topline eyebrow pretitle pre-title prehead pre-head \
    supertitle super-title spitzmarke tagline sr-only visuallyhidden visually-hidden \
    screen-reader topic subtitle category rubric date
    """)
  private static let titleWords = words(
    ["entry", "post", "article", "page", "story", "news"].flatMap { name in
      ["", "-", "_"].flatMap { mark in
        ["title", "headline", "heading"].map { name + mark + $0 }
      }
    }.joined(separator: " "))
  private static let wholeTitles = words("headline title")
  private static let dateWords = words(
    """
    date datum time publi posted timestamp dateline fecha data created meta byline zeit stand info \
    entry-date erschienen pubdate
    """)
  private static let authorStarts = words(
    """
    byline by-line author autor writer wrote writtenby written-by postedby posted-by submitted \
    creator contributor redakteur verfasser journalist auteur vcard poster username
    """)
  private static let authorEnds = words("byline author autor by poster")
  private static let factWords = words(
    "meta info posted date datum publi details subheader timedata")
  private static let portraitWords = words(
    "bio avatar profile box image img photo social follow about more desc")
  private static let tagWords = words(
    """
    tag tags keyword keywords topic topics schlagwort schlagworte schlagwörter themen tagged \
    taglist taglinks taglink tagslist tagslinks posttags entrytags articletags
    """)
  private static let cloudWords = words("cloud widget")
  private static let exactAuthors = words("author byline autor writer username")
  private static let changeWords = words("updated modified")
}
