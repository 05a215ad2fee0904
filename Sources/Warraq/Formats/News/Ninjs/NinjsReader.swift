public import WarraqCore
public import WarraqModel

/// Reads ninjs 1.0 to 3.1, the IPTC's news in JSON (https://iptc.org/std/ninjs/).
///
/// ```swift
/// let articles = try NinjsReader().articles(in: bytes, context: &context)
/// ```
///
/// An input is one object, an array of them, or objects one after another (JSON Lines). The edition
/// need not be named: members of all editions are understood wherever they stand. Members without a counterpart
/// in an article is kept in `Article.extra` under its name.
public struct NinjsReader: ArticleReader {
  /// How ninjs is read.
  public struct Options: Hashable, Sendable {
    /// Makes the standard options; there is nothing to choose.
    public init() {}
  }

  /// Makes a reader.
  public init() {}

  /// Makes the sequential half for one input.
  public func makeScanner() -> any RecordScanner { JSONDocumentScanner() }

  /// Decodes one object and appends its article.
  ///
  /// - Throws: `ConversionError` `json.…` with line, column and byte offset, and
  ///   `ninjs.not-an-item` for an object of which nothing is ninjs.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    var warnings: [JSONWarning] = []
    defer { context.emit(warnings, in: record) }
    let members = try record.jsonMembers(
      maximumDepth: context.limits.maximumDepth, warnings: &warnings)
    var object = NinjsObject(members)
    var article = object.article(limits: context.limits)
    guard object.understood > 0 else {
      throw ConversionError(.notANinjsItem, at: record.location)
    }
    for list in object.oddLists {
      context.log.emit(.warning, .oddNinjsEntry(list), at: record.location)
    }
    if object.leftOutNULs > 0 {
      context.log.emit(.warning, .leftOutNULs(object.leftOutNULs), at: record.location)
    }
    for message in object.doubtfulDates {
      context.log.emit(.warning, message, at: record.location)
    }
    // Of what stands above a story, ninjs leaves no doubt where it begins with a heading alone.
    if case .heading? = article.body.first {
      let repeated = RepeatedHead.drop(from: &article, counted: object.counted)
      if repeated > 0 { context.log.emit(.note, .repeatedHead(repeated), at: record.location) }
    }
    context.log.keep(.member, article.extra)
    articles.append(article)
  }

  /// The article that comes back from an object of ours; empty when it does not.
  static func article(fromWritten bytes: ArraySlice<UInt8>, limits: Limits) -> Article {
    var context = ConversionContext(limits: limits)
    var articles: [Article] = []
    do throws(ConversionError) {
      try NinjsReader().decode(
        Record(bytes: bytes, file: ""), into: &articles, context: &context)
    } catch {
      // Too deep for this reader: everything is then said in the extension.
      return Article()
    }
    return articles.first ?? Article()
  }
}

extension Diagnostic.Message {
  static func oddNinjsEntry(_ list: String) -> Self {
    Self(
      id: "ninjs.odd-entry",
      text:
        "an entry of '\(list)' cannot be read; the others are, and the list is kept in 'extra'"
    )
  }

  static let notANinjsItem = Self(
    id: "ninjs.not-an-item",
    text: "the object has no property of ninjs; name its format with --from")
}
