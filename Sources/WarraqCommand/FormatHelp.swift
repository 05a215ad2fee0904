internal import Warraq

/// Help about formats and transforms, made from their tables.
enum FormatHelp {
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
    if line.count > 28 {
      lines.append("  \(name)")
      line = indentation
    }
    // A list of names without spaces may be parted at its commas.
    for word in text.replacing(",", with: ",\u{200B}").split(whereSeparator: { $0 == " " }) {
      for (index, part) in word.split(separator: "\u{200B}").enumerated() {
        let gap = index > 0 || line.count == 28 ? "" : " "
        if line.count > 28, line.count + gap.count + part.count > 78 {
          lines.append(line)
          line = indentation + part
        } else {
          line += gap + part
        }
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// The text with spaces up to `width`, one at least.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
