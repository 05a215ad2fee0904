internal import ArgumentParser
internal import Warraq

/// `warraq formats`: the table of formats.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the formats: which are read, written and checked, and what each loses.",
    discussion: """
      EXAMPLES
        warraq formats
        warraq formats --json | jq -r '.[] | select(.writes) | .name'
        warraq formats --losses csv
      """)

  @Flag(help: "Print a JSON array instead of a table.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Say what becomes of each part of an article in this format.", valueName: "format"))
  var losses: String?

  func run() throws {
    try Surroundings.answer { () throws(ConversionError) in
      if let losses { return try lossTable(losses) }
      return json ? jsonTable() : textTable()
    }
  }

  private func textTable() -> String {
    var rows = [["NAME", "READ", "WRITE", "CHECK", "EXTENSIONS", "FORMAT"]]
    for format in FormatRegistry.standard.formats {
      rows.append([
        ([format.name] + format.aliases).joined(separator: ", "),
        format.reader == nil ? "-" : "yes", format.writer == nil ? "-" : "yes",
        format.checker == nil ? "-" : "yes",
        format.extensions.map { ".\($0)" }.joined(separator: " "), format.title,
      ])
    }
    return Self.columns(rows)
  }

  private func jsonTable() -> String {
    var buffer = ByteBuffer()
    func list(_ texts: [String]) {
      buffer.append("[")
      for (index, text) in texts.enumerated() {
        if index > 0 { buffer.append(", ") }
        buffer.append(json: text)
      }
      buffer.append("]")
    }
    func options(_ settings: [SettingInfo]) {
      list(settings.map(\.name))
    }
    buffer.append("[")
    for (index, format) in FormatRegistry.standard.formats.enumerated() {
      buffer.append(index == 0 ? "\n" : ",\n")
      buffer.append("  {")
      buffer.append(spacedName: "name", format.name)
      buffer.append(spacedName: "title", format.title)
      buffer.append(spacedName: "aliases")
      list(format.aliases)
      buffer.append(spacedName: "extensions")
      list(format.extensions)
      buffer.append(spacedName: "mediaTypes")
      list(format.mediaTypes)
      buffer.append(spacedName: "reads", format.reader != nil)
      buffer.append(spacedName: "writes", format.writer != nil)
      buffer.append(spacedName: "checks", format.checker != nil)
      buffer.append(spacedName: "readerOptions")
      options(format.reader?.settings ?? [])
      buffer.append(spacedName: "writerOptions")
      options(format.writer?.settings ?? [])
      buffer.append("}")
    }
    buffer.append("\n]\n")
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private func lossTable(_ name: String) throws(ConversionError) -> String {
    let format = try FormatRegistry.standard.requireFormat(named: name)
    let writer = try format.makeWriter()
    var rows = [["PART OF THE ARTICLE", "IN \(format.name.uppercased())"]]
    for feature in Loss.Feature.allCases {
      rows.append([feature.rawValue, writer.treatment(of: feature).rawValue])
    }
    return Self.columns(rows)
  }

  private static func columns(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).dropLast().map { FormatHelp.padded($0, to: $1 + 2) }
      return cells.joined() + (row.last ?? "") + "\n"
    }.joined()
  }
}
