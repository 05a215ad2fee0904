internal import Warraq

/// Scripts that complete what is typed after `warraq`, made from the table of formats.
///
/// Scripts of the argument parser know the fixed options only.
enum CompletionScript {
  /// What may follow an option.
  private enum Value {
    case none
    case text
    case file
    case words([String])
  }

  private struct Option {
    var name: String
    var letter: String?
    var value: Value
    var help: String

    /// The option as it is typed.
    var spellings: [String] { ["--\(name)"] + (letter.map { ["-\($0)"] } ?? []) }
  }

  private static let commands = [
    "convert", "validate", "formats", "inspect", "completions", "help",
  ]
  private static let shells = CompletionsCommand.Shell.allCases.map(\.rawValue)

  /// The options of each command that has some of its own.
  private static var options: [(command: String, options: [Option])] {
    let formats = FormatRegistry.standard.formats
    let readable = formats.filter { $0.reader != nil }.map(\.name)
    let writable = formats.filter { $0.writer != nil }.map(\.name)
    let common = [
      Option(name: "to", letter: "t", value: .words(writable), help: "The output format"),
      Option(name: "from", letter: "f", value: .words(readable), help: "The input format"),
      Option(name: "language", value: .text, help: "The language of every story"),
    ]
    let unknownFiles = Option(
      name: "unknown", value: .words(UnknownFiles.allCases.map(\.rawValue)),
      help: "What files of folders are that no format reads")
    let convert = [
      Option(name: "output", letter: "o", value: .file, help: "The output file or folder"),
      Option(name: "split", value: .text, help: "One file a story, with paths from a template"),
      Option(name: "jobs", letter: "j", value: .text, help: "Batches worked on at once"),
      Option(name: "strict", value: .none, help: "Make any loss an error"),
      Option(name: "force", value: .none, help: "Replace an output file of another format"),
      Option(name: "report", value: .file, help: "Write diagnostics and losses to a file"),
      Option(name: "errors", value: .file, help: "Write what failed as JSON Lines"),
      Option(name: "max-errors", value: .text, help: "Stop at this number of errors"),
      Option(name: "shard", value: .text, help: "Convert one of N parts of the inputs"),
      Option(name: "resume", value: .none, help: "Go on where a run was stopped"),
      Option(name: "max-record-bytes", value: .text, help: "The largest record"),
      unknownFiles,
    ]
    let levels = [
      Option(name: "quiet", letter: "q", value: .none, help: "Print errors only"),
      Option(name: "verbose", letter: "v", value: .none, help: "Print notes too"),
      Option(
        name: "log-level", value: .words(LogLevel.allCases.map(\.rawValue)),
        help: "Print what is at least as bad"),
    ]
    let checkable = formats.filter { $0.checker != nil }.map(\.name)
    let validate = [
      Option(name: "format", letter: "f", value: .words(checkable), help: "The format"),
      Option(name: "schema", letter: "s", value: .file, help: "The schema to check against"),
      Option(name: "strict", value: .none, help: "Make warnings fail"),
      Option(name: "json", value: .none, help: "Print one JSON object"),
      Option(name: "all", value: .none, help: "Print every finding"),
      Option(name: "quiet", letter: "q", value: .none, help: "Print errors only"),
      unknownFiles,
      Option(name: "rules", value: .none, help: "List the rules"),
      Option(
        name: "explain", value: .words(RuleHelp.all.map(\.id)), help: "Tell what a rule is about"),
      Option(name: "jobs", letter: "j", value: .text, help: "Batches worked on at once"),
      Option(name: "max-record-bytes", value: .text, help: "The largest record"),
    ]
    let always = [
      Option(name: "version", value: .none, help: "Show the version"),
      Option(name: "help", letter: "h", value: .none, help: "Show help"),
    ]
    return [
      ("convert", common + convert + levels + transformOptions + formatOptions + always),
      (
        "inspect",
        common + [
          Option(name: "number", letter: "n", value: .text, help: "Which article of the input")
        ] + levels + formatOptions + always
      ),
      ("validate", validate + always),
      (
        "formats",
        [
          Option(name: "json", value: .none, help: "Print a JSON array"),
          Option(name: "losses", value: .words(writable), help: "What a format loses"),
        ] + always
      ),
      ("completions", always),
    ]
  }

  private static var transformOptions: [Option] { TransformChoices.infos.flatMap(options(of:)) }

  /// The options of all formats, each name once.
  private static var formatOptions: [Option] {
    var names: Set = ["language"]
    return FormatRegistry.standard.formats
      .flatMap { ($0.reader?.settings ?? []) + ($0.writer?.settings ?? []) }
      .filter { names.insert($0.name).inserted }
      .flatMap(options(of:))
  }

  private static func options(of info: SettingInfo) -> [Option] {
    let help = String(info.help.prefix { !";.:".contains($0) })
    switch info.kind {
    case .flag:
      return [
        Option(name: info.name, value: .none, help: help),
        Option(name: "no-\(info.name)", value: .none, help: "Not: \(help)"),
      ]
    case .text: return [Option(name: info.name, value: .text, help: help)]
    case .file: return [Option(name: info.name, value: .file, help: help)]
    case .choice(let words): return [Option(name: info.name, value: .words(words), help: help)]
    }
  }

  /// A text between single quotation marks, as all three shells read it.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "’") + "'"
  }

  /// The script for bash 3.2 and newer.
  static var bash: String {
    var cases = ""
    for (command, options) in options {
      for option in options {
        guard case .words(let words) = option.value else { continue }
        let patterns = option.spellings.map { "\(command)/\($0)" }.joined(separator: "|")
        cases += "    \(patterns)) words=\(quoted(words.joined(separator: " "))) ;;\n"
      }
      let names = options.map { "--\($0.name)" }.joined(separator: " ")
      cases += "    \(command)/*) [[ $word == -* ]] && words=\(quoted(names)) ;;\n"
    }
    return """
      # Completion of warraq for bash. What is no option is completed as a path.
      _warraq() {
        local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
        local command=convert words=
        COMPREPLY=()
        # Bash takes the = of --to=json for a word.
        [[ $word == = ]] && word=
        [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}
        if ((COMP_CWORD > 1)); then
          case ${COMP_WORDS[1]} in \(commands.joined(separator: "|"))) command=${COMP_WORDS[1]} ;; esac
        fi
        case $command/$previous in
      \(cases)  esac
        if [[ -z $words && $word != -* ]]; then
          if ((COMP_CWORD == 1)); then words=\(quoted(commands.joined(separator: " "))); fi
          if ((COMP_CWORD == 2)); then
            case $command in
              completions) words=\(quoted(shells.joined(separator: " "))) ;;
              help) words=\(quoted(commands.dropLast().joined(separator: " "))) ;;
            esac
          fi
        fi
        [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$word"))
        return 0
      }
      complete -o default -o bashdefault -F _warraq warraq

      """
  }

  /// The script for zsh.
  static var zsh: String {
    var values = ""
    var names = ""
    for (command, options) in options {
      for option in options {
        let patterns = option.spellings.map { "\(command)/\($0)" }.joined(separator: "|")
        switch option.value {
        case .words(let words):
          values += "  \(patterns)) compadd -- \(words.joined(separator: " ")); return ;;\n"
        case .file: values += "  \(patterns)) _files; return ;;\n"
        case .text: values += "  \(patterns)) _message \(quoted(option.help)); return ;;\n"
        case .none: break
        }
      }
      let rows = options.map { option in
        "    " + quoted("--\(option.name):\(option.help.replacing(":", with: "\\:"))")
      }
      names += "  \(command)) choices=(\n\(rows.joined(separator: "\n"))\n  ) ;;\n"
    }
    return """
      #compdef warraq
      # Completion of warraq for zsh. What is no option is completed as a path.
      local command=convert
      local -a choices
      if ((CURRENT > 2)); then
        case $words[2] in \(commands.joined(separator: "|"))) command=$words[2] ;; esac
      fi
      case $command/$words[CURRENT-1] in
      \(values)esac
      case $command in
      \(names)esac
      if [[ $words[CURRENT] == -* ]]; then
        _describe -o option choices
      elif ((CURRENT == 3)) && [[ $command == completions ]]; then
        compadd -- \(shells.joined(separator: " "))
      elif ((CURRENT == 3)) && [[ $command == help ]]; then
        compadd -- \(commands.dropLast().joined(separator: " "))
      else
        ((CURRENT == 2)) && compadd -- \(commands.joined(separator: " "))
        _files
      fi

      """
  }

  /// The script for fish.
  static var fish: String {
    let others = commands.filter { $0 != "convert" }.joined(separator: " ")
    var lines = [
      "# Completion of warraq for fish. What is no option is completed as a path.",
      "complete -c warraq -n __fish_is_first_arg -a \(quoted(commands.joined(separator: " ")))",
      "complete -c warraq -n '__fish_seen_subcommand_from completions' -f -a "
        + quoted(shells.joined(separator: " ")),
      "complete -c warraq -n '__fish_seen_subcommand_from help' -f -a "
        + quoted(commands.dropLast().joined(separator: " ")),
    ]
    for (command, options) in options {
      let condition =
        command == "convert"
        ? "not __fish_seen_subcommand_from \(others)" : "__fish_seen_subcommand_from \(command)"
      for option in options {
        let value =
          switch option.value {
          case .none: ""
          case .text: " -x"
          case .file: " -r -F"
          case .words(let words): " -x -a \(quoted(words.joined(separator: " ")))"
          }
        let letter = option.letter.map { " -s \($0)" } ?? ""
        lines.append(
          "complete -c warraq -n \(quoted(condition)) -l \(option.name)\(letter)\(value) "
            + "-d \(quoted(option.help))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
