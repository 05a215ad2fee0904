internal import Warraq

/// Scripts that complete what is typed after `warraq`, made from the table of formats.
///
/// Scripts of the argument parser know the fixed options only.
enum CompletionScript {
  private typealias Option = CommandOption

  private static let commands = CommandName.allCases.map(\.rawValue)
  private static let shells = CompletionsCommand.Shell.allCases.map(\.rawValue)

  /// The options of each command that has some of its own.
  private static var options: [(command: String, options: [Option])] {
    CommandName.allCases.filter { $0 != .help }.map { command in
      switch command {
      case .convert: ("convert", command.options + transformOptions + formatOptions)
      case .inspect: ("inspect", command.options + formatOptions)
      case .validate, .formats, .columns, .completions, .help: (command.rawValue, command.options)
      }
    }
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
    case .text(let placeholder):
      return [Option(name: info.name, value: values(of: info, placeholder), help: help)]
    case .file: return [Option(name: info.name, value: .file, help: help)]
    case .choice(let words): return [Option(name: info.name, value: .words(words), help: help)]
    }
  }

  /// What may be typed for a text: names of fields, or the words of a placeholder that lists them.
  private static func values(of info: SettingInfo, _ placeholder: String) -> Option.Value {
    let fields = CanonicalJSON.Property.allCases.map(\.name)
    if ["select", "sort", "columns"].contains(info.name) { return .list(fields) }
    let words = placeholder.prefix { $0 != "[" }.split(separator: "|").map(String.init)
    return words.count > 1 ? .list(words) : .text
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
        guard let words = option.value.words else { continue }
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
        case .words(let words), .format(let words), .list(let words):
          values += "  \(patterns)) compadd -- \(words.joined(separator: " ")); return ;;\n"
        case .file: values += "  \(patterns)) _files; return ;;\n"
        case .text, .number: values += "  \(patterns)) _message \(quoted(option.help)); return ;;\n"
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
          case .text, .number: " -x"
          case .file: " -r -F"
          case .words(let words), .format(let words), .list(let words):
            " -x -a \(quoted(words.joined(separator: " ")))"
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
