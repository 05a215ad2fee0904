public import WarraqCore
public import WarraqModel

/// Reads the rows of a table as articles: CSV as in
/// [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), with the liberties that programs take.
///
/// ```swift
/// let articles = try CSVReader().articles(in: bytes, name: "news.csv", context: &context)
/// ```
///
/// The delimiter is found in the first row, which names the columns. Names that ``CSVWriter`` does
/// not write are looked up among those that others use; a column that matches no property of an article is
/// named once in a note, and its values are kept in `Article.extra`.
public struct CSVReader: ArticleReader {
  /// How quotation marks inside a quoted cell are written.
  public enum EscapeStyle: String, Hashable, Sendable, CaseIterable {
    /// Twice, as RFC 4180 has it.
    case doubled
    /// With a backslash before them, as Spark, Hive and MySQL have it by default. A backslash also
    /// stands before a backslash, a delimiter and a line end that are text.
    case backslash
  }

  /// How to read.
  public struct Options: Sendable {
    /// What stands between two cells; `nil` to find out.
    public var delimiter: UInt8?
    /// Whether the first row holds the names of the columns.
    public var header = true
    /// The names of the columns, instead of those of the first row; needed where there is none.
    public var columns: [String]?
    /// What stands between the items of a list; `nil` to try `;`, then `|`, then line ends, then in
    /// keywords and subjects commas.
    public var listSeparator: String?
    /// How quotation marks inside a quoted cell are written; `nil` to find out.
    public var escape: EscapeStyle?
    /// Words that stand for an empty cell, such as `NA` and `\\N`.
    public var nulls: [String] = []
    /// Whether the apostrophe that `CSVWriter.Options.guardsFormulas` puts before a cell is taken off.
    public var unguardsFormulas = false

    /// Makes the standard options.
    public init() {}
  }

  let options: Options
  let separator: CSVListSeparator
  let nulls: CSVNulls
  private let chunkBytes: Int

  /// Makes a reader.
  ///
  /// - Precondition: without a header, `Options.columns` names the columns.
  public init(_ options: Options = Options()) {
    self.init(options, chunkBytes: RecordBatch.targetBytes)
  }

  /// Makes a reader that takes so many bytes at a time from its input.
  package init(_ options: Options, chunkBytes: Int) {
    precondition(options.header || options.columns != nil, "columns without names")
    self.options = options
    self.chunkBytes = chunkBytes
    nulls = CSVNulls(options.nulls)
    separator = options.listSeparator.map { CSVListSeparator($0) } ?? .usual
  }

  /// Finds the rows.
  public func makeScanner() -> any RecordScanner {
    CSVScanner(options: options, chunkBytes: chunkBytes)
  }

  /// Appends the article of a row.
  ///
  /// A row that has more or fewer fields than the header is read all the same, with a warning
  /// `csv.ragged-row`; values that their column cannot have are kept in `extra`, with a warning
  /// `csv.value`; NUL characters are left out, with a warning `input.nul-characters`.
  ///
  /// - Throws: `ConversionError` `csv.no-header` when the record does not come from
  ///   ``makeScanner()``.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    guard let header = record.preamble as? CSVHeader else {
      throw ConversionError(.csvNoHeader, at: record.location)
    }
    var record = record
    if let kept = ForeignBytes.withoutNULs(record, context: &context) { record.bytes = kept }
    var row = CSVRow(
      record: record, separator: separator, nulls: nulls, markup: header.markup,
      limits: context.limits)
    if !row.isUTF8 { context.log.emit(.warning, .csvNotUTF8, at: record.location) }
    // PostgreSQL ends its copies so.
    if record.bytes.elementsEqual("\\.".utf8), header.names.count > 1 { return }
    var count = 0
    var isEmpty = true
    let fields = CSVFields(
      record.bytes, delimiter: header.delimiter, hasEscapes: header.hasEscapes)
    let hasTextAfterQuotes = fields.forEach { field in
      defer { count += 1 }
      var field = field
      if options.unguardsFormulas, field.count > 1, field[0] == CSVCell.apostrophe,
        CSVCell.needsGuard(field[1...])
      {
        field = UnsafeBufferPointer(rebasing: field[1...])
      } else if let text = CSVCell.formulaText(field) {
        field = text
      }
      if field.contains(where: { $0 > 0x20 }) { isEmpty = false }
      guard !field.isEmpty, !nulls.contains(field, hasEscapes: header.hasEscapes) else { return }
      guard count < header.names.count else {
        return row.keep("column \(count + 1)", field)
      }
      switch header.targets[count] {
      case .column(let column): row.read(column, named: header.names[count], field)
      case .alternative(let column): row.hold(column, named: header.names[count], field)
      case .passedOver: break
      case .extra: row.keep(header.names[count], field)
      }
    }
    // Spreadsheets write rows without a word as far as somebody once touched the sheet.
    if isEmpty, header.names.count > 1 {
      return context.log.emit(.note, .csvEmptyRow, at: record.location)
    }
    if count != header.names.count {
      context.log.emit(
        .warning, .csvRaggedRow(expected: header.names.count, found: count), at: record.location)
    }
    if hasTextAfterQuotes { context.log.emit(.warning, .csvTextAfterQuote, at: record.location) }
    articles.append(row.finish(context: &context))
  }
}

extension CSVReader.Options {
  // Named apart from those of the writer: in a conversion from table to table both get all options.
  static let settings: [Setting<Self>] = [
    Setting(
      "input-delimiter", .text("CHARACTER"),
      help: """
        What stands between cells: comma, semicolon, tab, pipe or one character; found in the first \
        row by default.
        """
    ) { options, text throws(ConversionError) in
      options.delimiter = try CSVDialect.delimiter(named: text, setting: "input-delimiter")
    },
    .flag(
      "input-header", \.header, help: "Take the first row for column names; on by default."),
    Setting(
      "input-columns", .text("NAMES"),
      help: "The names of the columns with commas between them, instead of those in the first row."
    ) { options, text in
      options.columns = text.split(separator: ",", omittingEmptySubsequences: false)
        .map(String.init)
    },
    Setting(
      "input-list-separator", .text("TEXT"),
      help: "What stands between the items of a list; by default ; or | or, in keywords, a comma."
    ) { options, text throws(ConversionError) in
      guard !text.isEmpty else {
        throw ConversionError(
          .badSetting("input-list-separator", text, expected: "a text such as ';'"))
      }
      options.listSeparator = text
    },
    Setting(
      "input-escape", .choice(CSVReader.EscapeStyle.allCases.map(\.rawValue)),
      help: """
        How quotation marks inside a cell are written: doubled, as RFC 4180 has it, or with a \
        backslash, as Spark, Hive and MySQL have it; found in the first rows by default.
        """
    ) { options, text throws(ConversionError) in
      guard let escape = CSVReader.EscapeStyle(rawValue: text) else {
        throw ConversionError(.badSetting("input-escape", text, words: ["doubled", "backslash"]))
      }
      options.escape = escape
    },
    Setting(
      "input-null", .text("TEXT"),
      help: """
        A word for nothing, such as NA or \\N: cells that hold it are empty; may be given again. \
        None by default.
        """
    ) { options, text in options.nulls.append(text) },
    .flag(
      "unguard-formulas", \.unguardsFormulas,
      help: "Take off the apostrophe before = + - @ tab or CR; off by default."),
  ]
}

extension Diagnostic.Message {
  static var csvNoHeader: Self {
    Self(id: "csv.no-header", text: "the row has no header; read it through the reader's scanner")
  }

  static var csvEmptyRow: Self {
    Self(id: "csv.empty-row", text: "a row without anything in its cells is no story")
  }

  static var csvNotUTF8: Self {
    Self(
      id: "csv.invalid-utf8",
      text: "the row is not UTF-8; invalid bytes became U+FFFD")
  }

  static var csvTextAfterQuote: Self {
    Self(
      id: "csv.text-after-quote",
      text: "text follows the quotation mark that closes a field; where backslashes escape"
        + " quotation marks, use --input-escape backslash")
  }

  static func csvRaggedRow(expected: Int, found: Int) -> Self {
    Self(
      id: "csv.ragged-row",
      text: "expected \(expected) fields, found \(found)"
        + (found < expected
          ? "; the missing ones are empty" : "; the others are kept in 'extra'"))
  }
}
