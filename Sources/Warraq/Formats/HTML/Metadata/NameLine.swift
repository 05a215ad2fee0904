internal import WarraqCore
internal import WarraqModel

/// A line of a page in which names may stand.
struct NameLine {
  /// The words; `¦` stands for a date or a time.
  private var words: [Substring] = []
  private(set) var hasDate = false

  init(_ text: String, dates: PageDateFinder) {
    let tokens = text.split(separator: " ")
    let found = tokens.contains { $0.contains { $0.isNumber } } ? dates.dates(in: tokens) : []
    var place = 0
    while place < tokens.count {
      if let date = found.first(where: { $0.tokens.contains(place) }) {
        words.append("¦")
        hasDate = true
        place = date.tokens.upperBound
        continue
      }
      let token = tokens[place]
      let next = place + 1 < tokens.count ? tokens[place + 1].lowercased() : ""
      if token.contains("@") {
        words.append("¦")
        hasDate = true
      } else if Self.isTime(token) || token.allSatisfy(\.isNumber) && Self.isCount(next) {
        words.append("¦")
        hasDate = true
        if Self.units.contains(next) || Self.isCount(next) { place += 1 }
      } else {
        words.append(token)
      }
      place += 1
    }
  }

  private static let units: Set<String> = ["am", "pm", "uhr", "h", "est", "gmt", "cet", "utc"]

  private static func isCount(_ word: String) -> Bool {
    ["min", "comment", "kommentar", "share", "view"].contains { word.hasPrefix($0) }
  }

  private static func isTime(_ token: Substring) -> Bool {
    let parts = token.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "h" }
    guard parts.count >= 2, let first = parts.first, 1...2 ~= first.count else { return false }
    return first.allSatisfy(\.isNumber) && parts[1].count == 2 && parts[1].allSatisfy(\.isNumber)
  }

  // MARK: Names after words

  private static let byWords: [[String]] = """
    written by|posted by|published by|story by|words by|reported by|by|von|par|por|door|av|di|\
    da|text von|text|autor|autorin|autoren|author|auteur|autore|escribe|redaktion|\
    geschrieben von|erstellt von|gespeichert von|verfasst von|veröffentlicht von|tekst|\
    scritto da|publié par|écrit par|publicado por|escrito por|ein beitrag von|ein artikel von|ein gastbeitrag von|eine kolumne von|ein kommentar von|\
    una columna de|une chronique de|article by|column by|opinion by|\
    автор|текст|بقلم|كتب|كتبت|إعداد|اعداد|تقرير|نویسنده|نکاشته|מאת|נכתב על ידי|記者|作者
    """.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    .sorted { $0.count > $1.count }

  /// The same by their first words.
  private static let byFirstWord = Dictionary(grouping: byWords) { $0[0] }

  /// Those that name a person themselves: they begin a line.
  private static let nouns: Set<String> = [
    "text", "autor", "autorin", "autoren", "author", "auteur", "autore", "redaktion", "tekst",
    "автор", "текст", "تقرير", "作者", "記者",
  ]

  /// Whether a text is nothing but "by" in some language.
  static func isByWord(_ text: String) -> Bool {
    let words = text.split(separator: " ").map { core($0) }
    return byWords.contains(words)
  }

  private static let labelWords: Set<String> = [
    "autor", "autorin", "autoren", "author", "authors", "auteur", "auteurs", "autore", "autori",
    "verfasser", "verfasserin", "von", "by", "par", "por", "автор", "بقلم", "الكاتب", "نویسنده",
    "作者", "記者",
  ]

  /// Whether a text is a label before the name of an author: "Author:".
  static func isAuthorLabel(_ text: String) -> Bool {
    guard text.utf8.count < 40, let last = text.last, last == ":" || last == "：" else {
      return false
    }
    return labelWords.contains(text.dropLast().lowercased().trimmingSpace)
  }

  /// Whether a text begins with such a label.
  static func beginsWithAuthorLabel(_ text: String) -> Bool {
    guard text.utf8.count < 200, let mark = text.firstIndex(where: { $0 == ":" || $0 == "：" })
    else { return false }
    return labelWords.contains(text[..<mark].lowercased().trimmingSpace)
  }

  /// Whether a name is that of a person, as readers see it: several words with capitals, or in a
  /// script without.
  static func isFullName(_ name: String) -> Bool {
    let words = name.split(separator: " ")
    guard let first = words.first?.first, !first.isLowercase else { return false }
    return words.count > 1 || !first.isUppercase
  }

  private static let joined: [String] = ["بقلم", "كتب", "كتبت", "إعداد", "作者", "記者", "文"]

  /// A word in small letters without the marks at its ends.
  private static func core(_ word: Substring) -> String {
    var rest = word[...]
    while let last = rest.last, ":/：,|(".contains(last) { rest.removeLast() }
    while let first = rest.first, "(|>–-—•·,".contains(first) { rest.removeFirst() }
    return rest.lowercased()
  }

  /// The name after the first "by" of any language, where that stands, and whether it is a noun.
  func afterByWord() -> (start: Int, name: String, isNoun: Bool)? {
    let cores = words.map(Self.core)
    for start in words.indices {
      for phrase in Self.byFirstWord[cores[start]] ?? [] {
        let end = start + phrase.count
        guard end < words.count, cores[start..<end].elementsEqual(phrase) else { continue }
        var rest = Array(words[end...])
        if rest.first == ":" || rest.first == "/" { rest.removeFirst() }
        let name = Self.take(rest, allowsSmall: true)
        return (start, name, phrase.count == 1 && Self.nouns.contains(phrase[0]))
      }
      // "بقلم/أحمد" and "作者：王" in one word.
      for prefix in Self.joined where words[start].hasPrefix(prefix) {
        let tail = words[start].dropFirst(prefix.count).drop { $0 == ":" || $0 == "/" || $0 == "：" }
        guard tail.count < words[start].count - prefix.count, !tail.isEmpty else { continue }
        return (start, Self.take([tail] + words[(start + 1)...], allowsSmall: true), false)
      }
    }
    return nil
  }

  /// Whether a word begins the line or follows a date or a mark.
  func isAtStart(_ place: Int) -> Bool {
    guard place > 0 else { return true }
    return ["¦", "|", "·", "•", "–", "-", "—"].contains(words[place - 1])
      || place == 1 && words[0].count <= 2
  }

  /// The line without dates and times, cut where those stood.
  func parts() -> [String] {
    words.split(separator: "¦").map { part in
      var text = part.joined(separator: " ")[...]
      let marks: Set<Character> = [" ", ",", "-", "–", "|", "•", "·", "/"]
      while let last = text.last, marks.contains(last) { text.removeLast() }
      while let first = text.first, marks.contains(first) { text.removeFirst() }
      return String(text)
    }.filter { !$0.isEmpty }
  }

  private static let abouts = [
    "about the author", "about", "über", "عن", "sobre", "à propos de", "o autorze",
  ]

  /// What stands before the first mark.
  func firstPart() -> String {
    var text = words.joined(separator: " ")[...]
    let small = text.lowercased()
    if let about = Self.abouts.first(where: {
      small.hasPrefix($0 + " ") || small.hasPrefix($0 + ":")
    }) {
      text = text.dropFirst(about.count).drop { $0 == ":" || $0 == " " }
    }
    let parts = text.split { "¦|•·–—(".contains($0) }
    for part in parts {
      let first = part.split(separator: " - ").first ?? part
      let trimmed = String(first).trimmingSpace
      if !trimmed.isEmpty { return trimmed }
    }
    return ""
  }

  static func isLabel(_ text: String) -> Bool {
    var small = text.lowercased()
    while small.last == ":" { small.removeLast() }
    return labels.contains(small)
  }

  private static let labels: Set<String> = [
    "von", "by", "par", "por", "posted", "autor", "author", "about", "written by",
    "geschrieben von", "posted on", "publicado el", "last", "read", "app", "share", "follow",
    "updated", "published", "authors", "edited", "reviewed", "disclosure", "sponsored",
  ]

  // MARK: Words of names

  private static let particles: Set<String> = [
    "de", "da", "del", "della", "di", "do", "dos", "das", "du", "van", "von", "vom", "der", "den",
    "ter", "ten", "la", "le", "al", "el", "bin", "ibn", "bint", "y", "zu", "zur", "af", "ben", "st",
    "dr", "prof", "mc",
  ]
  private static let joiners: Set<String> = ["and", "und", "et", "&", "y", "e", "و"]
  private static let ends: Set<String> = [
    "on", "am", "in", "vom", "le", "el", "um", "für", "for", "at",
  ]
  private static let notNames: Set<String> = [
    "foto", "fotos", "photo", "photos", "photograph", "lesezeit", "text", "illustration", "bild",
    "datum", "uhr", "updated", "published", "posted", "publicado", "teilen", "share",
  ]

  /// The words of a name at the beginning.
  static func take(_ words: [Substring], allowsSmall: Bool) -> String {
    var taken: [String] = []
    for word in words {
      guard let first = word.first, let last = word.last else { break }
      if "¦|•·–—(-/»>".contains(first) || ends.contains(word.lowercased()) && !taken.isEmpty {
        break
      }
      let ends = ",;:|)".contains(last)
      var core = word[...]
      while let last = core.last, ",;:()\"“”".contains(last) { core.removeLast() }
      while let first = core.first, ",;:()\"“”".contains(first) { core.removeFirst() }
      guard let letter = core.first else { break }
      let small = core.lowercased().replacing(".", with: "")
      if particles.contains(small), !taken.isEmpty, !ends {
        taken.append(String(core))
        continue
      }
      if joiners.contains(small), !taken.isEmpty {
        taken.append(String(core))
        continue
      }
      if letter.isNumber || notNames.contains(small) { break }
      let isCapital = letter.isUppercase || letter.isLetter && !letter.isLowercase
      guard letter.isLetter, isCapital || allowsSmall && taken.isEmpty else { break }
      taken.append(String(core))
      if ends, last != "," { break }
      if ends { taken[taken.count - 1] += "," }
      if taken.count >= 9 { break }
    }
    while let last = taken.last {
      let small = last.lowercased().filter { $0 != "." && $0 != "," }
      guard particles.contains(small) || joiners.contains(small) else { break }
      taken.removeLast()
    }
    var text = taken.joined(separator: " ")
    while text.last == "," { text.removeLast() }
    return text
  }

  /// The names of a line that is nothing but names.
  static func names(_ text: String) -> [String] {
    var text = text[...]
    // "责任编辑：孔德明", "Autor:in: Ann Reed"
    if let mark = text.lastIndex(where: { $0 == ":" || $0 == "：" }) {
      let rest = text[text.index(after: mark)...]
      if rest.contains(where: \.isLetter) { text = rest }
    }
    var words = text.split(whereSeparator: \.isWhitespace).filter { !$0.contains("@") }
    // A "by" at the beginning.
    let phrases = words.first.flatMap { byFirstWord[core($0)] } ?? []
    for phrase in phrases
    where words.count > phrase.count
      && zip(words, phrase).allSatisfy({ core($0) == $1 })
    {
      words.removeFirst(phrase.count)
      break
    }
    if let first = words.first {
      for prefix in joined where first.hasPrefix(prefix) {
        let tail = first.dropFirst(prefix.count)
        if let mark = tail.first, mark == "/" || mark == ":" { words[0] = tail.dropFirst() }
      }
    }
    var names: [[Substring]] = [[]]
    for (place, word) in words.enumerated() {
      let small = word.lowercased()
      // "Max & Co" is one, "Ann Reed & Bob Stone" are two.
      let isFirm = small == "&" && place == 1 && words.count == 3
      if !isFirm, joiners.contains(small) || small == "sowie" || small == "with" {
        // "e" between two words joins; a single letter at the end is an initial.
        if place + 1 < words.count { names.append([]) } else { names[names.count - 1].append(word) }
        continue
      }
      var rest = word[...]
      // "and" is part of the next word in Arabic.
      if names[names.count - 1].count >= 2, rest.first == "و", rest.count > 3,
        !waws.contains(where: { rest.hasPrefix($0) })
      {
        names.append([])
        rest = rest.dropFirst()
      }
      while let cut = rest.firstIndex(where: { ";|،/•·".contains($0) }) {
        let part = rest[..<cut]
        if !part.isEmpty { names[names.count - 1].append(part) }
        names.append([])
        rest = rest[rest.index(after: cut)...]
      }
      guard !rest.isEmpty else { continue }
      if rest.last == "," {
        let next = place + 1 < words.count ? core(words[place + 1]).filter { $0 != "." } : ""
        names[names.count - 1].append(rest.dropLast())
        if ["jr", "sr", "phd", "md", "dr", "ph", "mba", "msc", "rd", "rn", "cpa"].contains(next) {
          continue
        }
        names.append([])
      } else {
        names[names.count - 1].append(rest)
      }
    }
    return names.compactMap { words in
      var words = words
      while let last = words.last,
        degrees.contains(last.lowercased().filter { $0 != "." && $0 != "," }), words.count > 1
      { words.removeLast() }
      // A copy for screen readers.
      let half = words.count / 2
      if half > 0, words.count % 2 == 0, words[..<half] == words[half...] {
        words.removeLast(half)
      }
      var text = words.joined(separator: " ")[...]
      while let last = text.last, " .,:-–—|".contains(last) { text.removeLast() }
      while let first = text.first, " .,:-–—|".contains(first) { text.removeFirst() }
      let middle = text.count / 2
      if middle > 3, text.prefix(middle) == text.suffix(middle), text.count % 2 == 0 {
        text = text.prefix(middle)
      }
      return text.isEmpty ? nil : String(text)
    }
  }

  /// Beginnings of Arabic names with the letter that is also "and".
  private static let waws = [
    "ولي", "وائ", "وسا", "وسي", "وحي", "وجد", "وجي", "ودا", "ودي", "ورد", "وفا", "وفي", "ولا",
    "وهي", "وهب", "وصف", "وعد", "ونس", "ونو", "وضا", "واص", "وال", "وان", "ولد", "وزا",
  ]

  private static let degrees: Set<String> = [
    "phd", "md", "mba", "msc", "rd", "rn", "cpa", "esq", "llm",
  ]

  /// How the names of companies end.
  private static let companies: Set<String> = [
    "gmbh", "ag", "kg", "ev", "inc", "ltd", "llc", "corp", "plc", "srl", "spa", "bv", "ug", "mbh",
    "gbr", "ohg", "kgaa", "sarl", "pty",
  ]

  private static let generic: Set<String> = [
    "admin", "administrator", "editor", "editorial", "staff", "super user", "no author", "posted",
    "anonimo", "anónimo", "author", "autor", "webmaster", "root", "user", "guest", "unknown",
    "anonymous", "none", "null", "sat", "sun", "mon", "tue", "wed", "thu", "fri", "website",
    "webredaktion", "online redaktion", "wordpress", "home",
    "news", "by", "donnerstag", "email", "e mail", "mail", "print", "facebook", "twitter",
    "photo", "foto", "фото",
  ]

  static func isName(_ text: String) -> Bool {
    guard 2...60 ~= text.count, let first = text.first, !first.isNumber else { return false }
    if let last = text.split(separator: " ").last,
      companies.contains(last.lowercased().replacing(".", with: "")), text.contains(" ")
    {
      return false
    }
    if text.contains(where: { "{}<>[]|=_©@".contains($0) }) { return false }
    let small = text.lowercased()
    if small.contains("http") || small.contains("www.") { return false }
    for end in [".com", ".de", ".org", ".net", ".fr", ".it", ".ch"] where small.contains(end) {
      return false
    }
    var digits = 0
    for character in text {
      digits = character.isNumber ? digits + 1 : 0
      if digits >= 3 { return false }
    }
    guard text.split(separator: " ").count <= 6, text.contains(where: \.isLetter) else {
      return false
    }
    let folded = text.folded
    return !folded.isEmpty && !generic.contains(folded)
  }

  /// Whether the last word is a job.
  static func isRole(_ text: String) -> Bool {
    guard let last = text.split(separator: " ").last?.lowercased() else { return false }
    return [
      "correspondent", "editor", "reporter", "writer", "contributor", "staff", "redakteur",
      "journalist", "chief", "senior", "columnist", "korrespondent", "author", "autor", "director",
      "professor", "redaktion", "uhr", "datum", "kommentare",
    ].contains { last.hasPrefix($0) }
  }
}
