internal import WarraqHTML
internal import WarraqModel
internal import WarraqMarkup

/// The headline: what the page calls it and what it shows agree on.
extension PageMetadataReader {
  private typealias Title = PageMetadata.Stated<String>

  /// Places in a title where a site puts its name: before and after a mark.
  private func cuts(_ text: [Character]) -> [Range<Int>] {
    let marks: Set<Character> = [
      "|", "-", "–", "—", ":", "·", "•", "»", "«", "›", "/", "~", "<", ">", "*",
    ]
    let tight: Set<Character> = ["|", "｜", "»", "«"]
    var cuts: [Range<Int>] = []
    var place = 0
    while place < text.count {
      guard marks.contains(text[place]) || tight.contains(text[place]) else {
        place += 1
        continue
      }
      var start = place
      var end = place + 1
      while end < text.count, marks.contains(text[end]) || tight.contains(text[end]) { end += 1 }
      let last = end
      while start > 0, text[start - 1].isWhitespace { start -= 1 }
      while end < text.count, text[end].isWhitespace { end += 1 }
      let isApart = start < place && end > last
      let isColon = text[place] == ":" && end > last && last == place + 1
      if isApart || isColon || tight.contains(text[place]) { cuts.append(start..<end) }
      place = max(last, place + 1)
    }
    // Each is tried with the text on both sides: a title that was never closed has thousands.
    return cuts.count > 16 ? Array(cuts.prefix(8) + cuts.suffix(8)) : cuts
  }

  func isSite(_ text: String, also: Set<String> = []) -> Bool {
    let folded = text.folded
    if folded.isEmpty || also.contains(folded) { return true }
    let tight = folded.replacing(" ", with: "")
    let siteFold = site.folded
    if !siteFold.isEmpty, folded == siteFold || tight == siteFold.replacing(" ", with: "") {
      return true
    }
    guard !host.isEmpty else { return false }
    let name = hostName
    return tight == name
      || tight == host.replacing(".", with: "").replacing("-", with: "")
      || name.count > 3 && tight.hasPrefix(name) && tight.count < name.count + 6
      || folded == host.folded
  }

  /// The part of the host that is the site's name.
  private var hostName: String {
    let parts = host.split(separator: ".")
    guard parts.count > 1 else { return host.folded.replacing(" ", with: "") }
    let part = parts.count == 2 ? parts[0] : parts[parts.count - 2]
    return String(part).folded.replacing(" ", with: "")
  }

  /// A title without the name of the site.
  private func stripped(_ text: String, headings: [String: String]) -> String {
    let characters = Array(text)
    let cuts = cuts(characters)
    guard let first = cuts.first, let last = cuts.last else { return text }
    func piece(_ range: Range<Int>) -> String { String(characters[range]) }
    for cut in cuts {
      for part in [piece(0..<cut.lowerBound), piece(cut.upperBound..<characters.count)] {
        let folded = part.folded
        if folded.count > 5, headings[folded] != nil { return part.trimmingSpace }
      }
    }
    for cut in cuts
    where isSite(piece(cut.upperBound..<characters.count))
      && !piece(0..<cut.lowerBound).folded.isEmpty
    {
      return piece(0..<cut.lowerBound).trimmingSpace
    }
    let head = piece(0..<last.lowerBound)
    let tail = piece(last.upperBound..<characters.count).folded.replacing(" ", with: "")
    if characters[last].contains("|"), head.folded.split(separator: " ").count >= 3 {
      return head.trimmingSpace
    }
    let name = hostName
    if tail.count > 3, name.count > 4,
      tail.prefix(6) == name.prefix(6) || tail.contains(name) || name.contains(tail)
    {
      return head.trimmingSpace
    }
    let rest = piece(first.upperBound..<characters.count)
    if isSite(piece(0..<first.lowerBound)), !rest.folded.isEmpty { return rest.trimmingSpace }
    return text
  }

  /// Whether an element holds, or stands in, a link to the start page.
  private func leadsHome(_ place: Int) -> Bool {
    var links = (place..<Int(page.nodes[place].end)).filter { page.nodes[$0].name == .a }
    let parent = Int(page.nodes[place].parent)
    if parent >= 0, page.nodes[parent].name == .a { links.append(parent) }
    return links.contains { link in
      guard let href = attribute(.href, of: link) else { return false }
      guard !href.contains("?"), !href.contains("#") else { return false }
      var path = href[...]
      if let scheme = href.firstRange(of: "//") {
        var linked = href[scheme.upperBound...].prefix { $0 != "/" }
        path = href[scheme.upperBound...].drop { $0 != "/" }
        if linked.hasPrefix("www.") { linked = linked.dropFirst(4) }
        guard linked == host else { return false }
      }
      return path.isEmpty || path == "/" || path == "/index.html" || path == "/index.php"
    }
  }

  /// The text of a heading without the kicker or the date before it.
  private func headlineText(_ place: Int) -> String {
    var text = withoutDate(page.text(of: place))
    let whole = text
    for inner in (place + 1)..<max(place + 1, Int(page.nodes[place].end))
    where names[inner].contains(.kicker) {
      let part = page.text(of: inner)
      guard !part.isEmpty else { continue }
      let marks: Set<Character> = [" ", ":", "|", "-", "–", "—", "·", "•"]
      if text.hasPrefix(part) {
        text = String(text.dropFirst(part.count).drop { marks.contains($0) })
      } else if text.hasSuffix(part) {
        text = String(text.dropLast(part.count))
        while let last = text.last, marks.contains(last) { text.removeLast() }
      }
    }
    return text.isEmpty ? whole : text
  }

  /// "23.01.2022 - The headline" without the date.
  private func withoutDate(_ text: String) -> String {
    guard let space = text.firstIndex(of: " "), text.first?.isNumber == true else { return text }
    let rest = text[space...].drop { " -–—|:".contains($0) }
    let marks = text[space...].prefix(3)
    guard marks.contains(where: { "-–—|".contains($0) }), rest.contains(" "),
      text[..<space].count(where: \.isNumber) >= 6, dates.date(String(text[..<space])) != nil
    else { return text }
    return String(rest)
  }

  /// The title that a heading ends with, behind a kicker, or that stands before the name of the site
  /// or a line with a date: what the page's data call it, or a title without the name of the site.
  private func titleInHeading(
    _ headings: [(node: Int, text: String)], _ titles: [(text: String, evidence: String)]
  ) -> PageMetadata.Stated<String>? {
    for (text, evidence) in titles where !isSite(text) {
      let folded = text.folded
      guard folded.split(separator: " ").count >= 3 else { continue }
      for heading in headings {
        let own = heading.text.folded
        let isWhole: Bool
        if own.hasSuffix(" " + folded) {
          let kicker = own.dropLast(folded.count + 1)
          let first = heading.text.split(separator: " ").first ?? ""
          isWhole = kicker.contains(" ") || first.last.map { ":|/–-".contains($0) } ?? false
        } else if own.hasPrefix(folded + " ") {
          let rest = heading.text.dropFirst(text.count).drop { $0 == " " }
          isWhole =
            rest.first.map { $0 == "|" || $0.isNumber && heading.text.hasPrefix(text) } ?? false
        } else {
          isWhole = false
        }
        if isWhole { return Title(value: text, evidence: evidence + "+h1") }
      }
    }
    return nil
  }

  mutating func title() -> PageMetadata.Stated<String>? {
    let nodes = page.nodes
    var headings: [(node: Int, text: String)] = []
    var framed: [(node: Int, text: String)] = []
    for place in nodes.indices where nodes[place].name == .h1 {
      if leadsHome(place) {
        siteNames.insert(page.text(of: place).folded)
        continue
      }
      let text = headlineText(place)
      guard !text.isEmpty else { continue }
      if isFrame[place] { framed.append((place, text)) } else { headings.append((place, text)) }
    }
    if headings.isEmpty { headings = framed }
    for place in nodes.indices
    where names[place].contains(.title) && !isFrame[place] && !isCompany[place]
      && headings.count < 6
    {
      switch nodes[place].name {
      case .h2, .h3, .div, .p, .span: break
      default: continue
      }
      let text = withoutDate(page.text(of: place))
      if !text.isEmpty, text.count < 220 { headings.append((place, text)) }
    }
    var byFold: [String: String] = [:]
    for heading in headings where byFold[heading.text.folded] == nil {
      byFold[heading.text.folded] = heading.text
    }
    let pageTitle = String(decoding: page.title, as: UTF8.self)
    let graph =
      meta("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title") ?? ""
    let stated = article?["headline"]?.string?.cleanedText ?? ""

    if byFold[stated.folded] == nil,
      let inner = titleInHeading(headings, [(stated, "json-ld")])
    {
      return inner
    }
    for (text, evidence) in [(stated, "json-ld"), (graph, "og"), (pageTitle, "title")]
    where !text.isEmpty {
      let short = stripped(text, headings: byFold)
      if let heading = byFold[short.folded], !short.folded.isEmpty, !isSite(short) {
        return Title(value: heading, evidence: evidence + "+h1")
      }
    }
    let titleFold = pageTitle.folded
    let graphFold = graph.folded
    var best: (length: Int, text: String)?
    for heading in headings {
      let folded = heading.text.folded
      guard folded.count > 8, titleFold.contains(folded) || graphFold.contains(folded),
        !isSite(heading.text), folded.count > best?.length ?? 0
      else { continue }
      best = (folded.count, heading.text)
    }
    if let best { return Title(value: best.text, evidence: "h1") }
    if let block = blockInTitle([graph, pageTitle]) {
      return Title(value: block, evidence: "title+block")
    }
    let shortTitles = [(graph, "og"), (pageTitle, "title")].flatMap { text, evidence in
      [text, stripped(text, headings: byFold), beforeLastCut(text)].map { ($0, evidence) }
    }
    if let inner = titleInHeading(headings, shortTitles) { return inner }
    if let near = nearTitle(headings, reference: graph.isEmpty ? pageTitle : graph, byFold) {
      return Title(value: near, evidence: "h1~title")
    }
    if !stated.isEmpty, stated.folded == graph.folded, !isSite(stated) {
      return Title(value: stated, evidence: "json-ld+og")
    }
    for heading in headings
    where nodes[heading.node].name == .h1 && heading.text.count > 12
      && heading.text.count < 250 && !isSite(heading.text)
    {
      return Title(value: heading.text, evidence: "h1")
    }
    if !graph.isEmpty, !isSite(graph) {
      return Title(value: stripped(graph, headings: byFold), evidence: "og")
    }
    if !stated.isEmpty, !isSite(stated) { return Title(value: stated, evidence: "json-ld") }
    let last = stripped(pageTitle, headings: byFold)
    if !last.isEmpty { return Title(value: last, evidence: "title") }
    return headings.first.map { Title(value: $0.text, evidence: "h1") }
  }

  private func beforeLastCut(_ text: String) -> String {
    let characters = Array(text)
    guard let cut = cuts(characters).last(where: { characters[$0] != [":", " "] }) else {
      return text
    }
    return String(characters[..<cut.lowerBound])
  }

  /// A block that says a piece of a title: old pages have no headings.
  private func blockInTitle(_ titles: [String]) -> String? {
    var pieces: Set<String> = []
    for title in titles where !title.isEmpty {
      let characters = Array(title.prefix(500))
      let all = [0..<0] + cuts(characters) + [characters.count..<characters.count]
      for (number, start) in all.enumerated().dropLast() {
        for end in all[(number + 1)...] where start.upperBound <= end.lowerBound {
          let folded = String(characters[start.upperBound..<end.lowerBound]).folded
          if folded.split(separator: " ").count >= 3 || folded.count > 14 { pieces.insert(folded) }
        }
      }
    }
    guard !pieces.isEmpty else { return nil }
    let longest = pieces.map(\.utf8.count).max() ?? 0
    var best: (length: Int, text: String)?
    for block in page.blocks
    where Int(block.end - block.start) <= 2 * longest + 40 && !isFrame[Int(block.node)]
      && (block.linkShare < 0.5 || isHeading(block))
    {
      let text = page.text(of: block)
      let folded = text.folded
      if pieces.contains(folded), !isSite(text), folded.count > best?.length ?? 0 {
        best = (folded.count, text)
      }
    }
    return best?.text
  }

  private func isHeading(_ block: PageArena.Block) -> Bool {
    switch page.nodes[Int(page.nodes[Int(block.node)].block)].name {
    case .h1, .h2, .h3: true
    default: false
    }
  }

  private func nearTitle(
    _ headings: [(node: Int, text: String)], reference: String, _ byFold: [String: String]
  ) -> String? {
    func words(_ text: String) -> Set<Substring> { Set(text.folded.split(separator: " ")) }
    let wanted = words(reference)
    var best: (share: Double, heading: (node: Int, text: String))?
    for heading in headings {
      let own = words(heading.text)
      guard own.count >= 3, !isSite(heading.text) else { continue }
      let share =
        Double(own.intersection(wanted).count) / Double(max(1, min(own.count, wanted.count)))
      if share > best?.share ?? 0.5 { best = (share, heading) }
    }
    guard let heading = best?.heading else { return nil }
    func likeness(_ text: String) -> Double {
      let own = words(text)
      return Double(own.intersection(wanted).count) / Double(max(1, own.union(wanted).count))
    }
    // Of a heading of several blocks, the one that is the title.
    let blocks = page.blocks.filter {
      heading.node <= Int($0.node) && Int($0.node) < Int(page.nodes[heading.node].end)
    }.map { page.text(of: $0) }
    guard blocks.count > 1, let likest = blocks.max(by: { likeness($0) < likeness($1) }),
      likeness(likest) > likeness(heading.text)
    else { return heading.text }
    return likest
  }

  mutating func findHeadline(_ title: String) {
    let wanted = title.folded
    guard !wanted.isEmpty else { return }
    for (place, block) in page.blocks.enumerated()
    where Int(block.end - block.start) <= title.utf8.count * 2 + 80 {
      let name = page.nodes[element(of: place)].name
      let isHeading = name == .h1 || name == .h2
      let folded = text(of: place).folded
      guard folded == wanted || isHeading && folded.contains(wanted) else { continue }
      if isHeading {
        headline = place
        return
      }
      if headline < 0 { headline = place }
    }
  }

  /// What a title has beside the headline is a name of the site.
  mutating func noteSiteNames(_ title: String) {
    for object in data.objects {
      let types = LinkedData.types(object)
      guard types.contains(where: { $0.hasSuffix("Organization") || $0 == "WebSite" }),
        !types.contains("Person"), let name = object["name"]?.string
      else { continue }
      siteNames.insert(name.folded)
    }
    for name in ["publisher", "dc.publisher", "dcterms.publisher"] {
      if let value = meta(name) { siteNames.insert(value.folded) }
    }
    let pageTitle = String(decoding: page.title, as: UTF8.self).folded
    let own = title.folded
    guard !own.isEmpty, pageTitle != own, let range = pageTitle.firstRange(of: own) else { return }
    for rest in [pageTitle[..<range.lowerBound], pageTitle[range.upperBound...]] {
      let name = String(rest).trimmingSpace
      if !name.isEmpty { siteNames.insert(name) }
    }
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmingSpace: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
