public import WarraqCore
public import WarraqModel

/// Reads articles from JSON: the canonical form, and the forms that exports, crawlers and data sets
/// use.
///
/// ```swift
/// let articles = try JSONReader().articles(in: bytes, context: &context)
/// ```
///
/// An input is an array of articles, objects one after another, or an object that wraps an array of
/// articles; with the layout ``JSONWriter/Layout/lines``, one article a line. Properties of the
/// canonical form are taken as they are; other names are looked up in a table, and what is not in it
/// is kept in `Article.extra`. Texts must be JSON as of RFC 8259.
public struct JSONReader: ArticleReader {
  /// How to read.
  public struct Options: Sendable {
    var mappings: [FieldMapping] = []
    /// The date that relative dates such as "yesterday" count from; `nil` to leave them unresolved.
    public var referenceDate: NewsDate?

    /// Makes the default options.
    public init() {}

    /// Adds names to the table.
    ///
    /// - Parameter json: an object that names properties of the canonical form, such as
    ///   `{"head": "headline", "meta.desk": "section", "strap": "titles.sub"}`. Dots on the left
    ///   lead into objects.
    /// - Throws: `ConversionError` `json.…` when it is not JSON, `usage.option-value` when a value is
    ///   not the name of a property.
    public mutating func addMapping(_ json: String) throws(ConversionError) {
      mappings += try FieldMapping.read(json)
    }

    static let settings: [Setting<Options>] = [
      Setting(
        "map", .file("FILE"),
        help:
          "Take names from a JSON object such as {\"their_name\": \"headline\"}; none by default."
      ) { options, text throws(ConversionError) in
        try options.addMapping(text)
      },
      Setting(
        "reference-date", .text("DATE"),
        help: "Count relative dates from this ISO 8601 date; they stay unresolved by default."
      ) { options, text throws(ConversionError) in
        guard let date = NewsDate(iso8601: text) else {
          throw ConversionError(
            .badSetting("reference-date", text, expected: "an ISO 8601 date such as 2024-06-24"))
        }
        options.referenceDate = date
      },
    ]
  }

  private let layout: JSONWriter.Layout
  let names: FieldNames
  let reference: NewsDate?

  /// Makes a reader.
  public init(_ layout: JSONWriter.Layout = .array, _ options: Options = .init()) {
    self.layout = layout
    names = options.mappings.isEmpty ? Self.standardNames : FieldNames(mappings: options.mappings)
    reference = options.referenceDate
  }

  private static let standardNames = FieldNames()

  /// Makes the sequential half for one input.
  public func makeScanner() -> any RecordScanner {
    switch layout {
    case .array: JSONDocumentScanner()
    case .lines: JSONLinesScanner()
    }
  }

  /// Decodes one object, or the objects of one array, and appends their articles.
  ///
  /// - Throws: `ConversionError` `json.…` with line, column and byte offset.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    let limits = context.limits
    let values = LooseValues(limits: limits, reference: reference)
    let start = articles.count
    let projection = context.projection
    var warnings: [JSONWarning] = []
    var kept: [String] = []
    var (isExport, hasControls) = (false, false)
    defer { context.emit(warnings, in: record) }
    do throws(JSONError) {
      try record.bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: limits.maximumDepth)
        defer { (warnings, hasControls) = (cursor.warnings, cursor.hasControlEscapes) }
        let begin = cursor.mark()
        try read(
          &cursor, into: &articles, kept: &kept, isExport: &isExport, values: values,
          projection: projection,
          wrappers: Self.maximumWrappers)
        if projection != .all,
          (start..<articles.count).contains(where: { articles[$0].isIdentifiedByAllOfIt })
        {
          articles.removeSubrange(start...)
          kept = []
          cursor.rewind(to: begin)
          try read(
            &cursor, into: &articles, kept: &kept, isExport: &isExport, values: values,
            projection: .all,
            wrappers: Self.maximumWrappers)
        }
        try cursor.finish()
      }
    } catch {
      if error.kind == .notFinite, let repaired = Self.withoutNotFinite(record.bytes) {
        articles.removeSubrange(start...)
        context.log.emit(.warning, .notFinite, at: record.location(ofByte: error.offset))
        warnings = []
        var copy = record
        copy.bytes = repaired[...]
        return try decode(copy, into: &articles, context: &context)
      }
      // A line with something after its article is a bad line.
      if error.kind == .trailingContent { articles.removeSubrange(start...) }
      throw error.conversionError(in: record)
    }
    if isExport || hasControls,
      let mended = MisreadUTF8.mended(record.bytes, isExport: isExport)
    {
      articles.removeSubrange(start...)
      context.log.emit(.warning, .misreadUTF8(mended.count), at: record.location)
      warnings = []
      var copy = record
      copy.bytes = mended.bytes[...]
      return try decode(copy, into: &articles, context: &context)
    }
    for name in kept { context.log.reading.add(.member, name, .kept) }
    // By index: a copy would retain every text of an article.
    for index in start..<articles.count
    where !kept.isEmpty && !articles[index].extra.isEmpty
      && articles[index].features == Loss.FeatureSet(.extra)
    {
      context.log.emit(.warning, .nothingRecognized, at: record.location)
    }
  }

  /// The text with `null` for each `NaN` and `Infinity` outside of strings, which Python writes; `nil`
  /// where there is none.
  private static func withoutNotFinite(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var isInString = false
    var count = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if isInString, byte == UInt8(ascii: "\\") {
        result.append(contentsOf: bytes[index...].prefix(2))
        index += 2
        continue
      }
      if byte == UInt8(ascii: "\"") { isInString.toggle() }
      let words: [StaticString] = ["NaN", "-Infinity", "Infinity"]
      let word =
        isInString
        ? nil
        : words.first { word in
          word.withUTF8Buffer { bytes[index...].starts(with: $0) }
        }
      if let word {
        result.append(contentsOf: "null".utf8)
        index += word.utf8CodeUnitCount
        count += 1
      } else {
        result.append(byte)
        index += 1
      }
    }
    return count > 0 ? result : nil
  }

  // Search engines answer with `response.hits.hits[]`. Each level is scanned once more.
  private static let maximumWrappers = 4

  private func read(
    _ cursor: inout JSONCursor, into articles: inout [Article], kept: inout [String],
    isExport: inout Bool, values: LooseValues, projection: Projection, wrappers: Int
  ) throws(JSONError) {
    if try cursor.peek() == UInt8(ascii: "[") {
      try cursor.descend()
      try cursor.beginArray()
      while try cursor.nextElement() {
        try read(
          &cursor, into: &articles, kept: &kept, isExport: &isExport, values: values,
          projection: projection,
          wrappers: wrappers)
      }
      return cursor.ascend()
    }
    var mapper = ArticleMapper(names: names, values: values, projection: projection)
    let start = cursor.mark()
    let isArticle = try mapper.read(&cursor, mayWrap: wrappers > 0)
    if mapper.isExport { isExport = true }
    guard !isArticle, let wrapped = mapper.wrapped else {
      kept += mapper.draft.keptNames
      return articles.append(mapper.finish())
    }
    let end = cursor.mark()
    var leftOut = mapper.otherNames
    let (id, otherIDs) = mapper.identifiers
    let first = articles.count
    cursor.rewind(to: start)
    cursor.move(to: wrapped)
    let isObject = try cursor.peek() == UInt8(ascii: "{")
    let mayIdentify =
      isObject && mapper.identifiesStory && (!id.isEmpty || !otherIDs.isEmpty)
    func warn(_ cursor: inout JSONCursor) {
      if !leftOut.isEmpty { cursor.warn(.other(.wrapperLeftOut(leftOut)), at: start.offset) }
    }
    if !mayIdentify { warn(&cursor) }
    try read(
      &cursor, into: &articles, kept: &kept, isExport: &isExport, values: values,
      projection: projection,
      wrappers: wrappers - 1)
    if mayIdentify {
      if articles.count == first + 1, articles[first].id.isEmpty,
        articles[first].alternateIDs.isEmpty
      {
        articles[first].alternateIDs = otherIDs
        if ArticleMapper.isIRI(id) {
          articles[first].id = id
        } else if !id.isEmpty {
          articles[first].alternateIDs.insert(RoleText(role: "id", text: id), at: 0)
        }
        leftOut.removeAll { $0 == "id" || $0 == "altIds" }
      }
      warn(&cursor)
    }
    cursor.move(to: end)
  }
}

extension Article {
  /// Whether its identifier is made of all there is, or of addresses of media: see `Identification`.
  fileprivate var isIdentifiedByAllOfIt: Bool {
    id.isEmpty && url?.isEmpty != false && (body.isEmpty || !media.isEmpty)
  }
}

extension Diagnostic.Message {
  fileprivate static let notFinite = Self(
    id: "json.read-not-finite", text: "JSON has no NaN or Infinity; read as null")

  fileprivate static let nothingRecognized = Self(
    id: "json.nothing-recognized",
    text: "no member of this object maps to a property of an article; all are kept in 'extra', "
      + "map names with --map")

  fileprivate static func wrapperLeftOut(_ names: [String]) -> Self {
    Self(
      id: "json.wrapper-left-out",
      text: "the object only wraps articles; left out beside them: "
        + names.joined(separator: ", "))
  }
}
