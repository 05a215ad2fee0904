internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// When the article was published.
extension PageMetadataReader {
  // MARK: Date

  static let dateNames = """
    article:published_time og:article:published_time datepublished article.published \
    article:published parsely-pub-date sailthru.date cxenseparse:recs:publishtime \
    cxenseparse:publishtime publish-date publishdate publish_date publication_date publicationdate \
    published pubdate pub_date og:published_time og:pubdate dc.date.issued dcterms.issued \
    dc.date.created dcterms.created dcterms.date dc.date.published dc.date dc:date dc.created \
    date.created date_published article_date_original originalpublicationdate \
    citation_publication_date citation_date bt:pubdate last-published ptime created creation_date \
    displaydate article.created article:create datecreated date
    """.split(separator: " ").map(String.init)
  static let weakDateNames = """
    timestamp vr:published_time prism.publicationdate gnt-pub-date \
    shareaholic:article_published_time rnews:datepublished iso-8601-publish-date pdate \
    weibo:article:create_at video:release_date release_date
    """.split(separator: " ").map(String.init)

  private struct DateCandidates {
    var list: [(evidence: String, date: NewsDate, other: NewsDate?)] = []

    mutating func add(_ date: NewsDate?, _ evidence: String) {
      add(date.map { PageDateFinder.Found(tokens: 0..<1, date: $0) }, evidence)
    }

    mutating func add(_ found: PageDateFinder.Found?, _ evidence: String) {
      guard let found, !list.contains(where: { $0.evidence == evidence }) else { return }
      list.append((evidence, found.date, found.other))
    }
  }

  private static let order = [
    "json-ld", "meta", "microdata", "json-ld-page", "json-ld-created", "time", "address",
    "text-near", "text-far", "weak-meta",
  ]
  private static let votes = [
    "json-ld": 2, "meta": 2, "microdata": 1.5, "address": 2.5, "time": 1.5, "text-near": 1.6,
  ]

  func published() -> PageMetadata.Stated<NewsDate>? {
    var found = DateCandidates()
    if let article, articleScore >= 2 {
      found.add(article["datePublished"]?.string.flatMap(dates.reading), "json-ld")
    }
    for name in Self.dateNames {
      if let value = metas[name]?.first { found.add(dates.reading(value), "meta") }
    }
    if let article, articleScore < 2 {
      found.add(article["datePublished"]?.string.flatMap(dates.reading), "json-ld-page")
    } else {
      for object in data.objects {
        found.add(object["datePublished"]?.string.flatMap(dates.reading), "json-ld-page")
      }
    }
    found.add(article?["dateCreated"]?.string.flatMap(dates.reading), "json-ld-created")
    for name in Self.weakDateNames {
      if let value = metas[name]?.first { found.add(dates.reading(value), "weak-meta") }
    }
    addMicrodataDates(&found)
    addTimes(&found)
    found.add(addressDate(), "address")
    if let (date, evidence) = visibleDate() { found.add(date, evidence) }
    settleReadings(&found)

    guard
      let first = Self.order.lazy.compactMap({ evidence in
        found.list.first { $0.evidence == evidence }
      }).first
    else { return nil }
    // Dates a day apart are one date in two zones: the day that most evidence has.
    var best = first
    var weights: [(date: NewsDate, weight: Double, evidence: String)] = []
    for (evidence, date, _) in found.list {
      guard let vote = Self.votes[evidence], abs(date.dayNumber - first.date.dayNumber) <= 1 else {
        continue
      }
      if let place = weights.firstIndex(where: { $0.date.dayNumber == date.dayNumber }) {
        weights[place].weight += vote
      } else {
        weights.append((date, vote, evidence))
      }
    }
    if let top = weights.max(by: { a, b in
      a.weight != b.weight
        ? a.weight < b.weight
        : a.date.dayNumber != first.date.dayNumber && b.date.dayNumber == first.date.dayNumber
    }), top.date.dayNumber != first.date.dayNumber {
      best = (top.evidence, top.date, nil)
    }
    return PageMetadata.Stated(value: best.date, evidence: best.evidence, other: best.other)
  }

  /// The date of publication as the page states it for programs, whether or not it can be read.
  func statedDate() -> String? {
    if let text = article?["datePublished"]?.string, !text.cleanedText.isEmpty { return text }
    for name in Self.dateNames {
      if let text = metas[name]?.first, !text.cleanedText.isEmpty { return text }
    }
    for place in page.nodes.indices where !isFrame[place] && !isCompany[place] {
      guard attribute(.itemprop, of: place)?.lowercased() == "datepublished" else { continue }
      let text = attribute(.content, of: place) ?? attribute(.datetime, of: place)
      if let text, !text.cleanedText.isEmpty { return text }
    }
    let times = page.times.lazy.map { Int($0) }.filter { !isFrame[$0] && !isCompany[$0] }
    // A length of time is no date.
    return times.compactMap { attribute(.datetime, of: $0)?.cleanedText }
      .first { $0.contains(where: \.isNumber) && !$0.hasPrefix("P") }
  }

  /// Of two readings of a date the one that another date of the page confirms.
  private func settleReadings(_ found: inout DateCandidates) {
    let certain = Set(found.list.lazy.filter { $0.other == nil }.map(\.date.dayNumber))
    for place in found.list.indices {
      guard let other = found.list[place].other else { continue }
      if certain.contains(other.dayNumber) { found.list[place].date = other }
      if certain.contains(found.list[place].date.dayNumber) { found.list[place].other = nil }
    }
  }

  private func addMicrodataDates(_ found: inout DateCandidates) {
    for place in page.nodes.indices {
      if let property = attribute(.itemprop, of: place)?.lowercased(), !isCompany[place],
        property == "datepublished" || property == "datecreated"
      {
        let value =
          attribute(.content, of: place) ?? attribute(.datetime, of: place)
          ?? page.text(of: place)
        found.add(dates.reading(value), "microdata")
      } else if let property = attribute(.property, of: place)?.lowercased(),
        ["schema:datepublished", "dc:date", "datepublished"].contains(property),
        let value = attribute(.content, of: place) ?? attribute(.datetime, of: place)
      {
        found.add(dates.reading(value), "microdata")
      }
    }
  }

  private func addTimes(_ found: inout DateCandidates) {
    let from = headline >= 0 ? Int(page.blocks[headline].node) : -1
    var best: (rank: Int, date: PageDateFinder.Found)?
    for time in page.times {
      let place = Int(time)
      guard !isFrame[place], !isCompany[place] else { continue }
      let stated = attribute(.datetime, of: place).flatMap(dates.reading)
      guard let date = stated ?? dates.reading(page.text(of: place)) else { continue }
      let parent = max(0, Int(page.nodes[place].parent))
      var rank = from >= 0 ? abs(place - from) : place
      if page.value(.pubdate, of: place) == nil { rank += 1000 }
      if names[place].contains(.change) || names[parent].contains(.change) { rank += 500 }
      if best == nil || rank < best?.rank ?? 0 { best = (rank, date) }
    }
    found.add(best?.date, "time")
  }

  /// The day in an address: /2024/06/24/, /2024/6/24/, 20240624 or 24-06-2024.
  private func addressDate() -> NewsDate? {
    guard let base else { return nil }
    let path = Array(base.utf8.prefix { $0 != 0x3F && $0 != 0x23 })
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= path.count else { return nil }
      var value = 0
      for byte in path[start..<(start + count)] {
        guard 0x30...0x39 ~= byte else { return nil }
        value = value * 10 + Int(byte & 15)
      }
      return value
    }
    func isMark(_ place: Int) -> Bool {
      place < path.count && (path[place] == 0x2F || path[place] == 0x2D)
    }
    for start in path.indices where path[start] == 0x2F {
      if let day = number(start + 1, 2), isMark(start + 3), let month = number(start + 4, 2),
        isMark(start + 6), let year = number(start + 7, 4), 1900...2035 ~= year,
        13...31 ~= day, 1...12 ~= month, number(start + 11, 1) == nil
      {
        return NewsDate(year: year, month: month, day: day)
      }
      guard let year = number(start + 1, 4), 1900...2035 ~= year else { continue }
      var place = start + 5
      let isParted = isMark(place)
      if isParted { place += 1 }
      /// A number of two digits; between marks one is enough.
      func part(_ range: ClosedRange<Int>) -> Int? {
        let digits = isParted && number(place, 2) == nil ? 1 : 2
        guard let value = number(place, digits), range ~= value else { return nil }
        place += digits
        return value
      }
      guard let month = part(1...12) else { continue }
      if isMark(place) { place += 1 } else if isParted { continue }
      guard let day = part(1...31), number(place, 1) == nil else { continue }
      return NewsDate(year: year, month: month, day: day)
    }
    return nil
  }

  private static let cues = """
    published posted publié publicado pubblicato publikowano opublikowano erschienen \
    veröffentlicht erstellt gespeichert geschrieben written created submitted uploaded geplaatst \
    gepubliceerd опубликовано نشر تاريخ منذ انتشار تاریخ פורסם
    """.split(separator: " ").map(String.init)
  private static let changes = [
    "updat", "modif", "aktualisiert", "geändert", "mis à jour", "تحديث", "bearbeitet",
  ]

  /// Whether a block is nothing but a label before the date of publication.
  private func isDateLabel(_ number: Int) -> Bool {
    guard page.blocks[number].characters <= 30 else { return false }
    let label = text(of: number).lowercased()
    return label.contains("mise en ligne")
      || label.split(separator: " ").contains { word in
        Self.cues.contains { word.hasPrefix($0) }
      }
  }

  private func visibleDate() -> (PageDateFinder.Found, String)? {
    struct Candidate {
      var score: Double
      var date: PageDateFinder.Found
      var near: Int
      var likes: Int
    }
    var candidates: [Candidate] = []
    var counts: [String: Int] = [:]
    var keys: [String] = []
    for (place, block) in page.blocks.enumerated() {
      let node = Int(block.node)
      let near = headline >= 0 ? place - headline : 99
      if isFrame[node], !(headline >= 0 && abs(near) < 4) { continue }
      let bytes = page.bytes(of: block)
      // No date without a digit.
      guard bytes.prefix(440).contains(where: { 0x30...0x39 ~= $0 || $0 >= 0xD9 }) else { continue }
      let isLong = block.characters > 220
      if isLong, !(headline >= 0 && 0 < near && near <= 14) { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      let tokens = (isLong ? text.prefix(60) : text[...]).split(separator: " ")
      var found = dates.dates(in: tokens).filter { $0.date.year >= 1995 }
      guard !found.isEmpty else { continue }
      if isLong, found[0].tokens.lowerBound > 4 { continue }
      let small = text.lowercased()
      let cue = tokens.firstIndex { token in
        let word = token.lowercased()
        return Self.cues.contains { word.hasPrefix($0) }
      }
      let isLabelled = block.characters < 50 && place > 0 && isDateLabel(place - 1)
      if let cue {
        let after = found.filter { $0.tokens.lowerBound >= cue }
        if !after.isEmpty { found = after }
      }
      var up = node
      var level = 0
      var named: Int?
      while up > 0, level < 3 {
        if names[up].contains(.date) {
          named = level
          break
        }
        up = Int(page.nodes[up].parent)
        level += 1
      }
      let isChange =
        names[node].contains(.change)
        || Self.changes.contains { small.prefix(60).contains($0) }
      var score = 0.0
      if headline >= 0, -4 <= near, near <= 12 { score += 2 - Double(abs(near)) * 0.1 }
      if let named { score += 1.5 - Double(named) * 0.2 }
      if block.characters < 50 { score += 0.8 } else if block.characters < 100 { score += 0.3 }
      // A column beside the article may hold what is said of it, but names it then.
      if isCompany[node] { score -= isLabelled ? 0.6 : 2 }
      if isChange, found.count == 1 { score -= 0.6 }
      if cue != nil || isLabelled { score += 1.2 }
      if isLong { score -= 0.3 }
      if block.linkShare > 0.6 { score -= 0.8 }
      if text.contains("©") || small.contains("copyright") { score -= 3 }
      let parent = max(0, Int(page.nodes[node].parent))
      let key =
        "\(attribute(.class, of: node) ?? "")|\(attribute(.class, of: parent) ?? "")|\(page.nodes[node].name.rawValue)"
      counts[key, default: 0] += 1
      keys.append(key)
      candidates.append(
        Candidate(score: score, date: found[0], near: near, likes: keys.count - 1))
    }
    var best: Candidate?
    for var candidate in candidates {
      if counts[keys[candidate.likes]] ?? 0 >= 4, !(-2...3 ~= candidate.near) {
        candidate.score -= 1
      }
      if best.map({ candidate.score > $0.score }) ?? true { best = candidate }
    }
    guard let best, best.score >= 1.2 else { return nil }
    return (best.date, best.score >= 2.2 ? "text-near" : "text-far")
  }
}

extension NewsDate {
  /// The days since the first day of the calendar: equal for the same day only.
  fileprivate var dayNumber: Int {
    let year = month <= 2 ? self.year - 1 : self.year
    let shifted = (month + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day
  }
}
