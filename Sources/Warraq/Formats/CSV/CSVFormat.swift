public import WarraqCore

extension Format {
  /// Comma-separated values: [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180).
  public static let csv = Format(
    name: "csv", title: "CSV (RFC 4180)", extensions: ["csv"], mediaTypes: ["text/csv"],
    sniff: { CSVDialect.likelihood($0) { $0 != CSVDialect.tab } },
    reader: FormatDirection(
      settings: CSVReader.Options.settings, defaults: CSVReader.Options(),
      make: makeReader),
    writer: FormatDirection(
      settings: CSVWriter.Options.settings, defaults: CSVWriter.Options()
    ) { CSVWriter($0) },
    checker: CSVChecker())

  /// Tab-separated values: ``csv`` with tabs, quoted as spreadsheets do
  /// ([IANA](https://www.iana.org/assignments/media-types/text/tab-separated-values)).
  public static let tsv = Format(
    name: "tsv", title: "Tab-separated values", extensions: ["tsv", "tab"],
    mediaTypes: ["text/tab-separated-values"],
    sniff: { CSVDialect.likelihood($0) { $0 == CSVDialect.tab } },
    reader: FormatDirection(
      settings: CSVReader.Options.settings, defaults: tabbed(CSVReader.Options()),
      make: makeReader),
    writer: FormatDirection(
      settings: CSVWriter.Options.settings, defaults: tabbed(CSVWriter.Options())
    ) { CSVWriter($0) },
    checker: CSVChecker(delimiter: CSVDialect.tab))

  private static func makeReader(
    _ options: CSVReader.Options
  ) throws(ConversionError) -> any ArticleReader {
    if !options.header, options.columns == nil { throw ConversionError(.csvNamelessColumns) }
    return CSVReader(options)
  }

  private static func tabbed(_ options: CSVReader.Options) -> CSVReader.Options {
    var options = options
    options.delimiter = CSVDialect.tab
    return options
  }

  private static func tabbed(_ options: CSVWriter.Options) -> CSVWriter.Options {
    var options = options
    options.delimiter = CSVDialect.tab
    return options
  }
}

extension ArticleWriter where Self == CSVWriter {
  /// A writer of CSV.
  public static func csv(_ options: CSVWriter.Options = .init()) -> CSVWriter {
    CSVWriter(options)
  }
}

extension ArticleReader where Self == CSVReader {
  /// A reader of CSV.
  public static func csv(_ options: CSVReader.Options = .init()) -> CSVReader {
    CSVReader(options)
  }
}

extension Diagnostic.Message {
  static var csvNamelessColumns: Self {
    Self(
      id: "usage.csv-columns",
      text: "--no-input-header leaves the columns without names; give them with --input-columns")
  }
}
