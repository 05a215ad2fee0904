internal import ArgumentParser
internal import Warraq

/// What `warraq help WORD` prints: a command, a format, an option, a rule or a topic.
enum HelpTopic {
  /// Texts that belong to no command alone.
  private static let topics: [(name: String, text: String)] = [
    (
      "environment",
      """
      ENVIRONMENT
        SOURCE_DATE_EPOCH  The moment that stands for "now", in seconds since 1970.
        TMPDIR             The folder of temporary files; else /tmp.
        WARRAQ_SCHEMAS     The folder of schemas for 'warraq validate'.
        WARRAQ_LANE        'ordinary' to make a story of every record, even where its
                           texts can be copied; the output is the same.
        NO_COLOR           Not empty: no colours where --color does not ask for them.
        CLICOLOR_FORCE     Not empty and not 0: colours also where the output is no
                           terminal, but for NO_COLOR and --color.
        CLICOLOR           0: no colours where --color does not ask for them.

      """
    ),
    (
      "patterns",
      """
      PATTERNS
        Quote a pattern, so that the shell leaves it alone. '*' and '?' stand for
        characters of a name, '[a-z]' for one of several, '{a,b}' for a choice, '**'
        for any number of folders: 'in/**/*.{txt,md}' is every such file below in/.
        Links to folders are not followed by '**', and hidden files are left out.

        --include and --exclude take such patterns for files of folders: one without
        '/' is about the name of a file or folder, one with '/' about the path below
        the folder that is searched. 'sport/' is all that lies in such a folder.

      """
    ),
    (
      "exit-status",
      """
      EXIT STATUS
        0   done
        1   some input, or the output, failed; the others were converted
        2   something was lost, under --strict
        64  usage error
        70  a fault of the command
        130 interrupted

      """
    ),
  ]

  /// The words that completion offers after `help`: commands, formats and topics.
  static var words: [String] {
    CommandName.allCases.filter { $0 != .help }.map(\.rawValue)
      + FormatRegistry.standard.formats.map(\.name) + topics.map(\.name)
  }

  /// How the command is used, in a few lines.
  static let usage = """
    Usage: warraq INPUT... --to FORMAT [-o PATH] [options]
           warraq inspect|validate|formats|columns|completions ...
    'warraq --help' shows examples, 'warraq help FORMAT' the options of a format.

    """

  /// The text for the words after `help`.
  ///
  /// - Throws: `ConversionError` `usage.unknown-topic` with the nearest name.
  static func text(for words: ArraySlice<String>) throws(ConversionError) -> String {
    guard let typed = words.first else { return text(of: .help) }
    if typed == "--man" {
      guard let name = words.dropFirst().first else {
        return ManualPage.names.map { $0 + "\n" }.joined()
      }
      guard words.count == 2 else { throw ConversionError(.oneTopic) }
      return try ManualPage.page(named: name)
    }
    guard words.count == 1 else {
      throw ConversionError(.oneTopic)
    }
    if let command = CommandName(rawValue: typed.lowercased()) { return text(of: command) }
    // An option may be asked for as it was typed, with its value.
    let asked = typed.hasPrefix("--") ? typed.prefix { $0 != "=" } : typed[...]
    let word = String(asked.drop { $0 == "-" || $0 == "." })
    if typed.hasPrefix("-"), word.count == 1, let name = name(ofLetter: word) {
      return fixedRows(of: name).joined(separator: "\n") + "\n"
    }
    if let format = FormatRegistry.standard.format(named: word) {
      return FormatHelp.page(of: format)
    }
    if let topic = topics.first(where: { $0.name == word.lowercased() }) { return topic.text }
    if RuleHelp.all.contains(where: { $0.id == word }) {
      return try RuleHelp.explanation(of: word)
    }
    let turned = word.hasPrefix("no-") ? String(word.dropFirst(3)) : word
    let rows =
      [word, turned].lazy.map { FormatHelp.rows(ofOption: $0) + fixedRows(of: $0) }
      .first { !$0.isEmpty } ?? []
    if !rows.isEmpty { return rows.joined(separator: "\n") + "\n" }
    throw ConversionError(.unknownTopic(typed, nearest: nearest(to: word)))
  }

  /// The option that has a letter, of the first command that has one.
  private static func name(ofLetter letter: String) -> String? {
    CommandName.allCases.lazy.flatMap(\.options).first { $0.letter.map(String.init) == letter }?
      .name
  }

  /// What may have been meant: a command, a format or a topic before an option or a rule.
  private static func nearest(to word: String) -> String? {
    let first =
      CommandName.allCases.map(\.rawValue) + FormatRegistry.standard.formats.map(\.name)
      + topics.map(\.name)
    let others =
      FormatHelp.optionNames + CommandName.allCases.flatMap { $0.options.map(\.name) }
      + RuleHelp.all.map(\.id)
    return Spelling.near(word, in: first) ?? Spelling.near(word, in: others)
      ?? (first + others).first { word.count > 2 && $0.hasPrefix(word.lowercased()) }
  }

  private static func text(of command: CommandName) -> String {
    switch command {
    case .convert: ConvertCommand.helpMessage()
    case .validate: ValidateCommand.helpMessage()
    case .formats: FormatsCommand.helpMessage()
    case .inspect: InspectCommand.helpMessage()
    case .columns: ColumnsCommand.helpMessage()
    case .completions: CompletionsCommand.helpMessage()
    case .help: WarraqCommand.helpMessage() + "\n"
    }
  }

  /// The rows of a fixed option in the help of the commands that have it.
  private static func fixedRows(of name: String) -> [String] {
    var rows: [String] = []
    for command in CommandName.allCases where command.options.contains(where: { $0.name == name }) {
      var isInRow = false
      var lines: [String] = []
      for line in text(of: command).split(separator: "\n", omittingEmptySubsequences: false) {
        let isStart = line.hasPrefix("  -")
        if isStart {
          isInRow = line.split(separator: " ").contains { $0 == "--\(name)" || $0 == "--\(name)," }
        } else if !line.hasPrefix("        ") {
          isInRow = false
        }
        if isInRow { lines.append(String(line)) }
      }
      let row = lines.joined(separator: "\n")
      if !row.isEmpty, !rows.contains(row) { rows.append(row) }
    }
    return rows
  }
}

extension Diagnostic.Message {
  fileprivate static let oneTopic = Self(id: "usage.one-topic", text: "help takes one word")

  fileprivate static func unknownTopic(_ word: String, nearest: String?) -> Self {
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return Self(
      id: "usage.unknown-topic",
      text: "no command, format, option or rule is named '\(word)'\(hint) "
        + "('warraq help' lists the commands, 'warraq formats' the formats)")
  }
}
