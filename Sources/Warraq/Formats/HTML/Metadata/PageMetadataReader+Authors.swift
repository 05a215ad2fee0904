internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// Who wrote the article: what the page's data say, else the visible line with the name.
extension PageMetadataReader {
  private typealias Authors = PageMetadata.Stated<[String]>

  private static let order = [
    "json-ld", "byline", "link", "microdata", "meta", "class", "json-ld-unseen", "date+name", "rel",
    "json-ld-person",
  ]
  static let metaNames = """
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
        .flatMap { people(PeopleText.person($0).name) }
      // The account that a page was put in with is often not the one who wrote it.
      if names.contains(where: isShown) {
        add(names, "json-ld")
      } else {
        add(names.filter(NameLine.isFullName), "json-ld-unseen")
      }
    } else if let person = data.objects.first(where: {
      LinkedData.types($0).contains("Person") && isName($0["name"]?.string?.cleanedText ?? "")
    }) {
      add([person["name"]?.string?.cleanedText ?? ""].filter(isShown), "json-ld-person")
    }
    for key in Self.metaNames {
      guard let values = metas[key] else { continue }
      var names: [String] = []
      for value in values.prefix(50).map({ PeopleText.person($0.cleanedText).name })
      where !value.lowercased().hasPrefix("http") {
        for name in people(value) where !names.contains(name) { names.append(name) }
      }
      names = names.filter(isShown)
      add(names, "meta")
      if !names.isEmpty { break }
    }
    for (label, value) in [
      ("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"),
    ] {
      guard let label = meta(label), NameLine.isByWord(label), let value = meta(value) else {
        continue
      }
      add(people(value), "meta")
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
    let own = Set(name.folded.split { $0 == " " || $0 == "_" || $0 == "." || $0 == "-" })
    // The name of an account, of which nobody would say that it wrote something.
    let isSlug = name == name.lowercased() && name != name.uppercased() && !name.contains(" ")
    for evidence in ["byline", "link", "class", "meta", "date+name", "microdata"]
    where evidence != best.evidence {
      guard let other = found.first(where: { $0.evidence == evidence }), other.names.count == 1
      else { continue }
      let words = other.names[0].folded.split(separator: " ")
      if other.names[0].folded != name.folded,
        isSlug && words.count > 1
          || own.isSubset(of: words)
            && (own.count == 1 && words.count == 2 || isSlug && words.count < 4)
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

  /// The people that a value names: without the site, and without what only says where one works.
  private func people(_ text: String) -> [String] {
    people(text, allowsSite: false)
  }

  private func people(_ text: String, allowsSite: Bool) -> [String] {
    // "The Post - Ann Reed", "Ann Reed | The Post"
    var text = text
    for mark in [" - ", " – ", " — ", " | "] where text.contains(mark) {
      let parts = text.split(separator: mark).map(String.init)
      let rest = parts.filter { !isSite($0, also: siteNames) }
      if !rest.isEmpty, rest.count < parts.count { text = rest.joined(separator: ", ") }
    }
    guard allowsSite || !isSite(text, also: siteNames) else { return [] }
    let names = NameLine.names(text)
    guard names.count > 1 else { return names.filter { isName($0, allowsSite: allowsSite) } }
    // An address: "The Post, Lintown".
    if isSite(names[0], also: siteNames), !allowsSite { return [] }
    let isFull = names[0].contains(" ")
    let people = names.enumerated().filter { place, name in
      isName(name) && (place == 0 || !isFull || name.contains(" "))
    }.map(\.element)
    return people.isEmpty && allowsSite && NameLine.isName(names[0]) ? [names[0]] : people
  }

  /// Whether the page shows a name to its readers.
  private func isShown(_ name: String) -> Bool {
    // A page that scripts fill shows nothing.
    guard page.text.count > 500 else { return true }
    // A name does not go on in the next block.
    var shown: [UInt8] = []
    for block in page.blocks {
      page.bytes(of: block).withUnsafeBufferPointer { shown += [UInt8](foldingWordsOf: $0) }
      shown.append(0x20)
    }
    let words = name.folded
    var rest = shown[...]
    while let found = rest.range(of: words) {
      let begins = found.lowerBound == 0 || shown[found.lowerBound - 1] == 0x20
      let ends = found.upperBound == shown.count || shown[found.upperBound] == 0x20
      if begins, ends { return true }
      rest = rest[(found.lowerBound + 1)...]
    }
    return false
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
    /// Whether it stands near the headline, and in which block.
    var isClose: Bool
    var block: Int
  }

  private func visibleAuthors() -> (names: [String], evidence: String)? {
    var lines = page.blocks.indices.compactMap { $0 == headline ? nil : line(of: $0) }
    var links: [Line] = []
    var linkEnd: Int32 = 0
    for place in page.nodes.indices {
      if names[place].contains(.exactAuthor), let line = element(place) { lines.append(line) }
      guard page.nodes[place].name == .a, let line = link(place) else { continue }
      // Those of one story follow each other: "Ann Reed and Bob Stone".
      if links.last?.block == line.block, page.nodes[place].textStart - linkEnd < 8 {
        let new = line.names.filter { !links[links.count - 1].names.contains($0) }
        links[links.count - 1].names += new
      } else {
        links.append(line)
      }
      linkEnd = page.nodes[place].textEnd
    }
    lines += links
    // Many names far from the headline are those of other stories.
    if Set(lines.lazy.filter { !$0.isClose }.map(\.names)).count > 2 {
      lines.removeAll { !$0.isClose }
    }
    var best: Line?
    for line in lines where line.evidence != "date+name" || !isRubric(line.names) {
      if best.map({ line.score > $0.score }) ?? true { best = line }
    }
    return best.map { ($0.names, $0.evidence) }
  }

  /// Whether words beside a date are a label rather than a name: all capitals, or in the navigation.
  private func isRubric(_ names: [String]) -> Bool {
    guard names.count == 1, let name = names.first else { return false }
    if name == name.uppercased(), name != name.lowercased() { return true }
    return page.blocks.indices.contains { number in
      let block = page.blocks[number]
      return isFrame[Int(block.node)] && block.linkShare > 0.5
        && Int(block.end - block.start) == name.utf8.count && text(of: number) == name
    }
  }

  private static let personPaths: Set<Substring> = [
    "author", "authors", "autor", "autores", "autora", "autoras", "autoren", "autorin", "auteur",
    "auteurs", "autore", "autori", "writer", "writers", "contributor", "contributors",
    "journalist", "journalists", "columnist", "columnists", "reporter", "reporters",
  ]

  /// A link near the headline that leads to the page of an author.
  private func link(_ place: Int) -> Line? {
    guard headline >= 0, page.nodes[place].textEnd - page.nodes[place].textStart < 200,
      let number = page.firstBlock(in: place), number != headline
    else { return nil }
    let near = number - headline
    guard -3...14 ~= near, !isFrame[place], !isCompany[place] || 1...3 ~= near,
      let href = attribute(.href, of: place), href.utf8.count < 300
    else { return nil }
    let path = href.lowercased().prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    guard path.dropLast().contains(where: Self.personPaths.contains) else { return nil }
    let names = people(page.text(of: place))
    guard names.count == 1, names[0].split(separator: " ").count <= 5, !NameLine.isRole(names[0])
    else { return nil }
    return Line(
      score: 3 + 1 - 0.07 * Double(abs(near)), evidence: "link", names: names, isClose: true,
      block: number)
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
      // What holds a whole story is no line with a name.
      if author == 0, names[up].contains(.author),
        page.nodes[up].textEnd - page.nodes[up].textStart < 600
      {
        author = 4 - level
      }
      if names[up].contains(.facts) { isFact = true }
      if names[up].contains(.portrait) { isPortrait = true }
      up = Int(page.nodes[up].parent)
      level += 1
    }
    let isClose = headline >= 0 && -3...14 ~= near
    let text = text(of: place)
    let isLabelled =
      place > 0 && page.blocks[place - 1].characters <= 20
      && NameLine.isAuthorLabel(self.text(of: place - 1))
    let isStated = isLabelled || NameLine.beginsWithAuthorLabel(text)
    guard isClose || author > 0 || isStated, !isCompany[node] || author > 0 && 1...3 ~= near,
      !isFrame[node] || isClose
    else { return nil }
    let line = NameLine(text, dates: dates)
    var name = ""
    var kind = ""
    if isLabelled {
      name = NameLine.take(line.firstPart().split(separator: " "), allowsSmall: false)
      if name.contains(" ") { kind = "byline" }
    }
    if kind.isEmpty, let (start, found, isNoun) = line.afterByWord() {
      let marked = line.isAtStart(start)
      let isCapital = found.first.map { !$0.isLowercase } ?? false
      if !found.isEmpty, marked || author > 0 && isCapital && !isNoun,
        author > 0 || isClose || isStated
      {
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
    let people = people(name, allowsSite: isByline).filter {
      $0.split(separator: " ").count <= 5 && !NameLine.isRole($0)
    }
    guard !people.isEmpty else { return nil }
    var score = isByline ? 3.0 : kind == "class" ? 2 : 1.5
    score += 0.25 * Double(author)
    if isFact { score += 0.3 }
    if isPortrait { score -= 1.2 }
    score += isClose ? 1 - 0.07 * Double(abs(near)) : -0.5
    if isByline, text.count > 90, author == 0 { score -= 0.8 }
    if isByline, !name.contains(" "), author == 0, !line.hasDate { score -= 1 }
    if isByline, score < (isStated ? 2.2 : 3.3) { return nil }
    return Line(
      score: score, evidence: kind, names: people, isClose: isClose || isStated, block: place)
  }

  /// The line of an inline element that is named for the author.
  private func element(_ place: Int) -> Line? {
    switch page.nodes[place].name {
    case .a, .span, .strong, .b, .cite, .em, .address: break
    default: return nil
    }
    guard !isFrame[place], !isCompany[place], !names[place].contains(.portrait) else { return nil }
    guard page.nodes[place].textEnd - page.nodes[place].textStart < 600 else { return nil }
    let text = page.text(of: place)
    guard 3..<60 ~= text.count else { return nil }
    guard let number = page.firstBlock(in: Int(page.nodes[place].block)), number != headline
    else { return nil }
    let near = headline >= 0 ? number - headline : 99
    let line = NameLine(text, dates: dates)
    let name =
      line.afterByWord()?.name
      ?? NameLine.take(line.firstPart().split(separator: " "), allowsSmall: false)
    let people = people(name).filter {
      $0.split(separator: " ").count <= 5 && $0.count > 3 && !NameLine.isRole($0)
    }
    guard let first = people.first, first.contains(" ") || first.first?.isUppercase == true else {
      return nil
    }
    let isClose = -3...14 ~= near
    let score = 2.2 + (isClose ? 1 - 0.07 * Double(abs(near)) : -0.5)
    return Line(
      score: score, evidence: "class", names: people, isClose: isClose, block: number)
  }
}
