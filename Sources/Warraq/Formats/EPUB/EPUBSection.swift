import WarraqCore
import WarraqModel

/// A part of the book: stories that stand together under a name.
struct EPUBSection {
  /// The name; `nil` when the book has no sections.
  let name: String?
  /// The language and direction of the name, where they are not known to be those of the book.
  var language: String?
  /// The stories in order, as positions in the stories of the book.
  var stories: [Int]

  /// Puts stories into sections.
  ///
  /// Sections stand in the order in which they first appear, days from the newest to the oldest;
  /// stories without one come last. Inside a section the order of the input stays.
  static func sections(
    of stories: [EPUBStory], by sectioning: EPUBWriter.Sectioning, labels: EPUBLabels
  ) -> [EPUBSection] {
    var sections: [EPUBSection] = []
    var places: [String: Int] = [:]
    var others: [Int] = []
    for (index, story) in stories.enumerated() {
      guard let (key, name) = key(of: story, by: sectioning, labels: labels) else {
        others.append(index)
        continue
      }
      if let place = places[key] {
        sections[place].stories.append(index)
      } else {
        places[key] = sections.count
        let language = sectioning == .language ? story.language : nil
        sections.append(EPUBSection(name: name, language: language, stories: [index]))
      }
    }
    guard !sections.isEmpty else { return [EPUBSection(name: nil, stories: others)] }
    if sectioning == .date {
      // The key is the day in the form of ISO 8601, which orders by time.
      let newestFirst = places.sorted { $1.key.utf8.lexicographicallyPrecedes($0.key.utf8) }
      sections = newestFirst.map { sections[$0.value] }
    }
    if !others.isEmpty { sections.append(EPUBSection(name: labels.others, stories: others)) }
    return sections
  }

  /// What stories of one section have in common, and its words.
  private static func key(
    of story: EPUBStory, by sectioning: EPUBWriter.Sectioning, labels: EPUBLabels
  ) -> (key: String, name: String)? {
    switch sectioning {
    case .date:
      guard let day = story.published?.wholeDay, day.isResolved else { return nil }
      return (String(day.description.prefix(10)), PrintedDate(day, in: labels.calendar).day)
    case .language:
      guard let language = story.language else { return nil }
      let subtag = EPUBLabels.primarySubtag(of: language)
      return (subtag, LanguageName.own(subtag) ?? language)
    case .section, .source, .subject, .folder, .none:
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
