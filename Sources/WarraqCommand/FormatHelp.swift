internal import Warraq

/// Help about formats, made from their table.
enum FormatHelp {
  /// The options of all formats, by format.
  static var options: String {
    FormatRegistry.standard.formats.flatMap { format in
      [("READING", format.reader?.settings), ("WRITING", format.writer?.settings)]
        .compactMap { verb, settings in
          guard let settings, !settings.isEmpty else { return nil }
          let rows = settings.map { info in
            "  \(padded(usage(of: info), to: 26)) \(info.help)"
          }
          return (["\(verb) \(format.name)"] + rows).joined(separator: "\n")
        }
    }.joined(separator: "\n")
  }

  /// An option as it is typed: `--quote-style minimal|all`.
  static func usage(of info: SettingInfo) -> String {
    switch info.kind {
    case .flag: "--\(info.name)"
    case .text(let name), .file(let name): "--\(info.name) <\(name)>"
    case .choice(let words): "--\(info.name) \(words.joined(separator: "|"))"
    }
  }

  /// The text with spaces up to `width`, one at least.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
