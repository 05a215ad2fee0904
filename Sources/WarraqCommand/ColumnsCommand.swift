internal import ArgumentParser
internal import Warraq

/// `warraq columns`: how other programs read our tables.
struct ColumnsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "columns",
    abstract: "Print the call with which another program reads a table, every column typed.",
    discussion: """
      EXAMPLES
        warraq columns --for duckdb news.csv
        warraq columns --for polars news.tsv --columns id,published,headline,text
        warraq columns --for sql news.csv --columns all | psql
      """)

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The program: \(TableTool.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "tool"))
  var tool: String

  @Option(
    help: ArgumentHelp(
      "The columns of the table, as they were given to 'convert'; default 'default'.",
      valueName: "names"))
  var columns: String?

  @Argument(help: "The path of the table; with tabs where it ends in .tsv or .tab.")
  var table = "news.csv"

  func run() throws {
    try Surroundings.answer { () throws(ConversionError) in
      guard let tool = TableTool(rawValue: tool) else {
        throw ConversionError(.badSetting("for", tool, words: TableTool.allCases.map(\.rawValue)))
      }
      return try tool.readingCall(of: table, columns: columns)
    }
  }
}
