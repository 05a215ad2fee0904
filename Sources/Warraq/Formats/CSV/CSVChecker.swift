public import WarraqCore
internal import WarraqModel

/// Checks tables: RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), and what readers trip over.
///
/// Rows are looked at one by one, so a table of any length takes the memory of one batch.
public struct CSVChecker: FormatChecker {
  private let delimiter: UInt8?

  /// Makes a checker of tables with any delimiter.
  public init() { self.init(delimiter: nil) }

  init(delimiter: UInt8?) { self.delimiter = delimiter }

  /// Rules of tables.
  public var rules: [CheckRule] { CheckRule.csv }

  /// Finds rows as the reader does, and looks at the header.
  public func makeScanner() -> any RecordScanner {
    var options = CSVReader.Options()
    options.delimiter = delimiter
    return CSVCheckingScanner(
      scanner: CSVScanner(options: options, chunkBytes: RecordBatch.targetBytes))
  }

  /// Looks at one row.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let header = record.preamble as? CSVHeader else { return }
    checkBytes(record, header, &findings)
    var count = 0
    // Fields are cut in place; where one starts is told for the row.
    CSVFields(
      record.bytes, delimiter: header.delimiter, hasEscapes: header.hasEscapes
    ).forEach { field in
      defer { count += 1 }
      guard !field.isEmpty, count < header.targets.count,
        case .column(let column) = header.targets[count]
      else { return }
      let text = String(decoding: field, as: UTF8.self)
      switch column.content {
      case .date where NewsDate(iso8601: text) == nil:
        findings.report(
          .csvDate, "'\(text)' in '\(header.names[count])' is no date of ISO 8601")
      case .integer where Int(text) == nil:
        findings.report(.csvNumber, "'\(text)' in '\(header.names[count])' is no whole number")
      default: break
      }
      switch column.name {
      case "id":
        findings.define(
          text, in: "id", .csvIDRepeated, "another row has the id '\(text)'", at: 0)
      case "language":
        if LanguageTag.wellFormed(text) != text {
          findings.report(.csvLanguageTag, "'\(text)' is not a BCP 47 tag")
        }
      default: break
      }
    }
    if count != header.names.count {
      findings.report(
        .csvRaggedRow, "expected \(header.names.count) fields, found \(count)")
    }
  }

  /// Bytes that no row should have, and quotation marks where none should be.
  private func checkBytes(_ record: Record, _ header: CSVHeader, _ findings: inout Findings) {
    let bytes = record.bytes
    let delimiter = header.delimiter
    func offset(_ index: Int) -> Int { index - bytes.startIndex }
    if let zero = bytes.firstIndex(of: 0) { findings.report(.csvNUL, at: offset(zero)) }
    if let bad = bytes.withUnsafeBufferPointer({ UTF8Validation.firstInvalidByte(in: $0) }) {
      findings.report(.csvInvalidUTF8, at: bad)
    }
    if header.hasEscapes {
      if let escape = bytes.firstIndex(of: CSVBytes.backslash) {
        findings.report(.csvBackslash, at: offset(escape))
      }
      return
    }
    var index = bytes.startIndex
    var startsField = true
    while index < bytes.endIndex {
      if startsField, bytes[index] == CSVBytes.quote {
        index = Self.endOfQuoted(bytes, from: index + 1)
        if index < bytes.endIndex, bytes[index] != delimiter {
          findings.report(.csvTextAfterQuote, at: offset(index))
          index = bytes[index...].firstIndex(of: delimiter) ?? bytes.endIndex
        }
      } else if bytes[index] == CSVBytes.quote {
        findings.report(.csvBareQuote, at: offset(index))
        index = bytes[index...].firstIndex(of: delimiter) ?? bytes.endIndex
      }
      startsField = index < bytes.endIndex && bytes[index] == delimiter
      index += 1
    }
  }

  /// The index after the quotation mark that closes a field.
  private static func endOfQuoted(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    var index = start
    while let quote = bytes[index...].firstIndex(of: CSVBytes.quote) {
      guard quote + 1 < bytes.endIndex, bytes[quote + 1] == CSVBytes.quote else { return quote + 1 }
      index = quote + 2
    }
    return bytes.endIndex
  }
}

/// Finds rows, and says what is wrong with the names of the columns once.
private struct CSVCheckingScanner: RecordScanner {
  var scanner: CSVScanner
  private var isChecked = false

  init(scanner: CSVScanner) { self.scanner = scanner }

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    if !isChecked, try source.peek(3).elementsEqual(CSVBytes.byteOrderMark) {
      context.log.emit(
        Diagnostic(.csvByteOrderMark, at: SourceLocation(file: source.name, line: 1)))
    }
    let known = context.log.diagnostics.count
    let hasMore = try scanner.scan(source, into: &batch, context: &context)
    // How a table was read is no finding; what is wrong with it the rules say.
    context.log.remove(from: known) { diagnostic in
      ["csv.backslash-escapes", "csv.lone-return"].contains(diagnostic.message.id)
    }
    guard !isChecked, let header = batch.preamble as? CSVHeader else { return hasMore }
    isChecked = true
    let place = SourceLocation(file: source.name, line: 1)
    var seen: Set<String> = []
    for (number, name) in header.names.enumerated() {
      if name == "column \(number + 1)" {
        context.log.emit(
          Diagnostic(.csvUnnamedColumn, "column \(number + 1) has no name", at: place))
      } else if !seen.insert(name).inserted {
        context.log.emit(
          Diagnostic(.csvDuplicateColumn, "two columns are named '\(name)'", at: place))
      }
    }
    return hasMore
  }
}

extension CheckRule {
  static let csv = [
    csvRaggedRow, csvDuplicateColumn, csvUnnamedColumn, csvUnknownColumn, csvUnclosedQuote,
    csvTextAfterQuote, csvBareQuote, csvBackslash, csvNUL, csvInvalidUTF8, csvByteOrderMark,
    csvDate,
    csvNumber, csvLanguageTag, csvIDRepeated,
  ]

  static let csvRaggedRow = CheckRule(
    "csv.ragged-row", .error, "a row has more or fewer fields than the header",
    because: "Usually a delimiter or a line end in a field is not quoted, and all fields after it "
      + "are in the wrong column.",
    see: "RFC 4180, 2.4")

  static let csvDuplicateColumn = CheckRule(
    "csv.duplicate-column", .error, "two columns have one name",
    because: "Programs that read by name see one of them.", see: "RFC 4180, 2.3")

  static let csvUnnamedColumn = CheckRule(
    "csv.unnamed-column", .warning, "a column has no name",
    because: "Nobody can ask for it. A delimiter at the end of the header makes one.",
    see: "RFC 4180, 2.3")

  static let csvUnknownColumn = CheckRule(
    "csv.unknown-column", .note, "columns match no property of an article",
    because: "Their values are kept in 'extra' when the table is read.",
    see: "Sources/Warraq/Formats/CSV/README.md")

  static let csvUnclosedQuote = CheckRule(
    "csv.unclosed-quote", .error, "a quotation mark is never closed",
    because: "All that follows is one field. The file may be cut off.", see: "RFC 4180, 2.5")

  static let csvTextAfterQuote = CheckRule(
    "csv.text-after-quote", .error, "text follows the quotation mark that closes a field",
    because:
      "A quotation mark in a quoted field is written twice. Readers disagree on what this is.",
    see: "RFC 4180, 2.5, 2.7")

  static let csvBareQuote = CheckRule(
    "csv.bare-quote", .warning, "a quotation mark stands in a field that is not quoted",
    because: "Quote the field and write the mark twice; some readers take it for the start of a "
      + "quoted field.",
    see: "RFC 4180, 2.5")

  static let csvBackslash = CheckRule(
    "csv.backslash-escape", .error, "a backslash escapes a quotation mark or a delimiter",
    because:
      "RFC 4180 has no escapes: a quotation mark in a quoted field is written twice, and most "
      + "readers end the field at the first one.",
    see: "RFC 4180, 2.7")

  static let csvNUL = CheckRule(
    "csv.nul", .error, "a row holds a NUL byte",
    because: "Many readers end the text there. The file may be UTF-16, or not a text.",
    see: "RFC 4180, 2 (TEXTDATA)")

  static let csvInvalidUTF8 = CheckRule(
    "csv.invalid-utf8", .error, "a byte is not UTF-8",
    because: "The rest of the file is, so that reading it in another encoding spoils it.",
    see: "RFC 7111, 4.1")

  static let csvByteOrderMark = CheckRule(
    "csv.byte-order-mark", .note, "the table starts with a byte order mark",
    because: "Excel wants it to see UTF-8; others take it for part of the first name.",
    see: "The Unicode Standard, 23.8")

  static let csvDate = CheckRule(
    "csv.date", .note, "a date is not in ISO 8601",
    because: "It is kept as it is printed. "
      + "'2024-05-01' and '2024-05-01T10:00:00+03:00' say the same to everybody; '05/01/24' "
      + "does not.",
    see: "ISO 8601")

  static let csvNumber = CheckRule(
    "csv.number", .warning, "a number is not whole, or none",
    because: "The column holds versions, urgencies or counts.",
    see: "Sources/Warraq/Formats/CSV/README.md")

  static let csvLanguageTag = CheckRule(
    "csv.language-tag", .warning, "a language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "BCP 47 (RFC 5646), 2.1")

  static let csvIDRepeated = CheckRule(
    "csv.id-repeated", .warning, "two rows have one id",
    because: "What keeps articles by their ids loses one of them.",
    see: "Sources/Warraq/Formats/CSV/README.md")
}
