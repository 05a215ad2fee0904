internal import Warraq

/// Scripts that complete what is typed after `warraq`, made from the table of formats.
///
/// Scripts of the argument parser know the fixed options only.
enum CompletionScript {
  private typealias Option = CommandOption

  private static let commands = CommandName.allCases.map(\.rawValue)
  private static let shells = CompletionsCommand.shells

  /// The options of each command that has some of its own; those of formats stand apart.
  private static var options: [(command: CommandName, options: [Option])] {
    CommandName.allCases.filter { $0 != .help }.map { command in
      (command, command.options + (command == .convert ? transformOptions : []))
    }
  }

  private static var transformOptions: [Option] { TransformChoices.infos.flatMap(options(of:)) }

  /// An option of formats, and the words by which the command line may name them.
  private struct FormatOption {
    let option: Option
    /// The formats whose readers have it, empty where none has.
    var readers: [String] = []
    /// The formats whose writers have it.
    var writers: [String] = []
  }

  /// The options of all formats, each name once.
  private static var formatOptions: [FormatOption] {
    var options: [FormatOption] = []
    // All formats take it, and it is among the fixed ones.
    var places: [String: Int] = [:]
    func add(
      _ settings: [SettingInfo], _ format: Format, to list: WritableKeyPath<FormatOption, [String]>
    ) {
      for option in settings.flatMap(Self.options(of:)) where option.name != "language" {
        let place = places[option.name] ?? options.count
        if place == options.count {
          places[option.name] = place
          options.append(FormatOption(option: option))
        }
        options[place][keyPath: list] += words(for: format)
      }
    }
    for format in FormatRegistry.standard.formats {
      add(format.reader?.settings ?? [], format, to: \.readers)
      add(format.writer?.settings ?? [], format, to: \.writers)
    }
    return options
  }

  /// A format's names, and the endings of files that are written in it.
  private static func words(for format: Format) -> [String] {
    let endings = format.extensions.map { ".\($0)" }.filter {
      FormatRegistry.standard.writableFormat(forPath: "x\($0)")?.name == format.name
    }
    return [format.name] + format.aliases + endings
  }

  /// The options that each format has in one direction, by the words that name the format.
  private static func groups(
    _ list: KeyPath<FormatOption, [String]>
  ) -> [(words: [String], options: [Option])] {
    FormatRegistry.standard.formats.compactMap { format in
      let options = formatOptions.filter { $0[keyPath: list].contains(format.name) }
      return options.isEmpty ? nil : (words(for: format), options.map(\.option))
    }
  }

  /// Those of one direction, each once: what is offered before a format is named.
  private static func all(_ list: KeyPath<FormatOption, [String]>) -> [Option] {
    formatOptions.filter { !$0[keyPath: list].isEmpty }.map(\.option)
  }

  private static func options(of info: SettingInfo) -> [Option] {
    let end = info.help.firstMatch(of: /[;:]|\.(?:\s|$)/)?.range.lowerBound
    let help = String(info.help[..<(end ?? info.help.endIndex)])
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

  private static func names(_ options: [Option]) -> String {
    options.map { "--\($0.name)" }.joined(separator: " ")
  }

  /// The script for bash 3.2 and newer.
  static var bash: String {
    var cases = ""
    for (command, options) in options {
      let values = options + (command.takesFormatOptions ? formatOptions.map(\.option) : [])
      for option in values {
        guard let words = option.value.words else { continue }
        let patterns = option.spellings.map { "\(command)/\($0)" }.joined(separator: "|")
        let mark = if case .list = option.value { " list=," } else { "" }
        cases += "    \(patterns)) words=\(quoted(words.joined(separator: " ")))\(mark) ;;\n"
      }
      cases += "    \(command)/*) [[ $word == -* ]] && words=\(quoted(names(options))) ;;\n"
    }
    func formats(_ list: KeyPath<FormatOption, [String]>) -> String {
      let rows = groups(list).map { words, options in
        "      \(words.joined(separator: "|"))) words+=\(quoted(" " + names(options))) ;;\n"
      }
      return rows.joined() + "      '') words+=\(quoted(" " + names(all(list)))) ;;\n"
    }
    return """
      # Completion of warraq for bash. What is no option is completed as a path.
      _warraq() {
        local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
        local command=convert words= list= to= from= file= value= i
        COMPREPLY=()
        # Bash takes the = of --to=json for a word.
        [[ $word == = ]] && word=
        [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}
        if ((COMP_CWORD > 1)); then
          case ${COMP_WORDS[1]} in \(commands.joined(separator: "|"))) command=${COMP_WORDS[1]} ;; esac
        fi
        # The formats that the words before this one name.
        for ((i = 1; i + 1 < COMP_CWORD; i++)); do
          value=${COMP_WORDS[i+1]}
          [[ $value == = ]] && value=${COMP_WORDS[i+2]}
          case ${COMP_WORDS[i]} in
            --to|-t) to=$value ;;
            --from|-f) from=$value ;;
            --output|-o) file=${value%.gz} file=${file%.zst} file=.${file##*.} ;;
          esac
        done
        case $command/$previous in
      \(cases)  esac
        if [[ $word == -* && ($command == convert || $command == inspect) ]]; then
          case ${to:-$file} in
      \(formats(\.writers))    esac
          case $from in
      \(formats(\.readers))    esac
        fi
        if [[ -z $words && $word != -* ]]; then
          if ((COMP_CWORD == 1)); then words=\(quoted(commands.joined(separator: " "))); fi
          if ((COMP_CWORD == 2)); then
            case $command in
              completions) words=\(quoted(shells.joined(separator: " "))) ;;
              help) words=\(quoted(HelpTopic.words.joined(separator: " "))) ;;
            esac
          fi
        fi
        # Of names with commas between them the last is completed.
        if [[ -n $list && $word == *,* ]]; then list=${word%,*}, word=${word##*,}; else list=; fi
        [[ -n $words ]] && COMPREPLY=($(compgen -P "$list" -W "$words" -- "$word"))
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
      for option in options + (command.takesFormatOptions ? formatOptions.map(\.option) : []) {
        let patterns = option.spellings.map { "\(command)/\($0)" }.joined(separator: "|")
        switch option.value {
        case .words(let words), .format(let words):
          values += "  \(patterns)) compadd -- \(words.joined(separator: " ")); return ;;\n"
        case .list(let words):
          values +=
            "  \(patterns)) compset -P '*,'; "
            + "compadd -- \(words.joined(separator: " ")); return ;;\n"
        case .file: values += "  \(patterns)) _files; return ;;\n"
        case .text, .number: values += "  \(patterns)) _message \(quoted(option.help)); return ;;\n"
        case .none: break
        }
      }
      names += "  \(command)) choices=(\n\(zshRows(options))\n  ) ;;\n"
    }
    func formats(_ list: KeyPath<FormatOption, [String]>) -> String {
      let rows = groups(list).map { words, options in
        "    \(words.joined(separator: "|"))) choices+=(\n\(zshRows(options))\n    ) ;;\n"
      }
      return rows.joined() + "    '') choices+=(\n\(zshRows(all(list)))\n    ) ;;\n"
    }
    return """
      #compdef warraq
      # Completion of warraq for zsh. What is no option is completed as a path.
      local command=convert to= from= file= value= i
      local -a choices
      if ((CURRENT > 2)); then
        case $words[2] in \(commands.joined(separator: "|"))) command=$words[2] ;; esac
      fi
      # The formats that the words before this one name.
      for ((i = 2; i < CURRENT; i++)); do
        value=$words[i+1]
        ((i + 1 < CURRENT)) || value=
        case $words[i] in
          --*=*) value=${words[i]#*=} ;;
        esac
        case ${words[i]%%=*} in
          --to|-t) to=$value ;;
          --from|-f) from=$value ;;
          --output|-o) file=${value%.gz} file=${file%.zst} file=.${file##*.} ;;
        esac
      done
      # The value may stand in the word of its option.
      local option=$words[CURRENT-1]
      if [[ $words[CURRENT] == --*=* ]]; then
        option=${words[CURRENT]%%=*}
        compset -P '*='
      fi
      case $command/$option in
      \(values)esac
      case $command in
      \(names)esac
      if [[ $words[CURRENT] == -* ]]; then
        if [[ $command == (convert|inspect) ]]; then
          case ${to:-$file} in
      \(formats(\.writers))    esac
          case $from in
      \(formats(\.readers))    esac
        fi
        _describe -o option choices
      elif ((CURRENT == 3)) && [[ $command == completions ]]; then
        compadd -- \(shells.joined(separator: " "))
      elif ((CURRENT == 3)) && [[ $command == help ]]; then
        compadd -- \(HelpTopic.words.joined(separator: " "))
      else
        ((CURRENT == 2)) && compadd -- \(commands.joined(separator: " "))
        _files
      fi

      """
  }

  private static func zshRows(_ options: [Option]) -> String {
    options.map { option in
      "    " + quoted("--\(option.name):\(option.help.replacing(":", with: "\\:"))")
    }.joined(separator: "\n")
  }

  /// The script for fish.
  static var fish: String {
    let others = commands.filter { $0 != "convert" }.joined(separator: " ")
    var lines = [
      """
      # Completion of warraq for fish. What is no option is completed as a path.
      # The format, or the ending of the file, that the words before this one name.
      function __warraq_format -a role
        set -l options --to -t
        test $role = from; and set options --from -f
        set -l previous
        set -l format
        set -l file
        for word in (commandline -opc)
          set -l parts (string split -m 1 = -- $word)
          set -q parts[2]; or set parts $previous $word
          contains -- $parts[1] $options; and set format $parts[2]
          contains -- $parts[1] --output -o; and set file $parts[2]
          set previous $word
        end
        if test -z "$format" -a -n "$file" -a $role = to
          set format (string replace -r '\\.(gz|zst)$' '' -- $file | string replace -r '.*\\.' '.')
        end
        echo $format
      end
      # Whether the format of a role is one of these, or not named.
      function __warraq_is
        set -l format (__warraq_format $argv[1])
        test -z "$format"; or contains -- $format $argv[2..-1]
      end
      # Names, after those that the word has already, with commas between them.
      function __warraq_list
        set -l typed (commandline -ct | string replace -r '^--[^=]*=' '')
        set -l before (string match -r '^.*,' -- $typed; or echo '')
        printf '%s\\n' $before$argv
      end
      """,
      "complete -c warraq -n __fish_is_first_arg -a \(quoted(commands.joined(separator: " ")))",
      "complete -c warraq -n '__fish_seen_subcommand_from completions' -f -a "
        + quoted(shells.joined(separator: " ")),
      "complete -c warraq -n '__fish_seen_subcommand_from help' -f -a "
        + quoted(HelpTopic.words.joined(separator: " ")),
    ]
    for (command, options) in options {
      let condition =
        command == .convert
        ? "not __fish_seen_subcommand_from \(others)" : "__fish_seen_subcommand_from \(command)"
      lines += options.map { fishLine($0, condition) }
      guard command.takesFormatOptions else { continue }
      lines += formatOptions.map { option in
        let roles = [("to", option.writers), ("from", option.readers)].filter { !$0.1.isEmpty }
        let isOwned = roles.map { "__warraq_is \($0) \($1.joined(separator: " "))" }
        return fishLine(
          option.option, condition + "; and begin; " + isOwned.joined(separator: "; or ") + "; end")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fishLine(_ option: Option, _ condition: String) -> String {
    let value =
      switch option.value {
      case .none: ""
      case .text, .number: " -x"
      case .file: " -r -F"
      case .list(let words): " -x -a \(quoted("(__warraq_list \(words.joined(separator: " ")))"))"
      case .words(let words), .format(let words):
        " -x -a \(quoted(words.joined(separator: " ")))"
      }
    let letter = option.letter.map { " -s \($0)" } ?? ""
    return "complete -c warraq -n \(quoted(condition)) -l \(option.name)\(letter)\(value) "
      + "-d \(quoted(option.help))"
  }
}
