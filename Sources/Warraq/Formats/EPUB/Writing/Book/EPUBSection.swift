import WarraqCore
import WarraqModel

/// A part of the book: stories that stand together under a name.
struct EPUBSection {
  /// The name; `nil` when the book has no sections.
  let name: String?
  /// The language of the name.
  let nameLanguage: PageLanguage
  /// The language of the pages that list the stories.
  let language: PageLanguage
  /// The stories in order, as positions in the stories of the book.
  let stories: [Int]

  /// Puts stories into sections.
  ///
  /// Sections stand in the order in which they first appear, days from the newest to the oldest;
  /// stories without one come last. Inside a section the order of the input stays.
  static func sections(
    of stories: [EPUBStory], by sectioning: EPUBWriter.Sectioning, in book: PageLanguage
  ) -> [EPUBSection] {
    let labels = book.labels
    var groups: [(name: String, stories: [Int])] = []
    var places: [String: Int] = [:]
    var others: [Int] = []
    for (index, story) in stories.enumerated() {
      guard let (key, name) = key(of: story, by: sectioning, labels: labels) else {
        others.append(index)
        continue
      }
      if let place = places[key] {
        groups[place].stories.append(index)
      } else {
        places[key] = groups.count
        groups.append((name, [index]))
      }
    }
    if sectioning == .date {
      // The key is the day in the form of ISO 8601, which orders by time.
      let newestFirst = places.sorted { $1.key.utf8.lexicographicallyPrecedes($0.key.utf8) }
      groups = newestFirst.map { groups[$0.value] }
    }
    func language(of indices: [Int]) -> PageLanguage {
      PageLanguage.ofPage(listing: indices.lazy.map { stories[$0].language }, in: book)
    }
    var sections = groups.map { name, indices in
      let page = language(of: indices)
      return EPUBSection(
        name: name,
        nameLanguage: nameLanguage(
          name, by: sectioning, of: stories[indices[0]].language, page: page, book: book),
        language: page, stories: indices)
    }
    if sections.isEmpty || !others.isEmpty {
      sections.append(
        EPUBSection(
          name: sections.isEmpty ? nil : labels.others, nameLanguage: book,
          language: language(of: others), stories: others))
    }
    return sections
  }

  /// The language that the name of a section is in.
  ///
  /// Days are in the book's words, languages in their own. The other names come from the stories
  /// and are in their language, unless the letters say that they cannot be.
  private static func nameLanguage(
    _ name: String, by sectioning: EPUBWriter.Sectioning, of story: PageLanguage,
    page: PageLanguage, book: PageLanguage
  ) -> PageLanguage {
    switch sectioning {
    case .date: return book
    case .language: return story
    case .section, .source, .subject, .keyword, .folder, .none:
      let direction = LanguageDetector.direction(of: name) ?? page.direction
      return direction == page.direction ? page : PageLanguage(nil, direction)
    }
  }

  /// What stories of one section have in common, and its words.
  private static func key(
    of story: EPUBStory, by sectioning: EPUBWriter.Sectioning, labels: PageLabels
  ) -> (key: String, name: String)? {
    switch sectioning {
    case .date:
      guard let day = story.published?.wholeDay, day.isResolved else { return nil }
      return (String(day.description.prefix(10)), PrintedDate(day, in: labels.calendar).day)
    case .language:
      guard let language = story.language.tag else { return nil }
      let subtag = LanguageTag.primarySubtag(of: language)
      return (subtag, LanguageName.own(subtag) ?? language)
    case .section, .source, .subject, .keyword, .folder, .none:
      return story.sectionName.map { ($0.lowercased(), $0) }
    }
  }
}

/// What languages call themselves.
enum LanguageName {
  /// The name of a language in itself; `nil` for languages that are not in the table.
  static func own(_ subtag: String) -> String? { table[subtag] }

  private static let table: [String: String] = [
    "am": "አማርኛ", "ar": "العربية", "az": "Azərbaycanca", "bg": "Български", "bn": "বাংলা",
    "ca": "Català", "ckb": "کوردیی ناوەندی", "cs": "Čeština", "da": "Dansk", "de": "Deutsch",
    "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi",
    "fr": "Français", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar",
    "hy": "Հայերեն", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ka": "ქართული",
    "kk": "Қазақша", "ko": "한국어", "ku": "Kurdî", "lt": "Lietuvių", "lv": "Latviešu",
    "ms": "Bahasa Melayu", "nl": "Nederlands", "no": "Norsk", "nb": "Norsk bokmål", "pl": "Polski",
    "ps": "پښتو", "pt": "Português", "ro": "Română", "ru": "Русский", "sd": "سنڌي",
    "sk": "Slovenčina",
    "so": "Soomaali", "sq": "Shqip", "sr": "Српски", "sv": "Svenska", "sw": "Kiswahili",
    "ta": "தமிழ்", "th": "ไทย", "tr": "Türkçe", "ug": "ئۇيغۇرچە", "uk": "Українська", "ur": "اردو",
    "uz": "Oʻzbekcha", "vi": "Tiếng Việt", "zh": "中文",
  ]
}
