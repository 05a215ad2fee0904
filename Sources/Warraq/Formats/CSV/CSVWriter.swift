public import WarraqCore
public import WarraqModel

/// Writes articles as the rows of a table: CSV as in [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180).
///
/// ```swift
/// var options = CSVWriter.Options()
/// try options.select(columns: "id,published,headline,body")
/// let bytes = try CSVWriter(options).document(of: articles, context: &context)
/// ```
///
/// The columns, what they hold and what a table loses are in the format's `README.md`. With all
/// columns, lists and the body as JSON, nothing is lost but U+0000.
public struct CSVWriter: ArticleWriter {
  /// How lists are written.
  public enum ListStyle: String, Hashable, Sendable, CaseIterable {
    /// The names with a separator between them.
    case joined
    /// A JSON array with everything.
    case json
  }

  /// How the body is written.
  public enum BodyStyle: String, Hashable, Sendable, CaseIterable {
    /// Plain text, an empty line between paragraphs.
    case text
    /// CommonMark.
    case markdown
    /// The JSON of its blocks.
    case json
  }

  /// How dates are written.
  public enum DateStyle: String, Hashable, Sendable, CaseIterable {
    /// Each as exact as it is: `2024`, `2024-06-24` or `2024-06-24T10:00:00+03:00` in one column.
    case text
    /// All as days, `2024-06-24`. A year and a month leave the cell empty.
    case day
    /// All as instants in UTC, `2024-06-24T07:00:00Z`; a day, a month and a year as their first.
    case instant
  }

  /// Which cells are put in quotation marks.
  public enum QuoteStyle: String, Hashable, Sendable, CaseIterable {
    /// Those that need them.
    case minimal
    /// All.
    case all
  }

  /// What ends a row.
  public enum LineEnding: String, Hashable, Sendable, CaseIterable {
    /// Carriage return and line feed, as RFC 4180 has it.
    case crlf
    /// Line feed.
    case lf
  }

  /// How to write.
  public struct Options: Sendable {
    /// The names of the columns, first to last.
    public private(set) var columns = CSVColumn.standardNames
    /// Whether the columns were selected, so that the others are left out by choice.
    fileprivate(set) var hasSelectedColumns = false
    /// How lists are written.
    public var lists = ListStyle.joined
    /// What stands between the items of a joined list; white space at its ends is not needed to
    /// read it. A list whose items hold it is written as JSON.
    public var listSeparator = "; "
    /// How the body is written.
    public var body = BodyStyle.text
    /// How dates are written.
    public var dates = DateStyle.text
    /// What stands between two cells: an ASCII character other than U+0000, `"` and line ends.
    public var delimiter = UInt8(ascii: ",")
    /// Which cells are put in quotation marks.
    public var quotes = QuoteStyle.minimal
    /// Whether the first row holds the names of the columns.
    public var header = true
    /// Whether the table starts with a byte order mark, which Excel needs to read UTF-8.
    public var byteOrderMark = false
    /// What ends a row.
    public var lineEnding = LineEnding.crlf
    /// Whether an apostrophe is put before cells that a spreadsheet would take for a formula: those
    /// that start with `=`, `+`, `-`, `@`, a tab or a carriage return. It changes the text.
    public var guardsFormulas = false

    /// Makes the standard options.
    public init() {}

    /// Selects the columns.
    ///
    /// - Parameter list: names with commas between them; `all` stands for every property, `default`
    ///   for the standard columns. A name that occurs again is passed over.
    /// - Throws: `ConversionError` `usage.csv-column` for a name that is no column's.
    public mutating func select(columns list: String) throws(ConversionError) {
      var names: [String] = []
      for word in list.split(separator: ",") {
        var word = word.drop { $0 == " " }
        while word.last == " " { word.removeLast() }
        let name = String(word)
        switch name {
        case "": continue
        case "all": names += CSVColumn.properties.map(\.name)
        case "default": names += CSVColumn.standardNames
        default:
          guard CSVColumn.named(name) != nil else { throw ConversionError(.csvNoColumn(name)) }
          names.append(name)
        }
      }
      guard !names.isEmpty else {
        throw ConversionError(.badSetting("columns", list, expected: "names of columns"))
      }
      var seen: Set<String> = []
      columns = names.filter { seen.insert($0).inserted }
      hasSelectedColumns = true
    }
  }

  private let options: Options
  private let columns: [CSVColumn]
  // The same without reference counts, which all workers would change with every cell; `columns`
  // keeps them alive.
  private let uncounted: [Unmanaged<CSVColumn>]
  private let style: CSVStyle
  private let cell: CSVCell
  private let lineEnding: [UInt8]

  /// Makes a writer.
  ///
  /// - Precondition: `Options.delimiter` is one that its documentation allows.
  public init(_ options: Options = Options()) {
    precondition(CSVDialect.isDelimiter(options.delimiter), "not a delimiter")
    self.options = options
    columns = options.columns.compactMap(CSVColumn.named)
    uncounted = columns.map(Unmanaged.passUnretained)
    style = CSVStyle(
      lists: options.lists, separator: CSVListSeparator(options.listSeparator),
      body: options.body, dates: options.dates,
      hasDateDetails: columns.contains { $0.field == .dateDetails })
    cell = CSVCell(
      delimiter: options.delimiter, quotesAll: options.quotes == .all,
      guardsFormulas: options.guardsFormulas)
    lineEnding = options.lineEnding == .crlf ? [0x0D, 0x0A] : [0x0A]
  }

  /// Rows: all but the first output lack the row of names.
  public var joinsOutputs: Bool { true }

  /// The best that any selected column does for the feature.
  public func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    let treatments = columns.compactMap { $0.treatment(of: feature, style: style) }
    let order: [Loss.Treatment] = [.kept, .approximated, .flattened]
    return order.first(where: treatments.contains) ?? .dropped
  }

  /// Where columns were selected, what none of them is about.
  public var unselectedFeatures: Loss.FeatureSet {
    guard options.hasSelectedColumns else { return [] }
    return Loss.FeatureSet { feature in !columns.contains { $0.concerns(feature) } }
  }

  /// The fields of the columns; Markdown and JSON of a body name its media too.
  public var projection: Projection {
    Projection(columns.map(\.field) + (options.body == .text ? [] : [.media]))
  }

  /// Appends the row of an article with its line ending.
  public func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    if let url = article.url, !AddressScheme.allows(url),
      columns.contains(where: { $0.field == .url })
    {
      // Other addresses stand in cells of JSON, which is data.
      var article = article
      article.url = nil
      context.log.emit(.warning, .refusedAddresses(1))
      context.log.lose(.url, .dropped)
      return try encode(article, to: &buffer, context: &context)
    }
    var refusedLinks = 0
    let changes = appendRow(to: &buffer) { column, buffer in
      refusedLinks += column.append(article, to: &buffer, style: style)
    }
    if options.dates != .text { countDates(of: article, &context) }
    if changes.contains(.droppedNull) { context.log.emit(.warning, .csvNull(article.id)) }
    if changes.contains(.guarded) { context.log.emit(.note, .csvGuarded(article.id)) }
    if refusedLinks > 0 {
      context.log.emit(.warning, .refusedLinks(refusedLinks))
      context.log.lose(.links, .flattened)
    }
    return nil
  }

  /// Counts dates that left their cells empty.
  private func countDates(of article: Article, _ context: inout ConversionContext) {
    var dates: [NewsDate] = []
    for column in columns {
      if case .date = column.content { article.visit(column.field, CSVDates(), into: &dates) }
    }
    if options.dates == .day, dates.contains(where: { $0.isResolved && $0.precision < .day }) {
      context.log.lose(.partialDates, .dropped)
    }
    if !style.hasDateDetails, dates.contains(where: { !$0.isResolved }) {
      context.log.lose(.dateText, .dropped)
    }
  }

  /// Appends a row of cells with its line ending.
  @inline(__always)
  private func appendRow(
    to buffer: inout ByteBuffer, _ appendCell: (CSVColumn, inout ByteBuffer) -> Void
  ) -> CSVCell.Changes {
    let rowStart = buffer.count
    var changes: CSVCell.Changes = []
    for (index, column) in uncounted.enumerated() {
      if index > 0 { buffer.append(options.delimiter) }
      let start = buffer.count
      column._withUnsafeGuaranteedRef { appendCell($0, &buffer) }
      changes.formUnion(cell.finish(&buffer, from: start))
    }
    // An empty line is no row (RFC 4180 has no word for it; readers pass over it).
    if buffer.count == rowStart { buffer.append("\"\"") }
    buffer.append(contentsOf: lineEnding)
    return changes
  }

  /// The byte order mark and the header, then the rows.
  public func makeOutput() -> any ArticleOutput {
    var prologue = ByteBuffer()
    if options.byteOrderMark { prologue.append(contentsOf: CSVBytes.byteOrderMark) }
    if options.header {
      for (index, column) in columns.enumerated() {
        if index > 0 { prologue.append(options.delimiter) }
        let start = prologue.count
        prologue.append(column.name)
        _ = cell.finish(&prologue, from: start)
      }
      prologue.append(contentsOf: lineEnding)
    }
    return DelimitedOutput(prologue: prologue.bytes)
  }
}

extension CSVWriter: SliceWriter {
  /// Whether no column needs an article.
  package var writesSlices: Bool {
    columns.allSatisfy { $0.writesSlices(style: style) }
  }

  /// Appends the row of a story that is in slices.
  package func encode(
    _ story: inout RecordIndex, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(LeavesLane) -> (any Sendable)? {
    var isComplete = true
    let changes = appendRow(to: &buffer) { column, buffer in
      if !column.append(story, to: &buffer, style: style) { isComplete = false }
    }
    // Of changes there is something to say.
    guard isComplete, changes.isEmpty else { throw LeavesLane() }
    return nil
  }
}

extension CSVWriter.Options {
  static let settings: [Setting<Self>] = [
    Setting(
      "columns", .text("NAMES"),
      help: """
        The columns, in order, with commas between them; 'all' is every property, 'default' is \
        \(CSVColumn.standardNames.joined(separator: ",")).
        """
    ) { options, text throws(ConversionError) in try options.select(columns: text) },
    .choice(
      "list-style", \.lists,
      help: "Write lists as names with a separator, or as JSON with everything; default joined."),
    Setting(
      "list-separator", .text("TEXT"),
      help: "What stands between the items of a joined list; default '; '."
    ) { options, text throws(ConversionError) in
      guard !text.isEmpty, !text.hasPrefix("[") else {
        throw ConversionError(.badSetting("list-separator", text, expected: "a text such as '; '"))
      }
      options.listSeparator = text
    },
    .choice(
      "body", \.body, help: "Write the body as plain text, Markdown or JSON; default text."),
    .choice(
      "dates", \.dates,
      help: """
        Write dates as exact as each is, or all of one type: as days, which leaves years and months \
        empty, or as instants in UTC; default text.
        """),
    Setting(
      "delimiter", .text("CHARACTER"),
      help: "What stands between cells: comma, semicolon, tab, pipe or one character."
    ) { options, text throws(ConversionError) in
      options.delimiter = try CSVDialect.delimiter(named: text, setting: "delimiter")
    },
    .choice(
      "quote-style", \.quotes,
      help: "Put quotation marks around the cells that need them, or around all; default minimal."),
    .flag("header", \.header, help: "Start with a row of column names; on by default."),
    .flag(
      "bom", \.byteOrderMark,
      help: "Start with a byte order mark, so that Excel takes the file for UTF-8."),
    .choice(
      "line-ending", \.lineEnding,
      help: "End rows with CRLF, as RFC 4180 has it, or with LF; default crlf."),
    .flag(
      "guard-formulas", \.guardsFormulas,
      help: """
        Put an apostrophe before cells that start with = + - @ tab or CR, so that no spreadsheet \
        runs them; this changes the text. Off by default.
        """),
  ]
}

extension CSVDialect {
  /// The delimiter that a user names.
  ///
  /// - Throws: `ConversionError` `usage.option-value`.
  static func delimiter(
    named name: String, setting: String
  ) throws(ConversionError) -> UInt8 {
    switch name {
    case "comma": return UInt8(ascii: ",")
    case "semicolon": return UInt8(ascii: ";")
    case "tab", "\\t": return tab
    case "pipe": return UInt8(ascii: "|")
    default:
      guard name.utf8.count == 1, let byte = name.utf8.first, isDelimiter(byte) else {
        throw ConversionError(
          .badSetting(
            setting, name,
            expected: "comma, semicolon, tab, pipe or one ASCII character other than '\"'"))
      }
      return byte
    }
  }
}

extension Diagnostic.Message {
  static func csvNoColumn(_ name: String) -> Self {
    let names = (CSVColumn.properties + CSVColumn.others).map(\.name)
    let hint = Spelling.nearest(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
    return Self(
      id: "usage.csv-column",
      text: "no column is named '\(name)'\(hint) (columns: all, default, "
        + names.joined(separator: ", ") + ")")
  }

  static func csvNull(_ id: String) -> Self {
    Self(
      id: "csv.null-character",
      text: "U+0000 was left out of article '\(id)'; no reader of CSV expects it")
  }

  static func csvGuarded(_ id: String) -> Self {
    Self(
      id: "csv.guarded-formula",
      text: "an apostrophe was put before a cell of article '\(id)'; read it back with"
        + " --unguard-formulas")
  }
}
