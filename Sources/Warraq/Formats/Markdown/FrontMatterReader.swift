internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

/// Reads front matter as an article without a body.
///
/// Names of the programs become those of the canonical JSON form where their values are of its
/// shape; all other names are looked up as those of somebody else's JSON are.
struct FrontMatterReader {
  /// Where it stands in a page and how it is written.
  struct Place {
    enum Notation {
      case yaml, toml, json
    }

    let notation: Notation
    let content: Range<Int>
    /// Where the body starts.
    let end: Int
  }

  /// Longer ones are text.
  static let maximumBytes = 1 << 20
  private static let maximumBytesOfTOML = 64 << 10

  private static let names: FieldNames = {
    let json = """
      {"lastmod": "modified", "updatedDate": "modified", "expiryDate": "expires",
      "linkTitle": "titles.short", "heroImage": "media", "cover": "media"}
      """
    let mappings: [FieldMapping]
    do throws(ConversionError) { mappings = try FieldMapping.read(json) } catch { mappings = [] }
    return FieldNames(mappings: mappings)
  }()

  /// The front matter at the start of a page.
  static func place(in page: ArraySlice<UInt8>) -> Place? {
    var lines = page[...]
    if lines.starts(with: [0xEF, 0xBB, 0xBF]) { lines = lines.dropFirst(3) }
    guard let first = lines.first else { return nil }
    if first == UInt8(ascii: "{") { return placeOfJSON(lines) }
    let isTOML = first == UInt8(ascii: "+")
    let mark = isTOML ? "+++" : "---"
    guard lineText(lines, at: lines.startIndex).elementsEqual(mark.utf8) else { return nil }
    let start = endOfLine(lines, at: lines.startIndex)
    var index = start
    let limit = isTOML ? maximumBytesOfTOML : maximumBytes
    while index < lines.endIndex, index - start <= limit {
      let text = lineText(lines, at: index)
      if text.elementsEqual(mark.utf8) || !isTOML && text.elementsEqual("...".utf8) {
        return Place(
          notation: isTOML ? .toml : .yaml, content: start..<index,
          end: endOfLine(lines, at: index))
      }
      index = endOfLine(lines, at: index)
    }
    return nil
  }

  private static func placeOfJSON(_ page: ArraySlice<UInt8>) -> Place? {
    do throws(JSONError) {
      return try page.prefix(maximumBytes).withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: 32)
        try cursor.skipValue()
        let end = page.startIndex + cursor.position
        return Place(notation: .json, content: page.startIndex..<end, end: end)
      }
    } catch {
      return nil
    }
  }

  private static func endOfLine(_ page: ArraySlice<UInt8>, at start: Int) -> Int {
    page[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? page.endIndex
  }

  /// A line without what is white space behind it.
  private static func lineText(_ page: ArraySlice<UInt8>, at start: Int) -> ArraySlice<UInt8> {
    var line = page[start..<min(endOfLine(page, at: start), start + 16)]
    while let last = line.last, last <= 0x20 { line.removeLast() }
    return line
  }

  private let limits: Limits
  private let projection: Projection
  /// The lines, first 1, that could not be read.
  private(set) var problems: [Int] = []
  /// What is wrong in the first of them and what to do; `nil` where that is not known.
  private(set) var reason: String?

  init(limits: Limits, projection: Projection) {
    self.limits = limits
    self.projection = projection
  }

  /// Reads front matter.
  mutating func article(
    from page: ArraySlice<UInt8>, at place: Place
  ) throws(JSONError) -> Article {
    var members: [ExtraMember]
    switch place.notation {
    case .yaml:
      let document = YAMLDocument(page[place.content], recovers: true)
      members = document.members
      problems = document.problems.map(\.line)
      reason = document.problems.first?.reason
    case .toml:
      var reader = FrontMatterTOML(page[place.content])
      members = reader.members()
      problems = reader.problems
    case .json:
      members = try page[place.content].withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: 32)
        return try cursor.members()
      }
    }
    Self.flattenParameters(&members)
    Self.rename(&members)
    var article = try article(of: members)
    Self.forgetRepeated(&article)
    return article
  }

  private func article(of members: [ExtraMember]) throws(JSONError) -> Article {
    var json = ByteBuffer()
    json.append(json: .object(members))
    let values = LooseValues(limits: limits, reference: nil)
    return try json.bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
      var cursor = try JSONCursor(bytes, maximumDepth: limits.maximumDepth)
      var mapper = ArticleMapper(names: Self.names, values: values, projection: projection)
      _ = try mapper.read(&cursor, mayWrap: false)
      return mapper.finish()
    }
  }

  // MARK: - Names of the programs

  private static func flattenParameters(_ members: inout [ExtraMember]) {
    guard let index = members.firstIndex(where: { $0.name == "params" }),
      case .object(let parameters) = members[index].value
    else { return }
    members.remove(at: index)
    let names = Set(members.map(\.name))
    members += parameters.filter { !names.contains($0.name) }
  }

  /// Gives values the names and shapes of properties, where these are not given.
  private static func rename(_ members: inout [ExtraMember]) {
    let given = members
    var names = Set(members.map(\.name))
    let hasDate = names.contains("date")
    var result: [ExtraMember] = []
    for member in members {
      var member = member
      member.value = withoutBrackets(member.value)
      if let (property, value) = property(member, hasDate: hasDate),
        names.insert(property.name).inserted || property.name == member.name
      {
        result.append(ExtraMember(property.name, value))
      } else if !isSaid(member, by: given) {
        result.append(member)
      }
    }
    members = result
  }

  /// Whether a value is no more than what a property beside it says.
  private static func isSaid(_ member: ExtraMember, by members: [ExtraMember]) -> Bool {
    func texts(_ field: Article.Field, _ name: String) -> Set<String> {
      let elements = members[field.name]?.elements ?? []
      return Set(elements.compactMap { $0.text ?? $0.members?[name]?.text })
    }
    let elements = member.value.elements ?? [member.value]
    let values = elements.compactMap(\.text)
    switch member.name {
    case "draft":
      return boolean(member.value) != nil
    case "images": return members.contains { $0.name == Article.Field.media.name }
    case "description": return texts(.summaries, "value").isSuperset(of: values)
    case "authors", "author":
      return values.count == elements.count && texts(.creators, "name").isSuperset(of: values)
    case "tags":
      let keywords = texts(.keywords, "name")
      return keywords.union(keywords.map { Slug.make(from: $0) }).isSuperset(of: values)
    default: return member.value == .null
    }
  }

  private static func property(
    _ member: ExtraMember, hasDate: Bool
  ) -> (Article.Field, ExtraValue)? {
    let text = member.value.text.flatMap { $0.isEmpty ? nil : $0 }
    func role(_ role: String) -> ExtraValue? {
      text.map {
        .array([
          .object([ExtraMember("role", .string(role)), ExtraMember("value", .string($0))])
        ])
      }
    }
    func found(_ field: Article.Field, _ value: ExtraValue?) -> (Article.Field, ExtraValue)? {
      value.map { (field, $0) }
    }
    switch member.name {
    case "title": return found(.headline, text.map { .string($0) })
    case "linkTitle", "shortTitle": return found(.titles, role(TitleRole.short))
    case "aliases":
      // Elsewhere they are addresses.
      guard case .array(let elements) = member.value, elements.count == 1,
        let title = elements[0].text, !title.hasPrefix("/"), !title.contains("://")
      else { return nil }
      return (
        .titles,
        .array([
          .object([
            ExtraMember("role", .string(TitleRole.short)), ExtraMember("value", .string(title)),
          ])
        ])
      )
    case "date", "pubDate": return found(.published, date(text))
    case "lastmod", "updatedDate": return found(.modified, date(text))
    case "publishDate": return found(hasDate ? .embargoed : .published, date(text))
    case "expiryDate": return found(.expires, date(text))
    case "published":
      guard let isPublished = boolean(member.value) else { return nil }
      return isPublished ? nil : found(.status, .string(PublicationStatus.withheld.rawValue))
    case "draft":
      guard boolean(member.value) == true else { return nil }
      return (.status, .string(PublicationStatus.withheld.rawValue))
    case "description": return found(.summaries, role(SummaryRole.summary))
    case "authors", "author":
      guard case .array(let names) = member.value, !names.isEmpty,
        names.allSatisfy({ if case .string = $0 { true } else { false } })
      else { return nil }
      return (.creators, .array(names.map { .object([ExtraMember("name", $0)]) }))
    case "tags":
      guard case .array(let tags) = member.value, tags.allSatisfy({ $0.text != nil }) else {
        return nil
      }
      return (.keywords, .array(tags.compactMap(\.text).map { .string($0) }))
    case "category": return found(.section, text.map { .string($0) })
    case "categories":
      guard case .array(let names) = member.value, names.count == 1, let name = names[0].text
      else { return nil }
      return (.section, .string(name))
    case "lang": return found(.language, LanguageTag.repaired(text).map { .string($0) })
    case "source":
      guard let text, text.contains("://") else { return nil }
      return (.url, .string(text))
    default: return nil
    }
  }

  /// True or false, also in the words of YAML 1.1, lest a draft be published.
  private static func boolean(_ value: ExtraValue) -> Bool? {
    if case .boolean(let isTrue) = value { return isTrue }
    guard case .string(let word) = value else { return nil }
    switch word.lowercased() {
    case "yes", "on", "y": return true
    case "no", "off", "n": return false
    default: return nil
    }
  }

  /// A date that needs no reading.
  private static func date(_ text: String?) -> ExtraValue? {
    guard let text, NewsDate(iso8601: text) != nil else { return nil }
    return .string(text)
  }

  /// `[[Name]]`, which Obsidian makes a link of.
  private static func withoutBrackets(_ value: ExtraValue) -> ExtraValue {
    switch value {
    case .string(let text):
      guard text.hasPrefix("[["), text.hasSuffix("]]"), text.utf8.count > 4 else { return value }
      let name = text.dropFirst(2).dropLast(2)
      return .string(String(name.split(separator: "|").last ?? name))
    case .array(let elements): return .array(elements.map(withoutBrackets))
    case .null, .boolean, .number, .object: return value
    }
  }

  /// Takes out what was kept apart and says no more than the properties: what the writer would
  /// write beside them.
  private static func forgetRepeated(_ article: inout Article) {
    guard !article.extra.isEmpty else { return }
    for flavour in MarkdownWriter.Flavour.allCases {
      for (name, value) in FrontMatter(article, flavour).members
      where article.extra[name] == value.extraValue {
        article.extra[name] = nil
      }
    }
  }
}
