internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// Who wrote the article: what the page's data say, else the visible line with the name.
extension PageMetadataReader {
  private typealias Authors = PageMetadata.Stated<[String]>

  private static let order = [
    "json-ld", "byline", "microdata", "meta", "class", "date+name", "rel", "json-ld-person",
  ]
  private static let metaNames = """
    author article:author parsely-author sailthru.author dc.creator dc:creator dcterms.creator byl \
    byline cxenseparse:author article.author article:author_name citation_author og:author \
    rbauthors authors shareaholic:article_author_name twitter:creator:name creator \
    dc.creator.personalname vr:author og:article:author news_author
    """.split(separator: " ").map(String.init)

  func authors() -> PageMetadata.Stated<[String]>? {
    var found: [(evidence: String, names: [String])] = []
    func add(_ names: [String], _ evidence: String) {
      if !names.isEmpty, !found.contains(where: { $0.evidence == evidence }) {
        found.append((evidence, names))
      }
    }
    if let article {
      let names = data.names(article["author"]).filter { $0.count < 120 }
        .flatMap(NameLine.names).filter { isName($0, allowsSite: false) }
      add(names, "json-ld")
    } else if let person = data.objects.first(where: {
      LinkedData.types($0).contains("Person") && isName($0["name"]?.string?.cleanedText ?? "")
    }) {
      add([person["name"]?.string?.cleanedText ?? ""], "json-ld-person")
    }
    for key in Self.metaNames {
      guard let values = metas[key] else { continue }
      var names: [String] = []
      for value in values.map(\.cleanedText) where !value.lowercased().hasPrefix("http") {
        for name in NameLine.names(value) where isName(name) && !names.contains(name) {
          names.append(name)
        }
      }
      add(names, "meta")
      if !names.isEmpty { break }
    }
    addMicrodata(add)
    if let line = visibleAuthors() { add(line.names, line.evidence) }
    guard
      let best = Self.order.lazy.compactMap({ evidence in
        found.first { $0.evidence == evidence }
      }).first
    else { return nil }
    return completed(best, by: found)
  }

  /// A name of one word, or one that is part of an address, is completed by a line with the whole.
  private func completed(
    _ best: (evidence: String, names: [String]), by found: [(evidence: String, names: [String])]
  ) -> PageMetadata.Stated<[String]> {
    let plain = Authors(value: best.names, evidence: best.evidence)
    guard best.names.count == 1, best.evidence == "json-ld" || best.evidence == "meta" else {
      return plain
    }
    let name = best.names[0]
    let own = Set(name.folded.replacing("_", with: " ").split(separator: " "))
    for evidence in ["byline", "class", "meta", "date+name", "microdata"]
    where evidence != best.evidence {
      guard let other = found.first(where: { $0.evidence == evidence }), other.names.count == 1
      else { continue }
      let words = other.names[0].folded.split(separator: " ")
      let isSlug = name == name.lowercased() && name != name.uppercased()
      if other.names[0].folded != name.folded, own.isSubset(of: words),
        own.count == 1 && words.count == 2 || isSlug && words.count < 4
      {
        return Authors(value: other.names, evidence: best.evidence + "+" + evidence)
      }
    }
    return plain
  }

  /// Whether a text can be a name: no address, no role, not the site's name.
  private func isName(_ text: String, allowsSite: Bool = false) -> Bool {
    NameLine.isName(text) && (allowsSite || !isSite(text, also: siteNames))
  }

  private func addMicrodata(_ add: ([String], String) -> Void) {
    var names: [String] = []
    var related: [String] = []
    let nodes = page.nodes
    for place in nodes.indices where !isCompany[place] {
      let property = attribute(.itemprop, of: place)?.lowercased()
      let parent = max(0, Int(nodes[place].parent))
      let above = max(0, Int(nodes[parent].parent))
      let isNamed =
        property == "name"
        && [parent, above].contains { attribute(.itemprop, of: $0)?.lowercased() == "author" }
      if property == "author" || isNamed {
        let inner = (place..<Int(nodes[place].end)).first {
          attribute(.itemprop, of: $0)?.lowercased() == "name"
        }
        let text = attribute(.content, of: place) ?? page.text(of: inner ?? place)
        guard text.count < 100 else { continue }
        for name in NameLine.names(text.cleanedText) where isName(name) && !names.contains(name) {
          names.append(name)
        }
      } else if nodes[place].name == .a, related.isEmpty,
        attribute(.rel, of: place)?.lowercased().split(separator: " ").contains("author") == true
      {
        related = NameLine.names(page.text(of: place)).filter { isName($0) }
      }
    }
    if names.count <= 4 { add(names, "microdata") }
    add(related, "rel")
  }

  // MARK: Visible lines

  private struct Line {
    var score: Double
    var evidence: String
    var names: [String]
  }

  private func visibleAuthors() -> (names: [String], evidence: String)? {
    var best: Line?
    func offer(_ line: Line?) {
      if let line, best.map({ line.score > $0.score }) ?? true { best = line }
    }
    for place in page.blocks.indices where place != headline { offer(line(of: place)) }
    for place in page.nodes.indices where names[place].contains(.exactAuthor) {
      offer(element(place))
    }
    return best.map { ($0.names, $0.evidence) }
  }

  private func line(of place: Int) -> Line? {
    let block = page.blocks[place]
    guard block.characters <= 170 else { return nil }
    let node = Int(block.node)
    let near = headline >= 0 ? place - headline : 99
    var author = 0
    var isFact = false
    var isPortrait = false
    var up = node
    var level = 0
    while up > 0, level < 4 {
      if author == 0, names[up].contains(.author) { author = 4 - level }
      if names[up].contains(.facts) { isFact = true }
      if names[up].contains(.portrait) { isPortrait = true }
      up = Int(page.nodes[up].parent)
      level += 1
    }
    let isClose = headline >= 0 && -3...14 ~= near
    guard isClose || author > 0, !isCompany[node], !isFrame[node] || isClose else { return nil }
    let text = text(of: place)
    let line = NameLine(text, dates: dates)
    var name = ""
    var kind = ""
    if let (start, found) = line.afterByWord() {
      let marked = line.isAtStart(start)
      if !found.isEmpty, author > 0 || isClose && marked {
        name = found
        kind = "byline"
      }
    }
    if kind.isEmpty, author > 0 {
      let first = line.firstPart()
      let words = first.split(separator: " ").count
      if words > 0, words <= 8 {
        let taken = NameLine.take(first.split(separator: " "), allowsSmall: words == 1)
        if !taken.isEmpty, taken.split(separator: " ").count >= words - 3,
          !NameLine.isLabel(first), author >= 3 || taken.split(separator: " ").count > 1
        {
          name = taken
          kind = "class"
        }
      }
    }
    if kind.isEmpty, isClose, line.hasDate {
      let parts = line.parts()
      if parts.count == 1 {
        let words = parts[0].split(separator: " ")
        if 2...4 ~= words.count, NameLine.take(words, allowsSmall: false) == parts[0] {
          name = parts[0]
          kind = "date+name"
        }
      }
    }
    guard !kind.isEmpty else { return nil }
    let isByline = kind == "byline"
    let people = NameLine.names(name).filter {
      isName($0, allowsSite: isByline) && $0.split(separator: " ").count <= 5
        && !NameLine.isRole($0)
    }
    guard !people.isEmpty else { return nil }
    var score = isByline ? 3.0 : kind == "class" ? 2 : 1.5
    score += 0.25 * Double(author)
    if isFact { score += 0.3 }
    if isPortrait { score -= 1.2 }
    score += isClose ? 1 - 0.07 * Double(abs(near)) : -0.5
    if isByline, text.count > 90, author == 0 { score -= 0.8 }
    if isByline, !name.contains(" "), author == 0, !line.hasDate { score -= 1 }
    if isByline, score < 3.3 { return nil }
    return Line(score: score, evidence: kind, names: people)
  }

  /// The line of an inline element that is named for the author.
  private func element(_ place: Int) -> Line? {
    switch page.nodes[place].name {
    case .a, .span, .strong, .b, .cite, .em, .address: break
    default: return nil
    }
    guard !isFrame[place], !isCompany[place], !names[place].contains(.portrait) else { return nil }
    let text = page.text(of: place)
    guard 3..<60 ~= text.count else { return nil }
    let block = Int(page.nodes[place].block)
    let number = page.blocks.firstIndex {
      Int($0.node) >= block && Int($0.node) < Int(page.nodes[block].end)
    }
    guard let number, number != headline else { return nil }
    let near = headline >= 0 ? number - headline : 99
    let line = NameLine(text, dates: dates)
    let name =
      line.afterByWord()?.name
      ?? NameLine.take(line.firstPart().split(separator: " "), allowsSmall: false)
    let people = NameLine.names(name).filter {
      isName($0) && $0.split(separator: " ").count <= 5 && $0.count > 3 && !NameLine.isRole($0)
    }
    guard let first = people.first, first.contains(" ") || first.first?.isUppercase == true else {
      return nil
    }
    let score = 2.2 + (-3...14 ~= near ? 1 - 0.07 * Double(abs(near)) : -0.5)
    return Line(score: score, evidence: "class", names: people)
  }
}

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
    written by|posted by|published by|story by|words by|reported by|by|von|vom|par|por|door|av|di|\
    da|text von|text|autor|autorin|autoren|author|auteur|autore|escribe|redaktion|\
    geschrieben von|erstellt von|gespeichert von|verfasst von|veröffentlicht von|tekst|\
    scritto da|publié par|écrit par|publicado por|escrito por|ein beitrag von|ein artikel von|\
    автор|текст|بقلم|كتب|كتبت|إعداد|اعداد|تقرير|نویسنده|نکاشته|מאת|נכתב על ידי|記者|作者
    """.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    .sorted { $0.count > $1.count }

  private static let joined: [String] = ["بقلم", "كتب", "كتبت", "إعداد", "作者", "記者", "文"]

  private static func core(_ word: Substring) -> String {
    var rest = word[...]
    while let last = rest.last, ":/：,|(".contains(last) { rest.removeLast() }
    while let first = rest.first, "(|>–-—•·,".contains(first) { rest.removeFirst() }
    return rest.lowercased()
  }

  /// The name after the first "by" of any language, and where that stands.
  func afterByWord() -> (start: Int, name: String)? {
    for start in words.indices {
      for phrase in Self.byWords where start + phrase.count < words.count + 1 {
        let end = start + phrase.count
        guard end <= words.count,
          zip(words[start..<end], phrase).allSatisfy({ Self.core($0) == $1 })
        else { continue }
        guard end < words.count else { continue }
        var rest = Array(words[end...])
        if rest.first == ":" || rest.first == "/" { rest.removeFirst() }
        let name = Self.take(rest, allowsSmall: true)
        return (start, name)
      }
      // "بقلم/أحمد" and "作者：王" in one word.
      for prefix in Self.joined where words[start].hasPrefix(prefix) {
        let tail = words[start].dropFirst(prefix.count).drop { $0 == ":" || $0 == "/" || $0 == "：" }
        guard tail.count < words[start].count - prefix.count, !tail.isEmpty else { continue }
        return (start, Self.take([tail] + words[(start + 1)...], allowsSmall: true))
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
    var words = text.split(whereSeparator: \.isWhitespace).filter { !$0.contains("@") }
    // A "by" at the beginning.
    for phrase in byWords
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
      if joiners.contains(small) || small == "sowie" || small == "with" {
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
      var text = words.joined(separator: " ")[...]
      while let last = text.last, " .,:-–—|".contains(last) { text.removeLast() }
      while let first = text.first, " .,:-–—|".contains(first) { text.removeFirst() }
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

  private static let generic: Set<String> = [
    "admin", "administrator", "editor", "editorial", "staff", "super user", "no author", "posted",
    "anonimo", "anónimo", "author", "autor", "webmaster", "root", "user", "guest", "unknown",
    "anonymous", "none", "null", "website", "webredaktion", "online redaktion", "wordpress", "home",
    "news", "by", "donnerstag",
  ]

  static func isName(_ text: String) -> Bool {
    guard 2...60 ~= text.count else { return false }
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
