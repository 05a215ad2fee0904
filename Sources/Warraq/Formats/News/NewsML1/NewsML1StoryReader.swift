internal import WarraqMarkup

/// Makes an article from one story of a `NewsItem`.
struct NewsML1StoryReader {
  var article: Article
  let limits: Limits
  /// The words of the texts that were read.
  var bodyWords: Set<[Substring]> = []
  /// How many blocks at the head of the body say what the metadata says.
  private(set) var repeatedBlocks = 0
  // What was found so far; what stands nearer to the text is found first.
  private var language: String?
  private var provider: Party?
  private var dateLineDate: NewsDate?
  private var hasSlugline = false

  /// Makes a reader that adds to what the item says.
  init(_ article: Article, limits: Limits) {
    self.article = article
    self.limits = limits
  }

  mutating func read(_ story: NewsML1Story) {
    let own = story.components.reversed().lazy
      .compactMap { NewsML1Values.language($0["xml:lang"]) }.first
    for component in story.components.reversed() {
      let around = NewsML1Values.language(component["xml:lang"])
      for child in component.children {
        switch child.name {
        case "NewsLines":
          readLines(child) { line in
            // What stands around stories in several languages is in one of them.
            guard let own, let language = NewsML1Values.language(line["xml:lang"]) ?? around else {
              return true
            }
            return LanguageTag.isSameLanguage(language, own)
          }
        case "AdministrativeMetadata": readAdministration(child)
        case "RightsMetadata": readRights(child)
        // So misspelled by an agency of weight.
        case "DescriptiveMetadata", "DescriptiveMetada": readDescription(child)
        default: break
        }
      }
      language = language ?? NewsML1Values.language(component["xml:lang"])
    }
    article.language = language ?? article.language
    article.provider = provider ?? article.provider
    article.created = dateLineDate ?? article.created
    for component in story.media { addAsset(component) }
    for text in story.texts { readText(text) }
    dropSignature()
    repeatedBlocks = article.headline == nil ? 0 : RepeatedHead.drop(from: &article)
    if article.headline == nil {
      // Alerts have an empty headline; their first paragraph is all they say.
      article.headline =
        article.body.lazy.compactMap { block in
          if case .paragraph(let content) = block { content.plainText } else { nil }
        }.first
    }
  }

  // MARK: - NewsLines

  private mutating func readLines(
    _ lines: XMLTree.Element, where isInLanguage: (XMLTree.Element) -> Bool
  ) {
    var titles: [RoleText] = []
    var byline: String?
    for line in lines.children {
      if line.isNamed("NewsLine") {
        readLine(line, &titles)
        continue
      }
      if line.isNamed("HeadLine") || line.isNamed("SubHeadLine"), !isInLanguage(line) { continue }
      guard let text = line.nonEmptyText else { continue }
      switch line.name {
      case "HeadLine":
        if article.headline == nil {
          article.headline = text
        } else if text != article.headline, !article.titles.contains(where: { $0.text == text }) {
          // That of the whole.
          titles.append(RoleText(role: "title", text: text))
        }
      case "SubHeadLine": titles.append(RoleText(role: TitleRole.sub, text: text))
      case "ByLine": byline.join(text, by: "\n")
      case "ByLineTitle": byline.join(text, by: ", ")
      case "DateLine": set(\.dateline, text, of: line)
      case "CreditLine": set(\.creditLine, text, of: line)
      case "CopyrightLine": set(\.copyrightNotice, text, of: line)
      case "RightsLine": set(\.usageTerms, text, of: line)
      case "SlugLine": setSlugline(text, of: line)
      case "SeriesLine":
        if article.extra["seriesLine"] ?? .string(text) != .string(text) { line.refuse() }
        article.extra["seriesLine"] = article.extra["seriesLine"] ?? .string(text)
      // One keyword a line, whatever separators it holds: they part no words in Arabic.
      case "KeywordLine": addKeyword(text)
      default: line.refuse()
      }
    }
    for title in titles where !article.titles.contains(title) { article.titles.append(title) }
    article.byline = article.byline ?? byline
  }

  /// A line that the standard has no element for.
  private mutating func readLine(_ line: XMLTree.Element, _ titles: inout [RoleText]) {
    let type = line.formalName("NewsLineType") ?? ""
    for element in line.children where element.isNamed("NewsLineText") {
      guard let text = element.nonEmptyText else { continue }
      switch type.lowercased() {
      case "catchword", "catchline", "kicker", "overline":
        titles.append(RoleText(role: TitleRole.kicker, text: text))
      // Advice, products that go with the story, and what agencies say to desks under other names.
      default:
        let note = RoleText(role: type.isEmpty ? "NewsLine" : type, text: text)
        if !article.editorialNotes.contains(note) { article.editorialNotes.append(note) }
      }
    }
  }

  /// A `SlugLine` says it better than the label of the item.
  private mutating func setSlugline(_ text: String, of line: XMLTree.Element) {
    guard !hasSlugline else {
      if text != article.slugline { line.refuse() }
      return
    }
    hasSlugline = true
    if let label = article.slugline, label != text { article.extra["nameLabel"] = .string(label) }
    article.slugline = text
  }

  /// Fills a text that has none; another one is not used.
  private mutating func set(
    _ field: WritableKeyPath<Article, String?>, _ text: String, of element: XMLTree.Element
  ) {
    if let known = article[keyPath: field] {
      if known != text { element.refuse() }
    } else {
      article[keyPath: field] = text
    }
  }

  mutating func addKeyword(_ text: String) {
    guard !article.keywords.contains(where: { $0.text == text }) else { return }
    article.keywords.append(Keyword(text))
  }

  // MARK: - Metadata

  private mutating func readAdministration(_ data: XMLTree.Element) {
    for child in data.children {
      switch child.name {
      case "Provider":
        let found = parties(child)
        if let provider, !found.allSatisfy({ $0.name == provider.name }) { child.refuse() }
        provider = provider ?? found.first.map { Party(name: $0.name) }
      case "Creator":
        for party in parties(child) where !article.creators.contains(party) {
          article.creators.append(party)
        }
      case "Contributor":
        for party in parties(child) where !article.contributors.contains(party) {
          article.contributors.append(party)
        }
      case "Source":
        for party in parties(child)
        where !article.sources.contains(where: { $0.name == party.name }) {
          article.sources.append(Source(name: party.name))
        }
      case "Property":
        guard let value = child["Value"]?.trimmed, !value.isEmpty else { continue }
        switch child["FormalName"]?.lowercased() {
        case "author": article.creators.append(Contributor(name: value, role: "author"))
        case "editorialinfo":
          article.editorialNotes.append(RoleText(role: "EditorialInfo", text: value))
        default: child.refuse()
        }
      default: break
      }
    }
  }

  private func parties(_ element: XMLTree.Element) -> [Contributor] {
    element.children.compactMap { child in
      guard child.isNamed("Party"), let name = child["FormalName"]?.trimmed, !name.isEmpty else {
        return nil
      }
      let topic = child["Topic"].flatMap { $0.isEmpty || $0.hasPrefix("#") ? nil : $0 }
      return Contributor(name: name, role: topic?.lowercased())
    }
  }

  private mutating func readRights(_ data: XMLTree.Element) {
    for child in data.children {
      switch child.name {
      case "Copyright":
        if let holder = child.first("CopyrightHolder")?.nonEmptyText {
          if let known = article.copyrightHolder, known.name != holder { child.refuse() }
          article.copyrightHolder = article.copyrightHolder ?? Party(name: holder)
        }
      case "UsageRights":
        let terms = child.children.compactMap(\.nonEmptyText).joined(separator: "\n")
        if !terms.isEmpty { set(\.usageTerms, terms, of: child) }
      default: break
      }
    }
  }

  private mutating func readDescription(_ data: XMLTree.Element) {
    for child in data.children {
      switch child.name {
      case "Language":
        language = language ?? NewsML1Values.language(child["FormalName"])
      case "Genre":
        if let name = child["FormalName"]?.trimmed, !name.isEmpty {
          add(Concept(kind: .genre, names: [.init(name)]), to: \.genres)
        }
      case "SubjectCode":
        for subject in child.children { addSubject(subject) }
      case "DateLineDate":
        dateLineDate = dateLineDate ?? NewsML1Values.date(child, language ?? article.language)
      case "Location": readLocation(child)
      case "Property":
        if child["FormalName"]?.lowercased() == "keyword", let value = child["Value"]?.trimmed,
          !value.isEmpty
        {
          addKeyword(value)
        } else {
          child.refuse()
        }
      default: break
      }
    }
  }

  private mutating func addSubject(_ element: XMLTree.Element) {
    switch element.name {
    case "Subject", "SubjectMatter", "SubjectDetail": break
    default: return
    }
    guard let code = element["FormalName"], !code.isBlank else { return }
    var concept = Concept(kind: .subject, code: code)
    if code.utf8.count == 8, code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
      concept.scheme = "http://cv.iptc.org/newscodes/subjectcode/"
      concept.iri = "http://cv.iptc.org/newscodes/subjectcode/" + code
    } else {
      concept.scheme = element["Vocabulary"] ?? element["Scheme"]
    }
    add(concept, to: \.subjects)
  }

  /// Reads a place, by the finest of its names, and its country by its code.
  private mutating func readLocation(_ location: XMLTree.Element) {
    var names: [String: String] = [:]
    for property in location.children where property.isNamed("Property") {
      guard let name = property["FormalName"], let value = property["Value"]?.trimmed,
        !value.isEmpty
      else { continue }
      names[name.lowercased()] = value
    }
    // Where it is said how a place is present, only its origin is where a story comes from.
    let present = location["HowPresent"]?.lowercased() ?? "origin"
    let places: WritableKeyPath<Article, [Concept]> = present == "origin" ? \.located : \.subjects
    let finest = ["sublocation", "city", "countryarea"].lazy.compactMap { names[$0] }.first
    if let finest { add(Concept(kind: .place, names: [.init(finest)]), to: places) }
    guard let country = names["country"] else { return }
    let isCode = 2...3 ~= country.utf8.count && country.utf8.allSatisfy { 0x41...0x5A ~= $0 }
    add(
      isCode
        ? Concept(
          kind: .place, scheme: "http://cvx.iptc.org/iso3166-1a\(country.utf8.count)/",
          code: country) : Concept(kind: .place, names: [.init(country)]), to: places)
  }

  private mutating func add(
    _ concept: Concept, to concepts: WritableKeyPath<Article, [Concept]>
  ) {
    guard !article[keyPath: concepts].contains(concept) else { return }
    article[keyPath: concepts].append(concept)
  }
}
