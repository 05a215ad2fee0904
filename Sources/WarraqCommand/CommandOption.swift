internal import ArgumentParser
internal import Warraq

/// One of the fixed options of a command: the row that completions, spelling and manual pages are
/// made from.
struct CommandOption {
  /// What may follow an option.
  enum Value {
    case none
    case text
    case number
    case file
    /// One of these words and no other.
    case words([String])
    /// The name of a format, an alias of one too.
    case format([String])
    /// Names with commas between them, such as those of fields.
    case list([String])

    /// The words that may follow, where they are known.
    var words: [String]? {
      switch self {
      case .words(let words), .format(let words), .list(let words): words
      case .none, .text, .number, .file: nil
      }
    }

    /// Whether a word follows the option.
    var isNeeded: Bool { if case .none = self { false } else { true } }

    /// Whether the word has to be a number.
    var isNumber: Bool { if case .number = self { true } else { false } }
  }

  var name: String
  var letter: Character?
  var value: Value
  var help: String

  /// The option as it is typed.
  var spellings: [String] { ["--\(name)"] + (letter.map { ["-\($0)"] } ?? []) }
}

/// The commands, each with its fixed options.
enum CommandName: String, CaseIterable {
  case convert
  case validate
  case formats
  case inspect
  case columns
  case completions
  case help

  /// What runs it.
  var type: any ParsableCommand.Type {
    switch self {
    case .convert: ConvertCommand.self
    case .validate: ValidateCommand.self
    case .formats: FormatsCommand.self
    case .inspect: InspectCommand.self
    case .columns: ColumnsCommand.self
    case .completions: CompletionsCommand.self
    case .help: WarraqCommand.self
    }
  }

  /// Whether options of formats may be among its words.
  var takesFormatOptions: Bool { self == .convert || self == .inspect }

  /// The fixed options.
  var options: [CommandOption] {
    let formats = FormatRegistry.standard.formats
    let readable = formats.filter { $0.reader != nil }.map(\.name)
    let writable = formats.filter { $0.writer != nil }.map(\.name)
    let common = [
      CommandOption(
        name: "to", letter: "t", value: .format(writable), help: "The output format"),
      CommandOption(
        name: "from", letter: "f", value: .format(readable), help: "The input format"),
      CommandOption(name: "language", value: .text, help: "The language of every story"),
    ]
    let always = [
      CommandOption(name: "version", value: .none, help: "Show the version"),
      CommandOption(name: "help", letter: "h", value: .none, help: "Show help"),
    ]
    return switch self {
    case .convert: common + Self.conversion + Self.inputs + Self.levels + Self.colors + always
    case .inspect:
      common + [
        CommandOption(
          name: "number", letter: "n", value: .number, help: "Which article of the input")
      ] + Self.levels + Self.colors + always
    case .validate:
      [
        CommandOption(
          name: "format", letter: "f",
          value: .format(formats.filter { $0.checker != nil }.map(\.name)), help: "The format"),
        CommandOption(
          name: "schema", letter: "s", value: .file, help: "The schema to check against"),
        CommandOption(name: "strict", value: .none, help: "Make warnings fail"),
        CommandOption(name: "json", value: .none, help: "Print one JSON object"),
        CommandOption(name: "all", value: .none, help: "Print every finding"),
        CommandOption(name: "quiet", letter: "q", value: .none, help: "Print errors only"),
        CommandOption(name: "rules", value: .none, help: "List the rules"),
        CommandOption(
          name: "explain", value: .list(RuleHelp.all.map(\.id)), help: "Tell what a rule is about"),
        CommandOption(name: "jobs", letter: "j", value: .number, help: "Batches worked on at once"),
        CommandOption(name: "max-record-bytes", value: .number, help: "The largest record"),
      ] + Self.inputs + Self.colors + always
    case .formats:
      [
        CommandOption(name: "json", value: .none, help: "Print a JSON array"),
        CommandOption(name: "losses", value: .format(writable), help: "What a format loses"),
      ] + always
    case .columns:
      [
        CommandOption(
          name: "for", value: .words(TableTool.allCases.map(\.rawValue)), help: "The program"),
        CommandOption(
          name: "columns", value: .list(CanonicalJSON.Property.allCases.map(\.name)),
          help: "The columns of the table"),
      ] + always
    case .completions, .help: always
    }
  }

  private static let conversion = [
    CommandOption(name: "output", letter: "o", value: .file, help: "The output file or folder"),
    CommandOption(
      name: "split", value: .text, help: "One file a story, with paths from a template"),
    CommandOption(name: "jobs", letter: "j", value: .number, help: "Batches worked on at once"),
    CommandOption(name: "strict", value: .none, help: "Make any loss an error"),
    CommandOption(
      name: "undated", value: .words(UndatedStories.allCases.map(\.rawValue)),
      help: "What becomes of stories without a date"),
    CommandOption(name: "force", value: .none, help: "Replace an output file of another format"),
    CommandOption(name: "report", value: .file, help: "Write diagnostics and losses to a file"),
    CommandOption(name: "errors", value: .file, help: "Write what failed as JSON Lines"),
    CommandOption(
      name: "keywords-out", value: .file, help: "Write the keywords found, to give with --tags"),
    CommandOption(name: "max-errors", value: .number, help: "Stop at this number of errors"),
    CommandOption(name: "shard", value: .text, help: "Convert one of N parts of the inputs"),
    CommandOption(name: "dry-run", value: .none, help: "Say what would be read and written"),
    CommandOption(
      name: "provenance", value: .none, help: "Have every story say where it was read"),
    CommandOption(name: "resume", value: .none, help: "Resume an interrupted run"),
    CommandOption(name: "max-record-bytes", value: .number, help: "The largest record"),
  ]

  private static var inputs: [CommandOption] {
    [
      CommandOption(
        name: "unknown", value: .words(UnknownFiles.allCases.map(\.rawValue)),
        help: "What files of folders are that no format reads"),
      CommandOption(name: "include", value: .text, help: "Read these files of folders only"),
      CommandOption(name: "exclude", value: .text, help: "Leave out these files and folders"),
      CommandOption(name: "files-from", value: .file, help: "Read the names of inputs from a file"),
      CommandOption(
        name: "null", letter: "0", value: .none, help: "Names of --files-from end with a zero byte"),
    ]
  }

  private static var levels: [CommandOption] {
    [
      CommandOption(name: "quiet", letter: "q", value: .none, help: "Print errors only"),
      CommandOption(name: "verbose", letter: "v", value: .none, help: "Print notes too"),
      CommandOption(
        name: "log-level", value: .words(LogLevel.allCases.map(\.rawValue)),
        help: "Print what is at least as bad"),
    ]
  }

  private static var colors: [CommandOption] {
    [
      CommandOption(
        name: "color", value: .words(ColorChoice.allCases.map(\.rawValue)),
        help: "When to print in colours")
    ]
  }
}
