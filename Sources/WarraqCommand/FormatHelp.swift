internal import Warraq

/// Help about formats and transforms, made from their tables.
enum FormatHelp {
  /// The transforms and the options of all formats, where somebody asks for help.
  ///
  /// The parser of arguments wants the text at every start, and making it took a third of one.
  static var whenAskedFor: String {
    let isAskedFor = CommandLine.arguments.contains { $0.hasPrefix("-h") || $0.contains("help") }
    return isAskedFor ? "\(transforms)\n\(options)" : ""
  }

  /// The options of transforms.
  static var transforms: String {
    "CHOOSING AND CHANGING STORIES, in this order\n"
      + TransformChoices.infos.map { row(usage(of: $0), $0.help) }.joined(separator: "\n")
  }

  /// The options of all formats; formats that take the same ones share a list.
  static var options: String {
    var lists: [(verb: String, formats: [String], settings: [SettingInfo])] = []
    for format in FormatRegistry.standard.formats {
      for (verb, settings) in [
        ("READING", format.reader?.settings), ("WRITING", format.writer?.settings),
      ] {
        guard let settings, !settings.isEmpty else { continue }
        if let known = lists.firstIndex(where: { $0.verb == verb && $0.settings == settings }) {
          lists[known].formats.append(format.name)
        } else {
          lists.append((verb, [format.name], settings))
        }
      }
    }
    return lists.map { list in
      let rows = list.settings.map { row(usage(of: $0), $0.help) }
      return "\(list.verb) \(list.formats.joined(separator: ", "))\n" + rows.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// What a format is, and all its options.
  static func page(of format: Format) -> String {
    var facts = [("Name", ([format.name] + format.aliases).joined(separator: ", "))]
    let verbs = [
      ("read", format.reader != nil), ("written", format.writer != nil),
      ("checked", format.checker != nil),
    ].filter(\.1).map(\.0)
    facts.append(("It is", verbs.joined(separator: ", ")))
    facts.append(("Files", format.extensions.map { ".\($0)" }.joined(separator: " ")))
    facts.append(("Media types", format.mediaTypes.joined(separator: ", ")))
    var text = "\(format.name.uppercased()): \(format.title)\n\n"
    for (name, value) in facts where !value.isEmpty {
      text += "  " + padded(name, to: 14) + value + "\n"
    }
    for (heading, settings) in [
      ("READING", format.reader?.settings ?? []), ("WRITING", format.writer?.settings ?? []),
    ] where !settings.isEmpty {
      let rows = settings.map { row(usage(of: $0), $0.help) }
      text += "\n\(heading)\n" + rows.joined(separator: "\n") + "\n"
    }
    if format.writer != nil {
      text += "\n'warraq formats --losses \(format.name)' says what it cannot hold.\n"
    }
    if format.checker != nil {
      text +=
        "\(format.writer == nil ? "\n" : "")'warraq validate --rules \(format.name)' lists what is checked.\n"
    }
    return text
  }

  /// The rows of an option of formats and transforms, one for each meaning that it has.
  static func rows(ofOption name: String) -> [String] {
    var rows = TransformChoices.infos.filter { $0.name == name }.map { row(usage(of: $0), $0.help) }
    for format in FormatRegistry.standard.formats {
      for info in (format.reader?.settings ?? []) + (format.writer?.settings ?? [])
      where info.name == name {
        let text = row(usage(of: info), info.help)
        if !rows.contains(text) { rows.append(text) }
      }
    }
    return rows
  }

  /// The names of the options of transforms and formats.
  static var optionNames: [String] {
    TransformChoices.infos.map(\.name)
      + FormatRegistry.standard.formats
      .flatMap { ($0.reader?.settings ?? []) + ($0.writer?.settings ?? []) }.map(\.name)
  }

  /// An option as it is typed: `--quote-style minimal|all`.
  static func usage(of info: SettingInfo) -> String {
    switch info.kind {
    case .flag: "--[no-]\(info.name)"
    case .text(let name), .file(let name): "--\(info.name) <\(name)>"
    case .choice(let words): "--\(info.name) \(words.joined(separator: "|"))"
    }
  }

  /// A name and what it means in two columns, in lines that a terminal of 80
  /// columns does not break.
  private static func row(_ name: String, _ text: String) -> String {
    let indentation = String(repeating: " ", count: 28)
    var lines: [String] = []
    var line = padded("  \(name)", to: 28)
    // Scalars, not characters: this runs at every start of the command.
    if line.unicodeScalars.count > 28 {
      lines.append("  \(name)")
      line = indentation
    }
    var width = line.unicodeScalars.count
    for word in text.unicodeScalars.split(separator: " ") {
      for (index, part) in parts(of: word).enumerated() {
        let gap = index > 0 || width == 28 ? "" : " "
        if width > 28, width + gap.utf8.count + part.count > 78 {
          lines.append(line)
          line = indentation
          width = 28
        } else {
          line += gap
          width += gap.utf8.count
        }
        line.unicodeScalars += part
        width += part.count
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// A list of names without spaces may be parted at its commas.
  private static func parts(
    of word: Substring.UnicodeScalarView
  ) -> [Substring.UnicodeScalarView] {
    var parts: [Substring.UnicodeScalarView] = []
    var rest = word
    while let comma = rest.firstIndex(of: ","), rest.index(after: comma) < rest.endIndex {
      parts.append(rest[...comma])
      rest = rest[rest.index(after: comma)...]
    }
    return parts + [rest]
  }

  /// The text with spaces up to `width`, one at least.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.unicodeScalars.count))
  }
}
