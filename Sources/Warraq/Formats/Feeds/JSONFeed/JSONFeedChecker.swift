public import WarraqCore

/// Checks JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
///
/// A feed is one object, and in memory as a whole.
public struct JSONFeedChecker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of JSON and of JSON Feed.
  public var rules: [CheckRule] { CheckRule.json + CheckRule.jsonFeed }

  /// JSON Schema; there is no official one.
  public var schemaLanguage: SchemaLanguage { .json }

  /// Finds feeds as the reader does.
  public func makeScanner() -> any RecordScanner { JSONDocumentScanner() }

  /// Looks at one feed.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let feed = CheckedJSON(record, &findings)?.node else { return }
    if let named = schemas.named { findings.check(feed, against: named, in: schemas) }
    let version = feed["version"]
    let address = version?.string ?? ""
    if !["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"].contains(address) {
      findings.report(.jsonFeedVersion, at: (version ?? feed).offset)
    }
    if feed["title"]?.string?.isEmpty ?? true { findings.report(.jsonFeedNoTitle, at: feed.offset) }
    if address.hasSuffix("1.1"), feed["author"] != nil, feed["authors"] == nil {
      findings.report(.jsonFeedAuthor, at: (feed["author"] ?? feed).offset)
    }
    checkAddresses(feed, ["home_page_url", "feed_url", "next_url", "icon", "favicon"], &findings)
    checkLanguage(feed, &findings)
    guard let items = feed["items"]?.elements else {
      return findings.report(.jsonFeedNoItems, at: feed.offset)
    }
    for item in items { check(item, &findings) }
  }

  private func check(_ item: JSONNode, _ findings: inout Findings) {
    if let id = item["id"], let text = id.string ?? id.double.map({ "\($0)" }), !text.isEmpty {
      if id.string == nil { findings.report(.jsonFeedNoID, "an id is no string", at: id.offset) }
      findings.define(
        text, in: "id", .jsonFeedIDRepeated, "another item of the feed has the id '\(text)'",
        at: id.offset)
    } else {
      findings.report(.jsonFeedNoID, at: item.offset)
    }
    if item["content_html"]?.string == nil, item["content_text"]?.string == nil {
      findings.report(.jsonFeedNoContent, at: item.offset)
    }
    for name in ["date_published", "date_modified"] {
      guard let date = item[name] else { continue }
      if let text = date.string, JSONFormat.dateTime.accepts(text) { continue }
      findings.report(
        .jsonFeedDate, "\(date.excerpt) in '\(name)' is not a date and time of RFC 3339",
        at: date.offset)
    }
    checkAddresses(item, ["url", "external_url", "image", "banner_image"], &findings)
    checkLanguage(item, &findings)
    for attachment in item["attachments"]?.elements ?? []
    where attachment["url"]?.string == nil || attachment["mime_type"]?.string == nil {
      findings.report(.jsonFeedAttachment, at: attachment.offset)
    }
  }

  private func checkAddresses(_ node: JSONNode, _ names: [String], _ findings: inout Findings) {
    for name in names {
      guard let address = node[name], let text = address.string else { continue }
      if !URISyntax.isURI(text, international: true) {
        findings.report(
          .jsonFeedAddress, "\(address.excerpt) in '\(name)' is no whole address",
          at: address.offset)
      }
    }
  }

  private func checkLanguage(_ node: JSONNode, _ findings: inout Findings) {
    guard let language = node["language"], let tag = language.string,
      LanguageTag.wellFormed(tag) != tag
    else { return }
    findings.report(.jsonFeedLanguageTag, "'\(tag)' is not a BCP 47 tag", at: language.offset)
  }
}

extension CheckRule {
  static let jsonFeed = [
    jsonFeedVersion, jsonFeedNoTitle, jsonFeedNoItems, jsonFeedNoID, jsonFeedIDRepeated,
    jsonFeedNoContent, jsonFeedDate, jsonFeedAddress, jsonFeedLanguageTag, jsonFeedAttachment,
    jsonFeedAuthor,
  ]

  static let jsonFeedVersion = CheckRule(
    "jsonfeed.version", .error, "the version is not an address of JSON Feed",
    because: "It is 'https://jsonfeed.org/version/1.1', letter for letter: readers tell the format "
      + "by it.",
    see: "JSON Feed 1.1, Top-level, version")

  static let jsonFeedNoTitle = CheckRule(
    "jsonfeed.no-title", .error, "the feed has no title",
    because: "Every feed has one.", see: "JSON Feed 1.1, Top-level, title")

  static let jsonFeedNoItems = CheckRule(
    "jsonfeed.no-items", .error, "the feed has no 'items'",
    because: "It is an array, and may be empty.", see: "JSON Feed 1.1, Top-level, items")

  static let jsonFeedNoID = CheckRule(
    "jsonfeed.no-id", .error, "an item has no id",
    because: "It is a string that is unique and stays the same; readers must pass over an item "
      + "without one.",
    see: "JSON Feed 1.1, Items, id")

  static let jsonFeedIDRepeated = CheckRule(
    "jsonfeed.id-repeated", .error, "two items have one id",
    because: "Readers show one of them.", see: "JSON Feed 1.1, Items, id")

  static let jsonFeedNoContent = CheckRule(
    "jsonfeed.no-content", .error, "an item has neither content_html nor content_text",
    because: "It has one of them at least.", see: "JSON Feed 1.1, Items, content_html")

  static let jsonFeedDate = CheckRule(
    "jsonfeed.date", .error, "a date is not as RFC 3339 writes it",
    because: "It is '2024-05-01T10:00:00+03:00', with a time and a zone.",
    see: "JSON Feed 1.1, Items, date_published; RFC 3339, 5.6")

  static let jsonFeedAddress = CheckRule(
    "jsonfeed.address", .warning, "an address is not whole",
    because: "A feed has no base that relative addresses could count from.",
    see: "JSON Feed 1.1, Items, url")

  static let jsonFeedLanguageTag = CheckRule(
    "jsonfeed.language-tag", .warning, "the language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "JSON Feed 1.1, language; BCP 47 (RFC 5646), 2.1")

  static let jsonFeedAttachment = CheckRule(
    "jsonfeed.attachment", .error, "an attachment has no url or no mime_type",
    because: "Both are required.", see: "JSON Feed 1.1, Attachments")

  static let jsonFeedAuthor = CheckRule(
    "jsonfeed.author", .note, "the feed has 'author', which version 1.1 replaced",
    because: "'authors' is an array of the same objects. Give both for older readers.",
    see: "JSON Feed 1.1, Deprecated, author")
}
