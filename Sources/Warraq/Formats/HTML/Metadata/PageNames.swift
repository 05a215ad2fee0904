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
    if Self.has(names, Self.companyWords, .any) { insert(.company) }
    if Self.has(names, Self.kickerWords, .any) { insert(.kicker) }
    if Self.has(names, Self.titleWords, .any) || Self.has(names, Self.wholeTitles, .whole) {
      insert(.title)
    }
    if Self.has(names, Self.dateWords, .start) { insert(.date) }
    if Self.has(names, Self.authorStarts, .start) || Self.has(names, Self.authorEnds, .end) {
      insert(.author)
    }
    if Self.has(names, Self.factWords, .start) { insert(.facts) }
    if Self.has(names, Self.portraitWords, .any) { insert(.portrait) }
    if Self.has(names, Self.tagWords, .whole), !Self.has(names, Self.cloudWords, .any) {
      insert(.tags)
    }
    if Self.has(names, Self.exactAuthors, .whole) { insert(.exactAuthor) }
    if Self.has(names, Self.changeWords, .any) { insert(.change) }
  }

  private enum Place { case any, start, end, whole }

  private static func has(_ names: [UInt8], _ words: [[UInt8]], _ place: Place) -> Bool {
    words.contains { word in
      var start = 0
      while start + word.count <= names.count {
        guard names[start] == word[0], names[start...].starts(with: word) else {
          start += 1
          continue
        }
        let end = start + word.count
        let begins = start == 0 || !(0x61...0x7A ~= names[start - 1])
        let ends = end == names.count || !(0x61...0x7A ~= names[end])
        switch place {
        case .any: return true
        case .start: if begins { return true }
        case .end: if ends { return true }
        case .whole: if begins, ends { return true }
        }
        start += 1
      }
      return false
    }
  }

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
    creator contributor redakteur verfasser journalist auteur vcard fn poster
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
  private static let exactAuthors = words("author byline autor writer fn")
  private static let changeWords = words("updated modified")
}
