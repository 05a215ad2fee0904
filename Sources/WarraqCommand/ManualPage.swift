internal import Warraq

/// Manual pages, made from the texts that `warraq help` prints.
enum ManualPage {
  /// The names of all pages: the command, its commands, and the formats.
  static var names: [String] {
    ["warraq"]
      + CommandName.allCases.filter { $0 != .help }.map { "warraq-\($0)" }
      + FormatRegistry.standard.formats.map { "warraq-\($0.name)" }
  }

  /// A page in the language of `man(7)`.
  ///
  /// - Throws: `ConversionError` `usage.unknown-topic` when there is no such page.
  static func page(named typed: String) throws(ConversionError) -> String {
    let name = typed == "warraq" || typed.hasPrefix("warraq-") ? typed : "warraq-\(typed)"
    let topic = name == "warraq" ? nil : String(name.trimmingPrefix("warraq-"))
    let text = try HelpTopic.text(for: topic.map { [$0] } ?? [])
    let summary =
      topic.flatMap { FormatRegistry.standard.format(named: $0)?.title }
      ?? "turn news articles from one format into another"
    var lines = [
      ".TH \(name.uppercased()) 1 \(Version.date) \"warraq \(Version.current)\"", ".SH NAME",
      "\(name) \\- \(escaped(summary))",
    ]
    var isLiteral = false
    var isRow = false
    var isSeparated = false
    // Whether a heading began with its text on one line, which goes on in the next.
    var isText = false
    func endLiteral() {
      if isLiteral { lines.append(".fi") }
      isLiteral = false
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let body = line.drop { $0 == " " }
      let indentation = line.count - body.count
      if body.isEmpty {
        isRow = false
        isText = false
        isSeparated = true
        continue
      }
      if indentation == 0, let heading = heading(of: line) {
        endLiteral()
        isRow = false
        lines.append(".SH \(escaped(heading.name))")
        isText = !heading.rest.isEmpty
        if isText { lines.append(escaped(heading.rest)) }
      } else if indentation == 2, body.hasPrefix("-") || body.hasPrefix("<") {
        endLiteral()
        isRow = true
        let parts = row(body)
        lines += [".TP", "\\fB\(escaped(parts.name))\\fR"]
        if !parts.help.isEmpty { lines.append(escaped(parts.help)) }
      } else if isRow && indentation > 2 || isText && indentation == 0 {
        lines.append(escaped(String(body)))
      } else {
        if !isLiteral {
          lines += lines.last?.hasPrefix(".SH") == true ? [".nf"] : [".PP", ".nf"]
        } else if isSeparated {
          lines.append(".sp")
        }
        isLiteral = true
        isRow = false
        lines.append(escaped(String(line)))
      }
      isSeparated = false
    }
    endLiteral()
    return lines.joined(separator: "\n") + "\n"
  }

  /// The heading that a line is, with what follows it: `READING csv, tsv` or `USAGE: warraq …`.
  private static func heading(of line: Substring) -> (name: String, rest: String)? {
    if let colon = line.firstIndex(of: ":"), isCapital(line[..<colon]) {
      let rest = line[line.index(after: colon)...].drop { $0 == " " }
      return (String(line[..<colon]), String(rest))
    }
    let first = line.prefix { $0 != " " && $0 != "," }
    return first.count > 2 && isCapital(first) ? (String(line), "") : nil
  }

  private static func isCapital(_ text: Substring) -> Bool {
    text.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || $0 == " " }
  }

  /// The two columns of a row.
  private static func row(_ body: Substring) -> (name: String, help: String) {
    guard let gap = body.firstRange(of: "  ") else { return (String(body), "") }
    return (String(body[..<gap.lowerBound]), String(body[gap.upperBound...].drop { $0 == " " }))
  }

  /// A text as no request: backslashes and leading dots and quotation marks mean something to roff.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
  }
}
