internal import WarraqCore

/// Tables as programs print them for people, with lines of signs between rows and columns: psql,
/// mysql, DuckDB, SQLite, Polars, Spark.
enum PrintedTable {
  private static let sampleBytes = 4096
  private static let corners = ["┌", "╔", "╭", "┏"]
  private static let bars = ["|", "│", "┃", "║"]

  /// Whether an input starts as a printed table does.
  ///
  /// - Parameter mayBeMarkdown: whether a table of Markdown is one.
  static func starts(_ sample: ArraySlice<UInt8>, mayBeMarkdown: Bool = false) -> Bool {
    guard let byte = sample.first(where: { $0 > 0x20 }), mayStart(byte, sample) else {
      return false
    }
    let text = String(decoding: sample.prefix(sampleBytes), as: UTF8.self)
    let visible = text.split(whereSeparator: \.isNewline).lazy.map { String($0).trimmed }
      .filter { !$0.isEmpty }.prefix(3)
    var lines = [String](visible)
    if let first = lines.first, first.hasPrefix("shape: (") { lines.removeFirst() }
    guard lines.count > 1 else { return false }
    let (first, second) = (lines[0], lines[1])
    if first.hasPrefix("-[ RECORD ") || first.hasPrefix("****") && first.hasSuffix("1. row ****") {
      return true
    }
    if isRule(first), first.hasPrefix("+") || isBox(first) {
      return bars.contains { second.hasPrefix($0) }
    }
    if mayBeMarkdown, second.hasPrefix("|"), second.contains("--") {
      return second.utf8.allSatisfy { "|-: ".utf8.contains($0) }
    }
    return isRule(second) && second.contains("-+-") && first.contains(" | ")
  }

  /// A quick no for most inputs: there is a line of signs in the first two.
  private static func mayStart(_ byte: UInt8, _ sample: ArraySlice<UInt8>) -> Bool {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "|"), 0xE2: true
    case _:
      sample.prefix(sampleBytes).split(separator: CSVBytes.lineFeed).dropFirst().first
        .map { $0.starts(with: "---".utf8) || $0.starts(with: " --".utf8) || $0.first == 0xE2 }
        ?? false
    }
  }

  private static func isBox(_ line: String) -> Bool { corners.contains { line.hasPrefix($0) } }

  private static func isRule(_ line: String) -> Bool {
    isBox(line)
      || line.utf8.count > 2 && line.utf8.contains(UInt8(ascii: "+"))
        && line.utf8.allSatisfy { "+-=".utf8.contains($0) }
  }
}

extension Diagnostic.Message {
  static var csvPrintedTable: Self {
    Self(
      id: "csv.printed-table",
      text:
        "this is a table as a program prints it for people; have it written as CSV, such as with"
        + " psql --csv, mysql --batch, duckdb -csv, sqlite3 -csv -header or write_csv of Polars")
  }

  static func csvNoKnownColumn(_ names: [String]) -> Self {
    Self(
      id: "csv.no-known-column",
      text: "no column matches a property of an article, so that all is kept in 'extra'; name the"
        + " columns with --input-columns; the first is '\(names.first ?? "")'")
  }
}
