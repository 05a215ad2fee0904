import WarraqCore
import WarraqMarkup
import WarraqModel

/// Describes a story for machines: JSON-LD in the terms of schema.org
/// (https://schema.org/NewsArticle).
enum HTMLLinkedData {
  /// The description of a story, without what would end the element that it stands in.
  static func newsArticle(_ article: Article, title: String) -> [UInt8] {
    var members: [ExtraMember] = [
      ExtraMember("@context", .string("https://schema.org")),
      ExtraMember("@type", .string("NewsArticle")),
      // A story without a headline has a title all the same.
      ExtraMember(article.headline?.visible == nil ? "name" : "headline", .string(title)),
    ]
    func add(_ name: String, _ value: ExtraValue?) {
      if let value { members.append(ExtraMember(name, value)) }
    }
    func text(_ text: String?) -> ExtraValue? { text?.visible.map { .string($0) } }
    func date(_ date: NewsDate?) -> ExtraValue? {
      guard let date, date.precision >= .day else { return nil }
      return .string(date.forHTML.description)
    }
    func list(_ values: [ExtraValue]) -> ExtraValue? { values.isEmpty ? nil : .array(values) }
    func address(_ text: String?) -> ExtraValue? {
      text.flatMap { URIText.link($0) }.map { .string($0) }
    }
    let url = address(article.url)
    add("identifier", text(article.id))
    add("url", url)
    add("mainEntityOfPage", url)
    let titles = article.titles.compactMap { text($0.text) }
    add("alternativeHeadline", titles.count == 1 ? titles[0] : list(titles))
    add("description", text(article.summary))
    add("inLanguage", LanguageTag.known(article.language).map { .string($0) })
    add("datePublished", date(article.published))
    add("dateModified", date(article.modified))
    add("dateCreated", date(article.created))
    add("expires", date(article.expires))
    add("articleSection", text(article.section))
    add("keywords", list(article.keywords.compactMap { text($0.text) }))
    add("dateline", text(article.dateline))
    add("author", list(article.creators.compactMap(person)))
    add("contributor", list(article.contributors.compactMap(person)))
    let publisher = article.provider ?? publisher(of: article)
    add("publisher", publisher.flatMap(organization))
    add("copyrightHolder", article.copyrightHolder.flatMap(organization))
    add("copyrightNotice", text(article.copyrightNotice))
    add("creditText", text(article.creditLine))
    add("usageInfo", address(article.usageTerms))
    add("digitalSourceType", address(article.digitalSourceType))
    if article.version > 1 { add("version", .number(String(article.version))) }
    let pictures = article.media.flatMap { asset -> [String] in
      switch asset.kind {
      case .picture, .graphic, nil: asset.renditions.prefix(1).compactMap(\.href)
      case .video, .audio, .document: []
      }
    }
    add("image", list(pictures.compactMap { address($0) }))
    return escaped(.object(members))
  }

  /// The description of a page that lists stories, which tells readers that it is none.
  static func collection(title: String) -> [UInt8] {
    escaped(
      .object([
        ExtraMember("@context", .string("https://schema.org")),
        ExtraMember("@type", .string("CollectionPage")), ExtraMember("name", .string(title)),
      ]))
  }

  private static func publisher(of article: Article) -> Party? {
    article.sources.first { $0.role == SourceRole.publisher }.map {
      Party(name: $0.name, iri: $0.url)
    }
  }

  private static func person(_ person: Contributor) -> ExtraValue? {
    guard let name = person.name.visible else { return nil }
    var members = [
      ExtraMember("@type", .string("Person")), ExtraMember("name", .string(name)),
    ]
    if let title = person.jobTitle?.visible {
      members.append(ExtraMember("jobTitle", .string(title)))
    }
    if let organization = person.organization?.visible {
      members.append(
        ExtraMember(
          "affiliation",
          .object([
            ExtraMember("@type", .string("Organization")),
            ExtraMember("name", .string(organization)),
          ])))
    }
    let addresses = person.identifiers.compactMap { URIText.link($0) }
    if !addresses.isEmpty {
      members.append(ExtraMember("sameAs", .array(addresses.map { .string($0) })))
    }
    return .object(members)
  }

  private static func organization(_ party: Party) -> ExtraValue? {
    let address = party.iri.flatMap { URIText.link($0) }
    guard party.name.visible != nil || address != nil else { return nil }
    var members = [ExtraMember("@type", .string("Organization"))]
    if let name = party.name.visible { members.append(ExtraMember("name", .string(name))) }
    if let address { members.append(ExtraMember("url", .string(address))) }
    return .object(members)
  }

  /// JSON in which markup, and what XML forbids, is written in escapes, which leave the value as it is.
  private static func escaped(_ value: ExtraValue) -> [UInt8] {
    var buffer = ByteBuffer()
    buffer.append(json: value)
    var result: [UInt8] = []
    result.reserveCapacity(buffer.count)
    for scalar in String(decoding: buffer.bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x3C, 0x3E, 0x26, 0x7F, 0x2028, 0x2029, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    return result
  }
}
