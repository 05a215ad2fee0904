internal import WarraqCore

/// A program that reads tables, and how it reads those of ``CSVWriter`` without guessing types.
package enum TableTool: String, Hashable, Sendable, CaseIterable {
  case duckdb, polars, pandas, pyarrow, spark, datasets, sql

  /// A column of the table and whether it holds whole numbers.
  private struct Column {
    let name: String
    let isInteger: Bool

    init(_ name: String) {
      self.name = name
      isInteger =
        switch CSVColumn.named(name)?.content {
        case .integer?, .count?: true
        case .text?, .word?, .role?, .date?, .list?, .party?, .json?, .body?, .plainText?, .html?,
          nil:
          false
        }
    }
  }

  /// The call that reads a table, as source text of the program's language, with a line end.
  ///
  /// Dates, lists and identifiers are texts: a column mixes days and instants, and `007` is no 7.
  ///
  /// - Parameters:
  ///   - path: the path of the table; `.tsv` and `.tab` have tabs.
  ///   - columns: the names as `--columns` has them; `nil` for the standard table.
  /// - Throws: `ConversionError` `usage.csv-column` for a name that is no column's.
  package func readingCall(
    of path: String, columns list: String?
  ) throws(ConversionError) -> String {
    var options = CSVWriter.Options()
    if let list { try options.select(columns: list) }
    let columns = options.columns.map { Column($0) }
    let isTabbed = path.hasSuffix(".tsv") || path.hasSuffix(".tab")
    switch self {
    case .duckdb: return duckDB(path, columns, isTabbed)
    case .polars: return polars(path, columns, isTabbed)
    case .pandas: return pandas(path, columns, isTabbed)
    case .pyarrow: return pyarrow(path, columns, isTabbed)
    case .spark: return spark(path, columns, isTabbed)
    case .datasets: return datasets(path, columns, isTabbed)
    case .sql: return sql(path, columns, isTabbed)
    }
  }

  private func lines(_ columns: [Column], indent: String, _ line: (Column) -> String) -> String {
    columns.map { indent + line($0) }.joined(separator: ",\n")
  }

  private func duckDB(_ path: String, _ columns: [Column], _ isTabbed: Bool) -> String {
    """
    SELECT * FROM read_csv(\(Self.sql(path)), auto_detect = false, header = true,
      delim = '\(isTabbed ? "\\t" : ",")', quote = '"', escape = '"', columns = {
    \(lines(columns, indent: "    ") { "'\($0.name)': '\($0.isInteger ? "BIGINT" : "VARCHAR")'" })
      });

    """
  }

  private func polars(_ path: String, _ columns: [Column], _ isTabbed: Bool) -> String {
    """
    import polars

    table = polars.read_csv(
        \(Self.python(path)),\(isTabbed ? " separator=\"\\t\"," : "")
        schema={
    \(lines(columns, indent: "        ") {
      "\"\($0.name)\": polars.\($0.isInteger ? "Int64" : "String")"
    }),
        },
    )

    """
  }

  private func pandas(_ path: String, _ columns: [Column], _ isTabbed: Bool) -> String {
    """
    import pandas

    table = pandas.read_csv(
        \(Self.python(path)),\(isTabbed ? " sep=\"\\t\"," : "")
        keep_default_na=False, na_values=[""],
        dtype={
    \(lines(columns, indent: "        ") {
      "\"\($0.name)\": \"\($0.isInteger ? "Int64" : "string")\""
    }),
        },
    )

    """
  }

  private func pyarrow(_ path: String, _ columns: [Column], _ isTabbed: Bool) -> String {
    """
    import pyarrow
    from pyarrow import csv

    table = csv.read_csv(
        \(Self.python(path)),
        parse_options=csv.ParseOptions(\(isTabbed ? "delimiter=\"\\t\", " : "")newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            null_values=[""], strings_can_be_null=True,
            column_types={
    \(lines(columns, indent: "            ") {
      "\"\($0.name)\": pyarrow.\($0.isInteger ? "int64" : "string")()"
    }),
            },
        ),
    )

    """
  }

  private func spark(_ path: String, _ columns: [Column], _ isTabbed: Bool) -> String {
    """
    table = spark.read.csv(
        \(Self.python(path)),\(isTabbed ? " sep=\"\\t\"," : "")
        header=True, multiLine=True, quote='"', escape='"', mode="FAILFAST",
        schema=\"\"\"
    \(lines(columns, indent: "        ") { "`\($0.name)` \($0.isInteger ? "BIGINT" : "STRING")" })
        \"\"\",
    )

    """
  }

  private func datasets(_ path: String, _ columns: [Column], _ isTabbed: Bool) -> String {
    """
    from datasets import Features, Value, load_dataset

    table = load_dataset(
        "csv", data_files=\(Self.python(path)),\(isTabbed ? " sep=\"\\t\"," : "")
        keep_default_na=False, na_values=[""],
        features=Features({
    \(lines(columns, indent: "        ") {
      "\"\($0.name)\": Value(\"\($0.isInteger ? "int64" : "string")\")"
    }),
        }),
    )

    """
  }

  private func sql(_ path: String, _ columns: [Column], _ isTabbed: Bool) -> String {
    """
    CREATE TABLE news (
    \(lines(columns, indent: "  ") { "\"\($0.name)\" \($0.isInteger ? "BIGINT" : "TEXT")" })
    );
    COPY news FROM \(Self.sql(path)) WITH (FORMAT csv, HEADER true\(
      isTabbed ? ", DELIMITER E'\\t'" : ""));

    """
  }

  /// A text as SQL writes it.
  private static func sql(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// A text as Python writes it.
  private static func python(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
